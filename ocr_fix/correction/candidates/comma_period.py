"""Commas that were full stops: before a word that has a capital only where a sentence begins.

In print hardly any comma stands there. So where a text has many, they were full stops, and the more there are beyond
what print has, the surer it is of each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import inf, log

from ocr_fix.correction.decoding.decoder import Choice
from ocr_fix.correction.error_model.channel import Confusion

COMMA, STOP = ",", "."
# The share of commas that stand before a capital that is no name's, counted in the corpora of the language data (561 of
# 113,504, headings and quotations among them).
LEGITIMATE = 0.005
# What is added to the legitimate ones: a text may have one by its manner.
_SMOOTHING = 0.25
_AFTER = ".,;:!?)"
# A word is common that is at least so probable (natural log; one word in 5,000).
COMMON = -8.5
# Names of a list have so many words at most.
LIST = 6


class CommaPeriod:
    """The commas of one text that may be full stops.

    Args:
        words: the tokens of the text.
        kinds: the different tokens among them, with their counts.
        log_prior: natural log of the probability of a word in small letters.
    """

    def __init__(self, words: Sequence[str], kinds: Mapping[str, int], log_prior: Callable[[str], float]) -> None:
        before = {kind for kind in kinds if kind.endswith(COMMA)}
        after = {kind for kind in kinds if _opens(kind.rstrip(_AFTER), log_prior)}
        pairs = enumerate(pairwise(words)) if before and after else ()
        self.places = frozenset(_alone([at for at, (word, then) in pairs if word in before and then[:1].isupper()]))
        self.places = frozenset(at for at in self.places if words[at + 1] in after)
        expected = LEGITIMATE * sum(kinds[kind] for kind in before) + _SMOOTHING
        beyond = len(self.places) - expected
        self._odds = log(beyond / expected) if beyond > 0 else None

    def choices(self, read: str, at: int, itself: tuple[str, ...]) -> tuple[Choice, ...]:
        """The full stop that the last piece of a token may be.

        Args:
            read: the piece.
            at: the index of its token.
            itself: what the language model sees of it.
        """
        if read != COMMA or at not in self.places or self._odds is None:
            return ()
        return (Choice(STOP, itself, self._odds, (Confusion(STOP, COMMA),)),)


def _opens(word: str, log_prior: Callable[[str], float]) -> bool:
    """Whether a word has a capital and is so common in small letters that it is no name's."""
    small = word.lower()
    return word[:1].isupper() and word[1:] == small[1:] and log_prior(small) >= COMMON


def _alone(places: Sequence[int]) -> Iterator[int]:
    """The places that no other is near: commas before capitals in a row part the names of a list."""
    for before, at, after in zip([-LIST, *places], places, [*places[1:], inf], strict=False):
        if at - before > LIST and after - at > LIST:
            yield at
