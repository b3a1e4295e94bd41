"""Which symbol of the language model a token is: a form by its number, or one of a few classes."""

from __future__ import annotations

from ocr_fix.language.lexicon import Lexicon

BOUNDARY = 0
"""The start and the end of a sentence; as a token: the empty string."""
NUMBER = 1
"""Any token with a digit."""
NAME = 2
"""A capitalised word that the model has no counts for."""
UNKNOWN = 3
"""Any other word that the model has no counts for."""
SECTION = 4
"""The section sign of statutes."""
PERCENT = 5
"""Per cent and per mille."""
CLASSES = 7
"""The form of rank r in the lexicon is symbol CLASSES + r."""

MIN_COUNT = 2
"""Occurrences a form needs to be a symbol of its own."""

_SIGNS = {"": BOUNDARY, "§": SECTION, "§§": SECTION, "%": PERCENT, "‰": PERCENT}


def symbol_of(token: str, lexicon: Lexicon) -> int:
    """The symbol of a token.

    Args:
        token: a word, number or sign without the punctuation around it; "" for a sentence boundary.
        lexicon: the known forms.
    """
    rank = lexicon.rank(token, MIN_COUNT)
    if rank:
        return CLASSES + rank
    sign = _SIGNS.get(token)
    if sign is not None:
        return sign
    if not token.isalpha() and any(letter.isdigit() for letter in token):
        return NUMBER
    return NAME if token[0].isupper() else UNKNOWN
