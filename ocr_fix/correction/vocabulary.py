"""What counts as a word in this text: the language's words, the user's, and those the text itself establishes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import inf
from typing import Protocol

from ocr_fix.swedish.automaton import Automaton
from ocr_fix.swedish.compounds import Splitter

# Natural log of the probability of a word that the user has named: that of a word of ordinary frequency.
OWN_PRIOR = -10.0
NO_CONTEXT = ("", "")


class Language(Protocol):
    """What correction asks of the language."""

    @property
    def automaton(self) -> Automaton:
        """All forms in small letters."""
        ...

    def knows(self, word: str) -> bool:
        """Whether a word is a form, as it is written or as at a sentence start or in capitals."""
        ...

    def analyse(self, word: str) -> object | None:
        """How the word splits into known parts; None where it does not."""
        ...

    @property
    def splitter(self) -> Splitter:
        """Takes compounds apart."""
        ...

    def log_prob(self, word: str, context: tuple[str, str]) -> float:
        """Natural log of the probability of a word after two others."""
        ...

    def is_abbreviation(self, token: str) -> bool:
        """Whether a token is an abbreviation, its points included."""
        ...

    def never_correct(self, token: str) -> bool:
        """Whether a token must stay as it is."""
        ...


class Vocabulary:
    """The words of a language together with the user's.

    Args:
        language: the language.
        own: the user's words, as they are written.
    """

    def __init__(self, language: Language, own: Iterable[str] = ()) -> None:
        self.language = language
        self.own = frozenset(own)
        self._own_folded: Mapping[str, str] = {word.lower(): word for word in self.own}
        self.automaton = language.automaton
        self._kept: dict[str, bool] = {}

    def is_own(self, word: str) -> bool:
        """Whether it is one of the user's words, perhaps as at a sentence start or in capitals."""
        if word in self.own:
            return True
        as_written = self._own_folded.get(word.lower())
        return as_written is not None and (word.isupper() or word == as_written[:1].upper() + as_written[1:])

    def knows(self, word: str) -> bool:
        """Whether it is a form, as it is written or as at a sentence start or in capitals."""
        return self.is_own(word) or self.language.knows(word)

    def is_compound(self, word: str) -> bool:
        """Whether it splits into known parts."""
        known = self._kept.get(word)
        if known is None:
            if len(self._kept) > 200_000:
                self._kept.clear()
            known = self._kept[word] = self.language.analyse(word) is not None
        return known

    def first_cost(self, part: str) -> float:
        """Negative natural log of the probability of a first part of compounds, its linking letters included."""
        splitter = self.language.splitter
        units = max(splitter.first_cost(part), splitter.first_cost(part[:1].upper() + part[1:]))
        return inf if units < 0 else units * splitter.step

    def head_cost(self, part: str) -> float:
        """Negative natural log of the probability of a head of compounds; infinite for what is none."""
        units = self.language.splitter._head_cost(part)
        return inf if units < 0 else units * self.language.splitter.step

    def is_word(self, word: str) -> bool:
        """Whether it is a form or a compound of forms."""
        return self.knows(word) or self.is_compound(word)

    def log_prior(self, word: str) -> float:
        """Natural log of a word's probability without context."""
        if self.is_own(word):
            return OWN_PRIOR
        if " " in word:
            return sum(map(self.log_prior, word.split()))
        return self.language.log_prob(word, NO_CONTEXT)
