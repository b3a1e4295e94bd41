"""Parts of a page on a ground of their own become like the rest; pictures, holes and empty boxes stay."""

from __future__ import annotations

import random

import pytest
from bad_inputs import encoded_picture
from PIL import Image, ImageDraw

import ocr_fix
from ocr_fix.document import PageImage
from ocr_fix.recognition.preparation.grounds.bands import without_bands
from ocr_fix.recognition.reader import Reader
from samples.fonts import font

PAPER = 250
HEAD = "Verksamhet Kostnad"
ROW = "Badhuset 41 650"


def _table(ground: int, ink: int) -> Image.Image:
    image = Image.new("L", (1200, 500), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((80, 100, 1100, 190), fill=ground)
    draw.text((110, 122), HEAD, fill=ink, font_size=44)
    draw.text((110, 220), ROW, fill=20, font_size=44)
    return image


@pytest.mark.parametrize("ground", [0, 90, 150, 200])
def test_a_head_in_reverse_becomes_like_the_rest_of_the_page(ground: int) -> None:
    image = _table(ground, 255)
    before = image.copy()
    found = without_bands(PageImage(1, image, 300)).image
    assert image.tobytes() == before.tobytes()  # the page that was given is not touched
    head = found.crop((84, 104, 1096, 186))
    assert head.getpixel((1000, 40)) == PAPER
    assert head.getextrema() == (0, PAPER)
    below = (0, 200, 1200, 500)
    assert found.crop(below).tobytes() == before.crop(below).tobytes()


@pytest.mark.parametrize("ground", [110, 160, 205])
def test_a_shaded_head_gets_the_paper_of_the_page(ground: int) -> None:
    found = without_bands(PageImage(1, _table(ground, 20), 300)).image.crop((84, 104, 1096, 186))
    assert found.getpixel((1000, 40)) == PAPER
    assert found.getextrema() == (0, PAPER)


@pytest.mark.parametrize("ink", [20, 255])
@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_no_rim_of_the_ground_is_left(at: int, ink: int) -> None:
    image = Image.new("L", (1200, 500), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((80 + at, 100 + at, 1100 + at, 190 + at), fill=200 if ink < 200 else 90)
    draw.text((110, 122), HEAD, fill=ink, font_size=44)
    draw.text((110, 220), ROW, fill=20, font_size=44)
    found = without_bands(PageImage(1, image, 300)).image
    for rim in ((70, 90, 1115, 110), (70, 185, 1115, 200), (70, 90, 90, 200), (1090, 90, 1115, 200)):
        assert found.crop(rim).getextrema() == (PAPER, PAPER)


@pytest.mark.slow
@pytest.mark.parametrize("ink", [0, 255])
def test_a_head_on_a_ground_of_its_own_is_read(ink: int) -> None:
    reading = Reader().read(PageImage(1, _table(120, ink), 300))
    assert " ".join(word.text for block in reading.blocks for line in block.lines for word in line.words) == (
        f"{HEAD} {ROW}"
    )


@pytest.mark.parametrize("box", [(0, 500, 1200, 1000), (0, 0, 1200, 590), (0, 300, 1200, 1000), (50, 60, 1150, 900)])
def test_a_page_half_of_which_is_light_on_dark_is_dark_on_light_all_over(box: tuple[int, int, int, int]) -> None:
    image = Image.new("L", (1200, 1000), PAPER)
    for row in range(40, 960, 70):
        ImageDraw.Draw(image).text((80, row), f"{HEAD} {ROW}", fill=20, font_size=44)
    plain = image.copy()
    image.paste(image.crop(box).point([255 - level for level in range(256)]), box[:2])
    found = without_bands(PageImage(1, image, 300)).image.convert("L")
    inner = (box[0] + 12, box[1] + 12, box[2] - 12, box[3] - 12)
    dark = [
        picture.crop(inner).point([255 if level < 128 else 0 for level in range(256)]) for picture in (found, plain)
    ]
    areas = [each.histogram()[255] for each in dark]
    assert areas[0] == pytest.approx(areas[1], rel=0.1)


def _picture() -> Image.Image:
    noise = random.Random(3)
    picture = Image.new("L", (60, 40))
    picture.putdata([noise.randint(0, 220) for _ in range(60 * 40)])
    return picture.resize((600, 400), Image.Resampling.BICUBIC)


def _page(*, hole: bool = False, box: bool = False, picture: bool = False) -> PageImage:
    image = Image.new("L", (1200, 900), PAPER)
    draw = ImageDraw.Draw(image)
    if hole:
        draw.ellipse((60, 400, 130, 470), fill=10)
    if box:
        draw.rectangle((300, 100, 900, 150), fill=0)
    if picture:
        image.paste(_picture(), (300, 200))
    return PageImage(1, image, 300)


@pytest.mark.parametrize("what", ["hole", "box", "picture"])
def test_what_has_no_text_on_it_stays(what: str) -> None:
    page = _page(**{what: True})
    assert without_bands(page) is page


@pytest.mark.parametrize("title", ["GRANNBYN", "HAMNBODEN", "Berget", "Norrgård"])
@pytest.mark.parametrize("size", [90, 104, 120, 140])
def test_large_black_letters_are_no_boxes(title: str, size: int) -> None:
    image = Image.new("L", (1400, 500), PAPER)
    ImageDraw.Draw(image).text((150, 150), title, fill=10, font=font("arial", "bold", size))
    page = PageImage(1, image, 200)
    assert without_bands(page) is page


def test_a_head_is_whole_to_its_ends_though_letters_stand_close_below() -> None:
    image = Image.new("L", (1654, 500), PAPER)
    draw, bold = ImageDraw.Draw(image), font("arial", "bold", 34)
    draw.rectangle((120, 100, 1534, 161), fill=60)
    draw.text((138, 112), "Kvarn", fill=255, font=bold)
    draw.text((1380, 112), "Fall (m)", fill=255, font=bold)
    for left in (138, 1380):
        draw.text((left, 162), "Åby å", fill=20, font=bold)
    head = without_bands(PageImage(1, image, 200)).image.crop((124, 104, 1531, 158))
    sides = head.crop((0, 0, 10, 54)), head.crop((head.width - 10, 0, head.width, 54))
    assert all(min(side.tobytes()) >= PAPER - 10 for side in sides)


def test_a_page_of_text_stays() -> None:
    image = Image.new("L", (1200, 900), PAPER)
    draw = ImageDraw.Draw(image)
    for row in range(60, 800, 50):
        draw.text((80, row), f"{HEAD} {ROW}", fill=10, font_size=44, stroke_width=2)
    page = PageImage(1, image, 300)
    assert without_bands(page) is page


@pytest.mark.slow
@pytest.mark.parametrize("face", ["arial", "times"])
def test_a_head_in_reverse_is_the_first_row_of_its_table(face: str) -> None:
    rows = ["Skifte Yta_(ha) Virke_(m³)", "Norrhagen 118,5 14_300", "Åkerudden 36,0 5_270", "Östermon 204,8 28_900"]
    image = Image.new("RGB", (1654, 700), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((100, 60, 1500, 116), fill=(30, 60, 114))
    for number, row in enumerate(rows):
        type_, ink = font(face, "roman" if number else "bold", 36), "black" if number else "white"
        for left, cell in zip((116, 620, 1050), row.split(), strict=True):
            draw.text((left, 66 + 62 * number), cell.replace("_", " "), fill=ink, font=type_)
    text = ocr_fix.clean(encoded_picture(image, "PNG", dpi=(200, 200))).text
    assert text.splitlines() == [row.replace(" ", "\t").replace("_", " ") for row in rows]
