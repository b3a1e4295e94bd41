"""The benchmark's own arithmetic, its tables and pictures, and the form of its results."""

import importlib
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from benchmark_rows import conforms, quality_row, whole_run
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from benchmarks import (
    archive,
    calibration,
    code_lines,
    laid_pages,
    mended_pages,
    page_kinds,
    prepared_pages,
    results,
    small_files,
    speed,
    summary,
    sweep_pages,
    sweep_strips,
    tables,
)
from benchmarks.documents import Document
from benchmarks.results import Results
from ocr_fix.archive.journal import Journal
from ocr_fix.document import Block, Line, Page, PageImage, Word, flow_of
from ocr_fix.layout import arrange
from ocr_fix.recognition.engines.engine import Engine

ROOT = Path(__file__).parents[1]


@pytest.fixture
def whole() -> Results:
    return whole_run()


class TestSummary:
    def test_rates_are_errors_added_up_over_words_added_up(self) -> None:
        large = quality_row("b", "x", before=10, after=5, words=900, characters=4500)
        pooled = summary.pool([quality_row("a", "x", before=30, after=2), large])
        assert (pooled.documents, pooled.words) == (2, 1000)
        assert pooled.raw_wer == pytest.approx(40 / 1000)
        assert pooled.wer == pytest.approx(7 / 1000)
        assert pooled.cer == pytest.approx(7 / 5000)

    def test_reductions_treat_documents_alike(self) -> None:
        rows = [quality_row("a", "x", before=30, after=3), quality_row("b", "x", before=10, after=15)]
        pooled = summary.pool(rows)
        assert pooled.mean_reduction == pytest.approx((0.9 - 0.5) / 2)
        assert pooled.least_reduction == pytest.approx(-0.5)
        assert pooled.worse == 1

    def test_a_document_without_errors_has_no_reduction_but_can_become_worse(self) -> None:
        pooled = summary.pool([quality_row("a", "x", before=0, after=2)])
        assert pooled.mean_reduction is None
        assert pooled.worse == 1
        assert pooled.harm == pytest.approx(200)

    def test_systems_are_not_mixed(self) -> None:
        with pytest.raises(ValueError, match="not of one system"):
            summary.pool([quality_row("a", "x", before=1, after=1), quality_row("a", "y", before=1, after=1)])

    def test_systems_are_compared_on_the_documents_all_could_read(self, whole: Results) -> None:
        whole["quality"] = [
            row for row in whole["quality"] if (row["document"], row["system"]) != ("samples/b.txt", "symspell")
        ]
        groups = dict(summary.by_group(whole))
        assert groups["legacy"]["ocr_fix"].documents == groups["legacy"]["symspell"].documents == 1


class TestSpeed:
    def test_ratio_is_the_median_of_pairs(self) -> None:
        taken = {"a": [10.0, 40.0, 90.0], "b": [5.0, 10.0, 30.0]}
        assert speed.paired_ratio(taken["a"], taken, "b") == 3.0
        assert speed.paired_ratio(taken["a"], taken, "missing") is None
        assert speed.paired_ratio(taken["a"], taken, None) is None

    @given(st.lists(st.floats(0.01, 100), min_size=1, max_size=9), st.floats(0.1, 10))
    def test_a_machine_that_slows_all_alike_changes_no_ratio(self, times: list[float], factor: float) -> None:
        taken = {"a": [factor * time for time in times], "b": times}
        assert speed.paired_ratio(taken["a"], taken, "b") == pytest.approx(factor)

    def test_pages_are_taken_from_every_folder_and_bounded(self) -> None:
        there = [_scan(name, pages) for name, pages in (("x/a", 3), ("x/b", 3), ("y/c", 2), ("x/d", 9), ("y/e", 1))]
        chosen = [document.name for document in speed.first_pages(there, 8)]
        assert chosen == ["x/a", "y/c", "x/b"]

    def test_no_scans_no_pages(self) -> None:
        assert speed.first_pages([], 8) == []


@dataclass(frozen=True)
class _Scan(Document):
    """A scan whose pages are told, not counted."""

    told: int = 1

    @property
    def pages(self) -> int | None:
        return self.told


def _scan(name: str, pages: int) -> Document:
    return _Scan(name, "scans", Path(name), Path(name), pages)


class TestCalibration:
    def test_changes_are_held_against_the_truth(self) -> None:
        text = "Kommunen har godkänt förslaget i får nämnden."
        truth = "Kommunen har godkänt förslaget i vår nämnden."
        judged = calibration.judge(truth, text, [_change(after, text) for after in ("Kommunen", "får", "i")])
        assert [change.right for change in judged] == [True, False, True]

    def test_a_split_word_is_right_only_as_a_whole(self) -> None:
        text = "beslut på grund av"
        for truth, right in ((text, True), ("beslut på grunden av", False)):
            (judged,) = calibration.judge(truth, text, [_change("på grund", text)])
            assert judged.right is right

    def test_a_word_taken_out_is_right_where_the_truth_has_none(self) -> None:
        for truth, right in (("Ny rubrik", True), ("Ny stor rubrik", False)):
            (judged,) = calibration.judge(truth, "Ny rubrik", [calibration.Stated("word", 0.9, 3, "")])
            assert judged.right is right

    def test_bins_hold_what_they_say(self) -> None:
        confidences = [0.0, 0.5, 0.949, 0.95, 0.99, 1.0]
        row = calibration.tabulate("all", [calibration.Judged("word", value, right=True) for value in confidences])
        filled = {(bin_["low"], bin_["high"]): bin_["changes"] for bin_ in row["bins"] if bin_["changes"]}
        assert filled == {(0.0, 0.5): 1, (0.5, 0.6): 1, (0.9, 0.95): 1, (0.95, 0.99): 1, (0.99, 1.0): 2}

    def test_expected_error(self) -> None:
        judged = [calibration.Judged("word", 0.9, right=index < 8) for index in range(10)]
        judged += [calibration.Judged("hyphen", 0.6, right=True) for _ in range(10)]
        row = calibration.tabulate("all", judged)
        assert row["expected_error"] == pytest.approx((0.1 * 10 + 0.4 * 10) / 20)
        assert row["kinds"] == {"word": [10, 8], "hyphen": [10, 10]}

    def test_doubts_are_counted_apart(self) -> None:
        judged = [calibration.Judged("doubtful", 0.9, right=False), calibration.Judged("doubtful", 0.1, right=True)]
        row = calibration.tabulate("all", judged)
        assert (row["doubts"], row["doubts_justified"], row["expected_error"]) == (2, 1, None)

    @given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=50))
    def test_no_change_is_lost(self, changes: list[tuple[float, bool]]) -> None:
        row = calibration.tabulate("all", [calibration.Judged("word", value, right) for value, right in changes])
        assert sum(bin_["changes"] for bin_ in row["bins"]) == len(changes)
        assert sum(bin_["right"] for bin_ in row["bins"]) == sum(right for _, right in changes)
        assert row["expected_error"] is None or 0 <= row["expected_error"] <= 1


def _change(after: str, text: str) -> calibration.Stated:
    return calibration.Stated("word", 0.9, text.index(after), after)


class TestTables:
    def test_every_row_of_every_table_has_as_many_cells_as_its_head(self, whole: Results) -> None:
        blocks = re.findall(r"(?:^\|.*\n)+", tables.report(whole), re.MULTILINE)
        assert len(blocks) > 5
        for block in blocks:
            lines = block.splitlines()
            assert len(lines) > 2
            assert len({line.count(" | ") for line in lines}) == 1, block

    def test_figures_of_the_summary(self, whole: Results) -> None:
        text = tables.report(whole)
        assert "| Legacy texts (left by an old engine) | 200 | 20.0 | **3.50** (33 / 0) | 13.5 (18 / 5) |" in text
        assert "| Statutes, reports, debates and letters of today | 100 | **0.0** (worst text 0) | 200.0 |" in text
        assert "| Scans, from picture to text | 100 | 6.00 | **1.00** (5 / 0) |" in text
        assert "40\u202f000 (2.0×) | 100\u202f000 (5.0×) | 20\u202f000 (1.0×)" in text
        assert "| Ocr_Fix | 2 | 3.00 | 3.00 | 1.00 | 1.5× | – | 90 MB |" in text

    def test_the_summary_tells_first_what_is_changed_of_clean_texts_then_what_is_repaired(self, whole: Results) -> None:
        text = tables.summary(whole)
        clean, damaged = (text.index(f"| {head}") for head in ("clean texts: words changed", "words wrong in 100"))
        assert clean < text.index("| Statutes, reports") < damaged
        assert damaged < text.index("| Legacy texts (left by an old engine) |") < text.index("| Scans, from picture")

    def test_snippets_stand_beside_whole_clean_texts_alone(self, whole: Results) -> None:
        described = whole["systems"][0]
        whole["systems"].insert(1, {**described, "name": tables.SNIPPETS, "label": "by 40 words", "aside": True})
        row = quality_row("samples/a.truth", tables.SNIPPETS, before=0, after=1, group="clean")
        whole["quality"].append(row)
        assert "| **0.0** (worst text 0) | 100.0 | 200.0 |" in tables.untouched(whole)
        assert "by 40 words" not in tables.quality(whole)

    def test_nothing_read_has_no_table(self, whole: Results) -> None:
        whole["quality"] = []
        assert tables.untouched(whole) == tables.quality(whole) == ""

    def test_what_stands_aside_is_in_the_full_tables_alone(self, whole: Results) -> None:
        whole["systems"][1]["aside"] = True
        assert "Symspell |" not in tables.quality(whole)
        assert "Symspell |" in tables.documents(whole)

    def test_what_is_missing_is_told(self, whole: Results) -> None:
        text = tables.report(whole)
        assert "hunspell: does not run here" in text
        assert "samples/c.pdf by tesseract" in text

    def test_a_run_of_nothing_but_speed_renders(self, whole: Results) -> None:
        whole["quality"], whole["calibration"] = [], []
        assert "words/s" in tables.report(whole)

    def test_timings_tell_of_what_day_they_are(self, whole: Results) -> None:
        assert "Speeds: of 2026-01-30, on Another processor; the median of 3 repeats" in tables.report(whole)

    def test_kept_timings_of_a_system_that_was_not_read_render(self, whole: Results) -> None:
        whole["systems"] = [system for system in whole["systems"] if system["name"] != "tesseract"]
        assert "| tesseract | 2 | 2.00 |" in tables.report(whole)

    def test_a_run_without_speed_renders(self, whole: Results) -> None:
        whole["speed"] = {"date": None, "cpu": None, "text": [], "processes": [], "pages": []}
        assert "words/s" not in tables.report(whole)

    @pytest.mark.parametrize(
        ("share", "shown"), [(0.0, "0.00"), (0.0123, "1.23"), (0.0999, "9.99"), (0.1, "10.0"), (1.234, "123.4")]
    )
    def test_percentages(self, share: float, shown: str) -> None:
        assert tables.percent(share) == shown

    @pytest.mark.parametrize(
        ("ratio", "shown"), [(None, "–"), (0.0421, "0.042×"), (1.0, "1.0×"), (2.345, "2.3×"), (123.4, "123×")]
    )
    def test_ratios(self, ratio: float | None, shown: str) -> None:
        assert tables.times(ratio) == shown


class TestReadme:
    PAGE = f"# Name\n\n{tables.BEGIN}\nold\n{tables.END}\n\nThe end.\n"

    def test_the_block_is_replaced_and_nothing_else(self) -> None:
        once = tables.replace_block(self.PAGE, "| new |")
        assert once == f"# Name\n\n{tables.BEGIN}\n| new |\n{tables.END}\n\nThe end.\n"
        assert tables.replace_block(once, "| new |") == once

    @pytest.mark.parametrize(
        "page",
        ["", tables.BEGIN, tables.END, f"{tables.END}{tables.BEGIN}", PAGE + tables.BEGIN, PAGE + tables.END],
    )
    def test_a_page_without_both_marks_once_is_refused(self, page: str) -> None:
        with pytest.raises(ValueError, match="once each"):
            tables.replace_block(page, "new")

    def test_what_it_says_first_is_what_the_results_say(self) -> None:
        measured = results.read(ROOT / "benchmarks" / "results.json")
        legacy = dict(summary.by_group(measured))["legacy"][tables.OURS]
        clean = [pooled[tables.OURS] for _, pooled in summary.clean(measured)]
        changed, words = sum(each.changed for each in clean), sum(each.words for each in clean)
        text = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
        assert f"{100 * legacy.raw_wer:.0f} were wrong and {100 * legacy.wer:.1f} are;" in text
        assert f"of {words:,} words that were right, " in text
        assert f" it changed {changed} (" in text


class TestResults:
    def test_round_trip(self, whole: Results, tmp_path: Path) -> None:
        results.save(whole, tmp_path / "results.json")
        assert results.read(tmp_path / "results.json") == whole

    def test_the_example_of_these_tests_has_the_form_that_is_promised(self, whole: Results) -> None:
        assert conforms(whole, Results)

    def test_another_schema_is_refused(self, whole: Results, tmp_path: Path) -> None:
        results.save({**whole, "schema": results.SCHEMA + 1}, tmp_path / "results.json")
        with pytest.raises(ValueError, match="run the benchmark again"):
            results.read(tmp_path / "results.json")

    def test_the_published_results_have_the_form_that_is_promised(self) -> None:
        path = ROOT / "benchmarks" / "results.json"
        if not path.exists():
            pytest.skip("no results are published yet: make bench")
        assert conforms(results.read(path), Results)


@pytest.mark.slow
def test_every_picture_is_drawn(whole: Results, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib is not installed (group dev)")
    plots = importlib.import_module("benchmarks.plots")
    written = plots.draw_all(whole, tmp_path)
    assert {path.name for path in written} == {
        "wer-texts.png",
        "wer-scans.png",
        "repaired-broken.png",
        "words-per-second.png",
        "seconds-per-page.png",
        "calibration.png",
    }
    for path in written:
        with Image.open(path) as image:
            colours = image.convert("RGB").getcolors(maxcolors=1 << 20)
        assert colours is not None
        assert len(colours) > 10
    whole["quality"], whole["calibration"] = [], []
    whole["speed"] = {"date": None, "cpu": None, "text": [], "processes": [], "pages": []}
    assert plots.draw_all(whole, tmp_path / "empty") == []


class TestArchive:
    @staticmethod
    def row(system: str, seconds: list[float], wer: float, lost: float) -> archive.Row:
        cpu = [2 * each for each in seconds]
        rates = {"pages_per_minute": 1.0, "wer": wer, "lost": lost}
        return cast("archive.Row", {"system": system, "seconds": seconds, "cpu_seconds": cpu, **rates})

    def test_speed_counts_where_the_text_is_as_good(self) -> None:
        ours = self.row(archive.OURS, [10.0, 12.0, 50.0], 0.005, 0.004)
        fast, slow = (
            self.row(archive.PARALLEL, [5, 6, 25], 0.08, 0.06),
            self.row(archive.LOOP, [20, 24, 100], 0.09, 0.07),
        )
        found = archive.verdict([ours, fast, slow])
        assert found.startswith("No peer has text as good")
        assert "0.50× the speed" in found
        table = archive.table(12, [ours, fast, slow])
        assert "| 0.50× | 1.0 | 8.00 | 16.0× | 6.00 |" in table
        assert "| 2.00× | 4.0 | 9.00 | 18.0× | 7.00 |" in table
        # Running heads that a peer prints do not make its text worse.
        found = archive.verdict([ours, fast, {**slow, "lost": 0.004}])
        assert found.startswith(
            f"Of the peers, {archive.LOOP} has text as good, beside which ocr_fix has 2.00× the speed"
        )
        assert archive.verdict([ours]) == "No peer is installed here.\n"

    def test_a_text_that_was_not_written_has_none_of_its_words(self, tmp_path: Path) -> None:
        (tmp_path / "anslag.tif").touch()
        truth = (ROOT / "samples" / "anslag.truth.txt").read_text(encoding="utf-8")
        assert archive.errors(tmp_path, tmp_path).rate == 1.0
        (tmp_path / "anslag.txt").write_text(f"HUVUD 1\n\n{truth}\f", encoding="utf-8")
        found = archive.errors(tmp_path, tmp_path)
        assert (found.substitutions + found.deletions, found.insertions) == (0, 2)

    def test_many_small_files_are_all_done_and_then_left(self, tmp_path: Path) -> None:
        timed = Journal.record
        found = small_files.measure(40, tmp_path)
        assert found["states"] == {"done": 40}
        assert found["again_done"] == 40
        assert 0 < found["journal_ms_per_file"] < found["ms_per_file"]
        assert Journal.record is timed


def test_a_sweep_of_pages_tells_which_numbers_they_show(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "dos.txt"
    text.write_bytes("Förvaltningen får 450 kr för åtgärder på ön.\n".encode("cp850") * 3)
    options = [
        "--rooms",
        "source",
        "--only",
        "EncodingThresholds.wide",
        "EncodingThresholds.most_f",
        "--kept",
        str(tmp_path / "kept"),
    ]
    assert sweep_pages.main([str(text), *options]) == 0
    told, *rows = capsys.readouterr().out.splitlines()
    assert told.startswith("Of 2 numbers pages show 0 at each value")
    assert "| source: EncodingThresholds.wide | 0.9999 | 0 (dos.txt) |" in rows  # then it is taken for UTF-16
    places = [place for room in ("source", "recognition") for place in sweep_pages.numbers(room)]
    assert len({place.name for place in places}) == len(places) > 300


def test_a_picture_is_read_once_and_others_as_often_as_may_be(tmp_path: Path) -> None:
    page = PageImage(1, Image.new("L", (40, 20), 255), 300)
    engine = sweep_pages.KeptReadings(tmp_path, 1)
    engine._engine = cast("Engine", _White())
    assert engine.read(page, ["swe"]) == engine.read(page, ["swe"]) == Page(1, (), 40, 20, 300)
    with pytest.raises(sweep_pages.TooManyReadingsError):
        engine.turn(page)


def test_strips_are_made_the_same_way_every_time_and_others_of_another_seed() -> None:
    name, recipe = "fax-specks", prepared_pages.RECIPES["fax-specks"]
    made, again, other = (recipe.make(name, seed, 3) for seed in (0, 0, 1))
    assert (made.image.mode, made.dpi, made.words) == ("1", 200, again.words)
    assert made.image.tobytes() == again.image.tobytes()
    assert made.words[:20] != other.words[:20]
    assert not prepared_pages.RECIPES["blank"].make("blank", 0, 0).words


def test_a_sweep_of_strips_tells_which_differ(tmp_path: Path) -> None:
    options = [
        "--strips",
        "blank-grain",
        "icon",
        "--only",
        "fewest_of_grain",
        "Dirt",
        "--kept",
        str(tmp_path),
        "--most",
        "0",
    ]
    program = [sys.executable, "-m", "benchmarks.sweep_strips", *options]  # it watches what a process of its own asks
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Of 0 words on 2 strips 0 are wrong.")
    assert "| `Blank.fewest_of_grain` | 2500 | 0: differ; 1250: +0 (0); 5000: +0 (0); 2.5e+06: differ |" in done.stdout
    assert "No strip differs whatever of these is tried (1): `Dirt.unsure`." in done.stdout


def test_an_ablation_tells_what_a_rule_is_worth(tmp_path: Path) -> None:
    options = ["--seeds", "0", "--parts", "notes, 300", "--only", "small figures", "turning", "--kept", str(tmp_path)]
    program = [sys.executable, "-m", "benchmarks.ablation", *options]  # it puts other steps into the reader
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    rows = dict(line.strip("|").split(" |", 1) for line in done.stdout.splitlines() if line.startswith("| "))
    differ, wrong, *_ = rows[" · small figures above"].split(" | ")
    assert (int(differ), int(wrong) > 3) == (1, True)
    assert rows[" turning"].split(" | ")[:2] == [" 0", "+0"]
    assert done.stdout.startswith("1 documents, 1 pages: ")


def test_lines_that_nothing_else_needs_are_those_of_what_is_named_and_its_helpers() -> None:
    room = "ocr_fix.recognition.signs.counts"
    part, all_of_it = ({(room, name)} for name in ("_counted_in_numerals", "with_counts"))
    assert 0 < code_lines.lines_of_none_but(part) < code_lines.lines_of_none_but(all_of_it)
    assert code_lines.lines_of_none_but({("ocr_fix.recognition.boxes", "no such thing")}) == 0


def test_pages_of_all_kinds_are_made_the_same_way_every_time() -> None:
    (made,), (again,), (other,) = (page_kinds.pages(seed, ["references, 150"]) for seed in (0, 0, 1))
    assert (made.image.tobytes(), made.truth) == (again.image.tobytes(), again.truth)
    assert made.truth != other.truth


def test_strips_say_what_is_set_on_them_and_what_the_file_has_for_them() -> None:
    (made,) = mended_pages.strips(0, ["layer-stamp-drawn"])
    assert made.layer is not None
    said = [word.text for block in made.layer.blocks for line in block.lines for word in line.words]
    assert (made.words[-1], made.words[:-1], made.is_scan) == ("KOPIA", said, False)
    (led,) = mended_pages.strips(0, ["led-close-300"])
    assert not any(word.strip(".") == "" for word in led.words)  # dots that lead to numbers are no words
    read = Page(1, (Block((Line(tuple(Word(text) for text in [*led.words[1:], "......", "."])),)),))
    assert sweep_strips.wrong_words(read, led.words) == 1


def test_composed_documents_are_laid_out_as_they_were_set() -> None:
    for laid in laid_pages.documents(0, ["prose-apart-2", "agenda", "code", "table-3"]):
        pages = arrange(laid_pages.boxed(laid))
        text = "".join(filter(str.isalnum, flow_of(pages).text))
        assert text == "".join(filter(str.isalnum, "".join(text for _, text in laid.blocks)))
    assert len(laid_pages.DOCUMENTS) > 70


@pytest.mark.parametrize(
    ("module", "given", "named", "told"),
    [
        (
            "sweep_layout",
            ["--documents", "agenda-short", "--only", "KeptLinesThresholds.fewest_sure", "KeptLinesThresholds.fewest"],
            "Of 10 blocks of 2 documents 0 are wrong.",
            "| `KeptLines.fewest` | 3 | 2: +0 (0); 6: +6 (2); 0: fails; 3000: differ |",
        ),
        (
            "sweep_files",
            ["dos.txt", "--only", "EncodingThresholds.wide", "EncodingThresholds.most_f"],
            "1 files were opened.",
            "| `Encoding.wide` | 0.9 | 0.8: 0; 0.95: 0; 0: differ; 0.9999: 0 |",
        ),
    ],
)
def test_a_sweep_tells_what_its_documents_become(
    module: str, given: list[str], named: str, told: str, tmp_path: Path
) -> None:
    (tmp_path / "dos.txt").write_bytes("Förvaltningen får 450 kr för åtgärder på ön.\n".encode("cp850") * 3)
    given = [str(tmp_path / each) if each == "dos.txt" else each for each in given]
    program = [sys.executable, "-m", f"benchmarks.{module}", *given, "--kept", str(tmp_path / "kept")]
    done = subprocess.run(program, capture_output=True, text=True, check=True)  # it watches what its process asks
    assert done.stdout.startswith(named)
    assert told in done.stdout


class _White:
    """An engine that sees nothing."""

    def read(self, page: PageImage, languages: object, *, uneven: bool, choices: bool) -> Page:
        return Page(page.number, (), *page.image.size, page.dpi)
