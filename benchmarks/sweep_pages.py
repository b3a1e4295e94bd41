"""Sweep the numbers of source and recognition: which of them any page shows when they are another.

    OMP_THREAD_LIMIT=1 python -m benchmarks.sweep_pages samples FOLDER... > /tmp/pages.md

Every number of the `thresholds.py` of `ocr_fix/source/` and `ocr_fix/recognition/` is set to 0 and to a thousand times
itself, or to other parts of it, one at a time, and the first pages of files are opened and read again until one comes
out as another: its picture or its text for `source`, what is read of it for `recognition`. Tesseract reads each picture
once only, as what it read is kept in a folder; of a value that makes another picture only so many are read anew as the
options say. Numbers that no page shows are for what the files lack, or for nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import ocr_fix
from benchmarks.sweep import Number, values
from ocr_fix.document import Page, PageImage, PageText
from ocr_fix.recognition.engines.engine import Engine, EngineInfo, EngineSettings
from ocr_fix.recognition.engines.own_model import STOCK
from ocr_fix.recognition.engines.registry import make_engine
from ocr_fix.recognition.reader import Reader, models_for
from ocr_fix.source import Limits, open_source
from ocr_fix.system.files import write_atomically

KEPT = Path(__file__).parent / "scratch" / "pages"
FACTORS = (0.0, 1000.0)
MOST_SECONDS = 300.0  # for a value
LIMITS = Limits(max_pixels=60_000_000)
PACKAGE = Path(ocr_fix.__file__).parent


class Place(NamedTuple):
    """Where a number stands.

    Attributes:
        name: the room, the class and the number.
        owner: what holds it.
        field: its name there.
        at: its place, where that holds several, of which each may have several.
    """

    name: str
    owner: object
    field: str
    at: tuple[int, ...] = ()

    @property
    def value(self) -> Number:
        """The number as it is now."""
        found = getattr(self.owner, self.field)
        for at in self.at:
            found = found[at]
        return found  # type: ignore[no-any-return]

    def set(self, value: Number) -> None:
        """Set it, which is frozen for all but a sweep."""
        object.__setattr__(self.owner, self.field, _with(getattr(self.owner, self.field), self.at, value))


def _with(whole: Any, at: Sequence[int], value: Number) -> Any:  # noqa: ANN401
    """A number, or what holds several, with another value at a place."""
    if not at:
        return value
    return tuple(_with(each, at[1:], value) if place == at[0] else each for place, each in enumerate(whole))


class TooManyReadingsError(Exception):
    """More pictures would have to be read than may be."""


class KeptReadings:
    """An engine that reads each picture once.

    Args:
        folder: where what was read is kept.
        most: pictures that may be read anew.
    """

    def __init__(self, folder: Path, most: int) -> None:
        self._folder = folder
        self._engine: Engine | None = None
        self.most = most

    def read(self, page: PageImage, languages: Sequence[str], *, uneven: bool = False, choices: bool = False) -> Page:
        """See `Engine.read`."""
        what = (tuple(languages), uneven, choices)
        return self._kept(page, what, lambda it: it.read(page, languages, uneven=uneven, choices=choices))  # type: ignore[no-any-return]

    def turn(self, page: PageImage) -> int:
        """See `Engine.turn`."""
        return self._kept(page, "turn", lambda engine: engine.turn(page))  # type: ignore[no-any-return]

    def info(self) -> EngineInfo:
        """See `Engine.info`."""
        return self._made().info()

    def _made(self) -> Engine:
        if self._engine is None:
            self._engine = make_engine(EngineSettings())
        return self._engine

    def _kept(self, page: PageImage, what: object, read: Callable[[Engine], object]) -> Any:  # noqa: ANN401
        image = page.image
        key = hashlib.sha256(repr((image.mode, image.size, page.dpi, page.number, what)).encode() + image.tobytes())
        file = self._folder / key.hexdigest()
        if not file.exists():
            if not self.most:
                raise TooManyReadingsError
            self.most -= 1
            write_atomically(file, pickle.dumps(read(self._made())))
        return pickle.loads(file.read_bytes())


def numbers(room: str) -> Iterator[Place]:
    """The numbers of a room and of its own rooms."""
    for module in sorted((PACKAGE / room).rglob("thresholds.py")):
        path = ".".join(module.relative_to(PACKAGE).with_suffix("").parts)
        yield from _numbers_of(import_module(f"ocr_fix.{path}").THRESHOLDS, room)


def _numbers_of(owner: object, room: str) -> Iterator[Place]:
    for field, value in vars(owner).items():
        places = [*_places(value)]
        for at in places:
            name = "".join((field, *(f"[{place}]" for place in at)))
            yield Place(f"{room}: {type(owner).__name__}.{name}", owner, field, at)
        if not places:
            yield from _numbers_of(value, room)


def _places(value: object, at: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    """Where numbers are in something: a number, or several, or several of several."""
    if isinstance(value, int | float):
        yield at
    elif isinstance(value, tuple):
        for place, each in enumerate(value):
            yield from _places(each, (*at, place))


class Pages:
    """The first pages of files, and what becomes of them.

    Args:
        files: what is opened.
        reader: what reads the pages that are pictures.
        engine: what it reads with.
    """

    def __init__(self, files: Sequence[Path], reader: Reader, engine: KeptReadings) -> None:
        self._contents = [(file.name, file.read_bytes()) for file in files]
        self._reader = reader
        self._engine = engine
        self._images = [
            (name, page) for name, data in self._contents for page in _opened(data) if isinstance(page, PageImage)
        ]
        self._own = {room: [*self._found(room)] for room in ("source", "recognition")}

    def differing(self, place: Place, value: Number, most: int) -> str:
        """The first page that comes out as another with a number; this process is of no use for others after that.

        Args:
            place: the number.
            value: what it is then.
            most: pictures that may be read anew for it.

        Returns:
            The name of its file, `fails` where the program cannot work with the number, `other pictures` where some
            pages came out the same and others make pictures that were not read, or nothing.
        """
        place.set(value)
        self._engine.most = most
        room = place.name.partition(":")[0]
        unread = ""
        try:
            for (name, own), (_, now) in zip(self._own[room], self._found(room), strict=True):
                if now is None:
                    unread = "other pictures"
                elif now != own:
                    return name
        except Exception as error:  # a value that the program cannot work with says something as well
            print(f"{place.name}={value}: {error!r}", file=sys.stderr)
            return "fails"
        return unread

    def _found(self, room: str) -> Iterator[tuple[str, str | None]]:
        return self._of_source() if room == "source" else self._of_recognition()

    def _of_source(self) -> Iterator[tuple[str, str | None]]:
        for name, data in self._contents:
            yield name, _hashed([told(page) for page in _opened(data)])

    def _of_recognition(self) -> Iterator[tuple[str, str | None]]:
        for name, page in self._images:
            try:
                yield name, _hashed(self._reader.read(page))
            except TooManyReadingsError:
                yield name, None


def _opened(data: bytes) -> list[PageImage | Page | PageText | str]:
    """The first page of a file, or why there is none."""
    try:
        with open_source(data, limits=LIMITS) as source:
            return [source.page(1)]
    except ocr_fix.OcrFixError as error:
        return [str(error)]


def told(page: object) -> object:
    """What is held against another: of a picture its pixels."""
    if not isinstance(page, PageImage):
        return page
    pixels = hashlib.sha256(page.image.tobytes()).hexdigest()
    return pixels, page.image.mode, page.image.size, page.dpi, page.layer, page.is_scan, page.note, page.damage


def _hashed(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()


def table(found: dict[str, dict[str, str]]) -> Iterator[str]:
    """What was found, in Markdown: the numbers that no page shows at one of the values, and a count of the others."""
    idle = {name: tried for name, tried in found.items() if not all(tried.values())}
    yield f"Of {len(found)} numbers pages show {len(found) - len(idle)} at each value that was tried, and these not:\n"
    yield "| number | no page differs with | another does with |\n|---|---|---|"
    for name, tried in idle.items():
        shown = "; ".join(f"{value} ({file})" for value, file in tried.items() if file)
        yield f"| {name} | {', '.join(value for value, file in tried.items() if not file)} | {shown} |"


_RUNNING: list[Pages] = []
"""The pages, for the processes that turn a number."""


def _turned(place_at: int, value: Number, room: str, most: int) -> str:
    return _RUNNING[0].differing([*numbers(room)][place_at], value, most)


def main(arguments: Sequence[str] | None = None) -> int:
    """Sweep what the options ask for and print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="+", type=Path, help="files, or folders of files")
    options.add_argument("--rooms", nargs="+", default=["source", "recognition"], help="(default: both)")
    options.add_argument("--only", nargs="+", default=[""], metavar="PART", help="only numbers whose names contain one")
    options.add_argument("--factors", nargs="+", type=float, default=FACTORS, help="of each number (default: 0, 1000)")
    options.add_argument("--most", type=int, default=1, help="pictures to be read for a value (default: %(default)s)")
    options.add_argument("--kept", type=Path, default=KEPT, help="folder for what was read and found")
    chosen = options.parse_args(arguments)
    files = [file for path in chosen.files for file in (sorted(path.iterdir()) if path.is_dir() else [path])]
    engine = KeptReadings(chosen.kept / "readings", sys.maxsize)
    (chosen.kept / "readings").mkdir(parents=True, exist_ok=True)
    reader = Reader((STOCK,), engine=engine)
    reader._models = models_for((STOCK,), own=True)
    _RUNNING[:] = [Pages([file for file in files if file.is_file()], reader, engine)]
    kept = chosen.kept / "found.json"
    found: dict[str, dict[str, str]] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    for room in chosen.rooms:
        for at, place in enumerate(numbers(room)):
            for value in values(place.value, chosen.factors) if any(part in place.name for part in chosen.only) else ():
                tried = found.setdefault(place.name, {})
                if f"{value:g}" in tried:
                    continue
                # A process for each value, so that nothing that was derived or remembered outlives it.
                with multiprocessing.get_context("fork").Pool(1) as pool:
                    turned = pool.apply_async(_turned, (at, value, room, chosen.most))
                    try:
                        tried[f"{value:g}"] = turned.get(MOST_SECONDS)
                    except multiprocessing.TimeoutError:
                        tried[f"{value:g}"] = "fails"
                print(f"{place.name}={value:g}: {tried[f'{value:g}'] or 'no page'}", file=sys.stderr, flush=True)
                write_atomically(kept, json.dumps(found, indent=1).encode())
    print("\n".join(table(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
