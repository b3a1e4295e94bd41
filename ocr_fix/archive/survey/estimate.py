"""`--dry-run`: what would be done, and about how long it would take."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from ocr_fix.archive.crew.readings import Readings
from ocr_fix.archive.crew.tasks import READ_ALREADY
from ocr_fix.archive.journal import NAME, Journal, JournalRow
from ocr_fix.archive.plan import Plan
from ocr_fix.archive.reviewed import learnt_folder
from ocr_fix.archive.run import refuse_nested
from ocr_fix.archive.settings import Settings, readings_folder, state_folder
from ocr_fix.archive.storage.file_tree import FileTree
from ocr_fix.archive.storage.schemes import place_of
from ocr_fix.archive.survey.comparing import TO_DO, Standing, Surveyor
from ocr_fix.archive.survey.selection import Item, PassedOver
from ocr_fix.archive.thresholds import THRESHOLDS
from ocr_fix.errors import InputError, OcrFixError
from ocr_fix.options import Options
from ocr_fix.pipeline import Cleaner
from ocr_fix.review.learning import Learnt

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
        kept: how many of these have been read already, and need not be read again.
        to_read: about how many must be read.
        passed: what is there and no document.
        seconds: about how long they would take; None where nothing could be timed.
    """

    fates: Counter[Standing] = field(default_factory=Counter)
    to_do: list[Item] = field(default_factory=list)
    size: int = 0
    pages: int = 0
    kept: int = 0
    to_read: int = 0
    seconds: float | None = None
    passed: PassedOver = field(default_factory=PassedOver)


def estimate(source: str, target: str, options: Options, settings: Settings) -> Estimate:
    """Survey without writing anything, and time a few pages.

    Raises:
        InputError: there is no such source.
        OptionError: one place lies in the other.
    """
    refuse_nested(source, target)
    folder = state_folder(target, settings.state)
    options = Learnt.of(learnt_folder(folder)).added_to(options)
    plan = Plan(source, target, options, settings.formats, beside=settings.beside)
    surveyor = Surveyor(place_of(target), settings, plan.fingerprint())
    journal = Journal(folder, readonly=True) if (folder / NAME).exists() else None
    place = place_of(source)
    found = Estimate()
    readings = Readings(readings_folder(folder, settings))
    any_kept = not readings.is_empty and settings.cluster is None
    try:
        for items in settings.selection.items(place, found.passed):
            for item in items:
                row = None if journal is None else journal.find(item.path)
                fate = surveyor.fate(place, item, row)
                found.fates[fate] += 1
                if fate in TO_DO:
                    found.to_do.append(item)
                    found.size += item.signature.size
                    if any_kept and fate != "again":
                        found.kept += len(readings.have(plan.reading_key(_content_of(place, item, row))))
    finally:
        if journal is not None:
            journal.close()
    _time(found, place, Cleaner(options), settings.workers)
    return found


def _time(found: Estimate, place: FileTree, cleaner: Cleaner, workers: int) -> None:
    """Count pages in some files and read one of a few; the rest is taken to be alike, byte for byte."""
    counted = list(_counted(_spread(found.to_do, _T.counted), place, cleaner))
    size = sum(each.item.signature.size for each in counted)
    if not size:
        return
    found.pages = round(sum(each.pages for each in counted) * found.size / size)
    scanned = round(sum(each.pages for each in counted if each.is_scan) * found.size / size)
    found.to_read = max(0, scanned - found.kept)
    timed = [seconds for each in _spread(counted, _T.timed) for seconds in _seconds(each, place, cleaner)]
    if timed:
        reading, finishing = (sum(each) / len(timed) for each in zip(*timed, strict=True))
        # What has been read by others, text files, is read in no time.
        read = found.to_read if found.kept else found.pages
        found.seconds = (reading * read + finishing * found.pages) / workers


def _spread(items: list[T], count: int) -> list[T]:
    """So many of them, evenly spread."""
    return items if len(items) <= count else [items[index * len(items) // count] for index in range(count)]


def _content_of(place: FileTree, item: Item, row: JournalRow | None) -> str:
    """SHA-256 of a file, in hexadecimal: as the journal knows it, else of the file; empty where it cannot be read."""
    if row is not None and row.content is not None and row.signature == item.signature:
        return row.content
    try:
        return place.digest(item.path)
    except (InputError, OSError):
        return ""  # it will fail soon


class _Counted(NamedTuple):
    """A file, how many pages it has, and whether an engine must read them."""

    item: Item
    pages: int
    is_scan: bool


def _counted(items: list[Item], place: FileTree, cleaner: Cleaner) -> Iterator[_Counted]:
    for item in items:
        try:
            with place.local(item.path) as file, cleaner.open(file) as source:
                yield _Counted(item, len(cleaner.page_numbers(source)), source.kind not in READ_ALREADY)
        except OcrFixError:
            yield _Counted(item, 0, is_scan=False)  # it will fail soon


def _seconds(counted: _Counted, place: FileTree, cleaner: Cleaner) -> Iterator[tuple[float, float]]:
    """For one page of a file, to read it and to finish its text; nothing where it cannot be read."""
    if not counted.pages:
        return
    try:
        with place.local(counted.item.path) as file, cleaner.open(file) as source:
            cleaner.finish(source.name, source.kind, [])  # loads what is loaded once
            begun = time.perf_counter()
            page = cleaner.read_page(source, cleaner.page_numbers(source)[counted.pages // 2])
            read = time.perf_counter()
            cleaner.finish(source.name, source.kind, [page])
            yield read - begun, time.perf_counter() - read
    except OcrFixError:
        return
