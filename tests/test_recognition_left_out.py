"""What stands on lines and engines leave out or read as something else: numerals apart, figures of notes, leaders."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bad_inputs import encoded_picture
from PIL import Image, ImageDraw
from recognition_pages import line_of, page_of, texts
from source_pages import image_page
from typeset_pdfs import shown, typeset_pdf

import ocr_fix
from ocr_fix.document import Block, Box, Line, Page, PageImage, Word
from ocr_fix.recognition.engines.own_model import OWN
from ocr_fix.recognition.engines.tesseract import Tesseract
from ocr_fix.recognition.left_out import reading
from ocr_fix.recognition.left_out.pieces import Piece
from ocr_fix.recognition.left_out.reading import WithLeftOut, with_left_out
from ocr_fix.recognition.preparation.skew import skew_of
from ocr_fix.recognition.reader import Reader
from ocr_fix.recognition.signs.leaders import with_leaders
from samples.fonts import font

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


ROWS = ["Skola 50,5", "Vård 51,1", "Vägar 19,4", "Parker 84,1"]


@pytest.mark.parametrize(("sure", "expected"), [(0.45, [f"{row} %" for row in ROWS]), (0.95, [*ROWS, "38 38 38 38"])])
def test_signs_of_a_column_that_were_read_as_a_line_that_runs_up_are_read_anew(
    sure: float, expected: list[str]
) -> None:
    image = Image.new("L", (900, 400), 255)
    draw, face = ImageDraw.Draw(image), font("helvetica", "roman", 40)
    lines: list[Line] = []
    signs: list[Word] = []
    for top, row in enumerate(ROWS):
        words = []
        for text, left in zip([*row.split(), "%"], (80, 300, 420), strict=True):
            draw.text((left, 60 + 70 * top), text, fill=0, font=face)
            words.append(Word(text, Box(*map(int, draw.textbbox((left, 60 + 70 * top), text, font=face))), 0.96))
        signs.insert(0, replace(words.pop(), text="38", raw="38", confidence=sure))
        lines.append(Line(tuple(words)))
    page = Page(1, (Block((*lines, Line(tuple(signs)))),), *image.size, 300)
    found = with_left_out(page, PageImage(1, image, 300), lambda picture: Tesseract().read(picture, (OWN,))).page
    assert texts(found) == expected


CELLS = ["217", "–18", "–655", "–4,25"]


def _table(read: dict[str, float], instead: dict[str, str] | None = None) -> WithLeftOut:
    """A page of which the first column was read, where the engine then reads the rest so surely, and so.

    Args:
        read: how sure it is of some of its words.
        instead: what it reads for others.
    """
    image = Image.new("L", (900, 400), 255)
    draw, face = ImageDraw.Draw(image), font("helvetica", "roman", 40)
    lines: list[Line] = []
    for row, (name, cell) in enumerate(zip(("Skola", "Vård", "Hamn", "Park"), CELLS, strict=True)):
        top = 60 + 70 * row
        draw.text((80, top), name, fill=0, font=face)
        draw.text((800 - face.getlength(cell), top), cell, fill=0, font=face)
        lines.append(Line((Word(name, Box(*map(int, draw.textbbox((80, top), name, font=face))), 0.96),)))

    def reads(picture: PageImage) -> Page:
        found = Tesseract().read(picture, (OWN,))
        for each in (word for block in found.blocks for line in block.lines for word in line.words):
            cell = each.text.replace("-", "–")
            object.__setattr__(each, "confidence", read.get(cell, each.confidence))
            for name in ("text", "raw"):
                object.__setattr__(each, name, (instead or {}).get(cell, cell))
        return found

    page = Page(1, (Block(tuple(lines)),), *image.size, 300)
    return with_left_out(page, PageImage(1, image, 300), reads)


def test_a_column_of_numbers_that_was_dropped_is_read_with_its_minuses() -> None:
    assert texts(_table({}).page) == ["Skola 217", "Vård –18", "Hamn –655", "Park –4,25"]
    assert _table({}).refused == 0


@pytest.mark.parametrize("cell", ["+21", "±21", "(21"])
def test_a_number_is_read_with_the_sign_before_it(cell: str) -> None:
    found = _table({}, {"217": cell})
    assert texts(found.page)[0] == f"Skola {cell}"
    assert found.refused == 0


def test_numbers_that_are_less_sure_are_taken_as_doubtful_and_hardly_read_ones_are_not() -> None:
    found = _table({"–18": 0.55, "–655": 0.3})
    assert texts(found.page) == ["Skola 217", "Vård –18", "Hamn", "Park –4,25"]
    assert found.refused == 1
    words = [word for line in found.page.blocks[0].lines for word in line.words]
    assert [word.text for word in words if word.edit is not None] == ["–18"]


def test_a_number_of_which_less_was_read_than_stands_there_is_doubtful() -> None:
    found = _table({}, {"–655": "–65", "217": "*"})
    assert texts(found.page) == ["Skola", "Vård –18", "Hamn –65", "Park –4,25"]
    doubts = [word.text for line in found.page.blocks[0].lines for word in line.words if word.edit is not None]
    assert (doubts, found.refused) == (["–65"], 0)  # a sign alone may be a speck


ACCOUNTS = [
    ("Skola", "4 217", "3 980"),
    ("Vård", "818", "774"),
    ("Hamn", "–655", "9 120"),
    ("Park", "7 404", "–38"),
    ("Vatten", "5 310", "5 466"),
]


@pytest.mark.parametrize("angle", [-0.7, 0.0, 0.7])
def test_columns_that_were_dropped_are_read_far_from_their_lines_on_a_page_askew(angle: float) -> None:
    image = Image.new("L", (2000, 700), 255)
    draw, face = ImageDraw.Draw(image), font("helvetica", "roman", 40)
    for row, cells in enumerate(ACCOUNTS):
        for cell, left in zip(cells, (80, 1200, 1700), strict=True):
            draw.text((left, 150 + 100 * row), cell, fill=0, font=face)
    image = image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    first = image.copy()
    ImageDraw.Draw(first).rectangle((600, 0, *image.size), fill=255)
    names = Tesseract().read(PageImage(1, first, 300), (OWN,))
    page = PageImage(1, image, 300)
    found = with_left_out(names, page, lambda picture: Tesseract().read(picture, (OWN,)), skew_of(page)).page
    assert [text.replace("-", "–") for text in texts(found)] == [" ".join(cells) for cells in ACCOUNTS]
    places = {word.text: word.box for block in found.blocks for line in block.lines for word in line.words}
    box = places["Vård"]
    assert box is not None
    assert box in [word.box for block in names.blocks for line in block.lines for word in line.words]
    number = places["774"]
    assert number is not None
    shown_there = image.crop((number.left, number.top, number.right, number.bottom)).tobytes()
    assert min(shown_there) < 100


@pytest.mark.parametrize(
    ("read", "plain", "expected"),
    [
        ("1874.¹ enligt³, 40 m² 10² år", 2, "1874.1 enligt3, 40 m² 10² år"),
        ("1874.¹ enligt³, år", 1, "1874.¹ enligt³, år"),  # more of them are small
        ("gränsen.14 är 40 m²", 2, "gränsen.14 är 40 m²"),
    ],
)
def test_figures_of_notes_are_of_one_kind(read: str, plain: int, expected: str) -> None:
    page = page_of(line_of(1, read.split()))
    assert texts(reading._with_plain_figures(page, plain)) == [expected]


def test_more_pieces_than_are_read_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of(line_of(1, ["Bryggan", "lagades", "i", "maj."]))
    line = page.blocks[0].lines[0]
    where = line.words[0].box
    assert where is not None
    piece = Piece(where, line, line.words[0], where.bottom, 40.0, 0, behind=False)

    def read(_: PageImage) -> Page:
        raise AssertionError("nothing is read")

    monkeypatch.setattr(reading, "pieces_of", lambda *_: [piece] * 201)
    picture = PageImage(1, Image.new("L", (2400, 3400), 255), 300)
    assert with_left_out(page, picture, read) == WithLeftOut(page, 201)


@pytest.mark.slow
def test_an_agenda_in_numerals_is_a_list() -> None:
    lines = ["I. Upprop", "II. Val av justerare", "III. Räkenskaper", "IV. Ny brygga", "VII. Motioner", "IX. Kaffe"]
    image = Image.new("L", (1000, 600), 255)
    for number, line in enumerate(lines):
        ImageDraw.Draw(image).text((120, 80 + 70 * number), line, fill=0, font=font("times", "roman", 42))
    assert ocr_fix.clean(encoded_picture(image, "PNG", dpi=(300, 300))).text.splitlines() == lines


@pytest.mark.slow
def test_notes_below_a_text_begin_with_the_figures_they_have_in_it() -> None:
    sentences = [("Bron revs år 1891.", "1"), ("Stenen såldes till kyrkan.", "2"), ("Vägen är för smal.", "12")]
    notes = ["1 Se brev den 3 maj 1891.", "2 Kvitto i arkivet.", "12 Protokoll § 8."]
    image = Image.new("L", (1500, 500), 255)
    draw, large, small = ImageDraw.Draw(image), font("times", "roman", 42), font("times", "roman", 26)
    left = 100.0
    for sentence, figure in sentences:
        draw.text((left, 80), sentence, fill=0, font=large)
        draw.text((left + large.getlength(sentence), 80), figure, fill=0, font=small)
        left += large.getlength(f"{sentence} ") + small.getlength(figure)
    for number, note in enumerate(notes):
        draw.text((100, 260 + 56 * number), note, fill=0, font=font("times", "roman", 32))
    lines = ocr_fix.clean(encoded_picture(image, "PNG", dpi=(300, 300))).text.splitlines()
    assert [line for line in lines if line] == [" ".join(map("".join, sentences)), *notes]
