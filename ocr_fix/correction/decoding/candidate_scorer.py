"""One text under correction: what its words may have been, given how this text was damaged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from math import inf

from ocr_fix.correction.candidates import lexicon
from ocr_fix.correction.candidates.lexicon import Candidate
from ocr_fix.correction.candidates.nearest import Echoes, nearest
from ocr_fix.correction.candidates.search import Search
from ocr_fix.correction.candidates.splits import splits, unglued
from ocr_fix.correction.decoding.decoder import Choice
from ocr_fix.correction.error_model.alternatives import Alternatives, drops_digit
from ocr_fix.correction.error_model.channel import Channel, Confusion
from ocr_fix.correction.error_model.profile import Damaged, Profile
from ocr_fix.correction.registers.vocabulary import Vocabulary

# Cost (negative natural log) up to which a confusion is tried in what is a word: it must be likely in this very text.
RIVAL_LIMIT = 5.5
# Confusions for each character from which a text is damaged enough for rare confusions to be worth the search.
FAR_DAMAGE = 5e-4
# Candidates of a word that go into the decision, at most.
MAX_CHOICES = 12
# What stands so often in a text is a word of it, unless it is damaged in the very way (a cost up to the second figure)
# that the rest of the text is.
ESTABLISHED = 4
TYPICAL_COST = 5.0
# Damage comes in bursts: italics, a fold, a stamp. What a word costs that is hardly legible, and each letter in it that
# came through or did not (negative natural logs: one word in 1,000 of a damaged text, two letters in three, one of 40).
WRECK = 7.0
INTACT = 0.4
MISREAD = 4.8
# The natural log of the probability of the commonest words that are so long that the text is asked for them.
COMMONEST_ECHO = -7.0
# How far (in natural logs) a candidate may lag behind the best one before it is not worth deciding about.
MAX_LAG = 11.0


class CandidateScorer:
    """What the words of one text may have been.

    Args:
        vocabulary: the words of the language and the user's.
        whole: those words of the text that are forms of the language or the user's, with their counts.
        strange: those that are not.
        channels: the channels the text may have come through, with their weights beforehand.
        search: candidates of a word that is none, whatever the text.
        signs: how often signs came through, whole or as something else.

    Attributes:
        profile: how the text was damaged.
        is_damaged: whether it has lost enough for what is rare to be looked for.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        whole: Mapping[str, int],
        strange: Mapping[str, int],
        channels: Sequence[tuple[Channel, float]],
        search: Search,
        signs: Mapping[Confusion, float] = {},
    ) -> None:
        self._vocabulary = vocabulary
        self._own_words = sorted(vocabulary.own)
        self._search = search
        self._priors: dict[str, float] = {}
        self._choices: dict[str, tuple[Choice, ...]] = {}
        self._best_scores: dict[tuple[str, bool], float] = {}
        self._whole, self._strange = whole.keys(), strange.keys()
        # Read alike in small letters and in capitals, it was not misread by its shape.
        shouted = {form.lower() for form in strange if form.isupper()}
        both = shouted.intersection(form.lower() for form in strange if not form.isupper())
        self._established = {
            form: count
            for form, count in strange.items()
            if (count >= ESTABLISHED or (both and form.lower() in both)) and _is_wordlike(form)
        }
        self._compounds = {form for form in strange if vocabulary.is_compound(form)}
        damaged = [self._damaged(form, count) for form, count in strange.items() if form not in self._compounds]
        self.profile = Profile(channels, whole, damaged, signs)
        self.is_damaged = self.profile.damage >= FAR_DAMAGE
        self._rivals = Alternatives(vocabulary.automaton, self.profile.likely(RIVAL_LIMIT))

    def choices(self, form: str) -> tuple[Choice, ...]:
        """What a word may have been; first itself, then its candidates, the likeliest first."""
        known = self._choices.get(form)
        if known is None:
            known = self._choices[form] = self._weigh(form)
        return known

    def may_be_other(self, form: str) -> bool:
        """Whether a word of the text may be another, given how it was damaged."""
        if form in self._whole:
            return form in self.doubtful
        if form in self._compounds and not self.is_damaged:
            return False
        return len(self.choices(form)) > 1

    @cached_property
    def doubtful(self) -> set[str]:
        """Those of the text's known words that may be other words, given how it was damaged."""
        return {form for form in self._rivals.touched(self._whole) if len(self.choices(form)) > 1}

    @cached_property
    def _echoes(self) -> Echoes:
        return Echoes(form for form in self._whole if form.islower())

    def knows(self, form: str) -> bool:
        """Whether it is a form of the language or the user's."""
        return form in self._whole or (form not in self._strange and self._vocabulary.knows(form))

    def is_whole(self, form: str, other: str) -> bool:
        """Whether both are words of the language."""
        whole = self._whole
        return (form in whole or self.knows(form)) and (other in whole or self.knows(other))

    def is_word(self, form: str) -> bool:
        """Whether it is a form or a compound of forms."""
        if form in self._whole or form in self._compounds:
            return True
        return form not in self._strange and self._vocabulary.is_word(form)

    def best_score(self, form: str, *, must_be_word: bool = False) -> float:
        """Natural log of the probability of the likeliest word that a form may have been, context aside.

        Args:
            form: what was read.
            must_be_word: leave out the form itself where it is no word.
        """
        known = self._best_scores.get((form, must_be_word))
        if known is None:
            scores = [self._prior(choice.text) + choice.score for choice in self.choices(form)[1:]]
            if not must_be_word or self._vocabulary.is_word(form):
                scores.append(self._prior(form))
            known = self._best_scores[form, must_be_word] = max(scores, default=-inf)
        return known

    def is_misread(self, form: str) -> bool:
        """Whether what is no word may be a misreading of one, in a text as damaged as this."""
        return self.is_damaged and any(" " not in choice.text for choice in self.choices(form)[1:])

    def _damaged(self, form: str, count: int) -> Damaged:
        rivals = [(c, self._prior(c.text)) for c in self._search.near(form)[:MAX_CHOICES]]
        return Damaged(form, count, self._prior(form) if rivals else 0.0, rivals)

    def _weigh(self, form: str) -> tuple[Choice, ...]:
        if not self.is_damaged and not self.knows(form) and self._vocabulary.is_compound(form):
            return (Choice(form, (form,), 0.0),)
        scored = self._scored(form, self._candidates(form))
        if self.is_damaged and not self.is_word(form):
            hope = COMMONEST_ECHO - _wreck_cost(form, 1)
            if all(score < hope for score, _, _ in scored):
                known = {candidate.text for _, _, candidate in scored}
                scored += self._scored(form, [echo for echo in self._echoes.of(form) if echo.text not in known])
        if not scored:
            return (Choice(form, (form,), 0.0),)
        scored.sort(key=lambda item: (-item[0], item[2].text))
        best = max(self._prior(form), scored[0][0])
        kept = [item for item in scored[:MAX_CHOICES] if item[0] > best - MAX_LAG]
        others = [Choice(c.text, tuple(c.text.split()), score, c.confusions) for _, score, c in kept]
        return (Choice(form, (form,), 0.0), *others)

    def _scored(self, form: str, found: Iterable[Candidate]) -> list[tuple[float, float, Candidate]]:
        """Candidates with the natural logs of their probability, context aside, and of the channel's part in it."""
        scored = []
        dearest = TYPICAL_COST if form in self._established else inf
        for candidate in found:
            if any(map(drops_digit, candidate.confusions)):
                continue
            cost = min(self.profile.cost_of(candidate.confusions, form), _wreck_cost(form, len(candidate.confusions)))
            if cost <= dearest:
                scored.append((self._prior(candidate.text) - cost, -cost, candidate))
        return scored

    def _candidates(self, form: str) -> Sequence[Candidate]:
        if not self.knows(form):
            found = [*(self._search.far(form) if self.is_damaged else self._search.near(form))]
            found += nearest(form, self._own_words)
            if form not in self._established:
                found += nearest(form, list(self._established))
            if self.is_damaged:
                found += unglued(self._vocabulary, form)
            if self._vocabulary.is_compound(form):
                return found
            return [*found, *splits(self._vocabulary, form)]
        if self._vocabulary.is_own(form) or not self._rivals.touches(form):
            return ()
        return lexicon.words(self._vocabulary, form, self._rivals, RIVAL_LIMIT)

    def _prior(self, word: str) -> float:
        """Natural log of a word's probability without context."""
        prior = self._priors.get(word)
        if prior is None:
            prior = self._priors[word] = self._vocabulary.log_prior(word)
        return prior


def _wreck_cost(form: str, edits: int) -> float:
    """The cost of a candidate so many edits away where the word was hardly legible, and any letter may be any other."""
    return WRECK + INTACT * (len(form) - edits) + MISREAD * edits


def _is_wordlike(form: str) -> bool:
    """Whether it is made as words are, of letters with hyphens between."""
    return all(part.isalpha() for part in form.split("-"))
