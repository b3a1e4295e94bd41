"""PAGE XML in and out: valid, in its order, with names, places and styles of a file that is written again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree
from output_documents import cleaned, documents, line_of
from test_cli import failure, in_process
from test_source_ocr_files import pages_of, sourced, words_of
from xml_schemas import PAGE_SCHEMA, page_schema

import ocr_fix
from ocr_fix.document import Block, Box, Document, Edit, Line, Page, Word
from ocr_fix.errors import OptionError
from ocr_fix.original import OriginalFile
from ocr_fix.output import FORMATS, render

SAMPLE = Path(__file__).parent / "corpus" / "sida.page.xml"
CONTENT = SAMPLE.read_text(encoding="utf-8")
NAMESPACE = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"
REGION = """<TextRegion id="{id}" {more}><Coords points="{left},{top} {right},{top} {right},{bottom}"/>
<TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextRegion>"""
TABLE = [
    (left, 1 + 30 * row, text)
    for left, column in ((1, "År 2022 2023 2024"), (200, "Barn 198 204 221"))
    for row, text in enumerate(column.split())
]
EDIT = Edit("word", 0.9, "a test")


def check(content: bytes) -> Any:
    """The tree of a PAGE file that is valid by the schema, if it is there, and whose names are its own."""
    tree = etree.fromstring(content)
    names = [each.get("id") for each in tree.iter() if each.get("id")]
    assert len(names) == len(set(names))
    assert {each.get("regionRef") for each in tree.iter("{*}RegionRefIndexed")} <= set(names)
    if (schema := page_schema()) is not None:
        schema.assertValid(tree)
    return tree


def by_id(tree: Any, name: str) -> Any:
    (found,) = tree.xpath("//*[@id=$name]", name=name)
    return found


def texts(element: Any) -> list[tuple[str | None, str]]:
    """The texts of an element, each with its index."""
    return [(each.get("index"), each.findtext("{*}Unicode")) for each in element.iterchildren("{*}TextEquiv")]


def written(content: str) -> tuple[Document, Any]:
    """The document of a file, and the file that is written of it."""
    data = content.encode()
    cleaner = ocr_fix.Cleaner()
    document = cleaner.clean(data)
    return document, etree.fromstring(render(document, "page", OriginalFile(data, cleaner.options)))


def page_with(*regions: str, order: str = "") -> str:
    head, body = CONTENT[: CONTENT.index("<ReadingOrder>")], "".join(regions)
    return f"{head}{order}{body}</Page></PcGts>"


def test_the_schema_of_page_itself_is_there_and_refuses_what_is_not_page() -> None:
    schema = page_schema()
    if schema is None:
        pytest.skip(f"no {PAGE_SCHEMA.name}: scripts/setup.sh --tests fetches it where it may")
    tree = check(CONTENT.encode())
    by_id(tree, "o1").attrib.pop("id")
    assert not schema.validate(tree)


def test_words_lines_and_regions_are_read_with_places_and_confidences() -> None:
    (page,) = pages_of(CONTENT)
    assert (page.width, page.height, page.dpi, page.note) == (900, 900, 300, None)
    assert words_of(page) == [
        Word("Namnden", Box(1, 1, 90, 30), 0.8),
        Word("beslu", Box(100, 1, 190, 30), 0.6),
        Word("tade", Box(200, 1, 260, 30)),
        Word("hand-", Box(500, 1, 600, 30)),
        *(Word(text, Box(left, 40, right, 70)) for text, left, right in [
            ("lagt", 1, 169), ("arendet", 211, 506), ("i", 548, 590), ("gar.", 632, 800),
        ]),
        Word("Byraadet", Box(1, 300, 458, 350)),
        Word("moder", Box(515, 300, 800, 350)),
        Word("i", Box(1, 350, 115, 400)),
        Word("aften", Box(229, 350, 800, 400)),
    ]  # fmt: skip
    assert [word.source and word.source.element for word in sourced(page)] == [0, 1, 2, 3, 4, 4, 4, 4, 5, 5, 5, 5]
    assert {word.source.language for word in sourced(page) if word.source} == {None, "da"}


def test_a_file_written_again_keeps_names_places_and_styles() -> None:
    document, tree = written(CONTENT)
    assert document.kind == "page"
    assert document.text == "Nämnden beslutade handlagt ärendet i går.\n\nByraadet moder i aften\n"
    check(etree.tostring(tree))
    before, after = ({each.get("id") for each in root.iter()} for root in (etree.fromstring(CONTENT.encode()), tree))
    assert before - after == {"o3", "g1"}, "the word that was taken in, and the signs of one that is another"
    first = by_id(tree, "o1")
    assert texts(first) == [("0", "Nämnden"), ("1", "Namnden")]
    assert first.find("{*}TextStyle").get("bold") == "true"
    assert [each.get("conf") for each in first.iterchildren("{*}TextEquiv")][1] == "0.8"
    joined = by_id(tree, "o2")
    assert sorted(texts(joined)) == [("0", "beslutade"), ("1", "beslu tade"), ("2", "besIu")]
    assert joined.find("{*}Coords").get("points") == "100,1 260,1 260,30 100,30"
    assert texts(by_id(tree, "rad1")) == [(None, "Nämnden beslutade hand-")]
    assert texts(by_id(tree, "rad2")) == [("0", "lagt ärendet i går."), ("1", "lagt arendet i gar.")]
    assert texts(by_id(tree, "stycke")) == [(None, "Nämnden beslutade hand-\nlagt ärendet i går.")]
    assert texts(by_id(tree, "andra")) == [(None, "Byraadet moder\ni aften")]
    assert by_id(tree, "rad2").get("custom") == "textStyle {offset:5; length:7;bold:true;}"


def test_a_word_that_is_two_becomes_two() -> None:
    region = """<TextRegion id="r"><Coords points="1,1 800,30"/><TextLine id="l"><Coords points="1,1 800,30"/>
    <Word id="a"><Coords points="1,1 90,30"/><TextEquiv><Unicode>Avgörs</Unicode></TextEquiv></Word>
    <Word id="b"><Coords points="100,1 240,1 240,30"/><TextEquiv conf="0.5">
    <Unicode>enligtförslag</Unicode></TextEquiv></Word>
    <TextEquiv><Unicode>Avgörs enligtförslag</Unicode></TextEquiv></TextLine></TextRegion>"""
    document, tree = written(page_with(region))
    assert document.text == "Avgörs enligt förslag\n"
    assert texts(by_id(tree, "b")) == [("0", "enligt"), ("1", "enligtförslag")]
    assert texts(by_id(tree, "b_2")) == [("0", "förslag")]
    assert by_id(tree, "b_2").find("{*}Coords").get("points") == "170,1 240,1 240,30 170,30"
    assert texts(by_id(tree, "l")) == [(None, "Avgörs enligt förslag")]
    assert by_id(tree, "r").get("primaryLanguage") == "Swedish"
    check(etree.tostring(tree))


def test_what_is_said_of_a_stretch_of_a_line_moves_with_it() -> None:
    region = REGION.format(
        id="r", more="", left=1, top=1, right=800, bottom=30, text="Nämnden beslu tade om glass till barnen."
    )
    line = region.replace("<TextEquiv>", "@", 1)
    line = line.replace(
        "@", '<TextLine id="l" custom="tag {offset:22; length:5;}"><Coords points="1,1 800,30"/><TextEquiv>'
    )
    line = line.replace("</TextRegion>", "</TextLine></TextRegion>")
    document, tree = written(page_with(line))
    assert document.text == "Nämnden beslutade om glass till barnen.\n"
    assert by_id(tree, "l").get("custom") == "tag {offset:21; length:5;}"


def test_versions_that_have_one_text_tell_what_was_read_as_a_comment() -> None:
    _, tree = written(CONTENT.replace("2019-07-15", "2013-07-15"))
    first = by_id(tree, "o1")
    assert texts(first) == [(None, "Nämnden")]
    assert first.get("comments").startswith("as read: Namnden; word: ")


def test_regions_come_in_the_order_that_the_file_states() -> None:
    above = REGION.format(id="a", more="", left=1, top=1, right=800, bottom=30, text="Först på sidan.")
    below = REGION.format(id="b", more="", left=1, top=300, right=800, bottom=330, text="Sist på sidan")
    order = """<ReadingOrder><OrderedGroup id="o"><OrderedGroupIndexed id="p" index="1"><RegionRefIndexed index="0"
    regionRef="a"/></OrderedGroupIndexed><RegionRefIndexed index="0" regionRef="b"/></OrderedGroup></ReadingOrder>"""
    expected = "Sist på sidan\n\nFörst på sidan.\n"
    assert ocr_fix.clean(page_with(above, below).encode()).text == "Först på sidan.\n\nSist på sidan\n"
    assert ocr_fix.clean(page_with(above, below, order=order).encode()).text == expected
    marked = [
        region.replace("<TextRegion ", f'<TextRegion custom="readingOrder {{index:{place};}}" ')
        for region, place in ((above, 1), (below, 0))
    ]
    assert ocr_fix.clean(page_with(*marked).encode()).text == expected
    last = order.replace('regionRef="b"', 'regionRef="ingen"')
    assert ocr_fix.clean(page_with(below, above, order=last).encode()).text == "Först på sidan.\n\nSist på sidan\n"


def test_an_order_of_lines_is_one_of_their_regions() -> None:
    """As htrflow writes it."""
    regions = "".join(
        f"""<TextRegion id="{name}"><Coords points="1,{top} 800,{top} 800,{top + 30}"/><TextLine id="{name}_line">
        <Coords points="1,{top} 800,{top} 800,{top + 30}"/><TextEquiv conf="0.9"><Unicode>{text}</Unicode></TextEquiv>
        </TextLine></TextRegion>"""
        for name, top, text in (("a", 1, "Först på sidan."), ("b", 300, "Sist på sidan."))
    )
    groups = "".join(
        f"""<OrderedGroupIndexed id="ro_{name}" index="{index}"><RegionRefIndexed regionRef="{name}_line" index="0"/>
        </OrderedGroupIndexed>"""
        for index, name in enumerate("ba")
    )
    order = f'<ReadingOrder><OrderedGroup id="ro">{groups}</OrderedGroup></ReadingOrder>'
    assert ocr_fix.clean(page_with(regions, order=order).encode()).text == "Sist på sidan.\n\nFörst på sidan.\n"


def test_rows_of_a_table_are_told_by_where_its_cells_stand() -> None:
    cells = "".join(
        REGION.format(id=text, more="", left=left, top=top, right=left + 10 * len(text), bottom=top + 20, text=text)
        for left, top, text in TABLE
    )
    table = f'<TableRegion id="t"><Coords points="1,1 800,60"/>{cells}</TableRegion>'
    order = (
        '<ReadingOrder><OrderedGroup id="o"><RegionRefIndexed index="0" regionRef="t"/></OrderedGroup></ReadingOrder>'
    )
    text = ocr_fix.clean(page_with(table, order=order).encode()).text
    assert text.split() == "År Barn 2022 198 2023 204 2024 221".split()


def test_a_table_is_written_as_one_and_read_again() -> None:
    rows = [("Ort", "Invånare", "Areal"), ("Åmål", "9100", "72"), ("Säffle", "8900", "81"), ("Grums", "5000", "55")]
    lines = [
        Line(tuple(Word(text, Box(left, top, left + 14 * len(text), top + 24)) for left, text in row), (1, 2))
        for top, row in zip(range(100, 300, 44), [zip((100, 450, 800), row, strict=True) for row in rows], strict=False)
    ]
    document = Document("tabell.png", "image", (Page(1, (Block(tuple(lines), "table"),), 1400, 900, 150),))
    content = render(document, "page")
    (table,) = check(content).iter("{*}TableRegion")
    assert (table.get("rows"), table.get("columns")) == ("4", "3")
    roles = [(each.get("rowIndex"), each.get("columnIndex")) for each in table.iter("{*}TableCellRole")]
    assert roles == [(row, column) for row in "0123" for column in "012"]
    assert ocr_fix.clean(content, correct=False).text == document.text
    # Without places, rows stay lines.
    bare = render(ocr_fix.clean(document.text.encode(), correct=False), "page")
    assert b"TableRegion" not in bare
    assert ocr_fix.clean(bare, correct=False).text.split() == document.text.split()


def test_lines_that_were_edited_beside_their_words_are_taken_and_it_is_said(tmp_path: Path) -> None:
    content = CONTENT.replace(
        "<Unicode>Namnden beslu tade hand-</Unicode>", "<Unicode>Styrelsen beslu tade hand-</Unicode>"
    )
    (tmp_path / "sida.xml").write_text(content, encoding="utf-8")
    done = in_process(tmp_path / "sida.xml")
    assert done.stdout.decode().startswith("Styrelsen beslutade handlagt")
    assert b"1 line says otherwise than its words; the line was taken" in done.stderr


def test_points_of_old_versions_are_read_and_bad_ones_are_none() -> None:
    old = CONTENT.replace(
        '<Coords points="1,1 90,2 90,30 1,30"/>', '<Coords><Point x="1" y="1"/><Point x="90" y="30"/></Coords>'
    )
    assert words_of(pages_of(old)[0])[0].box == Box(1, 1, 90, 30)
    for bad in ("1,1 90", "", "a,b c,d", "nan,1 90,30", "5,5 5,5"):
        content = CONTENT.replace("1,1 90,2 90,30 1,30", bad)
        assert words_of(pages_of(content)[0])[0].box is None


def test_what_is_written_anew_tells_changes_kinds_languages_and_what_is_missing() -> None:
    changed = Word("6verskott", Box(0, 0, 40, 20), 0.7).edited("överskott", EDIT)
    blocks = (
        Block((Line((changed, Word("2", Box(50, 0, 60, 20), 0.9))),), "list-item", language="sv"),
        Block((line_of("Rubrik", top=40),), "heading", level=2, language="none"),
        Block((line_of("12", top=80),), "page-number", language="da"),
    )
    document = Document("x.png", "image", (Page(1, blocks, 400, 300, 150, failure="is cut off", note="is faint"),))
    tree = check(render(document, "page"))
    assert tree.findtext("{*}Metadata/{*}Comments") == "is cut off; is faint"
    regions = [*tree.iter("{*}TextRegion")]
    assert [(each.get("type"), each.get("primaryLanguage")) for each in regions] == [
        ("other", "Swedish"),
        ("heading", "other"),
        ("page-number", "Danish"),
    ]
    assert regions[1].get("custom") == "readingOrder {index:1;} structure {type:heading; level:2; language:none;}"
    word = next(tree.iter("{*}Word"))
    assert texts(word) == [("0", "överskott"), ("1", "6verskott")]
    first, second = word.iterchildren("{*}TextEquiv")
    assert (first.get("conf"), first.get("comments"), second.get("conf")) == ("0.9", "word: a test", "0.7")


def test_a_word_over_a_line_end_is_parted_as_it_was_read() -> None:
    first, second = line_of("Vi", "hand-"), line_of("l3gger", top=30)
    head, rest = first.words[1].edited("handlägger", EDIT), second.words[0].edited("", EDIT)
    document = Document("x.png", "image", (Page(1, (Block((Line((first.words[0], head)), Line((rest,)))),), 400, 300),))
    tree = check(render(document, "page"))
    assert [texts(each)[0][1] for each in tree.iter("{*}TextLine")] == ["Vi hand-", "lägger"]


@given(documents().filter(lambda document: document.pages))
@settings(max_examples=40)
def test_any_document_is_valid_and_has_all_its_words(document: Document) -> None:
    files = FORMATS["page"].write_pages(document) or {document.pages[0].number: render(document, "page")}
    assert [*files] == [page.number for page in document.pages]
    found = []
    for content in files.values():
        tree = check(content)
        found += [text for line in tree.iter("{*}TextLine") for _, text in texts(line)]
        (page,) = pages_of(content)
        assert len(words_of(page)) <= len([*tree.iter("{*}Word")])
    expected = "".join(
        word.text for page in document.pages for block in page.blocks for line in block.lines for word in line.words
    )
    told = "".join(found).replace(" ", "").replace("\u00ad", "")
    assert sum(map(str.isalpha, told)) == sum(map(str.isalpha, expected.replace("\u00ad", "")))


@pytest.mark.slow
def test_what_we_write_is_read_again_with_the_same_words() -> None:
    document = cleaned("kallelse.png")
    content = render(document, "page")
    check(content)
    again = ocr_fix.clean(content)
    assert set(again.text.split()) == set(document.text.split())


def test_a_document_of_several_pages_becomes_a_file_for_each(tmp_path: Path) -> None:
    pages = tuple(Page(number, (Block((line_of(f"sida{number}"),)),), 400, 300) for number in (1, 2))
    document = Document("x.pdf", "pdf", pages)
    with pytest.raises(OptionError, match="has 2 pages, and a file of the format page holds one"):
        render(document, "page")
    source = tmp_path / "in.txt"
    source.write_text("Första sidan.\fAndra sidan.\n", encoding="utf-8")
    assert "holds one" in failure(source, "--format", "page", code=2)
    done = in_process(source, "--format", "text,page", "-o", tmp_path / "ut.txt")
    assert (done.returncode, done.stderr) == (0, b"")
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"in.txt", "ut.txt", "ut.0001.page.xml", "ut.0002.page.xml"}
    assert "Andra" in (tmp_path / "ut.0002.page.xml").read_text(encoding="utf-8")
    assert in_process(source, "--pages", "2", "-o", tmp_path / "sida.page.xml").returncode == 0
    assert "Andra" in (tmp_path / "sida.page.xml").read_text(encoding="utf-8")
    (tmp_path / "från").mkdir()
    source.rename(tmp_path / "från" / "in.txt")
    done = in_process("batch", "--jobs", "1", tmp_path / "från", tmp_path / "till", "--format", "page")
    assert done.returncode == 0, done.stderr
    found = {path.name for path in (tmp_path / "till").glob("*.xml")}
    assert found == {"in.0001.page.xml", "in.0002.page.xml"}
