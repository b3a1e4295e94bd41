"""A word as it was read and as it is now, where it stands, and why it is not what was read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

ChangeKind = Literal[
    "normal-form", "hyphen", "word", "split", "join", "sign", "typography", "noise", "reviewed", "doubtful"
]
# What words that are joined to others are not, whose edit is of another kind.
_STRIKING_OUT: frozenset[ChangeKind] = frozenset({"noise", "reviewed"})
# What says by itself how sure a word is.
_DECIDING: frozenset[ChangeKind] = frozenset({"doubtful", "reviewed"})


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page image, in pixels from its upper left corner; `right` and `bottom` are exclusive."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """In pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """In pixels."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Of its height, in pixels from the top."""
        return (self.top + self.bottom) / 2

    @property
    def edges(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom, as Pillow takes a part of an image."""
        return self.left, self.top, self.right, self.bottom

    def moved(self, across: int, down: int) -> Box:
        """So many pixels further to the right and down."""
        return Box(self.left + across, self.top + down, self.right + across, self.bottom + down)

    def grown(self, by: int) -> Box:
        """So many pixels wider on each side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def reduced(self, factor: int) -> Box:
        """In the pixels of an image that was reduced by so much, across and down."""
        return Box(self.left // factor, self.top // factor, self.right // factor, self.bottom // factor)

    def within(self, size: tuple[int, int]) -> Box:
        """What of it lies on an image of so many pixels across and down."""
        return Box(max(0, self.left), max(0, self.top), min(size[0], self.right), min(size[1], self.bottom))

    def turned(self, degrees: int, size: tuple[int, int]) -> Box:
        """Where it stands when an image of that size is turned clockwise by 90, 180 or 270 degrees."""
        width, height = size
        if degrees == 90:
            return Box(height - self.bottom, self.left, height - self.top, self.right)
        if degrees == 270:
            return Box(self.top, width - self.right, self.bottom, width - self.left)
        return Box(width - self.right, height - self.bottom, width - self.left, height - self.top)

    def across(self, other: Box) -> int:
        """Pixels that both have in common from left to right; below nought what lies between them."""
        return min(self.right, other.right) - max(self.left, other.left)

    def down(self, other: Box) -> int:
        """The same from top to bottom."""
        return min(self.bottom, other.bottom) - max(self.top, other.top)

    def overlaps(self, other: Box) -> bool:
        """Whether both have pixels in common."""
        return self.across(other) > 0 and self.down(other) > 0

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
        left = min(self.left + round(begin * self.width), self.right - 1)
        return Box(left, self.top, max(left + 1, self.left + round(end * self.width)), self.bottom)

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
    """What a file of words, hOCR, ALTO, PAGE or our own JSON, says of one beside its letters.

    Attributes:
        element: which element of its page it is from, counted from 0 over those that words stand in.
        raised: how many of its last characters stand above or below the line, as a note's number, or behind such ones.
        language: what the file says that its paragraph is written in, as `Block.language`; None where it says nothing.
        decided: what a person has decided that stands there, empty for nothing, and why; None where nobody has.
    """

    element: int
    raised: int = 0
    language: str | None = None
    decided: tuple[str, Edit] | None = None


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

    @property
    def reviewed(self) -> bool:
        """Whether a person has decided what it is."""
        return self.edit is not None and self.edit.kind == "reviewed"

    def edited(self, text: str, edit: Edit) -> Word:
        """The same word with another text and the reason for it; what was read stays.

        What was doubtful of it stays so where its letters and figures do, unless a person has decided: the edit is no
        surer than the doubt, and says why.
        """
        before = self.edit
        was_doubtful = before is not None and before.kind == "doubtful" and edit.kind not in _DECIDING
        if before is not None and was_doubtful and _letters(text) == _letters(self.text):
            why = edit.reason if before.reason in edit.reason else f"{edit.reason}; {before.reason}"
            edit = Edit(edit.kind, min(edit.confidence, before.confidence), why)
        return replace(self, text=text, edit=edit)


def _letters(text: str) -> str:
    """The letters and figures of a text."""
    return "".join(filter(str.isalnum, text))
