"""Simple tables: rows below each other whose cells stand below each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ocr_fix.document import Line
from ocr_fix.layout.rows import Row
from ocr_fix.layout.signs import ends_sentence, introduces

# Rows of a table, at least.
MIN_ROWS = 2
# Rows farther apart than this (in lines) are not of one table.
APART = 2.5
# A letterhead has so many rows at most.
HEAD_ROWS = 8


def stretches(rows: Sequence[Row], *, letterhead: bool) -> Iterator[tuple[list[Row], bool]]:
    """Part rows into tables and what stands between them.

    A row of cells that stands alone is no table: each of its cells is a row of its own (a letterhead), unless its
    cells are only words of a line that was stretched to the margin.

    Args:
        rows: of a column.
        letterhead: whether rows of cells at the top are a letterhead and not a table.

    Yields:
        The rows of each stretch, and whether they are a table.
    """
    text: list[Row] = []
    at = 0
    while at < len(rows):
        end = _end_of_table(rows, at)
        headed = letterhead and end <= HEAD_ROWS and not any(map(_is_text, rows[:at]))
        if end - at >= MIN_ROWS and not headed:
            if text:
                yield text, False
            yield list(rows[at:end]), True
            text = []
            at = end
        else:
            below = at > 0 and bool(rows[at - 1].line.cells)  # what follows a row of cells goes on with none of them
            row = replace(rows[at], gap=max(rows[at].gap, APART)) if below else rows[at]
            text += _cells_apart(row) if row.line.cells else [row]
            at += 1
    if text:
        yield text, False


def _is_text(row: Row) -> bool:
    """Whether running text has begun, below which stands no letterhead."""
    return ends_sentence(row.line) or introduces(row.line)


def _end_of_table(rows: Sequence[Row], start: int) -> int:
    """Where the table ends that begins with a row; there where none does."""
    end = start
    while end < len(rows) and rows[end].line.cells and (end == start or rows[end].gap <= APART):
        end += 1
    return end


def _cells_apart(row: Row) -> Iterator[Row]:
    """The cells of a row as rows, one beside the other."""
    bounds = [0, *row.line.cells, len(row.line.words)]
    for place, (start, end) in enumerate(pairwise(bounds)):
        line = Line(row.line.words[start:end])
        yield replace(row, line=line, gap=row.gap if not place else APART, closed=True)
