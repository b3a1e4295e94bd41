"""The error channel: how likely an engine reads one to three characters as others.

A channel is a table of confusions, `P(read | true)`. Four are committed as readable tables of counts (see
`scripts/learn_channel.py`): "legacy", what an English-language engine makes of Swedish, and "fresh", what Tesseract's
Swedish model makes of it, both from readings of rendered text; "faces", what the former makes of it in more faces, old
and typewritten ones among them, sizes and kinds of damage; and "archive", what older engines that knew Swedish made
of printed reports, from counts on scans of parliamentary papers of 1987-92. A fifth, "visual", has what looks alike in
print, each alike likely, for engines that nobody counted. A document then gets a channel of its own, estimated from its
own damage (`profile.py`).

The true side of a confusion is in lower case. A confusion of letters holds for capitals too (Ä read A as ä read a);
what an engine reads in the other case than was printed stands in the table as such (ö read G).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from math import log
from typing import NamedTuple

from ocr_fix.correction.error_model.thresholds import ErrorModelThresholds
from ocr_fix.correction.thresholds import DEFAULT

MAX_WIDTH = 3
"""Characters on either side of a confusion, at most."""

LEARNED = ("legacy", "fresh", "archive", "visual", "faces")


class Confusion(NamedTuple):
    """What was printed and what was read in its place; either may be empty, not both."""

    true: str
    read: str


@dataclass(frozen=True, eq=False)
class Channel:
    """Confusions with their probabilities.

    Attributes:
        name: what kind of reading it describes.
        probabilities: `P(read | true)` for each confusion, 0-1.
    """

    name: str
    probabilities: Mapping[Confusion, float]

    @cached_property
    def lost(self) -> Mapping[str, float]:
        """For each run that may be misread, the probability that it is, 0-1."""
        lost: dict[str, float] = defaultdict(float)
        for confusion, probability in self.probabilities.items():
            lost[confusion.true] += probability
        return lost

    def cost(self, confusion: Confusion, floor: float) -> float:
        """Negative natural log of its probability, of `floor` where the table does not have it."""
        return -log(max(self.probabilities.get(confusion, 0.0), floor))


def fold(true: str, read: str) -> Confusion:
    """A confusion with the true side in lower case, and the read side too unless the case itself was misread."""
    if true != true.lower() and read == read.upper():
        return Confusion(true.lower(), read.lower())
    return Confusion(true.lower(), read)


def from_counts(name: str, rows: Iterable[tuple[str, str, int, int]], smoothing: float) -> Channel:
    """A channel from counts.

    Args:
        name: what kind of reading the counts come from.
        rows: what was printed, what was read, how often, and how often what was printed stood in the truth.
        smoothing: added to the latter.
    """
    counts: dict[Confusion, float] = defaultdict(float)
    totals: dict[str, float] = defaultdict(float)
    seen: set[str] = set()
    for true, read, count, total in rows:
        counts[fold(true, read)] += count
        if true not in seen:  # capitals and small letters share an entry
            seen.add(true)
            totals[true.lower()] += total
    return Channel(name, {pair: count / (totals[pair.true] + smoothing) for pair, count in counts.items()})


@lru_cache
def learned(name: str, smoothing: float = DEFAULT.channel_smoothing) -> Channel:
    """One of the committed channels.

    Args:
        name: one of `LEARNED`, or "misspelt", which is of no engine.
        smoothing: see `from_counts`.
    """
    table = (
        resources.files("ocr_fix.correction.error_model").joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    )
    return from_counts(name, _rows(table), smoothing)


def channels_beforehand(
    own: Mapping[Confusion, float] = {}, thresholds: ErrorModelThresholds = DEFAULT
) -> list[tuple[Channel, float]]:
    """The channels a text may have come through, with their weights before anything of it is known.

    Args:
        own: confusions that the user knows of, with their probabilities, 0-1; they hold in every channel.
        thresholds: the numbers to go by.
    """
    folded = {fold(*confusion): share for confusion, share in own.items()}
    smoothing = thresholds.channel_smoothing
    learnt = [Channel(name, {**learned(name, smoothing).probabilities, **folded}) for name in LEARNED]
    clean = Channel("clean", {pair: share * thresholds.clean_share for pair, share in learnt[1].probabilities.items()})
    share = (1.0 - thresholds.clean_weight) / len(learnt)
    return [*((channel, share) for channel in learnt), (clean, thresholds.clean_weight)]


def _rows(table: str) -> Iterator[tuple[str, str, int, int]]:
    for line in table.splitlines():
        if not line.startswith("#") and line:
            true, read, count, total = line.split("\t")
            if count != "count":
                yield true, read, int(count), int(total)
