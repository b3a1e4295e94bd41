"""How the corpora use each form: in which case, where in the sentence, beside which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from wordlists.corpora import TokenStream

_OPENERS = frozenset("\n.!?:;–-•*”“\"'»(§…")
_FOREIGN_WORDS = frozenset(("the", "of", "and", "und", "des", "les", "la", "et", "by", "to", "is", "on"))


@dataclass
class Usage:
    """Counts of one form, whatever its case.

    Attributes:
        lower: occurrences all in small letters (or, without letters of two cases, as it stands).
        initial: capitalised where a sentence, a heading or an item of a list starts.
        name: capitalised elsewhere.
        upper: all in capitals.
        mixed: other spellings ("pH") with their counts.
        sources: bits of the corpora it occurs in.
        foreign: occurrences beside a foreign word.
    """

    lower: int = 0
    initial: int = 0
    name: int = 0
    upper: int = 0
    mixed: dict[str, int] = field(default_factory=dict)
    sources: int = 0
    foreign: int = 0

    @property
    def total(self) -> int:
        """All occurrences."""
        return self.lower + self.initial + self.name + self.upper + sum(self.mixed.values())


def capital_form(word: str) -> str:
    """The word with its first letter large and the others as they are."""
    return word[:1].upper() + word[1:]


def measure_usage(stream: TokenStream, foreign_words: Container[str] = _FOREIGN_WORDS) -> dict[str, Usage]:
    """Count every form that starts with a letter.

    Args:
        stream: the corpora.
        foreign_words: beside which a form may be foreign too.

    Returns:
        Usage by the form in small letters.
    """
    size = len(stream.surfaces)
    totals = np.bincount(stream.tokens, minlength=size)
    initial = np.bincount(stream.tokens[_starts(stream)], minlength=size)
    foreign = np.bincount(stream.tokens[_beside(stream, foreign_words)], minlength=size)
    sources = np.zeros(size, np.int64)
    for number in np.unique(stream.source):
        present = np.bincount(stream.tokens[stream.source == number], minlength=size) > 0
        sources[present] |= 1 << int(number)
    usage: dict[str, Usage] = defaultdict(Usage)
    for index, surface in enumerate(stream.surfaces):
        if not surface[0].isalpha() or "." in surface or "/" in surface or not totals[index]:
            continue
        one = usage[surface.lower()]
        one.sources |= int(sources[index])
        one.foreign += int(foreign[index])
        _add(one, surface, int(totals[index]), int(initial[index]))
    return dict(usage)


def _add(usage: Usage, surface: str, total: int, initial: int) -> None:
    if surface == surface.lower():
        usage.lower += total
    elif surface == capital_form(surface.lower()):
        usage.initial += initial
        usage.name += total - initial
    elif surface == surface.upper():
        usage.upper += total
    elif (
        surface[0].isupper()
        and "-" in surface
        and surface == "-".join(p[:1].upper() + p[1:].lower() for p in surface.split("-"))
    ):
        usage.name += total  # Sven-Erik, Ale-Skövde
        usage.mixed[surface] = 0
    else:
        usage.mixed[surface] = usage.mixed.get(surface, 0) + total


def _numbers_of(stream: TokenStream, chosen: Container[str]) -> npt.NDArray[np.bool_]:
    return np.fromiter((surface in chosen for surface in stream.surfaces), np.bool_, len(stream.surfaces))


def _starts(stream: TokenStream) -> npt.NDArray[np.bool_]:
    """Where a capital says nothing: after a full stop, a number ("3 § Kommunen"), a bullet, a quotation mark."""
    opener = _numbers_of(stream, _OPENERS)
    opener |= np.fromiter((surface[0].isdigit() for surface in stream.surfaces), np.bool_, len(stream.surfaces))
    starts = np.ones(len(stream.tokens), np.bool_)
    starts[1:] = opener[stream.tokens[:-1]]
    return starts


def _beside(stream: TokenStream, chosen: Container[str]) -> npt.NDArray[np.bool_]:
    foreign = _numbers_of(stream, chosen)[stream.tokens]
    beside = np.zeros(len(stream.tokens), np.bool_)
    beside[1:] |= foreign[:-1]
    beside[:-1] |= foreign[1:]
    return beside
