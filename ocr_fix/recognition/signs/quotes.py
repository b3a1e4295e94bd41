"""One kind of quotation mark on a page: ” is often read as ", on typed pages mostly, and " hardly ever as ”."""

from __future__ import annotations

import regex

from ocr_fix.document import Page, Word
from ocr_fix.recognition.boxes import lines_of, map_lines
from ocr_fix.recognition.signs.thresholds import THRESHOLDS

_T = THRESHOLDS.quotes

_QUOTED = regex.compile(r"^[(]?[\"”]\p{L}{2}|\p{L}{2}[.,!?]?[\"”][).,;:!?]*$")


def with_one_quote(page: Page) -> Page:
    """The page with ” in the place of " where it has more of the former, or so many that they are no misreadings."""
    words = [word.text for line in lines_of(page) for word in line.words]
    curly, straight = (sum(_is_quoted(word, quote) for word in words) for quote in ("”", '"'))
    if not straight or (curly < straight and (curly < _T.fewest or curly < _T.share * straight)):
        return page

    def curled(word: Word) -> Word:
        text = word.text.replace('"', "”") if _is_quoted(word.text, '"') else word.text
        return word if text == word.text else Word(text, word.box, word.confidence)

    return map_lines(page, lambda line: [curled(word) for word in line.words])


def _is_quoted(word: str, quote: str) -> bool:
    """Whether a word opens or closes with a quote; inches are none."""
    return quote in word and not any(character.isdigit() for character in word) and _QUOTED.search(word) is not None
