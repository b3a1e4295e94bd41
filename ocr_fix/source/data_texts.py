"""Texts that are no prose: data, subtitles, program code. To repair their words would do them harm."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence

from ocr_fix.line_kinds import LineKind, judge_line
from ocr_fix.source.thresholds import THRESHOLDS

_T = THRESHOLDS.data_texts

_CUE = re.compile(r"(?:\d+:)?\d{2}:\d{2}[,.]\d{3} --> (?:\d+:)?\d{2}:\d{2}[,.]\d{3}")
_ENGINE_TABLE = re.compile(r"level\tpage_num\tblock_num\t")
_FRAGMENT = re.compile(
    r"\s*<(?:p|div|h[1-6]|ul|ol|table|blockquote|article|section|span|b|i|em|strong)(?:\s[^<>]*)?>", re.IGNORECASE
)


def kind_of_data(text: str) -> str | None:
    """What a text is that is no prose, fit for a message; None for prose, and for anything that is not surely data.

    Args:
        text: the whole of it.
    """
    if text.lstrip()[:1] in ("{", "[") and _is_json(text):
        return "JSON data"
    if text.startswith("#!/"):
        return "a program"
    if _ENGINE_TABLE.match(text):
        return "Tesseract's table of words"
    lines = [line for line in text.splitlines() if line.strip()]
    if sum(map(bool, map(_CUE.match, lines))) >= max(1, len(lines) * _T.cues):
        return "a file of subtitles"
    if _is_separated(lines):
        return "CSV data"
    return "program code" if _is_program(lines) else None


def is_fragment(text: str) -> bool:
    """Whether a text begins with an element of HTML, and some element closes again."""
    return _FRAGMENT.match(text) is not None and "</" in text


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False


def _is_separated(lines: Sequence[str]) -> bool:
    """Whether all lines have as many cells, parted by semicolons or commas; tabs part tables of texts as well."""
    if len(lines) < _T.fewest_rows:
        return False
    for sign in (";", "|", ","):
        least = _T.fewest_commas if sign == "," else 1
        if not all(line.count(sign) >= least for line in lines) or any(sign + " " in line for line in lines):
            continue
        try:
            counts = {len(row) for row in csv.reader(lines, delimiter=sign, strict=True)}
        except csv.Error:
            continue
        if len(counts) == 1:
            return True
    return False


def _is_program(lines: Sequence[str]) -> bool:
    code = sum(judge_line(line) is LineKind.CODE for line in lines)
    return len(lines) >= _T.fewest_lines and code >= _T.code * len(lines)
