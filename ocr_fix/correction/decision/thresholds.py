"""The numbers of decision: what is written, what is doubtful, how sure that is.

Costs are negative natural logs. Where nothing is said of its source a number was chosen by hand on development texts;
what half and twice of it do stands in `benchmarks/sweep.md`; of what is "not swept" it is said why.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DecisionThresholds:
    """What is done about the likeliest path (`decision/`); probabilities are 0-1."""

    doubt: float = 0.10
    """A word left alone is doubtful when one of its rivals is so probable."""
    damaged: float = 0.73
    """Nothing is changed unless the decoder gives so much to the word's being damaged."""
    sure_of_digit: float = 0.75
    """A digit is taken for a letter or a sign only where it is so probable."""
    slope_of_word: float = 0.65
    """The decoder is too sure of itself: what speaks for a change is counted as if it were independent, and the truth
    may be a word it has not thought of, most of all where what was read is no word. Its log odds are scaled and
    shifted, so that of changes stated with 0.9 nine in ten are right (Platt 1999). The four are fitted by maximum
    likelihood to 10,968 places on readings of 61 simulated pages, by `scripts/fit_confidence.py`."""
    slope_of_none: float = 0.43
    """The same where what was read is no word."""
    shift_of_word: float = -0.84
    """Added to the scaled log odds where what was read is a word."""
    shift_of_none: float = -0.09
    """The same where it is none."""
    rivals_told: int = 2
    """Rivals that are named beside what was chosen; changes no text."""
    max_log_odds: float = 10.0
    """Log odds of what is certain."""
