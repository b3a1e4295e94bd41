"""Which words stand in a text, how often, and where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Protocol

from ocr_fix.document import standing

try:
    from ocr_fix.correction.tokens._spans import CompiledSpans
except ImportError:  # installed where nothing could be compiled
    CompiledSpans = None  # type: ignore[assignment, misc]

_WORD = re.compile(r"\S+")


class Spans(Protocol):
    """The words of a text and where they stand."""

    @property
    def words(self) -> list[str]:
        """The words in order: what stands between white space."""
        ...

    @property
    def counts(self) -> Mapping[str, int]:
        """How often each different word stands there, in the order in which they come."""
        ...

    def start(self, index: int) -> int:
        """Where a word begins."""
        ...

    def places(self, word: str) -> Sequence[int]:
        """The indices at which a word stands, in order."""
        ...


def spans_of(text: str) -> Spans:
    """The words of a text by the fastest way there is."""
    return PlainSpans(text) if CompiledSpans is None else CompiledSpans(text)


class PlainSpans:
    """The words of a text and where they stand, without compiled code.

    Args:
        text: the text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self.words = text.split()

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How often each different word stands there, in the order in which they come."""
        return Counter(self.words)

    def start(self, index: int) -> int:
        """Where a word begins."""
        return self._starts[index]

    def places(self, word: str) -> Sequence[int]:
        """The indices at which a word stands, in order."""
        return self._standing.get(word, ())

    @cached_property
    def _starts(self) -> list[int]:
        return [match.start() for match in _WORD.finditer(self._text)]

    @cached_property
    def _standing(self) -> Mapping[str, Sequence[int]]:
        return standing(self.words)
