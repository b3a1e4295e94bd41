"""PDFs of pictures keep the rules of PDF/A-2b, and pages are turned upright where it is asked for."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from output_documents import SAMPLES
from pikepdf import Name
from PIL import Image
from test_cli import in_process

from ocr_fix.document import Block, Box, Document, Line, Page, PageImage, Word
from ocr_fix.original import OriginalFile
from ocr_fix.output import render
from ocr_fix.output.pdfs.upright import stand_upright
from ocr_fix.output.placed import placed
from ocr_fix.recognition.preparation.skew import skew_of


def _of_picture(image: Image.Image, form: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, form, **options)
    words = (Word("Ord", Box(5, 5, 60, 30)), Word("är", Box(70, 5, 99, 30)))
    page = Page(1, (Block((Line(words),)),), *image.size, 150)
    return render(Document("sida", "image", (page,)), "pdf", OriginalFile(file.getvalue()))


def _rules_broken(content: bytes) -> list[str]:
    """What of ISO 19005-2, level B, a PDF breaks, of all that concerns pictures with invisible text."""
    broken = []
    if not content.startswith(b"%PDF-1.") or min(content.split(b"\n", 2)[1][1:5]) < 128:
        broken.append("6.1.2 header")
    with pikepdf.open(BytesIO(content)) as pdf:
        if pdf.is_encrypted or "/ID" not in pdf.trailer:
            broken.append("6.1.3 trailer")
        with pdf.open_metadata() as metadata:
            if (metadata.get("pdfaid:part"), metadata.get("pdfaid:conformance")) != ("2", "B"):
                broken.append("6.6.4 mark")
        if set(pdf.Root.keys()) & {"/AA", "/OpenAction", "/AcroForm", "/Names"}:
            broken.append("6.5 actions")
        (intent,) = pdf.Root.OutputIntents.as_list()
        profile = intent.DestOutputProfile.read_bytes()
        if Name("/GTS_PDFA1") != intent.S or profile[36:40] != b"acsp" or profile[16:20] != b"RGB " or profile[8] > 4:
            broken.append("6.2.3 output intent")
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream):
                if {"/F", "/FFilter"} & set(each.keys()) or each.get("/Filter") == Name.LZWDecode:
                    broken.append("6.1.7 streams")
                if each.get("/Subtype") == Name.Image:
                    if bool(each.get("/Interpolate", False)) or {"/Alternates", "/OPI", "/SMask"} & set(each.keys()):
                        broken.append("6.2.8 pictures")
                    if each.get("/ColorSpace") == Name.DeviceCMYK:
                        broken.append("6.2.4 colours")
            elif isinstance(each, pikepdf.Dictionary) and each.get("/Subtype") == Name.CIDFontType2:
                if "/FontFile2" not in each.FontDescriptor or "/CIDToGIDMap" not in each:
                    broken.append("6.2.11.4 fonts")
                if 0 in each.CIDToGIDMap.read_bytes()[3::2]:
                    broken.append("6.2.11.8 missing glyphs")
    return broken


PLAIN = Image.linear_gradient("L").resize((200, 120))


@pytest.mark.parametrize(
    ("image", "form"),
    [
        (PLAIN, "JPEG"),
        (PLAIN.convert("RGB"), "PNG"),
        (PLAIN.convert("RGB").quantize(8), "PNG"),
        (PLAIN.convert("1"), "TIFF"),
        (PLAIN.convert("RGBA"), "PNG"),
        (PLAIN.convert("RGB"), "WEBP"),
        (PLAIN.convert("RGB").quantize(8), "GIF"),
    ],
    ids=["jpeg", "rgb", "palette", "fax", "alpha", "webp", "gif"],
)
def test_a_pdf_of_a_picture_is_archival(image: Image.Image, form: str) -> None:
    content = _of_picture(image, form)
    assert _rules_broken(content) == []
    assert content == _of_picture(image, form), "the same input gives the same bytes"


@pytest.mark.parametrize(("mode", "form"), [("CMYK", "JPEG"), ("L", "JPEG2000")])
def test_what_cannot_be_archival_does_not_say_so(mode: str, form: str) -> None:
    with pikepdf.open(BytesIO(_of_picture(PLAIN.convert(mode), form))) as pdf:
        assert "/OutputIntents" not in pdf.Root


@pytest.mark.parametrize(("lines", "sinks", "turned"), [(4, 2.0, True), (2, 2.0, False), (4, 0.3, False)])
def test_a_page_is_levelled_where_enough_lines_slope_so_that_it_is_seen(lines: int, sinks: float, turned: bool) -> None:
    """By so many pixels for 100, from word to word."""
    feet = [[top + round(sinks * at) for at in range(8)] for top in range(100, 100 + 60 * lines, 60)]
    rows = [[Word("hus", Box(100 * at, foot - 30, 100 * at + 80, foot)) for at, foot in enumerate(row)] for row in feet]
    page = Page(1, (Block(tuple(Line(tuple(row)) for row in rows)),), 900, 600, 150)
    with pikepdf.new() as pdf:
        sheet = pdf.add_blank_page(page_size=(432, 288))
        stand_upright(sheet, placed(Document("x", "pdf", (page,)))[0])
        assert bool(pikepdf.parse_content_stream(sheet)) is turned


@pytest.mark.slow
@pytest.mark.parametrize(("angle", "quarter"), [(2.0, False), (90.0, True)])
def test_pages_are_turned_upright_and_straightened(tmp_path: Path, angle: float, quarter: bool) -> None:
    with Image.open(SAMPLES / "kallelse.png") as sample:
        turned = sample.convert("L").rotate(angle, Image.Resampling.BICUBIC, expand=quarter, fillcolor=255)
    turned.save(tmp_path / "sida.png", dpi=(150, 150))
    done = in_process(tmp_path / "sida.png", "--upright", "-o", tmp_path / "sida.pdf")
    assert (done.returncode, done.stderr) == (0, b"")
    with pdfium.PdfDocument(tmp_path / "sida.pdf") as pdf:
        drawn = pdf[0].render(scale=150 / 72).to_pil().convert("L")
        assert drawn.height > drawn.width
        assert abs(skew_of(PageImage(1, drawn, 150))) < 0.3
        search = pdf[0].get_textpage().search("Byggnadsnämnden")
        index, count = search.get_next()
        left, bottom, right, top = pdf[0].get_textpage().get_charbox(index)
    # The word is found where it is printed.
    box = [round(150 / 72 * side) for side in (left, pdf_height(tmp_path) - top, right, pdf_height(tmp_path) - bottom)]
    assert count == len("Byggnadsnämnden")
    if not quarter:
        assert drawn.crop((box[0] - 3, box[1] - 3, box[2] + 3, box[3] + 3)).getextrema()[0] < 100


def pdf_height(folder: Path) -> float:
    with pdfium.PdfDocument(folder / "sida.pdf") as pdf:
        return float(pdf[0].get_height())
