"""The command line: parse, call, print. The work is done in the pipeline."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import Any, NoReturn

import click
from click.shell_completion import CompletionItem

from ocr_fix.command.choices import cleaning_options, format_option
from ocr_fix.command.delivery import forms_for, output_files, refuse_overwriting, write_document
from ocr_fix.command.message_language import in_front, speak, speaking
from ocr_fix.command.partial import finishing_pages
from ocr_fix.command.progress import may_be_shown, reading, step
from ocr_fix.document import Document
from ocr_fix.document.language_codes import SWEDISH, named
from ocr_fix.document.unread import ranges_of, unread
from ocr_fix.errors import BrokenOffError, IncompleteError, InputError, OcrFixError
from ocr_fix.options import DEFAULT_PAGE_SECONDS, Options
from ocr_fix.original import OriginalFile
from ocr_fix.pipeline import Cleaner
from ocr_fix.recognition import end_all
from ocr_fix.system.machine import cores
from ocr_fix.version import __version__
from ocr_fix.wording import number, phrase, worded, worded_count

EXIT_CODES = """\b
Exit codes:
  0    done
  1    an internal error; run again with --debug and report it
  2    the command line is wrong (an option, a page range, a word list)
  3    the input is missing, empty, damaged, locked or of an unknown kind
  4    the input is larger than the limits allow
  5    Tesseract or its language data is missing, or it failed
  6    the output cannot be written
  7    the program's own language data is missing or damaged
  8    some pages could not be read whole, or with batch some documents
       could not be done; the others are written
  9    batch: the folder holds no document
  10   apply: the decisions are of another document, or its text has moved on
  130  interrupted; with --partial the pages that had been read are written
"""
_WHOLE = phrase("{failed} of {pages} pages could not be read whole")
_OR_NOT_WHOLE = phrase("{failed} of {pages} pages could not be read or not whole")
_MISSING = phrase("{failed} of {pages} pages could not be read and are missing")
INTERRUPTED = BrokenOffError.exit_code
DEBUG = "ocr_fix.debug"
# How alike a word and the command that is meant by it are (difflib's ratio): one or two letters are wrong. Not swept.
_ALIKE = 0.8
METS = "mets.xml"
"""What lists the pages of a folder, as OCR-D, Transkribus and others call it."""


class _Main(click.Group):
    """A group whose default command is to clean: the first word is a command's name or the input."""

    default = "clean"
    spoken_for = ("--help", "-h", "--version")
    # Imported when they are asked for: together they take as long as all the rest, which cleaning a file does not need.
    elsewhere: Mapping[str, str] = {
        "batch": "ocr_fix.archive.command",
        "evaluate": "ocr_fix.evaluation.command",
        "doctor": "ocr_fix.command.doctor",
        "review": "ocr_fix.archive.review.command",
        "apply": "ocr_fix.review.command",
        "learn": "ocr_fix.archive.learn",
        "config": "ocr_fix.command.configuration",
        "completion": "ocr_fix.command.completion",
        "man": "ocr_fix.command.manual",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, imported or not."""
        return sorted({*super().list_commands(ctx), *self.elsewhere})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, imported now if need be."""
        if cmd_name in self.elsewhere and cmd_name not in self.commands:
            command: click.Command = getattr(import_module(self.elsewhere[cmd_name]), f"{cmd_name}_command")
            self.add_command(command, cmd_name)
        found = super().get_command(ctx, cmd_name)
        return None if found is None else speaking(found)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        front = in_front(args)
        args = args[len(front) :]
        if args and args[0] not in self.list_commands(ctx) and args[0] not in self.spoken_for:
            self._refuse_misspelt(ctx, args)
            args = [self.default, *args]
        return super().parse_args(ctx, args)

    def _refuse_misspelt(self, ctx: click.Context, args: Sequence[str]) -> None:
        """A word that is no file and nearly a command was meant for one."""
        word, alike = args[0], get_close_matches(args[0], self.list_commands(ctx), 1, _ALIKE)
        if alike and alike != [self.default] and not Path(word).exists():
            raise click.UsageError(
                worded(
                    "{word}: there is no such file and no such command; is {command} meant?",
                    word=word,
                    command=alike[0],
                ),
                ctx,
            )

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401 - as click has it
    ) -> click.Context:
        """Read the arguments, in the language that they ask for."""
        speak(args)
        speaking(self)
        return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; whatever goes wrong, the user gets one line and the exit code that belongs to it."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except OcrFixError as error:
            return _fail(ctx, str(error), error.exit_code)
        except MemoryError:
            return _fail(ctx, worded("not enough memory for this input; try fewer pages at a time (--pages)"), 4)
        except KeyboardInterrupt:
            end_all()
            return _fail(ctx, worded("interrupted; nothing is left half written"), INTERRUPTED)
        except Exception as error:  # the last resort
            message = worded(
                "internal error ({kind}: {error}); run again with --debug", kind=type(error).__name__, error=error
            )
            return _fail(ctx, message, 1)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """What the first word may become: a command, an option of the default command, or a file."""
        command = self.commands[self.default]
        with click.Context(command, info_name=ctx.info_name) as default:
            options = command.shell_complete(default, incomplete)
        return [*super().shell_complete(ctx, incomplete), *options, CompletionItem(incomplete, type="file")]

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help of the default command, then the names of the others."""
        command = speaking(self.commands[self.default])
        with click.Context(command, info_name=ctx.info_name) as default:
            command.format_help(default, formatter)
        self.format_commands(ctx, formatter)


class _DefaultContext(click.Context):
    """The default command goes by the name of the program: its own is never typed."""

    @property
    def command_path(self) -> str:
        """How the command is called."""
        return "ocrfix"


class _Default(click.Command):
    context_class = _DefaultContext


def _set_debug(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    ctx.meta[DEBUG] = value


@click.group(cls=_Main, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True)
@click.version_option(__version__, prog_name="ocrfix", message="%(prog)s %(version)s")
def cli() -> None:
    """Turn scanned Swedish documents into clean text."""


@cli.command("clean", cls=_Default, hidden=True, epilog=EXIT_CODES)
@click.argument("source", metavar="INPUT", type=click.Path(allow_dash=True))
@click.option("-o", "--output", type=click.Path(), help="Write here instead of to standard output (-).")
@format_option
@click.option("--pages", metavar="RANGES", help='Only these pages, as in "1-3,7" or "5-".')
@click.option(
    "--changes", type=click.Path(), help="Write changes and doubts here, one JSON object a line (FILE.csv: a table)."
)
@click.option("--report", type=click.Path(), help="Write a page to look at: scans, changes and doubts (FILE.html).")
@cleaning_options
@click.option("-j", "--jobs", type=int, default=0, metavar="N", help="Pages read at a time; default one a core.")
@click.option(
    "--page-timeout",
    type=float,
    default=DEFAULT_PAGE_SECONDS,
    show_default=True,
    metavar="SECONDS",
    help="Longest time for one reading of a page; 0 for no limit.",
)
@click.option("--partial", is_flag=True, help="Interrupted once (Ctrl-C), write the pages that were read.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no messages but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say in one line what came of it.")
@click.option("--debug", is_flag=True, expose_value=False, callback=_set_debug, help="Show the traceback of an error.")
def clean_command(
    source: str,
    output: str | None,
    forms: tuple[str, ...],
    pages: str | None,
    changes: str | None,
    report: str | None,
    jobs: int,
    page_timeout: float,
    *,
    partial: bool,
    quiet: bool,
    verbose: bool,
    options: Options,
) -> None:
    """Read INPUT, a scan or the text another OCR engine left, and write clean text.

    INPUT is a PDF, TIFF, PNG, JPEG, WebP or BMP file, an hOCR, ALTO or PAGE file, a METS file or its folder, our JSON,
    a text file, or - for standard input. The text goes to standard output, everything else to standard error. Of
    several formats each is written to a file of its own beside OUTPUT. A file named like a command is reached as
    ./batch.
    """
    output = None if output == "-" else output
    source = _file_of(source)
    forms = forms_for(output, forms)
    files = output_files([] if source == "-" else [Path(source)], output, forms, changes, report)
    cleaner = Cleaner(replace(options, pages=pages, jobs=jobs or cores(), page_timeout=page_timeout, confined=True))
    content = sys.stdin.buffer.read() if source == "-" else Path(source)
    name, shown, begun = None if source != "-" else "-", not quiet and may_be_shown(), monotonic()
    with finishing_pages(on=partial) as pressed, ExitStack() as stack:
        # Before there are threads, since a process is forked for it.
        with step(worded("opening"), shown=shown):
            opened = stack.enter_context(cleaner.open(content, name=name))
        refuse_overwriting([*files.values(), *map(Path, filter(None, (changes, report)))], opened.inputs())
        with reading(shown=shown) as progress:
            document = cleaner.clean_opened(opened, progress, pressed.cancel, pressed.stopped)
    if pressed.stopped() and len(unread(document.pages)) == len(document.pages):
        raise KeyboardInterrupt  # nothing was read that might be written
    with step(worded("writing"), shown=shown):
        write_document(document, OriginalFile(content, cleaner.options, name=name), files, forms, changes, report)
    if verbose and not quiet:
        click.echo(f"ocrfix: {_summary(document, monotonic() - begun)}", err=True)
    if not quiet:
        _tell_language(document)
        if any(page.blocks for page in document.pages):  # else the error says it
            _tell_notes(document)
    _tell_failures(document)


def _file_of(source: str) -> str:
    """The file that is meant: of a folder with a METS file, that.

    Raises:
        InputError: it is another folder.
    """
    if source == "-" or not Path(source).is_dir():
        return source
    if not (Path(source) / METS).is_file():
        raise InputError(
            worded("{source}: is a folder; `ocrfix batch {source} DST` cleans the documents in it", source=source)
        )
    return str(Path(source) / METS)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    # One engine thread a process: Tesseract's own threads fight for the cores and lose (issue 3109 of its tracker).
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    # Libraries warn of odd tags in files; that is not for the user's terminal.
    logging.captureWarnings(capture=True)
    logging.getLogger("py.warnings").addHandler(logging.NullHandler())
    cli.main(args=None if arguments is None else list(arguments), prog_name="ocrfix")


def _fail(ctx: click.Context, message: str, code: int) -> NoReturn:
    if ctx.meta.get(DEBUG):
        traceback.print_exc()
    click.echo(worded("ocrfix: error: {message}", message=" ".join(message.split())), err=True)
    sys.exit(code)


def _tell_language(document: Document) -> None:
    """Say of a document in another language that its words are left as they are."""
    language = document.language
    if language is not None and language != SWEDISH:
        fields = {"name": document.name, "language": named(language), "code": language}
        told = (
            worded("{name}: written in {language} ({code}); only normal forms are mended", **fields)
            if len(document.languages) == 1
            else worded("{name}: written mostly in {language} ({code}); of that only normal forms are mended", **fields)
        )
        click.echo(f"ocrfix: {told}", err=True)


def _tell_notes(document: Document) -> None:
    """Say what a reader should know of pages beside their text."""
    for page in document.pages:
        if page.note is not None:
            click.echo(f"ocrfix: {document.name}: {' '.join(page.note.split())}", err=True)


def _tell_failures(document: Document) -> None:
    """Say which pages are missing or have gaps.

    Raises:
        BrokenOffError: some were not read, since the user interrupted.
        IncompleteError: some could not be read, or no words were on any of them though they show something.
    """
    missing = unread(document.pages)
    failed = [page for page in document.pages if page.failure is not None and page.number not in missing]
    if missing:
        told = "".join(f"; {page.failure}" for page in failed)
        raise BrokenOffError(
            worded(
                "{name}: interrupted; {read} of {pages} pages are written, these are missing: {missing}{told}",
                name=document.name,
                read=len(document.pages) - len(missing),
                pages=len(document.pages),
                missing=ranges_of(missing),
                told=told,
            )
        )
    if failed:
        gaps = [bool(page.blocks) for page in failed]
        message = _WHOLE if all(gaps) else _OR_NOT_WHOLE if any(gaps) else _MISSING
        count = worded(message, failed=len(failed), pages=len(document.pages))
        told = "; ".join(page.failure or "" for page in failed)
        raise IncompleteError(f"{document.name}: {count}: {told}")
    noted = [page.note for page in document.pages if page.note is not None]
    if noted and not any(page.blocks for page in document.pages):
        raise IncompleteError(worded("{name}: no words were read: {told}", name=document.name, told="; ".join(noted)))


def _summary(document: Document, seconds: float) -> str:
    counts = (
        worded_count("{count} page", "{count} pages", len(document.pages)),
        worded_count("{count} word", "{count} words", len(document.text.split())),
        worded_count("{count} change", "{count} changes", len(document.changes)),
        worded_count("{count} doubtful word", "{count} doubtful words", len(document.doubts)),
    )
    return worded(
        "{name}: {counts} in {seconds} s", name=document.name, counts=", ".join(counts), seconds=number(seconds, 1)
    )
