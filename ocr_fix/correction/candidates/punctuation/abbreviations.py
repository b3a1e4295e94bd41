"""Marks and figures inside abbreviations: "m, m." for "m. m.", "19:0" for "19:o" (the nineteenth).

A comma within an abbreviation of several letters is a misread full stop. A nought behind a colon is a misread o where
the text writes such ordinals elsewhere: of 3,500 of them in official print of 1863-1906 engines read 73 % so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import regex

from ocr_fix.correction.candidates.base import Candidate, Scope
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText

_ORDINAL = regex.compile(r"\(?(?:[nN]|\d{1,3}):o\b")
_WITH_NOUGHT = regex.compile(r"(?:[nN]|\d{1,3}):0")
_LETTERS_WITH_COMMA = regex.compile(r"\p{Ll}{1,2},")
# Tokens of an abbreviation, at most: "fr. o. m." has three.
_MOST_LETTERS = 4


class OrdinalSource:
    """Ordinals in ":o" that were read with a nought, in a text that has others."""

    name = "ordinals"
    scope: Scope = "part"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """The tokens that hold one."""
        with_nought = [token for token in text.others if ":0" in token and _WITH_NOUGHT.search(token)]
        if with_nought and any(_ORDINAL.match(token) for token in text.others):
            for token in with_nought:
                yield from text.flow.places(token)

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The ordinal."""
        if _WITH_NOUGHT.fullmatch(span.text):
            printed = span.text[:-1] + "o"
            yield Candidate(printed, state.thresholds.ordinal_cost, (Confusion("o", "0"),), self.name, (printed,))


class AbbreviationSource:
    """Commas that were full stops within an abbreviation."""

    name = "abbreviations"
    scope: Scope = "part"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """The tokens that end in such a comma."""
        return state.once(_commas)

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The full stop."""
        if span.text == "," and span.first in state.once(_commas):
            yield Candidate(".", state.thresholds.abbreviation_cost, (Confusion(".", ","),), self.name)


def _commas(state: TextState) -> Mapping[int, str]:
    """By the index of the token that ends in a comma, the abbreviation that it belongs to."""
    text = state.text
    with_comma = [token for token in text.others if token[-1] == "," and _LETTERS_WITH_COMMA.fullmatch(token)]
    return {
        at: abbreviation
        for token in with_comma
        for at in text.flow.places(token)
        for abbreviation in _abbreviations(state, at)
    }


def _abbreviations(state: TextState, at: int) -> Iterator[str]:
    """The known abbreviation that some tokens around one are, with full stops for their commas."""
    words = state.text.words
    for first in range(max(0, at - _MOST_LETTERS + 1), at + 1):
        for last in range(at + 1, min(len(words), first + _MOST_LETTERS)):
            tokens = words[first : last + 1]
            letters = [token[:-1] for token in tokens]
            are_parts = tokens[-1].endswith(".") and all(token[-1] in ".," for token in tokens)
            if are_parts and all(part.isalpha() and part.islower() for part in letters):
                abbreviation = ".".join(letters) + "."
                if state.vocabulary.language.is_abbreviation(abbreviation):
                    yield abbreviation
