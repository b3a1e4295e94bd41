"""A text taken into its tokens: the different ones by what they are, and where it is in another language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from ocr_fix.correction.registers.identification import ALL_AT_HOME, Languages
from ocr_fix.correction.tokens.classifier import OPENING, TokenClasses, TokenClassifier, TokenParts
from ocr_fix.correction.tokens.span import Span, part_of_token
from ocr_fix.document import Flow
from ocr_fix.notation.orthography import stays_open

T = TypeVar("T")

_CLOSING = re.compile(r"\)")
# What parts lines, and the cells of one: these stand farther apart than words.
_EDGE = re.compile(r"[\n\t\f]| {4}")


class TokenisedText:
    """The tokens of one text.

    Args:
        flow: the text.
        classifier: takes tokens apart.
        languages: what the text is written in; only what is in the language of the corrector counts.
        classes: what the classifier makes of all different tokens of the text, where that is known.

    Attributes:
        flow: the text.
        words: its tokens as they are now.
        languages: as given.
        foreign: the indices of the tokens in other languages, and of forms of speech.
        classes: its different tokens by whether they are plain.
        others: those that are no plain words, with their counts.
    """

    def __init__(
        self,
        flow: Flow,
        classifier: TokenClassifier,
        languages: Languages = ALL_AT_HOME,
        classes: TokenClasses | None = None,
    ) -> None:
        self.flow = flow
        self.words = flow.words
        self.languages = languages
        elsewhere = [at for stretch in languages.stretches for at in stretch.places]
        self.foreign = languages.spoken.union(elsewhere)
        self._all_classes = classes or classifier.classify(flow.counts)
        self.classes = self._all_classes
        if self.foreign:
            self.classes = self.classes.less(Counter([self.words[at] for at in self.foreign]), flow.counts)
        self.others: Mapping[str, int] = {**self.classes.others, **self.classes.wordless}
        self._classifier = classifier
        self.parts_of = self._with_unclosed()
        self.protection = classifier.protection
        self._memory: dict[Callable[[TokenisedText], Any], Any] = {}

    def _with_unclosed(self) -> Callable[[str], TokenParts]:
        """Takes tokens apart, those with a bracket that nothing closes in their own way."""
        words, of = self.words, self._classifier.of
        found = {
            token: self._classifier.of_unclosed(token)
            for token in self.classes.others
            if token[0] == OPENING and not token[1:2].isupper()
            if all(stays_open(words, at, OPENING, _CLOSING) for at in self.flow.places(token))
        }
        if not found:
            return of
        return lambda token: found.get(token) or of(token)

    def in_languages(self, languages: Languages) -> TokenisedText:
        """The same text, for whom knows better what it is written in."""
        return TokenisedText(self.flow, self._classifier, languages, self._all_classes)

    def codes_at(self, token: str) -> int:
        """How often a token is a code by its neighbours: the unit of a number ("5 dl"), its label ("Bg 5361")."""
        if self.protection.is_never_code(token):  # as most; where it stands need not be looked up
            return 0
        is_code = self.protection.is_code
        return sum(is_code(self.words, at) for at in self.flow.places(token) if at not in self.foreign)

    def begins_cell(self, at: int) -> bool:
        """Whether a token begins a line or a cell of one."""
        return at == 0 or _EDGE.search(self.flow.tokens[at].space) is not None

    def begins_with(self, at: int) -> Span:
        """The first part of a token."""
        plain = self.classes.plain.get(self.words[at])
        return self.parts_of(self.words[at]).parts[0] if plain is None else part_of_token(plain)

    def ends_with(self, at: int) -> Span:
        """The last part of a token; of a plain word with a mark behind it the word."""
        plain = self.classes.plain.get(self.words[at])
        return self.parts_of(self.words[at]).parts[-1] if plain is None else part_of_token(plain)

    def once(self, make: Callable[[TokenisedText], T]) -> T:
        """What a function makes of the text, made when it is first asked for."""
        if make not in self._memory:
            self._memory[make] = make(self)
        made: T = self._memory[make]
        return made
