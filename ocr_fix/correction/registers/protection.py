"""What is left alone whatever it resembles: codes, acronyms, labels, text in other languages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ocr_fix.correction.tokens.pieces import BAR, Piece

# Capitals in a row up to this many are an acronym, unless the words beside them are in capitals too.
ACRONYM = 5
# A bar is the rule between the cells of a table where there are three, no more units apart than this.
CELLS = 8


def guarded(parts: Sequence[Sequence[Piece]], foreign: Sequence[bool]) -> list[Sequence[Piece]]:
    """The pieces of a text's units, with those that must be left alone no longer marked as words.

    Args:
        parts: the pieces of each unit.
        foreign: for each unit, whether it stands in text of another language.
    """
    words = [piece.text for pieces in parts for piece in pieces if piece.is_word]
    shouting = iter(_shouting(words))
    rules = _rules(parts)
    kept: list[Sequence[Piece]] = []
    before = ""
    for unit, (pieces, is_foreign) in enumerate(zip(parts, foreign, strict=True)):
        judged: list[Piece] | None = None
        for index, (text, is_word) in enumerate(pieces):
            if is_word:
                is_code = is_acronym(text) and not next(shouting)
                if is_foreign or is_code or unit in rules or _is_label(text, before):
                    judged = judged or list(pieces)
                    judged[index] = Piece(text, is_word=False)
            before = text
        kept.append(judged or pieces)
    return kept


def _rules(parts: Sequence[Sequence[Piece]]) -> set[int]:
    """The units that part the cells of a table."""
    bars = [unit for unit, pieces in enumerate(parts) if len(pieces) == 1 and pieces[0].text == BAR]
    rows = zip(bars, bars[1:], bars[2:], strict=False)
    return {unit for row in rows if all(then - bar <= CELLS for bar, then in pairwise(row)) for unit in row}


def _shouting(words: Sequence[str]) -> list[bool]:
    """For each acronym among the words, whether it stands in a line of capitals."""
    upper = [len(word) > 1 and word.isupper() for word in words]
    return [
        any(upper[max(0, at - 1) : at]) or any(upper[at + 1 : at + 2])
        for at, word in enumerate(words)
        if is_acronym(word)
    ]


def is_acronym(word: str) -> bool:
    """Whether it is as short as acronyms are and in capitals like them."""
    return 1 < len(word) <= ACRONYM and word.isupper()


def _is_label(word: str, before: str) -> bool:
    """Whether a single letter stands after a number: "12 a §", "1 kap. 2 b"."""
    return len(word) == 1 and word.isascii() and before[-1:].isdigit()
