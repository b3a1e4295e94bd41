"""Signs that the engine nearly read, where they are what stands there: one table.

The engine ranks the ways it could have read a character. Where a figure or another sign came first, the one that the
place asks for takes its stead if it was near; none is put where the engine did not think of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import regex

from ocr_fix.document import Choice, Line, Page, Word
from ocr_fix.recognition.boxes import map_lines
from ocr_fix.recognition.signs.thresholds import THRESHOLDS

_T = THRESHOLDS.nearly

_CLOSING = r"[).,;:]*"
_NUMBER = regex.compile(r"[(]?[-–±+]?\d+(?:[,–-]\d+)*\p{Ll}?")
_LETTER = regex.compile(r"\p{Ll}")
_DAGGER = regex.compile(r"(?<=\p{Ll})†")


class Sign(NamedTuple):
    """A sign that may have been nearly read.

    Attributes:
        sign: what is printed.
        read: the word that is read in its stead, whose first character is the one in question; a group has the rest.
        behind_number: whether it stands behind a number, or behind one and its letter as in "8 a §".
    """

    sign: str
    read: regex.Pattern[str]
    behind_number: bool = True


SIGNS = (
    Sign("§", regex.compile(rf"[8$&S56]({_CLOSING})")),
    Sign("%", regex.compile(rf"[‰☐☒]({_CLOSING})")),  # a box behind a number is none: in a cell, rules stand around it
    Sign("l", regex.compile(rf"1(/\p{{L}}+{_CLOSING})")),
    Sign("±", regex.compile(rf"\+(\d+(?:,\d+)?{_CLOSING})"), behind_number=False),
)


def with_nearly_read(page: Page) -> Page:
    """The page with the signs that were nearly read."""

    def mended(line: Line) -> Sequence[Word]:
        words = line.words
        return [_mended(word, [each.text for each in words[:index]]) for index, word in enumerate(words)]

    return map_lines(page, mended)


def _without_daggers(word: Word) -> Word:
    """The word with t for a dagger behind a small letter: large type has made one of the other."""
    if len(word.choices) != len(word.text):
        return word
    text = _DAGGER.sub(lambda match: "t" if _is_near("t", word.choices[match.start()]) else "†", word.text)
    return word if text == word.text else replace(word, text=text, raw=text)


def _is_near(sign: str, choices: Sequence[Choice]) -> bool:
    return any(choice.text == sign and choice.probability >= _T.nearly for choice in choices)


def _mended(word: Word, before: Sequence[str]) -> Word:
    word = _without_daggers(word)
    near = {choice.text for choice in (word.choices or ((),))[0] if choice.probability >= _T.nearly}
    for sign in SIGNS:
        match = sign.read.fullmatch(word.text) if sign.sign in near else None
        if match is not None and (not sign.behind_number or _behind_number(before)):
            return Word(f"{sign.sign}{match[1]}", word.box, word.confidence)
    return word


def _behind_number(before: Sequence[str]) -> bool:
    if before and _LETTER.fullmatch(before[-1]):
        before = before[:-1]
    return bool(before) and _NUMBER.fullmatch(before[-1]) is not None
