"""Misreadings of common words that would pass for compounds: "forslag" as fors + lag, "kortroll" as kort + roll."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

_CONFUSIONS = {
    "ä": ("a", "i", "å"),
    "å": ("a", "d", "ä"),
    "ö": ("o", "é"),
    "rn": ("m",),
    "m": ("rn", "n"),
    "t": ("l", "f"),
    "l": ("t", "i"),
    "n": ("u", "r"),
    "u": ("n", "a"),
    "r": ("t", "v"),
    "i": ("l",),
    "e": ("c", "o"),
    "c": ("e",),
    "f": ("t",),
    "h": ("b",),
    "b": ("h",),
    "a": ("e",),
    "o": ("e",),
}
_MAX_LENGTH = 16


def misreadings(word: str) -> Iterator[str]:
    """The word with one place misread, and with all its dots and rings lost."""
    bare = word.translate(str.maketrans("åäö", "aao"))
    if bare != word:
        yield bare
    for place in range(len(word)):
        for right, wrongs in _CONFUSIONS.items():
            if word.startswith(right, place):
                for wrong in wrongs:
                    yield word[:place] + wrong + word[place + len(right) :]


def deceptive_misreadings(
    words: Iterable[str], is_used: Callable[[str], bool], passes: Callable[[str], bool]
) -> set[str]:
    """The misreadings that are nowhere used and yet would be taken for compounds.

    Args:
        words: common words.
        is_used: whether a form occurs or is known.
        passes: whether it would be taken for a compound.
    """
    found: set[str] = set()
    for word in words:
        if len(word) <= _MAX_LENGTH and word.isalpha():
            found.update(form for form in misreadings(word) if not is_used(form) and passes(form))
    return found
