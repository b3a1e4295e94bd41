"""Figures and the letters of their shape: "1 slutet" for "i slutet", "l9 juni l96l" for "19 juni 1961".

Engines take a lone letter for a figure, and typists had l and O for 1 and 0. A figure becomes a word only in a damaged
text and where what stands around it says so; a letter becomes a figure where the token is plainly a year, the day of a
date or a sum. No figure is ever taken for another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import regex

from ocr_fix.correction.candidates.candidate import Candidate, Scope
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText
from ocr_fix.languages.sv.alphabet import ONE_LETTER_WORDS
from ocr_fix.languages.sv.beside_numbers import AMOUNTS, LEADERS
from ocr_fix.languages.sv.dates import LONGEST_MONTH, MONTHS

_BEFORE, _BEHIND = '("”»', '.,;:!?)"”’»'
_FIGURES = str.maketrans("lIOo", "1100")
_MIXED = regex.compile(r"(?=.*[lIOo])[\dlIOo]+(?:[.,:/–-][\dlIOo]+)*")
# The same with what may stand around it, and what that may begin with.
_FIRST_OF_MIXED = frozenset(f"{_BEFORE}0123456789lIOo")
_MIXED_TOKEN = regex.compile(rf"[{_BEFORE}]*{_MIXED.pattern}[{regex.escape(_BEHIND)}]*")
_YEAR = regex.compile(r"1[5-9]\d\d|20\d\d")
# A number of letters alone: "ll", "lO", "llO". It begins with l, since an O alone may be anything.
_LETTERS_ONLY = regex.compile(r"l[lO]{0,3}")
_BETWEEN_FIGURES = regex.compile(r"\d+l+\d+")
_FIGURE_SHAPES = regex.compile(r"[\dlIOo]+")
# Thousands are parted in groups of so many figures.
_LENGTH_OF_GROUP = 3


class LoneFigureSource:
    """Words of one letter that were read as a figure, in damaged running text."""

    name = "figures"
    scope: Scope = "part"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """The lone figures between words."""
        words = state.once(_words_by_figure) if state.is_damaged else {}
        for token in text.others if words else ():
            if token.rstrip(_BEHIND) in words:
                yield from (at for at in text.flow.places(token) if _is_between_words(state, at))

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The words that a figure may have been."""
        for word in state.once(_words_by_figure).get(span.text, ()):
            edit = Confusion(word, span.text)
            cost = min(state.profile.cost(edit), state.thresholds.lone_figure_cost)
            yield Candidate(word, cost, (edit,), self.name, (word,))


class LetterInNumberSource:
    """Letters in a year, the day of a date or a sum, in any text: l and I for 1, O for 0."""

    name = "letters in numbers"
    scope: Scope = "part"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """The tokens that are plainly numbers."""
        return text.once(_numbers_with_letters)

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The number that was printed."""
        if span.first in state.text.once(_numbers_with_letters) and _MIXED.fullmatch(span.text):
            number = span.text.translate(_FIGURES)
            edits = tuple([Confusion(one, read) for one, read in zip(number, span.text, strict=True) if one != read])
            yield Candidate(number, state.thresholds.plain_cost, edits, self.name, (number,))


def _words_by_figure(state: TextState) -> Mapping[str, list[str]]:
    """By the figure, the words of one letter that a channel knows to be read so."""
    found: dict[str, list[str]] = {}
    for channel, _ in state.knowledge.channels:
        for true, read in channel.probabilities:
            if true in ONE_LETTER_WORDS and read.isdigit() and len(read) == 1 and true not in found.get(read, ()):
                found.setdefault(read, []).append(true)
    return found


def _is_between_words(state: TextState, at: int) -> bool:
    """Whether words stand on both sides and no sentence or heading begins here: there an item has its number.

    Capitals alone behind it are a unit or a code as well as a name ("1 MW").
    """
    words = state.text.words
    if not 0 < at < len(words) - 1 or not words[at - 1].rstrip(",")[-1:].isalpha():
        return False
    after = _core(words[at + 1])
    is_name = after[:1].isupper() and after[1:2].islower() and not state.knows(after.lower())
    return after[:1].islower() or is_name


def _numbers_with_letters(text: TokenisedText) -> frozenset[int]:
    """By index the tokens that are plainly numbers and hold letters, and others of such letters that may be numbers."""
    words, places = text.words, text.flow.places
    mixed = {
        token: _core(token) for token in text.others if token[0] in _FIRST_OF_MIXED and _MIXED_TOKEN.fullmatch(token)
    }
    plain = {at for token in mixed for at in places(token) if _is_number(words, at)}
    letters = _letters_in([words[at] for at in plain])
    for token, core in mixed.items():
        if any(map(str.isdigit, core)):
            known = letters | {"O"} if "l" in letters and core[0] != "O" else letters
            plain.update(places(token) if _letters_in([core]) <= known else ())
        elif "l" in letters and _LETTERS_ONLY.fullmatch(core):
            plain.update(at for at in places(token) if _stands_for_number(words, at))
    return frozenset(plain)


def _letters_in(tokens: Iterable[str]) -> set[str]:
    return {character for token in tokens for character in token if character.isalpha()}


def _is_number(words: Sequence[str], at: int) -> bool:
    core, after = _core(words[at]), _core(words[at + 1]).lower() if at + 1 < len(words) else ""
    number = core.translate(_FIGURES)
    figures = sum(map(str.isdigit, core))
    if _YEAR.fullmatch(number) and figures > 1:
        return True
    if figures and (after in AMOUNTS or (after in MONTHS and 0 < int(number) <= LONGEST_MONTH)):
        return True
    if _BETWEEN_FIGURES.fullmatch(core) or (figures and len(core) <= _LENGTH_OF_GROUP and _is_group(after)):
        return True
    is_behind_number = at > 0 and _begins_number(words[at - 1])
    return is_behind_number and _is_group(core) and (figures > 0 or after in AMOUNTS)


def _stands_for_number(words: Sequence[str], at: int) -> bool:
    """Whether letters stand where a number does, in a text that has l for 1; behind a name it may be a Roman one."""
    core, before = _core(words[at]), _core(words[at - 1]) if at else ""
    after, then = ([_core(word) for word in words[at + 1 : at + 3]] + ["", ""])[:2]
    if after in MONTHS:
        return int(core.translate(_FIGURES)) <= LONGEST_MONTH
    if len(core) == 1:  # or litres: "2 l 500 kr"
        return _is_group(after) and then.lower() in AMOUNTS and not before[-1:].isdigit()
    beside = before + after
    is_between_words = core == words[at] and bool(before and after) and beside.isalpha() and beside.islower()
    return before.lower() in LEADERS or after in AMOUNTS or is_between_words


def _begins_number(token: str) -> bool:
    """Whether a token may be the first figures of a number in groups: "45", or "l2" for "12"."""
    return len(token) <= _LENGTH_OF_GROUP and token[0] in "123456789l" and _FIGURE_SHAPES.fullmatch(token) is not None


def _is_group(token: str) -> bool:
    """Whether it has the shape of three figures, as in "45 000"."""
    return len(token) == _LENGTH_OF_GROUP and _FIGURE_SHAPES.fullmatch(token) is not None


def _core(token: str) -> str:
    return token.lstrip(_BEFORE).rstrip(_BEHIND)
