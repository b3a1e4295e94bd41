"""Boxes of forms are ☐ and ☒ at the beginning of what they belong to; letters are none."""

from __future__ import annotations

import pytest
from bad_inputs import encoded_picture
from PIL import Image, ImageDraw

import ocr_fix
from ocr_fix.document import Block, Box, Line, Page, Word
from ocr_fix.layout.lines.cues import marker_of
from ocr_fix.recognition.signs.checkboxes import with_checkboxes
from samples.fonts import font

PAPER, INK, FONT_SIZE = 250, 20, 40
LEFT = 150


def _form(*states: str, size: int = 34, words: str = "Karta medföljer", corner: int = 0) -> tuple[Page, Image.Image]:
    """Lines of 40-pixel type with a box before each: "empty", "cross" or "tick"."""
    image = Image.new("L", (900, 100 * len(states) + 100), PAPER)
    draw = ImageDraw.Draw(image)
    lines = []
    for number, state in enumerate(states):
        top = 60 + 100 * number
        if state != "none":
            draw.rounded_rectangle((60, top, 60 + size, top + size), corner, outline=INK, width=3)
        if state == "cross":
            draw.line((60, top, 60 + size, top + size), fill=INK, width=3)
            draw.line((60, top + size, 60 + size, top), fill=INK, width=3)
        if state == "tick":
            draw.line((66, top + 16, 74, top + size - 6, 60 + size - 5, top + 5), fill=INK, width=4)
        left = LEFT
        found = []
        for word in words.split():
            box = draw.textbbox((left, top), word, font_size=FONT_SIZE)
            draw.text((left, top), word, fill=INK, font_size=FONT_SIZE)
            found.append(Word(word, Box(*(round(edge) for edge in box)), 0.9))
            left = round(box[2]) + 14
        lines.append(Line(tuple(found)))
    return Page(1, (Block(tuple(lines)),), *image.size, 300), image


def _texts(page: Page) -> list[str]:
    return [" ".join(word.text for word in line.words) for block in page.blocks for line in block.lines]


@pytest.mark.parametrize(("size", "corner"), [(28, 0), (34, 0), (44, 0), (44, 5)])
def test_boxes_that_were_not_read_are_put_before_their_words(size: int, corner: int) -> None:
    page, image = _form("empty", "cross", "tick", size=size, corner=corner)
    assert _texts(with_checkboxes(page, image)) == [f"{box} Karta medföljer" for box in "☐☒☒"]


@pytest.mark.parametrize("read", ["DI", "O", "☐", "[]"])
def test_what_was_read_for_a_box_goes(read: str) -> None:
    page, image = _form("cross")
    (line,) = page.blocks[0].lines
    page = Page(1, (Block((Line((Word(read, Box(58, 58, 98, 98), 0.4), *line.words)),)),), *image.size, 300)
    assert _texts(with_checkboxes(page, image)) == ["☒ Karta medföljer"]


def test_boxes_that_were_read_as_a_line_of_their_own_belong_to_the_lines_beside_them() -> None:
    page, image = _form("empty", "cross", "empty")
    column = tuple(Word(each, Box(60, 60 + 100 * row, 95, 95 + 100 * row), 0.6) for row, each in enumerate("☐☒☐"))
    page = Page(1, (Block((Line(column),)), *page.blocks), *image.size, 300)
    assert _texts(with_checkboxes(page, image)) == [f"{box} Karta medföljer" for box in "☐☒☐"]


def test_a_box_that_hangs_below_its_line_is_found() -> None:
    page, image = _form("none", words="anser man")
    draw = ImageDraw.Draw(image)
    draw.rectangle((60, 70, 100, 110), outline=INK, width=3)
    assert _texts(with_checkboxes(page, image)) == ["☐ anser man"]


def test_a_speck_in_a_box_is_no_mark_and_what_it_hardly_touches_no_reading_of_it() -> None:
    page, image = _form("empty")
    ImageDraw.Draw(image).rectangle((74, 74, 77, 77), fill=INK)
    (line,) = page.blocks[0].lines
    wide = Word("Anm", Box(88, 60, 145, 95), 0.9)
    page = Page(1, (Block((Line((wide, *line.words)),)),), *image.size, 300)
    assert _texts(with_checkboxes(page, image)) == ["☐ Anm Karta medföljer"]


@pytest.mark.parametrize("words", ["BDO HMN", "mnu oea", "80 069"])
def test_letters_are_no_boxes(words: str) -> None:
    page, image = _form("none", words=words)
    assert with_checkboxes(page, image) == page


def test_they_begin_items_of_one_list() -> None:
    empty, checked = (marker_of(Line((Word(box), Word("Nej")))) for box in "☐☒")
    assert empty == checked is not None


@pytest.mark.slow
@pytest.mark.parametrize("mark", ["cross", "tick"])
def test_a_form_is_read_with_the_state_of_its_boxes(mark: str) -> None:
    lines = ["☒ Karta över tomten medföljer", "☐ Grannarna har hörts", "☒ Avgiften är betald"]
    image = Image.new("L", (1200, 460), 255)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        top = 80 + 100 * number
        draw.rectangle((80, top, 120, top + 40), outline=0, width=3)
        if line.startswith("☒") and mark == "cross":
            draw.line((80, top, 120, top + 40), fill=0, width=3)
            draw.line((80, top + 40, 120, top), fill=0, width=3)
        elif line.startswith("☒"):
            draw.line((86, top + 20, 96, top + 32, 114, top + 8), fill=0, width=4)
        draw.text((150, top - 4), line[2:], fill=0, font=font("arial", "roman", 40))
    assert ocr_fix.clean(encoded_picture(image, "PNG", dpi=(300, 300))).text.splitlines() == lines
