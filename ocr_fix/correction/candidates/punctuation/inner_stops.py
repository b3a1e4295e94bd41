"""Full stops inside sentences: what stands before one is an abbreviation, or the stop is misread.

"pris 18 tkr, tilltr. snar": no word stands before a stop that no sentence ends with. So where a text is known to keep
its stops, an unknown token there is an abbreviation that no list has, and no misreading of a word. How far it keeps
them is counted on its known words, and how far it abbreviates on its unknown ones.
"""

from __future__ import annotations

from collections import Counter
from enum import Enum, auto
from math import log
from typing import NamedTuple

import regex

from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.tokens.span import Span

_STOP = "."
# Letters with a stop behind them that ends the token, or that a comma or its like follows.
_STOPPED = regex.compile(r"(?P<word>\p{L}+)\.(?P<mark>[,;:]?)")
_OPENING = "([\"'”“„»«’‘"


class Follows(Enum):
    """What goes on behind a stop."""

    MARK = auto()
    SMALL_LETTER = auto()
    FIGURE = auto()
    CAPITAL = auto()


class Stops(NamedTuple):
    """What stands before the stops of one text.

    Attributes:
        known: how many words of the language too long for abbreviations, by what follows the stop.
        unknown: how many words that are none.
        words: how many such words of the language the text has in all.
        strange: how many that are none.
    """

    known: Counter[Follows]
    unknown: Counter[Follows]
    words: int
    strange: int


def abbreviation_odds(state: TextState, span: Span) -> float:
    """How much likelier (natural log) the stop behind an unknown token makes it that it was printed so, 0 and up.

    With `s` for the share of the words of the text with such a stop and `a` for how much greater it is among its
    unknown words these are log(1 + a / s).

    Args:
        state: what is known of the text.
        span: the token.
    """
    follows = _follows(state, span.first)
    if follows is None:
        return 0.0
    alike = sum(_follows(state, at) is follows for at in state.text.flow.places(span.text))
    stops, thresholds = state.once(stops_of), state.thresholds
    weight = thresholds.stray_stops_weight
    of_words = (stops.known[follows] + thresholds.stray_stops * weight) / (stops.words + weight)
    return log(1.0 + max(0.0, _of_unknown(state, follows, alike) - of_words) / of_words)


def abbreviates(state: TextState, share: float) -> bool:
    """Whether a text abbreviates at will: a stop before a small letter stands behind far more of its unknown words.

    Args:
        state: what is known of the text.
        share: of its words with such a stop, 0-1.
    """
    return _of_unknown(state, Follows.SMALL_LETTER) > state.thresholds.abbreviates * share


def _of_unknown(state: TextState, follows: Follows, alike: int = 0) -> float:
    """The share of the unknown words of a text with such a stop, so many left out, 0-1."""
    stops, thresholds = state.once(stops_of), state.thresholds
    weight = thresholds.abbreviated_weight
    stopped = max(0, stops.unknown[follows] - alike) + thresholds.abbreviated * weight
    return stopped / (max(0, stops.strange - alike) + weight)


def stops_of(state: TextState) -> Stops:
    """The stops inside sentences of a text."""
    known, unknown = Counter[Follows](), Counter[Follows]()
    flow, longest = state.text.flow, state.thresholds.longest_abbreviated
    for token in flow.counts:
        if _STOP not in token:
            continue
        found = _STOPPED.fullmatch(token.lstrip(_OPENING))
        if found is None or state.is_abbreviated(found["word"]):
            continue
        is_known = state.is_word(found["word"])
        if not is_known or len(found["word"]) > longest:
            counts = known if is_known else unknown
            counts.update([follows for at in flow.places(token) if (follows := _follows(state, at)) is not None])
    words = sum([count for word, count in state.whole.items() if len(word) > longest])
    return Stops(known, unknown, words, state.strange_words)


def _follows(state: TextState, at: int) -> Follows | None:
    """What goes on behind the stop of a token in its paragraph; None where nothing does."""
    words, flow = state.text.words, state.text.flow
    if words[at][-1] in ",;:":
        return Follows.MARK
    if at + 1 >= len(words) or flow.parts_paragraphs(range(at + 1, at + 2)):
        return None
    first = words[at + 1].lstrip(_OPENING)[:1]
    if first.isdigit():
        return Follows.FIGURE
    return Follows.SMALL_LETTER if first.islower() else Follows.CAPITAL
