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
from ocr_fix.correction.foreign import foreign
from ocr_fix.correction.guards import guarded, is_acronym
from ocr_fix.correction.joins import joined
from ocr_fix.correction.outcome import Outcome, write
from ocr_fix.correction.pieces import Piece, pieces
from ocr_fix.correction.reading import Reading
from ocr_fix.correction.search import Search
from ocr_fix.correction.sentences import BOUNDARY, model_words
from ocr_fix.correction.units import HYPHENS, Unit, units
from ocr_fix.correction.vocabulary import Language, Vocabulary
from ocr_fix.document import Flow, Token, Word

# Tokens whose pieces are remembered from text to text.
KEPT = 50_000
# A change is made when it is at least so probable.
MIN_CONFIDENCE = 0.20
# What a capital costs inside a sentence, and a small letter where one begins (natural log).
CASE_COST = 6.0
# Tokens on either side of one that may be something else that are looked at with it: two words before and after are its
# context in the language model, and not every token is a word to it.
AROUND = 5
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

    def correct(self, flow: Flow) -> dict[int, Word]:
        """The words of a text that were most likely printed otherwise, or may have been, by the index of their token.

        Most words of most texts are what they are: only those that may be something else, and what stands around them,
        are looked at in their places.
        """
        kinds = Counter(flow.words)
        stretches = foreign(flow.words, kinds)
        reading = self._reading(flow.words, kinds, stretches)
        open_kinds = {kind for kind in kinds if self._is_open(kind, reading)}
        kept = _around([at for at, word in enumerate(flow.words) if word in open_kinds], len(flow.words))
        tokens = [flow.tokens[at] for at in kept]
        inside = {at for stretch in stretches for at in stretch}
        corrected = self._decided(tokens, [at in inside for at in kept], reading)
        return {at: word for at, token, word in zip(kept, tokens, corrected, strict=True) if word is not token.word}

    def _reading(self, words: Sequence[str], kinds: Counter[str], stretches: Iterable[range]) -> Reading:
        """What the words of a text may have been; text in other languages and codes bear no witness."""
        counts = kinds.copy()
        for stretch in stretches:
            counts.subtract(words[stretch.start : stretch.stop])
        forms: Counter[str] = Counter()
        for kind, count in counts.items():
            for piece in self._pieces(kind) if count > 0 else ():
                if piece.is_word and not is_acronym(piece.text):
                    forms[piece.text] += count
        return Reading(self.vocabulary, forms, self._channels, self._search)

    def _is_open(self, kind: str, reading: Reading) -> bool:
        """Whether a token may be something else than what it is, alone or together with another."""
        return kind[-1:] in HYPHENS or any(
            piece.is_word and (not reading.is_whole(piece.text) or len(reading.choices(piece.text)) > 1)
            for piece in self._pieces(kind)
        )

    def _decided(self, tokens: Sequence[Token], is_foreign: Sequence[bool], reading: Reading) -> list[Word]:
        """The words of tokens as they were most likely printed."""
        text_units = units(tokens)
        strange = [is_foreign[unit.first] for unit in text_units]
        parts = guarded([self._pieces(unit.text) for unit in text_units], strange)
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


def _around(places: Sequence[int], length: int) -> list[int]:
    """The indices of places and of what stands around them, in order, each once."""
    kept: list[int] = []
    for place in places:
        first = max(0, place - AROUND, kept[-1] + 1 if kept else 0)
        kept += range(first, min(length, place + AROUND + 1))
    return kept
