"""Which encoding a text was misread in, by the words that it makes, and its words as they were written.

A text in Mac OS Roman that was read as Windows-1252 has "fšr" for "för", one in 7-bit Swedish "f|r". One misreading
of a whole text is behind them: so what single words show is counted before any is mended. In a language whose words are
not known it is signs where only letters can stand that tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import regex

from ocr_fix.correction.restoration.misreadings import Misreading, misreadings
from ocr_fix.correction.restoration.thresholds import RestorationThresholds
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.correction.tokens.distinct import Distinct
from ocr_fix.languages.sv.alphabet import OWN

# What stands around words; a misread letter may look like one of these.
MARKS = ".,:;!?()\"'”“„»«’‘…–—-/*"
_NOTHING_BUT_LETTERS = regex.compile(r"\p{L}+(?:-\p{L}+)*")
_APOSTROPHES = frozenset("’‘")
# Quotation marks, which no word has inside.
_QUOTES = "”“„"
_QUOTE_INSIDE = re.compile(f"(?<=[A-Za-z])[{_QUOTES}](?=[a-z])")
# What no Latin text has between letters.
_STRANGE = re.compile(r"(?<=[A-Za-z])[^\x00-\x7f\u00c0-\u00ff\u2010-\u201d](?=[A-Za-z])")
_OWN = frozenset(OWN + OWN.upper() + "æøÆØ")


class FoundMisreading(NamedTuple):
    """How a text was misread.

    Attributes:
        misreading: how.
        mended: its different tokens that were misread, each with what was written.
    """

    misreading: Misreading
    mended: Mapping[str, str]


class _Evidence(NamedTuple):
    """What the tokens of a text say of a misreading.

    Attributes:
        explained: those that are words only if they were misread, each as it was written.
        others: those that are no words either way.
        open: those that are words as they stand, without a sign at their edges.
    """

    explained: Mapping[str, str]
    others: Sequence[str]
    open: Sequence[str]


def misread_encoding(
    tokens: Distinct,
    is_word: Callable[[str], bool],
    language_of: Callable[[Iterable[str]], str | None],
    thresholds: RestorationThresholds = DEFAULT,
) -> FoundMisreading | None:
    """How a text was misread; None where nothing says that it was.

    Args:
        tokens: its different tokens.
        is_word: whether something is a word or a name of Swedish.
        language_of: the language of some words, where it is plain.
        thresholds: the numbers to go by.
    """
    inside = frozenset(_QUOTE_INSIDE.findall(tokens.text))
    seen = tokens.unusual | inside
    possible = [each for each in misreadings() if not each.telling.isdisjoint(seen)]
    told = [
        (each, _evidence(tokens.holding(each.letters), each, is_word))
        for each in possible
        if _is_some(_evidence(tokens.holding(each.telling), each, is_word), each, thresholds)
    ]
    enough = [(each, evidence) for each, evidence in told if _is_enough(evidence, thresholds)]
    elsewhere = [each for each, evidence in told if _may_be_elsewhere(evidence, each, thresholds)]
    if not enough and not elsewhere:
        return None
    language = language_of(token.strip(MARKS) for token in tokens.words if token.isascii())
    if language in _ALPHABETS:
        return _misread_elsewhere(tokens, elsewhere, language, thresholds)
    if not enough:
        return None
    misreading, evidence = max(enough, key=lambda each: len(each[1].explained))
    # Where a text has Swedish letters as they are, not all of it was misread, and only what is known is mended.
    foreign = _foreign(tokens, misreading, is_word)
    if tokens.holds(_OWN - misreading.letters.keys()):
        return FoundMisreading(misreading, {**foreign, **evidence.explained})
    return FoundMisreading(misreading, {**foreign, **evidence.explained, **_rest(evidence, misreading, is_word)})


def _evidence(tokens: Iterable[str], misreading: Misreading, is_word: Callable[[str], bool]) -> _Evidence:
    explained: dict[str, str] = {}
    others: list[str] = []
    unsure: list[str] = []
    for token in tokens:
        if not misreading.within.search(token):
            continue
        bare = token.strip(MARKS)
        if is_word(bare):
            unsure.append(token)
        elif (mended := _as_word(token, misreading, is_word)) is not None:
            explained[token] = mended
        elif not (misreading.letters.keys() - _APOSTROPHES).isdisjoint(bare):
            others.append(token)
    return _Evidence(explained, others, unsure)


def _as_word(token: str, misreading: Misreading, is_word: Callable[[str], bool]) -> str | None:
    """A token as it was written, where that is a word."""
    lead, core, trail = _parted(token, misreading)
    while True:
        mended = core.translate(misreading.table)
        bare = mended.strip(MARKS)
        if mended != core and _is_written(bare) and is_word(bare):
            return lead + mended + trail
        # A mark at the end that also is a letter may be the mark.
        if core[-1:] not in MARKS or not core:
            return None
        core, trail = core[:-1], core[-1:] + trail


def _is_written(word: str) -> bool:
    """Whether something has the shape of a word: letters, small ones behind the first or capitals throughout."""
    if not _NOTHING_BUT_LETTERS.fullmatch(word):
        return False
    return word.isupper() or all(part[1:].islower() or part.isupper() for part in word.split("-"))


def _parted(token: str, misreading: Misreading) -> tuple[str, str, str]:
    """A token in what stands before its word, the word, and what stands behind it."""
    marks = "".join(mark for mark in MARKS if mark not in misreading.letters)
    start = len(token) - len(token.lstrip(marks))
    end = start + len(token[start:].rstrip(marks))
    return token[:start], token[start:end], token[end:]


def _is_some(evidence: _Evidence, misreading: Misreading, thresholds: RestorationThresholds) -> bool:
    """Whether there is a reason to look at all letters: what is told here stands in few texts."""
    return bool(evidence.explained) or _may_be_elsewhere(evidence, misreading, thresholds)


def _may_be_elsewhere(evidence: _Evidence, misreading: Misreading, thresholds: RestorationThresholds) -> bool:
    """Whether there are letters enough for a misread text in another language."""
    asked = [*evidence.explained, *evidence.others]
    tokens = [token for token in asked if _by_letters(token, misreading, _ANY)]
    least = max(thresholds.words_misread, thresholds.share_explained * len(asked))
    return len(tokens) >= least and _kinds(tokens, misreading) > 1


def _kinds(tokens: Iterable[str], misreading: Misreading) -> int:
    """How many different misread letters some tokens hold."""
    return len(misreading.letters.keys() & set("".join(tokens)))


def _is_enough(evidence: _Evidence, thresholds: RestorationThresholds) -> bool:
    explained, others = len(evidence.explained), len(evidence.others)
    if not others and any(map(_STRANGE.search, evidence.explained)):
        return True
    least = thresholds.words_misread if others else thresholds.words_misread - 1
    return explained >= max(least, thresholds.share_explained * (explained + others))


def _rest(evidence: _Evidence, misreading: Misreading, is_word: Callable[[str], bool]) -> dict[str, str]:
    """What else was misread in a text that was misread as a whole: names, and words that no list has."""
    found: dict[str, str] = {}
    for token in evidence.others:
        lead, core, trail = _parted(token, misreading)
        mended = core.translate(misreading.table)
        if _is_written(mended):
            found[token] = lead + mended + trail
    for token in evidence.open:
        mended_word = _as_word(token, misreading, is_word)
        if mended_word is not None:
            found[token] = mended_word
    return found


def _foreign(tokens: Distinct, misreading: Misreading, is_word: Callable[[str], bool]) -> dict[str, str]:
    """Words of a text that was misread whose only misread letters are none of Swedish ("idé", "armén")."""
    found = {
        token: _as_word(token, misreading, is_word)
        for token in tokens.holding(misreading.foreign)
        if not is_word(token.strip(MARKS))
    }
    return {token: mended for token, mended in found.items() if mended is not None}


def _misread_elsewhere(
    tokens: Distinct, possible: Iterable[Misreading], language: str, thresholds: RestorationThresholds
) -> FoundMisreading | None:
    """The same of a text in another language, by characters that it does not have."""
    alphabet = _ALPHABETS[language]
    strange = re.compile(rf"(?<=[a-z])[^\w\s{alphabet}'’:./@&-]+(?=[a-z])|(?<=\w)[^\W\d_a-zA-Z{alphabet}]", re.I)
    odd = set(tokens.matching(strange))
    found: list[FoundMisreading] = []
    for misreading in possible:
        if misreading.languages and language not in misreading.languages:
            continue
        holding = tokens.holding(misreading.letters)
        mended = {token: whole for token in holding if (whole := _by_letters(token, misreading, alphabet)) is not None}
        explained = mended.keys() & odd
        if (
            len(explained) >= max(thresholds.words_misread, thresholds.share_explained_elsewhere * len(odd))
            and _kinds(explained, misreading) > 1
        ):
            found.append(FoundMisreading(misreading, mended))
    return max(found, key=lambda each: len(each.mended), default=None)


_ALPHABETS = {"da": "æøåé", "nb": "æøåé", "nn": "æøåé", "de": "äöüß", "fi": "äöå"}
_ANY = "".join(_ALPHABETS.values())
"""The letters beyond ASCII of the languages in which misread texts are mended without a list of words."""


def _by_letters(token: str, misreading: Misreading, alphabet: str) -> str | None:
    """A token all of whose misread characters are letters of an alphabet, as it was written; None for others."""
    if not misreading.within.search(token):
        return None
    lead, core, trail = _parted(token, misreading)
    mended = core.translate(misreading.table)
    changed = [now for read, now in zip(core, mended, strict=True) if read != now]
    if not _is_written(mended) or any(letter.lower() not in alphabet for letter in changed):
        return None
    return lead + mended + trail
