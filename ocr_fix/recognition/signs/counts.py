"""1. in a list that counts in figures, where the engine reads I; I in one of Roman numerals, where it reads l.

And the stop behind a number that counts on, where it reads a comma.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from ocr_fix.document import Line, Page, Word
from ocr_fix.recognition.boxes import lines_of, map_lines
from ocr_fix.recognition.signs.ink.strokes import em_of_page
from ocr_fix.recognition.signs.thresholds import THRESHOLDS

_T = THRESHOLDS.counts

_ONE = regex.compile(r"[iIl|]\.")
_FIGURES = regex.compile(r"\d{1,2}\.")
_COUNTED = regex.compile(r"\d{1,2}[.,]")
_OTHER_COUNT = regex.compile(r"(?:[hj]|ii+|II+|IV|iv)[.)]")


_ROMAN = regex.compile(r"[IVX]{2,5}[.)]|[VX][.)]")
_MAY_BE_ROMAN = regex.compile(r"[IVXl|]*[l|][IVXl|]*[.)]")
_LETTER = regex.compile(r"[a-hj-km-z][.)]")
_STROKES = str.maketrans("l|", "II")


def with_counts(page: Page) -> Page:
    """The page with `1.` at the beginning of a line where lines that begin there are counted in figures.

    Where two of them or more are counted in Roman numerals, strokes are `I`.
    """
    starts = [line.words[0] for line in lines_of(page)]
    numerals = sum(bool(_ROMAN.fullmatch(word.text)) for word in starts)
    if numerals >= _T.fewest_numerals and not any(_LETTER.fullmatch(word.text) for word in starts):
        return map_lines(page, _counted_in_numerals)
    usual = em_of_page(page)
    if usual is None or any(_OTHER_COUNT.fullmatch(word.text) for word in starts):
        return page
    stopped = {id(word) for word in _counting_on(starts, _T.indented_alike * usual)}
    lefts = [word.box.left for word in starts if word.box is not None and _FIGURES.fullmatch(word.text)]
    near = _T.indented_alike * usual

    def counted(line: Line) -> Sequence[Word]:
        first, box = line.words[0], line.words[0].box
        if id(first) in stopped:
            return [Word(f"{first.text[:-1]}.", box, first.confidence), *line.words[1:]]
        if box is None or not _ONE.fullmatch(first.text) or all(abs(left - box.left) > near for left in lefts):
            return line.words
        return [Word("1.", box, first.confidence), *line.words[1:]]

    return map_lines(page, counted)


def _counting_on(starts: Sequence[Word], near: float) -> Iterator[Word]:
    """Numbers with a comma between the ones before and behind them with a stop, which begin where these do."""
    numbers = [word for word in starts if word.box is not None and _COUNTED.fullmatch(word.text)]
    for before, word, after in zip(numbers, numbers[1:], numbers[2:], strict=False):
        lefts = [each.box.left for each in (before, word, after) if each.box is not None]
        values = [int(each.text[:-1]) for each in (before, word, after)]
        marks = "".join(each.text[-1] for each in (before, word, after))
        if marks == ".,." and values[1:] == [values[0] + 1, values[0] + 2] and max(lefts) - min(lefts) <= near:
            yield word


def _counted_in_numerals(line: Line) -> Sequence[Word]:
    first = line.words[0]
    if not _MAY_BE_ROMAN.fullmatch(first.text):
        return line.words
    return [Word(first.text.translate(_STROKES), first.box, first.confidence), *line.words[1:]]
