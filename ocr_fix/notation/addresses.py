"""Addresses of the web and of mail as they stand in texts; each stage asks another question about the same parts."""

from __future__ import annotations

import regex

SCHEME_END = "://"
SERVER = r"www\."
SCHEME = rf"\p{{L}}{{3,6}}{SCHEME_END}"
EMAIL = r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
DOMAINS = "se|nu|com|org|net|eu"
FILE_ENDINGS = "pdf|html?|docx?|xlsx?|aspx?|php"
"""Patterns of parts; of the last names of servers those that Swedish texts have, of files those that are linked."""

_WHOLE = regex.compile(rf"(?:{SCHEME}|{SERVER})\S+")
_BEGUN = regex.compile(rf"{SCHEME_END}\S|^{SERVER}")
# Several parts, as of a server's name or a path.
_OF_PARTS = regex.compile(r"\S+[/.:@]\S+[/.:@]\S+|https?:\S*")


def is_address(word: str) -> bool:
    """Whether a word is an address of the web with its scheme or its www."""
    return _WHOLE.fullmatch(word) is not None


def may_go_on(word: str) -> bool:
    """Whether an address of the web has begun in a word, so that what touches it may be more of it."""
    return _BEGUN.search(word) is not None


def is_built_like_address(word: str) -> bool:
    """Whether a word has parts as an address has; times, dates and file names may have them too."""
    return _OF_PARTS.fullmatch(word) is not None
