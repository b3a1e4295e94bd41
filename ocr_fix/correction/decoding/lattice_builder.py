"""For each piece of a text what may stand there: words by the channel, signs and capitals by what stands around."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ocr_fix.correction.candidates.comma_period import CommaPeriod
from ocr_fix.correction.candidates.engine import weighed
from ocr_fix.correction.candidates.noise import speck_choices
from ocr_fix.correction.candidates.section_signs import Signs
from ocr_fix.correction.candidates.typographic import Style
from ocr_fix.correction.decoding.candidate_scorer import CandidateScorer
from ocr_fix.correction.decoding.decoder import Choice
from ocr_fix.correction.tokens.pieces import Piece
from ocr_fix.correction.tokens.sentences import BOUNDARY
from ocr_fix.document import Word

# What a capital costs inside a sentence, and a small letter where one begins (natural log).
CASE_COST = 6.0
# The same beside another capital or after a colon, where names and titles go on and sentences may begin.
OPEN_CASE_COST = 3.5

Choices = tuple[Choice, ...]


class LatticeBuilder:
    """Lays out the places of one text.

    Args:
        reading: what its words may have been.
        signs: what may be a misread sign in it.
        stops: its commas that may be full stops.
        style: its dashes and quotation marks.
        witnessed: by the index of their token the words of whose characters the engine says more.
    """

    def __init__(
        self, reading: CandidateScorer, signs: Signs, stops: CommaPeriod, style: Style, witnessed: Mapping[int, Word]
    ) -> None:
        self._reading = reading
        self._signs = signs
        self._stops = stops
        self._style = style
        self._witnessed = witnessed

    def lay_out(
        self,
        parts: list[Sequence[Piece]],
        seen: Sequence[Sequence[tuple[str, ...]]],
        indices: Sequence[int],
    ) -> list[list[Choices]]:
        """For each piece of each unit what may stand there, first what was read.

        Args:
            parts: the pieces of each unit.
            seen: for each piece what the language model sees of it and after it.
            indices: for each unit the index of its first token in the text.
        """
        places: list[list[Choices]] = []
        begins = True
        for unit, (pieces, words, at) in enumerate(zip(parts, seen, indices, strict=True)):
            of_unit: list[Choices] = []
            word, offset = self._witnessed.get(at), 0
            if word is not None and word.reading != "".join(piece.text for piece in pieces):
                word = None  # it is one with others, or in another form already
            for index, (piece, after) in enumerate(zip(pieces, words, strict=True)):
                ends = after[-len(BOUNDARY) :] == BOUNDARY
                itself = after[: -len(BOUNDARY)] if ends else after
                choices = self._of_piece(pieces, index, itself)
                if at in self._signs.places:
                    choices = (*choices, *self._signs.choices(piece.text, at, self._reading.profile))
                if index and index == len(pieces) - 1:
                    choices = (*choices, *self._stops.choices(piece.text, at, itself))
                if piece.is_word and word is not None:
                    choices = weighed(choices, word, offset, self._reading.knows)
                offset += len(piece.text)
                if piece.is_word and len(choices) > 1:
                    cost = CASE_COST if begins or not _is_loose(parts, unit) else OPEN_CASE_COST
                    choices = self._by_case(choices, begins=begins, cost=cost)
                if ends:
                    choices = tuple([c._replace(words=c.words + BOUNDARY) for c in choices])
                of_unit.append(choices)
                begins = ends or (begins and not piece.is_word)
            places.append(of_unit)
        return places

    def _of_piece(self, pieces: Sequence[Piece], index: int, itself: tuple[str, ...]) -> Choices:
        piece = pieces[index]
        if piece.is_word:
            return self._reading.choices(piece.text)
        alone = len(pieces) == 1
        others = self._style.choices(piece.text, alone=alone)
        if not alone and self._reading.is_damaged:
            around = pieces[max(0, index - 1) : index + 2]
            within = len(around) == 3 and around[0].is_word and around[2].is_word and around[2].text[:1].islower()
            others += speck_choices(piece.text, within=within)
        return (Choice(piece.text, itself, 0.0), *others)

    def _by_case(self, choices: Choices, *, begins: bool, cost: float) -> Choices:
        """The choices weighed by their capitals: a sentence begins with one, and goes on without."""
        capital = [choice.text[:1].isupper() for choice in choices]
        if all(capital) or not any(capital):
            return choices
        return tuple(
            choice._replace(score=choice.score - cost)
            if upper != begins and self._reading.knows(choice.text.lower())
            else choice
            for choice, upper in zip(choices, capital, strict=True)
        )


def _is_loose(parts: Sequence[Sequence[Piece]], unit: int) -> bool:
    """Whether a unit stands beside a capital or after a colon."""
    if any(map(_is_capitalised, (*parts[max(0, unit - 1) : unit], *parts[unit + 1 : unit + 2]))):
        return True
    return unit > 0 and _ends_in_colon(parts[unit - 1])


def _is_capitalised(pieces: Sequence[Piece]) -> bool:
    return any(piece.is_word and piece.text[:1].isupper() for piece in pieces)


def _ends_in_colon(pieces: Sequence[Piece]) -> bool:
    return pieces[-1].text[-1:] == ":"
