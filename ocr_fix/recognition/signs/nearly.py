"""Signs that the engine nearly read, where they are what stands there: one table; and capitals told by their height.

The engine ranks the ways it could have read a character. Where a figure or another sign came first, the one that the
place asks for takes its stead if it was near; none is put where the engine did not think of it. Nor are capitals put in
the stead of small letters of the same shape ("sou 1939:62"), which are told by how high they are beside their line.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

import regex

from ocr_fix.document import Line, Page, Word
from ocr_fix.notation.type_size import height_of
from ocr_fix.recognition.boxes import map_lines
from ocr_fix.recognition.signs.thresholds import THRESHOLDS

_T = THRESHOLDS.nearly

_CLOSING = r"[).,;:]*"
_NUMBER = regex.compile(r"[(]?[-–±+]?\d+(?:[,–-]\d+)*\p{Ll}?")
# Small letters of the shape of capitals, and words that tell how high letters of their line are.
_ALIKE = regex.compile(r"[cosuvwxz]{2,}[.:]?|[cosuvwxz]\.")
_TELLING = regex.compile(r"[\p{L}\p{Nd}][\p{L}\p{Nd}.:]+")
_LETTER = regex.compile(r"\p{Ll}")


class Sign(NamedTuple):
    """A sign that may have been nearly read.

    Attributes:
        sign: what is printed.
        read: the word that is read in its stead; groups have what stands before the character in question and after.
        behind_number: whether it stands behind a number, or behind one and its letter as in "8 a §".
    """

    sign: str
    read: regex.Pattern[str]
    behind_number: bool = True


SIGNS = (
    Sign("§", regex.compile(rf"()[8$&S56](§?{_CLOSING})")),
    Sign("§", regex.compile(rf"(§)[8$&S56]({_CLOSING})")),
    Sign("%", regex.compile(rf"()[‰☐☒]({_CLOSING})")),  # a box behind a number is a cell with rules around it
    Sign("l", regex.compile(rf"()1(/\p{{L}}+{_CLOSING})")),
    Sign("±", regex.compile(rf"()\+(\d+(?:,\d+)?{_CLOSING})"), behind_number=False),
    Sign("t", regex.compile(r"(.*\p{Ll})†(.*)"), behind_number=False),  # in large type
)


def with_nearly_read(page: Page) -> Page:
    """The page with the signs that were nearly read."""

    def mended(line: Line) -> Sequence[Word]:
        words = [_with_capitals(word, line.words) for word in line.words]
        return [_mended(word, [each.text for each in words[:index]]) for index, word in enumerate(words)]

    return map_lines(page, mended)


def _with_capitals(word: Word, line: Sequence[Word]) -> Word:
    """A word of small letters that look like capitals as these, where it is as high as they and was nearly read so."""
    if word.box is None or _ALIKE.fullmatch(word.text) is None or not _nearly_capitals(word):
        return word
    sizes = [
        other.box.height / height_of(other.text)
        for other in line
        if other is not word and other.box is not None and _TELLING.fullmatch(other.text)
    ]
    if not sizes or word.box.height < _T.capital * median(sizes):
        return word
    return Word(word.text.upper(), word.box, word.confidence)


def _nearly_capitals(word: Word) -> bool:
    """Whether the engine has thought of a capital for each letter of a word."""
    return len(word.choices) == len(word.text) and all(
        not letter.isalpha() or any(choice.text == letter.upper() for choice in choices)
        for letter, choices in zip(word.text, word.choices, strict=True)
    )


def _mended(word: Word, before: Sequence[str]) -> Word:
    for sign in SIGNS:
        match = sign.read.fullmatch(word.text)
        is_near = match is not None and sign.sign in _near(word, len(match[1]))
        if match is not None and is_near and (not sign.behind_number or _behind_number(before)):
            return Word(f"{match[1]}{sign.sign}{match[2]}", word.box, word.confidence)
    return word


def _near(word: Word, place: int) -> set[str]:
    """What the character at a place of a word was nearly read as."""
    if place and len(word.choices) != len(word.text):  # it is not known which character each choice is of
        return set()
    return {choice.text for choice in (word.choices or ((),))[place] if choice.probability >= _T.nearly}


def _behind_number(before: Sequence[str]) -> bool:
    if before and _LETTER.fullmatch(before[-1]):
        before = before[:-1]
    return bool(before) and _NUMBER.fullmatch(before[-1]) is not None
