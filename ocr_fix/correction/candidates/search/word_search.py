"""The words of the lexicon that a damaged one may have been, and the compounds of its parts.

A search along the observed characters through the automaton of the lexicon: at each place the character stands for
itself or is one of the confusions the channel knows, and only the beginnings of words are followed. Where no word is
reached whole, words are strung to compounds in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf

from ocr_fix.correction.candidates.candidate import Candidate, made
from ocr_fix.correction.candidates.search.walk import Hit, Part, Walk
from ocr_fix.correction.candidates.thresholds import SearchThresholds
from ocr_fix.correction.error_model.alternatives import Alternatives, shouts
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.error_model.positions import Position
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.correction.thresholds import DEFAULT

# The names of these sources.
WORD, COMPOUND = "lexicon", "compounds"


Ways = tuple[Confusion, ...]
"""How a word was misread."""


def words(
    vocabulary: Vocabulary,
    observed: str,
    alternatives: Alternatives,
    limit: float,
    *,
    found: Walk | None = None,
    thresholds: SearchThresholds = DEFAULT,
) -> list[Candidate]:
    """The lexicon words that the confusions explain, the cheapest first, without `observed` itself.

    Args:
        vocabulary: the words.
        observed: the token as it was read.
        alternatives: the confusions to try.
        limit: what all confusions of a word may cost together (negative natural log).
        found: the walk along `observed`, where it has been made; see `walk_along`.
        thresholds: the numbers to go by.
    """
    if len(observed) > thresholds.max_length:
        return []
    if found is None:
        found = walk_along(vocabulary, observed, alternatives.along(observed), thresholds=thresholds)
    hits = [hit[1:] for hit in found.from_place(0, limit)]
    return _ranked(vocabulary, observed, hits, compound=False)


def has_other(
    vocabulary: Vocabulary,
    observed: str,
    alternatives: Alternatives,
    limit: float,
    thresholds: SearchThresholds = DEFAULT,
) -> bool:
    """Whether `words` may find any.

    Args:
        vocabulary: the words.
        observed: the token as it was read.
        alternatives: the confusions to try.
        limit: what all confusions of a word may cost together (negative natural log).
        thresholds: the numbers to go by.
    """
    if len(observed) > thresholds.max_length:
        return False
    return walk_along(vocabulary, observed, alternatives.along(observed), thresholds=thresholds).finds_other(limit)


def walk_along(
    vocabulary: Vocabulary,
    observed: str,
    positions: list[Position],
    *,
    random: bool = False,
    thresholds: SearchThresholds = DEFAULT,
) -> Walk:
    """The walk along a token that `words` and `compounds` take.

    Args:
        vocabulary: the words.
        observed: the token as it was read.
        positions: the confusions to try, laid out along it.
        random: whether to find instead what takes just one confusion that no table knows, at `unknown_cost`.
        thresholds: the numbers to go by.
    """
    sought = observed if random else ""
    return Walk(vocabulary.automaton, positions, sought, whole=True, thresholds=thresholds)


def compounds(
    vocabulary: Vocabulary,
    observed: str,
    heads: Walk,
    of_firsts: Alternatives,
    limit: float,
    thresholds: SearchThresholds = DEFAULT,
) -> list[Candidate]:
    """The compounds of known parts that the confusions explain, the cheapest first, without `observed` itself.

    Args:
        vocabulary: the words.
        observed: the token as it was read.
        heads: the walk along `observed` with the confusions to try; see `walk_along`.
        of_firsts: these confusions, laid out for the automaton of first parts.
        limit: what all confusions of a word may cost together (negative natural log).
        thresholds: the numbers to go by.
    """
    if len(observed) > thresholds.max_length:
        return []
    firsts = Walk(vocabulary.first_parts, of_firsts.along(observed), whole=False, thresholds=thresholds)
    hits = [hit[1:] for hit in _Strings(vocabulary, firsts, heads, len(observed), limit, thresholds).from_place(0)]
    return _ranked(vocabulary, observed, hits, compound=True)


def _ranked(vocabulary: Vocabulary, observed: str, hits: Iterable[Hit], *, compound: bool) -> list[Candidate]:
    best: dict[str, tuple[float, Ways]] = {}
    in_capitals = not observed.islower() and shouts(observed)
    for printed, cost, confusions in hits:
        if confusions:
            cased = ((printed.upper(), confusions),) if in_capitals else _cased(printed, observed, confusions)
            for text, ways in cased:
                if text not in best or cost < best[text][0]:
                    best[text] = (cost, ways)
    if not best:
        return []
    best.pop(observed, None)
    is_word = vocabulary.is_compound if compound else vocabulary.knows
    ranked = sorted(best.items(), key=lambda item: (item[1][0], item[0]))
    source = COMPOUND if compound else WORD
    return [made(text, cost, confusions, source) for text, (cost, confusions) in ranked if is_word(text)]


_String = tuple[float, *Hit]
"""A string of parts: what channel and language together ask for it, and how it reads the token."""


class _Strings:
    """Strings of words along the options, worked out once from each place."""

    def __init__(
        self, vocabulary: Vocabulary, firsts: Walk, heads: Walk, end: int, limit: float, thresholds: SearchThresholds
    ) -> None:
        self._thresholds = thresholds
        self._vocabulary = vocabulary
        self._limit = limit
        self._end = end
        self._kept: dict[int, list[_String]] = {}
        self._firsts: list[list[Part]] = [[] for _ in range(end)]
        self._heads: list[list[_String]] = [[] for _ in range(end)]
        self._find_parts(firsts, heads)

    def from_place(self, at: int) -> list[_String]:
        """The strings of words that read the token from a place on to its end, the cheapest few."""
        if at not in self._kept:
            found = [*self._heads[at]]
            for first in self._firsts[at]:
                found += self._continued(first)
            found.sort(key=lambda string: string[:2])
            self._kept[at] = found[: self._thresholds.max_strings]
        return self._kept[at]

    def _find_parts(self, firsts: Walk, heads: Walk) -> None:
        """Find the parts that begin at each place where another may end, as dear as what stands before them leaves."""
        shortest = self._thresholds.min_part
        spent = {0: 0.0}  # by place, the least that the parts before it cost
        after: dict[int, list[int]] = {}
        leading: set[int] = set()  # places from which parts lead to the token's end; mostly there are none
        for at in range(self._end - shortest + 1):
            if at not in spent:
                continue
            left = self._limit - spent[at]
            ends = firsts.ends(at, left, shortest)
            after[at] = [end for end in ends if end - at >= shortest - 1 and self._end - end >= shortest]
            for end in after[at]:
                spent[end] = min(spent.get(end, inf), spent[at] + ends[end])
            if at and heads.ends(at, left, shortest):
                leading.add(at)
        for at in reversed(after):
            if not leading.isdisjoint(after[at]):
                leading.add(at)
        for at in leading:
            ends_here = leading.intersection(after[at])
            self._firsts[at] = list(_cheapest(firsts.parts(at, ends_here)))
            for _, printed, cost, confusions in _cheapest(heads.parts(at, (self._end,))) if at else ():
                asked = cost + self._vocabulary.head_cost(printed)
                if asked < inf:
                    self._heads[at].append((asked, printed, cost, confusions))

    def _continued(self, first: Part) -> list[_String]:
        then, printed, cost, confusions = first
        rests = self.from_place(then)
        if not rests:  # as most; what it costs need not be known
            return []
        asked = cost + self._vocabulary.first_cost(printed)
        return [
            (asked + rest_asked, printed + rest, cost + more, confusions + others)
            for rest_asked, rest, more, others in rests
            if cost + more <= self._limit
        ]


def _cheapest(hits: Iterable[Part]) -> Iterable[Part]:
    """The cheapest way to each word that reads on to the same place."""
    cheapest: dict[tuple[int, str], Part] = {}
    for hit in hits:
        known = cheapest.get(hit[:2])
        if known is None or hit[2] < known[2]:
            cheapest[hit[:2]] = hit
    return cheapest.values()


def _cased(printed: str, observed: str, confusions: Ways) -> Iterator[tuple[str, Ways]]:
    """A candidate with the first capital of what was observed; with and without one where that does not tell."""
    first = observed[0]
    unclear = not first.isalpha() or (first == "l" and printed[:1] == "i")
    if first.isupper() or unclear:
        yield printed[:1].upper() + printed[1:], confusions
    if unclear or not first.isupper():
        yield printed, confusions
    elif confusions[0].read[:1].lower() == first.lower() and printed[:1] != first.lower():
        # The first letter was misread, and its case may have been too (ö read G).
        true, read = confusions[0]
        yield printed, (Confusion(true, first + read[1:]), *confusions[1:])
