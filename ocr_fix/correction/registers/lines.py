"""Which lines are no running text but code, or records whose fields are parted by commas or semicolons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

import regex

from ocr_fix.document import Flow


class LineKind(StrEnum):
    """What a line is where it is no running text."""

    CODE = "code"
    RECORD = "record"


# What is nothing but code.
_ONLY_CODE = regex.compile(r"<([a-zA-Z]\w*)[^<>]*>.*</\1>|^\s*(?:import [\w.]+|from \S+ import \S+)\s*;?$")
# Signs that code has and text has not, each worth a point; two make a line code, a long one one more per so many words.
_CODE_SIGNS = [
    regex.compile(pattern)
    for pattern in (
        r"[;{}]\s*$",
        r"^\s*[{}\])]+[;,]?\s*$",
        r"\b\w+\.\w+\([^)]*\)?",
        r"\b[a-z_]\w*\([^()\s]*\)",
        r"==|!=|<=|>=|->|=>|:=|&&|\|\||::|\+=|\$\{?\w|%[sd]\b|\\n",
        r"^\s*(?:def \w+\(|class \w+[(:{]|import [\w.]+|from \S+ import|return\b|(?:el)?if .*[:{]|while .*[:{(]|except"
        r"|(?:public|private|static|void|int|char|const|let|var|function|double)\s.*[({;=]|#include|#!|SELECT |INSERT "
        r"|UPDATE |CREATE |print\b|echo |sudo |cd |cp |mv |rm |ls |grep |git |pip |export |\$ )",
        r"^\s*(?:for|if)\b.+\b(?:in\b.+)?(?:[:;{]|\bthen|\bdo)\s*$|^\s*for \w+ in \S+.*[:;]",
        r"^\s*(?:fi|done|end|pass|break|continue|else:|try:)\s*;?\s*$",
        r"^\s*[a-z_][\w.\[\]\"']*\s*(?:[-+*/|:]?=)\s*\S",
        r"\b[a-z]+_[a-z_]+\b|\b[a-z]+[A-Z][a-z]+[A-Z]?\w*\(",
        r"(?:^|[\s\"'])[~.]?/\w+/[\w./*-]+|\*\.\w+|\s--?[a-z][\w-]*(?:=|\s|$)",
        r"</?[a-zA-Z]\w*(?:\s[^<>]*)?/?>",
        r"\{\s*[\"'\w].*\}|\[\s*[\"'].*\]",
        r"[\w\"'\])]\s*\[[^\]\s]*[\w\"']\]|\(\s*[\"'][^\"']*[\"']",
        r"^\s*(?:#|//|/\*)\s*\w.*",
        r"^\s*[\"']?[a-z]\w*[\"']?:\s*(?:[\"'\[{\d]|true\b|false\b|null\b)",
    )
]
CODE_POINTS, WORDS_A_POINT = 2, 15  # signs, words
# Fields of a record: so many separators at least, with no space behind.
SEPARATORS = 3
_ENTITY = regex.compile(r"&#?\w{2,8};")
# A line without any of these is text; most are.
_SIGNS = regex.compile(
    r"[{}=<>|_\[$]|;\s*$|;\S|\w\(|/\w+/|\w[,:][\w\"]|\w:\s*[\"\[{]|^\s*[\"'})\]#/]"
    r"|^\s*(?:\w+\s+--?\w|for |if |fi|done|end|pass|import |from |git )"
)
# A token of code or of a record mostly has one of these.
_IN_TOKENS = regex.compile(r"[{}=<>|_\[$]|;\S|\w\(|[^\W\d],\w|\w,[^\W\d]|/\w+/")
# A line is judged by so many of its characters: what is code or a record shows it soon.
LOOK = 1000


def judge_line(line: str) -> LineKind | None:
    """What a line is if it is no running text; None where it is, or where it does not show.

    Args:
        line: as it was read, with its spaces and tabs.
    """
    if not _SIGNS.search(line):
        return None
    line = line[:LOOK]
    points = CODE_POINTS + len(line.split()) // WORDS_A_POINT
    if _ONLY_CODE.search(line) or sum(bool(sign.search(line)) for sign in _CODE_SIGNS) >= points:
        return LineKind.CODE
    return LineKind.RECORD if _is_record(line) else None


def _is_record(line: str) -> bool:
    line = _ENTITY.sub("", line)
    for separator in ";,":
        closed = len(regex.findall(rf"{separator}(?=\S)(?<!\d,)|{separator}(?=[^\s\d])", line))
        if closed >= SEPARATORS and closed >= 0.8 * line.count(separator) and len(line.split()) <= 4 * closed:
            return True
    return False


def unwritten(flow: Flow, others: Iterable[str]) -> Iterator[range]:
    """The places of a text that are lines of code or records, in order and apart.

    Args:
        flow: the text.
        others: those of its different tokens that are no plain words; a line without signs among them is text.
    """
    places = sorted([at for token in others if _IN_TOKENS.search(token) for at in flow.places(token)])
    start, stop = 0, 0
    for line in _lines_at(flow, places):
        if judge_line(_text_of(flow, line)) is None:
            continue
        if line.start != stop:
            if stop > start:
                yield range(start, stop)
            start = line.start
        stop = line.stop
    if stop > start:
        yield range(start, stop)


def _lines_at(flow: Flow, places: Iterable[int]) -> Iterator[range]:
    """The lines that hold some places, each once."""
    stop = 0
    for at in places:
        if at < stop:
            continue
        start = at
        while start > stop and not flow.ends_line(start - 1):
            start -= 1
        stop = at + 1
        while stop < len(flow.words) and not flow.ends_line(stop - 1):
            stop += 1
        yield range(start, stop)


def _text_of(flow: Flow, line: range) -> str:
    return "".join([flow.tokens[at].space + flow.words[at] for at in line]).strip("\n\f")
