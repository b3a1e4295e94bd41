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
from PIL import Image

import ocr_fix
from ocr_fix.cli import cli
from ocr_fix.document import PageImage
from ocr_fix.document.json import json_schema
from ocr_fix.errors import EngineError, PageError
from ocr_fix.recognition import EngineSettings
from ocr_fix.recognition.engines import process, scratch
from ocr_fix.recognition.engines.own_model import OWN
from ocr_fix.recognition.engines.tesseract import Tesseract
from ocr_fix.recognition.reader import Reader

SAMPLES = Path(__file__).parents[1] / "samples"
FAX = SAMPLES / "fax-2009.tif"

Install = Callable[[str], Path]

_READS = 'case "$1" in */page.bmp) READS=1;; esac\n'


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a shell script in front of Tesseract.

    `$REAL` is the program itself, `$HERE` a folder of its own, `$READS` not empty where it is to read a page.
    """

    def install(script: str) -> Path:
        real = subprocess.run(["which", "tesseract"], capture_output=True, text=True, check=True).stdout.strip()
        program = tmp_path / "tesseract"
        program.write_text(f"#!/bin/sh\nREAL={real}\nHERE={tmp_path}\n{_READS}{script}\n", encoding="utf-8")
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


def _asked(folder: Path, **limits: float) -> bytes:
    """What the program in front says to a page, whatever it makes of it."""
    page = PageImage(1, Image.new("L", (40, 30), 255), 300)
    return Tesseract(EngineSettings(tessdata=folder, **limits))._read(page, "hocr", ("swe",))  # type: ignore[arg-type]


@pytest.mark.parametrize("noexec", [False, True])
def test_the_program_gets_paths_to_a_picture_as_it_is_in_a_folder_of_ours(
    engine: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, noexec: bool
) -> None:
    ours = tmp_path / 'it\'s "ours" $HOME [x]'
    ours.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(ours))
    monkeypatch.setattr(scratch, "MEMORY", tmp_path / "missing")
    monkeypatch.delenv("OMP_THREAD_LIMIT", raising=False)
    if noexec:  # as where the package was unpacked without its permissions
        monkeypatch.setattr(process, "_SCRIPT", _not_executable(tmp_path))
    process._executable.cache_clear()
    engine("""
        ls -ld "${1%/*}" > $HERE/folder; cp "$1" $HERE/picture; printf '%s\\n' "$@" > $HERE/arguments
        echo "$OMP_THREAD_LIMIT" $(ulimit -v) $(ps -o pgid= $$) $$ > $HERE/bounds
        printf 'answer' > "$2.hocr"; printf '\\345' >&2""")
    try:
        assert _asked(ours, memory=2**30) == b"answer"
    finally:
        process._executable.cache_clear()
    picture_written = (tmp_path / "picture").read_bytes()
    assert picture_written.startswith(b"BM")
    assert picture_written.endswith(40 * 30 * b"\xff")
    assert len(picture_written) == 40 * 30 + 14 + 40 + 4 * 256  # its two heads and the levels of grey
    assert (tmp_path / "folder").read_text(encoding="utf-8").startswith("drwx------")
    picture, base, *arguments = (tmp_path / "arguments").read_text(encoding="utf-8").splitlines()
    assert Path(picture).parent.parent == Path(base).parent.parent == ours
    assert arguments == ["-l", "swe", "--tessdata-dir", str(ours), "--dpi", "300"]
    threads, memory, group, pid = (tmp_path / "bounds").read_text(encoding="ascii").split()
    assert threads == "1"
    assert memory == str(2**20)
    assert group == pid
    assert list(ours.glob("*/page*")) == []


def _not_executable(folder: Path) -> Path:
    script = folder / "launcher.sh"
    script.write_bytes(process._SCRIPT.read_bytes())
    script.chmod(0o644)
    return script


def test_a_program_that_fails_says_why(engine: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine("printf 'out of \\345 ink' >&2; exit 3")
    with pytest.raises(PageError, match="out of � ink"):
        _asked(tmp_path)
    with pytest.raises(EngineError, match="out of � ink"):
        Tesseract().info()
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    with pytest.raises(EngineError, match="not installed"):
        _asked(tmp_path)


@pytest.mark.parametrize("folder", [b"data", b"\xe5 l\xe5da"])
def test_the_languages_are_those_there_are_whatever_their_names(tmp_path: Path, folder: bytes) -> None:
    data = tmp_path / os.fsdecode(folder)
    (data / "script").mkdir(parents=True)
    for name in ("swe", "swe2", "Fraktur", "old-swe", "script/Latin"):
        (data / f"{name}.traineddata").touch()
    told = Tesseract(EngineSettings(tessdata=data)).info()
    assert told.languages == ("Fraktur", "old-swe", "script/Latin", "swe", "swe2")


def test_pytesseract_is_left_as_others_have_it(engine: Install) -> None:
    code = """
import sys, pytesseract.pytesseract as theirs
theirs.tesseract_cmd = "mine"
from ocr_fix.recognition.engines.tesseract import Tesseract
print(Tesseract().info().version, theirs.tesseract_cmd, theirs.get_languages.__module__)
"""
    engine('case "$1" in --version) echo tesseract 5.9.9;; *) echo swe;; esac')
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["5.9.9", "mine", "pytesseract.pytesseract"]


def test_pytesseract_loads_no_library_for_tables() -> None:
    asking = "from ocr_fix.recognition.engines.tesseract import Tesseract; Tesseract().info()"
    command = [sys.executable, "-c", f"import sys; {asking}; print({{'numpy', 'pandas'}} & {{*sys.modules}})"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "set()\n"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")
def test_time_that_is_up_ends_the_whole_group(engine: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = tmp_path / "memory"
    memory.mkdir()
    monkeypatch.setattr(scratch, "MEMORY", memory)
    engine("trap '' TERM; sleep 60 & echo $! > $HERE/pid; wait")
    with pytest.raises(PageError, match=r"longer than 2 s"):
        _asked(tmp_path, timeout=2)
    assert _is_gone(int((tmp_path / "pid").read_text(encoding="ascii")))
    assert list(memory.iterdir()) == []
    assert not process._running


@pytest.mark.skipif(sys.platform != "linux", reason="address space is bounded on Linux only")
def test_memory_is_bounded(engine: Install, tmp_path: Path) -> None:
    engine(f"exec {sys.executable} -c 'bytearray(3 * 2**30)'")
    with pytest.raises(PageError, match="MemoryError"):
        _asked(tmp_path, memory=2**30)


@pytest.mark.slow
@pytest.mark.skipif(not process._guard(), reason="needs Linux and util-linux's setpriv")
def test_the_engine_dies_with_us_even_by_kill_nine_and_what_it_was_given_is_swept(
    engine: Install, tmp_path: Path
) -> None:
    disk = tmp_path / "scratch"
    disk.mkdir()
    engine("""
        [ "$READS" ] || exec $REAL "$@"
        echo "${1%/*}" > $HERE/folder; echo $$ > $HERE/new; mv $HERE/new $HERE/pid; exec sleep 60""")
    command = [sys.executable, "-m", "ocr_fix", str(SAMPLES / "anslag.bmp"), "-o", str(disk / "out.txt")]
    ours = subprocess.Popen(command, env={**os.environ, "TMPDIR": str(disk)})
    until((tmp_path / "pid").exists, "the engine")
    folder = Path((tmp_path / "folder").read_text(encoding="utf-8").strip())
    scratch._sweep.__wrapped__(folder.parent)  # another process of ours begins
    assert folder.exists()
    ours.send_signal(signal.SIGKILL)
    ours.wait()
    assert _is_gone(int((tmp_path / "pid").read_text(encoding="ascii")))
    assert list(disk.iterdir()) == []
    scratch._sweep.__wrapped__(folder.parent)
    assert not folder.exists()


def test_reading_writes_nothing_to_a_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    assert ocr_fix.clean(SAMPLES / "anslag.bmp", correct=False).text


def test_an_answer_that_is_cut_off_is_none(engine: Install, tmp_path: Path) -> None:
    engine('$REAL "$@"; head -c 400 "$2.hocr" > $HERE/cut; cp $HERE/cut "$2.hocr"')
    page = PageImage(1, Image.new("L", (40, 30), 255), 300)
    with pytest.raises(PageError, match="cut off"):
        Tesseract().read(page, (OWN,))
    assert (tmp_path / "cut").stat().st_size == 400


# Pages are told by the order of the calls: of the fax, the second page is the one with the third `swe` reading.
_SECOND_PAGE_FAILS = """
case "$*" in *-l\\ swe*) echo x >> $HERE/calls;; esac
if [ "$READS" ] && [ "$(wc -l < $HERE/calls)" -ge 2 ]; then echo broken >&2; kill -ABRT $$; fi
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
    engine('[ "$READS" ] && exit 7; exec $REAL "$@"')
    with pytest.raises(PageError, match=r"fax-2009\.tif: page 1: Tesseract failed .exit code 7"):
        ocr_fix.clean(FAX)


@pytest.mark.slow
def test_a_page_that_crashes_the_engine_is_tried_once_more_as_simple_as_can_be(engine: Install) -> None:
    here = engine('if [ "$READS" ] && [ ! -e $HERE/tried ]; then touch $HERE/tried; kill -SEGV $$; fi; exec $REAL "$@"')
    document = ocr_fix.clean(SAMPLES / "anslag.bmp")
    assert (here / "tried").exists()
    assert "eldning" in document.text.lower()
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
    engine('if [ "$READS" ] && [ ! -e $HERE/tried ]; then touch $HERE/tried; kill -SEGV $$; fi; exec $REAL "$@"')
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
    undisturbed = ocr_fix.clean(tmp_path / "page.png", languages=["eng"]).to_dict()
    here = engine(_KILLED_EVERY_OTHER_TIME % signal_name)
    assert ocr_fix.clean(tmp_path / "page.png", languages=["eng"]).to_dict() == undisturbed
    calls = len((here / "calls").read_text(encoding="ascii").split())
    assert calls >= 6  # version, languages, the reading
    assert calls % 2 == 0  # and whatever else was asked, each twice


def test_with_the_model_that_comes_with_the_program_nothing_is_asked_but_to_read(
    engine: Install, tmp_path: Path
) -> None:
    scan(tmp_path / "page.png")
    here = engine('echo x >> $HERE/calls; exec $REAL "$@"')
    ocr_fix.clean(tmp_path / "page.png")
    assert len((here / "calls").read_text(encoding="ascii").split()) == 1


def test_a_program_that_is_always_killed_is_given_up(engine: Install, tmp_path: Path) -> None:
    engine("echo x >> $HERE/calls; kill -KILL $$")
    with pytest.raises(PageError, match="signal 9") as raised:
        _asked(tmp_path)
    assert isinstance(raised.value.__cause__, process.KilledError)
    assert len((tmp_path / "calls").read_text(encoding="ascii").split()) == process.RUNS


@pytest.mark.parametrize("how", ["kill -SEGV $$", "kill -ABRT $$", "exit 3"])
def test_a_program_that_fails_by_itself_is_not_run_again(engine: Install, tmp_path: Path, how: str) -> None:
    engine(f"echo x >> $HERE/calls; {how}")
    with pytest.raises(PageError, match=r"signal \d+|exit code 3"):
        _asked(tmp_path)
    assert len((tmp_path / "calls").read_text(encoding="ascii").split()) == 1


def test_a_missing_language_stops_the_document() -> None:
    with pytest.raises(EngineError, match="no data for xyz"):
        Reader(("xyz",)).check()
    with pytest.raises(EngineError, match="no data for swe"):
        Reader(("swe",), EngineSettings(tessdata=SAMPLES)).check()


@pytest.mark.slow
def test_pages_read_side_by_side_are_those_read_one_by_one() -> None:
    assert ocr_fix.clean(FAX, jobs=4).to_dict() == cleaned(FAX.name).to_dict()
