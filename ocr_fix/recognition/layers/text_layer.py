"""What to do with the text a page of a PDF has already: use it, read the page anew and fuse both, or take it for text.

A layer is good where it says what is printed: its words are words, å ä ö are among them, no character is rubbish of a
wrong encoding, and it covers the ink of the page.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import regex

from ocr_fix.document import Line, Page, PageImage, Word
from ocr_fix.languages.sv.alphabet import OWN
from ocr_fix.recognition.boxes import boxes_of, cover, map_lines, same_spot, share_spot, words_of
from ocr_fix.recognition.judgement import IsWord, hit_rate, text_of
from ocr_fix.recognition.layers.thresholds import THRESHOLDS
from ocr_fix.recognition.preparation.paper import ink_of_page

_T = THRESHOLDS.text_layer


_RUBBISH = regex.compile(
    r"[\uFFFD\p{Co}\p{Cn}]|[\p{Cc}--\s]|[ÃÂ][\x80-\xBF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]", regex.VERSION1
)


_SWEDISH_LETTERS = regex.compile(f"[{OWN}{OWN.upper()}]")
_NUMBER = regex.compile(r"\p{Nd}")
_LETTERS = regex.compile(r"\p{L}+")


def is_good(layer: Page, page: PageImage, is_word: IsWord) -> bool:
    """Whether the text layer of a page can be used as it is.

    Args:
        layer: the text, with boxes in the pixels of the image.
        page: the image.
        is_word: whether a word is known.
    """
    text = text_of(layer)
    few = sum(map(str.isalpha, text)) < _T.enough_letters
    least = _T.good_hits_of_scan if page.is_scan else _T.good_hits_of_few if few else _T.good_hits
    if is_rubbish(layer) or hit_rate(text, is_word) < least or _lost_letters(layer):
        return False
    return covers(layer, page)


def covers(layer: Page, page: PageImage) -> bool:
    """Whether the layer of a scan stands where the scan has ink; that of other pages need not."""
    return not page.is_scan or covered(layer, page) >= _T.least_covered


def is_rubbish(layer: Page) -> bool:
    """Whether the characters of a text are not those that are printed, for want of their encoding."""
    text = text_of(layer)
    return len(_RUBBISH.findall(text)) > _T.most_rubbish * len(text)


def _lost_letters(layer: Page) -> bool:
    text = text_of(layer)
    letters = sum(map(str.isalpha, text))
    return letters >= _T.enough_letters and len(_SWEDISH_LETTERS.findall(text)) < _T.least_swedish * letters


def covered(layer: Page, page: PageImage) -> float:
    """The share of the ink of a page that lies under the words of its layer, 0-1; 1 for a page without ink."""
    ink, factor = ink_of_page(page)
    whole = ink.histogram()[255]
    beside = ink.copy()
    cover(beside, (box.reduced(factor).grown(_T.beside) for box in boxes_of(words_of(layer))), 0)
    return 1.0 - beside.histogram()[255] / whole if whole else 1.0


def knows_more(layer: Page, reading: Page, is_word: IsWord) -> bool:
    """Whether clearly more of a layer is words than of what was read of its page anew."""
    return hit_rate(text_of(layer), is_word) >= hit_rate(text_of(reading), is_word) + _T.clearly_more


def fused_with_layer(reading: Page, layer: Page, is_word: IsWord) -> Page:
    """A new reading with words of the old layer where only those are known.

    Numbers are the new reading's, whose signs two models have seen, unless it is unsure of them.

    Args:
        reading: of the page as it lies, with boxes on the same pixels as the layer's.
        layer: the text that the page had.
        is_word: whether a word is known.
    """
    old = [word for word in words_of(layer) if word.box is not None]

    def chosen(line: Line) -> Sequence[Word]:
        box = line.box
        near = [] if box is None else [word for word in old if word.box and same_spot(word.box, box)]
        return [_better(word, near, line.words, is_word) for word in line.words]

    return replace(map_lines(reading, chosen), origin="both")


def _better(word: Word, near: Sequence[Word], beside: Sequence[Word], is_word: IsWord) -> Word:
    found = [other for other in near if share_spot(word, other)]
    if len(found) != 1 or found[0].text == word.text:
        return word
    other = found[0]
    if sum(share_spot(mine, other) for mine in beside) != 1:
        return word
    unsure = (word.confidence or 0.0) < _T.unsure
    if _NUMBER.search(word.text) or _NUMBER.search(other.text):
        both_numbers = _NUMBER.search(word.text) and _NUMBER.search(other.text)
        return replace(other, box=word.box) if both_numbers and unsure else word
    if (
        _bare(word.text) == _bare(other.text) != word.text
    ):  # the layer has lost the dots, and a name may look like a word
        return word
    takes = _is_known(other.text, is_word) and not _is_known(word.text, is_word)
    return Word(other.text, word.box, word.confidence) if takes else word


def _bare(text: str) -> str:
    """The text without the marks over its letters."""
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


def _is_known(text: str, is_word: IsWord) -> bool:
    letters = _LETTERS.findall(text)
    return len(letters) == 1 and len(letters[0]) > 1 and is_word(letters[0])
