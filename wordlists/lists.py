"""Reading the human-edited lists."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
_WORD = re.compile(r"[^\W\d_]+(?:[-’':][^\W\d_]+)*")


def read_list(name: str, folder: Path = FOLDER) -> list[str]:
    """The entries of a list in the order they stand: one a line, "#" starts a comment, Unicode normal form C."""
    lines = (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    entries = (unicodedata.normalize("NFC", line).strip() for line in lines)
    return [entry for entry in entries if entry and not entry.startswith("#")]


def words_of(entry: str) -> list[str]:
    """The words of an entry that may have several ("Lycksele lappmark")."""
    return _WORD.findall(entry)


def genitive(name: str) -> str:
    """The genitive of a name: Swedish adds s, and nothing after s, x or z."""
    return name if name[-1] in "sxzSXZ" else name + "s"


@dataclass(frozen=True)
class Lists:
    """What the lists say, ready for the build.

    Attributes:
        words: forms written in small letters (official terms, words of the authorities' names).
        names: capitalised forms with their genitives.
        acronyms: short names of authorities.
        short_forms: the closed list of lower-case forms of one and two letters.
        abbreviations: as they are printed.
        suspects: misreadings among what is vouched for otherwise; no list has them, a register may find some.
        short_firsts: the closed list of first parts of compounds with two letters.
        firsts: other first parts of compounds.
        heads: last parts of compounds.
    """

    words: frozenset[str]
    names: frozenset[str]
    acronyms: frozenset[str]
    short_forms: frozenset[str]
    abbreviations: frozenset[str]
    suspects: frozenset[str]
    short_firsts: frozenset[str]
    firsts: frozenset[str]
    heads: frozenset[str]


def read_lists(folder: Path = FOLDER) -> Lists:
    """Read and sort out all lists of words."""
    words = {*read_list("terms", folder), *read_list("compound_heads", folder)}
    names: set[str] = set()
    acronyms: set[str] = set()
    for source in ("given_names", "surnames", "places", "authorities"):
        for entry in read_list(source, folder):
            for word in words_of(entry):
                if len(word) > 1 and word.isupper():
                    acronyms.add(word)
                elif word[0].isupper():
                    names |= {word, genitive(word)}
                elif source == "authorities":
                    words.add(word)
    return Lists(
        frozenset(word for word in words if len(word) > 2),
        frozenset(name for name in names if len(name) > 1),
        frozenset(acronyms),
        frozenset(read_list("short_forms", folder)),
        frozenset(read_list("abbreviations", folder)),
        frozenset(),
        frozenset(read_list("short_firsts", folder)),
        frozenset(read_list("compound_firsts", folder)),
        frozenset(read_list("compound_heads", folder)),
    )
