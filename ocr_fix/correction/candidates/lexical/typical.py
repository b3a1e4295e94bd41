"""Words nobody knows, put right where the text has nearly always misread a character: "Tjélling" for Tjölling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ocr_fix.correction.candidates.candidate import Candidate
from ocr_fix.correction.candidates.lexical.nearest import edits_between
from ocr_fix.correction.candidates.protocol import EveryWordSource
from ocr_fix.correction.candidates.state import TYPICAL, TextState
from ocr_fix.correction.tokens.span import Span


class TypicalSource(EveryWordSource):
    """For a name or another word that no list has, what it was if it was misread as the rest of the text was."""

    name = TYPICAL
    of_unknown = True

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The word as it was printed, as strange as it is."""
        word, typical = span.text, state.once(_typical)
        if not typical or not any(read in word for read in typical) or state.is_word(word):
            return ()
        text = "".join([typical.get(character, character) for character in word])
        edits = edits_between(text, word)
        return (Candidate(text, state.cost(edits, word) - state.novelty(text), edits, self.name),)


def _typical(state: TextState) -> Mapping[str, str]:
    found = state.profile.typical() if state.is_damaged else {}
    return found | {read.upper(): true.upper() for read, true in found.items() if read.upper() != read}
