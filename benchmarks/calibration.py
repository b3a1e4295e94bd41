"""Can a stated confidence be trusted? Of the changes stated with 0.9, nine in ten should be right.

A change is right when every word it left in the text is, by the alignment of the evaluation, a word of the truth.
That is strict: a word that a change brought nearer to the truth but not all the way counts as wrong.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from benchmarks.documents import Document
from benchmarks.peers.protocol import CHANGES_SUFFIX
from benchmarks.results import BinRow, CalibrationRow
from ocr_fix.evaluation.alignment.edits import align

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)
"""Bins of confidence, narrower where most changes are and where a reader's trust depends on it."""

DOUBT = "doubtful"
_WORD = re.compile(r"\S+")


class Stated(NamedTuple):
    """A change as the program states it: see ocr_fix.document.Change."""

    kind: str
    confidence: float
    start: int
    after: str


class Judged(NamedTuple):
    """A change, its stated confidence and whether it is right; for a doubt, whether the word is right as it stands."""

    kind: str
    confidence: float
    right: bool


def judge(truth: str, text: str, changes: Iterable[Stated]) -> Iterator[Judged]:
    """Hold changes against the truth.

    Args:
        truth: the right text.
        text: the text that the changes speak of.
        changes: in any order.
    """
    words = list(_WORD.finditer(text))
    starts, ends = [word.start() for word in words], [word.end() for word in words]
    partners = _partners([word[0] for word in words], truth.split())
    for change in changes:
        first = bisect_right(ends, change.start)
        last = bisect_left(starts, change.start + len(change.after))
        if first < last:
            right = all(partner >= 0 for partner in partners[first:last])
        else:  # taken out altogether: right where the words around stand side by side in the truth
            before = partners[first - 1] if first else -1
            right = first < len(partners) and partners[first] == before + 1
        yield Judged(change.kind, change.confidence, right)


def _partners(words: Sequence[str], truth: Sequence[str]) -> list[int]:
    """For each word the index of its equal in the truth, or -1."""
    numbers: dict[str, int] = {}
    ours, theirs = (
        [numbers.setdefault(unicodedata.normalize("NFC", word), len(numbers)) for word in side]
        for side in (words, truth)
    )
    return align(ours, theirs).partners()


def tabulate(group: str, judged: Iterable[Judged]) -> CalibrationRow:
    """Sort judged changes into bins of confidence.

    `expected_error` is the expected calibration error (Naeini, Cooper and Hauskrecht 2015): the distance between the
    mean stated confidence and the share right, averaged over the bins by their number of changes.
    """
    all_ = list(judged)
    changes = [change for change in all_ if change.kind != DOUBT]
    doubts = [change for change in all_ if change.kind == DOUBT]
    members: list[list[Judged]] = [[] for _ in EDGES[1:]]
    for change in changes:
        members[min(bisect_right(EDGES, change.confidence), len(EDGES) - 1) - 1].append(change)
    bins = [_bin(low, high, inside) for (low, high), inside in zip(pairwise(EDGES), members, strict=True)]
    gaps = [abs(row["mean"] * row["changes"] - row["right"]) for row in bins if row["mean"] is not None]
    made = Counter(change.kind for change in changes)
    right = Counter(change.kind for change in changes if change.right)
    return {
        "group": group,
        "bins": bins,
        "kinds": {kind: [number, right[kind]] for kind, number in made.most_common()},
        "expected_error": sum(gaps) / len(changes) if changes else None,
        "doubts": len(doubts),
        "doubts_justified": sum(not doubt.right for doubt in doubts),
    }


def _bin(low: float, high: float, inside: Sequence[Judged]) -> BinRow:
    return {
        "low": low,
        "high": high,
        "changes": len(inside),
        "right": sum(change.right for change in inside),
        "mean": sum(change.confidence for change in inside) / len(inside) if inside else None,
    }


def read_changes(path: Path) -> list[Stated]:
    """The changes that stand beside an output (`protocol.CHANGES_SUFFIX`)."""
    told = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [Stated(change["kind"], change["confidence"], change["start"], change["after"]) for change in told]


def measure(documents: Iterable[Document], output: Callable[[Document], Path]) -> list[CalibrationRow]:
    """The calibration of ocr_fix over documents it has read: each group, and all together.

    Args:
        documents: what it has read.
        output: tells where its text of a document stands; the changes stand beside.
    """
    groups: dict[str, list[Judged]] = {}
    for document in documents:
        path = output(document)
        changes = read_changes(path.with_suffix(CHANGES_SUFFIX))
        # Changes count characters of the text as it was written, so its line ends must not be translated.
        text = path.read_bytes().decode("utf-8")
        groups.setdefault(document.group, []).extend(judge(document.truth_text, text, changes))
    everything = [change for changes in groups.values() for change in changes]
    rows = [tabulate(group, changes) for group, changes in groups.items()]
    return [*rows, tabulate("all", everything)] if rows else []
