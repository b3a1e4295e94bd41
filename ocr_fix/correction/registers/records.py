"""Which places of a text are no running text but lines of code or records."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

import regex

from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.document import Flow
from ocr_fix.notation.line_kinds import LineThresholds, judge_line

# A token of code or of a record mostly has one of these.
_IN_TOKENS = regex.compile(r"[{}=<>|_\[$]|;\S|\w\(|[^\W\d],\w|\w,[^\W\d]|/\w+/|\);")
# Most tokens have none of the signs of these.
_SIGNS = frozenset("{}=<>|_[$;(,/")
_COMMANDS = frozenset(("SELECT", "INSERT", "UPDATE", "CREATE"))
# Different tokens that are remembered from text to text.
KEPT = 50_000


def unwritten(flow: Flow, others: Iterable[str], thresholds: LineThresholds = DEFAULT) -> Iterator[range]:
    """The places of a text that are lines of code or records, in order and apart.

    Args:
        flow: the text.
        others: those of its different tokens that are no plain words; a line without signs among them is text.
        thresholds: the numbers to go by.
    """
    places = sorted([at for token in others if _is_of_code(token) for at in flow.places(token)])
    if not places:
        return
    start, stop = 0, 0
    for line in lines_at(flow, places):
        if judge_line(flow.excerpt(line).strip("\n\f"), thresholds) is None:
            continue
        if line.start != stop:
            if stop > start:
                yield range(start, stop)
            start = line.start
        stop = line.stop
    if stop > start:
        yield range(start, stop)


@lru_cache(KEPT)
def _is_of_code(token: str) -> bool:
    if token.isalnum():
        return token in _COMMANDS
    return not _SIGNS.isdisjoint(token) and _IN_TOKENS.search(token) is not None


def lines_at(flow: Flow, places: Iterable[int]) -> Iterator[range]:
    """The lines that hold some places, each once."""
    starts = [*flow.line_starts, len(flow.words)]
    stop = 0
    for at in places:
        if at >= stop:
            behind = bisect_right(starts, at)
            stop = starts[behind]
            yield range(starts[behind - 1], stop)
