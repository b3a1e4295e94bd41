"""Texts that are files for programs: data, code, subtitles, settings, logs, packed data. Told by their whole text.

To repair their words would do them harm.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise, takewhile

from ocr_fix.languages.sv.alphabet import ALPHABET
from ocr_fix.notation.line_kinds import FIRST_ELEMENTS, LineKind, judge_line
from ocr_fix.source.thresholds import THRESHOLDS
from ocr_fix.wording import phrase

_T = THRESHOLDS.file_forms

# What stands at the very beginning of such files, and in no text.
_BEGINNINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"#!/"), phrase("a program")),
    (re.compile(r"level\tpage_num\tblock_num\t"), phrase("Tesseract's table of words")),
    (re.compile(r"WEBVTT\b"), phrase("a file of subtitles")),
    (re.compile(r"\[Script Info\]\s"), phrase("a file of subtitles")),
    (re.compile(r"BEGIN:(?:VCARD|VCALENDAR)\b"), phrase("a file of contacts or dates")),
    (re.compile(r"-----BEGIN [A-Z ]+-----"), phrase("a key or certificate")),
    (re.compile(r"begin [0-7]{3} \S+\n"), phrase("packed data")),
    (re.compile(r"(?:diff --git .*\n(?:.*\n){0,3})?--- .+\n\+\+\+ .+\n@@ "), phrase("a list of differences")),
    (re.compile(r"<\?php\b"), phrase("program code")),
    (re.compile(r"\\documentclass\b"), phrase("a LaTeX file")),
    (re.compile(r"[\[{]\s*(?:[\[{]\s*)?\"[^\"\n]*\"\s*:"), phrase("JSON data")),  # cut off, or one object a line
)
_CUE = re.compile(r"(?:\d+:)?\d{2}:\d{2}[,.]\d{3} --> (?:\d+:)?\d{2}:\d{2}[,.]\d{3}")
_LOGGED = re.compile(
    r"\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d"
    r"|\S+ \S+ \S+ \[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d"  # of a web server
    r"|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ \S+:"  # of a system
)
# Heads of a message that only machines write (RFC 5322, RFC 2045), after others.
_HEAD = re.compile(r"[A-Za-z][A-Za-z0-9-]*:(?: |$)|[ \t]+\S")
_HEAD_OF_MACHINES = re.compile(
    r"(?:MIME-Version: \d|Content-Transfer-Encoding: |Received: (?:from|by) |Return-Path: <|Message-I[Dd]: <)",
    re.IGNORECASE,
)
_SECTION = re.compile(r"\[[\w.\"' -]+\]$")
_SETTING = re.compile(r"[\w.\"-]+\s*=|[#;]")
_KEY = re.compile(rf"(?P<indent> *)(?:- )?[{ALPHABET}_][{ALPHABET}0-9_.-]*:(?P<rest>.*)$")
_ITEM = re.compile(r" *- ")
_DECLARATION = re.compile(r"\s*[\w-]+\s*:[^{};]+$")
_CELL = r"(?:\"(?:[^\"]|\"\")*\"|[^\",;\t]*)"
_SOME_QUOTED = re.compile(rf"(?=.*(?:^|[,;\t])\")(?:{_CELL}[,;\t])+{_CELL}$")
_PACKED = re.compile(r"[A-Za-z0-9+/]{40,}={0,2}$")
_IDENTIFIER = re.compile(rf"[{ALPHABET}][{ALPHABET}0-9]*(?:[_.-][{ALPHABET}0-9]+)*$")
_NUMBER = re.compile(r"-?\d[\d .]*(?:[.,]\d+)?$")
_FRAGMENT = re.compile(rf"\s*<(?:{FIRST_ELEMENTS})(?:\s[^<>]*)?>", re.IGNORECASE)
_BROKEN = re.compile(r"<br ?/?>\s*$", re.IGNORECASE)
_HTML = frozenset(
    "html head body p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tr td th blockquote article section"
    " span b i em strong a br hr img pre main header footer nav".split()
)


def form_of_file(text: str) -> str | None:
    """What kind of file a text is, fit for a message; None for prose, and for anything that does not surely tell.

    Args:
        text: the whole of it.
    """
    body = text.lstrip("\ufeff \t\r\n").replace("\r\n", "\n")
    if body[:1] in ("{", "[") and _is_json(body):
        return phrase("JSON data")
    for pattern, what in _BEGINNINGS:
        if pattern.match(body):
            return what
    if body.startswith("<") and _is_xml(body):
        return phrase("an XML file")
    lines = [line.rstrip() for line in body.splitlines() if line.strip()]
    return next((what for is_one, what in _FORMS if is_one(lines)), None)


def is_fragment(text: str) -> bool:
    """Whether a text begins with an element of HTML, and some element closes again, or most of its lines end in one."""
    if _FRAGMENT.match(text) is not None and "</" in text:
        return True
    lines = [line for line in text.splitlines() if line.strip()]
    return sum(map(bool, map(_BROKEN.search, lines))) > len(lines) / 2


def _is_xml(text: str) -> bool:
    """Whether a text is one well-formed element that is none of HTML."""
    from lxml import etree  # noqa: PLC0415 - few texts begin as one

    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return False
    return etree.QName(root).localname.lower() not in _HTML


def _is_subtitles(lines: Sequence[str]) -> bool:
    return sum(map(bool, map(_CUE.match, lines))) >= max(1, len(lines) * _T.cues)


def _is_separated(lines: Sequence[str]) -> bool:
    """Whether all lines have as many cells, parted by semicolons, bars or commas; tabs part tables of texts as well."""
    for sign in ";|,":
        least = _T.fewest_commas if sign == "," else 1
        if all(line.count(sign) >= least and sign + " " not in line for line in lines):
            rows = _rows(lines, sign)
            if len(rows) >= _T.fewest_rows:
                return True
    return False


def _is_program(lines: Sequence[str]) -> bool:
    code = sum(judge_line(line) is LineKind.CODE for line in lines)
    return len(lines) >= _T.fewest_lines and code >= _T.code * len(lines)


def _is_log(lines: Sequence[str]) -> bool:
    return _most(lines, _LOGGED.match)


def _is_ini(lines: Sequence[str]) -> bool:
    """Whether all lines are names of sections and settings, or remarks, and both are there."""
    sections = sum(bool(_SECTION.match(line)) for line in lines)
    settings = sum(bool(_SETTING.match(line)) for line in lines)
    return sections > 0 and settings > 0 and sections + settings == len(lines)


def _is_yaml(lines: Sequence[str]) -> bool:
    """Whether lines are keys with values, and some of them have others below, farther in."""
    keys = [match for match in map(_KEY.match, lines) if match]
    nested = any(
        not key["rest"].strip() and len(key["indent"]) < len(line) - len(line.lstrip(" "))
        for key, line in ((_KEY.match(before), after) for before, after in pairwise(lines))
        if key
    )
    items = sum(bool(_ITEM.match(line)) and not _KEY.match(line) for line in lines)
    return nested and len(keys) >= _T.fewest_rows and len(keys) + items >= _T.rows * len(lines)


def _is_css(lines: Sequence[str]) -> bool:
    """Whether all is selectors, each with declarations in braces."""
    *rules, rest = "\n".join(lines).split("}")
    if rest or not rules:
        return False
    for rule in rules:
        selector, brace, body = rule.partition("{")
        declared = [each for each in body.split(";") if each.strip()]
        if not (selector.strip() and brace and declared and all(map(_DECLARATION.match, declared))):
            return False
    return True


def _is_packed(lines: Sequence[str]) -> bool:
    """Whether all lines but the last are as long and without a space, as base64 has them."""
    *whole, last = lines or [""]
    if not whole:
        return False
    return all(map(_PACKED.match, whole)) and len({*map(len, whole)}) == 1 and len(last) <= len(whole[0])


def _is_quoted(lines: Sequence[str]) -> bool:
    """Whether the lines are rows of values in quotation marks, with commas or semicolons between."""
    if len(lines) < _T.fewest_rows or not _most(lines, lambda line: line[0] == line[-1] == '"'):
        return False
    return any(len(row) > 1 for row in _rows(lines, ",")) or any(len(row) > 1 for row in _rows(lines, ";"))


def _is_partly_quoted(lines: Sequence[str]) -> bool:
    """Whether the lines are rows of which some values stand in quotation marks, right beside what parts them."""
    quoted = sum(map(bool, map(_SOME_QUOTED.match, lines)))
    return quoted >= _T.fewest_rows and any(len(row) > 1 for sign in ",;\t" for row in _rows(lines, sign)[:1])


def _is_message(lines: Sequence[str]) -> bool:
    """Whether the text begins with heads of a message as machines send it, its body packed for that."""
    heads = [*takewhile(_HEAD.match, lines)]
    return len(heads) > 1 and any(map(_HEAD_OF_MACHINES.match, heads))


def _is_table_of_numbers(lines: Sequence[str]) -> bool:
    """Whether the lines are rows with commas between, and of the columns two or more hold nothing but numbers."""
    rows = _rows([line.replace(", ", ",") for line in lines], ",")
    numbers = [all(_NUMBER.match(cell.strip()) for cell in column) for column in zip(*rows[1:], strict=True)]
    return len(rows) >= _T.fewest_rows and _T.number_columns <= sum(numbers) < len(numbers)


def _is_tabular(lines: Sequence[str]) -> bool:
    """Whether the lines are rows with tabs between, below names as programs give them; a table of a text has others."""
    rows = _rows(lines, "\t")
    return len(rows) >= _T.fewest_rows and len(rows[0]) > _T.fewest_commas and all(map(_IDENTIFIER.match, rows[0]))


def _rows(lines: Sequence[str], sign: str) -> list[list[str]]:
    """The cells of each line; nothing where they are not as many in all."""
    try:
        rows = [*csv.reader(lines, delimiter=sign, strict=True, quoting=csv.QUOTE_MINIMAL)]
    except csv.Error:
        return []
    return rows if len({len(row) for row in rows}) == 1 else []


def _is_json_lines(lines: Sequence[str]) -> bool:
    return len(lines) > 1 and all(line[0] in "[{" for line in lines) and all(map(_is_json, lines))


def _is_json(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict | list)
    except (ValueError, RecursionError):
        return False


def _most(lines: Iterable[str], is_one: Callable[[str], object]) -> bool:
    found = [bool(is_one(line)) for line in lines]
    return len(found) >= _T.fewest_rows and sum(found) >= _T.rows * len(found)


_FORMS: tuple[tuple[Callable[[Sequence[str]], bool], str], ...] = (
    (_is_message, phrase("a message as mail programs send it")),
    (_is_subtitles, phrase("a file of subtitles")),
    (_is_separated, phrase("CSV data")),
    (_is_program, phrase("program code")),
    (_is_json_lines, phrase("JSON data")),
    (_is_log, phrase("a log")),
    (_is_ini, phrase("a file of settings")),
    (_is_yaml, phrase("a file of settings")),
    (_is_css, phrase("a style sheet")),
    (_is_packed, phrase("packed data")),
    (_is_quoted, phrase("CSV data")),
    (_is_partly_quoted, phrase("CSV data")),
    (_is_table_of_numbers, phrase("CSV data")),
    (_is_tabular, phrase("data with tabs between")),
)
