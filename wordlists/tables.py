"""Writing n-grams as the hash tables that `ocr_fix.language.models.hashing` reads."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ocr_fix.language.models.hashing import CHECK_BITS, FINGERPRINT_BITS, HEADER, MAGIC, WEIGHTS
from ocr_fix.language.models.ngrams import BACKOFF_SHIFT, FINE_STEP, STEP
from wordlists.kneser_ney import Floats, Level

_ENTRIES_IN_BUCKET = 10


def quantise(log_probs: Floats) -> npt.NDArray[np.uint8]:
    """Log-probabilities in units of -STEP."""
    return np.clip(np.rint(-log_probs / STEP), 0, 255).astype(np.uint8)


def quantise_finely(log_probs: Floats) -> npt.NDArray[np.uint16]:
    """Log-probabilities of single symbols in units of -FINE_STEP."""
    return np.clip(np.rint(-log_probs / FINE_STEP), 0, 65535).astype(np.uint16)


def quantise_weights(log_weights: Floats) -> npt.NDArray[np.uint8]:
    """Weights of backing off, which may exceed one."""
    steps: Floats = np.rint(-log_weights / STEP) + BACKOFF_SHIFT
    return np.clip(steps, 0, 255).astype(np.uint8)


def hashes(level: Level, order: int, bits: int) -> npt.NDArray[np.uint64]:
    """The hash of each n-gram."""
    total = np.zeros(len(level), np.uint64)
    mask = np.uint64((1 << bits) - 1)
    for place in range(order):
        symbols = (level.keys >> np.uint64(bits * place)) & mask
        total += symbols * np.uint64(WEIGHTS[place])  # wraps at 64 bits, as intended
    return total


def table_bytes(level: Level, order: int, bits: int, *, backoffs: bool) -> bytes:
    """The file of one order of n-grams.

    Args:
        level: the n-grams.
        order: how many symbols each has.
        bits: of a symbol in a key.
        backoffs: whether longer n-grams back off to these.
    """
    size = len(level)
    bucket_bits = max(1, int(np.ceil(np.log2(max(2, size / _ENTRIES_IN_BUCKET)))))
    keys = hashes(level, order, bits)
    sort = np.argsort(keys, kind="stable")
    keys = keys[sort]
    shift = 64 - bucket_bits
    bucket = (keys >> np.uint64(shift)).astype(np.int64)
    edges = np.searchsorted(bucket, np.arange((1 << bucket_bits) + 1)).astype(np.uint32)
    columns = [
        edges.tobytes(),
        (keys >> np.uint64(shift - FINGERPRINT_BITS) & np.uint64(0xFFFF)).astype(np.uint16).tobytes(),
        (keys >> np.uint64(shift - FINGERPRINT_BITS - CHECK_BITS) & np.uint64(0xFF)).astype(np.uint8).tobytes(),
        quantise(level.log_probs[sort]).tobytes(),
    ]
    if backoffs:
        columns.append(quantise_weights(level.backoffs[sort]).tobytes())
    return HEADER.pack(MAGIC, size, bucket_bits, int(backoffs)) + b"".join(columns)
