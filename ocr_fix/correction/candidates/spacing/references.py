"""Numbers set apart from the numeral they belong to: "II: 130" in a text that has "II:128".

Motions were counted by chamber, and engines see a space behind the colon. What the text itself prints in one piece
elsewhere is taken to be one. Years with their numbers ("1981/82: 40") are left: bills print them both ways in one text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import regex

from ocr_fix.correction.candidates.base import Candidate, Scope
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText

_LABEL = r"[(\[]?[IVX]+:"
_APART = regex.compile(_LABEL)
_WHOLE = regex.compile(_LABEL + r"\d+\b")
_NUMBER = regex.compile(r"\d{1,4}\b(?![:/])")
_WHY = "a numeral and its number, in one piece as elsewhere in the text"


class ReferenceSource:
    """For a numeral that a colon ends: the same with its number, where the text has such in one piece."""

    name = "references"
    scope: Scope = "tokens"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """The numerals and the numbers behind them."""
        for at in text.once(_apart):
            yield at
            yield at + 1

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The numeral with its number."""
        text = state.text.once(_apart).get(span.first)
        if text is not None:
            yield Candidate(text, 0.0, (), self.name, last=span.first + 1, why=_WHY)


def _apart(text: TokenisedText) -> Mapping[int, str]:
    """By the index of the numeral each that its number stands behind, as one."""
    labelled = [token for token in text.others if ":" in token]
    if not any(map(_WHOLE.match, labelled)):
        return {}
    words = text.words
    return {
        at: words[at] + words[at + 1]
        for token in labelled
        if _APART.fullmatch(token)
        for at in text.flow.places(token)
        if at + 1 < len(words) and _NUMBER.match(words[at + 1])
    }
