"""Telling words from errors: misspellings, lost diacritics and foreign words that stand in the corpora."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wordlists.usage import Usage

_LETTERS = "abcdefghijklmnopqrstuvwxyzåäöé"
_LOST = {"a": "åä", "o": "ö", "e": "é"}
_RESTORED = {**_LOST, "i": "ä", "d": "å"}

_CORPUS_RATIO = 50  # a corpus form this much rarer than its neighbour is taken for its misspelling
_MISSPELT_AT_MOST = 60  # occurrences up to which a form that is no compound may be a misspelling
_RIVAL_RATIO = 400  # the same for what is one slip away from a common form of old text
_VETTED_RATIO = 800  # the same for one that a dictionary or list vouches for and that has but lost its diacritics
_FOREIGN_SHARE = 0.2  # of occurrences beside foreign function words


class Suspicion:
    """Judges forms by their more common neighbours.

    Args:
        counts: occurrences of all forms in small letters.
        vetted: the forms that a dictionary or list vouches for.
    """

    def __init__(self, counts: dict[str, int], vetted: set[str]) -> None:
        self._counts = counts
        self._vetted = vetted

    def lacks_diacritics(self, word: str, count: int, *, is_vetted: bool = False) -> bool:
        """Whether å, ä or ö put back make a far more common form: "forslag".

        Args:
            word: in small letters.
            count: its occurrences.
            is_vetted: whether a dictionary or list vouches for it: it may be a word that is rare ("nar", "okade"), so
                that more is asked of the other form, and that it differs in nothing but dots, rings and accents.
        """
        least = (_VETTED_RATIO if is_vetted else _CORPUS_RATIO) * max(count, 1)
        return any(self._counts.get(other, 0) >= least for other in restored(word, _LOST if is_vetted else _RESTORED))

    def resembles_common(self, word: str, count: int) -> bool:
        """Whether one edit makes a dictionary form that is far more common: "tilllämpa", "kaptial"."""
        if count > _MISSPELT_AT_MOST:
            return False
        least = _CORPUS_RATIO * count
        return any(self._counts.get(other, 0) >= least and other in self._vetted for other in one_edit(word))

    def rivals(self, words: set[str]) -> Iterator[tuple[str, str]]:
        """Those of some words of which one edit makes so common a form that each is rather its misreading, with it."""
        for common, count in self._counts.items():
            if count >= _RIVAL_RATIO:
                for word in sorted(words.intersection(one_edit(common))):
                    if _RIVAL_RATIO * max(self._counts.get(word, 0), 1) <= count:
                        yield word, common

    def is_foreign(self, used: Usage) -> bool:
        """Whether the form stands beside foreign function words too often."""
        return used.foreign >= _FOREIGN_SHARE * used.total and used.foreign > 0


def restored(word: str, letters: Mapping[str, str] = _RESTORED) -> Iterator[str]:
    """The forms in which one or two letters have got their diacritics back.

    Args:
        word: in small letters.
        letters: what each letter may have been.
    """
    for place, letter in enumerate(word):
        for better in letters.get(letter, ""):
            once = word[:place] + better + word[place + 1 :]
            yield once
            for later in range(place + 1, len(word)):
                for second in letters.get(word[later], ""):
                    yield once[:later] + second + once[later + 1 :]


def one_edit(word: str) -> Iterator[str]:
    """The forms one deletion, transposition, substitution or insertion away."""
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        if after:
            yield before + after[1:]
            if len(after) > 1 and after[0] != after[1]:
                yield before + after[1] + after[0] + after[2:]
            for letter in _LETTERS:
                if letter != after[0]:
                    yield before + letter + after[1:]
        for letter in _LETTERS:
            yield before + letter + after
