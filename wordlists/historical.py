"""The Swedish of 1840-1920: another data folder, of other texts and other needs, made by the same machinery.

Counted are novels, plays and an encyclopedia (proofread), what is old among the statutes, and, where other witnesses
know the words, official text as an OCR engine left it. A form needs a second witness: another part of the texts, the
dictionary, today's lexicon, or the rules of spelling that lead there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np

from ocr_fix.language import Language
from ocr_fix.languages.sv.spelling import RESPELLER
from wordlists.corpora import TokenStream, chain, read_stream
from wordlists.forms import Dictionary, Needs
from wordlists.held_out import counted
from wordlists.lists import Lists, read_list
from wordlists.suspicion import Suspicion
from wordlists.usage import Usage, measure_usage
from wordlists.witnesses import Witnesses, mend

NEEDS = Needs(occurrences=3, simple_count=6, simple_sources=3, attestation=True)
WORD_LIMITS = {3: 830_000, 2: 420_000}
"""Of trigrams: 600,000 give perplexity 928 on novels and plays, a million 877, at 4.2 MB more."""
LETTER_LIMITS = {5: 60_000, 4: 50_000, 3: 20_000}
COMMON = 0x7FFF
"""Half as many as of the official register: fewer words are looked up in this one."""
_PROOFREAD, _DAMAGED, _STATUTES = "old", "noisy", "sfs"
_PARAGRAPHS_IN_PART = 3000
_MIN_HEAD_COUNT, _MIN_HEAD_SOURCES = 20, 10
_OLD_WORDS = frozenset(
    "af hvad hvilken hvilka hvilket hvarje hvar äfven öfver blifva blifvit hafva gifva gifver qvar thet äro voro hava "
    "finge blevo bliva giva givas taga tagas ävensom därest icke vare finnes".split()
)
_OLD_SHARE = 0.015
"""Share of such words from which a paragraph of a statute counts as old."""
_WORD = re.compile(r"[^\W\d_]+")


def find_corpora(folder: Path) -> list[Path]:
    """The corpora that old text is read from: the folders old and noisy, and the statutes."""
    patterns = (f"{_STATUTES}.txt.xz", f"{_DAMAGED}/*.txt.xz", f"{_PROOFREAD}/*.txt.xz")
    return sorted(path for pattern in patterns for path in folder.glob(pattern))


def read(corpora: Sequence[Path], today: Language) -> tuple[TokenStream, list[Path], Witnesses]:
    """Read the proofread texts, the old statutes and what is legible of the damaged ones.

    Args:
        corpora: as `find_corpora` finds them; the statutes are searched for old paragraphs.
        today: the language of today.

    Returns:
        The tokens, the corpus of each source of theirs, and the witnesses of words.
    """
    parts: list[Iterable[str]] = []
    origins: list[Path] = []
    damaged: list[Path] = []
    for path in corpora:
        if path.parent.name == _DAMAGED:
            damaged.append(path)
            continue
        found = list(_cut(counted(path))) if path.parent.name == _PROOFREAD else [_old_paragraphs(counted(path))]
        parts += found
        origins += [path] * len(found)
    sound = read_stream(parts)
    witnesses = Witnesses(measure_usage(sound), today, RESPELLER)
    stream = chain(sound, mend(read_stream(map(counted, damaged)), witnesses)) if damaged else sound
    return stream, origins + damaged, witnesses


class Attestation:
    """Which small-letter forms of the texts have a second witness.

    Args:
        stream: all texts.
        witnesses: of their words.
    """

    def __init__(self, stream: TokenStream, witnesses: Witnesses) -> None:
        present = [stream.surfaces[number] for number in np.unique(stream.tokens)]
        forms = {surface for surface in present if len(surface) > 2 and surface.isalpha() and surface.islower()}
        self._known = {form for form in forms if witnesses.knows_today(form)}
        self._compounds = {form for form in forms - self._known if witnesses.is_compound(form)}
        self.strangers = forms - self._known - self._compounds
        self._today = {form for form in self._known if witnesses.is_of_today(form)}

    def extend(self, lists: Lists, usage: dict[str, Usage], dictionary: Dictionary) -> Lists:
        """The lists with what is a word in old text: short forms, abbreviations, attested forms, heads of compounds."""
        words = self._known | {form for form in self._compounds if usage[form].lower > 1}
        suspicion = Suspicion({form: used.lower + used.initial for form, used in usage.items()}, set())
        rivals = suspicion.rivals((words | self.strangers) - self._today)
        misreadings = {form for form, common in rivals if not _are_spellings_of_one(form, common)}
        heads = {form for form in words if RESPELLER.explains(form, dictionary.heads.__contains__)}
        heads |= {form for form in self.strangers if form.endswith("o") and _is_common(usage[form])}
        return replace(
            lists,
            words=lists.words | words,
            short_forms=lists.short_forms | set(read_list("old_short_forms")),
            abbreviations=lists.abbreviations | set(read_list("old_abbreviations")),
            suspects=lists.suspects | misreadings,
            heads=lists.heads | heads,
        )


def _is_common(used: Usage) -> bool:
    """Whether a form is so common that it may end others, as `gingo` ends `utgingo`."""
    return used.lower >= _MIN_HEAD_COUNT and used.sources.bit_count() >= _MIN_HEAD_SOURCES


def _are_spellings_of_one(form: str, other: str) -> bool:
    """Whether the rules of spelling lead from two forms to the same one: "hafwa" and "hafva"."""
    return not {form, *RESPELLER.respellings(form)}.isdisjoint({other, *RESPELLER.respellings(other)})


def _cut(lines: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(lines)
    while part := list(islice(rest, _PARAGRAPHS_IN_PART)):
        yield part


def _old_paragraphs(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        words = _WORD.findall(line.lower())
        if sum(word in _OLD_WORDS for word in words) > _OLD_SHARE * len(words):
            yield line
