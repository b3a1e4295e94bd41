"""Text that another engine left: lines of characters without boxes, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex

from ocr_fix.document import Edit, Line, PageText, Word
from ocr_fix.layout import markdown
from ocr_fix.layout.normal import KEPT, normal_form
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
        parsed, width = _parsed(line, marked=marked)
        body = line.expandtabs(TAB)
        start = len(body) - len(body.lstrip())
        end = max(start + width, len(body.rstrip())) if parsed.cells else start + width
        level = markdown.heading_level(line) if marked else 0
        rows.append(Row(parsed, start, end, gap, level, marked and markdown.ends_hard(line)))
        gap = 0
    return rows


def _parsed(line: str, *, marked: bool) -> tuple[Line, int]:
    """The words of a line in normal form, and how many characters they took as they were read."""
    if not marked and not _EXOTIC.search(line):
        parts = line.split()
        return Line(tuple(map(_word, parts)), _cells(line, len(parts))), sum(map(len, parts)) + len(parts) - 1
    words = markdown.words_without_marks(line) if marked else _words(line)
    cells = () if marked else _cells(line, len(words))
    return Line(tuple(map(normal_form, words)), cells), sum(len(word.text) + 1 for word in words) - 1


@lru_cache(KEPT)
def _word(text: str) -> Word:
    """A word in normal form. Without a box it is the same wherever it stands, and may be one object."""
    return normal_form(Word(text))


def _words(line: str) -> tuple[Word, ...]:
    """The words of a line. A space of another kind is read with the word behind it, so that its loss is a change."""
    words: list[Word] = []
    end = 0
    for match in _WORD.finditer(line):
        exotic = "".join(c for c in line[end : match.start()] if c not in " \t\f")
        text, end = match[0], match.end()
        words.append(Word(text, raw=exotic + text, edit=_SPACE) if exotic and words else Word(text))
    return tuple(words)


def _cells(line: str, words: int) -> tuple[int, ...]:
    """The indices of the words that begin a cell after the first."""
    if not _CELL_GAP.search(line.strip()):
        return ()
    parts = [len(part.split()) for part in _CELL_GAP.split(line.strip())]
    starts = [sum(parts[:at]) for at in range(1, len(parts))]
    return tuple(sorted({start for start in starts if 0 < start < words}))
