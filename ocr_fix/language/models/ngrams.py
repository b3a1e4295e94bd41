"""The word model: trigrams of symbols with interpolated modified Kneser-Ney probabilities.

Symbols are numbers (see `vocabulary`). Probabilities are natural logarithms in steps of 1/16, which costs nothing in
accuracy and makes an n-gram four or five bytes.

Compiled where a compiler is; `ngrams.pxd` has the types.
"""

from __future__ import annotations

from collections.abc import Iterable

from ocr_fix.language.models.hashing import WEIGHTS, Finder, Table

try:
    import cython
except ImportError:
    from ocr_fix import _cython as cython

STEP = 1 / 16
"""Nats per unit of a quantised logarithm of n-grams of two and three symbols."""
FINE_STEP = 1 / 2048
"""The same for single symbols."""
BACKOFF_SHIFT = 16
"""Added to quantised weights of backing off, which may exceed one: a byte holds -15 to +1."""


@cython.final
@cython.cclass
class WordModel:
    """The probability of symbols after two others.

    Args:
        unigrams: quantised log-probability by symbol, in FINE_STEP.
        unigram_backoffs: quantised weight of backing off by symbol.
        bigrams: with weights of backing off.
        trigrams: without.
    """

    def __init__(
        self, unigrams: memoryview[int], unigram_backoffs: memoryview[int], bigrams: Table, trigrams: Table
    ) -> None:
        self._unigrams = unigrams
        self._unigram_backoffs = unigram_backoffs
        self._bigrams = Finder(bigrams)
        self._trigrams = Finder(trigrams)
        self._size = len(unigrams)
        self._weight_w, self._weight_v, self._weight_u = WEIGHTS[:3]
        self._step, self._fine_step, self._shift = STEP, FINE_STEP, BACKOFF_SHIFT

    def log_prob(self, w: int, u: int, v: int) -> float:
        """Natural logarithm of the probability of symbol `w` after `u` and `v`, in this order.

        Raises:
            IndexError: there is no symbol `w`, or no `v`.
        """
        return self._log_prob(w, u, v, self._context(u, v))

    def log_probs(self, ws: Iterable[int], u: int, v: int) -> list[float]:
        """The same for many symbols after the same two."""
        context = self._context(u, v)
        return [self._log_prob(w, u, v, context) for w in ws]

    def _context(self, u: int, v: int) -> int:
        """The place of two symbols among the bigrams; -1 where no trigram begins so."""
        return self._bigrams.find(v * self._weight_w + u * self._weight_v)

    def _log_prob(self, w: int, u: int, v: int, context: int) -> float:
        if w >= self._size or v >= self._size:
            raise IndexError("no such symbol")
        weight = 0.0
        hashed = w * self._weight_w + v * self._weight_v
        if context >= 0:
            place = self._trigrams.find(hashed + u * self._weight_u)
            if place >= 0:
                return -self._step * self._trigrams.log_probs[place]
            weight = self._step * (self._shift - self._bigrams.backoffs[context])
        place = self._bigrams.find(hashed)
        if place >= 0:
            return weight - self._step * self._bigrams.log_probs[place]
        return weight + self._step * (self._shift - self._unigram_backoffs[v]) - self._fine_step * self._unigrams[w]
