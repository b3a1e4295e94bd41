"""Specks of dirt read as signs: a mark alone between words that no Swedish text prints there, a low line at a word."""

from __future__ import annotations

from ocr_fix.correction.decoding.decoder import Choice
from ocr_fix.correction.error_model.channel import Confusion

# Signs that never stand alone between two words: of 6.4 million tokens of the corpora fewer than one in 10,000 is one.
ALONE = frozenset(":;.,_'’‘`´°^\\<>¬")
LOW_LINE = "_"
# Natural log of the odds that a low line at a word was not printed.
_ODDS = 5.0
# The same for a stop without a space behind it and a small letter after.
GLUE = frozenset(".,:;")
_GLUE_ODDS = 3.0


def is_speck(token: str) -> bool:
    """Whether a token is one sign that never stands alone."""
    return token in ALONE


def speck_choices(read: str, *, within: bool) -> list[Choice]:
    """What a piece without letters beside a word was without the sign that a speck has put there.

    Args:
        read: the piece.
        within: whether it stands between two words of a token, the second of them with a small letter.
    """
    if within and read in GLUE:
        return [Choice(" ", (), _GLUE_ODDS, (Confusion(" ", read),))]
    if read.count(LOW_LINE) != 1:
        return []
    return [Choice(read.replace(LOW_LINE, ""), (), _ODDS, (Confusion("", LOW_LINE),))]
