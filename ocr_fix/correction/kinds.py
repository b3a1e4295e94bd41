"""What there is to know of a token whatever text it stands in: its words, and whether it takes a second look at all.

Most tokens of most texts are plain: one known word, perhaps with a mark behind it. Texts have far fewer different
tokens than tokens, and archives have few that no earlier document had, so this is worked out once and remembered.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from math import inf

from ocr_fix.correction.guards import is_acronym
from ocr_fix.correction.pieces import Piece, pieces
from ocr_fix.correction.vocabulary import Vocabulary

# Different tokens that are remembered from text to text, up to twice as many and some 40 MB, and those of them that
# were taken apart.
KEPT = 100_000
KEPT_APART = 50_000
# Signs that engines read where a letter begins a word ([ for I, { for f).
LETTER_LIKE = frozenset("[{|!£€$")
# What may stand behind a plain word.
_MARKS = ".,;!?)"
# A shorter word may be a sign that was misread, or a label.
_MIN_PLAIN = 3


class Kinds:
    """Tokens, each worked out once.

    Args:
        vocabulary: the words of the language and the user's.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._cores: tuple[dict[str, str], dict[str, str]] = ({}, {})
        self.pieces = lru_cache(KEPT_APART)(self._take_apart)
        self.words = lru_cache(KEPT_APART)(self._words)
        self.witnesses = lru_cache(KEPT_APART)(self._witnesses)

    def parted(self, tokens: Iterable[str]) -> tuple[dict[str, str], list[str]]:
        """Tokens that are plain with their words, and those that are not.

        Nothing else can be wrong with a plain token than that another word was printed.
        """
        young, old = self._cores
        if len(young) > KEPT:  # what is not asked for until this happens again is forgotten
            young, old = self._cores = {}, young
        plain: dict[str, str] = {}
        others: list[str] = []
        for token in tokens:
            core = young.get(token)
            if core is None:
                core = young[token] = self._core(token) if (known := old.get(token)) is None else known
            if core:
                plain[token] = core
            else:
                others.append(token)
        return plain, others

    def _words(self, token: str) -> tuple[str, ...]:
        """Those of a token's pieces that may be corrected."""
        return tuple([piece.text for piece in self.pieces(token) if piece.is_word])

    def _witnesses(self, token: str) -> tuple[str, ...]:
        """Those of its words that bear witness to how the text was damaged."""
        return tuple([word for word in self.words(token) if not is_acronym(word)])

    def _core(self, token: str) -> str:
        core = token if token.isalpha() else token.rstrip(_MARKS)
        if len(core) < _MIN_PLAIN or not core.isalpha() or not core[1:].islower() or not self._vocabulary.knows(core):
            return ""
        return "" if self._stays(token) else core

    def _stays(self, token: str) -> bool:
        """Whether a token is to be left as it stands whatever its parts are."""
        if self._vocabulary.is_own(token):
            return True
        if not token.islower():
            return self._vocabulary.language.never_correct(token)
        return not token.isalpha() and self._vocabulary.language.is_abbreviation(token)

    def _take_apart(self, token: str) -> tuple[Piece, ...]:
        """A token's words and what stands around them; joined they are the token."""
        if self._stays(token):
            return (Piece(token, False),)
        found = pieces(token)
        if len(found) > 1:
            found = self._without_suspended(self._with_lead(found))
        return tuple(found)

    def _with_lead(self, found: list[Piece]) -> list[Piece]:
        """The same pieces; where a word is none but may be one with the sign before it, that sign belongs to it."""
        lead, first = found[:2]
        closed = any(piece.text[:1] in "]}" for piece in found[2:])
        if lead.text in LETTER_LIKE and not closed and first.is_word and not self._vocabulary.is_word(first.text):
            return [Piece(lead.text + first.text, True), *found[2:]]
        return found

    def _without_suspended(self, found: list[Piece]) -> list[Piece]:
        """The same pieces, with what is the first part of compounds before a hyphen no word to be corrected."""
        for at, (piece, after) in enumerate(pairwise(found)):
            if after.text[0] == "-" and piece.is_word and self._vocabulary.first_cost(piece.text.lower()) < inf:
                found[at] = Piece(piece.text, False)
        return found
