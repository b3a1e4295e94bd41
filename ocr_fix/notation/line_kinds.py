"""What lines are that are no running text: code, or records whose fields are parted by commas or semicolons.

A file of such lines is no text to be read (`source/`), and one among lines of text is left as it is (`correction/`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import regex


@dataclass(frozen=True)
class LineThresholds:
    """What makes a line code or a record."""

    code_signs: int = 2
    """Signs that code has and text has not, which make a line code. Of 187,305 lines of texts none has so many, and 444
    have one; of the lines of programs 31 in 100 have so many and 56 have one."""
    words_a_sign: int = 15
    """Words for which a long line needs one such sign more: without it two of the lines of texts were code."""
    record_separators: int = 3
    """Commas or semicolons of a record with no space behind, at least: one of the lines of texts has so many, five have
    two."""
    words_a_field: int = 4
    """Words for each of them, at most. With 2 none of the lines of texts would be a record, with 8 the same one."""
    looked_at: int = 1000
    """Characters of a line by which it is judged: what is code or a record shows it soon."""


FIRST_ELEMENTS = "p|div|h[1-6]|ul|ol|table|blockquote|article|section|span|b|i|em|strong"
"""The elements that a piece of HTML may begin with, as a pattern."""


class LineKind(StrEnum):
    """What a line is where it is no running text."""

    CODE = "code"
    RECORD = "record"


# What is nothing but code.
_ONLY_CODE = regex.compile(r"<([a-zA-Z]\w*)[^<>]*>.*</\1>|^\s*(?:import [\w.]+|from \S+ import \S+)\s*;?$")
# Signs that code has and text has not; first those that are looked for at the beginning only.
_CODE_SIGNS = [
    regex.compile(pattern)
    for pattern in (
        r"^\s*[{}\])]+[;,]?\s*$",
        r"^\s*(?:def \w+\(|class \w+[(:{]|import [\w.]+|from \S+ import|return\b|(?:el)?if .*[:{]|while .*[:{(]|except"
        r"|(?:public|private|static|void|int|char|const|let|var|function|double)\s.*[({;=]|#include|#!|SELECT |INSERT "
        r"|UPDATE |CREATE |print\b|echo |sudo |cd |cp |mv |rm |ls |grep |git |pip |export |\$ )",
        r"^\s*(?:for|if)\b.+\b(?:in\b.+)?(?:[:;{]|\bthen|\bdo)\s*$|^\s*for \w+ in \S+.*[:;]",
        r"^\s*(?:fi|done|end|pass|break|continue|else:|try:)\s*;?\s*$",
        r"^\s*[a-z_][\w.\[\]\"']*\s*(?:[-+*/|:]?=)\s*\S",
        r"^\s*(?:#|//|/\*)\s*\w.*",
        r"^\s*[\"']?[a-z]\w*[\"']?:\s*(?:[\"'\[{\d]|true\b|false\b|null\b)",
        r"[;{}]\s*$",
        r"\b\w+\.\w+\([^)]*\)?",
        r"\b[a-z_]\w*\([^()\s]*\)",
        r"==|!=|<=|>=|->|=>|:=|&&|\|\||::|\+=|\$\{?\w|%[sd]\b|\\n",
        r"\b[a-z]+_[a-z_]+\b|\b[a-z]+[A-Z][a-z]+[A-Z]?\w*\(",
        r"(?:^|[\s\"'])[~.]?/\w+/[\w./*-]+|\*\.\w+|\s--?[a-z][\w-]*(?:=|\s|$)",
        r"\S \| [a-z]+\b",
        r"</?[a-zA-Z]\w*(?:\s[^<>]*)?/?>",
        r"\{\s*[\"'\w].*\}|\[\s*[\"'].*\]",
        r"[\w\"'\])]\s*\[[^\]\s]*[\w\"']\]|\(\s*[\"'][^\"']*[\"']",
    )
]
_ENTITY = regex.compile(r"&#?\w{2,8};")
# A line without any of these is text; most are.
_SIGNS = regex.compile(
    r"[{}=<>|_\[$]|;\s*$|;\S|\w\(|/\w+/|\w[,:][\w\"]|\w:\s*[\"\[{]|^\s*[\"'})\]#/]"
    r"|^\s*(?:\w+\s+--?\w|for |if |fi|done|end|pass|import |from |git )"
)
_CLOSED = [regex.compile(rf"{sign}(?=\S)(?<!\d,)|{sign}(?=[^\s\d])") for sign in ";,"]
_DEFAULT = LineThresholds()


def judge_line(line: str, thresholds: LineThresholds = _DEFAULT) -> LineKind | None:
    """What a line is if it is no running text; None where it is, or where it does not show.

    Args:
        line: as it was read, with its spaces and tabs.
        thresholds: the numbers to go by.
    """
    line = line[: thresholds.looked_at]
    if not _SIGNS.search(line):
        return None
    enough = thresholds.code_signs + len(line.split()) // thresholds.words_a_sign
    if _ONLY_CODE.search(line) or _has_signs(line, enough):
        return LineKind.CODE
    return LineKind.RECORD if _is_record(line, thresholds) else None


def _has_signs(line: str, enough: int) -> bool:
    """Whether a line has so many signs of code; where too many are lacking, the others are not looked for."""
    spare = len(_CODE_SIGNS) - enough
    for sign in _CODE_SIGNS:
        if sign.search(line):
            enough -= 1
        else:
            spare -= 1
        if spare < 0 or enough <= 0:
            break
    return enough <= 0


def _is_record(line: str, thresholds: LineThresholds) -> bool:
    line = _ENTITY.sub("", line)
    for pattern in _CLOSED:
        closed = len(pattern.findall(line))
        if closed >= thresholds.record_separators and len(line.split()) <= thresholds.words_a_field * closed:
            return True
    return False
