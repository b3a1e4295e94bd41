"""The text a PDF page has already: used where it is good, else a second witness, or repaired where there is no scan."""

from __future__ import annotations

from itertools import pairwise

import pypdfium2
import pytest
from bad_inputs import jpeg_object, pdf_stream
from layered_pdfs import layered_pdf
from PIL import Image
from recognition_pages import line_of, page_of, texts
from typeset_pdfs import FONTS, shown, typeset_pdf

import ocr_fix
from ocr_fix.document import Block, Box, Page, PageImage
from ocr_fix.languages import load_language
from ocr_fix.recognition.judgement import known_words
from ocr_fix.recognition.layers.text_layer import covered, fused_with_layer, is_good, knows_more
from ocr_fix.recognition.layers.uncovered import beside, with_beside
from ocr_fix.source import open_source

PRINTED = [
    "Kommunstyrelsen beslutar att förskolan i närheten öppnar efter sommaren.",
    "Ärendet har beretts av förvaltningen, som föreslår att avgiften blir oförändrad.",
    "Åtgärderna genomförs under hösten och redovisas för nämnden i början av året.",
    "Föräldrarna får besked före den 15 augusti, och köerna väntas då bli kortare.",
]
LOST = [line.translate(str.maketrans("åäöÅÄÖ", "aaoAAO")) for line in PRINTED]
RUBBISH = [line.encode().decode("cp1252", "replace").replace("\ufffd", "¿") for line in PRINTED]


@pytest.fixture(scope="module")
def sheet() -> Image.Image:
    """The lines as a scanner sees them, at 150 dpi."""
    with pypdfium2.PdfDocument(layered_pdf(PRINTED, size=13)) as pdf:
        picture: Image.Image = pdf[0].render(scale=150 / 72, grayscale=True).to_pil()
        return picture


def _page(content: bytes) -> PageImage:
    with open_source(content) as source:
        page = source.page(1)
    assert isinstance(page, PageImage)
    return page


def _text(lines: list[str]) -> list[str]:
    return " ".join(lines).split()


def test_the_layer_has_words_with_boxes_on_the_pixels_of_the_page() -> None:
    page = _page(layered_pdf(PRINTED))
    assert page.layer is not None
    assert not page.is_scan
    assert texts(page.layer) == PRINTED
    assert (page.layer.width, page.layer.height) == page.image.size
    first = page.layer.blocks[0].lines[0].words[0]
    assert first.box is not None
    ink = page.image.crop((first.box.left, first.box.top, first.box.right, first.box.bottom))
    assert min(ink.tobytes()) < 100
    assert covered(page.layer, page) > 0.95


@pytest.mark.parametrize(("lines", "good"), [(PRINTED, True), (LOST, False), (RUBBISH, False), (PRINTED[:1], False)])
def test_a_layer_is_good_where_it_says_what_is_printed(lines: list[str], good: bool, sheet: Image.Image) -> None:
    page = _page(layered_pdf(lines, sheet, size=13))
    assert page.is_scan
    assert page.layer is not None
    assert is_good(page.layer, page, known_words(load_language("sv"))) == good


def test_a_good_layer_is_used_and_only_its_form_is_mended() -> None:
    odd = [*PRINTED, "Kvarvarande frågr tas upp vid nästa sammanträde."]
    document = ocr_fix.clean(layered_pdf(odd))
    assert document.pages[0].origin == "text-layer"
    assert document.text.split() == _text(odd)
    assert not document.changes


def test_a_bad_layer_without_a_scan_is_repaired_as_the_text_of_an_old_engine() -> None:
    document = ocr_fix.clean(layered_pdf(LOST))
    assert document.pages[0].origin == "text"
    assert document.text.split() == _text(PRINTED)
    assert document.changes


@pytest.mark.slow
def test_a_bad_layer_of_a_scan_is_read_anew_and_stays_a_witness(sheet: Image.Image) -> None:
    document = ocr_fix.clean(layered_pdf(LOST, sheet, size=13))
    assert document.pages[0].origin == "both"
    assert document.text.split() == _text(PRINTED)


@pytest.mark.slow
@pytest.mark.parametrize("size", [10, 11])
def test_words_of_a_layer_that_are_narrower_than_the_print_leave_no_ends_to_be_read(
    size: int, sheet: Image.Image
) -> None:
    document = ocr_fix.clean(layered_pdf(PRINTED, sheet, size=size))
    assert document.text.split() == _text(PRINTED)
    assert document.pages[0].origin == "both"


def test_a_word_that_a_layer_lacks_among_its_words_comes_where_it_is_printed(sheet: Image.Image) -> None:
    lacking = [PRINTED[0], PRINTED[1].replace("förvaltningen,", " " * 24), *PRINTED[2:]]
    document = ocr_fix.clean(layered_pdf(lacking, sheet, size=13))
    assert document.text.split() == _text(PRINTED)


def test_the_user_may_trust_a_layer_or_leave_it_out(sheet: Image.Image) -> None:
    content = layered_pdf(LOST, sheet, size=13)
    trusted = ocr_fix.clean(content, text_layer="use")
    assert (trusted.pages[0].origin, trusted.text.split()) == ("text-layer", _text(LOST))
    ignored = ocr_fix.clean(layered_pdf(["Helt annan text"] * 4, sheet), text_layer="ignore")
    assert (ignored.pages[0].origin, ignored.text.split()) == ("engine", _text(PRINTED))


def test_of_two_witnesses_the_known_word_is_taken_and_the_number_of_the_new_reading() -> None:
    reading = page_of(line_of(1, ["nänmden", "har", "12", "§", "bzzzt"]))
    layer = page_of(line_of(1, ["nämnden", "bar", "18", "§", "qwfpg"]))
    assert texts(fused_with_layer(reading, layer, known_words(load_language("sv")))) == ["nämnden har 12 § bzzzt"]


def test_a_layer_is_better_than_a_poor_reading_only_where_clearly_more_of_it_is_words() -> None:
    is_word = known_words(load_language("sv"))
    wrecks = [line.replace("e", "c").replace("a", "u") for line in PRINTED]
    right, lost, wrecked = (
        page_of(*(line_of(row, line.split()) for row, line in enumerate(lines, 1))) for lines in (PRINTED, LOST, wrecks)
    )
    assert knows_more(right, wrecked, is_word)
    assert not knows_more(right, right, is_word)
    assert not knows_more(lost, right, is_word)


def test_a_layer_that_has_lost_the_dots_does_not_take_them_from_a_name() -> None:
    reading = page_of(line_of(1, ["Landsåsen", "och", "Lövhöjd"]))
    layer = page_of(line_of(1, ["Landsasen", "och", "Lovhojd"]))
    known = known_words(load_language("sv"))
    assert texts(fused_with_layer(reading, layer, lambda word: known(word) or word in {"Landsasen", "Lovhojd"})) == [
        "Landsåsen och Lövhöjd"
    ]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "layered"), [("Vädlösa", "Vadlosa"), ("Vädlösa", "Vacllösa"), ("Räska", "Raska")])
def test_a_name_that_no_list_has_is_the_one_of_the_scan(name: str, layered: str) -> None:
    """And not that of a layer which has lost its dots, be that a word of the language or another misreading."""
    printed = [
        f"Sockenrådet i {name} möttes på måndagen och beslöt",
        "att dela ut den äldre kvarnens årliga överskott till skolan,",
        f"så länge avtalet med {name} kvarn gäller.",
    ]
    with pypdfium2.PdfDocument(layered_pdf(printed, size=13)) as pdf:
        picture: Image.Image = pdf[0].render(scale=150 / 72, grayscale=True).to_pil()
    plain = str.maketrans("åäöÅÄÖ", "aaoAAO")
    layer = [line.replace(name, "#").translate(plain).replace("#", layered) for line in printed]
    document = ocr_fix.clean(layered_pdf(layer, picture, size=13))
    assert document.pages[0].origin == "both"
    assert document.text.split() == _text(printed)


def test_a_short_typeset_page_is_exact_whatever_its_words() -> None:
    lines = [
        "Rör ned 3 dl grädde, 1 krm salt.",
        "Fastigheten kv. Vipan 7, Ö:a Bergsund.",
        "Öppet tis 9–16.",
    ]
    document = ocr_fix.clean(typeset_pdf(shown(lines)))
    assert document.pages[0].origin == "text-layer"
    assert document.text.split() == _text(lines)


FINNISH = [
    "Kaupunginvaltuusto hyväksyi eilen uuden talousarvion, jossa",
    "koulujen määrärahoja korotetaan ja kirjaston aukioloaikoja",
    "pidennetään. Päätös syntyi pitkän keskustelun jälkeen.",
]


@pytest.mark.slow
def test_text_in_a_language_that_cannot_be_judged_stays_as_it_is() -> None:
    document = ocr_fix.clean(typeset_pdf(shown(FINNISH)))
    assert document.pages[0].origin == "text-layer"
    assert document.text.split() == _text(FINNISH)


@pytest.mark.slow
def test_text_in_a_script_that_cannot_be_judged_stays_as_it_is() -> None:
    """As Symbol has it, whose glyphs are Greek."""
    content = b"BT /S 12 Tf 72 700 Td (h ekklhsia tou dhmou) Tj 0 -20 Td (eklegei tous strathgous) Tj ET"
    font = b"/Font<</S<</Type/Font/Subtype/Type1/BaseFont/Symbol>>>>"
    page = _page(typeset_pdf(content, resources=font).replace(FONTS, b""))
    assert page.layer is not None
    document = ocr_fix.clean(typeset_pdf(content, resources=font).replace(FONTS, b""))
    assert document.pages[0].origin == "text-layer"
    assert document.text.split() == " ".join(texts(page.layer)).split()
    assert "εκκλησια" in document.text


def shifted_font(shift: int) -> tuple[bytes, dict[int, bytes]]:
    """A font that says of each of its characters that it is another."""
    pairs = b"".join(b"<%02x><%04x>" % (code, code + shift) for code in range(33, 256))
    cmap = b"1 begincodespacerange <00><ff> endcodespacerange 223 beginbfchar " + pairs + b" endbfchar"
    head = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def "
    stream = pdf_stream(b"", head + cmap + b" endcmap end end")
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 1001 0 R>>"
    return b"/Font<</F 1000 0 R>>", {1000: font, 1001: stream}


@pytest.mark.slow
@pytest.mark.parametrize("shift", [3, 0x3A0])
def test_a_layer_of_other_characters_than_are_shown_is_told_and_the_page_read(shift: int) -> None:
    font, objects = shifted_font(shift)
    document = ocr_fix.clean(typeset_pdf(shown(PRINTED, 60), resources=font, objects=objects).replace(FONTS, b""))
    page = document.pages[0]
    assert page.origin == "engine"
    assert page.note is not None
    assert "garbled" in page.note
    assert document.text.split() == _text(PRINTED)


@pytest.mark.slow
@pytest.mark.parametrize("sound", [4, 12])
def test_lines_of_other_characters_than_are_shown_are_told_among_sound_ones(sound: int) -> None:
    _, objects = shifted_font(3)
    fonts = FONTS.removesuffix(b">>") + b"/G 1000 0 R>>"
    whole = (PRINTED * 3)[:sound]
    lying = shown(PRINTED[:3], 60, 300).replace(b"/F ", b"/G ")
    content = typeset_pdf(shown(whole, 60) + lying, resources=fonts, objects=objects).replace(FONTS + fonts, fonts)
    document = ocr_fix.clean(content)
    assert document.text.split() == _text([*whole, *PRINTED[:3]])
    assert "garbled" in (document.pages[0].note or "")


@pytest.mark.slow
def test_lines_of_names_and_codes_among_others_are_believed() -> None:
    names = ["Ekdahl, Wiklund, Sjöholm, Åkerblom", "VKR 80x5, HEA 200, IPE 140, UNP 65", "Nygård, Törnqvist, Öberg"]
    lines = [*PRINTED, *names, *PRINTED]
    document = ocr_fix.clean(typeset_pdf(shown(lines, 60)))
    assert document.pages[0].origin == "text-layer"
    assert document.text.split() == _text(lines)


@pytest.mark.slow
def test_a_pasted_scan_is_read_and_stands_in_its_place(sheet: Image.Image) -> None:
    above, below = ["Följande tillkännagavs på anslagstavlan i mars:"], ["Justerat den 14 mars av ordföranden."]
    picture = sheet.crop((0, 90, sheet.width, 290))
    place = b"q %f 0 0 %f 0 500 cm /I Do Q " % (picture.width * 72 / 150, picture.height * 72 / 150)
    rules = b"40 480 400 1 re f 40 480 1 120 re f "
    content = typeset_pdf(
        shown(above, y=620) + place + rules + shown(below, y=440),
        resources=b"/XObject<</I 1000 0 R>>",
        objects={1000: jpeg_object(picture.convert("L"))},
    )
    document = ocr_fix.clean(content)
    assert document.pages[0].origin == "both"
    assert document.text.split() == _text([*above, *PRINTED, *below])


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_scan_that_is_pasted_in_lying_is_read_behind_the_text_above_it(angle: int, sheet: Image.Image) -> None:
    above = ["Följande tillkännagavs på anslagstavlan i mars:"]
    picture = sheet.crop((0, 90, sheet.width, 290)).rotate(angle, expand=True)
    wide, high = (side * 0.4 for side in picture.size)
    content = typeset_pdf(
        shown(above) + b"q %f 0 0 %f 100 %f cm /I Do Q " % (wide, high, 700 - high),
        resources=b"/XObject<</I 1000 0 R>>",
        objects={1000: jpeg_object(picture.convert("L"))},
    )
    assert ocr_fix.clean(content).text.split() == _text([*above, *PRINTED])


def _outlines(picture: Image.Image) -> bytes:
    """Operators that fill what is dark in a picture of 150 dpi, row by row, as shapes that are no text."""
    scale, parts = 72 / 150, []
    for row in range(picture.height):
        dark = [level < 128 for level in picture.crop((0, row, picture.width, row + 1)).tobytes()]
        ends = [at for at, (before, here) in enumerate(pairwise([False, *dark, False])) if before != here]
        parts += [
            b"%.2f %.2f %.2f %.2f re" % (left * scale, 842 - (row + 1) * scale, (right - left) * scale, scale)
            for left, right in zip(ends[::2], ends[1::2], strict=True)
        ]
    return b"\n".join(parts) + b" f "


@pytest.mark.slow
def test_text_that_is_drawn_as_shapes_is_read_beside_a_footer_that_is_text(sheet: Image.Image) -> None:
    footer = ["Utdrag ur protokollet, blad 2 av 5"]
    document = ocr_fix.clean(typeset_pdf(_outlines(sheet) + shown(footer, 60, 60)))
    assert document.pages[0].origin == "both"
    assert document.text.split() == _text([*PRINTED, *footer])


def test_rules_and_boxes_beside_the_text_are_no_text() -> None:
    frame = b"50 690 300 1 re f 50 690 1 100 re f 350 690 1 100 re f 50 790 301 1 re f 50 730 300 0.5 re f "
    page = _page(typeset_pdf(shown(PRINTED, 60) + frame))
    assert page.layer is not None
    assert beside(page.layer, page) is None


@pytest.mark.parametrize(
    ("row", "last", "found"),
    [(2, "av.", True), (2, "fw.", False), (2, "i", False), (9, "av.", False)],
)
def test_the_short_last_line_of_a_pasted_scan_is_text_where_it_goes_on(row: int, last: str, found: bool) -> None:
    layer = page_of(line_of(20, [("Handlingen", 1.0), ("arkiverades", 1.0)]))
    written = Block((line_of(1, [("Dörrarna", 0.96), ("fick", 0.96), ("lyftas", 0.96)]),))
    reading = Page(1, (written, Block((line_of(row, [(last, 0.37)]),))))
    is_word = known_words(load_language("sv"))
    completed = with_beside(layer, reading, Box(0, 0, 900, 900), is_word)
    assert (last in " ".join(texts(completed)).split()) is found
