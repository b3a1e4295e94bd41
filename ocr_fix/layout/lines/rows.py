"""Rows: the lines of a page with where they stand, in one measure for scans and for text files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from statistics import median, quantiles

import pyphen
import regex

from ocr_fix.document import Line
from ocr_fix.layout.lines.cues import KEPT, begins_low, breaks_word, ends_item, ends_sentence, introduces, is_labelled
from ocr_fix.layout.thresholds import THRESHOLDS

_T = THRESHOLDS.rows


_LETTERS = regex.compile(r"^(\P{L}*)(\p{L}{5,})")


@dataclass(frozen=True, slots=True)
class Row:
    """A line and where it stands; widths in characters of the text, heights in lines.

    Attributes:
        line: its words.
        start: from the left edge of the page to its first word.
        end: from the left edge of the page to the end of its last word.
        gap: what lies between it and the line above beyond the least, 0 for nothing; 0 at the top of a page.
        level: of a heading that is marked as one, 1 for the highest; 0 for none.
        closed: whether a mark says that it ends here (a forced line break).
        size: the height of its letters beside that of the text; 1 where it is not known.
        columns: where its cells begin, in characters; empty where it has none.
        item: whether spaces part it as they do the lines around it, so that it is an item of a list.
    """

    line: Line
    start: float
    end: float
    gap: float = 0.0
    level: int = 0
    closed: bool = False
    size: float = 1.0
    columns: tuple[float, ...] = ()
    item: bool = False

    @property
    def first(self) -> str:
        """Its first word."""
        return self.line.words[0].text


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set, as far as it tells where paragraphs begin.

    Attributes:
        left, right: where full lines begin and end, in characters.
        slack: how much room, in characters, a line may leave beyond its next word that did not fit.
        broken_slack: the same beyond the first part of that word that a hyphen can end; None where lines are not
            filled with parts of words.
        loose: a gap larger than this stands between paragraphs.
        noisy: whether such gaps are also found inside paragraphs.
        indented: whether paragraphs begin with an indent.
        wrapped: whether lines end at a margin; else each line is a paragraph.
        single: whether there is but one line, of which nobody can tell whether it is full.
    """

    left: float
    right: float
    slack: float = 0.0
    broken_slack: float | None = None
    loose: float = 0.0
    noisy: bool = False
    indented: bool = False
    wrapped: bool = True
    single: bool = False

    def ended_early(self, before: Row, row: Row) -> bool:
        """Whether the first word of a row would have fitted into the one before, so that the writer ended that."""
        if before.closed or not self.wrapped:
            return True
        room = self.right - before.end
        if room - _need(row) > self.slack:
            return True
        return self.broken_slack is not None and room - _least_need(row) > self.broken_slack


def setting_of(rows: Sequence[Row]) -> Setting:
    """How rows of one column are set.

    Args:
        rows: in reading order.
    """
    if not rows:
        return Setting(0.0, 0.0)
    wide = _T.wide_gap
    ends = [row.end for row in rows if not row.line.cells] or [row.end for row in rows]
    right = quantiles(ends, n=_T.outlying, method="inclusive")[-1] if len(ends) > 1 else ends[0]
    left = median(row.start for row in rows)
    right = max(right, _end_of_tables(rows))
    goes_on = [(before, row) for before, row in pairwise(rows) if surely_goes_on(before.line, row.line)]
    gaps = [row.gap for _, row in goes_on]
    usual = median(gaps) if len(gaps) >= _T.few else 0.0
    stray = sum(gap > usual + wide for gap in gaps)
    noisy = stray >= _T.few - 1 and stray > _T.stray * len(gaps)
    apart = sum(row.gap > usual + wide for row in rows)
    # A typist may well leave a word whole that could be broken: its parts are for texts that tell nothing else.
    by_parts = noisy or apart < _T.stray * len(rows)
    slack, broken_slack = _slacks(goes_on, right - left, right, by_parts=by_parts)
    return Setting(
        left,
        right,
        slack,
        broken_slack,
        loose=usual + wide,
        noisy=noisy,
        indented=_is_indented(rows, left),
        wrapped=_is_wrapped(ends, right),
        single=len(rows) == 1,
    )


def _end_of_tables(rows: Sequence[Row]) -> float:
    """Where tables end beside which no line goes on as text does: what stands there was ended by its writer; else 0.

    Such are the head of a receipt and of a letter, with sums and thanks.
    """
    ends = [row.end for row in rows if row.line.cells]
    goes_on = any(begins_low(row.line) for row in rows if not row.line.cells)
    return max(ends) if len(ends) >= _T.few and not goes_on else 0.0


def _slacks(
    goes_on: Sequence[tuple[Row, Row]], width: float, right: float, *, by_parts: bool
) -> tuple[float, float | None]:
    """How much room lines leave beyond what did not fit of the next word: all of it, its least part.

    Args:
        goes_on: rows that surely go on, with the next.
        width: of a full line.
        right: where it ends.
        by_parts: whether the least part is asked for; to find it takes the patterns by which words are broken.
    """
    usual = _T.slack * width
    whole = [(a, b) for a, b in goes_on if not breaks_word(a.line)]
    if len(whole) < _T.enough:
        return usual, None
    unseen = _T.unseen * width
    slack = _most(right - a.end - _need(b) for a, b in whole) + unseen
    if not by_parts or len(goes_on) - len(whole) < _T.few:
        return min(usual, slack), None
    broken_slack = _most(right - a.end - _least_need(b) for a, b in whole) + unseen
    return min(usual, slack), broken_slack if broken_slack <= usual else None


def _most(room: Iterable[float]) -> float:
    """What most lines leave at most; where they are exactly full, the next letter would have been one too many."""
    ordered = sorted(room)
    return max(-1.0, ordered[int(_T.most_lines * (len(ordered) - 1))])


def _need(row: Row) -> int:
    """What the first word of a row needs on the line before, with the space before it."""
    return len(row.first) + 1


def _least_need(row: Row) -> int:
    """What the first part of the word needs that can be broken off, with the space and the hyphen."""
    return _least_room(row.first)


@lru_cache(KEPT)
def _least_room(word: str) -> int:
    letters = _LETTERS.match(word)
    places = _patterns().positions(letters[2]) if letters else []
    return min(len(word) + 1, letters.start(2) + places[0] + 2) if letters and places else len(word) + 1


@cache
def _patterns() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="sv_SE")


def surely_goes_on(before: Line, line: Line) -> bool:
    """Whether a line goes on with the sentence of the one before."""
    if not begins_low(line) or is_labelled(line) or len(before.words) <= 2:
        return False
    return not ends_sentence(before) and not introduces(before) and not ends_item(before)


def _is_wrapped(ends: Sequence[float], right: float) -> bool:
    if max(ends) > _T.longest_printed:
        return False
    if len(ends) < 2 * _T.few:
        return True
    return sum(end > _T.full * right for end in ends) >= _T.enough_full * len(ends)


def _is_indented(rows: Sequence[Row], left: float) -> bool:
    """Whether lines that begin sentences stand farther in than those that go on, here and there."""
    least, most = THRESHOLDS.paragraphs.least_indent, THRESHOLDS.paragraphs.most_indent
    indented = [row for row in rows if least < row.start - left < most]
    begin = [
        row for before, row in pairwise(rows) if row in indented and before not in indented and not begins_low(row.line)
    ]
    return len(begin) >= 2


def joins_word(before: Line, line: Line) -> bool:
    """Whether a word that the line end has broken may go on in a line."""
    return breaks_word(before) and line.words[0].text[:1].isalpha()
