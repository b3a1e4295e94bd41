"""Strokes that every model mixes up, told apart by their shapes: 1 I i, ( and 1, / and !, full stop and comma, % and §.

A bracket has the height of the one that closes it, an i has its dot, a slash leans and an exclamation mark has a gap,
a comma hangs below the line, % is as wide as it is high. Where the shape leaves it open, what stands beside it must
say so as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex
from PIL import Image

from ocr_fix.document import Box, Line, Page, Word
from ocr_fix.languages.sv.dates import MONTHS
from ocr_fix.recognition.boxes import lines_of, map_lines
from ocr_fix.recognition.signs.glyphs import Baseline, Glyph, baseline_of, glyphs_of, hangs
from ocr_fix.recognition.signs.parties import names_party, with_parties
from ocr_fix.recognition.signs.strokes import em_of, ink_of
from ocr_fix.recognition.thresholds import THRESHOLDS

_T = THRESHOLDS.marks

# "1 (3)" is read "13)" or "112)": page one of three, where the opening bracket is left out or a figure.
_PAGE_MARK = regex.compile(r"(\d{1,3}?)([1IlJ/|]?)(\d{1,3})\)")

_MAY_BE_SLASH = regex.compile(r"(\d+)[!|l](\d*)")

_ONE_READ_AS = regex.compile(r"[Il|]")
_COUNTED_FROM_ONE = regex.compile(rf"kap\.?|§|{'|'.join(MONTHS)}")
_IN_MID_SENTENCE = regex.compile(r"\p{Ll}+")
_ONE = regex.compile(r"1([.,;:]?)")
_FIRST = regex.compile(r"[iIl|]\.")
_ARABIC = regex.compile(r"\d{1,2}\.")
_OTHER_COUNT = regex.compile(r"(?:[hj]|ii+|II+|IV|iv)[.)]")


_ENDS_IN_POINT = regex.compile(r"(.*[\p{L}\p{Nd})])([.,])")

_NUMBER = regex.compile(r"\d+(?:,\d+)?")


def with_marks(page: Page, image: Image.Image) -> Page:
    """The page with these strokes as the image shows them; it has the pixels of the boxes."""
    lines = lines_of(page)
    usual = em_of([word for line in lines for word in line.words])
    starts = [line.words[0] for line in lines]
    counts = [] if any(_OTHER_COUNT.fullmatch(word.text) for word in starts) else _arabic(starts)

    following = iter([*(word.text for word in starts[1:]), ""])

    has_parties = any(names_party(line.words, index) for line in lines for index in range(len(line.words)))

    def mended(line: Line) -> list[Word]:
        words = with_parties(line.words) if has_parties else line.words
        em = em_of(line.words) or usual
        below = next(following)
        return list(words) if em is None else _mended(words, below, counts, image, em)

    return map_lines(page, mended)


def _arabic(starts: Sequence[Word]) -> list[int]:
    """How far from the left the lines begin that count in figures."""
    return [word.box.left for word in starts if word.box is not None and _ARABIC.fullmatch(word.text)]


def _mended(line: Sequence[Word], below: str, counts: Sequence[int], image: Image.Image, em: float) -> list[Word]:
    baseline = baseline_of(line)
    words: list[Word] = []
    for index, word in enumerate(line):
        after = line[index + 1].text if index + 1 < len(line) else ""
        if word.box is None:
            words.append(word)
            continue
        words += (
            _page_mark(word, word.box, image, em)
            or _slash(word, word.box, image)
            or _first(word, word.box, counts if not index else (), em)
            or _one(word, word.box, words[-1].text if words else "", after, image)
            or _point(word, word.box, after or below, image, baseline, em)
            or _percent(word, word.box, words[-1].text if words else "", image, baseline, em)
            or [word]
        )
    return words


def _page_mark(word: Word, box: Box, image: Image.Image, em: float) -> list[Word] | None:
    """`1 (3)` for "13)" or "112)", where the opening bracket stands on the page."""
    match = _PAGE_MARK.fullmatch(word.text)
    if match is None:
        return None
    shapes = glyphs_of(image, box)
    number, bracket, pages = match.groups()
    count = len(number) + 1 + len(pages) + 1
    if len(shapes) != count and bracket:
        number, count = number + bracket, count + 1  # the figure is one, and the bracket was left out
    if len(shapes) != count:
        return None
    place = len(number)
    opening, closing = shapes[place], shapes[-1]
    figures = [*shapes[:place], *shapes[place + 1 : -1]]
    lowest = max(figure.bottom for figure in figures)
    if abs(opening.bottom - closing.bottom) > max(2.0, _T.same_end * em):
        return None
    if min(opening.bottom, closing.bottom) - lowest < max(2.0, _T.bracket_fall * em):
        return None
    return [
        replace(_read(word, number), box=replace(box, right=shapes[place - 1].right)),
        replace(_read(word, f"({pages})"), box=replace(box, left=opening.left)),
    ]


def _slash(word: Word, box: Box, image: Image.Image) -> list[Word] | None:
    """`2017/` for "2017!", where the stroke is whole and leans."""
    match = _MAY_BE_SLASH.fullmatch(word.text)
    shapes = [] if match is None else glyphs_of(image, box)
    if match is None or len(shapes) != len(word.text) or not leans(image, shapes[len(match[1])]):
        return None
    return [_read(word, f"{match[1]}/{match[2]}")]


def _first(word: Word, box: Box, counts: Sequence[int], em: float) -> list[Word] | None:
    """`1.` for "I." at the beginning of a line, where lines that begin there are counted in figures."""
    counted = any(abs(left - box.left) <= _T.indented_alike * em for left in counts)
    return [_read(word, "1.")] if counted and _FIRST.fullmatch(word.text) else None


def _one(word: Word, box: Box, before: str, after: str, image: Image.Image) -> list[Word] | None:
    """`1` for an "I" in mid-sentence before what is counted, and `i` for a "1" that has a dot."""
    lone = _ONE.fullmatch(word.text)
    in_sentence = after[:1].islower() if word.text == "1" else _IN_MID_SENTENCE.fullmatch(before)
    if lone is not None and in_sentence and _COUNTED_FROM_ONE.fullmatch(after) is None:
        shapes = glyphs_of(image, box)
        dotted = len(shapes) == len(word.text) and has_dot(image, shapes[0])
        return [_read(word, f"i{lone[1]}")] if dotted and "i" in _rivals(word) else None
    is_counted = _COUNTED_FROM_ONE.fullmatch(after) and _IN_MID_SENTENCE.fullmatch(before)
    if not is_counted or not _ONE_READ_AS.fullmatch(word.text):
        return None
    return [_read(word, "1")] if [has_dot(image, shape) for shape in glyphs_of(image, box)] == [False] else None


def _point(
    word: Word, box: Box, after: str, image: Image.Image, baseline: Baseline | None, em: float
) -> list[Word] | None:
    """A word with a full stop for its comma before a capital, or a comma for its full stop before a small letter."""
    match = _ENDS_IN_POINT.fullmatch(word.text)
    if match is None or baseline is None or em < _T.least_em:
        return None
    if not (after[:1].isupper() if match[2] == "," else after[:1].islower() or after[:1].isdigit()):
        return None
    shapes = glyphs_of(image, box)
    if len(shapes) < len(word.text):
        return None
    read = point_of(shapes[-1], baseline(shapes[-1].left), em)
    return None if read in (None, match[2]) else [_read(word, f"{match[1]}{read}")]


def _percent(
    word: Word, box: Box, before: str, image: Image.Image, baseline: Baseline | None, em: float
) -> list[Word] | None:
    """`%` for a "§" that is as wide as it is high and stands on the line."""
    if word.text != "§" or baseline is None or not _NUMBER.fullmatch(before):
        return None
    shapes = glyphs_of(image, box)
    if not shapes:
        return None
    sign = max(shapes, key=lambda shape: shape.bottom - shape.top)
    wide = sign.right - sign.left >= _T.wide * (sign.bottom - sign.top)
    return [_read(word, "%")] if wide and not hangs(sign, baseline(sign.left), em) else None


def point_of(shape: Glyph, baseline: float, em: float) -> str | None:
    """Whether a shape is a full stop or a comma; None where it may be either, or neither."""
    width, height = shape.right - shape.left, shape.bottom - shape.top
    if max(width, height) > _T.point_size * em:
        return None
    below = shape.bottom - baseline
    if below >= max(1.5, _T.comma_fall * em) and height >= _T.taller * width:
        return ","
    return "." if below <= _T.point_fall * em and height <= _T.taller * width else None


def leans(image: Image.Image, shape: Glyph) -> bool:
    """Whether a shape is one stroke that leans to the right as a slash does."""
    rows = _rows(image, shape)
    if not rows or any(row is None for row in rows):
        return False
    third = len(rows) // 3
    upper, lower = (_middle(part) for part in (rows[:third], rows[-third:]))
    return upper - lower >= _T.leans * (shape.right - shape.left)


def has_dot(image: Image.Image, shape: Glyph) -> bool:
    """Whether the upper end of a shape stands apart from the rest as the dot of an i does."""
    rows = _rows(image, shape)
    white = [index for index, row in enumerate(rows) if row is None]
    return bool(white) and all(_T.dot_from * len(rows) <= index <= _T.dot_to * len(rows) for index in white)


def _rows(image: Image.Image, shape: Glyph) -> list[tuple[int, int] | None]:
    """From which to which column each row has ink; None where it has none."""
    ink = ink_of(image, Box(shape.left, shape.top, shape.right, shape.bottom), _T.ink)
    if ink is None:
        return []
    found: list[tuple[int, int] | None] = []
    for row in range(ink.height):
        bounds = ink.crop((0, row, ink.width, row + 1)).getbbox()
        found.append(None if bounds is None else (bounds[0], bounds[2]))
    return found


def _middle(rows: Sequence[tuple[int, int] | None]) -> float:
    middles = [(row[0] + row[1]) / 2 for row in rows if row is not None]
    return sum(middles) / max(1, len(middles))


def _rivals(word: Word) -> set[str]:
    """How else the engine could have read the first character of a word."""
    return {choice.text for ways in word.choices[:1] for choice in ways}


def _read(word: Word, text: str) -> Word:
    return Word(text, word.box, word.confidence)
