"""The different tokens of a text, to be searched at one look: most texts have nothing to be restored."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from itertools import chain

# Letters, figures and marks that nearly all texts have and that tell nothing.
_UNUSUAL = re.compile("[^\n -%'->A-Z_a-zåäöÅÄÖé–—”’]")


class Distinct:
    """The different tokens of a text.

    Args:
        words: the tokens, each once.

    Attributes:
        words: as given.
        text: the tokens, each on a line of its own.
    """

    def __init__(self, words: Collection[str]) -> None:
        self.words = words
        self.text = "\n".join(words) + "\n"

    @cached_property
    def unusual(self) -> frozenset[str]:
        """The characters in them that not all texts have."""
        return frozenset(_UNUSUAL.findall(self.text))

    def holds(self, characters: Iterable[str]) -> bool:
        """Whether one of some characters stands in them."""
        return any(character in self.text for character in characters)

    def holding(self, characters: Iterable[str]) -> list[str]:
        """The tokens that hold one of some characters."""
        return list(dict.fromkeys(chain.from_iterable(lines_with(self.text, each) for each in characters)))

    def matching(self, pattern: re.Pattern[str]) -> list[str]:
        """The tokens in which a pattern is found, which must not match a line feed."""
        text, found, end = self.text, list[str](), 0
        for match in pattern.finditer(text):
            at = match.start()
            if at >= end:
                end = text.index("\n", at)
                found.append(text[text.rfind("\n", 0, at) + 1 : end])
        return found


def lines_with(text: str, part: str) -> Iterator[str]:
    """The lines of a text, each ended by a line feed, that hold a part; quicker than a pattern where few do."""
    at = text.find(part)
    while at >= 0:
        end = text.index("\n", at)
        yield text[text.rfind("\n", 0, at) + 1 : end]
        at = text.find(part, end)
