"""The command line keeps its contract: text to standard output, messages to standard error, documented exit codes."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import signal
import stat
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from PIL import Image, ImageDraw

import ocr_fix
from ocr_fix.archive.command import NOTHING_TO_DO
from ocr_fix.cli import INTERRUPTED, cli
from ocr_fix.errors import OcrFixError
from ocr_fix.version import __version__

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
LEGACY = SAMPLES / "legacy-2008.txt"


def ocrfix(
    *arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run `ocrfix` as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "ocr_fix", *map(str, arguments)],
        input=stdin,
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        check=False,
    )


def in_process(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run `ocrfix` in this process: where nothing hangs on the process itself, a second of start is spared."""
    words = [*map(str, arguments)]
    done = CliRunner().invoke(cli, words, input=stdin, prog_name="ocrfix")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(words, done.exit_code, done.stdout_bytes, done.stderr_bytes)


def failure(*arguments: str | Path, code: int, env: Mapping[str, str] | None = None) -> str:
    """What standard error says of a run that must fail with one line and nothing on standard output.

    Given an environment, if only an empty addition, it is a process of its own.
    """
    done = in_process(*arguments) if env is None else ocrfix(*arguments, env=env)
    message = done.stderr.decode()
    assert done.returncode == code, message
    assert done.stdout == b""
    assert message.startswith("ocrfix: error: ")
    assert len(message.splitlines()) == 1
    return message


def test_version() -> None:
    assert ocrfix("--version").stdout.decode() == f"ocrfix {__version__}\n"


COMMANDS = cli.list_commands(click.Context(cli))


def test_help_names_every_command() -> None:
    assert {"batch", "clean", "doctor", "evaluate"} <= set(COMMANDS)
    listed = in_process("--help").stdout.decode().partition("Commands:")[2]
    assert re.findall(r"^  (\S+)", listed, re.MULTILINE) == [name for name in COMMANDS if name != cli.default]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_explains_every_option(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    text = in_process(*([] if name == cli.default else [name]), "--help").stdout.decode()
    for option in command.params:
        if isinstance(option, click.Option):
            names = ", ".join(sorted(option.opts, key=len))
            assert re.search(rf"^  {re.escape(names)}\b", text, re.MULTILINE), names
            assert option.help, names


def kinds_of_errors(kind: type[OcrFixError] = OcrFixError) -> Iterator[type[OcrFixError]]:
    yield kind
    for narrower in kind.__subclasses__():
        yield from kinds_of_errors(narrower)


def test_help_and_documentation_explain_every_exit_code() -> None:
    codes = {0, NOTHING_TO_DO, INTERRUPTED} | {kind.exit_code for kind in kinds_of_errors()}
    assert {8, 9} <= codes
    told = in_process("--help").stdout.decode().partition("Exit codes:")[2].partition("Commands:")[0]
    assert {int(code) for code in re.findall(r"^ +(\d+)  +\S", told, re.MULTILINE)} == codes
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    table = page.partition("| code | meaning |")[2].partition("\n\n")[0]
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)} == codes


def test_the_text_goes_to_standard_output_and_nothing_else() -> None:
    done = ocrfix(LEGACY)
    assert done.returncode == 0
    assert done.stderr == b""
    assert done.stdout.decode("utf-8").endswith("\n")


def test_standard_output_is_utf8_whatever_the_locale() -> None:
    assert ocrfix(LEGACY, env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}).stdout == in_process(LEGACY).stdout


def test_text_is_read_from_standard_input() -> None:
    assert ocrfix("-", stdin=LEGACY.read_bytes()).stdout == in_process(LEGACY).stdout


def test_output_and_changes_are_written_to_files(tmp_path: Path) -> None:
    read, out, changes = tmp_path / "read.txt", tmp_path / "out.txt", tmp_path / "changes.jsonl"
    read.write_text(LEGACY.read_text(encoding="utf-8") + "\nSkolan behover storre salar.\n", encoding="utf-8")
    done = ocrfix(read, "-o", out, "--changes", changes)
    assert (done.returncode, done.stdout) == (0, b"")
    assert out.read_bytes() == in_process(read).stdout
    lines = [json.loads(line) for line in changes.read_text(encoding="utf-8").splitlines()]
    assert lines
    for line in lines:
        assert set(line) == {
            "page", "line", "box", "before", "after", "kind", "confidence", "reason", "start",
        }  # fmt: skip
    correction = ocr_fix.correct(read.read_text(encoding="utf-8"))
    assert correction.doubts
    assert [line["start"] for line in lines] == sorted(line["start"] for line in lines)
    assert sum(line["kind"] == "doubtful" for line in lines) == len(correction.doubts)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["changes.jsonl", "out.txt", "read.txt"]


def test_flags_are_off_unless_given(tmp_path: Path) -> None:
    (tmp_path / "brev.txt").write_text("Namnden har beslutat att hosten ar kort for skolan.\n")
    assert "Nämnden" in in_process(tmp_path / "brev.txt").stdout.decode()
    assert "Namnden" in in_process(tmp_path / "brev.txt", "--no-correct", "--upright").stdout.decode()


def test_without_correction_no_word_is_changed(tmp_path: Path) -> None:
    done = in_process(LEGACY, "--no-correct", "--changes", tmp_path / "changes.jsonl")
    assert done.stdout.decode().split() == LEGACY.read_text(encoding="utf-8").split()
    assert (tmp_path / "changes.jsonl").read_text() == ""


def test_verbose_says_what_was_done_on_standard_error() -> None:
    done = in_process(LEGACY, "-v")
    assert b"changes" in done.stderr
    assert done.stdout == in_process(LEGACY).stdout
    assert in_process(LEGACY, "-v", "-q").stderr == b""


def test_pages_are_selected(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ett.\fTvå.\fTre.\fFyra.\n", encoding="utf-8")
    assert in_process(tmp_path / "a.txt", "--pages", "1-2,4").stdout.decode().split() == ["Ett.", "Två.", "Fyra."]


def test_words_of_the_user(tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("# våra gårdar\nVretlösta\n", encoding="utf-8")
    text = "Gården Vretlösta ligger vid ån.\n".encode()
    assert in_process("-", "--words", words, stdin=text).stdout == text


def test_a_file_named_like_a_command_is_reached_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "doctor").write_text("Nämnden godkänner förslaget.\n", encoding="utf-8")
    assert ocrfix("./doctor", cwd=tmp_path).stdout.decode() == "Nämnden godkänner förslaget.\n"


def test_the_original_is_never_overwritten(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("Nämnden\n", encoding="utf-8")
    assert "is the input itself" in failure(source, "-o", source, code=6)
    assert source.read_text(encoding="utf-8") == "Nämnden\n"


def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = f'"{sys.executable}" -m ocr_fix "{LEGACY}" | true; exit ${{PIPESTATUS[0]}}'
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_missing_empty_and_unknown_input(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "archive.pdf").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 8)
    assert "missing.pdf" in failure(tmp_path / "missing.pdf", code=3, env={})
    assert "empty.pdf" in failure(tmp_path / "empty.pdf", code=3)
    assert "archive.pdf" in failure(tmp_path / "archive.pdf", code=3)
    assert tmp_path.name in failure(tmp_path, code=3)


def test_truncated_input(tmp_path: Path) -> None:
    for name in ("rapport-2024.pdf", "kallelse.png", "foreskrift.tif"):
        whole = (SAMPLES / name).read_bytes()
        (tmp_path / name).write_bytes(whole[: len(whole) // 3])
        assert name in failure(tmp_path / name, code=3)


def test_a_page_larger_than_the_limit(tmp_path: Path) -> None:
    Image.new("1", (30_000, 30_000)).save(tmp_path / "bomb.png")
    assert "bomb.png" in failure(tmp_path / "bomb.png", code=4)


def test_wrong_options(tmp_path: Path) -> None:
    assert "9" in failure(LEGACY, "--pages", "9", code=2)
    assert "pages" in failure(LEGACY, "--pages", "x", code=2)
    (tmp_path / "latin1.txt").write_bytes("Vretlösta".encode("latin-1"))
    assert "UTF-8" in failure(LEGACY, "--words", tmp_path / "latin1.txt", code=2)
    assert in_process(LEGACY, "--format", "odt").returncode == 2
    assert in_process(LEGACY, "--nonsense").returncode == 2


def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    assert "missing" in failure(LEGACY, "-o", tmp_path / "missing" / "out.txt", code=6)
    assert str(tmp_path) in failure(LEGACY, "-o", tmp_path, code=6)


def stand_in(folder: Path, script: str) -> str:
    """A folder with a `tesseract` of our own, to put on the PATH."""
    program = folder / "tesseract"
    program.write_text("#!/bin/sh\n" + script)
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(folder)


def test_tesseract_missing(tmp_path: Path) -> None:
    message = failure(SAMPLES / "kallelse.png", code=5, env={"PATH": str(tmp_path)})
    assert "apt install tesseract-ocr" in message
    assert ocrfix(LEGACY, env={"PATH": str(tmp_path)}).returncode == 0  # a text needs no engine


def test_tesseract_without_swedish(tmp_path: Path) -> None:
    script = 'case "$*" in *--version*) echo "tesseract 5.3.0";; *) printf "List (1):\\neng\\n";; esac'
    engine = {"PATH": stand_in(tmp_path, script)}
    message = failure(SAMPLES / "kallelse.png", "--languages", "swe+deu", code=5, env=engine)
    assert "no data for swe, deu" in message
    assert "printed no hOCR" in failure(SAMPLES / "kallelse.png", code=5, env=engine)


def test_tesseract_that_fails_on_a_page(tmp_path: Path) -> None:
    script = (
        'case "$*" in *--version*) echo "tesseract 5.3.0";; *--list-langs*) printf "List (1):\\nswe\\n";;'
        " *) echo broken >&2; exit 3;; esac"
    )
    message = failure(SAMPLES / "kallelse.png", code=5, env={"PATH": stand_in(tmp_path, script)})
    assert "kallelse.png: page 1" in message
    assert "broken" in message


def test_a_picture_without_words_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    image = Image.new("L", (600, 800), 250)
    ImageDraw.Draw(image).ellipse((150, 200, 450, 500), outline=40, width=9)
    image.save(tmp_path / "sigill.png", dpi=(150, 150))
    done = in_process(tmp_path / "sigill.png", "--quiet")
    assert (done.returncode, done.stdout.strip()) == (8, b"")
    assert done.stderr.decode().splitlines() == [
        "ocrfix: error: sigill.png: no words were read: page 1: shows something, but no words were found on it"
    ]


def test_a_misspelt_command_is_told_from_a_file() -> None:
    misspelt = in_process("bathc", "in", "ut")
    assert misspelt.returncode == 2
    assert "no such command; is batch meant?" in misspelt.stderr.decode()
    assert "beslut.pdf: there is no such file" in failure("beslut.pdf", code=3)


@pytest.mark.slow
def test_a_terminal_shows_what_is_done_from_the_first_moment_on(tmp_path: Path) -> None:
    page = Image.new("L", (420, 80), 255)
    ImageDraw.Draw(page).text((20, 20), "Sida 4", fill=0, font_size=36)
    page.save(tmp_path / "sida.png", dpi=(200, 200))
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "ocr_fix", str(tmp_path / "sida.png"), "-o", str(tmp_path / "ut.txt")]
    with subprocess.Popen(command, stderr=theirs, env={**os.environ, "TERM": "xterm", "COLUMNS": "80"}) as process:
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # the other side has closed it
            while piece := os.read(ours, 4096):
                shown += piece
        os.close(ours)
    assert process.returncode == 0
    steps = [shown.decode().index(step) for step in ("opening", "reading pages", "correcting", "writing")]
    assert steps == sorted(steps)


@pytest.mark.slow
def test_interrupted_once_it_writes_what_was_read_where_that_is_asked_for(tmp_path: Path) -> None:
    page = Image.new("L", (420, 80), 255)
    ImageDraw.Draw(page).text((20, 20), "Sida 4", fill=0, font_size=36)
    page.save(tmp_path / "tre.tif", save_all=True, append_images=[page, page], dpi=(200, 200))
    asked_once = tmp_path / "once"  # a page may be read again in another way
    press = f"mkdir {asked_once} 2>/dev/null && kill -INT $PPID && sleep 0.2"
    script = f'case "$1" in --version|--list-langs) ;; *) {press};; esac\nexec {shutil.which("tesseract")} "$@"\n'
    engine = {"PATH": f"{stand_in(tmp_path, script)}:{os.environ['PATH']}"}
    asked = (tmp_path / "tre.tif", "-j", "1", "-o", tmp_path / "ut.txt", "--format", "text,json")
    heeding = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background has it ignored
    try:
        done = ocrfix(*asked, "--partial", env=engine)
        asked_once.rmdir()
        other = ocrfix(*asked[:-3], tmp_path / "nej.txt", env=engine)
    finally:
        signal.signal(signal.SIGINT, heeding)
    assert done.returncode == INTERRUPTED
    assert "1 of 3 pages are written, these are missing: 2-3" in done.stderr.decode()
    text = (tmp_path / "ut.txt").read_text(encoding="utf-8")
    assert text.startswith("Sida 4\n")
    assert text.endswith("[not read, because the reading was interrupted: 2-3]\n")
    pages = json.loads((tmp_path / "ut.json").read_text(encoding="utf-8"))["pages"]
    assert [page["failure"] is None for page in pages] == [True, False, False]
    assert other.returncode == INTERRUPTED
    assert not (tmp_path / "nej.txt").exists()


@pytest.mark.slow
def test_interrupted_twice_it_waits_for_no_page(tmp_path: Path) -> None:
    page = Image.new("L", (420, 80), 255)
    ImageDraw.Draw(page).text((20, 20), "Sida 4", fill=0, font_size=36)
    page.save(tmp_path / "tre.tif", save_all=True, append_images=[page, page], dpi=(200, 200))
    script = (
        f'case "$1" in --version|--list-langs) ;; *) echo >> {tmp_path}/read;'
        f" if [ $(wc -l < {tmp_path}/read) -gt 1 ];"
        " then kill -INT $PPID; sleep 0.3; kill -INT $PPID; sleep 300; fi;; esac\n"
        f'exec {shutil.which("tesseract")} "$@"\n'
    )
    engine = {"PATH": f"{stand_in(tmp_path, script)}:{os.environ['PATH']}"}
    heeding = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        done = ocrfix(tmp_path / "tre.tif", "-j", "1", "-o", tmp_path / "ut.txt", "--partial", env=engine)
    finally:
        signal.signal(signal.SIGINT, heeding)
    assert done.returncode == INTERRUPTED
    assert "1 of 3 pages are written, these are missing: 2-3" in done.stderr.decode()
    assert (tmp_path / "ut.txt").read_text(encoding="utf-8").startswith("Sida 4\n")


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    done = in_process(tmp_path / "missing.pdf", "--debug")
    assert done.returncode == 3
    assert b"Traceback" in done.stderr


def test_doctor_says_that_all_is_well() -> None:
    done = in_process("doctor")
    assert done.returncode == 0, done.stdout.decode()
    said = done.stdout.decode()
    assert "The main job can run." in said
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert all(f"extra {extra} " in said for extra in extras)
    assert "extra cluster " in said
    assert re.search(r"extra cluster +distributed \d", said)


def test_doctor_says_what_is_missing(tmp_path: Path) -> None:
    done = ocrfix("doctor", env={"PATH": str(tmp_path)})
    assert done.returncode == 5
    assert "apt install tesseract-ocr" in done.stdout.decode()


def test_the_ending_tells_the_format_unless_it_is_given(tmp_path: Path) -> None:
    text = tmp_path / "in.txt"
    text.write_text("Nämnden beslutar.\n", encoding="utf-8")
    for name, begins in {
        "ut.json": b"{",
        "ut.hocr": b"<?xml",
        "ut.md": b"N",
        "ut.txt": b"N",
        "ut.docx": b"PK",
        "ut": b"N",
    }.items():
        assert ocrfix(text, "-o", tmp_path / name).returncode == 0
        assert (tmp_path / name).read_bytes().startswith(begins)
    refused = ocrfix(text, "-o", tmp_path / "ut.odt")
    assert refused.returncode == 2
    assert b".odt cannot be written" in refused.stderr
    assert not (tmp_path / "ut.odt").exists()
    assert ocrfix(text, "-o", tmp_path / "x.odt", "--format", "text").returncode == 0
    assert ocrfix(text, "-o", tmp_path / "x.pdf").returncode == 2, "there is no scan to show"


def test_a_dash_is_standard_output_and_a_folder_is_for_batch(tmp_path: Path) -> None:
    done = ocrfix("-", "-o", "-", stdin=b"Hej\n")
    assert (done.returncode, done.stdout) == (0, b"Hej\n")
    folder = ocrfix(tmp_path)
    assert folder.returncode == 3
    assert b"ocrfix batch" in folder.stderr


def test_what_a_plain_run_does_not_need_is_not_loaded(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.other]\nname = 1\n", encoding="utf-8")
    (tmp_path / "text.txt").write_text("Årsmötet beslöt att Nämnden för fÃ¶rskolan bygger ut.", encoding="utf-8")
    script = (
        "import sys; from ocr_fix.cli import cli; from click.testing import CliRunner;"
        "assert CliRunner().invoke(cli, [sys.argv[1]]).exit_code == 0;"
        "print(sorted({'ftfy', 'importlib.metadata', 'psutil', 'rich', 'numpy', 'ocr_fix.archive'} & {*sys.modules}))"
    )
    run = [sys.executable, "-c", script, "text.txt"]
    loaded = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == "['ftfy']"  # which mends the one word
    (tmp_path / "text.txt").write_text("Årsmötet beslöt att Nämnden för förskolan bygger ut.", encoding="utf-8")
    assert subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=True).stdout.strip() == "[]"
