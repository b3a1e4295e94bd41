"""Merging the human-edited lists into compiled data, without dictionary or corpora.

The language model knows forms by rank, not by their number in the lexicon, so forms can be added without touching it.
A word that is taken out of a list again stays until the next full build.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ocr_fix.language.datafiles import DataFolder
from ocr_fix.language.lexicon import CASES, SUSPECT, VETTED, unpacked
from wordlists.form_files import Row, write_firsts, write_forms, write_marks
from wordlists.lists import Lists, read_list, read_lists
from wordlists.output import Output
from wordlists.suspicion import Suspicion

_UNSEEN_COST = 230
"""Of a part of compounds that the build has seen in none, in units of `compounds.STEP`."""


def merge_lists(folder: Path) -> int:
    """Add to a data folder the words of the lists that it lacks.

    Args:
        folder: compiled data.

    Returns:
        How many forms were added or changed.
    """
    data = DataFolder(folder)
    lists = read_lists()
    rows = _read_rows(data)
    before = dict(rows)
    rows.update(_wanted(lists, before))
    rows.update(_judged(rows, data.numbers("lexicon.counts", "I")))
    changed = sum(before.get(form) != row for form, row in rows.items())
    firsts = data.trie("firsts.marisa")
    costs = data.numbers("firsts.costs", "B")
    parts = {part: costs[firsts[part]] for part in firsts}
    for part in lists.firsts | lists.short_firsts:
        parts.setdefault(part, _UNSEEN_COST)
    output = Output(folder)
    write_forms(rows, output)
    write_firsts(parts, output)
    write_marks(read_list("abbreviations"), read_list("never_correct"), output)
    for name in data.manifest["files"]:
        output.keep(name)
    provenance = {key: value for key, value in data.manifest.items() if key not in {"format", "parameters", "files"}}
    provenance["counts"] = {**provenance["counts"], "forms": len(rows)}
    output.finish(data.parameters, provenance)
    return changed


def _read_rows(data: DataFolder) -> dict[str, Row]:
    trie = data.trie("lexicon.marisa")
    ranks, flags = data.numbers("lexicon.ranks", "H"), data.numbers("lexicon.flags", "B")
    heads = data.numbers("heads.costs", "B")
    return {form: Row(*unpacked(ranks[number], flags[number]), heads[number]) for form, number in trie.items()}


def _wanted(lists: Lists, rows: dict[str, Row]) -> Iterator[tuple[str, Row]]:
    """The rows that the lists ask for where they differ from what is there."""
    unseen = Row(0, 0, 0)
    bare = {entry for entry in lists.abbreviations if entry.isalpha()}
    for word in sorted(lists.words | lists.short_forms | bare):
        old = rows.get(word, unseen)
        case = old.flags & 0b11 if word in rows else _case_of(word)
        head = old.head or (_UNSEEN_COST + 1 if word in lists.heads else 0)
        yield word, Row(old.rank, VETTED | case, head)
    for name in sorted(lists.names):
        if name not in rows and name.lower() not in rows:
            yield name, Row(0, VETTED | CASES.index("name"), 0)
    for acronym in sorted(lists.acronyms):
        if len(acronym) > 2 and acronym not in rows and acronym.lower() not in rows:
            yield acronym, Row(0, VETTED | CASES.index("acronym"), 0)


def _judged(rows: Mapping[str, Row], counts: Sequence[int]) -> Iterator[tuple[str, Row]]:
    """The rows of words and names that are vouched for, as suspects where they lack diacritics and as none elsewhere.

    Args:
        rows: all rows by form.
        counts: occurrences by rank.
    """
    suspicion = Suspicion({form: counts[row.rank] for form, row in rows.items() if form == form.lower()}, set())
    names = CASES.index("name")
    judged = {
        form: row
        for form, row in rows.items()
        if row.flags & VETTED and row.flags & 0b11 in (CASES.index("lower"), names) and len(form) > 2
    }
    most: dict[str, int] = {}  # a word that is a name, too, is used so often
    for form, row in judged.items():
        most[form.lower()] = max(counts[row.rank], most.get(form.lower(), 0))
    for form, row in sorted(judged.items()):
        count = counts[row.rank] if row.flags & 0b11 == names else most[form.lower()]
        wrong = suspicion.lacks_diacritics(form.lower(), count, is_vetted=True)
        flags = row.flags & ~SUSPECT | (SUSPECT if wrong else 0)
        yield form, row._replace(flags=flags, head=0 if wrong else row.head)


def _case_of(word: str) -> int:
    return CASES.index("lower" if word == word.lower() else "acronym" if word.isupper() else "mixed")
