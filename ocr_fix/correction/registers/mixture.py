"""Several registers of one language together: how much of each a text is written in, and their words and models mixed.

A register is a whole `Language`, with a lexicon, compounds and n-grams of its own. The weights of a text are those that
make its words most likely, found by expectation-maximisation over their frequencies in the registers; a word has a
right to stand in the text where any register with a weight knows it, and probabilities are mixed by the weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import exp, log
from operator import gt, mul

from ocr_fix.correction.error_model.novelty import Rates
from ocr_fix.correction.registers.mixed_model import MixedModel, log_sum
from ocr_fix.correction.registers.thresholds import RegisterThresholds
from ocr_fix.correction.registers.vocabulary import KEPT, Vocabulary
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.language import Language


def register_weights(
    registers: Sequence[Language], counts: Mapping[str, int], thresholds: RegisterThresholds = DEFAULT
) -> tuple[float, ...]:
    """How much of a text is written in each register.

    Args:
        registers: the registers.
        counts: the words of the text, without what stands around them, with their counts.
        thresholds: the numbers to go by.

    Returns:
        A weight for each register, 0-1, in even steps but for rounding, together 1. Where no word tells, the
        first has all.
    """
    most, steps = thresholds.most_told, thresholds.odds_steps
    unseen = [register.log_unseen for register in registers]
    told: Counter[tuple[int, ...]] = Counter()
    for word, count in counts.items():
        logs = [register.log_frequency(word) for register in registers]
        if any(map(gt, logs, unseen)):
            top = max(logs)
            odds = tuple([round(steps * max(value - top, -most)) for value in logs])
            told[odds] += min(count, thresholds.most_times)
    weights = [1.0 / len(registers)] * len(registers) if told else [1.0, *[0.0] * (len(registers) - 1)]
    rows = [([exp(value / steps) for value in key], times) for key, times in told.items()]
    for _ in range(thresholds.register_rounds):
        sums = [0.0] * len(registers)
        for likelihoods, times in rows:
            shares = [weight * value for weight, value in zip(weights, likelihoods, strict=True)]
            whole = sum(shares)
            sums = [each + times * share / whole for each, share in zip(sums, shares, strict=True)]
        if rows:
            weights = [each / sum(sums) for each in sums]
    levels = [float(round(thresholds.register_levels * weight)) for weight in weights]
    levels[0] = max(levels[0], thresholds.least_level)  # its lexicon is the greatest, and words of all times are in it
    return tuple(level / sum(levels) for level in levels)


class MixedVocabulary(Vocabulary):
    """The words of several registers together with the user's.

    Args:
        members: the vocabulary of each register, all with the same words of the user.
        weights: of the registers, above 0, together 1.
        thresholds: the numbers to go by.
    """

    def __init__(
        self, members: Sequence[Vocabulary], weights: Sequence[float], thresholds: RegisterThresholds = DEFAULT
    ) -> None:
        super().__init__(members[0].language, members[0].own_words, members[0].never, thresholds)
        self._members = tuple(members)
        self._log_weights = [log(weight) for weight in weights]
        self.knows = self._any_knows
        self._explained = lru_cache(KEPT)(self._is_respelled)
        self._mixed_priors: dict[str, float] = {}
        rates = zip(*(member.new_word_rates for member in members), strict=True)
        self.new_word_rates = Rates(*[sum(map(mul, weights, of_kind)) for of_kind in rates])

    @property
    def members(self) -> tuple[Vocabulary, ...]:
        """The vocabularies of the registers."""
        return self._members

    def is_compound(self, word: str) -> bool:
        """Whether it splits into known parts of one register."""
        return any(member.is_compound(word) for member in self._members)

    def first_cost(self, part: str) -> float:
        """Negative natural log of the probability of a first part of compounds, where it is likeliest."""
        return min(member.first_cost(part) for member in self._members)

    def head_cost(self, part: str) -> float:
        """Negative natural log of the probability of a head of compounds, where it is likeliest."""
        return min(member.head_cost(part) for member in self._members)

    def log_prior(self, word: str) -> float:
        """Natural log of a word's probability without context."""
        if " " in word:
            return sum(map(self.log_prior, word.split()))
        prior = self._mixed_priors.get(word)
        if prior is None:
            if len(self._mixed_priors) > KEPT:
                self._mixed_priors.clear()
            prior = self._mixed_priors[word] = self._mixed([member.log_prior(word) for member in self._members])
        return prior

    def share_of_sign(self, sign: str) -> float:
        """The share of texts, 0-1, that print a sign where there is a choice."""
        shares = [member.share_of_sign(sign) for member in self._members]
        return sum(exp(weight) * share for weight, share in zip(self._log_weights, shares, strict=True))

    def sentence_model(self) -> MixedModel:
        """What the decoder asks, for one text."""
        return MixedModel(self._members, self._log_weights)

    def _any_knows(self, word: str) -> bool:
        return any(member.knows(word) for member in self._members) or self._explained(word)

    def _is_respelled(self, word: str) -> bool:
        """Whether rules of spelling lead from what no register knows to a form of one.

        Of the usual one ("stadganderne"), or of their own, which has it otherwise in most texts ("ehuruwäl").
        """
        usual, small = self.language, word.lower()
        return any(
            language.respeller is not None
            and not language.lexicon.is_suspect(small)
            and any(language.respeller.explains(small, each.knows, each.automaton) for each in (usual, language))
            for language in (member.language for member in self._members)
        )

    def _mixed(self, logs: Sequence[float]) -> float:
        return log_sum([weight + value for weight, value in zip(self._log_weights, logs, strict=True)])
