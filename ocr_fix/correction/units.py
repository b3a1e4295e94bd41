"""From tokens to units: a token, or two that a hyphen at the line end keeps apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from ocr_fix.document import ChangeKind, Token

HYPHENS = "-\u00ad¬‐"
_BROKEN = regex.compile(rf"\p{{L}}[{HYPHENS}]$")
_GOES_ON = regex.compile(r"^\p{L}")

# After these a hyphen at the line end is as it was printed: "kansli- och personalkontoret".
SUSPENDING = frozenset(("och", "eller", "samt", "respektive", "resp.", "liksom", "som", "men", "till", "och/eller"))


class Unit(NamedTuple):
    """What is corrected as one.

    Attributes:
        first, last: the tokens, by index; the same but for a broken word.
        text: what was read; of a broken word, without the hyphen and the break.
        hyphen: whether a hyphen stood at the break.
        why: why several tokens are one, where it is not the hyphen.
        kind: what sort of change it is to make them one.
    """

    first: int
    last: int
    text: str
    hyphen: bool = False
    why: str = "the parts make one word"
    kind: ChangeKind = "join"

    @property
    def broken(self) -> bool:
        """Whether a line end or a space went through it."""
        return self.first != self.last


def units(tokens: Sequence[Token]) -> list[Unit]:
    """The units of a text in order."""
    found: list[Unit] = []
    index = 0
    while index < len(tokens):
        text = tokens[index].word.text
        if index + 1 < len(tokens) and _is_broken(tokens[index], tokens[index + 1]):
            rest = tokens[index + 1].word.text
            found.append(Unit(index, index + 1, text[:-1] + rest, hyphen=True))
            index += 2
        else:
            found.append(Unit(index, index, text))
            index += 1
    return found


def _is_broken(token: Token, after: Token) -> bool:
    """Whether a token ends in a hyphen at its line's end and the next goes on with it."""
    if (token.page, token.line) == (after.page, after.line) or not _BROKEN.search(token.word.text):
        return False
    rest = after.word.text
    return bool(_GOES_ON.match(rest)) and rest.lower().rstrip(".,;:") not in SUSPENDING
