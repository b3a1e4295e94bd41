"""What correction finds of a text: the words that are to be others, and what it is written in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ocr_fix.correction.registers.identification import HOME, Stretch
from ocr_fix.document import Page, Word


class CorrectedPages(NamedTuple):
    """Pages as they were corrected.

    Attributes:
        pages: with their words corrected and the language of each block.
        registers: as in `CorrectedText`; empty where nothing is Swedish.
    """

    pages: tuple[Page, ...]
    registers: Sequence[float] = ()


class CorrectedText(NamedTuple):
    """What was found of a text.

    Attributes:
        edits: the words that are to be others, or may have been, by the index of their token.
        stretches: those in other languages, in order and apart; all else is Swedish.
        registers: how much of what is Swedish is in each of the corrector's registers, 0-1, together 1.
    """

    edits: Mapping[int, Word]
    stretches: Sequence[Stretch] = ()
    registers: Sequence[float] = ()

    def languages(self, length: int) -> list[str]:
        """The language of each token.

        Args:
            length: how many tokens the text has.
        """
        languages = [HOME] * length
        for places, language in self.stretches:
            languages[places.start : places.stop] = [language] * len(places)
        return languages

    def counts(self, length: int) -> dict[str, int]:
        """How many tokens each language has, in the order in which they come.

        Args:
            length: how many tokens the text has.
        """
        counts: dict[str, int] = defaultdict(int)
        end = 0
        for places, language in (*self.stretches, (range(length, length), HOME)):
            if places.start > end:
                counts[HOME] += places.start - end
            counts[language] += len(places)
            end = places.stop
        return counts
