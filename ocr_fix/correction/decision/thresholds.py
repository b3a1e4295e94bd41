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
    slope: float = 0.45
    """The decoder is too sure of itself: what speaks for a change is counted as if it were independent, and the truth
    may be a word it has not thought of, most of all where what was read is no word. Its log odds are scaled so that of
    changes stated with 0.9 nine in ten are right; fitted to 6,000 decisions on readings of rendered and of real pages,
    other pages' reliability table is printed by the benchmark."""
    shift_of_word: float = 0.6
    """Added to the scaled log odds where what was read is a word; fitted with `slope`."""
    shift_of_none: float = -0.9
    """The same where it is none."""
    rivals_told: int = 2
    """Rivals that are named beside what was chosen; changes no text."""
    max_log_odds: float = 10.0
    """Log odds of what is certain."""
