"""The commonest forms of a lexicon, found by hash: of running text they are nearly all, and a trie takes far longer.

A table of 64-bit slots, open addressing with linear probing. A slot holds the number of a form in its lower bits and a
part of its hash above them; the form itself is not kept. A stranger passes for one with a probability of about
1 / 2**44.

Compiled where a compiler is; `common_forms.pxd` has the types.
"""

from __future__ import annotations

from collections.abc import Mapping

from ocr_fix.errors import DataError
from ocr_fix.wording import worded

try:
    import cython
except ImportError:
    from ocr_fix import _cython as cython

NUMBER_BITS = 20
"""Bits of the number of a form."""
_NUMBER = (1 << NUMBER_BITS) - 1
_ALL = (1 << 64) - 1
_EMPTY = _ALL  # a slot without a form
_BITS = NUMBER_BITS
# Of the hash that the data are made with.
_SEED = 0x9E3779B97F4A7C15
_BY_LETTER = 0x100000001B3
_AT_END = 0xD6E8FEB86659FD93


def hash_of(form: str) -> int:
    """The 64-bit hash of a form: FNV-1a by characters, its bits mixed at the end."""
    key = _SEED
    for character in form:
        key = (key ^ ord(character)) * _BY_LETTER & _ALL
    key = (key ^ key >> 29) * _AT_END & _ALL
    return key ^ key >> 32


@cython.final
@cython.cclass
class CommonForms:
    """Finds forms by their hash.

    Args:
        slots: the table, as `table_of` makes it.

    Raises:
        DataError: this is no such table.
    """

    __slots__ = ("_last", "_shift", "_slots")

    def __init__(self, slots: memoryview[int]) -> None:
        size = len(slots)
        if size < 2 or size & (size - 1):
            raise DataError(worded("the table of common forms is damaged; install ocr-fix again"))
        self._slots = slots
        self._last = size - 1
        self._shift = 65 - size.bit_length()

    def find(self, form: str) -> int:
        """The number of a form, or -1 where it is not among the commonest."""
        key = hash_of(form)
        at, check = key >> self._shift, key << _BITS & _ALL
        while True:
            slot = self._slots[at]
            if slot == _EMPTY:
                return -1
            if not (slot ^ check) >> _BITS:
                return slot & _NUMBER
            at = at + 1 & self._last


def table_of(numbers: Mapping[str, int]) -> list[int]:
    """The slots of a table, at most half of them taken.

    Args:
        numbers: of the forms; each less than 2**20 - 1.

    Raises:
        ValueError: a number is too large, or two forms cannot be told apart.
    """
    size = 2 << max(1, len(numbers)).bit_length()
    slots = [_EMPTY] * size
    shift = 65 - size.bit_length()
    for form, number in numbers.items():
        if not 0 <= number < _NUMBER:
            raise ValueError(f"{form}: there is no room for the number {number}")
        key = hash_of(form)
        at, slot = key >> shift, key << _BITS & _ALL | number
        while slots[at] != _EMPTY:
            if not (slots[at] ^ slot) >> _BITS:
                raise ValueError(f"{form}: its hash is that of another form")
            at = at + 1 & size - 1
        slots[at] = slot
    return slots
