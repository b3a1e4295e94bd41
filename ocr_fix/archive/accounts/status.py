"""`ocrfix batch --status`: what the journal knows, for a person or a program."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from ocr_fix.archive.accounts.summary import Summary, row_facts, summarise
from ocr_fix.archive.crew.outputs import is_edited
from ocr_fix.archive.journal import NAME, Journal
from ocr_fix.archive.settings import state_folder
from ocr_fix.archive.storage.local import LocalPlace
from ocr_fix.archive.storage.schemes import place_of
from ocr_fix.archive.survey.selection import kind_told, told_of_kinds
from ocr_fix.errors import InputError
from ocr_fix.source.faults import one_line
from ocr_fix.wording import number, phrase, worded

_HEADINGS = (
    phrase("done"),
    phrase("lacking pages"),
    phrase("failed"),
    phrase("waiting"),
    phrase("pages"),
    phrase("words"),
    phrase("changes"),
    phrase("doubtful"),
)
_STATES = {"failed": phrase("failed"), "incomplete": phrase("lacking pages")}
_MOST_SHOWN = 20  # failures that are listed


def status(target: str, chosen: Path | None = None) -> Summary:
    """What is known of a target; also while a run is at work there.

    Args:
        target: folder or URL.
        chosen: folder of the journal, where it was chosen.

    Raises:
        InputError: no run has been there.
        OutputError: the journal cannot be read.
    """
    folder = state_folder(target, chosen)
    if not (folder / NAME).exists():
        raise InputError(
            worded(
                "{target}: has no journal of ocrfix batch; give the folder that a batch was written to", target=target
            )
        )
    journal = Journal(folder, readonly=True)
    try:
        found = summarise(journal)
    finally:
        journal.close()
    if found is None:
        raise InputError(worded("{target}: no run has begun there yet", target=target))
    return found


def status_as_json(target: str, chosen: Path | None = None) -> str:
    """The summary and every file, as one JSON object."""
    facts = status(target, chosen).to_dict()
    facts["edited"] = [one_line(path) for path in edited(target, chosen)]
    journal = Journal(state_folder(target, chosen), readonly=True)
    try:
        run = journal.last_run()
        facts["documents"] = [row_facts(row) for row in journal.rows(run.number if run is not None else None)]
    finally:
        journal.close()
    return json.dumps(facts, ensure_ascii=False, indent=1) + "\n"


def edited(target: str, chosen: Path | None = None) -> list[str]:
    """The outputs that somebody has edited since they were written; none is told of a remote target.

    Args:
        target: folder or URL.
        chosen: folder of the journal, where it was chosen.

    Raises:
        OutputError: the journal cannot be read.
    """
    place = place_of(target)
    if not isinstance(place, LocalPlace):
        return []
    journal = Journal(state_folder(target, chosen), readonly=True)
    try:
        return [output.path for row in journal.rows() for output in row.outputs if is_edited(place, output)]
    finally:
        journal.close()


def print_status(summary: Summary, by_hand: Sequence[str], console: Console) -> None:
    """A table of states, what somebody has edited, and what failed."""
    table = Table(title=f"{one_line(summary.source)} → {one_line(summary.target)}", title_justify="left")
    for heading in _HEADINGS:
        table.add_column(worded(heading), justify="right")
    counts = [summary.files.get(state, 0) for state in ("done", "incomplete", "failed", "waiting")]
    table.add_row(*(number(n) for n in (*counts, summary.pages, summary.words, summary.changes, summary.doubtful)))
    console.print(table)
    for path, kind in summary.passed_over_files[:_MOST_SHOWN]:
        console.print(
            worded("passed over: {path}: {kind}", path=path, kind=kind_told(kind)), markup=False, highlight=False
        )
    if summary.passed_over:
        console.print(told_of_kinds(summary.passed_over), markup=False, highlight=False)
    for path in by_hand[:_MOST_SHOWN]:
        console.print(worded("edited by hand, and left: {path}", path=one_line(path)), markup=False, highlight=False)
    if len(by_hand) > _MOST_SHOWN:
        console.print(worded("and {count} more; --json names all", count=number(len(by_hand) - _MOST_SHOWN)))
    for row in summary.failed[:_MOST_SHOWN]:
        console.print(
            f"{worded(_STATES.get(row.state, row.state))}: {one_line(row.path)}: {one_line(row.error or '')}",
            markup=False,
            highlight=False,
        )
    if len(summary.failed) > _MOST_SHOWN:
        console.print(worded("and {count} more; --json names all", count=number(len(summary.failed) - _MOST_SHOWN)))
