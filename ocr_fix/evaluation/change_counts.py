"""What a correction did to the words, counted: repaired, broken, missed, left alone."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, islice
from operator import attrgetter
from typing import Any

from ocr_fix.evaluation.fates import Fate, Verdict, holds_number_or_sign
from ocr_fix.evaluation.measured_text import Text

# As many examples of each verdict are kept, of a document and of a sum of documents; all are counted.
MAX_EXAMPLES = 1000
# Words of the truth on either side of an example.
CONTEXT = 4


@dataclass(frozen=True, slots=True)
class ChangeCount:
    """How many words met with which fate.

    Attributes:
        words: of the truth; the basis of `harm`.
        repaired: wrong before, right now.
        broken: right before, wrong now.
        missed_changed: wrong before and wrong now, but not in the same way.
        missed_unchanged: wrong before and as wrong now.
        left_alone: right before and right now.

    The five fates add up to `words` and the extra words: those that raw or output have and the truth has not.
    """

    words: int = 0
    repaired: int = 0
    broken: int = 0
    missed_changed: int = 0
    missed_unchanged: int = 0
    left_alone: int = 0

    @property
    def missed(self) -> int:
        """Wrong before and wrong now."""
        return self.missed_changed + self.missed_unchanged

    @property
    def harm(self) -> float:
        """Broken words per 10,000 words of the truth."""
        return 10_000 * self.broken / max(1, self.words)

    @property
    def precision(self) -> float | None:
        """The share of the changed words that are right now, 0-1; None where nothing was changed."""
        changed = self.repaired + self.broken + self.missed_changed
        return self.repaired / changed if changed else None

    @property
    def recall(self) -> float | None:
        """The share of the wrong words that were repaired, 0-1; None where nothing was wrong."""
        wrong = self.repaired + self.missed
        return self.repaired / wrong if wrong else None

    def __add__(self, other: ChangeCount) -> ChangeCount:
        return ChangeCount(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        precision, recall = self.precision, self.recall
        return {
            **{name: getattr(self, name) for name in self.__slots__},
            "missed": self.missed,
            "harm_per_10000": round(self.harm, 4),
            "precision": None if precision is None else round(precision, 6),
            "recall": None if recall is None else round(recall, 6),
        }


@dataclass(frozen=True, slots=True)
class WordChange:
    """One word that the correction changed.

    Attributes:
        document: the name of the document.
        line: the line of the truth, from 1.
        verdict: "repaired", "broken" or "missed_changed".
        truth: the word; empty where raw or output have a word that the truth has not.
        raw, output: what stands for it there; empty where it is lost.
        false_number: whether a number was put here that neither the truth nor the raw reading has.
        context: the truth around it.
    """

    document: str
    line: int
    verdict: Verdict
    truth: str
    raw: str
    output: str
    false_number: bool
    context: str

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Changes:
    """What a correction did to the words of a text.

    Attributes:
        words: over all words.
        numbers_and_signs: over the words that hold a digit or a sign (§ % + ...).
        false_numbers: places where the output has put a number that neither the truth nor the raw reading has there.
        examples: the changed words, broken ones first; at most `MAX_EXAMPLES` of each verdict.
    """

    words: ChangeCount
    numbers_and_signs: ChangeCount
    false_numbers: int
    examples: tuple[WordChange, ...]

    def __add__(self, other: Changes) -> Changes:
        return Changes(
            self.words + other.words,
            self.numbers_and_signs + other.numbers_and_signs,
            self.false_numbers + other.false_numbers,
            _kept((*self.examples, *other.examples)),
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "words": self.words.to_dict(),
            "numbers_and_signs": self.numbers_and_signs.to_dict(),
            "false_numbers": self.false_numbers,
            "examples": [example.to_dict() for example in self.examples],
        }


def count_changes(truth: Text, fates: Sequence[Fate], document: str = "") -> Changes:
    """Count the fates of the words of a document.

    Args:
        truth: the text.
        fates: of all words but those that were right before and after.
        document: its name, for the examples.
    """
    numbers = sum(holds_number_or_sign(word) for word in truth.words)
    return Changes(
        _counted(len(truth.words), fates),
        _counted(numbers, [fate for fate in fates if fate.number_or_sign]),
        sum(fate.false_number for fate in fates),
        _kept(_examples(truth, fates, document)),
    )


def _counted(words: int, fates: Sequence[Fate]) -> ChangeCount:
    verdicts = Counter(fate.verdict for fate in fates)
    return ChangeCount(
        words,
        verdicts["repaired"],
        verdicts["broken"],
        verdicts["missed_changed"],
        verdicts["missed_unchanged"],
        words - sum(not fate.extra for fate in fates),
    )


def _examples(truth: Text, fates: Sequence[Fate], document: str) -> Iterator[WordChange]:
    heads = [line.first for line in truth.lines]
    for fate in fates:
        if fate.verdict == "missed_unchanged":
            continue
        line = truth.lines[max(0, bisect_right(heads, fate.index) - 1)].number if heads else 1
        yield WordChange(
            document,
            line,
            fate.verdict,
            fate.truth,
            fate.raw,
            fate.output,
            fate.false_number,
            " ".join(truth.words[max(0, fate.index - CONTEXT) : fate.index + CONTEXT + 1]),
        )


def _kept(examples: Iterable[WordChange]) -> tuple[WordChange, ...]:
    """The broken ones first, then the rest; of each verdict no more than the limit, false numbers before others."""
    ranked = sorted(examples, key=lambda example: (_RANK[example.verdict], not example.false_number))
    return tuple(chain.from_iterable(islice(same, MAX_EXAMPLES) for _, same in groupby(ranked, attrgetter("verdict"))))


_RANK: dict[Verdict, int] = {"broken": 0, "missed_changed": 1, "repaired": 2}
