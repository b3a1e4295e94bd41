"""The summary as one page of HTML that loads nothing and runs no script."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

from ocr_fix.archive.accounts.run_display import duration
from ocr_fix.archive.accounts.summary import BINS, Summary
from ocr_fix.archive.crew.outputs import BESIDE
from ocr_fix.archive.journal import JournalRow
from ocr_fix.archive.review.door import way_to
from ocr_fix.archive.storage.file_tree import is_url
from ocr_fix.archive.survey.selection import kind_told, told_of_kinds
from ocr_fix.archive.thresholds import MIB
from ocr_fix.document.language_codes import shares_of, told
from ocr_fix.notation.web_pages import page_of, resource
from ocr_fix.source.faults import one_line
from ocr_fix.wording import percent, phrase, worded

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
MOST_ROWS = 1000  # of a table; summary.json has all
_PACKAGE = "ocr_fix.archive.accounts"
_REGISTERS = {"modern": phrase("today's"), "old": phrase("that of 1840–1920")}
_LOW = 0.8  # mean confidence up to which the bars of the picture are marked
# The picture, in pixels: its bars and what stands around them.
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _BOTTOM, _TOP = 800, 240, 48, 8, 36, 16
_SMALL_WIDTH, _SMALL_HEIGHT = 120, 24  # of that of a folder


class _Listed(NamedTuple):
    """A document as the page lists it.

    Attributes:
        row: of the journal.
        name: its path, for people.
        text, report, review: addresses of its text, report and review; empty where there is none, or it lies elsewhere.
    """

    row: JournalRow
    name: str
    text: str
    report: str
    review: str


class _Bar(NamedTuple):
    """A bar of a picture: its place in pixels, and what it says."""

    x: float
    y: float
    width: float
    height: float
    low: bool
    first: float
    last: float
    documents: int


class _Folder(NamedTuple):
    """A folder as the page lists it, with the bars of its documents."""

    name: str
    documents: int
    words: int
    changes: int
    doubtful: int
    bars: Sequence[_Bar]


def as_html(summary: Summary, up: str = "../", door: str = "") -> str:
    """The whole page, in HTML 5.

    Args:
        summary: what it tells.
        up: the way from the page to the target, for links; ends in a slash unless it is empty.
        door: the way to the page that leads to the review server; empty where there is none.
    """

    def listed(rows: Iterable[JournalRow]) -> list[_Listed]:
        return [_listed(row, None if is_url(summary.target) else up or "./", door) for row in rows]

    run = summary.run
    counts = summary.done.confidences
    # The pictures begin at the tenth below the least sure document: most are well above 0.8.
    first = next((index for index, count in enumerate(counts) if count), 0) * 10 // BINS * BINS // 10
    room = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _BOTTOM - _TOP
    return page_of(
        _PACKAGE,
        "summary.html.j2",
        bars=list(_bars(counts, first, *room, _LEFT, _TOP)),
        corrections=[(one_line(before), one_line(after), count) for before, after, count in summary.corrections],
        edges=[(_LEFT + room[0] * (edge - first) / (BINS - first), edge / BINS) for edge in _edges(first)],
        elsewhere=[(each, told(each.row.languages)) for each in listed(summary.elsewhere[:MOST_ROWS])],
        failed=listed(summary.failed[:MOST_ROWS]),
        folders=list(_folders(summary, first)),
        languages=told(shares_of(summary.languages)),
        look_first=listed(summary.look_first),
        lines=[(_TOP + room[1] * (1 - share), share * max(counts)) for share in (0.0, 0.5, 1.0)],
        mebibytes=round(run.get("peak_bytes", 0) / MIB),
        most=MOST_ROWS,
        passed_over_files=[(path, kind_told(kind)) for path, kind in summary.passed_over_files[:MOST_ROWS]],
        passed_over=told_of_kinds(summary.passed_over) if summary.passed_over else "",
        picture=(_WIDTH, _HEIGHT, _LEFT, _RIGHT, _BOTTOM),
        policy=POLICY,
        registers=_registers(shares_of(summary.registers)),
        door=door,
        review="" if is_url(summary.target) else shlex.quote(one_line(summary.target)),
        run_time=duration(run.get("seconds", 0.0)),
        simpler=listed(summary.simpler[:MOST_ROWS]),
        small=(_SMALL_WIDTH, _SMALL_HEIGHT),
        source=one_line(summary.source),
        style=resource(_PACKAGE, "summary.css"),
        summary=summary,
        target=one_line(summary.target),
        work_time=duration(summary.work_seconds),
    )


def _registers(shares: Mapping[str, float]) -> str:
    """Shares of the registers of Swedish for a person to read: "today's 93 %, that of 1840–1920 7 %"."""
    return ", ".join(f"{worded(_REGISTERS[register])} {percent(share)}" for register, share in shares.items())


def _listed(row: JournalRow, up: str | None, door: str) -> _Listed:
    """A document with the ways to its outputs, which begin with `up`, none where that is None, and to its review."""
    outputs = [] if up is None else [output.path for output in row.outputs]
    reports = [path for path in outputs if path == row.base + BESIDE["report"]]
    texts = [path for path in outputs if path not in reports]
    text, report = (f"{up}{quote(os.fsencode(paths[0]))}" if paths else "" for paths in (texts, reports))
    review = way_to(door, row.path) if door and f"{row.base}.json" in outputs else ""
    return _Listed(row, one_line(row.path), text, report, review)


def _folders(summary: Summary, first: int) -> Iterator[_Folder]:
    """The folders, where there is more than one."""
    if len(summary.folders) > 1:
        for path, folder in list(summary.folders.items())[:MOST_ROWS]:
            bars = list(_bars(folder.confidences, first, _SMALL_WIDTH, _SMALL_HEIGHT))
            name = one_line(path) or "."
            yield _Folder(name, folder.documents, folder.words, folder.changes, folder.doubtful, bars)


def _bars(
    counts: Sequence[int], first: int, width: float, height: float, left: float = 0.0, top: float = 0.0
) -> Iterator[_Bar]:
    """Documents by confidence, from the bin `first` on, as the bars of a picture of so many pixels."""
    most, wide = max(counts), width / (BINS - first)
    for index, count in enumerate(counts):
        if count:
            high = count / most * height
            x, y = left + (index - first) * wide, top + height - high
            last = (index + 1) / BINS
            yield _Bar(x + wide / 10, y, wide * 4 / 5, high, last <= _LOW, index / BINS, last, count)


def _edges(first: int) -> range:
    """The edges of bins that are named below the picture."""
    return range(first, BINS + 1, 5 if BINS - first > 15 else 1)
