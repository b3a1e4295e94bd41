"""Tokens that are one whatever the language says: the pieces of a broken address, a word and the specks behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ocr_fix.correction.candidates.noise import is_speck
from ocr_fix.correction.candidates.urls import address, may_begin_address
from ocr_fix.correction.tokens.units import Unit
from ocr_fix.document import ChangeKind, Flow

_WHY_ADDRESS = "spaces inside a web address"
_WHY_SPECK = "a sign that no text prints alone: a speck"


class Gathered(NamedTuple):
    """Tokens that are one.

    Attributes:
        first, last: by index.
        text: what they make.
        why: why they are one.
        kind: what sort of change that is.
    """

    first: int
    last: int
    text: str
    why: str
    kind: ChangeKind


def gathered(flow: Flow, kinds: Iterable[str], *, damaged: bool) -> list[Gathered]:
    """The tokens of a text that are one, in order and apart.

    Args:
        flow: the text.
        kinds: the different tokens of it that are no plain words.
        damaged: whether the text is damaged enough to have specks.
    """
    begin = {kind for kind in kinds if may_begin_address(kind)}
    specks = {kind for kind in kinds if is_speck(kind)} if damaged else set()
    words = flow.words
    found: list[Gathered] = []
    end = 0
    for at in sorted(at for kind in begin | specks for at in flow.places(kind)):
        if at < end:
            continue
        if words[at] in specks:
            found += _speck(words, at, end)
        else:
            whole, length = address(words, at)
            if length > 1:
                found.append(Gathered(at, at + length - 1, whole, _WHY_ADDRESS, "join"))
        if found and found[-1].last >= at:
            end = found[-1].last + 1
    return found


def _speck(words: Sequence[str], at: int, end: int) -> list[Gathered]:
    """A speck and the word before it, where that is a word and free."""
    if at <= end or not any(character.isalnum() for character in words[at - 1]):
        return []
    return [Gathered(at - 1, at, words[at - 1], _WHY_SPECK, "sign")]


def with_gathered(units: Sequence[Unit], tokens: Sequence[Gathered]) -> list[Unit]:
    """The units of a text, with those made one whose tokens are one.

    Args:
        units: of the text.
        tokens: those that are one, by the same indices as those of the units.
    """
    if not tokens:
        return list(units)
    first_of = {one.first: one for one in tokens}
    found: list[Unit] = []
    index = 0
    while index < len(units):
        one = first_of.get(units[index].first)
        index += 1
        if one is None or units[index - 1].broken:
            found.append(units[index - 1])
            continue
        while index < len(units) and units[index].last <= one.last:
            index += 1
        found.append(Unit(one.first, one.last, one.text, why=one.why, kind=one.kind))
    return found
