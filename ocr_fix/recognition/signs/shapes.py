"""Words mended by the shapes of their characters on the page, where `swe` has no sign for what is printed.

`swe` prints § as 8, m² as "m?", °C as "”C", ± as +, and closes up the narrow spaces in numbers: "48 000" becomes
"48000". What is printed can be measured: § hangs below the line and no lining figure does, a raised 2 stands above it,
a space is wider than what is between other digits. Only what is certain from the picture is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import regex
from PIL import Image

from ocr_fix.document import Box, Line, Page, Word
from ocr_fix.recognition.boxes import lines_of, map_lines
from ocr_fix.recognition.signs.glyphs import (
    Baseline,
    Glyph,
    baseline_of,
    glyphs_of,
    hangs,
    has_bar_below,
    is_raised,
    is_tall,
    is_underlined,
)
from ocr_fix.recognition.signs.lost_signs import beside_number
from ocr_fix.recognition.signs.strokes import em_of
from ocr_fix.recognition.thresholds import THRESHOLDS

_T = THRESHOLDS.shapes

# What § and §§ are read as. Of these, 8 $ & S 6 hang in no typeface; 3 5 9 do among old-style figures, but are no
# taller than the others there, which § is.
_MAY_BE_SECTION = regex.compile(r"([(\[\"”]*)(\d*(?:\p{Ll}(?=[8$&S£§]))?)([$&S£§\d]{1,2})([)\]\"”.,;:]*)")
_SIGN = regex.compile(r"[8$&S6£§359]{1,4}")
_SURELY_SIGN = regex.compile(r"[8$&S6£§]+")
_AREA = regex.compile(r"([kcdm]?m)([?2*'’”\"°3])([).,;:]*)")
_RAISED_FIGURES = {"3": "³"}

_DEGREES = regex.compile(r"((?:[-–]?\d+(?:,\d+)?)?)([”“\"'’*?°0oO]{1,2})C([).,;:]*)")
_NUMBER = regex.compile(r"[-–±+]?\d+(?:,\d+)?")
_PLUS = regex.compile(r"\+(\d.*)")

_PERCENTAGE = regex.compile(r"(\d+(?:,\d+)?)(%[).,;:]*)")
_LONG_NUMBER = regex.compile(r"\d{4,6}")
_GROUP = 3  # digits between the spaces of a number


def with_shapes(page: Page, image: Image.Image) -> Page:
    """The page with the signs and spaces that the shapes on the image show; it has the pixels of the boxes."""
    usual = em_of([word for line in lines_of(page) for word in line.words])
    before: tuple[Word, ...] = ()  # the end of the line above, where "18 a" may stand before "§"

    def mended(line: Line) -> list[Word]:
        nonlocal before
        above, before = before, line.words[-2:]
        em = em_of(line.words) or usual
        return list(line.words) if em is None else _mended(line.words, above, image, em)

    return map_lines(page, mended)


def _mended(line: Sequence[Word], above: Sequence[Word], image: Image.Image, em: float) -> list[Word]:
    baseline = baseline_of(line)
    words: list[Word] = []
    for index, word in enumerate(line):
        context = [*above, *line[:index]][-2:]
        after = line[index + 1].text if index + 1 < len(line) else ""
        words += (
            _with_section(word, context, after, image, em, baseline)
            or _with_area(word, image, em)
            or _with_degree(word, context, image, em)
            or _with_plus_minus(word, image)
            or [word]
        )
    return [part for word in words for part in _parted(word, image, em)]


def _with_section(
    word: Word, before: Sequence[Word], after: str, image: Image.Image, em: float, baseline: Baseline | None
) -> list[Word] | None:
    """A word that ends in § or §§, by their shape; None where it does not, or that is not certain."""
    match = _MAY_BE_SECTION.fullmatch(word.text)
    if match is None or word.box is None or baseline is None:
        return None
    opening, closing = match[1], match[4]
    glyphs = glyphs_of(image, _apart(word.box, before))
    shapes = glyphs[len(opening) : len(glyphs) - len(closing)]
    hanging = _hanging(shapes, baseline, em)
    count = hanging.count(True)
    figures = len(shapes) - count
    if not 0 < count <= 2 or any(hanging[:figures]):
        return None
    core = match[2] + match[3]
    number, sign = core[:figures], core[figures:]
    tall = all(is_tall(shape, em) for shape in shapes[figures:])
    if not _SIGN.fullmatch(sign) or not (tall or _SURELY_SIGN.fullmatch(sign)):
        return None
    if is_underlined(image, glyphs, baseline(glyphs[0].left), em):
        return None
    if not number and not beside_number([word.text for word in before], after):
        return None
    return list(_section(word, opening + number, "§" * count + closing, shapes[figures:], bool(number)))


def _hanging(shapes: Sequence[Glyph], baseline: Baseline, em: float) -> list[bool]:
    """Which shapes hang below the line; one that is taller than figures also where it hangs below the figure before."""
    found: list[bool] = []
    for index, shape in enumerate(shapes):
        below_figure = index > 0 and not found[-1] and is_tall(shape, em) and hangs(shape, shapes[index - 1].bottom, em)
        found.append(below_figure or hangs(shape, baseline((shape.left + shape.right) / 2), em))
    return found


def _apart(box: Box, before: Sequence[Word]) -> Box:
    """A box without what it shares with that of the word before; Tesseract's overlap now and then."""
    last = before[-1].box if before else None
    if last is None or not (last.left < box.left < last.right < box.right and last.bottom > box.top):
        return box
    return replace(box, left=last.right)


def _section(word: Word, before: str, signs: str, shapes: Sequence[Glyph], parted: bool) -> Iterator[Word]:
    if not parted or word.box is None:
        yield Word(before + signs, word.box, word.confidence)
        return
    middle = shapes[0].left
    yield Word(before, replace(word.box, right=max(word.box.left + 1, middle)), word.confidence)
    yield Word(signs, replace(word.box, left=min(middle, word.box.right - 1)), word.confidence)


def _with_area(word: Word, image: Image.Image, em: float) -> list[Word] | None:
    """`m²` and its like, where a raised figure is what follows the m."""
    match = _AREA.fullmatch(word.text)
    if match is None or word.box is None:
        return None
    unit, read, closing = match.groups()
    shapes = glyphs_of(image, word.box)
    if len(shapes) < len(unit) + 1 + len(closing):  # a faint m may fall apart
        return None
    figure = shapes[len(shapes) - len(closing) - 1]
    if not is_raised(figure, shapes[0].bottom, em):
        return None
    text = f"{unit}{_RAISED_FIGURES.get(read, '²')}{closing}"
    return [Word(text, word.box, word.confidence)]


def _with_degree(word: Word, before: Sequence[Word], image: Image.Image, em: float) -> list[Word] | None:
    """`°C` after a number, where what stands before the C is raised."""
    match = _DEGREES.fullmatch(word.text)
    if match is None or word.box is None:
        return None
    number, read, closing = match.groups()
    if not number and not (before and _NUMBER.fullmatch(before[-1].text)):
        return None
    shapes = glyphs_of(image, word.box)
    letter = len(shapes) - len(closing) - 1
    signs = [shape for shape in shapes[:letter] if is_raised(shape, shapes[letter].bottom, em)]
    if not signs or (any(character.isalnum() for character in read) and len(shapes) != len(word.text)):
        return None
    degree = f"°C{closing}"
    if not number:
        return [Word(degree, word.box, word.confidence)]
    place = shapes.index(signs[0])
    if not place or shapes[place].left - shapes[place - 1].right < _T.least_space * em:
        return [Word(number + degree, word.box, word.confidence)]
    return _cut(word, number, degree, shapes[place - 1], shapes[place])


def _with_plus_minus(word: Word, image: Image.Image) -> list[Word] | None:
    """`±` before a number, where a bar lies under the cross."""
    match = _PLUS.fullmatch(word.text)
    if match is None or word.box is None:
        return None
    shapes = glyphs_of(image, word.box)
    if len(shapes) < len(word.text) or not has_bar_below(image, shapes[0]):
        return None
    return [Word(f"±{match[1]}", word.box, word.confidence)]


def _parted(word: Word, image: Image.Image, em: float) -> list[Word]:
    """A number as two words where a space stands before its % or its last three digits; else as it is."""
    if word.box is None:
        return [word]
    if percentage := _PERCENTAGE.fullmatch(word.text):
        shapes, cut = glyphs_of(image, word.box), len(percentage[1])
        if len(shapes) > cut and shapes[cut].left - shapes[cut - 1].right >= _T.least_space * em:
            return _cut(word, percentage[1], percentage[2], shapes[cut - 1], shapes[cut])
        return [word]
    return _grouped(word, image, em) if _LONG_NUMBER.fullmatch(word.text) else [word]


def _grouped(word: Word, image: Image.Image, em: float) -> list[Word]:
    shapes = [] if word.box is None else glyphs_of(image, word.box)
    if len(shapes) != len(word.text):
        return [word]
    gaps = [second.left - first.right for first, second in pairwise(shapes)]
    space = gaps.pop(len(gaps) - _GROUP)
    if space < _T.least_space * em or space < _T.wider * max(gaps):
        return [word]
    cut = len(word.text) - _GROUP
    return _cut(word, word.text[:cut], word.text[cut:], shapes[cut - 1], shapes[cut])


def _cut(word: Word, left: str, right: str, last: Glyph, first: Glyph) -> list[Word]:
    """Two words for one, parted between two shapes."""
    if word.box is None:
        return [Word(left, None, word.confidence), Word(right, None, word.confidence)]
    return [
        Word(left, replace(word.box, right=last.right), word.confidence),
        Word(right, replace(word.box, left=first.left), word.confidence),
    ]
