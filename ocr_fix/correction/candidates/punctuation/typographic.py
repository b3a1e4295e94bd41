"""How one text was printed: which dashes and which quotation marks, told from all of them together.

A document uses one kind of dash between words and one kind of quotation mark. Engines mix them: – is read as — or ~,
” as “ or ". So each text is asked once which kind was printed, by Bayes' rule over all that was read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import inf, log

import regex

from ocr_fix.correction.candidates.base import Candidate, Scope
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.error_model.profile import Profile
from ocr_fix.correction.thresholds import DEFAULT, CandidateThresholds
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText

EN_DASH, QUOTE = "–", "”"
# What else may be printed between words where – is, and where a quotation opens.
_DASHES = ("—", "~", "-")
_OPENERS = ("“", '"')
_CLOSES = regex.compile(r"\p{L}[.,!?]?([”“\"])[.,;:!?)]*$")
_OPENS = regex.compile(r"\(?([”“\"])\p{L}")
NAME = "typographic"


class TypographicSource:
    """Dashes and quotation marks of another style than the damaged text's."""

    name = NAME
    scope: Scope = "part"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """The tokens that are or hold one."""
        style = state.once(_style)
        for token in text.others if style.is_mixed else ():
            if style.is_open(token):
                yield from text.flow.places(token)

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """What else than a part without letters was printed."""
        if span.is_word:
            return ()
        return state.once(_style).candidates(span.text, alone=len(span.parts) == 1)


def _style(state: TextState) -> Style:
    least = state.thresholds.least_style_share
    shares = {sign: max(least, state.vocabulary.share_of_sign(sign)) for sign in (*_DASHES, *_OPENERS)}
    return Style(state.text.others if state.is_damaged else {}, state.profile, shares, state.thresholds)


class Style:
    """The dashes and quotation marks of a text.

    Args:
        kinds: the different tokens of the text with their counts.
        profile: the channel of the text.
        shares: of texts that print a sign where there is a choice, 0-1.
        thresholds: the numbers to go by.
    """

    def __init__(
        self,
        kinds: Mapping[str, int],
        profile: Profile,
        shares: Mapping[str, float],
        thresholds: CandidateThresholds = DEFAULT,
    ) -> None:
        opening, all_of_them = _quotes(kinds)
        dashes = _costs(EN_DASH, {sign: shares[sign] for sign in _DASHES}, kinds, profile, thresholds.style_chance)
        # “ opens what ” closes, so only what opens tells these two apart; " closes what it opens.
        quotes = {
            **_costs(QUOTE, {"“": shares["“"]}, opening, profile, thresholds.style_chance),
            **_costs(QUOTE, {'"': shares['"']}, all_of_them, profile, thresholds.style_chance),
        }
        self._dashes = {read: cost for read, cost in dashes.items() if cost < thresholds.style_cost}
        self._quotes = {read: cost for read, cost in quotes.items() if cost < thresholds.style_cost}

    @property
    def is_mixed(self) -> bool:
        """Whether signs of another style than the text's were read at all."""
        return bool(self._dashes or self._quotes)

    def is_open(self, token: str) -> bool:
        """Whether a token is or holds a sign of another style than the text's."""
        if not self.is_mixed:
            return False
        return token in self._dashes or any(quote in token for quote in self._quotes)

    def candidates(self, read: str, *, alone: bool) -> list[Candidate]:
        """What else than a part without letters was printed.

        Args:
            read: the part.
            alone: whether it is a token by itself.
        """
        if alone and read in self._dashes:
            return [Candidate(EN_DASH, self._dashes[read], (Confusion(EN_DASH, read),), NAME)]
        found = [quote for quote in self._quotes if quote in read]
        if alone or not found:
            return []
        text = read
        for quote in found:
            text = text.replace(quote, QUOTE)
        cost = max(self._quotes[quote] for quote in found)
        return [Candidate(text, cost, tuple(Confusion(QUOTE, quote) for quote in found), NAME)]


def _quotes(kinds: Mapping[str, int]) -> tuple[Counter[str], Counter[str]]:
    """How often each mark opens a quotation, and how often it opens or closes one."""
    opening: Counter[str] = Counter()
    closing: Counter[str] = Counter()
    for kind, count in kinds.items():
        if match := _OPENS.match(kind):
            opening[match[1]] += count
        if match := _CLOSES.search(kind):
            closing[match[1]] += count
    return opening, opening + closing


def _costs(
    true: str, others: Mapping[str, float], counts: Mapping[str, int], profile: Profile, by_chance: float
) -> dict[str, float]:
    """For each of the others that was read, what it costs that `true` was printed throughout and not that one.

    The cost is the negative natural log of the odds.
    """
    costs = {}
    for other, share in others.items():
        if not counts.get(other):
            continue
        total = -log((1.0 - share) / share)
        for read, count in counts.items():
            if read == true or read in others:
                if_true = 0.0 if read == true else profile.cost(Confusion(true, read))
                if_other = 0.0 if read == other else min(profile.cost(Confusion(other, read)), -log(by_chance))
                total += count * (if_true - if_other)
        costs[other] = total if total > -inf else 0.0
    return costs
