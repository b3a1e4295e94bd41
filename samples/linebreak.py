"""Paragraphs cut into lines, first fit, with Swedish hyphenation."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pyphen

from samples.markup import Word

Measure = Callable[[Word], float]

_LETTERS = re.compile(r"(\W*)([^\W\d_]+)(\W*)")
_LEAST = 3
"""Letters that must stay on either side of a line-end hyphen."""


def break_lines(
    words: Sequence[Word],
    measure: Measure,
    space: float,
    width: float,
    hyphenated: bool = False,
) -> list[tuple[Word, ...]]:
    """Cut a paragraph into lines.

    Args:
        words: the paragraph.
        measure: the width of a word.
        space: the width of a space, in the same unit.
        width: the width of a line.
        hyphenated: whether a word that does not fit may be cut.

    Returns:
        The words of each line. A cut word stands as two, the first of which ends in a hyphen. A word that fits
        nowhere gets a line of its own.
    """
    lines: list[tuple[Word, ...]] = []
    line: list[Word] = []
    room = width
    queue = list(reversed(words))
    while queue:
        word = queue.pop()
        left = room - (space if line else 0)
        length = measure(word)
        if length <= left:
            line.append(word)
            room = left - length
            continue
        if hyphenated:
            for head, tail in cuts(word):
                if measure(head) <= left:
                    line.append(head)
                    word = tail
                    break
        if not line:
            line.append(word)
        else:
            queue.append(word)
        lines.append(tuple(line))
        line = []
        room = width
    if line:
        lines.append(tuple(line))
    return lines


def cuts(word: Word) -> Iterator[tuple[Word, Word]]:
    """The ways to cut a word at a line end, the one with the longest head first.

    Words with a capital letter, which are mostly names, are not cut, and at least three letters stay on either side.
    Where the patterns allow cuts before and after a single letter, only the later one is used: that letter is mostly a
    linking -s-, which belongs to what stands before it.
    """
    parts = _LETTERS.fullmatch(word.text)
    if parts is None:
        return
    before, letters, after = parts.groups()
    if not letters.islower():
        return
    places = _patterns().positions(letters)
    for place in sorted(places, reverse=True):
        if place < _LEAST or len(letters) - place < _LEAST or place + 1 in places:
            continue
        head, tail = letters[:place] + "-", letters[place:]
        yield replace(word, text=before + head), replace(word, text=tail + after)


@functools.cache
def _patterns() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="sv_SE")
