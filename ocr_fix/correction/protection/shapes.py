"""What the shape of a token or a part of it tells: numbers, codes, labels and addresses are no words."""

from __future__ import annotations

import re

import regex

from ocr_fix.correction.protection.veto import Veto
from ocr_fix.notation.addresses import DOMAINS, FILE_ENDINGS, SCHEME_END, SERVER

# What engines make of the capital I, where it stands alone.
BAR = "|"
# Addresses and paths, whole or in the scraps that stray spaces leave of them.
_ADDRESS = re.compile(
    rf"@|{SCHEME_END}|^(?:https?:|{SERVER})|/.*/|/(?:.*\d\d|\d)|(?:\d\d.*|\d)/|\.(?:{DOMAINS}|{FILE_ENDINGS})(?:[.,;:)]*$|/)",
    re.IGNORECASE,
)
# Each of them holds one of these; most tokens hold none.
_OF_ADDRESSES = re.compile("[@/.:]")
_DIGIT = re.compile(r"\d")
# "12a", "3b", "a)": the number and the letter of a list or a paragraph.
_LABEL = regex.compile(r"^\d+[a-hA-H]$")
_LETTER_LABEL = regex.compile(r"^\(?\p{L}\)[.,;:]?$")
# "t1l1" for "till": small letters with the figures that are most like letters among them.
_LIKE_LETTERS = regex.compile(r"^\p{Ll}[\p{Ll}01]*$")
# "TV4", "E20", "A4-format": capitals with a number.
_CODE = regex.compile(r"(?:^|-)\p{Lu}{1,5}\d+(?:-|$)")


def veto_on_token(token: str) -> Veto | None:
    """Why a whole token is no word with punctuation around it; None where it may be."""
    if _OF_ADDRESSES.search(token) and _ADDRESS.search(token):
        return Veto.ADDRESS
    return Veto.LABEL if _LETTER_LABEL.match(token) else None


def veto_on_part(part: str) -> Veto | None:
    """Why what stands between the punctuation of a token is no word; None for a word.

    A number has as many digits as letters or more, or a letter for a label; one more where they may be letters.
    """
    if part == BAR or part.isalpha():
        return None
    digits, letters = len(_DIGIT.findall(part)), sum(map(str.isalpha, part))
    if not letters:
        return Veto.NUMBER if digits else Veto.MARK
    if digits > 1 and digits >= letters + (_LIKE_LETTERS.match(part) is not None):
        return Veto.NUMBER
    if digits and _LABEL.match(part):
        return Veto.LABEL
    return Veto.CODE if digits and _CODE.search(part) else None
