"""The text of pages: their words in reading order with the white space between, and the changes made to them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, chain
from typing import Any, NamedTuple, TypeVar

from ocr_fix.document.page import (
    LINE_BY_LINE,
    Block,
    Box,
    ChangeKind,
    FurnitureChoice,
    LineChoice,
    Page,
    Word,
    union_of,
)


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


T = TypeVar("T")

_BREAK = re.compile(r"[\n\r\f]")


class Token(NamedTuple):
    """A word in the stream of the text: the white space before it, itself, and where it stands."""

    space: str
    word: Word
    page: int
    line: int


@dataclass(frozen=True)
class Flow:
    """The words of a text in reading order, with the white space that keeps them apart.

    A word that has absorbed the one after a line break has the break behind it, so that lines stay lines.

    Attributes:
        tokens: the words.
        tail: white space after the last word.
    """

    tokens: Sequence[Token]
    tail: str = ""

    @cached_property
    def text(self) -> str:
        """The text as it is now."""
        return "".join(self._written) + self.tail

    @cached_property
    def raw(self) -> str:
        """The text as it was read."""
        return "".join([t.space + t.word.reading for t in self.tokens]) + self.tail

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What was changed, in the order of the text."""
        return tuple([change for change in self._edits if change.kind != "doubtful"])

    @cached_property
    def doubts(self) -> tuple[Change, ...]:
        """What may be another word and was left as it was read, in the order of the text."""
        return tuple([change for change in self._edits if change.kind == "doubtful"])

    @property
    def engine_evidence(self) -> dict[int, Word]:
        """By the index of their token the words of whose characters the engine has said how else it could read them."""
        return {index: token.word for index, token in enumerate(self.tokens) if token.word.choices}

    @cached_property
    def words(self) -> list[str]:
        """The words as they are now, one for each token; empty for one that the word before has absorbed."""
        return [token.word.text for token in self.tokens]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How often each different word stands there."""
        return Counter(self.words)

    @property
    def edited(self) -> Mapping[int, Word]:
        """The words that have an edit, by the index of their token."""
        return {index: token.word for index, token in enumerate(self.tokens) if token.word.edit is not None}

    @cached_property
    def starts(self) -> list[int]:
        """Where the word of each token begins in the text, in characters from 0."""
        ends = accumulate(map(len, self._written))
        return [end - len(token.word.text) for end, token in zip(ends, self.tokens, strict=True)]

    def places(self, word: str) -> Sequence[int]:
        """The indices of the tokens where a word stands, in order."""
        return self._standing.get(word, ())

    def ends_line(self, index: int) -> bool:
        """Whether what comes after a token stands on another line."""
        if index + 1 >= len(self.tokens):
            return False
        token, after = self.tokens[index], self.tokens[index + 1]
        return (token.page, token.line) != (after.page, after.line)

    @cached_property
    def line_starts(self) -> list[int]:
        """The indices of the tokens that begin a line, in order."""
        return [at for at in range(len(self.tokens)) if not at or self.ends_line(at - 1)]

    def excerpt(self, places: range) -> str:
        """Some tokens as they are now, each with the white space before it."""
        return "".join([token.space + token.word.text for token in self.tokens[places.start : places.stop]])

    @cached_property
    def _standing(self) -> Mapping[str, Sequence[int]]:
        return standing(self.words)

    @cached_property
    def _written(self) -> list[str]:
        """What each token adds to the text: its white space and its word; nothing for one that is absorbed."""
        tokens = self.tokens
        written = [token.space + token.word.text for token in tokens]
        for group in self._absorptions():
            for index in group[1:]:
                written[index] = ""
            moved = self._break_of(group)
            if moved is not None:
                written[group[-1] + 1] = moved.to + tokens[group[-1] + 1].word.text
        return written

    def _absorptions(self) -> Iterator[range]:
        """The words that have absorbed others, each with those, by their indices."""
        tokens, head, end = self.tokens, 0, 0
        for index in [at for at, word in enumerate(self.words) if not word and tokens[at].word.absorbed]:
            if index != end or not index:
                if end:
                    yield range(head, end)
                head = max(0, index - 1)
            end = index + 1
        if end:
            yield range(head, end)

    def _break_of(self, group: range) -> MovedBreak | None:
        """The line break inside a word and those that it has absorbed, where it goes behind it."""
        after = self.tokens[group.stop].space if group.stop < len(self.tokens) else None
        return moved_break([self.tokens[index] for index in group], after)

    @cached_property
    def _edits(self) -> list[Change]:
        """The changes and the doubts."""
        return list(self._found_edits())

    def _found_edits(self) -> Iterator[Change]:
        tokens = self.tokens
        groups = {group.start: group for group in self._absorptions()}
        for index, token in enumerate(tokens):
            group = groups.get(index)
            if group is None and (token.word.edit is None or token.word.absorbed):
                continue
            group = group or range(index, index + 1)
            whole = [tokens[at] for at in group]
            moved = self._break_of(group)
            if (change := change_of(whole, self.starts[index], moved)) is not None:
                yield change

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


def standing(words: Iterable[str]) -> dict[str, list[int]]:
    """Where each different word of a text stands: the indices, in order."""
    found: dict[str, list[int]] = defaultdict(list)
    for index, word in enumerate(words):
        found[word].append(index)
    return found


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
    decided = [t.word.edit for t in group if _is_reviewed(t.word)]
    edit = decided[0] if decided else edit  # what a person has said goes first
    if edit is None:
        return None
    before = head.word.reading + "".join(t.space + t.word.reading for t in rest)
    after = head.word.text
    if moved is not None:
        before, after = before + moved.read, after + moved.to
    # What was struck out stands where it is, not at the word before it.
    struck = edit.kind == "noise" or (edit.kind == "reviewed" and not _is_reviewed(head.word))
    concerned = rest if rest and struck else group
    first = concerned[0]
    box = union_of(t.word.box for t in concerned)
    return Change(first.page, first.line, box, before, after, edit.kind, edit.confidence, edit.reason, start)


def _is_reviewed(word: Word) -> bool:
    return word.edit is not None and word.edit.kind == "reviewed"


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
