"""The words of the lexicon, and compounds of its parts, that a damaged word may have been."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ocr_fix.correction.candidates.candidate import Candidate, made
from ocr_fix.correction.candidates.protocol import EveryWordSource
from ocr_fix.correction.candidates.search import word_search
from ocr_fix.correction.candidates.search.search import merged
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.tokens.span import Span


class LexiconSource(EveryWordSource):
    """For a word that is none whatever may have been read so; for a known one what is likely in this very text.

    Compounds are looked for together with words, and only where no word is good enough.
    """

    name = word_search.WORD
    by_rivals = True

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The words that a word may have been."""
        word, cost = span.text, state.cost
        return [
            made(text, cost(edits, word), edits, source, (text,)) for text, _, edits, source, *_ in _found(word, state)
        ]


def _found(word: str, state: TextState) -> Sequence[Candidate]:
    vocabulary, search = state.vocabulary, state.knowledge.search
    if not state.knows(word):
        return search.far(word) if state.is_damaged else search.near(word)
    if vocabulary.is_own(word) or not state.rivals[0].touches(word):
        return ()
    limit, thresholds = state.thresholds.rival_limit, state.thresholds
    found = [
        word_search.words(member, word, rivals, limit, thresholds=thresholds)
        for member, rivals in zip(vocabulary.members, state.rivals, strict=True)
    ]
    return merged(*found) if len(found) > 1 else found[0]
