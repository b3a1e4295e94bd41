"""Ligatures that a font has lost or written as a sign ("eektiv", "e ektiv", "o®ciell"): words that need one."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

import regex

from ocr_fix.correction.restoration.thresholds import RestorationThresholds
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.correction.tokens.distinct import Distinct
from ocr_fix.document import Flow
from ocr_fix.languages.sv.alphabet import ALPHABET

LIGATURES = ("fi", "ff", "ffi", "fl", "ffl")
_KEPT = ("fi", "fl", "ff")
_MARKS = ".,:;!?()\"'”“»«’–"
# Marks inside a word, and other signs there or before one, where none is printed.
_MARKS_WITHIN = "!#%*?"
_MARK = re.compile(f"[{_MARKS_WITHIN}](?=[a-zåäö])")
_SIGN = regex.compile(
    r"(?<=\p{L})[^\p{L}\p{N}\p{P}\s]+(?=\p{L})|(?<!\S)[^\p{L}\p{N}\p{P}\s]+(?=\p{Ll})"
    rf"|(?<=\p{{L}})[{_MARKS_WITHIN}](?=\p{{Ll}})"
)
# Signs that print is full of, and that stand between letters in codes.
_PRINTED = frozenset("?[]()&…§°½²³»«“‘•/")


class FoundLigatures(NamedTuple):
    """What of a text needs a ligature.

    Attributes:
        tokens: its different tokens that do, each with what it may have been.
        parted: the same of words that are parted there, by the index of their first half.
    """

    tokens: dict[str, list[str]]
    parted: dict[int, str]


def lost_ligatures(
    flow: Flow, tokens: Distinct, is_word: Callable[[str], bool], thresholds: RestorationThresholds = DEFAULT
) -> FoundLigatures:
    """What of a text are words with a ligature and none without.

    Args:
        flow: the text.
        tokens: its different ones, but for plain words.
        is_word: whether something is a word of Swedish.
        thresholds: the numbers to go by.
    """
    signs = [character for character in tokens.unusual if not character.isalnum() and character not in _PRINTED]
    holding = dict.fromkeys([*tokens.holding(signs), *filter(_MARK.search, tokens.holding(_MARKS_WITHIN))])
    found = {token: words for token in holding if (words := list(_with_sign(token, is_word)))}
    # Of 100 different words of Swedish one has a ligature, and fonts lose them all.
    some = _kept(islice(flow.counts, thresholds.looked_at_for_ligatures))
    if some > thresholds.most_kept_ligatures:
        return FoundLigatures(found, {})
    kept = some if len(flow.counts) <= thresholds.looked_at_for_ligatures else _kept(flow.counts)
    # The shortest first: they have the fewest places for a ligature, and mostly half of them are enough to tell.
    unknown = sorted(
        [token for token in tokens.words if _is_small(token) and not is_word(token.strip(_MARKS))], key=len
    )
    places = sum([len(flow.places(token)) for token in unknown])
    if kept > thresholds.kept_ligatures * (len(unknown) + 2 * places):  # whatever they are
        return FoundLigatures(found, {})
    pairs = dict(_pairs(flow, unknown, is_word, thresholds))
    halves = len(_halves(flow, pairs).intersection(unknown))
    explained = thresholds.share_lost_ligatures * len(unknown)
    without: dict[str, list[str]] = {}
    for left, token in zip(range(len(unknown), 0, -1), unknown, strict=True):
        most = len(without) + left
        if most + halves < explained or kept > thresholds.kept_ligatures * (most + len(pairs)):
            return FoundLigatures(found, {})
        if words := list(_without(token, is_word, thresholds)):
            without[token] = words
    parted = dict(_parted(flow, pairs, {token for token in unknown if token not in without}))
    whole = {words[0].strip(_MARKS) for words in without.values()}.union(word.strip(_MARKS) for word in parted.values())
    long = all(len(word) >= thresholds.long_ligature_word for word in whole)
    if (
        len(whole) >= thresholds.ligature_words - long
        and len(without) + len(_halves(flow, parted).intersection(unknown)) >= explained
        and kept <= thresholds.kept_ligatures * len(whole)
    ):
        return FoundLigatures({**found, **without}, parted)
    return FoundLigatures(found, {})


def _kept(words: Iterable[str]) -> int:
    """How many ligatures stand in some words."""
    return sum(map("\n".join(words).count, _KEPT))


def _pairs(
    flow: Flow, unknown: Iterable[str], is_word: Callable[[str], bool], thresholds: RestorationThresholds
) -> Iterator[tuple[int, str]]:
    """The words that a ligature between two tokens of a line makes, one of which is none by itself; some overlap."""
    words = flow.words
    firsts = {first for token in unknown for at in flow.places(token) for first in (at - 1, at)}
    for first in sorted(firsts):
        if not 0 <= first < len(words) - 1 or flow.ends_line(first):
            continue
        head, rest = words[first].lstrip(_MARKS), words[first + 1].rstrip(_MARKS)
        if not (head.isalpha() and rest.isalpha() and rest.islower() and head[1:].islower() | (len(head) == 1)):
            continue
        for ligature in LIGATURES:
            word = head + ligature + rest
            if len(word) >= thresholds.shortest_ligature_word and is_word(word):
                lead, trail = words[first][: -len(head)], words[first + 1][len(rest) :]
                yield first, lead + word + trail
                break


def _parted(flow: Flow, pairs: Mapping[int, str], unknown: Container[str]) -> Iterator[tuple[int, str]]:
    """Those of the pairs that hold one of some tokens and do not overlap."""
    words, taken = flow.words, -1
    for first, word in pairs.items():
        if first > taken and (words[first] in unknown or words[first + 1] in unknown):
            yield first, word
            taken = first + 1


def _halves(flow: Flow, pairs: Iterable[int]) -> set[str]:
    """The tokens that pairs are made of, by the indices of their first ones."""
    return {flow.words[at] for first in pairs for at in (first, first + 1)}


def _is_small(token: str) -> bool:
    core = token.strip(_MARKS)
    return len(core) > 1 and core.isalpha() and core.islower()


def _with_sign(token: str, is_word: Callable[[str], bool]) -> Iterator[str]:
    signs = _SIGN.findall(token)
    if len(signs) != 1:
        return
    # A sign may be one letter misread, and a word may need none at all.
    if not any(is_word(token.replace(signs[0], letter).strip(_MARKS)) for letter in ("", *ALPHABET)):
        for ligature in LIGATURES:
            whole = _SIGN.sub(ligature, token)
            core = whole.strip(_MARKS)
            if core.isalpha() and is_word(core):
                yield whole


def _without(token: str, is_word: Callable[[str], bool], thresholds: RestorationThresholds) -> Iterator[str]:
    core = token.strip(_MARKS)
    start = token.index(core)
    for word in _inserted(core, is_word, thresholds.shortest_ligature_word):
        yield token[:start] + word + token[start + len(core) :]


def _inserted(core: str, is_word: Callable[[str], bool], shortest: int) -> Iterable[str]:
    """The words of so many letters that a word is with a ligature somewhere in it."""
    fitting = [ligature for ligature in LIGATURES if len(core) + len(ligature) >= shortest]
    ways = {core[:at] + ligature + core[at:] for at in range(len(core) + 1) for ligature in fitting}
    return sorted(way for way in ways if is_word(way))
