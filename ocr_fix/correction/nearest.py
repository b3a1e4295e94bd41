"""Candidates from a short list: the user's own words, and the words that the text itself establishes."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from ocr_fix.correction.alignment import confusions
from ocr_fix.correction.candidates import Candidate
from ocr_fix.correction.channel import fold

# One edit for so many letters, and one more for each as many again.
LETTERS_PER_EDIT = 4
MAX_FOUND = 5


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
    return [
        Candidate(word, tuple(fold(*confusion) for confusion in confusions(word, form)))
        for word, distance, _ in found
        if distance
    ]
