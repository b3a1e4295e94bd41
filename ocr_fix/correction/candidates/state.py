"""What is known of one text under correction: how it was damaged, and what its words may have been."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from math import inf
from typing import Any, Protocol, TypeVar

from ocr_fix.correction.candidates.candidate import READ, Candidate, Scope, made, with_words
from ocr_fix.correction.candidates.knowledge import Knowledge
from ocr_fix.correction.candidates.search.word_search import has_other
from ocr_fix.correction.error_model.alternatives import Alternatives
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.error_model.evidence import Forms
from ocr_fix.correction.error_model.profile import Profile
from ocr_fix.correction.protection.codes import swedish_forms
from ocr_fix.correction.protection.names import is_spelling, swedish_names
from ocr_fix.correction.protection.policy import allows
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText

T = TypeVar("T")

TYPICAL = "typical misreadings"
"""The source of words that are known to nobody, put right where the whole text was misread alike."""


class WordSource(Protocol):
    """What the state asks of those who have candidates to propose; see `CandidateSource`.

    One whose `of_unknown` is true has nothing to say of words that are known, and is not asked about them; one whose
    `by_rivals` is true only says what the rivals of the state lead to.
    """

    @property
    def scope(self) -> Scope:
        """About what it is asked; the state asks about words only."""
        ...

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """What else than what was read may have been printed."""
        ...


class TextState:
    """One text with its channel.

    Args:
        text: the text.
        forms: those of its words that tell how it was damaged.
        profile: how it was damaged.
        knowledge: what is known before any text.
        sources: who has candidates to propose.
        log_prior: natural log of a word's probability without context, remembered.

    Attributes:
        text, profile, knowledge, log_prior: as given.
        vocabulary: the words of the language and the user's.
        thresholds: the numbers to go by.
        is_damaged: whether the text has lost enough for what is rare to be looked for.
        whole: its words that are known forms, with their counts.
        established: those of the others that stand so often, or in such a way, that they are words of the text.
        rivals: the confusions that are tried in what is a word, for the automaton of each register.
    """

    def __init__(
        self,
        text: TokenisedText,
        forms: Forms,
        profile: Profile,
        knowledge: Knowledge,
        sources: Iterable[WordSource],
        log_prior: Callable[[str], float],
    ) -> None:
        self.text = text
        self.profile = profile
        self.knowledge = knowledge
        self.log_prior = log_prior
        self.vocabulary = knowledge.vocabulary
        self.thresholds = thresholds = knowledge.thresholds
        self._wreck_costs = (thresholds.wreck_cost, thresholds.intact_cost, thresholds.misread_cost)
        self.is_damaged = profile.damage >= self.thresholds.far_damage
        self.whole = forms.whole
        self._unknown, self._compounds = forms.unknown, forms.compounds
        self.established = _established(forms.unknown, thresholds.established)
        self._families = _in_families(forms.unknown, thresholds.established_family, thresholds.stem)
        likely = profile.likely(self.thresholds.rival_limit)
        self.rivals = tuple([Alternatives(member.automaton, likely, thresholds) for member in self.vocabulary.members])
        self._language_knows = cache(self.vocabulary.knows)
        self._of_words = [source for source in sources if source.scope == "word"]
        self._of_known = [source for source in self._of_words if not getattr(source, "of_unknown", False)]
        self._by_rivals = all(getattr(source, "by_rivals", False) for source in self._of_known)
        self._candidates: dict[str, tuple[Candidate, ...]] = {}
        self._alone: set[str] = set()  # known words that nothing leads away from
        self._ranked: dict[str, list[tuple[float, Candidate]]] = {}
        self._best_costs: dict[tuple[str, bool], float] = {}
        self._memory: dict[Callable[[TextState], Any], Any] = {}

    def candidates(self, word: str) -> tuple[Candidate, ...]:
        """What a word may have been; first itself, then its candidates, the likeliest first."""
        known = self._candidates.get(word)
        if known is None:
            known = self._candidates[word] = (self._as_read(word),) if word in self._alone else self._asked(word)
        return known

    def ranked_so_far(self, word: str) -> Sequence[tuple[float, Candidate]]:
        """While the sources are asked about a word: what those before have proposed, with its cost in all."""
        return self._ranked.get(word, ())

    def cost(self, edits: tuple[Confusion, ...], word: str) -> float:
        """What confusions cost in this text: by its channel, or as in a word that was hardly legible.

        Args:
            edits: the confusions.
            word: what was read.
        """
        return min(self.profile.cost_of(edits, word), self.wreck_cost(word, len(edits)))

    def wreck_cost(self, word: str, edits: int) -> float:
        """What a candidate costs so many edits away where the word was hardly legible, and any letter may be any."""
        wreck, intact, misread = self._wreck_costs
        return wreck + intact * (len(word) - edits) + misread * edits

    def may_be_other(self, word: str) -> bool:
        """Whether a word of the text may be another, given how it was damaged."""
        if word in self.whole:
            return word in self.doubtful
        if word in self._compounds and not self.is_damaged:
            return False
        return len(self.candidates(word)) > 1

    @cached_property
    def doubtful(self) -> set[str]:
        """Those of the text's known words that may be other words, given how it was damaged."""
        touched: Iterable[str] = self.rivals[0].touched(self.whole)
        if self._by_rivals:
            touched = filter(self._may_have_rivals, touched)
        return {word for word in touched if len(self.candidates(word)) > 1}

    def _may_have_rivals(self, word: str) -> bool:
        """Whether confusions lead from a known word to another; of one where none do, no more is ever asked."""
        if word in self._candidates or self.vocabulary.has_own:
            return True
        limit, thresholds = self.thresholds.rival_limit, self.thresholds
        for member, rivals in zip(self.vocabulary.members, self.rivals, strict=True):
            if has_other(member, word, rivals, limit, thresholds):
                return True
        self._alone.add(word)
        return False

    @cached_property
    def doubtful_tokens(self) -> set[str]:
        """The different tokens with a word that may be another."""
        parts_of, classes, doubtful = self.text.parts_of, self.text.classes, self.doubtful
        tokens = {token for token in classes.others if any(map(self.may_be_other, parts_of(token).words))}
        if doubtful:
            tokens.update(token for token, word in classes.plain.items() if word in doubtful)
        return tokens

    @cached_property
    def word_anchors(self) -> frozenset[int]:
        """Where words may be others, by whichever source: the anchors of all that are asked about single words."""
        places = self.text.flow.places
        return frozenset([at for token in self.doubtful_tokens for at in places(token)])

    @property
    def unknown(self) -> Iterable[str]:
        """The different words of the text that are neither."""
        return (form for form in self._unknown if form not in self._compounds)

    @property
    def strange_words(self) -> int:
        """How many words of the text are neither."""
        return sum([self._unknown[form] for form in self.unknown])

    @property
    def own_forms(self) -> Iterable[str]:
        """The different words of the text that are forms or compounds of forms."""
        return (*self.whole, *self._compounds)

    def knows(self, word: str) -> bool:
        """Whether it is a form of the language or the user's."""
        return word in self.whole or (word not in self._unknown and self._language_knows(word))

    def are_whole(self, word: str, other: str) -> bool:
        """Whether both are words of the language."""
        whole = self.whole
        return (word in whole or self.knows(word)) and (other in whole or self.knows(other))

    def is_word(self, word: str) -> bool:
        """Whether it is a form or a compound of forms."""
        if word in self.whole or word in self._compounds:
            return True
        return word not in self._unknown and self.vocabulary.is_word(word)

    def is_abbreviated(self, word: str) -> bool:
        """Whether a word is written with a full stop behind it."""
        return word in swedish_forms()["stopped"] or self.vocabulary.language.is_abbreviation(f"{word}.")

    def best_cost(self, word: str, *, must_be_word: bool = False) -> float:
        """Negative natural log of the probability of the likeliest word that was read so, context aside.

        Args:
            word: what was read.
            must_be_word: leave out the word itself where it is none.
        """
        known = self._best_costs.get((word, must_be_word))
        if known is None:
            costs = [candidate.cost - self.log_prior(candidate.text) for candidate in self.candidates(word)[1:]]
            if not must_be_word or self.vocabulary.is_word(word):
                costs.append(-self._log_prior_as_read(word))
            known = self._best_costs[word, must_be_word] = min(costs, default=inf)
        return known

    def is_misread(self, word: str) -> bool:
        """Whether what is no word may be a misreading of one, in a text as damaged as this."""
        return self.is_damaged and any(" " not in candidate.text for candidate in self.candidates(word)[1:])

    def novelty(self, word: str) -> float:
        """How much likelier (natural log) the text makes it that a word that is none was printed so, 0 and up."""
        return 0.0 if self.is_word(word) else self.profile.novelty.bonus(word, self.log_prior(word))

    def spared(self, word: str, found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        """The candidates of a word inside a sentence, less those that would rename somebody.

        What is no word and has a capital there is a name if its letters allow it, or if it is made of two words. It is
        repaired only by misreadings that the rest of the text has suffered, and only to a word that is known.
        """
        is_name = len(found) > 1 and word[:1].isupper()
        if is_name and self.is_word(word):
            # What is no word in small letters but somebody's name is another's at most.
            is_persons = any(swedish_names().kinds(word)[:2]) and not self.knows(word.lower())
            return tuple([each for each in found if swedish_names().is_listed(each.text)]) if is_persons else found
        if not is_name:
            return found
        if swedish_names().log_odds(word) > self.thresholds.name_odds or self._is_made(word):
            return (*found[:1], *[other for other in found[1:] if self._is_proven(word, other)])
        return tuple([each for each in found if not self._parts_name(word, each)])

    def _is_made(self, word: str) -> bool:
        """Whether a name is made of two words that are known: a street, a house, a ship."""
        least = self.thresholds.min_half
        lower = word.lower()
        return any(
            self.knows(lower[cut:]) and self.vocabulary.first_cost(lower[:cut]) < inf
            for cut in range(least, len(word) - least + 1)
        )

    def _parts_name(self, word: str, other: Candidate) -> bool:
        """Whether a name would become two words in a text that keeps its spaces, and not a name and a common word."""
        first, space, rest = other.text.partition(" ")
        if not space or self.profile.cost_of(other.edits, word) <= self.thresholds.proven_cost:
            return False
        return not swedish_names().is_listed(first) or -self.vocabulary.log_prior(rest) > self.thresholds.common_half

    def _is_proven(self, word: str, other: Candidate) -> bool:
        cost = self.profile.cost_of(other.edits, word)
        return cost <= self.thresholds.proven_cost and (
            other.source == TYPICAL or self.knows(other.text) or swedish_names().is_listed(other.text)
        )

    def _leaves(self, family: str, text: str) -> bool:
        """Whether a word that the text does not have is of another stem than one with many forms."""
        return bool(family) and not text.lower().startswith(family) and text not in self.whole

    def once(self, make: Callable[[TextState], T]) -> T:
        """What a function makes of the state, made when it is first asked for; it must not hold the state itself."""
        if make not in self._memory:
            self._memory[make] = make(self)
        made: T = self._memory[make]
        return made

    def _log_prior_as_read(self, word: str) -> float:
        return self.log_prior(word) + self.novelty(word)

    def _as_read(self, word: str) -> Candidate:
        return made(word, -self.novelty(word), (), READ, (word,))

    def _asked(self, word: str) -> tuple[Candidate, ...]:
        itself = self._as_read(word)
        is_known = self.knows(word)
        if not self.is_damaged and not is_known and self.vocabulary.is_compound(word):
            return (itself,)
        is_name = word[:1].isupper() and not is_known
        if is_name and swedish_names().is_listed(word):
            return (itself,)
        ranked = self._ranked[word] = []
        typical = self.thresholds.typical_cost
        # One so long that the text has whole, too, was misread each time.
        dearest = typical if word in self.established and len(word) < self.thresholds.long_echo else inf
        # What keeps the stem says nothing of it, and one that is misread each time mostly stands whole elsewhere, too.
        family = word[: self.thresholds.stem].lower() if word in self._families else ""
        span = Span(word)
        for source in self._of_known if is_known else self._of_words:
            proposed = source.propose(span, self)
            if proposed:  # mostly nothing
                ranked += [
                    (candidate.cost - self.log_prior(candidate.text), candidate)
                    for candidate in proposed
                    if candidate.cost <= (typical if self._leaves(family, candidate.text) else dearest)
                    and allows(candidate.edits)
                    and not (is_name and is_spelling(word, candidate.text))
                ]
        del self._ranked[word]
        if not ranked:
            return (itself,)
        ranked.sort(key=lambda item: (item[0], item[1].text))
        most = min(-self._log_prior_as_read(word), ranked[0][0]) + self.thresholds.max_lag
        likely: dict[str, Candidate] = {}  # what several sources propose stands there once, as cheap as any says
        for cost, candidate in ranked:
            if cost < most:
                likely.setdefault(candidate.text, candidate)
        found = _first(likely.values(), self.thresholds.max_candidates)
        return (itself, *[each if each.words else with_words(each) for each in found])


def _first(candidates: Iterable[Candidate], most: int) -> list[Candidate]:
    """The first few of some candidates; with a capital and without, one counts once."""
    kept: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        text = candidate.text.lower()
        if text in kept or len(kept) < most:
            kept.setdefault(text, []).append(candidate)
    return [candidate for group in kept.values() for candidate in group]


def _established(unknown: Mapping[str, int], often: int) -> Mapping[str, int]:
    # Read alike in small letters and in capitals, it was not misread by its shape.
    shouted = {form.lower() for form in unknown if form.isupper()}
    both = shouted.intersection(form.lower() for form in unknown if not form.isupper())
    return {
        form: count
        for form, count in unknown.items()
        if (count >= often or (both and form.lower() in both)) and _is_wordlike(form)
    }


def _in_families(unknown: Mapping[str, int], often: int, stem: int) -> frozenset[str]:
    """The unknown words that stand so often together with others of their stem."""
    counts: Counter[str] = Counter()
    for form, count in unknown.items():
        if len(form) >= stem:
            counts[form[:stem].lower()] += count
    return frozenset([form for form in unknown if counts[form[:stem].lower()] >= often and _is_wordlike(form)])


def _is_wordlike(form: str) -> bool:
    """Whether it is made as words are, of letters with hyphens between."""
    return all(part.isalpha() for part in form.split("-"))
