"""Numbers that may have been misread: no lexicon knows them, so what is not certain about them is at least said.

A number is doubtful where the engine hardly had a guess. It is left as it was read; the mark goes with the word into
the list of changes.
"""

from __future__ import annotations

import regex

from ocr_fix.document import Edit, Page, Word
from ocr_fix.recognition.boxes import map_lines
from ocr_fix.recognition.thresholds import THRESHOLDS

_T = THRESHOLDS.doubts

_DIGIT = regex.compile(r"\p{Nd}")


def with_doubts(page: Page) -> Page:
    """The page with the numbers marked that the engine hardly had a guess of."""
    return map_lines(page, lambda line: [_marked(word) for word in line.words])


def _marked(word: Word) -> Word:
    sure = word.confidence
    if word.edit is not None or sure is None or sure >= _T.guess or not _is_number(word.text):
        return word
    return word.edited(word.text, Edit("doubtful", round(sure, 3), "a number that the engine is unsure of"))


def _is_number(text: str) -> bool:
    return len(_DIGIT.findall(text)) >= _T.mostly * len(text)
