"""The corrector: repair what is broken, leave what is whole.

For every word the most likely one printed is sought, `log P(word | context) + log P(read | word)`, what was read being
a candidate like any other. The text is gone through twice: first its words one by one, to learn how this text was
damaged; then its sentences, to decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ocr_fix.correction.channel import Confusion, channels_beforehand
from ocr_fix.correction.decoder import decide
from ocr_fix.correction.evidence import hesitates
from ocr_fix.correction.foreign import foreign
from ocr_fix.correction.gathering import Gathered, gathered, with_gathered
from ocr_fix.correction.guards import guarded
from ocr_fix.correction.hyphens import HYPHENS, LOOKALIKES, Hyphens
from ocr_fix.correction.joins import joined
from ocr_fix.correction.kinds import Kind, Kinds
from ocr_fix.correction.outcome import Outcome, write
from ocr_fix.correction.pieces import Piece
from ocr_fix.correction.places import Places
from ocr_fix.correction.reading import Reading
from ocr_fix.correction.search import Search
from ocr_fix.correction.sentences import BOUNDARY, model_words
from ocr_fix.correction.signs import Signs, sign_reads
from ocr_fix.correction.specks import LOW_LINE
from ocr_fix.correction.stops import Stops
from ocr_fix.correction.style import Style
from ocr_fix.correction.units import Unit, units
from ocr_fix.correction.vocabulary import Language, Vocabulary
from ocr_fix.document import Flow, Token, Word

# A change is made when it is at least so probable, unless the user asks for more. Where two words rival for one that is
# surely wrong, neither is likely, and either does no harm.
MIN_CONFIDENCE = 0.20
# Tokens on either side of one that may be something else that are looked at with it: two words before and after are its
# context in the language model, and not every token is a word to it.
AROUND = 5


class _Text(NamedTuple):
    """The part of a text that is decided.

    Attributes:
        indices: of its tokens in the whole text.
        tokens: of that part.
        foreign: for each whether it is in another language.
        together: those that are one, by their indices here.
        hyphens: decides about hyphens at line ends.
    """

    indices: Sequence[int]
    tokens: Sequence[Token]
    foreign: Sequence[bool]
    together: Sequence[Gathered]
    hyphens: Hyphens


class Corrector:
    """Corrects texts; keeps nothing of any text but a memory of candidates, so several threads may share one.

    Args:
        language: what is known of the language.
        own: the user's words: never changed, and candidates for what is damaged.
        never: tokens and words that are to stay as they are.
        confusions: what the user knows to be misread (printed, read), with its probability, 0-1.
        min_confidence: the probability, 0-1, from which a change is made.
    """

    def __init__(
        self,
        language: Language,
        own: Iterable[str] = (),
        never: Iterable[str] = (),
        confusions: Mapping[Confusion, float] = {},
        min_confidence: float = MIN_CONFIDENCE,
    ) -> None:
        self.vocabulary = Vocabulary(language, own, never)
        self.min_confidence = min_confidence
        self._channels = channels_beforehand(confusions)
        self._kinds = Kinds(self.vocabulary)
        self._sign_reads = sign_reads([channel for channel, _ in self._channels])
        self._search = Search(self.vocabulary, [channel for channel, _ in self._channels])

    def correct(self, flow: Flow) -> dict[int, Word]:
        """The words of a text that were most likely printed otherwise, or may have been, by the index of their token.

        Most words of most texts are what they are: only those that may be something else, and what stands around them,
        are looked at in their places.
        """
        words, counts = flow.words, Counter(flow.words)
        kinds = self._kinds.of(counts)
        special = {token: count for token, count in counts.items() if not kinds[token].is_plain}
        stretches = foreign(words, {token: kind.english for token, kind in kinds.items() if kind.english})
        signs = Signs(self._sign_reads, flow, special)
        reading = self._reading(words, counts, kinds, stretches, signs)
        damaged = reading.is_damaged
        stops = Stops(words, counts if damaged else {}, self.vocabulary.log_prior)
        style = Style(special if damaged else {}, reading.profile)
        together = gathered(words, special, damaged=damaged)
        open_kinds = {kind for kind in special if self._is_open(kind, reading) or style.is_open(kind)}
        if doubtful := reading.doubtful():
            open_kinds.update(token for token in kinds.keys() - special.keys() if kinds[token].words[0] in doubtful)
        places = {at for at, word in enumerate(words) if word in open_kinds}
        witnessed = {at: word for at, word in flow.witnessed.items() if hesitates(word)}
        places.update(signs.places, stops.places, witnessed, *(range(one.first, one.last + 1) for one in together))
        kept = _around(sorted(places), len(words))
        inside = {at for stretch in stretches for at in stretch}
        local = {at: index for index, at in enumerate(kept)}
        text = _Text(
            kept,
            [flow.tokens[at] for at in kept],
            [at in inside for at in kept],
            [one._replace(first=local[one.first], last=local[one.last]) for one in together],
            Hyphens(self.vocabulary, words, reading.is_misread),
        )
        corrected = self._decided(text, reading, Places(reading, signs, stops, style, witnessed))
        return {at: new for at, old, new in zip(kept, text.tokens, corrected, strict=True) if new is not old.word}

    def _reading(
        self,
        words: Sequence[str],
        counts: Counter[str],
        kinds: Mapping[str, Kind],
        stretches: Iterable[range],
        signs: Signs,
    ) -> Reading:
        """What the words of a text may have been; text in other languages and codes bear no witness."""
        for stretch in stretches:
            counts = counts - Counter(words[stretch.start : stretch.stop])
        whole: dict[str, int] = {}
        others: dict[str, int] = {}
        for token, count in counts.items():
            kind = kinds[token]
            forms = whole if kind.is_plain else others
            for form in kind.words:
                forms[form] = forms.get(form, 0) + count
        strange: dict[str, int] = {}
        for form, count in others.items():
            forms = whole if form in whole or self.vocabulary.knows(form) else strange
            forms[form] = forms.get(form, 0) + count
        return Reading(self.vocabulary, whole, strange, self._channels, self._search, signs.witness)

    def _is_open(self, kind: str, reading: Reading) -> bool:
        """Whether a token may be something else than what it is, alone or together with another."""
        if (len(kind) > 1 and kind[-1] in HYPHENS + LOOKALIKES) or (LOW_LINE in kind and reading.is_damaged):
            return True
        if len(self._kinds.pieces(kind)) > 2 and reading.is_damaged:
            return True
        return any(
            piece.is_word and (not reading.is_word(piece.text) or len(reading.choices(piece.text)) > 1)
            for piece in self._kinds.pieces(kind)
        )

    def _decided(self, text: _Text, reading: Reading, laid_out: Places) -> list[Word]:
        """The words of tokens as they were most likely printed."""
        tokens = text.tokens
        text_units = with_gathered(units(tokens, text.hyphens), text.together)
        strange = [text.foreign[unit.first] for unit in text_units]
        parts = guarded([self._kinds.pieces(unit.text) for unit in text_units], strange)
        text_units, parts = self._join(tokens, text_units, parts, reading)
        seen = model_words(self.vocabulary.language, tokens, text_units, parts)
        places = laid_out.lay_out(parts, seen, [text.indices[unit.first] for unit in text_units])
        decisions = iter(decide([place for of_unit in places for place in of_unit], self.vocabulary, BOUNDARY))
        corrected = [token.word for token in tokens]
        for unit, of_unit in zip(text_units, places, strict=True):
            decided = [next(decisions) for _ in of_unit]
            if unit.broken or any(len(place) > 1 for place in of_unit):
                write(corrected, unit, Outcome(of_unit, decided, reading.knows, self.min_confidence))
        return corrected

    def _join(
        self, tokens: Sequence[Token], found: Sequence[Unit], parts: Sequence[Sequence[Piece]], reading: Reading
    ) -> tuple[list[Unit], list[Sequence[Piece]]]:
        """Units and their pieces anew, where some belong together."""
        known = dict(zip(found, parts, strict=True))
        joined_units = joined(tokens, found, parts, reading)
        return joined_units, [known.get(unit) or self._kinds.pieces(unit.text) for unit in joined_units]


def _around(places: Sequence[int], length: int) -> list[int]:
    """The indices of places and of what stands around them, in order, each once."""
    kept: list[int] = []
    for place in places:
        first = max(0, place - AROUND, kept[-1] + 1 if kept else 0)
        kept += range(first, min(length, place + AROUND + 1))
    return kept
