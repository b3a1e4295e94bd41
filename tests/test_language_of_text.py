"""What a text is written in is told: in the document and its formats, in the report, in a batch, in one line."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from archive_runs import batch, status
from lxml import etree
from output_documents import SAMPLES
from test_cli import failure, in_process

from ocr_fix import Cleaner, Document, Options, load_language, render, render_report
from ocr_fix.correction.tokens.sections import corrected_in_sections
from ocr_fix.errors import DocumentError, OptionError

DAMAGED = "Namnden har gatt igenom rakenskaperna och finner inte skal till nagon anmarkning, varfér de laggs fram."
REPAIRED = "Nämnden har gått igenom räkenskaperna och finner inte skäl till någon anmärkning, varför de läggs fram."
DANISH = "Udvalget har gennemgået regnskabet og finder ikke anledning til bemærkninger, hvorfor det indstilles."
OLD = "Gossarne hafva gifvit sig af, och hvad de hade öfver gaf modern åt de fattiga, som gingo förbi."
MIXED = f"{DAMAGED}\n\n{DANISH}\n\n{DAMAGED}\n"


@cache
def cleaner(**options: str) -> Cleaner:
    return Cleaner(Options(**options))  # type: ignore[arg-type]


def cleaned(text: str, **options: str) -> Document:
    return cleaner(**options).clean(text.encode(), name="brev.txt")


def languages(document: Document) -> list[str | None]:
    return [block.language for page in document.pages for block in page.blocks]


def test_every_block_has_its_language_and_the_document_their_shares() -> None:
    document = cleaned(MIXED)
    assert languages(document) == ["sv", "da", "sv"]
    assert list(document.languages) == ["sv", "da"]
    assert document.languages["da"] == pytest.approx(14 / 46, abs=0.02)
    assert document.language == "sv"


def test_a_text_tells_its_languages_whether_taken_whole_or_in_sections() -> None:
    correction = cleaner().correct(f"{DANISH}\n\n{DANISH}\n\n{DAMAGED}\n")
    assert list(correction.languages) == ["da", "sv"]
    parts = corrected_in_sections(MIXED * 20, cleaner().correct_section, size=len(MIXED) * 3)
    assert parts.languages == pytest.approx(cleaner().correct(MIXED).languages, abs=0.05)


def test_no_language_is_told_where_nothing_is_corrected() -> None:
    document = Cleaner(correct=False).clean(MIXED.encode())
    assert set(languages(document)) == {None}
    assert (document.language, document.languages) == (None, {})
    assert "language" not in json.loads(render(document, "json"))["pages"][0]["blocks"][0]


def test_a_document_of_two_halves_is_in_neither() -> None:
    document = cleaned(f"{DANISH}\n\nThe committee has gone through the accounts and sees no reason for any remark.\n")
    assert set(document.languages) == {"da", "en"}
    assert document.language is None or document.languages[document.language] > 0.5


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"language_of_text": "da"}, DAMAGED),
        ({"language_of_text": "und"}, DAMAGED),
        ({"language_of_text": "sv"}, REPAIRED),
        ({"language_of_text": "auto"}, REPAIRED),
    ],
)
def test_who_knows_the_language_is_believed(options: dict[str, str], expected: str) -> None:
    document = cleaned(f"{DAMAGED}\n", **options)
    assert document.text == f"{expected}\n"
    assert languages(document) == [options["language_of_text"].replace("auto", "sv")]


def test_text_that_is_said_to_be_swedish_is_corrected_wherever_it_looks_foreign() -> None:
    assert set(languages(cleaned(MIXED, language_of_text="sv"))) == {"sv"}


@pytest.mark.parametrize(
    ("given", "declared"),
    [
        (("swe",), None),
        (("deu", "swe"), None),
        (("deu",), "de"),
        (("nor", "dan"), "nb"),
        (("script/Latin",), None),
        (("script/Fraktur", "dan"), "da"),
    ],
)
def test_the_languages_of_the_engine_tell_the_corrector_as_well(given: tuple[str, ...], declared: str | None) -> None:
    assert Options(languages=given).declared_language == declared
    assert Options(languages=given, language_of_text="sv").declared_language == "sv"
    assert Options(languages=given, language=load_language("sv")).declared_language is None


@pytest.mark.parametrize("wrong", [{"language_of_text": "swe"}, {"register": "new"}])
def test_a_language_or_register_that_is_not_known_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(OptionError, match="must be one of auto"):
        Options(**wrong)  # type: ignore[arg-type]


def test_old_forms_stay_in_the_register_that_has_them() -> None:
    for register in ("auto", "old"):
        assert cleaned(f"{OLD}\n", register=register).text == f"{OLD}\n"
    assert cleaned(f"{DAMAGED}\n", register="modern").text == f"{REPAIRED}\n"
    assert "pä" not in cleaned("Gossarne gingo hem, och de hafva pä detta sätt lärt sig läsa.\n", register="old").text


def test_json_has_the_language_of_each_block_and_gives_it_back() -> None:
    document = cleaned(MIXED)
    values = json.loads(render(document, "json"))
    assert [block["language"] for page in values["pages"] for block in page["blocks"]] == ["sv", "da", "sv"]
    again = Document.from_dict(values)
    assert (again.to_dict(), again.languages) == (values, document.languages)
    values["pages"][0]["blocks"][0]["language"] = "svenska, tror jag"
    with pytest.raises(DocumentError, match=r"blocks\[0\]\.language is 'svenska, tror jag', which is no code"):
        Document.from_dict(values)


def test_hocr_and_alto_have_the_language_of_each_block() -> None:
    document = cleaned(f"{DANISH}\n\n{DAMAGED}\n\n{DANISH}\n")
    hocr = etree.fromstring(render(document, "hocr"))
    assert hocr.get("lang") == "da"
    assert [each.get("lang") for each in hocr.iter("{*}p")] == ["da", "sv", "da"]
    assert [each.get("content") for each in hocr.iter("{*}meta") if each.get("name") == "ocr-langs"] == ["da sv"]
    alto = etree.fromstring(render(document, "alto"))
    assert [each.get("LANG") for each in alto.iter("{*}Page", "{*}TextBlock")] == ["da", "da", "sv", "da"]


def test_what_is_in_no_language_has_the_tag_that_the_standard_has_for_it() -> None:
    code = "def total(rows):\n    sum_of = {}\n    for row_id, cost in rows.items():\n        sum_of[row_id] += cost\n"
    document = cleaned(code)
    assert document.language == "none"
    assert etree.fromstring(render(document, "hocr")).get("lang") == "zxx"


def test_text_and_markdown_say_nothing_of_it() -> None:
    document = cleaned(f"{DANISH}\n")
    assert render(document, "text").decode() == f"{DANISH}\n"
    assert render(document, "markdown").decode() == f"{DANISH}\n"


def test_the_report_tells_the_languages_and_which_changes_stand_in_another() -> None:
    page = render_report(cleaned(f"{DAMAGED}\n\n{DANISH.replace('finder', 'ﬁnder')}\n")).decode()
    assert "Written in: Swedish 5" in page
    assert "Danish 4" in page
    assert "line 2, Danish</span>" in page
    assert "line 1</span>" in page


def test_one_line_says_that_a_document_is_not_swedish(tmp_path: Path) -> None:
    danish, mixed = tmp_path / "brev.txt", tmp_path / "bilagor.txt"
    danish.write_text(f"{DANISH}\n", encoding="utf-8")
    mixed.write_text(f"{DANISH}\n\n{DAMAGED}\n\n{DANISH}\n", encoding="utf-8")
    told = in_process(danish).stderr.decode()
    assert told == "ocrfix: brev.txt: written in Danish (da); only normal forms are mended\n"
    told = in_process(mixed).stderr.decode()
    assert told == "ocrfix: bilagor.txt: written mostly in Danish (da); of that only normal forms are mended\n"
    for quiet in ([danish, "-q"], [danish, "--no-correct"], [SAMPLES / "legacy-2008.txt"]):
        assert in_process(*quiet).stderr == b""
    told = in_process(danish, "--languages", "deu").stderr.decode()
    assert told.startswith("ocrfix: brev.txt: written in German (de)")
    assert "must be one of auto, sv" in failure(danish, "--language-of-text", "swe", code=2)


def test_a_batch_keeps_it_in_journal_log_and_summary_and_says_nothing_of_it(tmp_path: Path) -> None:
    source, target, log = tmp_path / "in", tmp_path / "out", tmp_path / "log"
    source.mkdir()
    (source / "brev.txt").write_text(f"{DANISH}\n\n{DANISH}\n\n{DAMAGED}\n", encoding="utf-8")
    (source / "protokoll.txt").write_text(f"{DAMAGED}\n", encoding="utf-8")
    assert b"Danish" not in batch(source, target, "--log", log).stderr
    rows = {each["file"]: each for each in status(target)["documents"]}
    assert (rows["brev.txt"]["language"], list(rows["brev.txt"]["languages"])) == ("da", ["da", "sv"])
    assert rows["protokoll.txt"]["languages"] == {"sv": 1.0}
    events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert {each["file"]: each["language"] for each in events if each["event"] == "file"}["brev.txt"] == "da"
    summary = json.loads((target / ".ocrfix" / "summary.json").read_text(encoding="utf-8"))
    assert [each["file"] for each in summary["not_swedish"]] == ["brev.txt"]
    page = (target / ".ocrfix" / "summary.html").read_text(encoding="utf-8")
    assert "<h2>Not in Swedish</h2>" in page
    assert "Danish 6" in page
    # Another option, and the documents are done again.
    assert "2 done, 0 done before" in batch(source, target, "--language-of-text", "sv").stderr.decode()
    assert "2 done, 0 done before" in batch(source, target, "--register", "modern").stderr.decode()
    assert "0 done, 2 done before" in batch(source, target, "--register", "modern").stderr.decode()
