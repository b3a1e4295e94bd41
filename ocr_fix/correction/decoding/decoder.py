"""The decision: for each place the word that the context and the channel together make most likely.

Places are decided together, left to right, by a beam search over the language model; then each place is weighed once
more with its neighbours fixed, which gives the probability of what was chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import exp
from typing import NamedTuple

from ocr_fix.correction.candidates.candidate import Candidate
from ocr_fix.correction.decoding.thresholds import DecodingThresholds
from ocr_fix.correction.registers.model import LanguageModel
from ocr_fix.correction.thresholds import DEFAULT

# Words to the right that a trigram model lets a word speak to.
REACH = 2


class Decoded(NamedTuple):
    """What was chosen at a place.

    Attributes:
        chosen: index of the candidate.
        shares: the probability of each candidate, its neighbours being as they were chosen.
    """

    chosen: int
    shares: tuple[float, ...]


# Where there is no choice.
CERTAIN = Decoded(0, (1.0,))

Path = Sequence[Decoded]
"""The way through a lattice: what was chosen at each place."""

_Context = tuple[int, int]
"""The symbols of the two words before."""


class _Hypothesis(NamedTuple):
    cost: float
    context: _Context
    chosen: int
    before: _Hypothesis | None


class Decoder:
    """Decides what stands at the places of one text.

    Args:
        model: the language model.
        start: the two words before the first place of a stretch.
        thresholds: the numbers to go by.
    """

    def __init__(self, model: LanguageModel, start: tuple[str, str], thresholds: DecodingThresholds = DEFAULT) -> None:
        self._thresholds = thresholds
        self._scorer = _Scorer(model)
        before, last = self._scorer.symbols_of(start)
        self._start = before, last

    def best_path(self, places: Sequence[Sequence[Candidate]]) -> Path:
        """The way through a lattice that channel and context together make most likely.

        Args:
            places: the candidates of each in reading order, one at least.
        """
        seen = [self._scorer.seen(place) for place in places]
        indices = _best_indices(seen, self._scorer, self._start, self._thresholds)
        return _weighed(seen, indices, self._scorer, self._start)


class _Seen(NamedTuple):
    """What the language model sees of a candidate.

    Attributes:
        symbols: of its words.
        cost: negative natural log of all that does not depend on the context.
    """

    symbols: tuple[int, ...]
    cost: float


class _Scorer:
    """The language model with a memory of the words of one text."""

    def __init__(self, model: LanguageModel) -> None:
        self._symbol = cache(model.word_id)
        self._emission = cache(model.emission)
        self._log_prob = model.log_prob_ids
        self._log_probs = model.log_probs_ids
        self._certain: dict[tuple[str, ...], list[_Seen]] = {}

    def symbols_of(self, words: Sequence[str]) -> tuple[int, ...]:
        """The symbols of words."""
        return tuple([self._symbol(word) for word in words])

    def seen(self, place: Sequence[Candidate]) -> list[_Seen]:
        """The candidates of a place as the language model sees them; costs do not matter where there is only one."""
        if len(place) == 1:
            words = place[0].words
            if words not in self._certain:
                self._certain[words] = [_Seen(self.symbols_of(words), 0.0)]
            return self._certain[words]
        emission = self._emission
        return [
            _Seen(self.symbols_of(candidate.words), candidate.cost - sum([emission(word) for word in candidate.words]))
            for candidate in place
        ]

    def costs(self, place: Sequence[_Seen], context: _Context, following: tuple[int, ...] = ()) -> list[float]:
        """The negative natural log of the probability of each candidate after a context, and of what follows it.

        Args:
            place: the candidates.
            context: before them.
            following: the symbols of the words after them.
        """
        rows = [symbols + following for symbols, _ in place] if following else [symbols for symbols, _ in place]
        if len(rows) == 1 or not all(rows):
            return [cost + self._after(context, row) for (_, cost), row in zip(place, rows, strict=True)]
        firsts = self._log_probs([row[0] for row in rows], *context)
        last = context[1]
        return [
            cost - first + (self._after((last, row[0]), row[1:]) if len(row) > 1 else 0.0)
            for (_, cost), row, first in zip(place, rows, firsts, strict=True)
        ]

    def _after(self, context: _Context, symbols: tuple[int, ...]) -> float:
        before, last = context
        total = 0.0
        for symbol in symbols:
            total -= self._log_prob(symbol, before, last)
            before, last = last, symbol
        return total


def _moved(context: _Context, symbols: tuple[int, ...]) -> _Context:
    """The context that symbols leave after a context."""
    if len(symbols) > 1:
        return symbols[-2], symbols[-1]
    return (context[1], symbols[0]) if symbols else context


def _best_indices(
    places: Sequence[Sequence[_Seen]], scorer: _Scorer, start: _Context, thresholds: DecodingThresholds
) -> list[int]:
    paths = [_Hypothesis(0.0, start, -1, None)]
    for place in places:
        if len(place) == 1 and len(paths) == 1:  # nothing to decide and nothing undecided: no need to weigh
            paths = [_Hypothesis(0.0, _moved(paths[0].context, place[0].symbols), 0, paths[0])]
            continue
        best: dict[_Context, _Hypothesis] = {}
        for path in paths:
            costs = scorer.costs(place, path.context)
            so_far, before = path.cost, path.context
            for index, cost in enumerate(costs):
                context, total = _moved(before, place[index].symbols), so_far + cost
                known = best.get(context)
                if known is None or total < known.cost:
                    best[context] = _Hypothesis(total, context, index, path)
        paths = sorted(best.values(), key=lambda path: path.cost)[: thresholds.beam]
        most = paths[0].cost + thresholds.max_behind
        paths = [path for path in paths if path.cost <= most]
    indices: list[int] = []
    last: _Hypothesis | None = paths[0]
    while last is not None and last.before is not None:
        indices.append(last.chosen)
        last = last.before
    return indices[::-1]


def _weighed(
    places: Sequence[Sequence[_Seen]], indices: Sequence[int], scorer: _Scorer, start: _Context
) -> list[Decoded]:
    chosen = [place[index].symbols for place, index in zip(places, indices, strict=True)]
    context = start
    decisions: list[Decoded] = []
    for at, (place, index) in enumerate(zip(places, indices, strict=True)):
        if len(place) == 1:
            decisions.append(CERTAIN)
        else:
            following = tuple([symbol for symbols in chosen[at + 1 : at + 1 + REACH] for symbol in symbols])[:REACH]
            costs = scorer.costs(place, context, following)
            least = min(costs)
            weights = [exp(least - cost) for cost in costs]
            whole = sum(weights)
            decisions.append(Decoded(index, tuple([weight / whole for weight in weights])))
        context = _moved(context, chosen[at])
    return decisions
