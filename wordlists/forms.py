"""Choosing the forms of the lexicon: what dictionary, lists and corpora hold, less what is an error in disguise."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ocr_fix.language.compounds import Splitter
from ocr_fix.language.lexicon import CASES, SUSPECT, VETTED
from wordlists import hunspell
from wordlists.lists import Lists
from wordlists.suspicion import Suspicion
from wordlists.usage import Usage, capital_form

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*-?|[A-ZÅÄÖ]+:[a-zåäö]+")
_TRIPLE = re.compile(r"([bcdfghjklmnpqrstvwxz])\1\1")
_LOWER, _NAME, _ACRONYM, _MIXED = range(len(CASES))


class Needs(NamedTuple):
    """What a form that no dictionary has needs.

    Attributes:
        occurrences: of any form.
        simple_count: the same of one that is no compound either.
        simple_sources: corpora, or parts of them, that such a one occurs in.
        attestation: whether also a form of the dictionary must occur.
    """

    occurrences: int
    simple_count: int
    simple_sources: int
    attestation: bool


OFFICIAL_NEEDS = Needs(occurrences=3, simple_count=10, simple_sources=2, attestation=False)


class Entry(NamedTuple):
    """A form's count and flags (see `ocr_fix.language.lexicon`)."""

    occurrences: int
    flags: int


@dataclass
class Dictionary:
    """What Hunspell's dictionaries say.

    Attributes:
        words: small-letter forms of entries that inflect, or of the curated dictionary.
        bare: small-letter forms only the wider dictionary has, which do not inflect: trusted when they are used.
        names: forms with capitals.
        firsts: what may begin a compound.
        heads: what may end one.
        forbidden: what looks right and is wrong.
    """

    words: set[str] = field(default_factory=set)
    bare: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    firsts: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    forbidden: set[str] = field(default_factory=set)


def read_dictionary(forms: Iterable[tuple[hunspell.Form, bool]], forbidden: set[str]) -> Dictionary:
    """Sort the dictionary's forms.

    Args:
        forms: each with whether it comes from the curated dictionary.
        forbidden: forms to leave out.
    """
    sorted_out = Dictionary(forbidden=forbidden)
    for form, curated in forms:
        text, flags = form.text, form.flags
        if not _WORD.fullmatch(text) or _TRIPLE.search(text.lower()) or text in forbidden:
            continue
        if hunspell.COMPOUND_BEGIN in flags or hunspell.COMPOUND_MIDDLE in flags:
            sorted_out.firsts.add(text)
        if hunspell.ONLY_IN_COMPOUND in flags:
            continue
        if text != text.lower():
            sorted_out.names.add(text)
        elif curated or form.inflects:
            sorted_out.words.add(text)
            if hunspell.COMPOUND_END in flags and text.isalpha():
                sorted_out.heads.add(text)
        else:
            sorted_out.bare.add(text)
    sorted_out.bare -= sorted_out.words
    return sorted_out


def dictionary_words(dictionary: Dictionary, lists: Lists, usage: dict[str, Usage]) -> set[str]:
    """The small-letter forms that dictionary or lists vouch for.

    A bare form needs use in small letters, and more of it than with a capital: the wider dictionary has thousands of
    place names without theirs.
    """
    words = {word for word in dictionary.words if len(word) > 2}
    for word in dictionary.bare:
        used = usage.get(word)
        if used and len(word) > 2 and used.lower >= 2 and used.lower + used.initial > used.name:
            words.add(word)
    return words | lists.words | {word for word in lists.short_forms if word == word.lower()}


def choose_forms(
    usage: dict[str, Usage],
    dictionary: Dictionary,
    lists: Lists,
    splitter: Splitter,
    suspicion: Suspicion,
    needs: Needs,
) -> dict[str, Entry]:
    """The lexicon: every form with its count and flags, suspects among them.

    Args:
        usage: counts by form in small letters.
        dictionary: see there.
        lists: the human-edited lists.
        splitter: judges which corpus forms are compounds.
        suspicion: judges which forms are errors.
        needs: of a form that only the corpora have.

    Returns:
        Entries by form as it is written inside a sentence.
    """
    vetted = dictionary_words(dictionary, lists, usage)
    names = _names(dictionary, lists, usage)
    entries: dict[str, Entry] = {}
    for word in sorted(vetted | {word for word, used in usage.items() if used.lower >= needs.occurrences}):
        used = usage.get(word, Usage())
        verdict = _judge(word, used, word in vetted, names, lists, splitter, suspicion, needs)
        if verdict is not None:
            entries[word] = Entry(used.lower + used.initial, _LOWER | verdict)
    for name in sorted(names | {capital_form(word) for word, used in usage.items() if used.name >= needs.occurrences}):
        _add_name(entries, name, usage, names, suspicion)
    for word, used in usage.items():
        _add_acronym(entries, word, used, lists, needs)
        _add_mixed(entries, used, suspicion, needs)
    if needs.attestation:
        return {form: entry for form, entry in entries.items() if entry.occurrences}
    return entries


def _judge(
    word: str,
    used: Usage,
    is_vetted: bool,
    names: Container[str],
    lists: Lists,
    splitter: Splitter,
    suspicion: Suspicion,
    needs: Needs,
) -> int | None:
    """Flags of a small-letter form, or None where it does not belong into the lexicon at all."""
    if not _WORD.fullmatch(word):
        return None
    if len(word) <= 2:
        allowed = not lists.short_forms.isdisjoint((word,)) or not lists.abbreviations.isdisjoint((word, word + "."))
        return VETTED if allowed else SUSPECT if used.lower >= needs.occurrences else None
    if is_vetted:
        seen = used.lower + used.initial + (used.name if capital_form(word) in names else 0)
        misread = word in lists.suspects or suspicion.lacks_diacritics(word, seen, is_vetted=True)
        return VETTED | (SUSPECT if misread else 0)
    if used.name > used.lower:
        return None
    wrong = word in lists.suspects or _TRIPLE.search(word) or suspicion.is_foreign(used)
    if not wrong:
        wrong = not _is_compound(word, splitter, lists.acronyms) and (
            used.lower < needs.simple_count
            or used.sources.bit_count() < needs.simple_sources
            or suspicion.resembles_common(word, used.total)
        )
        wrong = wrong or suspicion.lacks_diacritics(word, used.total)
    return SUSPECT if wrong else 0


def _is_compound(word: str, splitter: Splitter, acronyms: frozenset[str]) -> bool:
    if word.endswith("-"):  # a suspended first part: hälso-, klimat-, skatteförfarande-
        stem = word[:-1]
        return splitter.first_cost(stem) >= 0 or splitter.split(stem + "delen") is not None
    return all(
        splitter.first_cost(part) >= 0
        or splitter.is_head(part)
        or splitter.split(part)
        or (place == 0 and (len(part) == 1 or part.upper() in acronyms))
        for place, part in enumerate(word.split("-"))
    )


def _names(dictionary: Dictionary, lists: Lists, usage: dict[str, Usage]) -> set[str]:
    """Capitalised forms that dictionary or lists vouch for; short ones must be seen or be listed."""
    used_names = {
        name
        for name in dictionary.names
        if name == capital_form(name.lower()) and (len(name) > 3 or usage.get(name.lower(), Usage()).name >= 5)
    }
    return used_names | lists.names


def _add_name(
    entries: dict[str, Entry], name: str, usage: dict[str, Usage], vetted: set[str], suspicion: Suspicion
) -> None:
    """Add a capitalised form, unless it is no more than a word at a sentence start."""
    lower = name.lower()
    used = usage.get(lower, Usage())
    is_vetted = name in vetted
    ordinary = entries.get(lower)
    if ordinary and not ordinary.flags & SUSPECT:
        if used.name * 2 <= ordinary.occurrences:
            return
        entries[lower] = ordinary._replace(occurrences=used.lower)
    if len(name) < 2 or not _WORD.fullmatch(name) or name.endswith("-"):
        return
    count = used.name + used.initial
    wrong = suspicion.lacks_diacritics(lower, count, is_vetted=is_vetted) or (
        len(name) <= 3 and not is_vetted and used.name < 20
    )
    if not is_vetted:
        wrong = wrong or suspicion.is_foreign(used) or suspicion.resembles_common(lower, count)
        wrong = wrong or bool(_TRIPLE.search(lower)) or (len(name) == 2)
    hyphenated = "-".join(part[:1].upper() + part[1:] for part in name.split("-"))
    spelling = hyphenated if hyphenated in used.mixed else name
    if spelling in entries and not is_vetted:
        return
    entries[spelling] = Entry(count, _NAME | (VETTED if is_vetted else 0) | (SUSPECT if wrong else 0))


def _add_acronym(entries: dict[str, Entry], word: str, used: Usage, lists: Lists, needs: Needs) -> None:
    """Add a form in capitals that is more than a shouted word: EU, LSS, SOU."""
    upper = word.upper()
    listed = upper in lists.acronyms
    known = any(form in entries and not entries[form].flags & SUSPECT for form in (word, capital_form(word)))
    seen = used.upper >= needs.occurrences and used.upper > used.lower + used.name and len(word) <= 6
    if upper.isalpha() and len(upper) > 1 and ((listed and len(upper) > 2 and not known) or (seen and not known)):
        entries[upper] = Entry(used.upper, _ACRONYM | (VETTED if listed else 0))


def _add_mixed(entries: dict[str, Entry], used: Usage, suspicion: Suspicion, needs: Needs) -> None:
    """Add other spellings seen often enough: EU-kommissionen, EU:s, pH, McKinsey."""
    for spelling, count in used.mixed.items():
        if count < needs.occurrences or not _WORD.fullmatch(spelling) or spelling.endswith("-"):
            continue
        head = re.split("[-:]", spelling)[-1]
        sound = ":" in spelling or ("-" in spelling and head in entries and not entries[head].flags & SUSPECT)
        sound = sound or (count >= needs.simple_count and not suspicion.is_foreign(used))
        entries[spelling] = Entry(count, _MIXED | (0 if sound else SUSPECT))
