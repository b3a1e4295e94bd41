"""What flows through the house: Document > Page > Block > Line > Word, and the changes made to the words.

Every stage takes and returns these values and never alters one in place. A word keeps what was read (`raw`) beside
what it is now (`text`), and may differ from it only together with an `Edit` that says why. Text and changes are both
derived from the words, so no change can go unaccounted for and `revert` gives back the reading to the letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from PIL import Image

ChangeKind = Literal["normal-form", "hyphen", "word", "split", "join", "sign", "doubtful"]
BlockKind = Literal["paragraph", "heading", "list-item", "table", "margin-note", "header", "footer", "page-number"]
FURNITURE = frozenset({"header", "footer", "page-number"})
Origin = Literal["engine", "text-layer", "both", "text"]
SourceKind = Literal["pdf", "image", "text", "hocr", "alto"]


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
    """

    number: int
    image: Image.Image
    dpi: int


@dataclass(frozen=True, slots=True)
class PageText:
    """A page that another engine has read: its characters as they stood in the file, without the form feed."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Why a word is not (or may not be) what was read.

    Attributes:
        kind: what sort of change it is; "doubtful" marks a word left as it was.
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
        choices: for each character of `raw`, how else the engine could have read it, the likeliest first; empty where
            the engine gives none.

    Raises:
        ValueError: the word differs from its reading and no edit says why.
    """

    text: str
    box: Box | None = None
    confidence: float | None = None
    raw: str | None = None
    edit: Edit | None = None
    choices: tuple[tuple[Choice, ...], ...] = ()

    def __post_init__(self) -> None:
        if self.raw is None:
            object.__setattr__(self, "raw", self.text)
        elif self.raw != self.text and self.edit is None:
            raise ValueError(f"{self.raw!r} became {self.text!r} and no edit says why")

    @property
    def reading(self) -> str:
        """What was read, before any change."""
        return self.text if self.raw is None else self.raw

    @property
    def absorbed(self) -> bool:
        """Whether the word before has taken this one in."""
        return not self.text and bool(self.raw)

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
    """

    lines: tuple[Line, ...]
    kind: BlockKind = "paragraph"
    continues: bool = False
    level: int = 0

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
        failure: why the page could not be read, fit for a user; None where it was.
    """

    number: int
    blocks: tuple[Block, ...] = ()
    width: int | None = None
    height: int | None = None
    dpi: int | None = None
    rotation: int = 0
    origin: Origin = "engine"
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One change to the text, or one doubt about it.

    Attributes:
        page: number of the page, from 1.
        line: number of the line on the page in reading order, from 1.
        box: around the words concerned; None where the source has no boxes.
        before: what was read.
        after: what stands there now; the same as `before` for a doubt.
        kind: what sort of change.
        confidence: probability, 0-1, that it is right.
        reason: the evidence, for a person to read.
        start: where `after` begins in the text, counted in characters from 0.
    """

    page: int
    line: int
    box: Box | None
    before: str
    after: str
    kind: ChangeKind
    confidence: float
    reason: str
    start: int

    def to_dict(self) -> dict[str, Any]:
        """The change as plain values for JSON."""
        return {
            "page": self.page,
            "line": self.line,
            "box": None if self.box is None else self.box.to_list(),
            "before": self.before,
            "after": self.after,
            "kind": self.kind,
            "confidence": round(self.confidence, 4),
            "reason": self.reason,
            "start": self.start,
        }


class Token(NamedTuple):
    """A word in the stream of the text: the white space before it, itself, and where it stands."""

    space: str
    word: Word
    page: int
    line: int


@dataclass(frozen=True)
class Flow:
    """The words of a text in reading order, with the white space that keeps them apart.

    Attributes:
        tokens: the words.
        tail: white space after the last word.
    """

    tokens: Sequence[Token]
    tail: str = ""

    @cached_property
    def text(self) -> str:
        """The text as it is now."""
        return "".join(t.space + t.word.text for t in self.tokens if not t.word.absorbed) + self.tail

    @cached_property
    def raw(self) -> str:
        """The text as it was read."""
        return "".join(t.space + t.word.reading for t in self.tokens) + self.tail

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What was changed or is doubtful, in the order of the text."""
        return tuple(self._changes())

    @cached_property
    def words(self) -> list[str]:
        """The words as they are now, one for each token; empty for one that the word before has absorbed."""
        return [token.word.text for token in self.tokens]

    def _changes(self) -> Iterator[Change]:
        position = 0
        index = 0
        while index < len(self.tokens):
            end = index + 1
            while end < len(self.tokens) and self.tokens[end].word.absorbed:
                end += 1
            head = self.tokens[index]
            position += len(head.space)
            if head.word.edit is not None and (change := change_of(self.tokens[index:end], position)) is not None:
                yield change
            position += len(head.word.text)
            index = end

    def with_edits(self, edits: Mapping[int, Word]) -> Flow:
        """The same flow with other words in some places.

        Args:
            edits: the words by the index of their token.
        """
        if not edits:
            return self
        tokens = list(self.tokens)
        for index, word in edits.items():
            tokens[index] = tokens[index]._replace(word=word)
        return Flow(tokens, self.tail)


def change_of(group: Sequence[Token], start: int) -> Change | None:
    """The change that a word and those that it has absorbed have gone through; None where there was none.

    Args:
        group: the word, then those that it has absorbed.
        start: where it begins in the text as it is now.
    """
    head = group[0]
    edit = head.word.edit
    if edit is None:
        return None
    before = head.word.reading + "".join(t.space + t.word.reading for t in group[1:])
    box = union_of(t.word.box for t in group)
    return Change(head.page, head.line, box, before, head.word.text, edit.kind, edit.confidence, edit.reason, start)


def revert(text: str, changes: Iterable[Change]) -> str:
    """Undo changes: text and changes together give back what was read, to the letter.

    Args:
        text: the text the changes speak of.
        changes: all or some of its changes, in any order.

    Returns:
        The text with `before` in the place of `after`.

    Raises:
        ValueError: a change does not fit the text.
    """
    parts: list[str] = []
    end = len(text)
    for change in sorted(changes, key=lambda c: c.start, reverse=True):
        stop = change.start + len(change.after)
        if stop > end or text[change.start : stop] != change.after:
            raise ValueError(f"{change.after!r} does not stand at {change.start} of this text")
        parts += [text[stop:end], change.before]
        end = change.start
    parts.append(text[:end])
    return "".join(reversed(parts))


@dataclass(frozen=True)
class Correction:
    """What became of a text.

    Attributes:
        text: the corrected text.
        changes: what was changed or is doubtful, in the order of the text.
    """

    text: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself, as it is printed; None where it was not found.

    Attributes:
        title: its title.
        date: its date.
        diary_number: the number under which an authority keeps it (diarienummer).
    """

    title: str | None = None
    date: str | None = None
    diary_number: str | None = None


@dataclass(frozen=True)
class Document:
    """A cleaned file.

    Attributes:
        name: the name of the file, or "-" where it has none.
        kind: what the file was.
        pages: in the order of the file.
        metadata: what the document says of itself.
    """

    name: str
    kind: SourceKind
    pages: tuple[Page, ...] = field(default=())
    metadata: Metadata = field(default_factory=Metadata)

    @cached_property
    def flow(self) -> Flow:
        """The words in reading order: paragraphs unwrapped, a blank line between them."""
        return flow_of(self.pages)

    @property
    def text(self) -> str:
        """The clean text, in NFC, ending in one line feed unless it is empty."""
        return self.flow.text

    @property
    def raw_text(self) -> str:
        """The same text with every word as it was read."""
        return self.flow.raw

    @property
    def changes(self) -> tuple[Change, ...]:
        """What was changed or is doubtful, in the order of the text."""
        return self.flow.changes

    def to_dict(self) -> dict[str, Any]:
        """The document as plain values for JSON; see `document_json.to_dict`."""
        from ocr_fix.document_json import to_dict  # noqa: PLC0415 - it builds upon this module

        return to_dict(self)

    @staticmethod
    def from_dict(values: object) -> Document:
        """The document that `to_dict` gave these values of.

        Raises:
            ValueError: the values are of another version or not of the form; the message says where.
        """
        from ocr_fix.document_json import from_dict  # noqa: PLC0415 - it builds upon this module

        return from_dict(values)


def flow_of(pages: Iterable[Page]) -> Flow:
    """The words of pages in reading order: one space between words, a blank line between paragraphs."""
    tokens: list[Token] = []
    for page in pages:
        line_number = 0
        for block in page.blocks:
            space = "" if not tokens else " " if block.continues else "\n\n"
            for line in block.lines:
                line_number += 1
                for word in line.words:
                    tokens.append(Token(space, word, page.number, line_number))
                    space = " "
    return Flow(tokens, "\n" if tokens else "")


def replace_words(pages: Iterable[Page], words: Iterable[Word]) -> tuple[Page, ...]:
    """The same pages with other words, taken in reading order.

    Raises:
        ValueError: there are not as many words as the pages hold.
    """
    supply = iter(words)
    try:
        rebuilt = tuple(
            replace(
                page,
                blocks=tuple(
                    replace(
                        block,
                        lines=tuple(
                            replace(line, words=tuple(next(supply) for _ in line.words)) for line in block.lines
                        ),
                    )
                    for block in page.blocks
                ),
            )
            for page in pages
        )
    except RuntimeError as error:  # a StopIteration inside a generator expression
        raise ValueError("fewer words than the pages hold") from error
    if next(supply, None) is not None:
        raise ValueError("more words than the pages hold")
    return rebuilt
