"""Lines through, under and around words are taken out before a page is read; those that touch no letter stay."""

from __future__ import annotations

from math import radians, tan

import pytest
from bad_inputs import encoded_picture
from PIL import Image, ImageDraw

import ocr_fix
from ocr_fix.document import Page, PageImage
from ocr_fix.recognition.boxes import lines_of
from ocr_fix.recognition.preparation.ruling.bitmap import Bitmap
from ocr_fix.recognition.preparation.ruling.detection import rules_across
from ocr_fix.recognition.preparation.ruling.removal import without_ruling
from ocr_fix.recognition.reader import Reader
from samples.fonts import font

PAPER, INK = 245, 25
SIZE, LEFT, LEADING = 50, 100, 100
LINES = (
    "Protokoll om kvarnens bro",
    "Remissen bordlades till torsdagen.",
    "Hyran betalas i gott sinne varje vecka.",
    "Bruket anvisar mark till en ny bro.",
    "Ledamoten tackade herr Hedberg.",
)


def _drawn() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("L", (1300, 700), PAPER)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(LINES):
        draw.text((LEFT, _baseline(number)), line, fill=INK, font_size=SIZE, anchor="ls")
    return image, draw


def _baseline(number: int) -> int:
    return 120 + number * LEADING


def _span(draw: ImageDraw.ImageDraw, number: int, word: str = "") -> tuple[float, float]:
    """From where to where a line goes, or a word on it."""
    line = LINES[number]
    before = draw.textlength(line[: line.index(word)], font_size=SIZE)
    return LEFT + before, LEFT + before + draw.textlength(word or line, font_size=SIZE)


def _rule(draw: ImageDraw.ImageDraw, number: int, above: int, *, degrees: float = 0.0) -> None:
    """Draw a line along a line of type, so many pixels above where it stands."""
    left, right = _span(draw, number)
    y, fall = _baseline(number) - above, (right - left) / 2 * tan(radians(degrees))
    draw.line((left, y - fall, right, y + fall), fill=INK, width=4)


@pytest.fixture(scope="module")
def marked() -> Image.Image:
    """A heading underlined on its letters, a line that is struck through aslant, and a word in a box."""
    image, draw = _drawn()
    _rule(draw, 0, -2)
    _rule(draw, 1, 13, degrees=0.4)
    left, right = _span(draw, 3, "anvisar")
    draw.rectangle((left - 5, _baseline(3) - 47, right + 5, _baseline(3) + 17), outline=INK, width=4)
    return image


@pytest.fixture(scope="module")
def reading(marked: Image.Image) -> Page:
    return Reader().read(PageImage(1, marked, 300))


@pytest.mark.slow
def test_words_with_lines_through_under_and_around_them_are_read(reading: Page) -> None:
    """All of them by the engine; where a line runs along the bars of e, the corrector tells these from c."""
    lines = "\n".join(" ".join(word.text for word in line.words) for line in lines_of(reading))
    assert ocr_fix.correct(lines).text.splitlines() == list(LINES)


@pytest.mark.slow
def test_words_that_are_struck_through_are_said(reading: Page) -> None:
    assert reading.note is not None
    assert "struck through" in reading.note


def test_what_is_taken_out_is_the_lines_alone(marked: Image.Image) -> None:
    before = marked.copy()
    found = without_ruling(PageImage(1, marked, 300))
    assert marked.tobytes() == before.tobytes()  # the page that was given is not touched
    untouched = (0, _baseline(1) + 40, 1300, _baseline(2) + 40)
    assert found.page.image.crop(untouched).tobytes() == before.crop(untouched).tobytes()
    plain = _drawn()[0].histogram()[INK]
    assert 0.85 * plain < found.page.image.histogram()[INK] < 1.02 * plain < 0.9 * before.histogram()[INK]


def test_underlines_strike_nothing_out() -> None:
    image, draw = _drawn()
    for number in range(len(LINES)):
        _rule(draw, number, -8)
    found = without_ruling(PageImage(1, image, 300))
    assert found.page.image is not image
    assert not found.struck


@pytest.mark.parametrize("dpi", [150, 300, 400])
def test_lines_that_touch_no_letter_stay(dpi: int) -> None:
    image, draw = _drawn()
    _, right = _span(draw, 4)
    draw.line((right + 20, _baseline(4), right + 250, _baseline(4)), fill=INK, width=4)  # to be filled in
    draw.line((LEFT, _baseline(0) + 22, 1200, _baseline(0) + 22), fill=INK, width=4)  # below a heading
    draw.text((LEFT, 670), "Avgift – se taxan — 5 = fem …………… 12", fill=INK, font_size=SIZE, anchor="ls")
    for x in (60, 1240):  # a table
        draw.line((x, _baseline(1) + 30, x, _baseline(3) + 30), fill=INK, width=4)
    for number in (1, 2, 3):
        draw.line((60, _baseline(number) + 30, 1240, _baseline(number) + 30), fill=INK, width=4)
    page = PageImage(1, image.resize((image.width * dpi // 300, image.height * dpi // 300)), dpi)
    assert without_ruling(page).page is page


def test_check_boxes_and_pictures_stay() -> None:
    image, draw = _drawn()
    draw.rectangle((40, 190, 80, 230), outline=INK, width=4)
    draw.rectangle((900, 20, 1290, 300), fill=90)
    page = PageImage(1, image, 300)
    assert without_ruling(page).page is page


def test_a_bitmap_opens_and_closes_each_row_for_itself() -> None:
    image = Image.new("1", (21, 3))
    pixels = ["111110000000000001111", "111101111000000000111", "000000000000000000001"]
    image.putdata([255 * int(pixel) for row in pixels for pixel in row])
    bitmap = Bitmap.of(image, 8)
    assert list(bitmap.opened_across(4).runs()) == [(0, 0, 5), (0, 17, 21), (1, 0, 4), (1, 5, 9)]
    assert list(bitmap.closed_across(2).opened_across(5).runs()) == [(0, 0, 5), (1, 0, 9)]
    assert list(bitmap.without_thick(2).runs()) == [(0, 4, 5), (0, 17, 18), (1, 5, 9)]


AMOUNTS = [
    ("Byggnad", "Yta", "Värde"),
    ("Kvarnen 2:8", "1 380", "830 000"),
    ("Ladan 4:3", "880", "618 500"),
    ("Smedjan 8:1", "2 830", "1 380 000"),
    ("Sågen 3:9", "388", "598 300"),
    ("Bryggan 6:5", "1 908", "1 080 800"),
]


@pytest.mark.slow
@pytest.mark.parametrize("size", [30, 34])
def test_amounts_in_cells_with_rules_around_them_are_those_that_are_printed(size: int) -> None:
    """At 200 dpi, where an 8 is easily taken for a 3."""
    image = Image.new("L", (1500, 140 + 96 * len(AMOUNTS)), 255)
    draw = ImageDraw.Draw(image)
    for number, row in enumerate(AMOUNTS):
        top, face = 70 + 96 * number, font("arial", "roman" if number else "bold", size)
        for left, right, cell in zip((100, 640, 960), (640, 960, 1400), row, strict=True):
            draw.rectangle((left, top, right, top + 96), outline=0, width=3)
            start = left + 14 if left == 100 else right - 14 - face.getlength(cell)
            draw.text((start, top + 28), cell, fill=0, font=face)
    text = ocr_fix.clean(encoded_picture(image, "PNG", dpi=(200, 200))).text
    assert [tuple(line.split("\t")) for line in text.splitlines()] == AMOUNTS


@pytest.mark.parametrize(
    ("dash", "lines", "found"),
    [(20, 2, 50), (20, 450, 0), (1000, 90, 90), (1000, 120, 0)],
    ids=["some dashes", "hatching", "some lines", "ruled paper"],
)
def test_hatching_is_not_followed_line_by_line(dash: int, lines: int, found: int) -> None:
    ink = Image.new("1", (1000, 4 * lines), 0)
    for y in range(2, ink.height, 4):
        for x in range(0, ink.width, 2 * dash):
            ink.paste(255, (x, y, x + dash, y + 1))
    assert len(rules_across(ink, 1.0)) == found


@pytest.mark.parametrize(("rows", "found"), [(40, 400), (64, 0)])
def test_hatching_of_thick_dashes_is_not_followed(rows: int, found: int) -> None:
    ink = Image.new("1", (4000, 40 * rows), 0)
    for y in range(10, ink.height, 40):
        for x in range(0, ink.width, 400):
            ink.paste(255, (x, y, x + 160, y + 16))
    assert len(rules_across(ink, 8.0)) == found


def _dashes(draw: ImageDraw.ImageDraw, line: tuple[int, int, int, int], dash: int, gap: int) -> None:
    """Draw a rule of dashes across or down, three pixels thick."""
    left, top, right, bottom = line
    for at in range(0, max(right - left, bottom - top), dash + gap):
        x, y = (left + at, top) if right > left else (left, top + at)
        end = (min(right, x + dash - 1), y + 2) if right > left else (x + 2, min(bottom, y + dash - 1))
        draw.rectangle((x, y, *end), fill=INK)


def _broken_table(dash: int, gap: int, *, across: bool = True, down: bool = True) -> Image.Image:
    """The amounts at 300 dpi with dashed or dotted rules around the cells."""
    image = Image.new("L", (1500, 140 + 90 * len(AMOUNTS)), PAPER)
    draw = ImageDraw.Draw(image)
    for number, row in enumerate(AMOUNTS):
        top, face = 70 + 90 * number, font("times", "roman", 44)
        for left, right, cell in zip((100, 640, 960), (640, 960, 1400), row, strict=True):
            start = left + 20 if left == 100 else right - 20 - face.getlength(cell)
            draw.text((start, top + 20), cell, fill=INK, font=face)
    bottom = 70 + 90 * len(AMOUNTS)
    for y in range(70, bottom + 1, 90) if across else ():
        _dashes(draw, (100, y, 1400, y), dash, gap)
    for x in (100, 640, 960, 1400) if down else ():
        _dashes(draw, (x, 70, x, bottom), dash, gap)
    return image


@pytest.mark.slow
@pytest.mark.parametrize(
    ("dash", "gap", "across", "down"),
    [(16, 12, True, True), (3, 8, True, True), (16, 12, False, True), (4, 9, True, False)],
    ids=["dashed", "dotted", "dashed down", "dotted across"],
)
def test_amounts_in_cells_with_broken_rules_are_those_that_are_printed(
    dash: int, gap: int, across: bool, down: bool
) -> None:
    image = _broken_table(dash, gap, across=across, down=down)
    text = ocr_fix.clean(encoded_picture(image, "PNG", dpi=(300, 300))).text
    assert [tuple(line.split("\t")) for line in text.splitlines()] == AMOUNTS


@pytest.mark.parametrize(("dash", "gap"), [(16, 12), (3, 8)])
def test_nothing_is_left_of_broken_rules_and_nothing_goes_with_them(dash: int, gap: int) -> None:
    page = PageImage(1, _broken_table(dash, gap), 300)
    bare = _broken_table(dash, gap, across=False, down=False)
    assert without_ruling(page).page.image.tobytes() == bare.tobytes()
    assert without_ruling(PageImage(1, bare, 300)).page.image is bare


def test_dots_and_dashes_that_rule_no_table_stay() -> None:
    """What leads to numbers, waits for what is filled in, or parts what is above and below."""
    image, draw = _drawn()
    for number, line in enumerate(LINES[:3]):
        left = LEFT + round(draw.textlength(line, font_size=SIZE)) + 20
        draw.text((1240, _baseline(number)), "7", fill=INK, font_size=SIZE, anchor="ls")
        _dashes(draw, (left, _baseline(number) - 3, 1200, _baseline(number) - 3), 3, 9)
    for number in (3, 4):
        _dashes(draw, (60, _baseline(number) + 40, 1240, _baseline(number) + 40), 20, 12)
    page = PageImage(1, image, 300)
    assert without_ruling(page).page is page


def test_lines_to_be_filled_in_stay_where_words_stand_before_them_or_alone_between() -> None:
    image = Image.new("L", (1300, 900), PAPER)
    draw = ImageDraw.Draw(image)
    for number, label in enumerate(("Namn", "Gård", "Socken", "Stånd")):
        y = 100 + 90 * number
        draw.text((60, y), label, fill=INK, font_size=SIZE, anchor="ls")
        draw.text((1150, y - 12), "7", fill=INK, font_size=SIZE, anchor="ls")
        _dashes(draw, (260, y - 3, 1200, y - 3), 3, 9)
    for number, label in enumerate(("Yrke", "Ålder", "Hemort", "Ombud")):
        y = 500 + 90 * number
        draw.text((260, y), label, fill=INK, font_size=SIZE, anchor="ls")
        _dashes(draw, (260, y + 30, 1200, y + 30), 3, 9)
    page = PageImage(1, image, 300)
    assert without_ruling(page).page is page


@pytest.mark.parametrize("figure", ["1", "l", "I", "11", ":"])
def test_columns_of_figures_as_narrow_as_rules_stay(figure: str) -> None:
    image = Image.new("L", (1300, 900), PAPER)
    draw = ImageDraw.Draw(image)
    face = font("arial", "roman", 34)
    for number in range(22):
        y = 60 + 36 * number
        draw.text((100, y), "Byggmästare Hedberg", fill=INK, font=face, anchor="ls")
        for x in (600, 700, 800):
            draw.text((x, y), figure, fill=INK, font=face, anchor="ls")
    page = PageImage(1, image, 300)
    assert without_ruling(page).page is page
