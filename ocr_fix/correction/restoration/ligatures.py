"""Ligatures that a font has lost or written as a sign ("eektiv", "e ektiv", "o®ciell"): words that need one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import regex

from ocr_fix.correction.restoration.distinct import Distinct
from ocr_fix.correction.thresholds import DEFAULT, RestorationThresholds
from ocr_fix.languages.sv.letters import ALPHABET

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


def lost_ligatures(
    tokens: Distinct, is_word: Callable[[str], bool], thresholds: RestorationThresholds = DEFAULT
) -> dict[str, list[str]]:
    """The different tokens of a text that are words with a ligature and none without, each with what it may have been.

    Args:
        tokens: of the text.
        is_word: whether something is a word of Swedish.
        thresholds: the numbers to go by.
    """
    kept = sum(map(tokens.text.count, _KEPT))
    signs = [character for character in tokens.unusual if not character.isalnum() and character not in _PRINTED]
    holding = dict.fromkeys([*tokens.holding(signs), *filter(_MARK.search, tokens.holding(_MARKS_WITHIN))])
    found = {token: words for token in holding if (words := list(_with_sign(token, is_word)))}
    # Of 100 different words of Swedish one has a ligature, and fonts lose them all.
    if kept > thresholds.kept_ligatures * len(tokens.words) / 10:
        return found
    small = [token for token in tokens.words if _is_small(token)]
    unknown = [token for token in small if not is_word(token.strip(_MARKS))]
    without = {token: words for token in unknown if (words := list(_without(token, is_word, thresholds)))}
    cores = {token.strip(_MARKS) for token in without}
    long = all(len(words[0]) >= thresholds.long_ligature_word for words in without.values())
    if (
        len(cores) >= thresholds.ligature_words - long
        and len(without) >= thresholds.share_lost_ligatures * len(unknown)
        and kept <= thresholds.kept_ligatures * len(cores)
    ):
        found.update(without)
    return found


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
    for word in _inserted(core, is_word):
        if len(word) >= thresholds.shortest_ligature_word:
            yield token[:start] + word + token[start + len(core) :]


def _inserted(core: str, is_word: Callable[[str], bool]) -> Iterable[str]:
    """The words that a word is with a ligature somewhere in it."""
    ways = {core[:at] + ligature + core[at:] for at in range(len(core) + 1) for ligature in LIGATURES}
    return sorted(way for way in ways if is_word(way))
