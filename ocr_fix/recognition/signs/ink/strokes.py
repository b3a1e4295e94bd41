"""Marks that no reading tells apart but a ruler does: hyphen, en dash and em dash.

Widths are measured in ems, the size of the type, which is told from the heights of the letters beside the mark.
Measured on simulated scans: hyphens 0.13-0.29 em, en dashes 0.34-0.58; no em dash was among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from math import ceil
from statistics import linear_regression, median
from typing import cast

import regex
from PIL import Image

from ocr_fix.document import Box, Page, Word
from ocr_fix.notation.type_size import height_of
from ocr_fix.recognition.boxes import lines_of
from ocr_fix.recognition.preparation.paper import grey_of
from ocr_fix.recognition.signs.thresholds import THRESHOLDS

_T = THRESHOLDS.strokes

HYPHEN, EN_DASH, EM_DASH = "-", "–", "—"


_LETTERS_ONLY = regex.compile(r"[\p{L}\p{Nd}]{2,}")


def em_of(words: Sequence[Word]) -> float | None:
    """The size of the type of a line in pixels, from the heights of its words; None where they do not tell it.

    Where the engine does not find the letters of a line it gives words the height of the whole, whatever their letters
    are: they tell sizes that differ.
    """
    sizes = _sizes(words)
    return _usual(sizes) if _agree(sizes) else None


def em_of_page(page: Page) -> float | None:
    """The usual size of the type of a page in pixels, by lines whose words agree if any do; None if none tells."""
    of_lines = [_sizes(line.words) for line in lines_of(page)]
    return _usual(list(chain(*filter(_agree, of_lines))) or list(chain(*of_lines)))


def _usual(sizes: Sequence[float]) -> float | None:
    size = median(sizes) if sizes else 0.0
    return size if size >= _T.smallest_em else None


def _agree(sizes: Sequence[float]) -> bool:
    return not sizes or max(sizes) <= _T.most_uneven * min(sizes)


def _sizes(words: Sequence[Word]) -> list[float]:
    """The size of the type in pixels by each word whose letters tell it."""
    told = [(word.box, letters) for word in words if _LETTERS_ONLY.fullmatch(letters := word.text.rstrip(".:"))]
    return [box.height / height_of(letters) for box, letters in told if box is not None]


def pitch_of(words: Sequence[Word]) -> float | None:
    """How many pixels each character takes where all take the same, as in typescript; None where they do not.

    Words of so many letters are as wide then, whatever letters they are: by least squares half of them are within 0.06
    of a character on nine such pages, and off by 0.30 or more on 40 others. On a page of few words, as a receipt is,
    all must be: there the worst is off by 0.18 at most on twelve receipts in six faces, and by 0.25 or more wherever
    ten words beside each other are taken from 40 other pages.
    """
    sizes = [
        (len(word.text), word.box.width)
        for word in words
        if word.box is not None and len(word.text) >= _T.telling and word.text.isalpha()
    ]
    if len(sizes) < _T.fewest_of_page or len({letters for letters, _ in sizes}) == 1:
        return None
    pitch, aside = linear_regression(*zip(*sizes, strict=True))
    off = [abs(width - pitch * letters - aside) for letters, width in sizes]
    is_one = median(off) < _T.one_pitch * pitch if len(sizes) >= _T.fewest_words else max(off) < _T.all_within * pitch
    return pitch if pitch > 0 and is_one else None


def dash_of(width: float, em: float, pitch: float | None = None, hyphen: float | None = None) -> str | None:
    """Which dash a horizontal stroke of so many pixels is; None where it may be two of them.

    Args:
        width: of the stroke.
        em: the size of the type.
        pitch: how many pixels each character takes, where all take the same. An em dash fills its place there, and
            most such faces have hyphens and en dashes of one width, so that what is wider than the hyphens of the page
            is one of the latter, and what is not may be both.
        hyphen: how wide the hyphens of the page are in ems, where that is known.
    """
    ems = width / em
    if pitch is not None and width >= _T.fills * pitch:
        return EM_DASH
    if hyphen is not None and ems >= _T.beyond_hyphen * hyphen and ems < _T.em_dash_from:
        return EN_DASH
    if pitch is not None:
        return HYPHEN if width <= _T.typed_hyphen * pitch else None
    if hyphen is not None and ems < _T.em_dash_from:
        return HYPHEN if _T.hyphen_from <= ems <= _T.as_hyphen * hyphen else None
    return _usual_dash(ems)


def _usual_dash(ems: float) -> str | None:
    """Which dash is so many ems wide in most faces."""
    if _T.hyphen_from <= ems <= _T.hyphen_until:
        return HYPHEN
    if _T.en_dash_from <= ems < _T.em_dash_from:
        return EN_DASH
    return EM_DASH if ems >= _T.em_dash_from else None


def dash_width(image: Image.Image, box: Box, em: float) -> int:
    """The width in pixels of the dash in a box: all of it where it is as flat as one, else the longest stroke."""
    return box.width if box.height <= _T.flat * em else stroke_of(image, box, em)


def stroke_of(image: Image.Image, box: Box, em: float) -> int:
    """How wide the longest stroke in a box is in pixels; 0 without one.

    A stroke is a run of columns with ink in the middle of the height only; one column may be missing.
    """
    ink = ink_of(image, box, _T.faint)
    longest = run = 0
    missed = True
    height = 0.0
    for middle in () if ink is None else _dash_columns(ink):
        if middle is None:
            run, missed = (0, True) if missed else (run + 1, True)
        elif run and abs(middle - height) > _T.level * em:  # the tip of a 4 beside the dash
            run, missed, height = 1, False, middle
        else:
            run, missed, height = run + 1, False, middle
        longest = max(longest, run - missed)
    return longest


def _dash_columns(ink: Image.Image) -> Iterator[float | None]:
    """For each column the middle of what may be part of a dash; None where it has no ink or other ink."""
    width, height = ink.size
    upper, lower = round(_T.dash_band[0] * height), round(_T.dash_band[1] * height)
    thickness = max(2.0, _T.dash_thickness * height)
    pixels = ink.tobytes()
    for column in range(width):
        dark = [row for row in range(height) if pixels[row * width + column]]
        is_dash = dark and dark[0] >= upper and dark[-1] < lower and dark[-1] - dark[0] < thickness
        yield (dark[0] + dark[-1]) / 2 if is_dash else None


def ink_of(image: Image.Image, box: Box, share: float) -> Image.Image | None:
    """The piece of the page as ink (255) on paper (0); None where it is empty or has no contrast."""
    piece = grey_of(image.crop(box.edges))
    if not (piece.width and piece.height):
        return None
    darkest, lightest = cast("tuple[int, int]", piece.getextrema())
    if lightest - darkest < _T.least_contrast:
        return None
    return piece.point(_darker(ceil(lightest - share * (lightest - darkest))))


@lru_cache(maxsize=256)
def _darker(threshold: int) -> list[int]:
    """What becomes of each level of grey where those below one are ink."""
    return [255] * threshold + [0] * (256 - threshold)
