"""The decision: for each place the word that the context and the channel together make most likely.

Places are decided together, left to right, by a beam search over the language model; then each place is weighed once
more with its neighbours fixed, which gives the probability of what was chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ocr_fix.correction.candidates.candidate import Candidate
from ocr_fix.correction.decoding.beam import Scorer, best_indices, shares
from ocr_fix.correction.decoding.thresholds import DecodingThresholds
from ocr_fix.correction.registers.model import LanguageModel
from ocr_fix.correction.thresholds import DEFAULT

# Words to the right that a trigram model lets a word speak to.
REACH = 2


class Decoded(NamedTuple):
    """What was chosen at a place.

    Attributes:
        chosen: index of the candidate.
        shares: the probability of each candidate, its neighbours being as they were chosen.
    """

    chosen: int
    shares: tuple[float, ...]


# Where there is no choice.
CERTAIN = Decoded(0, (1.0,))

Path = Sequence[Decoded]
"""The way through a lattice: what was chosen at each place."""


class Decoder:
    """Decides what stands at the places of one text.

    Args:
        model: the language model.
        start: the two words before the first place of a stretch.
        thresholds: the numbers to go by.
    """

    def __init__(self, model: LanguageModel, start: tuple[str, str], thresholds: DecodingThresholds = DEFAULT) -> None:
        self._thresholds = thresholds
        self._scorer = Scorer(model)
        before, last = self._scorer.symbols_of(start)
        self._start = before, last

    def best_path(self, places: Sequence[Sequence[Candidate]]) -> Path:
        """The way through a lattice that channel and context together make most likely.

        Args:
            places: the candidates of each in reading order, one at least.
        """
        scorer, thresholds = self._scorer, self._thresholds
        seen = [scorer.seen(place) for place in places]
        chosen = best_indices(seen, scorer, self._start, thresholds.beam, thresholds.max_behind)
        weighed = shares(seen, chosen, scorer, self._start, REACH)
        return [
            CERTAIN if of_place is None else Decoded(index, of_place)
            for index, of_place in zip(chosen, weighed, strict=True)
        ]
