"""The decision: for each place the word that the context and the channel together make most likely.

Places are decided together, left to right, by a beam search over the language model; then each place is weighed once
more with its neighbours fixed, which gives the probability of what was chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import NamedTuple, Protocol

# Hypotheses kept at each place. Twice as many changed no decision on the development texts.
BEAM = 8
# Words to the right that a trigram model lets a word speak to.
REACH = 2


class LanguageModel(Protocol):
    """What the decision asks of the language."""

    def log_prob(self, word: str, context: tuple[str, str]) -> float:
        """Natural log of the probability of a word after two others."""
        ...


class Choice(NamedTuple):
    """One thing that may stand at a place.

    Attributes:
        text: what would be written.
        words: what the language model sees of it; mostly one word.
        score: natural log of the channel's and all other probabilities that do not depend on the context.
    """

    text: str
    words: tuple[str, ...]
    score: float


class Decision(NamedTuple):
    """What was chosen at a place.

    Attributes:
        chosen: index of the choice.
        shares: the probability of each choice, its neighbours being as they were chosen.
    """

    chosen: int
    shares: tuple[float, ...]


Place = Sequence[Choice]

_Context = tuple[str, str]


class _Path(NamedTuple):
    score: float
    context: _Context
    chosen: int
    before: _Path | None


def decide(places: Sequence[Place], model: LanguageModel, start: _Context) -> list[Decision]:
    """Choose at each place.

    Args:
        places: in reading order, each with one choice at least.
        model: the language model.
        start: the two words before the first place.

    Returns:
        A decision for each place.
    """
    scorer = _Scorer(model)
    indices = _best_path(places, scorer, start)
    return _weighed(places, indices, scorer, start)


class _Scorer:
    """The language model with a memory as long as one call."""

    def __init__(self, model: LanguageModel) -> None:
        self._log_prob = model.log_prob
        self._kept: dict[tuple[str, _Context], float] = {}

    def score(self, words: Sequence[str], context: _Context) -> tuple[float, _Context]:
        """The log probability of words after a context, and the context they leave."""
        total = 0.0
        for word in words:
            key = (word, context)
            score = self._kept.get(key)
            if score is None:
                score = self._kept[key] = self._log_prob(word, context)
            total += score
            context = (context[1], word)
        return total, context


def _best_path(places: Sequence[Place], scorer: _Scorer, start: _Context) -> list[int]:
    paths = [_Path(0.0, start, -1, None)]
    for place in places:
        if len(place) == 1 and len(paths) == 1:  # nothing to decide and nothing undecided: no need to score
            context = paths[0].context
            for word in place[0].words:
                context = (context[1], word)
            paths = [_Path(0.0, context, 0, paths[0])]
            continue
        best: dict[_Context, _Path] = {}
        for path in paths:
            for index, choice in enumerate(place):
                score, context = scorer.score(choice.words, path.context)
                score += path.score + choice.score
                if context not in best or score > best[context].score:
                    best[context] = _Path(score, context, index, path)
        paths = sorted(best.values(), key=lambda path: -path.score)[:BEAM]
    indices: list[int] = []
    last: _Path | None = paths[0]
    while last is not None and last.before is not None:
        indices.append(last.chosen)
        last = last.before
    return indices[::-1]


def _weighed(places: Sequence[Place], indices: Sequence[int], scorer: _Scorer, start: _Context) -> list[Decision]:
    chosen = [place[index] for place, index in zip(places, indices, strict=True)]
    context = start
    decisions: list[Decision] = []
    for at, (place, index) in enumerate(zip(places, indices, strict=True)):
        if len(place) == 1:
            decisions.append(Decision(0, (1.0,)))
        else:
            following = tuple(word for choice in chosen[at + 1 : at + 1 + REACH] for word in choice.words)[:REACH]
            scores = [choice.score + scorer.score(choice.words + following, context)[0] for choice in place]
            top = max(scores)
            weights = [exp(score - top) for score in scores]
            whole = sum(weights)
            decisions.append(Decision(index, tuple(weight / whole for weight in weights)))
        for word in chosen[at].words:
            context = (context[1], word)
    return decisions
