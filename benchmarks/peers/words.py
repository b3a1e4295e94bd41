"""What the correctors that work word by word share: which part of a text is a word, and whose case it keeps."""

from __future__ import annotations

import re
from collections.abc import Callable

_RUN = re.compile(r"\w+")


def replace_words(text: str, correct: Callable[[str], str]) -> str:
    """Give every run of letters and digits with at least one letter to a corrector; leave all else as it is.

    Splitting at hyphens and slashes served the peers best in a trial on the legacy page (SymSpell: WER 17.1 % so,
    17.6 % with digits left out of words, 18.5 % for whole tokens less the punctuation around them).

    Args:
        text: any text.
        correct: takes a word, returns what shall stand in its place.
    """
    return _RUN.sub(lambda run: correct(run[0]) if any(c.isalpha() for c in run[0]) else run[0], text)


def like(observed: str, word: str) -> str:
    """A lower-case word in the case of the observed one: all capitals, a capital first, or as it is."""
    if len(observed) > 1 and observed.isupper():
        return word.upper()
    if observed[0].isupper():
        return word[:1].upper() + word[1:]
    return word
