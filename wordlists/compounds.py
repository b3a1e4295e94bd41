"""Learning the parts of compounds from the compounds one knows.

Every known form is split in all ways into a first part that something speaks for and a head of the dictionary; hard
choices are made soft by a few rounds of expectation-maximisation, in which a part is as likely as the number of
different compounds it helps to make (types, not tokens: productivity is what a new compound asks for).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import marisa_trie

from ocr_fix.language.automaton import Automaton
from ocr_fix.language.compounds import STEP, Splitter
from ocr_fix.languages.sv.alphabet import VOWELS
from wordlists.automaton import compile_automaton, walkable

_ROUNDS = 3
_MIN_PRODUCTIVITY = 2.0  # compounds that a first part unknown to the dictionary must make
_FIRST_FLOOR = 0.3  # what an unseen first part of the dictionary is taken to have made
_HEAD_FLOOR = 0.2  # and an unseen head
_MIN_PART = 2

PER_LETTER = 1.5
"""What chance pays for each letter of a word, in nats: about the entropy of Swedish spelling per letter in context."""


@dataclass(frozen=True)
class Parts:
    """The parts of compounds with their costs in units of STEP, 0 to 255."""

    firsts: dict[str, int]
    heads: dict[str, int]


def learn_parts(
    known: Iterable[str], anchors: set[str], anchored_words: set[str], heads: set[str], short_firsts: set[str]
) -> Parts:
    """Learn which parts make compounds and how readily.

    Args:
        known: forms in small letters (or with a capital, for compounds that begin with a name).
        anchors: first parts that the dictionary knows.
        anchored_words: words, which may be first parts as they are or with a linking s.
        heads: forms that may end a compound.
        short_firsts: the first parts of two letters that are allowed.
    """
    splits = _all_splits(known, anchors, anchored_words, heads, short_firsts)
    firsts, last = _expectation(splits, defaultdict(lambda: 1.0), defaultdict(lambda: 1.0))
    for _ in range(_ROUNDS):
        firsts, last = _expectation(splits, firsts, last)
    productive = {part: weight for part, weight in firsts.items() if weight >= _MIN_PRODUCTIVITY or part in anchors}
    for part in anchors:
        if len(part) > _MIN_PART or part in short_firsts:
            productive.setdefault(part, 0.0)
    return Parts(
        _costs({part: weight + _FIRST_FLOOR for part, weight in productive.items()}),
        _costs({head: last.get(head, 0.0) + _HEAD_FLOOR for head in heads}),
    )


def build_splitter(parts: Parts, margins: Sequence[float]) -> Splitter:
    """A splitter in memory, as the build needs it before there are files."""
    firsts = marisa_trie.Trie(sorted(parts.firsts))
    costs = first_costs(firsts, parts)
    automata = _automaton(parts.firsts), _automaton(parts.heads)
    return Splitter(firsts, costs, lambda word: parts.heads.get(word, -1), PER_LETTER, margins, automata, VOWELS)


def _automaton(parts: Iterable[str]) -> Automaton:
    return Automaton(memoryview(compile_automaton(walkable({part.lower() for part in parts}))))


def first_costs(firsts: marisa_trie.Trie, parts: Parts) -> bytes:
    """The costs of the first parts by their number in the trie."""
    costs = bytearray(len(firsts))
    for part, cost in parts.firsts.items():
        costs[firsts[part]] = cost
    return bytes(costs)


def _all_splits(
    known: Iterable[str], anchors: set[str], anchored_words: set[str], heads: set[str], short_firsts: set[str]
) -> list[tuple[str, list[int]]]:
    allowed: dict[str, bool] = {}

    def may_be_first(part: str) -> bool:
        verdict = allowed.get(part)
        if verdict is None:
            verdict = (
                part in short_firsts
                if len(part) <= _MIN_PART
                else part in anchors or part in anchored_words or (part[-1] == "s" and part[:-1] in anchored_words)
            )
            allowed[part] = verdict
        return verdict

    found = []
    for word in sorted(known):
        places = [
            place for place in range(_MIN_PART, len(word) - 2) if word[place:] in heads and may_be_first(word[:place])
        ]
        if places:
            found.append((word, places))
    return found


def _expectation(
    splits: list[tuple[str, list[int]]], firsts: defaultdict[str, float], heads: defaultdict[str, float]
) -> tuple[defaultdict[str, float], defaultdict[str, float]]:
    new_firsts: defaultdict[str, float] = defaultdict(float)
    new_heads: defaultdict[str, float] = defaultdict(float)
    for word, places in splits:
        weights = [firsts[word[:place]] * heads[word[place:]] for place in places]
        total = sum(weights)
        for place, weight in zip(places, weights, strict=True):
            new_firsts[word[:place]] += weight / total
            new_heads[word[place:]] += weight / total
    return new_firsts, new_heads


def _costs(weights: dict[str, float]) -> dict[str, int]:
    total = math.fsum(weights.values())
    return {part: min(255, round(-math.log(weight / total) / STEP)) for part, weight in weights.items()}
