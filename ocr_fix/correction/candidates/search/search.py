"""Where candidates are looked for, and how far.

Likely confusions first; what a text's damage makes worth the time, further off. What is found depends on the word
alone, so it is kept from text to text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log
from typing import Protocol

from ocr_fix.correction.candidates.candidate import Candidate
from ocr_fix.correction.candidates.search import word_search
from ocr_fix.correction.candidates.search.walk import Walk
from ocr_fix.correction.candidates.thresholds import SearchThresholds
from ocr_fix.correction.error_model.alternatives import Alternatives
from ocr_fix.correction.error_model.channel import Channel, Confusion
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.correction.thresholds import DEFAULT

# Words whose candidates are remembered from text to text.
KEPT = 50_000
# Words that are walked along once more before long: what may have been printed in their places is laid out once.
KEPT_AT_HAND = 16


class Searcher(Protocol):
    """Finds what a word may have been that is none."""

    def near(self, form: str, /) -> tuple[Candidate, ...]:
        """The candidates that likely confusions explain."""
        ...

    def far(self, form: str, /) -> tuple[Candidate, ...]:
        """These and, where they leave room for something better, those that rarer confusions explain."""
        ...


class SearchOfAll:
    """The candidates of several registers together.

    Args:
        searches: one for each register.
    """

    def __init__(self, searches: Sequence[Searcher]) -> None:
        self._searches = searches

    def near(self, form: str, /) -> tuple[Candidate, ...]:
        """The candidates that likely confusions explain."""
        return merged(*(search.near(form) for search in self._searches))

    def far(self, form: str, /) -> tuple[Candidate, ...]:
        """These and, where they leave room for something better, those that rarer confusions explain."""
        return merged(*(search.far(form) for search in self._searches))


class Search:
    """Finds what a word may have been that is none, whatever the text it stands in.

    Args:
        vocabulary: the words.
        channels: whose confusions to try.
        thresholds: the numbers to go by.
    """

    def __init__(
        self, vocabulary: Vocabulary, channels: Sequence[Channel], thresholds: SearchThresholds = DEFAULT
    ) -> None:
        self._thresholds = thresholds
        self._vocabulary = vocabulary
        costs = cheapest(channels)
        self._alternatives = Alternatives(vocabulary.automaton, costs, thresholds)
        self._of_firsts = Alternatives(vocabulary.first_parts, costs, thresholds)
        self._alternatives.prepare()
        self._of_firsts.prepare()
        self._along = lru_cache(KEPT_AT_HAND)(self._alternatives.along)
        self.near = lru_cache(KEPT)(self._look_near)
        self.far = lru_cache(KEPT)(self._look_far)

    def _look_near(self, form: str) -> tuple[Candidate, ...]:
        """The candidates that likely confusions explain."""
        hyphenated = self._hyphenated(form)
        if hyphenated or len(form) > self._thresholds.max_length:
            return hyphenated
        return self._tried(form, self._walk_along(form), self._thresholds.near_limit)

    def _look_far(self, form: str) -> tuple[Candidate, ...]:
        """These and, where they leave room for something better, those that rarer confusions explain."""
        thresholds = self._thresholds
        found = self.near(form)
        if len(form) > thresholds.max_length or self._is_good(form, found):
            return found
        walk = self._walk_along(form)
        furthest = thresholds.figures_limit if _may_be_code(form) else thresholds.far_limit
        # Near by the same compounds were found already where no others are looked for further off.
        again = "-" in form or self._compound_limit(form) > thresholds.near_limit
        found = merged(found, self._tried(form, walk, furthest) if again else self._words(form, furthest, walk))
        if len(form) >= thresholds.min_random and not self._is_good(form, found):
            limit = thresholds.random_limit + thresholds.per_letter * max(0, len(form) - thresholds.long_word)
            if limit > furthest or walk.cut:  # else they are among those found
                found = merged(found, self._words(form, limit, walk))
            found = merged(found, self._words(form, limit, self._walk_along(form, random=True)))
        return found

    def _walk_along(self, form: str, *, random: bool = False) -> Walk:
        along = self._along(form)
        return word_search.walk_along(self._vocabulary, form, along, random=random, thresholds=self._thresholds)

    def _words(self, form: str, limit: float, walk: Walk) -> list[Candidate]:
        return word_search.words(
            self._vocabulary, form, self._alternatives, limit, found=walk, thresholds=self._thresholds
        )

    def _tried(self, form: str, walk: Walk, limit: float) -> tuple[Candidate, ...]:
        """Words, and compounds where no word is good enough."""
        thresholds = self._thresholds
        found = self._words(form, limit, walk)
        if len(form) >= thresholds.min_compound and not self._is_good(form, found):
            limit = min(limit, self._compound_limit(form))
            further = word_search.compounds(self._vocabulary, form, walk, self._of_firsts, limit, thresholds)
            return merged(found, further)
        return tuple(found)

    def _compound_limit(self, form: str) -> float:
        """How far compounds are looked for."""
        limits = self._thresholds
        return limits.compound_limit if self._vocabulary.is_compound(form) else limits.unwritten_limit

    def _hyphenated(self, form: str) -> tuple[Candidate, ...]:
        """What a hyphenated compound may have been whose parts are known words but for one ("EU-stätema")."""
        elements = form.split("-")
        unknown = [at for at, element in enumerate(elements) if element and not self._vocabulary.is_word(element)]
        if len(elements) == 1 or len(unknown) != 1:
            return ()
        before, after = elements[: unknown[0]], elements[unknown[0] + 1 :]
        return tuple(
            candidate._replace(text="-".join((*before, candidate.text, *after)))
            for candidate in self.near(elements[unknown[0]])
        )

    def _is_good(self, form: str, found: Iterable[Candidate]) -> bool:
        good = max(self._thresholds.good_cost, -self._vocabulary.log_prior(form) - self._thresholds.good_gain)
        return any(
            self._alternatives.cost_of(candidate.edits) - self._vocabulary.log_prior(candidate.text) < good
            for candidate in found
        )


def _may_be_code(form: str) -> bool:
    """Whether it has as many figures as letters."""
    return 2 * sum(map(str.isdigit, form)) >= len(form)


def merged(*found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Candidates of several searches, each text once as it was found first."""
    merged: dict[str, Candidate] = {}
    for candidates_of_one in found:
        for candidate in candidates_of_one:
            merged.setdefault(candidate.text, candidate)
    return tuple(merged.values())


def cheapest(channels: Sequence[Channel]) -> dict[Confusion, float]:
    """The confusions of several channels, each with its cost in the most forgiving one."""
    costs: dict[Confusion, float] = {}
    for channel in channels:
        for confusion, probability in channel.probabilities.items():
            if " " not in confusion.true and " " not in confusion.read:
                cost = -log(probability)
                costs[confusion] = min(costs.get(confusion, cost), cost)
    return costs
