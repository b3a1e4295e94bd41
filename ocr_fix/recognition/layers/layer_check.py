"""Whether a strange text layer says what is printed: some lines of the page are read and held against it.

A layer in a language or script that is not ours has few words that we know, as has one whose characters are not those
that are printed (a broken encoding). Only the page itself tells them apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from rapidfuzz import fuzz

from ocr_fix.document import Block, Box, Line, Page, PageImage, union_of
from ocr_fix.document.language_codes import SWEDISH
from ocr_fix.languages import load_letters
from ocr_fix.recognition.boxes import lines_of
from ocr_fix.recognition.judgement import IsWord, hit_rate, is_readable, text_of
from ocr_fix.recognition.layers.thresholds import THRESHOLDS

_T = THRESHOLDS.layer_check

LayerVerdict = Literal["sound", "garbled", "poor"]
"""Whether the layer is to be believed; says something else than the page, which is ours; or is a bad reading of it."""

_LAST_LATIN = "\u024f"


def is_strange(layer: Page, is_word: IsWord) -> bool:
    """Whether so few of the words of a layer are known that its language or its encoding must be another."""
    return hit_rate(text_of(layer), is_word) < _T.strange


def strange_part(layer: Page, is_word: IsWord) -> Page | None:
    """The longest run of lines with words so few of which are known; None where there are no two beside each other.

    Of a page in several fonts one may name other letters than it shows.
    """
    longest: list[Line] = []
    run: list[Line] = []
    for line in lines_of(layer):
        text = _text(line)
        if not _letters(text):
            continue
        run = [*run, line] if hit_rate(text, is_word) < _T.strange else []
        longest = run if len(run) > len(longest) else longest
    return replace(layer, blocks=(Block(tuple(longest)),)) if len(longest) > 1 else None


def verdict_on(layer: Page, page: PageImage, read: Callable[[PageImage], Page], is_word: IsWord) -> LayerVerdict:
    """What the page says of a strange layer.

    Args:
        layer: the text, with boxes in the pixels of the image.
        page: the image.
        read: reads an image.
        is_word: whether a word is known.
    """
    lines, part = _some_lines(layer)
    if part is None:
        return "sound"
    above = _T.around * max(1, part.height // max(1, len(lines)))
    crop = (0, max(0, round(part.top - above)), page.image.width, min(page.image.height, round(part.bottom + above)))
    reading = read(replace(page, image=page.image.crop(crop), layer=None))
    text, found = " ".join(_text(line) for line in lines), text_of(reading)
    alike = fuzz.partial_ratio(_letters(text), _letters(found)) >= 100 * _T.alike
    if is_readable(reading, is_word):
        return "poor" if alike else "garbled"
    # Of a page that is read badly nothing is known but its layer: that of a scan is believed where it is foreign, that
    # of a typeset page but where it shows Swedish that has lost its dots.
    if _is_in_other_script(text):
        return "sound"
    language = _language(text) if alike else None
    believed = language not in (None, SWEDISH) if page.is_scan else language != SWEDISH
    return "sound" if believed else "poor"


def _is_in_other_script(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return 2 * sum(letter > _LAST_LATIN for letter in letters) > len(letters)


def _language(text: str) -> str | None:
    """The language that the letters of a text speak for; None where it has no words."""
    model = load_letters()
    said = [model.evidence(word) for word in filter(str.isalpha, text.casefold().split())]
    total = [sum(column) for column in zip(*said, strict=True)]
    return model.languages[total.index(max(total))] if total else None


def _some_lines(layer: Page) -> tuple[list[Line], Box | None]:
    """Lines that stand together and have letters enough, from the top."""
    chosen: list[Line] = []
    for line in lines_of(layer):
        if line.box is None:
            continue
        chosen.append(line)
        if sum(len(_letters(_text(each))) for each in chosen) >= _T.letters:
            break
    return chosen, union_of(line.box for line in chosen)


def _text(line: Line) -> str:
    return " ".join(word.text for word in line.words)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
