"""Words of one letter that were read as capitals: "frågor som rör I skolan".

An engine tells a capital from a small letter of the same shape by the letters beside it; a word of one letter has none.
In print hardly any such word has a capital between two words in small letters. So where a text has many they were
misread, and the more there are beyond what print has, the surer it is of each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log
from typing import NamedTuple

from ocr_fix.correction.candidates.candidate import Candidate, Scope
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText
from ocr_fix.languages.sv.alphabet import ONE_LETTER_WORDS

_A_NUMBER = "1"  # as good as any


class CapitalSource:
    """For words of one letter of a damaged text with a capital that no sentence begins with: the small letter."""

    name = "capitals"
    scope: Scope = "part"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """The capitals between two words in small letters."""
        return state.once(_capitals).places

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The small letter."""
        capitals = state.once(_capitals)
        if span.first in capitals.places and span.text in capitals.costs:
            small = span.text.lower()
            yield Candidate(small, capitals.costs[span.text], (Confusion(small, span.text),), self.name, (small,))


class Capitals(NamedTuple):
    """The capitals of one text that may have been small letters.

    Attributes:
        places: their indices.
        costs: of each letter that of its being a small one; the lattice weighs capitals inside a sentence beside it.
    """

    places: frozenset[int]
    costs: Mapping[str, float]


def _capitals(state: TextState) -> Capitals:
    if not state.is_damaged:
        return Capitals(frozenset(), {})
    thresholds, words = state.thresholds, state.text.words
    found: dict[int, str] = {}
    small: Counter[str] = Counter()
    for at in _between_small_words(words):
        letter = words[at]
        if letter.islower():
            small[letter.upper()] += 1
        elif state.vocabulary.is_written_small(letter) and not _may_be_numeral(state, words[at - 1], letter):
            found[at] = letter
    costs: dict[str, float] = {}
    for letter, times in Counter(found.values()).items():
        expected = thresholds.legitimate_capitals * (times + small[letter]) + thresholds.capital_smoothing
        if times > expected:
            costs[letter] = thresholds.case_cost - log(times / expected - 1.0)
    return Capitals(frozenset([at for at, letter in found.items() if letter in costs]), costs)


def _may_be_numeral(state: TextState, before: str, letter: str) -> bool:
    """Whether a number is likelier behind a word than the small letter: "bilaga I"."""
    model = state.vocabulary.sentence_model()
    symbols = [model.word_id(word) for word in (_A_NUMBER, letter.lower())]
    number, word = model.log_probs_ids(symbols, model.word_id(""), model.word_id(before))
    return number > word


def _between_small_words(words: Sequence[str]) -> Iterator[int]:
    """The words of one letter between two in small letters."""
    for at, (before, word, after) in enumerate(zip(words, words[1:], words[2:], strict=False), 1):
        if word.lower() in ONE_LETTER_WORDS and before.isalpha() and before.islower() and after[0].islower():
            yield at
