"""Candidates from a short list: the user's own words, and the words that the text itself establishes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from ocr_fix.correction.candidates.candidate import Candidate
from ocr_fix.correction.candidates.protocol import EveryWordSource
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.candidates.thresholds import CandidateThresholds
from ocr_fix.correction.error_model.channel import Confusion, fold
from ocr_fix.correction.error_model.read_as import confusions
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.correction.tokens.span import Span


class NearestSource(EveryWordSource):
    """For a word that is none: the user's words, and those that the text establishes."""

    name = "nearest"
    of_unknown = True

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The words of these few that an unknown word is near to."""
        word = span.text
        if state.knows(word):
            return ()
        near = nearest(word, state.vocabulary.own_words, state.thresholds)
        if word not in state.established:
            near += nearest(word, list(state.established), state.thresholds)
        return _weighed(word, near, state, self.name)


class EchoSource(EveryWordSource):
    """For a wreck with no likely candidate: the long words that the text has whole.

    Where it speaks of one thing, that is what most of its wrecks were.
    """

    name = "echoes"
    of_unknown = True

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The long words of the text that an unknown word may have been, with its capital."""
        word = span.text
        if not state.is_damaged or state.is_word(word):
            return ()
        ranked = state.ranked_so_far(word)
        hope = state.thresholds.echo_cost + state.wreck_cost(word, 1)
        if any(cost <= hope for cost, _ in ranked):
            return ()
        known = {candidate.text for _, candidate in ranked}
        near = state.once(_long_words).near(word)
        return _weighed(word, [text for text in near if text not in known], state, self.name)


class LongWords:
    """Words that are so long that few others are like them.

    Args:
        words: in small letters, or names with a capital.
        thresholds: the numbers to go by.
    """

    def __init__(self, words: Iterable[str], thresholds: CandidateThresholds = DEFAULT) -> None:
        self._thresholds = thresholds
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in sorted({word for word in words if len(word) >= thresholds.min_echo}):
            self._by_length[len(word)].append(word)

    def near(self, form: str) -> list[str]:
        """Those that a wreck may have been, the nearest first, with its capital."""
        least = self._thresholds.min_echo
        if len(form) < least:
            return []
        edits, capital = int(len(form) * self._thresholds.echo_edits), form[:1].isupper()
        lengths = range(max(least, len(form) - edits // 2), len(form) + edits // 2 + 1)
        words = [word for length in lengths for word in self._by_length.get(length, ())]
        if not capital:  # none of them is somebody's name
            words = [word for word in words if word.islower()]
        found = process.extract(
            form, words, scorer=Levenshtein.distance, score_cutoff=edits, limit=self._thresholds.max_echoes
        )
        return [word[:1].upper() + word[1:] if capital else word for word, distance, _ in found if distance]


def nearest(form: str, words: Sequence[str], thresholds: CandidateThresholds = DEFAULT) -> list[str]:
    """The words of a list that a form may have been read from, the nearest first.

    Args:
        form: as it was read.
        words: the list; where it is longer than some thousands, the search takes milliseconds.
        thresholds: the numbers to go by.
    """
    edits = len(form) // thresholds.letters_per_edit
    if not edits or not words:
        return []
    found = process.extract(form, words, scorer=Levenshtein.distance, score_cutoff=edits, limit=None)
    return [word for word, distance, _ in found if distance]


def edits_between(word: str, form: str) -> tuple[Confusion, ...]:
    """The confusions through which a word was read as another form."""
    return tuple(fold(*confusion) for confusion in confusions(word, form, all_of_them=True))


def _weighed(word: str, near: Iterable[str], state: TextState, source: str) -> list[Candidate]:
    weighed = []
    for text in near:
        edits = edits_between(text, word)
        weighed.append(Candidate(text, state.cost(edits, word), edits, source))
    return weighed


def _long_words(state: TextState) -> LongWords:
    return LongWords((form for form in state.own_forms if form[1:].islower()), state.thresholds)
