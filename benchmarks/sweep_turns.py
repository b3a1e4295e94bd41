"""Numbers turned one after the other, each in a process of its own, what was found kept, and the table of it."""

from __future__ import annotations

import json
import multiprocessing
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.sweep import Number, values
from benchmarks.sweep_pages import Place
from ocr_fix.system.files import write_atomically


class Outcome(NamedTuple):
    """What becomes of all that is looked at with a value.

    Attributes:
        differ: names of what comes out otherwise in anything.
        wrong: how much is wrong where that is known: words or blocks.
        unread: strips whose picture is another and was not read.
        fails: what the program says that cannot work with it.
    """

    differ: list[str]
    wrong: int = 0
    unread: int = 0
    fails: str = ""


Turn = Callable[[int, Number, float], Outcome]
"""What becomes of them with a number, by its place among those that are turned, its value and its factor."""
_RUNNING: list[Turn] = []
"""For the processes that turn one."""


def is_near(factor: float) -> bool:
    """Whether a factor asks how good a number is, and not only whether it does anything."""
    return 0.1 <= factor <= 10


def turn_all(
    places: Sequence[Place], factors: Sequence[float], kept: Path, turn: Turn, most_seconds: float
) -> dict[str, dict[str, Outcome]]:
    """What becomes of them with each value of each number, by its name and the value.

    Args:
        places: the numbers.
        factors: of each.
        kept: file for what was found; what it has already is not found again.
        turn: gives what becomes of them; its process is of no use for another.
        most_seconds: for a value; one that takes longer fails.
    """
    _RUNNING[:] = [turn]
    found: dict[str, dict[str, list[Any]]] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    for at, place in enumerate(places):
        for factor, value in zip(factors, values(place.value, factors), strict=True):
            tried = found.setdefault(place.name, {})
            if f"{value:g}" in tried:
                continue
            # A process for each value, so that nothing that was derived or remembered outlives it.
            with multiprocessing.get_context("fork").Pool(1) as pool:
                turned = pool.apply_async(_turned, (at, value, factor))
                try:
                    outcome = turned.get(most_seconds)
                except multiprocessing.TimeoutError:
                    outcome = Outcome([], fails="too long")
            tried[f"{value:g}"] = list(outcome)
            print(f"{place.name}={value:g}: {outcome}", file=sys.stderr, flush=True)
            write_atomically(kept, json.dumps(found, indent=1).encode())
    return {name: {value: Outcome(*of_value) for value, of_value in tried.items()} for name, tried in found.items()}


def _turned(at: int, value: Number, factor: float) -> Outcome:
    return _RUNNING[0](at, value, factor)


def table(
    places: Sequence[Place], found: Mapping[str, Mapping[str, Outcome]], what: str, wrong: str = "", own: int = 0
) -> Iterator[str]:
    """What was found, in Markdown: the numbers that something shows, and those that nothing does.

    Args:
        places: the numbers.
        found: what became of all with their values.
        what: is looked at: "strip".
        wrong: what is counted of it: "words"; empty for nothing.
        own: how much of that is wrong as it is.
    """
    counted = f"{wrong} wrong against as it is ({what}s that differ)" if wrong else f"{what}s that differ"
    yield f"| number | value | tried: {counted} |\n|---|---|---|"
    idle = []
    for place in places:
        tried = found.get(place.name, {})
        name = place.name.rpartition(": ")[2].replace("Thresholds", "")
        if any(each.differ or each.unread or each.fails for each in tried.values()):
            told = "; ".join(_told(value, each, own if wrong else None, place.value) for value, each in tried.items())
            yield f"| `{name}` | {place.value:g} | {told} |"
        elif tried:
            idle.append(f"`{name}`")
    yield f"\nNo {what} differs whatever of these is tried ({len(idle)}): {', '.join(idle) or 'none'}."


def _told(value: str, tried: Outcome, own: int | None, was: Number) -> str:
    if tried.fails:
        return f"{value}: fails"
    if value == "0" or (was and float(value) >= 100 * was):
        return f"{value}: {'differ' if tried.differ or tried.unread else 'none'}"
    unread = f" and {tried.unread} not read" if tried.unread else ""
    differ = f"{len(tried.differ)}{unread}"
    return f"{value}: {differ}" if own is None else f"{value}: {tried.wrong - own:+} ({differ})"
