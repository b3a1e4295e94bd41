"""What may have been printed at a place of a token, laid out for a walk along an automaton.

Compiled where a compiler is; `positions.pxd` has the types.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from math import inf

from ocr_fix.correction.error_model.channel import Confusion

try:
    import cython
except ImportError:
    from ocr_fix import _cython as cython


@cython.final
@cython.cclass
class Option:
    """One way to read on.

    Args:
        true: what may have been printed.
        width: over how many observed characters.
        cost: at what cost (negative natural log).
        confusion: which it is.

    Attributes:
        rest: what may have been printed, without its first letter.
        length: the letters of what may have been printed.
    """

    __slots__ = ("confusion", "cost", "length", "rest", "true", "width")

    def __init__(self, true: str, width: int, cost: float, confusion: Confusion) -> None:
        self.true = true
        self.width = width
        self.cost = cost
        self.confusion = confusion
        self.rest = true[1:]
        self.length = len(true)


@cython.final
@cython.cclass
class Position:
    """The ways to read on at a place of a token.

    Args:
        itself: the bit of the character that was read; 0 where it cannot have been printed.
        character: that character, small; a space where it cannot have been printed.
        by_letter: by the numbers of their first letters the options, the cheapest first; its letters come in the order
            of their cheapest options.
        silent: the options without a letter, the cheapest first.

    Attributes:
        costs: for each letter that an option begins with, the cost of the cheapest one, ascending.
        letters: `letters[n]` has the bits of the first `n` of these letters.
        by_number: the options by the number of their first letter.
        skipped: the cost of the cheapest option without a letter; infinite where there is none.
        cheapest: the cost of the cheapest of all options; infinite where there is none.
    """

    __slots__ = ("by_number", "character", "cheapest", "costs", "itself", "letters", "silent", "skipped")

    def __init__(
        self, itself: int, character: str, by_letter: dict[int, list[Option]], silent: Sequence[Option]
    ) -> None:
        self.itself = itself
        self.character = character
        self.silent = list(silent)
        self.by_number: list[list[Option]] = [[] for _ in range(max(by_letter, default=-1) + 1)]
        costs: list[float] = []
        letters = [0]
        for number, options in by_letter.items():
            self.by_number[number] = options
            costs.append(options[0].cost)
            letters.append(letters[len(costs) - 1] | 1 << number)
        # What C reads without asking, and Python faster than that.
        self.costs: Sequence[float] = array("d", costs) if cython.compiled else tuple(costs)
        self.letters: Sequence[int] = array("Q", letters) if cython.compiled else tuple(letters)
        self.skipped = min([option.cost for option in silent[:1]], default=inf)
        self.cheapest = min(costs[0], self.skipped) if costs else self.skipped


END = Position(1 << 63, "", {}, [])
"""What stands behind the last place of a token: nothing but a word's end."""
