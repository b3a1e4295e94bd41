"""The mark before the last figure of numbers, of one kind on a page: "26,1" beside "26.1" in one table.

Where the engine hesitated between comma and stop, the one stands that all numbers of the page have there of which it is
sure; where it did not, but is not sure of the number, that is doubtful.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import regex

from ocr_fix.document import Edit, Page, Word
from ocr_fix.recognition.boxes import map_lines, words_of
from ocr_fix.recognition.signs.thresholds import THRESHOLDS

_T = THRESHOLDS.points

COMMA, STOP = ",", "."
_TENTHS = regex.compile(r"[(]?[-–]?\d+([.,])\d[).,;:%]*")


def with_points(page: Page) -> Page:
    """The page with the mark before tenths that all sure ones of its numbers have, where the engine nearly read it.

    Other numbers of which the engine is not sure are marked as doubtful.
    """
    marks = [(match[1], _nearness(word, match.start(1))) for word, match in _tenths(page)]
    sure = Counter(mark for mark, near in marks if near < _T.sure_mark)
    usual = next((mark for mark in (COMMA, STOP) if sure[mark] >= _T.fewest_marks and sure.total() == sure[mark]), None)
    if usual is None:
        return page
    return map_lines(page, lambda line: [_with_mark(word, usual) for word in line.words])


def _with_mark(word: Word, usual: str) -> Word:
    match = _TENTHS.fullmatch(word.text) if word.edit is None else None
    if match is None or match[1] == usual:
        return word
    place, sure = match.start(1), word.confidence or 0.0
    if _nearness(word, place) >= _T.near_mark:
        text = f"{word.text[:place]}{usual}{word.text[place + 1 :]}"
        return replace(word, text=text, raw=text, choices=())
    if sure >= _T.known:
        return word
    reason = "a number with another mark before its tenths than the others"
    return word.edited(word.text, Edit("doubtful", round(sure, 3), reason))


def _tenths(page: Page) -> list[tuple[Word, regex.Match[str]]]:
    """The numbers of a page with one figure behind a comma or stop, where it is known how sure the engine is of it."""
    words = (word for word in words_of(page) if word.edit is None)
    found = (
        (word, _TENTHS.fullmatch(word.text)) for word in words if word.choices or (word.confidence or 0) >= _T.known
    )
    return [(word, match) for word, match in found if match is not None]


def _nearness(word: Word, place: int) -> float:
    """How nearly the engine read the other mark at a place of a word, 0-1."""
    if len(word.choices) != len(word.text):
        return 0.0
    return max(
        (choice.probability for choice in word.choices[place] if choice.text == _OTHER[word.text[place]]), default=0.0
    )


_OTHER = {COMMA: STOP, STOP: COMMA}
