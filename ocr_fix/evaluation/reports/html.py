"""The report as one page of HTML: figures, and truth and output side by side; opens offline, runs no script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ocr_fix.evaluation.change_counts import WordChange
from ocr_fix.evaluation.compared.pairs import Pair
from ocr_fix.evaluation.measure import Evaluation, Measured
from ocr_fix.evaluation.reports.rates import (
    CHANGE_HEADINGS,
    ERROR_HEADINGS,
    INTERVAL_HEADINGS,
    INTERVALS,
    change_cells,
    class_rows,
    error_cells,
    interval_cells,
    percent,
    printable,
    visible,
)
from ocr_fix.evaluation.reports.report import Report
from ocr_fix.evaluation.reports.side_by_side import PACKAGE, side_by_side
from ocr_fix.notation.web_pages import page_of, resource
from ocr_fix.wording import number, phrase, worded

# How many are shown.
CONFUSIONS = 60
EXAMPLES = 200

# The page may load nothing, from nowhere.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
LEGEND = (
    ("wrong", phrase("differs from the truth")),
    ("repaired", phrase("repaired")),
    ("broken", phrase("broken by the correction")),
    ("changed", phrase("changed, still wrong")),
)

TableRows = Sequence[Sequence[str]]


class _System(NamedTuple):
    """What is shown of a system, as rows of tables.

    Attributes:
        name: of the system.
        changes: what its correction did; empty where there was none.
        false_numbers: how many numbers it made false.
        examples: words that it broke or changed wrongly.
        confusions, lines: what is still wrong.
    """

    name: str
    changes: TableRows
    false_numbers: int
    examples: TableRows
    confusions: TableRows
    lines: TableRows


class ComparisonPage:
    """Collects the texts of each pair while they are compared, then makes the page."""

    def __init__(self) -> None:
        self._texts: list[tuple[Pair, Evaluation, str]] = []

    def add(self, pair: Pair, measured: Measured) -> None:
        """Lay the two texts of a pair side by side."""
        self._texts.append((pair, measured.evaluation, side_by_side(measured.comparison, measured.fates)))

    def render(self, report: Report) -> str:
        """The whole page, in HTML 5."""
        errors = [error_cells(result.pair.document, result.pair.system, result.evaluation) for result in report.results]
        if report.documents > 1:
            errors += [
                error_cells(worded("sum of {count} documents", count=number(count)), system, evaluation)
                for system, (count, evaluation) in report.systems.items()
            ]
        return page_of(
            PACKAGE,
            "evaluation.html.j2",
            change_headings=[worded(each) for each in CHANGE_HEADINGS],
            class_headings=[worded("class"), *map(printable, report.systems)],
            classes=class_rows([evaluation for _, evaluation in report.systems.values()]),
            documents=[(_summary(pair, evaluation), texts) for pair, evaluation, texts in self._texts],
            error_headings=[worded(each) for each in ERROR_HEADINGS],
            errors=[[printable(cell) for cell in row] for row in errors],
            intervals=[interval_cells(printable(system), found) for system, found in report.intervals.items()],
            interval_headings=[worded(each) for each in INTERVAL_HEADINGS],
            intervals_title=worded(INTERVALS),
            legend=LEGEND if any(evaluation.changes for _, evaluation, _ in self._texts) else LEGEND[:1],
            policy=POLICY,
            style=resource(PACKAGE, "report.css"),
            systems=[_system(name, evaluation) for name, (_, evaluation) in report.systems.items()],
            title=worded("Evaluation of {systems}", systems=printable(", ".join(report.systems))),
        )


def _summary(pair: Pair, evaluation: Evaluation) -> str:
    rates = f"CER {percent(evaluation.cer)} · WER {percent(evaluation.wer)}"
    return printable(f"{pair.document} · {pair.system} · {rates}")


def _system(name: str, evaluation: Evaluation) -> _System:
    changes = evaluation.changes
    done: list[Sequence[str]] = []
    examples: list[Sequence[str]] = []
    if changes is not None:
        done = [
            change_cells(worded("all words"), changes.words),
            change_cells(worded("numbers, signs"), changes.numbers_and_signs),
        ]
        wrong = [example for example in changes.examples if example.verdict != "repaired"]
        examples = [_example_cells(example) for example in wrong[:EXAMPLES]]
    return _System(
        printable(name),
        done,
        changes.false_numbers if changes is not None else 0,
        examples,
        [
            (visible(each.truth), visible(each.output), number(each.count), "" if each.of is None else number(each.of))
            for each in evaluation.confusions[:CONFUSIONS]
        ],
        [
            (f"{line.document}:{line.line}", printable(line.truth), printable(line.output), f"{line.edits}")
            for line in evaluation.worst_lines
        ],
    )


def _example_cells(example: WordChange) -> tuple[str, ...]:
    verdict = worded("broken") if example.verdict == "broken" else worded("changed, still wrong")
    return (
        f"{verdict} ({worded('false number')})" if example.false_number else verdict,
        visible(example.truth),
        visible(example.raw),
        visible(example.output),
        printable(f"{example.document}:{example.line}"),
        printable(example.context),
    )
