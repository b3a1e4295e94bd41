"""What is left alone whatever it resembles: codes, acronyms, labels, text in other languages."""

from __future__ import annotations

from collections.abc import Sequence

from ocr_fix.correction.foreign import foreign
from ocr_fix.correction.pieces import Piece

# Capitals in a row up to this many are an acronym, unless the words beside them are in capitals too.
ACRONYM = 5


def guarded(parts: Sequence[Sequence[Piece]]) -> list[Sequence[Piece]]:
    """The pieces of a text's units, with those that must be left alone no longer marked as words.

    Args:
        parts: the pieces of each unit.
    """
    flat = [piece for pieces in parts for piece in pieces]
    words = [piece.text for piece in flat if piece.is_word]
    strange = iter(foreign(words))
    shouting = iter(_shouting(words))
    kept: list[Piece] = []
    before = ""
    for piece in flat:
        if piece.is_word:
            text = piece.text
            is_foreign, is_code = next(strange), _is_acronym(text) and not next(shouting)
            if is_foreign or is_code or _is_label(text, before):
                piece = Piece(text, is_word=False)  # noqa: PLW2901 - the same piece, judged
        kept.append(piece)
        before = piece.text
    supply = iter(kept)
    return [[next(supply) for _ in pieces] for pieces in parts]


def _shouting(words: Sequence[str]) -> list[bool]:
    """For each acronym among the words, whether it stands in a line of capitals."""
    upper = [len(word) > 1 and word.isupper() for word in words]
    return [
        any(upper[max(0, at - 1) : at]) or any(upper[at + 1 : at + 2])
        for at, word in enumerate(words)
        if _is_acronym(word)
    ]


def _is_acronym(word: str) -> bool:
    return 1 < len(word) <= ACRONYM and word.isupper()


def _is_label(word: str, before: str) -> bool:
    """Whether a single letter stands after a number: "12 a §", "1 kap. 2 b"."""
    return len(word) == 1 and word.isascii() and before[-1:].isdigit()
