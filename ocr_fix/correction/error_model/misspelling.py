"""What writers and typesetters do to words: the innocent explanation of a strange word that is nearly a known one.

"disciplinera" may have been printed "diciplinera". That is then a word that no list has, a letter away from one that
the context asks for, and says nothing of how the page was read. How often such words stand in clean text was counted
(`scripts/count_misspellings.py`): what stands there once and in no list is taken for as frequent as what was never
seen, as in Good and Turing's estimate, and of that what is one edit away from a frequent word.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from math import inf, log

from ocr_fix.correction.error_model.channel import Confusion, learned


def misspelling_cost(edits: Iterable[Confusion], share: float) -> float:
    """Negative natural log of the probability that a word was printed with these letters in place of its own.

    Infinite where nobody writes so: for spaces, and for what only looks alike.

    Args:
        edits: what should have been printed and what stands there.
        share: how frequent misspellings are, as a share of what was counted, above 0.
    """
    costs = [_cost(edit) for edit in edits]
    return sum(costs) - log(share) if costs else inf


@cache
def _cost(edit: Confusion) -> float:
    counted = learned("misspelt").probabilities.get(Confusion(edit.true, edit.read.lower()))
    return inf if counted is None else -log(counted)
