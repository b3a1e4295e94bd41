"""Books scanned open: two pages that lie differently askew are read one after the other, each as it lies."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from PIL import Image, ImageDraw

from benchmarks.prepared_pages import RECIPES, Strip
from ocr_fix.document import Page, PageImage
from ocr_fix.evaluation import wer
from ocr_fix.recognition.boxes import words_of
from ocr_fix.recognition.preparation.facing import facing
from ocr_fix.recognition.reader import Reader

PAPER = 240


def book(name: str) -> Strip:
    """An open book of two strips of our own texts; the words of the left one come first."""
    return RECIPES[name].make(name, 0, 7)


def picture(strip: Strip) -> PageImage:
    return PageImage(1, strip.image, strip.dpi)


def rows(width: int, height: int, seed: int) -> Image.Image:
    """Bars as words, ragged on the right."""
    image, lengths = Image.new("L", (width, height), PAPER), random.Random(seed)
    draw = ImageDraw.Draw(image)
    for row in range(60, height - 60, 34):
        left = 60
        while (right := left + lengths.randint(20, 90)) < width - 60:
            draw.rectangle((left, row, right, row + 14), fill=25)
            left = right + 9
    return image


def spread(left: float, right: float, gap: int = 0) -> PageImage:
    """Two pages of bars, each turned by so many degrees, with a shadow of so many pixels where they meet."""
    first, second = (
        rows(700, 900, seed).rotate(angle, Image.Resampling.BICUBIC, fillcolor=PAPER)
        for seed, angle in ((1, left), (2, right))
    )
    both = Image.new("L", (1400 + gap, 900), 30)
    both.paste(first, (0, 0))
    both.paste(second, (700 + gap, 0))
    return PageImage(1, both, 150)


@pytest.mark.parametrize("gap", [0, 50])
@pytest.mark.parametrize(("left", "right"), [(1.5, -1.5), (-2.0, 0.0), (0.0, 1.3), (-4.0, 2.0)])
def test_pages_that_lie_differently_are_parted_between_their_rows(left: float, right: float, gap: int) -> None:
    whole = spread(left, right, gap)
    pages = facing(whole)
    assert pages is not None
    first, second = pages
    assert first.image.width + second.image.width == whole.image.width
    assert 650 <= first.image.width <= 750 + gap
    assert {first.image.height, second.image.height} == {whole.image.height}
    assert {first.dpi, second.dpi} == {whole.dpi}


@pytest.mark.parametrize(("left", "right"), [(0.0, 0.0), (1.5, 1.5), (-0.3, 0.3)])
def test_pages_that_lie_alike_stay_together(left: float, right: float) -> None:
    assert facing(spread(left, right)) is None


@pytest.mark.parametrize("angle", [0.0, 2.0])
def test_one_page_is_not_parted(angle: float) -> None:
    image = rows(1400, 900, 1).rotate(angle, Image.Resampling.BICUBIC, fillcolor=PAPER)
    assert facing(PageImage(1, image, 150)) is None


def test_a_page_beside_an_empty_one_stays_with_it() -> None:
    whole = spread(2.0, 0.0)
    whole.image.paste(PAPER, (700, 0, 1400, 900))
    assert facing(whole) is None


@pytest.mark.parametrize("size", [(1, 1), (2, 1), (3, 900), (900, 3), (40, 40)])
@pytest.mark.parametrize("shade", [0, 128, 255])
def test_what_shows_no_rows_is_not_parted(size: tuple[int, int], shade: int) -> None:
    assert facing(PageImage(1, Image.new("L", size, shade), 150)) is None


@pytest.mark.parametrize("name", ["open-2", "open-4", "open-short"])
def test_an_open_book_is_read_page_by_page(name: str) -> None:
    strip = book(name)
    found = Reader().read(picture(strip))
    assert wer(" ".join(strip.words), _text(found)) < 0.03
    assert (found.width, found.height) == strip.image.size
    middles = [(word.box.left + word.box.right) // 2 for word in words_of(found) if word.box is not None]
    turns = [before > strip.image.width // 2 > after for before, after in pairwise(middles)]
    assert not any(turns), "from the right page back to the left one"


def test_an_open_book_that_lies_on_its_side_is_turned_first() -> None:
    strip = book("open-2")
    lying = replace(picture(strip), image=strip.image.transpose(Image.Transpose.ROTATE_90))
    found = Reader().read(lying)
    assert found.rotation == 90
    assert wer(" ".join(strip.words), _text(found)) < 0.03
    assert (found.width, found.height) == strip.image.size


def _text(page: Page) -> str:
    return " ".join(word.text for word in words_of(page))
