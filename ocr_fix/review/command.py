"""`ocrfix apply`: what a reviewer has decided, carried out in every format."""

from __future__ import annotations

from pathlib import Path

import click

from ocr_fix.command.choices import format_option
from ocr_fix.command.delivery import forms_for, output_files, write_document
from ocr_fix.document import Document
from ocr_fix.errors import InputError
from ocr_fix.options import Options, read_password
from ocr_fix.original import OriginalFile
from ocr_fix.review.applying import apply_decisions
from ocr_fix.review.decisions import read_decisions
from ocr_fix.wording import worded

_FILE = click.Path(path_type=Path)


@click.command("apply", short_help="Carry out what a reviewer has decided, in every format.")
@click.argument("json_file", metavar="DOC.json", type=_FILE)
@click.argument("decisions_file", metavar="DECISIONS.json", type=_FILE)
@click.option("-o", "--output", type=click.Path(), help="Write here instead of to standard output (-).")
@format_option
@click.option("--original", type=_FILE, help="The file DOC.json was made of; by default that of its name beside it.")
@click.option("--password-file", type=_FILE, help="A file whose first line is the password of a locked original.")
@click.option(
    "--changes", type=click.Path(), help="Write changes and doubts here, as JSON Lines or a table (FILE.csv)."
)
@click.option("--report", type=click.Path(), help="Write a page to look at: scans, changes and doubts (FILE.html).")
def apply_command(
    json_file: Path,
    decisions_file: Path,
    output: str | None,
    forms: tuple[str, ...],
    original: Path | None,
    password_file: Path | None,
    changes: str | None,
    report: str | None,
) -> None:
    """Write the document of DOC.json, the JSON that ocrfix made, as DECISIONS.json says that it is.

    Decisions of another document, or of words that are others by now, are refused with the place (exit code 10), and
    nothing is written. DOC.json itself may be the output: what has been carried out is carried out again.
    """
    output = None if output == "-" else output
    forms = forms_for(output, forms)
    try:
        content = json_file.read_bytes()
    except OSError as error:
        raise InputError(
            worded("{json_file}: cannot be read ({reason})", json_file=json_file, reason=error.strerror)
        ) from error
    document = Document.from_json(content, str(json_file))
    scan = _original(document, json_file, original, None if password_file is None else read_password(password_file))
    inputs = [decisions_file, *([] if scan is None else [Path(scan.label)])]
    files = output_files(inputs, output, forms, changes, report)
    decided = apply_decisions(document, read_decisions(decisions_file))
    # All of them before the first is written.
    write_document(decided, scan, files, forms, changes, report)


def _original(document: Document, beside: Path, named: Path | None, password: str | None) -> OriginalFile | None:
    """The file that a document was read from: the one that is named, else the one of its name beside the JSON."""
    if named is not None and not named.is_file():
        raise InputError(
            worded("{named}: is no file; give the one that {beside} was made of", named=named, beside=beside)
        )
    found = named if named is not None else beside.parent / Path(document.name).name
    return (
        OriginalFile(found, Options(password=password, confined=True)) if found.is_file() and found != beside else None
    )
