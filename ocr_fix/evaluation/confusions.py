"""Which characters are taken for which, and which lines came out worst."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from ocr_fix.evaluation.comparison import Comparison
from ocr_fix.evaluation.measured_text import MeasuredLine

# As many of the worst lines are kept, of a document and of a sum of documents.
WORST_LINES = 20


@dataclass(frozen=True, slots=True)
class Confusion:
    """Characters of the truth and what stands in the output instead.

    Attributes:
        truth: none where characters were added.
        output: none where characters were lost.
        count: how often.
        of: how often `truth` occurs in the truth; None unless it is one character.
    """

    truth: str
    output: str
    count: int
    of: int | None

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class WorstLine:
    """A line of the truth that came out badly, in its context.

    Attributes:
        document: the name of the document.
        line: its number in the file of the truth, from 1.
        edits: characters in it that must be edited.
        truth: the line.
        output: the words that stand for it in the output.
        before, after: the lines around it in the truth; empty at the ends of the text.
    """

    document: str
    line: int
    edits: int
    truth: str
    output: str
    before: str
    after: str

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {name: getattr(self, name) for name in self.__slots__}


class AlignedLine(NamedTuple):
    """A line of the truth and the words of the output that stand for it.

    Attributes:
        line: the line.
        first, last: words of the output; `last` is exclusive.
    """

    line: MeasuredLine
    first: int
    last: int


def confusion_counts(comparison: Comparison) -> Counter[tuple[str, str]]:
    """Count the stretches that differ: what stands in the truth, what stands in the output."""
    truth, output = comparison.reference.characters, comparison.hypothesis.characters
    return Counter(
        (truth[block.start : block.end], output[block.other_start : block.other_end])
        for block in comparison.characters.blocks()
    )


def ranked(counts: Counter[tuple[str, str]], characters: Counter[str]) -> Iterator[Confusion]:
    """Confusions, the most frequent first, in the order of the alphabet where they are equally frequent.

    Args:
        counts: of confusions.
        characters: how often each character occurs in the truth.
    """
    for (truth, output), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield Confusion(truth, output, count, characters[truth] if len(truth) == 1 else None)


def rows(comparison: Comparison) -> Iterator[AlignedLine]:
    """The lines of the truth with what stands for them in the output, which is shared out among them entirely.

    Words that stand for words of two lines go with the first of them, extra words with the line before.
    """
    starts = _output_starts(comparison)
    lines = comparison.reference.lines
    total = len(comparison.hypothesis.words)
    for index, line in enumerate(lines):
        first = starts[line.first] if index else 0
        yield AlignedLine(line, first, starts[line.last] if index + 1 < len(lines) else total)
    if not lines and total:
        yield AlignedLine(MeasuredLine(1, 0, 0), 0, total)


def worst_lines(comparison: Comparison, document: str = "") -> tuple[WorstLine, ...]:
    """The lines with the most edits of characters, the worst first; at most `WORST_LINES`, none that is right.

    The break between two lines belongs to neither.
    """
    truth = comparison.reference
    heads = [truth.starts[line.first] for line in truth.lines]
    breaks = frozenset(head - 1 for head in heads)
    edits = Counter(
        max(0, bisect_right(heads, edit.reference_index) - 1)
        for edit in comparison.characters.edits
        if edit.kind == "insert" or edit.reference_index not in breaks
    )
    table = list(rows(comparison))
    texts = [" ".join(truth.words[row.line.first : row.line.last]) for row in table]
    worst = sorted(edits, key=lambda index: (-edits[index], index))[:WORST_LINES]
    return tuple(
        WorstLine(
            document,
            table[index].line.number,
            edits[index],
            texts[index],
            " ".join(comparison.hypothesis.words[table[index].first : table[index].last]),
            texts[index - 1] if index else "",
            texts[index + 1] if index + 1 < len(texts) else "",
        )
        for index in worst
    )


def _output_starts(comparison: Comparison) -> list[int]:
    """For each word of the truth (and the end) where in the output the words that stand for it begin."""
    starts: list[int] = []
    place = other = 0
    for start, end, other_start, other_end in comparison.groups:
        starts += range(other, other_start)
        if end > start:
            starts += [other_start] + [other_end] * (end - start - 1)
        place, other = end, other_end
    starts += range(other, other + len(comparison.reference.words) - place + 1)
    return starts
