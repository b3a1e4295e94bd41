"""The report in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ocr_fix.evaluation.change_counts import Changes, WordChange
from ocr_fix.evaluation.confusions import WorstLine
from ocr_fix.evaluation.measure import Evaluation
from ocr_fix.evaluation.reports.rates import (
    CHANGE_HEADINGS,
    ERROR_HEADINGS,
    INTERVAL_HEADINGS,
    INTERVALS,
    change_cells,
    class_rows,
    error_cells,
    interval_cells,
    printable,
    visible,
)
from ocr_fix.evaluation.reports.report import Report
from ocr_fix.wording import number, phrase, worded, worded_count

# How many are shown; the page and the JSON have more.
CONFUSIONS = 15
EXAMPLES = 15
LINES = 5


def print_report(report: Report, console: Console) -> None:
    """Print the figures of all documents and systems, then what is wrong with each system."""
    console.print(_errors(report))
    console.print(_intervals(report))
    console.print(_classes(report))
    for system, (_, evaluation) in report.systems.items():
        console.print(Text(f"\n{printable(system)}", style="bold"))
        for part in _parts(evaluation):
            console.print(Padding(part, (1, 0, 0, 2), expand=False))


def _table(*headings: str, words: int = 1) -> Table:
    """A table whose first `words` columns hold words, the others figures."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for index, heading in enumerate(headings):
        table.add_column(worded(heading), justify="left" if index < words else "right", overflow="fold")
    return table


def _titled(title: str, *parts: RenderableType) -> Group:
    return Group(Text(title, style="italic"), *parts)


def _errors(report: Report) -> RenderableType:
    table = _table(*ERROR_HEADINGS, words=2)
    for result in report.results:
        table.add_row(*_texts(error_cells(result.pair.document, result.pair.system, result.evaluation)))
    if report.documents > 1:
        table.add_section()
        for system, (count, evaluation) in report.systems.items():
            of = (
                worded("all documents")
                if count == report.documents
                else worded("{count} of {all} documents", count=number(count), all=number(report.documents))
            )
            table.add_row(*_texts(error_cells(of, system, evaluation)), style="bold")
    return _titled(worded("Errors"), table)


def _intervals(report: Report) -> RenderableType:
    table = _table(*INTERVAL_HEADINGS)
    for system, found in report.intervals.items():
        table.add_row(*_texts(interval_cells(system, found)))
    return _titled(f"\n{worded(INTERVALS)}", table)


def _texts(cells: Iterable[str]) -> Iterator[Text]:
    """Cells without markup: a file may be called [red]."""
    return (Text(printable(cell)) for cell in cells)


def _classes(report: Report) -> RenderableType:
    table = _table(phrase("class"), *(escape(printable(system)) for system in report.systems))
    for row in class_rows([evaluation for _, evaluation in report.systems.values()]):
        table.add_row(*row)
    return _titled("\n" + worded("Character errors by class"), table)


def _parts(evaluation: Evaluation) -> Iterator[RenderableType]:
    if evaluation.changes is not None:
        yield _changes(evaluation.changes)
        yield from _examples(evaluation.changes)
    if evaluation.confusions:
        yield _confusions(evaluation)
        yield _worst_lines(evaluation.worst_lines[:LINES])


def _changes(changes: Changes) -> RenderableType:
    table = _table(*CHANGE_HEADINGS)
    table.add_row(*change_cells(worded("all words"), changes.words))
    table.add_row(*change_cells(worded("numbers, signs"), changes.numbers_and_signs))
    style = "bold red" if changes.false_numbers else ""
    false_numbers = Text(
        f"{worded('Numbers changed into a false number:')} {number(changes.false_numbers)}", style=style
    )
    return _titled(worded("What the correction did (harm: broken words per 10,000)"), table, false_numbers)


def _examples(changes: Changes) -> Iterator[RenderableType]:
    broken = [example for example in changes.examples if example.verdict == "broken" or example.false_number]
    if broken:
        shown = min(EXAMPLES, len(broken))
        table = _table(phrase("truth"), phrase("raw"), phrase("output"), phrase("line"), phrase("context"), words=5)
        for example in broken[:EXAMPLES]:
            table.add_row(*_example_cells(example))
        yield _titled(
            worded("Words broken or made a false number ({shown} of {all})", shown=shown, all=number(len(broken))),
            table,
        )


def _example_cells(example: WordChange) -> tuple[Text, ...]:
    where = f"{example.document}:{example.line}" if example.document else str(example.line)
    style = "bold red" if example.false_number else "red"
    return (
        Text(visible(example.truth)),
        Text(visible(example.raw)),
        Text(visible(example.output), style=style),
        Text(printable(where)),
        Text(printable(example.context), style="dim"),
    )


def _confusions(evaluation: Evaluation) -> RenderableType:
    confusions = evaluation.confusions
    shown = min(CONFUSIONS, len(confusions))
    table = _table(phrase("truth"), phrase("output"), phrase("times"), phrase("of"), words=2)
    for confusion in confusions[:CONFUSIONS]:
        of = "" if confusion.of is None else number(confusion.of)
        table.add_row(Text(visible(confusion.truth)), Text(visible(confusion.output)), number(confusion.count), of)
    return _titled(worded("Remaining confusions ({shown} of {all})", shown=shown, all=number(len(confusions))), table)


def _worst_lines(lines: tuple[WorstLine, ...]) -> RenderableType:
    parts: list[RenderableType] = []
    for line in lines:
        where = f"{line.document}:{line.line}" if line.document else worded("line {number}", number=line.line)
        edits = worded_count("{count} edit", "{count} edits", line.edits)
        parts.append(Text(printable(f"{where}, {edits}"), style="bold"))
        for label, words, style in (
            ("        ", line.before, "dim"),
            (f"{worded('truth'):8}", line.truth, ""),
            (f"{worded('output'):8}", line.output or "∅", "red"),
            ("        ", line.after, "dim"),
        ):
            if words:
                parts.append(Text.assemble((label, "dim"), (printable(words), style)))
    return _titled(worded("Worst lines"), *parts)
