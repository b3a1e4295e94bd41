"""The decision: for each place the word that the context and the channel together make most likely.

Places are decided together, left to right, by a beam search over the language model; then each place is weighed once
more with its neighbours fixed, which gives the probability of what was chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import exp
from typing import NamedTuple, Protocol

from ocr_fix.correction.error_model.channel import Confusion

# Hypotheses kept at each place. Twice as many changed no decision on the development texts.
BEAM = 8
# A hypothesis so far behind the best (in natural logs) is given up: no word to come makes up for it.
MAX_BEHIND = 10.0
# Words to the right that a trigram model lets a word speak to.
REACH = 2


class LanguageModel(Protocol):
    """What the decision asks of the language."""

    def word_id(self, word: str) -> int:
        """The symbol of a word."""
        ...

    def emission(self, word: str) -> float:
        """Natural log of the probability of a word among all of its symbol."""
        ...

    def log_prob_ids(self, symbol: int, before: int, last: int) -> float:
        """Natural log of the probability of a symbol after two others."""
        ...

    def log_probs_ids(self, symbols: Sequence[int], before: int, last: int) -> list[float]:
        """Natural logs of the probabilities of symbols after two others."""
        ...


class Choice(NamedTuple):
    """One thing that may stand at a place.

    Attributes:
        text: what would be written.
        words: what the language model sees of it; mostly one word.
        score: natural log of the channel's and all other probabilities that do not depend on the context.
        confusions: through which it would have been read as what stands there.
    """

    text: str
    words: tuple[str, ...]
    score: float
    confusions: tuple[Confusion, ...] = ()


class Decision(NamedTuple):
    """What was chosen at a place.

    Attributes:
        chosen: index of the choice.
        shares: the probability of each choice, its neighbours being as they were chosen.
    """

    chosen: int
    shares: tuple[float, ...]


# Where there is no choice.
CERTAIN = Decision(0, (1.0,))

Place = Sequence[Choice]

_Context = tuple[int, int]
"""The symbols of the two words before."""


class _Path(NamedTuple):
    score: float
    context: _Context
    chosen: int
    before: _Path | None


class Decoder:
    """Decides what stands at the places of one text.

    Args:
        model: the language model.
        start: the two words before the first place of a stretch.
    """

    def __init__(self, model: LanguageModel, start: tuple[str, str]) -> None:
        self._scorer = _Scorer(model)
        before, last = self._scorer.symbols_of(start)
        self._start = before, last

    def decide(self, places: Sequence[Place]) -> list[Decision]:
        """Choose at each place.

        Args:
            places: in reading order, each with one choice at least.

        Returns:
            A decision for each place.
        """
        seen = [self._scorer.seen(place) for place in places]
        indices = _best_path(seen, self._scorer, self._start)
        return _weighed(seen, indices, self._scorer, self._start)


class _Seen(NamedTuple):
    """What the language model sees of a choice.

    Attributes:
        symbols: of its words.
        score: natural log of all that does not depend on the context.
    """

    symbols: tuple[int, ...]
    score: float


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

    def seen(self, place: Place) -> list[_Seen]:
        """The choices of a place as the language model sees them; scores do not matter where there is only one."""
        if len(place) == 1:
            words = place[0].words
            if words not in self._certain:
                self._certain[words] = [_Seen(self.symbols_of(words), 0.0)]
            return self._certain[words]
        return [
            _Seen(self.symbols_of(choice.words), choice.score + sum([self._emission(word) for word in choice.words]))
            for choice in place
        ]

    def scores(self, place: Sequence[_Seen], context: _Context, following: tuple[int, ...] = ()) -> list[float]:
        """The log probability of each choice after a context, and of what follows after that.

        Args:
            place: the choices.
            context: before them.
            following: the symbols of the words after them.
        """
        rows = [symbols + following for symbols, _ in place] if following else [symbols for symbols, _ in place]
        if len(rows) == 1 or not all(rows):
            return [score + self._after(context, row) for (_, score), row in zip(place, rows, strict=True)]
        firsts = self._log_probs([row[0] for row in rows], *context)
        last = context[1]
        return [
            score + first + (self._after((last, row[0]), row[1:]) if len(row) > 1 else 0.0)
            for (_, score), row, first in zip(place, rows, firsts, strict=True)
        ]

    def _after(self, context: _Context, symbols: tuple[int, ...]) -> float:
        before, last = context
        total = 0.0
        for symbol in symbols:
            total += self._log_prob(symbol, before, last)
            before, last = last, symbol
        return total


def _moved(context: _Context, symbols: tuple[int, ...]) -> _Context:
    """The context that symbols leave after a context."""
    if len(symbols) > 1:
        return symbols[-2], symbols[-1]
    return (context[1], symbols[0]) if symbols else context


def _best_path(places: Sequence[Sequence[_Seen]], scorer: _Scorer, start: _Context) -> list[int]:
    paths = [_Path(0.0, start, -1, None)]
    for place in places:
        if len(place) == 1 and len(paths) == 1:  # nothing to decide and nothing undecided: no need to score
            paths = [_Path(0.0, _moved(paths[0].context, place[0].symbols), 0, paths[0])]
            continue
        best: dict[_Context, _Path] = {}
        for path in paths:
            scores = scorer.scores(place, path.context)
            so_far, before = path.score, path.context
            for index, score in enumerate(scores):
                context, total = _moved(before, place[index].symbols), so_far + score
                known = best.get(context)
                if known is None or total > known.score:
                    best[context] = _Path(total, context, index, path)
        paths = sorted(best.values(), key=lambda path: -path.score)[:BEAM]
        least = paths[0].score - MAX_BEHIND
        paths = [path for path in paths if path.score >= least]
    indices: list[int] = []
    last: _Path | None = paths[0]
    while last is not None and last.before is not None:
        indices.append(last.chosen)
        last = last.before
    return indices[::-1]


def _weighed(
    places: Sequence[Sequence[_Seen]], indices: Sequence[int], scorer: _Scorer, start: _Context
) -> list[Decision]:
    chosen = [place[index].symbols for place, index in zip(places, indices, strict=True)]
    context = start
    decisions: list[Decision] = []
    for at, (place, index) in enumerate(zip(places, indices, strict=True)):
        if len(place) == 1:
            decisions.append(CERTAIN)
        else:
            following = tuple([symbol for symbols in chosen[at + 1 : at + 1 + REACH] for symbol in symbols])[:REACH]
            scores = scorer.scores(place, context, following)
            top = max(scores)
            weights = [exp(score - top) for score in scores]
            whole = sum(weights)
            decisions.append(Decision(index, tuple([weight / whole for weight in weights])))
        context = _moved(context, chosen[at])
    return decisions
