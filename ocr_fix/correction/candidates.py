"""Candidates: the words that a damaged one may have been.

A search along the observed characters through the automaton of the lexicon: at each place the character stands for
itself or is one of the confusions the channel knows, and only the beginnings of words are followed. Where no word is
reached whole, words are strung to compounds in the same way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import inf
from typing import NamedTuple, Protocol

from ocr_fix.correction.channel import MAX_WIDTH, Confusion
from ocr_fix.swedish.automaton import FINAL, Automaton

# Natural logs. A confusion that no table knows: one character in fifty is misread at random, as any of some forty.
UNKNOWN_COST = 7.5
# A search that has taken this many steps is given up; ordinary words need a few hundred.
MAX_STEPS = 20_000
# Parts of a compound have this many letters at least.
MIN_PART = 3
# So many readings of the rest of a compound are followed.
MAX_STRINGS = 16
# Longer tokens are tables, addresses and noise, not words.
MAX_LENGTH = 60


class Lexicon(Protocol):
    """What the search asks of the language."""

    @property
    def automaton(self) -> Automaton:
        """All forms in small letters."""
        ...

    def knows(self, word: str) -> bool:
        """Whether a word is a form as it is written, capitals and all."""
        ...

    def is_compound(self, word: str) -> bool:
        """Whether it splits into known parts."""
        ...

    def first_cost(self, part: str) -> float:
        """Negative natural log of the probability of a first part of compounds, its linking letters included."""
        ...

    def head_cost(self, part: str) -> float:
        """Negative natural log of the probability of a head of compounds; infinite for what is none."""
        ...


class Candidate(NamedTuple):
    """A word that may have been printed, and how it would have been misread."""

    text: str
    confusions: tuple[Confusion, ...]


class _Option(NamedTuple):
    """One way to read on: what may have been printed, over how many observed characters, at what cost."""

    true: str
    width: int
    cost: float
    confusion: Confusion | None


class Alternatives:
    """For what was read: what may have been printed.

    Args:
        costs: the confusions to try with their costs (negative natural logs).
        limit: the cost up to which a confusion is worth trying.
        random: whether to try confusions that no table knows as well, at `UNKNOWN_COST`.
    """

    def __init__(self, costs: Mapping[Confusion, float], limit: float, *, random: bool = False) -> None:
        table: dict[str, list[_Option]] = defaultdict(list)
        for confusion, cost in sorted(costs.items()):
            if cost <= limit and confusion.true != confusion.read and not _drops_digit(confusion):
                table[confusion.read].append(_Option(confusion.true, len(confusion.read), cost, confusion))
        self._of: Mapping[str, list[_Option]] = dict(table)
        self._costs = costs
        self.limit = limit
        self._random = random and limit >= UNKNOWN_COST

    def cost_of(self, confusions: Iterable[Confusion]) -> float:
        """The cost of several confusions in one word; what is not in the table costs as much as an unknown one."""
        return sum(self._costs.get(confusion, UNKNOWN_COST) for confusion in confusions)

    def touches(self, observed: str) -> bool:
        """Whether any confusion could have had a part in this token."""
        return "" in self._of or any(
            observed[at : at + width] in self._of for width in range(1, MAX_WIDTH + 1) for at in range(len(observed))
        )

    def along(self, observed: str, alphabet: Iterable[str]) -> list[list[_Option]]:
        """For each place of a token, the ways to read on there; the token itself among them."""
        letters = [c for c in observed if c.isalpha()]
        shout = len(letters) > 1 and all(c.isupper() for c in letters)
        return [self._at(observed, at, shout, alphabet) for at in range(len(observed))]

    def _at(self, observed: str, at: int, shout: bool, alphabet: Iterable[str]) -> list[_Option]:
        character = observed[at]
        small = character.lower()
        ordinary = shout or at == 0 or small == character
        # A capital inside a word stands for itself alone; where engines make capitals of small letters, the table
        # says so.
        options = [_Option(small, 1, 0.0, None)] if ordinary else []
        for width in range(min(MAX_WIDTH, len(observed) - at) + 1):
            read = observed[at : at + width]
            options += self._of.get(read, ())
            if ordinary and read != read.lower():
                options += self._of.get(read.lower(), ())
        if self._random:
            options += [_Option(c, 1, UNKNOWN_COST, Confusion(c, small)) for c in alphabet if c != small]
            options += [_Option(c, 0, UNKNOWN_COST, Confusion(c, "")) for c in alphabet]
            if not character.isdigit():
                options.append(_Option("", 1, UNKNOWN_COST, Confusion("", small)))
        return options


def _drops_digit(confusion: Confusion) -> bool:
    """Whether a digit would vanish: it may stand for a letter, but never for nothing (a note's number is printed)."""
    return not confusion.true and any(character.isdigit() for character in confusion.read)


_Place = tuple[int, dict[int, list[_Option]], list[_Option]]
"""The bits of all first letters of the options at a place, the options by that bit, and those without a letter."""

_Hit = tuple[str, float, tuple[Confusion, ...]]
"""What may have been printed, at what cost, through which confusions."""


def words(lexicon: Lexicon, observed: str, alternatives: Alternatives) -> list[Candidate]:
    """The lexicon words that the confusions explain, the cheapest first, without `observed` itself.

    Args:
        lexicon: the language.
        observed: the token as it was read.
        alternatives: the confusions to try.
    """
    if len(observed) > MAX_LENGTH:
        return []
    places = _places(lexicon.automaton, observed, alternatives)
    end = len(places)
    hits = [hit[1:] for hit in _walk(lexicon.automaton, places, 0, alternatives.limit) if hit[0] == end]
    return _ranked(lexicon, observed, hits, compound=False)


def compounds(lexicon: Lexicon, observed: str, alternatives: Alternatives) -> list[Candidate]:
    """The compounds of known parts that the confusions explain, the cheapest first, without `observed` itself."""
    if len(observed) > MAX_LENGTH:
        return []
    places = _places(lexicon.automaton, observed, alternatives)
    hits = [hit[1:] for hit in _Strings(lexicon, places, alternatives.limit).from_place(0)]
    return _ranked(lexicon, observed, hits, compound=True)


def _ranked(lexicon: Lexicon, observed: str, hits: Iterable[_Hit], *, compound: bool) -> list[Candidate]:
    best: dict[str, tuple[float, tuple[Confusion, ...]]] = {}
    for printed, cost, confusions in hits:
        if confusions:
            for text in _cased(printed, observed, confusions):
                if text not in best or cost < best[text][0]:
                    best[text] = (cost, confusions)
    best.pop(observed, None)
    is_word = lexicon.is_compound if compound else lexicon.knows
    ranked = sorted(best.items(), key=lambda item: (item[1][0], item[0]))
    return [Candidate(text, confusions) for text, (_, confusions) in ranked if is_word(text)]


def _places(automaton: Automaton, observed: str, alternatives: Alternatives) -> list[_Place]:
    return [_place(automaton, options) for options in alternatives.along(observed, automaton.letters)]


def _place(automaton: Automaton, options: list[_Option]) -> _Place:
    by_bit: dict[int, list[_Option]] = defaultdict(list)
    silent: list[_Option] = []
    for option in options:
        if not option.true:
            silent.append(option)
        elif option.true[0] in automaton.bits:
            by_bit[automaton.bits[option.true[0]]].append(option)
    return sum(by_bit), dict(by_bit), silent


def _walk(automaton: Automaton, places: list[_Place], start: int, limit: float) -> list[tuple[int, *_Hit]]:
    """Every word that reads the token from a place on to some other: (where it ends, what, cost, confusions)."""
    masks, first, targets = automaton.masks, automaton.first, automaton.targets
    end = len(places)
    found: list[tuple[int, *_Hit]] = []
    stack: list[tuple[int, int, str, float, tuple[Confusion, ...], bool]] = [(0, start, "", 0.0, (), False)]
    steps = 0
    while stack:
        node, at, printed, cost, confusions, lost = stack.pop()
        mask = masks[node]
        if mask & FINAL and printed:
            found.append((at, printed, cost, confusions))
        if at == end:
            continue
        bits, by_bit, silent = places[at]
        steps += 1
        if steps > MAX_STEPS:
            break
        stack += [
            (node, at + option.width, printed, cost + option.cost, (*confusions, option.confusion), lost)
            for option in silent
            if cost + option.cost <= limit and option.confusion is not None
        ]
        bits &= mask
        while bits:  # the letters that may follow here and that some option begins with, one by one
            bit = bits & -bits
            bits ^= bit
            child = targets[first[node] + (mask & (bit - 1)).bit_count()]
            for true, width, extra, confusion in by_bit[bit]:
                total = cost + extra
                if total > limit or (not width and lost):
                    continue
                target = child if len(true) == 1 else automaton.walk(true[1:], child)
                if target >= 0:
                    done = confusions if confusion is None else (*confusions, confusion)
                    stack.append((target, at + width, printed + true, total, done, not width))
    return found


_String = tuple[float, *_Hit]
"""A string of parts: what channel and language together ask for it, and how it reads the token."""


class _Strings:
    """Strings of words along the options, worked out once from each place."""

    def __init__(self, lexicon: Lexicon, places: list[_Place], limit: float) -> None:
        self._lexicon = lexicon
        self._places = places
        self._limit = limit
        self._end = len(places)
        self._kept: dict[int, list[_String]] = {}
        self._links = [_links(place) for place in places]

    def from_place(self, at: int) -> list[_String]:
        """The strings of words that read the token from a place on to its end, the cheapest few."""
        if at not in self._kept:
            found = [string for head in self._heads(at) for string in self._continued(*head)]
            found.sort(key=lambda string: string[:2])
            self._kept[at] = found[:MAX_STRINGS]
        return self._kept[at]

    def _heads(self, at: int) -> list[tuple[int, *_Hit]]:
        """The words that begin at a place, the cheapest way to each; a compound may be parted after them."""
        heads: dict[tuple[int, str], tuple[int, *_Hit]] = {}
        for hit in _walk(self._lexicon.automaton, self._places, at, self._limit):
            stop, printed, cost, _ = hit
            rest = self._end - stop
            if stop - at < MIN_PART - 1 or len(printed) < MIN_PART or 0 < rest < MIN_PART:
                continue
            known = heads.get((stop, printed))
            if known is None or cost < known[2]:
                heads[stop, printed] = hit
        return list(heads.values())

    def _continued(self, stop: int, printed: str, cost: float, confusions: tuple[Confusion, ...]) -> list[_String]:
        if stop == self._end:
            asked = cost + self._lexicon.head_cost(printed)
            return [(asked, printed, cost, confusions)] if asked < inf else []
        found: list[_String] = []
        for link, width in self._links[stop]:
            first = printed + link
            asked = cost + self._lexicon.first_cost(first)
            if self._end - stop - width < MIN_PART or asked == inf:
                continue
            found += [
                (asked + rest_asked, first + rest, cost + more, confusions + others)
                for rest_asked, rest, more, others in self.from_place(stop + width)
                if cost + more <= self._limit
            ]
        return found


def _links(place: _Place) -> list[tuple[str, int]]:
    """What may join the part that ends here to the next: nothing, or an s or a hyphen that stands here unharmed."""
    options = [option for by_letter in place[1].values() for option in by_letter]
    return [("", 0), *((o.true, 1) for o in options if o.confusion is None and o.true in ("s", "-"))]


def _cased(printed: str, observed: str, confusions: tuple[Confusion, ...]) -> tuple[str, ...]:
    """A candidate with the capitals of what was observed; with and without one where that does not tell."""
    letters = [c for c in observed if c.isalpha()]
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return (printed.upper(),)
    first = observed[0]
    capital = printed[:1].upper() + printed[1:]
    if not first.isalpha() or (first == "l" and printed[:1] == "i"):
        return printed, capital
    # Its first letter was misread together with its case (ö read G).
    crossed = confusions[0].read[:1] == first and first != first.lower()
    return (capital,) if first.isupper() and not crossed else (printed,)
