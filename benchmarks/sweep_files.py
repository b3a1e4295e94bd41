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
import json
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import ocr_fix
from benchmarks.sweep import Number, values
from benchmarks.sweep_pages import Place, numbers, told
from ocr_fix.source import Limits, open_source, opening
from ocr_fix.system.files import write_atomically

KEPT = Path(__file__).parent / "scratch" / "files"
FACTORS = (0.5, 2.0, 0.0, 1000.0)
LIMITS = Limits(max_pixels=30_000_000)
MOST_BYTES = 2_000_000
MOST_SECONDS = 120.0  # for a value
MOST_PAGES = 2  # of a file


class Outcome(NamedTuple):
    """What becomes of all files with a value.

    Attributes:
        differ: names of those that come out as others.
        fails: what the program says that cannot work with it.
    """

    differ: list[str]
    fails: str = ""


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
                return Outcome(differ, repr(error)[:80])
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


def table(places: Sequence[Place], found: dict[str, dict[str, list[Any]]]) -> Iterator[str]:
    """What was found, in Markdown: the numbers that a file shows, and those that none does."""
    yield "| number | value | tried: files that differ |\n|---|---|---|"
    idle = []
    for place in places:
        tried = {value: Outcome(*kept) for value, kept in found.get(place.name, {}).items()}
        name = place.name.rpartition(": ")[2].replace("Thresholds", "")
        if any(each.differ or each.fails for each in tried.values()):
            said = "; ".join(_told(value, each, place.value) for value, each in tried.items())
            yield f"| `{name}` | {place.value:g} | {said} |"
        elif tried:
            idle.append(f"`{name}`")
    yield f"\nNo file differs whatever of these is tried ({len(idle)}): {', '.join(idle) or 'none'}."


def _told(value: str, tried: Outcome, was: Number) -> str:
    if tried.fails:
        return f"{value}: fails"
    if value == "0" or (was and float(value) >= 100 * was):
        return f"{value}: {'differ' if tried.differ else 'none'}"
    return f"{value}: {len(tried.differ)}"


_RUNNING: list[tuple[Files, Sequence[Place]]] = []
"""The files and the numbers, for the processes that turn one."""


def _turned(at: int, value: Number, is_enough: bool) -> Outcome:
    running, places = _RUNNING[0]
    return running.turned(places[at], value, is_enough=is_enough)


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
    _RUNNING[:] = [(running, places)]
    kept = chosen.kept / "found.json"
    found: dict[str, dict[str, list[Any]]] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    print(f"{running.count} files were opened.\n")
    for at, place in enumerate(places):
        for factor, value in zip(chosen.factors, values(place.value, chosen.factors), strict=True):
            tried = found.setdefault(place.name, {})
            if f"{value:g}" in tried:
                continue
            # A process for each value, so that nothing that was derived or remembered outlives it.
            with multiprocessing.get_context("fork").Pool(1) as pool:
                turned = pool.apply_async(_turned, (at, value, not 0.1 <= factor <= 10))
                try:
                    outcome = turned.get(MOST_SECONDS)
                except multiprocessing.TimeoutError:
                    outcome = Outcome([], "too long")
            tried[f"{value:g}"] = list(outcome)
            print(f"{place.name}={value:g}: {outcome}", file=sys.stderr, flush=True)
            write_atomically(kept, json.dumps(found, indent=1).encode())
    print("\n".join(table(places, found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
