"""The text a PDF page has already: used where it is good, else a second witness, or repaired where there is no scan."""

from __future__ import annotations

import pypdfium2
import pytest
from layered_pdfs import layered_pdf
from PIL import Image
from recognition_pages import line_of, page_of, texts

import ocr_fix
from ocr_fix.document import PageImage
from ocr_fix.languages import load_language
from ocr_fix.recognition.judgement import known_words
from ocr_fix.recognition.text_layer import covered, fused_with_layer, is_good
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
