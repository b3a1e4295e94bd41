"""Party letters after the name of a politician: "(S)" is read "(5)", by both models."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ocr_fix.document import Word
from ocr_fix.languages.sv.politics import PARTIES
from ocr_fix.recognition.thresholds import THRESHOLDS

_T = THRESHOLDS.parties

# What stands for the party of a politician, "(-)" for none.
_PARTY = regex.compile(rf"\((?:{'|'.join(PARTIES)}|[-–])\)[.,;:]?")
_NO_PARTY = regex.compile(r"\([-–]\)[.,;:]?")
_MISREAD = regex.compile(r"\([5$]\)([.,;:]?)")
_NAME = regex.compile(r"\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?")

# What a second reading may have for a first one, where only the second has the letter.
_LETTER = regex.compile(r"\(S\)[.,;:]?")
_LETTER_READ_AS = regex.compile(r"\((?:5|\$S?)\)[.,;:]?")


def names_party(words: Sequence[Word], index: int) -> bool:
    """Whether a party stands there after a name, told by the letters that no digit looks like."""
    if not index or not _PARTY.fullmatch(words[index].text):
        return False
    before = words[index - 1].text
    return bool(_NAME.fullmatch(before) or (before.isalpha() and _NO_PARTY.fullmatch(words[index].text)))


def with_parties(words: Sequence[Word]) -> list[Word]:
    """A line of a page that names parties, with `(S)` for the "(5)" after a first name and a surname."""
    found: list[Word] = []
    for index, word in enumerate(words):
        match = _MISREAD.fullmatch(word.text)
        names = words[max(0, index - _T.names) : index]
        named = len(names) == _T.names and all(_NAME.fullmatch(name.text) for name in names)
        found.append(Word(f"(S){match[1]}", word.box, word.confidence) if match and named else word)
    return found


def party_letter(swe: str, eng: str, before: Sequence[str]) -> str | None:
    """`(S)` where the first reading has "(5)" after a name and the second the letter."""
    after_name = bool(before) and before[-1][:1].isupper()
    same_end = swe.partition(")")[2] == eng.partition(")")[2]
    return eng if after_name and same_end and _LETTER.fullmatch(eng) and _LETTER_READ_AS.fullmatch(swe) else None
