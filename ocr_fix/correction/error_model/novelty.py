"""How many words of a text are new: an unknown word has a right to exist, greater in a novel than in a statute.

A language model gives all unknown words together the share that they had in what it was counted on. A text with other
names, another dialect or an older spelling has more of them, and each is then the likelier to be what was printed. So
the share is estimated for each text, together with how it was damaged: what no misreading explains is new, less those
wrecks that damage leaves beyond all explaining.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import log
from typing import NamedTuple

from ocr_fix.correction.error_model.thresholds import ErrorModelThresholds
from ocr_fix.correction.thresholds import DEFAULT


class Rates(NamedTuple):
    """The shares of new words among all words, 0-1.

    Attributes:
        word: of those in small letters.
        name: of those with a capital.
    """

    word: float
    name: float


NO_RATES = Rates(1.0, 1.0)
"""All words may be new: no text has more of them than that."""


class NewWord(NamedTuple):
    """What became of the occurrences of an unknown word.

    Attributes:
        word: the word as it was read.
        new: how many of them no misreading explains.
        explained: how many of them are likely misread.
    """

    word: str
    new: float
    explained: float


class Novelty:
    """How much likelier a text makes unknown words than the language does.

    Args:
        rates: the shares of new words that the language counts on.
        words: of the text, in all.
        fates: of its unknown words.
        thresholds: the numbers to go by.
    """

    def __init__(
        self,
        rates: Rates,
        words: float = 0.0,
        fates: Iterable[NewWord] = (),
        thresholds: ErrorModelThresholds = DEFAULT,
    ) -> None:
        new, explained = [0.0, 0.0], [0.0, 0.0]
        misread_long = 0.0
        for fate in fates:
            if len(fate.word) > thresholds.longest_short:
                misread_long += fate.explained
            is_name = fate.word[:1].isupper()
            new[is_name] += fate.new
            explained[is_name] += fate.explained
        gain, wrecks, smoothing = thresholds.novelty_gain, thresholds.novelty_wrecks, thresholds.novelty_smoothing
        self._bonuses = [
            max(0.0, gain * log((max(0.0, found - wrecks * misread) + smoothing) / (words * rate + smoothing)))
            for found, misread, rate in zip(new, explained, rates, strict=True)
        ]

        self._is_sound = words > 0 and misread_long <= thresholds.misread_long
        self._short, self._letter = thresholds.short_log_prior, thresholds.letter_of_short
        self._longest_short = thresholds.longest_short

    def bonus(self, word: str, log_prior: float) -> float:
        """What is to be added to the natural log of the probability of an unknown word, 0 and up.

        Args:
            word: the word.
            log_prior: that logarithm.
        """
        bonus = self._bonuses[word[:1].isupper()]
        if self._is_sound and len(word) <= self._longest_short and (word[1:] or word).islower():
            floor = self._short - len(word) * self._letter
            return max(bonus, floor - log_prior)
        return bonus
