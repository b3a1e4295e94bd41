"""What a word costs that the language model has no counts for: P(word | its class), so that every string has one.

A new word is one of three things: a form of the dictionary that the corpora happen to lack, a new compound, or a string
of letters. The shares of the three are measured on the words that the corpora have once.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import NamedTuple

from ocr_fix.language.compounds import Analysis
from ocr_fix.language.models.characters import Characters
from ocr_fix.language.thresholds import DEFAULT

# A digit with a small letter behind it ("4r", "S6der"), but for a label ("12a").
_MIXED = re.compile(r"\d[a-zåäöé]")
_LABEL = re.compile(r"\d+[a-h]")


class Shares(NamedTuple):
    """What new words are.

    Attributes:
        form: share of forms that the lexicon has.
        compound: share of compounds.
        letters: share of everything else.
        forms: how many forms of the lexicon share the first.
    """

    form: float
    compound: float
    letters: float
    forms: int


class UnknownWords:
    """The probability of words within the classes of unknown words and names, and numbers.

    Args:
        characters: the character model.
        is_form: whether the lexicon knows a word.
        analyse: takes compounds apart.
        shares: of unknown words and of unknown names.
    """

    def __init__(
        self,
        characters: Characters,
        is_form: Callable[[str], bool],
        analyse: Callable[[str], Analysis | None],
        shares: tuple[Shares, Shares],
    ) -> None:
        self._characters = characters
        self._is_form = is_form
        self._analyse = analyse
        self._word_shares, self._name_shares = shares
        self._sign_cost, self._letter_cost = math.log(DEFAULT.signs_in_numbers), math.log(DEFAULT.letters_in_numbers)
        self._mixed_cost = math.log(DEFAULT.numbers_to_one_mixed)

    def number(self, token: str) -> float:
        """Log-probability of a token among the numbers: digits are never judged, only how many, and letters between."""
        cost = self._sign_cost * (len(token) + 1)
        if _MIXED.search(token) and not _LABEL.fullmatch(token):
            letters = sum(character.isalpha() for character in token)
            cost += self._mixed_cost + (self._letter_cost - self._sign_cost) * letters
        return -cost

    def letters(self, word: str) -> float:
        """Log-probability of a word by its letters alone."""
        return self._characters.log_prob(word)

    def word(self, word: str) -> float:
        """Log-probability of a word in small letters among the unknown."""
        return self._log_prob(word, self._word_shares)

    def name(self, word: str) -> float:
        """Log-probability of a capitalised word among the unknown."""
        return self._log_prob(word, self._name_shares)

    def _log_prob(self, word: str, shares: Shares) -> float:
        letters = math.log(shares.letters) + self._characters.log_prob(word)
        if self._is_form(word):
            return max(letters, math.log(shares.form / shares.forms))
        analysis = self._analyse(word)
        if analysis is None:
            return letters
        return max(letters, math.log(shares.compound) - analysis.cost)
