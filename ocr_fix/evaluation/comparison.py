"""Truth and output beside each other: the two alignments that all figures are read from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ocr_fix.evaluation.alignment.anchors import Cut, find_cuts
from ocr_fix.evaluation.alignment.edits import Alignment, Facing, align
from ocr_fix.evaluation.alignment.likeness import group_words
from ocr_fix.evaluation.alignment.thresholds import THRESHOLDS
from ocr_fix.evaluation.measured_text import Text

_T = THRESHOLDS


@dataclass(frozen=True)
class Comparison:
    """A reference and the text that is compared with it.

    Attributes:
        reference: mostly the truth.
        hypothesis: mostly the output.
        words: the alignment of their words by the fewest edits.
    """

    reference: Text
    hypothesis: Text
    words: Alignment

    @classmethod
    def of(cls, reference: Text, hypothesis: Text) -> Comparison:
        """Align the words of two texts."""
        ours, theirs = _numbered(reference, hypothesis)
        return cls(reference, hypothesis, align(ours, theirs, find_cuts(ours, theirs, _T.words)))

    @cached_property
    def characters(self) -> Alignment:
        """The alignment of their characters, white space collapsed."""
        ours, theirs = self.reference, self.hypothesis
        cuts = find_cuts(*_numbered(ours, theirs), _T.words_for_characters)
        places = (Cut(ours.starts[cut.reference_index], theirs.starts[cut.hypothesis_index]) for cut in cuts)
        return align(ours.characters, theirs.characters, places)

    @cached_property
    def groups(self) -> tuple[Facing, ...]:
        """Which words that differ stand for which, by their likeness, in the order of the text.

        One to one where a word was misread, one to many where it was split, many to one where words were joined;
        none on one side where words are lost or extra. Words in no group are equal.
        """
        return tuple(group_words(self.reference.words, self.hypothesis.words, self.words))

    @cached_property
    def partners(self) -> tuple[int, ...]:
        """For each word of the reference its equal in the hypothesis, or -1 where it is in a group."""
        partners: list[int] = []
        other = 0
        for start, end, other_start, other_end in self.groups:
            partners += range(other, other_start)
            partners += [-1] * (end - start)
            other = other_end
        return (*partners, *range(other, len(self.hypothesis.words)))


def _numbered(one: Text, other: Text) -> tuple[list[int], list[int]]:
    """The words of two texts as numbers, the same number for the same word."""
    numbers: dict[str, int] = {}
    first = [numbers.setdefault(word, len(numbers)) for word in one.words]
    return first, [numbers.setdefault(word, len(numbers)) for word in other.words]
