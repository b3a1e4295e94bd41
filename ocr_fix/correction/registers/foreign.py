"""Which parts of a text are not Swedish: quotations, treaty texts, titles. They are left alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from ocr_fix.correction.tokens.classifier import MARKS, TokenClasses
from ocr_fix.document import Flow
from ocr_fix.languages.en.words import FUNCTION_WORDS

# Words to either side that are looked at, and how many English ones among them make a word foreign.
REACH = 5
ENOUGH = 4
# How far past such words the foreign text is taken to reach.
MARGIN = 3
KINDS = 3
_AS_WRITTEN = FUNCTION_WORDS.union(map(str.capitalize, FUNCTION_WORDS))
# One of them with the punctuation around it has so many characters at most.
_LONGEST = 10
# What stands behind one that is known in Swedish too: no mark, one or two.
_BEHIND = ("", *MARKS, *map("".join, product(MARKS, repeat=2)))
_PUNCTUATION = ".,;:!?()[]\"'”“»«’‘–—-/"


def english(classes: TokenClasses) -> dict[str, str]:
    """Those tokens of a text that are words of running English, with these in small letters.

    Args:
        classes: its different tokens.
    """
    words = [word for word in _AS_WRITTEN if word in classes.words]
    found = {word + marks: word.lower() for word in words for marks in _BEHIND if word + marks in classes.plain}
    for token in classes.others:
        if len(token) <= _LONGEST and (core := token.strip(_PUNCTUATION).lower()) in FUNCTION_WORDS:
            found[token] = core
    return found


def foreign(flow: Flow, english_of: Mapping[str, str]) -> list[range]:
    """The stretches of a text that are English: enough English words, of three kinds or more, close together.

    Args:
        flow: the text.
        english_of: the English words among them, by their tokens; see `english`.

    Returns:
        The stretches as indices of tokens, in order and apart.
    """
    if len(set(english_of.values())) < KINDS:
        return []
    words = flow.words
    places = sorted([at for word in english_of for at in flow.places(word)])
    found: list[range] = []
    start = 0
    for at in _middles(places, len(words)):
        while places[start] < at - REACH:
            start += 1
        end = start
        while end < len(places) and places[end] <= at + REACH:
            end += 1
        if end - start >= ENOUGH and len({english_of[words[place]] for place in places[start:end]}) >= KINDS:
            stretch = range(max(0, at - MARGIN), min(len(words), at + MARGIN + 1))
            if found and stretch.start <= found[-1].stop:
                stretch = range(found.pop().start, stretch.stop)
            found.append(stretch)
    return found


def _middles(places: Sequence[int], length: int) -> list[int]:
    """The indices with enough English words in reach, in order."""
    middles: list[int] = []
    for first, last in zip(places, places[ENOUGH - 1 :], strict=False):
        start = max(0, last - REACH, middles[-1] + 1 if middles else 0)
        middles += range(start, min(length, first + REACH + 1))
    return middles
