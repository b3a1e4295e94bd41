"""What there is to know of a token whatever text it stands in: its words, and whether it takes a second look at all.

Most tokens of most texts are plain: one known word, perhaps with a mark behind it. Texts have far fewer different
tokens than tokens, and archives have few that no earlier document had, so this is worked out once and remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import inf
from typing import NamedTuple

from ocr_fix.correction.foreign import english
from ocr_fix.correction.guards import is_acronym
from ocr_fix.correction.pieces import Piece, pieces
from ocr_fix.correction.vocabulary import Vocabulary

# Different tokens that are remembered from text to text, some 30 MB of them.
KEPT = 100_000
# Signs that engines read where a letter begins a word ([ for I, { for f).
LETTER_LIKE = frozenset("[{|!£€$")
# What may stand behind a plain word.
_MARKS = ".,;!?)"
# A shorter word may be a sign that was misread, or a label.
_MIN_PLAIN = 3


class Kind(NamedTuple):
    """A token.

    Attributes:
        pieces: its words and what stands around them.
        words: those of its words that may be corrected and bear witness to how the text was damaged.
        is_plain: whether it is a known word, perhaps with a mark behind it: nothing else can be wrong with it than that
            another word was printed.
        english: the word of running English that it is; empty where it is none.
    """

    pieces: tuple[Piece, ...]
    words: tuple[str, ...]
    is_plain: bool
    english: str


class Kinds:
    """Tokens, each worked out once.

    Args:
        vocabulary: the words of the language and the user's.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._kept: dict[str, Kind] = {}
        self._behind = {mark: (Piece(mark, False),) for mark in _MARKS}

    def of(self, tokens: Iterable[str]) -> Mapping[str, Kind]:
        """What there is to know of tokens."""
        kept = self._kept
        if len(kept) > KEPT:
            kept = self._kept = {}
        found = {}
        for token in tokens:
            kind = kept.get(token)
            if kind is None:
                kind = kept[token] = self._work_out(token)
            found[token] = kind
        return found

    def pieces(self, token: str) -> tuple[Piece, ...]:
        """Its words and what stands around them; joined they are the token."""
        kind = self._kept.get(token)
        return kind.pieces if kind is not None else self.of((token,))[token].pieces

    def _work_out(self, token: str) -> Kind:
        core = token.rstrip(_MARKS)
        if len(core) >= _MIN_PLAIN and core.isalpha() and core[1:].islower() and not self._stays(token):
            marks = token[len(core) :]
            behind = (self._behind.get(marks) or (Piece(marks, False),)) if marks else ()
            return Kind((Piece(core, True), *behind), (core,), self._vocabulary.knows(core), english(core))
        found = self._take_apart(token)
        words = tuple([piece.text for piece in found if piece.is_word and not is_acronym(piece.text)])
        return Kind(found, words, is_plain=False, english=english(token))

    def _stays(self, token: str) -> bool:
        """Whether a token is to be left as it stands whatever its parts are."""
        if self._vocabulary.is_own(token):
            return True
        if not token.islower():
            return self._vocabulary.language.never_correct(token)
        return not token.isalpha() and self._vocabulary.language.is_abbreviation(token)

    def _take_apart(self, token: str) -> tuple[Piece, ...]:
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
        return [
            piece._replace(is_word=False)
            if piece.is_word and after.text.startswith("-") and self._vocabulary.first_cost(piece.text.lower()) < inf
            else piece
            for piece, after in zip(found, [*found[1:], Piece("", False)], strict=True)
        ]
