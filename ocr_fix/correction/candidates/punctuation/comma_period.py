"""Commas that were full stops, before a word that has a capital only where a sentence begins; and the other way round.

In print hardly any comma stands there. So where a text has many, they were full stops, and the more there are beyond
what print has, the surer it is of each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import inf, log

from ocr_fix.correction.candidates.base import Candidate, Scope
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.registers.codes import swedish_forms
from ocr_fix.correction.thresholds import DEFAULT, CandidateThresholds
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText

COMMA, STOP = ",", "."
_AFTER = ".,;:!?)"


class CommaPeriodSource:
    """Commas of a damaged text that were full stops."""

    name = "commas"
    scope: Scope = "part"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """The tokens that end in such a comma."""
        return state.once(_commas).places

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The full stop that the last part of a token may be."""
        commas = state.once(_commas)
        at_end = span.text == COMMA and span.offset > 0 and span.after is None
        if at_end and span.first in commas.places and commas.cost is not None:
            yield Candidate(STOP, commas.cost, (Confusion(STOP, COMMA),), self.name)


class PeriodCommaSource:
    """Full stops that were commas: behind a word that is no abbreviation, before a word in small letters.

    In 700,000 words of clean prose 4 stand so, in as many of official print of 1863-1906 as engines read it 148.
    """

    name = "stops"
    scope: Scope = "part"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """The tokens that end in such a stop."""
        return state.once(_stops) if state.is_damaged else ()

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The comma that the last part of a token may be."""
        if state.is_damaged and span.text == STOP and span.after is None and span.first in state.once(_stops):
            yield Candidate(COMMA, state.thresholds.inner_stop_cost, (Confusion(COMMA, STOP),), self.name)


def _stops(state: TextState) -> frozenset[int]:
    """The full stops inside sentences, by the index of their token; none in a text that abbreviates many words."""
    words, tokens = state.text.words, state.text.flow.tokens
    inside = [
        at
        for at, (word, then) in enumerate(pairwise(words))
        if word[-1] == STOP and len(word) > 1 and then[:1].islower() and tokens[at + 1].space.count("\n") < 2
    ]
    if len(inside) > state.thresholds.many_abbreviations * len(words) + 1:
        return frozenset()
    model = state.vocabulary.sentence_model()
    end = model.word_id("")
    found = [at for at in inside if _is_whole(state, words[at], words[at + 1])]
    costs = {at: -model.log_prob_ids(end, end, model.word_id(words[at][:-1].lower())) for at in found}
    return frozenset([at for at, cost in costs.items() if cost <= state.thresholds.may_end])


def _is_whole(state: TextState, word: str, then: str) -> bool:
    before, after = word[:-1], then.rstrip(_AFTER)
    are_words = before.isalpha() and after.isalpha() and len(before) >= state.thresholds.min_before_comma
    if not are_words or before in swedish_forms()["stopped"] or state.vocabulary.language.is_abbreviation(word):
        return False
    return state.are_whole(before, after)


def _commas(state: TextState) -> Commas:
    text = state.text
    return Commas(
        text.words, text.flow.counts if state.is_damaged else {}, state.vocabulary.log_prior, state.thresholds
    )


class Commas:
    """The commas of one text that may be full stops.

    Args:
        words: the tokens of the text.
        kinds: the different tokens among them, with their counts.
        log_prior: natural log of the probability of a word in small letters.
        thresholds: the numbers to go by.

    Attributes:
        places: the indices of their tokens.
        cost: negative natural log of the odds that each was a full stop; None where none was.
    """

    def __init__(
        self,
        words: Sequence[str],
        kinds: Mapping[str, int],
        log_prior: Callable[[str], float],
        thresholds: CandidateThresholds = DEFAULT,
    ) -> None:
        before = {kind for kind in kinds if kind.endswith(COMMA)}
        after = {kind for kind in kinds if _opens(kind.rstrip(_AFTER), log_prior, thresholds.common_opener)}
        pairs = enumerate(pairwise(words)) if before and after else ()
        self.places = frozenset(
            _alone([at for at, (word, then) in pairs if word in before and then[:1].isupper()], thresholds.name_list)
        )
        self.places = frozenset(at for at in self.places if words[at + 1] in after)
        expected = thresholds.legitimate_commas * sum(kinds[kind] for kind in before) + thresholds.comma_smoothing
        beyond = len(self.places) - expected
        self.cost = -log(beyond / expected) if beyond > 0 else None


def _opens(word: str, log_prior: Callable[[str], float], common: float) -> bool:
    """Whether a word has a capital and is so common in small letters that it is no name's."""
    small = word.lower()
    return word[:1].isupper() and word[1:] == small[1:] and -log_prior(small) <= common


def _alone(places: Sequence[int], distance: int) -> Iterator[int]:
    """The places that no other is near: commas before capitals in a row part the names of a list."""
    for before, at, after in zip([-distance, *places], places, [*places[1:], inf], strict=False):
        if at - before > distance and after - at > distance:
            yield at
