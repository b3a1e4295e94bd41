"""What the engine says of each character of a word: how else it could have read it, and how nearly it did.

Where it hesitated between two characters, a confusion of these two is as likely as it says, whatever the channel has
learnt of other texts; and a word that takes one of them is a candidate even if no channel knows the confusion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import log

from ocr_fix.correction.candidates.candidate import Candidate, Scope
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText
from ocr_fix.document import Word

NAME = "engine"


class EngineSource:
    """What the engine nearly read."""

    name = NAME
    scope: Scope = "part"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """The words over which the engine hesitated."""
        return state.once(_hesitations)

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """What the engine nearly read, if that is a known word or has been thought of already."""
        word = state.once(_hesitations).get(span.first)
        if word is None or not span.is_word or word.reading != "".join([part.text for part in span.parts]):
            return  # it is one with others, or in another form already
        others = {candidate.text for candidate in state.candidates(span.text)}
        begins = state.text.begins_cell(span.first)
        for candidate in nearly_read(span.text, word, span.offset, state.thresholds.hesitation):
            if begins and span.text[:1].isupper() and candidate.text.lower() == span.text.lower():
                continue  # a row of a table or a list has its capital whatever stands before it
            if candidate.text in others or state.knows(candidate.text):
                yield candidate


def _hesitations(state: TextState) -> Mapping[int, Word]:
    """By the index of their token the words over which the engine hesitated."""
    least = state.thresholds.hesitation
    return {at: word for at, word in state.text.flow.engine_evidence.items() if hesitates(word, least)}


def hesitates(word: Word, least: float = DEFAULT.hesitation) -> bool:
    """Whether the engine nearly read one of a word's characters as another."""
    if len(word.choices) != len(word.reading):  # what it says is not of this reading
        return False
    return any(True for place in range(len(word.choices)) for _ in _rivals(word, place, least))


def nearly_read(read: str, word: Word, offset: int, least: float = DEFAULT.hesitation) -> list[Candidate]:
    """What the engine nearly read in the place of a part of a word, one character being another.

    Args:
        read: the part.
        word: the word, as the engine read it.
        offset: where the part begins in it.
        least: the share, 0-1, of the probability of what was read from which another character counts.
    """
    near = {
        read[:place] + rival + read[place + 1 :]: (cost, Confusion(rival, read[place]))
        for place in range(len(read))
        for rival, cost in _rivals(word, offset + place, least)
    }
    return [Candidate(text, cost, (edit,), NAME, (text,)) for text, (cost, edit) in near.items()]


def _rivals(word: Word, place: int, least: float) -> Iterator[tuple[str, float]]:
    """The letters that the engine nearly read at a place, with what that costs (negative natural log)."""
    best = word.choices[place]
    itself = next((choice.probability for choice in best if choice.text == word.reading[place]), 0.0)
    for text, probability in best:
        letters = text.isalpha() and word.reading[place].isalpha() and len(text) == 1
        if letters and text != word.reading[place] and probability > 0:  # some engines round every choice to nothing
            share = probability / max(itself, probability)
            if share >= least:
                yield text, -log(share)
