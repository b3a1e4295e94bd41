"""How one text was printed: which dashes and which quotation marks, told from all of them together.

A document uses one kind of dash between words and one kind of quotation mark. Engines mix them: – is read as — or ~,
” as “ or ". So each text is asked once which kind was printed, by Bayes' rule over all that was read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import partial
from math import exp, lgamma, log

import regex

from ocr_fix.correction.candidates.candidate import Candidate, Scope
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.error_model.profile import Profile
from ocr_fix.correction.thresholds import DEFAULT, Thresholds
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText

EN_DASH, QUOTE, STRAIGHT, OPENER, LOW = "–", "”", '"', "“", "„"
# What else may be printed between words where – is.
_DASHES = ("—", "~", "-")
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
    least = state.thresholds.least_probability
    shares = {sign: max(least, state.vocabulary.share_of_sign(sign)) for sign in (*_DASHES, OPENER, STRAIGHT)}
    shares[EN_DASH] = max(least, 1.0 - sum([shares[sign] for sign in _DASHES]))
    shares[QUOTE] = max(least, 1.0 - shares[OPENER] - shares[STRAIGHT])
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
        thresholds: Thresholds = DEFAULT,
    ) -> None:
        urn = partial(_urn_log_prob, profile=profile, thresholds=thresholds)
        most = thresholds.style_cost
        dashes = {sign: kinds[sign] for sign in (EN_DASH, *_DASHES) if sign in kinds}
        styles = {sign: urn(sign, dashes) + log(shares[sign]) for sign in (EN_DASH, *_DASHES)}
        costs = {sign: styles[sign] - styles[EN_DASH] for sign in _DASHES if sign in dashes}
        self._dashes = {sign: cost for sign, cost in costs.items() if cost < most}
        # “ opens what ” closes, so only what opens tells these two apart; " closes what it opens.
        opening, closing = _quotes(kinds)
        curved = urn(OPENER, opening) - urn(QUOTE, opening) + log(shares[OPENER] / shares[QUOTE])
        both = opening + closing
        straight = urn(STRAIGHT, both) - urn(QUOTE, both) + log(shares[STRAIGHT] / shares[QUOTE])
        costs = {OPENER: curved, STRAIGHT: straight}
        self._quotes = {sign: cost for sign, cost in costs.items() if sign in both and cost < most}

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
    """How often each mark opens a quotation, and how often it closes one; “ that closes what „ opens is left out."""
    opening: Counter[str] = Counter()
    closing: Counter[str] = Counter()
    for kind, count in kinds.items():
        if match := _OPENS.match(kind):
            opening[match[1]] += count
        if match := _CLOSES.search(kind):
            closing[match[1]] += count
    low = sum([count for kind, count in kinds.items() if kind.lstrip("(")[:1] == LOW])
    if not opening[OPENER] and low >= closing[OPENER]:  # „so“ in some print
        del closing[OPENER]
    return opening, closing


def _urn_log_prob(printed: str, counts: Mapping[str, int], profile: Profile, thresholds: Thresholds) -> float:
    """Natural log of the probability of what was read where one sign was printed throughout.

    How often a sign is misread differs from face to face, so its misreadings in one text are no independent witnesses:
    they are drawn from a Pólya urn.
    """
    shares = {
        read: max(thresholds.style_chance, exp(-profile.cost(Confusion(printed, read))))
        for read in counts
        if read != printed
    }
    shares[printed] = max(thresholds.style_chance, 1.0 - sum(shares.values()))
    balls = {read: thresholds.prior_weight * share for read, share in shares.items()}
    whole = sum(balls.values())
    drawn = sum([lgamma(balls[read] + count) - lgamma(balls[read]) for read, count in counts.items()])
    return lgamma(whole) - lgamma(whole + sum(counts.values())) + drawn
