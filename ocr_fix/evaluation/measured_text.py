"""A text as it is measured: NFC, its words, and the lines they stand in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

# A line of the report is at most this many characters long, so that a paragraph on one line can be compared with
# lines of print: the most that a page of A4 holds in a common type size.
LINE_WIDTH = 100


@dataclass(frozen=True, slots=True)
class MeasuredLine:
    """Words `first` up to, not including, `last`; `number` counts the lines of the file from 1."""

    number: int
    first: int
    last: int


@dataclass(frozen=True)
class Text:
    """A text as it is measured.

    Attributes:
        words: what stands between white space, in NFC.
        lines: the words in lines; lines without a word are left out, long ones are wrapped (`LINE_WIDTH`).
    """

    words: tuple[str, ...]
    lines: tuple[MeasuredLine, ...]

    @classmethod
    def of(cls, text: str) -> Text:
        """Normalise a text: NFC; white space is what `str.split` takes for it, so also a no-break space."""
        words: list[str] = []
        lines: list[MeasuredLine] = []
        unified = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
        for number, line in enumerate(unified.split("\n"), start=1):
            start = len(words)
            words += line.split()
            lines += (MeasuredLine(number, first, last) for first, last in _wrapped(words, start))
        return cls(tuple(words), tuple(lines))

    @cached_property
    def characters(self) -> str:
        """The text with one space between words: what the character error rate is computed over."""
        return " ".join(self.words)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word begins in `characters`."""
        starts: list[int] = []
        position = 0
        for word in self.words:
            starts.append(position)
            position += len(word) + 1
        return tuple(starts)


def _wrapped(words: list[str], start: int) -> Iterator[tuple[int, int]]:
    """Cut the words from `start` on into spans of at most `LINE_WIDTH` characters (one word at least)."""
    first, width = start, 0
    for index in range(start, len(words)):
        length = len(words[index]) + 1
        if width + length > LINE_WIDTH + 1 and index > first:
            yield first, index
            first, width = index, 0
        width += length
    if first < len(words):
        yield first, len(words)
