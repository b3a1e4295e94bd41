"""Type on a darker ground of any shape is read; large letters, pictures and light type on such a ground stay."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops, ImageDraw

from benchmarks.prepared_pages import RECIPES
from ocr_fix.document import PageImage
from ocr_fix.evaluation import wer
from ocr_fix.recognition.boxes import words_of
from ocr_fix.recognition.preparation.grounds.stains import without_stains
from ocr_fix.recognition.reader import Reader
from samples.fonts import font

PAPER = 250
TEXT = (
    "Fiskelaget höll möte i bygdegården",
    "Bryggan ska lagas före midsommar",
    "Avgiften är 240 kronor för båtplats",
    "Kassören läste upp räkenskaperna",
    "Nästa möte hålls den 14 oktober",
)


def sheet(ground: int, ink: int = 20, *, shape: str = "ellipse", text: bool = True) -> PageImage:
    """Lines of type, most of them on a ground of its own."""
    image = Image.new("L", (1300, 900), PAPER)
    draw = ImageDraw.Draw(image)
    getattr(draw, shape)((250, 40, 1150, 860), fill=ground)
    for number, line in enumerate(TEXT if text else ()):
        draw.text((90, 120 + 140 * number), line, fill=ink, font=font("times", "roman", 54))
    return PageImage(1, image, 300)


def read(page: PageImage) -> str:
    return " ".join(word.text for word in words_of(Reader().read(page)))


@pytest.mark.parametrize("ground", [80, 120, 160])
def test_a_stain_gets_the_level_of_the_paper_and_type_stays_black(ground: int) -> None:
    page = sheet(ground)
    before = page.image.copy()
    found = without_stains(page).image
    assert page.image.tobytes() == before.tobytes(), "the page that was given is not touched"
    assert found.size == before.size
    assert found.getpixel((700, 70)) == PAPER
    assert min(found.tobytes()) <= 20
    assert ImageChops.subtract(before, found).getbbox() is None, "nothing is darker than it was"
    outside = (0, 0, 200, 900)
    assert found.crop(outside).tobytes() == before.crop(outside).tobytes()


def test_the_edge_of_a_stain_leaves_no_rim() -> None:
    found = without_stains(sheet(120)).image
    assert min(found.crop((240, 380, 280, 400)).tobytes()) > 200


@pytest.mark.slow
@pytest.mark.parametrize("ground", [90, 140])
def test_type_on_a_stain_is_read(ground: int) -> None:
    assert wer(" ".join(TEXT), read(sheet(ground))) < 0.05


@pytest.mark.slow
@pytest.mark.parametrize("name", ["stain-80", "stain-150", "stain-through", "copy-300"])
def test_type_under_a_stain_or_over_large_letters_is_read_on_scans(name: str) -> None:
    strip = RECIPES[name].make(name, 2, 5)
    assert wer(" ".join(strip.words), read(PageImage(1, strip.image, strip.dpi))) < 0.15


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (sheet(250), "no stain"),
        (sheet(225), "hardly darker than the paper"),
        (sheet(30), "as dark as ink"),
        (sheet(120, 250), "light type on it"),
        (sheet(120, text=False), "nothing on it"),
    ],
)
def test_what_is_no_stain_under_type_stays(page: PageImage, why: str) -> None:
    assert without_stains(page) is page, why


@pytest.mark.parametrize("level", [90, 130, 170])
@pytest.mark.parametrize("size", [150, 300])
def test_large_letters_stay(level: int, size: int) -> None:
    image = Image.new("L", (1300, 900), PAPER)
    ImageDraw.Draw(image).text((80, 200), "Årsbok", fill=level, font=font("arial", "bold", size))
    page = PageImage(1, image, 300)
    assert without_stains(page) is page


@pytest.mark.parametrize("size", [(1, 1), (2, 900), (900, 2), (40, 40)])
@pytest.mark.parametrize("level", [0, 120, 255])
def test_what_shows_nothing_stays(size: tuple[int, int], level: int) -> None:
    page = PageImage(1, Image.new("L", size, level), 150)
    assert without_stains(page) is page


@pytest.mark.parametrize("seed", [1, 2])
def test_a_picture_in_halftone_stays(seed: int) -> None:
    shades = Image.effect_noise((40, 28), 90).resize((720, 500), Image.Resampling.BICUBIC) if seed == 1 else None
    shades = shades or Image.linear_gradient("L").resize((720, 500))
    dots = shades.resize((240, 166)).convert("1").convert("L").resize((720, 500), Image.Resampling.NEAREST)
    image = Image.new("L", (1300, 900), PAPER)
    image.paste(dots, (300, 200))
    page = PageImage(1, image, 200)
    assert without_stains(page) is page
