"""What stands on lines and engines leave out or read as something else: numerals apart, figures of notes, leaders."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw
from recognition_pages import texts
from source_pages import image_page
from typeset_pdfs import shown, typeset_pdf

from ocr_fix.document import Block, Box, Line, Page, Word
from ocr_fix.recognition.reader import Reader
from ocr_fix.recognition.signs.leaders import with_leaders

NOTES = [("Stigen mot Kvarnsjön röjdes i fjol.", "7"), ("Sedan dess har inget hänt.", "12")]
NUMERALS = ["I.", "II.", "III.", "IV."]
ITEMS = ["Mötets öppnande", "Kassörens rapport", "Ny grind vid bryggan", "Avslutning"]
CONTENTS = [("1 Bakgrund", "3"), ("2 Vägar och broar", "14"), ("3 Kostnader", "21")]
NOTE_WIDTHS = [178, 143]  # as they are set, in points


def _page() -> bytes:
    parts = []
    for row, ((text, figure), width) in enumerate(zip(NOTES, NOTE_WIDTHS, strict=True)):
        parts += [shown([text], y=780 - 20 * row), shown([figure], 72 + width, 784 - 20 * row, size=7)]
    parts += [shown(NUMERALS, y=700), shown(ITEMS, 110, 700)]
    for row, (entry, number) in enumerate(CONTENTS):
        parts += [shown([entry], y=580 - 20 * row), shown(["." * 80], 180, 580 - 20 * row)]
        parts += [shown([number], 470 - 6.7 * len(number), 580 - 20 * row)]
    return typeset_pdf(b"".join(parts))


@pytest.fixture(scope="module")
def read() -> list[str]:
    """A page with notes, a list whose numerals stand apart and contents with leaders, read once."""
    return texts(Reader(text_layer="ignore").read(image_page(_page(), dpi=300)))


def test_figures_of_notes_are_figures(read: list[str]) -> None:
    assert read[:2] == [text + figure for text, figure in NOTES]


def test_numerals_that_stand_apart_are_read_with_their_lines(read: list[str]) -> None:
    assert read[2:6] == [f"{numeral} {item}" for numeral, item in zip(NUMERALS, ITEMS, strict=True)]


def test_leaders_are_dots_and_nothing_else(read: list[str]) -> None:
    for line, (entry, number) in zip(read[6:], CONTENTS, strict=True):
        assert line.startswith(f"{entry} ...")
        assert line.endswith(f"... {number}")
        assert set(line.removeprefix(entry).removesuffix(number)) == {" ", "."}


def test_what_was_read_for_dots_goes_and_words_stay() -> None:
    image = Image.new("L", (1200, 100), 255)
    draw = ImageDraw.Draw(image)
    for left in range(300, 900, 20):
        draw.ellipse((left, 62, left + 6, 68), fill=0)
    draw.rectangle((100, 30, 260, 68), fill=0)
    words = (
        Word("Nuläge", Box(100, 30, 260, 75)),
        Word("ren", Box(300, 58, 520, 70)),
        Word("sor.7", Box(530, 58, 940, 70)),
    )
    page = Page(1, (Block((Line(words),)),), *image.size, 300)
    assert texts(with_leaders(page, image)) == [f"Nuläge {'.' * 30} 7"]
    few = image.copy()
    ImageDraw.Draw(few).rectangle((360, 0, 1200, 100), fill=255)  # an ellipsis of three
    assert with_leaders(page, few) == page
