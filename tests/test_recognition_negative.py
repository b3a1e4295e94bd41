"""Pages that are light on dark are read the other way round; all others are left as they are."""

from __future__ import annotations

import pytest
from bad_inputs import encoded_picture
from PIL import Image, ImageDraw, ImageOps

import ocr_fix
from ocr_fix.document import PageImage
from ocr_fix.recognition import EngineSettings
from ocr_fix.recognition.preparation.grounds.negative import positive
from ocr_fix.recognition.reader import Reader
from samples.fonts import font

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


def test_a_black_page_with_a_speck_of_dust_is_no_negative() -> None:
    page = PageImage(1, Image.new("L", (1240, 1754), 10), 150)
    page.image.paste(255, (400, 300, 410, 310))
    assert positive(page) is page


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_a_negative_is_read(mode: str) -> None:
    sheet = _sheet(0, 255)
    page = PageImage(1, sheet.image.convert(mode, dither=Image.Dither.NONE), 300)
    reading = Reader(settings=EngineSettings()).read(page)
    found = [word.text for block in reading.blocks for line in block.lines for word in line.words]
    assert " ".join(found) == WORDS


@pytest.mark.slow
@pytest.mark.parametrize("ground", [(10, 10, 12), (28, 48, 116), (98, 18, 34)], ids=["black", "blue", "wine"])
def test_a_dark_cover_with_a_few_words_is_read(ground: tuple[int, int, int]) -> None:
    cover = Image.new("RGB", (1240, 1754), ground)
    draw = ImageDraw.Draw(cover)
    draw.text((180, 500), "BUDGET 1987", fill="white", font=font("arial", "bold", 92))
    draw.text((180, 660), "Norrviks kommun", fill="white", font=font("arial", "roman", 54))
    document = ocr_fix.clean(encoded_picture(cover, "PNG", dpi=(150, 150)))
    assert document.text.split() == ["BUDGET", "1987", "Norrviks", "kommun"]
