"""Numbers that may have been misread: no lexicon knows them, so what is not certain about them is at least said.

A number is doubtful where the engine hardly had a guess, which is sooner on a page that it hardly could read, where it
nearly read one of its figures or its mark otherwise, and where it is written as no number is: with comma and stop in
places of neither thousands nor tenths, between slashes, or with a comma at the end of its cell of a table, behind which
something was lost. It is left as it was read; the mark goes with the word into the list of changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf

import regex

from ocr_fix.document import Edit, Line, Page, Word
from ocr_fix.recognition.boxes import map_lines
from ocr_fix.recognition.judgement import belief
from ocr_fix.recognition.signs.ink.strokes import em_of_page
from ocr_fix.recognition.thresholds import THRESHOLDS

_T = THRESHOLDS.doubts

_DIGIT = regex.compile(r"\p{Nd}")
_UNIT = regex.compile(r"\p{Ll}{1,2}[²³]")
_TELLING = regex.compile(r"[\p{Nd}%§²³]")
_ENDING = regex.compile(r"[^\p{L}\p{N}%]+$")
_ENDLESS = regex.compile(r"[-–]?\d[\d .]*,")
_MIXED = regex.compile(r"\D?(?:\d+[.,])+\d+(?<=[.]\d+,.+|,\d+[.].+)\D?")
_SLASHED = regex.compile(r"/\d[\d:.,–-]+/\D?")  # its parentheses
_GROUPED = regex.compile(r"\D?\d{1,3}(?:(?:[.]\d{3})+,\d\d?|(?:,\d{3})+[.]\d\d?)\D?")
# What stands for a figure in type and between others can be nothing else.
_LIKE = {"0": frozenset("OoQDø"), "1": frozenset("lIi|")}
_MARKS = frozenset(",.")


def with_doubts(page: Page) -> Page:
    """The page with the numbers marked that the engine is not sure of, or that lack their end."""
    em, sure = em_of_page(page) or inf, belief(page)
    guess = next((guess for below, guess in _T.guesses if sure < below), _T.guess)
    return map_lines(page, lambda line: _marked(line, em, guess))


def _marked(line: Line, em: float, guess: float) -> Sequence[Word]:
    gaps = [inf, *(_gap(first, second) for first, second in pairwise(line.words)), inf]
    return [
        _with_doubt(word, guess, is_cell=min(before, after) >= _T.cell * em)
        for word, before, after in zip(line.words, gaps, gaps[1:], strict=False)
    ]


def _gap(first: Word, second: Word) -> float:
    """The white between two words in pixels; 0 where it is not known."""
    return 0.0 if first.box is None or second.box is None else second.box.left - first.box.right


def _with_doubt(word: Word, guess: float, *, is_cell: bool) -> Word:
    sure = word.confidence
    if word.edit is not None or sure is None:
        return word
    if _is_number(word.text) and sure < _T.guess:
        reason = "a number that the engine is unsure of"
    elif (_is_number(word.text) or _UNIT.fullmatch(word.text)) and _nearest(word) >= _T.near:
        reason = "a number that the engine nearly read otherwise"
    elif _is_number(word.text) and sure < guess:
        reason = "a number of a page that is hard to read"
    elif is_cell and _ENDLESS.fullmatch(word.text):
        reason = "a number that ends with a comma"
    elif _SLASHED.fullmatch(word.text) or (_MIXED.fullmatch(word.text) and not _GROUPED.fullmatch(word.text)):
        reason = "a number with marks in places of no number"
    else:
        return word
    return word.edited(word.text, Edit("doubtful", round(sure, 3), reason))


def _is_number(text: str) -> bool:
    return len(_DIGIT.findall(text)) >= _T.mostly * len(text)


def _nearest(word: Word) -> float:
    """How nearly one of the figures of a number, or the mark between two, was read as another, 0-1."""
    text = word.text
    if len(word.choices) != len(text):
        return 0.0
    end = len(_ENDING.sub("", text))
    figures = len(_DIGIT.findall(text))
    nearest = 0.0
    for at, (character, choices) in enumerate(zip(text[:end], word.choices[:end], strict=True)):
        if not _TELLING.fullmatch(character) and not (character in _MARKS and 0 < at < end - 1):
            continue
        alike = _LIKE.get(character, frozenset()) if figures > 1 else frozenset()
        others = [each.probability for each in choices if each.text not in alike and each.text not in (character, " ")]
        nearest = max(nearest, *others, 0.0)
    return nearest
