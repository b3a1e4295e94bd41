"""The pages of a document in reading order: rows, furniture, paragraphs, what goes on across pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ocr_fix.document import Block, Page, PageText
from ocr_fix.layout import legacy
from ocr_fix.layout.blocks import Piece, joined, settled
from ocr_fix.layout.furniture import Kind, furniture_of
from ocr_fix.layout.paragraphs import make_block, parted
from ocr_fix.layout.rows import Row, Setting, setting_of
from ocr_fix.layout.scan import parts_of
from ocr_fix.layout.tables import stretches

# By how much lines stand farther apart on a scan where a paragraph begins (in lines), at least.
WIDE_GAP = 0.3


@dataclass(frozen=True, slots=True)
class Column:
    """Rows that are read one after the other.

    Attributes:
        rows: from top to bottom.
        setting: how they are set.
        margin: whether they are a note in the margin.
    """

    rows: Sequence[Row]
    setting: Setting
    margin: bool = False


def arrange(pages: Sequence[Page | PageText]) -> tuple[Page, ...]:
    """The pages of one document, read by an engine or left by one, in blocks, in normal form."""
    texts = [page for page in pages if isinstance(page, PageText)]
    columns = iter(_columns_of_texts(texts))
    sheets = [[next(columns)] if isinstance(page, PageText) else _columns_of_scan(page) for page in pages]
    bare = [Page(page.number, origin="text") if isinstance(page, PageText) else page for page in pages]
    return _laid_out(bare, sheets)


def _columns_of_texts(texts: Sequence[PageText]) -> list[Column]:
    rows = legacy.rows_of(texts)
    setting = setting_of([row for page in rows for row in page])
    return [Column(page, setting) for page in rows]


def _columns_of_scan(page: Page) -> list[Column]:
    return [Column(part.rows, setting_of(part.rows, wide=WIDE_GAP), part.margin) for part in parts_of(page)]


def _laid_out(pages: Sequence[Page], sheets: Sequence[Sequence[Column]]) -> tuple[Page, ...]:
    found = furniture_of([_from_top(columns) for columns in sheets])
    pieces = [
        list(_pieces(columns, kinds, first=not number))
        for number, (columns, kinds) in enumerate(zip(sheets, found, strict=True))
    ]
    whole = joined([piece for page in pieces for piece in page])
    blocks = iter(settled(whole))
    return tuple(
        replace(page, blocks=tuple([next(blocks) for _ in of_page]))
        for page, of_page in zip(pages, pieces, strict=True)
    )


def _pieces_of_text(rows: Sequence[Row], column: Column, *, letterhead: bool) -> Iterator[Piece]:
    """The blocks of a column, its furniture taken out.

    Args:
        rows: of the column.
        column: itself.
        letterhead: whether a letterhead may stand at its top.
    """
    begins = True
    for stretch, tabular in stretches(rows, letterhead=letterhead):
        groups = [stretch] if tabular else parted(stretch, column.setting)
        for group in groups:
            block = Block(tuple(row.line for row in group), "table") if tabular else make_block(group)
            if column.margin:
                block = replace(block, kind="margin-note", level=0)
            yield Piece(block, group, column.setting, begins_column=begins)
            begins = False


def _from_top(columns: Sequence[Column]) -> list[Row]:
    return [row for column in columns for row in column.rows]


def _pieces(columns: Sequence[Column], kinds: dict[int, Kind], *, first: bool) -> Iterator[Piece]:
    """The blocks of a page: what stands at its head, its text, what stands at its foot."""
    index = 0
    feet: list[Piece] = []
    body: list[Piece] = []
    for column in columns:
        rows: list[Row] = []
        for row in column.rows:
            kind = kinds.get(index)
            index += 1
            if kind is None:
                rows.append(row)
                continue
            piece = Piece(Block((row.line,), kind), (row,), column.setting)
            if rows or body:
                feet.append(piece)
            else:
                yield piece
        body += _pieces_of_text(rows, column, letterhead=first and not body)
    yield from body
    yield from feet
