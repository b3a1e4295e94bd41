"""Where to cut two long texts so that the pieces can be aligned on their own (patience diff, Cohen).

Word n-grams that occur once on either side mark which parts belong together. They are kept as the longest chain that is
in order on both sides, and joined into runs; a cut is made in the middle of the longest run around.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ocr_fix.evaluation.alignment.thresholds import THRESHOLDS

_T = THRESHOLDS


class CommonRun(NamedTuple):
    """A run of `length` words that both sides have in common, and where it begins."""

    reference_start: int
    hypothesis_start: int
    length: int

    @property
    def middle(self) -> Cut:
        """The place to cut it."""
        half = self.length // 2
        return Cut(self.reference_start + half, self.hypothesis_start + half)


class Cut(NamedTuple):
    """A place between two items on either side."""

    reference_index: int
    hypothesis_index: int


def find_cuts(reference: Sequence[int], hypothesis: Sequence[int], piece: int) -> list[Cut]:
    """Where to cut two long sequences of words.

    Args:
        reference: words as numbers.
        hypothesis: words as numbers, the same number for the same word.
        piece: words of the reference between two cuts, about.

    Returns:
        Cuts in ascending order on both sides; none where both sequences are at most twice as long as a piece, or
        where they have nothing to do with each other.
    """
    if max(len(reference), len(hypothesis)) <= 2 * piece:
        return []
    ours, theirs = _unique_ngrams(reference), _unique_ngrams(hypothesis)
    common = [(index, theirs[ngram]) for ngram, index in ours.items() if ngram in theirs]
    in_order = _longest_chain(common)
    return list(_thinned(_runs(in_order), piece)) if len(in_order) >= _T.in_order * len(common) else []


def _thinned(runs: Iterable[CommonRun], piece: int) -> Iterator[Cut]:
    """Choose the longest run in every piece of the reference and cut in its middle."""
    last, best = 0, None
    for run in runs:
        place = run.middle.reference_index
        if place - last < piece // 2:
            continue
        if best is None or run.length > best.length:
            best = run
        if place - last >= piece:
            last = best.middle.reference_index
            yield best.middle
            best = None


def _runs(chain: Iterable[tuple[int, int]]) -> Iterator[CommonRun]:
    """Join n-grams that follow upon each other on both sides."""
    run: CommonRun | None = None
    for start, other_start in chain:
        if run is not None:
            step = run.length - _T.ngram + 1
            if (start, other_start) == (run.reference_start + step, run.hypothesis_start + step):
                run = run._replace(length=run.length + 1)
                continue
            yield run
        run = CommonRun(start, other_start, _T.ngram)
    if run is not None:
        yield run


def _unique_ngrams(items: Sequence[int]) -> dict[tuple[int, ...], int]:
    """Each n-gram that occurs once, and where it begins; in the order of the text."""
    places: dict[tuple[int, ...], int] = {}
    for index, ngram in enumerate(zip(*(items[offset:] for offset in range(_T.ngram)), strict=False)):
        places[ngram] = -1 if ngram in places else index
    return {ngram: index for ngram, index in places.items() if index >= 0}


def _longest_chain(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence whose second members ascend, too (Schensted 1961); the first ones ascend already."""
    tops: list[int] = []  # for each length the smallest value that a chain of that length ends in ...
    ends: list[int] = []  # ... and the index of the pair it belongs to
    before: list[int] = []
    for index, (_, value) in enumerate(pairs):
        length = bisect_left(tops, value)
        before.append(ends[length - 1] if length else -1)
        tops[length : length + 1] = [value]
        ends[length : length + 1] = [index]
    chain = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]
