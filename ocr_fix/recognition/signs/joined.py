"""References, addresses, numbers and labels of points whole: Tesseract parts them at signs, addresses anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf

import regex

from ocr_fix.document import Page, Word, union_of
from ocr_fix.notation.addresses import may_go_on
from ocr_fix.recognition.boxes import ends_column, lines_of, map_lines, words_of
from ocr_fix.recognition.signs.ink.strokes import em_of, em_of_page, pitch_of
from ocr_fix.recognition.signs.thresholds import THRESHOLDS

_T = THRESHOLDS.joined

_AMOUNT = regex.compile(r"-?(?:\d{1,3}(?:[. ]\d{3})+|\d+),\d\d")
_WHOLE, _HUNDREDTHS = regex.compile(r"-?(?:\d{1,3}(?:[. ]\d{3})+|\d+),"), regex.compile(r"\d\d")

_WHOLE_NUMBER = regex.compile(r"\d+")
_SIGN, _PLUS = regex.compile(r"[-–—+±]"), frozenset("+±")
_NUMBER = regex.compile(r"\d+(?:[.,]\d+)?%?")
_LETTER = regex.compile(r"\p{L}")
_HYPHENED = regex.compile(r"\d+-")
_UNENDED = regex.compile(r"[-–(]?\d[\d.]*,|\d+-")
_LABEL = regex.compile(r"\d{1,3}|[IVXLC]+|\p{L}")
_FIGURES = regex.compile(r"\d+[%).,;:]*")


def with_joined(page: Page) -> Page:
    """The page with one word for two where nothing but a sign, a mark or the place in an address parts them."""
    usual = em_of_page(page) or 0.0
    pitch = pitch_of(words_of(page))
    page = map_lines(page, lambda line: list(_joined(line.words, em_of(line.words) or usual, pitch)))
    edges = [edge for line in lines_of(page) for edge in _edges(line.words, usual)]
    page = map_lines(page, lambda line: _with_amounts(line.words, edges, usual))
    whole = [word for word in words_of(page) if word.box is not None and _WHOLE_NUMBER.fullmatch(word.text)]
    return map_lines(page, lambda line: _with_numbers(line.words, whole, usual))


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


def _joined(words: Sequence[Word], em: float, pitch: float | None) -> Iterator[Word]:
    """Words as they are, but as one those that are parts of one reference, address or number.

    Tesseract parts references and addresses at the slash, and addresses anywhere: "2024" "/0117", "https:" "/" "/www".
    """
    last: Word | None = None
    white = inf if not any(_LETTER.search(word.text) for word in words) else 0.0
    behind = [*(_gap(word, after) for word, after in pairwise(words)), 0.0]
    for word, after in zip(words, behind, strict=True):
        if last is not None:
            gap = _gap(last, word)
            is_one = _touches(last, word, gap, em) or _is_signed(last, word, gap, white, em)
            if is_one or _in_step(last, word, pitch) or _is_label(last, word, gap, after):
                last = _one(last, word)
                continue
            white = gap
            yield last
        last = word
    if last is not None:
        yield last


def _touches(last: Word, word: Word, gap: float, em: float) -> bool:
    """Whether a word goes on with what has no space before it."""
    may_touch = word.text.startswith("/") or may_go_on(last.text)
    is_code = _HYPHENED.fullmatch(last.text) is not None and word.text[0].isdigit()
    return (may_touch or is_code) and gap <= _T.no_space * em


def _is_signed(sign: Word, number: Word, gap: float, white: float, em: float) -> bool:
    """Whether a sign is that of the number behind it: far from what is before it and close to this.

    Args:
        sign: what may be one.
        number: what may be its number.
        gap: the white between them in pixels.
        white: the white before the sign; infinite where it begins a line without letters.
        em: the size of the type.
    """
    if not _SIGN.fullmatch(sign.text) or not _NUMBER.fullmatch(number.text):
        return False
    if sign.text in _PLUS:
        return gap <= min(_T.behind_plus * em, _T.as_before_plus * white)
    return gap <= _T.behind_minus * em and white >= _T.before_minus * em


def _is_label(label: Word, stop: Word, gap: float, after: float) -> bool:
    """Whether a stop with more than twice as much white behind it as before it is that of a point: "VI .", "1 ."."""
    return stop.text == "." and 2 * gap < after < inf and _LABEL.fullmatch(label.text) is not None


def _in_step(last: Word, word: Word, pitch: float | None) -> bool:
    """Whether in type of one width a number goes on behind its comma or hyphen at the very next place."""
    if pitch is None or last.box is None or word.box is None:
        return False
    if not _UNENDED.fullmatch(last.text) or not _FIGURES.fullmatch(word.text):
        return False
    return (word.box.left - last.box.left) / pitch - len(last.text) <= _T.off_step


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
        if ends_column(right, edges, em):
            return [*words[:index], _one(first, second), *words[index + 2 :]]
    return words


def _with_numbers(words: Sequence[Word], whole: Sequence[Word], em: float) -> Sequence[Word]:
    """Words as they are, but one number for two that are as wide together as others of as many figures in their column.

    Args:
        words: of a line.
        whole: the numbers of the page.
        em: the size of the type in pixels.
    """
    for index, (first, second) in enumerate(pairwise(words)):
        if first.box is None or second.box is None or first not in whole or second not in whole:
            continue
        figures, box = len(first.text + second.text), first.box.union(second.box)
        alike = [word.box for word in whole if len(word.text) == figures and word.box is not None]
        lefts, rights = [each.left for each in alike], [each.right for each in alike]
        if ends_column(box.left, [*lefts, box.left], em) and ends_column(box.right, [*rights, box.right], em):
            return [*words[:index], _one(first, second), *words[index + 2 :]]
    return words


def _one(first: Word, second: Word) -> Word:
    sure = min(first.confidence or 0.0, second.confidence or 0.0)
    both = Word(first.text + second.text, union_of((first.box, second.box)), sure)
    doubt = first.edit or second.edit
    return both if doubt is None else both.edited(both.text, doubt)


def _gap(first: Word, second: Word) -> float:
    """The white between two words in pixels; infinite where it is not known."""
    return inf if first.box is None or second.box is None else second.box.left - first.box.right
