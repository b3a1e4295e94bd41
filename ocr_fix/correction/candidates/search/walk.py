"""A walk along an automaton and a token at once: the words that the token may have been read from.

Compiled where a compiler is; `walk.pxd` has the types.
"""

from __future__ import annotations

from collections.abc import Container, Mapping

from ocr_fix.correction.candidates.thresholds import SearchThresholds
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.error_model.positions import END, Option, Position
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.language.automaton import Automaton

try:
    import cython
except ImportError:
    from ocr_fix import _cython as cython

if not cython.compiled:
    from bisect import bisect_right

    bit_count = int.bit_count

    def letters_within(place: Position, left: float) -> int:
        """The bits of the letters that some options of a place begin with which cost no more than a limit."""
        return place.letters[bisect_right(place.costs, left)]


Hit = tuple[str, float, tuple[Confusion, ...]]
"""What may have been printed, at what cost, through which confusions."""

Part = tuple[int, *Hit]
"""Where it ends, and how it reads the token up to there."""

_ANY = (1 << 64) - 1
_FINAL = 1 << 63


def is_compiled() -> bool:
    """Whether the installation has compiled what is walked most."""
    return bool(cython.compiled)


@cython.final
@cython.no_gc
@cython.freelist(512)
@cython.cclass
class Step:
    """A beginning of a word that ends with a confusion.

    Attributes:
        node: of the automaton.
        at: the place that it has read up to.
        cost: of its confusions.
        lost: whether its last letter was not read at all.
        before: the beginning before the confusion; None for the empty one.
        what: the confusion's option, or the letter that was printed where no table knows it; "" for none.
    """

    __slots__ = ("at", "before", "cost", "lost", "node", "what")

    node: int
    at: int
    cost: float
    lost: bool
    before: Step | None
    what: Option | str


_Hit = tuple[int, Step]
"""Where a word ends, and the last of its confusions."""


def _step(node: int, at: int, cost: float, lost: bool, before: Step | None, what: Option | str) -> Step:
    """A step; a constructor would take longer."""
    step = Step.__new__(Step)
    step.node = node
    step.at = at
    step.cost = cost
    step.lost = lost
    step.before = before
    step.what = what
    return step


@cython.final
@cython.cclass
class Walk:
    """The words of an automaton that read a token, or a part of it.

    Args:
        automaton: the words.
        places: of the token.
        random: the token, where just one confusion that no table knows is wanted in each word; else empty.
        whole: whether only words that read on to the token's end are wanted.
        thresholds: the numbers to go by.

    Attributes:
        cut: whether there was more to look at than a walk may.
    """

    __slots__ = (
        "_automaton",
        "_end",
        "_found",
        "_max_steps",
        "_places",
        "_random",
        "_read",
        "_stop",
        "_unknown_cost",
        "_whole",
        "cut",
    )

    def __init__(
        self,
        automaton: Automaton,
        places: list[Position],
        random: str = "",
        *,
        whole: bool,
        thresholds: SearchThresholds = DEFAULT,
    ) -> None:
        self._automaton = automaton
        self._end = len(places)
        self._places = [*places, END]
        self._read = "".join([place.character for place in places])
        self._random = random.lower() if random else random
        self._found: dict[int, list[_Hit]] = {}
        self._whole = whole
        self._stop = 0 if whole else _FINAL
        self.cut = False
        self._unknown_cost, self._max_steps = thresholds.unknown_cost, thresholds.max_steps

    def from_place(self, start: int, limit: float) -> list[Part]:
        """Every word that reads on from a place at no more than a cost: (where it ends, what, cost, confusions)."""
        return [self._part(start, at, step) for at, step in self._hits(start, limit)]

    def finds_other(self, limit: float) -> bool:
        """Whether a word reads as the token at no more than a cost that has a confusion."""
        for _, step in self._hits(0, limit):  # noqa: SIM110 - of C where this is compiled
            if step.before is not None:
                return True
        return False

    def ends(self, start: int, limit: float, shortest: int) -> Mapping[int, float]:
        """Where the words of so many letters end that read on from a place, each with the least that one costs."""
        found: list[_Hit] = []
        ends: dict[int, float] = {}
        for hit in self._hits(start, limit):
            at, step = hit
            if self._length(start, at, step) >= shortest:
                found.append(hit)
                least = ends.get(at)
                if least is None or step.cost < least:
                    ends[at] = step.cost
        self._found[start] = found
        return ends

    def parts(self, start: int, ends: Container[int]) -> list[Part]:
        """Those of the words that `ends` has found from a place that end at some places."""
        return [self._part(start, at, step) for at, step in self._found[start] if at in ends]

    def _hits(self, start: int, limit: float) -> list[_Hit]:
        """The words that read on from a place at no more than a cost: where each ends, and its last step."""
        places, end, whole = self._places, self._end, self._whole
        automaton = self._automaton
        masks, targets = automaton.masks, automaton.targets
        is_random = len(self._random) > 0
        found: list[_Hit] = []
        stack = [_step(0, start, 0.0, False, None, "")]
        steps = 0
        while stack and steps < self._max_steps:
            step = stack.pop()
            node, at, lost = step.node, step.at, step.lost
            # What the one confusion of a random walk will cost is laid aside until it has come.
            awaits = is_random and step.cost < self._unknown_cost
            most = limit - self._unknown_cost if awaits else limit
            left = most - step.cost
            while True:  # along the characters as they were read; what else may have stood there is left for later
                mask = masks[node]
                if mask >> 63 and node and (at == end or not whole) and not (at == end and awaits):
                    found.append((at, step))
                if at == end:
                    break
                steps += 1
                place = places[at]
                if left >= place.cheapest:
                    bits = letters_within(place, left) & mask  # pyright: ignore[reportPossiblyUnboundVariable]
                    if bits or place.silent:
                        self._branch(stack, step, place, node, at, lost, bits, most, awaits)
                if awaits:
                    self._branch_anywhere(stack, step, node, at, lost, limit)
                bit = place.itself
                if not mask & bit:
                    break
                node = targets[2 * node + 2 + bit_count(mask & (bit - 1))]
                at += 1
                lost = False
        self.cut = self.cut or len(stack) > 0
        return found

    def _branch(
        self,
        stack: list[Step],
        step: Step,
        place: Position,
        node: int,
        at: int,
        lost: bool,
        bits: int,
        limit: float,
        awaits: bool,
    ) -> None:
        """Put on the stack where the confusions of a place lead.

        Args:
            stack: the steps to take.
            step: the beginning of a word with its confusions so far.
            place: where it has come to.
            node: likewise.
            at: likewise.
            lost: whether its last letter was not read at all.
            bits: the letters that may follow and that some confusion begins with.
            limit: what the word may cost.
            awaits: whether a confusion that no table knows is still to come, after which anything may follow.
        """
        automaton = self._automaton
        mask, edges = automaton.masks[node], 2 * node + 2
        cost = step.cost
        for option in place.silent:
            total = cost + option.cost
            if total > limit:
                break
            stack.append(_step(node, at + option.width, total, lost, step, option))
        while bits:  # letter by letter
            bit = bits & -bits
            bits ^= bit
            child = automaton.targets[edges + bit_count(mask & (bit - 1))]
            options = place.by_number[bit_count(bit - 1)]
            for option in options:
                total = cost + option.cost
                if total > limit:
                    break
                width = option.width
                if not width and lost:
                    continue
                target = automaton.walk(option.rest, child) if option.rest else child
                if target < 0:
                    continue
                if awaits or automaton.masks[target] & self._useful(at + width, limit - total):
                    stack.append(_step(target, at + width, total, not width, step, option))

    def _branch_anywhere(self, stack: list[Step], step: Step, node: int, at: int, lost: bool, limit: float) -> None:
        """Put on the stack where any letter leads: read as what stands here, lost before it, or none at all."""
        automaton = self._automaton
        masks, targets, letters = automaton.masks, automaton.targets, automaton.letters
        read = self._random[at]
        total = step.cost + self._unknown_cost
        if not read.isdigit():
            stack.append(_step(node, at + 1, total, lost, step, ""))
        here, after = self._useful(at, limit - total), self._useful(at + 1, limit - total)
        edge = 2 * node + 2
        bits = masks[node] & (_FINAL - 1)
        while bits:  # its letters one by one; its edges stand in the same order
            bit = bits & -bits
            bits ^= bit
            letter, target = letters[bit_count(bit - 1)], targets[edge]
            edge += 1
            if masks[target] & after and letter != read:
                stack.append(_step(target, at + 1, total, False, step, letter))
            if masks[target] & here and not lost:
                stack.append(_step(target, at, total, True, step, letter))

    def _useful(self, at: int, left: float) -> int:
        """The bits of what may follow at a place for a beginning to be of use.

        It is the character itself and the letters that options begin with which can be paid; anything where one without
        a letter can. Most steps lead nowhere, and this spares them.

        Args:
            at: the place.
            left: what may still be paid.
        """
        place = self._places[at]
        if left < place.cheapest:
            return place.itself | self._stop
        if left >= place.skipped:
            return _ANY
        return place.itself | letters_within(place, left) | self._stop  # pyright: ignore[reportPossiblyUnboundVariable]

    def _length(self, start: int, end: int, step: Step) -> int:
        """The letters of what was printed between two places."""
        length = end - start
        while step.before is not None:
            what = step.what
            if isinstance(what, Option):
                option = what
                length += option.length - option.width
            elif not what:
                length -= 1
            elif step.lost:
                length += 1
            step = step.before
        return length

    def _part(self, start: int, end: int, step: Step) -> Part:
        """What was printed between two places and through which confusions."""
        parts: list[str] = []
        confusions: list[Confusion] = []
        cost, stop = step.cost, end
        while step.before is not None:
            if step.at < stop:
                parts.append(self._read[step.at : stop])
            what = step.what
            if isinstance(what, Option):
                option = what
                stop = step.at - option.width
                parts.append(option.true)
                confusions.append(option.confusion)
            else:
                stop = step.at if what and step.lost else step.at - 1
                parts.append(what)
                confusions.append(Confusion(what, self._random[stop : step.at]))
            step = step.before
        parts.append(self._read[start:stop])
        parts.reverse()
        confusions.reverse()
        return end, "".join(parts), cost, tuple(confusions)
