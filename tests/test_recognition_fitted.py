"""Boxes that engines make as high as the line, cut down to what is printed in them."""

from __future__ import annotations

from PIL import Image, ImageDraw
from recognition_pages import page_of

from ocr_fix.document import Box, Line, Word
from ocr_fix.recognition.fitted import fitted


def _page() -> Image.Image:
    image = Image.new("L", (400, 100), 255)
    ImageDraw.Draw(image).rectangle((50, 40, 149, 69), fill=0)
    return image


def test_a_box_as_high_as_its_line_is_cut_down_to_the_ink() -> None:
    page = page_of(Line((Word("hus", Box(45, 20, 155, 90), 0.9),)))
    assert [word.box for word in fitted(page, _page()).blocks[0].lines[0].words] == [Box(45, 40, 155, 70)]


def test_a_box_on_the_ink_and_one_without_ink_stay() -> None:
    words = Word("hus", Box(45, 40, 155, 70), 0.9), Word("och", Box(200, 20, 300, 90), 0.9), Word("ute", None, 0.9)
    page = page_of(Line(words))
    assert fitted(page, _page()) == page
