"""The figures of each output, and of each system over its documents, as rows for spreadsheets and statistics."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from ocr_fix.evaluation.intervals import Interval, Intervals
from ocr_fix.evaluation.measure import Evaluation
from ocr_fix.evaluation.reports.report import Report

_DECIMALS = 6  # of the shares in a sheet


def as_csv(report: Report) -> str:
    """A table (RFC 4180): a row for each document and system, then one for each system, whose document is empty."""
    out = StringIO()
    rows = [*_rows(report)]
    writer = csv.DictWriter(out, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _rows(report: Report) -> Iterator[dict[str, object]]:
    for result in report.results:
        yield _row(result.pair.document, result.pair.system, 1, result.evaluation, None)
    for system, (number, evaluation) in report.systems.items():
        yield _row("", system, number, evaluation, report.intervals[system])


def _row(
    document: str, system: str, documents: int, evaluation: Evaluation, found: Intervals | None
) -> dict[str, object]:
    raw, changes = evaluation.raw, evaluation.changes
    words = None if changes is None else changes.words
    return {
        "document": document,
        "system": system,
        "documents": documents,
        "words": evaluation.words.length,
        "word_edits": evaluation.words.edits,
        "wer": _rate(evaluation.wer),
        **_sides("wer", None if found is None else found.wer),
        "characters": evaluation.characters.length,
        "character_edits": evaluation.characters.edits,
        "cer": _rate(evaluation.cer),
        **_sides("cer", None if found is None else found.cer),
        "exact": evaluation.exact,
        "raw_wer": None if raw is None else _rate(raw.wer),
        "raw_cer": None if raw is None else _rate(raw.cer),
        "repaired": None if words is None else words.repaired,
        "broken": None if words is None else words.broken,
        "missed": None if words is None else words.missed,
        "harm_per_10000": None if words is None else _rate(words.harm),
        "precision": None if words is None else _rate(words.precision),
        "recall": None if words is None else _rate(words.recall),
        "false_numbers": None if changes is None else changes.false_numbers,
    }


def _sides(name: str, interval: Interval | None) -> dict[str, float | None]:
    return {
        f"{name}_low": None if interval is None else _rate(interval.low),
        f"{name}_high": None if interval is None else _rate(interval.high),
    }


def _rate(value: float | None) -> float | None:
    return None if value is None else round(value, _DECIMALS)
