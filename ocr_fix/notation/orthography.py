"""How words and marks are written, whatever the language: what the stages share."""

from __future__ import annotations

import re
from collections.abc import Sequence

HYPHENS = "-\u00ad¬‐"
"""What engines make of a hyphen at a line end, where a word may go on."""
SOFT_HYPHEN = "\u00ad"
"""The one that a file has where a word goes on in the next line; nobody sees it elsewhere."""
DOUBLE_HYPHEN = "="
"""The double hyphen of old print, and what engines make of a simple one."""
BULLETS = "-–—•*·○▪■●◦‣"
"""The signs that stand before the items of lists, as characters of a class in a pattern."""
WINDOWS_SIGNS = {
    code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}
"""What Windows-1252 has in the place of Latin-1's control codes; it leaves five undefined."""
RAISED_FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""The figures of notes, from 0 to 9."""

WITHIN = 60
"""Words behind a mark in which what closes it is looked for, at most; see `benchmarks/sweep.md`."""


def is_shouted(word: str) -> bool:
    """Whether a word of more than one letter is in capitals."""
    return len(word) > 1 and word.isupper()


def is_bullet(word: str) -> bool:
    """Whether a word is a sign that stands before the items of lists."""
    return len(word) == 1 and word in BULLETS


def stays_open(words: Sequence[str], at: int, opening: str, closing: re.Pattern[str]) -> bool:
    """Whether no mark closes what another opens, or only one that may belong to a mark that is opened behind it.

    Args:
        words: of a text, with their marks.
        at: the index of the word that begins with the mark.
        opening: the mark.
        closing: what closes it in a word.
    """
    if closing.search(words[at], len(opening)):
        return False
    for word in words[at + 1 : at + 1 + WITHIN]:
        closed, opened = closing.search(word), word.find(opening)
        if closed and (opened < 0 or closed.start() < opened):
            return False
        if opened >= 0:
            return True
    return True
