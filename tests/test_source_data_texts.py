"""Texts that are no prose: told by their content and refused, or taken whole where the user insists."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from source_pages import text_pages

import ocr_fix
from ocr_fix.cli import cli
from ocr_fix.errors import InputError
from ocr_fix.source import open_source
from ocr_fix.source.texts.file_forms import form_of_file

DATA = {
    "JSON data": '{"ort": "Åmål", "tal": [1, 2, 3]}\n',
    "CSV data": "nr;ort;antal\n1;Åmål;12\n2;Säffle;7\n3;Grums;31\n",
    "a file of subtitles": "1\n00:00:01,000 --> 00:00:02,500\nVem?\n\n2\n00:00:03,000 --> 00:00:04,000\nJag.\n",
    "program code": "import re\n\ndef rensa(rad):\n    return rad.strip()\n\nfor rad in open('a'):\n    print(rad)\n",
    "a program": "#!/bin/sh\necho hej\n",
    "Tesseract's table of words": "level\tpage_num\tblock_num\tpar_num\n1\t1\t0\t0\n",
}
COMMAS = "ort,län,antal\nÅmål,Västra Götaland,12\nSäffle,Värmland,7\nGrums,Värmland,31\n"
VTT = "WEBVTT\n\n00:01.000 --> 00:04.000\nVem där?\n\n00:05.000 --> 00:06.000\nBara jag.\n"


@pytest.mark.parametrize(
    ("what", "text"), [*DATA.items(), ("CSV data", COMMAS), ("a file of subtitles", VTT), ("JSON data", "[1, 2]")]
)
def test_data_is_told_and_refused(what: str, text: str) -> None:
    with pytest.raises(InputError, match=f"is {what}, .*--as text"):
        open_source(text.encode())


PROSE = {
    "a list whose items end in semicolons": "Hit hör\n– ritningar;\n– en plan;\n– ett avtal;\n– foton;\n",
    "a sentence in brackets": "[Handlingen är skadad.]\n",
    "a time": "Mötet pågick 18:00:00 --> 19:30 enligt protokollet.\nDärefter åt man.\n",
    "a line of subtitles in a text": "Film:\n00:00:01,000 --> 00:00:02,500\nVem?\nHan går.\nSlut.\nSe s. 3.\n",
    "some code in a text": "Kör så här:\n\n    ls = 1\n\nFråga någon.\nSvaret finns i pärmen.\nSpara.\n",
    "a table with tabs": "Ort\tAntal\nÅmål\t12\nSäffle\t7\nGrums\t31\n",
    "commas in every line": "Berg, Anna, lärare\nLind, Olof, smed\nÅs, Karin, piga\n",
    "an angle bracket": "< 5 mg per liter är godkänt.\n",
}


@pytest.mark.parametrize("text", PROSE.values(), ids=PROSE.keys())
def test_prose_is_no_data(text: str) -> None:
    assert form_of_file(text) is None
    assert text_pages(text.encode()) == [text]


def test_who_insists_gets_the_text_whole() -> None:
    done = CliRunner().invoke(cli, ["-", "--as", "text", "--no-correct"], input=DATA["JSON data"])
    assert (done.exit_code, done.stdout) == (0, DATA["JSON data"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><p>Hej</p></text></TEI>", "is an XML file"),
        ('<mets:mets xmlns:mets="http://www.loc.gov/METS/"/>', "give it by its path"),
    ],
)
def test_xml_without_a_declaration_is_xml(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        open_source(text.encode())


def test_a_piece_of_html_gives_its_text_and_that_is_said() -> None:
    piece = (
        "<p>M&ouml;tet &ouml;ppnades av\nordf&ouml;randen.</p>\n<p>Han h&auml;lsade "
        "<b>alla</b> v&auml;lkomna &amp; tackade.</p>"
        "<table><tr><td>Namn</td><td>R&ouml;ster</td></tr><tr><td>Berg</td><td>12</td></tr></table><script>x()</script>"
    )
    document = ocr_fix.clean(piece.encode())
    assert document.text == (
        "Mötet öppnades av ordföranden.\n\nHan hälsade alla välkomna & tackade.\n\nNamn\tRöster\nBerg\t12\n"
    )
    assert document.pages[0].note == "is a piece of HTML; its text was taken without the marks"


def test_lines_that_end_in_breaks_of_html_are_a_piece_of_it() -> None:
    piece = "M&ouml;tet &ouml;ppnades av ordf&ouml;randen p&aring; v&aring;ren.<br />\nKaffet smakade bra.<BR>\n"
    assert ocr_fix.clean(piece.encode()).text.split("\n") == [
        "Mötet öppnades av ordföranden på våren. Kaffet smakade bra.",
        "",
    ]
    told = (
        "I HTML bryts en rad med taggen <br>\noch ingenting annat, fast många vill skriva den med ett snedstreck i.\n"
    )
    assert "<br>" in ocr_fix.clean((told + "Det är onödigt.\n").encode()).text


def test_our_own_json_is_a_document_again_as_it_was_read() -> None:
    old = "Namnden har bes1utat att höja avgiften för för-\nskolan, och namnden vill att kommunstyre1sen besIutar.\n"
    read = ocr_fix.clean(old.encode())
    assert read.changes
    content = json.dumps(read.to_dict(), ensure_ascii=False).encode()
    again = ocr_fix.clean(content)
    assert again.kind == "json"
    assert (again.text, again.raw_text) == (read.text, read.raw_text)
    assert again.to_dict()["pages"][0]["blocks"] == read.to_dict()["pages"][0]["blocks"]
    with pytest.raises(InputError, match="this program reads"):
        ocr_fix.clean(content.replace(b"document:2", b"document:9"))
    with pytest.raises(InputError, match="damaged or cut off"):
        ocr_fix.clean(content[:-40])


def test_what_was_decided_of_our_own_json_stays_when_it_is_cleaned_anew() -> None:
    old = "Namnden har bes1utat att höja avgiften för för-\nskolan, och de be-\ns1utar om Wretlosa ~ skola.\n"
    read = ocr_fix.clean(old.encode())
    becomes = {"Nämnden": "Namnden", "förskolan,": "för-skolan,", "Wretlosa": "Wretlösa Nya", "–": ""}
    found = [place.decide(becomes[place.text]) for place in ocr_fix.places(read) if place.text in becomes]
    assert len(found) == len(becomes)
    decided = ocr_fix.apply_decisions(read, ocr_fix.Decisions.of(read, found))
    content = json.dumps(decided.to_dict(), ensure_ascii=False).encode()
    again = ocr_fix.clean(content)
    assert (
        again.text == "Namnden har beslutat att höja avgiften för för-skolan, och de beslutar om Wretlösa Nya skola.\n"
    )
    assert again.to_dict()["pages"] == decided.to_dict()["pages"]
    assert again.fingerprint == read.fingerprint
    # Where nothing is corrected, and where the words around are to be left, what was decided is as it was.
    assert ocr_fix.clean(content, correct=False).text == again.text.replace("beslutat", "bes1utat").replace(
        "beslutar", "be- s1utar"
    )
    assert [
        change.after for change in ocr_fix.clean(content, never=["bes1utat"]).changes if change.kind == "reviewed"
    ] == [
        "Namnden",
        "för-skolan,",
        "Wretlösa Nya",
    ]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_needs_no_mark(encoding: str, tmp_path: Path) -> None:
    text = "Kyrkoherden läste upp lysningen.\nSedan sjöng församlingen.\n"
    assert text_pages(text.encode(encoding)) == [text]


def test_some_control_characters_are_no_reason_to_refuse_a_text() -> None:
    assert ocr_fix.clean("Byggnaden\x07 är från\x1b 1907.\n".encode()).text == "Byggnaden är från 1907.\n"


CONTENTS = "INNEHÅLL\n\n1 Historik ........ 4\n2 Byggnader . . . . 9\n2.1 Kyrkan …… 11\nBilaga 1 Karta ____ 30\n"
AGENDA = "I. Upprop\nII. Val av justerare\nIII. Ekonomi\nIV. Frågor\nV. Avslutning\n"
ADDRESSES = "Åmåls arkiv\nKungsgatan 3\n662 31 Åmål\nTel. 0532-170 00\n\nArkivet i Oslo\nGate 7\nNO-0150 OSLO\n"
GRID = "Ort\tInvånare\tAreal\nÅmål\t9 100\t7,2\nSäffle\t8 900\t8,1\nGrums\t5 000\t5,5\n"


@pytest.mark.parametrize("text", [AGENDA, ADDRESSES, GRID])
def test_lines_that_their_writer_ended_stay_lines(text: str) -> None:
    assert ocr_fix.clean(text.encode(), correct=False).text == text


def test_the_entries_of_contents_stay_lines() -> None:
    lines = ocr_fix.clean(CONTENTS.encode(), correct=False).text.splitlines()
    assert [line.split()[0] for line in lines if line] == ["INNEHÅLL", "1", "2", "2.1", "Bilaga"]
    assert "" not in lines[2:]


def test_a_line_that_ends_in_a_number_is_no_entry_of_contents() -> None:
    text = "Kyrkan byggdes om efter branden ... och återinvigdes den 3\nmaj. Då kom 400\npersoner från bygden.\n"
    assert "\n" not in ocr_fix.clean(text.encode(), correct=False).text.rstrip()
