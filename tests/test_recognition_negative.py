"""Pages that are light on dark are read the other way round; all others are left as they are."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageOps

from ocr_fix.document import PageImage
from ocr_fix.recognition import EngineSettings
from ocr_fix.recognition.preparation.negative import positive
from ocr_fix.recognition.reader import Reader

WORDS = "Kommunen beslutade om skogen"


def _sheet(ground: int, ink: int, words: str = WORDS) -> PageImage:
    image = Image.new("L", (900, 300), ground)
    ImageDraw.Draw(image).text((60, 100), words, fill=ink, font_size=46)
    return PageImage(1, image, 300)


@pytest.mark.parametrize(("ground", "ink"), [(0, 255), (60, 200), (20, 90)])
def test_light_on_dark_is_turned_round(ground: int, ink: int) -> None:
    page = positive(_sheet(ground, ink))
    assert page.image.getpixel((0, 0)) == 255 - ground
    framed = PageImage(1, ImageOps.expand(_sheet(ground, ink).image, 20, fill=255), 300)
    assert positive(framed) is not framed


@pytest.mark.parametrize(("ground", "ink"), [(255, 0), (200, 90), (110, 20), (0, 0), (100, 110), (255, 255)])
def test_dark_on_light_and_what_shows_nothing_stays(ground: int, ink: int) -> None:
    page = _sheet(ground, ink)
    assert positive(page) is page


def test_a_page_with_a_dark_picture_stays() -> None:
    page = _sheet(255, 0)
    page.image.paste(0, (0, 150, 900, 300))
    assert positive(page) is page


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_a_negative_is_read(mode: str) -> None:
    sheet = _sheet(0, 255)
    page = PageImage(1, sheet.image.convert(mode, dither=Image.Dither.NONE), 300)
    reading = Reader(settings=EngineSettings()).read(page)
    found = [word.text for block in reading.blocks for line in block.lines for word in line.words]
    assert " ".join(found) == WORDS
