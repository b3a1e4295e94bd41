"""Characters that stand by their name or number in HTML ("p&aring;", "&#229;", "&amp;aring;"), as they are.

Letters whose semicolon is lost, or is a space ("g&aring tt"), are as plain. They are left in lines of code, and in a
text that speaks of them: one that names letters and has none inside a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from ocr_fix.correction.restoration.encodings import MARKS
from ocr_fix.correction.tokens.distinct import Distinct
from ocr_fix.document import Flow
from ocr_fix.languages.sv.alphabet import ALPHABET

_NAMED = r"(?:[Aa]ring|[AaOoUu]uml|[Ee]acute)"  # letters that a name without its semicolon may be of
_OPEN = re.compile(rf"&(?:amp;)*{_NAMED}$")
_ENTITY = re.compile(
    rf"&(?:amp;)*(?:(?:#\d{{2,6}}|#[xX][0-9a-fA-F]{{2,5}}|[A-Za-z]{{2,8}}\d?);|{_NAMED}(?=[{ALPHABET}.,:!?)\s]|$))"
)
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


def parted_by_names(flow: Flow, is_word: Callable[[str], bool], is_listed: Callable[[str], bool]) -> dict[int, str]:
    """Words that a name has parted which a space ends in place of a semicolon, by the index of their first half.

    Args:
        flow: the text.
        is_word: whether something is a word or a name of Swedish.
        is_listed: whether it is a word of the lexicon, and no compound that it has not.
    """
    found: dict[int, str] = {}
    for token in [token for token in flow.counts if "&" in token and _OPEN.search(token)]:
        half = _ENTITY.sub(_character, token)
        for at in flow.places(token):
            behind = flow.words[at + 1] if at + 1 < len(flow.words) else ""
            if behind[:1].islower() and "\n" not in flow.tokens[at + 1].space and at - 1 not in found:
                rest = _ENTITY.sub(_character, behind)
                are_two = all(is_word(each.strip(MARKS)) for each in (half, rest))
                if not are_two or is_listed((half + rest).strip(MARKS)):
                    found[at] = half + rest
    return found


def _character(match: re.Match[str]) -> str:
    """The character of a name; what stands there where the name is none."""
    found: str = match[0] if match[0].endswith(";") else match[0] + ";"
    while (named := unescape(found)) != found:
        found = named
    return _SPACES.get(found, found if len(found) == 1 and found.isprintable() else match[0])
