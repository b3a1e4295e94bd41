"""Markdown marks that a converter has left in a text: taken off its words, each as a change."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from ocr_fix.document import Edit, Word

_HEADING = regex.compile(r"^\s{0,3}(#{1,6})\s+(?=\S)")
_STRONG = regex.compile(r"(\*\*|__)(?=\S)(?:.+?)(?<=\S)(\1)")
_EMPHASIS = regex.compile(
    r"(?<![\w*])(\*)(?=[^\s*])(?:[^*]+?)(?<=[^\s*])(\*)(?![\w*])|(?<!\w)(_)(?=\S)[^_]+?(?<=\S)(_)(?!\w)"
)
_LINK = regex.compile(r"(!?\[)[^\[\]]*(\]\([^()\s]*\))")
_ESCAPE = regex.compile(r"(\\)[\\`*_{}\[\]()#+\-.!~>|]")
_MARKS = (_STRONG, _EMPHASIS, _LINK, _ESCAPE)
_HARD_BREAK = regex.compile(r"(?: {2,}|\\)$")
_EDIT = Edit("normal-form", 1.0, "Markdown marks of a converter taken off")


def is_markdown(lines: Iterable[str]) -> bool:
    """Whether lines carry the marks of Markdown: a heading, or words between double asterisks more than once."""
    found = 0
    for line in lines:
        found += 2 if _HEADING.match(line) and line.strip(" #")[:1].strip("*_").isupper() else 0
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


def words_without_marks(line: str) -> tuple[Word, ...]:
    """The words of a line without its marks; what was read keeps them.

    A mark that stands alone is read together with the word after it, or before it at the end of the line.
    """
    marks = _places_of_marks(line)
    words: list[Word] = []
    held = ""
    for match in regex.finditer(r"\S+", line):
        text = "".join(line[at] for at in range(*match.span()) if at not in marks)
        read = f"{held} {match[0]}" if held else match[0]
        held = "" if text else read
        if text:
            words.append(Word(text, raw=read, edit=_EDIT) if text != read else Word(text))
    if held and words:
        last = words[-1]
        words[-1] = Word(last.text, raw=f"{last.reading} {held}", edit=_EDIT)
    return tuple(words) if words else tuple(Word(part) for part in line.split())


def _places_of_marks(line: str) -> set[int]:
    places: set[int] = set()
    if heading := _HEADING.match(line):
        places |= set(range(*heading.span()))
    for pattern in _MARKS:
        for match in pattern.finditer(line):
            for group in range(1, len(match.groups()) + 1):
                if match.start(group) >= 0:
                    places |= set(range(*match.span(group)))
    return places
