"""How Swedish a string of letters looks: a character n-gram model for words that nothing else explains.

Compiled where a compiler is; `characters.pxd` has the types.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from ocr_fix.language.models.hashing import WEIGHTS, Finder, Table
from ocr_fix.language.models.ngrams import BACKOFF_SHIFT, FINE_STEP, STEP

try:
    import cython
except ImportError:
    from ocr_fix import _cython as cython

ORDER = 5
"""Letters of the longest strings that are counted."""
EDGE = 0
"""The symbol before and after a word."""
OTHER = 1
"""The symbol of every character that is not in the alphabet."""
FIRST_LETTER = 2
"""The symbol of the first one in the alphabet."""


@cython.final
@cython.cclass
class Characters:
    """The probability of words by their letters.

    Args:
        alphabet: the characters it knows; the n-th is symbol FIRST_LETTER + n.
        unigrams: quantised log-probability by symbol, in FINE_STEP.
        unigram_backoffs: quantised weight of backing off by symbol.
        tables: n-grams of 2 to ORDER symbols.
    """

    def __init__(
        self, alphabet: str, unigrams: Sequence[int], unigram_backoffs: Sequence[int], tables: Sequence[Table]
    ) -> None:
        self._symbols = {letter: FIRST_LETTER + place for place, letter in enumerate(alphabet)}
        self._unigrams = [-FINE_STEP * q for q in unigrams]
        self._unigram_backoffs = [STEP * (BACKOFF_SHIFT - q) for q in unigram_backoffs]
        self._finders = [Finder(table) for table in tables]
        self._weights = memoryview(array("Q", WEIGHTS))
        self._step, self._shift = STEP, BACKOFF_SHIFT

    def log_prob(self, word: str) -> float:
        """Natural logarithm of the probability of the word among all strings, its end included."""
        order = len(self._finders) + 1
        symbols = [EDGE] * (order - 1)
        symbols += [self._symbols.get(letter, OTHER) for letter in word]
        symbols.append(EDGE)
        total = 0.0
        for end in range(order - 1, len(symbols)):
            total += self._log_prob_at(symbols, end)
        return total

    def _log_prob_at(self, symbols: list[int], end: int) -> float:
        """Log-probability of the symbol at a place after those before it."""
        weight = 0.0
        for order in range(len(self._finders) + 1, 1, -1):
            finder = self._finders[order - 2]
            place = finder.find(self._key(symbols, end, order))
            if place >= 0:
                return weight - self._step * finder.log_probs[place]
            weight += self._backoff(symbols, end - 1, order - 1)
        return weight + self._unigrams[symbols[end]]

    def _backoff(self, symbols: list[int], end: int, order: int) -> float:
        """Log-weight of backing off from so many symbols up to a place."""
        if order == 1:
            return self._unigram_backoffs[symbols[end]]
        finder = self._finders[order - 2]
        place = finder.find(self._key(symbols, end, order))
        return self._step * (self._shift - finder.backoffs[place]) if place >= 0 else 0.0

    def _key(self, symbols: list[int], end: int, order: int) -> int:
        """The hash of so many symbols up to a place."""
        key = 0
        for place in range(order):
            symbol = symbols[end - place]
            key += symbol * self._weights[place]
        return key
