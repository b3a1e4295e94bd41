"""Abbreviations and tokens that are never corrected: small lists, read once and kept in memory."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ocr_fix.errors import DataError
from ocr_fix.wording import worded


class Marks:
    """Tokens with a spelling of their own.

    Args:
        abbreviations: as they are printed, with full stops or without.
        never_correct: tokens; an entry in "/ /" is a regular expression for the whole of a token that is not just
            letters with a small one among them.

    Raises:
        DataError: a pattern is no regular expression.
    """

    def __init__(self, abbreviations: Iterable[str], never_correct: Iterable[str]) -> None:
        self._abbreviations = frozenset(abbreviations)
        literals: set[str] = set()
        patterns: list[str] = []
        for entry in never_correct:
            if len(entry) > 2 and entry.startswith("/") and entry.endswith("/"):
                patterns.append(f"(?:{entry[1:-1]})")
            else:
                literals.add(entry)
        self._literals = frozenset(literals)
        try:
            self._pattern = re.compile("|".join(patterns) or "(?!)")
        except re.error as error:
            raise DataError(worded("never_correct: not a regular expression ({error})", error=error)) from error

    def is_abbreviation(self, token: str) -> bool:
        """Whether a token is a known abbreviation, also with a capital at a sentence start."""
        return token in self._abbreviations or (
            token[:1].isupper() and token[:1].lower() + token[1:] in self._abbreviations
        )

    def never_correct(self, token: str) -> bool:
        """Whether a token is to be left as it stands: numbers, signs, codes, addresses, abbreviations."""
        return self.is_abbreviation(token) or self.is_listed(token)

    def is_listed(self, token: str) -> bool:
        """The same of what is no abbreviation."""
        if token in self._literals:
            return True
        if token.isalpha() and not token.isupper():
            return False
        return self._pattern.fullmatch(token) is not None
