"""hOCR and ALTO: valid, with the corrected text on the original boxes, however correction changed the words."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree, html
from output_documents import SCANS, TEXTS, cleaned, documents, line_of
from xml_schemas import SCHEMA, official_schema

from ocr_fix.document import Block, Box, Document, Edit, Line, Page, Word
from ocr_fix.output import render

ALTO = "{http://www.loc.gov/standards/alto/ns-v4#}"
PROFILE = etree.XMLSchema(etree.parse(Path(__file__).with_name("alto_profile.xsd")))
# Where each class of hOCR may stand (hOCR 1.2, sections 4-6); None is the body.
PARENTS = {
    "ocr_page": None,
    "ocr_carea": "ocr_page",
    "ocr_header": "ocr_page",
    "ocr_footer": "ocr_page",
    "ocr_pageno": "ocr_page",
    "ocr_par": "ocr_",
    "ocr_line": "ocr_par",
    "ocrx_word": "ocr_line",
}
EDIT = Edit("hyphen", 0.9, "a test")


def boxes_of(title: str) -> list[int] | None:
    found = re.search(r"\bbbox (\d+) (\d+) (\d+) (\d+)(?:;|$)", title)
    return None if found is None else [int(side) for side in found.groups()]


def check_hocr(content: bytes) -> Any:
    """The tree of an hOCR file that keeps the rules of the standard."""
    tree = etree.fromstring(content)
    identities = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(identities) == len(set(identities))
    capabilities = tree.xpath("string(//*[@name='ocr-capabilities']/@content)").split()
    assert tree.xpath("//*[@name='ocr-system']")
    for element in tree.iterfind(".//{*}body//{*}*"):
        kind, title = element.get("class"), element.get("title", "")
        assert kind in capabilities
        parent = element.getparent()
        if PARENTS[kind] is None:
            assert etree.QName(parent).localname == "body"
            assert re.search(r'^image "[^"]+"; (?:bbox [\d ]+; )?ppageno \d+', title)
        else:
            assert parent.get("class").startswith(PARENTS[kind])
        box, outer = boxes_of(title), boxes_of(parent.get("title", ""))
        if kind == "ocr_line" and outer is None:
            assert box == [0, 0, 0, 0]
        elif box is not None and outer is not None and kind != "ocrx_word":
            assert outer[0] <= box[0] < box[2] <= outer[2]
            assert outer[1] <= box[1] < box[3] <= outer[3]
        if kind == "ocrx_word":
            assert element.text
            assert element.text.split() == [element.text]
            assert re.fullmatch(r"(?:bbox \d+ \d+ \d+ \d+)?(?:; )?(?:x_wconf (?:\d|[1-9]\d|100))?", title)
        else:
            assert not (element.text or "").strip()
    # The same words in the same nesting for a reader that takes it for HTML.
    parsed = html.fromstring(content.partition(b"?>")[2])
    assert [e.text for e in parsed.iter("span") if e.get("class") == "ocrx_word"] == [
        e.text for e in tree.iter("{*}span") if e.get("class") == "ocrx_word"
    ]
    return tree


def check_alto(content: bytes) -> Any:
    """The tree of an ALTO file that is valid by the strict profile of ours, and by the schema itself if it is there."""
    tree = etree.fromstring(content)
    PROFILE.assertValid(tree)
    if (schema := official_schema()) is not None:
        schema.assertValid(tree)
    return tree


def test_the_schema_of_alto_itself_is_there_and_refuses_what_is_not_alto() -> None:
    schema = official_schema()
    if schema is None:
        pytest.skip(f"no {SCHEMA.name}: scripts/setup.sh --tests fetches it where it may")
    document = document_of(line_of("Vi", "beslutar"))
    tree = check_alto(render(document, "alto"))
    next(tree.iter(f"{ALTO}String")).attrib.pop("CONTENT")
    assert not schema.validate(tree)


@pytest.mark.parametrize("furniture", [True, False])
def test_pages_that_are_empty_failed_turned_or_of_text_are_valid(furniture: bool) -> None:
    line = line_of("Sida", "2")
    bare = Block((Line((Word("a"), Word("b\x00c"))),), "header" if furniture else "table")
    pages = (
        Page(1, (), 400, 300, 150),
        Page(2, (), failure="page 2 is damaged"),
        Page(3, (Block((line,), "page-number" if furniture else "margin-note"),), 300, 400, 150, rotation=270),
        Page(4, (bare,), origin="text"),
    )
    alto = check_alto(render(Document("x.pdf", "pdf", pages), "alto"))
    assert len(list(alto.iter(f"{ALTO}Page"))) == 4
    assert [e.get("CONTENT") for e in alto.iter(f"{ALTO}String")] == ["Sida", "2", "a", "b\ufffdc"]


@given(documents())
@settings(max_examples=50)
def test_any_document_is_valid_hocr(document: Document) -> None:
    tree = check_hocr(render(document, "hocr"))
    assert len(tree.xpath("//*[@class='ocr_page']")) == len(document.pages)


@given(documents().filter(lambda document: document.pages))
@settings(max_examples=50)
def test_any_document_is_valid_alto(document: Document) -> None:
    check_alto(render(document, "alto"))


@pytest.mark.slow
@pytest.mark.parametrize("sample", [*TEXTS, *SCANS], ids=lambda path: path.name)
def test_every_sample_is_valid_and_has_all_its_words_in_order(sample: Path) -> None:
    document = cleaned(sample.name)
    expected = [
        word.text
        for page in document.pages
        for furniture in (True, False)
        for block in page.blocks
        if block.is_furniture == furniture
        for line in block.lines
        for word in line.words
        if word.text
    ]
    hocr, alto = check_hocr(render(document, "hocr")), check_alto(render(document, "alto"))
    assert sorted(words_of_hocr(hocr)) == sorted(" ".join(expected).split())
    assert sorted(words_of_alto(alto)) == sorted(" ".join(expected).split())


@pytest.mark.slow
def test_the_validator_of_the_standard_accepts_every_sample(tmp_path: Path) -> None:
    files = []
    for sample in (*TEXTS, *SCANS):
        files.append(tmp_path / f"{sample.name}.hocr")
        files[-1].write_bytes(render(cleaned(sample.name), "hocr"))
    validator = Path(sys.executable).with_name("hocr-spec")
    done = subprocess.run([validator, *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "[ERROR]" not in done.stdout + done.stderr


def words_of_hocr(tree: Any) -> list[str]:
    """The words, parted ones whole; those of the text first, since a word may go on beyond a running head."""
    lines: dict[bool, list[str]] = {False: [], True: []}
    for line in tree.iter("{*}span"):
        if line.get("class") == "ocr_line":
            aside = line.getparent().getparent().get("class") != "ocr_carea"
            lines[aside].append("".join(line.itertext()))
    text = "\n".join(lines[False] + lines[True])
    return text.replace("\u00ad\n", "").split()


def words_of_alto(tree: Any) -> list[str]:
    return [
        each.get("SUBS_CONTENT") or each.get("CONTENT")
        for each in tree.iter(f"{ALTO}String")
        if each.get("SUBS_TYPE") != "HypPart2"
    ]


def document_of(*lines: Line) -> Document:
    return Document('en "fil".png', "image", (Page(1, (Block(lines),), 400, 300, 150),))


def test_a_word_over_a_line_end_is_parted_where_the_print_parts_it() -> None:
    first, second = line_of("Vi", "hand-"), line_of("l3gger", "fram", top=30)
    head = first.words[1].edited("handlägger", EDIT)
    rest = second.words[0].edited("", EDIT)
    document = document_of(Line((first.words[0], head)), Line((rest, second.words[1])))
    hocr = check_hocr(render(document, "hocr"))
    words = {e.text: e for e in hocr.iter("{*}span") if e.get("class") == "ocrx_word"}
    assert list(words) == ["Vi", "hand\u00ad", "lägger", "fram"]
    assert boxes_of(words["hand\u00ad"].get("title")) == [30, 0, 80, 20]
    assert boxes_of(words["lägger"].get("title")) == [0, 30, 60, 50]
    assert (words["lägger"].get("data-raw"), words["hand\u00ad"].get("data-change")) == ("l3gger", "hyphen 0.90")
    alto = check_alto(render(document, "alto"))
    strings = [dict(each.attrib) for each in alto.iter(f"{ALTO}String")]
    assert [(s["CONTENT"], s.get("SUBS_TYPE"), s.get("SUBS_CONTENT")) for s in strings] == [
        ("Vi", None, None),
        ("hand", "HypPart1", "handlägger"),
        ("lägger", "HypPart2", "handlägger"),
        ("fram", None, None),
    ]
    assert [each.get("CONTENT") for each in alto.iter(f"{ALTO}HYP")] == ["-"]
    assert [each.text for each in alto.iter(f"{ALTO}ALTERNATIVE")] == ["hand-", "l3gger"]


def test_a_kept_hyphen_stays_at_the_line_end() -> None:
    first, second = line_of("e-"), line_of("tjanst", top=30)
    document = document_of(Line((first.words[0].edited("e-tjänst", EDIT),)), Line((second.words[0].edited("", EDIT),)))
    assert [e.text for e in check_hocr(render(document, "hocr")).iter("{*}span") if e.text] == ["e-", "tjänst"]
    alto = check_alto(render(document, "alto"))
    assert [each.get("CONTENT") for each in alto.iter(f"{ALTO}String")] == ["e-", "tjänst"]
    assert not list(alto.iter(f"{ALTO}HYP"))


def test_words_made_one_inside_a_line_share_a_box() -> None:
    words = line_of("komm", "un", "och").words
    document = document_of(Line((words[0].edited("kommun", EDIT), words[1].edited("", EDIT), words[2])))
    spans = [e for e in check_hocr(render(document, "hocr")).iter("{*}span") if e.get("class") == "ocrx_word"]
    assert [(e.text, boxes_of(e.get("title"))) for e in spans] == [
        ("kommun", [0, 0, 70, 20]),
        ("och", [80, 0, 110, 20]),
    ]
    assert spans[0].get("data-raw") == "komm un"


def test_a_word_made_two_has_its_box_divided() -> None:
    word = Word("pågrund", Box(0, 0, 80, 20), 0.5).edited("på grund", Edit("split", 0.9, "run together"))
    document = document_of(Line((word,)))
    alto = check_alto(render(document, "alto"))
    assert [(e.get("CONTENT"), e.get("HPOS"), e.get("WIDTH")) for e in alto.iter(f"{ALTO}String")] == [
        ("på", "0", "20"),
        ("grund", "30", "50"),
    ]
    assert [each.text for each in alto.iter(f"{ALTO}ALTERNATIVE")] == ["pågrund"]


def test_a_word_that_goes_on_beyond_a_running_head() -> None:
    head, rest = line_of("kom-"), line_of("munen")
    pages = (
        Page(1, (Block((Line((head.words[0].edited("kommunen", EDIT),)),), "paragraph"),), 400, 300, 150),
        Page(
            2,
            (
                Block((line_of("Årsredovisning", top=5),), "header"),
                Block((Line((rest.words[0].edited("", EDIT),)),), "paragraph", continues=True),
            ),
            400,
            300,
            150,
        ),
    )
    alto = check_alto(render(Document("x.pdf", "pdf", pages), "alto"))
    assert [e.get("CONTENT") for e in alto.iter(f"{ALTO}String")] == ["kom", "Årsredovisning", "munen"]
    assert [e.getparent().getparent().tag for e in alto.iter(f"{ALTO}TextLine")][1] == f"{ALTO}TopMargin"
    hocr = check_hocr(render(Document("x.pdf", "pdf", pages), "hocr"))
    assert [e.get("class") for e in hocr.iter("{*}div")] == [
        "ocr_page",
        "ocr_carea",
        "ocr_page",
        "ocr_header",
        "ocr_carea",
    ]


def test_hostile_text_stays_text() -> None:
    word = Word("<b>\x02&\"'", Box(0, 0, 9, 9)).edited("<script>&amp;", Edit("word", 0.5, "x"))
    document = Document('a"; bbox 9 9 9 9<>.png', "image", (Page(1, (Block((Line((word,)),)),), 400, 300),))
    (span,) = [e for e in check_hocr(render(document, "hocr")).iter("{*}span") if e.get("class") == "ocrx_word"]
    assert (span.text, span.get("data-raw")) == ("<script>&amp;", "<b>\ufffd&\"'")
    (alternative,) = check_alto(render(document, "alto")).iter(f"{ALTO}ALTERNATIVE")
    assert alternative.text == "<b>\ufffd&\"'"


def test_headings_are_headings() -> None:
    blocks = (Block((line_of("Bakgrund"),), "heading", level=2), Block((line_of("Text"),)))
    document = Document("x.png", "image", (Page(1, blocks, 400, 300),))
    hocr = check_hocr(render(document, "hocr"))
    assert [(e.get("data-kind"), e.get("data-level")) for e in hocr.iter("{*}p")] == [
        ("heading", "2"),
        ("paragraph", None),
    ]
    tags = [dict(e.attrib) for e in check_alto(render(document, "alto")).iter(f"{ALTO}StructureTag")]
    assert tags[0] == {"ID": "heading_2", "LABEL": "heading", "DESCRIPTION": "level 2"}
