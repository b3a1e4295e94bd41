"""How sure error rates are: intervals by drawing the texts that they were measured on again and again.

Bisani and Ney, "Bootstrap estimates for confidence intervals in ASR performance evaluation" (ICASSP 2004): what was
measured is drawn as often as there is of it, with repetition, many times; the middle 95 % of the rates that come of it
are the interval. Documents are drawn, since errors within one are alike; where there are few, stretches of lines.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from ocr_fix.evaluation.comparison import Comparison
from ocr_fix.evaluation.thresholds import THRESHOLDS

_T = THRESHOLDS


class Unit(NamedTuple):
    """What is drawn, a document or some lines of one: edits and length in words and in characters."""

    word_edits: int
    words: int
    character_edits: int
    characters: int


class Interval(NamedTuple):
    """Between which rates 95 % of those lie that were drawn."""

    low: float
    high: float


class Intervals(NamedTuple):
    """The intervals of both error rates, what was drawn ("documents" or "lines"), and how many of it there are."""

    cer: Interval
    wer: Interval
    unit: str
    number: int

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "cer": [round(side, 6) for side in self.cer],
            "wer": [round(side, 6) for side in self.wer],
            "unit": self.unit,
            "number": self.number,
        }


def lines_of(comparison: Comparison) -> tuple[Unit, ...]:
    """The lines of the truth, or stretches of them where there are many, with the edits of each."""
    truth = comparison.reference
    if not truth.lines:
        return ()
    step = -(-len(truth.lines) // _T.stretches)
    firsts = [line.first for line in truth.lines[::step]]
    heads = [truth.starts[first] for first in firsts]
    words = Counter(_at(firsts, edit.reference_index) for edit in comparison.words.edits)
    characters = Counter(_at(heads, edit.reference_index) for edit in comparison.characters.edits)
    word_ends, character_ends = [*firsts[1:], len(truth.words)], [*heads[1:], len(truth.characters)]
    return tuple(
        Unit(words[at], word_ends[at] - firsts[at], characters[at], character_ends[at] - heads[at])
        for at in range(len(firsts))
    )


def intervals(documents: Sequence[Unit], lines: Sequence[Unit]) -> Intervals | None:
    """The intervals of the error rates of some documents; None where there is but one line.

    The same documents give the same intervals.

    Args:
        documents: each as a whole.
        lines: of all of them; used where there are fewer than tell by being drawn.
    """
    unit, units = ("documents", documents) if len(documents) >= _T.documents else ("lines", lines)
    if len(units) < 2:
        return None
    drawn = random.Random(0)
    rates = [_rates(drawn.choices(units, k=len(units))) for _ in range(_T.draws)]
    return Intervals(_middle([cer for cer, _ in rates]), _middle([wer for _, wer in rates]), unit, len(units))


def _rates(units: Sequence[Unit]) -> tuple[float, float]:
    word_edits, words, character_edits, characters = map(sum, zip(*units, strict=True))
    return character_edits / max(1, characters), word_edits / max(1, words)


def _middle(rates: list[float]) -> Interval:
    rates.sort()
    outside = round(len(rates) * (1 - _T.share) / 2)
    return Interval(rates[outside], rates[-1 - outside])


def _at(firsts: Sequence[int], index: int) -> int:
    return max(0, bisect_right(firsts, index) - 1)
