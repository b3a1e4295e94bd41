"""Compound words: the best split of a word into known parts.

Swedish writes compounds as one word and makes new ones freely, so most words a lexicon lacks are compounds. A split is
one to three first parts ("kommun", "lednings", "Södertörns") and a head that inflects like a word ("utskottet"). Each
part has a cost, the negative natural logarithm of a probability that was learned from the compounds of lexicon and
corpora; the best split is the one with the lowest sum. A split counts only when it explains the word better than chance
would: the sum must be less than what a text of that length is expected to cost, which that of a row of short scraps
never is.

Compiled where a compiler is; `compounds.pxd` has the types.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

import marisa_trie

from ocr_fix.language.automaton import Automaton
from ocr_fix.language.thresholds import DEFAULT

try:
    import cython
except ImportError:
    from ocr_fix import _cython as cython

if not cython.compiled:
    from ocr_fix.language.automaton import bit_of

    bit_count = int.bit_count

# First parts whose costs are remembered from text to text.
KEPT = 50_000
_MOST_LETTERS = 60
"""Words of more letters are not refused beforehand."""

STEP = 1 / 16
"""Nats per unit of the costs on disk: one byte, 0 to 15.9."""

Starts = tuple[tuple[int, int], ...]
"""Of each part of a split (end of the part before, own start); they differ where both share a letter."""


class Analysis(NamedTuple):
    """How a word is put together.

    Attributes:
        parts: in order; joined they are the word (less a consonant where three would meet).
        cost: negative natural logarithm of the probability of these parts.
    """

    parts: tuple[str, ...]
    cost: float


@cython.final
@cython.cclass
class Splitter:
    """Finds the best split of a word.

    Args:
        firsts: all first parts.
        first_costs: cost of each by its number in `firsts`, in units of STEP.
        head_cost: the cost of a head in units of STEP, or -1 where the word cannot be one.
        per_letter: what chance pays for each letter, in nats.
        margins: by how many nats a split into two, three and four parts must beat chance. Few misreadings split into
            two parts, many into three or four short ones, so two parts may even cost more than chance.
        automata: the first parts and all forms, the heads among them, both in small letters. They say which first parts
            lead to a head at all, so that only these are asked for what they cost.
        vowels: letters that two parts never share.
    """

    __slots__ = (
        "_first_automaton",
        "_first_costs",
        "_firsts",
        "_form_automaton",
        "_head_cost",
        "_kept",
        "_margins",
        "_min_head",
        "_most_parts",
        "_per_letter",
        "_vowels",
    )

    def __init__(
        self,
        firsts: marisa_trie.Trie,
        first_costs: Sequence[int],
        head_cost: Callable[[str], int],
        per_letter: float,
        margins: Sequence[float],
        automata: tuple[Automaton, Automaton],
        vowels: Collection[str],
    ) -> None:
        self._firsts = firsts
        self._first_costs = first_costs
        self._kept: dict[str, int] = {}  # of parts that were asked for: asking the trie takes ten times as long
        self._head_cost = head_cost
        self._per_letter = per_letter
        self._margins = tuple(margins)
        self._first_automaton, self._form_automaton = automata
        self._vowels = frozenset(vowels)
        self._most_parts, self._min_head = DEFAULT.most_parts, DEFAULT.min_head

    def first_cost(self, part: str) -> int:
        """The cost of a first part in units of STEP, or -1 where it is none."""
        cost = self._kept.get(part)
        if cost is None:
            number = self._firsts.get(part)
            if len(self._kept) >= KEPT:
                self._kept.clear()
            cost = self._kept[part] = -1 if number is None else self._first_costs[number]
        return cost

    def head_cost(self, word: str) -> int:
        """The cost of a head in units of STEP, or -1 where the word cannot be one."""
        return self._head_cost(word)

    def is_head(self, word: str) -> bool:
        """Whether the word may end a compound."""
        return self._head_cost(word) >= 0

    def may_be_word(self, small: str) -> bool:
        """Whether a word may be a form or split into parts, whatever these cost: hardly any other may.

        It refuses what is neither in a small part of the time that the answer takes; where nothing is compiled that
        would take longer, and any may be.

        Args:
            small: the word in small letters.
        """
        length = len(small)
        if not cython.compiled or length > _MOST_LETTERS:
            return True
        for letter in small:
            # Forms with letters that it has no bit for are in the lexicon alone.
            if not bit_of(self._form_automaton, letter):  # pyright: ignore[reportPossiblyUnboundVariable]
                return True
        if self._has_form(small, 0):
            return True
        last = length - self._min_head
        reached = self._reached(small, last)
        for start in range(1, last + 1):  # noqa: SIM110 - numbers in C where this is compiled
            if reached >> start & 1 and self._has_form(small, start):
                return True
        return False

    def may_be_words(self, small: list[str]) -> bool:
        """Whether any of some words in small letters may be one; see `may_be_word`."""
        for word in small:  # noqa: SIM110 - words in C where this is compiled
            if self.may_be_word(word):
                return True
        return False

    def _reached(self, small: str, last: int) -> int:
        """Where first parts end, one behind the other, as bits of the places; some share a letter."""
        automaton = self._first_automaton
        masks, targets = automaton.masks, automaton.targets
        place, reached = 1, 1  # of 64 bits where this is compiled
        for start in range(last):
            if not reached >> start & 1:
                continue
            node = 0
            for at in range(start, last):
                bit = bit_of(automaton, small[at])  # pyright: ignore[reportPossiblyUnboundVariable]
                mask = masks[node]
                if not mask & bit:
                    break
                node = targets[2 * node + 2 + bit_count(mask & (bit - 1))]
                if masks[node] >> 63:
                    reached |= place << at + 1
                    if at - start > 1 and small[at] == small[at - 1]:
                        reached |= place << at
        return reached

    def _has_form(self, small: str, start: int) -> bool:
        """Whether a word is a form from a place on."""
        automaton = self._form_automaton
        masks, targets = automaton.masks, automaton.targets
        node = 0
        for at in range(start, len(small)):
            bit = bit_of(automaton, small[at])  # pyright: ignore[reportPossiblyUnboundVariable]
            mask = masks[node]
            if not mask & bit:
                return False
            node = targets[2 * node + 2 + bit_count(mask & (bit - 1))]
        return masks[node] >> 63 != 0

    def split(self, word: str) -> Analysis | None:
        """The best split of a word that beats chance, or None.

        Args:
            word: without hyphens; in small letters but for a name as first part ("Södertörnskommunerna").
        """
        best = self.best(word)
        if best is None:
            return None
        return best if self._beats_chance(word, best.cost, len(best.parts)) else None

    def _beats_chance(self, word: str, cost: float, parts: int) -> bool:
        return self._per_letter * len(word) - cost >= self._margins[parts - 2]

    def splits(self, word: str) -> bool:
        """Whether there is such a split."""
        found = self.search(word)
        if found is None:
            return False
        cost, starts = found
        return self._beats_chance(word, STEP * cost, len(starts))

    def best(self, word: str) -> Analysis | None:
        """The best split into two parts or more, whether it beats chance or not."""
        found = self.search(word)
        if found is None:
            return None
        cost, starts = found
        ends = [*[end for end, _ in starts[1:]], len(word)]
        return Analysis(tuple([word[start:end] for (_, start), end in zip(starts, ends, strict=True)]), STEP * cost)

    def search(self, word: str) -> tuple[int, Starts] | None:
        """The cheapest split: its cost in units of STEP and, for each part, (end of the part before, own start)."""
        length = len(word)
        if length - self._min_head < 2:
            return None
        small = word.lower()
        if len(small) != length:
            small = word
        ways, heads = self._ways(word, small)
        return self._cheapest(word, small, ways, heads) if ways[0] else None

    def _ways(self, word: str, small: str) -> tuple[list[list[int]], list[bool]]:
        """For each place of a word where the first parts end that begin there and lead to a head, and whether one does.

        Args:
            word: the word.
            small: in small letters.
        """
        length = len(word)
        last = length - self._min_head
        nowhere: list[int] = []
        ends = [nowhere] * (length + 1)
        reached = [False] * (length + 1)
        reached[0] = True
        for start in range(last):
            if reached[start]:
                ends[start] = found = self._ends(small, start, last)
                for end in found:
                    reached[end] = True
                    if self._shares(word, small, start, end):
                        reached[end - 1] = True
        heads, leads = [False] * (length + 1), [False] * (length + 1)
        if not ends[0]:
            return ends, heads
        for start in range(last, -1, -1):
            if reached[start]:
                heads[start] = start > 0 and self._has_form(small, start)
                found = ends[start]
                ends[start] = [
                    end for end in found if leads[end] or (leads[end - 1] and self._shares(word, small, start, end))
                ]
                leads[start] = heads[start] or len(ends[start]) > 0
        return ends, heads

    def _ends(self, small: str, start: int, last: int) -> list[int]:
        """Where the first parts end that begin at a place of a word.

        Args:
            small: the word in small letters.
            start: the place.
            last: where they may end at most.
        """
        automaton = self._first_automaton
        masks, targets = automaton.masks, automaton.targets
        ends: list[int] = []
        node = 0
        for at in range(start, last):
            bit = bit_of(automaton, small[at])  # pyright: ignore[reportPossiblyUnboundVariable]
            mask = masks[node]
            if not mask & bit:
                break
            node = targets[2 * node + 2 + bit_count(mask & (bit - 1))]
            if masks[node] >> 63:
                ends.append(at + 1)
        return ends

    def _cheapest(self, word: str, small: str, ways: list[list[int]], heads: list[bool]) -> tuple[int, Starts] | None:
        """The cheapest split along some ways; see `search` and `_ways`."""
        best_cost = 1 << 30
        best_starts: Starts | None = None
        first_costs: dict[tuple[int, int], int] = {}
        head_costs: dict[int, int] = {}
        open_ends: dict[int, tuple[int, Starts]] = {0: (0, ((0, 0),))}
        for _ in range(self._most_parts - 1):
            reached: dict[int, tuple[int, Starts]] = {}
            for start, (cost, starts) in open_ends.items():
                for end in ways[start]:
                    first = first_costs.get((start, end))
                    if first is None:
                        first = first_costs[start, end] = self.first_cost(word[start:end])
                    new_cost = cost + first
                    if first < 0 or new_cost >= best_cost:
                        continue
                    _reach(reached, end, new_cost, (*starts, (end, end)))
                    if self._shares(word, small, start, end):
                        _reach(reached, end - 1, new_cost, (*starts, (end, end - 1)))
            for end, (cost, starts) in reached.items():
                head = head_costs.get(end)
                if head is None:
                    head = head_costs[end] = self._head_cost(word[end:]) if heads[end] else -1
                if head >= 0 and cost + head < best_cost:
                    best_cost, best_starts = cost + head, starts
            open_ends = reached
        return None if best_starts is None else (best_cost, best_starts)

    def _shares(self, word: str, small: str, start: int, end: int) -> bool:
        """Whether the last letter of a part may be the first of the next as well: a consonant like the one before."""
        return end - start > 2 and word[end - 1] == word[end - 2] and small[end - 1] not in self._vowels


def _reach(reached: dict[int, tuple[int, Starts]], place: int, cost: int, starts: Starts) -> None:
    """Note that a place was reached, if it was not at less."""
    known = reached.get(place)
    if known is None or cost < known[0]:
        reached[place] = (cost, starts)
