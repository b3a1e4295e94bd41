"""The engine as a process: bounded, killed with its group, and gone when we are, however we go."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from archive_runs import scan, until
from click.testing import CliRunner
from output_documents import cleaned

import ocr_fix
from ocr_fix.cli import cli
from ocr_fix.document.json import json_schema
from ocr_fix.errors import EngineError, PageError
from ocr_fix.recognition import EngineSettings
from ocr_fix.recognition.engines import process
from ocr_fix.recognition.reader import Reader

SAMPLES = Path(__file__).parents[1] / "samples"
FAX = SAMPLES / "fax-2009.tif"

Install = Callable[[str], Path]


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a shell script in front of Tesseract; `$REAL` is the program itself, `$HERE` a folder of its own."""

    def install(script: str) -> Path:
        real = subprocess.run(["which", "tesseract"], capture_output=True, text=True, check=True).stdout.strip()
        program = tmp_path / "tesseract"
        program.write_text(f"#!/bin/sh\nREAL={real}\nHERE={tmp_path}\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
        return tmp_path

    return install


def _is_gone(pid: int) -> bool:
    for _ in range(50):
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False


def test_bytes_go_in_and_come_out() -> None:
    assert process.run(["cat"], b"x" * 1_000_000) == b"x" * 1_000_000


def test_a_program_that_fails_says_why() -> None:
    with pytest.raises(process.ProcessError, match="out of ink"):
        process.run(["sh", "-c", "echo out of ink >&2; exit 3"])
    with pytest.raises(FileNotFoundError):
        process.run(["no-such-program-anywhere"])


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")
def test_time_that_is_up_ends_the_whole_group(tmp_path: Path) -> None:
    with pytest.raises(process.OutOfTimeError, match=r"longer than 3 s"):
        process.run(["sh", "-c", f"sleep 60 & echo $! > {tmp_path}/pid; wait"], timeout=3)
    assert _is_gone(int((tmp_path / "pid").read_text(encoding="ascii")))


@pytest.mark.skipif(sys.platform != "linux", reason="address space is bounded on Linux only")
def test_memory_is_bounded() -> None:
    hungry = [sys.executable, "-c", "import sys; sys.stdin.read(); bytearray(3 * 2**30)"]
    with pytest.raises(process.ProcessError):
        process.run(hungry, b"go", memory=2**30)


@pytest.mark.slow
@pytest.mark.skipif(not process._dies_with_us(), reason="needs Linux and util-linux's setpriv")
def test_the_engine_dies_with_us_even_by_kill_nine_and_leaves_no_file(engine: Install, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    engine('case "$1" in -) echo $$ > $HERE/new; mv $HERE/new $HERE/pid; exec sleep 60;; *) exec $REAL "$@";; esac')
    command = [sys.executable, "-m", "ocr_fix", str(SAMPLES / "anslag.bmp"), "-o", str(scratch / "out.txt")]
    ours = subprocess.Popen(command, env={**os.environ, "TMPDIR": str(scratch)})
    until((tmp_path / "pid").exists, "the engine")
    ours.send_signal(signal.SIGKILL)
    ours.wait()
    assert _is_gone(int((tmp_path / "pid").read_text(encoding="ascii")))
    assert list(scratch.iterdir()) == []


def test_reading_writes_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    assert ocr_fix.clean(SAMPLES / "anslag.bmp", correct=False).text


# Pages are told by the order of the calls: of the fax, the second page is the one with the third `swe` reading.
_SECOND_PAGE_FAILS = """
case "$*" in *-l\\ swe*) echo x >> $HERE/calls;; esac
if [ "$1" = - ] && [ "$(wc -l < $HERE/calls)" -ge 2 ]; then echo broken >&2; kill -ABRT $$; fi
exec $REAL "$@"
"""


@pytest.mark.slow
def test_a_page_that_fails_is_marked_and_the_others_are_read(engine: Install) -> None:
    engine(_SECOND_PAGE_FAILS)
    document = ocr_fix.clean(FAX)
    first, second = document.pages
    assert first.failure is None
    assert first.blocks
    assert second.failure is not None
    assert "page 2" in second.failure
    assert not second.blocks


@pytest.mark.slow
def test_the_exit_code_tells_of_a_missing_page_and_the_rest_is_written(engine: Install, tmp_path: Path) -> None:
    engine(_SECOND_PAGE_FAILS)
    out = tmp_path / "out.txt"
    result = CliRunner().invoke(cli, [str(FAX), "-o", str(out), "--jobs", "1"])
    assert result.exit_code == 8
    assert "1 of 2 pages could not be read" in result.stderr
    assert "page 2" in result.stderr
    assert len(out.read_text(encoding="utf-8")) > 500


def test_a_document_without_a_readable_page_is_an_error(engine: Install) -> None:
    engine('case "$1" in -) exit 7;; *) exec $REAL "$@";; esac')
    with pytest.raises(PageError, match=r"fax-2009\.tif: page 1: Tesseract failed .exit code 7"):
        ocr_fix.clean(FAX)


@pytest.mark.slow
def test_a_page_that_crashes_the_engine_is_tried_once_more_as_simple_as_can_be(engine: Install) -> None:
    here = engine('if [ "$1" = - ] && [ ! -e $HERE/tried ]; then touch $HERE/tried; kill -SEGV $$; fi; exec $REAL "$@"')
    document = ocr_fix.clean(SAMPLES / "anslag.bmp")
    assert (here / "tried").exists()
    assert "Eldningsförbud" in document.text or "eldning" in document.text.lower()
    [page] = document.pages
    assert page.failure is None
    assert page.note is not None
    assert "signal 11" in page.note
    assert "simplest way" in page.note
    values = document.to_dict()
    jsonschema.validate(values, json_schema())
    assert ocr_fix.Document.from_dict(values) == document


def test_the_user_is_told_of_a_page_that_was_read_more_simply(engine: Install, tmp_path: Path) -> None:
    scan(tmp_path / "page.png")
    assert "note" not in ocr_fix.clean(tmp_path / "page.png").to_dict()["pages"][0]
    engine('if [ "$1" = - ] && [ ! -e $HERE/tried ]; then touch $HERE/tried; kill -SEGV $$; fi; exec $REAL "$@"')
    result = CliRunner().invoke(cli, [str(tmp_path / "page.png")])
    assert result.exit_code == 0
    [line] = result.stderr.splitlines()
    assert line.startswith("ocrfix: page.png: page 1: Tesseract failed (killed by signal 11)")
    assert "simplest way" in line


_KILLED_EVERY_OTHER_TIME = """
echo x >> $HERE/calls
[ $(($(wc -l < $HERE/calls) %% 2)) -eq 0 ] || kill -%s $$
exec $REAL "$@"
"""


@pytest.mark.parametrize("signal_name", ["KILL", "TERM"])
def test_an_engine_killed_from_outside_is_asked_the_same_again(
    engine: Install, tmp_path: Path, signal_name: str
) -> None:
    scan(tmp_path / "page.png")
    undisturbed = ocr_fix.clean(tmp_path / "page.png").to_dict()
    here = engine(_KILLED_EVERY_OTHER_TIME % signal_name)
    assert ocr_fix.clean(tmp_path / "page.png").to_dict() == undisturbed
    calls = len((here / "calls").read_text(encoding="ascii").split())
    assert calls >= 6  # version, languages, the reading
    assert calls % 2 == 0  # and whatever else was asked, each twice


def test_a_program_that_is_always_killed_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(process.KilledError, match="signal 9"):
        process.run(["sh", "-c", f"echo x >> {tmp_path}/calls; kill -KILL $$"])
    assert len((tmp_path / "calls").read_text(encoding="ascii").split()) == process.RUNS


@pytest.mark.parametrize("how", ["kill -SEGV $$", "kill -ABRT $$", "exit 3"])
def test_a_program_that_fails_by_itself_is_not_run_again(tmp_path: Path, how: str) -> None:
    with pytest.raises(process.ProcessError):
        process.run(["sh", "-c", f"echo x >> {tmp_path}/calls; {how}"])
    assert len((tmp_path / "calls").read_text(encoding="ascii").split()) == 1


def test_a_missing_language_stops_the_document() -> None:
    with pytest.raises(EngineError, match="no data for xyz"):
        Reader(("xyz",)).check()
    with pytest.raises(EngineError, match="no data for swe"):
        Reader(("swe",), EngineSettings(tessdata=SAMPLES)).check()


@pytest.mark.slow
def test_pages_read_side_by_side_are_those_read_one_by_one() -> None:
    assert ocr_fix.clean(FAX, jobs=4).to_dict() == cleaned(FAX.name).to_dict()
