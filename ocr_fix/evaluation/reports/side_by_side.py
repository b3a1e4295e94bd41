"""Truth and output side by side in HTML, line by line, with what differs marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from ocr_fix.evaluation.alignment.edits import Block, align
from ocr_fix.evaluation.comparison import Comparison
from ocr_fix.evaluation.confusions import Row, rows
from ocr_fix.evaluation.fates import Fate, Verdict
from ocr_fix.evaluation.figures import printable

# Rows to a table: the browser lays out only the tables that are in sight.
ROWS = 200
STYLES: dict[Verdict, str] = {
    "broken": "broken",
    "missed_changed": "changed",
    "missed_unchanged": "wrong",
    "repaired": "repaired",
}


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
    parts: list[str] = []
    lines: list[str] = []
    for row in rows(comparison):
        lines.append(_row(row, marks))
        if len(lines) == ROWS:
            parts.append(_part(lines))
            lines = []
    if lines or not parts:
        parts.append(_part(lines))
    return "".join(parts)


def _part(lines: list[str]) -> str:
    head = '<thead><tr><th class="number">line</th><th>truth</th><th>output</th></tr></thead>'
    return f'<div class="part"><table class="texts">{head}<tbody>\n{"".join(lines)}</tbody></table></div>\n'


def _row(row: Row, marks: _Marks) -> str:
    line = row.line
    truth = " ".join(marks.truth(line.first, line.last))
    output = " ".join(marks.output(row.first, row.last))
    same = "" if "<span" in truth or "<span" in output else ' class="same"'
    return (
        f'<tr{same}><td class="number">{line.number}</td><td lang="sv">{truth}</td><td lang="sv">{output}</td></tr>\n'
    )


class _Marks:
    """The words of both texts as HTML."""

    def __init__(self, comparison: Comparison, fates: Sequence[Fate]) -> None:
        self._truth = comparison.reference.words
        self._output = comparison.hypothesis.words
        self._truth_marks: dict[int, str] = {}
        self._output_marks: dict[int, str] = {}
        self._lost: dict[int, str] = {}  # what is missing before a word of the output
        self._fates = {fate.index: fate for fate in fates if not fate.extra}
        self._extra = {fate.place: fate for fate in fates if fate.extra and fate.place is not None}
        for fate in fates:
            if fate.verdict == "repaired" and fate.place is not None:
                self._output_marks[fate.place] = _span("repaired", escape(printable(fate.output)), fate.raw)
        for group in comparison.groups:
            self._mark(group)

    def truth(self, start: int, end: int) -> Iterator[str]:
        """Words of the truth."""
        for index in range(start, end):
            yield self._truth_marks.get(index) or escape(printable(self._truth[index]))

    def output(self, start: int, end: int) -> Iterator[str]:
        """Words of the output, and what is lost between them."""
        for index in range(start, end):
            if index in self._lost:
                yield self._lost.pop(index)
            yield self._output_marks.get(index) or escape(printable(self._output[index]))
        if end in self._lost:
            yield self._lost.pop(end)

    def _mark(self, group: Block) -> None:
        ours, theirs = self._truth[group.start : group.end], self._output[group.other_start : group.other_end]
        style, raw = self._style(group)
        kept, other_kept = _kept(" ".join(ours), " ".join(theirs))
        for index, word in zip(range(group.start, group.end), _marked(ours, kept), strict=True):
            self._truth_marks[index] = _span(style, word, None)
        for place, word in zip(range(group.other_start, group.other_end), _marked(theirs, other_kept), strict=True):
            self._output_marks[place] = _span(style, word, raw)
        if not theirs:
            self._lost[group.other_start] = _span(f"{style} lost", "", raw)

    def _style(self, group: Block) -> tuple[str, str | None]:
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


def _span(style: str, words: str, raw: str | None) -> str:
    title = "" if raw is None else f' title="raw: {escape(printable(raw)) or "∅"}"'
    return f'<span class="{style}"{title}>{words}</span>'


def _kept(ours: str, theirs: str) -> tuple[bytearray, bytearray]:
    """For each character of either side 1 where the other has the same in its place, else 0."""
    kept, other_kept = bytearray(len(ours)), bytearray(len(theirs))
    for index, other in align(ours, theirs).pairs():
        kept[index] = other_kept[other] = ours[index] == theirs[other]
    return kept, other_kept


def _marked(words: Sequence[str], kept: bytearray) -> Iterator[str]:
    """Each word as HTML with the characters marked that differ."""
    start = 0
    for word in words:
        flags = kept[start : start + len(word)]
        yield "".join(
            escape(printable(run)) if same else f"<mark>{escape(printable(run))}</mark>"
            for run, same in _runs(word, flags)
        )
        start += len(word) + 1


def _runs(word: str, flags: bytearray) -> Iterator[tuple[str, bool]]:
    start = 0
    for end in range(1, len(word) + 1):
        if end == len(word) or flags[end] != flags[start]:
            yield word[start:end], bool(flags[start])
            start = end
