"""Interpolated modified Kneser-Ney n-grams, pruned.

Chen and Goodman, "An empirical study of smoothing techniques for language modeling" (1998), section 3: three discounts
for each order, estimated from the counts of counts; lower orders count the different words an n-gram follows, except
where it begins a sentence, which nothing precedes. Pruning is by weighted difference (Seymore and Rosenfeld 1996): an
n-gram is worth its count times what it adds to the log-probability over backing off. The weights of backing off are
computed anew afterwards, so that what is left still sums to one.

An n-gram is one 64-bit number: its symbols side by side, `bits` each, the last symbol lowest. So its context is a shift
and the shorter n-gram it backs off to is a mask.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float64]


@dataclass
class Level:
    """All n-grams of one order, sorted by key.

    Attributes:
        keys: shape (n,).
        counts: occurrences (highest order, beginnings of sentences) or different predecessors, shape (n,).
        log_probs: natural logarithms, shape (n,).
        backoffs: natural logarithm of the weight of backing off from each n-gram as a context, shape (n,).
    """

    keys: Keys
    counts: npt.NDArray[np.int64]
    log_probs: Floats
    backoffs: Floats

    def __len__(self) -> int:
        return len(self.keys)

    def select(self, kept: npt.NDArray[np.bool_]) -> Level:
        """Some of them."""
        return Level(self.keys[kept], self.counts[kept], self.log_probs[kept], self.backoffs[kept])

    def places(self, keys: Keys) -> npt.NDArray[np.intp]:
        """Where each key stands, or -1."""
        found = np.minimum(np.searchsorted(self.keys, keys), len(self) - 1)
        return np.where(self.keys[found] == keys, found, -1)

    def set_backoffs(self, contexts: Keys, log_weights: Floats) -> None:
        """Set the weights of the contexts that are among these n-grams (a start of a sentence may be missing)."""
        places = self.places(contexts)
        self.backoffs[places[places >= 0]] = log_weights[places >= 0]


@dataclass
class Model:
    """N-grams of orders 1 to `len(levels)`.

    Attributes:
        levels: by order, from 1.
        bits: of each symbol in a key.
        floor: natural logarithm of the probability of a symbol that has no unigram.
    """

    levels: list[Level]
    bits: int
    floor: float


def pack(symbols: npt.NDArray[np.int64], order: int, bits: int) -> Keys:
    """The n-grams ending at each symbol from the `order`-th on, as keys."""
    keys = np.zeros(len(symbols) - order + 1, np.uint64)
    for place in range(order):
        keys = (keys << np.uint64(bits)) | symbols[place : len(symbols) - order + 1 + place].astype(np.uint64)
    return keys


def estimate(keys: Keys, order: int, bits: int, start: int, vocabulary: int) -> Model:
    """Estimate a model.

    Args:
        keys: one n-gram of the highest order for each predicted symbol, in any order.
        order: of those n-grams.
        bits: of each symbol.
        start: the symbol that pads the beginning of a sentence.
        vocabulary: how many different symbols can be predicted, seen or not.
    """
    counted = _count_levels(keys, order, bits, start)
    levels: list[Level] = []
    lower: Level | None = None
    floor = 0.0
    for n, (level_keys, counts) in enumerate(counted, start=1):
        discounts = _discounts(counts)[np.minimum(counts, 3)]
        contexts, first, which = np.unique(level_keys >> np.uint64(bits), return_index=True, return_inverse=True)
        totals = np.add.reduceat(counts, first).astype(np.float64)
        gammas = np.add.reduceat(discounts, first) / totals
        if lower is None:
            shorter = np.full(len(level_keys), 1.0 / vocabulary)
            floor = float(np.log(gammas[0] / vocabulary))
        else:
            mask = np.uint64((1 << bits * (n - 1)) - 1)
            shorter = np.exp(lower.log_probs[np.searchsorted(lower.keys, level_keys & mask)])
            lower.set_backoffs(contexts, np.log(gammas))
        probs = (counts - discounts) / totals[which] + gammas[which] * shorter
        lower = Level(level_keys, counts, np.log(probs), np.zeros(len(level_keys)))
        levels.append(lower)
    return Model(levels, bits, floor)


def prune(model: Model, limits: dict[int, int]) -> Model:
    """Keep the worthiest n-grams of the orders named, and whatever longer ones need.

    Args:
        model: as estimated.
        limits: how many n-grams to keep by order (2 and up); shorter ones that a kept one needs come on top.
    """
    bits = np.uint64(model.bits)
    levels = [level.select(np.ones(len(level), np.bool_)) for level in model.levels]
    needed: Keys = np.zeros(0, np.uint64)
    for n in range(len(levels), 1, -1):
        level, lower = levels[n - 1], levels[n - 2]
        mask = np.uint64((1 << model.bits * (n - 1)) - 1)
        worth = _worth(level, lower, model.bits, n)
        kept = np.isin(level.keys, needed)
        limit = limits.get(n, len(level))
        if limit < len(level):
            threshold = np.partition(worth, len(level) - limit)[len(level) - limit]
            kept |= worth >= threshold
        else:
            kept[:] = True
        levels[n - 1] = level.select(kept)
        keys = levels[n - 1].keys
        needed = np.unique(np.concatenate((keys >> bits, keys & mask)))
    pruned = Model(levels, model.bits, model.floor)
    _renormalise(pruned)
    return pruned


def _count_levels(keys: Keys, order: int, bits: int, start: int) -> list[tuple[Keys, npt.NDArray[np.int64]]]:
    """For each order from 1: the keys and the counts that its probabilities are estimated from."""
    unique, counts = np.unique(keys, return_counts=True)
    counted = [(unique, counts.astype(np.int64))]
    for n in range(order - 1, 0, -1):
        longer, longer_counts = counted[-1]
        longer, longer_counts = longer[longer_counts > 0], longer_counts[longer_counts > 0]
        shorter, which, followers = np.unique(
            longer & np.uint64((1 << bits * n) - 1), return_inverse=True, return_counts=True
        )
        totals = followers.astype(np.int64)
        if n > 1:
            begins = (shorter >> np.uint64(bits * (n - 1))) == np.uint64(start)
            raw = np.bincount(which, weights=longer_counts, minlength=len(shorter)).astype(np.int64)
            totals[begins] = raw[begins]
            shorter, totals = _with_start(shorter, totals, n, bits, start)
        counted.append((shorter, totals))
    return counted[::-1]


def _with_start(
    keys: Keys, totals: npt.NDArray[np.int64], n: int, bits: int, start: int
) -> tuple[Keys, npt.NDArray[np.int64]]:
    """Add the n-gram of nothing but starts: never predicted, but a context that needs its weight of backing off."""
    padding = np.uint64(sum(start << bits * place for place in range(n)))
    place = int(np.searchsorted(keys, padding))
    if place < len(keys) and keys[place] == padding:
        return keys, totals
    return np.insert(keys, place, padding), np.insert(totals, place, 0)


def _discounts(counts: npt.NDArray[np.int64]) -> Floats:
    """Discounts for counts of 0, 1, 2 and 3 or more."""
    n1, n2, n3, n4 = (max(1, int(np.count_nonzero(counts == n))) for n in (1, 2, 3, 4))
    y = n1 / (n1 + 2 * n2)
    estimated = (1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3)
    return np.array([0.0, *(min(max(d, 0.1), n - 0.1) for n, d in enumerate(estimated, start=1))])


def _worth(level: Level, lower: Level, bits: int, n: int) -> Floats:
    mask = np.uint64((1 << bits * (n - 1)) - 1)
    shorter = lower.log_probs[np.searchsorted(lower.keys, level.keys & mask)]
    places = lower.places(level.keys >> np.uint64(bits))
    backoffs = np.where(places >= 0, lower.backoffs[places], 0.0)
    return np.asarray(level.counts * (level.log_probs - shorter - backoffs), np.float64)


def _renormalise(model: Model) -> None:
    """Set each context's weight of backing off so that kept n-grams and the rest sum to one."""
    for n in range(2, len(model.levels) + 1):
        level, lower = model.levels[n - 1], model.levels[n - 2]
        lower.backoffs[:] = 0.0
        mask = np.uint64((1 << model.bits * (n - 1)) - 1)
        shorter = np.exp(lower.log_probs[np.searchsorted(lower.keys, level.keys & mask)])
        contexts, first = np.unique(level.keys >> np.uint64(model.bits), return_index=True)
        left = 1.0 - np.add.reduceat(np.exp(level.log_probs), first)
        left_below = 1.0 - np.add.reduceat(shorter, first)
        weights = np.maximum(left, 1e-6) / np.maximum(left_below, 1e-6)
        lower.set_backoffs(contexts, np.log(weights))
