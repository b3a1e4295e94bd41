"""How often runs of letters stand in the words of a text: what a confusion is weighed against.

Compiled where a compiler is; `runs.pxd` has the types.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Mapping
from math import log

from ocr_fix.correction.thresholds import DEFAULT

# Runs of one and two of these, nearly all there are, are counted at once; others when they are asked for. The tables
# are small, so that counting leaves the rest of the text's data in the processor's cache.
_COMMON = "abcdefghijklmnopqrstuvwxyzåäöéèüæøàáß0123456789-.,:;/()'!%&*+=§"
ROOM = 64
# By the code of a character of Latin-1 its place among these, from 1; 0 for others.
_LAST = chr(255)
_PLACES = bytes(_COMMON.find(chr(code)) + 1 for code in range(256))


class Runs:
    """How often runs of letters stand in word forms, in lower case; they may overlap.

    "" counts the letters, " " the words.

    Args:
        forms: the word forms with their counts.
        full_evidence: up to how often a form counts in full.
    """

    def __init__(self, forms: Mapping[str, int], full_evidence: float = DEFAULT.full_evidence) -> None:
        alike: dict[int, list[str]] = defaultdict(list)
        for form, times in forms.items():
            alike[times].append(form)
        weighed: dict[int, list[str]] = defaultdict(list)
        for times, found in alike.items():
            weighed[round(evidence_of(times, full_evidence))] += found  # few weights, so few texts to count in
        self._texts = [(weight, "\n".join(found).lower()) for weight, found in weighed.items()]
        letters = sum([weight * (len(text) - text.count("\n")) for weight, text in self._texts])
        self._times = {"": float(letters), " ": float(sum(forms.values()))}  # as many spaces as words
        self._singles = array("i", [0]) * ROOM
        self._pairs = array("i", [0]) * (ROOM * ROOM)
        for weight, text in self._texts:
            count(text, weight, _PLACES, self._singles, self._pairs)

    def times(self, run: str) -> float:
        """How often a run stands there."""
        times = self._times.get(run)
        if times is None:
            times = self._times[run] = float(self._counted(run))
        return times

    def _counted(self, run: str) -> int:
        if len(run) <= 2 and max(run) <= _LAST:
            first, last = _PLACES[ord(run[0])], _PLACES[ord(run[len(run) - 1])]
            if first and last:
                return self._singles[first] if len(run) == 1 else self._pairs[first * ROOM + last]
        return sum([weight * _times_in(text, run) for weight, text in self._texts])


def count(text: str, weight: int, places: bytes, singles: array[int], pairs: array[int]) -> None:
    """Add the runs of one and two characters of a text to tables.

    Args:
        text: the text.
        weight: how often each counts.
        places: of each character of Latin-1 its place in the tables, less than `ROOM`; 0 if it has none.
        singles: `ROOM` numbers, for each place one.
        pairs: `ROOM * ROOM` numbers, for each pair one.
    """
    room, before = ROOM, 0
    for letter in text:
        here = places[ord(letter)] if ord(letter) < len(places) else 0
        if here:
            singles[here] += weight
            if before:
                pairs[before * room + here] += weight
        before = here


def _times_in(text: str, run: str) -> int:
    """How often a run stands in a text, overlapping itself or not."""
    if len(run) <= _NEVER_TWICE and run[0] != run[len(run) - 1]:  # it cannot overlap itself
        return text.count(run)
    times, at = 0, text.find(run)
    while at >= 0:
        times, at = times + 1, text.find(run, at + 1)
    return times


# Characters of a run that overlaps itself only if it ends as it begins, at most.
_NEVER_TWICE = 3


def evidence_of(times: float, full_evidence: float) -> float:
    """How many pieces of evidence a word form is that stands so often.

    Args:
        times: how often it stands.
        full_evidence: up to how often it counts in full.
    """
    return times if times <= full_evidence else full_evidence * (1 + log(times / full_evidence))
