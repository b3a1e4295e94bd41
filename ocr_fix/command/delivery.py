"""Where the outputs of a command go: files beside each other, or standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click
from click.core import ParameterSource

from ocr_fix.document import Document, in_order
from ocr_fix.errors import OptionError, OutputError
from ocr_fix.original import OriginalFile
from ocr_fix.output import (
    FORMATS,
    changes_as_csv,
    changes_as_jsonl,
    form_of,
    name_of_page,
    render,
    render_report,
    targets,
)
from ocr_fix.system.files import write_atomically
from ocr_fix.wording import worded


def forms_for(output: str | None, forms: tuple[str, ...]) -> tuple[str, ...]:
    """The formats that the user of the current command means: those typed, else that of the ending of the output.

    Raises:
        OptionError: the ending is that of a format that cannot be written.
    """
    given = click.get_current_context().get_parameter_source("forms") is ParameterSource.COMMANDLINE
    if given or output is None:
        return forms
    form = form_of(Path(output))
    if form == "alto":  # other formats are XML, too
        click.echo(worded("{output}: is written as ALTO; --format page writes PAGE", output=output), err=True)
    return (form,)


def output_files(
    inputs: Sequence[Path], output: str | None, forms: tuple[str, ...], *others: str | None
) -> dict[str, Path]:
    """The file of each format; none for what goes to standard output.

    Args:
        inputs: files that are only read.
        output: what the user named.
        forms: the formats.
        others: files that are written beside.

    Raises:
        OptionError: several formats and no file are named, or two outputs have one name.
        OutputError: an output is one of the inputs.
    """
    if output is None and len(forms) > 1:
        raise OptionError(
            worded("{forms} cannot both go to standard output; name a file with -o", forms=" and ".join(forms))
        )
    files = {} if output is None else targets(Path(output), forms)
    written = [*files.values(), *(Path(other) for other in others if other is not None)]
    refuse_overwriting(written, inputs)
    if len({target.resolve() for target in written}) < len(written):
        raise OptionError(
            worded("two outputs have one name; the files would be {written}", written=", ".join(map(str, written)))
        )
    return files


def refuse_overwriting(outputs: Iterable[Path], inputs: Sequence[Path]) -> None:
    """What is given is never touched, whatever the user typed.

    Raises:
        OutputError: an output is one of the inputs.
    """
    for target in outputs:
        if target.exists() and any(each.exists() and target.samefile(each) for each in inputs):
            raise OutputError(worded("{target}: is the input itself; give the output another name", target=target))


def write_document(
    document: Document,
    original: OriginalFile | None,
    files: Mapping[str, Path],
    forms: Iterable[str],
    changes: str | None,
    report: str | None,
) -> None:
    """Write a document in some formats, its changes and a page to look at; all are made before the first is written.

    Args:
        document: the document.
        original: what it was read from; None where that is not at hand.
        files: the file of each format; those without go to standard output.
        forms: the formats.
        changes: the file for changes and doubts, a table where it ends in .csv, else one JSON object a line.
        report: the file for the page.

    Raises:
        As `render` and `deliver`.
    """
    contents = [each for form in forms for each in _rendered(document, original, form, files.get(form))]
    page = None if report is None else render_report(document, original)
    for file, content in contents:
        deliver(content, file)
    if changes is not None:
        told = changes_as_csv if changes.lower().endswith(".csv") else changes_as_jsonl
        write_atomically(Path(changes), told(in_order(document.changes, document.doubts)))
    if report is not None and page is not None:
        write_atomically(Path(report), page)


def _rendered(
    document: Document, original: OriginalFile | None, form: str, file: Path | None
) -> Iterator[tuple[Path | None, bytes]]:
    """The files of a document in one format: itself, or one for each page where the format has no more in a file."""
    pages = None if file is None else FORMATS[form].write_pages(document)
    if file is not None and pages is not None:
        for number, content in pages.items():
            yield file.with_name(name_of_page(file.name, FORMATS[form].ending, number)), content
    else:
        yield file, render(document, form) if original is None else original.written(document, form)


def deliver(content: bytes, file: Path | None) -> None:
    """Write an output to its file, or to standard output where it has none.

    Raises:
        OptionError: it is not for reading, and standard output is a terminal.
        OutputError: it cannot be written.
    """
    if file is not None:
        write_atomically(file, content)
        return
    if sys.stdout.isatty() and b"\0" in content:
        raise OptionError(worded("the format is not for reading on a terminal; name a file with -o"))
    try:
        sys.stdout.flush()  # what was printed before stands before
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader has left (as `head` does): no error of ours. Python would complain again when it shuts down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise OutputError(worded("standard output: cannot be written ({reason})", reason=error.strerror)) from error
