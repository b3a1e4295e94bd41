"""Simple tables: rows below each other whose cells stand below each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from ocr_fix.document import Line
from ocr_fix.layout.lines.cues import ends_sentence, introduces
from ocr_fix.layout.lines.kept import ends_in_page
from ocr_fix.layout.lines.rows import Row
from ocr_fix.layout.thresholds import THRESHOLDS

_T = THRESHOLDS.tables

_AMOUNT = regex.compile(r"-?\d{1,3}(?:[. ]?\d{3})*,\d\d")
_NUMBER = regex.compile(r"[+–-]?\d{1,3}(?:[. ]?\d{3})*(?:,\d+)?%?")


def stretches(rows: Sequence[Row], *, letterhead: bool) -> Iterator[tuple[list[Row], bool]]:
    """Part rows into tables and what stands between them.

    A row of cells in a letterhead has each of its cells as a row of its own. Elsewhere one that stands alone is a table
    of one row, and one among lines of text is a line that was stretched to the margin.

    Args:
        rows: of a column.
        letterhead: whether a letterhead may stand at the top.

    Yields:
        The rows of each stretch, and whether they are a table.
    """
    text: list[Row] = []
    at = 0
    while at < len(rows):
        end = _end_of_table(rows, at)
        headed = letterhead and _is_letterhead(rows, at, end)
        if end > at and not headed and (end - at >= _T.min_rows or _stands_alone(rows, at)):
            if text:
                yield text, False
            yield list(rows[at:end]), True
            text = []
            at = end
            continue
        row = rows[at]
        if headed and at > 0 and rows[at - 1].line.cells:  # what follows a row of cells goes on with none of them
            row = replace(row, gap=max(row.gap, _T.apart))
        if row.line.cells:
            text += _cells_apart(row) if headed else [replace(row, line=replace(row.line, cells=()))]
        else:
            text.append(row)
        at += 1
    if text:
        yield text, False


def _is_letterhead(rows: Sequence[Row], at: int, end: int) -> bool:
    """Whether rows of cells may be a letterhead: few, at the top, no contents and no table."""
    if end > _T.head_rows or any(map(_is_text, rows[:at])):
        return False
    cells = rows[at:end]
    if cells and all(_AMOUNT.fullmatch(row.line.words[-1].text) for row in cells):
        return False
    numbers = sum(_NUMBER.fullmatch(_last_cell(row)) is not None for row in cells)
    if numbers >= _T.grid and numbers >= len(cells) - 1:  # the first one has their heads
        return False
    return not _is_grid(cells) and not (len(cells) > 1 and all(map(ends_in_page, cells)))


def _last_cell(row: Row) -> str:
    start = row.line.cells[-1] if row.line.cells else 0
    return " ".join(word.text for word in row.line.words[start:])


def _is_grid(rows: Sequence[Row]) -> bool:
    """Whether rows have as many cells each, and so many that no letterhead has them."""
    counts = {len(row.line.cells) for row in rows}
    return len(rows) >= _T.grid and len(counts) == 1 and counts.pop() >= _T.grid - 1


def _stands_alone(rows: Sequence[Row], at: int) -> bool:
    """Whether white space stands above and below a row."""
    below = at + 1 == len(rows) or rows[at + 1].gap > _T.close
    return below and (not at or rows[at].gap > _T.close)


def _is_text(row: Row) -> bool:
    """Whether running text has begun, below which stands no letterhead."""
    return ends_sentence(row.line) or introduces(row.line)


def _end_of_table(rows: Sequence[Row], start: int) -> int:
    """Where the table ends that begins with a row; there where none does."""
    end = start
    last: Row | None = None
    columns: tuple[float, ...] = ()
    while end < len(rows) and (end == start or rows[end].gap <= _T.apart):
        row = rows[end]
        if not row.line.cells and not _goes_on_in_cell(row, rows[end + 1 : end + 2], columns):
            break
        if row.gap > _T.next and last is not None and row.columns and not _alike(last, row):
            break
        last = row if row.columns else last
        columns = row.columns or columns
        end += 1
    return end


def _alike(row: Row, other: Row) -> bool:
    """Whether cells after the first begin below each other, or the last ones of as many end there, as numbers do."""
    if any(abs(here - there) < _T.near for here in row.columns[1:] for there in other.columns[1:]):
        return True
    return len(row.columns) == len(other.columns) and abs(row.end - other.end) < _T.near


def _goes_on_in_cell(row: Row, below: Sequence[Row], columns: Sequence[float]) -> bool:
    """Whether a row is a further line of one cell of the row above."""
    if len(columns) < 2 or row.gap > _T.next:
        return False
    if row.start > columns[1] - _T.near:
        return any(abs(row.start - column) < _T.near for column in columns[1:])
    # In the first column it may as well be the text below the table.
    within = abs(row.start - columns[0]) < _T.near and row.end < columns[1] - _T.near
    return within and any(other.line.cells and other.gap <= _T.apart for other in below)


def _cells_apart(row: Row) -> Iterator[Row]:
    """The cells of a row as rows, one beside the other; one that ends in a colon goes with what it asks for."""
    bounds = [0, *(at for at in row.line.cells if not row.line.words[at - 1].text.endswith(":")), len(row.line.words)]
    for place, (start, end) in enumerate(pairwise(bounds)):
        line = Line(row.line.words[start:end])
        yield replace(row, line=line, gap=row.gap if not place else _T.apart, closed=True)
