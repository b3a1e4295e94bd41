"""Words that have run together ("pågrund")."""

from __future__ import annotations

from ocr_fix.correction.candidates import Candidate
from ocr_fix.correction.channel import Confusion
from ocr_fix.correction.vocabulary import Vocabulary

SPACE_LOST = Confusion(" ", "")
# Ways to part a word that go on to be decided.
MAX_SPLITS = 3
# A part of fewer letters must be one of the commonest words: of at least this log probability (one word in 700).
MIN_PART = 4
COMMON = -6.5


def splits(vocabulary: Vocabulary, observed: str) -> list[Candidate]:
    """The likeliest ways to read a word as two that have run together.

    Args:
        vocabulary: the words.
        observed: a word that is none; with capitals inside it is none of two either.
    """
    if not observed[1:].islower():
        return []
    found = []
    for at in range(1, len(observed)):
        before, after = observed[:at], observed[at:]
        if _may_stand(vocabulary, before) and _may_stand(vocabulary, after):
            found.append((vocabulary.log_prior(before) + vocabulary.log_prior(after), f"{before} {after}"))
    found.sort(reverse=True)
    return [Candidate(text, (SPACE_LOST,)) for _, text in found[:MAX_SPLITS]]


def _may_stand(vocabulary: Vocabulary, part: str) -> bool:
    """Whether it may be one of the words."""
    return vocabulary.knows(part) and (len(part) >= MIN_PART or vocabulary.log_prior(part) >= COMMON)
