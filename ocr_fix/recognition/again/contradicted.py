"""Numbers that cannot be as they were read, whatever the engine thinks of them.

They are parted or stand upon each other, have letters among their figures, or a sign that nothing asks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

import regex

from ocr_fix.document import Line, Page, Word
from ocr_fix.notation.addresses import FILE_ENDINGS, is_built_like_address
from ocr_fix.recognition.again.thresholds import THRESHOLDS
from ocr_fix.recognition.boxes import ends_column, lines_of, words_of

_T = THRESHOLDS.contradicted

_PARTED = "a number that may be part of another"
_MIXED_UP = "a number with letters or signs that may be figures or nothing"
_STOPPED = "a number with another mark than those of its column"

_ENDING_IN_FIGURE = regex.compile(r".*\d")
# What stands close behind each other in the halves of a number alone: a lone figure, more than a group of figures has,
# the number of a law in its parentheses.
_HALVES = (
    (_ENDING_IN_FIGURE, regex.compile(r"[.,]?\d[).,;:%]*")),
    (regex.compile(r"(?:.*\D)?\d{5,}"), regex.compile(r"\d[\d-]*[).,;:]*")),
    (regex.compile(r"[(]\d{4}:\d*"), regex.compile(r"\d+[).,;:]+")),
)
_FIGURE = regex.compile(r"\d")
# Letters that figures are taken for, among figures; figures that letters are, among letters; a slash that was a 7.
_ALIKE = "BDGIJOQSZbgiloqsz"
_MIXED = regex.compile(
    rf".*(?:\p{{L}}[015]+\p{{L}}|\d[{_ALIKE}]+\d).*|.*\d/[.,;:)]*|[-–][{_ALIKE}]\d+|[{_ALIKE}]\d{{5,}}.*|\d{{3,}}[{_ALIKE}][.,;:)]*"
)
_SIGNED = regex.compile(r"[-–]\d.*")
_LONE_ZERO = regex.compile(r"[(]?0[.,;:)]*")
_FILE = regex.compile(rf".*[.](?:{FILE_ENDINGS})")
_AMOUNT, _WITH_STOP = regex.compile(r".*\d,\d\d"), regex.compile(r"-?\d+[.]\d\d")
_LETTER = regex.compile(r"\p{L}")


def contradicted(page: Page, em: float) -> Mapping[int, str]:
    """Why numbers of a page cannot be as they were read, by the identity of their words.

    Args:
        page: as it was read.
        em: the size of its type in pixels.
    """
    found = [each for line in lines_of(page) for each in _misplaced(line, em)]
    found += [(word, _STOPPED) for word in _stopped(page, em)]
    return {id(word): reason for word, reason in found if word.edit is None}


def _misplaced(line: Line, em: float) -> Iterator[tuple[Word, str]]:
    """Numbers of a line that are written or stand as no number does."""
    for word in line.words:
        if _MIXED.fullmatch(word.text) and not is_address(word.text):
            yield word, _MIXED_UP
    for first, second in pairwise(line.words):
        if first.box is None or second.box is None:
            continue
        gap = (second.box.left - first.box.right) / em
        is_close = -_T.upon <= gap <= _T.close
        if _ENDING_IN_FIGURE.fullmatch(first.text):
            is_parted = is_close and any(
                one.fullmatch(first.text) and other.fullmatch(second.text) for one, other in _HALVES
            )
            if is_parted or (gap < -_T.upon and _FIGURE.search(second.text)):
                yield from ((word, _PARTED) for word in (first, second))
        elif is_close and _LETTER.search(first.text) and _SIGNED.fullmatch(second.text) and _is_unsure(second):
            yield second, _MIXED_UP
        elif is_close and any(_is_lone_zero(one, other) for one, other in ((first, second), (second, first))):
            yield (first if _LONE_ZERO.fullmatch(first.text) else second), _MIXED_UP


def _stopped(page: Page, em: float) -> Iterator[Word]:
    """Numbers with two figures behind a stop that end where amounts with a comma do, several to each of them."""
    commas, stops = (
        [(word, word.box.right) for word in words_of(page) if word.box is not None and pattern.fullmatch(word.text)]
        for pattern in (_AMOUNT, _WITH_STOP)
    )
    ends = [right for _, right in commas]
    if len(ends) >= _T.several * len(stops):
        yield from (word for word, right in stops if ends_column(right, [*ends, right], em))


def is_address(text: str) -> bool:
    """Whether a word is an address or the end of one: with more letters than codes with slashes and colons have."""
    is_long = sum(map(str.isalpha, text)) > _T.letters_of_code
    return (is_long and is_built_like_address(text)) or _FILE.fullmatch(text) is not None


def _is_lone_zero(word: Word, other: Word) -> bool:
    """Whether a word that is not wholly sure is a nought beside a word of letters: perhaps an o."""
    is_zero = _LONE_ZERO.fullmatch(word.text) and word.confidence is not None and word.confidence < _T.sure_of_zero
    return bool(is_zero) and _LETTER.search(other.text) is not None


def _is_unsure(word: Word) -> bool:
    return word.confidence is not None and word.confidence < THRESHOLDS.sure
