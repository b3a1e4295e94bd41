"""The word model: trigrams of symbols with interpolated modified Kneser-Ney probabilities.

Symbols are numbers (see `vocabulary`). Probabilities are natural logarithms in steps of 1/16, which costs nothing in
accuracy and makes an n-gram four or five bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from ocr_fix.language.hashing import CHECK_BITS, FINGERPRINT_BITS, MASK, WEIGHTS, Table, build_finder

try:
    from ocr_fix.language._scores import Finder, WordScorer
except ImportError:  # installed where nothing could be compiled
    WordScorer = None  # type: ignore[assignment, misc]

STEP = 1 / 16
"""Nats per unit of a quantised logarithm of n-grams of two and three symbols."""
FINE_STEP = 1 / 2048
"""The same for single symbols."""
_CACHED_CONTEXTS = 1 << 14
BACKOFF_SHIFT = 16
"""Added to quantised weights of backing off, which may exceed one: a byte holds -15 to +1."""

Scorer = Callable[[int, int, int], float]
BatchScorer = Callable[[Iterable[int], int, int], list[float]]


def build_scorers(
    unigrams: Sequence[int], unigram_backoffs: Sequence[int], bigrams: Table, trigrams: Table
) -> tuple[Scorer, BatchScorer]:
    """The functions that score symbols in context, compiled where the installation could do so.

    Args and what is returned: as `build_python_scorers`.
    """
    if WordScorer is None:
        return build_python_scorers(unigrams, unigram_backoffs, bigrams, trigrams)
    finder2, finder3 = (Finder(table, FINGERPRINT_BITS, CHECK_BITS) for table in (bigrams, trigrams))
    scorer = WordScorer(unigrams, unigram_backoffs, finder2, finder3, WEIGHTS, (STEP, FINE_STEP), BACKOFF_SHIFT)
    return scorer.score, scorer.score_all


def build_python_scorers(
    unigrams: Sequence[int], unigram_backoffs: Sequence[int], bigrams: Table, trigrams: Table
) -> tuple[Scorer, BatchScorer]:
    """The functions that score symbols in context.

    Everything they touch is a local name of this function: a decoder calls them millions of times a page, and looking
    attributes up would take a third of their time.

    Args:
        unigrams: quantised log-probability by symbol, in FINE_STEP.
        unigram_backoffs: quantised weight of backing off by symbol.
        bigrams: with weights of backing off.
        trigrams: without.

    Returns:
        `score(w, u, v)`, the natural logarithm of the probability of symbol w after u and v, in this order; and
        `score_all(ws, u, v)`, the same for many, which hashes the context once.
    """
    log_probs = [-STEP * q for q in range(256)]
    weights = [STEP * (BACKOFF_SHIFT - q) for q in range(256)]
    weight_w, weight_v, weight_u = WEIGHTS[:3]
    find2, find3 = build_finder(bigrams), build_finder(trigrams)
    probs2, backoffs2, probs3 = bigrams.log_probs, bigrams.backoffs, trigrams.log_probs

    @lru_cache(maxsize=_CACHED_CONTEXTS)
    def weight_after(u: int, v: int) -> float | None:
        """Log-weight of backing off from a context; None where no trigram begins so."""
        place = find2((v * weight_w + u * weight_v) & MASK)
        return weights[backoffs2[place]] if place >= 0 else None

    def score(w: int, u: int, v: int) -> float:
        weight = weight_after(u, v)
        hashed = w * weight_w + v * weight_v
        if weight is None:
            weight = 0.0
        else:
            place = find3((hashed + u * weight_u) & MASK)
            if place >= 0:
                return log_probs[probs3[place]]
        place = find2(hashed & MASK)
        if place >= 0:
            return weight + log_probs[probs2[place]]
        return weight + weights[unigram_backoffs[v]] - FINE_STEP * unigrams[w]

    def score_all(ws: Iterable[int], u: int, v: int) -> list[float]:
        weight = weight_after(u, v)
        is_context = weight is not None
        context, short_context = v * weight_v + u * weight_u, v * weight_v
        bigram_weight = weight or 0.0
        unigram_weight = bigram_weight + weights[unigram_backoffs[v]]
        scores = []
        for w in ws:
            hashed = w * weight_w
            if is_context:
                place = find3((hashed + context) & MASK)
                if place >= 0:
                    scores.append(log_probs[probs3[place]])
                    continue
            place = find2((hashed + short_context) & MASK)
            if place >= 0:
                scores.append(bigram_weight + log_probs[probs2[place]])
            else:
                scores.append(unigram_weight - FINE_STEP * unigrams[w])
        return scores

    return score, score_all
