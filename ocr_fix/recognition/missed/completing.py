"""What a reading lacks of its page: rows of type that no word covers are read again and put in their place."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from statistics import median
from typing import NamedTuple

import regex
from rapidfuzz import fuzz

from ocr_fix.document import Block, Box, Line, Page, PageImage, Word
from ocr_fix.recognition.boxes import boxes_of, from_left, lines_of, map_lines, same_spot, words_of
from ocr_fix.recognition.engines.engine import ReadAnew
from ocr_fix.recognition.judgement import IsWord, sureness
from ocr_fix.recognition.missed.remains import Remains, remains_of
from ocr_fix.recognition.missed.row_sheet import RowSheet, unruled
from ocr_fix.recognition.missed.thresholds import THRESHOLDS
from ocr_fix.recognition.missed.type_rows import TypeRow, rows_of
from ocr_fix.recognition.thresholds import THRESHOLDS as OF_RECOGNITION

_T = THRESHOLDS
_JUDGED = OF_RECOGNITION.judgement

_WORD = regex.compile(r"\p{L}{3,}")
_SIGN = regex.compile(r"[\p{L}\p{N}]")
_LONG = regex.compile(r"\p{L}{8,}|\p{Nd}[\p{Nd}.,:/-]{3,}|(?<!\S)\p{Nd}{1,3}(?: \p{Nd}{3})+(?!\S)")

_Found = tuple[TypeRow, list[Word]]


class Completed(NamedTuple):
    """A page with what was missing.

    Attributes:
        page: with the words that were read surely.
        unread: rows that are type and were not read even so.
        dropped: lines that were wrong and are left out; their words stand unless others are read in their place.
    """

    page: Page
    unread: tuple[TypeRow, ...]
    dropped: tuple[Line, ...] = ()


class _Lack(NamedTuple):
    """What a reading lacks.

    Attributes:
        doubted: the identities of words that may be none.
        words: where all others stand.
        ink: what they do not cover; None where there is hardly any.
        rows: what of it may be type.
        wrecked: lines that were read together with a rule.
    """

    doubted: Set[int]
    words: list[Box]
    ink: Remains | None
    rows: list[TypeRow]
    wrecked: list[Line]


def completed(
    page: Page,
    picture: PageImage,
    read: ReadAnew,
    is_word: IsWord,
    otherwise: Callable[[Page], Page] = lambda page: page,
) -> Completed:
    """A page with the rows of type that were not read at first.

    Args:
        page: as it was read.
        picture: what it was read from, with the pixels of its boxes.
        read: reads a picture.
        is_word: whether a word is known.
        otherwise: gives the better of a reading and another of the whole picture; asked where the one lacks much.
    """
    lack = _lack_of(page, picture, is_word)
    much = sum(row.looks_like_type for row in lack.rows) > _T.many * len(lines_of(page))
    if much and (other := otherwise(page)) is not page:
        page, lack = other, _lack_of(other, picture, is_word)
    doubted, words, ink, rows, lines = lack
    wrecked = {id(word) for line in lines for word in line.words}
    if ink is None or not rows:
        return Completed(page, ())
    bare = unruled(picture, ink.rules, ink.factor)
    read_before = [word for word in words_of(page) if word.box and _SIGN.search(word.text)]
    if len(rows) > _T.most_rows:
        many = [row for row in rows if row.is_plainly_type and not _on(row, read_before)]
        some = _not_mirrored(many[: _T.most_rows], bare, words, read, is_word)
        return Completed(page, tuple(many) if some else ())
    found: list[_Found] = []
    unread: list[TypeRow] = []
    # Where something on the page is a picture, the engine takes for one what stands beside it: what may be, by itself.
    for plain in (True, False):
        group = [row for row in rows if row.looks_like_type is plain]
        sure, left = _read(group, lambda rest, other: RowSheet(rest, bare, words, other=other), read, is_word)
        found += sure
        unread += [row for row, seen in left if _is_type(row, seen, is_word)]
    unread = [row for row in unread if not _on(row, read_before)]
    unread = _not_mirrored(unread, bare, words, read, is_word)
    better = [
        (row, seen)
        for row, seen in found
        if wrecked.issuperset(map(id, before := _on(row, read_before))) or _is_better(seen, before, is_word)
    ]
    page = _with_rows(page, better, doubted)
    proven = tuple(line for line in lines if any(line.box and row.box.overlaps(line.box) for row, _ in better))
    gone = {id(word) for line in proven for word in line.words}
    if gone:
        page = map_lines(page, lambda line: [word for word in line.words if id(word) not in gone])
    return Completed(page, tuple(unread), proven)


def with_dropped(page: Page, dropped: Sequence[Line]) -> Page:
    """The page with words of lines that were dropped, where less stands in their place now and nothing in theirs."""
    for line in dropped:
        now = [
            word
            for word in words_of(page)
            if word.box and line.box and line.box.top <= word.box.middle < line.box.bottom
        ]
        if _signs(now) >= _signs(line.words):
            continue
        for word in line.words:
            box = word.box
            if box is not None and not any(box.across(each) > 0 for each in boxes_of(now)):
                page = _with_line(page, box, (word,))
    return page


def _signs(words: Sequence[Word]) -> int:
    return sum(len(_SIGN.findall(word.text)) for word in words)


def _wrecked(page: Page) -> list[Line]:
    """Lines that the engine has read together with a rule above or below them, and hardly: far higher than others."""
    heights = [line.box.height for line in lines_of(page) if line.box is not None]
    if not heights:
        return []
    high = _T.wrecked * median(heights)
    return [
        line
        for line in lines_of(page)
        if line.box is not None and line.box.height >= high and sureness(line.words) < _T.very_sure
    ]


def _lack_of(page: Page, picture: PageImage, is_word: IsWord) -> _Lack:
    wrecked = _wrecked(page)
    doubted = {id(word) for line in wrecked for word in line.words}
    doubted |= {id(word) for word in words_of(page) if _is_doubted(word, is_word)}
    words = [word.box for word in words_of(page) if word.box and id(word) not in doubted]
    ink = remains_of(picture, words)
    return _Lack(doubted, words, ink, rows_of(ink) if ink is not None else [], wrecked)


def _is_doubted(word: Word, is_word: IsWord) -> bool:
    """Whether a word may be what the engine made of something that it could not read."""
    sure = word.confidence or 0.0
    if _SIGN.search(word.text) is None:
        return sure < _T.sure_of_signs
    return sure < _T.doubted and not (len(word.text) >= _T.telling and is_word(word.text))


def _on(row: TypeRow, words: Sequence[Word]) -> list[Word]:
    """The words that have something in common with a row."""
    return [word for word in words if word.box is not None and word.box.overlaps(row.box)]


def _is_better(words: Sequence[Word], before: Sequence[Word], is_word: IsWord) -> bool:
    """Whether what was read in a row may take the place of what was: surely of known words, and nothing like that.

    What differs in a letter or two is left to correction, which knows what stands around it.
    """
    if not before:
        return True
    text, text_before = (" ".join(word.text for word in each) for each in (words, before))
    signs, signs_before = len(_SIGN.findall(text)), len(_SIGN.findall(text_before))
    return (
        (len(words) <= len(before) or signs >= _T.as_many * signs_before)
        and fuzz.ratio(text, text_before) < 100 * _T.alike
        and _letters_known(words, is_word, _T.telling) >= max(_T.fewest_known, _T.known_instead * signs)
        and sureness(words) >= _T.nearly_very_sure
    )


def _read(
    rows: Sequence[TypeRow], sheet: Callable[[Sequence[TypeRow], bool], RowSheet], read: ReadAnew, is_word: IsWord
) -> tuple[list[_Found], list[tuple[TypeRow, list[list[Word]]]]]:
    """Rows with what was surely read of them, treated as the page was or else otherwise; and the others, likewise."""
    found: list[_Found] = []
    left: list[tuple[TypeRow, list[list[Word]]]] = [(row, []) for row in rows]
    for other in (False, True):
        if not left:
            break
        set_anew = sheet([row for row, _ in left], other)
        readings = set_anew.words_of(read(set_anew.picture()))
        tried = [(row, [*seen, words]) for (row, seen), words in zip(left, readings, strict=True)]
        found += [(row, seen[-1]) for row, seen in tried if is_sure(seen[-1], is_word)]
        left = [(row, seen) for row, seen in tried if not is_sure(seen[-1], is_word)]
    return found, left


def is_sure(words: Sequence[Word], is_word: IsWord) -> bool:
    """Whether what was read in a row is text: of known words, or believed in beyond doubt."""
    sure = sureness(words)
    text = " ".join(word.text for word in words)
    spelled = _WORD.findall(text)
    signs = len(_SIGN.findall(text))
    if signs < _T.fewest:
        return False
    in_words = sum(map(len, spelled))
    known = sum(len(word) for word in spelled if is_word(word))
    telling = any(len(word) >= _T.telling and is_word(word) for word in spelled)
    if telling and 2 * in_words >= signs and known >= _JUDGED.known * in_words and sure >= _JUDGED.illegible:
        return True
    return sure >= _T.very_sure and _LONG.search(text) is not None


def _is_type(row: TypeRow, readings: Sequence[Sequence[Word]], is_word: IsWord) -> bool:
    """Whether a row that was not surely read is type, by its look or by known words in it."""
    return row.is_plainly_type or (
        row.white <= _T.nearly_white
        and any(_letters_known(words, is_word, _T.telling) >= _T.fewest_known for words in readings)
    )


def _letters_known(words: Sequence[Word], is_word: IsWord, shortest: int) -> int:
    """Letters in known words that have so many or more."""
    spelled = (part for word in words for part in _WORD.findall(word.text))
    return sum(len(word) for word in spelled if len(word) >= shortest and is_word(word))


def _not_mirrored(
    rows: Sequence[TypeRow], picture: PageImage, words: Sequence[Box], read: ReadAnew, is_word: IsWord
) -> list[TypeRow]:
    """Rows that are not those of the sheet's other side, which show through: none where many of them are."""
    if not rows:
        return []
    sheet = RowSheet(rows, picture, words)
    behind = lines_of(read(sheet.picture(mirrored=True)))
    known = sum(_letters_known(line.words, is_word, _T.telling) for line in behind)
    ahead = sum(_letters_known(line.words, is_word, _T.telling) for line in lines_of(read(sheet.picture())))
    return [] if known >= max(_T.fewest_known, ahead) else list(rows)


def _with_rows(page: Page, found: Sequence[_Found], doubted: Set[int]) -> Page:
    """The page with words of rows, on the line that they stand on or as lines of their own, in the place of others.

    Args:
        page: as it was read.
        found: rows and their words.
        doubted: the identities of the words that give way.
    """
    taken = [box for _, words in found for box in boxes_of(words)]

    def kept(word: Word) -> bool:
        box = word.box
        return id(word) not in doubted or box is None or not any(same_spot(box, each) for each in taken)

    page = map_lines(page, lambda line: [word for word in line.words if kept(word)])
    for row, words in found:
        some = tuple(word for word in words if _SIGN.search(word.text) or (word.confidence or 0.0) >= _JUDGED.illegible)
        page = _with_line(page, row.box, some)
    return page


def _with_line(page: Page, box: Box, words: tuple[Word, ...]) -> Page:
    blocks = list(page.blocks)
    for at, block in enumerate(blocks):
        for number, line in enumerate(block.lines):
            if line.box is not None and _on_one_line(line.box, box):
                more = from_left([*line.words, *words])
                lines = (*block.lines[:number], replace(line, words=tuple(more)), *block.lines[number + 1 :])
                blocks[at] = replace(block, lines=lines)
                return replace(page, blocks=tuple(blocks))
    tops = [min((line.box.top for line in block.lines if line.box is not None), default=0) for block in blocks]
    place = next((at for at, top in enumerate(tops) if top > box.top), len(blocks))
    blocks.insert(place, Block((Line(words),)))
    return replace(page, blocks=tuple(blocks))


def _on_one_line(line: Box, row: Box) -> bool:
    """Whether a row belongs to a line: level with it, as high, and close to it or between its words."""
    lower, higher = sorted((line.height, row.height))
    is_level = line.down(row) >= _T.same_line * lower and higher <= _T.as_high * lower
    return is_level and -line.across(row) <= _T.beside * higher
