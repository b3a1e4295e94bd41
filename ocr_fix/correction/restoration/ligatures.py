"""Ligatures that a font has lost or written as a sign ("eektiv", "e ektiv", "o®ciell"): words that need one."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

import regex

from ocr_fix.correction.restoration.thresholds import RestorationThresholds
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.correction.tokens.distinct import Distinct
from ocr_fix.document import Flow
from ocr_fix.languages.sv.alphabet import ALPHABET

LIGATURES = ("fi", "ff", "ffi", "fl", "ffl")
_MARKS = ".,:;!?()\"'”“»«’–"
# Marks inside a word, and other signs there or before one, where none is printed.
_MARKS_WITHIN = "!#%*?"
_MARK = re.compile(f"[{_MARKS_WITHIN}](?=[{ALPHABET}])")
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
        perhaps: tokens that are words as they stand and may have been others with one, where the text has lost all.
    """

    tokens: dict[str, list[str]]
    parted: dict[int, str]
    perhaps: dict[str, list[str]]


class Words(NamedTuple):
    """What is asked of words.

    Attributes:
        is_word: whether something is a word of Swedish.
        is_listed: whether it is one and no compound that is made as it is needed.
        may_be: whether any of some words of small letters may be one: a quick no for most that are none.
    """

    is_word: Callable[[str], bool]
    is_listed: Callable[[str], bool]
    may_be: Callable[[list[str]], bool]


class _Ligatures(NamedTuple):
    """Ligatures that a font loses together.

    Attributes:
        every: of them.
        kept: what shows in a text that it has some of them.
    """

    every: Sequence[str]
    kept: Sequence[str]


# Many fonts have fi and fl, which old encodings have, and lose the others. Each has none that those before it lack.
_SETS = (_Ligatures(LIGATURES, ("fi", "fl", "ff")), _Ligatures(("ff", "ffi", "ffl"), ("ff",)))


def lost_ligatures(
    flow: Flow,
    tokens: Distinct,
    known: Words,
    thresholds: RestorationThresholds = DEFAULT,
) -> FoundLigatures:
    """What of a text are words with a ligature and none without.

    Args:
        flow: the text.
        tokens: its different ones, but for plain words.
        known: what is asked of words.
        thresholds: the numbers to go by.
    """
    signs = [character for character in tokens.unusual if not character.isalnum() and character not in _PRINTED]
    holding = dict.fromkeys([*tokens.holding(signs), *filter(_MARK.search, tokens.holding(_MARKS_WITHIN))])
    found = {token: words for token in holding if (words := list(_with_sign(token, known.is_word)))}
    # Of 100 different words of Swedish one has a ligature, and fonts lose them all.
    first = "\n".join(islice(flow.counts, thresholds.looked_at_for_ligatures))
    lost = [each for each in _SETS if sum(map(first.count, each.kept)) <= thresholds.most_kept_ligatures]
    if not lost:
        return FoundLigatures(found, {}, {})
    # The shortest first: they have the fewest places for a ligature, and mostly half of them are enough to tell.
    unknown = sorted(
        [token for token in tokens.words if _is_small(token) and not known.is_word(token.strip(_MARKS))], key=len
    )
    barren = _Barren(set(), set())
    for ligatures in lost:
        told = _Loss(flow, unknown, known, ligatures, thresholds, barren).found(tokens)
        if told is not None:
            return told._replace(tokens={**found, **told.tokens})
    return FoundLigatures(found, {}, {})


class _Barren(NamedTuple):
    """What is no word with any ligature of a set, and so with none of the sets behind it.

    Attributes:
        tokens: different tokens.
        pairs: tokens and those behind them, by the index of the first.
    """

    tokens: set[str]
    pairs: set[int]


class _Loss:
    """Whether a text has lost some ligatures, and what of it needs them.

    Args:
        flow: the text.
        unknown: its different tokens in small letters that are no words, the shortest first.
        known: what is asked of words.
        ligatures: that are looked for.
        thresholds: the numbers to go by.
        barren: what sets before have shown to be no word with any; more is added.
    """

    def __init__(
        self,
        flow: Flow,
        unknown: Sequence[str],
        known: Words,
        ligatures: _Ligatures,
        thresholds: RestorationThresholds,
        barren: _Barren,
    ) -> None:
        self._flow = flow
        self._unknown = unknown
        self._known = known
        self._is_word = known.is_word
        self._ligatures = ligatures
        self._barren = barren
        self._thresholds = thresholds

    def found(self, tokens: Distinct) -> FoundLigatures | None:
        """What needs them; None where the text does not show that it has lost them.

        Args:
            tokens: the different ones of the text, but for plain words.
        """
        thresholds, flow, unknown = self._thresholds, self._flow, self._unknown
        kept = self._kept(flow.counts)
        places = sum([len(flow.places(token)) for token in unknown])
        if kept > thresholds.kept_ligatures * (len(unknown) + 2 * places):  # whatever they are
            return None
        pairs = dict(_pairs(flow, unknown, self._known, self._ligatures.every, thresholds, self._barren.pairs))
        halves = len(_halves(flow, pairs).intersection(unknown))
        explained = thresholds.share_lost_ligatures * len(unknown)
        without: dict[str, list[str]] = {}
        short = 0  # those that are short words with one, which tell only beside longer ones, and where all is explained
        for left, token in zip(range(len(unknown), 0, -1), unknown, strict=True):
            most = len(without) + short + left
            if most + halves < explained or kept > thresholds.kept_ligatures * (most + len(pairs)):
                return None
            if words := self._without(token, thresholds.shortest_ligature_word):
                without[token] = words
            elif self._without(token, thresholds.least_ligature_word):
                short += 1
        parted = dict(_parted(flow, pairs, {token for token in unknown if token not in without}))
        told = len(without) + len(_halves(flow, parted).intersection(unknown))
        if told < explained and told + short < len(unknown):
            return None
        return self._judged(tokens, without, parted, told, kept)

    def _judged(
        self, tokens: Distinct, without: Mapping[str, list[str]], parted: Mapping[int, str], told: int, kept: int
    ) -> FoundLigatures | None:
        """The same by its words that lost ligatures explain.

        Args:
            tokens: the different ones of the text, but for plain words.
            without: those that are words with one, each with these.
            parted: words that are parted there, by the index of their first half.
            told: how many of the unknown tokens these are together.
            kept: how many ligatures the text has.
        """
        thresholds, flow, unknown = self._thresholds, self._flow, self._unknown
        capital = self._capitals(tokens)
        whole = {words[0].strip(_MARKS).lower() for words in (*without.values(), *capital.values())}
        whole |= {word.strip(_MARKS) for word in parted.values()}
        if not whole or kept > thresholds.kept_ligatures * len(whole):
            return None
        more = self._more({*without, *_halves(flow, parted)})
        # Short words count where all that is unknown lacks a ligature.
        every = told + len(more) == len(unknown)
        short = len(more) if every else 0
        long = all(len(word) >= thresholds.long_ligature_word for word in whole)
        alone = every and not kept and any(map(self._tells_alone, whole))
        if len(whole) + short < (1 if alone else thresholds.ligature_words - long) or len(whole) < (
            1 if alone else thresholds.ligature_words - 1
        ):
            return None
        return FoundLigatures({**without, **capital, **more}, dict(parted), {} if kept else self._perhaps())

    def _tells_alone(self, word: str) -> bool:
        """Whether a word is such as no misprint of another becomes by chance."""
        return len(word) >= self._thresholds.ligature_word_alone and self._known.is_listed(word)

    def _kept(self, words: Iterable[str]) -> int:
        """How many ligatures stand in some words."""
        return sum(map("\n".join(words).count, self._ligatures.kept))

    def _capitals(self, tokens: Distinct) -> dict[str, list[str]]:
        """Tokens with a capital that are words with a ligature and none without."""
        found: dict[str, list[str]] = {}
        for token in tokens.words:
            core = token.strip(_MARKS)
            is_capital = len(core) > 1 and core.isalpha() and core[0].isupper() and core[1:].islower()
            if is_capital and not (self._is_word(core.lower()) or self._is_word(core)):
                words = self._without(token, self._thresholds.shortest_ligature_word)
                if words:
                    found[token] = words
        return found

    def _more(self, told: Container[str]) -> dict[str, list[str]]:
        """Further tokens that need some in a text that has lost them: short ones, and such as need two."""
        found: dict[str, list[str]] = {}
        for token in self._unknown:
            if token in told:
                continue
            words = self._without(token, self._thresholds.shortest_ligature_word)
            if not words:
                words = self._without(token, self._thresholds.least_ligature_word)
                words += self._without(token, self._thresholds.shortest_ligature_word, times=2)
            if words:
                found[token] = words
        return found

    def _perhaps(self) -> dict[str, list[str]]:
        """Short tokens that are words and would be others with a ligature."""
        thresholds = self._thresholds
        short = [token for token in self._flow.counts if len(token) <= thresholds.longest_without and _is_small(token)]
        known = [token for token in short if self._is_word(token.strip(_MARKS))]
        return {token: words for token in known if (words := self._without(token, thresholds.least_ligature_word))}

    def _without(self, token: str, shortest: int, times: int = 1) -> list[str]:
        """The words of so many letters or more that a token is with so many ligatures in it."""
        if times == 1 and token in self._barren.tokens:
            return []
        core = token.strip(_MARKS)
        start = token.index(core)
        words = _inserted({core.lower()}, self._ligatures.every, times, self._known)
        if times == 1 and not words:
            self._barren.tokens.add(token)
        shown = [word.capitalize() if core[0].isupper() else word for word in words if len(word) >= shortest]
        return [token[:start] + word + token[start + len(core) :] for word in shown]


def _pairs(
    flow: Flow,
    unknown: Iterable[str],
    known: Words,
    ligatures: Sequence[str],
    thresholds: RestorationThresholds,
    barren: set[int],
) -> Iterator[tuple[int, str]]:
    """The words that a ligature between two tokens of a line makes, one of which is none by itself; some overlap.

    Args:
        flow: the text.
        unknown: its different tokens that are no words.
        known: what is asked of words.
        ligatures: that are tried.
        thresholds: the numbers to go by.
        barren: where none of more ligatures makes a word, by the index of the first token; more is added.
    """
    words = flow.words
    firsts = {first for token in unknown for at in flow.places(token) for first in (at - 1, at)}
    for first in sorted(firsts):
        if first in barren or not 0 <= first < len(words) - 1 or flow.ends_line(first):
            continue
        head, rest = words[first].lstrip(_MARKS), words[first + 1].rstrip(_MARKS)
        if not (head.isalpha() and rest.isalpha() and rest.islower() and head[1:].islower() | (len(head) == 1)):
            continue
        begin = head.lower()
        may_be = known.may_be([begin + ligature + rest for ligature in ligatures])
        for word in [head + ligature + rest for ligature in ligatures] if may_be else ():
            if len(word) >= thresholds.shortest_ligature_word and known.is_word(word):
                lead, trail = words[first][: -len(head)], words[first + 1][len(rest) :]
                yield first, lead + word + trail
                break
        else:
            barren.add(first)


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


def _inserted(words: Iterable[str], ligatures: Sequence[str], times: int, known: Words) -> Sequence[str]:
    """The words that some strings are with so many ligatures somewhere in them."""
    for _ in range(times):
        words = {
            word[:at] + ligature + word[at:] for word in words for at in range(len(word) + 1) for ligature in ligatures
        }
    whole = list(words)
    return sorted(word for word in whole if known.is_word(word)) if known.may_be(whole) else []
