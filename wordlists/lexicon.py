"""Compiling lexicon and compound parts."""

from __future__ import annotations

import logging
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import marisa_trie

from ocr_fix.language.compounds import Splitter
from ocr_fix.language.lexicon import SUSPECT, Lexicon, packed
from wordlists import hunspell
from wordlists.compounds import Parts, build_splitter, learn_parts
from wordlists.form_files import Row, new_trie, write_firsts, write_forms
from wordlists.forms import OFFICIAL_NEEDS, Dictionary, Entry, Needs, choose_forms, dictionary_words, read_dictionary
from wordlists.lists import Lists
from wordlists.output import Output
from wordlists.suspicion import Suspicion
from wordlists.usage import Usage, capital_form
from wordlists.variants import deceptive_misreadings

_LENIENT_MARGINS = (-14.0, -12.0, -12.0)
"""How a form that occurs often is judged: as a compound even where a single occurrence would not convince."""
MARGINS = (-14.0, -3.0, 1.0)
"""How an unknown word is judged: by how many nats a split into two, three and four parts must beat chance.

Chosen on 4,000 rare compounds and their misreadings (another draw than benchmarks/swedish.py measures on): -6 for all
accepts 98.9 % and 2.9 %, these 99.2 % and 2.0 %, zero for three parts 98.9 % and 1.6 %.
"""
_COMMON = 50
"""Occurrences of a word whose misreadings are looked for."""
_CURATED, _WIDE = "sv_SE_expanded", "sv_SE"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Compiled:
    """The lexicon in memory.

    Attributes:
        trie: all forms, suspects among them; a form's number in it is its number everywhere.
        entries: count and flags by form.
        parts: of compounds.
    """

    trie: marisa_trie.Trie
    entries: dict[str, Entry]
    parts: Parts
    splitter: Splitter

    @cached_property
    def ranks(self) -> array[int]:
        """The rank of each form by its number, 0 for those the corpora lack."""
        ranks = array("I", bytes(4 * len(self.trie)))
        for rank, form in enumerate(self._by_count, start=1):
            ranks[self.trie[form]] = rank
        return ranks

    @cached_property
    def counts(self) -> array[int]:
        """Occurrences by rank."""
        return array("I", [0, *(self.entries[form].occurrences for form in self._by_count)])

    @cached_property
    def flags(self) -> bytes:
        """Flags by number."""
        flags = bytearray(len(self.trie))
        for form, entry in self.entries.items():
            flags[self.trie[form]] = entry.flags
        return bytes(flags)

    @cached_property
    def _by_count(self) -> list[str]:
        seen = [form for form, entry in self.entries.items() if entry.occurrences]
        return sorted(seen, key=lambda form: (-self.entries[form].occurrences, form))

    def lexicon(self, words: int) -> Lexicon:
        """The lexicon as the program will see it.

        Args:
            words: counted in all.
        """
        kept = [packed(rank, flags) for rank, flags in zip(self.ranks, self.flags, strict=True)]
        ranks, flags = array("H", [low for low, _ in kept]), bytes(flags for _, flags in kept)
        return Lexicon(self.trie, ranks, self.counts, flags, words)


def load_dictionary(folder: Path) -> Dictionary:
    """The two dictionaries of the package hunspell-sv: the curated one and the wider one."""
    forbidden: set[str] = set()
    for name in (_CURATED, _WIDE):
        forbidden |= hunspell.read_forbidden(folder / f"{name}.dic")

    def forms() -> Iterator[tuple[hunspell.Form, bool]]:
        for name in (_CURATED, _WIDE):
            for form in hunspell.read_forms(folder / f"{name}.aff", folder / f"{name}.dic"):
                yield form, name == _CURATED

    return read_dictionary(forms(), forbidden)


def compile_lexicon(
    usage: dict[str, Usage], dictionary: Dictionary, lists: Lists, needs: Needs = OFFICIAL_NEEDS
) -> Compiled:
    """Choose the forms and learn the parts of compounds.

    Args:
        usage: counts by form in small letters.
        dictionary: what Hunspell says.
        lists: the human-edited lists.
        needs: of a form that only the corpora have.
    """
    vetted = dictionary_words(dictionary, lists, usage)
    parts = _learn(usage, dictionary, lists, vetted)
    splitter = build_splitter(parts, MARGINS)
    suspicion = Suspicion({word: used.lower + used.initial for word, used in usage.items()}, vetted)
    entries = choose_forms(usage, dictionary, lists, build_splitter(parts, _LENIENT_MARGINS), suspicion, needs)
    _add_deceptive(entries, usage, splitter)
    trie = new_trie(entries)
    log.info("%d forms, %d first parts of compounds", len(entries), len(parts.firsts))
    return Compiled(trie, entries, parts, splitter)


def _add_deceptive(entries: dict[str, Entry], usage: dict[str, Usage], splitter: Splitter) -> None:
    """Add, as suspects, misreadings of common words that would pass for compounds."""
    common = [form for form, entry in entries.items() if entry.occurrences >= _COMMON and not entry.flags & SUSPECT]
    found = deceptive_misreadings(
        common, lambda form: form in entries or form in usage, lambda form: splitter.split(form) is not None
    )
    log.info("%d misreadings of common words that would pass for compounds", len(found))
    entries.update((form, Entry(0, SUSPECT)) for form in found)


def _learn(usage: dict[str, Usage], dictionary: Dictionary, lists: Lists, vetted: set[str]) -> Parts:
    known = {word for word in vetted if word.isalpha()}
    known |= {word for word, used in usage.items() if used.lower >= 3 and word.isalpha()}
    known |= {capital_form(word) for word, used in usage.items() if used.name >= 3 and word.isalpha()}
    names = {name for name in lists.names | dictionary.names if name.isalpha() and name == capital_form(name.lower())}
    firsts, heads = dictionary.firsts | lists.firsts, dictionary.heads | lists.heads
    return learn_parts(known, firsts, vetted | names, heads, set(lists.short_firsts))


def write_lexicon(compiled: Compiled, output: Output, common: int) -> None:
    """Write lexicon, automaton, parts of compounds and the small lists.

    Args:
        compiled: the lexicon.
        output: where to.
        common: how many of the commonest forms are found by hash.
    """
    ranks = compiled.ranks
    heads = compiled.parts.heads
    rows = {
        form: Row(
            ranks[compiled.trie[form]], entry.flags, 0 if entry.flags & SUSPECT else min(255, heads.get(form, -1) + 1)
        )
        for form, entry in compiled.entries.items()
    }
    write_forms(rows, output, common)
    output.write("lexicon.counts", compiled.counts.tobytes())
    write_firsts(compiled.parts.firsts, output)
