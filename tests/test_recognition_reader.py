"""Pages of our samples through the whole reader, with the real Tesseract."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import regex
from output_documents import cleaned, once, read_by_tesseract
from PIL import Image, ImageDraw, ImageFilter

import ocr_fix
from ocr_fix.document import Block, Box, Line, Page, PageImage, Word
from ocr_fix.errors import EngineError
from ocr_fix.evaluation import wer
from ocr_fix.layout import arrange
from ocr_fix.recognition.boxes import lines_of
from ocr_fix.recognition.engines.own_model import FOLDER, OWN
from ocr_fix.recognition.engines.tesseract import Tesseract
from ocr_fix.recognition.judgement import is_poor
from ocr_fix.recognition.reader import Reader, models_for
from ocr_fix.source import Limits, open_source
from samples.fonts import MissingFontError, font

SAMPLES = Path(__file__).parents[1] / "samples"

pytestmark = pytest.mark.slow


def _page(name: str, number: int) -> PageImage:
    with open_source(SAMPLES / name, limits=Limits(), dpi=300) as source:
        page = next(iter(source.pages([number])))
    assert isinstance(page, PageImage)
    return page


def _words(page: Page) -> list[str]:
    return [word.text for block in arrange([page])[0].blocks for line in block.lines for word in line.words]


@pytest.fixture(scope="module")
def statute() -> PageImage:
    return _page("foreskrift.tif", 1)


@pytest.fixture(scope="module")
def statute_read(statute: PageImage) -> Page:
    return once("statute.page", lambda: Reader().read(statute))


def test_the_signs_of_a_statute_are_read(statute_read: Page) -> None:
    words = _words(statute_read)
    text = " ".join(words)
    truth = (SAMPLES / "foreskrift.truth.txt").read_text(encoding="utf-8")
    for sign in ("§", "%", "°C", "@"):
        printed = truth.count(sign)
        assert printed - 2 <= text.count(sign) <= printed, sign
    assert "bokning@havsnas.example." in words
    assert {"4–6", "0,4–1,2", "§§"} <= set(words)


def test_no_number_is_read_that_was_not_printed(statute_read: Page) -> None:
    truth = set((SAMPLES / "foreskrift.truth.txt").read_text(encoding="utf-8").split())
    numbers = [word for word in _words(statute_read) if regex.search(r"\d", word)]
    assert len(numbers) > 40
    # The running head ("HKFS 2011:6" and the number of the page) is printed and left out of the truth.
    assert [number for number in numbers if number not in truth] in ([], ["2011:6"])


def test_boxes_and_measures_are_those_of_the_page_given(statute: PageImage, statute_read: Page) -> None:
    assert (statute_read.width, statute_read.height) == statute.image.size
    assert statute_read.dpi == statute.dpi
    boxes = [word.box for block in statute_read.blocks for line in block.lines for word in line.words]
    for box in boxes:
        assert box is not None
        assert 0 <= box.left < box.right <= statute.image.width
        assert 0 <= box.top < box.bottom <= statute.image.height


def test_a_coarse_fax_is_read_better_and_its_boxes_fit_its_own_pixels() -> None:
    fax = _page("fax-2009.tif", 1).image
    truth = (SAMPLES / "fax-2009.truth.txt").read_text(encoding="utf-8")
    pages = cleaned("fax-2009.tif").pages
    readings = " ".join(word.reading for page in pages for line in lines_of(page) for word in line.words)
    assert wer(truth, readings) < wer(truth, read_by_tesseract("fax-2009.tif"))
    lowest = max(line.box.bottom for line in lines_of(pages[0]) if line.box is not None)
    assert 0.5 * fax.height < lowest <= fax.height
    assert pages[0].width == fax.width


def test_bullets_of_a_newsletter_are_bullets() -> None:
    truth = (SAMPLES / "nyhetsbrev.truth.txt").read_text(encoding="utf-8")
    readings = [word.reading for line in lines_of(cleaned("nyhetsbrev.pdf").pages[0]) for word in line.words]
    assert readings.count("•") == truth.count("•") > 0


def test_nothing_but_its_own_model_is_needed_to_read_swedish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "swe.traineddata").touch()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    reader = Reader()
    reader.check()
    read = reader.read(_page("anslag.bmp", 1))
    assert len(_words(read)) > 60
    assert read.note is None
    with pytest.raises(EngineError, match="eng"):
        Reader(("eng",)).check()


def test_a_page_is_read_once() -> None:
    class Counting(Tesseract):
        readings = 0

        def read(self, *arguments: Any, **named: Any) -> Page:
            self.readings += 1
            return super().read(*arguments, **named)

    engine = Counting()
    assert len(_words(Reader(engine=engine).read(_page("anslag.bmp", 1)))) > 60
    assert engine.readings == 1


LINE = "Kommunen redovisar kostnaden för varje skola."


def _specked(specks: int) -> PageImage:
    """A page with one line, which a scanner has left with grain or specks."""
    sheet = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(sheet).text((150, 200), LINE, fill=0, font=font("times", "roman", 46))
    noise = np.random.default_rng(1).normal(0.0, specks, (sheet.height, sheet.width))
    return PageImage(1, Image.fromarray(np.clip(np.asarray(sheet) + noise, 0, 255).astype(np.uint8)), 300)


@pytest.mark.slow
def test_a_page_with_much_grain_is_read_and_one_that_hardly_can_be_says_so() -> None:
    page = _specked(110)
    assert " ".join(_words(Reader().read(page))) == LINE
    for left in range(150, 1240, 8):
        ImageDraw.Draw(page.image).line((left, 190, left + 5, 270), fill=255, width=3)
    assert Reader().read(page).note == "page 1: is hardly legible, and many of its words may be wrong"


@pytest.mark.parametrize(
    ("text", "confidence", "poor"),
    [("Jef 5 2 a fet", 0.1, True), ("4", 0.1, True), ("4", 0.8, False), (LINE * 2, 0.8, True), (LINE * 2, 0.95, False)],
)
def test_a_short_reading_is_poor_where_hardly_any_of_it_is_sure(text: str, confidence: float, poor: bool) -> None:
    words = tuple(Word(word, Box(0, 0, 9, 9), confidence) for word in text.split())
    assert is_poor(Page(1, (Block((Line(words),)),), 90, 90, 300)) == poor


FAINT = [
    "Nämnden har behandlat ärendet vid sitt möte i maj.",
    "Kostnaden för skolan beräknas till två miljoner kronor.",
    "Arbetet börjar när båtarna har lämnat sina platser.",
    "Den nya piren skall vara färdig före vintern.",
]


def test_faint_print_that_two_tones_have_eaten_away_is_thickened() -> None:
    """Of its 33 words 11 come out wrong without that, 6 with it."""
    sheet = Image.new("L", (900, 400), 255)
    for row, line in enumerate(FAINT):
        ImageDraw.Draw(sheet).text((80, 50 + 70 * row), line, fill=0, font=font("times", "roman", 30))
    grey = np.asarray(sheet.filter(ImageFilter.GaussianBlur(0.8))) + np.random.default_rng(1).normal(0, 25, (400, 900))
    page = PageImage(1, Image.fromarray(np.where(grey > 70, 255, 0).astype(np.uint8)).convert("1"), 200)
    assert wer(" ".join(FAINT), " ".join(_words(Reader().read(page)))) < 0.26


@pytest.fixture(scope="module")
def notice() -> PageImage:
    return _page("anslag.bmp", 1)


@pytest.fixture(scope="module")
def notice_read(notice: PageImage) -> Page:
    return once("notice.page", lambda: Reader().read(notice))


@pytest.mark.parametrize("turn", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270])
def test_a_page_that_is_not_upright_is_turned(notice: PageImage, notice_read: Page, turn: Image.Transpose) -> None:
    found = Reader().read(replace(notice, image=notice.image.transpose(turn)))
    assert _words(found) == _words(notice_read)
    assert (found.width, found.height) == notice.image.size


@pytest.mark.parametrize("degrees", [3, -17])
def test_a_page_fed_askew_is_read_as_the_straight_one(notice: PageImage, degrees: int) -> None:
    askew = notice.image.convert("L").rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    truth = (SAMPLES / "anslag.truth.txt").read_text(encoding="utf-8")
    found = Reader().read(replace(notice, image=askew))
    assert wer(truth, " ".join(_words(found))) < 0.05
    assert (found.width, found.height) == askew.size


SENTENCES = (
    "Kommunen ansvarar för skolan enligt 5 § och får ta ut 30 %.",
    "The town has shared a swimming coach since 2016.",
    "Lisätietoja antaa vapaa-aikatoimisto kesäkuussa.",
)


@pytest.mark.parametrize("languages", [("swe", "fin"), ("swe", "eng", "fin")])
def test_an_archive_in_several_languages_keeps_the_letters_and_signs_of_each(languages: tuple[str, ...]) -> None:
    missing = set(languages) - set(Tesseract().info().languages)
    if missing:
        pytest.skip(f"Tesseract has no data for {', '.join(missing)}")
    try:
        face = font("times", "roman", 46)
    except MissingFontError as error:
        pytest.skip(str(error))
    image = Image.new("L", (2000, 700), 255)
    for row, sentence in enumerate(SENTENCES):
        ImageDraw.Draw(image).text((100, 100 + 150 * row), sentence, font=face, fill=0)
    words = [word for line in lines_of(Reader(languages).read(PageImage(1, image, 300))) for word in line.words]
    assert [word.text for word in words] == " ".join(SENTENCES).split()


def test_swedish_reads_what_has_no_letters_that_it_lacks() -> None:
    assert models_for(("swe", "eng", "fin"), own=False) == ("swe",)
    assert models_for(("swe", "fin", "deu"), own=True) == ("swe", "deu")
    assert models_for(("fin", "swe", "eng"), own=True) == ("fin", "swe", "eng")
    assert models_for(("eng",), own=True) == ("eng",)
    assert models_for((), own=True) == ()


def test_swedish_alone_is_read_with_the_model_that_comes_with_the_program() -> None:
    assert models_for(("swe",), own=True) == models_for(("swe", "eng", "fin"), own=True) == (OWN,)
    manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    content = (FOLDER / manifest["model"]).read_bytes()
    assert (len(content), hashlib.sha256(content).hexdigest()) == (manifest["bytes"], manifest["sha256"])
    assert len(content) <= 6_000_000


def test_a_receipt_keeps_its_rows_amounts_and_hyphens() -> None:
    rows = [
        ("LANTHANDELN SUND", ""),
        ("Kyrkvägen 8, Norrvik", ""),
        ("Org.nr 556034-2719", ""),
        ("Rågbröd", "31,50"),
        ("Filmjölk 1,5 l", "18,90"),
        ("Ägg 10 st", "42,00"),
        ("TOTALT", "92,40"),
        ("Moms 12 %", "9,90"),
        ("2016-04-23", "17:42"),
        ("Tack för besöket!", ""),
    ]
    type_ = font("arial", "roman", 28)
    page = Image.new("L", (560, 60 + 44 * len(rows)), 255)
    draw = ImageDraw.Draw(page)
    for number, (left, right) in enumerate(rows):
        draw.text((30, 30 + 44 * number), left, fill=0, font=type_)
        draw.text((530 - type_.getlength(right), 30 + 44 * number), right, fill=0, font=type_)
    file = io.BytesIO()
    page.save(file, "PNG", dpi=(200, 200))
    lines = [" ".join(line.split()) for line in ocr_fix.clean(file.getvalue()).text.splitlines() if line]
    printed = [" ".join(row).strip() for row in rows]
    assert lines[-7:] == printed[-7:]
    assert " ".join(lines[:-7]) == " ".join(printed[:-7])
