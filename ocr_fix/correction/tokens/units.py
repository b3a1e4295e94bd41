"""From tokens to units: a token, or two that a hyphen at the line end keeps apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from ocr_fix.correction.candidates.hyphens import HYPHENS, LOOKALIKES, Hyphens
from ocr_fix.document import ChangeKind, Token

_BROKEN = regex.compile(rf"[\p{{L}}\p{{Nd}}][{HYPHENS}{LOOKALIKES}]$")


class Unit(NamedTuple):
    """What is corrected as one.

    Attributes:
        first, last: the tokens, by index; the same but for a broken word.
        text: what was read; of a broken word, without the hyphen and the break.
        why: why several tokens are one.
        kind: what sort of change it is to make them one.
        confidence: the probability, 0-1, that they are one, and this one.
    """

    first: int
    last: int
    text: str
    why: str = "the parts make one word"
    kind: ChangeKind = "join"
    confidence: float = 1.0

    @property
    def broken(self) -> bool:
        """Whether a line end or a space went through it."""
        return self.first != self.last


def units(tokens: Sequence[Token], hyphens: Hyphens) -> list[Unit]:
    """The units of a text in order.

    Args:
        tokens: of the text.
        hyphens: decides about hyphens at line ends.
    """
    found: list[Unit] = []
    index = 0
    while index < len(tokens):
        token, after = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
        mended = hyphens.mended(token.word.text, after.word.text) if after and _may_be_broken(token, after) else None
        if mended is None:
            found.append(Unit(index, index, token.word.text))
            index += 1
        else:
            found.append(Unit(index, index + 1, mended.text, mended.why, "hyphen", mended.confidence))
            index += 2
    return found


def _may_be_broken(token: Token, after: Token) -> bool:
    """Whether a token ends in a hyphen at its line's end and something follows on the next."""
    return (token.page, token.line) != (after.page, after.line) and bool(_BROKEN.search(token.word.text))
