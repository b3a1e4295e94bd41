"""Compound words: the best split of a word into known parts.

Swedish writes compounds as one word and makes new ones freely, so most words a lexicon lacks are compounds. A split is
one to three first parts ("kommun", "lednings", "Södertörns") and a head that inflects like a word ("utskottet"). Each
part has a log-probability learned from the compounds of lexicon and corpora; the best split is the one with the highest
sum. A split counts only when it explains the word better than chance would: the sum must exceed what a text of that
length is expected to cost, which a row of short scraps never does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import marisa_trie

from ocr_fix.language.automaton import Automaton

try:
    from ocr_fix.language._parts import Parts
except ImportError:  # installed where nothing could be compiled
    Parts = None  # type: ignore[assignment, misc]

MAX_PARTS = 4
"""Three first parts and a head; the dictionary's own limit (COMPOUNDWORDMAX)."""

TRIPLE_PENALTY = 2.0
"""Cost in nats of reading one consonant twice: "tillåta" as till + låta."""

STEP = 1 / 16
"""Nats per unit of the scores on disk: one byte, 0 to -15.9."""

_VOWELS = frozenset("aeiouyåäöéàü")
_MIN_HEAD = 3
_SHARED = int(TRIPLE_PENALTY / STEP)


class Analysis(NamedTuple):
    """How a word is put together.

    Attributes:
        parts: in order; joined they are the word (less a consonant where three would meet).
        score: natural logarithm of the probability of these parts.
    """

    parts: tuple[str, ...]
    score: float


class Splitter:
    """Finds the best split of a word.

    Args:
        firsts: all first parts.
        first_costs: cost of each by its number in `firsts`, in units of STEP.
        head_cost: the cost of a head in units of STEP, or -1 where the word cannot be one.
        per_letter: what chance pays for each letter, in nats.
        margins: by how many nats a split into two, three and four parts must beat chance. Few misreadings split into
            two parts, many into three or four short ones, so two parts may even cost more than chance.
        automata: the first parts and all forms, both in small letters: what the compiled search walks.
    """

    __slots__ = ("_first_costs", "_firsts", "_head_cost", "_margins", "_parts", "_per_letter")

    def __init__(
        self,
        firsts: marisa_trie.Trie,
        first_costs: Sequence[int],
        head_cost: Callable[[str], int],
        per_letter: float,
        margins: Sequence[float],
        automata: tuple[Automaton, Automaton] | None = None,
    ) -> None:
        self._firsts = firsts
        self._first_costs = first_costs
        self._head_cost = head_cost
        self._per_letter = per_letter
        self._margins = tuple(margins)
        self._parts: Parts | None = None
        firsts, forms = (None, None) if automata is None else (automaton.graph for automaton in automata)
        if firsts is not None and forms is not None:
            self._parts = Parts(firsts, forms, _MIN_HEAD, self.first_cost, head_cost)

    def first_cost(self, part: str) -> int:
        """The cost of a first part in units of STEP, or -1 where it is none."""
        number = self._firsts.get(part)
        return -1 if number is None else self._first_costs[number]

    def head_cost(self, word: str) -> int:
        """The cost of a head in units of STEP, or -1 where the word cannot be one."""
        return self._head_cost(word)

    def is_head(self, word: str) -> bool:
        """Whether the word may end a compound."""
        return self._head_cost(word) >= 0

    def split(self, word: str) -> Analysis | None:
        """The best split of a word that beats chance, or None.

        Args:
            word: without hyphens; in small letters but for a name as first part ("Södertörnskommunerna").
        """
        best = self.best(word)
        if best is None:
            return None
        return best if self._beats_chance(word, best.score, len(best.parts)) else None

    def _beats_chance(self, word: str, score: float, parts: int) -> bool:
        return score + self._per_letter * len(word) >= self._margins[parts - 2]

    def splits(self, word: str) -> bool:
        """Whether there is such a split."""
        found = self.search(word)
        if found is None:
            return False
        cost, starts = found
        return self._beats_chance(word, -STEP * cost, len(starts))

    def best(self, word: str) -> Analysis | None:
        """The best split into two parts or more, whether it beats chance or not."""
        found = self.search(word)
        if found is None:
            return None
        cost, starts = found
        ends = [*[end for end, _ in starts[1:]], len(word)]
        return Analysis(tuple([word[start:end] for (_, start), end in zip(starts, ends, strict=True)]), -STEP * cost)

    def search(self, word: str) -> tuple[int, tuple[tuple[int, int], ...]] | None:
        """The cheapest split: its cost in units of STEP and, for each part, (end of the part before, own start)."""
        if self._parts is not None:
            return self._parts.search(word, MAX_PARTS - 1, _VOWELS, _SHARED)
        return self.search_in_python(word)

    def search_in_python(self, word: str) -> tuple[int, tuple[tuple[int, int], ...]] | None:
        """The same, slower."""
        length = len(word)
        last = length - _MIN_HEAD
        if last < 2:
            return None
        prefixes, number_of, costs = self._firsts.prefixes, self._firsts.get, self._first_costs
        head_cost = self._head_cost
        best_cost = 1 << 30
        best_starts: tuple[tuple[int, int], ...] | None = None
        open_ends: dict[int, tuple[int, tuple[tuple[int, int], ...]]] = {0: (0, ((0, 0),))}
        head_costs: dict[int, int] = {}
        for _ in range(MAX_PARTS - 1):
            reached: dict[int, tuple[int, tuple[tuple[int, int], ...]]] = {}
            for start, (cost, starts) in open_ends.items():
                for part in prefixes(word[start:] if start else word):
                    end = start + len(part)
                    if end > last:
                        break
                    new_cost = cost + costs[number_of(part)]
                    if new_cost >= best_cost:
                        continue
                    old = reached.get(end)
                    if old is None or new_cost < old[0]:
                        reached[end] = (new_cost, (*starts, (end, end)))
                    letter = word[end - 1]
                    if letter == word[end - 2] and letter not in _VOWELS and end - 1 > start + 1:
                        shared_cost = new_cost + _SHARED
                        old = reached.get(end - 1)
                        if old is None or shared_cost < old[0]:
                            reached[end - 1] = (shared_cost, (*starts, (end, end - 1)))
            for end, (cost, starts) in reached.items():
                head = head_costs.get(end)
                if head is None:
                    head = head_costs[end] = head_cost(word[end:])
                if head >= 0 and cost + head < best_cost:
                    best_cost, best_starts = cost + head, starts
            open_ends = reached
        return None if best_starts is None else (best_cost, best_starts)
