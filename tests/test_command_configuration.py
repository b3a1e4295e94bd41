"""Options of files and variables, and what a shell and man(1) are told of the command line."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from archive_runs import PATIENCE_SECONDS
from click.shell_completion import BashComplete
from test_cli import COMMANDS, LEGACY, failure, in_process

from ocr_fix.cli import cli
from ocr_fix.command.completion import VARIABLE
from ocr_fix.command.manual import as_man, manual_pages

SERVICE = (Path(__file__).parents[1] / "docs" / "service.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own to work in, where no options of anybody are in force."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return folder


def in_force(command: str = "clean") -> dict[str, tuple[object, str]]:
    """The options that `ocrfix config` shows, with where they are from."""
    told = in_process("config", command).stdout.decode()
    where = dict(re.findall(r"^([\w-]+) = .*  # (.*)$", told, re.MULTILINE))
    return {name: (value, where[name]) for name, value in tomllib.loads(told).items()}


def test_nothing_is_configured_by_default() -> None:
    assert {where for _, where in in_force("batch").values()} == {"default"}
    assert in_force()["format"] == ("text", "default")


def test_the_order_in_which_options_go(elsewhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "home" / ".config" / "ocrfix" / "ocrfix.toml"
    own.parent.mkdir(parents=True)
    own.write_text('register = "old"\nlines = "keep"\nfurniture = "keep"\n', encoding="utf-8")
    Path("pyproject.toml").write_text('[tool.ocrfix]\nlines = "reflow"\n', encoding="utf-8")
    assert in_force()["lines"] == ("reflow", "pyproject.toml")
    Path("ocrfix.toml").write_text('lines = "reflow"\ntypography = "swedish"\n', encoding="utf-8")
    monkeypatch.setenv("OCRFIX_TYPOGRAPHY", "printed")
    monkeypatch.setenv("OCRFIX_CLEAN_MIN_CONFIDENCE", "0.5")
    found = in_force()
    assert found["register"] == ("old", str(own))
    assert found["lines"] == ("reflow", "ocrfix.toml")
    assert found["typography"] == ("printed", "OCRFIX_TYPOGRAPHY")
    assert found["min-confidence"] == (0.5, "OCRFIX_CLEAN_MIN_CONFIDENCE")
    assert in_force("batch")["min-confidence"] == (0.2, "default")
    monkeypatch.setenv("OCRFIX_CONFIG", str(own))
    assert in_force()["lines"] == ("keep", str(own))


def test_what_is_configured_is_done_and_the_command_line_goes_first(elsewhere: Path) -> None:
    Path("ocrfix.toml").write_text("no-correct = true\nformat = ['json', 'text']\n", encoding="utf-8")
    assert '"changes":[]' in in_process(LEGACY, "--format", "json").stdout.decode()
    assert in_process(LEGACY, "-o", "ren.txt").returncode == 0
    assert "Namnden" in Path("ren.txt").read_text(encoding="utf-8")
    assert not Path("ren.json").exists()
    assert "Nämnden" in in_process(LEGACY, "--config", os.devnull).stdout.decode()


def test_paths_are_from_the_folder_of_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "settings"
    folder.mkdir()
    (folder / "ours.toml").write_text('words = "names.txt"\n[batch]\ninclude = "*.pdf"\n', encoding="utf-8")
    (folder / "names.txt").write_text("Namnden\n", encoding="utf-8")
    assert "Namnden" in in_process(LEGACY, "--config", folder / "ours.toml").stdout.decode()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("jobs = 2\n[batch]\nwrods = 'a'\n", "'batch.wrods' is no option; is 'words' meant?"),
        ("output = 'a.txt'\n", "'output' is no option"),
        ("jobs = 'many'\n", "jobs is 'many': 'many' is not a valid integer"),
        ("no-correct = 3\n", "no-correct is 3; it must be true or false"),
        ("lines = 'bent'\n", "'bent' is not one of 'reflow', 'keep'"),
        ("lines = \n", "is no TOML"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_name(content: str, told: str) -> None:
    Path("ocrfix.toml").write_text(content, encoding="utf-8")
    message = failure(LEGACY, code=2)
    assert message.startswith("ocrfix: error: ocrfix.toml: ")
    assert told in message


def test_what_is_wrong_elsewhere_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "none.toml: the options cannot be read" in failure(LEGACY, "--config", "none.toml", code=2)
    Path("pyproject.toml").write_text("[tool", encoding="utf-8")  # which is not ours to judge
    monkeypatch.setenv("OCRFIX_JOSB", "2")
    done = in_process("config")
    assert done.returncode == 0
    assert "OCRFIX_JOSB is set and is no option" in done.stderr.decode()
    monkeypatch.setenv("OCRFIX_JOBS", "x")
    assert "OCRFIX_JOBS: jobs is 'x'" in failure(LEGACY, code=2)


def test_the_example_of_the_documentation_is_a_file_of_options() -> None:
    Path("ocrfix.toml").write_text(SERVICE.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    found = in_force("batch")
    assert found["exclude"] == (["*.tmp", "work/"], "ocrfix.toml")
    assert found["format"] == ("text,pdf", "ocrfix.toml")
    made = in_process("config", "batch").stdout
    Path("ocrfix.toml").write_bytes(made)
    assert in_force("batch").keys() == found.keys()


def completed(monkeypatch: pytest.MonkeyPatch, *words: str) -> list[str]:
    """What bash is told that the last of some words may become."""
    monkeypatch.setenv("COMP_WORDS", " ".join(words))
    monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
    return BashComplete(cli, {}, "ocrfix", VARIABLE).complete().split()


def test_a_shell_completes_commands_options_values_and_files(monkeypatch: pytest.MonkeyPatch) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert "_OCRFIX_COMPLETE" in in_process("completion", shell).stdout.decode()
    assert completed(monkeypatch, "ocrfix", "ba") == ["plain,batch", "file,ba"]
    assert "plain,--register" in completed(monkeypatch, "ocrfix", "scan.pdf", "--reg")
    assert "plain,text,markdown" in completed(monkeypatch, "ocrfix", "batch", "--format", "text,m")


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_what_bash_is_given_is_bash() -> None:
    script = in_process("completion", "bash").stdout
    assert subprocess.run(["bash", "-n"], input=script, check=True, capture_output=True).stderr == b""


COMPLETED = {
    "ocrfix bat": "ocrfix batch",
    "ocrfix scan.pdf --regi": "ocrfix scan.pdf --register",
    "ocrfix batch --format text,markd": "ocrfix batch --format text,markdown",
}
"""What stands on the line of a shell before the key that completes it and after."""


@pytest.fixture
def on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program by its name."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.slow
@pytest.mark.usefixtures("on_path")
@pytest.mark.skipif(shutil.which("fish") is None, reason="there is no fish")
def test_fish_completes() -> None:
    asked = "\n".join(f'complete -C "{line}"; echo' for line in COMPLETED)
    command = ["fish", "--no-config", "-c", f"ocrfix completion fish | source\n{asked}"]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE_SECONDS).stdout.split(
        "\n\n"
    )
    assert [each.split("\t")[0] for each in told if each] == [line.split()[-1] for line in COMPLETED.values()]


@pytest.mark.slow
@pytest.mark.usefixtures("on_path")
@pytest.mark.skipif(shutil.which("zsh") is None, reason="there is no zsh")
def test_zsh_completes() -> None:
    terminal, inside = pty.openpty()  # it completes on a terminal alone
    env = {**os.environ, "TERM": "dumb"}
    with subprocess.Popen(["zsh", "-f", "-i"], stdin=inside, stdout=inside, stderr=inside, env=env) as shell:
        try:
            setup = 'autoload -Uz compinit; compinit -u -D; eval "$(ocrfix completion zsh)"'
            _printed(terminal, f"{setup}; print 'TO''LD'\n")
            for line, completed in COMPLETED.items():
                # After the key, the line becomes the words that a command prints.
                assert _printed(terminal, f"{line}\t\x01print -r -- 'TO''LD' \n") == completed
        finally:
            shell.kill()
            os.close(inside)
            os.close(terminal)


def _printed(terminal: int, typed: str) -> str:
    """What a shell prints behind a mark when something was typed."""
    os.write(terminal, typed.encode())
    said = ""
    while not (found := re.search(r"TOLD ?(.*)\r\n", said)):
        assert select.select([terminal], [], [], PATIENCE_SECONDS)[0], said
        said += os.read(terminal, 4096).decode()
    return found[1]


def test_there_is_a_manual_page_of_every_command(tmp_path: Path) -> None:
    assert in_process("man", tmp_path / "man1").returncode == 0
    names = {"ocrfix", *(f"ocrfix-{name}" for name in COMMANDS if name != cli.default)}
    assert {file.stem for file in (tmp_path / "man1").iterdir()} == names
    page = (tmp_path / "man1" / "ocrfix.1").read_text(encoding="utf-8")
    assert page.isascii()
    for said in (r"\fBocrfix\fR [OPTIONS] INPUT", r"\fB\-\-no\-correct\fR", "interrupted", r"\fBocrfix\-batch\fR(1)"):
        assert said in page


@pytest.mark.skipif(shutil.which("groff") is None, reason="there is no groff")
def test_manual_pages_are_ones_that_groff_takes() -> None:
    assert isinstance(cli, click.Group)
    pages = "".join(map(as_man, manual_pages(cli)))
    done = subprocess.run(["groff", "-man", "-ww", "-Tutf8"], input=pages.encode(), check=True, capture_output=True)
    assert done.stderr == b""


def test_the_hidden_command_goes_by_the_name_of_the_program() -> None:
    done = in_process(LEGACY, "--no-such-option")
    assert done.returncode == 2
    assert done.stderr.decode().startswith("Usage: ocrfix [OPTIONS] INPUT\nTry 'ocrfix --help'")
    assert "\\b" not in in_process("batch", "--help").stdout.decode()


def test_one_is_no_plural() -> None:
    assert ": 1 page, " in in_process(LEGACY, "-v").stderr.decode()
