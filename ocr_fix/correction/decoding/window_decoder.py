"""A stretch of a text decided word by word: what the tokens of it that may be something else most likely were."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ocr_fix.correction.candidates.gathering import Gathered, with_gathered
from ocr_fix.correction.candidates.hyphens import Hyphens
from ocr_fix.correction.candidates.joins import joined
from ocr_fix.correction.decision.outcome import Outcome, write
from ocr_fix.correction.decoding.candidate_scorer import CandidateScorer
from ocr_fix.correction.decoding.decoder import Decoder
from ocr_fix.correction.decoding.lattice_builder import LatticeBuilder
from ocr_fix.correction.registers.protection import guarded
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.correction.tokens.classifier import TokenClassifier
from ocr_fix.correction.tokens.pieces import Piece
from ocr_fix.correction.tokens.sentences import BOUNDARY, model_words
from ocr_fix.correction.tokens.units import Unit, units
from ocr_fix.document import Flow, Token, Word

# Tokens on either side of one that may be something else that are looked at with it: two words before and after are its
# context in the language model, and not every token is a word to it.
AROUND = 4


def stretches(places: Sequence[int], length: int) -> Iterator[range]:
    """The stretches of a text that hold some places and what stands around them, in order and apart.

    Args:
        places: the indices of tokens, in order.
        length: of the text in tokens.
    """
    first, end = 0, 0
    for place in places:
        if place - AROUND > end:
            if end:
                yield range(first, end)
            first = place - AROUND
        end = min(length, place + AROUND + 1)
    if end:
        yield range(first, end)


class WindowDecoder:
    """Decides the stretches of one text.

    Args:
        vocabulary: the words.
        kinds: takes tokens apart.
        reading: what the words of the text may have been.
        places: lays out what may stand at each place.
        hyphens: decides about hyphens at line ends.
        min_confidence: the probability, 0-1, from which a change is made.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        kinds: TokenClassifier,
        reading: CandidateScorer,
        places: LatticeBuilder,
        hyphens: Hyphens,
        min_confidence: float,
    ) -> None:
        self._vocabulary = vocabulary
        self._kinds = kinds
        self._reading = reading
        self._places = places
        self._hyphens = hyphens
        self._min_confidence = min_confidence
        self._decoder = Decoder(vocabulary, BOUNDARY)

    def edits(
        self, flow: Flow, places: Sequence[int], strange: Sequence[range], together: Sequence[Gathered]
    ) -> dict[int, Word]:
        """The words that were most likely printed otherwise, or may have been, by the index of their token.

        Args:
            flow: the text.
            places: the indices of the tokens that may be something else, in order.
            strange: the stretches in other languages.
            together: the tokens that are one whatever the language says, in order.
        """
        inside = {at for stretch in strange for at in stretch}
        begin = [one.first for one in together]
        edits: dict[int, Word] = {}
        for stretch in stretches(places, len(flow.words)):
            tokens = flow.tokens[stretch.start : stretch.stop]
            ones = together[bisect_left(begin, stretch.start) : bisect_left(begin, stretch.stop)]
            ones = [one._replace(first=one.first - stretch.start, last=one.last - stretch.start) for one in ones]
            corrected = self._decided(stretch.start, tokens, [at in inside for at in stretch], ones)
            decided = zip(stretch, tokens, corrected, strict=True)
            edits.update({at: word for at, token, word in decided if word is not token.word})
        return edits

    def _decided(
        self, start: int, tokens: Sequence[Token], foreign: Sequence[bool], together: Sequence[Gathered]
    ) -> list[Word]:
        """The words of the tokens of a stretch as they were most likely printed.

        Args:
            start: the index of its first token in the text.
            tokens: of the stretch.
            foreign: for each whether it is in another language.
            together: those that are one, by their indices in the stretch.
        """
        found = with_gathered(units(tokens, self._hyphens), together)
        parts = guarded([self._kinds.pieces(unit.text) for unit in found], [foreign[unit.first] for unit in found])
        found, parts = self._joined(tokens, found, parts)
        seen = model_words(self._vocabulary.language, tokens, found, parts)
        places = self._places.lay_out(parts, seen, [start + unit.first for unit in found])
        decisions = iter(self._decoder.decide([place for of_unit in places for place in of_unit]))
        corrected = [token.word for token in tokens]
        for unit, of_unit in zip(found, places, strict=True):
            decided = [next(decisions) for _ in of_unit]
            if unit.broken or any(len(place) > 1 for place in of_unit):
                write(corrected, unit, Outcome(of_unit, decided, self._reading.knows, self._min_confidence))
        return corrected

    def _joined(
        self, tokens: Sequence[Token], found: Sequence[Unit], parts: Sequence[Sequence[Piece]]
    ) -> tuple[list[Unit], list[Sequence[Piece]]]:
        """Units and their pieces anew, where some belong together."""
        known = dict(zip(found, parts, strict=True))
        anew = joined(tokens, found, parts, self._reading)
        return anew, [known.get(unit) or self._kinds.pieces(unit.text) for unit in anew]
