"""Words that have run together ("pågrund"), or that a speck in the space between them has glued ("täcker-i")."""

from __future__ import annotations

from collections.abc import Iterable

from ocr_fix.correction.candidates.lexicon import Candidate
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.registers.vocabulary import Vocabulary

SPACE_LOST = Confusion(" ", "")
# Ways to part a word that go on to be decided.
MAX_SPLITS = 3
ONE_LETTER = frozenset("iåö")
# Letters that number the points of a list or an article ("3 f i avtalet").
LABELS = frozenset("abcdefgh")
# Signs that specks between words are read as.
HYPHENS = "-‐"
MIN_GLUED = 6
GLUE = frozenset(HYPHENS + ".,:;'’‘_·~*^")
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
    for at in _halves(vocabulary, observed):
        before, after = observed[:at], observed[at:]
        if (before in LABELS or _may_stand(vocabulary, before)) and _may_stand(vocabulary, after):
            found.append((vocabulary.log_prior(before) + vocabulary.log_prior(after), f"{before} {after}"))
    found.sort(reverse=True)
    return [Candidate(text, (SPACE_LOST,)) for _, text in found[:MAX_SPLITS]]


def unglued(vocabulary: Vocabulary, observed: str) -> list[Candidate]:
    """Two words that a sign in the place of the space has made one; of hyphens only those that no compound has.

    Args:
        vocabulary: the words.
        observed: a word that is none, or a compound with hyphens.
    """
    if len(observed) < MIN_GLUED:
        return []
    found = []
    for at in range(1, len(observed) - 1):
        before, mark, after = observed[:at], observed[at], observed[at + 1 :]
        if (
            mark in GLUE
            and _is_long(before)
            and _is_long(after)
            and vocabulary.knows(before)
            and vocabulary.knows(after)
        ):
            priors = vocabulary.log_prior(before), vocabulary.log_prior(after)
            # The parts of compounds are no such common words as "i" and "att".
            if mark not in HYPHENS or max(priors) >= COMMON:
                found.append((sum(priors), Candidate(f"{before} {after}", (Confusion(" ", mark),))))
    found.sort(key=lambda item: -item[0])
    return [candidate for _, candidate in found[:MAX_SPLITS]]


def _halves(vocabulary: Vocabulary, observed: str) -> Iterable[int]:
    """Where two words, or a label and a word, may meet."""
    small = observed.lower()
    if vocabulary.has_own or len(small) != len(observed):
        return range(1, len(observed))
    return vocabulary.automaton.halves(small)


def _is_long(part: str) -> bool:
    """Whether it is more than a letter of an abbreviation: two letters, or one of the words of one letter."""
    return len(part) > 1 or part in ONE_LETTER


def _may_stand(vocabulary: Vocabulary, part: str) -> bool:
    """Whether it may be one of the words."""
    return vocabulary.knows(part) and (len(part) >= MIN_PART or vocabulary.log_prior(part) >= COMMON)
