"""The corrector: repair what is broken, leave what is whole.

For every word the most likely one printed is sought, `log P(word | context) + log P(read | word)`, what was read being
a candidate like any other. The text is gone through twice: first its words one by one, to learn how this text was
damaged; then its sentences, to decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import inf

from ocr_fix.correction.channel import channels_beforehand
from ocr_fix.correction.decoder import Choice, decide
from ocr_fix.correction.guards import guarded
from ocr_fix.correction.joins import joined
from ocr_fix.correction.outcome import Outcome, write
from ocr_fix.correction.pieces import Piece, pieces
from ocr_fix.correction.reading import Reading
from ocr_fix.correction.search import Search
from ocr_fix.correction.sentences import BOUNDARY, model_words
from ocr_fix.correction.units import Unit, units
from ocr_fix.correction.vocabulary import Language, Vocabulary
from ocr_fix.document import Token, Word

# Tokens whose pieces are remembered from text to text.
KEPT = 50_000
# A change is made when it is at least so probable.
MIN_CONFIDENCE = 0.20
# What a capital costs inside a sentence, and a small letter where one begins (natural log).
CASE_COST = 6.0
# Signs that engines read where a letter begins a word ([ for I, { for f).
LETTER_LIKE = frozenset("[{|!£€$")


class Corrector:
    """Corrects texts; keeps nothing of any text but a memory of candidates, so several threads may share one.

    Args:
        language: what is known of the language.
        own: the user's words: never changed, and candidates for what is damaged.
        min_confidence: the probability, 0-1, from which a change is made.
    """

    def __init__(self, language: Language, own: Iterable[str] = (), min_confidence: float = MIN_CONFIDENCE) -> None:
        self.vocabulary = Vocabulary(language, own)
        self.min_confidence = min_confidence
        self._channels = channels_beforehand()
        self._pieces = lru_cache(KEPT)(self._take_apart)
        self._search = Search(self.vocabulary, [channel for channel, _ in self._channels])

    def correct(self, tokens: Sequence[Token]) -> list[Word]:
        """The words of a text as they were most likely printed, one for each token."""
        text_units = units(tokens)
        parts = guarded([self._pieces(unit.text) for unit in text_units])
        forms = Counter(piece.text for unit_pieces in parts for piece in unit_pieces if piece.is_word)
        reading = Reading(self.vocabulary, forms, self._channels, self._search)
        text_units, parts = self._join(tokens, text_units, parts, reading)
        seen = model_words(self.vocabulary.language, tokens, text_units, parts)
        places = self._places(parts, seen, reading)
        decisions = iter(decide(places, self.vocabulary, BOUNDARY))
        corrected = [token.word for token in tokens]
        for unit, unit_pieces in zip(text_units, parts, strict=True):
            decided = [next(decisions) for _ in unit_pieces]
            if unit.broken or any(len(decision.shares) > 1 for decision in decided):
                write(corrected, unit, Outcome(reading, unit_pieces, decided, self.min_confidence))
        return corrected

    def _places(
        self, parts: Sequence[Sequence[Piece]], seen: Sequence[Sequence[tuple[str, ...]]], reading: Reading
    ) -> list[tuple[Choice, ...]]:
        """For each piece what may stand there, with what the language model sees of it and after it."""
        places: list[tuple[Choice, ...]] = []
        begins = True
        for pieces_of_unit, words_of_unit in zip(parts, seen, strict=True):
            for piece, after in zip(pieces_of_unit, words_of_unit, strict=True):
                if piece.is_word:
                    choices = reading.choices(piece.text)
                    if len(choices) > 1:
                        choices = self._by_case(choices, begins=begins)
                    places.append(tuple(c._replace(words=c.words + after) for c in choices) if after else choices)
                else:
                    places.append((Choice(piece.text, after, 0.0),))
                begins = after[-len(BOUNDARY) :] == BOUNDARY or (begins and not piece.is_word)
        return places

    def _by_case(self, choices: tuple[Choice, ...], *, begins: bool) -> tuple[Choice, ...]:
        """The choices weighed by their capitals: a sentence begins with one, and goes on without."""
        capital = [choice.text[:1].isupper() for choice in choices]
        if all(capital) or not any(capital):
            return choices
        return tuple(
            choice._replace(score=choice.score - CASE_COST)
            if upper != begins and self.vocabulary.knows(choice.text.lower())
            else choice
            for choice, upper in zip(choices, capital, strict=True)
        )

    def _join(
        self, tokens: Sequence[Token], found: Sequence[Unit], parts: Sequence[Sequence[Piece]], reading: Reading
    ) -> tuple[list[Unit], list[Sequence[Piece]]]:
        """Units and their pieces anew, where some belong together."""
        known = dict(zip(found, parts, strict=True))
        joined_units = joined(tokens, found, parts, reading)
        return joined_units, [known.get(unit) or self._pieces(unit.text) for unit in joined_units]

    def _take_apart(self, text: str) -> tuple[Piece, ...]:
        if self.vocabulary.is_own(text) or (not text.islower() and self.vocabulary.language.never_correct(text)):
            return (Piece(text, False),)
        if self.vocabulary.language.is_abbreviation(text) and not text.isalpha():
            return (Piece(text, False),)
        found = pieces(text)
        if len(found) > 1:
            found = self._without_suspended(self._with_lead(found))
        return tuple(found)

    def _with_lead(self, found: list[Piece]) -> list[Piece]:
        """The same pieces; where a word is none but may be one with the sign before it, that sign belongs to it."""
        lead, first = found[:2]
        closed = any(piece.text[:1] in "]}" for piece in found[2:])
        if lead.text in LETTER_LIKE and not closed and first.is_word and not self.vocabulary.is_word(first.text):
            return [Piece(lead.text + first.text, True), *found[2:]]
        return found

    def _without_suspended(self, found: list[Piece]) -> list[Piece]:
        """The same pieces, with what is the first part of compounds before a hyphen no word to be corrected."""
        return [
            piece._replace(is_word=False)
            if piece.is_word and after.text.startswith("-") and self.vocabulary.first_cost(piece.text.lower()) < inf
            else piece
            for piece, after in zip(found, [*found[1:], Piece("", False)], strict=True)
        ]
