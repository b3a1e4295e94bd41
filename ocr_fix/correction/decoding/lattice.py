"""For each part of a text what may stand there: what the sources propose, weighed by their capitals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache
from math import inf, log
from typing import NamedTuple

from ocr_fix.correction.candidates.candidate import READ, Candidate, with_words
from ocr_fix.correction.candidates.protocol import CandidateSource
from ocr_fix.correction.candidates.punctuation.inner_stops import abbreviation_odds
from ocr_fix.correction.candidates.spacing.boundaries import LABELS
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.decoding.quotations import CLOSED, log_ratio_behind
from ocr_fix.correction.decoding.sound_stretches import sound_odds
from ocr_fix.correction.decoding.thresholds import DecodingThresholds
from ocr_fix.correction.error_model.alternatives import shouts
from ocr_fix.correction.error_model.misspelling import misspelling_cost
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.correction.tokens.sentences import BOUNDARY, model_words
from ocr_fix.correction.tokens.span import Span, placed
from ocr_fix.document import Token

Candidates = tuple[Candidate, ...]


class Lattice(NamedTuple):
    """What may stand in a stretch of text.

    Attributes:
        spans: its tokens in order, those that are one as one.
        tokens: the same as they stand in the text.
        of_spans: for each part of each span its candidates; first what was read.
    """

    spans: Sequence[Span]
    tokens: Sequence[Token]
    of_spans: Sequence[Sequence[Candidates]]

    @property
    def places(self) -> list[Candidates]:
        """The candidates of each part in reading order."""
        return [place for of_span in self.of_spans for place in of_span]


class LatticeBuilder:
    """Lays out one text.

    Args:
        state: what is known of it.
        sources: who has candidates to propose.
    """

    def __init__(self, state: TextState, sources: Iterable[CandidateSource]) -> None:
        self._state = state
        self._closes_quotation = cache(CLOSED.search)
        self._sound = sound_odds(state)
        self._of_tokens: list[tuple[CandidateSource, frozenset[int]]] = []
        self._of_neighbours: list[CandidateSource] = []
        self._of_parts: list[CandidateSource] = []
        self._asked_at: dict[int, list[CandidateSource]] = defaultdict(list)
        self._anchors: set[int] = set()
        for source in sources:
            anchors = frozenset(source.anchors(state.text, state)) - state.text.foreign
            self._anchors |= anchors
            if source.scope == "tokens":
                self._of_tokens.append((source, anchors))
            elif source.scope == "neighbours":
                self._of_neighbours.append(source)
            elif source.scope == "part":
                self._of_parts.append(source)
                for at in anchors:
                    self._asked_at[at].append(source)

    def lattices(self) -> Iterator[Lattice]:
        """The stretches of the text in which something may be other than was read, in order and apart."""
        for stretch in stretches(sorted(self._anchors), len(self._state.text.words), self._state.thresholds.around):
            yield self._laid_out(stretch)

    def _laid_out(self, stretch: range) -> Lattice:
        state, thresholds = self._state, self._state.thresholds
        spans = self._spans(stretch)
        tokens = state.text.flow.tokens[stretch.start : stretch.stop]
        seen = model_words(state.vocabulary.language, tokens, spans)
        of_spans: list[list[Candidates]] = []
        begins = True
        for at, (span, words) in enumerate(zip(spans, seen, strict=True)):
            of_span: list[Candidates] = []
            is_behind = span.parts[0].veto is None and self._is_behind_quotation(span.first)
            sources = self._of_parts if span.made else self._asked_at.get(span.first, ())
            for part, after in zip(span.parts, words, strict=True):
                ends = after[-len(BOUNDARY) :] == BOUNDARY
                if part.veto is None:
                    found = state.candidates(part.text)
                    if not begins:
                        found = state.spared(part.text, found)
                else:
                    itself = after[: -len(BOUNDARY)] if ends else after
                    found = (Candidate(part.text, 0.0, words=itself),)
                if sources:
                    found = self._with_others(found, span, part, sources)
                if part.veto is None and len(found) > 1:
                    is_open = not begins and _is_loose(spans, at)
                    cost = thresholds.open_case_cost if is_open else thresholds.case_cost
                    found = self._by_case(found, begins=begins, cost=cost)
                    misprints = self._printed_so(found)
                    if len(part.text) == 1 and _is_among_capitals(spans, at):
                        found = (found[0], *[each._replace(text=each.text.upper()) for each in found[1:]])
                    found = (*found, *misprints)
                if len(found) > 1 and part.veto is None:
                    found = _with_label(found, spans, at, part)
                    found = self._by_surroundings(found, spans, at, part)
                if is_behind and part.veto is None:
                    found = tuple([each._replace(cost=each.cost - log_ratio_behind(each.text)) for each in found])
                if ends:
                    found = tuple([candidate._replace(words=candidate.words + BOUNDARY) for candidate in found])
                of_span.append(found)
                begins = ends or (begins and part.veto is not None)
            of_spans.append(of_span)
        return Lattice(spans, tokens, of_spans)

    def _by_surroundings(self, found: Candidates, spans: Sequence[Span], at: int, part: Span) -> Candidates:
        """Candidates weighed by how likely what stands around them makes it that the token was printed as it was read.

        Args:
            found: of a part.
            spans: of the stretch.
            at: the index of the part's among them.
            part: the part.
        """
        if (sound := self._sound[spans[at].first] if self._sound else 0.0) > 0:
            found = tuple([_dearer(each, sound) for each in found])
        if (among := _among_codes(spans, at, self._state.thresholds)) > 0:  # a number is no word either
            found = tuple([_dearer(each, among) if any(map(str.isalpha, each.text)) else each for each in found])
        return self._abbreviated(found, spans[at]) if _is_stopped(spans[at], part) else found

    def _abbreviated(self, found: Candidates, span: Span) -> Candidates:
        """Candidates before a full stop; where no sentence ends those that are no abbreviation are dearer."""
        state = self._state
        odds = abbreviation_odds(state, span)
        return tuple([each if state.is_abbreviated(each.text) else _dearer(each, odds) for each in found])

    def _is_behind_quotation(self, at: int) -> bool:
        return at > 0 and self._closes_quotation(self._state.text.words[at - 1]) is not None

    def _spans(self, stretch: range) -> list[Span]:
        """The tokens of a stretch taken apart, those that are one as one, with what is protected."""
        text, words = self._state.text, self._state.text.words
        spans = [placed(words[at], None, at, at, 0, text.parts_of(words[at]).parts) for at in stretch]
        for source, anchors in self._of_tokens:
            if not anchors.isdisjoint(stretch):
                spans = self._made_one(spans, source, anchors)
        spans = text.protection.in_place(spans, text.foreign)
        for source in self._of_neighbours:
            spans = self._made_one(spans, source, stretch, across=True)
        return spans

    def _made_one(
        self, spans: Sequence[Span], source: CandidateSource, anchors: Container[int], *, across: bool = False
    ) -> list[Span]:
        """The spans of a stretch, with those made one that a source says are.

        Args:
            spans: the spans.
            source: is asked about those that are single tokens.
            anchors: at which tokens.
            across: whether it makes one word of two, which may both be corrected.
        """
        found: list[Span] = []
        index = 0
        while index < len(spans):
            span = spans[index]
            index += 1
            is_asked = span.made is None and span.first in anchors
            proposed = source.propose(span, self._state) if is_asked else ()
            made = next(iter(proposed), None) if proposed else None
            end = index
            while made is not None and end < len(spans) and spans[end].last <= made.last and spans[end].made is None:
                end += 1
            fits = made is not None and end > index and spans[end - 1].last == made.last
            if made is None or not fits or (across and not spans[index].parts[0].is_word):
                found.append(span)
            else:
                parts = self._state.text.parts_of(made.text).parts
                found.append(Span(made.text, None, span.first, made.last, 0, parts, made))
                index = end
        return found

    def _with_others(self, found: Candidates, span: Span, part: Span, sources: Iterable[CandidateSource]) -> Candidates:
        """The candidates of a part with those of other sources; what several propose costs what the cheapest says."""
        asked = placed(part.text, part.veto, span.first, span.last, part.offset, span.parts)
        merged: list[Candidate] = []
        for source in sources:
            for candidate in source.propose(asked, self._state):
                merged = merged or [*found]
                known = next((at for at, other in enumerate(merged) if other.text == candidate.text), None)
                if known is None:
                    has_words = candidate.words or part.veto is not None
                    merged.append(candidate if has_words else with_words(candidate))
                elif candidate.cost < merged[known].cost:
                    merged[known] = merged[known]._replace(cost=candidate.cost)
        return tuple(merged) if merged else found

    def _printed_so(self, found: Candidates) -> list[Candidate]:
        """What was read once more for each word that it may have been: printed so by mistake, and read as it stands."""
        read, share = found[0].text, self._state.thresholds.misprinted
        if self._state.knows(read):
            return []
        costs = [misspelling_cost(candidate.edits, share) for candidate in found[1:]]
        return [
            candidate._replace(text=read, cost=cost, edits=(), source=READ)
            for candidate, cost in zip(found[1:], costs, strict=True)
            if cost < inf
        ]

    def _by_case(self, found: Candidates, *, begins: bool, cost: float) -> Candidates:
        """Candidates weighed by their capitals: a sentence begins with one, and goes on without.

        What hardly ever stands in small letters may be a name there, however much of a word it is: "Hasseln".
        """
        capital = [candidate.text[:1].isupper() for candidate in found]
        if all(capital) or not any(capital):
            return found
        return tuple(
            candidate._replace(
                cost=candidate.cost + (cost if begins else min(cost, self._capital_cost(candidate.text)))
            )
            if upper != begins and self._state.knows(candidate.text.lower())
            else candidate
            for candidate, upper in zip(found, capital, strict=True)
        )

    def _capital_cost(self, text: str) -> float:
        """What a capital inside a sentence costs at most that was never counted: half an occurrence beside all others.

        The estimate is that of Krichevsky and Trofimov (1981).
        """
        times = sum(member.language.count(text.lower()) for member in self._state.vocabulary.members)
        return log(2.0 * (times + 1.0))


def _dearer(candidate: Candidate, odds: float) -> Candidate:
    """A candidate where the text is likely sound; what was printed as it was read costs what it did."""
    return candidate if candidate.source == READ else candidate._replace(cost=candidate.cost + odds)


def _is_stopped(span: Span, part: Span) -> bool:
    """Whether a part is the last word of its token, with a full stop and perhaps a comma behind it."""
    behind = span.parts[-1].text
    is_last = len(span.parts) > 1 and span.parts[-2] is part and span.made is None
    return is_last and behind[0] == "." and (len(behind) == 1 or (len(behind) == 2 and behind[1] in ",;:"))


def _among_codes(spans: Sequence[Span], at: int, thresholds: DecodingThresholds) -> float:
    """How much likelier (natural log) what stands around a token makes it that it is no word: numbers, codes, signs."""
    around = [*spans[max(0, at - thresholds.around) : at], *spans[at + 1 : at + thresholds.around + 1]]
    if not around:
        return 0.0
    wordless = sum([all(part.veto is not None for part in span.parts) for span in around])
    return max(0.0, wordless / len(around) - thresholds.wordless) * thresholds.wordless_weight


def _with_label(found: Candidates, spans: Sequence[Span], at: int, part: Span) -> Candidates:
    """The candidates of a part; behind a number none that has but lost the letter of a point: "3 ci avtalet"."""
    is_behind = at > 0 and part.offset == 0 and spans[at - 1].text[-1:].isdecimal()
    if not is_behind or part.text[:1] not in LABELS:
        return found
    return (found[0], *[each for each in found[1:] if each.text != part.text[1:]])


def _is_among_capitals(spans: Sequence[Span], at: int) -> bool:
    """Whether the words on both sides of a span are all in capitals, as in a heading."""
    return 0 < at < len(spans) - 1 and shouts(spans[at - 1].text) and shouts(spans[at + 1].text)


def stretches(anchors: Sequence[int], length: int, around: int = DEFAULT.around) -> Iterator[range]:
    """The stretches of a text that hold some anchors and what stands around them, in order and apart.

    Args:
        anchors: indices of tokens, in order.
        length: of the text in tokens.
        around: how many tokens on either side.
    """
    first, end = 0, 0
    for anchor in anchors:
        if anchor - around > end:
            if end:
                yield range(first, end)
            first = anchor - around
        end = min(length, anchor + around + 1)
    if end:
        yield range(first, end)


def _is_loose(spans: Sequence[Span], at: int) -> bool:
    """Whether a span stands beside a capital or after a colon."""
    if any(map(_is_capitalised, (*spans[max(0, at - 1) : at], *spans[at + 1 : at + 2]))):
        return True
    return at > 0 and spans[at - 1].parts[-1].text[-1:] == ":"


def _is_capitalised(span: Span) -> bool:
    return any(part.is_word and part.text[:1].isupper() for part in span.parts)
