"""Compiles word forms into a minimal automaton: the smallest graph whose paths from the root are just those forms.

Built in one pass over the sorted forms (Daciuk, Mihov, Watson and Watson, "Incremental construction of minimal acyclic
finite-state automata", Computational Linguistics 26(1), 2000). `ocr_fix.language.automaton` reads what is written here.
"""

from __future__ import annotations

import struct
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence

MAGIC = b"OFAUTO2\0"
MAX_LETTERS = 63


class _Node:
    __slots__ = ("edges", "final", "number")

    def __init__(self) -> None:
        self.edges: dict[str, _Node] = {}
        self.final = False
        self.number = -1

    def key(self) -> tuple[object, ...]:
        return (self.final, *((letter, id(node)) for letter, node in self.edges.items()))


class _Builder:
    def __init__(self) -> None:
        self.root = _Node()
        self._unchecked: list[tuple[_Node, str, _Node]] = []
        self._minimal: dict[tuple[object, ...], _Node] = {}
        self._last = ""

    def add(self, form: str) -> None:
        """Add a form; they must come sorted and without repeats."""
        shared = 0
        for a, b in zip(form, self._last, strict=False):
            if a != b:
                break
            shared += 1
        self._minimise(shared)
        node = self._unchecked[-1][2] if self._unchecked else self.root
        for letter in form[shared:]:
            longer = _Node()
            node.edges[letter] = longer
            self._unchecked.append((node, letter, longer))
            node = longer
        node.final = True
        self._last = form

    def finish(self) -> _Node:
        """The root of the whole."""
        self._minimise(0)
        return self.root

    def _minimise(self, down_to: int) -> None:
        while len(self._unchecked) > down_to:
            parent, letter, child = self._unchecked.pop()
            parent.edges[letter] = self._minimal.setdefault(child.key(), child)


def compile_automaton(forms: Iterable[str]) -> bytes:
    """The automaton of word forms as the bytes of a file.

    Args:
        forms: distinct, not empty, in any order; no more than `MAX_LETTERS` different letters in all.

    Returns:
        Magic, the length of the nodes in bytes, that of the letters, these, then the nodes, all little-endian: of each
        the set of its letters (64 bits, the highest says that a form ends here), then for each edge its target (32
        bits), filled up to eight bytes. A node is told by where it stands, in units of eight bytes.

    Raises:
        ValueError: there are too many different letters.
    """
    words = sorted(forms)
    letters = "".join(sorted({letter for word in words for letter in word}))
    if len(letters) > MAX_LETTERS:
        rare = Counter("".join(words)).most_common()[MAX_LETTERS:]
        raise ValueError(f"more than {MAX_LETTERS} letters; the rarest are {rare}")
    builder = _Builder()
    for word in words:
        builder.add(word)
    return _pack(_numbered(builder.finish()), letters)


def walkable(forms: set[str]) -> set[str]:
    """The forms without those in rare foreign letters, of which an automaton has no room for all."""
    letters = Counter(letter for form in forms for letter in set(form))
    common = set(sorted(letters, key=lambda letter: (-letters[letter], letter))[:MAX_LETTERS])
    return {form for form in forms if common.issuperset(form)}


def _numbered(root: _Node) -> list[_Node]:
    """All nodes, breadth first, so that the much-used ones near the root lie together."""
    order = [root]
    root.number = 0
    for node in order:
        for child in node.edges.values():
            if child.number < 0:
                child.number = len(order)
                order.append(child)
    return order


def _pack(nodes: Sequence[_Node], letters: str) -> bytes:
    place = {letter: index for index, letter in enumerate(letters)}
    at, end = array("I"), 0  # by the number of a node its place, in units of eight bytes
    for node in nodes:
        at.append(end)
        end += 1 + (len(node.edges) + 1) // 2
    body = bytearray()
    for node in nodes:
        edges = sorted((place[letter], child.number) for letter, child in node.edges.items())
        targets = [at[number] for _, number in edges]
        mask = sum(1 << index for index, _ in edges) | (int(node.final) << MAX_LETTERS)
        body += struct.pack(f"<Q{len(targets)}I", mask, *targets)
        body += b"\0" * (-len(body) % 8)
    alphabet = letters.encode("utf-8")
    alphabet += b"\0" * (-len(alphabet) % 8)
    return MAGIC + struct.pack("<QQ", len(body), len(alphabet)) + alphabet + bytes(body)
