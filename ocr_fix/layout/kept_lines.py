"""Lines that their writer ended, though no mark says so: contents with their pages, addresses.

They stand in lists where each line is an item of its own, whatever room it leaves at its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from ocr_fix.document import BlockKind
from ocr_fix.layout.line_cues import breaks_word, ends_sentence
from ocr_fix.layout.rows import Row
from ocr_fix.layout.thresholds import THRESHOLDS

_T = THRESHOLDS.kept_lines

# Dots or strokes that lead from an entry to its page, in one word or in many, and the page.
_LEADERS = regex.compile(r"(?:[.…·_-]{4,}|…|(?:[.·_…] ){3,}[.·_…]?)\s*(?:\d{1,4}|[ivxl]{1,6})\.?$")
# A postal town: 123 45 Stad, and as it is written from abroad.
_TOWN = regex.compile(r"^(?:(?:[A-Z]{1,2}-)?\d{3} \d{2}|[A-Z]{1,2}-\d{4,5}) \p{Lu}[\p{L} .-]*$")


def kept(rows: Sequence[Row]) -> Iterator[tuple[list[Row], BlockKind | None]]:
    """Part rows into those whose lines are kept, each with what they are, and what stands between them.

    Args:
        rows: of a part of a page, without tables.
    """
    text: list[Row] = []
    at = 0
    while at < len(rows):
        end, kind = _end_of_contents(rows, at), "contents"
        if end == at:
            end, kind = _end_of_address(rows, at), "address"
        if end == at:
            text.append(rows[at])
            at += 1
            continue
        if text:
            yield text, None
            text = []
        if kind == "contents":
            yield from (([row], "list-item") for row in rows[at:end])
        else:
            yield list(rows[at:end]), "signature"
        at = end
    if text:
        yield text, None


def _end_of_contents(rows: Sequence[Row], start: int) -> int:
    """Where the entries end that begin with a row; there where it is none."""
    end = start
    while end < len(rows) and _LEADERS.search(_text(rows[end])):
        end += 1
    return end if end - start >= _T.fewest_entries else start


def _end_of_address(rows: Sequence[Row], start: int) -> int:
    """Where the address ends that begins with a row and has white space around it; there where none does."""
    end = start + 1
    while end < len(rows) and rows[end].gap < _T.apart:
        end += 1
    block = rows[start:end]
    begins = start == 0 or rows[start].gap >= _T.apart
    if not begins or not _T.fewest_lines <= len(block) <= _T.most_lines:
        return start
    short = all(len(row.line.words) <= _T.most_words and not breaks_word(row.line) for row in block)
    stops = sum(ends_sentence(row.line) for row in block)
    return end if short and not stops and any(_TOWN.match(_text(row)) for row in block) else start


def _text(row: Row) -> str:
    return " ".join(word.text for word in row.line.words)
