"""§ behind a number, where the engine reads a figure or $ and nearly read the sign."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ocr_fix.document import Line, Page, Word
from ocr_fix.recognition.boxes import map_lines
from ocr_fix.recognition.thresholds import THRESHOLDS

_T = THRESHOLDS.sections

_READ_AS = regex.compile(r"[8$&S56]([).,;:]*)")
_NUMBER = regex.compile(r"[(]?\d+(?:[,–-]\d+)*\p{Ll}?")
_LETTER = regex.compile(r"\p{Ll}")


def with_sections(page: Page) -> Page:
    """The page with § where it stands behind a number and is among the ways the engine could have read the sign."""

    def mended(line: Line) -> Sequence[Word]:
        words = line.words
        return [_with_section(word, [each.text for each in words[:index]]) for index, word in enumerate(words)]

    return map_lines(page, mended)


def _with_section(word: Word, before: Sequence[str]) -> Word:
    match = _READ_AS.fullmatch(word.text)
    if match is None or not _behind_number(before) or not word.choices:
        return word
    nearly = any(choice.text == "§" and choice.probability >= _T.nearly for choice in word.choices[0])
    return Word(f"§{match[1]}", word.box, word.confidence) if nearly else word


def _behind_number(before: Sequence[str]) -> bool:
    """Whether the last word is a number, or the one before it and the last its letter, as in "8 a §"."""
    if before and _LETTER.fullmatch(before[-1]):
        before = before[:-1]
    return bool(before) and _NUMBER.fullmatch(before[-1]) is not None
