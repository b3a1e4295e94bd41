"""What became of each word from the raw reading to the output: truth, raw and output aligned with each other.

A word of the truth is right where its equal stands in its place; which words stand for which is judged by their
likeness (see `likeness`). A word that stands where the truth has none is judged as well: it is wrong as long as it is
there.

The three texts are cut wherever all of them have the same word and all three pairwise alignments agree on it. Between
two such places lie a few words (as in diff3, Khanna, Kunal & Pierce 2007). Where raw and output are the same there,
nothing was changed, whatever other alignments the words may have; only where they differ is each compared
with the truth.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from ocr_fix.evaluation.alignment.edits import Facing
from ocr_fix.evaluation.comparison import Comparison
from ocr_fix.evaluation.metrics import character_class

Verdict: TypeAlias = Literal["repaired", "broken", "missed_changed", "missed_unchanged"]


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one word that is wrong in the raw reading, the output or both.

    Attributes:
        verdict: "repaired" (wrong before, right now), "broken" (right before, wrong now), "missed_changed" (wrong
            before, wrong now in another way) or "missed_unchanged" (wrong before and as wrong now).
        index: the word of the truth; for an extra word the word of the truth it stands before.
        truth: the word; empty for an extra word.
        raw, output: what stands for it there; empty where it is lost.
        place: the first word of the output that stands for it; None where there is none.
        false_number: whether the output has put a number here that neither the truth nor the raw reading has. Said
            of the first word only where several were joined.
    """

    verdict: Verdict
    index: int
    truth: str
    raw: str
    output: str
    place: int | None
    false_number: bool = False

    @property
    def extra(self) -> bool:
        """Whether the truth has no word here."""
        return not self.truth

    @property
    def number_or_sign(self) -> bool:
        """Whether the word (of an extra one: what stands there) holds a digit or a sign."""
        return holds_number_or_sign(self.truth or self.raw + self.output)


def holds_number_or_sign(word: str) -> bool:
    """Whether a word holds a digit or a sign (§ % + ...)."""
    return any(character_class(character) in ("digits", "signs") for character in word)


def fates_of_words(raw: Comparison, output: Comparison) -> list[Fate]:
    """Judge every word of a correction.

    Args:
        raw: the truth with the raw reading.
        output: the same truth with the output.

    Returns:
        The fates of all words but those that were right before and after, in the order of the text.
    """
    correction = Comparison.of(raw.hypothesis, output.hypothesis)
    before, after = _Side(raw), _Side(output)
    fates: list[Fate] = []
    for chunk in _chunks(before, after, correction):
        fates += _untouched(before, chunk) if chunk.untouched(before, after) else _touched(before, after, chunk)
    return fates


class _Chunk(NamedTuple):
    """What lies between two places where the three texts agree: words of the truth, of raw and of the output."""

    start: int
    end: int
    raw_start: int
    raw_end: int
    output_start: int
    output_end: int

    def untouched(self, before: _Side, after: _Side) -> bool:
        """Whether raw and output are the same here."""
        return before.words[self.raw_start : self.raw_end] == after.words[self.output_start : self.output_end]


class _Side:
    """The raw reading or the output, and which of its words stand for which of the truth."""

    def __init__(self, comparison: Comparison) -> None:
        self.truth = comparison.reference.words
        self.words = comparison.hypothesis.words
        self.partners = comparison.partners
        self.groups = {index: group for group in comparison.groups for index in range(group.start, group.end)}
        self._extra = [
            (place, group.start)
            for group in comparison.groups
            if group.start == group.end
            for place in range(group.other_start, group.other_end)
        ]

    def right(self, index: int) -> bool:
        """Whether a word of the truth stands here as it should."""
        return self.partners[index] >= 0

    def span(self, index: int) -> tuple[int, int]:
        """The words that stand for a word of the truth."""
        if self.right(index):
            return self.partners[index], self.partners[index] + 1
        group = self.groups[index]
        return group.other_start, group.other_end

    def reading(self, index: int) -> str:
        """What stands for a word of the truth."""
        return " ".join(self.words[slice(*self.span(index))])

    def extra(self, start: int, end: int) -> list[tuple[int, int]]:
        """Those of the words from `start` to `end` that the truth has not, with the word of the truth they precede."""
        return self._extra[bisect_left(self._extra, (start,)) : bisect_left(self._extra, (end,))]


def _chunks(before: _Side, after: _Side, correction: Comparison) -> Iterator[_Chunk]:
    kept = correction.partners
    start = raw_start = output_start = 0
    for index, (raw, output) in enumerate(zip(before.partners, after.partners, strict=True)):
        if raw < 0 or output < 0 or kept[raw] != output:
            continue
        if (start, raw_start, output_start) != (index, raw, output):
            yield _Chunk(start, index, raw_start, raw, output_start, output)
        start, raw_start, output_start = index + 1, raw + 1, output + 1
    yield _Chunk(start, len(before.truth), raw_start, len(before.words), output_start, len(after.words))


def _untouched(before: _Side, chunk: _Chunk) -> Iterator[Fate]:
    """Where raw and output are the same every wrong word was missed."""
    shift = chunk.output_start - chunk.raw_start
    for index in range(chunk.start, chunk.end):
        if not before.right(index):
            reading, (first, last) = before.reading(index), before.span(index)
            place = first + shift if last > first else None
            yield Fate("missed_unchanged", index, before.truth[index], reading, reading, place)
    for place, index in before.extra(chunk.raw_start, chunk.raw_end):
        word = before.words[place]
        yield Fate("missed_unchanged", index, "", word, word, place + shift)


def _touched(before: _Side, after: _Side, chunk: _Chunk) -> Iterator[Fate]:
    for index in range(chunk.start, chunk.end):
        was_right, is_right = before.right(index), after.right(index)
        if was_right and is_right:
            continue
        raw, output = before.reading(index), after.reading(index)
        wrong: Verdict = "missed_unchanged" if raw == output else "missed_changed"
        verdict: Verdict = "repaired" if is_right else "broken" if was_right else wrong
        first, last = after.span(index)
        place = first if last > first else None
        yield Fate(verdict, index, before.truth[index], raw, output, place, _false_number(before, after, index))
    yield from _extra_words(before, after, chunk)


def _extra_words(before: _Side, after: _Side, chunk: _Chunk) -> Iterator[Fate]:
    """Pair the extra words of raw and output: first those that are the same, the others in their order."""
    gone = deque(before.extra(chunk.raw_start, chunk.raw_end))
    come = after.extra(chunk.output_start, chunk.output_end)
    same = Counter(before.words[place] for place, _ in gone) & Counter(after.words[place] for place, _ in come)
    kept = same.copy()
    gone = deque(item for item in gone if not _taken(same, before.words[item[0]]))
    numbers = {_digits(word) for word in before.words[chunk.raw_start : chunk.raw_end]}
    for place, index in come:
        word = after.words[place]
        if _taken(kept, word):
            yield Fate("missed_unchanged", index, "", word, word, place)
            continue
        false_number = bool(_digits(word)) and _digits(word) not in numbers
        if gone:
            old = before.words[gone.popleft()[0]]
            yield Fate("missed_changed", index, "", old, word, place, false_number)
        else:
            yield Fate("broken", index, "", "", word, place, false_number)
    for place, index in gone:
        yield Fate("repaired", index, "", before.words[place], "", None)


def _taken(supply: Counter[str], word: str) -> bool:
    """Take one of these words out of the supply, if there is one."""
    if not supply[word]:
        return False
    supply[word] -= 1
    return True


def _false_number(before: _Side, after: _Side, index: int) -> bool:
    """Whether the output has another number than the truth here, and raw did not have that one."""
    if after.right(index):
        return False
    group: Facing = after.groups[index]
    if index != group.start:
        return False
    number = _digits("".join(after.words[group.other_start : group.other_end]))
    if not number or number == _digits("".join(after.truth[group.start : group.end])):
        return False
    spans = [before.span(word) for word in range(group.start, group.end)]
    raw = before.words[min(first for first, _ in spans) : max(last for _, last in spans)]
    return number != _digits("".join(raw))


def _digits(word: str) -> str:
    """The digits of a word, whatever their form: ² is 2."""
    return "".join(str(unicodedata.digit(character)) for character in word if character.isdigit())
