"""All figures of a text in one value, and their sum over many texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from ocr_fix.evaluation.change_counts import Changes, count_changes
from ocr_fix.evaluation.comparison import Comparison
from ocr_fix.evaluation.confusions import WORST_LINES, Confusion, WorstLine, confusion_counts, ranked, worst_lines
from ocr_fix.evaluation.fates import Fate, fates_of_words
from ocr_fix.evaluation.intervals import Unit, lines_of
from ocr_fix.evaluation.measured_text import Text
from ocr_fix.evaluation.metrics import CharacterClass, ErrorCount, add_classes, class_counts, error_count
from ocr_fix.evaluation.thresholds import THRESHOLDS

# As many confusions are written to JSON.
CONFUSIONS_IN_JSON = 200


class _Rates:
    """The shares of a text that are wrong."""

    __slots__ = ()

    characters: ErrorCount
    words: ErrorCount

    @property
    def cer(self) -> float:
        """Character error rate."""
        return self.characters.rate

    @property
    def wer(self) -> float:
        """Word error rate."""
        return self.words.rate


@dataclass(frozen=True, slots=True)
class RawErrors(_Rates):
    """The errors of a text before its correction."""

    characters: ErrorCount
    words: ErrorCount

    def __add__(self, other: RawErrors) -> RawErrors:
        return RawErrors(self.characters + other.characters, self.words + other.words)


@dataclass(frozen=True)
class Evaluation(_Rates):
    """How good a text is, and what its correction did.

    Attributes:
        characters: edits of characters, white space collapsed.
        words: edits of words.
        classes: the edits of characters shared out among their classes.
        confusion_counts: how often which characters of the truth stand as which in the output.
        truth_characters: how often each character occurs in the truth.
        exact: whether no alignment with fewer edits exists; if not (very long, badly damaged texts),
            the error rates are upper bounds.
        worst_lines: the lines with the most edits of characters, the worst first.
        documents: the errors of each text that it is the sum of.
        lines: those of their lines, or of stretches of them; none where there are documents enough to do without.
        raw: the errors before the correction; None where no raw reading was given.
        changes: what the correction did to the words; None where no raw reading was given.
    """

    characters: ErrorCount
    words: ErrorCount
    classes: Mapping[CharacterClass, ErrorCount]
    confusion_counts: Counter[tuple[str, str]] = field(repr=False)
    truth_characters: Counter[str] = field(repr=False)
    exact: bool
    worst_lines: tuple[WorstLine, ...] = field(repr=False)
    documents: tuple[Unit, ...] = field(repr=False, default=())
    lines: tuple[Unit, ...] = field(repr=False, default=())
    raw: RawErrors | None = None
    changes: Changes | None = None

    @property
    def confusions(self) -> tuple[Confusion, ...]:
        """What is taken for what, the most frequent first."""
        return tuple(ranked(self.confusion_counts, self.truth_characters))

    def __add__(self, other: Evaluation) -> Evaluation:
        """Two texts as one; what the correction did is known of the sum only where it is known of both."""
        documents = self.documents + other.documents
        worst = sorted((*self.worst_lines, *other.worst_lines), key=lambda line: -line.edits)
        return Evaluation(
            self.characters + other.characters,
            self.words + other.words,
            add_classes(self.classes, other.classes),
            self.confusion_counts + other.confusion_counts,
            self.truth_characters + other.truth_characters,
            self.exact and other.exact,
            tuple(worst[:WORST_LINES]),
            documents,
            self.lines + other.lines if len(documents) < THRESHOLDS.documents else (),
            None if self.raw is None or other.raw is None else self.raw + other.raw,
            None if self.changes is None or other.changes is None else self.changes + other.changes,
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON; docs/evaluation.md says what each key means."""
        confusions = self.confusions
        return {
            "cer": round(self.cer, 6),
            "wer": round(self.wer, 6),
            "exact": self.exact,
            "characters": self.characters.to_dict(),
            "words": self.words.to_dict(),
            "classes": {name: count.to_dict() for name, count in self.classes.items()},
            "raw": None
            if self.raw is None
            else {
                "cer": round(self.raw.cer, 6),
                "wer": round(self.raw.wer, 6),
                "characters": self.raw.characters.to_dict(),
                "words": self.raw.words.to_dict(),
            },
            "changes": None if self.changes is None else self.changes.to_dict(),
            "confusions": [confusion.to_dict() for confusion in confusions[:CONFUSIONS_IN_JSON]],
            "different_confusions": len(confusions),
            "worst_lines": [line.to_dict() for line in self.worst_lines],
        }


@dataclass(frozen=True)
class Measured:
    """An evaluation with the alignments it was read from, for those who show the texts themselves.

    Attributes:
        evaluation: the figures.
        comparison: the truth with the output.
        fates: what became of the words; None where no raw reading was given.
    """

    evaluation: Evaluation
    comparison: Comparison
    fates: list[Fate] | None


def measure(truth: str, output: str, raw: str | None = None, *, document: str = "") -> Measured:
    """Compare a text with the truth and keep the alignments; see `evaluate`."""
    comparison = Comparison.of(Text.of(truth), Text.of(output))
    before = None if raw is None else Comparison.of(comparison.reference, Text.of(raw))
    fates = None if before is None else fates_of_words(before, comparison)
    characters, words = error_count(comparison.characters), error_count(comparison.words)
    evaluation = Evaluation(
        characters=characters,
        words=words,
        classes=class_counts(comparison),
        confusion_counts=confusion_counts(comparison),
        truth_characters=Counter(comparison.reference.characters),
        exact=comparison.words.proven and comparison.characters.proven,
        worst_lines=worst_lines(comparison, document),
        documents=(Unit(words.edits, words.length, characters.edits, characters.length),),
        lines=lines_of(comparison),
        raw=None if before is None else RawErrors(error_count(before.characters), error_count(before.words)),
        changes=None if fates is None else count_changes(comparison.reference, fates, document),
    )
    return Measured(evaluation, comparison, fates)


def evaluate(truth: str, output: str, raw: str | None = None, *, document: str = "") -> Evaluation:
    """Compare a text with the truth.

    Args:
        truth: what the document says.
        output: the text to be judged.
        raw: the text before its correction. With it the evaluation says what the correction did.
        document: a name that worst lines and examples carry.

    Returns:
        All figures.
    """
    return measure(truth, output, raw, document=document).evaluation


def summed(evaluations: Iterable[Evaluation]) -> Evaluation:
    """Several texts as one: counts are added and rates follow from the sums, so that long texts weigh more.

    Raises:
        ValueError: there is no text.
    """
    supply = iter(evaluations)
    first = next(supply, None)
    if first is None:
        raise ValueError("no evaluation to add up")
    return reduce(Evaluation.__add__, supply, first)
