"""Apostrophes of words cut short ("te’", "sa’") that were read as marks that close a quotation.

Speech as it is spoken has many of them. A mark that closes a quotation closes one that was opened; where several close
none, and nearly all of these stand behind words of a few letters, they are apostrophes.
"""

from __future__ import annotations

from collections.abc import Iterable

import regex

from ocr_fix.correction.candidates.candidate import Candidate, Scope
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText

APOSTROPHE = "’"
_CURVED, _STRAIGHT = "”", '"'
_CLOSING = frozenset((_CURVED, _STRAIGHT))
_OPENING = frozenset('”"“„»(–—-')
_OPENS = regex.compile(r"[(–—-]*[”\"“„»]\p{L}")
_CLOSES = regex.compile(r"[\p{L}-][.,!?…]?[”\"][.,;:!?)]*")
_CUT_SHORT = regex.compile(r"(?P<word>\p{L}+)[”\"][.,;:!?)]*")


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
    thresholds = state.thresholds
    others = state.text.others
    closed = [kind for kind in others if _CURVED in kind or _STRAIGHT in kind]
    of_short = {kind for kind in closed if _is_short(kind, thresholds.longest_cut_short)}
    if sum([others[kind] for kind in of_short]) < thresholds.fewest_cut_short:
        return frozenset()  # as in most texts
    kinds = [*closed, *[kind for kind in others if kind[0] in _OPENING and _CLOSING.isdisjoint(kind)]]
    marks = _closing_nothing(state.text, kinds)
    short = [at for at in marks if state.text.words[at] in of_short]
    is_told = len(short) >= thresholds.fewest_cut_short and len(short) >= thresholds.share_cut_short * len(marks)
    return frozenset(short if is_told else ())


def _is_short(kind: str, longest: int) -> bool:
    found = _CUT_SHORT.fullmatch(kind)
    return found is not None and len(found["word"]) <= longest


def _closing_nothing(text: TokenisedText, kinds: Iterable[str]) -> list[int]:
    """Where closing marks of a text have no opening one before them in their paragraph.

    Args:
        text: the text.
        kinds: those of its different tokens in which there are marks.
    """
    flow = text.flow
    found: list[int] = []
    is_open, last = False, 0
    for at in sorted([at for kind in kinds for at in text.flow.places(kind)]):
        if is_open and flow.parts_paragraphs(range(last + 1, at + 1)):
            is_open = False
        word, last = text.words[at], at
        is_open = is_open or _OPENS.match(word) is not None
        if _CLOSES.search(word):
            if not is_open:
                found.append(at)
            is_open = False
    return found
