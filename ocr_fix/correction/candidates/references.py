"""References of two numbers: "II:130" read with a space behind its colon, "I:89" read as "1:89".

Motions, chapters and items are cited so. Each text shows by those that came through whole how it writes them, and what
else looks like one of them is written in the same way. Laws, with a year before the colon, stay as they are: print has
them in both ways side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from ocr_fix.correction.candidates.candidate import Candidate, Scope
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText
from ocr_fix.languages.sv.papers import STATUTES

COLON, HYPHEN = ":", "-"
_LEFT, _RIGHT = r"(?P<left>\d{1,3}|[IVX]{1,4})", r"(?P<right>\d{1,4})"
_WHOLE = regex.compile(rf"[(\[]?{_LEFT}:{_RIGHT}[)\].,;]*")
_FIRST = regex.compile(rf"[(\[]?{_LEFT}:")
_YEAR = r"(?:1[6-9]|20)\d\d"
_LAW = regex.compile(rf"\({_YEAR}:\d{{1,4}}\)[.,;:]*")
_LAW_WITH_HYPHEN = regex.compile(rf"\((?P<year>{_YEAR})-(?P<number>\d{{1,4}})\)[.,;:]*")
_CITES = regex.compile(rf"(?i)(?:{STATUTES})$")
_SECOND = regex.compile(rf"{_RIGHT}[)\].,;]*")
# The figure that engines read for the numeral of its shape.
_ONE, _NUMERAL = "1", "I"
WHY = "the text has this reference without the space, too"


class Reference(NamedTuple):
    """A reference.

    Attributes:
        left, right: the numbers on both sides of its colon; the left one perhaps a numeral.
    """

    left: str
    right: str

    @property
    def as_numeral(self) -> Reference:
        """The same, a figure 1 before the colon taken for the numeral of its shape."""
        return Reference(_NUMERAL, self.right) if self.left == _ONE else self


class References(NamedTuple):
    """The references of one text, by the index of the token that each begins with.

    Attributes:
        whole: those that stand in one token.
        parted: those with a space behind their colon.
    """

    whole: Mapping[int, Reference]
    parted: Mapping[int, Reference]

    @property
    def to_join(self) -> frozenset[int]:
        """Where one is parted that stands whole elsewhere."""
        known = {reference.as_numeral for reference in self.whole.values()}
        return frozenset([at for at, reference in self.parted.items() if reference.as_numeral in known])

    def to_numeral(self, reach: int, *, is_damaged: bool) -> frozenset[int]:
        """Where a 1 was the numeral: it is elsewhere, and a numeral stands before the colon of a reference nearby.

        Args:
            reach: how many tokens away.
            is_damaged: whether the text is, so that either will do.
        """
        known = {reference for reference in self.whole.values() if reference.left == _NUMERAL}
        every = sorted({**self.parted, **self.whole}.items())
        beside = {
            at
            for one, other in pairwise(every)
            for (at, _), (there, neighbour) in ((one, other), (other, one))
            if abs(at - there) <= reach and not neighbour.left.isdigit()
        }
        elsewhere = {at for at, found in every if found.as_numeral in known}
        chosen = elsewhere | beside if is_damaged else elsewhere & beside
        return frozenset([at for at, found in every if found.left == _ONE and at in chosen])


class ReferenceSource:
    """References with a space behind their colon, which the text has without it elsewhere."""

    name = "references"
    scope: Scope = "tokens"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """Both tokens of such a reference."""
        return [at for first in state.once(_references).to_join for at in (first, first + 1)]

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The reference that begins with a token."""
        if span.first in state.once(_references).to_join:
            whole = span.text + state.text.words[span.first + 1]
            yield Candidate(whole, state.thresholds.spaced_cost, (), self.name, last=span.first + 1, why=WHY)


class NumeralSource:
    """The figure 1 before the colon of a reference that was a numeral."""

    name = "numerals"
    scope: Scope = "part"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """The tokens that begin such references."""
        return state.once(_numerals)

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The reference with the numeral."""
        left, colon, right = span.text.partition(COLON)
        if left == _ONE and colon and span.first in state.once(_numerals):
            text = f"{_NUMERAL}{COLON}{right}"
            yield Candidate(text, state.thresholds.plain_cost, (Confusion(_NUMERAL, _ONE),), self.name, (text,))


class LawSource:
    """The hyphen in the number of a law that was a colon: "lagen (2003-460)"."""

    name = "laws"
    scope: Scope = "part"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """The tokens of such numbers."""
        return state.once(_laws)

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The number with its colon."""
        year, hyphen, number = span.text.partition(HYPHEN)
        if hyphen and number and span.first in state.once(_laws):
            text = f"{year}{COLON}{number}"
            yield Candidate(text, state.thresholds.plain_cost, (Confusion(COLON, HYPHEN),), self.name, (text,))


def _laws(state: TextState) -> frozenset[int]:
    """Where a law is cited with a hyphen, in a text that is damaged or cites one with a colon; no spans of years."""
    text, words = state.text, state.text.words
    found = {token: law for token in text.others if HYPHEN in token and (law := _LAW_WITH_HYPHEN.fullmatch(token))}
    if not found or not (state.is_damaged or any(COLON in token and _LAW.fullmatch(token) for token in text.others)):
        return frozenset()
    return frozenset(
        at
        for token, law in found.items()
        if not (len(law["number"]) == len(law["year"]) and law["number"] > law["year"])
        for at in text.flow.places(token)
        if at and _CITES.search(words[at - 1])
    )


def _numerals(state: TextState) -> frozenset[int]:
    return state.once(_references).to_numeral(state.thresholds.reference_reach, is_damaged=state.is_damaged)


def _references(state: TextState) -> References:
    words, places = state.text.words, state.text.flow.places
    whole: dict[int, Reference] = {}
    parted: dict[int, Reference] = {}
    for token in state.text.others:
        if COLON not in token:
            continue
        if found := _WHOLE.fullmatch(token):
            whole.update(dict.fromkeys(places(token), Reference(found["left"], found["right"])))
        elif first := _FIRST.fullmatch(token):
            parted.update((at, Reference(first["left"], right)) for at in places(token) if (right := _right(words, at)))
    return References(whole, parted)


def _right(words: Sequence[str], at: int) -> str:
    """The number that the token behind another begins with, where it is one; nothing where it is none."""
    found = _SECOND.fullmatch(words[at + 1]) if at + 1 < len(words) else None
    return found["right"] if found else ""
