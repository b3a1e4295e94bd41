"""Text that another engine left: lines of characters without boxes, as rows."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ocr_fix.document import Edit, Line, PageText, Word
from ocr_fix.layout import markdown
from ocr_fix.layout.normal import normal_form
from ocr_fix.layout.rows import Row

TAB = 8
# What keeps cells apart where a text was laid out with spaces; justified lines have two between words.
_CELL_GAP = regex.compile(r"\t+ *| {3,}")
# A second byte of UTF-8 that was taken for Latin-1 may look like a space.
_WORD = regex.compile(r"(?:\S|(?<=[ÂÃ])[\x85\xa0])+")
_EXOTIC = regex.compile(r"[^\S \t\f]")
_SPACE = Edit("normal-form", 1.0, "space of another kind before the word written as a space")
_BREAKS = regex.compile(r"\r\n|[\n\r\v\x1c-\x1e\u2028\u2029]")


def rows_of(pages: Sequence[PageText]) -> list[list[Row]]:
    """The rows of each page, in normal form."""
    texts = [_BREAKS.split(page.text) for page in pages]
    marked = markdown.is_markdown(line for lines in texts for line in lines)
    return [_rows(lines, marked=marked) for lines in texts]


def _rows(lines: Sequence[str], *, marked: bool) -> list[Row]:
    rows: list[Row] = []
    gap = 0
    for line in lines:
        if not line.strip():
            gap += bool(rows)
            continue
        words = markdown.words_without_marks(line) if marked else _words(line)
        level = markdown.heading_level(line) if marked else 0
        body = line.expandtabs(TAB)
        start = len(body) - len(body.lstrip())
        end = start + sum(len(word.text) + 1 for word in words) - 1
        parsed = Line(tuple(normal_form(word) for word in words), () if marked else _cells(line, len(words)))
        closed = marked and markdown.ends_hard(line)
        rows.append(Row(parsed, start, max(end, len(body.rstrip())) if parsed.cells else end, gap, level, closed))
        gap = 0
    return rows


def _words(line: str) -> tuple[Word, ...]:
    """The words of a line. A space of another kind is read with the word behind it, so that its loss is a change."""
    if not _EXOTIC.search(line):
        return tuple([Word(part) for part in line.split()])
    words: list[Word] = []
    end = 0
    for match in _WORD.finditer(line):
        exotic = "".join(c for c in line[end : match.start()] if c not in " \t\f")
        text, end = match[0], match.end()
        words.append(Word(text, raw=exotic + text, edit=_SPACE) if exotic and words else Word(text))
    return tuple(words)


def _cells(line: str, words: int) -> tuple[int, ...]:
    """The indices of the words that begin a cell after the first."""
    parts = [len(part.split()) for part in _CELL_GAP.split(line.strip())]
    starts = [sum(parts[:at]) for at in range(1, len(parts))]
    return tuple(sorted({start for start in starts if 0 < start < words}))
