"""The figures of a run as Markdown: a summary for the README, the whole for benchmarks/results.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from benchmarks.documents import CLEAN, GROUPS
from benchmarks.results import BinRow, CalibrationRow, QualityRow, Results, TextSpeedRow
from benchmarks.summary import Pooled, by_group, clean, compared, labels, names

BEGIN, END = "<!-- benchmark:begin -->", "<!-- benchmark:end -->"
NOTHING = "–"
BEFORE_SCANS = "tesseract"
SNIPPETS = "snippets"
"""Stands aside elsewhere, but beside the whole texts where harm is shown: short texts tell less of what they are."""
OURS = "ocr_fix"
_GROUP_NAMES = {**GROUPS, "all": "All documents"}


def percent(share: float) -> str:
    """A share as a percentage: one decimal from 10 % on, two below."""
    return f"{100 * share:.1f}" if abs(share) >= 0.1 else f"{100 * share:.2f}"


def times(ratio: float | None) -> str:
    """A ratio as "3.2×"."""
    if ratio is None:
        return NOTHING
    return f"{ratio:.0f}×" if ratio >= 20 else f"{ratio:.1f}×" if ratio >= 1 else f"{ratio:.2g}×"


def counted(number: float) -> str:
    """A whole number with a space between thousands."""
    return f"{number:,.0f}".replace(",", "\u202f")


def megabytes(size: float) -> str:
    """Bytes as MB of a million."""
    return f"{size / 1e6:.0f} MB"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; the first column is of words, the others are figures and stand to the right."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (head, rule, *rows)) + "\n"


_LEGEND = "In parentheses: wrong words repaired / right words broken. For scans, before is Tesseract's reading.\n"


def summary(results: Results) -> str:
    """What the README shows: first what is changed of clean texts, then what is repaired; and where it was measured."""
    return "\n".join([*_headline(results), setting(results)])


def _headline(results: Results) -> list[str]:
    shown = [table for table in (untouched(results), quality(results)) if table]
    return [*shown, *([_LEGEND] if quality(results) else [])]


def overview(results: Results) -> str:
    """What the report begins with: what machine, how good, how much harm, how fast."""
    return "\n".join([setting(results), *_headline(results), *speed(results)])


def report(results: Results) -> str:
    """Everything a run measured, as one page."""
    parts = ["# Results of the benchmark\n", "What each figure means: [docs/benchmarks.md](../docs/benchmarks.md).\n"]
    parts += [overview(results)]
    if results["speed"]["text"]:
        parts += ["The same by processor time instead of the clock, times SymSpell:\n", *cpu_ratios(results)]
    if results["quality"]:
        parts += ["## Errors lost by each document, and documents made worse\n", reductions(results)]
        parts += ["## Harm: right words broken in 10,000\n", harm(results)]
        parts += ["## Words with digits or signs\n", numbers(results)]
    if results["calibration"]:
        parts += ["## Are stated confidences right?\n", *calibration(results["calibration"])]
    if results["quality"]:
        parts += ["## Each document\n", documents(results)]
    parts += ["## Systems\n", systems(results)]
    return "\n".join(parts)


def setting(results: Results) -> str:
    """Machine and date in a paragraph."""
    machine = results["machine"]
    memory = "" if machine["memory_bytes"] is None else f", {machine['memory_bytes'] / 2**30:.0f} GiB"
    return (
        f"Measured {results['date']} on {machine['cpu']}, {machine['cores']} cores{memory}; {machine['system']}; "
        f"Python {machine['python']}.\n"
    )


def untouched(results: Results) -> str:
    """Words changed in 10,000 of texts that are right, by kind of text and system; "" where none were read.

    Of ocr_fix also the text that suffered most, and what happens when every forty words are a text of their own.
    """
    groups = clean(results)
    there = {name for _, pooled in groups for name in pooled}
    shown = {*compared(results), SNIPPETS} & there
    order = [name for name in names(results) if name in shown]
    head = ["clean texts: words changed in 10,000", "words", *_called(results, order)]
    rows = []
    for group, pooled in groups:
        cells = [f"{pooled[name].changed_in_10_000:.1f}" if name in pooled else NOTHING for name in order]
        worst = f" (worst text {pooled[OURS].most_changed:.0f})" if OURS in pooled else ""
        rows.append(
            [
                _GROUP_NAMES[group],
                counted(next(iter(pooled.values())).words),
                *(cell + worst * (name == OURS) for name, cell in zip(order, _least_bold(cells), strict=True)),
            ]
        )
    return table(head, rows) if rows else ""


def quality(results: Results) -> str:
    """Words wrong in 100 by kind of damaged text and system, repaired and broken beside; "" where none were read.

    Among scans Tesseract has no column of its own: it is the text before.
    """
    groups = [(group, pooled) for group, pooled in by_group(results) if group not in CLEAN]
    order = [name for name in compared(results) if name != BEFORE_SCANS and any(name in pooled for _, pooled in groups)]
    rows = []
    for group, pooled in groups:
        any_ = next(iter(pooled.values()))
        cells = [
            f"{percent(any_.raw_wer)}",
            *(percent(pooled[name].wer) if name in pooled else NOTHING for name in order),
        ]
        changed = [_changes_of(pooled.get(name)) for name in order]
        shown = [f"{cell}{counts}" for cell, counts in zip(_least_bold(cells), ["", *changed], strict=True)]
        rows.append([_GROUP_NAMES[group], counted(any_.words), *shown])
    return table(["words wrong in 100 (WER)", "words", "before", *_called(results, order)], rows) if rows else ""


def _changes_of(pooled: Pooled | None) -> str:
    if pooled is None:
        return ""
    return f" ({counted(pooled.changes['repaired'])} / {counted(pooled.changes['broken'])})"


def _called(results: Results, order: Iterable[str]) -> list[str]:
    called = labels(results)
    return [called[name] for name in order]


def speed(results: Results) -> Iterator[str]:
    """Words per second, whole processes, and seconds per page; each table only where it was timed."""
    called, rows = labels(results), results["speed"]
    if rows["date"]:
        repeats = results["options"]["repeats"]
        yield f"Speeds: of {rows['date']}, on {rows['cpu']}; the median of {repeats} repeats in turns.\n"
    if rows["text"]:
        yield _by_text(
            results,
            "words/s (times SymSpell with our words)",
            lambda row: f"{counted(row['words_per_second'])} ({times(row['ratio'])})",
        )
    if rows["processes"]:
        yield table(
            ["whole process, start included", "words", "words/s (times SymSpell)", "peak memory"],
            [
                [
                    called[row["system"]],
                    counted(row["words"]),
                    f"{counted(row['words_per_second'])} ({times(row['ratio'])})",
                    megabytes(row["peak_bytes"]),
                ]
                for row in rows["processes"]
            ],
        )
    if rows["pages"]:
        yield table(
            ["scans", "pages", "s/page", "core-s/page", "cores", "time to Tesseract", "to OCRmyPDF", "peak memory"],
            [
                [
                    called[row["system"]],
                    str(row["pages"]),
                    f"{row['seconds_per_page']:.2f}",
                    f"{row['cpu_seconds_per_page']:.2f}",
                    f"{row['cores']:.2f}",
                    times(row["ratio_to_tesseract"]),
                    times(row["ratio_to_ocrmypdf"]),
                    megabytes(row["peak_bytes"]),
                ]
                for row in rows["pages"]
            ],
        )


def cpu_ratios(results: Results) -> Iterator[str]:
    """Words per second of processor time beside SymSpell's."""
    yield _by_text(results, "", lambda row: times(row["cpu_ratio"]))


def _by_text(results: Results, title: str, cell: Callable[[TextSpeedRow], str]) -> str:
    """Kinds of text as rows, systems as columns; warm ones beside cold ones where a system keeps anything."""
    rows = results["speed"]["text"]
    columns = list(dict.fromkeys((row["system"], row["state"]) for row in rows))
    found = {(row["texts"], row["system"], row["state"]): row for row in rows}
    called = [labels(results)[name] + (", warm" if state == "warm" else "") for name, state in columns]
    texts = dict.fromkeys(row["texts"] for row in rows)
    return table([title, *called], [[text, *(cell(found[text, *column]) for column in columns)] for text in texts])


def reductions(results: Results) -> str:
    """Which part of its word errors a document loses: the mean, the least, and how many documents became worse."""

    def cell(pooled: Pooled) -> str:
        worse = f"{pooled.worse} of {pooled.documents} worse"
        if pooled.mean_reduction is None or pooled.least_reduction is None:
            return worse
        return f"{100 * pooled.mean_reduction:.0f} % (least {100 * pooled.least_reduction:.0f} %), {worse}"

    return _by_group_and_system(results, cell)


def harm(results: Results) -> str:
    """Right words broken, in 10,000 words."""
    return _by_group_and_system(results, lambda pooled: f"{pooled.harm:.1f}")


def numbers(results: Results) -> str:
    """What became of words that hold a digit or a sign, the worst of errors being another number."""

    def cell(pooled: Pooled) -> str:
        words = pooled.numbers["words"]
        exact = pooled.numbers_right / words if words else 1.0
        return f"{100 * exact:.1f} % right, {pooled.false_numbers} false"

    return _by_group_and_system(results, cell)


def _by_group_and_system(results: Results, cell: Callable[[Pooled], str]) -> str:
    order = names(results)
    rows = [
        [_GROUP_NAMES[group], *(cell(pooled[name]) if name in pooled else NOTHING for name in order)]
        for group, pooled in by_group(results)
    ]
    return table(["", *_called(results, order)], rows)


def calibration(rows: Iterable[CalibrationRow]) -> Iterator[str]:
    """A table of bins for each group of documents, with what it says of kinds and of doubts."""
    for row in rows:
        shown = [_bin_cells(bin_) for bin_ in row["bins"] if bin_["changes"]]
        error = NOTHING if row["expected_error"] is None else f"{row['expected_error']:.3f}"
        kinds = ", ".join(f"{kind} {right} of {made} right" for kind, (made, right) in row["kinds"].items()) or "none"
        yield (
            f"**{_GROUP_NAMES[row['group']]}**: mean distance (ECE) {error}; changes by kind: {kinds}; "
            f"{row['doubts_justified']} of {row['doubts']} words marked doubtful are wrong.\n"
        )
        yield table(["stated confidence", "changes", "right", "share right, %", "mean stated, %"], shown)


def _bin_cells(bin_: BinRow) -> list[str]:
    share = percent(bin_["right"] / bin_["changes"])
    mean = NOTHING if bin_["mean"] is None else percent(bin_["mean"])
    return [f"{bin_['low']:.2f}–{bin_['high']:.2f}", str(bin_["changes"]), str(bin_["right"]), share, mean]


def documents(results: Results) -> str:
    """WER and CER of each document and system, in per cent."""
    order = names(results)
    rows = []
    for document, found in groupby(sorted(results["quality"], key=_place), key=lambda row: row["document"]):
        by_system = {row["system"]: row for row in found}
        any_ = next(iter(by_system.values()))
        cells = [_rates(by_system[name]) if name in by_system else NOTHING for name in order]
        rows.append(
            [document, counted(any_["words"]), f"{percent(any_['raw_wer'])} / {percent(any_['raw_cer'])}", *cells]
        )
    note = "\nWER / CER, both in per cent.\n"
    return table(["", "words", "before", *_called(results, order)], rows) + note


def _place(row: QualityRow) -> tuple[int, str]:
    return list(GROUPS).index(row["group"]), row["document"]


def _rates(row: QualityRow) -> str:
    return f"{percent(row['wer'])} / {percent(row['cer'])}"


def systems(results: Results) -> str:
    """How each system was used and in which versions; and which could not be."""
    rows = [
        [
            system["label"],
            system["settings"].replace("|", "\\|"),
            ", ".join(f"{name} {version}" for name, version in system["versions"].items()),
        ]
        for system in results["systems"]
    ]
    text = table(["", "settings", "versions"], rows).replace("---:", "---")
    text += "".join(f"\nLeft out: {reason}\n" for reason in results["left_out"])
    failed = (f"\nCould not be read: {row['document']} by {row['system']}\n" for row in results["failures"])
    return text + "".join(failed)


def _least_bold(cells: list[str]) -> list[str]:
    """The smallest figure of a row in bold."""
    figures = [float(cell) for cell in cells if cell != NOTHING]
    return [f"**{cell}**" if cell != NOTHING and float(cell) == min(figures) else cell for cell in cells]


def replace_block(page: str, block: str) -> str:
    """Put a block between the two marks of a page, in place of what stands there.

    Raises:
        ValueError: the page does not have both marks once, in this order.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end or BEGIN in rest or END in before + after:
        raise ValueError(f"the page does not have {BEGIN} and {END}, once each and in this order")
    return f"{before}{BEGIN}\n{block.strip()}\n{END}{after}"
