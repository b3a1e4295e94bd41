"""Text that another engine left: lines of characters without boxes, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import regex

from ocr_fix.document import Edit, Line, PageText, Word
from ocr_fix.layout import markdown_marks
from ocr_fix.layout.forms.normal import KEPT, normal_form, normalise
from ocr_fix.layout.lines.rows import Row
from ocr_fix.layout.thresholds import THRESHOLDS

_T = THRESHOLDS.kept_lines

TAB = 8  # characters
# What keeps cells apart where a text was laid out with spaces; justified lines have two between words.
_CELL_GAP = regex.compile(r"\t+ *| {3,}")
# In lists two are enough, but not behind a sentence, where some type two.
_LIST_GAP = regex.compile(r"\t+ *| {3,}|(?<![.!?:]) {2}")
# A second byte of UTF-8 that was taken for Latin-1 may look like a space.
_WORD = regex.compile(r"(?:\S|(?<=[ÂÃ])[\x85\xa0])+")
# Spaces of other kinds, and words of nothing that is seen.
_EXOTIC = regex.compile(r"[^\S \t\f]|(?<!\S)[\p{Cc}\p{Cf}--\s]+(?!\S)", regex.VERSION1)
_SPACE = Edit("normal-form", 1.0, "space of another kind before the word written as a space")
_UNSEEN = Edit("normal-form", 1.0, "invisible characters removed")
_UNSEEN_LINE = regex.compile(r"[\s\p{Cc}\p{Cf}--\u00AD]+", regex.VERSION1)
_BREAKS = regex.compile(r"\r\n|[\n\r\v\x1c-\x1e\u2028\u2029]")


def rows_of(pages: Sequence[PageText]) -> list[list[Row]]:
    """The rows of each page, in normal form."""
    texts = [_BREAKS.split(page.text) for page in pages]
    marked = markdown_marks.is_markdown(line for lines in texts for line in lines)
    return [_rows(lines, marked=marked) for lines in texts]


def _rows(lines: Sequence[str], *, marked: bool) -> list[Row]:
    rows: list[Row] = []
    gap = 0
    listed = set() if marked else _listed(lines)
    held = ""  # lines of marks or of nothing that is seen, to be read together with the next word
    for at, line in enumerate(lines):
        if not line.strip():
            gap += bool(rows)
            continue
        if (not line.isprintable() and _UNSEEN_LINE.fullmatch(line)) or (marked and markdown_marks.is_rule(line)):
            held = f"{held} {line.strip()}".strip()
            continue
        row = _row(line, gap, marked=marked)
        if not row.line.words:  # signs of which each might be seen, and none is
            held = f"{held} {line.strip()}".strip()
            continue
        row = replace(row, item=True) if at in listed else row
        rows.append(
            _with_words(row, (markdown_marks.behind(held, row.line.words[0]), *row.line.words[1:])) if held else row
        )
        gap, held = 0, ""
    if held and rows:
        *others, last = rows[-1].line.words
        rows[-1] = _with_words(rows[-1], (*others, markdown_marks.before(last, held)))
    elif held:
        rows.append(Row(Line((Word(held),)), 0.0, float(len(held))))
    return rows


def _listed(lines: Sequence[str]) -> set[int]:
    """Which lines are of a list whose cells two spaces part, as many in each; justified lines are of one length."""
    found: set[int] = set()
    run: list[int] = []
    for at, line in enumerate([*lines, ""]):
        gaps = _gaps_of_list(line)
        if run and gaps != _gaps_of_list(lines[run[0]]):
            lengths = [len(lines[each].rstrip()) for each in run]
            if len(run) >= _T.fewest and max(lengths) - min(lengths) >= _T.unlike:
                found.update(run)
            run = []
        run += [at] if gaps else []
    return found


def _gaps_of_list(line: str) -> int:
    """How many gaps a line of a list may have; 0 where it is none."""
    if "  " not in (body := line.strip()) or not (body[0].isupper() or body[0].isdigit()):
        return 0
    return len(_LIST_GAP.findall(body)) if len(body.split()) <= _T.most_words else 0


def _row(line: str, gap: int, *, marked: bool) -> Row:
    parsed, width = _parsed(line, marked=marked)
    body = line.expandtabs(TAB) if "\t" in line else line
    start = len(body) - len(body.lstrip())
    end = max(start + width, len(body.rstrip())) if parsed.cells else start + width
    level = markdown_marks.heading_level(line) if marked else 0
    columns = _columns(body) if parsed.cells and not marked else ()
    return Row(parsed, start, end, gap, level, marked and markdown_marks.ends_hard(line), columns=columns)


def _with_words(row: Row, words: tuple[Word, ...]) -> Row:
    return replace(row, line=replace(row.line, words=words))


def _parsed(line: str, *, marked: bool) -> tuple[Line, int]:
    """The words of a line in normal form, and how many characters they took as they were read."""
    if not marked and (line.isprintable() or not _EXOTIC.search(line)):
        parts = line.split()
        return Line(tuple(map(_word, parts)), _cells(line, len(parts))), sum(map(len, parts)) + len(parts) - 1
    found = markdown_marks.line_without_marks(line) if marked else Line(words := _words(line), _cells(line, len(words)))
    return replace(found, words=tuple(map(normal_form, found.words))), sum(len(w.text) + 1 for w in found.words) - 1


@lru_cache(KEPT)
def _word(text: str) -> Word:
    """A word in normal form. Without a box it is the same wherever it stands, and may be one object."""
    return normal_form(Word(text))


def _words(line: str) -> tuple[Word, ...]:
    """The words of a line, none where nothing in it is seen.

    A space of another kind, or a word of invisible characters, is read with the word behind it, so that its loss is a
    change; at the end of the line with the word before it.
    """
    words: list[Word] = []
    held, edit, end = "", _SPACE, 0
    for match in _WORD.finditer(line):
        space = "".join(c for c in line[end : match.start()] if c not in " \t\f")
        held += space or (" " if edit is _UNSEEN else "")
        text, end = match[0], match.end()
        if not normalise(text):
            held, edit = held + text, _UNSEEN
            continue
        words.append(Word(text, raw=held + text, edit=edit) if held and (words or edit is _UNSEEN) else Word(text))
        held, edit = "", _SPACE
    if edit is _UNSEEN and words:
        words[-1] = Word(words[-1].text, raw=f"{words[-1].reading} {held}", edit=_UNSEEN)
    return tuple(words)


def _columns(line: str) -> tuple[float, ...]:
    """Where the cells of a line without tabs begin."""
    start = float(len(line) - len(line.lstrip()))
    return (start, *(float(gap.end()) for gap in _CELL_GAP.finditer(line.rstrip(), int(start))))


def _cells(line: str, words: int) -> tuple[int, ...]:
    """The indices of the words that begin a cell after the first."""
    if "   " not in line and "\t" not in line:
        return ()
    parts = [len(part.split()) for part in _CELL_GAP.split(line.strip())]
    starts = [sum(parts[:at]) for at in range(1, len(parts))]
    return tuple(sorted({start for start in starts if 0 < start < words}))
