"""All inflected forms of a Hunspell dictionary, with what its flags say of their place in compounds.

Only what the Swedish dictionary uses is understood (see hunspell(5)): SFX with conditions and continuation flags, no
prefixes, single-character flags. `unsupported` finds whatever else a newer dictionary might start to use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

FORBIDDEN = "%"
NEED_AFFIX = "¤"
NO_SUGGEST = "!"
ONLY_IN_COMPOUND = "Z"
COMPOUND_BEGIN = "X"
COMPOUND_MIDDLE = "U"
COMPOUND_END = "Y"
_KNOWN_DIRECTIVES = frozenset(
    "SET TRY WORDCHARS BREAK NOSUGGEST FORBIDDENWORD NEEDAFFIX COMPOUNDMIN COMPOUNDWORDMAX CHECKCOMPOUNDTRIPLE "
    "SIMPLIFIEDTRIPLE CHECKCOMPOUNDDUP MAXCPDSUGS MAXDIFF ONLYMAXDIFF NOSPLITSUGS FULLSTRIP FORCEUCASE "
    "CHECKCOMPOUNDREP COMPOUNDPERMITFLAG COMPOUNDBEGIN COMPOUNDMIDDLE COMPOUNDEND ONLYINCOMPOUND COMPOUNDRULE MAP REP "
    "SFX".split()
)


class Form(NamedTuple):
    """An inflected form.

    Attributes:
        text: as it is written.
        flags: the flags of the entry and of the suffix that made it.
        inflects: whether its entry takes suffixes at all. Entries that do not are in good part names and scraps
            gathered by machine, and are trusted less.
    """

    text: str
    flags: frozenset[str]
    inflects: bool


@dataclass(frozen=True)
class Suffix:
    """One SFX rule: take `strip` off the end, put `add` there, where the stem ends as `condition` says."""

    strip: str
    add: str
    flags: str
    condition: re.Pattern[str]

    def apply(self, stem: str) -> str | None:
        """The form it makes of a stem, or None where it does not apply (FULLSTRIP: a stem may vanish whole)."""
        if not stem.endswith(self.strip) or not self.condition.search(stem):
            return None
        return stem[: len(stem) - len(self.strip)] + self.add


def read_suffixes(aff: Path) -> dict[str, list[Suffix]]:
    """The suffix rules of an .aff file by flag.

    Raises:
        ValueError: the file uses a directive that is not understood here.
    """
    rules: dict[str, list[Suffix]] = {}
    for line in aff.read_text(encoding="utf-8").splitlines():
        fields = line.split("#")[0].split()
        if not fields:
            continue
        if fields[0] not in _KNOWN_DIRECTIVES:
            raise ValueError(f"{aff.name}: the directive {fields[0]} is not understood by this build")
        if fields[0] == "SFX" and len(fields) >= 5:
            add, _, flags = fields[3].partition("/")
            strip = "" if fields[2] == "0" else fields[2]
            condition = re.compile("(?:" + fields[4] + r")\Z")
            rules.setdefault(fields[1], []).append(Suffix(strip, "" if add == "0" else add, flags, condition))
    return rules


def read_entries(dic: Path) -> Iterator[tuple[str, str]]:
    r"""The (stem, flags) of a .dic file; "\/" stands for a slash inside a word."""
    lines = dic.read_text(encoding="utf-8").splitlines()[1:]
    for line in lines:
        entry = line.split("\t")[0].strip()
        if not entry:
            continue
        stem, _, flags = entry.replace("\\/", "\0").partition("/")
        yield stem.replace("\0", "/"), flags


def expand(stem: str, flags: str, rules: dict[str, list[Suffix]]) -> Iterator[Form]:
    """All forms of an entry, itself among them unless it needs an affix."""
    inflects = any(flag in rules for flag in flags)
    if NEED_AFFIX not in flags:
        yield Form(stem, frozenset(flags), inflects)
    kept = frozenset(flags) & {NO_SUGGEST, FORBIDDEN, COMPOUND_END}
    for flag in flags:
        for rule in rules.get(flag, ()):
            made = rule.apply(stem)
            if made:
                # A suffix without flags of its own inflects the head of a compound as well as the word itself.
                own = frozenset(rule.flags) | (kept - {COMPOUND_END} if rule.flags else kept)
                yield Form(made, own, inflects)


def read_forms(aff: Path, dic: Path) -> Iterator[Form]:
    """All forms of a dictionary, the forbidden ones left out (but see `read_forbidden`)."""
    rules = read_suffixes(aff)
    for stem, flags in read_entries(dic):
        for form in expand(stem, flags, rules):
            if FORBIDDEN not in form.flags:
                yield form


def read_forbidden(dic: Path) -> set[str]:
    """The forms that the dictionary says are wrong although they look right."""
    return {stem for stem, flags in read_entries(dic) if FORBIDDEN in flags}
