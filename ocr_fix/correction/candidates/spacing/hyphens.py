"""Hyphens at line ends: undone, kept as part of the word, or left suspended, as the evidence has it.

A hyphen at a line end is a break of the typesetter, part of a word with a hyphen ("e-tjänster", "IT-chefen"), or the
sign of a part left out ("kansli- och personalkontoret"). The other words of the text are the best evidence, then the
language: a word that is known whole was broken, one that is known with its hyphen was not. Where neither is known, a
hyphen between two whole words stays, and the change says that it is no surer than a coin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from math import inf, log

import regex

from ocr_fix.correction.candidates.candidate import Candidate, Scope
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.candidates.thresholds import CandidateThresholds
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText
from ocr_fix.languages.sv.conjunctions import SUSPENDING
from ocr_fix.notation.orthography import DOUBLE_HYPHEN, HYPHENS

LOOKALIKES = DOUBLE_HYPHEN + "–—~"
"""What some make of one: a hyphen only where the word is known that the line end would have broken."""
SELDOM = "words are seldom printed with a hyphen"
OPEN = "both its parts are words and the whole is none; it may as well be the typesetter's"

# What stands between the marks around a word.
_WITHIN = regex.compile(r"(?s)[\p{L}\p{Nd}](?:.*[\p{L}\p{Nd}])?")
_TRIPLE = regex.compile(r"(\p{L})\1$", regex.IGNORECASE)
_BREAKS = frozenset(HYPHENS + LOOKALIKES)
_BROKEN = regex.compile(rf"[\p{{L}}\p{{Nd}}][{HYPHENS}{LOOKALIKES}]$")


class HyphenSource:
    """Words that a line end went through."""

    name = "hyphens"
    scope: Scope = "tokens"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """The tokens that end in a hyphen, or what may be one, at the end of their line."""
        for token in text.others:
            if token[-1:] in _BREAKS and len(token) > 1:
                yield from filter(text.flow.ends_line, text.flow.places(token))

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The word whole; nothing for a suspended one."""
        at, text = span.last, state.text
        if _BROKEN.search(span.text) and text.flow.ends_line(at):
            hyphens = Hyphens(state.vocabulary, text.once(times_in), state.is_misread, state.thresholds)
            mended = hyphens.mended(span.text, text.words[at + 1])
            if mended is not None:
                yield mended._replace(last=at + 1)


def times_in(text: TokenisedText) -> Callable[[str], int]:
    """Says how often a word stands in a text, whatever its capitals and what stands around it."""
    plain = text.classes.words
    cores: Counter[str] = Counter()
    for token, count in text.others.items():
        if token[-1:] not in HYPHENS:
            cores[_core(token).lower()] += count

    def times(word: str) -> int:
        small = word.lower()
        return cores[small] + plain.get(small, 0) + plain.get(small[:1].upper() + small[1:], 0)

    return times


class Hyphens:
    """Decides about hyphens at the line ends of one text.

    Args:
        vocabulary: the words of the language and the user's.
        times: how often a word stands in the text, whatever its capitals.
        is_misread: whether a string that is no word may be a misreading of one.
        thresholds: the numbers to go by.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        times: Callable[[str], int],
        is_misread: Callable[[str], bool],
        thresholds: CandidateThresholds = DEFAULT,
    ) -> None:
        self._vocabulary = vocabulary
        self._times = times
        self._is_misread = is_misread
        self._thresholds = thresholds

    def mended(self, head: str, rest: str) -> Candidate | None:
        """What a word was whose head ends in a hyphen at a line end; None for a suspended one.

        Args:
            head: the last word of the line, the hyphen at its end.
            rest: the first word of the next.
        """
        begin, end = _core(head), _core(rest)
        if not begin or not end or rest[:1] != end[:1]:
            return None
        whole = self._undone(begin, end)
        if end.lower() in SUSPENDING and not self._is_form(begin + end) and (self._is_part(begin) or whole is None):
            return None  # "gemensamt" is a form as it stands
        if head[-1] in LOOKALIKES and whole is None:
            by_form = self._thresholds.hyphen_by_form
            return _whole(head + rest, by_form, "a range across the line end") if _is_range(head, rest) else None
        kept = self._kept(begin, end, whole)
        if kept is not None:
            return _whole(f"{head[:-1]}-{rest}", kept[0], f"the hyphen belongs to the word: {kept[1]}")
        joined, confidence, why = whole or (begin + end, self._thresholds.hyphen_by_default, SELDOM)
        text = head[: len(head) - 1 - len(begin)] + joined + rest[len(end) :]
        return _whole(text, confidence, f"hyphen at the line end undone: {why}")

    def _undone(self, begin: str, end: str) -> tuple[str, float, str] | None:
        """The word without the hyphen, where the text or the language knows it."""
        ways = [begin + end]
        if (double := _TRIPLE.search(begin)) and double[1].lower() == end[:1].lower():
            ways.insert(0, begin[:-1] + end)  # Swedish writes three of a consonant as two, and breaks it as three
        for way in ways:
            if self._times(way):
                return way, self._thresholds.hyphen_by_text, "the word stands elsewhere in the text"
        for way in ways:
            if self._vocabulary.is_word(way) or self._vocabulary.first_cost(way.lower()) < inf:
                return way, self._thresholds.hyphen_by_language, "the word is known"
        return None

    def _kept(self, begin: str, end: str, whole: tuple[str, float, str] | None) -> tuple[float, str] | None:
        """How sure it is that the hyphen belongs to the word, and why; None where it does not."""
        thresholds, hyphened = self._thresholds, f"{begin}-{end}"
        here, joined = self._times(hyphened), self._times(begin + end)
        if here > joined:
            return thresholds.hyphen_by_text, "so it stands elsewhere in the text"
        if joined:
            return None
        if _asks_for_hyphen(begin, end):
            return thresholds.hyphen_by_form, "numbers, letters, abbreviations and names ask for one"
        if self._vocabulary.knows(hyphened) and not self._vocabulary.knows(begin + end):
            return thresholds.hyphen_by_language, "the word is known with it"
        parts = len(begin) > 2 and self._vocabulary.knows(begin) and self._vocabulary.knows(end)
        if whole is None and parts and not self._is_misread(begin + end):
            return thresholds.hyphen_even, OPEN
        return None

    def _is_form(self, word: str) -> bool:
        return self._vocabulary.knows(word) or bool(self._times(word))

    def _is_part(self, begin: str) -> bool:
        return self._vocabulary.knows(begin) or self._vocabulary.first_cost(begin.lower()) < inf


def _whole(text: str, confidence: float, why: str) -> Candidate:
    return Candidate(text, -log(confidence), (), HyphenSource.name, why=why)


def _asks_for_hyphen(begin: str, end: str) -> bool:
    """Whether two parts take a hyphen whatever they mean: "1990-talet", "e-post", "EU-stöd", "Anna-Lisa"."""
    if begin[-1].isdigit() or len(begin) == 1:
        return True
    if "-" in begin and begin.rpartition("-")[2][:1].isupper():
        return True  # "Oslo-Bergen-banan"
    if begin.isupper() and end.isupper():
        return False  # a line in capitals
    return begin.isupper() or end[0].isupper() or end[0].isdigit()


def _is_range(head: str, rest: str) -> bool:
    return head[-1] in "–—" and head[-2:-1].isdigit() and rest[0].isdigit()


def _core(word: str) -> str:
    if _is_edge(word[:1]) and _is_edge(word[-1:]):
        return word
    found = _WITHIN.search(word)
    return found[0] if found else ""


def _is_edge(character: str) -> bool:
    """Whether a word may begin or end with it: a letter or a digit."""
    return character.isalpha() or character.isdecimal()
