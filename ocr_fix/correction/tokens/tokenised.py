"""A text taken into its tokens: the different ones by what they are, and where it is in another language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, TypeVar

from ocr_fix.correction.registers.foreign import english, foreign
from ocr_fix.correction.tokens.classifier import TokenClassifier
from ocr_fix.correction.tokens.span import Span
from ocr_fix.document import Flow

T = TypeVar("T")


class TokenisedText:
    """The tokens of one text.

    Args:
        flow: the text.
        classifier: takes tokens apart.

    Attributes:
        flow: the text.
        words: its tokens as they are now.
        classes: its different tokens by whether they are plain.
        others: those that are no plain words, with their counts.
    """

    def __init__(self, flow: Flow, classifier: TokenClassifier) -> None:
        self.flow = flow
        self.words = flow.words
        self.classes = classifier.classify(flow.counts)
        self.others: Mapping[str, int] = {**self.classes.others, **self.classes.wordless}
        self.parts_of = classifier.of
        self.protection = classifier.protection
        self._memory: dict[Callable[[TokenisedText], Any], Any] = {}

    @cached_property
    def foreign(self) -> list[range]:
        """The stretches in another language, as indices of tokens, in order and apart."""
        return foreign(self.flow, english(self.classes))

    @cached_property
    def foreign_tokens(self) -> frozenset[int]:
        """The indices of the tokens in them."""
        return frozenset(at for stretch in self.foreign for at in stretch)

    def begins_with(self, at: int) -> Span:
        """The first part of a token."""
        plain = self.classes.plain.get(self.words[at])
        return self.parts_of(self.words[at]).parts[0] if plain is None else Span(plain)

    def ends_with(self, at: int) -> Span:
        """The last part of a token; of a plain word with a mark behind it the word."""
        plain = self.classes.plain.get(self.words[at])
        return self.parts_of(self.words[at]).parts[-1] if plain is None else Span(plain)

    def once(self, make: Callable[[TokenisedText], T]) -> T:
        """What a function makes of the text, made when it is first asked for."""
        if make not in self._memory:
            self._memory[make] = make(self)
        made: T = self._memory[make]
        return made
