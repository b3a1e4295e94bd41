"""`ocrfix doctor`: what is installed, what is missing, and whether the main job can run."""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version

import click
from rich.console import Console
from rich.table import Table

from ocr_fix.correction import is_compiled
from ocr_fix.errors import EngineError, OcrFixError
from ocr_fix.languages import load_language
from ocr_fix.output import FORMATS
from ocr_fix.recognition import ENGINES, EngineSettings, make_engine
from ocr_fix.recognition.engines.own_model import FOLDER, OWN
from ocr_fix.recognition.engines.tesseract import Tesseract
from ocr_fix.source import Limits
from ocr_fix.version import __version__

LIBRARIES = ("pillow", "pypdfium2", "rapidfuzz", "regex", "marisa-trie", "click", "rich")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report.

    Attributes:
        what: what was looked at.
        state: what was found.
        wrong: what is wrong and what to do about it; None when all is well.
        fatal: whether the main job cannot run because of it.
    """

    what: str
    state: str
    wrong: str | None = None
    fatal: bool = False


def examine() -> Iterator[Finding]:
    """Look at everything that the main job needs."""
    yield Finding("ocr_fix", __version__)
    yield Finding("Python", f"{platform.python_version()} on {platform.platform(terse=True)}")
    yield from _engine()
    yield _try("language data", lambda: load_language("sv").verify())
    yield Finding("compiled parts", "in use" if is_compiled() else "none: right but slower; a C compiler makes them")
    yield _try("temporary folder", _temporary_folder)
    for name in LIBRARIES:
        yield Finding(name, version(name))
    for what, added in (("format", FORMATS.added), ("engine", ENGINES.added)):
        for name, problem in added.items():
            yield Finding(f"{what} {name}", "not usable" if problem else "of another package", problem)
    limits = Limits()
    yield Finding("limits", f"{limits.max_pixels / 1e6:.0f} megapixels a page, {limits.max_pages} pages a file")


def _engine() -> Iterator[Finding]:
    try:
        info = Tesseract().info()
    except EngineError as error:
        yield Finding("Tesseract", "not found", str(error), fatal=True)
        return
    yield Finding("Tesseract", info.version)
    yield _try("  reads Swedish", _own_model)
    yield Finding("  languages", ", ".join(info.languages))
    try:
        embedded = make_engine(EngineSettings("tesserocr")).info()
        yield Finding("tesserocr", f"{embedded.version} (optional: --engine tesserocr)")
    except EngineError:
        yield Finding("tesserocr", "not installed (optional)")


def _own_model() -> str:
    """The model that reads Swedish.

    Raises:
        OSError: it is not there.
    """
    path = FOLDER / f"{OWN}.traineddata"
    return f"{OWN}, {path.stat().st_size / 1e6:.1f} MB, comes with ocr-fix"


def _try(what: str, test: Callable[[], object]) -> Finding:
    try:
        return Finding(what, str(test() or "good"))
    except OcrFixError as error:
        return Finding(what, "not usable", str(error), fatal=True)
    except OSError as error:
        return Finding(what, "not usable", f"{error.filename or ''}: {error.strerror}", fatal=True)


def _temporary_folder() -> str:
    with tempfile.TemporaryFile() as file:
        file.write(b"ocr_fix")
    return tempfile.gettempdir()


@click.command("doctor", short_help="Say what is installed and what is wrong.")
def doctor_command() -> None:
    """Say what is installed and what is wrong; exit code 0 only when the main job can run, else 5."""
    findings = list(examine())
    table = Table(box=None, show_header=False, pad_edge=False)
    for finding in findings:
        mark = "[red]✗[/]" if finding.fatal else "[yellow]![/]" if finding.wrong else "[green]✓[/]"
        table.add_row(mark, finding.what, finding.state)
    console = Console(highlight=False)
    console.print(table)
    for finding in findings:
        if finding.wrong:
            console.print(f"{finding.what.strip()}: {finding.wrong}", markup=False, soft_wrap=True)
    if any(finding.fatal for finding in findings):
        console.print("The main job cannot run.")
        sys.exit(EngineError.exit_code)
    console.print("The main job can run.")
