"""What may have been printed for what was read, laid out for a walk along an automaton."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from ocr_fix.correction.candidates.thresholds import SearchThresholds
from ocr_fix.correction.error_model.channel import MAX_WIDTH, Confusion
from ocr_fix.correction.error_model.positions import Option, Position
from ocr_fix.correction.protection.policy import drops_digit
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.correction.tokens.distinct import lines_with
from ocr_fix.language.automaton import Automaton

# Runs of `MAX_WIDTH` characters whose places are remembered.
KEPT = 20_000
# What stands in less than one of so many tokens is looked for in all of them at once.
FEW = 10


def shouts(observed: str) -> bool:
    """Whether several letters were read, all of them capitals."""
    letters = [character for character in observed if character.isalpha()]
    return len(letters) > 1 and all(map(str.isupper, letters))


class Alternatives:
    """For what was read: what may have been printed.

    Args:
        automaton: whose letters are numbered in the places.
        costs: the confusions to try with their costs (negative natural logs).
        thresholds: the numbers to go by.
    """

    def __init__(
        self, automaton: Automaton, costs: Mapping[Confusion, float], thresholds: SearchThresholds = DEFAULT
    ) -> None:
        table: dict[str, list[Option]] = defaultdict(list)
        for confusion, cost in sorted(costs.items()):
            if confusion.true != confusion.read and not drops_digit(confusion):
                table[confusion.read].append(Option(confusion.true, len(confusion.read), cost, confusion))
        self._of: Mapping[str, list[Option]] = dict(table)
        self._touched = re.compile("|".join(map(re.escape, table)) or "(?!)")
        self._bits = automaton.bits
        self._costs = costs
        self._unknown_cost = thresholds.unknown_cost
        # What more than one character may begin: elsewhere the place depends on its first character alone.
        begun = {read[:2] for read in table if len(read) > 1}
        self._begun = {
            one + other
            for pair in begun
            for one in (pair[0], pair[0].upper(), pair[0].lower())
            for other in (pair[1], pair[1].upper(), pair[1].lower())
        }
        self._beginning = frozenset(pair[0] for pair in self._begun)
        self._folded: dict[str, Position] = {}
        self._as_read: dict[str, Position] = {}
        self._at_reads: dict[tuple[str, ...], Position] = {}

    def prepare(self) -> None:
        """Lay out the places of single letters beforehand, for those who will ask for most of them."""
        for letter in self._bits:
            self._place(letter, folds=True)

    def cost_of(self, confusions: Iterable[Confusion]) -> float:
        """The cost of several confusions in one word; what is not in the table costs as much as an unknown one."""
        return sum(self._costs.get(confusion, self._unknown_cost) for confusion in confusions)

    def touches(self, observed: str) -> bool:
        """Whether any confusion could have had a part in this token."""
        return self._touched.search(observed) is not None

    def touched(self, forms: Iterable[str]) -> list[str]:
        """Those of some tokens in which any confusion could have had a part, perhaps more than once."""
        found: list[str] = []
        others = list(forms)
        whole = "\n".join([*others, ""])
        for read in self._of:
            times = whole.count(read)
            if times < len(others) // FEW:  # one long search is cheaper than many short ones
                found += lines_with(whole, read)
            else:
                found += [form for form in others if read in form]
                others = [form for form in others if read not in form]
        return found

    def along(self, observed: str) -> list[Position]:
        """For each place of a token, the ways to read on there."""
        if observed.islower():
            folded = self._folded
            windows = self._windows(observed)
            return [folded.get(window) or self._place(window, folds=True) for window in windows]
        shout = shouts(observed)
        places: list[Position] = []
        for at, (character, window) in enumerate(zip(observed, self._windows(observed), strict=True)):
            # A capital inside a word stands for itself alone; where engines make capitals of small letters, the table
            # says so.
            folds = shout or at == 0 or character.lower() == character
            place = (self._folded if folds else self._as_read).get(window)
            places.append(place or self._place(window, folds=folds))
        return places

    def _windows(self, observed: str) -> list[str]:
        """For each place of a token, as many characters from there on as a reading may begin there."""
        begun, beginning = self._begun, self._beginning
        return [
            observed[at : at + MAX_WIDTH] if character in beginning and observed[at : at + 2] in begun else character
            for at, character in enumerate(observed)
        ]

    def _place(self, window: str, *, folds: bool) -> Position:
        """The place that begins what was read.

        Few windows have readings of their own beyond their first character, so places are few, and shared.
        """
        kept = self._folded if folds else self._as_read
        small = window.lower() if folds else window
        reads = ["", *(window[:width] for width in range(1, len(window) + 1))]
        if small != window:
            reads = [*dict.fromkeys(either for read in reads for either in (read, small[: len(read)]))]
        known = (small[0] if folds else "", *[read for read in reads if read in self._of])
        place = self._at_reads.get(known)
        if place is None:
            place = self._at_reads[known] = self._laid_out(*known)
        if len(kept) >= KEPT:
            kept.clear()
            self._at_reads.clear()
        kept[window] = place
        return place

    def _laid_out(self, character: str, *reads: str) -> Position:
        by_letter: dict[int, list[Option]] = {}
        silent: list[Option] = []
        for option in sorted((o for read in reads for o in self._of[read]), key=lambda option: option.cost):
            if not option.true:
                silent.append(option)
            elif option.true[0] in self._bits:
                by_letter.setdefault(self._bits[option.true[0]].bit_length() - 1, []).append(option)
        return Position(self._bits.get(character, 0), character or " ", by_letter, silent)
