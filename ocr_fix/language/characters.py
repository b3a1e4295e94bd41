"""How Swedish a string of letters looks: a character n-gram model for words that nothing else explains."""

from __future__ import annotations

from collections.abc import Sequence

from ocr_fix.language.hashing import CHECK_BITS, FINGERPRINT_BITS, MASK, WEIGHTS, Table, build_finder
from ocr_fix.language.ngrams import BACKOFF_SHIFT, FINE_STEP, STEP

try:
    from ocr_fix.language._scores import Finder, LetterScorer
except ImportError:  # installed where nothing could be compiled
    LetterScorer = None  # type: ignore[assignment, misc]

ORDER = 5
EDGE = 0
"""The symbol before and after a word."""
OTHER = 1
"""The symbol of every character that is not in the alphabet."""
FIRST_LETTER = 2


class Characters:
    """Scores words by their letters.

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
        self._tables = [(build_finder(table), table.log_probs, table.backoffs) for table in tables]
        self._compiled = None
        if LetterScorer is not None:
            finders = [Finder(table, FINGERPRINT_BITS, CHECK_BITS) for table in tables]
            self._compiled = LetterScorer(
                self._symbols, self._unigrams, self._unigram_backoffs, finders, WEIGHTS, STEP, BACKOFF_SHIFT
            )

    def log_prob(self, word: str) -> float:
        """Natural logarithm of the probability of the word among all strings, its end included."""
        if self._compiled is not None:
            return self._compiled.log_prob(word, EDGE, OTHER)
        return self.log_prob_in_python(word)

    def log_prob_in_python(self, word: str) -> float:
        """The same, slower."""
        symbols = [EDGE] * (ORDER - 1)
        symbols += [self._symbols.get(letter, OTHER) for letter in word]
        symbols.append(EDGE)
        return sum(self._score(symbols, end) for end in range(ORDER - 1, len(symbols)))

    def _score(self, symbols: list[int], end: int) -> float:
        """Log-probability of the symbol at `end` after those before it."""
        keys = [symbols[end] * WEIGHTS[0]]
        for place in range(1, ORDER):
            keys.append(keys[-1] + symbols[end - place] * WEIGHTS[place])
        weight = 0.0
        for order in range(ORDER, 1, -1):
            find, log_probs, _ = self._tables[order - 2]
            found = find(keys[order - 1] & MASK)
            if found >= 0:
                return weight - STEP * log_probs[found]
            weight += self._backoff(symbols, end, order - 1)
        return weight + self._unigrams[symbols[end]]

    def _backoff(self, symbols: list[int], end: int, order: int) -> float:
        """Log-weight of backing off from the `order` symbols before `end`."""
        if order == 1:
            return self._unigram_backoffs[symbols[end - 1]]
        key = sum(symbols[end - 1 - place] * WEIGHTS[place] for place in range(order))
        find, _, backoffs = self._tables[order - 2]
        found = find(key & MASK)
        return STEP * (BACKOFF_SHIFT - backoffs[found]) if found >= 0 else 0.0
