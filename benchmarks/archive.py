"""A folder of scans cleaned by `ocrfix batch`, beside what one would write in a shell; pages a minute and errors.

    python -m benchmarks.archive [--repeats N]

The folder holds the scans of `samples/`, each as one TIFF file, which all systems read. They work in turns (A B C A B
C …), each with all cores, ocr_fix on one core as well. Peers are used as their manuals say: OCRmyPDF in a shell loop
with its own parallel pages, writing its text alone; GNU parallel with one Tesseract a core, one thread each. Writes
`benchmarks/archive.json` and `archive.md`.

Speed compares only where the text is equal, so each system's errors stand beside its time, and it is said which peers
have text at least as good as ours. The truth leaves out running heads and page numbers, which the peers print: errors
are given with and without what stands in a text and not in the truth.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import TypedDict

from benchmarks import machine
from benchmarks.peers import setup
from ocr_fix.document import PageImage
from ocr_fix.evaluation import ErrorCount, evaluate
from ocr_fix.source import open_source
from ocr_fix.system.files import write_atomically
from ocr_fix.system.machine import cores

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "samples"
ENDINGS = frozenset({".pdf", ".tif", ".png", ".jpg", ".webp", ".bmp"})
REPEATS = 3
OURS, OURS_ALONE = "ocr_fix", "ocr_fix, one worker"
LOOP, PARALLEL = "OCRmyPDF in a loop", "GNU parallel + Tesseract"

# $0 and $1 are the folders, $2 is the Python of OCRmyPDF.
_LOOP = """
for file in "$0"/*.tif; do
    "$2" -m ocrmypdf -l swe --output-type none --quiet --sidecar "$1/$(basename "$file" .tif).txt" "$file" -
done
"""

_NOTE = """\
Words wrong are those that are wrong, missing or too many, by the words of the truth. The truth leaves out running heads
and page numbers, which the peers print; the last column does not count what is too many. There is no mode of ocr_fix
that reads as GNU parallel + Tesseract does, once and without looking, so none is timed.
"""

Command = Callable[[Path, Path], list[str]]


class Row(TypedDict):
    """What was measured of one system.

    Attributes:
        system: its name.
        seconds: of each repeat.
        cpu_seconds: of all processors, user and system, of each repeat; other work on the machine changes it little.
        pages_per_minute: at the median of them.
        wer: words wrong, missing or too many, by the words of the truth, over all documents.
        lost: words of the truth that are wrong or missing, 0-1; what is too many is not counted.
    """

    system: str
    seconds: list[float]
    cpu_seconds: list[float]
    pages_per_minute: float
    wer: float
    lost: float


def commands() -> dict[str, Command]:
    """The systems that run here, and how."""

    def ours(jobs: int) -> Command:
        return lambda source, target: [
            *(sys.executable, "-m", "ocr_fix", "batch", "--quiet", "--jobs", str(jobs)),
            *(str(source), str(target)),
        ]

    found: dict[str, Command] = {OURS: ours(cores()), OURS_ALONE: ours(1)}
    if setup.PYTHON.exists():
        found[LOOP] = lambda source, target: ["sh", "-c", _LOOP, str(source), str(target), str(setup.PYTHON)]
    if shutil.which("parallel"):
        found[PARALLEL] = lambda source, target: [
            *("parallel", "--will-cite", "--jobs", str(cores()), "tesseract", "{}", f"{target}/{{/.}}", "-l", "swe"),
            *("quiet", ":::", *map(str, sorted(source.glob("*.tif")))),
        ]
    return found


def make_folder(folder: Path) -> int:
    """Write the scans of the samples as TIFF files; how many pages they have."""
    folder.mkdir(parents=True)
    total = 0
    for sample in sorted(path for path in SAMPLES.iterdir() if path.suffix in ENDINGS):
        with open_source(sample) as source:
            pages = [page for page in source.pages() if isinstance(page, PageImage)]
        first, *others = (page.image for page in pages)
        dpi = (pages[0].dpi, pages[0].dpi)
        first.save(folder / f"{sample.stem}.tif", save_all=True, append_images=others, dpi=dpi, compression="tiff_lzw")
        total += len(pages)
    return total


def errors(source: Path, target: Path) -> ErrorCount:
    """Of the words of all samples in the folder; a text that was not written has none of its words."""
    counts = []
    for truth in sorted(SAMPLES.glob("*.truth.txt")):
        name = truth.name.removesuffix(".truth.txt")
        if (source / f"{name}.tif").exists():
            text = target / f"{name}.txt"
            written = text.read_text(encoding="utf-8").replace("\f", "\n") if text.exists() else ""
            counts.append(evaluate(truth.read_text(encoding="utf-8"), written).words)
    return sum(counts[1:], counts[0])


def measure(repeats: int, work: Path) -> tuple[int, list[Row]]:
    """Run all systems in turns; the pages of the folder, and a row for each."""
    pages = make_folder(work / "in")
    seconds: dict[str, list[float]] = {name: [] for name in commands()}
    work_seconds: dict[str, list[float]] = {name: [] for name in seconds}
    found: dict[str, ErrorCount] = {}
    for repeat in range(repeats):
        for name, command in commands().items():
            target = work / f"out-{repeat}-{list(seconds).index(name)}"
            target.mkdir()
            begun, used = time.perf_counter(), _cpu_of_children()
            subprocess.run(
                command(work / "in", target),
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
                stdout=subprocess.DEVNULL,
                check=True,
            )
            seconds[name].append(time.perf_counter() - begun)
            work_seconds[name].append(_cpu_of_children() - used)
            found[name] = errors(work / "in", target)
            print(f"{name}: {seconds[name][-1]:.1f} s", file=sys.stderr)
    return pages, [
        {
            "system": name,
            "seconds": [round(each, 2) for each in taken],
            "cpu_seconds": [round(each, 2) for each in work_seconds[name]],
            "pages_per_minute": round(60 * pages / median(taken), 2),
            "wer": round(found[name].rate, 4),
            "lost": round((found[name].substitutions + found[name].deletions) / found[name].length, 4),
        }
        for name, taken in seconds.items()
    ]


def _cpu_of_children() -> float:
    used = os.times()
    return used.children_user + used.children_system


def table(pages: int, rows: Sequence[Row]) -> str:
    """The rows in Markdown, with the speed of ocr_fix beside each and its errors by those of ocr_fix."""
    ours = next(row for row in rows if row["system"] == OURS)
    lines = [
        f"| {pages} pages | pages/min | speed of ocr_fix by its | processor s a page | words wrong in 100 |"
        " by those of ocr_fix | words lost or misread in 100 |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in rows:
        errors = f"{row['wer'] / ours['wer']:.1f}×" if ours["wer"] else "–"
        lines.append(
            f"| {row['system']} | {row['pages_per_minute']:.1f} | {speed(ours, row):.2f}× |"
            f" {median(row['cpu_seconds']) / pages:.1f} | {100 * row['wer']:.2f} |"
            f" {errors} | {100 * row['lost']:.2f} |"
        )
    return "\n".join(lines) + "\n"


def speed(ours: Row, other: Row) -> float:
    """How many pages ocr_fix does in the time in which another system does one."""
    return median(theirs / own for own, theirs in zip(ours["seconds"], other["seconds"], strict=True))


def verdict(rows: Sequence[Row]) -> str:
    """Which peers have text at least as good as that of ocr_fix, and how fast it is beside the fastest of them."""
    ours = next(row for row in rows if row["system"] == OURS)
    peers = [row for row in rows if row["system"] in {LOOP, PARALLEL}]
    equal = [row for row in peers if row["lost"] <= ours["lost"] or row["wer"] <= ours["wer"]]
    if not peers:
        return "No peer is installed here.\n"
    by_all = min(speed(ours, row) for row in peers)
    whole = f"Beside the fastest peer, whatever its text, ocr_fix has {by_all:.2f}× the speed.\n"
    if not equal:
        return f"No peer has text as good as that of ocr_fix, by either count of errors. {whole}"
    names = " and ".join(row["system"] for row in equal)
    least = min(speed(ours, row) for row in equal)
    return f"Of the peers, {names} has text as good, beside which ocr_fix has {least:.2f}× the speed. {whole}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, write and print."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.archive", description=__doc__)
    options.add_argument("--repeats", type=int, default=REPEATS, help="of every system (default: %(default)s)")
    repeats: int = options.parse_args(arguments).repeats
    with tempfile.TemporaryDirectory(prefix="ocrfix-bench-") as folder:
        pages, rows = measure(repeats, Path(folder))
    facts = {"machine": machine.describe(), "cores": cores(), "pages": pages, "rows": rows}
    write_atomically(HERE / "archive.json", json.dumps(facts, indent=1, ensure_ascii=False) + "\n")
    found = machine.describe()
    write_atomically(
        HERE / "archive.md",
        "# A folder of scans, beside what one would write in a shell\n\n"
        f"Measured on {found['cpu']}, {cores()} cores; {found['system']}; {repeats} repeats in turns, medians. "
        "`python -m benchmarks.archive` makes this table.\n\n"
        + table(pages, rows)
        + "\n"
        + verdict(rows)
        + "\n"
        + _NOTE,
    )
    print(table(pages, rows) + "\n" + verdict(rows))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
