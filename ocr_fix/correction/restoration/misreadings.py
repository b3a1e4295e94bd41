"""The encodings that Swedish texts were written in and read as, and what becomes of letters and signs between them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import regex

from ocr_fix.languages.sv.alphabet import OWN

_NAMES = {
    "mac_roman": "Mac OS Roman",
    "cp850": "DOS (CP850)",
    "cp437": "DOS (CP437)",
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1253": "Windows-1253",
}
# What was written in the first and read as the second. CP437 has the Swedish letters where CP850 has them.
_PAIRS = (
    ("mac_roman", "cp1252"),
    ("cp850", "cp1252"),
    ("cp1252", "mac_roman"),
    ("cp1252", "cp437"),
    ("cp1252", "cp850"),
    ("mac_roman", "cp437"),
    ("mac_roman", "cp850"),
    ("cp850", "mac_roman"),
    ("cp1252", "cp1250"),
    ("cp1252", "cp1251"),
    ("cp1252", "cp1253"),
)
_SWEDISH = OWN + OWN.upper()
_LETTERS = _SWEDISH + "æøÆØüÜß"
_OTHERS = "éÉèàáíóúôêëçñ§°½–—”“’…•«»´"
# Signs that texts are full of: they are looked at where others tell that a text was misread.
_FREQUENT = frozenset("’‘–—…€°§»«éàü¾®µ")
# National variants of ISO 646: SEN 850200 annex C, DS 2089 and NS 4551, DIN 66003. What they have where ASCII has
# { | } ~ [ \ ] ^ ` @; "" where it is the same.
_SEVEN_BITS = {
    "7-bit Swedish (SEN 850200)": (("sv", "fi"), ("ä", "ö", "å", "ü", "Ä", "Ö", "Å", "Ü", "é", "É")),
    "7-bit Danish or Norwegian": (("da", "nb", "nn"), ("æ", "ø", "å", "", "Æ", "Ø", "Å", "", "", "")),
    "7-bit German (DIN 66003)": (("de",), ("ä", "ö", "ü", "ß", "Ä", "Ö", "Ü", "", "", "")),
}
_SEVEN_BIT_SIGNS = "{|}~[\\]^`@"


class Misreading(NamedTuple):
    """One encoding read as another.

    Attributes:
        name: what happened, for a person to read.
        letters: the own letters of Nordic languages and German, by what they were read as that is no Swedish one.
        table: all characters that became others, by their code, for `str.translate`.
        telling: what they were read as, but for signs that texts are full of.
        within: finds such a letter that stands at another letter.
        foreign: what letters of other languages were read as ("é" of "idé") that is no Swedish letter.
        languages: those that are written so, by ISO 639-1; empty where it may be any.
    """

    name: str
    letters: Mapping[str, str]
    table: Mapping[int, str]
    telling: frozenset[str]
    within: regex.Pattern[str]
    languages: tuple[str, ...]
    foreign: frozenset[str]


@cache
def misreadings() -> tuple[Misreading, ...]:
    """All that are looked for, the commoner first where two explain as much."""
    found = [
        _misreading(f"{_NAMES[written]} was read as {_NAMES[read]}", *_tables(written, read), ())
        for written, read in _PAIRS
    ]
    for name, (languages, letters) in _SEVEN_BITS.items():
        table = {read: letter for read, letter in zip(_SEVEN_BIT_SIGNS, letters, strict=True) if letter}
        own = {read: letter for read, letter in table.items() if letter in _LETTERS}
        found.append(_misreading(f"{name} was read as ASCII", own, table, languages))
    return tuple(found)


def _tables(written: str, read: str) -> tuple[dict[str, str], dict[str, str]]:
    letters, others = (
        {
            misread: character
            for character in characters
            if (byte := character.encode(written, "ignore"))
            and (misread := byte.decode(read, "ignore") or byte.decode("latin-1")) != character
        }
        for characters in (_LETTERS, _OTHERS)
    )
    return letters, {**others, **letters}


def _misreading(
    name: str, letters: Mapping[str, str], table: Mapping[str, str], languages: tuple[str, ...]
) -> Misreading:
    letters = {read: letter for read, letter in letters.items() if read not in _SWEDISH}
    own = "[" + regex.escape("".join(letters)) + "]"
    return Misreading(
        name,
        letters,
        {ord(read): character for read, character in table.items()},
        frozenset(letters) - _FREQUENT,
        regex.compile(rf"(?<=[\p{{L}}-]){own}|{own}(?=\p{{L}})"),
        languages,
        frozenset(read for read, character in table.items() if character.isalpha())
        - letters.keys()
        - set(_SWEDISH)
        - _FREQUENT,
    )
