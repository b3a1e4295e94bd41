"""The corrector: repair what is broken, leave what is whole.

For every word the most likely one printed is sought, `log P(word | context) + log P(read | word)`, what was read being
a candidate like any other. The text is gone through twice: first its words one by one, to learn how this text was
damaged; then its sentences, to decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ocr_fix.correction import candidates
from ocr_fix.correction.candidates import Alternatives, Candidate
from ocr_fix.correction.channel import Channel, learned
from ocr_fix.correction.decoder import Choice, Decision, decide
from ocr_fix.correction.guards import guarded
from ocr_fix.correction.joins import joined
from ocr_fix.correction.pieces import Piece, pieces
from ocr_fix.correction.reading import Reading, cheapest
from ocr_fix.correction.reasons import reason
from ocr_fix.correction.sentences import BOUNDARY, model_words
from ocr_fix.correction.units import Unit, units
from ocr_fix.correction.vocabulary import Language, Vocabulary
from ocr_fix.document import ChangeKind, Edit, Token, Word

# Costs (negative natural logs) up to which confusions are tried in what is no word, one after the other, until a
# candidate is found that is as likely as the third figure.
SEARCH_LIMITS = (6.5, 9.0)
GOOD_ENOUGH = -20.0
# Letters in a compound, at least.
MIN_COMPOUND = 8
# A change is made when it is at least so probable; a word left alone is doubtful when a rival is so probable.
MIN_CONFIDENCE = 0.70
DOUBT = 0.20
# How likely each channel is before anything of the text is known, and the share of a fresh reading's damage that a
# clean text has.
WEIGHTS = {"legacy": 0.25, "fresh": 0.25, "archive": 0.25, "clean": 0.25}
CLEAN_SHARE = 0.02
# Words whose candidates are remembered from text to text.
KEPT = 50_000


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
        self._channels = _channels()
        costs = cheapest([channel for channel, _ in self._channels])
        self._alternatives = [Alternatives(costs, limit) for limit in SEARCH_LIMITS]
        self._search = lru_cache(KEPT)(self._candidates)

    def correct(self, tokens: Sequence[Token]) -> list[Word]:
        """The words of a text as they were most likely printed, one for each token."""
        text_units = units(tokens)
        parts = guarded([self._pieces(unit.text) for unit in text_units])
        forms = Counter(piece.text for unit_pieces in parts for piece in unit_pieces if piece.is_word)
        reading = Reading(self.vocabulary, forms, self._channels, self._search)
        text_units, parts = self._join(tokens, text_units, parts, reading)
        seen = model_words(self.vocabulary.language, tokens, text_units, parts)
        places = [
            _place(piece, words, reading)
            for unit_pieces, unit_words in zip(parts, seen, strict=True)
            for piece, words in zip(unit_pieces, unit_words, strict=True)
        ]
        decisions = iter(decide(places, self.vocabulary.language, BOUNDARY))
        corrected = [token.word for token in tokens]
        for unit, unit_pieces in zip(text_units, parts, strict=True):
            outcome = _Outcome(reading, unit_pieces, [next(decisions) for _ in unit_pieces], self.min_confidence)
            _write(corrected, unit, outcome)
        return corrected

    def _join(
        self, tokens: Sequence[Token], found: list[Unit], parts: list[list[Piece]], reading: Reading
    ) -> tuple[list[Unit], list[list[Piece]]]:
        """Units and their pieces anew, where some belong together."""
        known = dict(zip(found, parts, strict=True))
        joined_units = joined(tokens, found, parts, reading)
        return joined_units, [known.get(unit) or self._pieces(unit.text) for unit in joined_units]

    def _pieces(self, text: str) -> list[Piece]:
        if self.vocabulary.is_own(text) or (not text.islower() and self.vocabulary.language.never_correct(text)):
            return [Piece(text, False)]
        if self.vocabulary.language.is_abbreviation(text) and not text.isalpha():
            return [Piece(text, False)]
        return pieces(text)

    def _candidates(self, form: str) -> tuple[Candidate, ...]:
        """What a word that is none may have been, whatever the text it stands in.

        Likely confusions are tried first, then rarer ones, then compounds; each only where what was found before
        leaves room for something better.
        """
        found: list[Candidate] = []
        for alternatives in self._alternatives:
            found = candidates.words(self.vocabulary, form, alternatives)
            if self._is_good(found, alternatives):
                return tuple(found)
        if len(form) >= MIN_COMPOUND:
            for alternatives in self._alternatives:
                more = candidates.compounds(self.vocabulary, form, alternatives)
                found = list({candidate.text: candidate for candidate in (*more, *found)}.values())
                if self._is_good(more, alternatives):
                    break
        return tuple(found)

    def _is_good(self, found: Iterable[Candidate], alternatives: Alternatives) -> bool:
        return any(
            self.vocabulary.log_prior(candidate.text) - alternatives.cost_of(candidate.confusions) > GOOD_ENOUGH
            for candidate in found
        )


def _place(piece: Piece, after: tuple[str, ...], reading: Reading) -> tuple[Choice, ...]:
    """What may stand in the place of a piece, with what the language model sees of it and after it."""
    if not piece.is_word:
        return (Choice(piece.text, after, 0.0),)
    choices = reading.choices(piece.text)
    return tuple(choice._replace(words=choice.words + after) for choice in choices) if after else choices


class _Outcome:
    """What became of a unit.

    Attributes:
        text: the unit's text now.
        edit: why it is another, or doubtful; None where nothing is to be said.
    """

    def __init__(
        self, reading: Reading, parts: Sequence[Piece], decisions: Sequence[Decision], min_confidence: float
    ) -> None:
        texts: list[str] = []
        reasons: list[str] = []
        sure, doubtful = 1.0, 0.0
        for piece, decision in zip(parts, decisions, strict=True):
            text = piece.text
            if len(decision.shares) > 1:
                choices = reading.choices(piece.text)
                index = decision.chosen
                if index and decision.shares[index] >= min_confidence:
                    text = choices[index].text
                    sure = min(sure, decision.shares[index])
                    reasons.append(reason(reading, piece.text, decision))
                else:
                    rival = max(range(1, len(choices)), key=decision.shares.__getitem__)
                    if decision.shares[rival] > max(doubtful, DOUBT):
                        doubtful = decision.shares[rival]
                        reasons.append(reason(reading, piece.text, decision, rival))
            texts.append(text)
        self.text = "".join(texts)
        self.changed = self.text != "".join(piece.text for piece in parts)
        self.confidence = sure if self.changed else 1.0 - doubtful
        self.doubtful = doubtful > 0
        self.reason = "; ".join(reasons)


def _write(corrected: list[Word], unit: Unit, outcome: _Outcome) -> None:
    """Put what became of a unit into the words of its tokens."""
    word = corrected[unit.first]
    if unit.broken:
        rest = corrected[unit.last]
        kind: ChangeKind = "word" if outcome.changed else "hyphen" if unit.hyphen else "join"
        why = "hyphen at the line end undone" if unit.hyphen else "the parts make one word"
        why += f"; {outcome.reason}" if outcome.reason else ""
        edit = Edit(kind, outcome.confidence, why)
        corrected[unit.first] = word.edited(outcome.text, edit)
        corrected[unit.last] = rest.edited("", edit)
    elif outcome.changed:
        corrected[unit.first] = word.edited(outcome.text, Edit("word", outcome.confidence, outcome.reason))
    elif outcome.doubtful and word.edit is None:
        corrected[unit.first] = word.edited(word.text, Edit("doubtful", outcome.confidence, outcome.reason))


def _channels() -> list[tuple[Channel, float]]:
    fresh = learned("fresh")
    clean = Channel("clean", {pair: share * CLEAN_SHARE for pair, share in fresh.probabilities.items()})
    return [(channel, WEIGHTS[channel.name]) for channel in (learned("legacy"), fresh, learned("archive"), clean)]
