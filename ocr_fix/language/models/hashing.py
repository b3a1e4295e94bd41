"""Tables of n-grams on disk: a few bytes for each, found by hash.

An n-gram is the weighted sum of its symbols in 64-bit arithmetic (multiply-shift hashing, Dietzfelbinger et al. 1997).
Its upper bits choose a bucket, the next 24 stand in the table in its place; the n-gram itself is not kept. A stranger
passes for a member with a probability of about (entries in a bucket) / 2**24, less than one in a million.

Compiled where a compiler is; `hashing.pxd` has the types.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

from ocr_fix.errors import DataError
from ocr_fix.wording import worded

try:
    import cython
except ImportError:
    from ocr_fix import _cython as cython

if not cython.compiled:
    from bisect import bisect_left

MAGIC = b"OFNGRAM1"
HEADER = struct.Struct("<8sIII")
WEIGHTS = (
    0x9E3779B97F4A7C15,
    0xC2B2AE3D27D4EB4F,
    0xD6E8FEB86659FD93,
    0xA0761D6478BD642F,
    0xE7037ED1A0B428DB,
)
"""Odd 64-bit constants, one for each place counted from the last symbol."""

# A key is told in its bucket by so many bits, and from a stranger with the same by so many more.
FINGERPRINT_BITS = 16
CHECK_BITS = 8


class Table(NamedTuple):
    """The arrays of one order of n-grams.

    Attributes:
        shift: a hash shifted right by this is the number of its bucket.
        buckets: where each bucket begins; one more than there are buckets.
        fingerprints: the next 16 bits of each hash, ascending within a bucket.
        checks: the 8 bits after those.
        log_probs: quantised.
        backoffs: quantised; empty for the highest order.
    """

    shift: int
    buckets: memoryview[int]
    fingerprints: memoryview[int]
    checks: memoryview[int]
    log_probs: memoryview[int]
    backoffs: memoryview[int]


def open_table(data: memoryview[int]) -> Table:
    """Lay the arrays of a table over the bytes of its file.

    Args:
        data: the file, as bytes.

    Raises:
        DataError: these are not the bytes of such a file.
    """
    if len(data) < HEADER.size or bytes(data[:8]) != MAGIC:
        raise DataError(
            worded("the n-grams are damaged or of another version; reinstall ocr-fix or rebuild its language data")
        )
    _, size, bucket_bits, has_backoffs = HEADER.unpack(data[: HEADER.size])
    position = HEADER.size

    def take(length: int, code: str) -> memoryview[int]:
        nonlocal position
        part = data[position : position + length]
        position += length
        if len(part) != length:
            raise DataError(worded("the n-grams are cut short; reinstall ocr-fix or rebuild its language data"))
        return part.cast(code)  # type: ignore[call-overload, no-any-return]

    return Table(
        64 - bucket_bits,
        take(4 * ((1 << bucket_bits) + 1), "I"),
        take(2 * size, "H"),
        take(size, "B"),
        take(size, "B"),
        take(size if has_backoffs else 0, "B"),
    )


@cython.final
@cython.cclass
class Finder:
    """Finds n-grams in a table by their hash.

    Args:
        table: the table.

    Attributes:
        log_probs: quantised, by the place that `find` gives.
        backoffs: likewise; empty for the highest order.
    """

    __slots__ = (
        "_bucket_mask",
        "_buckets",
        "_check_shift",
        "_checks",
        "_fingerprint_shift",
        "_fingerprints",
        "_shift",
        "backoffs",
        "log_probs",
    )

    def __init__(self, table: Table) -> None:
        self._shift = table.shift
        self._fingerprint_shift = table.shift - FINGERPRINT_BITS
        self._check_shift = table.shift - FINGERPRINT_BITS - CHECK_BITS
        self._bucket_mask = len(table.buckets) - 2
        self._buckets, self._fingerprints, self._checks = table.buckets, table.fingerprints, table.checks
        self.log_probs, self.backoffs = table.log_probs, table.backoffs

    def find(self, key: int) -> int:
        """The place of an n-gram, or -1.

        Args:
            key: its hash; of a longer number the lowest 64 bits.
        """
        bucket = key >> self._shift & self._bucket_mask
        fingerprint = key >> self._fingerprint_shift & 0xFFFF
        end = self._buckets[bucket + 1]
        place = bisect_left(self._fingerprints, fingerprint, self._buckets[bucket], end)  # pyright: ignore[reportPossiblyUnboundVariable]
        while place < end and self._fingerprints[place] == fingerprint:
            if self._checks[place] == key >> self._check_shift & 0xFF:
                return place
            place += 1
        return -1
