"""Specks of dirt read as signs: a mark alone between words that no Swedish text prints there, a low line at a word."""

from __future__ import annotations

from ocr_fix.correction.channel import Confusion
from ocr_fix.correction.decoder import Choice

# Signs that never stand alone between two words: of 6.4 million tokens of the corpora fewer than one in 10,000 is one.
ALONE = frozenset(":;.,_'’‘`´°^~\\<>¬")
LOW_LINE = "_"
# Natural log of the odds that a low line at a word was not printed.
_ODDS = 5.0


def is_speck(token: str) -> bool:
    """Whether a token is one sign that never stands alone."""
    return token in ALONE


def speck_choices(read: str) -> list[Choice]:
    """What a piece without letters beside a word was without the low line that a speck has put there."""
    if read.count(LOW_LINE) != 1:
        return []
    return [Choice(read.replace(LOW_LINE, ""), (), _ODDS, (Confusion("", LOW_LINE),))]
