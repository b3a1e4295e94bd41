"""What there is to know of a token whatever text it stands in: its words, and whether it takes a second look at all.

Most tokens of most texts are plain: one known word, perhaps with a mark behind it. Texts have far fewer different
tokens than tokens, and archives have few that no earlier document had, so this is worked out once and remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import pairwise
from math import inf
from typing import NamedTuple

from ocr_fix.correction.registers.protection import is_acronym
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.correction.tokens.pieces import BAR, Piece, pieces

try:
    from ocr_fix.correction.tokens._kinds import part
except ImportError:  # installed where nothing could be compiled
    part = None  # type: ignore[assignment]

# Different tokens that are remembered from text to text, up to twice as many and some 40 MB, and those of them that
# were taken apart.
KEPT = 100_000
KEPT_APART = 50_000
# Signs that engines read where a letter begins a word ([ for I, { for f).
LETTER_LIKE = frozenset("[{|!£€$")
# What may stand behind a plain word.
MARKS = ".,;!?)"
# A shorter word may be a sign that was misread, or a label.
_MIN_PLAIN = 3


class Kind(NamedTuple):
    """A token taken apart.

    Attributes:
        pieces: its words and what stands around them; joined they are the token.
        words: those of its pieces that may be corrected.
        witnesses: those of its words that bear witness to how a text was damaged.
    """

    pieces: tuple[Piece, ...]
    words: tuple[str, ...]
    witnesses: tuple[str, ...]


class Parted(NamedTuple):
    """The different tokens of a text. Nothing can be wrong with a plain one but that another word was printed.

    Attributes:
        plain: the plain ones, each with its word.
        words: these words with their counts.
        others: all other tokens in which there is a letter, or what may be one, with their counts.
        wordless: those in which there is none: numbers and signs, with theirs.
    """

    plain: Mapping[str, str]
    words: Mapping[str, int]
    others: Mapping[str, int]
    wordless: Mapping[str, int]


class TokenClassifier:
    """Tokens, each worked out once.

    Args:
        vocabulary: the words of the language and the user's.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._cores: tuple[dict[str, str], dict[str, str]] = ({}, {})
        self.of = lru_cache(KEPT_APART)(self._take_apart)

    def classify(self, counts: Mapping[str, int]) -> Parted:
        """The different tokens of a text by whether they are plain.

        Args:
            counts: the tokens with their counts.
        """
        young, old = self._cores
        if len(young) > KEPT:  # what is not asked for until this happens again is forgotten
            young, old = self._cores = {}, young
        knows, any_own = self._vocabulary.knows, self._vocabulary.has_own
        compiled_or_not = part_in_python if part is None else part
        return Parted(*compiled_or_not(counts, young, old, knows, self._stays, any_own, MARKS, _MIN_PLAIN))

    def pieces(self, token: str) -> tuple[Piece, ...]:
        """A token's words and what stands around them; joined they are the token."""
        return self.of(token).pieces

    def _stays(self, token: str) -> bool:
        """Whether a token is to be left as it stands whatever its parts are."""
        if self._vocabulary.has_own and self._vocabulary.is_own(token):
            return True
        if not token.islower():
            return self._vocabulary.language.never_correct(token)
        return not token.isalpha() and self._vocabulary.language.is_abbreviation(token)

    def _take_apart(self, token: str) -> Kind:
        if self._stays(token):
            return Kind((Piece(token, False),), (), ())
        if token.isalpha():
            return Kind((Piece(token, True),), (token,), () if is_acronym(token) else (token,))
        found = pieces(token)
        if len(found) > 1:
            found = self._without_suspended(self._with_lead(found))
        words = tuple([text for text, is_word in found if is_word])
        return Kind(tuple(found), words, tuple([word for word in words if not is_acronym(word)]))

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


def part_in_python(
    counts: Mapping[str, int],
    young: dict[str, str],
    old: dict[str, str],
    knows: Callable[[str], bool],
    stays: Callable[[str], bool],
    any_own: bool,
    marks: str,
    shortest: int,
) -> tuple[dict[str, str], dict[str, int], dict[str, int], dict[str, int]]:
    """The different tokens of a text by what they are; see `Parted`.

    Args:
        counts: the different tokens of a text with their counts.
        young: what is remembered of them; what is new is added.
        old: what is remembered of earlier ones.
        knows: whether a word is a known form.
        stays: whether a token stays as it is, whatever its parts are.
        any_own: whether the user has named any words.
        marks: what may stand behind a plain word.
        shortest: letters of a plain word, at least.
    """
    plain: dict[str, str] = {}
    words: dict[str, int] = {}
    others: dict[str, int] = {}
    wordless: dict[str, int] = {}
    for token, count in counts.items():
        core = young.get(token, old.get(token))
        if core is None:
            core = token if token.isalpha() else token.rstrip(marks)
            is_word = len(core) >= shortest and core[1:].islower() and core.isalpha()
            if not is_word or not knows(core):
                core = ""
            elif any_own or core is not token or not token.islower():
                core = "" if stays(token) else core
        young[token] = core
        if core:
            plain[token] = core
            words[core] = words.get(core, 0) + count
        elif BAR in token or any(map(str.isalpha, token)):
            others[token] = count
        else:
            wordless[token] = count
    return plain, words, others, wordless
