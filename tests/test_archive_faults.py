"""The plug is pulled, the disk is full, the engine hangs: nothing is lost, nothing is half, one file fails alone."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import psutil
import pytest
from archive_runs import (
    batch,
    begun,
    damaged_text,
    outputs,
    scan,
    stand_in,
    status,
    temporary,
    until,
    waiting,
    workers,
)
from bad_inputs import pdf_pages, pdf_text, png_header
from output_documents import once
from PIL import Image

from ocr_fix.archive.journal import Journal
from ocr_fix.archive.storage.file_tree import Signature
from ocr_fix.archive.survey.selection import Item
from ocr_fix.errors import OutputError

KILLS = 20
A_LONG_TIME = str(100_000 + os.getpid())  # in seconds; by it we know our own sleepers
HANGING = f"#!/bin/sh\nexec sleep {A_LONG_TIME}\n"
CRASHING = "#!/bin/sh\nkill -SEGV $$\n"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Texts and small scans, two of them the same."""
    folder = tmp_path_factory.mktemp("source") / "in"
    (folder / "pärm 1").mkdir(parents=True)
    for number in range(24):
        (folder / f"{number:02}.txt").write_text(damaged_text(number), encoding="utf-8")
    for number in range(4):
        scan(folder / "pärm 1" / f"{number}.png", number)
    shutil.copy(folder / "pärm 1" / "0.png", folder / "kopia.png")
    (folder / "tvådelad.pdf").write_bytes(
        pdf_pages({"content": pdf_text("Skolan har plats.")}, {"content": pdf_text("Vintern blev kall.")})
    )
    return folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture(scope="module")
def undisturbed(source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    def made() -> dict[str, bytes]:
        target = tmp_path_factory.mktemp("undisturbed") / "out"
        batch(source, target, "-j", "2")
        return outputs(target)

    return once("archive.undisturbed", made)


def children_of(run: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The workers of a run; none when it has ended."""
    try:
        return psutil.Process(run.pid).children() if run.poll() is None else []
    except psutil.NoSuchProcess:
        return []


def kill(process: psutil.Process) -> None:
    """Kill a process that may have ended by now."""
    with suppress(psutil.NoSuchProcess):
        process.kill()


def is_heeded(run: subprocess.Popen[bytes]) -> bool:
    """Wait until a run says that it has been interrupted; progress may come before it."""
    assert run.stderr is not None
    return any(b"finishing the pages at hand" in line for line in run.stderr)


def offspring(worker: psutil.Process) -> list[psutil.Process]:
    """What a worker has started."""
    try:
        return worker.children()
    except psutil.NoSuchProcess:
        return []


@pytest.fixture(autouse=True)
def _no_orphans() -> Iterator[None]:
    before = {process.pid for process in workers()}
    yield
    until(lambda: {process.pid for process in workers()} <= before, "workers to end with their parent")


@pytest.mark.slow
def test_a_run_killed_at_any_instant_is_finished_by_the_next(
    source: Path, target: Path, undisturbed: dict[str, bytes]
) -> None:
    random_ = random.Random(8)
    killed_in_work = 0
    for _ in range(KILLS):
        if set(outputs(target)) == set(undisturbed):
            shutil.rmtree(target)  # all is done; from the beginning
        with begun(source, target, "-j", "2") as run:
            time.sleep(random_.uniform(0.2, 3.0))
            engines = [engine for worker in children_of(run) for engine in offspring(worker)]
            victim = random_.choice([run.pid, *(child.pid for child in (*children_of(run), *engines))])
            if run.poll() is None:
                killed_in_work += 1
                try:
                    os.kill(victim, signal.SIGKILL)
                except ProcessLookupError:
                    continue
            if victim != run.pid:
                time.sleep(0.2)
        for path, content in outputs(target).items():
            if not Path(path).name.startswith("."):
                assert content == undisturbed[path]
    assert killed_in_work >= KILLS // 2
    batch(source, target, "-j", "2")
    assert outputs(target) == undisturbed
    assert not temporary(target)
    assert status(target)["files"] == {"total": len(undisturbed), "done": len(undisturbed)}


@pytest.mark.slow
def test_what_a_run_left_that_was_killed_while_it_wrote_its_summary_is_removed_by_the_next(
    source: Path, target: Path, undisturbed: dict[str, bytes]
) -> None:
    batch(source, target, "-j", "2")
    for folder in (target, target / ".ocrfix"):
        (folder / ".ocrfix-0123456789abcdef.tmp").touch()
    batch(source, target, "-j", "2")
    assert not temporary(target)
    assert outputs(target) == undisturbed


@pytest.mark.slow
def test_a_worker_that_is_killed_costs_nothing_but_time(
    source: Path, target: Path, undisturbed: dict[str, bytes]
) -> None:
    (target / "pärm 1").mkdir(parents=True)
    (target / "pärm 1" / ".ocrfix-0123456789abcdef.tmp").touch()  # as if it had been killed while it wrote
    with begun(source, target, "-j", "2") as run:
        until(lambda: bool(children_of(run)), "a worker")
        kill(children_of(run)[0])
        time.sleep(0.3)
        for child in children_of(run)[:1]:  # another, where the run has not ended by now
            kill(child)
        assert run.wait(60) == 0
    assert outputs(target) == undisturbed
    assert not temporary(target)


@pytest.mark.slow
def test_interrupted_once_it_stops_in_good_order_and_twice_now(
    source: Path, target: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    hold = tmp_path / "hold"
    env = waiting(tmp_path, hold)
    hold.touch()
    with begun(source, target, "-j", "1", env=env, stderr=subprocess.PIPE) as run:
        until(lambda: bool(outputs(target)), "the first output", run)
        run.send_signal(signal.SIGINT)
        assert is_heeded(run)
        hold.unlink()
        assert run.wait(60) == 130
    assert not temporary(target)
    assert status(target)["files"]["waiting"] > 0
    hold.touch()
    with begun(source, target, "-j", "1", env=env, stderr=subprocess.PIPE) as run:
        until(lambda: bool(children_of(run)), "a worker", run)
        run.send_signal(signal.SIGINT)
        assert is_heeded(run)  # before that a second signal would be one with the first
        run.send_signal(signal.SIGINT)
        assert run.wait(60) == 130
    hold.unlink()
    batch(source, target)
    assert outputs(target) == undisturbed


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_stops_the_run_and_the_next_goes_on(
    source: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", small], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("no small disk can be mounted here")
    try:
        (small / "ballast").write_bytes(bytes(420_000))
        target = small / "out"
        message = batch(source, target, code=6).stderr.decode().splitlines()[-1]
        assert message.startswith("ocrfix: error: ")
        assert "No space left" in message or "full" in message
        done = outputs(target)
        assert all(undisturbed[path] == content for path, content in done.items())
        assert not temporary(target)
        (small / "ballast").unlink()
        subprocess.run(["mount", "-o", "remount,size=50M", small], check=True)
        batch(source, target)
        assert outputs(target) == undisturbed
    finally:
        subprocess.run(["umount", "-l", small], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a folder read-only")
def test_a_target_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    target.mkdir()
    (source / "a.txt").write_text(damaged_text(), encoding="utf-8")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", target], capture_output=True, check=False)
    if mounted.returncode != 0:
        pytest.skip("no folder can be mounted read-only here")
    try:
        message = batch(source, target, code=6).stderr.decode()
        assert str(target) in message
        assert len(message.splitlines()) == 1
    finally:
        subprocess.run(["umount", "-l", target], check=True)


def test_a_second_run_in_the_same_target_is_refused(tmp_path: Path) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    scan(source / "a.png")
    with begun(source, target, "--watch") as first:
        until((target / ".ocrfix" / "lock").exists, "the lock")
        until(lambda: bool((target / ".ocrfix" / "lock").read_bytes()), "the lock's holder")
        message = batch(source, target, code=6).stderr.decode()
        assert f"another run is at work there (process {first.pid} " in message
    batch(source, target)


@pytest.mark.slow
def test_an_engine_that_hangs_fails_its_file_alone(tmp_path: Path, target: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    scan(source / "a.png")
    (source / "b.txt").write_text(damaged_text(), encoding="utf-8")
    env = stand_in(tmp_path, HANGING)
    batch(source, target, "--page-timeout", "2", "--attempts", "2", env=env, code=8)
    found = {each["file"]: each for each in status(target)["documents"]}
    assert found["b.txt"]["state"] == "done"
    assert (found["a.png"]["state"], found["a.png"]["attempts"]) == ("failed", 2)
    assert "longer than" in found["a.png"]["error"]
    assert not [p for p in psutil.process_iter(["cmdline"]) if p.info["cmdline"] == ["sleep", A_LONG_TIME]]
    batch(source, target, "--retry-failed")
    assert set(outputs(target)) == {"a.txt", "b.txt"}


@pytest.mark.slow
def test_an_engine_that_crashes_fails_its_file_alone(tmp_path: Path, target: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    scan(source / "a.png")
    (source / "b.txt").write_text(damaged_text(), encoding="utf-8")
    batch(source, target, env=stand_in(tmp_path, CRASHING), code=8)
    found = {each["file"]: each for each in status(target)["documents"]}
    assert (found["a.png"]["state"], found["a.png"]["attempts"]) == ("failed", 3)
    assert found["b.txt"]["state"] == "done"
    assert "a.png" in (target / ".ocrfix" / "summary.html").read_text(encoding="utf-8")


def test_a_file_that_was_read_more_simply_is_named(tmp_path: Path, target: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    scan(source / "a.png", 12)
    once = f'\nif mkdir {tmp_path}/tried; then kill -SEGV $$; fi 2>/dev/null\nexec {shutil.which("tesseract")} "$@"\n'
    said = batch(source, target, env=stand_in(tmp_path, once)).stderr.decode()
    assert "a.png: page 1: Tesseract failed" in said
    [found] = status(target)["read_more_simply"]
    assert (found["state"], found["file"]) == ("done", "a.png")
    assert "simplest way" in found["error"]
    assert "a.png" in (target / ".ocrfix" / "summary.html").read_text(encoding="utf-8")
    batch(source, target)
    assert status(target)["read_more_simply"] == [found]
    batch(source, target, "--retry-failed")
    assert status(target)["read_more_simply"] == []
    assert (target / "a.txt").read_text(encoding="utf-8") == "Sida 12\n"


def test_pages_that_a_document_lacks_are_read_when_it_is_tried_again(tmp_path: Path, target: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    scan(tmp_path / "1.png", 1)
    scan(tmp_path / "2.png", 2)
    with Image.open(tmp_path / "1.png") as first, Image.open(tmp_path / "2.png") as second:
        large = second.resize((second.width * 4, second.height * 4))
        first.save(source / "a.tif", save_all=True, append_images=[large], dpi=(200, 200))
    bytes_of_the_first = 100_000
    crashes_on_the_second = (
        f'\n[ "$(wc -c < "$1")" -lt {bytes_of_the_first} ] || kill -SEGV $$\nexec {shutil.which("tesseract")} "$@"\n'
    )
    batch(source, target, "--attempts", "1", env=stand_in(tmp_path, crashes_on_the_second), code=8)
    assert (status(target)["documents"][0]["state"], status(target)["failed_pages"]) == ("incomplete", 1)
    assert (target / "a.txt").read_text(encoding="utf-8") == "Sida 1\n"
    batch(source, target, code=8)  # nothing has changed
    batch(source, target, "--retry-failed")
    assert "Sida 2" in (target / "a.txt").read_text(encoding="utf-8")
    assert status(target)["failed_pages"] == 0


def test_a_missing_engine_stops_the_run_before_every_scan_has_failed(tmp_path: Path, target: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    scan(source / "a.png")
    (source / "b.txt").write_text(damaged_text(), encoding="utf-8")
    said = batch(source, target, env={"PATH": str(tmp_path)}, code=5).stderr.decode()
    assert "Tesseract is not installed" in said
    assert status(target)["files"].get("failed") is None
    batch(source, target)
    assert set(outputs(target)) == {"a.txt", "b.txt"}


@pytest.mark.slow
def test_hostile_files_fail_alone(tmp_path: Path, target: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "empty.pdf").touch()
    whole = pdf_pages({"content": pdf_text("Hej")})
    (source / "truncated.pdf").write_bytes(whole[: len(whole) // 2])
    (source / "cyclic.pdf").write_bytes(whole.replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"))
    (source / "long.pdf").write_bytes(pdf_pages(*({"content": b""} for _ in range(10_001))))
    (source / "long.txt").write_text("\f".join(damaged_text(n) for n in range(10_001)), encoding="utf-8")
    (source / "thick.txt").write_text("\f".join(f"Sida {number}." for number in range(10_000)), encoding="utf-8")
    (source / "vast.png").write_bytes(png_header(100_000, 100_000))
    (source / "gone.png").symlink_to(tmp_path / "nothing")
    import pikepdf  # noqa: PLC0415

    with pikepdf.new() as locked:
        locked.add_blank_page()
        locked.save(source / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    (source / "good.txt").write_text(damaged_text(), encoding="utf-8")
    batch(source, target, code=8)
    found = {each["file"]: each for each in status(target)["documents"]}
    assert {name for name, each in found.items() if each["state"] == "done"} == {"good.txt", "thick.txt"}
    assert found["thick.txt"]["pages"] == 10_000
    for name, words in {
        "empty.pdf": "is empty",
        "truncated.pdf": "cut off",
        "long.pdf": "pages",
        "vast.png": "100000 x 100000",
        "locked.pdf": "password",
        "gone.png": "not there",
    }.items():
        assert words in found[name]["error"], found[name]["error"]
        assert "Traceback" not in found[name]["error"]
        assert found[name]["attempts"] == 1, found[name]  # what will not mend is not tried again


@pytest.mark.slow
def test_a_file_that_changes_or_goes_while_it_is_read(tmp_path: Path, target: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    scan(source / "changes.png", 1)
    scan(source / "goes.png", 2)
    ready = tmp_path / "ready"
    real = shutil.which("tesseract")
    env = stand_in(
        tmp_path, f'\ntouch {ready}; while [ -e {tmp_path / "hold"} ]; do sleep 0.05; done\nexec {real} "$@"\n'
    )
    (tmp_path / "hold").touch()
    with begun(source, target, "-j", "2", "-q", env=env) as run:
        until(ready.exists, "the engine")
        scan(source / "changes.png", 33)
        (source / "goes.png").unlink()
        (tmp_path / "hold").unlink()
        assert run.wait(60) == 8
    found = {each["file"]: each for each in status(target)["documents"]}
    assert "not there any more" in found["goes.png"]["error"]
    assert found["changes.png"]["state"] == "done"
    assert "33" in (target / "changes.txt").read_text(encoding="utf-8")
    assert not (target / "goes.txt").exists()


@pytest.mark.slow
def test_a_worker_that_eats_memory_is_stopped(tmp_path: Path, target: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    scan(source / "a.png")
    (source / "b.txt").write_text(damaged_text(), encoding="utf-8")
    eating = '\nexec python3 -c "x = []\nwhile True: x.append(bytes(10**7))"\n'
    batch(source, target, "--memory", "400", "--attempts", "1", env=stand_in(tmp_path, eating), code=8)
    found = {each["file"]: each for each in status(target)["documents"]}
    assert (found["a.png"]["state"], found["b.txt"]["state"]) == ("failed", "done")


def test_a_damaged_journal_is_named_and_left(tmp_path: Path) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "a.txt").write_text(damaged_text(), encoding="utf-8")
    (target / ".ocrfix").mkdir(parents=True)
    journal = target / ".ocrfix" / "journal.sqlite"
    journal.write_bytes(b"this is no journal" * 100)
    message = batch(source, target, code=6).stderr.decode()
    assert "journal.sqlite" in message
    assert "move it away" in message
    assert journal.read_bytes().startswith(b"this is no journal")


def test_a_journal_that_another_program_holds_is_named(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (target / ".ocrfix").mkdir(parents=True)
    journal = Journal(target / ".ocrfix")
    journal.begin("in", "out", "plan")
    journal.close()
    monkeypatch.setattr("ocr_fix.archive.journal.BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(journal.path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OutputError, match=r"journal\.sqlite.*locked.*end the program that holds it"):
            Journal(target / ".ocrfix").begin("in", "out", "plan")
    assert Journal(target / ".ocrfix").begin("in", "out", "plan") == 2


def test_a_damaged_reading_is_read_again(tmp_path: Path, target: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    scan(source / "a.png", 5)
    batch(source, target)
    text = outputs(target)
    [reading] = (target / ".ocrfix" / "readings").glob("*/1")
    reading.write_bytes(reading.read_bytes()[:-20])
    (target / "a.txt").unlink()
    with sqlite3.connect(target / ".ocrfix" / "journal.sqlite") as base:
        base.execute("UPDATE files SET outputs = '[]', state = 'waiting', content = NULL")
    batch(source, target)
    assert outputs(target) == text


@pytest.mark.slow
def test_the_journal_costs_little_with_many_files(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    number = journal.begin("in", "out", "plan")
    for each in range(10_000):
        journal.found(number, Item(f"{each}.txt", Signature(100, "x"), str(each)), wait=True)
    after, seen = "", 0
    while rows := journal.waiting(number, after, 200):
        after = rows[-1].path
        for row in rows:
            journal.record(row.__class__(**{**{f: getattr(row, f) for f in row.__dataclass_fields__}, "state": "done"}))
            seen += 1
    journal.close()
    assert seen == 10_000
    assert Journal(tmp_path, readonly=True).counts(number) == {"done": 10_000}


def test_the_log_and_the_summary_are_json(tmp_path: Path, target: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / os.fsdecode(b"\xe5r.txt")).write_text(damaged_text(), encoding="utf-8")
    batch(source, target, "--log", tmp_path / "log")
    assert (target / os.fsdecode(b"\xe5r.txt")).exists()
    assert status(target)["documents"][0]["file"] == "\ufffdr.txt"
    assert [json.loads(line)["event"] for line in (tmp_path / "log").read_text(encoding="utf-8").splitlines()]
