"""A folder of documents is cleaned into another folder; one bad file does not stop the rest."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import regex
from archive_runs import SAMPLES, batch, damaged_text, outputs, scan, status
from bad_inputs import pdf_pages, pdf_text
from test_cli import in_process

from ocr_fix import Options, clean
from ocr_fix.archive import Run, Settings
from ocr_fix.archive.accounts import run_display as progress
from ocr_fix.archive.accounts.prometheus import Metrics
from ocr_fix.archive.accounts.summary import summarise
from ocr_fix.archive.accounts.summary_html import as_html
from ocr_fix.archive.crew.outputs import Output
from ocr_fix.archive.journal import Journal, JournalRow
from ocr_fix.archive.reviewed import key_of
from ocr_fix.archive.run import Tally
from ocr_fix.archive.schedule import Event, PageRead
from ocr_fix.archive.storage.file_tree import Signature
from ocr_fix.archive.survey.estimate import estimate
from ocr_fix.archive.survey.selection import Item
from ocr_fix.errors import InputError, OptionError


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    (folder / "a" / "b").mkdir(parents=True)
    shutil.copy(SAMPLES / "legacy-2008.txt", folder / "a" / "b" / "rapport.txt")
    shutil.copy(SAMPLES / "arkiv-1996.txt", folder / "plan.txt")
    (folder / "tom.pdf").touch()
    (folder / ".hidden.txt").write_text("dold", encoding="utf-8")
    (folder / "Thumbs.db").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    return folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out"


def states(target: Path) -> dict[str, str]:
    return {each["file"]: each["state"] for each in status(target)["documents"]}


def run(source: Path, target: Path, settings: Settings | None = None, options: Options | None = None) -> Run:
    run = Run(str(source), str(target), options or Options(), settings or Settings(jobs=1))
    run.go()
    return run


def test_the_structure_is_kept_and_the_source_untouched(source: Path, target: Path) -> None:
    before = {file: file.read_bytes() for file in source.rglob("*") if file.is_file()}
    message = batch(source, target, code=8).stderr.decode()
    assert "tom.pdf: is empty" in message
    assert "2 done, 0 done before, 1 failed" in message
    assert set(outputs(target)) == {"a/b/rapport.txt", "plan.txt"}
    assert states(target) == {"a/b/rapport.txt": "done", "plan.txt": "done", "tom.pdf": "failed"}
    assert {file: file.read_bytes() for file in source.rglob("*") if file.is_file()} == before


def test_the_texts_are_those_of_the_single_command(source: Path, target: Path) -> None:
    run(source, target)
    assert (target / "plan.txt").read_text(encoding="utf-8") == clean(source / "plan.txt").text


def test_changes_and_reports_are_those_of_the_single_command(source: Path, target: Path, tmp_path: Path) -> None:
    rapport = source / "a" / "b" / "rapport.txt"
    rapport.write_text(rapport.read_text(encoding="utf-8") + "\nSkolan behover storre salar.\n", encoding="utf-8")
    batch(source, target, "--changes", "--report", code=8)
    single = tmp_path / "single.txt", tmp_path / "single.jsonl", tmp_path / "single.html"
    in_process(rapport, "-o", single[0], "--changes", single[1], "--report", single[2])
    written = [target / "a" / "b" / f"rapport{ending}" for ending in (".txt", ".changes.jsonl", ".report.html")]
    assert [file.read_bytes() for file in written] == [file.read_bytes() for file in single]
    page = (target / "ocrfix-summary.html").read_text(encoding="utf-8")
    assert 'href="./a/b/rapport.txt"' in page
    assert 'href="./a/b/rapport.report.html"' in page
    facts = json.loads((target / ".ocrfix" / "summary.json").read_text(encoding="utf-8"))
    assert [(each["folder"], each["documents"]) for each in facts["folders"]] == [("", 1), ("a/b", 1)]
    assert sum(sum(each["confidence_histogram"]) for each in facts["folders"]) == 2
    assert (facts["languages"], facts["registers"]) == ({"sv": facts["words"]}, {"modern": facts["words"]})
    written[2].unlink()
    batch(source, target, "--changes", "--report", code=8)
    assert written[2].read_bytes() == single[2].read_bytes()


def test_a_second_run_does_what_is_new_or_changed_and_nothing_else(source: Path, target: Path) -> None:
    run(source, target)
    untouched = (target / "a" / "b" / "rapport.txt").stat().st_mtime_ns
    (source / "plan.txt").write_text(damaged_text(1), encoding="utf-8")
    (source / "ny.txt").write_text(damaged_text(2), encoding="utf-8")
    tally = run(source, target).tally
    assert tally.fates == {"done": 1, "changed": 1, "new": 1, "failed": 1}
    assert tally.states == {"done": 2}
    assert "nummer 1" in (target / "plan.txt").read_text(encoding="utf-8")
    assert (target / "a" / "b" / "rapport.txt").stat().st_mtime_ns == untouched


def test_a_file_that_was_only_touched_is_hashed_and_left(source: Path, target: Path) -> None:
    run(source, target)
    os.utime(source / "plan.txt", (1, 1))
    tally = run(source, target).tally
    assert (tally.fates["changed"], tally.same, tally.pages) == (1, 1, 0)
    assert run(source, target).tally.fates["changed"] == 0


def test_a_clock_that_was_set_back_hides_no_change(source: Path, target: Path) -> None:
    text = source / "plan.txt"
    os.utime(text, (2**31 - 2, 2**31 - 2))
    run(source, target)
    text.write_text(damaged_text(3), encoding="utf-8")
    os.utime(text, (1, 1))  # older than anything of the run before
    assert run(source, target).tally.states["done"] == 1
    assert "nummer 3" in (target / "plan.txt").read_text(encoding="utf-8")


def test_other_options_and_formats_are_done_again(source: Path, target: Path) -> None:
    run(source, target)
    again = run(source, target, Settings(jobs=1, formats=("text", "json")))
    assert again.tally.states["done"] == 2
    assert json.loads((target / "plan.json").read_text(encoding="utf-8"))["name"] == "plan.txt"
    assert run(source, target, Settings(jobs=1), Options(correct=False)).tally.states["done"] == 2


def test_a_lost_output_is_made_again(source: Path, target: Path) -> None:
    run(source, target)
    before = outputs(target)
    (target / "plan.txt").unlink()
    run(source, target)
    assert outputs(target) == before


def test_a_text_that_somebody_edited_is_never_touched(source: Path, target: Path) -> None:
    run(source, target)
    assert status(target)["edited"] == []
    text, by_hand = target / "plan.txt", "rättad för hand"
    text.write_text(by_hand, encoding="utf-8")
    stamp = text.stat().st_mtime_ns
    assert run(source, target).tally.fates["done"] == 2
    both = Settings(jobs=1, formats=("text", "json"))
    assert run(source, target, both, Options(words=("Vretlösta",))).tally.left == 1
    (source / "plan.txt").write_text(damaged_text(4), encoding="utf-8")
    assert run(source, target, Settings(jobs=1, formats=("json",))).tally.left == 0
    assert run(source, target).tally.left == 1
    assert (text.read_text(encoding="utf-8"), text.stat().st_mtime_ns) == (by_hand, stamp)
    assert "nummer 4" in (target / "plan.json").read_text(encoding="utf-8")
    assert status(target)["edited"] == ["plan.txt"]
    assert "edited by hand, and left: plan.txt" in batch("--status", target).stdout.decode()
    assert "1 edited by hand" not in batch(source, target, "-j", "1", code=8).stderr.decode()  # nothing was to be done


def test_an_edited_text_is_overwritten_on_demand_and_a_copy_stays_beside_it(source: Path, target: Path) -> None:
    run(source, target)
    written = outputs(target)
    for number, copy in enumerate(("plan.by-hand.txt", "plan.by-hand-2.txt"), 1):
        (target / "plan.txt").write_text(f"rättad för hand {number}", encoding="utf-8")
        tally = run(source, target, Settings(jobs=1, overwrite_edited=True)).tally
        assert (tally.fates["again"], tally.copied, tally.left) == (1, 1, 0)
        assert (target / copy).read_text(encoding="utf-8") == f"rättad för hand {number}"
    assert {name: outputs(target)[name] for name in written} == written
    assert status(target)["edited"] == []
    assert run(source, target, Settings(jobs=1, overwrite_edited=True)).tally.fates["done"] == 2


def test_what_a_killed_run_wrote_is_not_taken_for_an_edit(source: Path, target: Path) -> None:
    run(source, target)
    journal = target / ".ocrfix" / "journal.sqlite"
    with closing(sqlite3.connect(journal)) as base:  # as if it had been killed before it was recorded
        base.execute("UPDATE files SET outputs = '[]', state = 'waiting', content = NULL")
        base.execute("UPDATE runs SET ended = 0")
        base.commit()
    digests = [hashlib.sha256(content).hexdigest() for content in outputs(target).values()]
    (target / ".ocrfix" / "written").write_text("\n".join(digests), encoding="ascii")
    assert run(source, target, options=Options(lines="keep")).tally.left == 0
    assert not (target / ".ocrfix" / "written").exists()


def test_what_failed_is_tried_again_when_it_changed_or_is_asked_for(source: Path, target: Path) -> None:
    run(source, target)
    assert run(source, target).tally.fates["failed"] == 1
    assert run(source, target, Settings(jobs=1, retry_failed=True)).tally.fates["again"] == 1
    scan(source / "tom.pdf.png")
    shutil.move(source / "tom.pdf.png", source / "tom.pdf")
    assert run(source, target).tally.states == {"done": 1}
    assert (target / "tom.txt").exists()


def test_failed_files_can_be_put_aside(source: Path, target: Path, tmp_path: Path) -> None:
    run(source, target, Settings(jobs=1, put_aside=tmp_path / "aside"))
    assert [path.name for path in (tmp_path / "aside").rglob("*")] == ["tom.pdf"]
    assert (source / "tom.pdf").exists()


def test_what_was_put_aside_is_not_tried_again(source: Path, target: Path, tmp_path: Path) -> None:
    aside = tmp_path / "aside"
    run(source, target)
    assert run(source, target, Settings(jobs=1, put_aside=aside)).tally.fates["failed"] == 1
    assert (aside / "tom.pdf").exists()  # though it failed in the run before
    other = Settings(jobs=1, formats=("text", "json"))
    assert run(source, target, other).tally.fates == {"changed": 2, "failed": 1}
    os.utime(source / "tom.pdf", (1, 1))
    assert run(source, target, other).tally.fates == {"done": 2, "failed": 1}
    assert run(source, target, replace(other, retry_failed=True)).tally.states == {"failed": 1}
    run(source, target, replace(other, put_aside=aside))
    scan(source / "tom.pdf.png")
    shutil.move(source / "tom.pdf.png", source / "tom.pdf")
    assert run(source, target, other).tally.states == {"done": 1}


def test_nothing_is_put_into_the_source(source: Path, target: Path) -> None:
    for settings in (Settings(put_aside=source / "aside"), Settings(state=source / "a"), Settings(log=source / "log")):
        with pytest.raises(OptionError, match="only ever read"):
            run(source, target, settings)
    assert "only ever read" in batch(source, target, "--log", source / "log", code=2).stderr.decode()
    assert not (source / "log").exists()


def test_a_journal_of_an_earlier_version_is_taken_over(source: Path, target: Path) -> None:
    run(source, target)
    with closing(sqlite3.connect(target / ".ocrfix" / "journal.sqlite")) as base:
        base.executescript(
            "ALTER TABLE files DROP COLUMN aside; ALTER TABLE files DROP COLUMN languages;"
            "ALTER TABLE files DROP COLUMN registers; PRAGMA user_version = 1;"
        )
    assert run(source, target).tally.fates == {"done": 2, "failed": 1}


def test_another_file_with_the_same_name_gives_both_their_whole_names(target: Path, tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "protokoll.txt").write_text(damaged_text(), encoding="utf-8")
    run(source, target)
    text = (target / "protokoll.txt").read_bytes()
    scan(source / "protokoll.png")
    tally = run(source, target).tally
    assert set(outputs(target)) == {"protokoll.txt.txt", "protokoll.png.txt"}
    assert (target / "protokoll.txt.txt").read_bytes() == text
    assert tally.states == {"done": 1}  # the old text was renamed, not made again


def test_the_same_content_is_read_once(target: Path, tmp_path: Path) -> None:
    source = tmp_path / "in"
    (source / "kopior").mkdir(parents=True)
    scan(source / "original.png", 7)
    for name in ("a.png", "b.png"):
        shutil.copy(source / "original.png", source / "kopior" / name)
    tally = run(source, target).tally
    assert (tally.pages, tally.states["done"]) == (1, 3)
    assert len(set(outputs(target).values())) == 1


def test_what_was_read_serves_other_words_formats_and_folders(target: Path, tmp_path: Path) -> None:
    source, shared = tmp_path / "in", tmp_path / "read"
    source.mkdir()
    scan(source / "sida.png", 8)
    settings = Settings(jobs=1, readings=shared)
    assert run(source, target, settings).tally.pages == 1
    (source / "djupare").mkdir()
    shutil.move(source / "sida.png", source / "djupare" / "annan.png")
    scan(source / "ny.png", 9)
    other = replace(settings, formats=("text", "hocr"))
    words = Options(words=("Vretlösta",))
    found = estimate(str(source), str(target), words, other)
    assert (found.pages, found.kept, found.to_read) == (2, 1, 1)
    assert "about 2 pages, 1 to be read" in batch("--dry-run", "--readings", shared, source, target).stdout.decode()
    again = run(source, target, other, words).tally
    assert (again.pages, again.states["done"]) == (1, 2)
    elsewhere = run(source, tmp_path / "out2", settings).tally
    assert (elsewhere.pages, elsewhere.states["done"]) == (0, 2)
    assert not (target / ".ocrfix" / "readings").exists()


def test_what_was_read_is_kept_beside_the_journal_or_not_at_all(target: Path, tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    scan(source / "sida.png", 8)
    assert run(source, target).tally.pages == 1
    assert run(source, target, Settings(jobs=1, formats=("json",), keep_readings=0)).tally.pages == 0
    assert not (target / ".ocrfix" / "readings").exists()
    with pytest.raises(OptionError, match="room for readings"):
        Settings(keep_readings=-1)


class _StopsAfterAPage:
    """Asks a run to stop when the first page was read."""

    def __init__(self) -> None:
        self.run: Run | None = None

    def surveyed(self, tally: Tally) -> None:
        pass

    def happened(self, event: Event, tally: Tally) -> None:
        if isinstance(event, PageRead) and self.run is not None:
            self.run.stop()

    def ticked(self, tally: Tally) -> None:
        pass


def test_a_thick_file_goes_on_with_its_next_page(target: Path, tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    sentences = ("Skolan har plats for alla.", "Vintern blev lang och kall.", "Bron skall byggas i trakten.")
    (source / "tre.pdf").write_bytes(pdf_pages(*({"content": pdf_text(sentence)} for sentence in sentences)))
    stopper = _StopsAfterAPage()
    first = stopper.run = Run(str(source), str(target), Options(), Settings(jobs=1), [stopper])
    first.go()
    assert (first.tally.pages, outputs(target)) == (1, {})
    assert run(source, target).tally.pages == 2
    whole = clean(source / "tre.pdf").text
    assert all(word in whole for word in ("Skolan", "Vintern", "Bron"))
    assert (target / "tre.txt").read_text(encoding="utf-8") == whole


def test_a_page_that_cannot_be_read_is_told_and_the_others_are_written(target: Path, tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    whole = pdf_pages({"content": pdf_text("Sida ett")}, {"content": pdf_text("Sida tva")})
    (source / "halv.pdf").write_bytes(whole.replace(b"/Kids[3 0 R 5 0 R]", b"/Kids[3 0 R 9 0 R]"))
    said = batch(source, target, code=8).stderr.decode()
    assert "done but for some pages: halv.pdf: page 2: " in said
    assert "1 lacks pages" in said
    assert "ett" in (target / "halv.txt").read_text(encoding="utf-8")
    [row] = status(target)["documents"]
    assert (row["state"], row["pages"], row["failed_pages"]) == ("incomplete", 2, 1)
    os.utime(source / "halv.pdf", (1, 1))
    said = batch(source, target, code=8).stderr.decode()  # still, though it was touched
    assert "0 done, 0 done before, 0 failed, 1 lacks pages" in said


def test_folders_in_each_other_and_missing_ones_are_refused(source: Path, tmp_path: Path) -> None:
    for target in (source, source / "out", tmp_path):
        with pytest.raises(OptionError, match="must not lie in each other"):
            run(source, target)
    with pytest.raises(InputError, match="is no folder"):
        run(tmp_path / "missing", tmp_path / "out")


def test_messages_name_a_file_once_also_below_a_relative_source(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "tom  sida\n2.pdf").touch()
    monkeypatch.chdir(tmp_path)
    run(Path("./in/../in"), target)
    [row] = status(target)["failed"]
    assert row["error"] == "is empty; scan or fetch it again"


def test_exit_codes_tell_what_came_of_it(source: Path, target: Path, tmp_path: Path) -> None:
    assert batch(source, target, "-q", code=8).stderr == b""
    assert batch(source, target, "-q", code=8).stderr == b""  # it failed before and was not tried again
    (source / "tom.pdf").unlink()
    batch(source, target, code=0)
    (tmp_path / "leer").mkdir()
    assert "leer: holds no document" in batch(tmp_path / "leer", tmp_path / "out2", code=9).stderr.decode()
    batch(tmp_path / "nowhere", target, code=3)
    batch(source, code=2)
    batch("--status", tmp_path / "leer", code=3)


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(source: Path, target: Path) -> None:
    said = batch(source, target, "--dry-run").stdout.decode()
    assert "a/b/rapport.txt -> a/b/rapport" in said
    assert "3 files to clean" in said
    assert any("about" in line for line in said.splitlines())
    assert said.splitlines()[-1] == "1 passed over (1 an old Office document)"
    assert not target.exists()


def test_status_names_every_file(source: Path, target: Path) -> None:
    batch(source, target, code=8)
    found = status(target)
    assert found["files"] == {"total": 3, "done": 2, "failed": 1}
    by_name = {each["file"]: each for each in found["documents"]}
    assert by_name["plan.txt"]["words"] > 100
    assert 0.5 < by_name["plan.txt"]["confidence"] <= 1.0
    table = batch("--status", target).stdout.decode()
    assert "failed: tom.pdf" in table


def test_figures_are_written_as_prometheus_reads_them(tmp_path: Path) -> None:
    file, tally = tmp_path / "ocrfix.prom", Tally()
    with Metrics(file, 'a "b"\\c') as metrics:
        tally.pages, tally.states = 7, Counter(failed=1)
        metrics.surveyed(tally)
        assert 'ocrfix_batch_pages_total{target="a \\"b\\"\\\\c"} 7\n' in file.read_text(encoding="utf-8")
    lines = file.read_text(encoding="utf-8").splitlines()
    figures = [line for line in lines if not line.startswith("#")]
    form = regex.compile(r'ocrfix_batch_[a-z_]+\{target="(?:[^"\\]|\\.)*"(?:,state="[a-z]+")?\} [\d.]+')
    assert all(form.fullmatch(each) for each in figures)
    kinds = dict(line.split()[2:4] for line in lines if line.startswith("# TYPE"))
    assert {name.partition("{")[0] for name in figures} == kinds.keys()
    assert all((kind == "counter") == name.endswith("_total") for name, kind in kinds.items())


def test_the_log_has_a_line_for_each_event(source: Path, target: Path, tmp_path: Path) -> None:
    batch(source, target, "--log", tmp_path / "log.jsonl", code=8)
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["event"] for line in lines] == ["surveyed", "file", "file", "file", "ended"]
    assert {line["file"] for line in lines if line["event"] == "file"} == {"a/b/rapport.txt", "plan.txt", "tom.pdf"}


def test_off_a_terminal_a_line_now_and_then_says_how_far_it_is(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert progress.LINE_SECONDS == 30
    monkeypatch.setattr(progress, "LINE_SECONDS", 0.0)
    lines: list[str] = []
    Run(str(source), str(target), Options(), Settings(jobs=1), [progress.PlainProgress(lines.append)]).go()
    told = [line for line in lines if regex.fullmatch(r"ocrfix: \d of 3 files, \d pages?, \d+ pages/min, .+", line)]
    assert told
    assert "3 of 3 files, 4 pages" in told[-1]
    assert "1 failed, 0 s left" in told[-1]
    assert [line for line in lines if line not in told] == ["ocrfix: failed: tom.pdf: is empty; scan or fetch it again"]


def test_a_run_with_nothing_left_to_do_keeps_the_figures_of_the_one_that_read(source: Path, target: Path) -> None:
    batch(source, target, code=8)
    before = status(target)
    assert before["pages_per_minute"] > 0
    said = batch(source, target, code=8).stderr.decode()
    assert "pages/min" not in said
    after = status(target)
    assert (after["run"], after["pages_per_minute"]) == (before["run"], before["pages_per_minute"])


def test_the_summary_is_a_page_and_an_object(source: Path, target: Path) -> None:
    hostile = source / "<script>alert(1).txt"
    hostile.write_text(damaged_text(), encoding="utf-8")
    batch(source, target, code=8)
    facts = json.loads((target / ".ocrfix" / "summary.json").read_text(encoding="utf-8"))
    assert facts["files"] == {"total": 4, "done": 3, "failed": 1}
    assert sum(facts["confidence_histogram"]) == 3
    assert {"before": "aldreomsorgen", "after": "äldreomsorgen", "count": 1} in facts["corrections"]
    page = (target / ".ocrfix" / "summary.html").read_text(encoding="utf-8")
    assert "<svg" in page
    assert "tom.pdf" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    seen = (target / "ocrfix-summary.html").read_text(encoding="utf-8")
    assert seen == page.replace('href="../', 'href="./').replace('href="review/', 'href=".ocrfix/review/')


def test_hyphens_are_no_corrections_to_list_and_what_is_sure_is_not_to_be_looked_at_first(tmp_path: Path) -> None:
    with closing(Journal(tmp_path)) as journal:
        run = journal.begin("in", "ut", "plan")
        pairs = {("kom-mun", "kommun"): 9, ("kor t", "kort"): 8, ("vag", "väg"): 1}
        for name, doubtful in (("säker", 0), ("osäker", 2)):
            item = Item(f"{name}.txt", Signature(1, name), name)
            journal.found(run, item, wait=True)
            row = JournalRow(item.path, item.signature, item.base, run, "done", confidence=0.5, doubtful=doubtful)
            outputs = tuple(Output(f"{name}.{form}", "") for form in ("txt", "json"))
            journal.record(replace(row, corrections=pairs, outputs=outputs))
        journal.end(run, {}, ended=True)
        summary = summarise(journal)
    assert summary is not None
    assert summary.corrections == [("vag", "väg", 2)]
    assert [row.path for row in summary.look_first] == ["osäker.txt"]
    assert f'<a href="review/open.html#{key_of("osäker.txt")}">' in as_html(summary, door="review/open.html")


def test_what_is_passed_over_is_told_everywhere_and_nothing_else_is_no_document(tmp_path: Path) -> None:
    source, target, log = tmp_path / "in", tmp_path / "ut", tmp_path / "log"
    source.mkdir()
    (source / "avtal.docx").write_bytes(b"PK\x03\x04 word/document.xml")
    (source / "kopia.docx").write_bytes(b"PK\x03\x04 word/document.xml")
    told = "2 passed over (2 a Word document)"
    assert told in batch(source, target, "--dry-run").stdout.decode()
    done = batch(source, target, "--log", log, code=9)
    assert told in done.stderr.decode()
    assert told in batch("--status", target).stdout.decode()
    assert status(target)["passed_over"] == {"a Word document": 2}
    assert told in (target / ".ocrfix" / "summary.html").read_text(encoding="utf-8")
    surveyed = [event for line in log.read_text().splitlines() if (event := json.loads(line))["event"] == "surveyed"]
    assert surveyed[0]["passed_over"] == {"a Word document": 2}
