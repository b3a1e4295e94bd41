"""Sweep the numbers of source on small files, those that the tests compose among them: how many come out as others.

    KEPT_FILES=/tmp/files python -m pytest -p benchmarks.sweep_files tests/test_source*.py tests/test_security.py
    python -m benchmarks.sweep_files /tmp/files samples > /tmp/files.md

The first keeps what is opened while tests run. Then each number of the `thresholds.py` of `ocr_fix/source/` is set to
other values, one at a time, and the files that ask it are opened again: the pictures, texts and words of their first
pages, their notes, and why they are refused.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import ocr_fix
from benchmarks.sweep import Number
from benchmarks.sweep_pages import Place, numbers, told
from benchmarks.sweep_turns import Outcome, is_near, table, turn_all
from ocr_fix.source import Limits, open_source, opening

KEPT = Path(__file__).parent / "scratch" / "files"
FACTORS = (0.5, 2.0, 0.0, 1000.0)
LIMITS = Limits(max_pixels=30_000_000)
MOST_BYTES = 2_000_000
MOST_SECONDS = 120.0  # for a value
MOST_PAGES = 2  # of a file


def pytest_configure() -> None:
    """Keep what is opened while tests run, where a folder is named for it; pytest calls this."""
    folder, reader = os.environ.get("KEPT_FILES"), opening._reader
    if folder is None:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)

    def keeping(origin: Any, *given: Any, **named: Any) -> Any:  # noqa: ANN401
        data = origin.head(MOST_BYTES + 1)
        if len(data) <= MOST_BYTES:
            name = hashlib.sha256(data).hexdigest()[:16] + Path(origin.name).suffix[:8]
            Path(folder, name).write_bytes(data)
        return reader(origin, *given, **named)

    opening._reader = keeping


class Files:
    """Files, and what becomes of them.

    Args:
        found: their paths.
        places: the numbers that are swept.
    """

    def __init__(self, found: Sequence[Path], places: Sequence[Place]) -> None:
        self._contents = [(file.name, file.read_bytes()) for file in found]
        self._asked: set[tuple[int, str]] = set()
        for kind in {type(place.owner) for place in places}:
            kind.__getattribute__ = self._watch()  # type: ignore[method-assign]
        self._own: dict[str, str] = {}
        self.asked: dict[str, set[tuple[int, str]]] = {}
        for name, data in self._contents:
            self._asked = set()
            self._own[name] = _outcome(data)
            self.asked[name] = self._asked
        # What comes out otherwise a second time tells nothing.
        self._contents = [(name, data) for name, data in self._contents if _outcome(data) == self._own[name]]
        self.count = len(self._contents)

    def _watch(self) -> Callable[[object, str], object]:
        def get(owner: object, field: str) -> object:
            self._asked.add((id(owner), field))
            return object.__getattribute__(owner, field)

        return get

    def turned(self, place: Place, value: Number, *, is_enough: bool) -> Outcome:
        """What becomes of them with a number; this process is of no use for others after that.

        Args:
            place: the number.
            value: what it is then.
            is_enough: whether the first file that differs is enough.
        """
        place.set(value)
        differ: list[str] = []
        for name, data in self._contents:
            if (id(place.owner), place.field) not in self.asked[name]:
                continue
            try:
                now = _outcome(data)
            except Exception as error:  # a value that the program cannot work with says something as well
                return Outcome(differ, fails=repr(error)[:80])
            if now != self._own[name]:
                differ.append(name)
                if is_enough:
                    break
        return Outcome(differ)


def _outcome(data: bytes) -> str:
    return hashlib.sha256(repr([*_pages(data)]).encode()).hexdigest()


def _pages(data: bytes) -> Iterator[object]:
    """The first pages of a file, or why there are none."""
    try:
        with open_source(data, limits=LIMITS) as source:
            for number in range(1, min(source.page_count, MOST_PAGES) + 1):
                yield told(source.page(number))
    except ocr_fix.OcrFixError as error:
        yield str(error)


def main(arguments: Sequence[str] | None = None) -> int:
    """Sweep what the options ask for and print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="+", type=Path, help="files, or folders of files")
    options.add_argument("--only", nargs="+", default=["Thresholds"], metavar="PART", help="only numbers named so")
    options.add_argument("--factors", nargs="+", type=float, default=FACTORS, help="of each number")
    options.add_argument("--kept", type=Path, default=KEPT, help="folder for what was found")
    chosen = options.parse_args(arguments)
    chosen.kept.mkdir(parents=True, exist_ok=True)
    files = [file for path in chosen.files for file in (sorted(path.iterdir()) if path.is_dir() else [path])]
    places = [place for place in numbers("source") if any(part in place.name for part in chosen.only)]
    running = Files([file for file in files if file.is_file()], places)
    print(f"{running.count} files were opened.\n")

    def turn(at: int, value: Number, factor: float) -> Outcome:
        return running.turned(places[at], value, is_enough=not is_near(factor))

    found = turn_all(places, chosen.factors, chosen.kept / "found.json", turn, MOST_SECONDS)
    print("\n".join(table(places, found, "file")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
