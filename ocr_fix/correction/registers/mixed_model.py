"""The language models of several registers mixed by weight.

Compiled where a compiler is; `mixed_model.pxd` has the types.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf

from ocr_fix.correction.registers.vocabulary import Vocabulary

try:
    import cython
except ImportError:
    from ocr_fix import _cython as cython

if not cython.compiled:
    from math import exp, log


@cython.final
@cython.cclass
class _Member:
    """A register of a mixture.

    Args:
        weight: natural log of its weight.
        vocabulary: its words.

    Attributes:
        log_prob: its language model, asked for one symbol.
        log_probs: the same, asked for several.
        symbols: of it, by the symbol of the mixture.
        emissions: natural logs of the probabilities of the words among those of its symbols, likewise.
    """

    __slots__ = ("emissions", "log_prob", "log_probs", "symbols", "vocabulary", "weight")

    def __init__(self, weight: float, vocabulary: Vocabulary) -> None:
        self.weight = weight
        self.vocabulary = vocabulary
        self.log_prob: Callable[[int, int, int], float] = vocabulary.log_prob_ids
        self.log_probs: Callable[[Sequence[int], int, int], list[float]] = vocabulary.log_probs_ids
        self.symbols: list[int] = []
        self.emissions: list[float] = []


@cython.final
@cython.cclass
class MixedModel:
    """A `LanguageModel` for the decoder, of all registers of a text.

    Its symbols number the words that were asked for, so each text takes one of its own.

    Args:
        members: the vocabulary of each register.
        log_weights: natural logs of their weights.
    """

    __slots__ = ("_members", "_numbers")

    def __init__(self, members: Sequence[Vocabulary], log_weights: Sequence[float]) -> None:
        self._members = [_Member(weight, member) for weight, member in zip(log_weights, members, strict=True)]
        self._numbers: dict[str, int] = {}

    def word_id(self, word: str) -> int:
        """The symbol of a word."""
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = len(self._numbers)
            for member in self._members:
                member.symbols.append(member.vocabulary.word_id(word))
                member.emissions.append(member.vocabulary.emission(word))
        return number

    def emission(self, word: str) -> float:
        """Nothing: each word is a symbol of its own here."""
        return 0.0

    def log_prob_ids(self, symbol: int, before: int, last: int) -> float:
        """Natural log of the probability of a symbol after two others."""
        logs: list[float] = []
        for member in self._members:
            symbols = member.symbols
            log_prob = member.log_prob(symbols[symbol], symbols[before], symbols[last])
            logs.append(member.weight + log_prob + member.emissions[symbol])
        return log_sum(logs)

    def log_probs_ids(self, symbols: Sequence[int], before: int, last: int) -> list[float]:
        """Natural logs of the probabilities of symbols after two others."""
        logs: list[list[float]] = [[] for _ in symbols]
        for member in self._members:
            of_member = member.symbols
            found = member.log_probs([of_member[symbol] for symbol in symbols], of_member[before], of_member[last])
            for at, symbol in enumerate(symbols):
                logs[at].append(member.weight + found[at] + member.emissions[symbol])
        return [log_sum(of_symbol) for of_symbol in logs]


def log_sum(logs: list[float]) -> float:
    """Natural log of the sum of what these are the logs of."""
    if len(logs) == 2:  # as mostly; the top is one of the sum's terms
        low, top = logs[0], logs[1]
        if low > top:
            low, top = top, low
        return top if top == -inf else top + log(1.0 + exp(low - top))  # pyright: ignore[reportPossiblyUnboundVariable]
    top = max(logs)
    if top == -inf:
        return top
    total = 0.0
    for value in logs:
        total += exp(value - top)  # pyright: ignore[reportPossiblyUnboundVariable]
    return top + log(total)  # pyright: ignore[reportPossiblyUnboundVariable]
