"""Error counts and rates, over characters, words and classes of characters."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, TypeAlias, get_args

from ocr_fix.evaluation.alignment.edits import Alignment
from ocr_fix.evaluation.comparison import Comparison
from ocr_fix.evaluation.measured_text import Text
from ocr_fix.languages.sv.alphabet import OWN

CharacterClass: TypeAlias = Literal["swedish_letters", "letters", "digits", "signs", "punctuation", "space", "other"]
CHARACTER_CLASSES: tuple[CharacterClass, ...] = get_args(CharacterClass)

SWEDISH_LETTERS = frozenset(OWN + OWN.upper())
# Unicode counts these as punctuation; in a report they carry meaning of their own and are misread like symbols.
SIGNS = frozenset("§¶%‰&@#*†‡•′″")


@dataclass(frozen=True, slots=True)
class ErrorCount:
    """Edits that turn the truth into the output, and the length of the truth.

    Attributes:
        substitutions, deletions, insertions: number of edits of each kind; how a distance falls into kinds depends
            on which of the shortest alignments is taken, their sum does not.
        length: number of items of the truth.
    """

    substitutions: int = 0
    deletions: int = 0
    insertions: int = 0
    length: int = 0

    @property
    def edits(self) -> int:
        """All edits."""
        return self.substitutions + self.deletions + self.insertions

    @property
    def rate(self) -> float:
        """Edits per item of the truth, 0 upwards, above 1 where much was added.

        An empty truth counts as one item, as in jiwer 4: n items read where there is nothing make a rate of n.
        """
        return self.edits / max(1, self.length)

    def __add__(self, other: ErrorCount) -> ErrorCount:
        return ErrorCount(
            self.substitutions + other.substitutions,
            self.deletions + other.deletions,
            self.insertions + other.insertions,
            self.length + other.length,
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "rate": round(self.rate, 6),
            "edits": self.edits,
            "substitutions": self.substitutions,
            "deletions": self.deletions,
            "insertions": self.insertions,
            "length": self.length,
        }


def error_count(alignment: Alignment) -> ErrorCount:
    """Count the edits of an alignment."""
    kinds = Counter(edit.kind for edit in alignment.edits)
    return ErrorCount(kinds["replace"], kinds["delete"], kinds["insert"], alignment.reference_length)


@lru_cache(maxsize=4096)
def character_class(character: str) -> CharacterClass:
    """The class of a character, by its Unicode general category."""
    category = unicodedata.category(character)
    if character in SWEDISH_LETTERS:
        return "swedish_letters"
    if category[0] in "LM":
        return "letters"
    if category == "Nd":
        return "digits"
    if category[0] in "SN" or character in SIGNS:
        return "signs"
    if category[0] == "P":
        return "punctuation"
    return "space" if character.isspace() else "other"


def class_counts(comparison: Comparison) -> dict[CharacterClass, ErrorCount]:
    """Share the character edits out among the classes, so that the classes add up to the whole.

    A substitution or a deletion belongs to the class of the truth's character; an insertion, for which the truth has
    no character, to the class of the inserted one. The length of a class is its number of characters in the truth.
    """
    truth, output = comparison.reference.characters, comparison.hypothesis.characters
    kinds: Counter[tuple[str, CharacterClass]] = Counter()
    for kind, index, other in comparison.characters.edits:
        kinds[kind, character_class(output[other] if kind == "insert" else truth[index])] += 1
    lengths: Counter[CharacterClass] = Counter()
    for character, number in Counter(truth).items():
        lengths[character_class(character)] += number
    return {
        name: ErrorCount(kinds["replace", name], kinds["delete", name], kinds["insert", name], lengths[name])
        for name in CHARACTER_CLASSES
    }


def add_classes(
    one: Mapping[CharacterClass, ErrorCount], other: Mapping[CharacterClass, ErrorCount]
) -> dict[CharacterClass, ErrorCount]:
    """The counts of two texts, class by class."""
    return {name: one[name] + other[name] for name in CHARACTER_CLASSES}


def cer(truth: str, output: str) -> float:
    """Character error rate: edits of characters, divided by the characters of the truth.

    Over NFC with every run of white space as one space, none at the ends; case and punctuation count.
    """
    return error_count(Comparison.of(Text.of(truth), Text.of(output)).characters).rate


def wer(truth: str, output: str) -> float:
    """Word error rate: edits of words, divided by the words of the truth; a word is what stands between white space."""
    return error_count(Comparison.of(Text.of(truth), Text.of(output)).words).rate
