"""Tokens and their pieces: the words in them, and what stands around the words.

A token is what stands between two spaces: "(uppfoljning/utvirdering)," holds two words and three pieces of
punctuation. Joined the pieces are the token again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import regex

from ocr_fix.addresses import DOMAINS, FILE_ENDINGS, SCHEME_END, SERVER

# What may stand before the words of a token and behind them.
_LEAD = "([\"'”“„»«’‘–—•·*§-_.,;:=~"
_TRAIL = ".,:;!?)]\"'”“»«’…–—-_*"
# Inside a token, words are parted by a slash, and by a full stop or comma whose space was lost.
_JOINT = regex.compile(r"(/|(?<=\p{L}{3})[.,;:!?](?=\p{L}{2}))")

# Addresses and paths, whole or in the scraps that stray spaces leave of them.
_ADDRESS = re.compile(
    rf"@|{SCHEME_END}|^(?:https?:|{SERVER})|/.*/|/(?:.*\d\d|\d)|(?:\d\d.*|\d)/|\.(?:{DOMAINS}|{FILE_ENDINGS})(?:[.,;:)]*$|/)",
    re.IGNORECASE,
)
# Each of them holds one of these; most tokens hold none.
_OF_ADDRESSES = re.compile("[@/.:]")
_DIGIT = re.compile(r"\d")
# What engines make of the capital I, where it stands alone.
BAR = "|"
# "12a", "3b", "a)": the number and the letter of a list or a paragraph.
_LABEL = regex.compile(r"^\d+[a-hA-H]$")
_LETTER_LABEL = regex.compile(r"^\(?\p{L}\)[.,;:]?$")
# "TV4", "E20", "A4-format": capitals with a number.
_CODE = regex.compile(r"(?:^|-)\p{Lu}{1,5}\d+(?:-|$)")


class Piece(NamedTuple):
    """A part of a token: a word, or what stands between words."""

    text: str
    is_word: bool


def pieces(token: str) -> list[Piece]:
    """Part a token into words and what stands around them; joined they are the token again."""
    if token.isalpha():
        return [Piece(token, True)]
    if (_OF_ADDRESSES.search(token) and _ADDRESS.search(token)) or _LETTER_LABEL.match(token):
        return [Piece(token, False)]
    start = len(token) - len(token.lstrip(_LEAD))
    end = start + len(token[start:].rstrip(_TRAIL))
    found = []
    if start:
        found.append(Piece(token[:start], False))
    found += _words(token[start:end])
    if end < len(token):
        found.append(Piece(token[end:], False))
    return found


def _words(core: str) -> Iterator[Piece]:
    for part in [core] if core.isalpha() else _JOINT.split(core):
        if part:
            yield Piece(part, (any(map(str.isalpha, part)) and not is_number(part)) or part == BAR)


def is_number(part: str) -> bool:
    """Whether it is a number or a code: as many digits as letters or more, or a number with a letter for a label."""
    digits = len(_DIGIT.findall(part))
    if digits > 1 and digits >= sum(map(str.isalpha, part)):
        return True
    return digits > 0 and bool(_LABEL.match(part) or _CODE.search(part))
