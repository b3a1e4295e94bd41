"""Where a damaged text is sound: what was learnt of its damage says nothing of stretches that have none.

A page beside another of its folder, a typed letter with a printed enclosure: damage comes in stretches. Where a third
of the words are damaged, a stretch without a single strange word is the less likely the longer it is. A hidden Markov
model of two states tells both apart by the forward-backward algorithm (Rabiner 1989).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

from ocr_fix.correction.candidates.state import TextState


def sound_odds(state: TextState) -> Sequence[float]:
    """For each token of a text the natural log of the odds that it stands in a sound stretch; none if all do or none.

    Args:
        state: what is known of the text.
    """
    if not state.is_damaged:
        return ()
    strange = _strange(state)
    share = sum(strange) / max(1, len(strange))
    thresholds = state.thresholds
    if share < thresholds.least_strange:
        return ()
    by_chance = thresholds.strange_by_chance
    steps = [log(by_chance / share) if is_strange else log((1 - by_chance) / (1 - share)) for is_strange in strange]
    return _smoothed(steps, thresholds.stretch_length)


def _strange(state: TextState) -> list[bool]:
    """For each token whether it holds a word that is none."""
    unknown = set(state.unknown)
    parts_of = state.text.parts_of
    kinds = {token for token in state.text.classes.others if not unknown.isdisjoint(parts_of(token).words)}
    return [word in kinds for word in state.text.words]


def _smoothed(steps: Sequence[float], length: float) -> list[float]:
    """The log-odds of one of two states at each place.

    Args:
        steps: what each place says by itself, natural log-odds.
        length: of a stretch in one state, in places, on the average.
    """
    before = _passed(steps, length)
    behind = _passed(steps[::-1], length)[::-1]
    return [one + step + other for one, step, other in zip(before, steps, behind, strict=True)]


def _passed(steps: Sequence[float], length: float) -> list[float]:
    """The log-odds of the state that each place is entered with, by what was said before it."""
    leave = 1.0 / length
    found: list[float] = []
    odds = 0.0
    for step in steps:
        found.append(odds)
        ratio = exp(min(700.0, max(-700.0, odds + step)))
        odds = log(((1 - leave) * ratio + leave) / (leave * ratio + 1 - leave))
    return found
