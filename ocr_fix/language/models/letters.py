"""Which language the letters of a word speak for.

Every string of one to five letters that stands in a word, its edges counted as letters, and the word as a whole have a
weight for each language; together they say how much more the word is one language's than another's. The weights are
fitted on words as they stand in print and as bad readings leave them (`wordlists/identification.py`), so that Swedish
which has lost its dots still speaks for Swedish and Danish never does.

Compiled where a compiler is; `letters.pxd` has the types.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from ocr_fix.language.thresholds import DEFAULT

try:
    import cython
except ImportError:
    from ocr_fix import _cython as cython

_LONGEST = 5
"""Letters of the longest strings that have weights."""
BUCKETS = 1 << 16
"""Rows of weights, a power of two; strings whose hash is the same share one."""
STEP = 1 / 64
"""Nats per unit of a weight."""
# Of the hash FNV-1a in 32 bits, with a basis of its own for whole words.
_BASIS, _WHOLE, _PRIME, _MASK = 0x811C9DC5, 0x2F0B4C47, 0x01000193, 0xFFFFFFFF
_LAST = BUCKETS - 1
_EDGE = " "


def buckets(word: str) -> list[int]:
    """The rows of a word's strings: those of one to _LONGEST letters from each place on, and the whole of it.

    Args:
        word: in small letters.
    """
    text = _EDGE + word + _EDGE
    length = len(text)
    rows: list[int] = []
    for start in range(length):
        key = _BASIS
        for at in range(start, min(start + _LONGEST, length)):
            key = ((key ^ ord(text[at])) * _PRIME) & _MASK
            rows.append((key ^ key >> 15) & _LAST)
    key = _WHOLE
    for letter in word:
        key = ((key ^ ord(letter)) * _PRIME) & _MASK
    rows.append((key ^ key >> 15) & _LAST)
    return rows


@cython.final
@cython.cclass
class Letters:
    """What the letters of words say of their language.

    Args:
        weights: BUCKETS rows of signed bytes, one for each language.
        languages: their codes, in the order of the columns.

    Raises:
        ValueError: there are not as many weights.
    """

    __slots__ = ("_most_against", "_weights", "languages")

    def __init__(self, weights: memoryview[int], languages: Sequence[str]) -> None:
        if len(weights) != BUCKETS * len(languages):
            raise ValueError(f"{len(weights)} weights for {BUCKETS} rows of {len(languages)} languages")
        self.languages = tuple(languages)
        self._weights = weights
        self._most_against = DEFAULT.most_against

    def evidence(self, word: str) -> tuple[float, ...]:
        """How much a word in small letters speaks for each language, in nats."""
        width = len(self.languages)
        rows = [row * width for row in buckets(word)]
        scale = STEP / sqrt(len(rows))
        said = [scale * self._sum(rows, column) for column in range(width)]
        least = max(said) - self._most_against
        return tuple([max(least, one) for one in said])

    def _sum(self, rows: list[int], column: int) -> int:
        """The weights of one language in some rows together."""
        weights = self._weights
        total = 0
        for row in rows:
            total += weights[row + column]
        return total
