"""Markdown marks that a converter has left in a text: taken off its words, each as a change."""

from __future__ import annotations

from collections.abc import Container, Iterable

import regex

from ocr_fix.document import Edit, Line, Word

_HEADING = regex.compile(r"^\s{0,3}(#{1,6})\s+(?=\S)")
_STRONG = regex.compile(r"(\*\*|__)(?=\S)(?:.+?)(?<=\S)(\1)")
_EMPHASIS = regex.compile(
    r"(?<![\w*])(\*)(?=[^\s*])(?:[^*]+?)(?<=[^\s*])(\*)(?![\w*])|(?<!\w)(_)(?=\S)[^_]+?(?<=\S)(_)(?!\w)"
)
_LINK = regex.compile(r"(!?\[)[^\[\]]*(\]\([^()\s]*\))")
_ESCAPE = regex.compile(r"(\\)[\\`*_{}\[\]()#+\-.!~>|]")
_MARKS = (_STRONG, _EMPHASIS, _LINK, _ESCAPE)
_QUOTE = regex.compile(r"^\s{0,3}((?:>\s?)+)(?=\S)")
_RULE = regex.compile(r"^\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
_TABLE_RULE = regex.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?$")
_TABLE_ROW = regex.compile(r"^\s*\|.*\S.*\|\s*$")
_BAR = regex.compile(r"(?<!\\)\|")
_HARD_BREAK = regex.compile(r"(?: {2,}|\\)$")
EDIT = Edit("normal-form", 1.0, "Markdown marks of a converter taken off")


def is_markdown(lines: Iterable[str]) -> bool:
    """Whether lines carry the marks of Markdown: a heading, a table, words between double asterisks more than once."""
    found = 0
    for line in lines:
        found += 2 if line.count("-") > 2 and _TABLE_RULE.match(line) else 0
        found += 2 if _HEADING.match(line) and line.strip(" #*_")[:1].isupper() else 0
        found += len(_STRONG.findall(line)) if "**" in line else 0
        if found > 1:
            return True
    return False


def heading_level(line: str) -> int:
    """How many signs mark a line as a heading; 0 where it is none."""
    match = _HEADING.match(line)
    return len(match[1]) if match else 0


def ends_hard(line: str) -> bool:
    """Whether a line ends in a forced line break."""
    return bool(_HARD_BREAK.search(line)) and bool(line.strip())


def is_rule(line: str) -> bool:
    """Whether a line is nothing but a mark: a rule across the page, or the one below the head of a table."""
    return bool(_RULE.match(line) or _TABLE_RULE.match(line))


def line_without_marks(line: str) -> Line:
    """A line without its marks, rows of tables with their cells; what was read keeps them.

    A mark that stands alone is read together with the word after it, or before it at the end of the line.
    """
    if not _TABLE_ROW.match(line):
        words = _words_without(line, _places_of_marks(line))
        return Line(words or tuple(Word(part) for part in line.split()))
    row: tuple[Word, ...] = ()
    cells: list[int] = []
    held = ""
    for cell in _BAR.split(line.strip())[1:-1]:
        words = _words_without(cell, _places_of_marks(cell))
        held = f"{held} |".strip()
        if words:
            cells.append(len(row))
            row += (behind(held, words[0]), *words[1:])
            held = ""
    return (
        Line((*row[:-1], before(row[-1], f"{held} |".strip())), tuple(cells[1:]))
        if row
        else Line((Word(line.strip()),))
    )


def behind(marks: str, word: Word) -> Word:
    """A word that was read together with the marks before it."""
    return Word(word.text, raw=f"{marks} {word.reading}", edit=EDIT)


def before(word: Word, marks: str) -> Word:
    """A word that was read together with the marks after it."""
    return Word(word.text, raw=f"{word.reading} {marks}", edit=EDIT)


def _words_without(line: str, marks: Container[int]) -> tuple[Word, ...]:
    """The words of a line without the marks at some places; none where there is nothing else."""
    words: list[Word] = []
    held = ""
    for match in regex.finditer(r"\S+", line):
        text = "".join(line[at] for at in range(*match.span()) if at not in marks)
        read = f"{held} {match[0]}" if held else match[0]
        held = "" if text else read
        if text:
            words.append(Word(text, raw=read, edit=EDIT) if text != read else Word(text))
    if held and words:
        words[-1] = before(words[-1], held)
    return tuple(words)


def _places_of_marks(line: str) -> set[int]:
    places: set[int] = set()
    if heading := _HEADING.match(line):
        places |= set(range(*heading.span()))
    if quote := _QUOTE.match(line):
        places |= set(range(*quote.span(1)))
    for pattern in _MARKS:
        for match in pattern.finditer(line):
            for group in range(1, len(match.groups()) + 1):
                if match.start(group) >= 0:
                    places |= set(range(*match.span(group)))
    return places
