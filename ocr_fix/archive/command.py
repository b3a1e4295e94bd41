"""`ocrfix batch`: clean a folder of documents."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Unpack

import click

from ocr_fix.archive.folder import clean_folder
from ocr_fix.choices import Choices, chosen, cleaning_options
from ocr_fix.output import FORMATS
from ocr_fix.pipeline import Cleaner

SOME_FAILED = 8
"""The exit code when some files could not be cleaned and the others were."""


@click.command("batch", short_help="Clean every document of a folder into another folder.")
@click.argument("source", metavar="SRC", type=click.Path(path_type=Path))
@click.argument("target", metavar="DST", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="What to write."
)
@cleaning_options
@click.option("-q", "--quiet", is_flag=True, help="No messages but errors.")
def batch_command(source: Path, target: Path, form: str, *, quiet: bool, **choices: Unpack[Choices]) -> None:
    """Clean every document of the folder SRC into DST, which gets the same folder structure.

    Texts that are in DST already and no older than their document are left, so that a run that was broken off goes on
    where it stopped. A document that cannot be cleaned is named and the next one taken; the exit code is then 8.
    """
    cleaner = Cleaner(chosen(choices))
    states: Counter[str] = Counter()
    for outcome in clean_folder(source, target, cleaner, form):
        states[outcome.state] += 1
        if outcome.state == "failed":
            click.echo(f"ocrfix: failed: {' '.join(outcome.error.split())}", err=True)
        elif outcome.state == "done" and not quiet:
            click.echo(f"{outcome.target}", err=True)
    if not quiet:
        click.echo(f"{states['done']} done, {states['skipped']} skipped, {states['failed']} failed", err=True)
    if states["failed"]:
        sys.exit(SOME_FAILED)
