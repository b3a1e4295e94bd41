"""What the whole program costs beside one plain reading of the same pages, in processor time.

    python -m benchmarks.program_time [--rounds N] [FILE.pdf ...]

The pages of each file are drawn at 300 dpi and read by `tesseract PAGE.png OUT -l swe`; then the file is given to
`ocrfix FILE` as it comes, and to `ocrfix FILE --engine tesserocr` where tesserocr is installed, in turns, each in
processes of its own with one thread. Their start, drawing and correction count, the drawing for the plain reading does
not, nor does compiling Python to bytecode, which is there where a program is installed: the first file is read once
before anything is measured. Prints a table: user and system seconds of all processes, and the ratios within each
round, of which the median is shown. Without files those of `samples/` and, where they are there, of
`../shared/truth` are read.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from benchmarks.documents import SAMPLES, SHARED_TRUTH
from ocr_fix.document import PageImage
from ocr_fix.source import open_source

PLAIN = "tesseract"
_FOLDERS = (SAMPLES, SHARED_TRUTH / "scans", SHARED_TRUTH / "scans-old")
_DPI = 300


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Processor time of the whole program beside one plain reading.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args(arguments)
    files = asked.files or [file for folder in _FOLDERS for file in sorted(folder.glob("*.pdf"))]
    systems = {PLAIN: _plain, "ocrfix": _ours("tesseract")}
    if find_spec("tesserocr") is not None:
        systems["ocrfix, tesserocr"] = _ours("tesserocr")
    print("|", " | ".join(["file", "pages", *systems, *[f"{name}, ratio" for name in systems if name != PLAIN]]), "|")
    print("|" + "---|" * (1 + 2 * len(systems)))
    rounds: list[dict[str, float]] = [dict.fromkeys(systems, 0.0) for _ in range(asked.rounds)]
    pages_in_all = 0
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for file in files:
            pages = _drawn(file, work)
            if not pages_in_all:
                _in_turn(systems, file, pages, work, 0)
            pages_in_all += len(pages)
            here = [_in_turn(systems, file, pages, work, first) for first in range(asked.rounds)]
            for whole, taken in zip(rounds, here, strict=True):
                for name, seconds in taken.items():
                    whole[name] += seconds
            print(_row(file.name, len(pages), here), flush=True)
    print(_row("all", pages_in_all, rounds))


def _in_turn(
    systems: Mapping[str, Callable[[Path, Sequence[Path], Path], None]],
    file: Path,
    pages: Sequence[Path],
    work: Path,
    first: int,
) -> dict[str, float]:
    """Processor seconds of each system on one file, another one being the first in each round."""
    names = [*systems]
    taken: dict[str, float] = {}
    for at in range(len(names)):
        name = names[(at + first) % len(names)]
        begun = _seconds()
        systems[name](file, pages, work)
        taken[name] = _seconds() - begun
    return taken


def _plain(_: Path, pages: Sequence[Path], work: Path) -> None:
    for page in pages:
        _run(["tesseract", str(page), str(work / "plain"), "-l", "swe"], work)


def _ours(engine: str) -> Callable[[Path, Sequence[Path], Path], None]:
    def read(file: Path, _: Sequence[Path], work: Path) -> None:
        _run(
            [sys.executable, "-m", "ocr_fix", str(file), "--engine", engine, "-j", "1", "-o", str(work / "ours.txt")],
            work,
        )

    return read


def _run(command: Sequence[str], work: Path) -> None:
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "PYTHONPYCACHEPREFIX": str(work / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _seconds() -> float:
    """User and system seconds of all processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _drawn(file: Path, work: Path) -> list[Path]:
    """The pages of a file as pictures."""
    drawn: list[Path] = []
    with open_source(file, dpi=_DPI) as source:
        for page in source.pages():
            if isinstance(page, PageImage):
                drawn.append(work / f"{file.stem}-{page.number}.png")
                page.image.save(drawn[-1], dpi=(_DPI, _DPI))
    return drawn


def _row(name: str, pages: int, rounds: Sequence[Mapping[str, float]]) -> str:
    seconds = [f"{median(taken[system] for taken in rounds):.2f}" for system in rounds[0]]
    ratios = [f"{median(taken[system] / taken[PLAIN] for taken in rounds):.2f}" for system in rounds[0]]
    return "| " + " | ".join([name, str(pages), *seconds, *ratios[1:]]) + " |"


if __name__ == "__main__":
    main(sys.argv[1:])
