"""hOCR and ALTO files as inputs: their words and boxes go through layout and correction like an engine's reading."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from output_documents import SAMPLES, cleaned, documents
from test_cli import failure, in_process

import ocr_fix
from ocr_fix.document import Block, Box, Choice, Document, Page, Word
from ocr_fix.errors import InputError, LimitError, OcrFixError
from ocr_fix.output import render
from ocr_fix.source import Limits, open_source

HOCR = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta name="ocr-system" content="an engine"/></head><body>
<div class="ocr_page" title='image "a; b.png"; bbox 0 0 400 300; ppageno 0; scan_res 150 150'>{content}</div>
</body></html>"""
LINE = """<p class="ocr_par"><span class="ocr_line" title="bbox 10 10 200 30">
<span class="ocrx_word" title="bbox 10 10 60 30; x_wconf 93">Kommun</span>
<span class="ocrx_word" title='bbox 70 10 200 30; x_wconf 41'><strong>styr&#x65;lsen</strong></span></span></p>"""
ALTO = """<alto xmlns="http://www.loc.gov/standards/alto/ns-v{version}#">
<Description><MeasurementUnit>{unit}</MeasurementUnit></Description><Layout>
<Page WIDTH="400" HEIGHT="300" PHYSICAL_IMG_NR="1" ID="p"><BottomMargin><TextBlock ID="n"><TextLine>
<String CONTENT="3" HPOS="200" VPOS="290" WIDTH="5" HEIGHT="8"/></TextLine></TextBlock></BottomMargin>
<PrintSpace><ComposedBlock ID="c"><TextBlock ID="b">
<TextLine><String CONTENT="Vi" HPOS="10" VPOS="10" WIDTH="20" HEIGHT="20" WC="0.9"/><SP/>
<String CONTENT="hand" SUBS_TYPE="HypPart1" SUBS_CONTENT="handlade" HPOS="40" VPOS="10" WIDTH="40" HEIGHT="20"/>
<HYP CONTENT="&#xAD;" HPOS="80" VPOS="18" WIDTH="8" HEIGHT="3"/></TextLine>
<TextLine><String CONTENT="lade" SUBS_TYPE="HypPart2" SUBS_CONTENT="handlade" HPOS="10" VPOS="40" WIDTH="40"
 HEIGHT="20"/></TextLine></TextBlock></ComposedBlock></PrintSpace></Page></Layout></alto>"""


def pages_of(content: str | bytes, limits: Limits | None = None) -> list[Page]:
    data = content.encode("utf-8") if isinstance(content, str) else content
    with open_source(data, limits=limits or Limits()) as source:
        return [page for page in source.pages() if isinstance(page, Page)]


def words_of(page: Page) -> list[Word]:
    """The words of a page, without what the file says of each."""
    return [replace(word, source=None) for word in sourced(page)]


def sourced(page: Page) -> list[Word]:
    return [word for block in page.blocks for line in block.lines for word in line.words]


def boxes(document: Document) -> list[tuple[str, Box | None]]:
    return [(word.reading, word.box) for page in document.pages for word in words_of(page)]


def test_hocr_as_tesseract_writes_it() -> None:
    (page,) = pages_of(HOCR.format(content=LINE))
    assert (page.number, page.width, page.height, page.dpi, page.origin) == (1, 400, 300, 150, "engine")
    assert words_of(page) == [
        Word("Kommun", Box(10, 10, 60, 30), 0.93),
        Word("styrelsen", Box(70, 10, 200, 30), 0.41),
    ]


def test_hocr_with_the_ways_in_which_characters_could_be_read() -> None:
    ways = """<span class="ocrx_cinfo" id="lstm_choices_1_1_{n}"><span class="ocrx_cinfo" id="choice_1_1_{n}_1"
        title="x_confs 61">{first}</span><span class="ocrx_cinfo" title="x_confs 30">{second}</span></span>"""
    ranked = ways.format(n=1, first="n", second="u") + ways.format(n=2, first="u", second="n")
    line = LINE.replace("<strong>styr&#x65;lsen</strong>", f"nu{ranked}")
    assert words_of(pages_of(HOCR.format(content=line))[0])[1] == Word(
        "nu",
        Box(70, 10, 200, 30),
        0.41,
        choices=((Choice("n", 0.61), Choice("u", 0.3)), (Choice("u", 0.61), Choice("n", 0.3))),
    )


def test_hocr_that_is_html_and_no_xml() -> None:
    content = HOCR.format(content=LINE.replace("styr&#x65;lsen", "styr&aring;&nbsp;nu<br>"))
    content = content.replace('<?xml version="1.0" encoding="UTF-8"?>', "").replace("</p>", "")
    assert [word.text for word in words_of(pages_of(content)[0])] == ["Kommun", "styrå", "nu"]


def test_hocr_that_is_cut_off_is_read_as_far_as_it_goes_and_marked() -> None:
    whole = HOCR.format(content=LINE)
    (page,) = pages_of(whole[: whole.index("</p>")])
    assert [word.text for word in words_of(page)] == ["Kommun", "styrelsen"]
    assert page.failure is not None
    assert "is cut off" in page.failure
    assert pages_of(whole)[0].failure is None
    assert pages_of(LINE.join(('<div class="ocr_page">', "")))[0].failure is None, "a piece of HTML"


def test_hocr_that_says_it_is_xml_and_is_damaged_has_a_note() -> None:
    broken = HOCR.format(content=LINE.replace('class="ocrx_word" title="bbox 10', 'class="ocrx_word title="bbox 10'))
    assert pages_of(broken)[0].note == "is damaged; something of it may be missing"
    named = HOCR.format(content=LINE.replace("Kommun", "Kommun&nbsp;"))
    assert pages_of(named)[0].note is None


def test_hocr_with_boxes_of_lines_only() -> None:
    line = '<span class="ocr_line" title="bbox 100 10 200 30">fem ord</span>'
    assert words_of(pages_of(HOCR.format(content=line))[0]) == [
        Word("fem", Box(100, 10, 143, 30)),
        Word("ord", Box(157, 10, 200, 30)),
    ]


def test_hocr_whose_page_is_a_part_of_a_picture() -> None:
    content = HOCR.format(content=LINE).replace("bbox 0 0 400 300", "bbox 10 5 400 300")
    (page,) = pages_of(content)
    assert (page.width, words_of(page)[0].box) == (390, Box(0, 5, 50, 25))


@pytest.mark.parametrize("version", [2, 3, 4])
def test_alto_of_every_version(version: int) -> None:
    (page,) = pages_of(ALTO.format(version=version, unit="pixel"))
    assert words_of(page) == [
        Word("Vi", Box(10, 10, 30, 30), 0.9),
        Word("hand\u00ad", Box(40, 10, 88, 30)),
        Word("lade", Box(10, 40, 50, 60)),
        Word("3", Box(200, 290, 205, 298)),
    ]
    assert [len(block.lines) for block in page.blocks] == [2, 1]
    assert ocr_fix.clean(ALTO.format(version=version, unit="pixel").encode()).text.startswith("Vi handlade")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_marks_in_utf_16_are_marks(encoding: str, tmp_path: Path) -> None:
    alto = ALTO.format(version=3, unit="pixel")
    declared = '<?xml version="1.0" encoding="UTF-16"?>' + alto[alto.index("<alto") :]
    assert ocr_fix.clean(declared.encode(encoding)).kind == "alto"
    (tmp_path / "post.xml").write_bytes("<?xml version='1.0' encoding='UTF-16'?><post>Åsa</post>".encode(encoding))
    assert "is an XML file" in failure(tmp_path / "post.xml", code=3)


def test_alto_in_other_units_is_turned_into_pixels() -> None:
    (page,) = pages_of(ALTO.format(version=4, unit="inch1200"))
    assert (page.width, page.dpi, words_of(page)[0].box) == (100, 300, Box(2, 2, 8, 8))


@pytest.mark.parametrize("names", ["b2 b1", "l2 l1", "k b1", "b2"])
def test_alto_comes_in_the_order_that_it_states(names: str) -> None:
    block = """<TextBlock ID="b{n}"><TextLine ID="l{n}"><String CONTENT="Stycke" HPOS="10" VPOS="{top}" WIDTH="60"
    HEIGHT="20"/><SP/><String CONTENT="{n}." HPOS="80" VPOS="{top}" WIDTH="15" HEIGHT="20"/></TextLine></TextBlock>"""
    refs = "".join(f'<ElementRef ID="r{name}" REF="{name}"/>' for name in names.split())
    order = f'<ReadingOrder><OrderedGroup ID="o">{refs}</OrderedGroup></ReadingOrder>'
    blocks = f'{block.format(n=1, top=10)}<ComposedBlock ID="k">{block.format(n=2, top=200)}</ComposedBlock>'
    content = ALTO.format(version=4, unit="pixel")
    head, foot = content[: content.index("<Layout>")], "</PrintSpace></Page></Layout></alto>"
    layout = '<Layout><Page WIDTH="400" HEIGHT="300" PHYSICAL_IMG_NR="1" ID="p"><PrintSpace>'
    plain, ordered = (ocr_fix.clean(f"{head}{each}{layout}{blocks}{foot}".encode()).text for each in ("", order))
    assert (plain, ordered) == ("Stycke 1.\n\nStycke 2.\n", "Stycke 2.\n\nStycke 1.\n")


@pytest.mark.slow
def test_what_tesseract_writes_is_corrected_with_its_boxes(tmp_path: Path) -> None:
    command = ["tesseract", str(SAMPLES / "anslag.bmp"), str(tmp_path / "sida"), "-l", "eng", "hocr", "alto", "txt"]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | {"OMP_THREAD_LIMIT": "1"})
    read = (tmp_path / "sida.txt").read_text(encoding="utf-8").split()
    found = []
    for name in ("sida.hocr", "sida.xml"):
        done = in_process(tmp_path / name, "--format", "json,hocr,alto,text", "-o", tmp_path / f"ut-{name}.json")
        assert (done.returncode, done.stderr) == (0, b"")
        document = ocr_fix.clean(tmp_path / name)
        found.append([box for _, box in boxes(document)])
        assert [reading for reading, _ in boxes(document)] == read
        assert all(box is not None for _, box in boxes(document))
        assert any(change.kind == "word" for change in document.changes)
        assert document.kind == ("hocr" if name.endswith("hocr") else "alto")
    assert found[0] == found[1]


@pytest.mark.slow
@pytest.mark.parametrize("form", ["hocr", "alto"])
def test_what_we_write_is_read_again_with_the_same_boxes(form: str) -> None:
    document = cleaned("kallelse.png")
    again = ocr_fix.clean(render(document, form))
    assert set(again.text.split()) == set(document.text.split())
    assert again.pages[0].width == document.pages[0].width
    before = {box for _, box in boxes(document)}
    assert sum(box in before for _, box in boxes(again)) >= 0.95 * len(boxes(again))


@given(documents().filter(lambda document: document.pages), st.sampled_from(["hocr", "alto"]))
@settings(max_examples=50)
def test_whatever_we_write_can_be_read(document: Document, form: str) -> None:
    pages = pages_of(render(document, form))
    assert len(pages) == len(document.pages)
    for page in pages:
        for word in words_of(page):
            assert word.box is None or (word.box.left < word.box.right and word.box.top < word.box.bottom)


@given(st.lists(st.floats(allow_nan=True) | st.integers(), min_size=4, max_size=4), st.text(max_size=20))
def test_no_box_reaches_beyond_its_page(sides: list[float], text: str) -> None:
    title = "bbox " + " ".join(map(str, sides))
    clean = "".join(each for each in text if each.isprintable() and each not in "<&")
    content = HOCR.format(content=f'<span class="ocr_line" title="{title}; x_wconf {sides[0]}">{clean}x</span>')
    words = words_of(pages_of(content)[0])
    assert words
    for word in words:
        assert word.confidence is None or 0 <= word.confidence <= 1
        if word.box is not None:
            assert 0 <= word.box.left < word.box.right <= 400
            assert 0 <= word.box.top < word.box.bottom <= 300


def test_nothing_outside_the_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("HEMLIGT", encoding="utf-8")
    read = []
    page = (Path(__file__).parent / "corpus" / "sida.page.xml").read_text(encoding="utf-8")
    for root, content in (
        ("alto", ALTO.format(version=4, unit="pixel")),
        ("html", HOCR.format(content=LINE)),
        ("PcGts", page),
    ):
        body = content[content.index(f"<{root}") :]
        attack = f'<!DOCTYPE {root} [<!ENTITY x SYSTEM "file://{secret}">]>{body}'
        for word in ("Vi", "Kommun", "Namnden"):
            attack = attack.replace(word, "&x;")
        try:
            said = " ".join(word.text for page in pages_of(attack) for word in words_of(page))
            read.append(root)
        except OcrFixError as error:
            said = str(error)
        assert said
        assert "HEMLIGT" not in said
    assert read == ["html", "PcGts"]  # in an attribute, as ALTO has its words, such a name is an error


def test_entities_do_not_swell() -> None:
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)
    )
    bomb = f"<!DOCTYPE alto [{entities}]>" + ALTO.format(version=4, unit="pixel").replace('"Vi"', '"&j;"')
    with pytest.raises(OcrFixError):
        pages_of(bomb)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (ALTO.format(version=4, unit="pixel")[:-40], "damaged or cut off"),
        ('<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"></alto>', "holds no page of ALTO"),
        ('<html><head><meta name="ocr-system" content="x"></head><body>Text</body></html>', "holds no page of hOCR"),
    ],
)
def test_what_is_damaged_or_empty_is_said(content: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        pages_of(content)


def test_a_web_page_is_still_none_of_ours(tmp_path: Path) -> None:
    (tmp_path / "sida.html").write_text("<!DOCTYPE html><html><body class='page'>Hej</body></html>", encoding="utf-8")
    assert "is an HTML page" in failure(tmp_path / "sida.html", code=3)


def test_a_text_that_speaks_of_hocr_is_a_text() -> None:
    document = ocr_fix.clean(b"Formatet hOCR har class='ocr_page' och <alto>.\n")
    assert document.kind == "text"


def test_limits_hold() -> None:
    with pytest.raises(LimitError, match="max_text_bytes"):
        pages_of(ALTO.format(version=4, unit="pixel"), Limits(max_text_bytes=100))
    with pytest.raises(LimitError, match="max_pages"):
        pages_of(HOCR.format(content="</div><div class='ocr_page'>"), Limits(max_pages=1))


def test_there_is_no_pdf_of_what_has_no_scan(tmp_path: Path) -> None:
    (tmp_path / "sida.hocr").write_text(HOCR.format(content=LINE), encoding="utf-8")
    assert "has no scan" in failure(tmp_path / "sida.hocr", "--format", "pdf", "-o", tmp_path / "x.pdf", code=2)


def test_pages_are_chosen_like_those_of_other_files() -> None:
    content = HOCR.format(content=LINE + "</div><div class='ocr_page'><span class='ocr_line'>Slut.</span>")
    document = ocr_fix.clean(content.encode(), pages="2", correct=False)
    assert [page.number for page in document.pages] == [2]
    assert document.text == "Slut.\n"
    assert isinstance(document.pages[0].blocks[0], Block)
