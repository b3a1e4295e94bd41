"""TEI, DOCX and tables of changes: what is written for people who go on working with the text."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from lxml import etree
from output_documents import documents, line_of
from test_cli import failure, in_process

from ocr_fix.document import Block, Box, Change, Document, Edit, Line, Metadata, Page, Word
from ocr_fix.errors import OptionError
from ocr_fix.output import FORMATS, Format, changes_as_csv, render

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_TEXT = {"choice", "unclear", "pb", "lb", "note"}
# What may stand in each element of the text, of what is written here; TEI has far more.
CHILDREN = {
    "body": {"div", "p", "list", "table", "fw", "note", "ab", "pb"},
    "div": {"div", "head", "p", "list", "table", "fw", "note", "ab", "pb"},
    "list": {"item", "pb", "note"},
    "table": {"row", "pb", "note"},
    "row": {"cell"},
    "choice": {"sic", "corr"},
    **dict.fromkeys("p head item cell fw note ab".split(), _TEXT),
    **{name: set() for name in "pb lb sic corr unclear".split()},
}
EDIT = Edit("word", 0.97, "a test")
DOUBTFUL = Word("kanske").edited("kanske", Edit("doubtful", 0.6, "rivals"))


def check_tei(content: bytes) -> Any:
    """The tree of a TEI file that has its parts, and nothing where it may not stand."""
    tree = etree.fromstring(content)
    assert [each.tag.rpartition("}")[2] for each in tree] == ["teiHeader", "text"]
    assert [each.tag.rpartition("}")[2] for each in tree.find(f"{{{NAMESPACE}}}teiHeader/{{*}}fileDesc")] == [
        "titleStmt",
        "publicationStmt",
        "sourceDesc",
    ]
    (body,) = tree.iter(f"{{{NAMESPACE}}}body")
    for element in body.iter():
        name = etree.QName(element).localname
        children = [etree.QName(each).localname for each in element]
        assert set(children) <= CHILDREN[name], f"{children} in {name}"
        if name in {"body", "div", "list", "table", "row", "choice"}:
            assert not (element.text or "").strip()
            assert not any((each.tail or "").strip() for each in element)
        if name in {"body", "div"}:
            divided = children.index("div") if "div" in children else len(children)
            assert not {"p", "list", "table", "ab", "head"} & set(children[divided:])
            assert "head" not in children or set(children[: children.index("head")]) <= {"pb", "note", "fw"}
        if name == "body":
            assert set(children) - {"pb", "fw", "note"}
        if name in {"list", "table"}:
            assert {"item", "row"} & set(children)
    return tree


def document_of(*blocks: Block, **more: Any) -> Document:
    return Document("x.png", "image", (Page(1, blocks, 400, 300),), **more)


BLOCKS = (
    Block((line_of("Rubrik"),), "heading", level=1, language="sv"),
    Block((Line((Word("6verskott").edited("överskott", EDIT), DOUBTFUL)),)),
    Block((line_of("–", "ett"),), "list-item"),
    Block((line_of("–", "två"),), "list-item"),
    Block((Line(line_of("År", "Barn").words, (1,)), Line(line_of("2023", "204").words, (1,))), "table", language="sv"),
    Block((line_of("Underrubrik"),), "heading", level=2),
    Block((line_of("Byrådet", "møder"),), language="da"),
    Block((line_of("Eva", "Ek"), line_of("ordförande")), "signature"),
    Block((line_of("§", "4"),), "margin-note"),
    Block((line_of("7"),), "page-number"),
)  # fmt: skip


def test_tei_has_divisions_lists_tables_changes_and_pages() -> None:
    text = etree.tostring(check_tei(render(document_of(*BLOCKS), "tei")).find("{*}text")).decode()
    text = text.replace(f' xmlns="{NAMESPACE}"', "")
    assert text == etree.tostring(etree.fromstring(
        '<text xml:lang="sv"><body><div><pb n="1"/><head>Rubrik</head>'
        '<p><choice><sic>6verskott</sic><corr resp="#ocr_fix" type="word" cert="high">överskott</corr></choice> '
        "<unclear>kanske</unclear></p>"
        "<list><item>– ett</item><item>– två</item></list>"
        "<table><row><cell>År</cell><cell>Barn</cell></row><row><cell>2023</cell><cell>204</cell></row></table>"
        '<div><head>Underrubrik</head><p xml:lang="da">Byrådet møder</p>'
        '<ab type="signature">Eva Ek <lb/>ordförande</ab><note place="margin">§ 4</note><fw type="pageNum">7</fw>'
        "</div></div></body></text>"
    )).decode()  # fmt: skip


def test_tei_begins_pages_inside_what_goes_on_and_tells_what_is_missing() -> None:
    first, second = line_of("Vi", "hand-"), line_of("lägger", "fram")
    head, rest = first.words[1].edited("handlägger", EDIT), second.words[0].edited("", EDIT)
    pages = (
        Page(1, (Block((Line((first.words[0], head)),)),)),
        Page(2, (Block((Line((rest, second.words[1])),), continues=True),)),
        Page(3, failure="page 3 is damaged"),
    )
    document = Document("x.pdf", "pdf", pages, Metadata("Årsredovisning", None, "KS 2024/12"))
    tree = check_tei(render(document, "tei"))
    (paragraph,) = tree.findall(".//{*}body/{*}p")
    assert [each.text for each in paragraph.iter("{*}corr")] == ["handlägger"]
    assert "".join(paragraph.itertext()) == "Vi hand-handlägger fram"
    assert [each.get("n") for each in tree.iter("{*}pb")] == ["1", "2", "3"]
    assert [each.text for each in tree.iter("{*}note")] == ["page 3 is damaged"]
    assert "KS 2024/12" in tree.findtext(".//{*}sourceDesc/{*}p")
    assert tree.findtext(".//{*}titleStmt/{*}title") == "Årsredovisning"


@given(documents().filter(lambda document: document.pages))
@settings(max_examples=25)
def test_any_document_is_tei_with_all_its_words(document: Document) -> None:
    tree = check_tei(render(document, "tei"))
    etree.strip_elements(tree, "{*}sic", with_tail=False)
    (body,) = tree.iter(f"{{{NAMESPACE}}}body")
    notes = "".join(each.text for each in body.iter("{*}note") if each.get("type") == "reading")
    told = sorted("".join(body.itertext()).replace(" ", ""))
    words = [w.text for page in document.pages for b in page.blocks for line in b.lines for w in line.words]
    assert told == sorted(("".join(words) + notes).replace(" ", ""))


def test_docx_has_headings_lists_tables_and_the_language() -> None:
    document = replace(document_of(*BLOCKS, furniture="keep"), metadata=Metadata("Årsredovisning", None, None))
    content = render(document, "docx")
    assert content == render(document, "docx"), "the same input gives the same bytes"
    file = docx.Document(io.BytesIO(content))
    assert [(each.style.name, each.text) for each in file.paragraphs if each.style is not None] == [
        ("Heading 1", "Rubrik"),
        ("Normal", "överskott kanske"),
        ("List Bullet", "ett"),
        ("List Bullet", "två"),
        ("Heading 2", "Underrubrik"),
        ("Normal", "Byrådet møder"),
        ("Normal", "Eva Ek\nordförande"),
        ("Quote", "§ 4"),
        ("Normal", "7"),
    ]
    assert [[cell.text for cell in row.cells] for row in file.tables[0].rows] == [["År", "Barn"], ["2023", "204"]]
    assert file.core_properties.title == "Årsredovisning"
    assert b"sv-SE" in etree.tostring(file.styles.element)
    assert "7" not in [each.text for each in docx.Document(io.BytesIO(render(document_of(*BLOCKS), "docx"))).paragraphs]


@given(documents())
@settings(max_examples=8)
def test_any_document_is_docx_with_all_its_words(document: Document) -> None:
    file = docx.Document(io.BytesIO(render(replace(document, furniture="keep"), "docx")))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    found = sorted(" ".join([*(each.text for each in file.paragraphs), *cells]).split())
    words = [w.text for page in document.pages for b in page.blocks for line in b.lines for w in line.words]
    bullets = "-–—•*·○▪■●◦‣"
    assert [each for each in found if each not in bullets] == sorted(
        each for each in " ".join(words).split() if each not in bullets
    )


def test_docx_says_what_to_install_where_its_library_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in.txt").write_text("Kommunstyrelsen beslutar.\n", encoding="utf-8")
    assert in_process(tmp_path / "in.txt", "-o", tmp_path / "ut.docx").returncode == 0
    assert docx.Document(str(tmp_path / "ut.docx")).paragraphs[0].text == "Kommunstyrelsen beslutar."
    monkeypatch.setattr("ocr_fix.output.formats.find_spec", lambda name: None)
    assert "pip install 'ocr-fix[docx]'" in failure(tmp_path / "in.txt", "-o", tmp_path / "nej.docx", code=2)
    assert b"pip install 'ocr-fix[docx]'" in in_process(tmp_path / "in.txt", "--format", "docx").stderr
    with pytest.raises(OptionError, match="needs a library that is not installed"):
        FORMATS["docx"].write(document_of())
    assert isinstance(FORMATS["docx"], Format), "it is there to be asked for"


def test_changes_become_a_table_where_their_file_ends_so(tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text("Namnden beslutar.\n", encoding="utf-8")
    assert in_process(tmp_path / "in.txt", "-o", tmp_path / "ut.txt", "--changes", tmp_path / "x.csv").returncode == 0
    content = (tmp_path / "x.csv").read_bytes()
    assert content.startswith(
        b"\xef\xbb\xbfpage,line,left,top,right,bottom,before,after,kind,confidence,reason,start\n"
    )
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert (row["before"], row["after"], row["left"], row["page"]) == ("Namnden", "Nämnden", "", "1")


def test_a_table_of_changes_has_boxes_and_no_formulas() -> None:
    change = Change(2, 3, Box(1, 2, 3, 4), '=HYPERLINK("x")', "a, b", "word", 0.5, "@x", 7)
    (row,) = csv.DictReader(io.StringIO(changes_as_csv([change]).removeprefix("\ufeff")))
    assert [row[name] for name in ("left", "top", "right", "bottom")] == ["1", "2", "3", "4"]
    assert (row["before"], row["after"], row["reason"]) == ('\'=HYPERLINK("x")', "a, b", "'@x")
