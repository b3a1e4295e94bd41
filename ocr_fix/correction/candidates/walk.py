"""A walk along an automaton and a token at once: the words that the token may have been read from.

`_walk.pyx` is the same walk compiled, many times as fast; it is taken where the installation could compile it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Mapping, Sequence
from itertools import accumulate
from math import inf
from typing import Protocol

from ocr_fix.correction.error_model.alternatives import UNKNOWN_COST, Place
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.language.automaton import FINAL, Automaton

try:
    from ocr_fix.correction.candidates._walk import CompiledWalk
except ImportError:  # installed where nothing could be compiled
    CompiledWalk = None  # type: ignore[assignment, misc]

# A walk that has taken this many steps is given up; ordinary words need a few hundred.
MAX_STEPS = 20_000

Hit = tuple[str, float, tuple[Confusion, ...]]
"""What may have been printed, at what cost, through which confusions."""

Part = tuple[int, *Hit]
"""Where it ends, and how it reads the token up to there."""

_Step = tuple[int, int, str, float, tuple[Confusion, ...], bool]
"""A beginning of a word: its node, the place it has read up to, itself, its cost and confusions, and whether its last
letter was not read at all."""


class Words(Protocol):
    """The words of an automaton that read a token, or a part of it."""

    def from_place(self, start: int, limit: float) -> list[Part]:
        """Every word that reads on from a place at no more than a cost: (where it ends, what, cost, confusions)."""
        ...

    def ends(self, start: int, limit: float, shortest: int) -> Mapping[int, float]:
        """Where the words of so many letters end that read on from a place, each with the least that one costs."""
        ...

    def parts(self, start: int, ends: Container[int]) -> list[Part]:
        """Those of the words that `ends` has found from a place that end at some places."""
        ...


def walk(automaton: Automaton, places: Sequence[Place], random: str = "", *, whole: bool) -> Words:
    """The words of an automaton that read a token, by the fastest walk there is; see `Walk`."""
    compiled = [place.compiled for place in places if place.compiled is not None]
    if automaton.graph is None or CompiledWalk is None or len(compiled) < len(places):
        return Walk(automaton, places, random, whole=whole)
    return CompiledWalk(automaton.graph, compiled, random.lower(), whole, UNKNOWN_COST, MAX_STEPS, Confusion)


def is_compiled() -> bool:
    """Whether the installation has compiled what is walked most."""
    return CompiledWalk is not None


class Walk:
    """The words of an automaton that read a token, or a part of it.

    Args:
        automaton: the words.
        places: of the token.
        random: the token, where just one confusion that no table knows is wanted in each word; else empty.
        whole: whether only words that read on to the token's end are wanted.
    """

    def __init__(self, automaton: Automaton, places: Sequence[Place], random: str = "", *, whole: bool) -> None:
        self._automaton = automaton
        self._places = places
        self._random = random.lower()
        self._found: dict[int, list[Part]] = {}
        self._whole = whole
        # For each place the least that a confusion costs from there on, and what must follow there for a beginning to
        # be of use: where nothing more can be paid for the character itself, else any letter that some option begins
        # with. These spare most of the steps.
        self._least = [*accumulate((place.cheapest for place in reversed(places)), min, initial=inf)][::-1]
        stop = 0 if whole else FINAL
        self._exact = [*(place.itself | stop for place in places), FINAL]
        self._open = [*(-1 if place.silent else place.itself | place.letters[-1] | stop for place in places), FINAL]

    def from_place(self, start: int, limit: float) -> list[Part]:
        """Every word that reads on from a place at no more than a cost: (where it ends, what, cost, confusions)."""
        places, end, whole, random = self._places, len(self._places), self._whole, self._random
        masks, first, targets = self._automaton.masks, self._automaton.first, self._automaton.targets
        found: list[Part] = []
        stack: list[_Step] = [(0, start, "", 0.0, (), False)]
        steps = 0
        while stack and steps < MAX_STEPS:
            node, at, printed, cost, confusions, lost = stack.pop()
            # What the one confusion of a random walk will cost is laid aside until it has come.
            awaits = bool(random) and cost < UNKNOWN_COST
            most = limit - UNKNOWN_COST if awaits else limit
            left = most - cost
            while True:  # along the characters as they were read; what else may have stood there is left for later
                mask = masks[node]
                if at == end:
                    if mask & FINAL and printed and not awaits:
                        found.append((at, printed, cost, confusions))
                    break
                if not whole and mask & FINAL and printed:
                    found.append((at, printed, cost, confusions))
                steps += 1
                place = places[at]
                if left >= place.cheapest:
                    bits = place.letters[bisect_right(place.costs, left)] & mask
                    if bits or place.silent:
                        self._branch(stack, (node, at, printed, cost, confusions, lost), bits, most, awaits=awaits)
                if awaits:
                    self._branch_anywhere(stack, (node, at, printed, cost, confusions, lost), limit)
                bit = place.itself
                if not mask & bit:
                    break
                node = targets[first[node] + (mask & (bit - 1)).bit_count()]
                printed += place.character
                at += 1
                lost = False
        return found

    def ends(self, start: int, limit: float, shortest: int) -> Mapping[int, float]:
        """Where the words of so many letters end that read on from a place, each with the least that one costs."""
        self._found[start] = [part for part in self.from_place(start, limit) if len(part[1]) >= shortest]
        ends: dict[int, float] = {}
        for end, _, cost, _ in self._found[start]:
            ends[end] = min(cost, ends.get(end, inf))
        return ends

    def parts(self, start: int, ends: Container[int]) -> list[Part]:
        """Those of the words that `ends` has found from a place that end at some places."""
        return [part for part in self._found[start] if part[0] in ends]

    def _branch(self, stack: list[_Step], step: _Step, bits: int, limit: float, *, awaits: bool) -> None:
        """Put on the stack where the confusions of a place lead.

        Args:
            stack: the steps to take.
            step: the beginning of a word.
            bits: the letters that may follow and that some confusion begins with.
            limit: what the word may cost.
            awaits: whether a confusion that no table knows is still to come, after which anything may follow.
        """
        node, at, printed, cost, confusions, lost = step
        automaton, least, exact, open_ = self._automaton, self._least, self._exact, self._open
        masks, targets = automaton.masks, automaton.targets
        mask, edges = masks[node], automaton.first[node]
        place = self._places[at]
        for option in place.silent:
            total = cost + option.cost
            if total > limit:
                break
            stack.append((node, at + option.width, printed, total, (*confusions, option.confusion), lost))
        while bits:  # letter by letter
            bit = bits & -bits
            bits ^= bit
            child = targets[edges + (mask & (bit - 1)).bit_count()]
            for true, width, extra, confusion, rest in place.by_letter[bit]:
                total = cost + extra
                if total > limit:
                    break
                if not width and lost:
                    continue
                target = automaton.walk(rest, child) if rest else child
                if target < 0:
                    continue
                then = at + width
                if awaits or masks[target] & (open_[then] if limit - total >= least[then] else exact[then]):
                    stack.append((target, then, printed + true, total, (*confusions, confusion), not width))

    def _branch_anywhere(self, stack: list[_Step], step: _Step, limit: float) -> None:
        """Put on the stack where any letter leads: read as what stands here, lost before it, or none at all."""
        node, at, printed, cost, confusions, lost = step
        masks, least, exact, open_ = self._automaton.masks, self._least, self._exact, self._open
        read = self._random[at]
        total = cost + UNKNOWN_COST
        if not read.isdigit():
            stack.append((node, at + 1, printed, total, (*confusions, Confusion("", read)), lost))
        here, then = (open_[place] if limit - total >= least[place] else exact[place] for place in (at, at + 1))
        letters, targets, edge = self._automaton.letters, self._automaton.targets, self._automaton.first[node]
        bits = masks[node] & ~FINAL
        while bits:  # its letters one by one; its edges stand in the same order
            letter, target = letters[(bits & -bits).bit_length() - 1], targets[edge]
            bits &= bits - 1
            edge += 1
            if masks[target] & then and letter != read:
                done = (*confusions, Confusion(letter, read))
                stack.append((target, at + 1, printed + letter, total, done, False))
            if masks[target] & here and not lost:
                stack.append((target, at, printed + letter, total, (*confusions, Confusion(letter, "")), True))
