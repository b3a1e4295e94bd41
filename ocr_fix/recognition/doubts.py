"""Numbers that may have been misread: no lexicon knows them, so what is not certain about them is at least said.

A number is doubtful where both readings are sure of it and do not agree, or where the engine hardly had a guess. It is
left as it was read; the mark goes with the word into the list of changes.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ocr_fix.document import Edit, Line, Page, Word
from ocr_fix.recognition.boxes import lines_of, map_lines, share_spot
from ocr_fix.recognition.thresholds import THRESHOLDS

_T = THRESHOLDS.doubts

_DIGIT = regex.compile(r"\p{Nd}")
_VALUE = regex.compile(r"\p{Nd}+(?:[.,:/]\p{Nd}+)*")


def with_doubts(page: Page, second: Page | None) -> Page:
    """The page with its doubtful numbers marked.

    Args:
        page: the reading as it leaves recognition.
        second: the second reading, with boxes on the same pixels; None where there was none.
    """
    witnesses = [] if second is None else [word for line in lines_of(second) for word in line.words]
    numbers = [word for word in witnesses if word.box is not None and _DIGIT.search(word.text)]
    return map_lines(page, lambda line: [_marked(word, line, numbers) for word in line.words])


def _marked(word: Word, line: Line, numbers: Sequence[Word]) -> Word:
    if word.edit is not None or not _DIGIT.search(word.text):
        return word
    sure = word.confidence or 0.0
    rivals = [other for other in numbers if share_spot(word, other)]
    if len(rivals) == 1 and sum(share_spot(mine, rivals[0]) for mine in line.words) == 1:
        rival, its = rivals[0], rivals[0].confidence or 0.0
        if _values(rival) != _values(word) and its >= _T.sure:
            why = f"a number that the second reading has as {rival.text}"
            return word.edited(word.text, Edit("doubtful", round(sure / (sure + its), 3), why))
    if word.confidence is not None and sure < _T.guess and _is_number(word.text):
        return word.edited(word.text, Edit("doubtful", round(sure, 3), "a number that the engine is unsure of"))
    return word


def _values(word: Word) -> list[str]:
    """The numbers in a word; what stands before, between and behind them does not count."""
    return _VALUE.findall(word.text)


def _is_number(text: str) -> bool:
    return len(_DIGIT.findall(text)) >= _T.mostly * len(text)
