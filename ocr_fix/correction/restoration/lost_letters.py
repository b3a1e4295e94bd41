"""Letters that a machine has written as a question mark or U+FFFD ("b?da", "f�r", "pro�l"): what they may have been."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product

import regex

from ocr_fix.correction.restoration.ligatures import LIGATURES
from ocr_fix.correction.restoration.thresholds import RestorationThresholds
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.correction.tokens.distinct import Distinct
from ocr_fix.languages.sv.alphabet import OWN
from ocr_fix.notation.orthography import is_shouted

_Letters = Sequence[Sequence[str]]

QUESTION, LOST, EN_DASH = "?", "\ufffd", "–"
_HOLE = regex.compile("[?\ufffd]+")
# A hole where no question mark stands: at a letter that follows. One for a letter that was lost stands anywhere.
_TELLING = regex.compile(r"(?<![^\p{L}\n\"”(«»’'?-])\?+(?=\p{Ll}|\p{Lu}(?=\p{Lu}|\n))|\ufffd")
# Quicker to find.
_MAY_TELL = re.compile(r"\?\w|\ufffd")
_LEAD, _TRAIL = "(\"'”“»«’–-", ".,:;!)\"'”“»«’…–-"
_LETTERS = regex.compile("[\\p{L}?\ufffd–-]+")
# Where a letter was lost, an accented one may have been, but seldom.
_RARER = "éü"
# What a sign may stand for, the likeliest first: a question mark, another, and that where the text has all letters.
_OF_QUESTION: _Letters = (OWN, OWN + _RARER)
_OF_SIGN: _Letters = (OWN, OWN + _RARER, LIGATURES)
_OF_SIGN_AMONG_LETTERS: _Letters = (LIGATURES, OWN, OWN + _RARER)


def lost_letters(
    tokens: Distinct,
    every: Iterable[str],
    is_word: Callable[[str], bool],
    thresholds: RestorationThresholds = DEFAULT,
) -> tuple[dict[str, list[str]], list[str]]:
    """The different tokens of a text that have lost letters.

    Args:
        tokens: those that are no plain words.
        every: all of them; a plain word with a question mark behind it may have lost its last letter.
        is_word: whether something is a word or a name of Swedish.
        thresholds: the numbers to go by.

    Returns:
        Those that are words with a letter in its place, each with what it may have been; and those that are not.
    """
    if not tokens.holds((QUESTION, LOST)):
        return {}, []
    holding = [token for token in tokens.holding(QUESTION + LOST) if _MAY_TELL.search(token)]
    telling = [token for token in holding if _TELLING.search(f"{token}\n") and _core(token)[1]]
    has_letters = tokens.holds((LOST,)) and any(letter in token for token in every for letter in OWN)
    of_sign = _OF_SIGN_AMONG_LETTERS if has_letters else _OF_SIGN
    filled = {token: found for token in telling if (found := list(_filled(token, of_sign, is_word, thresholds)))}
    least = 1 if any(LOST in token for token in filled) else thresholds.words_with_holes
    if len(filled) < max(least, thresholds.share_filled * len(telling)):
        return {}, []
    lost = [token for token in telling if token not in filled]
    for token in every:
        if (
            (QUESTION in token or LOST in token)
            and token not in filled
            and (found := list(_filled(token, of_sign, is_word, thresholds)))
        ):
            filled[token] = found
    return filled, lost


def _core(token: str) -> tuple[str, str, str]:
    """A token in what stands before its word, the word with its holes, and what stands behind; no word for others."""
    start = len(token) - len(token.lstrip(_LEAD))
    end = start + len(token[start:].rstrip(_TRAIL))
    core = token[start:end]
    is_word = _LETTERS.fullmatch(core) and any(map(str.isalpha, core))
    return (token[:start], core, token[end:]) if is_word else (token, "", "")


def _filled(
    token: str, of_sign: _Letters, is_word: Callable[[str], bool], thresholds: RestorationThresholds
) -> Iterator[str]:
    """What a token may have been, word by word; `of_sign` is what a sign that is no question mark may stand for."""
    lead, core, trail = _core(token)
    every = of_sign if LOST in core else _OF_QUESTION
    yield from (lead + word + trail for word in _ways(core, every, is_word, thresholds))
    asked = core.rstrip(QUESTION)
    if asked != core:  # the last may be a question mark
        trail = core[len(asked) :] + trail
        yield from (lead + word + trail for word in _ways(asked, every, is_word, thresholds))


def _ways(
    core: str, every: _Letters, is_word: Callable[[str], bool], thresholds: RestorationThresholds
) -> Iterator[str]:
    runs = _HOLE.findall(core)
    if not runs or sum(map(len, runs)) > 2 * thresholds.most_holes or len(runs) > thresholds.most_holes:
        return
    for letters in every:
        found = list(_fillings(_HOLE.split(core), runs, letters, is_word, thresholds.most_holes))
        if found:
            yield from found
            return


def _fillings(
    pieces: Sequence[str], runs: Sequence[str], letters: Sequence[str], is_word: Callable[[str], bool], most: int
) -> Iterator[str]:
    """The words that have letters in their holes; so many at most; two characters may be bytes of one."""
    bare = "".join(pieces)
    shouting = is_shouted(bare)
    for sizes in product(*(sorted({len(run), max(1, len(run) // 2)}) for run in runs)):
        if sum(sizes) > most:
            continue
        for fill in product(letters, repeat=sum(sizes)):
            parts, at = [pieces[0]], 0
            for size, piece in zip(sizes, pieces[1:], strict=True):
                parts += ["".join(fill[at : at + size]), piece]
                at += size
            word = "".join(parts)
            word = word.upper() if shouting else word
            # At the beginning it may have been a capital.
            ways = [word] if pieces[0] or shouting else [word, word[0].upper() + word[1:]]
            # What a dash joins is two words: "måndag–fredag".
            yield from (way for way in ways if all(map(is_word, way.split(EN_DASH))))
