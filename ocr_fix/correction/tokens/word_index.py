"""Which words stand in a text, how often, and where.

Compiled where a compiler is; `word_index.pxd` has the types.
"""

from __future__ import annotations

from array import array
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

    __slots__ = ("_first", "_kinds", "_lines", "_numbers", "_sorted", "_starts", "_text", "counts", "words")

    def __init__(self, text: str) -> None:
        self._text = text
        self.words = text.split()
        # Different words are numbered as they come; what stands at each place is such a number.
        self._numbers: dict[str, int] = {}
        self._kinds = _zeros(len(self.words))
        self.counts = self._number()
        self._starts: array[int] | None = None
        self._sorted: array[int] | None = None
        self._first: array[int] = array("i")
        self._lines: list[int] = []

    def start(self, index: int) -> int:
        """Where a word begins.

        Raises:
            IndexError: there is no such word.
        """
        if not 0 <= index < len(self.words):
            raise IndexError(index)
        if self._starts is None:
            self._starts = _zeros(len(self.words))
            self._find(self._starts)
        return self._starts[index]

    def line_starts(self) -> list[int]:
        """The indices of the words that begin a line or a page, in order."""
        if self.words:
            self.start(0)
        return self._lines

    def places(self, word: str) -> Sequence[int]:
        """The indices at which a word stands, in order."""
        number = self._numbers.get(word)
        if number is None:
            return []
        if self._sorted is None:
            self._first, self._sorted = _zeros(len(self.counts) + 1), _zeros(len(self.words))
            self._sort(self._first, self._sorted)
        return self._sorted[self._first[number] : self._first[number + 1]].tolist()

    def _number(self) -> dict[str, int]:
        """Number the different words and count them."""
        numbers, kinds = self._numbers, self._kinds
        counts = _zeros(len(self.words))
        at = 0
        for word in self.words:
            known = numbers.get(word)
            if known is None:
                number = len(numbers)
                numbers[word] = number
            else:
                number = known
            kinds[at] = number
            counts[number] += 1
            at += 1  # noqa: SIM113 - a number in C where this is compiled
        return dict(zip(numbers, counts, strict=False))

    def _find(self, starts: array[int]) -> None:
        """Find where the words begin, and which of them begin lines."""
        is_space, is_break = True, True
        at, index = 0, 0
        for letter in self._text:
            if letter.isspace():
                is_space = True
                if letter == "\n" or letter == "\f":  # noqa: PLR1714 - numbers in C where this is compiled
                    is_break = True
            elif is_space:
                starts[index] = at
                if is_break:
                    self._lines.append(index)
                    is_break = False
                index += 1
                is_space = False
            at += 1  # noqa: SIM113 - a number in C where this is compiled

    def _sort(self, first: array[int], places: array[int]) -> None:
        """Sort all places by the numbers of their words, and find where those of each begin."""
        kinds = self._kinds
        number, total = 0, 0
        for count in self.counts.values():
            number += 1  # noqa: SIM113 - a number in C where this is compiled
            total += count
            first[number] = total
        free = array("i", self._first)
        for at in range(len(kinds)):
            places[free[kinds[at]]] = at
            free[kinds[at]] += 1


def _zeros(length: int) -> array[int]:
    """Numbers of four bytes."""
    return array("i", bytes(4 * length))
