"""The report as one page of HTML: figures, and truth and output side by side; opens offline, runs no script."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from importlib.resources import files
from itertools import chain, repeat

from ocr_fix.evaluation.changes import WordChange
from ocr_fix.evaluation.figures import (
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
from ocr_fix.evaluation.measure import Evaluation, Measured
from ocr_fix.evaluation.pairs import Pair
from ocr_fix.evaluation.reports.report import Report
from ocr_fix.evaluation.reports.side_by_side import side_by_side

# How many are shown.
CONFUSIONS = 60
EXAMPLES = 200

# The page may load nothing, from nowhere.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
LEGEND = (
    ("wrong", "differs from the truth"),
    ("repaired", "repaired"),
    ("broken", "broken by the correction"),
    ("changed", "changed, still wrong"),
)


class Page:
    """Collects the texts of each pair while they are compared, then makes the page."""

    def __init__(self) -> None:
        self._texts: list[tuple[Pair, Evaluation, str]] = []

    def add(self, pair: Pair, measured: Measured) -> None:
        """Lay the two texts of a pair side by side."""
        self._texts.append((pair, measured.evaluation, side_by_side(measured.comparison, measured.fates)))

    def render(self, report: Report) -> str:
        """The whole page, in HTML 5."""
        title = f"Evaluation of {', '.join(report.systems)}"
        alone = len(self._texts) == 1
        legend = LEGEND if any(evaluation.changes for _, evaluation, _ in self._texts) else LEGEND[:1]
        return "".join(
            (
                '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">',
                f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
                '<meta name="color-scheme" content="light dark">',
                f"<title>{_text(title)}</title><style>{_style()}</style></head>\n",
                f"<body><h1>{_text(title)}</h1>\n",
                _errors(report),
                _intervals(report),
                _classes(report),
                *(_system(name, evaluation) for name, (_, evaluation) in report.systems.items()),
                "<h2>Side by side</h2>\n",
                '<input type="checkbox" id="differing"><label for="differing">only lines that differ</label>',
                '<p class="legend">',
                *(f'<span class="{name}">{meaning}</span> ' for name, meaning in legend),
                "</p>\n<main>",
                *(_document(*text, opened=alone) for text in self._texts),
                "</main></body></html>\n",
            )
        )


def _style() -> str:
    return files("ocr_fix.evaluation.reports").joinpath("report.css").read_text(encoding="utf-8")


def _text(words: str) -> str:
    return escape(printable(words))


def _table(caption: str, headings: Iterable[str], rows: Iterable[Iterable[str]], words: int = 1) -> str:
    """A table of cells that are escaped here; the first `words` columns hold words, the others figures."""
    styles = chain(repeat("", words), repeat(' class="figure"'))
    head = "".join(f'<th scope="col"{style}>{_text(cell)}</th>' for style, cell in zip(styles, headings, strict=False))
    body = "".join(f"<tr>{_cells(row, words)}</tr>\n" for row in rows)
    title = f"<caption>{_text(caption)}</caption>" if caption else ""
    return f'<div class="wide"><table>{title}<thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table></div>\n'


def _cells(row: Iterable[str], words: int) -> str:
    styles = chain(repeat("", words), repeat(' class="figure"'))
    return "".join(f"<td{style}>{_text(cell)}</td>" for style, cell in zip(styles, row, strict=False))


def _errors(report: Report) -> str:
    rows = [error_cells(result.pair.document, result.pair.system, result.evaluation) for result in report.results]
    if report.documents > 1:
        rows += [
            error_cells(f"sum of {number} documents", system, evaluation)
            for system, (number, evaluation) in report.systems.items()
        ]
    return _table("Errors", ERROR_HEADINGS, rows, words=2)


def _intervals(report: Report) -> str:
    rows = [interval_cells(system, found) for system, found in report.intervals.items()]
    return _table(INTERVALS, INTERVAL_HEADINGS, rows)


def _classes(report: Report) -> str:
    rows = class_rows([evaluation for _, evaluation in report.systems.values()])
    return _table("Character errors by class", ("class", *report.systems), rows)


def _system(name: str, evaluation: Evaluation) -> str:
    parts = [f"<h2>{_text(name)}</h2>\n"]
    changes = evaluation.changes
    if changes is not None:
        rows = (
            change_cells("all words", changes.words),
            change_cells("numbers, signs", changes.numbers_and_signs),
        )
        parts.append(_table("What the correction did (harm: broken words per 10,000)", CHANGE_HEADINGS, rows))
        parts.append(f"<p>Numbers changed into a false number: <strong>{changes.false_numbers:,}</strong></p>\n")
        wrong = [example for example in changes.examples if example.verdict != "repaired"][:EXAMPLES]
        if wrong:
            headings = ("verdict", "truth", "raw", "output", "where", "context")
            parts.append(_folded("Words broken or changed wrongly", headings, map(_example_cells, wrong), words=6))
    confusions = evaluation.confusions[:CONFUSIONS]
    if confusions:
        rows_of_confusions = (
            (visible(each.truth), visible(each.output), f"{each.count:,}", "" if each.of is None else f"{each.of:,}")
            for each in confusions
        )
        parts.append(_folded("Remaining confusions", ("truth", "output", "times", "of"), rows_of_confusions, words=2))
        lines = (
            (f"{line.document}:{line.line}", line.truth, line.output, f"{line.edits}")
            for line in evaluation.worst_lines
        )
        parts.append(_folded("Worst lines", ("line", "truth", "output", "edits"), lines, words=3))
    return "".join(parts)


def _folded(caption: str, headings: Iterable[str], rows: Iterable[Iterable[str]], words: int) -> str:
    """A table that opens at a click."""
    return f"<details><summary>{_text(caption)}</summary>{_table('', headings, rows, words)}</details>\n"


def _example_cells(example: WordChange) -> tuple[str, ...]:
    verdict = "broken" if example.verdict == "broken" else "changed, still wrong"
    return (
        verdict + (" (false number)" if example.false_number else ""),
        visible(example.truth),
        visible(example.raw),
        visible(example.output),
        f"{example.document}:{example.line}",
        example.context,
    )


def _document(pair: Pair, evaluation: Evaluation, texts: str, *, opened: bool) -> str:
    summary = f"{pair.document} · {pair.system} · CER {percent(evaluation.cer)} · WER {percent(evaluation.wer)}"
    return f"<details{' open' if opened else ''}><summary>{_text(summary)}</summary>\n{texts}</details>\n"
