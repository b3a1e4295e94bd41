"""Which parts of a text are not Swedish: quotations, treaty texts, titles. They are left alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

# Words of running English that are none in Swedish, or hardly.
ENGLISH = frozenset(
    """
    the of and to that with by from which shall be is are or not this on at as it was were been has have had its their
    they he she you we our your would should could may must will can any all such other than into under between a an
    """.split()
)
# Words to either side that are looked at, and how many English ones among them make a word foreign.
REACH = 5
ENOUGH = 4
# How far past such words the foreign text is taken to reach.
MARGIN = 3
KINDS = 3


def foreign(words: Sequence[str]) -> list[bool]:
    """For each word whether it stands in English text: enough English words, of three kinds or more, around it."""
    english = [word.lower() in ENGLISH for word in words]
    if sum(english) < ENOUGH:
        return [False] * len(words)
    sums = [0, *accumulate(english)]
    found = [False] * len(words)
    for at in range(len(words)):
        left, right = max(0, at - REACH), min(len(words), at + REACH + 1)
        count = sums[right] - sums[left]
        if count >= ENOUGH and len({word.lower() for word in words[left:right]} & ENGLISH) >= KINDS:
            start, end = max(0, at - MARGIN), min(len(words), at + MARGIN + 1)
            found[start:end] = [True] * (end - start)
    return found
