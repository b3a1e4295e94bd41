"""Tables of n-grams on disk: a few bytes for each, found by hash.

An n-gram is the weighted sum of its symbols in 64-bit arithmetic (multiply-shift hashing, Dietzfelbinger et al. 1997).
Its upper bits choose a bucket, the next 24 stand in the table in its place; the n-gram itself is not kept. A stranger
passes for a member with a probability of about (entries in a bucket) / 2**24, less than one in a million.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import NamedTuple

from ocr_fix.errors import DataError

MAGIC = b"OFNGRAM1"
HEADER = struct.Struct("<8sIII")
MASK = (1 << 64) - 1
WEIGHTS = (
    0x9E3779B97F4A7C15,
    0xC2B2AE3D27D4EB4F,
    0xD6E8FEB86659FD93,
    0xA0761D6478BD642F,
    0xE7037ED1A0B428DB,
)
"""Odd 64-bit constants, one for each place counted from the last symbol."""

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
        raise DataError("the n-grams are damaged or of another version; reinstall ocr-fix or rebuild its language data")
    _, size, bucket_bits, has_backoffs = HEADER.unpack(data[: HEADER.size])
    position = HEADER.size

    def take(length: int, code: str) -> memoryview[int]:
        nonlocal position
        part = data[position : position + length]
        position += length
        if len(part) != length:
            raise DataError("the n-grams are cut short; reinstall ocr-fix or rebuild its language data")
        return part.cast(code)  # type: ignore[call-overload, no-any-return]

    return Table(
        64 - bucket_bits,
        take(4 * ((1 << bucket_bits) + 1), "I"),
        take(2 * size, "H"),
        take(size, "B"),
        take(size, "B"),
        take(size if has_backoffs else 0, "B"),
    )


def build_finder(table: Table) -> Callable[[int], int]:
    """A function that gives the place of an n-gram in its table by its hash, or -1.

    What it touches are local names: it is called millions of times a page.
    """
    shift, buckets, fingerprints, checks, _, _ = table
    fingerprint_shift, check_shift = shift - FINGERPRINT_BITS, shift - FINGERPRINT_BITS - CHECK_BITS

    def find(key: int) -> int:
        bucket = key >> shift
        start = buckets[bucket]
        row = fingerprints[start : buckets[bucket + 1]].tolist()
        fingerprint = key >> fingerprint_shift & 0xFFFF
        if fingerprint not in row:
            return -1
        check = key >> check_shift & 0xFF
        for offset in range(row.index(fingerprint), len(row)):
            if row[offset] != fingerprint:
                break
            if checks[start + offset] == check:
                return start + offset
        return -1

    return find
