"""`ocrfix evaluate`: compare texts with their truth."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click
from rich.console import Console

from ocr_fix.errors import OptionError
from ocr_fix.evaluation.compared.pairs import Pair, find_pairs
from ocr_fix.evaluation.measure import Measured
from ocr_fix.evaluation.reports import spreadsheet
from ocr_fix.evaluation.reports.html import ComparisonPage
from ocr_fix.evaluation.reports.plot import check_plot, plotted
from ocr_fix.evaluation.reports.report import Report, evaluate_pairs
from ocr_fix.evaluation.reports.terminal import print_report
from ocr_fix.system.files import write_atomically
from ocr_fix.wording import worded

# A pipe has no width of its own; this one holds the tables unfolded.
WIDTH_OF_A_PIPE = 120


@click.command("evaluate", short_help="Compare texts with their truth: CER, WER, what a correction broke.")
@click.argument("truth", type=click.Path(path_type=Path))
@click.argument("outputs", metavar="[OUTPUT]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--raw", metavar="RAW", help="What stood there before correction: shows what was repaired and broken.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON in place of tables.")
@click.option("--csv", "as_csv", is_flag=True, help="Print a table of figures (CSV) in place of tables.")
@click.option("--plot", type=click.Path(path_type=Path), help="Draw the rates (.png, .svg or .pdf; extra plots).")
@click.option("--html", "html", type=click.Path(path_type=Path), help="Write a page with the texts side by side.")
def evaluate_command(
    truth: Path,
    outputs: tuple[Path, ...],
    raw: str | None,
    *,
    as_json: bool,
    as_csv: bool,
    plot: Path | None,
    html: Path | None,
) -> None:
    """Compare each OUTPUT with the TRUTH: character and word error rates, confusions, worst lines.

    TRUTH and OUTPUT are text files in UTF-8, hOCR, ALTO or PAGE files or our JSON, or folders of such: name.truth.txt
    in TRUTH belongs to name.txt or name.SYSTEM.txt in OUTPUT. A folder TRUTH alone holds both.

    With --raw (a file; for folders a folder, or the SYSTEM of the texts beside the truth) every word is judged:
    repaired, broken, missed or left alone.
    """
    if as_json and as_csv:
        raise OptionError(worded("--json and --csv cannot both be printed; choose one"))
    if plot is not None:
        check_plot(plot)
    page = None if html is None else ComparisonPage()
    show: Callable[[Pair, Measured], None] | None = None if page is None else page.add
    pairs = find_pairs(truth, outputs, raw)
    for written in (html, plot):
        if written is not None:
            _refuse_overwriting(written, pairs)
    report = evaluate_pairs(pairs, show)
    if html is not None and page is not None:
        write_atomically(html, page.render(report))
    if plot is not None:
        write_atomically(plot, plotted(report, plot))
    if as_csv:
        click.echo(spreadsheet.as_csv(report).encode("utf-8", "replace"), nl=False)
    else:
        _print(report, as_json=as_json)


def _refuse_overwriting(written: Path, pairs: Sequence[Pair]) -> None:
    """No text that is compared is ever overwritten, whatever the user typed."""
    if not written.exists():
        return
    for pair in pairs:
        for path in (pair.truth, pair.output, pair.raw):
            if path is not None and path.exists() and written.samefile(path):
                raise OptionError(worded("{file}: is one of the texts to compare; give it another name", file=written))


def _print(report: Report, *, as_json: bool) -> None:
    if as_json:
        # As bytes: JSON is UTF-8 whatever the terminal is.
        click.echo(json.dumps(report.to_dict(), ensure_ascii=False, indent=2).encode("utf-8", "replace"))
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that knows no § still gets its table
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDTH_OF_A_PIPE
    print_report(report, console)
