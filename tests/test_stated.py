"""What hOCR and ALTO files say of their words: raised marks, languages, names and styles are held to and kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from test_cli import in_process

import ocr_fix
from ocr_fix.document import Document
from ocr_fix.document.language_codes import code_of
from ocr_fix.original import OriginalFile
from ocr_fix.output import render

HOCR = """<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><meta name="ocr-system" content="an engine"/></head><body>
<div class="ocr_page" id="sida" title="bbox 0 0 900 900"><p class="ocr_par" id="stycke" title="bbox 1 1 800 200">
<span class="ocr_line" id="rad1" title="bbox 1 1 800 30">
<span class="ocrx_word" id="o1" title="bbox 1 1 90 30">Namnden</span>
<span class="ocrx_word" id="o2" title="bbox 100 1 190 30"><em>beslu</em></span> <span class="ocrx_word" id="o3"
title="bbox 200 1 260 30">tade</span> <span class="ocrx_word" id="o4"
title="bbox 300 1 400 30"><strong>fran</strong><sup>l</sup></span>
<span class="ocrx_word" id="o5" title="bbox 500 1 600 30">hand-</span></span>
<span class="ocr_line" id="rad2" title="bbox 1 40 800 70">
<span class="ocrx_word" id="o6" title="bbox 1 40 90 70">lagt</span>
<span class="ocrx_word" id="o7" title="bbox 100 40 190 70">arendet.</span></span></p>
<p class="ocr_par" id="andra" lang="{language}" title="bbox 1 300 800 400">
<span class="ocr_line" title="bbox 1 300 800 330">
<span class="ocrx_word" id="o8" title="bbox 1 300 90 330">Byraadet</span>
<span class="ocrx_word" id="o9" title="bbox 100 300 190 330">moder</span></span></p></div>
<div class="ocr_page" id="baksida" title="bbox 0 0 900 900">
<span class="ocr_line" title="bbox 1 1 800 30">Nasta</span></div>
</body></html>"""
ALTO = """<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Description><MeasurementUnit>mm10</MeasurementUnit>
</Description><Styles><TextStyle ID="T1" FONTSIZE="9"/>
<TextStyle ID="T2" FONTSIZE="6" FONTSTYLE="superscript"/></Styles>
<Layout><Page ID="P" WIDTH="2100" HEIGHT="2970" PHYSICAL_IMG_NR="1"><PrintSpace ID="Y">
<TextBlock ID="B" STYLEREFS="T1"><TextLine ID="L">
<String ID="S1" STYLEREFS="T1" CONTENT="Namnden" HPOS="100" VPOS="100" WIDTH="150" HEIGHT="40" WC="0.8"/><SP/>
<String ID="S2" CONTENT="beslu" HPOS="260" VPOS="100" WIDTH="60" HEIGHT="40"/><SP/>
<String ID="S3" CONTENT="tade" HPOS="330" VPOS="90" WIDTH="60" HEIGHT="40"/><SP/>
<String ID="S4" STYLE="bold" CONTENT="fran" HPOS="400" VPOS="100" WIDTH="60" HEIGHT="40"/>
<String ID="S5" STYLEREFS="T2" CONTENT="l" HPOS="460" VPOS="100" WIDTH="6" HEIGHT="20"/><SP/>
<String ID="S6" CONTENT="hand" HPOS="500" VPOS="100" WIDTH="60" HEIGHT="40"/><HYP CONTENT="-"/></TextLine>
<TextLine ID="M"><String ID="S7" CONTENT="lagt" HPOS="100" VPOS="150" WIDTH="150" HEIGHT="40"/><SP/>
<String ID="S8" CONTENT="arendet." HPOS="260" VPOS="150" WIDTH="60" HEIGHT="40"/></TextLine></TextBlock>
<TextBlock ID="C" LANG="{language}"><TextLine ID="N"><String ID="S9" CONTENT="Byraadet"/><SP/>
<String ID="S10" CONTENT="moder"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>"""


def cleaned(content: str, language: str = "auto") -> tuple[Document, etree._Element]:
    """The document of a file, and the file that is written of it."""
    data = content.encode()
    cleaner = ocr_fix.Cleaner(language_of_text=language)
    document = cleaner.clean(data)
    return document, etree.fromstring(render(document, document.kind, OriginalFile(data, cleaner.options)))


def by_id(tree: etree._Element, name: str) -> etree._Element:
    (found,) = tree.xpath("//*[@id=$name or @ID=$name]", name=name)
    return found


def test_words_are_corrected_without_the_number_of_a_note() -> None:
    document, tree = cleaned(HOCR.format(language="da"))
    assert document.text.startswith("Nämnden beslutade frånl handlagt ärendet")
    assert ocr_fix.revert(document.text, document.changes).startswith("Namnden beslu tade franl hand-")
    raised = by_id(tree, "o4")
    assert [(each.tag.rpartition("}")[2], each.text) for each in raised] == [("strong", "från"), ("sup", "l")]


def test_hocr_keeps_its_names_marks_and_boxes() -> None:
    _, tree = cleaned(HOCR.format(language="da"))
    names = {each.get("id") for each in tree.iter() if each.get("id")}
    assert names == {"sida", "stycke", "rad1", "rad2", "andra", "baksida", *(f"o{n}" for n in (1, 2, 4, 5, 6, 7, 8, 9))}
    joined = by_id(tree, "o2")
    assert (joined[0].text, joined.get("title"), joined.get("data-raw")) == (
        "beslutade",
        "bbox 100 1 260 30",
        "beslu tade",
    )
    assert "".join(by_id(tree, "o5").itertext()) == "hand\u00ad"
    assert by_id(tree, "andra").get("lang") == "da"


def test_alto_keeps_its_names_styles_and_units() -> None:
    document, tree = cleaned(ALTO.format(language="da"))
    assert document.text.startswith("Nämnden beslutade från l handlagt ärendet")
    namespace = "{http://www.loc.gov/standards/alto/ns-v3#}"
    assert [each.get("ID") for each in tree.iter(f"{namespace}TextStyle")] == ["T1", "T2"]
    assert dict(by_id(tree, "S1").attrib) == {
        "ID": "S1", "STYLEREFS": "T1", "CONTENT": "Nämnden", "HPOS": "100", "VPOS": "100", "WIDTH": "150",
        "HEIGHT": "40", "WC": "0.8",
    }  # fmt: skip
    joined = by_id(tree, "S2")
    assert [joined.get(name) for name in ("CONTENT", "HPOS", "VPOS", "WIDTH", "HEIGHT")] == [
        "beslutade",
        "260",
        "90",
        "130",
        "50",
    ]
    assert not tree.xpath("//*[@ID='S3']")
    assert len([*tree.iter(f"{namespace}SP")]) == 5
    assert [by_id(tree, name).get("SUBS_CONTENT") for name in ("S6", "S7")] == ["handlagt", "handlagt"]
    assert len([*tree.iter(f"{namespace}HYP")]) == 1
    assert by_id(tree, "S5").get("CONTENT") == "l"


@pytest.mark.parametrize("content", [HOCR, ALTO], ids=["hocr", "alto"])
def test_what_is_said_to_be_in_another_language_stays(content: str) -> None:
    document, _ = cleaned(content.format(language="da-DK"))
    assert "Byraadet moder" in document.text
    assert [block.language for block in document.pages[0].blocks] == ["sv", "da"]
    # Engines that nobody told anything say English, and of black letter its model.
    for tag in ("sv", "eng", "frk"):
        assert cleaned(content.format(language=tag))[0].pages[0].blocks[-1].language != "da"
    assert cleaned(content.format(language="da"), "sv")[0].pages[0].blocks[-1].language == "sv"


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("sv", "sv"),
        ("swe", "sv"),
        ("da-DK", "da"),
        ("nno", "nn"),
        ("NO", "nb"),
        ("ger", "de"),
        ("zxx", "none"),
        ("ja", "und"),
        ("frk", None),
        ("Fraktur", None),
        ("swe_frak", None),
        ("swe+eng", None),
        ("", None),
    ],
)
def test_languages_as_files_name_them(tag: str, code: str | None) -> None:
    assert code_of(tag) == code


def test_pages_that_were_not_asked_for_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "in.hocr").write_text(HOCR.format(language="da"))
    done = in_process(tmp_path / "in.hocr", "--pages", "2", "-o", tmp_path / "ut.hocr")
    assert (done.returncode, done.stderr) == (0, b"")
    tree = etree.parse(tmp_path / "ut.hocr")
    assert [each.get("id") for each in tree.iter() if each.get("class") == "ocr_page"] == ["baksida"]


def test_html_that_is_no_xml_stays_html() -> None:
    data = (
        HOCR.format(language="da").partition("?>")[2].replace("</p>", "").replace("arendet.", "arendet.&nbsp;").encode()
    )
    document = ocr_fix.clean(data)
    written = render(document, "hocr", OriginalFile(data))
    assert b"<?xml" not in written
    assert "ärendet" in written.decode()
    assert ocr_fix.clean(written).text == document.text


def test_another_file_than_the_one_that_was_read_is_not_taken() -> None:
    document = ocr_fix.clean(HOCR.format(language="da").encode())
    other = OriginalFile(b'<div class="ocr_page"><span class="ocr_line">ett</span></div>')
    assert render(document, "hocr", other) == render(document, "hocr")


def test_what_a_file_says_comes_back_from_json() -> None:
    document = ocr_fix.clean(ALTO.format(language="da").encode())
    again = Document.from_dict(document.to_dict())
    for page, same in zip(document.pages, again.pages, strict=True):
        told = [[word.source for line in block.lines for word in line.words] for block in page.blocks]
        assert told == [[word.source for line in block.lines for word in line.words] for block in same.blocks]
        assert any(told)
        assert all(source is not None for block in told for source in block)


RUN_TOGETHER = """<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#" xmlns:x="urn:x"><Description>
<MeasurementUnit>inch1200</MeasurementUnit></Description><Layout><Page ID="P" WIDTH="9000" HEIGHT="9000"
PHYSICAL_IMG_NR="1"><PrintSpace ID="Y"><ComposedBlock ID="K" x:unknown="ja"><Illustration ID="I"/><TextBlock ID="B">
<x:own>kvar</x:own><TextLine ID="L"><String ID="S1" CONTENT="Arendet" HPOS="100" VPOS="100" WIDTH="250" HEIGHT="40"
 WC="0.8" CC="1111111"><Glyph ID="G" CONTENT="A"/></String><SP/><String ID="S2" CONTENT="avgörs" HPOS="400"
 VPOS="100" WIDTH="150" HEIGHT="40" CC="111111"/><SP/><String ID="S3" CONTENT="enligtförslag" HPOS="600" VPOS="100"
 WIDTH="140" HEIGHT="40" WC="0.7"/><SP/><String ID="S3_2" CONTENT="sedan" HPOS="800" VPOS="100" WIDTH="150"
 HEIGHT="40"/></TextLine></TextBlock></ComposedBlock></PrintSpace></Page></Layout></alto>"""


def test_a_string_of_alto_that_is_two_words_becomes_two_and_all_around_stays() -> None:
    document, tree = cleaned(RUN_TOGETHER)
    assert document.text == "Ärendet avgörs enligt förslag sedan\n"
    strings = [dict(each.attrib) for each in tree.iter("{*}String")]
    assert [(each["ID"], each["CONTENT"], each["HPOS"], each["WIDTH"]) for each in strings] == [
        ("S1", "Ärendet", "100", "250"),
        ("S2", "avgörs", "400", "150"),
        ("S3", "enligt", "600", "60"),
        ("S3_2_", "förslag", "670", "70"),
        ("S3_2", "sedan", "800", "150"),
    ]
    assert [each.get("CC") for each in strings] == [None, "111111", None, None, None], "of other characters"
    assert [each.text for each in tree.iter("{*}ALTERNATIVE")] == ["Arendet", "enligtförslag"]
    assert len([*tree.iter("{*}SP")]) == 4
    assert not [*tree.iter("{*}Glyph")]
    block = by_id(tree, "K")
    assert block.get("{urn:x}unknown") == "ja"
    assert [each.tag for each in block.iterdescendants()][:3] == [
        "{http://www.loc.gov/standards/alto/ns-v4#}Illustration",
        "{http://www.loc.gov/standards/alto/ns-v4#}TextBlock",
        "{urn:x}own",
    ]


def test_blocks_that_state_no_language_are_told_theirs() -> None:
    assert by_id(cleaned(RUN_TOGETHER)[1], "B").get("LANG") == "sv"
    assert by_id(cleaned(RUN_TOGETHER.replace("ns-v4#", "ns-v2#"))[1], "B").get("language") == "sv"
    assert by_id(cleaned(ALTO.format(language="da"))[1], "C").get("LANG") == "da"
    hocr = cleaned(HOCR.format(language="da"))[1]
    assert [by_id(hocr, name).get("lang") for name in ("stycke", "andra")] == ["sv", "da"]


def test_a_word_of_hocr_that_is_two_becomes_two() -> None:
    content = HOCR.format(language="da").replace("<strong>fran</strong><sup>l</sup>", "<em>enligtförslag</em>")
    content = content.replace("</em></span>\n<span", "</em></span> (kvar)\n<span")
    document, tree = cleaned(content)
    assert "beslutade enligt förslag" in document.text
    words = [by_id(tree, name) for name in ("o4", "o4_2")]
    assert [(each[0].tag.rpartition("}")[2], each[0].text) for each in words] == [("em", "enligt"), ("em", "förslag")]
    assert [each.get("title") for each in words] == ["bbox 300 1 343 30", "bbox 350 1 400 30"]
    assert [each.get("data-raw") for each in words] == ["enligtförslag", None]
    line = "".join(by_id(tree, "rad1").itertext()).split()
    assert line == ["Nämnden", "beslutade", "enligt", "förslag", "(kvar)", "hand\u00ad"]
