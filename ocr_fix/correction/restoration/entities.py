"""Characters that stand by their name or number in HTML ("p&aring;", "&#229;", "&amp;aring;"), as they are.

They are left in lines of code, and in a text that speaks of them: one that names letters and has none inside a word.
"""

from __future__ import annotations

import re
from html import unescape

from ocr_fix.correction.tokens.distinct import Distinct

_ENTITY = re.compile(r"&(?:amp;)*(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8}\d?);")
_IN_WORD = re.compile(rf"(?:(?<=[^\W\d_]){_ENTITY.pattern}|{_ENTITY.pattern}(?=[^\W\d_]))")
# Spaces of all kinds are written as one; a soft hyphen is nothing that is seen.
_SPACES = {"\xa0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\xad": ""}
# What makes a token one of markup, of code or an address.
_CODED = re.compile(r"[<>={}\\$]|://|\?\w+=|&(?:amp;)?(?:lt|gt);")


def with_characters(tokens: Distinct) -> dict[str, str]:
    """The different tokens of a text that hold characters by their names, each with the characters themselves.

    Args:
        tokens: of the text.
    """
    if not tokens.holds("&"):
        return {}
    holding = [token for token in tokens.matching(_ENTITY) if not _CODED.search(token)]
    mended = {token: _ENTITY.sub(_character, token) for token in holding}
    if any(text.isalpha() for text in mended.values()) and not any(map(_IN_WORD.search, holding)):
        return {}
    return {token: text for token, text in mended.items() if text.strip() and text != token}


def _character(match: re.Match[str]) -> str:
    """The character of a name; what stands there where the name is none."""
    found: str = match[0]
    while (named := unescape(found)) != found:
        found = named
    return _SPACES.get(found, found if len(found) == 1 and found.isprintable() else match[0])
