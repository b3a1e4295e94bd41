"""The result of comparing many files: each pair, and each system summed over its documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ocr_fix.evaluation.compared.contents import read_text
from ocr_fix.evaluation.compared.pairs import Pair
from ocr_fix.evaluation.intervals import Intervals, intervals
from ocr_fix.evaluation.measure import Evaluation, Measured, measure, summed


@dataclass(frozen=True, slots=True)
class Compared:
    """One output and its figures."""

    pair: Pair
    evaluation: Evaluation

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "document": self.pair.document,
            "system": self.pair.system,
            "truth": str(self.pair.truth),
            "output": str(self.pair.output),
            "raw_file": None if self.pair.raw is None else str(self.pair.raw),
            **self.evaluation.to_dict(),
        }


@dataclass(frozen=True)
class Report:
    """All results, in the order of the pairs."""

    results: tuple[Compared, ...]

    @cached_property
    def systems(self) -> dict[str, tuple[int, Evaluation]]:
        """For each system the number of its documents and their sum."""
        grouped: dict[str, list[Evaluation]] = {}
        for result in self.results:
            grouped.setdefault(result.pair.system, []).append(result.evaluation)
        return {system: (len(found), summed(found)) for system, found in grouped.items()}

    @cached_property
    def intervals(self) -> dict[str, Intervals | None]:
        """For each system between which rates 95 % lie, by drawing its documents or lines again and again."""
        return {
            system: intervals(evaluation.documents, evaluation.lines)
            for system, (_, evaluation) in self.systems.items()
        }

    @property
    def documents(self) -> int:
        """The number of documents."""
        return len({result.pair.document for result in self.results})

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON; docs/evaluation.md says what each key means."""
        return {
            "documents": [result.to_dict() for result in self.results],
            "systems": [
                {
                    "system": system,
                    "documents": number,
                    "intervals": None if (found := self.intervals[system]) is None else found.to_dict(),
                    **evaluation.to_dict(),
                }
                for system, (number, evaluation) in self.systems.items()
            ],
        }


def evaluate_pairs(pairs: Iterable[Pair], show: Callable[[Pair, Measured], None] | None = None) -> Report:
    """Compare files.

    Args:
        pairs: what to compare.
        show: called with each pair and its alignments, which are not kept.

    Raises:
        InputError: a file cannot be read.
    """
    results = []
    for pair in pairs:
        raw = None if pair.raw is None else read_text(pair.raw)
        measured = measure(read_text(pair.truth), read_text(pair.output), raw, document=pair.document)
        if show is not None:
            show(pair, measured)
        results.append(Compared(pair, measured.evaluation))
    return Report(tuple(results))
