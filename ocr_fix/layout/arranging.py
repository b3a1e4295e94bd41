"""The pages of a document in reading order: rows, furniture, paragraphs, what goes on across pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ocr_fix.document import Block, Page, PageText
from ocr_fix.layout import legacy
from ocr_fix.layout.blocks import BlockDraft, joined, settled
from ocr_fix.layout.geometry.scan import PagePart, parts_of
from ocr_fix.layout.lines.furniture import Kind, furniture_of
from ocr_fix.layout.lines.kept import kept
from ocr_fix.layout.lines.rows import Row, Setting, setting_of
from ocr_fix.layout.lines.tables import stretches
from ocr_fix.layout.paragraphs import make_block, parted

Note = tuple[int, Sequence[Row]]
"""A note in the margin: how many words of the text beside it begin above it, and its rows."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page on its way.

    Attributes:
        page: without blocks, or with those of the engine.
        parts: its rows in reading order.
        kinds: its furniture, by the index of the row among all rows of the page.
        is_text: whether another engine left it as text.
    """

    page: Page
    parts: Sequence[PagePart]
    kinds: Mapping[int, Kind]
    is_text: bool

    def rows(self) -> Iterator[tuple[int, Row, Kind | None]]:
        """Every row with the part it stands in and what it is as furniture."""
        index = 0
        for number, part in enumerate(self.parts):
            for row in part.rows:
                yield number, row, self.kinds.get(index)
                index += 1

    def body(self, number: int) -> list[Row]:
        """The rows of a part without furniture."""
        return [row for at, row, kind in self.rows() if at == number and kind is None]

    def notes(self, number: int) -> list[Note]:
        """The notes beside a part."""
        above = [0]
        for at, row, kind in self.rows():
            if at == number:
                above.append(above[-1] + (len(row.line.words) if kind is None else 0))
        return [(above[begun], rows) for begun, rows in self.parts[number].notes]


def arrange(pages: Sequence[Page | PageText]) -> tuple[Page, ...]:
    """The pages of one document, read by an engine or left by one, in blocks, in normal form.

    Args:
        pages: in the order of the file; all of them, since only together they tell what furniture is and where
            paragraphs go on.
    """
    rows_of_texts = iter(legacy.rows_of([page for page in pages if isinstance(page, PageText)]))
    parts = [[PagePart(next(rows_of_texts))] if isinstance(page, PageText) else parts_of(page) for page in pages]
    found = furniture_of(
        [[row for part in of_page for row in part.rows] for of_page in parts],
        [None if isinstance(page, PageText) else page.height for page in pages],
    )
    sheets = [
        _Sheet(Page(page.number, origin="text", note=page.note), of_page, kinds, is_text=True)
        if isinstance(page, PageText)
        else _Sheet(page, of_page, kinds, is_text=False)
        for page, of_page, kinds in zip(pages, parts, found, strict=True)
    ]
    # Pages of a text file are set alike; columns of scans are measured one by one.
    alike = setting_of([row for sheet in sheets if sheet.is_text for row in sheet.body(0)])
    pieces = [list(_pieces(sheet, alike, first=not number)) for number, sheet in enumerate(sheets)]
    blocks = iter(settled(joined([piece for of_page in pieces for piece in of_page])))
    return tuple(
        replace(sheet.page, blocks=tuple([next(blocks) for _ in of_page]), ordered=False)
        for sheet, of_page in zip(sheets, pieces, strict=True)
    )


def _pieces(sheet: _Sheet, alike: Setting, *, first: bool) -> Iterator[BlockDraft]:
    """The blocks of a page: what stands at its head, its text, what stands at its foot."""
    began = False
    feet: list[BlockDraft] = []
    for _, row, kind in sheet.rows():
        began = began or kind is None
        if kind is not None:
            piece = BlockDraft(Block((row.line,), kind), (row,), alike)
            if began:
                feet.append(piece)
            else:
                yield piece
    letterhead = first
    for number, part in enumerate(sheet.parts):
        rows = sheet.body(number)
        setting = alike if sheet.is_text else setting_of(rows)
        pieces = _pieces_of_part(rows, setting, margin=part.margin, letterhead=letterhead)
        yield from _with_notes(pieces, sheet.notes(number))
        letterhead = letterhead and not rows
    yield from feet


def _with_notes(pieces: Iterable[BlockDraft], notes: Sequence[Note]) -> Iterator[BlockDraft]:
    """The pieces of a part and its notes, each of these behind the piece that it begins beside."""
    waiting = sorted(notes, key=lambda note: note[0])
    words = 0
    for piece in pieces:
        yield from _notes(waiting, words)
        words += sum(len(row.line.words) for row in piece.rows)
        yield piece
    yield from _notes(waiting, words)


def _notes(waiting: list[Note], words: int) -> Iterator[BlockDraft]:
    """Those notes, taken off the list, that begin beside the words so far."""
    while waiting and waiting[0][0] <= words:
        rows = waiting.pop(0)[1]
        yield from _pieces_of_part(rows, setting_of(rows), margin=True, letterhead=False)


def _pieces_of_part(rows: Sequence[Row], setting: Setting, *, margin: bool, letterhead: bool) -> Iterator[BlockDraft]:
    """The blocks of a part of a page.

    Args:
        rows: of the part, without furniture.
        setting: how they are set.
        margin: whether they are a note in the margin.
        letterhead: whether a letterhead may stand at the top.
    """
    begins = True
    for block, group in _blocks_of_part(rows, setting, letterhead=letterhead):
        placed = replace(block, kind="margin-note", level=0) if margin else block
        yield BlockDraft(placed, group, setting, begins_column=begins)
        begins = False


def _blocks_of_part(
    rows: Sequence[Row], setting: Setting, *, letterhead: bool
) -> Iterator[tuple[Block, Sequence[Row]]]:
    """The blocks of a part of a page, each with its rows: tables, lists whose lines are kept, paragraphs."""
    for stretch, tabular in stretches(rows, letterhead=letterhead):
        if tabular:
            yield Block(tuple(row.line for row in stretch), "table"), stretch
            continue
        for run, kind in kept(stretch):
            for group in [run] if kind is not None else parted(run, setting):
                yield (make_block(group) if kind is None else Block(tuple(row.line for row in group), kind)), group
