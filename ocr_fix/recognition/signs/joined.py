"""References, addresses and amounts whole: Tesseract parts them at the slash and the comma, addresses anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf

import regex

from ocr_fix.document import Page, Word, union_of
from ocr_fix.notation.addresses import may_go_on
from ocr_fix.recognition.boxes import lines_of, map_lines
from ocr_fix.recognition.signs.ink.strokes import em_of, em_of_page
from ocr_fix.recognition.signs.thresholds import THRESHOLDS

_T = THRESHOLDS.joined

_AMOUNT = regex.compile(r"-?(?:\d{1,3}(?:[. ]\d{3})+|\d+),\d\d")
_WHOLE, _HUNDREDTHS = regex.compile(r"-?(?:\d{1,3}(?:[. ]\d{3})+|\d+),"), regex.compile(r"\d\d")


def with_joined(page: Page) -> Page:
    """The page with one word for two where nothing but a slash, a comma or the place in an address parts them."""
    usual = em_of_page(page) or 0.0
    page = map_lines(page, lambda line: list(_joined(line.words, em_of(line.words) or usual)))
    edges = [edge for line in lines_of(page) for edge in _edges(line.words, usual)]
    return map_lines(page, lambda line: _with_amounts(line.words, edges, usual))


def _edges(words: Sequence[Word], em: float) -> Iterator[int]:
    """Where the amounts of a line end that are whole or may be parted by their commas, in pixels from the left."""
    for word in words:
        if word.box is not None and _AMOUNT.fullmatch(word.text):
            yield word.box.right
    for first, second in pairwise(words):
        if second.box is not None and _may_be_amount(first, second, em):
            yield second.box.right


def _may_be_amount(first: Word, second: Word, em: float) -> bool:
    is_parted = _WHOLE.fullmatch(first.text) and _HUNDREDTHS.fullmatch(second.text)
    return bool(is_parted) and _gap(first, second) <= _T.wide * em


def _joined(words: Sequence[Word], em: float) -> Iterator[Word]:
    """Words as they are, but a word that begins with a slash one with the word that touches it, and addresses whole.

    Tesseract parts references and addresses at the slash, and addresses anywhere: "2024" "/0117", "https:" "/" "/www".
    """
    last: Word | None = None
    for word in words:
        may_touch = last is not None and (word.text.startswith("/") or may_go_on(last.text))
        if last is not None and may_touch and _gap(last, word) <= _T.no_space * em:
            last = _one(last, word)
            continue
        if last is not None:
            yield last
        last = word
    if last is not None:
        yield last


def _with_amounts(words: Sequence[Word], edges: Sequence[int], em: float) -> Sequence[Word]:
    """Words as they are, but an amount that its comma parts one word where it ends a column of amounts.

    Args:
        words: of a line.
        edges: where amounts of the page end, its own among them, in pixels from the left.
        em: the size of the type in pixels.

    In type of one width the comma has as much white behind it as a narrow space, so only the column tells.
    """
    for index, (first, second) in enumerate(pairwise(words)):
        if not _may_be_amount(first, second, em):
            continue
        right = second.box.right if second.box is not None else inf
        column = sum(abs(edge - right) <= _T.aligned * em for edge in edges)
        if column > _T.column:  # it is one of them itself
            return [*words[:index], _one(first, second), *words[index + 2 :]]
    return words


def _one(first: Word, second: Word) -> Word:
    sure = min(first.confidence or 0.0, second.confidence or 0.0)
    return Word(first.text + second.text, union_of((first.box, second.box)), sure)


def _gap(first: Word, second: Word) -> float:
    """The white between two words in pixels; infinite where it is not known."""
    return inf if first.box is None or second.box is None else second.box.left - first.box.right
