"""Blank pages are told by their picture, whatever their paper; anything printed on them makes them pages to read."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ocr_fix.document import PageImage
from ocr_fix.recognition import EngineSettings
from ocr_fix.recognition.preparation.blank import is_blank
from ocr_fix.recognition.reader import Reader


def _sheet(grain: float, text: str = "", ink: int = 60, dpi: int = 150) -> PageImage:
    image = Image.new("L", (round(8.27 * dpi), round(11.69 * dpi)), 235)
    ImageDraw.Draw(image).text((dpi, dpi), text, fill=ink, font_size=round(11 / 72 * dpi))
    noise = np.random.default_rng(7).normal(0, grain, (image.height, image.width)) if grain else 0
    values = np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8)
    return PageImage(1, Image.fromarray(values), dpi)


@pytest.mark.parametrize(("grain", "dpi"), [(0, 100), (2, 150), (12, 100), (12, 150), (12, 300), (30, 300)])
def test_paper_is_blank_whatever_its_grain_and_a_single_word_is_not(grain: float, dpi: int) -> None:
    assert is_blank(_sheet(grain, dpi=dpi))
    assert not is_blank(_sheet(grain, "Sida 4", dpi=dpi))


def test_faded_print_on_smooth_paper_is_print() -> None:
    assert not is_blank(_sheet(2, "Bilaga", ink=190))


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
@pytest.mark.parametrize("shade", [0, 128, 255])
def test_a_page_of_one_shade_is_blank(mode: str, shade: int) -> None:
    assert is_blank(PageImage(1, Image.new("L", (600, 800), shade).convert(mode, dither=Image.Dither.NONE), 75))


def test_an_icon_is_not_blank() -> None:
    shades = np.linspace(90, 255, 1600).astype(np.uint8).reshape(40, 40)
    assert not is_blank(PageImage(1, Image.fromarray(shades), 70))
    assert is_blank(PageImage(1, Image.new("L", (40, 40), 240), 70))


def test_a_dark_picture_is_not_blank() -> None:
    image = Image.new("L", (600, 800), 30)
    ImageDraw.Draw(image).rectangle((0, 0, 600, 300), fill=200)
    assert not is_blank(PageImage(1, image, 75))


def test_a_blank_page_has_no_words_and_its_measures() -> None:
    page = _sheet(4)
    read = Reader(settings=EngineSettings()).read(page)
    assert (read.blocks, read.width, read.height, read.dpi) == ((), *page.image.size, 150)
    assert read.note is None


@pytest.mark.parametrize("side", [1, 9, 300])
def test_a_page_that_is_dark_all_over_says_so(side: int) -> None:
    read = Reader(settings=EngineSettings()).read(PageImage(1, Image.new("L", (side, 2 * side), 20), 100))
    assert not read.blocks
    assert read.note == "page 1: is dark all over, and nothing is seen on it"


def test_a_page_that_shows_something_without_words_says_so() -> None:
    page = _sheet(0)
    ImageDraw.Draw(page.image).ellipse((200, 300, 900, 1000), outline=40, width=9)
    read = Reader(settings=EngineSettings()).read(page)
    assert not read.blocks
    assert read.note == "page 1: shows something, but no words were found on it"
