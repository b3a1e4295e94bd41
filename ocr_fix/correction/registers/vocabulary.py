"""What counts as a word in this text: the language's words, the user's, and those the text itself establishes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import inf

from ocr_fix.correction.error_model.novelty import Rates
from ocr_fix.correction.registers.model import LanguageModel
from ocr_fix.correction.registers.thresholds import RegisterThresholds
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.language import Language
from ocr_fix.language.compounds import STEP
from ocr_fix.languages.sv.inflection import ENDINGS, NAME_ENDINGS

# Words whose standing is remembered from text to text.
KEPT = 200_000


class Vocabulary:
    """The words of a language together with the user's.

    Args:
        language: the language.
        own: the user's words, as they are written.
        never: what the user wants left as it stands; no word for others to be repaired to.
        thresholds: the numbers to go by.

    Attributes:
        own_words: the user's words, sorted.
        never: as given.
        new_word_rates: the shares of new words that the language counts on.
        has_own: whether there are any, or anything to be left as it stands.
    """

    def __init__(
        self,
        language: Language,
        own: Iterable[str] = (),
        never: Iterable[str] = (),
        thresholds: RegisterThresholds = DEFAULT,
    ) -> None:
        self.language = language
        self._thresholds = thresholds
        self.own_words = sorted(set(own))
        self.never = frozenset(never)
        self._untouched = self.never.union(self.own_words)
        self.has_own = bool(self._untouched)
        self._untouched_folded: Mapping[str, str] = {word.lower(): word for word in self._untouched}
        # Whether a word is a form, as it is written or as at a sentence start or in capitals.
        self.knows: Callable[[str], bool] = self._knows if self._untouched else language.knows
        self.automaton = language.automaton
        self.first_parts = language.first_parts
        self.word_id = language.word_id
        self.log_prob_ids = language.log_prob_ids
        self.log_probs_ids = language.log_probs_ids
        self._kept: dict[str, bool] = {}
        self._bonuses: dict[str, float] = {}
        self._priors: dict[str, float] = {}
        self.new_word_rates = Rates(*language.new_word_rates)

    @property
    def members(self) -> tuple[Vocabulary, ...]:
        """The vocabularies of the registers it is made of."""
        return (self,)

    def share_of_sign(self, sign: str) -> float:
        """The share of texts, 0-1, that print a sign where there is a choice."""
        return self.language.signs.get(sign, 0.0)

    def sentence_model(self) -> LanguageModel:
        """What the decoder asks, for one text."""
        return self

    def is_written_small(self, word: str) -> bool:
        """Whether a word with a capital is written with a small letter inside sentences, in every register it has."""
        if word[1:] != word[1:].lower():
            return False
        cases = {member.language.case_of(word) for member in self.members}
        return "lower" in cases and cases <= {"lower", "unknown"}

    def is_own(self, word: str) -> bool:
        """Whether the user wants it left as it stands, perhaps as at a sentence start or in capitals."""
        if not self._untouched or word in self._untouched:
            return bool(self._untouched)
        as_written = self._untouched_folded.get(word.lower())
        return as_written is not None and (word.isupper() or word == as_written[:1].upper() + as_written[1:])

    def _knows(self, word: str) -> bool:
        return self.is_own(word) or self.language.knows(word)

    def is_compound(self, word: str) -> bool:
        """Whether it splits into known parts."""
        known = self._kept.get(word)
        if known is None:
            if len(self._kept) > KEPT:
                self._kept.clear()
            known = self._kept[word] = self.language.is_compound(word)
        return known

    def may_be_word(self, word: str) -> bool:
        """Whether a word of letters alone may be a form or a compound: a quick no for most that are neither."""
        return self.has_own or self.language.may_be_word(word)

    def may_be_words(self, small: list[str]) -> bool:
        """Whether any of some words may be one; of small letters alone."""
        return self.has_own or self.language.may_be_words(small)

    def first_cost(self, part: str) -> float:
        """Negative natural log of the probability of a first part of compounds, its linking letters included."""
        splitter = self.language.splitter
        units = max(splitter.first_cost(part), splitter.first_cost(part[:1].upper() + part[1:]))
        return inf if units < 0 else units * STEP

    def head_cost(self, part: str) -> float:
        """Negative natural log of the probability of a head of compounds; infinite for what is none."""
        units = self.language.splitter.head_cost(part)
        return inf if units < 0 else units * STEP

    def is_word(self, word: str) -> bool:
        """Whether it is a form or a compound of forms."""
        return self.knows(word) or self.is_compound(word)

    def log_prior(self, word: str) -> float:
        """Natural log of a word's probability without context."""
        prior = self._priors.get(word)
        if prior is None:
            if " " in word:
                return sum(map(self.log_prior, word.split()))
            if len(self._priors) > KEPT:
                self._priors.clear()
            prior = self._priors[word] = self.language.log_prior(word) + self._bonus(word)
        return prior

    def emission(self, word: str) -> float:
        """What is to be added to the natural log of the probability of a word's symbol in context."""
        return self.language.emission(word) + self._bonus(word)

    def _bonus(self, word: str) -> float:
        """What the language underrates a word by that it does not know."""
        bonus = self._bonuses.get(word)
        if bonus is None:
            bonus = 0.0
            if word and not self.language.knows(word):
                floor = self._thresholds.own_log_prior if self.is_own(word) else self._as_inflection(word)
                if word.islower() and word.isalpha() and self.language.is_abbreviation(word):
                    floor = max(floor, self._thresholds.abbreviation_log_prior)
                bonus = max(0.0, floor - self.language.log_prior(word))
            if len(self._bonuses) > KEPT:
                self._bonuses.clear()
            self._bonuses[word] = bonus
        return bonus

    def _as_inflection(self, word: str) -> float:
        """Natural log of the probability of an unknown word as an inflection that the lexicon lacks of one it has."""
        endings = NAME_ENDINGS if word[:1].isupper() else ENDINGS
        least, likeliest = self._thresholds.min_stem, -inf
        for ending in endings:
            if word.endswith(ending) and len(word) - len(ending) >= least:
                stem = word[: -len(ending)]
                if self.language.knows(stem):
                    likeliest = max(likeliest, self.language.log_prior(stem))
        return likeliest - self._thresholds.inflection_cost
