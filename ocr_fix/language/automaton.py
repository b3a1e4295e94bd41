"""The lexicon as a graph to walk: from each beginning of a word, which letters may follow.

A search for candidates asks this at every step, so it is laid out for that: for each node the set of its letters as
one number, and its edges in the order of the letters. `wordlists/automaton.py` compiles it.

Compiled where a compiler is; `automaton.pxd` has the types.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from ocr_fix.errors import DataError
from ocr_fix.wording import worded

try:
    import cython
except ImportError:
    from ocr_fix import _cython as cython

if not cython.compiled:
    bit_count = int.bit_count

    def bit_of(automaton: Automaton, letter: str) -> int:
        """The bit of a letter; 0 for one that no form has."""
        return automaton.bits.get(letter, 0)


_TABLE = 592
"""Letters of a lower code have their bits in a table where this is compiled: all of Latin, but for rare ones."""
MAGIC = b"OFAUTO2\0"
FINAL = 1 << 63
"""The bit of a node's mask that says that a form ends there."""
_HEAD = 24  # bytes


@cython.final
@cython.cclass
class Automaton:
    """Word forms in small letters as a minimal automaton.

    Walk it with `step`, or, where every nanosecond counts, by hand: a node `n` has the letters `masks[n]` (bit `i`
    for the letter numbered `i`, `FINAL` where a form ends); the edge of a letter's bit `b` leads to
    `targets[2 * n + 2 + bit_count(masks[n] & (b - 1))]`: both are the same bytes, in which a node is its letters and,
    right behind them, its edges, so that a step asks for one place in memory. The root is node 0.

    Args:
        data: the bytes of the compiled file; they are not copied.

    Raises:
        DataError: these are not the bytes of such a file.
    """

    _table: list[int]

    def __init__(self, data: memoryview) -> None:
        if bytes(data[:8]) != MAGIC:
            raise DataError(worded("the lexicon's automaton is damaged or of another version; install ocr-fix again"))
        length, width = struct.unpack("<QQ", data[8:_HEAD])
        nodes_at = _HEAD + width
        if len(data) < nodes_at + length:
            raise DataError(worded("the lexicon's automaton is cut short; install ocr-fix again"))
        letters = bytes(data[_HEAD:nodes_at]).rstrip(b"\0").decode("utf-8")
        self.bits = {letter: 1 << index for index, letter in enumerate(letters)}
        if cython.compiled:
            self._lay_out()
        self.letters = letters
        self.masks = data[nodes_at : nodes_at + length].cast("Q")
        self.targets = data[nodes_at : nodes_at + length].cast("I")

    def _lay_out(self) -> None:
        """Fill the table of bits."""
        for letter, bit in self.bits.items():
            if ord(letter) < _TABLE:
                self._table[ord(letter)] = bit

    def step(self, node: int, letter: str) -> int:
        """The node that a letter leads to; -1 where no form goes on so."""
        bit = bit_of(self, letter) if cython.compiled else self.bits.get(letter, 0)
        mask = self.masks[node]
        if not mask & bit:
            return -1
        return self.targets[2 * node + 2 + bit_count(mask & (bit - 1))]

    def walk(self, text: str, node: int = 0) -> int:
        """The node that a string leads to; -1 where no form begins so."""
        bits, masks, targets = self.bits, self.masks, self.targets
        for letter in text:
            bit = bit_of(self, letter) if cython.compiled else bits.get(letter, 0)
            mask = masks[node]
            if not mask & bit:
                return -1
            node = targets[2 * node + 2 + bit_count(mask & (bit - 1))]
        return node

    def halves(self, text: str) -> list[int]:
        """Where a string may be parted in two forms, or in its first character and a form."""
        found: list[int] = []
        node = 0
        for end in range(1, len(text)):
            node = self.step(node, text[end - 1]) if node >= 0 else -1
            if end > 1 and node < 0:
                break
            if (end == 1 or self.is_final(node)) and text[end:] in self:
                found.append(end)
        return found

    def __contains__(self, form: str) -> bool:
        node = self.walk(form)
        return node >= 0 and self.is_final(node)

    def is_final(self, node: int) -> bool:
        """Whether a form ends at a node."""
        return self.masks[node] >> 63 != 0

    def forms(self, prefix: str = "") -> Iterator[str]:
        """The forms that begin so, in the order of the letters' numbers."""
        node = self.walk(prefix)
        stack = [(node, prefix)] if node >= 0 else []
        while stack:
            node, text = stack.pop()
            mask = self.masks[node]
            if mask & FINAL:
                yield text
            edge = 2 * node + 2 + (mask & ~FINAL).bit_count()
            for letter in reversed(self.letters):
                if mask & self.bits[letter]:
                    edge -= 1
                    stack.append((self.targets[edge], text + letter))
