"""The beam search over the language model, and the weighing of each place with its neighbours fixed.

Compiled where a compiler is; `beam.pxd` has the types.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ocr_fix.correction.candidates.candidate import Candidate
from ocr_fix.correction.registers.model import LanguageModel

try:
    import cython
except ImportError:
    from ocr_fix import _cython as cython

if not cython.compiled:
    from math import exp

# Symbols are less than this.
_MOST_SYMBOLS = 1 << 32


@cython.final
@cython.no_gc
@cython.freelist(256)
@cython.cclass
class Seen:
    """What the language model sees of a candidate.

    Attributes:
        symbols: of its words.
        cost: negative natural log of all that does not depend on the context.
    """

    __slots__ = ("cost", "symbols")

    symbols: tuple[int, ...]
    cost: float


def _seen(symbols: tuple[int, ...], cost: float) -> Seen:
    """What is seen of a candidate; a constructor would take longer."""
    seen = Seen.__new__(Seen)
    seen.symbols = symbols
    seen.cost = cost
    return seen


@cython.final
@cython.cclass
class Scorer:
    """The language model with a memory of the words of one text.

    Args:
        model: the language model.
    """

    __slots__ = ("_certain", "_emission", "_log_prob", "_log_probs", "_symbol")

    def __init__(self, model: LanguageModel) -> None:
        self._symbol = cache(model.word_id)
        self._emission = cache(model.emission)
        self._log_prob = model.log_prob_ids
        self._log_probs = model.log_probs_ids
        self._certain: dict[tuple[str, ...], list[Seen]] = {}

    def symbols_of(self, words: tuple[str, ...]) -> tuple[int, ...]:
        """The symbols of words."""
        return tuple([self._symbol(word) for word in words])

    def seen(self, place: Sequence[Candidate]) -> list[Seen]:
        """The candidates of a place as the language model sees them; costs do not matter where there is only one."""
        if len(place) == 1:
            words = place[0].words
            certain = self._certain.get(words)
            if certain is None:
                certain = self._certain[words] = [_seen(self.symbols_of(words), 0.0)]
            return certain
        found: list[Seen] = []
        for candidate in place:
            words = candidate.words
            symbols = self.symbols_of(words)
            found.append(_seen(symbols, candidate.cost - sum([self._emission(word) for word in words])))
        return found

    def costs(self, place: list[Seen], before: int, last: int, following: tuple[int, ...]) -> list[float]:
        """The negative natural log of the probability of each candidate after a context, and of what follows it.

        Args:
            place: the candidates.
            before: the symbol of the last but one word before them.
            last: that of the last.
            following: the symbols of the words after them.
        """
        firsts: list[int] = []
        costs: list[float] = []
        if len(place) > 1:
            for seen in place:
                if seen.symbols:
                    firsts.append(seen.symbols[0])
                elif following:
                    firsts.append(following[0])
        if len(place) == 1 or len(firsts) < len(place):
            return [seen.cost + self._after(before, last, seen.symbols, 0, following) for seen in place]
        log_probs = self._log_probs(firsts, before, last)
        for at in range(len(place)):
            seen, rest = place[at], 0.0
            if len(seen.symbols) + len(following) > 1:
                rest = self._after(last, firsts[at], seen.symbols, 1, following)
            costs.append(seen.cost - log_probs[at] + rest)
        return costs

    def _after(
        self, before: int, last: int, symbols: tuple[int, ...], skipped: int, following: tuple[int, ...]
    ) -> float:
        """Negative natural log of the probability of symbols, and of those that follow them, after two others.

        Args:
            before: the first of the two.
            last: the second.
            symbols: the symbols.
            skipped: how many of all are left out.
            following: those that follow.
        """
        total = 0.0
        for at in range(skipped, len(symbols) + len(following)):
            symbol = symbols[at] if at < len(symbols) else following[at - len(symbols)]
            total -= self._log_prob(symbol, before, last)
            before, last = last, symbol
        return total


def best_indices(
    places: list[list[Seen]], scorer: Scorer, start: tuple[int, int], beam: int, max_behind: float
) -> list[int]:
    """Which candidate of each place is on the likeliest path.

    Args:
        places: the candidates of each in reading order, one at least.
        scorer: the language model.
        start: the symbols of the two words before.
        beam: how many paths are followed at once.
        max_behind: how much more than the cheapest one a path may cost that is followed.
    """
    befores, lasts, spent = [start[0]], [start[1]], [0.0]  # of the paths, the cheapest first
    came: list[list[int]] = []  # for each place by path which one it has gone on from
    chose: list[list[int]] = []  # and with which candidate
    for place in places:
        froms: list[int] = []
        indices: list[int] = []
        totals: list[float] = []
        now_before: list[int] = []
        now_last: list[int] = []
        certain = len(place) == 1 and len(spent) == 1  # nothing to decide and nothing undecided: no need to weigh
        known: dict[int, int] = {}  # paths by the context that they leave
        for path in range(len(spent)):
            costs = [0.0] if certain else scorer.costs(place, befores[path], lasts[path], ())
            for index in range(len(place)):
                seen = place[index]
                width = len(seen.symbols)
                before, last = befores[path], lasts[path]
                if width:
                    before = seen.symbols[width - 2] if width > 1 else last
                    last = seen.symbols[width - 1]
                total = 0.0 if certain else spent[path] + costs[index]
                context = before * _MOST_SYMBOLS + last
                there = known.get(context, -1)
                if there < 0:
                    known[context] = len(totals)
                    froms.append(path)
                    indices.append(index)
                    totals.append(total)
                    now_before.append(before)
                    now_last.append(last)
                elif total < totals[there]:
                    froms[there], indices[there], totals[there] = path, index, total
        order = [0]
        if len(totals) > 1:
            order = sorted(range(len(totals)), key=totals.__getitem__)[:beam]
            most = totals[order[0]] + max_behind
            order = [path for path in order if totals[path] <= most]
        befores = [now_before[path] for path in order]
        lasts = [now_last[path] for path in order]
        spent = [totals[path] for path in order]
        came.append([froms[path] for path in order])
        chose.append([indices[path] for path in order])
    path = 0
    found: list[int] = []
    for at in range(len(places) - 1, -1, -1):
        found.append(chose[at][path])
        path = came[at][path]
    found.reverse()
    return found


def shares(
    places: list[list[Seen]], indices: list[int], scorer: Scorer, start: tuple[int, int], reach: int
) -> list[tuple[float, ...] | None]:
    """The probability of each candidate of each place, its neighbours being as they were chosen.

    Args:
        places: the candidates of each.
        indices: which of them was chosen.
        scorer: the language model.
        start: the symbols of the two words before.
        reach: how many words to the right the model lets a word speak to.

    Returns:
        None for a place where there is no choice.
    """
    before, last = start
    found: list[tuple[float, ...] | None] = []
    for at in range(len(places)):
        place = places[at]
        if len(place) == 1:
            found.append(None)
        else:
            following: list[int] = []
            for then in range(at + 1, min(at + 1 + reach, len(places))):
                seen = places[then][indices[then]]
                following += seen.symbols
            costs = scorer.costs(place, before, last, tuple(following[:reach]))
            least = min(costs)
            weights = [exp(least - cost) for cost in costs]  # pyright: ignore[reportPossiblyUnboundVariable]
            whole = sum(weights)
            found.append(tuple([weight / whole for weight in weights]))
        seen = place[indices[at]]
        width = len(seen.symbols)
        if width:
            before = seen.symbols[width - 2] if width > 1 else last
            last = seen.symbols[width - 1]
    return found
