"""Words that have run together ("pågrund")."""

from __future__ import annotations

from ocr_fix.correction.candidates import Candidate
from ocr_fix.correction.channel import Confusion
from ocr_fix.correction.vocabulary import Vocabulary

SPACE_LOST = Confusion(" ", "")
# Ways to part a word that go on to be decided.
MAX_SPLITS = 3
# A part of fewer letters must be one of the commonest short words.
MIN_PART = 4
SHORT_WORDS = frozenset("i å ö av en ett om på är att det den de för och som var".split())


def splits(vocabulary: Vocabulary, observed: str) -> list[Candidate]:
    """The likeliest ways to read a word as two that have run together.

    Args:
        vocabulary: the words.
        observed: a word that is none.
    """
    found = []
    for at in range(1, len(observed)):
        before, after = observed[:at], observed[at:]
        if _may_stand(before) and _may_stand(after) and vocabulary.knows(before) and vocabulary.knows(after):
            found.append((vocabulary.log_prior(before) + vocabulary.log_prior(after), f"{before} {after}"))
    found.sort(reverse=True)
    return [Candidate(text, (SPACE_LOST,)) for _, text in found[:MAX_SPLITS]]


def _may_stand(part: str) -> bool:
    return len(part) >= MIN_PART or part.lower() in SHORT_WORDS
