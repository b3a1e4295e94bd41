"""`ocrfix evaluate`: which files are compared, what is printed and written, what is said when it cannot be done."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from evaluation_texts import as_lines, damaged, report
from test_evaluation_confusions import Cells

from ocr_fix.cli import cli
from ocr_fix.errors import InputError, OptionError
from ocr_fix.evaluation import evaluate
from ocr_fix.evaluation.compared.contents import read_text
from ocr_fix.evaluation.compared.pairs import find_pairs

SHARED = Path(__file__).parents[1].parent / "shared" / "truth"
TRUTH = "Nämnden säger ja till 12 nya platser.\nTaxan höjs med 3,5 %.\n"
RAW = "Namnden säger ja till 12 nya platser.\nTaxan hojs med 3,5 %.\n"
FIXED = "Nämnden säger ja till 17 nya platser.\nTaxan höjs med 3,5 %.\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["evaluate", *(str(argument) for argument in arguments)])


def run_json(*arguments: object) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout_bytes.decode("utf-8"))
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents, one in a subfolder, two systems; one document's name begins like the other's."""
    place = tmp_path / "texts"
    (place / "del").mkdir(parents=True)
    for name in ("prot", "prot.bilaga", "del/brev"):
        (place / f"{name}.truth.txt").write_text(TRUTH, "utf-8")
        (place / f"{name}.raw.txt").write_text(RAW, "utf-8")
        (place / f"{name}.fixed.txt").write_text(FIXED, "utf-8")
    (place / "prot.pdf").write_bytes(b"%PDF")
    (place / "other.txt").write_text("not a part of it", "utf-8")
    return place


def pairs_of(*arguments: Any) -> list[tuple[str, str, str, str | None]]:
    return [
        (pair.document, pair.system, pair.output.name, None if pair.raw is None else pair.raw.name)
        for pair in find_pairs(*arguments)
    ]


def test_a_folder_holds_truths_and_the_outputs_of_each_system(folder: Path) -> None:
    assert pairs_of(folder) == [
        ("del/brev", "fixed", "brev.fixed.txt", None),
        ("del/brev", "raw", "brev.raw.txt", None),
        ("prot.bilaga", "fixed", "prot.bilaga.fixed.txt", None),
        ("prot.bilaga", "raw", "prot.bilaga.raw.txt", None),
        ("prot", "fixed", "prot.fixed.txt", None),
        ("prot", "raw", "prot.raw.txt", None),
    ]


def test_one_of_the_systems_may_be_what_stood_there_before(folder: Path) -> None:
    assert pairs_of(folder, (), "raw") == [
        ("del/brev", "fixed", "brev.fixed.txt", "brev.raw.txt"),
        ("prot.bilaga", "fixed", "prot.bilaga.fixed.txt", "prot.bilaga.raw.txt"),
        ("prot", "fixed", "prot.fixed.txt", "prot.raw.txt"),
    ]


def test_outputs_may_lie_in_folders_of_their_own(folder: Path, tmp_path: Path) -> None:
    ours, theirs, raws = tmp_path / "ours", tmp_path / "theirs", tmp_path / "raws"
    for place in (ours / "del", theirs, raws / "del"):
        place.mkdir(parents=True)
    (ours / "del" / "brev.txt").write_text(FIXED, "utf-8")
    (theirs / "prot.best.txt").write_text(FIXED, "utf-8")
    (theirs / "prot.fast.txt").write_text(RAW, "utf-8")
    for name in ("prot", "prot.bilaga", "del/brev"):
        (raws / f"{name}.txt").write_text(RAW, "utf-8")
    assert pairs_of(folder, (ours, theirs), str(raws)) == [
        ("del/brev", "ours", "brev.txt", "brev.txt"),
        ("prot", "theirs/best", "prot.best.txt", "prot.txt"),
        ("prot", "theirs/fast", "prot.fast.txt", "prot.txt"),
    ]


def test_systems_of_files_are_told_apart(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "prot.fixed.txt"
    other.write_text(RAW, "utf-8")
    truth, mine = folder / "prot.truth.txt", folder / "prot.fixed.txt"
    assert [pair[:2] for pair in pairs_of(truth, (mine, folder / "other.txt"))] == [
        ("prot", "fixed"),
        ("prot", "other"),
    ]
    assert [pair[:2] for pair in pairs_of(truth, (mine, other))] == [("prot", str(mine)), ("prot", str(other))]


def test_the_json_says_what_the_library_says(folder: Path) -> None:
    found = run_json(folder / "prot.truth.txt", folder / "prot.fixed.txt", "--raw", folder / "prot.raw.txt")
    (document,) = found["documents"]
    expected = evaluate(TRUTH, FIXED, RAW, document="prot").to_dict()
    assert {key: document[key] for key in expected} == expected
    assert document["document"] == "prot"
    assert document["system"] == "fixed"
    assert document["output"] == str(folder / "prot.fixed.txt")
    (system,) = found["systems"]
    assert system.pop("intervals")["unit"] == "lines"
    assert system == {"system": "fixed", "documents": 1, **expected}


def test_the_json_keeps_its_keys(folder: Path) -> None:
    found = run_json(folder, "--raw", "raw")
    assert set(found) == {"documents", "systems"}
    figures = {
        "cer", "wer", "exact", "characters", "words", "classes", "raw", "changes", "confusions",
        "different_confusions", "worst_lines",
    }  # fmt: skip
    counts = {"rate", "edits", "substitutions", "deletions", "insertions", "length"}
    fates = {
        "words", "repaired", "broken", "missed", "missed_changed", "missed_unchanged", "left_alone",
        "harm_per_10000", "precision", "recall",
    }  # fmt: skip
    for document in found["documents"]:
        assert set(document) == figures | {"document", "system", "truth", "output", "raw_file"}
    for system in found["systems"]:
        assert set(system) == figures | {"system", "documents", "intervals"}
        assert set(system["intervals"]) == {"cer", "wer", "unit", "number"}
        assert set(system["words"]) == set(system["characters"]) == counts
        assert set(system["raw"]) == {"cer", "wer", "characters", "words"}
        assert set(system["classes"]) == {
            "swedish_letters", "letters", "digits", "signs", "punctuation", "space", "other",
        }  # fmt: skip
        assert set(system["changes"]) == {"words", "numbers_and_signs", "false_numbers", "examples"}
        assert set(system["changes"]["words"]) == set(system["changes"]["numbers_and_signs"]) == fates
        assert set(system["changes"]["examples"][0]) == {
            "document", "line", "verdict", "truth", "raw", "output", "false_number", "context",
        }  # fmt: skip
        assert set(system["confusions"][0]) == {"truth", "output", "count", "of"}
        assert set(system["worst_lines"][0]) == {"document", "line", "edits", "truth", "output", "before", "after"}


def test_systems_are_summed_over_their_documents(folder: Path) -> None:
    (system,) = run_json(folder, "--raw", "raw")["systems"]
    assert system["documents"] == 3
    assert system["words"]["length"] == 3 * len(TRUTH.split())
    assert system["changes"]["words"]["repaired"] == 6
    assert system["changes"]["words"]["broken"] == system["changes"]["false_numbers"] == 3
    assert system["raw"]["words"]["edits"] == 6


def test_the_tables_show_the_figures(folder: Path) -> None:
    result = run(folder, "--raw", "raw")
    assert result.exit_code == 0
    lines = [" ".join(line.split()) for line in result.output.splitlines()]
    assert "prot.bilaga fixed 12 1.69 % 8.33 % 3.39 % 16.67 %" in lines
    assert "all documents fixed 36 1.69 % 8.33 % 3.39 % 16.67 %" in lines
    assert "all words 36 6 3 0 27 833.3 66.67 % 100.00 %" in lines
    assert "numbers, signs 9 0 3 0 6 3,333.3 0.00 % –" in lines
    assert "Numbers changed into a false number: 3" in lines
    assert "2 7 3 3" in lines
    assert "12 12 17 prot:1 Nämnden säger ja till 12 nya platser. Taxan höjs" in lines


def test_a_terminal_without_our_signs_gets_its_tables(folder: Path) -> None:
    result = CliRunner(charset="ascii").invoke(cli, ["evaluate", str(folder), "--raw", "raw"])
    assert result.exit_code == 0, result.output
    assert "Numbers changed into a false number: 3" in result.output


def test_a_perfect_text_is_said_to_be_one(folder: Path) -> None:
    result = run(folder / "prot.truth.txt", folder / "prot.truth.txt")
    assert result.exit_code == 0
    assert "0.00 %" in result.output
    assert "Remaining confusions" not in result.output


def test_the_page_opens_offline_and_shows_both_texts(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = run(folder, "--raw", "raw", "--html", page)
    assert result.exit_code == 0, result.output
    html = page.read_text("utf-8")
    read = Cells(html)
    assert read.links == []
    assert not read.tags & {"script", "link", "img", "iframe", "object", "embed", "base"}
    assert "url(" not in html
    assert "@import" not in html
    assert "prefers-color-scheme: dark" in html
    assert read.cells.count("Taxan höjs med 3,5 %.") == 6  # three documents, truth and output
    assert ("broken", "raw: 12", "17") in read.spans
    assert ("repaired", "raw: Namnden", "Nämnden") in read.spans


def test_nothing_in_a_text_or_a_name_becomes_markup(tmp_path: Path) -> None:
    hostile = '<script>alert("å")</script> </td> &lt; [red]x[/red] \x1b[31m'
    truth, output = tmp_path / "[bold]<i>.truth.txt", tmp_path / "[bold]<i>.a&b.txt"
    truth.write_text("ett två tre fyra fem sex", "utf-8")
    output.write_text(hostile, "utf-8")
    page = tmp_path / "page.html"
    result = run(truth, output, "--html", page)
    assert result.exit_code == 0, result.output
    assert "\x1b" not in result.output
    assert "[bold]<i>" in result.output
    assert "[red]x[/red]" in result.output
    read = Cells(page.read_text("utf-8"))
    assert not read.tags & {"script", "i"}
    assert "\x1b" not in page.read_text("utf-8")
    assert any('<script>alert("å")</script>' in cell for cell in read.cells)


@pytest.mark.parametrize(("truth", "output"), [("", ""), ("", "skräp i marginalen"), ("en väg", ""), (" \n\n", "\n")])
def test_empty_texts_are_texts(tmp_path: Path, truth: str, output: str) -> None:
    files = tmp_path / "a.truth.txt", tmp_path / "a.x.txt"
    for path, text in zip(files, (truth, output), strict=True):
        path.write_text(text, "utf-8")
    result = run(*files, "--raw", files[1], "--html", tmp_path / "page.html")
    assert result.exit_code == 0, result.output
    Cells((tmp_path / "page.html").read_text("utf-8"))
    (system,) = run_json(*files)["systems"]
    assert system["wer"] == len(output.split()) if not truth.split() else 1


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("missing.txt", "a.x.txt"), 3, "missing.txt: no such file or folder"),
        (("a.truth.txt", "missing.txt"), 3, "missing.txt: no such file"),
        (("a.truth.txt",), 2, "a.truth.txt: name the file to compare it with"),
        (("a.truth.txt", "latin.txt"), 3, "latin.txt: is not UTF-8 text (byte 3); give text in UTF-8"),
        (("a.truth.txt", "empty"), 2, "empty: is a folder and a.truth.txt is a file; give two files or two folders"),
        (("empty",), 3, "empty: no file in it is named like name.truth.txt"),
        (("lonely",), 3, "lonely: no output for any of the 1 truths in lonely"),
        ((".", "a.x.txt"), 2, "a.x.txt: is not a folder and . is one; give two files or two folders"),
        ((".", "--raw", "none"), 2, "a.truth.txt: there is no text before correction for it (--raw none)"),
        ((".", "--raw", "a.x.txt"), 2, "a.x.txt: is a file and . is a folder; give --raw a folder, or the SYSTEM of"),
        (("a.truth.txt", "a.x.txt", "--raw", "missing.txt"), 3, "missing.txt: no such file"),
        (("a.truth.txt", "a.x.txt", "a.x.txt"), 2, "a.x.txt: is given twice"),
        (("a.truth.txt", "a.x.txt", "--html", "a.truth.txt"), 2, "a.truth.txt: is one of the texts to compare"),
        (("a.truth.txt", "a.x.txt", "--html", "nowhere/page.html"), 6, "nowhere/page.html: cannot be written"),
    ],
)  # fmt: skip
def test_one_line_says_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.truth.txt").write_text(TRUTH, "utf-8")
    Path("a.x.txt").write_text(RAW, "utf-8")
    Path("latin.txt").write_bytes("p å".encode("latin-1"))
    Path("empty").mkdir()
    Path("lonely").mkdir()
    Path("lonely/b.truth.txt").write_text(TRUTH, "utf-8")
    if "." in arguments:
        Path("lonely/b.truth.txt").unlink()
    result = run(*arguments)
    assert result.exit_code == code
    assert result.stderr.startswith(f"ocrfix: error: {message}")
    assert result.stderr.count("\n") == 1
    assert Path("a.truth.txt").read_text("utf-8") == TRUTH


def test_a_byte_order_mark_is_no_character(tmp_path: Path) -> None:
    path = tmp_path / "windows.txt"
    path.write_bytes(TRUTH.replace("\n", "\r\n").encode("utf-8-sig"))
    assert evaluate(TRUTH, read_text(path)).characters.edits == 0


def test_errors_of_the_library_are_ours(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        read_text(tmp_path)
    with pytest.raises(InputError, match="no such file"):
        find_pairs(tmp_path / "none")
    (tmp_path / "a.truth.txt").write_text("a", "utf-8")
    with pytest.raises(OptionError, match="name the file"):
        find_pairs(tmp_path / "a.truth.txt")


@pytest.mark.slow
@pytest.mark.no_cover  # of so many words
def test_a_large_document_gets_a_page(tmp_path: Path) -> None:
    words = report(40_000)
    truth, output = tmp_path / "bok.truth.txt", tmp_path / "bok.ocr.txt"
    truth.write_text(as_lines(words), "utf-8")
    output.write_text(as_lines(damaged(words, 0.3)), "utf-8")
    found = run_json(truth, output, "--raw", output, "--html", tmp_path / "bok.html")
    assert found["systems"][0]["exact"] is True
    assert found["systems"][0]["words"]["length"] == 40_000
    assert " ".join(Cells((tmp_path / "bok.html").read_text("utf-8")).cells).count("Nämnden") > 0


def test_the_shared_folder_is_understood_as_it_stands() -> None:
    if not SHARED.is_dir():
        pytest.skip("../shared/truth is not here")
    found = run_json(SHARED)
    rates = {(each["document"], each["system"]): each["wer"] for each in found["documents"]}
    assert rates["legacy/kommunchef-2010-page1", "ocr"] == pytest.approx(0.3317, abs=0.001)
    assert rates["real/prop-1987-88-155.riksdagen", "ocr"] == pytest.approx(0.0560, abs=0.001)
    assert rates["scans/lag-170", "eng"] == pytest.approx(0.4077, abs=0.001)
