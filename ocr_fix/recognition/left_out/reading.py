"""What was left out on the lines of a page, read and put in its place.

All pieces of a page are set on one small sheet, which is read once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import regex

from ocr_fix.document import Box, Edit, Line, Page, PageImage, Word
from ocr_fix.notation.orthography import RAISED_FIGURES
from ocr_fix.recognition.boxes import boxes_of, from_left, lines_of, map_lines, words_of
from ocr_fix.recognition.engines.engine import ReadAnew
from ocr_fix.recognition.left_out.leaning import Leaning
from ocr_fix.recognition.left_out.pieces import Piece, pieces_of
from ocr_fix.recognition.left_out.sheet import Sheet
from ocr_fix.recognition.thresholds import THRESHOLDS

_T = THRESHOLDS.left_out

_SIGN, _DIGIT = regex.compile(r"[\p{L}\p{N}]"), regex.compile(r"\p{Nd}")
_FIGURES = regex.compile(r"\d{1,3}")
# What small figures above the line are read as.
_MISREAD = regex.compile(r"[⁰¹²³⁴-⁹!?°*’‘'”“\"<>^`´|\p{Ll}IO]*")
_UNIT = regex.compile(r".*(?<!\p{L})[kcdm]?m")
_SQUARES = {"2": "²", "3": "³"}
# Small figures of a note, and plain ones that were put in their place, behind the word that they stand on.
_SMALL_BEHIND = regex.compile(r"(.*[\p{L}.,:;!?)”’\"»])([⁰¹²³⁴-⁹]{1,3})([.,:;)]?)")
_FIGURES_BEHIND = regex.compile(r"[\p{L}.,:;!?)”’\"»]\d{1,3}$")
_PLAIN = str.maketrans(RAISED_FIGURES, "0123456789")
_MARK = regex.compile(r"±|[-–+±(]?[\p{L}\p{N}%§][\p{L}\p{N}.,:)/-]*")


class WithLeftOut(NamedTuple):
    """A page with what was left out.

    Attributes:
        page: with what was read of it, numbers that were hardly read among it, which are marked as doubtful.
        refused: pieces in which something was read that is too unsure to stand; all of them, where they are too many
            to be read.
    """

    page: Page
    refused: int = 0


def with_left_out(page: Page, picture: PageImage, read: ReadAnew, angle: float = 0.0) -> WithLeftOut:
    """The page with what was left out on its lines.

    Args:
        page: as it was read.
        picture: what it was read from, with the pixels of its boxes.
        read: reads a picture.
        angle: by how many degrees counterclockwise it would have to be turned for its lines to be level.
    """
    if not angle:
        return _with_left_out(page, picture, read)
    leaning = Leaning(angle, picture.image.width)
    levelled, before = leaning.levelled(page)
    found = _with_left_out(levelled, leaning.level(picture), read)
    return found._replace(page=leaning.put_back(found.page, before))


def _with_left_out(page: Page, picture: PageImage, read: ReadAnew) -> WithLeftOut:
    """The same of a page whose lines are level."""
    upended = [word for line in lines_of(page) if _is_upended(line) for word in line.words]
    if upended:
        others = map_lines(page, lambda line: () if _is_upended(line) else line.words)
        instead = _completed(others, picture, read, _T.fairly_sure)
        boxes = boxes_of(words_of(instead.page))
        if all(any(place.overlaps(box) for box in boxes) for place in boxes_of(upended)):
            return instead
    return _completed(page, picture, read, _T.sure)


def _is_upended(line: Line) -> bool:
    """Whether signs of a column, one above the other, were read as a line that runs up or down, and hardly believed."""
    boxes = boxes_of(line.words)
    if len(boxes) < _T.fewest_upended or len(boxes) < len(line.words):
        return False
    is_column = all(
        _share(first, second) and (first.top >= second.bottom or second.top >= first.bottom)
        for first, second in pairwise(boxes)
    )
    return is_column and sum(word.confidence or 0.0 for word in line.words) < _T.sure * len(boxes)


def _share(first: Box, second: Box) -> bool:
    """Whether two boxes stand one above the other for the most part."""
    return 2 * first.across(second) > min(first.width, second.width)


def _completed(page: Page, picture: PageImage, read: ReadAnew, sure: float) -> WithLeftOut:
    """The page with what stands on its lines as they are, and was read so surely."""
    pieces = pieces_of(page, picture.image)
    if not pieces or len(pieces) > _T.most:
        return WithLeftOut(page, len(pieces))
    sheet = Sheet(pieces, picture)
    reading = read(replace(picture, image=sheet.image, layer=None))
    added: dict[int, list[Word]] = {}
    instead: dict[int, Word] = {}
    figures: list[Word] = []
    refused = 0
    for row, piece in enumerate(pieces):
        itself, beside = sheet.words_of(row, reading)
        if not piece.raised:
            placed = list(_placed(itself, piece, sure))
            refused += not placed and any(_SIGN.search(word.text) for word in itself)
            added.setdefault(id(piece.line), []).extend(placed)
        else:
            word = _with_figures(piece, itself, beside)
            figures += [] if word is None else [word]
            if word is not None and is_on(piece, piece.neighbour):
                instead[id(piece.neighbour)] = word
            elif word is not None:
                added.setdefault(id(piece.line), []).append(word)

    def completed(line: Line) -> Sequence[Word]:
        words = [instead.get(id(word), word) for word in line.words]
        more = added.get(id(line))
        return from_left([*words, *more]) if more else words

    plain = sum(_FIGURES_BEHIND.search(word.text) is not None for word in figures)
    found = map_lines(page, completed) if added or instead else page
    return WithLeftOut(_with_plain_figures(found, plain) if plain else found, refused)


def _with_plain_figures(page: Page, plain: int) -> Page:
    """The page with all figures of its notes as those that were put in, where no more of them were read as small ones.

    Args:
        page: with these.
        plain: how many of them there are.
    """
    small = {id(word): _plain_figures(word) for word in words_of(page)}
    instead = {at: word for at, word in small.items() if word is not None}
    if not 0 < len(instead) <= plain:
        return page
    return map_lines(page, lambda line: [instead.get(id(word), word) for word in line.words])


def _plain_figures(word: Word) -> Word | None:
    """A word that ends with small figures, which are none of a unit, with others in their place; None for others."""
    match = _SMALL_BEHIND.fullmatch(word.text)
    if match is None or _UNIT.fullmatch(match[1]) or word.edit is not None:
        return None
    text = match[1] + match[2].translate(_PLAIN) + match[3]
    return replace(word, text=text, raw=text, choices=())


def _placed(found: Sequence[Word], piece: Piece, sure: float) -> Iterator[Word]:
    """What was read for a piece that stands on its line, where all of it is sure: a part of a number is another one.

    A number that is less sure, or has fewer characters than the piece has shapes, is doubtful.
    """
    least = min((word.confidence or 0.0 for word in found), default=0.0)
    is_whole = least >= sure and sum(len(word.text) for word in found) >= piece.glyphs
    is_number = least >= _T.fairly_sure and any(_DIGIT.search(word.text) for word in found)
    if not (is_whole or is_number) or not all(_MARK.fullmatch(word.text) for word in found):
        return
    for word in found:
        left, right = (word.box.left, word.box.right) if word.box else (0, piece.box.width)
        place = Box(piece.box.left + left, piece.box.top, piece.box.left + right, piece.box.bottom)
        placed = Word(word.text, place, word.confidence)
        yield placed if is_whole else placed.edited(placed.text, _doubt(least))


def _doubt(sure: float) -> Edit:
    return Edit("doubtful", round(sure, 3), "a number that the engine is unsure of")


def _with_figures(piece: Piece, figures: Sequence[Word], beside: Sequence[Word]) -> Word | None:
    """The figures of a note by themselves, or with the word that they stand on; None where they were not read so."""
    text = "".join(word.text for word in figures)
    sure = min((word.confidence or 0.0 for word in figures), default=0.0)
    if not _FIGURES.fullmatch(text) or sure < _T.fairly_sure or len(text) != piece.raised:
        return None
    word = piece.neighbour
    if not is_on(piece, word) or word.box is None:
        return Word(text, piece.box, sure)
    if piece.box.left - word.box.left < _T.first * piece.em:  # the word is nothing else
        return Word(text, word.box, sure) if _MISREAD.fullmatch(word.text) or len(word.text) < len(text) else None
    base = beside[-1].text if beside else ""
    rest = word.text[len(base) :]
    if not base or not word.text.startswith(base) or len(rest) > len(text) + 1 or not _MISREAD.fullmatch(rest):
        return None
    if _UNIT.fullmatch(base) and text not in _SQUARES:
        return None
    raised = _SQUARES[text] if _UNIT.fullmatch(base) else text
    return Word(base + raised, word.box, word.confidence)


def is_on(piece: Piece, word: Word) -> bool:
    """Whether a piece stands within a word, or so close behind it that nothing can be between them."""
    box = word.box
    return box is not None and box.left <= piece.box.left and piece.box.left - box.right < _T.close * piece.em
