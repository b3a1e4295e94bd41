"""The lexicon: which forms there are, how they are written and how common they are.

Compiled where a compiler is; `lexicon.pxd` has the types.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Literal

import marisa_trie

from ocr_fix.language.automaton import Automaton
from ocr_fix.language.common_forms import CommonForms
from ocr_fix.language.thresholds import DEFAULT

try:
    import cython
except ImportError:
    from ocr_fix import _cython as cython

if not cython.compiled:
    from ocr_fix.language.automaton import bit_of

    bit_count = int.bit_count

Case = Literal["lower", "name", "acronym", "mixed", "unknown"]

CASE_MASK = 0b11
"""The bits of a form's flags that are an index of `CASES`."""
CASES: tuple[Case, ...] = ("lower", "name", "acronym", "mixed")
SUSPECT = 0b100
"""The form stands in the corpora but is taken for an error: counted, never known."""
VETTED = 0b1000
"""The form stands in a dictionary or a list, not in the corpora alone."""
MOST_RANKS = 1 << 20
"""Ranks are less than this: their lower 16 bits are numbers of their own, the upper four stand above a form's flags."""


def packed(rank: int, flags: int) -> tuple[int, int]:
    """A rank and flags as they are kept, in 16 and 8 bits: most forms have no rank, and none needs 32 bits.

    Raises:
        ValueError: there is no room for such a rank.
    """
    if not 0 <= rank < MOST_RANKS:
        raise ValueError(f"{rank}: not the rank of one of {MOST_RANKS - 1} forms")
    return rank & 0xFFFF, flags | rank >> 16 << 4


def unpacked(low: int, flags: int) -> tuple[int, int]:
    """The rank and the flags of a form as they were before `packed`."""
    return low | flags >> 4 << 16, flags & 0b1111


@cython.final
@cython.cclass
class Lexicon:
    """Known forms with their counts.

    A form is kept as it is written inside a sentence: "kommunen", "Stockholm", "EU". At a sentence start and in
    capitals a word is found through that form.

    Args:
        trie: all forms.
        ranks: by number of the form the lower 16 bits of its place among those of the corpora, the most common first,
            from 1; 0 for the others.
        counts: occurrences in the corpora by rank; 0 at rank 0.
        flags: by number of the form its case, SUSPECT and VETTED bits and the upper bits of its rank, see `packed`.
        total: words counted in all.
        automaton: all forms but suspects in small letters, but for those in letters that it has no room for; it
            says sooner what is no form.
        common: the commonest forms by hash; it says sooner what is one.

    Attributes:
        log_unseen: what the natural log of the share of a word exceeds that was counted at all.
    """

    __slots__ = (
        "_automaton",
        "_common",
        "_counts",
        "_flags",
        "_get",
        "_last",
        "_log_total",
        "_log_unknown",
        "_ranks",
        "_trie",
        "_unseen",
        "log_unseen",
    )

    def __init__(
        self,
        trie: marisa_trie.Trie,
        ranks: Sequence[int],
        counts: Sequence[int],
        flags: Sequence[int],
        total: int,
        automaton: Automaton | None = None,
        common: CommonForms | None = None,
    ) -> None:
        self._automaton = automaton
        self._common = common
        self._trie = trie
        self._get = trie.get
        # The last word that was asked for, with its number: several things are asked of a word, mostly in a row.
        self._last: tuple[str, int] = ("", -1)
        self._ranks = ranks
        self._counts = counts
        self._flags = flags
        self._log_total = math.log(total)
        self._unseen = DEFAULT.unseen_count
        self._log_unknown = math.log(DEFAULT.unknown_count) - self._log_total
        self.log_unseen = max(self._log_unknown, math.log(self._unseen) - self._log_total)

    def __len__(self) -> int:
        return len(self._trie)

    def number(self, word: str) -> int:
        """The number of the form that a word is, at a sentence start or in capitals too; -1 where there is none."""
        last = self._last  # at once: threads share it
        before = last[0]
        if before == word:
            return last[1]
        found = self.find(word)
        if found < 0:
            found = self._folded(word) if word[:1].isupper() else -1
        elif self._flags[found] & SUSPECT and word[:1].isupper():
            # No name that print has ("Kvarn"), but perhaps a word at the start of a sentence.
            folded = self._folded(word)
            found = found if folded < 0 or self._flags[folded] & SUSPECT else folded
        self._last = (word, found)
        return found

    def _folded(self, word: str) -> int:
        """The number of the form that a word with capitals is which is none as it stands; -1 where there is none."""
        lower = word.lower()
        found = self.find(lower)
        if found < 0 and word.isupper():
            found = self.find("-".join([part[:1].upper() + part[1:] for part in lower.split("-")]))
        return found

    def find(self, form: str) -> int:
        """The number of a form as it is written; -1 where there is none."""
        number = -1
        if cython.compiled and self._common is not None:
            number = self._common.find(form)
        if number < 0:
            found: int | None = self._get(form)
            number = -1 if found is None else found
        return number

    def _rank(self, number: int) -> int:
        """The place of a form among those of the corpora."""
        return self._ranks[number] | self._flags[number] >> 4 << 16

    def knows(self, word: str) -> bool:
        """Whether the word is a known form and no suspect."""
        if cython.compiled and self._is_none(word):
            return False
        number = self.number(word)
        return number >= 0 and not self._flags[number] & SUSPECT

    def _is_none(self, word: str) -> bool:
        """Whether a word in small letters is surely no form: the automaton says so sooner than the trie."""
        automaton = self._automaton
        if automaton is None or (self._common is not None and self._common.find(word) >= 0):
            return False
        masks, targets = automaton.masks, automaton.targets
        node, is_lost = 0, False
        for letter in word:
            bit = bit_of(automaton, letter)  # pyright: ignore[reportPossiblyUnboundVariable]
            mask = masks[node]
            if not bit:  # a capital, or a letter that the automaton has no room for
                return False
            if not is_lost:
                if mask & bit:
                    node = targets[2 * node + 2 + bit_count(mask & (bit - 1))]
                else:
                    is_lost = True
        return is_lost or not masks[node] >> 63

    def count(self, word: str) -> int:
        """Occurrences in the corpora, suspects included; 0 for what is not there."""
        number = self.number(word)
        return 0 if number < 0 else self._counts[self._rank(number)]

    def rank(self, word: str, least: int) -> int:
        """The place of a word among the forms of the corpora, from 1; 0 if it occurs less often than `least`."""
        number = self.number(word)
        if number < 0:
            return 0
        rank = self._rank(number)
        return rank if self._counts[rank] >= least else 0

    def commonest(self, cost: float) -> list[str]:
        """The commonest forms, suspects among them, in the order of their numbers.

        Args:
            cost: negative natural log of their share of running text, at most.
        """
        ranks, counts, last = self._ranks, self._counts, 0
        while last + 1 < len(counts) and self._log_total - math.log(counts[last + 1] + self._unseen) <= cost:
            last += 1
        first, low = int(last <= 0xFFFF), min(last, 0xFFFF)  # of the lower bits of the ranks: those of most forms tell
        near = [number for number in range(len(ranks)) if first <= ranks[number] <= low]
        return [self._trie.restore_key(number) for number in near if 0 < self._rank(number) <= last]

    def is_suspect(self, word: str) -> bool:
        """Whether the word stands in the corpora or the lists as an error."""
        number = self.number(word)
        return number >= 0 and bool(self._flags[number] & SUSPECT)

    def log_frequency(self, word: str) -> float:
        """Natural logarithm of the word's share of running text; floors for the unseen and for the unknown."""
        number = self.number(word)
        if number < 0:
            return self._log_unknown
        return math.log(self._counts[self._rank(number)] + self._unseen) - self._log_total

    def case_of(self, word: str) -> Case:
        """How the word is written inside a sentence."""
        number = self.number(word)
        return "unknown" if number < 0 else CASES[self._flags[number] & CASE_MASK]

    def __iter__(self) -> Iterator[str]:
        return (form for form in self._trie if not self._flags[self._trie[form]] & SUSPECT)
