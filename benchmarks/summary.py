"""Figures of several documents as one: what tables and plots show, computed from the rows of a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.documents import CLEAN, GROUPS
from benchmarks.results import CountRow, QualityRow, Results


@dataclass(frozen=True)
class Pooled:
    """A system on a set of documents: counts are added, rates follow from the sums.

    Attributes:
        documents: how many.
        words: of the truths.
        wer, cer, raw_wer, raw_cer: edits over lengths, 0-1 and beyond.
        mean_reduction: mean over the documents of how much of its word errors each lost; negative where it gained;
            documents without an error before are left out; None where none is left.
        least_reduction: of the document that lost the smallest part.
        worse: how many documents have more word errors than before.
        changed: words changed, right or wrong.
        most_changed: of the document that was changed most: words changed in 10,000.
        changes: repaired, broken, … over all words.
        numbers: the same over words with a digit or a sign.
        numbers_right: so many of these are right in the end.
        false_numbers: places with a number that neither the truth nor the text before has.
    """

    documents: int
    words: int
    wer: float
    cer: float
    raw_wer: float
    raw_cer: float
    mean_reduction: float | None
    least_reduction: float | None
    worse: int
    changed: int
    most_changed: float
    changes: CountRow
    numbers: CountRow
    numbers_right: int
    false_numbers: int

    @property
    def harm(self) -> float:
        """Broken words per 10,000 words of the truth."""
        return 10_000 * self.changes["broken"] / self.words if self.words else 0.0

    @property
    def changed_in_10_000(self) -> float:
        """Words changed per 10,000 words of the truth."""
        return 10_000 * self.changed / self.words


def pool(rows: Sequence[QualityRow]) -> Pooled:
    """Add up the rows of one system.

    Raises:
        ValueError: there are none, or they are of several systems.
    """
    if len({row["system"] for row in rows}) != 1:
        raise ValueError("the rows to pool are not of one system")
    words, characters = sum(row["words"] for row in rows), sum(row["characters"] for row in rows)
    reductions = [reduction for row in rows if (reduction := reduction_of(row)) is not None]
    return Pooled(
        documents=len(rows),
        words=words,
        wer=sum(row["word_edits"] for row in rows) / words,
        cer=sum(row["character_edits"] for row in rows) / characters,
        raw_wer=sum(row["raw_word_edits"] for row in rows) / words,
        raw_cer=sum(row["raw_character_edits"] for row in rows) / characters,
        mean_reduction=sum(reductions) / len(reductions) if reductions else None,
        least_reduction=min(reductions, default=None),
        worse=sum(row["word_edits"] > row["raw_word_edits"] for row in rows),
        changed=sum(row["changed_words"] for row in rows),
        most_changed=max(10_000 * row["changed_words"] / row["words"] for row in rows),
        changes=_added(row["changes"] for row in rows),
        numbers=_added(row["numbers"] for row in rows),
        numbers_right=sum(row["numbers_right"] for row in rows),
        false_numbers=sum(row["false_numbers"] for row in rows),
    )


def reduction_of(row: QualityRow) -> float | None:
    """Which part of its word errors a document lost; None where it had none."""
    before = row["raw_word_edits"]
    return 1 - row["word_edits"] / before if before else None


def _added(counts: Iterable[CountRow]) -> CountRow:
    total: CountRow = {"words": 0, "repaired": 0, "broken": 0, "missed": 0, "left_alone": 0}
    for count in counts:
        total["words"] += count["words"]
        total["repaired"] += count["repaired"]
        total["broken"] += count["broken"]
        total["missed"] += count["missed"]
        total["left_alone"] += count["left_alone"]
    return total


def by_group(results: Results) -> Iterator[tuple[str, dict[str, Pooled]]]:
    """For each group that was read: its name, and what each system that reads such documents came to.

    Counted are the documents that all of these systems could read, so that all are measured on the same words.
    """
    for group in GROUPS:
        found = {name: _of(results, group, name) for name in names(results)}
        read = [{row["document"] for row in rows} for rows in found.values() if rows]
        common = set.intersection(*read) if read else set()
        if common:
            shared = {name: [row for row in rows if row["document"] in common] for name, rows in found.items() if rows}
            yield group, {name: pool(rows) for name, rows in shared.items()}


def clean(results: Results) -> list[tuple[str, dict[str, Pooled]]]:
    """Of `by_group` the kinds that are right as they are, of which every change is harm."""
    return [(group, pooled) for group, pooled in by_group(results) if group in CLEAN]


def _of(results: Results, group: str, system: str) -> list[QualityRow]:
    return [row for row in results["quality"] if row["group"] == group and row["system"] == system]


def names(results: Results) -> list[str]:
    """The systems' names in the order in which they are shown."""
    return [system["name"] for system in results["systems"]]


def compared(results: Results) -> list[str]:
    """The names of those that do not stand aside."""
    return [system["name"] for system in results["systems"] if not system["aside"]]


def labels(results: Results) -> dict[str, str]:
    """What each system is called for a reader; one of which only earlier timings are kept, by its short name."""
    timed = (*results["speed"]["text"], *results["speed"]["processes"], *results["speed"]["pages"])
    return {row["system"]: row["system"] for row in timed} | {
        system["name"]: system["label"] for system in results["systems"]
    }
