"""Pages that lie askew are straightened by the right angle, and boxes find back to the page as it lay."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from ocr_fix.document import Block, Box, Line, Page, PageImage, Word
from ocr_fix.recognition.preparation.skew import is_askew, skew_of, slanted, straightened
from ocr_fix.recognition.preparation.thresholds import THRESHOLDS

PAPER = 245


def _printed() -> Image.Image:
    """Lines of bars, ragged on the right as text is."""
    image = Image.new("L", (1240, 1754), PAPER)
    draw = ImageDraw.Draw(image)
    lengths = random.Random(7)  # no two rows alike, or the bars would stand in slanting rows as well
    for number, row in enumerate(range(200, 1500, 34)):
        left = 150
        while (right := left + lengths.randint(8, 90)) < 1090 - 70 * (number % 4):
            draw.rectangle((left, row, right, row + 14), fill=25)
            left = right + 9
    return image


@pytest.mark.parametrize("skew", [-21.0, -12.5, -6.0, -4.0, -2.2, -1.3, 1.3, 1.7, 3.0, 7.3, 18.0])
def test_the_angle_is_found(skew: float) -> None:
    image = _printed().rotate(skew, Image.Resampling.BICUBIC, expand=True, fillcolor=PAPER)
    assert skew_of(PageImage(1, image, 150)) == pytest.approx(-skew, abs=0.15)
    assert is_askew(skew)


@pytest.mark.parametrize("skew", [0.0, 0.2, -0.4])
def test_a_page_that_lies_as_good_as_straight_is_left_alone(skew: float) -> None:
    assert abs(skew) < THRESHOLDS.skew.least
    image = _printed().rotate(skew, Image.Resampling.BICUBIC, fillcolor=PAPER)
    assert not is_askew(skew_of(PageImage(1, image, 150)))


@pytest.mark.parametrize("degrees", [90, 270])
def test_a_page_on_its_side_has_no_angle(degrees: int) -> None:
    assert skew_of(PageImage(1, _printed().rotate(degrees, expand=True), 150)) == 0.0


@pytest.mark.parametrize("shade", [0, 128, 255])
def test_a_page_without_text_has_no_angle(shade: int) -> None:
    assert skew_of(PageImage(1, Image.new("L", (600, 800), shade), 150)) == 0.0


@given(angle=st.floats(-22, 22), x=st.integers(20, 380), y=st.integers(20, 580))
def test_a_box_goes_back_to_where_its_ink_lay(angle: float, x: int, y: int) -> None:
    image = Image.new("L", (420, 620), 255)
    image.paste(0, (x, y, x + 6, y + 6))
    straight = straightened(PageImage(1, image, 300), angle)
    ink = straight.image.point([255 if level < 128 else 0 for level in range(256)]).getbbox()
    assert ink is not None
    page = Page(1, (Block((Line((Word("i", Box(*ink)),)),)),), *straight.image.size, 300)
    back = slanted(page, angle, 420, 620)
    box = back.blocks[0].lines[0].words[0].box
    assert box is not None
    assert (back.width, back.height) == (420, 620)
    for found, printed in zip(box.to_list(), (x, y, x + 6, y + 6), strict=True):
        assert abs(found - printed) <= 3
