"""Which language the letters of a word speak for.

Every string of one to five letters that stands in a word, its edges counted as letters, and the word as a whole have a
weight for each language; together they say how much more the word is one language's than another's. The weights are
fitted on words as they stand in print and as bad readings leave them (`wordlists/identification.py`), so that Swedish
which has lost its dots still speaks for Swedish and Danish never does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import sqrt

try:
    from ocr_fix.language._letters import Summer
except ImportError:  # installed where nothing could be compiled
    Summer = None  # type: ignore[assignment, misc]

LONGEST = 5
"""Letters of the longest strings that have weights."""
BUCKETS = 1 << 16
"""Rows of weights; strings whose hash is the same share one."""
STEP = 1 / 64
"""Nats per unit of a weight."""
MOST_AGAINST = 3.0
"""How much less than for its best language a word speaks for any other, at most, in nats: one word is often a name."""
_BASIS, _WHOLE, _PRIME, _MASK = 0x811C9DC5, 0x2F0B4C47, 0x01000193, 0xFFFFFFFF
_EDGE = " "


def buckets(word: str) -> Iterator[int]:
    """The rows of a word's strings: those of one to LONGEST letters from each place on, and the whole of it.

    Args:
        word: in small letters.
    """
    text = _EDGE + word + _EDGE
    for start in range(len(text)):
        key = _BASIS
        for letter in text[start : start + LONGEST]:
            key = ((key ^ ord(letter)) * _PRIME) & _MASK
            yield (key ^ key >> 15) % BUCKETS
    key = _WHOLE
    for letter in word:
        key = ((key ^ ord(letter)) * _PRIME) & _MASK
    yield (key ^ key >> 15) % BUCKETS


class Letters:
    """What the letters of words say of their language.

    Args:
        weights: BUCKETS rows of signed bytes, one for each language.
        languages: their codes, in the order of the columns.
    """

    def __init__(self, weights: memoryview[int], languages: Sequence[str]) -> None:
        self.languages = tuple(languages)
        self._weights = weights
        compiled = None if Summer is None else Summer(weights, len(self.languages), STEP, MOST_AGAINST)
        # How much a word in small letters speaks for each language, in nats.
        self.evidence: Callable[[str], tuple[float, ...]] = (
            self.evidence_in_python if compiled is None else compiled.evidence
        )

    def evidence_in_python(self, word: str) -> tuple[float, ...]:
        """How much a word in small letters speaks for each language, in nats; slower."""
        width, weights = len(self.languages), self._weights
        rows = [weights[width * row : width * (row + 1)] for row in buckets(word)]
        scale = STEP / sqrt(len(rows))
        said = [scale * sum(column) for column in zip(*rows, strict=True)]
        least = max(said) - MOST_AGAINST
        return tuple([max(least, one) for one in said])
