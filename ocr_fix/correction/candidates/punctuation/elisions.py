"""Apostrophes of words cut short ("te’", "sa’") that were read as marks that close a quotation.

Speech as it is spoken has many of them. A mark that closes a quotation closes one that was opened; where several close
none, and nearly all of these stand behind words of a few letters, they are apostrophes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import regex

from ocr_fix.correction.candidates.candidate import Candidate, Scope
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText

APOSTROPHE = "’"
_CLOSING = '”"'
_OPENS = regex.compile(r"[(–—-]*[”\"“„»]\p{L}")
_CLOSES = regex.compile(rf"(?P<word>[\p{{L}}-]+)[.,!?…]?[{_CLOSING}][.,;:!?)]*")
_CUT_SHORT = regex.compile(rf"\p{{L}}+[{_CLOSING}][.,;:!?)]*")


class _Mark(NamedTuple):
    """A closing mark that closes nothing.

    Attributes:
        at: the index of its token.
        is_short: whether nothing but a word of a few letters stands before it.
    """

    at: int
    is_short: bool


class ElisionSource:
    """Apostrophes at the ends of words cut short."""

    name = "elisions"
    scope: Scope = "part"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """The tokens with a mark that closes nothing."""
        return state.once(_cut_short)

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The apostrophe that the mark behind a word may be."""
        if not span.is_word and span.text[0] in _CLOSING and span.first in state.once(_cut_short):
            text = APOSTROPHE + span.text[1:]
            edit = Confusion(APOSTROPHE, span.text[0])
            yield Candidate(text, state.thresholds.elision_cost, (edit,), self.name)


def _cut_short(state: TextState) -> frozenset[int]:
    """Where words are cut short, by the index of their token; nowhere if marks that close nothing are seldom that."""
    if not any(mark in token for token in state.text.others for mark in _CLOSING):
        return frozenset()  # as in most texts
    marks = list(_closing_nothing(state.text, state.thresholds.longest_cut_short))
    short = [mark.at for mark in marks if mark.is_short]
    is_told = len(short) >= state.thresholds.fewest_cut_short
    return frozenset(short) if is_told and len(short) >= state.thresholds.share_cut_short * len(marks) else frozenset()


def _closing_nothing(text: TokenisedText, longest: int) -> Iterator[_Mark]:
    """The closing marks of a text with no opening one before them in their paragraph.

    Args:
        text: the text.
        longest: letters of a short word.
    """
    is_open = False
    for at, (word, token) in enumerate(zip(text.words, text.flow.tokens, strict=True)):
        if token.space.count("\n") > 1:
            is_open = False
        if _OPENS.match(word):
            is_open = True
        closes = _CLOSES.search(word)
        if closes is None:
            continue
        if not is_open:
            is_short = len(closes["word"]) <= longest and _CUT_SHORT.fullmatch(word) is not None
            yield _Mark(at, is_short)
        is_open = False
