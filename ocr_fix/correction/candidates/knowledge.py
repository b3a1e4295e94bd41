"""What is known before any text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ocr_fix.correction.candidates.search.search import Searcher
from ocr_fix.correction.error_model.channel import Channel
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.correction.thresholds import DEFAULT, Thresholds


class Knowledge(NamedTuple):
    """What is known before any text.

    Attributes:
        vocabulary: the words of the language and the user's.
        channels: the channels that texts come through, each with its weight beforehand.
        search: what a word may have been that is none.
        thresholds: the numbers to go by.
    """

    vocabulary: Vocabulary
    channels: Sequence[tuple[Channel, float]]
    search: Searcher
    thresholds: Thresholds = DEFAULT
