"""Diaereses and rings that stand beside their letter ("f¨or", "fo¨r", "p˚a"), as typesetters' fonts leave them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import regex

from ocr_fix.correction.restoration.choice import MARKS
from ocr_fix.correction.tokens.distinct import Distinct

_COMBINING = {"¨": "\u0308", "˚": "\u030a", "°": "\u030a"}
_BEFORE = regex.compile(r"(?P<accent>¨)(?P<letter>[aouAOU])|(?<!\d)(?P<accent>[˚°])(?P<letter>[aA])")
_BEHIND = regex.compile(r"(?P<letter>[aouAOU])(?P<accent>¨)|(?P<letter>[aA])(?P<accent>[˚°])")
_ANY = re.compile(r"[¨˚]|°(?=[aA])|(?<=[aA])°")
# Between letters it can be nothing else; a quotation mark may stand at the edge of a word.
_INSIDE = regex.compile(r"(?<=\p{L})[¨˚°](?=\p{L})")


def with_accents(tokens: Distinct, is_word: Callable[[str], bool]) -> dict[str, str]:
    """The different tokens of a text that have accents beside their letters, each with the letters whole.

    Args:
        tokens: of the text.
        is_word: whether something is a word or a name of Swedish.
    """
    if not tokens.holds(_COMBINING):
        return {}
    ways = {token: _ways(token) for token in tokens.matching(_ANY)}
    # A text has them before its letters or behind them, as words show that allow one way only.
    inside = [token for token in ways if _INSIDE.search(token)]
    is_before = sum(bool(before) - bool(behind) for before, behind in map(ways.__getitem__, inside)) >= 0
    found: dict[str, str] = {}
    for token, (before, behind) in ways.items():
        likely = [way for way in ((before, behind) if is_before else (behind, before)) if way]
        known = [way for way in likely if is_word(way.strip(MARKS))]
        if known or (likely and len(inside) > 1):
            found[token] = [*known, *likely][0]
    return found


def _ways(token: str) -> tuple[str, str]:
    """A token with its accents on the letters behind them, and on those before; empty where one has no such letter."""
    before, behind = (pattern.sub(_composed, token) for pattern in (_BEFORE, _BEHIND))
    return ("" if _ANY.search(before) else before), ("" if _ANY.search(behind) else behind)


def _composed(match: regex.Match[str]) -> str:
    return unicodedata.normalize("NFC", match["letter"] + _COMBINING[match["accent"]])
