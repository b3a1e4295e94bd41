"""What stands on a page, Page > Block > Line > Word, and the text of pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ocr_fix.document.changes import Token
from ocr_fix.document.flow import Flow
from ocr_fix.document.words import Box, Word, union_of

if TYPE_CHECKING:
    from PIL import Image

BlockKind = Literal[
    "paragraph", "heading", "list-item", "table", "signature", "margin-note", "header", "footer", "page-number"
]
FURNITURE = frozenset({"header", "footer", "page-number"})
# Their lines were ended by the writer, not by the margin, and stay apart when paragraphs are unwrapped.
LINE_BY_LINE = frozenset({"table", "signature"})
Origin = Literal["engine", "text-layer", "both", "text"]
SourceKind = Literal["pdf", "image", "text", "hocr", "alto", "page", "abbyy", "mets", "json"]
LineChoice = Literal["reflow", "keep"]
FurnitureChoice = Literal["drop", "keep"]
TypographyChoice = Literal["printed", "swedish"]
RegisterChoice = Literal["auto", "modern", "old"]


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand beside each other, in reading order.

    Attributes:
        words: in reading order.
        cells: in a row of a table, the indices of the words that begin a cell after the first.
    """

    words: tuple[Word, ...]
    cells: tuple[int, ...] = ()

    @property
    def box(self) -> Box | None:
        """The box around the words."""
        return union_of(word.box for word in self.words)

    def turned(self, degrees: int, size: tuple[int, int]) -> Line:
        """Its words where they stand when the page of that size is turned clockwise by 90, 180 or 270 degrees."""
        words = (replace(word, box=word.box and word.box.turned(degrees, size)) for word in self.words)
        return replace(self, words=tuple(words))


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together.

    Attributes:
        lines: in reading order.
        kind: what the block is.
        continues: whether it goes on with the block before it (a paragraph cut by a page or a column).
        level: of a heading, 1 for the highest; 0 where it has none.
        language: that of most of its words: a code by ISO 639-1, "und" for any that is not told apart by name, "none"
            for code and the like; None where it was not told.
    """

    lines: tuple[Line, ...]
    kind: BlockKind = "paragraph"
    continues: bool = False
    level: int = 0
    language: str | None = None

    @property
    def is_furniture(self) -> bool:
        """Whether it belongs to the sheet and not to the text: running heads, footers, page numbers."""
        return self.kind in FURNITURE


@dataclass(frozen=True, slots=True)
class Page:
    """One page in reading order.

    Attributes:
        number: its place in the file, from 1.
        blocks: in reading order.
        width, height: of the page image in pixels, the measure of all boxes; None where there is no image.
        dpi: of the page image.
        rotation: degrees, clockwise, by which the page of the file was turned to stand upright: 0, 90, 180 or 270.
            Width, height and boxes are those of the page upright.
        origin: where the words are from: the engine, the text layer of the file, both fused, or a text file.
        failure: why the page could not be read, or only in part, fit for a user; None where it was.
        note: what a user should know beside its text: why it was read more simply than others and may have more errors,
            what of it is not shown and was left out; None where there is nothing.
        ordered: whether its blocks come in an order that the file states, until they are laid out in it.
    """

    number: int
    blocks: tuple[Block, ...] = ()
    width: int | None = None
    height: int | None = None
    dpi: int | None = None
    rotation: int = 0
    origin: Origin = "engine"
    failure: str | None = None
    note: str | None = None
    ordered: bool = False

    @property
    def text(self) -> str:
        """The text of this page alone, unwrapped and without furniture; empty, or ending in one line feed.

        That of a document joins paragraphs that go on on the next page.
        """
        return flow_of([self]).text

    def turned(self, degrees: int) -> Page:
        """The page with boxes and measures as they are when it is turned clockwise by 90, 180 or 270 degrees."""
        size = self.width or 0, self.height or 0
        blocks = (
            replace(block, lines=tuple([line.turned(degrees, size) for line in block.lines])) for block in self.blocks
        )
        width, height = size if degrees == 180 else size[::-1]
        return replace(self, blocks=tuple(blocks), width=width, height=height)


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page that must be read.

    Attributes:
        number: its place in the file, from 1.
        image: the picture; mode "1", "L" or "RGB".
        dpi: dots per inch of that picture.
        layer: the text that the file has for the page already, on the same pixels; None where it has none.
        is_scan: whether it is the picture of a sheet, and not drawn from type.
        note: what a user should know of it beside its text; None where there is nothing.
        damage: what is wrong with it, where only a part could be drawn; None where it is whole.
    """

    number: int
    image: Image.Image
    dpi: int
    layer: Page | None = None
    is_scan: bool = True
    note: str | None = None
    damage: str | None = None


@dataclass(frozen=True, slots=True)
class PageText:
    """A page that another engine has read: its characters as they stood in the file, without the form feed.

    Attributes:
        number: its place in the file, from 1.
        text: its characters.
        note: what a user should know beside the text; None where there is nothing.
    """

    number: int
    text: str
    note: str | None = None


def flow_of(pages: Iterable[Page], *, lines: LineChoice = "reflow", furniture: FurnitureChoice = "drop") -> Flow:
    """The words of pages in reading order.

    A blank line stands between paragraphs, a line break between list items, rows of tables and lines of signatures, a
    tab between cells. Furniture that is kept and stands inside a paragraph comes after it.

    Args:
        pages: in their order.
        lines: "reflow" unwraps paragraphs, "keep" keeps the lines of the scan.
        furniture: "drop" leaves out running heads, footers and page numbers, "keep" has them as paragraphs.
    """
    tokens: list[Token] = []
    waiting: list[Token] = []
    last: Block | None = None
    for block, page, number in _numbered(pages):
        if block.is_furniture:
            if furniture == "keep":
                waiting += _spaced(block, page, number, "\n\n", lines)
            continue
        found = _spaced(block, page, number, _space_between(last, block, lines), lines)
        if waiting and not block.continues:
            taken = 0  # a word that began above the furniture is finished first
            while taken < len(found) and found[taken].word.absorbed:
                taken += 1
            tokens += [*found[:taken], *waiting]
            found, waiting = (
                [token._replace(space="\n\n") for token in found[taken : taken + 1]] + found[taken + 1 :],
                [],
            )
        tokens += found
        last = block
    tokens += waiting
    tokens[:1] = [token._replace(space="") for token in tokens[:1]]
    return Flow(tokens, "\n" if tokens else "")


def furniture_of(pages: Iterable[Page]) -> Flow:
    """The words of running heads, footers and page numbers in reading order, each of them a paragraph."""
    blocks = [
        _spaced(block, page, number, "\n\n", "reflow") for block, page, number in _numbered(pages) if block.is_furniture
    ]
    return Flow([token for block in blocks for token in block])


def replace_words(pages: Iterable[Page], words: Iterable[Word], furniture: Iterable[Word] = ()) -> tuple[Page, ...]:
    """The same pages with other words, taken in reading order.

    Args:
        pages: in their order.
        words: as `flow_of` gives them.
        furniture: as `furniture_of` gives them.

    Raises:
        ValueError: there are not as many words as the pages hold.
    """
    body, aside = iter(words), iter(furniture)

    def renewed(block: Block) -> Block:
        supply = aside if block.is_furniture else body
        lines = [replace(line, words=tuple([next(supply) for _ in line.words])) for line in block.lines]
        return replace(block, lines=tuple(lines))

    try:
        rebuilt = tuple([replace(page, blocks=tuple([renewed(block) for block in page.blocks])) for page in pages])
    except StopIteration as error:
        raise ValueError("fewer words than the pages hold") from error
    if next(body, None) is not None or next(aside, None) is not None:
        raise ValueError("more words than the pages hold")
    return rebuilt


def _numbered(pages: Iterable[Page]) -> Iterator[tuple[Block, int, int]]:
    """Each block with the number of its page and that of its first line on it."""
    for page in pages:
        number = 1
        for block in page.blocks:
            yield block, page.number, number
            number += len(block.lines)


def _spaced(block: Block, page: int, number: int, before: str, lines: LineChoice) -> list[Token]:
    """The words of a block, with the white space that stands before and between them in the text."""
    between = "\n" if lines == "keep" or block.kind in LINE_BY_LINE else " "
    tokens: list[Token] = []
    for at, line in enumerate(block.lines, number):
        start = len(tokens)
        tokens += [Token(" ", word, page, at) for word in line.words]
        if len(tokens) > start:
            tokens[start] = Token(between if start else before, line.words[0], page, at)
        for cell in line.cells:
            if 0 < cell < len(line.words):
                tokens[start + cell] = tokens[start + cell]._replace(space="\t")
    return tokens


def _space_between(last: Block | None, block: Block, lines: LineChoice) -> str:
    """What stands between two blocks of the text."""
    if last is not None and block.continues:
        return "\n" if lines == "keep" or block.kind in LINE_BY_LINE else " "
    return "\n" if last is not None and last.kind == block.kind == "list-item" else "\n\n"
