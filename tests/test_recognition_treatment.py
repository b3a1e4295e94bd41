"""A page is treated as its noise asks for, and a clean one is left alone."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from ocr_fix.document import PageImage
from ocr_fix.recognition.preparation.thresholds import THRESHOLDS
from ocr_fix.recognition.preparation.treatment import cues_of, treated


def _printed(mode: str = "L") -> Image.Image:
    """Paper with bars of ink, light grey edges between them as a scanner leaves."""
    image = Image.new("L", (600, 800), 250)
    draw = ImageDraw.Draw(image)
    for row in range(60, 740, 40):
        for column in range(60, 540, 24):
            draw.rectangle((column, row, column + 12, row + 18), fill=30, outline=140)
    return image.convert(mode)


def _grainy(strength: int) -> Image.Image:
    dice = random.Random(7)
    image = _printed()
    noise = bytes(dice.randrange(256) for _ in range(image.width * image.height))
    grain = Image.frombytes("L", image.size, noise)
    return Image.blend(image, grain, strength / 100)


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize("dpi", [150, 200, 300, 600])
def test_a_clean_page_is_read_as_it_came(mode: str, dpi: int) -> None:
    page = PageImage(1, _printed(mode), dpi)
    assert treated(page) is page


def test_grain_is_seen_and_blurred() -> None:
    page = PageImage(1, _grainy(15), THRESHOLDS.treatment.target_dpi)
    softened = treated(page)
    assert softened.image.size == page.image.size
    assert cues_of(softened.image).grain < cues_of(page.image).grain / 2


def test_a_bilevel_page_is_blurred_and_a_coarse_one_enlarged() -> None:
    page = PageImage(3, _printed("1"), 200)
    softened = treated(page)
    assert softened.image.size == (900, 1200)
    assert (softened.number, softened.dpi, softened.image.mode) == (3, THRESHOLDS.treatment.target_dpi, "L")
    assert len(softened.image.getcolors() or ()) > 2


def _sharpness(image: Image.Image) -> float:
    """The greatest step between two pixels across the edge of a bar."""
    row = list(image.convert("L").crop((50, 68, 80, 69)).tobytes())
    return float(max(abs(one - other) for one, other in pairwise(row)))


def test_the_more_grain_the_more_a_page_is_blurred() -> None:
    plain = _printed().point(lambda level: 255 if level > 90 else 0)
    specked = plain.copy()
    dice = random.Random(3)
    for _ in range(9000):
        specked.putpixel((dice.randrange(600), dice.randrange(80, 800)), 0)
    dpi = THRESHOLDS.treatment.target_dpi
    assert _sharpness(treated(PageImage(1, specked, dpi)).image) < 0.8 * _sharpness(
        treated(PageImage(1, plain, dpi)).image
    )
    grained = [treated(PageImage(1, _grainy(strength), dpi)).image for strength in (4, 12, 30)]
    assert sorted(map(_sharpness, grained), reverse=True) == list(map(_sharpness, grained))


def test_a_bilevel_scan_that_was_smoothed_is_still_known() -> None:
    smoothed = _printed().point(lambda level: 255 if level > 90 else 0).resize((900, 1200), Image.Resampling.BILINEAR)
    assert cues_of(smoothed).bilevel
    assert not cues_of(_printed()).bilevel


@settings(max_examples=30)
@given(
    width=st.integers(1, 80),
    height=st.integers(1, 80),
    dpi=st.integers(50, 1200),
    mode=st.sampled_from(["1", "L", "RGB"]),
    shade=st.integers(0, 255),
)
def test_any_page_comes_back_no_smaller_and_no_coarser(
    width: int, height: int, dpi: int, mode: str, shade: int
) -> None:
    page = PageImage(1, Image.new("L", (width, height), shade).convert(mode), dpi)
    after = treated(page)
    assert after.dpi >= min(page.dpi, THRESHOLDS.treatment.target_dpi)
    assert after.dpi <= max(page.dpi, THRESHOLDS.treatment.target_dpi)
    assert after.image.width >= width
    assert after.image.height >= height
