"""What stands on a page: Page > Block > Line > Word, as it was read and as it is now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from PIL import Image

ChangeKind = Literal[
    "normal-form", "hyphen", "word", "split", "join", "sign", "typography", "noise", "reviewed", "doubtful"
]
BlockKind = Literal[
    "paragraph", "heading", "list-item", "table", "signature", "margin-note", "header", "footer", "page-number"
]
FURNITURE = frozenset({"header", "footer", "page-number"})
# Their lines were ended by the writer, not by the margin, and stay apart when paragraphs are unwrapped.
LINE_BY_LINE = frozenset({"table", "signature"})
# What words that are joined to others are not, whose edit is of another kind.
_STRIKING_OUT: frozenset[ChangeKind] = frozenset({"noise", "reviewed"})
Origin = Literal["engine", "text-layer", "both", "text"]
SourceKind = Literal["pdf", "image", "text", "hocr", "alto", "json"]
LineChoice = Literal["reflow", "keep"]
FurnitureChoice = Literal["drop", "keep"]
TypographyChoice = Literal["printed", "swedish"]
RegisterChoice = Literal["auto", "modern", "old"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page image, in pixels from its upper left corner; `right` and `bottom` are exclusive."""

    left: int
    top: int
    right: int
    bottom: int

    def union(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def part(self, begin: float, end: float) -> Box:
        """The part from one share of its width to another, at least a pixel wide.

        Args:
            begin: 0-1.
            end: the same, more than `begin`.
        """
        width = self.right - self.left
        left = min(self.left + round(begin * width), self.right - 1)
        return Box(left, self.top, max(left + 1, self.left + round(end * width)), self.bottom)

    def to_list(self) -> list[int]:
        """`[left, top, right, bottom]`, as it stands in JSON."""
        return [self.left, self.top, self.right, self.bottom]


def union_of(boxes: Iterable[Box | None]) -> Box | None:
    """The smallest box around those that are there; None where none is."""
    whole: Box | None = None
    for box in boxes:
        if box is not None:
            whole = box if whole is None else whole.union(box)
    return whole


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


@dataclass(frozen=True, slots=True)
class Edit:
    """Why a word is not (or may not be) what was read.

    Attributes:
        kind: what sort of change it is; "doubtful" marks a word left as it was, "reviewed" what a person has decided,
            also where that is the word as it was read.
        confidence: probability, 0-1, that the change is right.
        reason: the evidence, for a person to read.
    """

    kind: ChangeKind
    confidence: float
    reason: str


class Choice(NamedTuple):
    """One of the ways the engine could read a character.

    Attributes:
        text: what it would be; empty for nothing at all.
        probability: the engine's own, 0-1.
    """

    text: str
    probability: float


class InFile(NamedTuple):
    """What a file of words, hOCR or ALTO, says of one beside its letters.

    Attributes:
        element: which element of its page it is from, counted from 0 over those that words stand in.
        raised: how many of its last characters stand above or below the line, as a note's number, or behind such ones.
        language: what the file says that its paragraph is written in, as `Block.language`; None where it says nothing.
    """

    element: int
    raised: int = 0
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """What stands between two spaces.

    Attributes:
        text: the word as it is now. Empty when the word before has absorbed it; with a space in it when one read
            word turned out to be two.
        box: where it stands on the page image; None where the source has no boxes.
        confidence: the engine's own, 0-1; None where it has none.
        raw: the word as it was read; by default the same as `text`.
        edit: why `text` differs from `raw`.
        choices: for each character of `raw`, how the engine could have read it, the likeliest first, itself among
            them; empty where the engine gives none or is sure of the word.
        source: what a file of words says of it; None where it is from no such file.

    Raises:
        ValueError: the word differs from its reading, and no edit says why or it is said to be only doubtful.
    """

    text: str
    box: Box | None = None
    confidence: float | None = None
    raw: str | None = None
    edit: Edit | None = None
    choices: tuple[tuple[Choice, ...], ...] = ()
    source: InFile | None = None

    def __post_init__(self) -> None:
        if self.raw is None:
            object.__setattr__(self, "raw", self.text)
        elif self.raw != self.text and self.edit is None:
            raise ValueError(f"{self.raw!r} became {self.text!r} and no edit says why")
        elif self.raw != self.text and self.edit is not None and self.edit.kind == "doubtful":
            raise ValueError(f"{self.raw!r} became {self.text!r}, and a doubt changes nothing")

    @property
    def reading(self) -> str:
        """What was read, before any change."""
        return self.text if self.raw is None else self.raw

    @property
    def absorbed(self) -> bool:
        """Whether the word before has taken this one in."""
        return not self.text and bool(self.raw)

    @property
    def struck_out(self) -> bool:
        """Whether it turned out to be nothing: specks, or what a person has struck out. It is part of no word."""
        return self.absorbed and self.edit is not None and self.edit.kind in _STRIKING_OUT

    def edited(self, text: str, edit: Edit) -> Word:
        """The same word with another text and the reason for it; what was read stays."""
        return replace(self, text=text, edit=edit)


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
