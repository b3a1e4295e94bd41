"""Lines that corpora have too few of, made by the grammar in grammar.txt: law, money, tables, codes and others."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

Random = np.random.Generator
Item = TypeVar("Item")

_GRAMMAR = Path(__file__).with_name("grammar.txt")
_HEAD = re.compile(r"\[(=?)([\w -]+?)(?: (\d+))?\]$")
_SLOT = re.compile(r"\{([^{}]*)\}")
_RANGE = re.compile(r"(\d+)-(\d+)$")
_COUNTED = re.compile(r"(words|Words|WORDS|letters)(\d)$")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_CAPITALS = "ABCDEFGHIJKLMNOPRSTUVXYZÅÄÖ"


@dataclass(frozen=True)
class Words:
    """What the lines are filled with.

    Attributes:
        words: Common words in small letters.
        given_names: Given names.
        surnames: Surnames.
        places: Names of places.
    """

    words: Sequence[str]
    given_names: Sequence[str]
    surnames: Sequence[str]
    places: Sequence[str]


@dataclass(frozen=True)
class Grammar:
    """Kinds of lines, each as often as its weight says, and the parts that they name."""

    kinds: Sequence[str]
    lines: dict[str, list[str]]
    parts: dict[str, list[str]]


def generate(words: Words, rng: Random) -> tuple[str, str]:
    """One line and its kind; a tab in it is a wide gap."""
    grammar = read_grammar()
    kind = _pick(rng, grammar.kinds)
    return expand(_pick(rng, grammar.lines[kind]), words, rng), kind


def expand(line: str, words: Words, rng: Random) -> str:
    """Fill in every slot of a line of the grammar, the innermost first."""
    while slot := _SLOT.search(line):
        line = line[: slot.start()] + _filled(slot[1], words, rng) + line[slot.end() :]
    return line.replace("[=", "{").replace("=]", "}").replace("  ", "\t")


@functools.cache
def read_grammar() -> Grammar:
    """The grammar.

    Raises:
        ValueError: If a line stands before the first head.
    """
    kinds: list[str] = []
    lines: dict[str, list[str]] = {}
    parts: dict[str, list[str]] = {}
    section: list[str] | None = None
    for block in re.split(r"\n\n(?=\[)", _GRAMMAR.read_text(encoding="utf-8").rstrip("\n")):
        head, *entries = block.split("\n")
        if head.startswith("#"):
            continue
        found = _HEAD.match(head)
        if not found:
            raise ValueError(f"no head of a section: {head}")
        section = (parts if found[1] else lines).setdefault(found[2], [])
        section += entries
        kinds += [found[2]] * int(found[3] or 0)
    return Grammar(kinds, lines, parts)


def _filled(slot: str, words: Words, rng: Random) -> str:
    """What a slot becomes; it may have slots itself."""
    if "|" in slot:
        return _pick(rng, slot.split("|"))
    if limits := _RANGE.match(slot):
        low, high = int(limits[1]), int(limits[2])
        return f"{rng.integers(low, high + 1):0{len(limits[1])}}"
    if counted := _COUNTED.match(slot):
        return _counted(counted[1], int(counted[2]), words, rng)
    if slot in (parts := read_grammar().parts):
        return _pick(rng, parts[slot])
    return _named(slot, words, rng)


def _counted(kind: str, count: int, words: Words, rng: Random) -> str:
    if kind == "letters":
        return "".join(_pick(rng, _CAPITALS) for _ in range(count))
    phrase = " ".join(_pick(rng, words.words) for _ in range(count))
    return {"words": phrase, "Words": phrase.capitalize(), "WORDS": phrase.upper()}[kind]


def _named(slot: str, words: Words, rng: Random) -> str:
    """Names, amounts and addresses.

    Raises:
        KeyError: If the grammar names a slot that there is not.
    """
    given, surname, place = (_pick(rng, group) for group in (words.given_names, words.surnames, words.places))
    amount = f"{int(10 ** rng.uniform(0.5, 8)):,}".replace(",", _pick(rng, (" ", " ", " ", ".", "")))
    raised = str(rng.integers(1, 10) if rng.random() < 0.7 else rng.integers(10, 60)).translate(_RAISED)
    host = _plain(place if rng.random() < 0.5 else _pick(rng, words.words))
    return {
        "name": f"{given} {surname}",
        "NAME": f"{given} {surname}".upper(),
        "surname": surname,
        "place": place,
        "PLACE": place.upper(),
        "amount": amount,
        "raised": raised,
        "address": _plain(f"{given}.{surname}"),
        "host": host,
    }[slot]


def _plain(text: str) -> str:
    """Without what an address lacks."""
    folded = text.lower().translate(str.maketrans("åäöéü", "aaoeu"))
    return "".join(letter for letter in folded if letter.isalnum() or letter == ".")


def _pick(rng: Random, items: Sequence[Item]) -> Item:
    return items[int(rng.integers(len(items)))]
