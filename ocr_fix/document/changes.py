"""The changes made to a text, and what becomes of the white space around them; undone, they give back what was read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from ocr_fix.document.words import Box, ChangeKind, Word, union_of

T = TypeVar("T")

_BREAK = re.compile(r"[\n\r\f]")


@dataclass(frozen=True, slots=True)
class Change:
    """One change to the text, or one doubt about it: a word that may be another and was left as it was read.

    Attributes:
        page: number of the page, from 1.
        line: number of the line on the page in reading order, from 1.
        box: around the words concerned; None where the source has no boxes.
        before: what was read.
        after: what stands there now; the same as `before` for a doubt.
        kind: what sort of change; "doubtful" for a doubt.
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

    @property
    def begins_paragraph(self) -> bool:
        """Whether a blank line stands before it."""
        return self.space.count("\n") > 1


def with_absorbed(items: Iterable[T], word_of: Callable[[T], Word]) -> Iterator[list[T]]:
    """Each word with those that it has taken in.

    Args:
        items: the words, or what holds them, in order.
        word_of: the word of each.
    """
    group: list[T] = []
    for item in items:
        if group and not word_of(item).absorbed:
            yield group
            group = []
        group.append(item)
    if group:
        yield group


class MovedBreak(NamedTuple):
    """The white space after a word that was broken by a line end.

    Attributes:
        read: as it was read.
        to: as it is now: the line break that stood inside the word.
    """

    read: str
    to: str


def moved_break(group: Sequence[Token], after: str | None) -> MovedBreak | None:
    """What becomes of the line break inside a word that is made whole: it takes the place of the space behind it.

    What keeps lines apart that had nothing but specks between them is the widest of the spaces around these.

    Args:
        group: the word, then those that it has absorbed.
        after: the white space behind it; None at the end of the text.

    Returns:
        None where no line ended inside the word, or one ends behind it anyway.
    """
    inside = [token.space for token in group[1:]]
    if _is_noise(group):
        return _break_behind_noise(inside, after, begins=not group[0].word.text)
    breaks = "".join(space for space in inside if _BREAK.search(space))
    return MovedBreak(after, breaks) if breaks and after == " " else None


def _is_noise(group: Sequence[Token]) -> bool:
    """Whether some of what a word has absorbed was nothing, or the first of a text was."""
    return any(token.word.struck_out for token in group)


def _break_behind_noise(inside: Sequence[str], after: str | None, *, begins: bool) -> MovedBreak | None:
    spaces = [*inside, after or ""]
    feeds = sum([space.count("\f") for space in spaces])  # every page stays one
    widest = max(spaces, key=lambda space: space.count("\n"))
    to = after or ""
    if begins or after is None:
        to = ""
    elif widest.count("\n") > after.count("\n"):
        to = widest
    if to.count("\f") < feeds:
        to = "\f" * feeds
    return MovedBreak(after or "", to) if to != (after or "") else None


def change_of(group: Sequence[Token], start: int, moved: MovedBreak | None = None) -> Change | None:
    """The change that a word and those that it has absorbed have gone through; None where there was none.

    Args:
        group: the word, then those that it has absorbed.
        start: where it begins in the text as it is now.
        moved: the line break that has gone behind it.
    """
    head, rest = group[0], group[1:]
    edit = head.word.edit
    if rest and (edit is None or edit.kind == "doubtful"):  # a word that takes in others is a change, doubtful or not
        edit = rest[0].word.edit or edit
    decided = [t.word.edit for t in group if t.word.reviewed]
    edit = decided[0] if decided else edit  # what a person has said goes first
    if edit is None:
        return None
    before = head.word.reading + "".join(t.space + t.word.reading for t in rest)
    after = head.word.text
    if moved is not None:
        before, after = before + moved.read, after + moved.to
    # What was struck out stands where it is, not at the word before it.
    struck = edit.kind == "noise" or (edit.kind == "reviewed" and not head.word.reviewed)
    concerned = rest if rest and struck else group
    first = concerned[0]
    box = union_of(t.word.box for t in concerned)
    return Change(first.page, first.line, box, before, after, edit.kind, edit.confidence, edit.reason, start)


def in_order(*edits: Iterable[Change]) -> list[Change]:
    """Changes and doubts together, in the order of the text that they speak of."""
    return sorted(chain.from_iterable(edits), key=lambda change: change.start)


def revert(text: str, changes: Iterable[Change]) -> str:
    """Undo changes: text and changes together give back what was read, to the letter.

    Args:
        text: the text the changes speak of.
        changes: all or some of its changes, in any order.

    Returns:
        The text with `before` in the place of `after`.

    Raises:
        ValueError: a change does not fit the text.

    Examples:
        >>> change = Change(1, 1, None, "namn den", "nämnden", "join", 0.98, "one word", 0)
        >>> revert("nämnden beslöt", [change])
        'namn den beslöt'
    """
    parts: list[str] = []
    end = len(text)
    # Where two begin at one place, the one of which nothing is left comes first.
    for change in sorted(changes, key=lambda c: (c.start, len(c.after)), reverse=True):
        stop = change.start + len(change.after)
        if stop > end or text[change.start : stop] != change.after:
            raise ValueError(f"{change.after!r} does not stand at {change.start} of this text")
        parts += [text[stop:end], change.before]
        end = change.start
    parts.append(text[:end])
    return "".join(reversed(parts))
