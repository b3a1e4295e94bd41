"""The error rates of systems as a picture; matplotlib draws it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from ocr_fix.errors import OptionError
from ocr_fix.evaluation.measure import Evaluation
from ocr_fix.evaluation.reports.report import Report
from ocr_fix.wording import worded

ENDINGS = (".png", ".svg", ".pdf")
"""Of the files that can be drawn."""


def check_plot(path: Path) -> None:
    """See that a picture can be drawn to a file.

    Raises:
        OptionError: its ending is none of `ENDINGS`, or matplotlib is not installed.
    """
    if path.suffix.lower() not in ENDINGS:
        endings = ", ".join(ENDINGS)
        raise OptionError(
            worded("{path}: cannot be drawn; name a file that ends in {endings}", path=path, endings=endings)
        )
    try:
        import matplotlib  # noqa: F401, PLC0415 - an extra
    except ImportError as error:
        raise OptionError(worded("plots need matplotlib; pip install 'ocr-fix[plots]'")) from error


def plotted(report: Report, path: Path) -> bytes:
    """The error rates of each system, with the interval of each and a dot for each of its documents.

    Args:
        report: what was measured.
        path: of the picture; its ending says of which kind it is.
    """
    import matplotlib as mpl  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(8, 1.6 + 0.5 * len(report.systems)), layout="constrained")
    for axes, name in zip(figure.subplots(1, 2, sharey=True), ("wer", "cer"), strict=True):
        _draw(axes, report, name)
    out = BytesIO()
    # The same figures give the same bytes: no time, no names that are drawn by lot.
    with mpl.rc_context({"svg.hashsalt": "ocr_fix"}):
        kind = path.suffix.lower().removeprefix(".")
        figure.savefig(
            out, format=kind, metadata={"png": {}, "svg": {"Date": None}, "pdf": {"CreationDate": None}}[kind]
        )
    return out.getvalue()


def _draw(axes: Any, report: Report, name: str) -> None:  # noqa: ANN401 - matplotlib has no types
    systems = [*report.systems]
    for place, system in enumerate(systems):
        evaluation, found = report.systems[system][1], report.intervals[system]
        axes.barh(place, _percent(evaluation, name), color="#9db8d2", zorder=1)
        if found is not None:
            low, high = (100 * side for side in getattr(found, name))
            axes.plot([low, high], [place, place], color="#1f3a56", linewidth=2, zorder=3)
        rates = [_percent(each.evaluation, name) for each in report.results if each.pair.system == system]
        if len(rates) > 1:
            axes.plot(rates, [place] * len(rates), ".", color="#5a5a5a", markersize=4, zorder=2)
    axes.set_yticks(range(len(systems)), systems)
    axes.set_ylim(len(systems) - 0.5, -0.5)  # the first on top; both halves share it
    axes.set_xlim(left=0)
    axes.set_xlabel(f"{name.upper()}, %")
    axes.grid(axis="x", alpha=0.3)


def _percent(evaluation: Evaluation, name: str) -> float:
    return 100 * (evaluation.wer if name == "wer" else evaluation.cer)
