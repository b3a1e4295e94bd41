"""Marks and figures inside abbreviations: "m, m." for "m. m.", "m.f1." for "m.fl.", "19:0" for "19:o" (the nineteenth).

A comma within an abbreviation of several letters is a misread full stop, and so is one in a damaged text between an
abbreviation and the number that it speaks of ("prop, 1997/98:1"): of 5,500 of these in clean statutes, bills and
debates 8 have a comma, units in lists among them. A nought behind a colon is a misread o where the text writes such
ordinals elsewhere: of 3,500 of them in official print of 1863-1906 engines read 73 % so. Within an abbreviation of two
letters more, 0 and 1 are o and l.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from ocr_fix.correction.candidates.candidate import Candidate, Scope
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText

_ORDINAL = regex.compile(r"\(?(?:[nN]|\d{1,3}):o\b")
_WITH_NOUGHT = regex.compile(r"(?:[nN]|\d{1,3}):0")
_WITH_FIGURE = regex.compile(r"(?P<before>[(\[]?)(?P<short>(?:[\p{Ll}01]{1,3}\.)+[\p{Ll}01]{1,3})(?P<stop>\.?)")
_FIGURES = {"0": "o", "1": "l"}
_LETTERS_WITH_COMMA = regex.compile(r"\p{Ll}{1,2},")


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
            yield Candidate(printed, state.thresholds.plain_cost, (Confusion("o", "0"),), self.name, (printed,))


class FigureInAbbreviationSource:
    """The figures 0 and 1 that were letters of an abbreviation."""

    name = "figures in abbreviations"
    scope: Scope = "part"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """The tokens that hold one."""
        for token in text.others:
            if "." in token and ("1" in token or "0" in token) and _lettered(token.rstrip(",;:)]"), state):
                yield from text.flow.places(token)

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The abbreviation; the language model has none and sees what was read."""
        printed = _lettered(span.text, state)
        if printed:
            edits = tuple(
                [Confusion(true, read) for true, read in zip(printed, span.text, strict=True) if true != read]
            )
            yield Candidate(printed, state.thresholds.plain_cost, edits, self.name, (span.text,))


def _lettered(text: str, state: TextState) -> str:
    """What has figures for letters in a known abbreviation, with its letters; nothing where it has none."""
    found = _WITH_FIGURE.fullmatch(text)
    if not found or sum(map(str.isalpha, text)) < state.thresholds.letters_beside_figures:
        return ""
    short = "".join([_FIGURES.get(character, character) for character in found["short"]])
    if short == found["short"] or not state.vocabulary.language.is_abbreviation(short + "."):
        return ""
    return found["before"] + short + found["stop"]


class AbbreviationSource:
    """Commas that were full stops within an abbreviation, or behind one."""

    name = "abbreviations"
    scope: Scope = "part"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """The tokens that end in such a comma."""
        return state.once(_commas)

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The full stop."""
        if span.text == "," and span.first in state.once(_commas):
            yield Candidate(".", state.thresholds.plain_cost, (Confusion(".", ","),), self.name)


def _commas(state: TextState) -> frozenset[int]:
    """The commas within known abbreviations and behind them, by the index of their token."""
    text = state.text
    with_comma = [token for token in text.others if token[-1] == "," and _LETTERS_WITH_COMMA.fullmatch(token)]
    within = [at for token in with_comma for at in text.flow.places(token) if _is_in_abbreviation(state, at)]
    return frozenset([*within, *_before_numbers(state)])


def _before_numbers(state: TextState) -> Iterator[int]:
    """The commas of a damaged text between an abbreviation and a number; units in lists have a number before them."""
    text, is_known = state.text, state.vocabulary.language.is_abbreviation
    for token in text.flow.counts if state.is_damaged else ():
        if token[-1] == "," and token[:-1].isalpha() and len(token) > 2 and is_known(token[:-1] + "."):
            for at in text.flow.places(token):
                before, after = text.words[at - 1 : at], text.words[at + 1 : at + 3]
                # "3 kap, 8 §" and not "12 kr, 3 st"; the section sign may be misread itself.
                is_listed = any(word[-1].isdigit() for word in before) and (len(after) < 2 or after[1][0].isalnum())
                if after and after[0][0].isdigit() and not is_listed:
                    yield at


def _is_in_abbreviation(state: TextState, at: int) -> bool:
    """Whether some tokens around one are a known abbreviation, with full stops for their commas."""
    words, is_known = state.text.words, state.vocabulary.language.is_abbreviation
    most = state.thresholds.longest_abbreviation
    return any(
        words[last].endswith(".") and is_known("".join(words[first : last + 1]).replace(",", "."))
        for first in range(max(0, at - most + 1), at + 1)
        for last in range(at + 1, min(len(words), first + most))
    )
