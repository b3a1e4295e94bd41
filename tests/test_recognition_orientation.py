"""Whether a page is upright is told from its reading."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image
from recognition_pages import line_of, page_of

from ocr_fix.document import Box, Line, Page, PageImage, Word
from ocr_fix.recognition.boxes import map_lines, words_of
from ocr_fix.recognition.judgement import sureness
from ocr_fix.recognition.preparation.orientation import may_be_turned, runs_downward, turned


def _downward(page: Page) -> Page:
    def tall(word: Word) -> Word:
        assert word.box is not None
        return replace(word, box=Box(word.box.top, word.box.left, word.box.bottom, word.box.right))

    return map_lines(page, lambda line: [tall(word) for word in line.words])


def test_a_page_that_was_read_well_is_upright() -> None:
    page = page_of(line_of(1, ["Nämnden", "beslutar", "i", "dag"]))
    assert sureness(words_of(page)) == pytest.approx(0.9)
    assert not may_be_turned(page)
    assert not may_be_turned(page_of())
    assert not may_be_turned(page_of(Line(())))


def test_a_page_that_was_read_badly_or_downward_may_be_turned() -> None:
    assert may_be_turned(page_of(line_of(1, [("uapuuwgN", 0.2), ("i", 0.9)])))
    page = _downward(page_of(line_of(1, ["Nämnden", "beslutar", "i", "dag"])))
    assert runs_downward(page)
    assert may_be_turned(page)


def test_lone_figures_and_letters_are_taller_than_wide_on_upright_pages() -> None:
    column = [line_of(row, ["7", "i", "1"]) for row in range(1, 9)]
    assert not may_be_turned(page_of(*column, line_of(9, ["Summa", "kronor"])))


@pytest.mark.parametrize(("degrees", "corner"), [(90, (4, 0)), (180, (4, 9)), (270, (0, 9))])
def test_pages_are_turned_clockwise(degrees: int, corner: tuple[int, int]) -> None:
    # A mark in the upper left corner; 90 degrees clockwise later it is in the upper right one.
    image = Image.new("L", (10, 5) if degrees % 180 else (5, 10), 255)
    image.putpixel((0, 0), 0)
    page = turned(PageImage(2, image, 300), degrees)
    assert page.image.size == (5, 10)
    assert page.image.getpixel(corner) == 0
    assert (page.number, page.dpi) == (2, 300)
