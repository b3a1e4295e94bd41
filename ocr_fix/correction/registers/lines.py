"""Which places of a text are no running text but lines of code or records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.document import Flow
from ocr_fix.line_kinds import LineThresholds, judge_line

# A token of code or of a record mostly has one of these.
_IN_TOKENS = regex.compile(r"[{}=<>|_\[$]|;\S|\w\(|[^\W\d],\w|\w,[^\W\d]|/\w+/")


def unwritten(flow: Flow, others: Iterable[str], thresholds: LineThresholds = DEFAULT) -> Iterator[range]:
    """The places of a text that are lines of code or records, in order and apart.

    Args:
        flow: the text.
        others: those of its different tokens that are no plain words; a line without signs among them is text.
        thresholds: the numbers to go by.
    """
    places = sorted([at for token in others if _IN_TOKENS.search(token) for at in flow.places(token)])
    start, stop = 0, 0
    for line in _lines_at(flow, places):
        if judge_line(_text_of(flow, line), thresholds) is None:
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
