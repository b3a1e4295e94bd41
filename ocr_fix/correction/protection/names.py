"""Which words are names: listed ones with their genitives and double forms, and what looks like one letter by letter.

The lists (given names, surnames, members of parliament since 1867, places, and names that print was counted to have)
are apart from the lexicon: they say what may stand in a text, not what a damaged word may be repaired to.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from math import inf
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import regex

from ocr_fix.language.datafiles import DataFolder
from ocr_fix.languages.sv import NAMES
from ocr_fix.languages.sv.spelling import NAME_SPELLINGS
from ocr_fix.notation.orthography import is_shouted

BUCKETS = 1 << 16
"""The weights of the letter model: each n-gram has one of them, by its checksum."""
LONGEST_GRAM = 5  # letters
ZERO = 128
"""The byte of a weight of nought."""


_NAME = regex.compile(r"\p{Lu}[\p{L}’]*(?:-\p{Lu}?[\p{L}’]+)*\.?")
_PREFIX = regex.compile(r"[ODLdl]’(?=\p{Lu})")


class Kinds(NamedTuple):
    """What a listed name is the name of; `counted` where only texts tell that it is one."""

    given: bool
    surname: bool
    place: bool
    counted: bool


class NameModel:
    """Names by lists and by letters.

    Args:
        data: with `names.marisa`, the names behind a byte of their kinds, and `letters.weights`.
    """

    def __init__(self, data: DataFolder) -> None:
        self._kinds = data.trie("names.marisa")
        self._weights = data.numbers("letters.weights", "B")
        self._scale: float = data.parameters["scale"]
        self._bias: float = data.parameters["bias"]
        self.log_odds = lru_cache(50_000)(self._log_odds)
        self.is_listed = lru_cache(50_000)(self._is_listed)

    @classmethod
    def load(cls, folder: Path) -> NameModel:
        """Map the names into memory.

        Raises:
            DataError: the data is missing or damaged.
        """
        return cls(DataFolder(folder))

    def kinds(self, word: str) -> Kinds:
        """What a name is listed as, without genitive or double names; all false where it is not."""
        return Kinds(*(f"{kind}{word}" in self._kinds for kind in range(4)))

    def _is_listed(self, word: str) -> bool:
        """Whether a word is a listed name, as it is written, in capitals, in the genitive, or of listed parts.

        "Andersson", "ANDERSSON", "Anderssons", "Marx’", "Karl-Erik", "Berg-Lunds", "O’Connor"; not "andersson".
        """
        word = word.replace("'", "’")
        if not _NAME.fullmatch(word):
            return False
        if is_shouted(word):
            word = _in_small(word)
        return all(self._is_part_listed(part) for part in word.split("-"))

    def _is_part_listed(self, part: str) -> bool:
        part = _PREFIX.sub("", part)
        return any(any(self.kinds(form)) for form in _nominatives(part))

    def _log_odds(self, word: str) -> float:
        """How much likelier the letters are a name's than a damaged common word's, natural log-odds at equal shares.

        Args:
            word: as it is written; what has digits or begins with a small letter is no name at all (-inf).
        """
        word = word.replace("'", "’")
        if not _NAME.fullmatch(word):
            return -inf
        return min(self._log_odds_of_part(part) for part in word.split("-") if part)

    def _log_odds_of_part(self, part: str) -> float:
        return self._bias + self._scale * sum(self._weights[bucket] - ZERO for bucket in set(buckets(part)))


def buckets(word: str) -> Iterator[int]:
    """The places of a word's n-grams among the weights; its ends count as letters."""
    letters = f"^{word.lower()}$"
    for size in range(1, LONGEST_GRAM + 1):
        for start in range(len(letters) - size + 1):
            yield crc32(letters[start : start + size].encode()) % BUCKETS


def is_spelling(one: str, other: str) -> bool:
    """Whether two names differ in nothing but spelling: Kristerson and Kristersson, Wiklund and Viklund.

    None of the two is a repair of the other, whatever a channel thinks.
    """
    return one != other and _sounds(one) == _sounds(other)


@lru_cache(1_000)
def _sounds(name: str) -> str:
    sounds = name.lower()
    for spelling, plain in NAME_SPELLINGS:
        sounds = sounds.replace(spelling, plain)
    return sounds


def _in_small(word: str) -> str:
    return "-".join(part[:1] + part[1:].lower() for part in word.split("-"))


def _nominatives(name: str) -> Iterator[str]:
    """The forms that a name may be a genitive of, itself first."""
    name = name.rstrip(".")
    yield name
    for ending in ("s", "’s", "’"):
        if len(name) > len(ending) + 1 and name.endswith(ending):
            yield name.removesuffix(ending)


@cache
def swedish_names() -> NameModel:
    """The names of Swedish texts, mapped once a process.

    Raises:
        DataError: the data is missing or damaged.
    """
    return NameModel.load(NAMES)
