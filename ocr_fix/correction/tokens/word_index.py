"""Which words stand in a text, how often, and where.

Compiled where a compiler is; `word_index.pxd` has the types.
"""

from __future__ import annotations

from collections.abc import Sequence

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
        self.counts = self._chain()

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

    def _chain(self) -> dict[str, int]:
        """Note where each different word stands last, and for each place where its word stood before; count them."""
        last, before = self._last, self._before
        counts: list[int] = []
        for at, word in enumerate(self.words):
            earlier = last.get(word)
            before.append(earlier)
            counts.append(1 if earlier is None else counts[earlier] + 1)
            last[word] = at
        return {word: counts[at] for word, at in last.items()}
