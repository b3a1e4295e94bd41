"""Candidates from a short list: the user's own words, and the words that the text itself establishes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from ocr_fix.correction.candidates.lexicon import Candidate
from ocr_fix.correction.error_model.alignment import confusions
from ocr_fix.correction.error_model.channel import fold

# One edit for so many letters, and one more for each as many again.
LETTERS_PER_EDIT = 4
MAX_FOUND = 5
# A word that is hardly legible is looked for among those of the text itself: with edits up to this share of its
# letters, where it has so many.
ECHO_EDITS = 0.45
MIN_ECHO = 7
MAX_ECHOES = 3


def nearest(form: str, words: Sequence[str]) -> list[Candidate]:
    """The words of a list that a form may have been read from, the nearest first.

    Args:
        form: as it was read.
        words: the list; where it is longer than some thousands, the search takes milliseconds.
    """
    edits = len(form) // LETTERS_PER_EDIT
    if not edits or not words:
        return []
    found = process.extract(form, words, scorer=Levenshtein.distance, score_cutoff=edits, limit=MAX_FOUND)
    return [_candidate(word, form) for word, distance, _ in found if distance]


class Echoes:
    """The long words that a text has whole: where it speaks of one thing, that is what most of its wrecks were.

    Args:
        words: of the text, in small letters.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in sorted({word for word in words if len(word) >= MIN_ECHO}):
            self._by_length[len(word)].append(word)

    def of(self, form: str) -> list[Candidate]:
        """The words that a wreck may have been, the nearest first, with its capital."""
        if len(form) < MIN_ECHO:
            return []
        edits, small = int(len(form) * ECHO_EDITS), form.lower()
        lengths = range(max(MIN_ECHO, len(form) - edits // 2), len(form) + edits // 2 + 1)
        words = [word for length in lengths for word in self._by_length.get(length, ())]
        found = process.extract(small, words, scorer=Levenshtein.distance, score_cutoff=edits, limit=MAX_ECHOES)
        capital = form[:1].isupper()
        return [
            _candidate(word[:1].upper() + word[1:] if capital else word, form)
            for word, distance, _ in found
            if distance
        ]


def _candidate(word: str, form: str) -> Candidate:
    return Candidate(word, tuple(fold(*confusion) for confusion in confusions(word, form, all_of_them=True)))
