"""The summary as one page of HTML that loads nothing and runs no script."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from urllib.parse import quote

from ocr_fix.archive.accounts.progress import duration
from ocr_fix.archive.accounts.summary import BINS, Summary
from ocr_fix.archive.journal import Row
from ocr_fix.archive.places.place import is_url
from ocr_fix.archive.survey.selection import told_of_kinds
from ocr_fix.archive.thresholds import MIB
from ocr_fix.document.language_codes import told
from ocr_fix.source.faults import one_line

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
MOST_FAILURES = 1000  # that are listed
_LOW = 0.8  # mean confidence up to which the bars of the picture are marked
# The picture, in pixels.
_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 800, 240, 48, 36, 16


def as_html(summary: Summary, up: str = "../") -> str:
    """The whole page, in HTML 5.

    Args:
        summary: what it tells.
        up: the way from the page to the target, for links; ends in a slash unless it is empty.
    """
    style = files("ocr_fix.archive.accounts").joinpath("summary.css").read_text(encoding="utf-8")
    return "".join(
        (
            '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>ocrfix batch: {_text(summary.target)}</title><style>{style}</style></head>\n",
            f"<body><h1>{_headline(summary)}</h1>",
            f'<p class="where">{_text(summary.source)} → {_text(summary.target)}</p>\n',
            _figures(summary),
            _failures(summary),
            _passed_over(summary),
            "<h2>How sure the program is of each document</h2>\n",
            _histogram(summary.confidences),
            _look_first(summary, up),
            _elsewhere(summary, up),
            _corrections(summary),
            "</body></html>\n",
        )
    )


def _headline(summary: Summary) -> str:
    waiting = summary.files.get("waiting", 0)
    if waiting:
        return f"Not finished: {waiting:,} of {_files(summary.total)} wait; run the command again to go on"
    bad = len(summary.failed)
    return f"Done: {_files(summary.total)}" if not bad else f"Done, but for {bad:,} of {_files(summary.total)}"


def _files(count: int) -> str:
    return f"{count:,} file{'' if count == 1 else 's'}"


def _figures(summary: Summary) -> str:
    run = summary.run
    rate = summary.pages_per_minute
    cells = [
        ("done", f"{summary.files.get('done', 0):,}", False),
        ("failed", f"{summary.files.get('failed', 0):,}", bool(summary.files.get("failed"))),
        ("lacking pages", f"{summary.files.get('incomplete', 0):,}", bool(summary.files.get("incomplete"))),
        ("pages", f"{summary.pages:,}", False),
        ("words", f"{summary.words:,}", False),
        ("changes", f"{summary.changes:,}", False),
        ("doubtful words", f"{summary.doubtful:,}", False),
        ("pages a minute, last run that read", "–" if rate is None else f"{rate:,.0f}", False),
        ("time of that run", duration(run.get("seconds", 0.0)), False),
        ("work, all runs", duration(summary.work_seconds), False),
        ("workers", f"{run.get('workers', 0)}", False),
        ("most memory of a worker", f"{run.get('peak_bytes', 0) / MIB:,.0f} MiB", False),
    ]
    return (
        "<dl>"
        + "".join(f"<div{_mark(bad)}><dt>{name}</dt><dd>{value}</dd></div>" for name, value, bad in cells)
        + "</dl>\n"
    )


def _mark(bad: bool) -> str:
    return ' class="bad"' if bad else ""


def _failures(summary: Summary) -> str:
    return _named("What failed", summary.failed) + _named("Done, with something to know", summary.simpler)


def _passed_over(summary: Summary) -> str:
    """What lies in the source and is no document."""
    if not summary.passed_over:
        return ""
    rows = ((_text(path), _text(kind)) for path, kind in summary.passed_over_files[:MOST_FAILURES])
    heading = _text(told_of_kinds(summary.passed_over))
    return f"<h2>{heading}</h2>\n" + _table(("file", "what it is"), rows, figures=0)


def _named(heading: str, found: Sequence[Row]) -> str:
    if not found:
        return ""
    rows = (
        (
            _text(row.path),
            f"{_text(row.error or '')}{' (the other pages are done)' if row.state == 'incomplete' else ''}",
            f"{row.attempts}",
        )
        for row in found[:MOST_FAILURES]
    )
    return f"<h2>{heading}</h2>\n" + _table(("file", "why", "attempts"), rows, figures=1) + _rest(found)


def _look_first(summary: Summary, up: str) -> str:
    if not summary.look_first:
        return ""
    rows = (
        (
            _linked(summary, row, up),
            "" if row.confidence is None else f"{row.confidence:.3f}",
            f"{row.words:,}",
            f"{row.changes:,}",
            f"{row.doubtful:,}",
        )
        for row in summary.look_first
    )
    headings = ("file", "confidence", "words", "changes", "doubtful")
    table = _table(headings, rows, figures=4)
    where = "" if is_url(summary.target) else f" {_text(shlex.quote(summary.target))}"
    advice = f"<p>To decide their doubtful words in a browser: <code>ocrfix review{where}</code></p>\n"
    return "<h2>Look at these first</h2>\n" + table + advice


def _elsewhere(summary: Summary, up: str) -> str:
    """The documents that are not in Swedish: their words were left as they are."""
    if not summary.elsewhere:
        return ""
    rows = (
        (_linked(summary, row, up), _text(told(row.languages)), f"{row.words:,}")
        for row in summary.elsewhere[:MOST_FAILURES]
    )
    table = _table(("file", "written in", "words"), rows, figures=1)
    return "<h2>Not in Swedish</h2>\n" + table + _rest(summary.elsewhere)


def _rest(found: Sequence[Row]) -> str:
    """How many there are beside those in a table."""
    more = len(found) - MOST_FAILURES
    return f"<p>and {more:,} more: see summary.json</p>\n" if more > 0 else ""


def _linked(summary: Summary, row: Row, up: str) -> str:
    """The file, as a link to its text where that lies beside this page."""
    if not row.outputs or is_url(summary.target):
        return _text(row.path)
    path = (up or "./") + quote(os.fsencode(row.outputs[0].path))
    return f'<a href="{escape(path)}">{_text(row.path)}</a>'


def _corrections(summary: Summary) -> str:
    if not summary.corrections:
        return ""
    rows = ((_text(before), _text(after), f"{count:,}") for before, after, count in summary.corrections)
    return "<h2>Most frequent corrections</h2>\n" + _table(("read", "corrected", "times"), rows, figures=1)


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]], figures: int) -> str:
    """A table of cells that are HTML already; the last so many columns hold figures."""
    styles = [""] * (len(headings) - figures) + [' class="figure"'] * figures
    head = "".join(f'<th scope="col"{style}>{cell}</th>' for style, cell in zip(styles, headings, strict=True))
    body = "".join(
        "<tr>" + "".join(f"<td{style}>{cell}</td>" for style, cell in zip(styles, row, strict=True)) + "</tr>\n"
        for row in rows
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table>"
    return f'<div class="wide" tabindex="0" role="region" aria-label="table">{table}</div>\n'


def _histogram(counts: Sequence[int]) -> str:
    """Documents by confidence, as a picture (SVG)."""
    most = max(counts, default=0)
    if not most:
        return "<p>No document has been done yet.</p>\n"
    # The picture begins at the tenth below the least sure document: most are well above 0.8.
    first = next(index for index, count in enumerate(counts) if count) * 10 // BINS * BINS // 10
    span, room = _WIDTH - _LEFT - 8, _HEIGHT - _BOTTOM - _TOP
    floor = _HEIGHT - _BOTTOM
    parts = [f'<svg role="img" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}">']
    parts.append(f"<title>{sum(counts):,} documents by confidence, 0 to 1</title>")
    for share in (0.0, 0.5, 1.0):
        y = floor - share * room
        parts.append(f'<line x1="{_LEFT}" x2="{_WIDTH - 8}" y1="{y:.0f}" y2="{y:.0f}"/>')
        if share * most == int(share * most):
            parts.append(f'<text x="{_LEFT - 6}" y="{y + 4:.0f}" text-anchor="end">{share * most:,.0f}</text>')
    width = span / (BINS - first)
    for index, count in list(enumerate(counts))[first:]:
        low, high = index / BINS, (index + 1) / BINS
        height = count / most * room
        kind = "bin low" if high <= _LOW else "bin"
        parts.append(
            f'<rect class="{kind}" x="{_LEFT + (index - first) * width + 1:.1f}" y="{floor - height:.1f}"'
            f' width="{width - 2:.1f}" height="{height:.1f}">'
            f"<title>{low:.2f}–{high:.2f}: {_documents(count)}</title></rect>"
        )
    for edge in range(first, BINS + 1, 5 if BINS - first > 15 else 1):
        x = _LEFT + (edge - first) * width
        anchor = "end" if edge == BINS else "middle"
        parts.append(f'<text x="{x:.0f}" y="{floor + 18}" text-anchor="{anchor}">{edge / BINS:.2f}</text>')
    parts.append("</svg>\n<p>Documents by the mean probability that a word of them is right.</p>\n")
    return "".join(parts)


def _documents(count: int) -> str:
    return f"{count:,} document{'' if count == 1 else 's'}"


def _text(words: str) -> str:
    return escape(one_line(words))
