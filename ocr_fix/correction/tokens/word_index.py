"""Which words stand in a text, how often, and where.

Compiled where a compiler is; `word_index.pxd` has the types.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

try:
    import cython
except ImportError:
    from ocr_fix import _cython as cython


@cython.final
@cython.cclass
class WordIndex:
    """The words of a text and where they stand.

    Args:
        text: the text.

    Attributes:
        words: in order: what stands between white space.
        counts: how often each different word stands there, in the order in which they come.
    """

    __slots__ = ("_before", "_last", "_starts", "_text", "counts", "words")

    def __init__(self, text: str) -> None:
        self._text = text
        self.words = text.split()
        self._starts: list[int] = []
        self._last: dict[str, int] = {}
        self._before: list[int | None] = []
        self.counts: Mapping[str, int] = Counter(self.words)

    def start(self, index: int) -> int:
        """Where a word begins.

        Raises:
            IndexError: there is no such word.
        """
        if not 0 <= index < len(self.words):
            raise IndexError(index)
        if not self._starts:
            self._find()
        return self._starts[index]

    def places(self, word: str) -> Sequence[int]:
        """The indices at which a word stands, in order."""
        if not self._last:
            self._chain()
        places: list[int] = []
        at = self._last.get(word)
        while at is not None:
            places.append(at)
            at = self._before[at]
        places.reverse()
        return places

    def _find(self) -> None:
        """Find where the words begin."""
        starts = self._starts
        is_space = True
        at = 0
        for letter in self._text:
            if letter.isspace():
                is_space = True
            elif is_space:
                starts.append(at)
                is_space = False
            at += 1  # noqa: SIM113 - a number in C where this is compiled

    def _chain(self) -> None:
        """Note where each different word stands last, and for each place where its word stood before."""
        last, before = self._last, self._before
        for at, word in enumerate(self.words):
            before.append(last.get(word))
            last[word] = at
