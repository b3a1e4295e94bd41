"""Truth and output side by side in HTML, line by line, with what differs marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ocr_fix.evaluation.alignment.edits import Facing, align
from ocr_fix.evaluation.comparison import Comparison
from ocr_fix.evaluation.confusions import AlignedLine, rows
from ocr_fix.evaluation.fates import Fate, Verdict
from ocr_fix.evaluation.reports.rates import printable
from ocr_fix.notation.web_pages import page_of

PACKAGE = "ocr_fix.evaluation.reports"
"""Where the templates lie."""

# Rows to a table: the browser lays out only the tables that are in sight.
ROWS = 200
STYLES: dict[Verdict, str] = {
    "broken": "broken",
    "missed_changed": "changed",
    "missed_unchanged": "wrong",
    "repaired": "repaired",
}


class ShownWord(NamedTuple):
    """A word as it is shown.

    Attributes:
        style: of a word that differs, or was repaired; empty for others.
        raw: what had been read there; None where that is not shown.
        runs: parts of the word, each with whether it is the same on the other side.
    """

    style: str
    raw: str | None
    runs: Sequence[tuple[str, bool]]


class ShownLine(NamedTuple):
    """A line of both texts, with its number in the truth."""

    number: int
    same: bool
    truth: Sequence[ShownWord]
    output: Sequence[ShownWord]


def side_by_side(comparison: Comparison, fates: Sequence[Fate] | None) -> str:
    """Lay truth and output side by side.

    Args:
        comparison: the two texts.
        fates: what became of the words from the raw reading on; None where there was none.

    Returns:
        Tables in HTML. Words that differ are spans of the class `wrong`; with fates of the classes `repaired`,
        `broken`, `changed` or `wrong`, whose title is the raw reading. In them the characters that differ are marked.
    """
    marks = _Marks(comparison, fates or ())
    lines = [_line(row, marks) for row in rows(comparison)]
    parts = [lines[start : start + ROWS] for start in range(0, max(1, len(lines)), ROWS)]
    return page_of(PACKAGE, "side_by_side.html.j2", parts=parts)


def _line(row: AlignedLine, marks: _Marks) -> ShownLine:
    truth = list(marks.truth(row.line.first, row.line.last))
    output = list(marks.output(row.first, row.last))
    return ShownLine(row.line.number, not any(piece.style for piece in (*truth, *output)), truth, output)


class _Marks:
    """The words of both texts as they are shown."""

    def __init__(self, comparison: Comparison, fates: Sequence[Fate]) -> None:
        self._truth = comparison.reference.words
        self._output = comparison.hypothesis.words
        self._truth_marks: dict[int, ShownWord] = {}
        self._output_marks: dict[int, ShownWord] = {}
        self._lost: dict[int, ShownWord] = {}  # what is missing before a word of the output
        self._fates = {fate.index: fate for fate in fates if not fate.extra}
        self._extra = {fate.place: fate for fate in fates if fate.extra and fate.place is not None}
        for fate in fates:
            if fate.verdict == "repaired" and fate.place is not None:
                self._output_marks[fate.place] = _piece("repaired", [(printable(fate.output), True)], fate.raw)
        for group in comparison.groups:
            self._mark(group)

    def truth(self, start: int, end: int) -> Iterator[ShownWord]:
        """Words of the truth."""
        for index in range(start, end):
            yield self._truth_marks.get(index) or _plain(self._truth[index])

    def output(self, start: int, end: int) -> Iterator[ShownWord]:
        """Words of the output, and what is lost between them."""
        for index in range(start, end):
            if index in self._lost:
                yield self._lost.pop(index)
            yield self._output_marks.get(index) or _plain(self._output[index])
        if end in self._lost:
            yield self._lost.pop(end)

    def _mark(self, group: Facing) -> None:
        ours, theirs = self._truth[group.start : group.end], self._output[group.other_start : group.other_end]
        style, raw = self._style(group)
        kept, other_kept = _kept(" ".join(ours), " ".join(theirs))
        for index, word in zip(range(group.start, group.end), _marked(ours, kept), strict=True):
            self._truth_marks[index] = _piece(style, word, None)
        for place, word in zip(range(group.other_start, group.other_end), _marked(theirs, other_kept), strict=True):
            self._output_marks[place] = _piece(style, word, raw)
        if not theirs:
            self._lost[group.other_start] = _piece(f"{style} lost", [], raw)

    def _style(self, group: Facing) -> tuple[str, str | None]:
        """The gravest fate of the words of a group, and what had been read there."""
        fates = [self._fates[index] for index in range(group.start, group.end) if index in self._fates]
        if group.start == group.end:
            places = range(group.other_start, group.other_end)
            fates = [self._extra[place] for place in places if place in self._extra]
        if not fates:
            return "wrong", None
        order = list(STYLES)
        gravest = min(fates, key=lambda fate: order.index(fate.verdict))
        return STYLES[gravest.verdict], gravest.raw


def _plain(word: str) -> ShownWord:
    return ShownWord("", None, [(printable(word), True)])


def _piece(style: str, runs: Sequence[tuple[str, bool]], raw: str | None) -> ShownWord:
    return ShownWord(style, None if raw is None else printable(raw), runs)


def _kept(ours: str, theirs: str) -> tuple[bytearray, bytearray]:
    """For each character of either side 1 where the other has the same in its place, else 0."""
    kept, other_kept = bytearray(len(ours)), bytearray(len(theirs))
    for index, other in align(ours, theirs).pairs():
        kept[index] = other_kept[other] = ours[index] == theirs[other]
    return kept, other_kept


def _marked(words: Sequence[str], kept: bytearray) -> Iterator[Sequence[tuple[str, bool]]]:
    """Each word in parts that are the same on the other side, and such as are not."""
    start = 0
    for word in words:
        flags = kept[start : start + len(word)]
        yield [(printable(run), same) for run, same in _runs(word, flags)]
        start += len(word) + 1


def _runs(word: str, flags: bytearray) -> Iterator[tuple[str, bool]]:
    start = 0
    for end in range(1, len(word) + 1):
        if end == len(word) or flags[end] != flags[start]:
            yield word[start:end], bool(flags[start])
            start = end
