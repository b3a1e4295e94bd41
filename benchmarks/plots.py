"""The figures of a run as pictures (PNG). Needs matplotlib, which nothing else here does (dependency group `bench`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.documents import GROUPS, SCANS
from benchmarks.results import Results
from benchmarks.summary import Pooled, by_group, compared, labels
from benchmarks.tables import BEFORE_SCANS, times

# Okabe and Ito's colours, told apart by colour-blind readers too; the strong blue is ours.
COLOURS = {
    "before": "#999999",
    "ocr_fix": "#0072B2",
    "symspell": "#D55E00",
    "hunspell": "#E69F00",
    "trollfab": "#CC79A7",
    "tesseract": "#009E73",
    "ocrmypdf": "#D55E00",
}
MARKERS = {
    "before": "|",
    "ocr_fix": "o",
    "symspell": "s",
    "hunspell": "^",
    "trollfab": "x",
    "tesseract": "D",
    "ocrmypdf": "s",
}
WIDTH = 9.0  # inches
ROW = 0.24  # inches a row of labels needs
DPI = 130


def draw_all(results: Results, folder: Path) -> list[Path]:
    """Draw every picture that the results have figures for.

    Returns:
        The files written.
    """
    drawers: dict[str, Callable[[Results], Figure | None]] = {
        "wer-texts.png": lambda run: word_errors(run, scans=False),
        "wer-scans.png": lambda run: word_errors(run, scans=True),
        "repaired-broken.png": repaired_broken,
        "words-per-second.png": words_per_second,
        "seconds-per-page.png": seconds_per_page,
        "calibration.png": reliability,
    }
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, draw in drawers.items():
        figure = draw(results)
        if figure is not None:
            # Without the program's name and version in it, the same figures give the same file.
            figure.savefig(folder / name, dpi=DPI, metadata={"Software": None})
            written.append(folder / name)
    return written


def word_errors(results: Results, *, scans: bool) -> Figure | None:
    """Each document a line, each system a mark on it: how many words in 100 are wrong, before and after."""
    rows = [row for row in results["quality"] if (row["group"] in SCANS) == scans]
    order = list(GROUPS)
    documents = sorted({(order.index(row["group"]), row["document"]) for row in rows}, reverse=True)
    if not documents:
        return None
    height = {document: place for place, (_, document) in enumerate(documents)}
    figure, axes = _figure(1.3 + ROW * len(documents))
    raw = {row["document"]: 100 * row["raw_wer"] for row in rows}
    if not scans:  # for scans it is Tesseract's, which has a mark of its own
        _marks(axes, "before", "before", list(raw.values()), [height[document] for document in raw])
    for name in reversed(compared(results)):  # ours come first in the tables and so lie on top here
        found = [row for row in rows if row["system"] == name]
        if found:
            values = [100 * row["wer"] for row in found]
            _marks(axes, name, labels(results)[name], values, [height[row["document"]] for row in found])
    axes.set_yticks(range(len(documents)), [document for _, document in documents], fontsize=8)
    axes.set_xscale("symlog", linthresh=1, linscale=0.7)
    axes.set_xticks([0, 0.5, 1, 2, 5, 10, 20, 50], ["0", "0.5", "1", "2", "5", "10", "20", "50"])
    axes.set_xlim(left=-0.05)
    axes.set_xlabel("words wrong in 100 (WER, %); further left is better")
    axes.grid(axis="both", alpha=0.3)
    _legend(axes)
    return figure


def repaired_broken(results: Results) -> Figure | None:
    """Each kind of document a panel, each system a line: words repaired to the right, words broken to the left."""
    shown = [name for name in compared(results) if name != BEFORE_SCANS]
    groups = [(group, kept) for group, pooled in by_group(results) if (kept := _only(pooled, shown))]
    if not groups:
        return None
    heights = [len(pooled) for _, pooled in groups]
    figure = Figure(figsize=(WIDTH, 0.8 * len(groups) + ROW * sum(heights) + 0.6), layout="constrained")
    panels = figure.subplots(len(groups), 1, height_ratios=[height + 1.5 for height in heights], squeeze=False)[:, 0]
    for axes, (group, pooled) in zip(panels, groups, strict=True):
        present = list(pooled)[::-1]
        repaired = [pooled[name].changes["repaired"] for name in present]
        broken = [-pooled[name].changes["broken"] for name in present]
        called = [labels(results)[name] for name in present]
        axes.barh(called, repaired, color="#0072B2", label="repaired")
        axes.barh(called, broken, color="#D55E00", label="broken")
        for place, (good, bad) in enumerate(zip(repaired, broken, strict=True)):
            axes.annotate(f" {good}", (good, place), va="center", fontsize=7)
            axes.annotate(f"{-bad} ", (bad, place), va="center", ha="right", fontsize=7)
        axes.axvline(0, color="black", linewidth=0.8)
        axes.use_sticky_edges = False  # or a panel without repairs would end at its zero
        axes.margins(x=0.12)
        axes.set_title(GROUPS[group], fontsize=9, loc="left")
        axes.tick_params(labelsize=8)
        axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):.0f}")
    panels[0].legend(loc="lower right", fontsize=8)
    panels[-1].set_xlabel("words broken (left) and repaired (right)")
    return figure


def _only(pooled: Mapping[str, Pooled], wanted: Sequence[str]) -> dict[str, Pooled]:
    return {name: pooled[name] for name in wanted if name in pooled}


def words_per_second(results: Results) -> Figure | None:
    """Each system a bar for each kind of text, on a scale where every step is ten times the one before."""
    rows = results["speed"]["text"][::-1]
    if not rows:
        return None
    figure, axes = _figure(1.0 + ROW * len(rows))
    called = labels(results)
    bars = axes.barh(
        [f"{row['texts']}: {called[row['system']]}" + (" (warm)" if row["state"] == "warm" else "") for row in rows],
        [row["words_per_second"] for row in rows],
        color=[COLOURS.get(row["system"], "#777777") for row in rows],
    )
    axes.bar_label(bars, [times(row["ratio"]) for row in rows], padding=3, fontsize=7)
    axes.set_xscale("log")
    axes.margins(x=0.12)
    axes.tick_params(labelsize=8)
    axes.set_xlabel("words per second on one core, data loaded; beside the bars: times SymSpell's speed")
    axes.grid(axis="x", alpha=0.3)
    return figure


def seconds_per_page(results: Results) -> Figure | None:
    """Each system two bars: seconds by the clock and seconds of processor time for a page."""
    rows = results["speed"]["pages"][::-1]
    if not rows:
        return None
    figure, axes = _figure(1.4 + 3 * ROW * len(rows))
    called = [f"{labels(results)[row['system']]}\n({row['cores']:.2f} cores)" for row in rows]
    places = range(len(rows))
    for offset, values, colour, label in (
        (0.2, [row["seconds_per_page"] for row in rows], "#0072B2", "by the clock"),
        (-0.2, [row["cpu_seconds_per_page"] for row in rows], "#56B4E9", "of processor time, over all cores"),
    ):
        bars = axes.barh([place + offset for place in places], values, height=0.38, color=colour, label=label)
        axes.bar_label(bars, fmt="%.2f", padding=3, fontsize=7)
    axes.set_yticks(list(places), called, fontsize=8)
    axes.set_xlabel("seconds a page")
    axes.margins(x=0.1)
    axes.grid(axis="x", alpha=0.3)
    _legend(axes)
    return figure


def reliability(results: Results) -> Figure | None:
    """Stated confidence against the share that was right; on the line, the program knows how sure it may be."""
    rows = [row for row in results["calibration"] if any(bin_["changes"] for bin_ in row["bins"])]
    if not rows:
        return None
    figure = Figure(figsize=(6, 6), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="#999999", linewidth=1)
    axes.set_xlim(min(bin_["low"] for row in rows for bin_ in row["bins"] if bin_["changes"]) - 0.02, 1.02)
    for row in rows:
        bins = [bin_ for bin_ in row["bins"] if bin_["changes"]]
        stated = [bin_["mean"] or 0.0 for bin_ in bins]
        right = [bin_["right"] / bin_["changes"] for bin_ in bins]
        number = sum(bin_["changes"] for bin_ in bins)
        whole = row["group"] == "all"
        line = axes.plot(
            stated,
            right,
            linewidth=2 if whole else 0.8,
            alpha=1 if whole else 0.5,
            color="black" if whole else None,
            label=f"{row['group']} ({number} changes)",
        )
        sizes = [20 + 300 * bin_["changes"] / number for bin_ in bins]
        axes.scatter(stated, right, s=sizes, color=line[0].get_color(), alpha=0.7 if whole else 0.4)
    axes.set_xlabel("stated confidence (mean of the bin)")
    axes.set_ylabel("share of changes that were right")
    axes.grid(alpha=0.3)
    figure.legend(loc="outside upper center", ncols=3, fontsize=8, frameon=False)
    return figure


def _figure(height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    return figure, figure.subplots()


def _marks(axes: Axes, name: str, label: str, values: Sequence[float], places: Sequence[int]) -> None:
    axes.plot(
        values,
        places,
        linestyle="none",
        marker=MARKERS.get(name, "o"),
        color=COLOURS.get(name, "#777777"),
        markersize=12 if name == "before" else 6,
        markeredgewidth=2 if name in {"before", "trollfab"} else 1,
        alpha=0.85,
        label=label,
    )


def _legend(axes: Axes) -> None:
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=7, fontsize=8, frameon=False)
