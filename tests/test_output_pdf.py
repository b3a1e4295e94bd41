"""Searchable PDF: the scan as it was, the corrected text found in it, and no other."""

from __future__ import annotations

import ctypes
import re
import shutil
import subprocess
import tracemalloc
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from browser import PATIENCE_MS, chromium, needs_browser
from hypothesis import example, given, settings
from hypothesis import strategies as st
from output_documents import SAMPLES, SCANS, cleaned, line_of, original
from PIL import Image, ImageChops, ImageFont, ImageStat
from pypdfium2 import raw
from test_cli import failure, in_process

from ocr_fix.document import Block, Box, Document, Edit, Line, Page, Word
from ocr_fix.errors import InputError, OptionError
from ocr_fix.original import OriginalFile
from ocr_fix.output import render
from ocr_fix.output.pdfs.font import ADVANCE, InvisibleFont, font_file
from ocr_fix.output.pdfs.invisible_text import baseline, layer
from ocr_fix.output.pdfs.old_text import text_of_page
from ocr_fix.output.placed import placed

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext is not installed (Debian: poppler-utils)"
)
EDIT = Edit("hyphen", 0.9, "a test")


def pictures(content: bytes) -> Counter[bytes]:
    """The pictures of a PDF as they stand in the file, byte for byte."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return Counter(
            item.read_raw_bytes()
            for item in pdf.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == pikepdf.Name.Image
        )


def looks(content: bytes, number: int = 0) -> Image.Image:
    with pdfium.PdfDocument(content) as pdf:
        picture: Image.Image = pdf[number].render(scale=1.0).to_pil()
        return picture


def text_of(content: bytes) -> str:
    """The text as PDFium finds it, which is what Chromium searches."""
    with pdfium.PdfDocument(content) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def poppler_text(content: bytes, folder: Path) -> str:
    (folder / "ut.pdf").write_bytes(content)
    done = subprocess.run(["pdftotext", folder / "ut.pdf", "-"], capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout.decode("utf-8")


def found_by_searching(content: bytes, words: list[str]) -> list[str]:
    with pdfium.PdfDocument(content) as pdf:
        pages = [page.get_textpage() for page in pdf]
        return [word for word in words if any(page.search(word, match_case=True).get_next() for page in pages)]


def fifty_words(document: Document) -> list[str]:
    """Fifty different words of a document, the corrected ones first."""
    changed = [change.after for change in document.changes if change.after != change.before]
    words = [word for text in (*changed, document.text) for word in text.split() if len(word) > 1]
    return list(dict.fromkeys(words))[:50]


@pytest.mark.slow
@needs_poppler
@pytest.mark.parametrize("sample", SCANS, ids=lambda path: path.name)
def test_searching_a_sample_for_fifty_words_finds_fifty(sample: Path, tmp_path: Path) -> None:
    document = cleaned(sample.name)
    content = render(document, "pdf", original(sample.name))
    words = fifty_words(document)
    assert len(words) == 50
    assert found_by_searching(content, words) == words
    text = poppler_text(content, tmp_path)
    assert [word for word in words if word not in text] == []
    with pikepdf.open(BytesIO(content)) as pdf:
        assert len(pdf.pages) == len(document.pages)
        assert pdf.check_pdf_syntax() == []
    if sample.suffix == ".pdf":
        assert pictures(content) == pictures(sample.read_bytes())
        for number in range(len(document.pages)):
            before, after = looks(sample.read_bytes(), number), looks(content, number)
            assert ImageChops.difference(before, after).getbbox() is None


@pytest.mark.slow
@needs_browser
def test_a_browser_opens_it_and_copies_the_corrected_text(tmp_path: Path) -> None:
    words = ["Södertörn", "för", "åäöÅÄÖ", "§", "12"]
    file = tmp_path / "scan.pdf"
    file.write_bytes(render(document_of_scan("engine", *words), "pdf", OriginalFile(scan_page()[0])))
    with chromium(with_viewer=True) as browser:
        context = browser.new_context(viewport={"width": 900, "height": 1000})
        context.set_default_timeout(PATIENCE_MS)
        tab, paper = context.new_page(), context.new_page()
        paper.set_content("<textarea></textarea>")
        tab.bring_to_front()
        tab.goto(file.as_uri())
        copied: list[str] = []
        for _ in range(60):  # the viewer says to nobody when it is ready
            tab.wait_for_timeout(500)
            tab.mouse.click(600, 700)
            tab.keyboard.press("Control+a")
            tab.keyboard.press("Control+c")
            paper.fill("textarea", "")
            paper.focus("textarea")
            paper.keyboard.press("Control+v")
            copied = paper.input_value("textarea").split()
            if copied == words:
                break
    assert copied == words


@pytest.mark.parametrize("sample", [file for file in SCANS if file.suffix != ".pdf"], ids=lambda path: path.name)
def test_pictures_are_embedded_as_they_were(sample: Path) -> None:
    with Image.open(sample) as image:
        frames = []
        for index in range(getattr(image, "n_frames", 1)):
            image.seek(index)
            frames.append(image.copy())
        pages = tuple(
            Page(index, (), frame.width, frame.height, 200, failure="not read") for index, frame in enumerate(frames, 1)
        )
    content = render(Document(sample.name, "image", pages), "pdf", original(sample.name))
    with pikepdf.open(BytesIO(content)) as pdf:
        for page, frame in zip(pdf.pages, frames, strict=True):
            (image_object,) = page.Resources.XObject.values()
            assert isinstance(image_object, pikepdf.Stream)
            if sample.suffix == ".jpg":
                assert image_object.read_raw_bytes() == sample.read_bytes()
            embedded = pikepdf.PdfImage(image_object).as_pil_image()
            assert embedded.size == frame.size
            difference = ImageChops.difference(embedded.convert("RGB"), frame.convert("RGB"))
            if sample.suffix == ".webp":  # packed with loss, and so again
                assert max(ImageStat.Stat(difference).mean) < 2
            else:
                assert difference.getbbox() is None
            assert float(page.mediabox[2]) == pytest.approx(frame.width * 72 / 200, abs=0.01)


def scan_page(*, rotate: int = 0, offset: int = 0) -> tuple[bytes, int, int]:
    """A PDF of one scanned page of 300 x 400 points, 600 x 800 pixels; a viewer shows it turned by `rotate`."""
    picture = Image.linear_gradient("L").resize((600, 800))
    packed = BytesIO()
    picture.save(packed, "JPEG")
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 400))
    page = pdf.pages[0]
    page.mediabox = pikepdf.Array([-50, -50, 500, 600])
    page.cropbox = pikepdf.Array([offset, offset, offset + 300, offset + 400])
    page.Rotate = rotate
    image = pdf.make_stream(
        packed.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=600,
        Height=800,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image))
    page.Contents = pdf.make_stream(f"q 300 0 0 400 {offset} {offset} cm /Im Do Q".encode())
    file = BytesIO()
    pdf.save(file)
    return file.getvalue(), *((600, 800) if rotate % 180 == 0 else (800, 600))


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_words_stand_where_they_are_printed_however_the_page_lies(rotate: int, turned: int) -> None:
    content, shown_width, shown_height = scan_page(rotate=rotate, offset=20)
    width, height = (shown_width, shown_height) if turned % 180 == 0 else (shown_height, shown_width)
    box = Box(100, 50, 220, 80)
    page = Page(1, (Block((Line((Word("Södertörn", box),)),)),), width, height, 144, rotation=turned)
    written = render(Document("x.pdf", "pdf", (page,)), "pdf", OriginalFile(content))
    with pdfium.PdfDocument(written) as pdf:
        text = pdf[0].get_textpage()
        assert text.search("Södertörn").get_next() == (0, 9)
        corners = []
        for index in range(9):
            left, bottom, right, top = text.get_charbox(index, loose=True)
            corners += [to_device(pdf[0], shown_width, shown_height, x, y) for x, y in ((left, bottom), (right, top))]
    upright = [turn(x, y, turned, shown_width, shown_height) for x, y in corners]
    xs, ys = [x for x, _ in upright], [y for _, y in upright]
    assert (min(xs), max(xs)) == pytest.approx((box.left, box.right), abs=3)
    assert (min(ys), max(ys)) == pytest.approx((box.top, box.bottom), abs=8)


def to_device(page: pdfium.PdfPage, width: int, height: int, x: float, y: float) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    assert raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, across, down)
    return across.value, down.value


def turn(x: int, y: int, degrees: int, width: int, height: int) -> tuple[int, int]:
    """A point of a picture after the picture was turned clockwise."""
    return {0: (x, y), 90: (height - y, x), 180: (width - x, height - y), 270: (y, width - x)}[degrees]


OLD = b"BT /F1 12 Tf 3 Tr 1 0 0 1 30 300 Tm (Soderttirn) Tj 0 -14 Td [(gam) -20 (malt)] TJ (falskt) ' ET"
SEEN = b"BT /F1 12 Tf 0 Tr 1 0 0 1 30 350 Tm (Inkom 2010) Tj ET"
PAINT = b" q 300 0 0 400 0 0 cm /Im Do Q "


def with_old_layer(content: bytes, operators: bytes, *, in_form: bool = False) -> bytes:
    with pikepdf.open(BytesIO(content)) as pdf:
        page = pdf.pages[0]
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        if in_form:
            resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            form = pdf.make_stream(
                operators,
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Form,
                BBox=pikepdf.Array([0, 0, 300, 400]),
                Resources=resources,
            )
            page.Resources.XObject["/Old"] = form
            operators = PAINT + b"/Old Do"
        page.Resources.Font = pikepdf.Dictionary(F1=font)
        page.Contents = pdf.make_stream(operators)
        file = BytesIO()
        pdf.save(file)
        return file.getvalue()


@pytest.mark.parametrize(("side", "hidden"), [(0.985, True), (0.5, False)])
def test_a_picture_hides_what_lies_under_it_where_it_is_the_page(side: float, hidden: bool) -> None:
    text = b"BT /F1 12 Tf 40 200 Td (gammal) Tj ET q %f 0 0 %f 2 2 cm /Im Do Q" % (300 * side, 400 * side)
    with pikepdf.open(BytesIO(with_old_layer(scan_page()[0], text))) as pdf:
        found = text_of_page(pdf.pages[0])
        assert (found.removed, found.seen) == ((1, 0) if hidden else (0, 6))


def test_forms_far_within_forms_are_not_gone_through() -> None:
    with pikepdf.open(BytesIO(scan_page()[0])) as pdf:
        resources = pdf.pages[0].Resources
        for _ in range(1500):
            form = pdf.make_stream(b"/Fm Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, Resources=resources)
            resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Fm=pdf.make_indirect(form)))
        pdf.pages[0].Resources, pdf.pages[0].Contents = resources, pdf.make_stream(b"/Fm Do")
        assert text_of_page(pdf.pages[0]).seen == 0


def document_of_scan(origin: str = "engine", *texts: str) -> Document:
    page = Page(1, (Block((line_of(*(texts or ("Södertörn", "nytt"))),)),), 600, 800, 144)
    return Document("x.pdf", "pdf", (replace(page, origin=origin),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("operators", "in_form"),
    [
        (PAINT + OLD, False),
        (PAINT + b"q " + OLD + b" Q " + SEEN, False),
        (OLD.replace(b"3 Tr", b"0 Tr") + PAINT, False),
        (PAINT + SEEN + b" 3 Tr " + OLD.replace(b"3 Tr", b""), False),
        (OLD, True),
        (SEEN + OLD, True),
    ],
    ids=["mode 3", "beside a seen stamp", "under the scan", "mode set outside", "in a form", "in a form with a stamp"],
)
def test_an_old_layer_is_replaced_and_what_is_seen_stays(operators: bytes, in_form: bool) -> None:
    plain, _, _ = scan_page()
    before = with_old_layer(plain, operators, in_form=in_form)
    assert "Soderttirn" in text_of(before)
    after = render(document_of_scan(), "pdf", OriginalFile(before))
    text = text_of(after)
    assert not {"Soderttirn", "gammalt", "falskt"} & set(text.split())
    assert {"Södertörn", "nytt"} <= set(text.split())
    assert ("Inkom 2010" in text) == (SEEN in operators)
    assert ImageChops.difference(looks(before), looks(after)).getbbox() is None
    assert pictures(before) == pictures(after)


def test_our_own_layer_is_replaced_and_not_doubled() -> None:
    once = render(document_of_scan("engine", "gammalt", "Södertörn"), "pdf", OriginalFile(scan_page()[0]))
    twice = render(document_of_scan("both", "nytt", "Södertörn"), "pdf", OriginalFile(once))
    assert text_of(twice).split() == ["nytt", "Södertörn"]
    assert pictures(once) == pictures(twice)


def test_hidden_text_that_places_seen_text_stays() -> None:
    plain, _, _ = scan_page()
    operators = PAINT + b"BT /F1 12 Tf 30 300 Td 3 Tr (dold) Tj 0 Tr (synlig) Tj ET"
    before = with_old_layer(plain, operators)
    after = render(document_of_scan(), "pdf", OriginalFile(before))
    assert ImageChops.difference(looks(before), looks(after)).getbbox() is None
    assert "synlig" in text_of(after)


def test_a_page_without_hidden_text_keeps_its_content_to_the_byte() -> None:
    plain, _, _ = scan_page()
    with pikepdf.open(BytesIO(render(document_of_scan(), "pdf", OriginalFile(plain)))) as pdf:
        _, own = pdf.pages[0].Contents.as_list()
        assert own.read_bytes() == b"q 300 0 0 400 20 20 cm /Im Do Q".replace(b"20", b"0")


def test_the_tags_of_a_file_stay() -> None:
    with pikepdf.open(BytesIO(scan_page()[0])) as pdf:
        pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        pdf.Root.StructTreeRoot = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        pdf.Root.Lang = pikepdf.String("sv-SE")
        tagged = BytesIO()
        pdf.save(tagged)
    with pikepdf.open(BytesIO(render(document_of_scan(), "pdf", OriginalFile(tagged.getvalue())))) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert pdf.Root.StructTreeRoot.Type == pikepdf.Name.StructTreeRoot
        assert str(pdf.Root.Lang) == "sv-SE"


def test_a_typeset_page_whose_own_text_was_taken_gets_no_second_one() -> None:
    plain, _, _ = scan_page()
    typeset = with_old_layer(plain, SEEN)
    words = ("Inkom", "2010")
    assert text_of(render(document_of_scan("text-layer", *words), "pdf", OriginalFile(typeset))).count("Inkom") == 1
    assert text_of(render(document_of_scan("engine", *words), "pdf", OriginalFile(typeset))).count("Inkom") == 1
    assert text_of(render(document_of_scan("text", *words), "pdf", OriginalFile(typeset))).count("Inkom") == 1


def test_of_a_typeset_page_only_what_was_read_from_its_pictures_is_put_behind_it() -> None:
    plain, _, _ = scan_page()
    typeset = with_old_layer(plain, PAINT + SEEN + OLD)
    own, read = line_of("Inkom", "2010"), line_of("nytt", top=60)
    own = Line(tuple(replace(word, confidence=None) for word in own.words))
    document = Document("x.pdf", "pdf", (Page(1, (Block((own, read)),), 600, 800, 144, origin="both"),))
    text = text_of(render(document, "pdf", OriginalFile(typeset)))
    assert text.count("Inkom") == 1
    assert "nytt" in text.split()
    assert "Soderttirn" in text, "the hidden text of a page that stays as it is stays, too"


def test_a_page_that_was_not_read_keeps_the_layer_it_had() -> None:
    plain, _, _ = scan_page()
    before = with_old_layer(plain, PAINT + OLD)
    failed = Document("x.pdf", "pdf", (Page(1, (), 600, 800, 144, failure="the engine gave up"),))
    assert "Soderttirn" in text_of(render(failed, "pdf", OriginalFile(before)))


@needs_poppler
def test_all_of_unicode_comes_out_as_it_went_in(tmp_path: Path) -> None:
    words = ["åäöÅÄÖ", "§", "35°", "½", "–", "”citat”", "naïveté", "Łódź", "Ελλάδα", "Москва", "中文", "𝄞𝔘", "😀"]
    content = render(document_of_scan("engine", *words), "pdf", OriginalFile(scan_page()[0]))
    assert poppler_text(content, tmp_path).split() == words
    assert text_of(content).split() == words


def test_a_word_over_a_line_end_is_found_whole() -> None:
    first, second = line_of("Vi", "hand-"), line_of("lägger", "fram", top=30)
    lines = (
        Line((first.words[0], first.words[1].edited("handlägger", EDIT))),
        Line((second.words[0].edited("", EDIT), second.words[1])),
    )
    page = Page(1, (Block(lines),), 600, 800, 144)
    content = render(Document("x.pdf", "pdf", (page,)), "pdf", OriginalFile(scan_page()[0]))
    assert text_of(content).split() == ["Vi", "handlägger", "fram"]


def test_only_the_pages_that_were_read_are_written() -> None:
    document = Document("rapport-2024.pdf", "pdf", (Page(2, (), 10, 10, 300),))
    with pikepdf.open(BytesIO(render(document, "pdf", original("rapport-2024.pdf")))) as pdf:
        assert len(pdf.pages) == 1


def test_a_locked_file_stays_locked() -> None:
    with pikepdf.open(BytesIO(scan_page()[0])) as pdf:
        file = BytesIO()
        pdf.save(file, encryption=pikepdf.Encryption(owner="hemligt", user=""))
    content = render(document_of_scan(), "pdf", OriginalFile(file.getvalue()))
    assert "Södertörn" in text_of(content)
    with pikepdf.open(BytesIO(content)) as pdf:
        assert pdf.is_encrypted


def test_the_same_input_gives_the_same_bytes() -> None:
    source = OriginalFile(scan_page()[0])
    assert render(document_of_scan(), "pdf", source) == render(document_of_scan(), "pdf", source)


def test_the_font_is_one_that_font_programs_take() -> None:
    font = ImageFont.truetype(BytesIO(font_file()), 100)
    assert font.getname()[0] is None
    assert font.getmask("å").getbbox() is None
    assert (font.getlength("åäö"), font.getmetrics()) == (150, (80, 20))


def test_the_baseline_follows_the_slope_and_not_the_letters_below_it() -> None:
    texts = ["hus", "gymnasiet", "och", "bygget", "med", "torn"]
    boxes = [
        Box(100 * i, 100 + 2 * i, 100 * i + 80, 130 + 2 * i + (8 if set("gy") & set(text) else 0))
        for i, text in enumerate(texts)
    ]
    slope, base = baseline(boxes, texts)
    assert slope == pytest.approx(0.02, abs=0.004)
    assert base == pytest.approx(129, abs=2)


def test_a_line_of_descenders_stands_where_its_letters_do() -> None:
    """Each word reaches down to 108; its letters stand on 100, a fifth of their height above."""
    texts = ["gård", "byggd", "på", "jord"]
    boxes = [Box(100 * at, 72, 100 * at + 80, 108) for at in range(len(texts))]
    slope, base = baseline(boxes, texts)
    assert (slope, round(base)) == (0.0, 100)


@pytest.mark.parametrize("feet", [(130, 138, 134), (130, 180, 230, 280, 330)])
def test_few_words_and_those_below_each_other_tell_no_slope(feet: tuple[int, ...]) -> None:
    boxes = [Box(100 * at, foot - 30, 100 * at + 80, foot) for at, foot in enumerate(feet)]
    assert baseline(boxes, ["hus"] * len(feet))[0] == 0.0


def test_a_line_of_very_many_words_takes_little_memory() -> None:
    boxes = [Box(10 * at, 0, 10 * at + 8, 30) for at in range(2000)]
    tracemalloc.start()
    try:
        baseline(boxes, ["hus"] * len(boxes))
        assert tracemalloc.get_traced_memory()[1] < 2**20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("high", "expected"), [(1, 20), (4, 30)])
def test_type_is_as_large_as_its_high_words_and_no_larger_for_a_single_one(high: int, expected: int) -> None:
    """Most words of a line have small letters alone; a box that is far too high is a mistake of the engine's."""
    heights = [20] * (20 - high) + ([90] if high == 1 else [30] * high)
    words = [Word("av", Box(60 * at, 100 - height, 60 * at + 40, 100), 0.9) for at, height in enumerate(heights)]
    page = Page(1, (Block((Line(tuple(words)),)),), 1300, 200, 300)
    line = placed(Document("x", "pdf", (page,)))[0]
    sizes = re.findall(rb"/OcrFix ([0-9.]+) Tf", layer(line, InvisibleFont(), (1, 0, 0, 1, 0, 0)))
    assert [float(size) for size in sizes] == [pytest.approx(expected, abs=1)]


def test_words_whose_boxes_overlap_are_written_with_white_between_them() -> None:
    words = [Word("hus", Box(0, 70, 110, 100), 0.9), Word("bro", Box(100, 70, 200, 100), 0.9)]
    page = Page(1, (Block((Line(tuple(words)),)),), 300, 200, 300)
    written = layer(placed(Document("x", "pdf", (page,)))[0], InvisibleFont(), (1, 0, 0, 1, 0, 0))
    scale = float(re.findall(rb"([0-9.]+) Tz", written)[0])
    size = float(re.findall(rb"/OcrFix ([0-9.]+) Tf", written)[0])
    assert 90 < scale / 100 * 3 * ADVANCE * size < 98


def test_what_has_no_scan_is_refused(tmp_path: Path) -> None:
    message = failure(SAMPLES / "legacy-2008.txt", "--format", "pdf", "-o", tmp_path / "ut.pdf", code=2)
    assert "has no scan" in message
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(OptionError, match="needs the file that was read"):
        render(document_of_scan(), "pdf")
    with pytest.raises(InputError, match="other pages than when it was read"):
        render(Document("x.pdf", "pdf", (Page(7),)), "pdf", OriginalFile(scan_page()[0]))
    with pytest.raises(InputError, match="cannot be written as PDF"):
        render(document_of_scan(), "pdf", OriginalFile(b"%PDF-1.4 broken"))


@pytest.mark.slow
def test_the_command_line_writes_a_pdf_from_standard_input(tmp_path: Path) -> None:
    content = (SAMPLES / "anslag.bmp").read_bytes()
    done = in_process("-", "--format", "pdf,text", "-o", tmp_path / "ut.pdf", stdin=content)
    assert (done.returncode, done.stderr) == (0, b"")
    text = (tmp_path / "ut.txt").read_text(encoding="utf-8")
    words = [word for word in dict.fromkeys(text.split()) if len(word) > 2]
    assert found_by_searching((tmp_path / "ut.pdf").read_bytes(), words) == words


def picture_files() -> dict[str, bytes]:
    """Pictures of the kinds that do not go into a PDF as they are; a dark corner tells how they lie."""
    plain = Image.new("RGB", (300, 200), (250, 240, 200))
    plain.paste((20, 40, 90), (0, 0, 120, 60))
    exif = Image.Exif()
    turned = {}
    for orientation in (2, 3, 6, 8):
        exif[0x0112] = orientation
        file = BytesIO()
        plain.save(file, "JPEG", exif=exif, quality=95, dpi=(150, 150))
        turned[f"orientation {orientation}.jpg"] = file.getvalue()
    clear = plain.convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize((300, 200)))
    palette = plain.quantize(8)
    kinds: dict[str, tuple[Image.Image, str, dict[str, object]]] = {
        "transparent.png": (clear, "PNG", {}),
        "palette.png": (palette, "PNG", {"transparency": 0}),
        "palette.gif": (palette, "GIF", {}),
        "cmyk.jpg": (plain.convert("CMYK"), "JPEG", {"quality": 95}),
        "cmyk.tif": (plain.convert("CMYK"), "TIFF", {}),
        "deep.png": (Image.linear_gradient("L").convert("I;16").point(lambda v: v * 257), "PNG", {}),
        "fax.tif": (
            plain.convert("L").point(lambda v: 255 * (v > 128)).convert("1"),
            "TIFF",
            {"dpi": (204, 98), "compression": "group3"},
        ),
        "grey.jp2": (plain.convert("L"), "JPEG2000", {}),
        "grey.webp": (plain.convert("L"), "WEBP", {"lossless": True}),
        "photo.webp": (plain, "WEBP", {"quality": 60}),
        "photo.avif": (plain, "AVIF", {"quality": 60}),
        "photo.tif": (plain, "TIFF", {"compression": "jpeg"}),
        "two-tones.gif": (plain.convert("L").point(lambda v: 255 * (v > 128)), "GIF", {}),
    }
    files = {}
    for name, (picture, form, options) in kinds.items():
        file = BytesIO()
        picture.save(file, form, **options)
        files[name] = file.getvalue()
    return files | turned


@pytest.mark.parametrize("name", sorted(picture_files()))
def test_every_kind_of_picture_lies_in_the_pdf_as_it_was_read(name: str) -> None:
    source = OriginalFile(picture_files()[name], name=name)
    (read,) = source.pictures([1])
    page = Page(1, (Block((Line((Word("ord", Box(0, 0, 50, 30)),)),)),), read.image.width, read.image.height, read.dpi)
    content = render(Document(name, "image", (page,)), "pdf", source)
    with pdfium.PdfDocument(content) as pdf:
        seen = pdf[0].render(scale=read.dpi / 72).to_pil().convert("L")
        assert pdf[0].get_textpage().search("ord").get_next() == (0, 3)
    assert seen.size == pytest.approx(read.image.size, abs=2)
    difference = ImageChops.difference(seen.resize(read.image.size), read.image.convert("L"))
    assert ImageStat.Stat(difference).mean[0] < 6


@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("WEBP", {"quality": 50}),
        ("AVIF", {"quality": 50}),
        ("JPEG2000", {"quality_layers": [20]}),
        ("JPEG", {}),
        ("GIF", {}),
        ("PNG", {"optimize": True}),
        ("TIFF", {"compression": "group4"}),
    ],
)
def test_a_picture_becomes_a_pdf_of_no_other_size(form: str, options: dict[str, object]) -> None:
    with Image.open(SAMPLES / "kallelse.png") as sample:
        sheet = sample.convert("L").reduce(2)
    if form in {"GIF", "PNG", "TIFF"}:
        sheet = sheet.point(lambda v: 255 * (v > 128)).convert("1")
    file = BytesIO()
    sheet.save(file, form, **options)
    page = Page(1, (), *sheet.size, 150)
    content = render(Document("sida", "image", (page,)), "pdf", OriginalFile(file.getvalue()))
    assert len(content) < 3.5 * len(file.getvalue()) + 1000


OPERATORS = st.sampled_from(
    [
        *("BT", "ET", "q", "Q", "3 Tr", "0 Tr", "1 Tr", "7 Tr", "/F1 12 Tf", "/F1 0 Tf", "14 TL", "T*", "20 0 Td"),
        *("1 0 0 1 40 200 Tm", "(ord) Tj", "[(o) -200 (rd)] TJ", "(rad) '", '3 1 (rad) "', "0 0 1 rg", "/Tr gs"),
        *("1 0 0 1 5 7 cm", "q 300 0 0 400 0 0 cm /Im Do Q", "q 100 0 0 100 50 150 cm /Im Do Q", "/Fm Do", "/No Do"),
        *("0 0 150 300 re W n", "0 150 300 40 re f", "Tr", "/x Tr", "Tj", "cm", ") bad", "BI /W 1 /H 1 ID x EI"),
    ]
)


# A form that calls itself has PDFium take any memory, before we come to it.
@example(["3 Tr", "/F1 12 Tf", "/Fm Do", "0 Tr", "/Fm Do"], ["(ord) Tj"])
@example(["3 Tr", "/F1 12 Tf", "Tr", "(ord) Tj"], [])
@example(["3 Tr", "/F1 12 Tf", "/x Tr", "(ord) Tj"], [])
@example(["/F1 12 Tf", "0 3 Tr", "(ord) Tj", "3 0 Tr", "(ord) Tj", "9 Tr", "(ord) Tj"], [])
@given(st.lists(OPERATORS, max_size=25), st.lists(OPERATORS.filter(lambda each: each != "/Fm Do"), max_size=8))
@settings(max_examples=100)
def test_whatever_a_page_holds_it_looks_the_same(operators: list[str], inner: list[str]) -> None:
    plain, _, _ = scan_page()
    with pikepdf.open(BytesIO(with_old_layer(plain, " ".join(operators).encode()))) as pdf:
        resources = pdf.pages[0].Resources
        resources.ExtGState = pikepdf.Dictionary(Tr=pikepdf.Dictionary(ca=0.4))
        resources.XObject.Fm = pdf.make_stream(
            " ".join(inner).encode(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=pikepdf.Array([0, 0, 300, 400]),
            Resources=pikepdf.Dictionary(Font=resources.Font),
        )
        file = BytesIO()
        pdf.save(file)
    before = file.getvalue()
    after = render(document_of_scan(), "pdf", OriginalFile(before))
    assert ImageChops.difference(looks(before), looks(after)).getbbox() is None
    words = ["Södertörn", "nytt"]
    with pikepdf.open(BytesIO(before)) as pdf:
        shows_little = text_of_page(pdf.pages[0]).seen < sum(map(len, words)) / 2
    if shows_little:  # a page that shows as much text as was read gets none a second time
        assert found_by_searching(after, words) == words
