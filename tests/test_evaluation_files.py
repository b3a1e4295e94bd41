"""Files of words on both sides of a comparison, intervals, and figures as rows and as a picture."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import jiwer
import pytest
from evaluation_texts import as_lines, damaged, report
from output_documents import line_of
from test_evaluation_command import FIXED, RAW, TRUTH, run, run_json

import ocr_fix
from ocr_fix.document import Block, Box, Document, Edit, Line, Page, Word
from ocr_fix.errors import InputError
from ocr_fix.evaluation import evaluate, summed
from ocr_fix.evaluation.compared.contents import read_text
from ocr_fix.evaluation.intervals import intervals
from ocr_fix.evaluation.thresholds import THRESHOLDS
from ocr_fix.output import render

EDIT = Edit("hyphen", 0.9, "a test")
CORPUS = Path(__file__).parent / "corpus"


def document() -> Document:
    """Two lines, a word that goes on from one to the other, and one that was changed."""
    first, second = line_of("Vi", "hand-"), line_of("lägger", "fram", top=30)
    words = Word("Sidm").edited("Sida", EDIT), Word("2")
    boxed = tuple(Word(w.text, Box(1, 60, 9, 80), None, w.raw, w.edit) for w in words)
    lines = (
        Line((first.words[0], first.words[1].edited("handlägger", EDIT))),
        Line((second.words[0].edited("", EDIT), second.words[1])),
    )
    return Document("x.png", "image", (Page(1, (Block(lines), Block((Line(boxed),))), 400, 300),))


@pytest.mark.parametrize("form", ["hocr", "alto", "page", "json"])
def test_marks_are_not_counted(form: str, tmp_path: Path) -> None:
    ending = ocr_fix.FORMATS[form].ending
    (tmp_path / f"sida.ut{ending}").write_bytes(render(document(), form))
    (tmp_path / "sida.truth.txt").write_text(
        "Vi hand- lägger fram\nSida 2\n" if form == "page" else "Vi handlägger fram\nSida 2\n", encoding="utf-8"
    )
    assert run_json(tmp_path)["documents"][0]["characters"]["edits"] == 0


def test_the_truth_may_be_a_file_of_words_too(tmp_path: Path) -> None:
    (tmp_path / "sant" / "del").mkdir(parents=True)
    (tmp_path / "vi").mkdir()
    words = (CORPUS / "sida.page.xml").read_bytes()
    (tmp_path / "sant" / "sida.truth.page.xml").write_bytes(words)
    (tmp_path / "vi" / "sida.page.xml").write_bytes(words.replace(b"Namnden", "Nämnden".encode()))
    (tmp_path / "vi" / "sida.json").write_text("{}", encoding="utf-8")
    (found,) = run_json(tmp_path / "sant", tmp_path / "vi")["documents"]
    assert (found["document"], found["system"], found["words"]["edits"]) == ("sida", "vi", 1)
    one = run_json(CORPUS / "sida.xml", CORPUS / "sida.hocr")["documents"][0]
    assert one["words"]["length"] == 10


def test_what_files_of_words_say() -> None:
    assert read_text(CORPUS / "sida.xml") == "Namnden beslu tade fran l hand-\nlagt arendet.\nByraadet moder"
    assert read_text(CORPUS / "sida.page.xml") == (
        "Namnden beslu tade hand-\nlagt arendet i gar.\nByraadet moder\ni aften"
    )


def test_a_file_of_words_that_is_damaged_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "sida.xml").write_bytes((CORPUS / "sida.xml").read_bytes()[:-30])
    with pytest.raises(InputError, match="damaged or cut off"):
        read_text(tmp_path / "sida.xml")
    (tmp_path / "sida.hocr").write_bytes((CORPUS / "sida.hocr").read_bytes()[:-30])
    with pytest.raises(InputError, match="is cut off"):
        read_text(tmp_path / "sida.hocr")


def test_intervals_hold_the_rate_and_grow_narrower_with_more_text() -> None:
    words = report(4000)
    few, many = (evaluate(as_lines(some), " ".join(damaged(some, 0.1))) for some in (words[:400], words))
    found = [intervals(each.documents, each.lines) for each in (few, many)]
    widths = []
    for each, evaluation in zip(found, (few, many), strict=True):
        assert each is not None
        assert each == intervals(evaluation.documents, evaluation.lines), "the same text gives the same intervals"
        assert each.wer.low < evaluation.wer < each.wer.high
        assert each.cer.low < evaluation.cer < each.cer.high
        widths.append(each.wer.high - each.wer.low)
    assert widths[1] < 0.5 * widths[0]
    assert found[1] is not None
    assert found[1].unit == "lines"
    assert 50 < found[1].number <= 100, "of 445 lines each five are one stretch"


def test_lines_add_up_to_the_text_and_documents_are_drawn_where_there_are_enough() -> None:
    one = evaluate("Nämnden säger ja.\nTaxan höjs.\n\nSlut.\n", "Namnden säger ja. Extra\nTaxan hojs\nSlut nu.\n")
    assert [sum(each) for each in zip(*one.lines, strict=True)] == [*one.documents[0]]
    assert one.documents[0][:2] == (one.words.edits, one.words.length)
    several = summed([one] * THRESHOLDS.documents)
    assert (len(several.documents), several.lines) == (THRESHOLDS.documents, ())
    found = intervals(several.documents, several.lines)
    assert found is not None
    assert found.unit == "documents"
    assert found.wer.low == found.wer.high == pytest.approx(one.wer)
    single = evaluate("Nämnden", "Namnden")
    assert intervals(single.documents, single.lines) is None
    assert evaluate("", "x").lines == ()


def texts(folder: Path, number: int = 1) -> Path:
    for index in range(number):
        for name, text in (("truth", TRUTH), ("raw", RAW), ("fixed", FIXED)):
            (folder / f"brev{index}.{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_figures_as_rows(tmp_path: Path) -> None:
    done = run(texts(tmp_path, 5), "--raw", "raw", "--csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout_bytes.decode("utf-8"))))
    assert [row["document"] for row in rows] == [*(f"brev{number}" for number in range(5)), ""]
    assert (rows[-1]["documents"], rows[-1]["words"], rows[-1]["word_edits"]) == ("5", "60", "5")
    assert float(rows[-1]["wer"]) == pytest.approx(
        jiwer.wer(" ".join(TRUTH.split()), " ".join(FIXED.split())), abs=1e-6
    )
    assert rows[-1]["wer_low"] == rows[-1]["wer_high"] == rows[-1]["wer"], "all documents are alike"
    assert (rows[0]["wer_low"], rows[0]["repaired"], rows[0]["broken"], rows[0]["false_numbers"]) == ("", "2", "1", "1")
    assert run(tmp_path, "--csv", "--json").exit_code == 2
    assert run_json(tmp_path, "--raw", "raw")["systems"][0]["intervals"]["unit"] == "documents"
    assert "confidence intervals" in run(tmp_path).output


def test_a_plot_says_what_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts(tmp_path)
    assert "cannot be drawn; name a file that ends in .png" in run(tmp_path, "--plot", tmp_path / "x.gif").output
    monkeypatch.setitem(__import__("sys").modules, "matplotlib", None)
    assert "pip install 'ocr-fix[plots]'" in run(tmp_path, "--plot", tmp_path / "x.png").output


def test_rates_are_drawn(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    texts(tmp_path, 2)
    assert run(tmp_path, "--plot", tmp_path / "x.svg").exit_code == 0
    before = (tmp_path / "x.svg").read_bytes()
    assert b"WER, %" in before or b"<svg" in before
    assert run(tmp_path, "--plot", tmp_path / "x.svg").exit_code == 0
    assert (tmp_path / "x.svg").read_bytes() == before
