"""Sweep the numbers of recognition on parts of pages that it makes: how many come out as others, and wrong words.

    OMP_THREAD_LIMIT=1 python -m benchmarks.sweep_strips > /tmp/strips.md

The pages are those of `prepared_pages`, or of `mended_pages`. Each number is set to other values, one at a time. Steps
that do not ask it give what they gave before, the engine reads each picture once only, and of a value no more new
pictures are read than the options say: where one picture is enough to tell that a number is asked, as for 0 and 1,000
times, one is read.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import mended_pages, prepared_pages
from benchmarks.prepared_pages import Strip
from benchmarks.sweep import Number
from benchmarks.sweep_pages import KeptReadings, Place, TooManyReadingsError, numbers
from benchmarks.sweep_turns import Outcome, is_near, table, turn_all
from ocr_fix.document import Page, PageImage
from ocr_fix.recognition import reader as steps_of_reader
from ocr_fix.recognition.boxes import lines_of
from ocr_fix.recognition.engines.own_model import STOCK
from ocr_fix.recognition.reader import Reader, models_for

PAGES = {"prepared": prepared_pages, "mended": mended_pages}
KEPT = Path(__file__).parent / "scratch" / "strips"
FACTORS = (0.0, 0.5, 2.0, 1000.0)
_FEWEST_DOTS = 4
MOST_SECONDS = 90.0  # for a value
STEPS = (
    "is_dark", "positive", "without_bands", "without_stains", "is_blank", "facing", "cues_of", "treated", "skew_of",
    "straightened", "without_ruling", "closed_up", "may_be_turned", "turned", "smoothed", "softened", "thickened",
    "is_poor", "fitted", "completed", "with_numbers_read_again", "with_left_out", "mended", "opened_up", "slanted",
)  # fmt: skip


class Remembered:
    """The steps of the reader, each of which is done once for the same pages.

    Attributes:
        asked: for each step the numbers that it has asked.
        live: steps that are done anew.
    """

    def __init__(self, places: Sequence[Place]) -> None:
        self.asked: dict[str, set[str]] = defaultdict(set)
        self.live: frozenset[str] = frozenset()
        self._running = ["reader"]
        self._results: dict[str, Any] = {}
        self._digests: dict[int, tuple[object, str]] = {}
        for step in STEPS:
            setattr(steps_of_reader, step, self._wrapped(step, getattr(steps_of_reader, step)))
        names: dict[tuple[int, str], list[str]] = defaultdict(list)
        for place in places:
            names[id(place.owner), place.field].append(place.name)
        for kind in {type(place.owner) for place in places}:
            kind.__getattribute__ = self._watched(names)  # type: ignore[method-assign]

    def _watched(self, names: Mapping[tuple[int, str], Sequence[str]]) -> Callable[[object, str], object]:
        def get(owner: object, field: str) -> object:
            if asked := names.get((id(owner), field)):
                for step in self._running:
                    self.asked[step].update(asked)
            return object.__getattribute__(owner, field)

        return get

    def _wrapped(self, step: str, done: Callable[..., object]) -> Callable[..., object]:
        def once(*given: object, **named: object) -> object:
            key = "".join((step, *map(self._digest, given), repr(named)))
            if step not in self.live and key in self._results:
                return self._results[key]
            self._running.append(step)
            try:
                found = done(*given, **named)
            finally:
                self._running.pop()
            # What is as it was is the same object, so that what follows is known.
            if step in self.live and key in self._results and self._digest(found) == self._digest(self._results[key]):
                return self._results[key]
            self._results[key] = found
            return found

        return once

    def _digest(self, given: object) -> str:
        if id(given) not in self._digests:
            if isinstance(given, PageImage):
                image = given.image
                said = repr((image.mode, image.size, given.dpi, given.number)).encode() + image.tobytes()
            elif hasattr(given, "tobytes"):
                said = given.tobytes()
            elif isinstance(given, tuple):
                said = "".join(map(self._digest, given)).encode()
            else:
                said = (getattr(given, "__qualname__", "") or repr(given)).encode()
            self._digests[id(given)] = given, hashlib.sha256(said).hexdigest()
        return self._digests[id(given)][1]


class Strips:
    """The strips, and what becomes of them.

    Args:
        made: the strips.
        reader: what reads them.
        engine: what it reads with.
        places: the numbers that are swept.
    """

    def __init__(self, made: Sequence[Strip], reader: Reader, engine: KeptReadings, places: Sequence[Place]) -> None:
        self._made, self._reader, self._engine = made, reader, engine
        self.remembered = Remembered(places)
        self.asked: dict[str, set[str]] = {}
        self._own: dict[str, tuple[str, int]] = {}
        known: dict[str, set[str]] = defaultdict(set)
        for strip in made:
            self.remembered.asked.clear()
            self._own[strip.name] = self._read(strip)
            self.asked[strip.name] = set().union(*self.remembered.asked.values())
            for step, names in self.remembered.asked.items():
                known[step] |= names
        self.remembered.asked = known
        self.own = Outcome([], sum(wrong for _, wrong in self._own.values()))
        self.words = sum(len(strip.words) for strip in made)

    def turned(self, place: Place, value: Number, most: int) -> Outcome:
        """What becomes of them with a number; this process is of no use for others after that.

        Args:
            place: the number.
            value: what it is then.
            most: pictures that may be read anew for it; with one, the first strip that differs is enough.
        """
        place.set(value)
        self.remembered.live = frozenset(step for step, names in self.remembered.asked.items() if place.name in names)
        self._engine.most = most
        differ, wrong, unread = list[str](), self.own.wrong, 0
        for strip in self._made:
            if place.name not in self.asked[strip.name]:
                continue
            own = self._own[strip.name]
            try:
                now = self._read(strip)
            except TooManyReadingsError:
                unread += 1
                continue
            except Exception as error:  # a value that the program cannot work with says something as well
                return Outcome(differ, wrong, unread, repr(error)[:80])
            if now != own:
                differ.append(strip.name)
                wrong += now[1] - own[1]
                if most == 1:
                    break
        return Outcome(differ, wrong, unread)

    def _read(self, strip: Strip) -> tuple[str, int]:
        """What comes out, as one may compare it, and how many of its words are wrong."""
        page = self._reader.read(PageImage(1, strip.image, strip.dpi, strip.layer, strip.is_scan))
        return hashlib.sha256(repr(page).encode()).hexdigest(), wrong_words(page, strip.words)


def wrong_words(page: Page, truth: Sequence[str]) -> int:
    """How many words were read that are not printed, or are and were not read; dots that lead to numbers are none.

    In which order the engine gives them is a matter of layout.
    """
    read = Counter(part for line in lines_of(page) for word in line.words for part in word.text.split())
    due = Counter(truth)
    return max(
        (due - read).total(), sum(len(each) < _FEWEST_DOTS or bool(each.strip(".")) for each in (read - due).elements())
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Sweep what the options ask for and print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seed", type=int, default=0, help="of the strips (default: %(default)s)")
    options.add_argument("--pages", choices=PAGES, default="prepared", help="which of them (default: %(default)s)")
    options.add_argument("--strips", nargs="+", default=[""], metavar="PART", help="only strips named so")
    options.add_argument("--only", nargs="+", default=["Thresholds"], metavar="PART", help="only numbers named so")
    options.add_argument("--factors", nargs="+", type=float, default=FACTORS, help="of each number")
    options.add_argument("--most", type=int, default=20, help="pictures to be read for a value (default: %(default)s)")
    options.add_argument("--kept", type=Path, default=KEPT, help="folder for what was read and found")
    chosen = options.parse_args(arguments)
    (chosen.kept / "readings").mkdir(parents=True, exist_ok=True)
    engine = KeptReadings(chosen.kept / "readings", sys.maxsize)
    reader = Reader((STOCK,), engine=engine)
    reader._models = models_for((STOCK,), own=True)
    reader._checked = True
    made = [*PAGES[chosen.pages].strips(chosen.seed, chosen.strips)]
    places = [place for place in numbers("recognition") if any(part in place.name for part in chosen.only)]
    running = Strips(made, reader, engine, places)
    print(f"Of {running.words} words on {len(made)} strips {running.own.wrong} are wrong.\n")

    def turn(at: int, value: Number, factor: float) -> Outcome:
        return running.turned(places[at], value, chosen.most if is_near(factor) else 1)

    kept = chosen.kept / f"found-{chosen.pages}-{chosen.seed}.json"
    found = turn_all(places, chosen.factors, kept, turn, MOST_SECONDS)
    print("\n".join(table(places, found, "strip", "words", running.own.wrong)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
