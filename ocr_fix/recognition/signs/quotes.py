"""One kind of quotation mark on a page: on typed pages ” is often read as ", and " hardly ever as ”.

In print either is read as the other, and most of them tell what all are.
"""

from __future__ import annotations

import regex

from ocr_fix.document import Page, Word
from ocr_fix.recognition.boxes import map_lines, words_of
from ocr_fix.recognition.signs.ink.strokes import pitch_of
from ocr_fix.recognition.signs.thresholds import THRESHOLDS

_T = THRESHOLDS.quotes

CURLY, STRAIGHT = "”", '"'
_OPENING = "“"
_QUOTED = regex.compile(r"^[(]?[\"”“]\p{L}{2}|\p{L}{2}[.,!?]?[\"”“][).,;:!?]*$")
_STRAIGHTENED = str.maketrans(CURLY + _OPENING, STRAIGHT * 2)


def with_one_quote(page: Page) -> Page:
    """The page with ” for " or the other way round, as most of its quotation marks are.

    Of type of one width that has fewer of the former, but so many that they are no misreadings, all are ”.
    """
    words = words_of(page)
    curly = sum(_is_quoted(word.text, CURLY) for word in words)
    straight = sum(_is_quoted(word.text, STRAIGHT) for word in words)
    is_typed = pitch_of(words) is not None
    if straight and (curly >= straight or (is_typed and _are_no_misreadings(curly, straight))):
        return map_lines(page, lambda line: [_curled(word) for word in line.words])
    opening = sum(_is_quoted(word.text, _OPENING) for word in words)
    if not is_typed and straight > curly + opening > 0:
        return map_lines(page, lambda line: [_straightened(word) for word in line.words])
    return page


def _are_no_misreadings(curly: int, straight: int) -> bool:
    return curly >= _T.fewest and curly >= _T.share * straight


def _curled(word: Word) -> Word:
    text = word.text.replace(STRAIGHT, CURLY) if _is_quoted(word.text, STRAIGHT) else word.text
    return word if text == word.text else Word(text, word.box, word.confidence)


def _straightened(word: Word) -> Word:
    is_other = _is_quoted(word.text, CURLY) or _is_quoted(word.text, _OPENING)
    return Word(word.text.translate(_STRAIGHTENED), word.box, word.confidence) if is_other else word


def _is_quoted(word: str, quote: str) -> bool:
    """Whether a word opens or closes with a quote; inches are none."""
    return quote in word and not any(character.isdigit() for character in word) and _QUOTED.search(word) is not None
