"""The text of PDF pages: only what is seen, in the lines in which it stands, whichever way they run."""

from __future__ import annotations

import tracemalloc
from collections.abc import Mapping, Sequence

import pypdfium2
import pytest
from bad_inputs import jpeg_object, pdf_pages, pdf_stream
from layered_pdfs import layered_pdf
from PIL import Image, ImageChops, ImageDraw
from recognition_pages import texts
from source_pages import image_page
from typeset_pdfs import FONTS, box, escaped, shown, typeset_pdf

import ocr_fix
from ocr_fix.document import PageImage, Word
from ocr_fix.recognition.boxes import words_of
from ocr_fix.source.pdfs.layer.lost_spaces import taken_back
from ocr_fix.source.pdfs.layer.painting import Painting, Sides
from ocr_fix.source.pdfs.layer.rectangles import Rectangle
from ocr_fix.source.pdfs.layer.stacked import Inked, _overlap, depths

SEEN = [
    "Byggnadsnämnden sammanträder den andra onsdagen i varje månad och",
    "handlingarna skickas ut en vecka före mötet till alla ledamöter.",
]
SECRET = "Greta Hemlig, Granvägen 7"


def read(content: bytes) -> PageImage:
    return image_page(content, dpi=150)


def lines_of(page: PageImage) -> list[str]:
    assert page.layer is not None
    return texts(page.layer)


WIDTHS = dict.fromkeys("r", 0.333) | dict.fromkeys("tl: ", 0.25) | {"O": 0.778, "A": 0.667, "N": 0.722, "Å": 0.667}
"""Of letters of Helvetica, in heights of the type; others have 0.556."""

HIDDEN = {
    "under a box": shown(SEEN) + shown([SECRET], y=500) + box(60, 490, 400, 520),
    "under a box of the colour of paper": shown(SEEN) + shown([SECRET], y=500) + box(60, 490, 400, 520, 1),
    "white on white": shown(SEEN) + b"1 g " + shown([SECRET], y=500),
    "beyond the edge of the sheet": shown(SEEN) + shown([SECRET], y=-40),
    "black on a black box": shown(SEEN) + box(60, 490, 400, 520) + shown([SECRET], y=500),
    "clipped away": shown(SEEN) + b"q 0 0 10 10 re W n " + shown([SECRET], y=500) + b"Q",
    "neither filled nor stroked, on bare paper": shown(SEEN) + b"3 Tr " + shown([SECRET], y=500),
    "almost as light as the paper": shown(SEEN) + b"0.99 g " + shown([SECRET], y=500),
}


@pytest.mark.parametrize("content", HIDDEN.values(), ids=HIDDEN.keys())
def test_what_nobody_sees_is_no_text_and_is_said_to_be_left_out(content: bytes) -> None:
    page = read(typeset_pdf(content))
    assert lines_of(page) == SEEN
    assert page.note == "4 words that are not shown were left out (outside the page, covered, or hidden)"


def test_a_mark_on_a_box_is_seen_and_what_lies_under_both_is_not() -> None:
    marked = shown([SECRET], y=500) + box(60, 490, 400, 520) + b"1 g " + shown(["Sekretess 21 kap."], 75, 501, size=11)
    page = read(typeset_pdf(shown(SEEN) + marked))
    assert lines_of(page) == [*SEEN, "Sekretess 21 kap."]
    assert page.note == "4 words that are not shown were left out (outside the page, covered, or hidden)"


def test_what_lies_under_a_picture_on_the_page_is_no_text_whatever_that_shows() -> None:
    noise = pdf_stream(
        b"/Type/XObject/Subtype/Image/Width 40/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8",
        bytes(value * value % 251 for value in range(320)),
    )
    content = shown(SEEN) + shown([SECRET], y=500) + b"q 340 0 0 30 60 490 cm /I Do Q"
    page = read(typeset_pdf(content, resources=b"/XObject<</I 1000 0 R>>", objects={1000: noise}))
    assert lines_of(page) == SEEN


def test_text_in_a_layer_that_is_off_is_no_text() -> None:
    off = b"/OC /L BDC " + shown([SECRET], y=500) + b"EMC"
    group = {1000: b"<</Type/OCG/Name(Utkast)>>"}
    for state, expected in ((b"/OFF[1000 0 R]", SEEN), (b"/ON[1000 0 R]", [*SEEN, SECRET])):
        catalogue = b"/OCProperties<</OCGs[1000 0 R]/D<<%s>>>>" % state
        content = typeset_pdf(
            shown(SEEN) + off, resources=b"/Properties<</L 1000 0 R>>", objects=group, catalogue=catalogue
        )
        assert lines_of(read(content)) == expected


def test_text_outside_the_crop_box_is_no_text() -> None:
    page = read(typeset_pdf(shown(SEEN) + shown([SECRET], y=100), extra=b"/CropBox[0 400 595 842]"))
    assert lines_of(page) == SEEN
    assert page.note is not None


def test_a_box_over_a_part_of_a_line_takes_that_part() -> None:
    page = read(typeset_pdf(shown(["Sökande är Greta Hemlig och hennes ombud."]) + box(134, 752, 208, 775)))
    assert lines_of(page) == ["Sökande är och hennes ombud."]


@pytest.mark.parametrize("low", [499, 501])
def test_what_a_box_leaves_a_foot_of_is_no_text(low: float) -> None:
    page = read(typeset_pdf(shown(SEEN) + shown([SECRET.replace(",", "")], y=500) + box(60, low, 400, 520)))
    assert lines_of(page) == SEEN


def test_faint_text_and_struck_through_text_is_seen() -> None:
    grey = b"0.85 g " + shown([SECRET], y=500) + b"0 g "
    struck = shown(["Detta stycke utgår."], y=400) + box(72, 403, 190, 404.5)
    page = read(typeset_pdf(shown(SEEN) + grey + struck))
    assert lines_of(page) == [*SEEN, SECRET, "Detta stycke utgår."]
    assert page.note is None


def scanned(lines: list[str]) -> Image.Image:
    """The page of `layered_pdf` as a scan, with its lines in Helvetica."""
    return read(layered_pdf(lines)).image


def test_the_layer_of_a_scan_says_nothing_of_what_the_scan_does_not_show() -> None:
    lines = ["Ansökan om skolskjuts", "Elevens namn är", "Greta Hemlig", "Beslut fattas i juni."]
    sheet = scanned(lines)
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((100, 205, 500, 240), fill=0)  # the third line, blackened on paper
    page = read(layered_pdf(lines, sheet))
    assert lines_of(page) == [lines[0], lines[1], lines[3]]
    assert page.note is not None


SCANNED = "Sökande är Greta Hemlig och hennes ombud."
WHITE_PICTURE = pdf_stream(
    b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", b"\xff"
)


@pytest.mark.parametrize(
    ("laid", "expected"),
    [
        (box(123, 774, 196, 794), "Sökande är och hennes ombud."),
        (box(123, 774, 196, 794, 1), "Sökande är och hennes ombud."),
        (box(123, 774, 173.5, 794, 0.5), "Sökande är mlig och hennes ombud."),
        (b"q 73 0 0 20 123 774 cm /W Do Q ", "Sökande är och hennes ombud."),
        (b"q 73 0 0 20 123 774 cm /S Do Q ", "Sökande är och hennes ombud."),  # a picture of many shades
        (b"q 595 0 0 105.25 0 736.75 cm /P Do Q ", SCANNED),  # a part of the scan once more
        (b"q /M gs 1 1 0 rg 123 774 73 20 re f Q ", SCANNED),  # a highlighter
        (b"q /A gs 0 g 123 774 73 20 re f Q ", SCANNED),  # a shade
        (box(123, 777, 196, 778.5) + box(123, 783, 196, 784), SCANNED),  # underlined and struck through
    ],
)
def test_a_box_laid_over_a_scan_takes_what_it_covers_of_its_layer(laid: bytes, expected: str) -> None:
    content = b"q 595 0 0 842 0 0 cm /I Do Q 3 Tr " + shown([SCANNED], 60, 780) + laid
    sheet = scanned([SCANNED])
    shades = jpeg_object(Image.linear_gradient("L").resize((146, 40)))
    part = jpeg_object(sheet.crop((0, 0, sheet.width, sheet.height // 8)))
    page = read(
        typeset_pdf(
            content,
            resources=b"/XObject<</I 1000 0 R/W 1001 0 R/S 1002 0 R/P 1003 0 R>>"
            b"/ExtGState<</M<</BM/Multiply>>/A<</ca 0.4>>>>",
            objects={1000: jpeg_object(sheet), 1001: WHITE_PICTURE, 1002: shades, 1003: part},
        )
    )
    assert lines_of(page) == [expected]
    assert (page.note is None) == (expected == SCANNED)


def words_on(lines: list[str]) -> tuple[Image.Image, list[Word]]:
    """A scan of lines, to be drawn on, and its words with their boxes."""
    page = read(layered_pdf(lines))
    assert page.layer is not None
    return page.image.copy(), words_of(page.layer)


def blot(sheet: Image.Image, word: Word, shade: int) -> None:
    """Paint over a word of a scan."""
    assert word.box is not None
    box = word.box
    ImageDraw.Draw(sheet).rectangle((box.left - 1, box.top - 1, box.right + 1, box.bottom + 1), fill=shade)


def test_a_letter_of_one_stroke_that_fills_its_box_is_text_of_the_scan() -> None:
    lines = ["Bilaga I till protokollet"]
    sheet, words = words_on(lines)
    blot(sheet, words[1], 0)  # bold type has it so
    page = read(layered_pdf(lines, sheet))
    assert lines_of(page) == lines
    assert page.note is None


def test_a_name_that_is_whited_out_above_the_rule_of_its_form_is_no_text_of_the_scan() -> None:
    lines = ["Namn: Greta Hemlig"]
    sheet, (_, *name) = words_on(lines)
    for word in name:
        blot(sheet, word, 255)
    first, last = name[0].box, name[1].box
    assert first is not None
    assert last is not None
    ImageDraw.Draw(sheet).rectangle((first.left, last.bottom + 4, last.right + 300, last.bottom + 6), fill=0)
    assert lines_of(read(layered_pdf(lines, sheet))) == ["Namn:"]


def test_the_layer_of_a_scan_is_kept_where_the_scan_has_a_shade() -> None:
    sheet = scanned([SCANNED])
    shade = Image.new("L", sheet.size, 255)
    ImageDraw.Draw(shade).rectangle((80, 90, 1100, 140), fill=190)
    page = read(layered_pdf([SCANNED], ImageChops.multiply(sheet, shade)))
    assert lines_of(page) == [SCANNED]


def test_text_under_the_scan_is_a_layer_as_text_that_is_not_drawn() -> None:
    lines = ["Ansökan om skolskjuts", "Elevens namn är ifyllt."]
    under = shown(lines, 60, 780, lead=2) + b"q 595 0 0 842 0 0 cm /I Do Q"
    content = typeset_pdf(under, resources=b"/XObject<</I 1000 0 R>>", objects={1000: jpeg_object(scanned(lines))})
    page = read(content)
    assert lines_of(page) == lines
    assert page.note is None


def test_an_unseen_layer_over_seen_text_gives_no_word_twice() -> None:
    page = read(typeset_pdf(shown(SEEN) + b"3 Tr " + shown(SEEN)))
    assert lines_of(page) == SEEN
    assert page.note is None


HYPHENATED = ["Nämnden beslutar att bevilja bygg-", "lov för förrådet och om-", "byggnaden."]


def test_a_line_that_ends_in_a_hyphen_is_a_line() -> None:
    assert lines_of(read(typeset_pdf(shown(HYPHENATED)))) == HYPHENATED
    assert ocr_fix.clean(typeset_pdf(shown(HYPHENATED))).text.split("\n")[0] == (
        "Nämnden beslutar att bevilja bygglov för förrådet och ombyggnaden."
    )


def test_columns_of_hyphenated_lines_are_read_one_after_the_other() -> None:
    left = [
        "Föreningen bildades år 1932 och",
        "har i dag över tre hundra med-",
        "lemmar i hela kommunen.",
        "Avgiften är låg.",
    ]
    right = [
        "Styrelsen möts varje månad i",
        "det gamla sockenmagasinet, som",
        "renoverades för två år se-",
        "dan av ideella krafter.",
    ]
    text = ocr_fix.clean(typeset_pdf(shown(left, 60, 700) + shown(right, 320, 700))).text
    words = " ".join([*left, *right]).replace("- ", "").replace("med-", "med").split()
    assert text.split() == words


def test_words_behind_a_hyphen_in_the_layer_of_a_scan_stay_on_their_line() -> None:
    lines = [
        "Styrelsen för museet har under våren gått igenom alla för-",
        "eningar som lånar lokaler i det gamla magasinet och före-",
        "slår att avgiften för dem som håller öppet hus under som-",
        "maren tas bort. Beslutet gäller från och med nästa år och om-",
        "fattar även kurser för barn.",
    ]
    content = layered_pdf(lines, scanned(lines))
    document = ocr_fix.clean(content)
    assert document.pages[0].origin == "text-layer"
    assert document.text == " ".join(lines).replace("- ", "") + "\n"
    written = ocr_fix.render(document, "pdf", ocr_fix.OriginalFile(content))
    for word in ("lånar", "avgiften", "tas", "kurser"):
        assert _place_in(written, word) == pytest.approx(_place_in(content, word), abs=4)


def _place_in(content: bytes, text: str) -> tuple[float, float]:
    """Where a text begins that stands once on the first page of a PDF: its left and bottom, in points."""
    with pypdfium2.PdfDocument(content) as pdf:
        page = pdf[0].get_textpage()
        start, _ = page.search(text).get_next()
        left, bottom, _, _ = page.get_charbox(start)
        return left, bottom


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_text_is_read_in_its_own_direction(angle: int, rotate: int) -> None:
    x, y = {0: (72, 760), 90: (100, 72), 180: (520, 100), 270: (500, 760)}[angle]
    page = read(typeset_pdf(shown(SEEN, x, y, angle=angle), extra=b"/Rotate %d" % rotate))
    assert lines_of(page) == SEEN
    layer = page.layer
    assert layer is not None
    assert layer.rotation == (angle - rotate) % 360
    assert (layer.width, layer.height) == (page.image.size if layer.rotation % 180 == 0 else page.image.size[::-1])
    first, last = (layer.blocks[0].lines[0].words[at].box for at in (0, -1))
    assert first is not None
    assert last is not None
    assert first.right < last.left


def test_a_note_that_runs_up_the_margin_is_read_behind_the_text() -> None:
    content = shown(SEEN * 4, 90, 700) + shown(["Utdrag ur protokollet", "den 4 maj"], 30, 300, angle=90)
    document = ocr_fix.clean(typeset_pdf(content))
    assert document.text.split() == [*" ".join(SEEN * 4).split(), *"Utdrag ur protokollet den 4 maj".split()]
    boxes = [w.box for b in document.pages[0].blocks for line in b.lines for w in line.words if w.text == "protokollet"]
    assert boxes[0] is not None
    assert boxes[0].right < 300, "the box is where the word stands on the page"


@pytest.mark.parametrize("angle", [90, 270])
@pytest.mark.parametrize("above", [True, False])
def test_upright_text_above_more_text_that_lies_is_read_before_it(angle: int, above: bool) -> None:
    upright = "Protokollet lades till handlingarna."
    lying = ["Tabellen ovan visar vad som har köpts in", "under året och vad det har kostat, med", "moms och frakt."]
    x = 200 if angle == 90 else 300
    content = shown([upright], 72, 780 if above else 40) + shown(lying, x, 120 if angle == 90 else 700, angle=angle)
    text = ocr_fix.clean(typeset_pdf(content)).text
    order = [upright, " ".join(lying)]
    assert text == "\n\n".join(order if above else reversed(order)) + "\n"


def test_form_fields_notes_and_stamps_are_text_where_they_stand() -> None:
    def appearance(text: str) -> bytes:
        form = b"/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F 1009 0 R>>>>"
        return pdf_stream(form, b"BT /F 12 Tf 2 5 Td " + escaped(text) + b" Tj ET")

    objects = {
        1000: b"<</Type/Annot/Subtype/Stamp/Rect[300 780 500 800]/F 4/AP<</N 1001 0 R>>>>",
        1001: appearance("Inkom 2019-02-11"),
        1002: b"<</Type/Annot/Subtype/FreeText/Rect[300 700 500 720]/F 4/AP<</N 1003 0 R>>>>",
        1003: appearance("Brådskande"),
        1004: b"<</Type/Annot/Subtype/Widget/FT/Tx/T(namn)/V(Ulla)/Rect[130 600 330 620]/F 4/AP<</N 1005 0 R>>>>",
        1005: appearance("Ulla Berggren"),
        1006: b"<</Type/Annot/Subtype/FreeText/Rect[300 500 500 520]/F 2/AP<</N 1007 0 R>>>>",
        1007: appearance("Dold anteckning"),
        1009: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    }
    content = typeset_pdf(
        shown(["Sökande:"], 72, 605),
        extra=b"/Annots[1000 0 R 1002 0 R 1004 0 R 1006 0 R]",
        objects=objects,
        catalogue=b"/AcroForm<</Fields[1004 0 R]>>",
    )
    text = ocr_fix.clean(content).text
    assert text.split() == "Inkom 2019-02-11 Brådskande Sökande: Ulla Berggren".split()


def filled_form(*fields: tuple[str, int, int, int], labels: bytes) -> bytes:
    """A form whose fields have a value, where they begin, and how many cells for a letter each, 0 for none."""
    objects = {1000: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"}
    for number, (value, left, low, cells) in enumerate(fields):
        rows = value.split("\n")
        first = 5 if len(rows) == 1 else 11
        letters = [(text, 2, first - 9 * row) for row, text in enumerate(rows)]
        if cells:
            letters = [(letter, at, first) for letter, at in zip(value, range(8, 300, 18), strict=False)]
        drawn = b"".join(b"1 0 0 1 %d %d Tm " % (at, up) + escaped(text) + b" Tj " for text, at, up in letters)
        form = b"/Type/XObject/Subtype/Form/BBox[0 0 250 20]/Resources<</Font<</F 1000 0 R>>>>"
        objects[1002 + 2 * number] = pdf_stream(form, b"BT /F 12 Tf " + drawn + b"ET")
        objects[1001 + 2 * number] = (
            b"<</Type/Annot/Subtype/Widget/FT/Tx/T(%d)/V(x)/Rect[%d %d %d %d]/F 4/Ff %d/MaxLen 20/AP<</N %d 0 R>>>>"
            % (number, left, low, left + (250 if cells else 120), low + 20, bool(cells) << 24, 1002 + 2 * number)
        )
    listed = b" ".join(b"%d 0 R" % (1001 + 2 * number) for number in range(len(fields)))
    return typeset_pdf(
        labels, extra=b"/Annots[%s]" % listed, objects=objects, catalogue=b"/AcroForm<</Fields[%s]>>" % listed
    )


def test_what_is_filled_in_stands_on_the_line_of_what_it_is_asked_by() -> None:
    labels = shown(["Förnamn:"], 72, 705) + shown(["Anmälningsdag:"], 72, 665) + shown(["Ort:"], 330, 665)
    content = filled_form(("Ulla", 170, 700, 0), ("4 maj", 180, 660, 0), ("Mora", 360, 660, 0), labels=labels)
    assert lines_of(read(content)) == ["Förnamn: Ulla", "Anmälningsdag: 4 maj Ort: Mora"]
    assert ocr_fix.clean(content).text == "Förnamn: Ulla\n\nAnmälningsdag: 4 maj\n\nOrt: Mora\n"


def test_further_lines_of_a_field_are_lines_of_their_own() -> None:
    content = filled_form(("Hunden är\nmärkt i örat", 170, 700, 0), labels=shown(["Anmärkning:"], 72, 705))
    assert lines_of(read(content)) == ["Anmärkning: Hunden är", "märkt i örat"]


def test_letters_in_cells_of_their_own_are_a_word() -> None:
    content = filled_form(("0243-12011", 170, 700, 12), labels=shown(["Telefon:"], 72, 705))
    assert lines_of(read(content)) == ["Telefon: 0243-12011"]


def test_a_gap_that_was_widened_in_the_place_of_a_space_is_one() -> None:
    content = b"BT /F 12 Tf 72 700 Td (Bron st) Tj 36 0 Td (\xe4ngs) Tj 24 0 Td 3.4 Tc (.D) Tj 0 Tc 15.4 0 Td (et) Tj"
    content += b" 40 0 Td (slutar h\xe4r.) Tj ET"
    assert lines_of(read(typeset_pdf(content))) == ["Bron stängs. Det slutar här."]


@pytest.mark.parametrize("spacing", [0.4, 2, 5])
def test_a_word_that_is_set_spaced_is_no_other_for_a_gap_like_its_own(spacing: float) -> None:
    """Whatever PDFium makes of it: no gap of it is wider than the others."""
    words = "".join(lines_of(read(typeset_pdf(b"BT /F 12 Tf 72 700 Td %f Tc (PROTOKOLL) Tj ET" % spacing)))).split()
    assert words == ["PROTOKOLL"]


def test_a_space_that_is_taken_back_at_once_is_none() -> None:
    """As Ghostscript writes two letters that stand a little apart."""
    content = b"BT /F 12 Tf 72 700 Td (De peng) Tj 45.4 0 Td (ar ) Tj 10.9 0 Td (na kom) Tj ET"
    assert lines_of(read(typeset_pdf(content))) == ["De pengarna kom"]


@pytest.mark.parametrize(
    ("space", "behind", "taken"),
    [
        (None, Rectangle(20.5, 0, 30, 45), True),  # an f that reaches over its end
        (None, Rectangle(22, 0, 30, 45), True),
        (None, Rectangle(26, 0, 36, 45), False),
        (None, Rectangle(5, 60, 15, 105), False),  # on the next line
        (Rectangle(20, 0, 30, 45), Rectangle(21, 0, 31, 45), True),
        (Rectangle(20, 0, 30, 45), Rectangle(30, 0, 40, 45), False),
        (Rectangle(20, 0, 20, 45), Rectangle(20, 0, 40, 45), False),
    ],
)
def test_a_space_is_none_where_the_letter_behind_it_stands_in_its_room(
    space: Rectangle | None, behind: Rectangle, taken: bool
) -> None:
    assert taken_back(space, behind, Rectangle(10, 0, 20, 45)) is taken
    assert not taken_back(None, behind, None)


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"72 700 Td [(Beslut) 6000 (Bilaga)] TJ", ["Beslut", "Bilaga"]),  # drawn back to the left
        (b"0 1 -1 0 300 400 Tm (Beslut) Tj -300 0 Td (Bilaga) Tj", ["Beslut", "Bilaga"]),  # and downward, lying
        (b"30 Tc 72 700 Td (Ort) Tj", ["O r t"]),
    ],
)
def test_what_stands_back_begins_a_line_and_what_stands_far_a_word(content: bytes, lines: list[str]) -> None:
    assert lines_of(read(typeset_pdf(b"BT /F 12 Tf " + content + b" ET"))) == lines


def test_letters_that_are_drawn_one_by_one_on_a_short_page_are_words() -> None:
    """As Qt and wkhtmltopdf draw tables, which PDFium takes for text that runs downward."""
    content, rows = b"", (("Ort", "Areal"), ("Näs 8:5", "196 ha"), ("Ånäs 2:3", "93 ha"))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            x = 72.0 + 200 * column
            for letter in cell:
                if letter != " ":
                    content += b"BT /F 10 Tf %f %d Td %s Tj ET " % (x, 780 - 18 * row, escaped(letter))
                x += 10 * WIDTHS.get(letter, 0.556)
    words = " ".join(lines_of(read(typeset_pdf(content)))).split()
    assert words == " ".join(cell for cells in rows for cell in cells).split()


def test_what_is_filled_in_far_from_all_words_is_a_line_of_its_own() -> None:
    content = filled_form(("Ulla", 340, 700, 0), labels=shown(["Förnamn:"], 72, 705))
    assert lines_of(read(content)) == ["Förnamn:", "Ulla"]


def test_a_note_without_an_appearance_is_text_where_it_stands() -> None:
    note = b"<</Type/Annot/Subtype/FreeText/Rect[72 600 320 640]/F %d/Contents(Justerat den 8 april\\rav Ulla)>>"
    for flags, expected in ((4, [*SEEN, "Justerat den 8 april", "av Ulla"]), (2, SEEN)):
        content = typeset_pdf(shown(SEEN), extra=b"/Annots[1000 0 R]", objects={1000: note % flags})
        assert lines_of(read(content)) == expected


def test_a_note_for_which_an_appearance_is_made_is_text_once() -> None:
    note = b"<</Type/Annot/Subtype/FreeText/Rect[72 600 420 640]/F 4/DA(/Helv 12 Tf 0 g)/Contents(%s)>>"
    text = "Påskrivet på mötet i Överö av Åke Ek"
    content = typeset_pdf(shown(SEEN), extra=b"/Annots[1000 0 R]", objects={1000: note % text.encode("latin-1")})
    assert lines_of(read(content)) == [*SEEN, text]


def test_comments_behind_symbols_are_told_of() -> None:
    comment = b"<</Type/Annot/Subtype/Text/Rect[500 700 520 720]/F %d/Contents(%s)>>"
    told = "1 comment that opens on a click was not read"
    for flags, text, expected in ((4, b"Stryk detta", told), (2, b"Stryk detta", None), (4, b" ", None)):
        content = typeset_pdf(shown(SEEN), extra=b"/Annots[1000 0 R]", objects={1000: comment % (flags, text)})
        assert image_page(content).note == expected


def test_lines_of_a_note_that_are_too_many_are_told_of() -> None:
    note = b"<</Type/Annot/Subtype/FreeText/Rect[72 60 320 640]/F 4/Contents(" + b"ja\\r" * 203 + b")>>"
    content = typeset_pdf(shown(SEEN), extra=b"/Annots[1000 0 R]", objects={1000: note})
    assert "3 lines of notes on the page were not read, which have too many" in (image_page(content).note or "")


@pytest.mark.parametrize(
    "annotation",
    [
        b"/Subtype/Square/IC[0 0 0]/C[0 0 0]",  # without an appearance, which PDFium makes
        b"/Subtype/Redact",  # marked, and never carried out
        b"/Subtype/Redact/QuadPoints[70 515 500 515 70 495 500 495]",
    ],
)
def test_what_an_annotation_covers_or_marks_for_redaction_is_no_text(annotation: bytes) -> None:
    objects = {1000: b"<</Type/Annot/Rect[70 495 500 515]/F 4" + annotation + b">>"}
    page = read(typeset_pdf(shown(SEEN) + shown([SECRET], y=500), extra=b"/Annots[1000 0 R]", objects=objects))
    assert lines_of(page) == SEEN
    assert page.note == "4 words that are not shown were left out (outside the page, covered, or hidden)"


@pytest.mark.parametrize(
    ("layer", "state", "seen"),
    [
        (b"1003 0 R", b"/OFF[1003 0 R]", False),
        (b"1003 0 R", b"/ON[1003 0 R]", True),
        (b"1003 0 R", b"/BaseState/OFF", False),
        (b"1003 0 R", b"/BaseState/OFF/ON[1003 0 R]", True),
        (b"<</Type/OCMD/OCGs[1003 0 R 1004 0 R]/P/AllOn>>", b"/OFF[1003 0 R]", False),
        (b"<</Type/OCMD/OCGs[1003 0 R 1004 0 R]>>", b"/OFF[1003 0 R]", True),
        (b"<</Type/OCMD/OCGs 1003 0 R/P/AllOff>>", b"/OFF[1003 0 R]", True),
    ],
)
def test_a_stamp_in_a_layer_that_is_off_is_no_text(layer: bytes, state: bytes, seen: bool) -> None:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F 1002 0 R>>>>"
    objects = {
        1000: b"<</Type/Annot/Subtype/Stamp/Rect[300 500 500 520]/F 4/AP<</N 1001 0 R>>/OC %s>>" % layer,
        1001: pdf_stream(form, b"BT /F 12 Tf 2 5 Td (Utkast) Tj ET"),
        1002: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        1003: b"<</Type/OCG/Name(Ett)>>",
        1004: b"<</Type/OCG/Name(Annat)>>",
    }
    catalogue = b"/OCProperties<</OCGs[1003 0 R 1004 0 R]/D<<%s>>>>" % state
    content = typeset_pdf(shown(SEEN), extra=b"/Annots[1000 0 R]", objects=objects, catalogue=catalogue)
    assert lines_of(read(content)) == ([*SEEN, "Utkast"] if seen else SEEN)


def unmapped_pdf(lines: Sequence[str], text: str, swapped: Mapping[str, str]) -> bytes:
    """A page with lines of Helvetica, and below them a text in a font that does not say which letters it has.

    Args:
        lines: in Helvetica.
        text: by its codes.
        swapped: what is drawn for a code, where that is another letter.
    """
    codes = sorted(set(text.encode("cp1252")))
    drawn = {code: escaped(swapped.get(bytes([code]).decode("cp1252"), chr(code))) for code in codes}
    glyphs = {1100 + code: pdf_stream(b"", b"600 0 d0 BT /F 1000 Tf %s Tj ET" % drawn[code]) for code in codes}
    font = b"".join(
        [
            b"<</Type/Font/Subtype/Type3/FontBBox[0 -250 1000 1000]/FontMatrix[0.001 0 0 0.001 0 0]",
            b"/FirstChar 0/LastChar 255/Widths[%s]/Resources<<%s>>" % (b"600 " * 256, FONTS),
            b"/Encoding<</Type/Encoding/Differences[%s]>>" % b" ".join(b"%d /g%d" % (code, code) for code in codes),
            b"/CharProcs<<%s>>>>" % b"".join(b"/g%d %d 0 R" % (code, 1100 + code) for code in codes),
        ]
    )
    content = shown(lines) + b"BT /G 12 Tf 72 500 Td %s Tj ET" % escaped(text)
    resources = FONTS.removesuffix(b">>") + b"/G 1000 0 R>>"
    return pdf_pages({"content": content, "resources": resources}, objects={1000: font, **glyphs})


def test_a_page_that_does_not_say_which_letters_it_has_is_not_believed() -> None:
    """Its figures are drawn as others: to whom the codes are guesses, they would be wrong and look right."""
    content = unmapped_pdf([], "Summa att betala 4501 kronor", dict(zip("0145", "7016", strict=True)))
    layer = read(content).layer
    assert layer is not None
    assert {word.text.strip("\ufffd") for word in words_of(layer)} == {""}


def test_a_mark_that_the_file_does_not_name_is_what_its_code_says() -> None:
    assert lines_of(read(unmapped_pdf(SEEN, "*", {}))) == [*SEEN, "*"]


def test_texts_on_texts_are_told_in_neighbouring_cells_and_a_huge_letter_is_in_few() -> None:
    """Characters are looked for in cells, of which one that is 1,000 times as high as the others would fill 500,000."""
    letters = [Inked(1, (0, 0, 6, 6)), Inked(2, (6.5, 0, 12, 6)), Inked(3, (5, 0, 11, 6))]
    assert depths(letters) == {3: 1}
    tracemalloc.start()
    try:
        depths([*letters, Inked(4, (0, 0, 3000, 3000))])
        assert tracemalloc.get_traced_memory()[1] < 10 * 2**20
    finally:
        tracemalloc.stop()


def test_very_many_texts_on_each_other_are_few_drawings_and_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is drawn once more for each that stands on another."""
    looked_at: list[bool] = []

    def overlap(one: Sides, other: Sides) -> bool:
        looked_at.append(True)
        return _overlap(one, other)

    monkeypatch.setattr("ocr_fix.source.pdfs.layer.stacked._overlap", overlap)
    assert max(depths([Inked(at, (0, 0, 6, 6)) for at in range(1, 1001)]).values()) == 4
    assert len(looked_at) < 300_000


def test_text_far_out_of_a_page_is_found_on_what_it_stands_on() -> None:
    far = (1e300, -1e300, 1e301, -1e299)
    assert depths([Inked(1, far), Inked(2, far), Inked(3, (0, 0, 6, 6))]) == {2: 1}


def test_a_huge_page_is_drawn_small_to_tell_what_is_seen_of_it() -> None:
    with pypdfium2.PdfDocument.new() as pdf:
        assert Painting(pdf.new_page(14400, 7200)).size == (4000, 2000)
        assert Painting(pdf.new_page(720, 360)).size == (1000, 500)


@pytest.mark.parametrize(("lines", "is_text"), [(249, True), (251, False)])
def test_a_page_of_more_characters_than_any_print_has_no_text(lines: int, is_text: bool) -> None:
    assert (read(typeset_pdf(shown(["a" * 398] * lines, 10, 830, size=2))).layer is not None) is is_text


def test_type_too_small_to_be_read_is_no_text() -> None:
    assert lines_of(read(typeset_pdf(shown(SEEN) + shown([SECRET], y=500, size=0.4)))) == SEEN


@pytest.mark.parametrize("turn", [0, 90, 180])
def test_a_word_that_is_blackened_but_for_its_comma_is_no_text_of_the_scan(turn: int) -> None:
    sheet = Image.new("L", (595 * 2, 842 * 2), 255)
    draw = ImageDraw.Draw(sheet)
    draw.text((120, 100), "Greta bor i Lund, nu.", fill=0, font_size=24)
    left, right = (
        120 + draw.textlength("Greta bor i ", font_size=24),
        120 + draw.textlength("Greta bor i Lund", font_size=24),
    )
    whole = layered_pdf(["Greta bor i Lund, nu."], sheet)
    draw.rectangle((left - 2, 98, right, 130), fill=0)
    blackened = layered_pdf(["Greta bor i Lund, nu."], sheet)
    turned = [content.replace(b"/Type /Page\n", b"/Type /Page /Rotate %d\n" % turn) for content in (whole, blackened)]
    assert "Lund," in lines_of(read(turned[0]))[0]
    assert "Lund" not in lines_of(read(turned[1]))[0]
