"""Rows: the lines of a page with where they stand, in one measure for scans and for text files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, quantiles

from ocr_fix.document import Line
from ocr_fix.layout.signs import begins_low, breaks_word, ends_item, ends_sentence, introduces, is_labelled

# Lines that are longer (in characters) were not set on a page: a line is a paragraph.
LONGEST_PRINTED = 160
# What may be missing of the full width at the end of a line whose next word did not fit, where letters differ in width:
# so much where the text does not tell, else as much as at so many of the lines that surely go on.
SLACK = 0.06
MOST_LINES = 0.97
ENOUGH = 8
# What other lines may be missing beyond those that were seen.
UNSEEN = 0.02
# So many lines that surely go on tell what lies between lines of one paragraph.
FEW = 3


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
    """

    line: Line
    start: float
    end: float
    gap: float = 0.0
    level: int = 0
    closed: bool = False
    size: float = 1.0

    @property
    def first(self) -> str:
        """Its first word."""
        return self.line.words[0].text


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set, as far as it tells where paragraphs begin.

    Attributes:
        left, right: where full lines begin and end, in characters.
        slack: how much short of the right edge a line may end whose next word did not fit.
        loose: a gap larger than this stands between paragraphs.
        noisy: whether such gaps are also found inside paragraphs.
        indented: whether paragraphs begin with an indent.
        wrapped: whether lines end at a margin; else each line is a paragraph.
    """

    left: float
    right: float
    slack: float = 0.0
    loose: float = 0.5
    noisy: bool = False
    indented: bool = False
    wrapped: bool = True

    def ended_early(self, before: Row, row: Row) -> bool:
        """Whether the first word of a row would have fitted into the one before, so that the writer ended that."""
        if before.closed or not self.wrapped:
            return True
        return len(row.first) + 1 < self.right - self.slack - before.end


def setting_of(rows: Sequence[Row], *, wide: float = 0.5) -> Setting:
    """How rows of one column are set.

    Args:
        rows: in reading order.
        wide: by how much a gap must exceed what is usual between lines to count, in lines.
    """
    if not rows:
        return Setting(0.0, 0.0)
    ends = [row.end for row in rows if not row.line.cells] or [row.end for row in rows]
    right = quantiles(ends, n=20, method="inclusive")[-1] if len(ends) > 1 else ends[0]
    left = median(row.start for row in rows)
    gaps = [row.gap for before, row in pairwise(rows) if surely_goes_on(before.line, row.line)]
    usual = median(gaps) if len(gaps) >= FEW else 0.0
    stray = sum(gap > usual + wide for gap in gaps)
    return Setting(
        left,
        right,
        _slack(rows, left, right),
        loose=usual + wide,
        noisy=stray >= FEW - 1 and stray > 0.08 * len(gaps),
        indented=_is_indented(rows, left),
        wrapped=_is_wrapped(ends, right),
    )


def _slack(rows: Sequence[Row], left: float, right: float) -> float:
    """How much short of the right edge lines end whose next word did not fit."""
    usual = SLACK * (right - left)
    goes_on = [(a, b) for a, b in pairwise(rows) if surely_goes_on(a.line, b.line) and not breaks_word(a.line)]
    spare = [right - before.end - len(row.first) - 1 for before, row in goes_on]
    if len(spare) < ENOUGH:
        return usual
    seen = sorted(spare)[int(MOST_LINES * (len(spare) - 1))]
    return min(usual, max(0.0, seen) + UNSEEN * (right - left))


def surely_goes_on(before: Line, line: Line) -> bool:
    """Whether a line goes on with the sentence of the one before."""
    if not begins_low(line) or is_labelled(line) or len(before.words) <= 2:
        return False
    return not ends_sentence(before) and not introduces(before) and not ends_item(before)


def _is_wrapped(ends: Sequence[float], right: float) -> bool:
    if max(ends) > LONGEST_PRINTED:
        return False
    if len(ends) < 2 * FEW:
        return True
    return sum(end > 0.8 * right for end in ends) >= 0.25 * len(ends)


def _is_indented(rows: Sequence[Row], left: float) -> bool:
    """Whether lines that begin sentences stand farther in than those that go on, here and there."""
    indented = [row for row in rows if 1.0 < row.start - left < 8.0]
    begin = [
        row for before, row in pairwise(rows) if row in indented and before not in indented and not begins_low(row.line)
    ]
    return len(begin) >= 2 and len(begin) >= 0.6 * len(indented)


def joins_word(before: Line, line: Line) -> bool:
    """Whether a word that the line end has broken may go on in a line."""
    return breaks_word(before) and line.words[0].text[:1].isalpha()
