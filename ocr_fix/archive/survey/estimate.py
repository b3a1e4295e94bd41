"""`--dry-run`: what would be done, and about how long it would take."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from ocr_fix.archive.journal import NAME, Journal
from ocr_fix.archive.places.place import Place
from ocr_fix.archive.places.schemes import place_of
from ocr_fix.archive.plan import Plan
from ocr_fix.archive.run import refuse_nested
from ocr_fix.archive.settings import Settings, state_folder
from ocr_fix.archive.survey.comparing import TO_DO, Fate, Surveyor
from ocr_fix.archive.survey.selection import Item, PassedOver
from ocr_fix.archive.thresholds import THRESHOLDS
from ocr_fix.errors import OcrFixError
from ocr_fix.options import Options
from ocr_fix.pipeline import Cleaner

T = TypeVar("T")

_T = THRESHOLDS.estimate


@dataclass
class Estimate:
    """What a run would do.

    Attributes:
        fates: how many files there are, by what would be done with them.
        to_do: paths of those that would be cleaned, and of their outputs without ending.
        size: of those, in bytes.
        pages: about how many they have.
        passed: what is there and no document.
        seconds: about how long they would take; None where nothing could be timed.
    """

    fates: Counter[Fate] = field(default_factory=Counter)
    to_do: list[Item] = field(default_factory=list)
    size: int = 0
    pages: int = 0
    seconds: float | None = None
    passed: PassedOver = field(default_factory=PassedOver)


def estimate(source: str, target: str, options: Options, settings: Settings) -> Estimate:
    """Survey without writing anything, and time a few pages.

    Raises:
        InputError: there is no such source.
        OptionError: one place lies in the other.
    """
    refuse_nested(source, target)
    plan = Plan(source, target, options, settings.formats)
    surveyor = Surveyor(place_of(target), settings, plan.fingerprint())
    folder = state_folder(target, settings.state)
    journal = Journal(folder, readonly=True) if (folder / NAME).exists() else None
    place = place_of(source)
    found = Estimate()
    try:
        for items in settings.selection.items(place, found.passed):
            for item in items:
                fate = surveyor.fate(place, item, None if journal is None else journal.find(item.path))
                found.fates[fate] += 1
                if fate in TO_DO:
                    found.to_do.append(item)
                    found.size += item.signature.size
    finally:
        if journal is not None:
            journal.close()
    _time(found, place, Cleaner(options), settings.workers)
    return found


def _time(found: Estimate, place: Place, cleaner: Cleaner, workers: int) -> None:
    """Count pages in some files and read one of a few; the rest is taken to be alike, byte for byte."""
    counted = list(_counted(_spread(found.to_do, _T.counted), place, cleaner))
    size = sum(item.signature.size for item, _ in counted)
    if not size:
        return
    found.pages = round(sum(pages for _, pages in counted) * found.size / size)
    timed = [
        seconds for item, pages in _spread(counted, _T.timed) if (seconds := _seconds(item, pages, place, cleaner)) > 0
    ]
    if timed:
        found.seconds = sum(timed) / len(timed) * found.pages / workers


def _spread(items: list[T], count: int) -> list[T]:
    """So many of them, evenly spread."""
    return items if len(items) <= count else [items[index * len(items) // count] for index in range(count)]


def _counted(items: list[Item], place: Place, cleaner: Cleaner) -> Iterator[tuple[Item, int]]:
    for item in items:
        try:
            with place.local(item.path) as file, cleaner.open(file) as source:
                pages = len(cleaner.page_numbers(source))
        except OcrFixError:
            pages = 0  # it will fail soon
        yield item, pages


def _seconds(item: Item, pages: int, place: Place, cleaner: Cleaner) -> float:
    """For one page of a file, from reading to the finished text; 0 where it cannot be read."""
    if not pages:
        return 0.0
    try:
        with place.local(item.path) as file, cleaner.open(file) as source:
            cleaner.finish(source.name, source.kind, [])  # loads what is loaded once
            begun = time.perf_counter()
            page = cleaner.read_page(source, cleaner.page_numbers(source)[pages // 2])
            cleaner.finish(source.name, source.kind, [page])
            return time.perf_counter() - begun
    except OcrFixError:
        return 0.0
