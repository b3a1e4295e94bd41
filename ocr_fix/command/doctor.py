"""`ocrfix doctor`: what is installed, what is missing, and whether the main job can run."""

from __future__ import annotations

import platform
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ocr_fix.correction import is_compiled
from ocr_fix.errors import EngineError, OcrFixError, OptionError
from ocr_fix.languages import load_language
from ocr_fix.output import FORMATS
from ocr_fix.recognition import ENGINES, EngineSettings, make_engine
from ocr_fix.recognition.engines.own_model import FOLDER, OWN
from ocr_fix.source import Limits
from ocr_fix.system.compiled import OUTDATED
from ocr_fix.system.libraries import complete
from ocr_fix.version import __version__
from ocr_fix.wording import number, phrase, worded

LIBRARIES = ("pillow", "pytesseract", "pypdfium2", "rapidfuzz", "regex", "marisa-trie", "click", "rich")

_OF_EXTRA = re.compile(r"""(?P<package>[\w.-]+).*;.*extra == ['"](?P<extra>[\w-]+)['"]""")


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


def _compiled_parts() -> Finding:
    if OUTDATED:
        state = worded("of another state of the sources, so left alone: right but slower; install ocr-fix again")
    elif is_compiled():
        state = worded("in use")
    else:
        state = worded("none: right but slower; a C compiler makes them")
    return Finding(worded("compiled parts"), state)


def examine() -> Iterator[Finding]:
    """Look at everything that the main job needs."""
    yield Finding("ocr_fix", __version__)
    yield Finding(
        "Python",
        worded("{version} on {system}", version=platform.python_version(), system=platform.platform(terse=True)),
    )
    yield from _engine()
    yield _try(worded("language data"), lambda: load_language("sv").verify())
    yield _compiled_parts()
    yield _try(worded("temporary folder"), _temporary_folder)
    for name in LIBRARIES:
        yield Finding(name, _version(name) or worded("not installed (optional)"))
    for what, added in ((phrase("format"), FORMATS.added), (phrase("engine"), ENGINES.added)):
        for name, problem in added.items():
            yield Finding(
                f"{worded(what)} {name}", worded("not usable") if problem else worded("of another package"), problem
            )
    yield from _extras()
    limits = Limits()
    yield Finding(
        worded("limits"),
        worded(
            "{megapixels} megapixels a page, {pages} pages a file",
            megapixels=number(limits.max_pixels / 1e6),
            pages=number(limits.max_pages),
        ),
    )


def _extras() -> Iterator[Finding]:
    """Which extras of the package are installed; none has to be."""
    wanted: dict[str, list[str]] = {}
    for told in requires("ocr-fix" if _version("ocr-fix") else "ocr-fix-core") or ():
        if found := _OF_EXTRA.match(told):
            wanted.setdefault(found["extra"], []).append(found["package"])
    for extra, packages in wanted.items():
        try:
            state = ", ".join(f"{package} {version(package)}" for package in packages)
        except PackageNotFoundError:
            state = worded("not installed (optional): pip install 'ocr-fix[{extra}]'", extra=extra)
        yield Finding(worded("extra {extra}", extra=extra), state)


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _engine() -> Iterator[Finding]:
    try:
        with complete():
            from ocr_fix.recognition.engines.tesseract import Tesseract  # noqa: PLC0415 - it reads with lxml
        info = Tesseract().info()
    except (EngineError, OptionError) as error:
        yield Finding("Tesseract", worded("not found"), str(error), fatal=True)
        return
    yield Finding("Tesseract", info.version)
    yield _try("  " + worded("reads Swedish"), _own_model)
    yield Finding("  " + worded("languages"), ", ".join(info.languages))
    try:
        embedded = make_engine(EngineSettings("tesserocr")).info()
        yield Finding("tesserocr", worded("{version} (optional: --engine tesserocr)", version=embedded.version))
    except EngineError:
        yield Finding("tesserocr", worded("not installed (optional)"))


def _own_model() -> str:
    """The model that reads Swedish.

    Raises:
        OSError: it is not there.
    """
    path = FOLDER / f"{OWN}.traineddata"
    return worded(
        "{model}, {megabytes} MB, comes with ocr-fix", model=OWN, megabytes=number(path.stat().st_size / 1e6, 1)
    )


def _try(what: str, test: Callable[[], object]) -> Finding:
    try:
        return Finding(what, str(test() or worded("good")))
    except OcrFixError as error:
        return Finding(what, worded("not usable"), str(error), fatal=True)
    except OSError as error:
        return Finding(what, worded("not usable"), f"{error.filename or ''}: {error.strerror}", fatal=True)


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
        table.add_row(mark, finding.what, escape(finding.state))
    console = Console(highlight=False)
    console.print(table)
    for finding in findings:
        if finding.wrong:
            console.print(f"{finding.what.strip()}: {finding.wrong}", markup=False, soft_wrap=True)
    if any(finding.fatal for finding in findings):
        console.print(worded("The main job cannot run."))
        sys.exit(EngineError.exit_code)
    console.print(worded("The main job can run."))
