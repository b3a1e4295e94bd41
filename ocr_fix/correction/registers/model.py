"""What correction asks of a language model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class LanguageModel(Protocol):
    """What the decision asks of the language."""

    def word_id(self, word: str) -> int:
        """The symbol of a word."""
        ...

    def emission(self, word: str) -> float:
        """Natural log of the probability of a word among all of its symbol."""
        ...

    def log_prob_ids(self, symbol: int, before: int, last: int, /) -> float:
        """Natural log of the probability of a symbol after two others."""
        ...

    def log_probs_ids(self, symbols: Sequence[int], before: int, last: int, /) -> list[float]:
        """Natural logs of the probabilities of symbols after two others."""
        ...
