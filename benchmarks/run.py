"""Run the benchmark: `python -m benchmarks.run` (all of it, `make bench`) or with options, a part of it.

The whole run sets up the peers where they are missing (see benchmarks.peers.setup) and writes benchmarks/results.json,
results.md and plots/, and the table in README.md. A part of it (any option that leaves something out) writes the same
to benchmarks/scratch/ and prints the tables: published figures always come from one whole run.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar, get_args

from benchmarks import calibration, documents, machine, names, quality, speed, tables
from benchmarks.corpus import earlier_text, running_text
from benchmarks.documents import ROOT, Document, Task
from benchmarks.peers import setup
from benchmarks.results import SCHEMA, CalibrationRow, FailureRow, QualityRow, Results, SpeedRows, SystemRow, read, save
from benchmarks.systems import BASELINE, BY_NAME, LEXICON, OURS, SYSTEMS, PeerError, System, versions
from ocr_fix.languages import load_language
from ocr_fix.system.files import write_atomically

HERE = Path(__file__).parent
WORK = HERE / "scratch"
README = ROOT / "README.md"
REPEATS = 5

Row = TypeVar("Row")


def parser() -> argparse.ArgumentParser:
    """The options."""
    options = argparse.ArgumentParser(
        prog="python -m benchmarks.run", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--only", choices=get_args(Task), help="only texts, or only scans")
    options.add_argument("--systems", nargs="+", default=[], choices=sorted(BY_NAME), metavar="NAME", help="only these")
    options.add_argument(
        "--documents", nargs="+", default=[], metavar="PART", help="only documents whose name contains one of these"
    )
    options.add_argument("--repeats", type=int, default=REPEATS, help="of every timing (default: %(default)s)")
    options.add_argument("--quick", action="store_true", help="ocr_fix alone, texts alone, no timing")
    options.add_argument(
        "--keep-speed", action="store_true", help="time nothing: publish the timings that are published with the rest"
    )
    options.add_argument("--fresh", action="store_true", help="run peers again although nothing of theirs has changed")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the options ask for; 0 unless nothing could be measured."""
    options = parser().parse_args(arguments)
    if options.quick:
        options.only, options.systems = options.only or "text", options.systems or [OURS.name]
    names.write(documents.COMPOSED)
    chosen = documents.choose(documents.find(), options.only, options.documents)
    if not chosen:
        print("no document is left to read; see --only and --documents", file=sys.stderr)
        return 1
    partial = bool(options.only or options.systems or options.documents or options.repeats < REPEATS)
    if not partial and setup.main() != 0:
        return 1
    try:
        results = measure(chosen, options)
    except PeerError as error:
        print(error, file=sys.stderr)
        return 1
    publish(results, WORK / "part" if partial else HERE)
    if partial:
        print(tables.report(results))
    else:
        update_readme(results)
    return 0


def measure(chosen: Sequence[Document], options: argparse.Namespace) -> Results:
    """Measure quality, calibration and speed.

    Raises:
        PeerError: a system that runs here failed on a document.
    """
    tasks = {document.task for document in chosen}
    wanted = [system for system in SYSTEMS if not options.systems or system.name in options.systems]
    systems, left_out = available([system for system in wanted if system.tasks & tasks])
    if "scans" in tasks and available([BASELINE])[1]:
        left_out.append("all scans: their text before is Tesseract's reading")
        chosen = [document for document in chosen if document.task == "text"]
    if BY_NAME[speed.REFERENCE] in systems:
        write_lexicon(LEXICON)
    found = machine.describe()
    reader = quality.Reader(WORK / "outputs", fresh=options.fresh, tell=tell)
    rows, failures = quality.measure(chosen, [system for system in systems if system.judged], reader)
    return {
        "schema": SCHEMA,
        "date": datetime.now(UTC).date().isoformat(),
        "machine": found,
        "options": {
            "only": options.only,
            "systems": options.systems,
            "documents": options.documents,
            "repeats": options.repeats,
            "quick": options.quick,
        },
        "systems": [described(system) for system in systems],
        "left_out": left_out,
        "documents": [
            {
                "name": document.name,
                "group": document.group,
                "silver": document.silver,
                "words": document.words,
                "pages": document.pages,
                "input_sha256": document.input_digest,
            }
            for document in chosen
        ],
        "quality": rows,
        "failures": failures,
        "speed": timed(readable(chosen, failures), systems, options, left_out),
        "calibration": calibrated(rows, chosen, reader),
    }


def write_lexicon(path: Path) -> None:
    """Write the forms of ocr_fix's lexicon with their counts, for a peer that is to have the same words."""
    lexicon = load_language("sv").lexicon
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, "".join(f"{form}\t{lexicon.count(form)}\n" for form in lexicon))


def available(systems: Sequence[System]) -> tuple[list[System], list[str]]:
    """The systems that run here, and why the others do not."""
    present, reasons = [], []
    for system in systems:
        try:
            versions(system)
            present.append(system)
        except PeerError as error:
            reasons.append(str(error))
            tell(f"left out: {error}")
    return present, reasons


def readable(chosen: Sequence[Document], failures: Sequence[FailureRow]) -> list[Document]:
    """The documents that every system could read: only those can be timed side by side."""
    failed = {failure["document"] for failure in failures}
    return [document for document in chosen if document.name not in failed]


def described(system: System) -> SystemRow:
    """A system as it was used."""
    return {
        "name": system.name,
        "label": system.label,
        "aside": system.aside,
        "settings": system.settings,
        "versions": versions(system),
    }


def timed(
    chosen: Sequence[Document], systems: Sequence[System], options: argparse.Namespace, left_out: list[str]
) -> SpeedRows:
    """All timings; none for a quick run, the published ones where they are to be kept.

    What fails is added to `left_out` and costs nothing else.
    """
    folder, repeats = WORK / "speed", options.repeats
    texts, processes, scans = (
        [system for system in systems if which in system.timed and task in system.tasks]
        for which, task in (("texts", "text"), ("processes", "text"), ("pages", "scans"))
    )

    def tried(what: str, measure: Callable[[], list[Row]]) -> list[Row]:
        if options.quick:
            return []
        tell(f"timing {what}")
        try:
            return measure()
        except PeerError as error:
            tell(str(error))
            left_out.append(f"the timing of {what}: {error}")
            return []

    if options.keep_speed:
        return read(HERE / "results.json")["speed"]
    return {
        "date": None if options.quick else datetime.now(UTC).date().isoformat(),
        "cpu": None if options.quick else machine.cpu_model(),
        "text": tried(
            "texts",
            lambda: speed.time_texts(chosen, texts, repeats, folder, long_text=running_text(), earlier=earlier_text()),
        ),
        "processes": tried("whole processes", lambda: speed.time_processes(chosen, processes, repeats, folder)),
        "pages": tried("pages", lambda: speed.time_pages(chosen, scans, repeats, folder)),
    }


def calibrated(rows: Sequence[QualityRow], chosen: Sequence[Document], reader: quality.Reader) -> list[CalibrationRow]:
    """The calibration of ocr_fix on what it has read in this run."""
    read = {row["document"] for row in rows if row["system"] == OURS.name}
    return calibration.measure(
        [document for document in chosen if document.name in read], lambda document: reader.output(OURS, document)
    )


def publish(results: Results, folder: Path) -> None:
    """Write results.json, results.md and the plots to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    save(results, folder / "results.json")
    write_atomically(folder / "results.md", tables.report(results))
    try:
        from benchmarks import plots  # noqa: PLC0415 - only here, so that all else runs without matplotlib
    except ImportError:
        tell("no plots: matplotlib is missing; install it with: pip install matplotlib")
        return
    plots.draw_all(results, folder / "plots")


def update_readme(results: Results) -> None:
    """Put the summary into README.md, between its marks."""
    try:
        page = tables.replace_block(README.read_text(encoding="utf-8"), tables.summary(results))
    except (OSError, ValueError) as error:
        tell(f"README.md is left as it is: {error}")
        return
    write_atomically(README, page)


def tell(message: str) -> None:
    """Say on standard error what is being done."""
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
