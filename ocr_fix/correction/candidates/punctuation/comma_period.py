"""Commas that were full stops, before a word that has a capital only where a sentence begins; and the other way round.

In print hardly any comma stands there. So where a text has many, they were full stops, and the more there are beyond
what print has, the surer it is of each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from math import inf, log

from ocr_fix.correction.candidates.candidate import Candidate, Scope
from ocr_fix.correction.candidates.punctuation.inner_stops import abbreviates
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.candidates.thresholds import CandidateThresholds
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.correction.tokens.sentences import STOPS
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText
from ocr_fix.document import Flow

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

    In 700,000 words of clean prose 4 stand so, in as many of official print of 1863-1906 as engines read it 148. Behind
    the short words that neither a comma nor the end of a sentence follows ("och", "som") they are specks.
    """

    name = "stops"
    scope: Scope = "part"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """The tokens that end in such a stop."""
        return state.once(_stops)

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The comma that the last part of a token may be, or nothing."""
        if span.text == STOP and span.after is None:
            mark = state.once(_stops).get(span.first)
            if mark is not None:
                yield Candidate(mark, state.thresholds.inner_stop_cost, (Confusion(mark, STOP),), self.name)


def _stops(state: TextState) -> Mapping[int, str]:
    """What the full stops inside sentences were, by the index of their token.

    None in a sound text, nor where many words are abbreviated, unless so many are commas that no print has as many.
    """
    words, flow = state.text.words, state.text.flow
    places, last = flow.places, len(words) - 1
    stopped = [at for kind in flow.counts if kind[-1] == STOP and len(kind) > 1 for at in places(kind)]
    followed = [at for at in sorted(stopped) if at < last and not flow.parts_paragraphs(range(at + 1, at + 2))]
    # Behind a colon's word, as "tel:" or "pdf:", an entry begins, and no sentence goes on.
    inside = [at for at in followed if (then := words[at + 1])[:1].islower() and then[-1] != ":"]
    if not inside or not _has_capitals(state.text):
        return {}
    thresholds = state.thresholds
    is_told = state.is_damaged and len(inside) <= thresholds.many_abbreviations * len(words) + 1
    most = max(thresholds.fewest_stops, thresholds.many_stops * len(words))
    if not is_told and len(inside) < most:
        return {}
    found = {at: mark for at in inside if (mark := _mark(state, words[at], words[at + 1])) is not None}
    if is_told:
        return found
    found = {
        at: found[at]
        for stops in _by_paragraph(flow, followed)
        if _begin(words, stops, thresholds.several_stops)
        for at in stops
        if at in found
    }
    has_many = len(found) >= most and not _is_manner(words, found)
    return found if has_many and not abbreviates(state, len(found) / len(words)) else {}


def _by_paragraph(flow: Flow, stops: Sequence[int]) -> Iterator[list[int]]:
    """Some stops, in order, those of each paragraph together."""
    group: list[int] = []
    for at in stops:
        if group and flow.parts_paragraphs(range(group[-1] + 1, at + 1)):
            yield group
            group = []
        group.append(at)
    if group:
        yield group


def _begin(words: Sequence[str], stops: Sequence[int], few: int) -> bool:
    """Whether sentences begin with capitals behind some stops; behind none of several they begin with small letters."""
    return len(stops) < few or any(words[at + 1][:1].isupper() for at in stops)


def _is_manner(words: Sequence[str], stops: Collection[int]) -> bool:
    """Whether most of some stops stand before one word: a text may begin sentences with it, or entries."""
    behind = Counter([words[at + 1] for at in stops])
    return 2 * max(behind.values(), default=0) > len(stops)


def _has_capitals(text: TokenisedText) -> bool:
    """Whether any sentence of a text begins with a capital; where none does, a small letter tells nothing."""
    words, tokens = text.words, text.flow.tokens
    return words[0][:1].isupper() or any(
        then[:1].isupper() and (word[-1] in STOPS or tokens[at].begins_paragraph)
        for at, (word, then) in enumerate(pairwise(words), 1)
    )


def _mark(state: TextState, word: str, then: str) -> str | None:
    """What the stop behind a word was before another: a comma, a speck, or what it is."""
    if not _is_whole(state, word, then):
        return None
    last = word[:-1].lower()
    if len(last) >= state.thresholds.min_before_comma:
        return COMMA
    model = state.vocabulary.sentence_model()
    end = model.word_id("")
    return "" if -model.log_prob_ids(end, end, model.word_id(last)) > state.thresholds.must_go_on else None


def _is_whole(state: TextState, word: str, then: str) -> bool:
    before, after = word[:-1], then.rstrip(_AFTER)
    if not (before.isalpha() and after.isalpha()) or state.is_abbreviated(before):
        return False
    return state.are_whole(before, after)


def _commas(state: TextState) -> Commas:
    text = state.text
    opens = partial(_opens, state.vocabulary, state.thresholds)
    return Commas(text.words, text.flow.counts if state.is_damaged else {}, opens, state.thresholds)


class Commas:
    """The commas of one text that may be full stops.

    Args:
        words: the tokens of the text.
        kinds: the different tokens among them, with their counts.
        opens: whether a word has its capital only where a sentence begins.
        thresholds: the numbers to go by.

    Attributes:
        places: the indices of their tokens.
        cost: negative natural log of the odds that each was a full stop; None where none was.
    """

    def __init__(
        self,
        words: Sequence[str],
        kinds: Mapping[str, int],
        opens: Callable[[str], bool],
        thresholds: CandidateThresholds = DEFAULT,
    ) -> None:
        before = {kind for kind in kinds if kind.endswith(COMMA)}
        after = {kind for kind in kinds if opens(kind.rstrip(_AFTER))}
        pairs = enumerate(pairwise(words)) if before and after else ()
        self.places = frozenset(
            _alone([at for at, (word, then) in pairs if word in before and then[:1].isupper()], thresholds.name_list)
        )
        self.places = frozenset(at for at in self.places if words[at + 1] in after)
        expected = thresholds.legitimate_commas * sum(kinds[kind] for kind in before) + thresholds.comma_smoothing
        beyond = len(self.places) - expected
        self.cost = -log(beyond / expected) if beyond > 0 else None


def _opens(vocabulary: Vocabulary, thresholds: CandidateThresholds, word: str) -> bool:
    """Whether a word has a capital that is no name's: it is too common in small letters, or never seen in others."""
    small = word.lower()
    if not word[:1].isupper() or word[1:] != small[1:]:
        return False
    cost = -vocabulary.log_prior(small)
    if cost <= thresholds.common_opener:
        return True
    is_opener = len(word) >= thresholds.min_opener and cost <= thresholds.rare_opener
    return is_opener and vocabulary.is_written_small(word)


def _alone(places: Sequence[int], distance: int) -> Iterator[int]:
    """The places that no other is near: commas before capitals in a row part the names of a list."""
    for before, at, after in zip([-distance, *places], places, [*places[1:], inf], strict=False):
        if at - before > distance and after - at > distance:
            yield at
