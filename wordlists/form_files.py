"""Writing the files of the lexicon: forms, the automaton over them, first parts of compounds, small lists."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import marisa_trie

from ocr_fix.language.common_forms import table_of
from ocr_fix.language.lexicon import SUSPECT, packed
from wordlists.automaton import compile_automaton, walkable
from wordlists.output import Output

COMMON = 0xFFFF
"""How many of the commonest forms are found by hash: 85 % of the different words of official texts, in 1 MB.

With a quarter, half and twice as many it is 66, 77 and 92 % (six texts that were never counted).
"""


class Row(NamedTuple):
    """What the lexicon's files say of a form.

    Attributes:
        rank: its place among the forms of the corpora, the most common first, from 1; 0 if they lack it.
        flags: case, SUSPECT and VETTED bits.
        head: what it costs as the last part of a compound, plus one; 0 if it cannot be one.
    """

    rank: int
    flags: int
    head: int


def new_trie(forms: Iterable[str]) -> marisa_trie.Trie:
    """A trie laid out for speed: one level, large cache; the same bytes for the same forms."""
    return marisa_trie.Trie(sorted(forms), num_tries=1, cache_size=marisa_trie.HUGE_CACHE)


def write_forms(rows: Mapping[str, Row], output: Output, common: int = COMMON) -> None:
    """Write all forms with what is known of each, and the automaton.

    Args:
        rows: what is known of each form.
        output: where to.
        common: how many of the commonest are found by hash.
    """
    trie = new_trie(rows)
    ranks, flags, heads = array("H", bytes(2 * len(trie))), bytearray(len(trie)), bytearray(len(trie))
    for form, row in rows.items():
        number = trie[form]
        ranks[number], flags[number] = packed(row.rank, row.flags)
        heads[number] = row.head
    output.write("lexicon.marisa", trie.tobytes())
    by_hash = {form: trie[form] for form, row in rows.items() if 0 < row.rank <= common}
    output.write("lexicon.common", array("Q", table_of(by_hash)).tobytes())
    output.write("lexicon.ranks", ranks.tobytes())
    output.write("lexicon.flags", bytes(flags))
    output.write("heads.costs", bytes(heads))
    forms = {form.lower() for form, row in rows.items() if not row.flags & SUSPECT}
    output.write("lexicon.auto", compile_automaton(walkable(forms)))


def write_firsts(costs: Mapping[str, int], output: Output) -> None:
    """Write the first parts of compounds with their costs, and their automaton."""
    trie = new_trie(costs)
    by_number = bytearray(len(trie))
    for part, cost in costs.items():
        by_number[trie[part]] = cost
    output.write("firsts.marisa", trie.tobytes())
    output.write("firsts.costs", bytes(by_number))
    output.write("firsts.auto", compile_automaton(walkable({part.lower() for part in costs})))


def write_marks(abbreviations: Iterable[str], never_correct: Iterable[str], output: Output) -> None:
    """Write the lists that are read as they are."""
    for name, entries in (("abbreviations", abbreviations), ("never_correct", never_correct)):
        output.write(f"{name}.txt", "".join(f"{entry}\n" for entry in entries))
