"""What there is to know of a token whatever text it stands in: its words, and whether it takes a second look at all.

Most tokens of most texts are plain: one known word, perhaps with a mark behind it. Texts have far fewer different
tokens than tokens, and archives have few that no earlier document had, so this is worked out once and remembered.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache, partial
from typing import NamedTuple

from ocr_fix.correction.protection.policy import Protection
from ocr_fix.correction.protection.veto import Veto
from ocr_fix.correction.registers.thresholds import RegisterThresholds
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.correction.tokens.parts import parts_of
from ocr_fix.correction.tokens.plain import part
from ocr_fix.correction.tokens.span import Span, part_of_token
from ocr_fix.notation.orthography import RAISED_FIGURES

# Different tokens that are remembered from text to text, up to twice as many and some 40 MB, and those of them that
# were taken apart.
KEPT = 100_000
KEPT_APART = 50_000
# Signs that engines read where a letter begins a word ([ for I, { for f).
LETTER_LIKE = frozenset("[{|!£€$")
# One that print has before a word, too, where it is closed again.
OPENING = "("


class TokenParts(NamedTuple):
    """A token taken apart.

    Attributes:
        parts: its words and what stands around them; joined they are the token.
        words: those of its parts that may be corrected.
        evidence: those of its words that tell how a text was damaged.
        strange: whether any of its words is none of the language, not as a compound either.
        known: whether all of its words that tell how a text was damaged are forms of the language or the user's.
    """

    parts: tuple[Span, ...]
    words: tuple[str, ...]
    evidence: tuple[str, ...]
    strange: bool
    known: bool


_token_parts = partial(tuple.__new__, TokenParts)  # a fraction of the time that the constructor takes


class TokenClasses(NamedTuple):
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

    def less(self, aside: Mapping[str, int], counts: Mapping[str, int]) -> TokenClasses:
        """The classes of a text of which some tokens are put aside.

        Args:
            aside: these tokens, with how many of each.
            counts: how many there are of all tokens.
        """
        plain, words = dict(self.plain), dict(self.words)
        others, wordless = dict(self.others), dict(self.wordless)
        for token, taken in aside.items():
            if token in plain:
                word = plain[token] if taken < counts[token] else plain.pop(token)
                _take(words, word, taken)
            else:
                _take(others if token in others else wordless, token, taken)
        return TokenClasses(plain, words, others, wordless)


def _take(counts: dict[str, int], form: str, taken: int) -> None:
    counts[form] -= taken
    if not counts[form]:
        del counts[form]


class TokenClassifier:
    """Tokens, each worked out once.

    Args:
        vocabulary: the words of the language and the user's.
        thresholds: the numbers to go by.

    Attributes:
        protection: says what is left alone.
        of: takes a token apart.
    """

    def __init__(self, vocabulary: Vocabulary, thresholds: RegisterThresholds = DEFAULT) -> None:
        self.protection = Protection(vocabulary, thresholds)
        self._vocabulary = vocabulary
        self._shortest = thresholds.plain_length
        self._cores: tuple[dict[str, str], dict[str, str]] = ({}, {})
        self.of = lru_cache(KEPT_APART)(self._take_apart)

    def classify(self, counts: Mapping[str, int]) -> TokenClasses:
        """The different tokens of a text by whether they are plain.

        Args:
            counts: the tokens with their counts.
        """
        young, old = self._cores
        if len(young) > KEPT:  # what is not asked for until this happens again is forgotten
            young, old = self._cores = {}, young
        knows, any_own = self._vocabulary.knows, self._vocabulary.has_own
        return TokenClasses(*part(counts, young, old, knows, self._stays, any_own, self._shortest))

    def parts(self, token: str) -> tuple[Span, ...]:
        """A token's words and what stands around them; joined they are the token."""
        return self.of(token).parts

    def of_unclosed(self, token: str) -> TokenParts:
        """A token whose opening bracket nothing closes: part of a word where the rest is none ("(lär" for där)."""
        return self._take_apart(token, LETTER_LIKE | {OPENING})

    def _stays(self, token: str) -> bool:
        return self.protection.of_token(token) is not None

    def _take_apart(self, token: str, letter_like: frozenset[str] = LETTER_LIKE) -> TokenParts:
        veto = self.protection.of_token(token)
        if veto is not None:
            return _token_parts(((part_of_token(token, veto),), (), (), False, True))
        found = self.protection.of_code(token) or parts_of(token)
        if len(found) > 1:
            found = self.protection.of_suspended(self._with_lead(found, letter_like))
        found = [piece for part in found for piece in self._without_note(part)]
        words = tuple([part.text for part in found if part.veto is None])
        gives_evidence = self.protection.gives_evidence
        unknown = [word for word in words if not self._vocabulary.knows(word)]
        is_strange = not all(map(self._vocabulary.is_compound, unknown))
        is_known = not any(map(gives_evidence, unknown))
        return _token_parts((tuple(found), words, tuple(filter(gives_evidence, words)), is_strange, is_known))

    def _without_note(self, part: Span) -> list[Span]:
        """A known word without the raised figures of a note behind it; any other part as it is."""
        word = part.text.rstrip(RAISED_FIGURES)
        if not part.is_word or word == part.text or not self._vocabulary.is_word(word):
            return [part]
        return [part._replace(text=word), part_of_token(part.text[len(word) :], Veto.NUMBER, part.offset + len(word))]

    def _with_lead(self, found: list[Span], letter_like: frozenset[str]) -> list[Span]:
        """The same parts; where a word is none but may be one with the sign before it, that sign belongs to it."""
        lead, first = found[:2]
        if lead.text not in letter_like:
            return found
        closed = any(part.text[:1] in "]}" for part in found[2:])
        if not closed and first.is_word and not self._vocabulary.is_word(first.text):
            return [part_of_token(lead.text + first.text), *found[2:]]
        return found
