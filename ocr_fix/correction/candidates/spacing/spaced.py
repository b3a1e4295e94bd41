"""Words whose letters were set apart ("t r ä d g å r d", "Å R S M Ö T E"), as old print and headings have them.

Single letters in a row are a word, or several, where together they are known. Lists of letters, initials, cells of
tables and Roman numerals stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

import regex

from ocr_fix.correction.candidates.candidate import Candidate, Scope
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.candidates.thresholds import CandidateThresholds
from ocr_fix.correction.protection.names import swedish_names
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText
from ocr_fix.languages.sv.alphabet import ONE_LETTER_WORDS

_MARKS = "(\"'”“»«–-.,;:!?)"
_LETTER = regex.compile(rf"[{regex.escape(_MARKS)}]*\p{{L}}[{regex.escape(_MARKS)}]*")
_PIECE = regex.compile(rf"[{regex.escape(_MARKS)}]*\p{{L}}{{1,3}}[{regex.escape(_MARKS)}]*")
WHY = "letters that were set apart make one word"


class _RowToken(NamedTuple):
    """A token of a row.

    Attributes:
        at: its index.
        letters: without the marks around it.
    """

    at: int
    letters: str


class SpacedSource:
    """Words whose letters were set apart."""

    name = "spaced"
    scope: Scope = "tokens"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """All tokens of such words."""
        return [at for first, found in state.once(_spaced).items() for at in range(first, found.last + 1)]

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The word that begins with a token."""
        found = state.once(_spaced).get(span.first)
        return () if found is None else (found,)


def _spaced(state: TextState) -> Mapping[int, Candidate]:
    """The words of a text whose letters were set apart, by the index of their first token."""
    if _stresses_by_space(state):
        return {}
    long: dict[int, Candidate] = {}
    short: dict[int, Candidate] = {}
    words, thresholds = state.text.words, state.thresholds
    asked = 0
    for row in _rows(state.text, thresholds):
        asked += len(row) ** 2
        if len(row) > thresholds.spaced_row or asked > thresholds.spaced_effort:
            continue  # no text has so many; to part them takes its time
        for word in _words_in(row, state):
            whole = "".join(words[word.start : word.stop])
            made = Candidate(whole, thresholds.spaced_cost, (), SpacedSource.name, last=word.stop - 1, why=WHY)
            (long if _is_plain(row, word, thresholds) else short)[word.start] = made
    # A short word alone may be a list of letters; beside others it is none.
    return {**long, **short} if long else {}


def _stresses_by_space(state: TextState) -> bool:
    """Whether it is a sound text of the time when print stressed words so: there they stay as they are."""
    thresholds = state.thresholds
    if state.is_damaged or sum(state.text.classes.words.values()) < thresholds.min_spaced_in_print:
        return False
    return state.vocabulary.share_of_sign(" ") > 0


def _rows(text: TokenisedText, thresholds: CandidateThresholds) -> Iterator[list[_RowToken]]:
    """The rows of enough letters of a text, in one word or several, with pairs of letters among them."""
    words = text.words
    seeds = [
        token
        for token in text.others
        if len(token) <= thresholds.piece_with_marks
        and _LETTER.fullmatch(token)
        and token.lower() not in ONE_LETTER_WORDS
    ]
    end = 0
    for seed in sorted([at for token in seeds for at in text.flow.places(token)]):
        if seed >= end:
            first, end = seed, seed + 1
            while first > 0 and _is_beside(text, first - 1, thresholds.piece_with_marks):
                first -= 1
            while end < len(words) and _is_beside(text, end - 1, thresholds.piece_with_marks):
                end += 1
            if end - first >= thresholds.fewest_apart:
                yield from _without_gaps([_piece(words[at], at) for at in range(first, end)], text)


def _is_beside(text: TokenisedText, at: int, longest: int) -> bool:
    """Whether a token and the next are pieces of a word, or of two, on one line, of so many characters at most."""
    before, after = text.words[at : at + 2]
    if not (before[-1:].isalpha() and after[:1].isalpha()) or max(len(before), len(after)) > longest:
        return False  # as most are
    if not (_PIECE.fullmatch(before) and _PIECE.fullmatch(after)) or text.flow.ends_line(at):
        return False
    return not text.begins_cell(at + 1)


def _without_gaps(row: Sequence[_RowToken], text: TokenisedText) -> Iterator[list[_RowToken]]:
    """A row parted where the spaces are wider than the others: there a word ends."""
    gaps = [len(text.flow.tokens[piece.at].space) for piece in row[1:]]
    narrow = min(gaps)
    start = 0
    for at, gap in enumerate(gaps, 1):
        if gap > narrow:
            yield [*row[start:at]]
            start = at
    yield [*row[start:]]


def _piece(token: str, at: int) -> _RowToken:
    return _RowToken(at, token.strip(_MARKS))


def _words_in(row: Sequence[_RowToken], state: TextState) -> Iterator[range]:
    """The words that a row of letters makes, by their tokens: the likeliest way to part it.

    None where letters are left over that are no words by themselves.
    """
    stray = state.thresholds.stray_letter_cost
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(row) + 1):
        ways = []
        for start in range(max(0, end - state.thresholds.max_length), end):
            letters = [piece.letters for piece in row[start:end]]
            cost = _cost_of_piece(letters[0], stray, state) if len(letters) == 1 else _cost_of_word(letters, state)
            ways.append((best[start][0] + cost, start))
        best.append(min(ways))
    if _cost_of_misread(row, state) < best[-1][0]:
        yield range(row[0].at, row[-1].at + 1)
        return
    bounds = [len(row)]
    while bounds[-1]:
        bounds.append(best[bounds[-1]][1])
    parts = [row[start:end] for end, start in pairwise(bounds)]
    left = sum(len(part) == 1 and _cost_of_piece(part[0].letters, stray, state) >= stray for part in parts)
    if left <= len(row) // state.thresholds.letters_a_stray:
        yield from (range(part[0].at, part[-1].at + 1) for part in reversed(parts) if len(part) > 1)


def _cost_of_misread(row: Sequence[_RowToken], state: TextState) -> float:
    """What it costs that a row is one word that was misread; infinite where it is none, or one as it stands."""
    if len(row) < state.thresholds.spaced_misread or any(len(piece.letters) > 1 for piece in row):
        return inf
    word = "".join(piece.letters for piece in row)
    if not (word.isupper() or word[1:].islower()) or state.is_word(word) or not state.is_misread(word):
        return inf
    return state.best_cost(word, must_be_word=True)


def _cost_of_piece(letters: str, stray: float, state: TextState) -> float:
    """What it costs that a piece stands for itself: it may be a word of one letter or two."""
    is_word = letters.lower() in ONE_LETTER_WORDS or (len(letters) > 1 and state.knows(letters))
    return min(stray, -state.log_prior(letters)) if is_word else stray


def _cost_of_word(letters: Sequence[str], state: TextState) -> float:
    """What it costs that some pieces are one word; infinite where they are none."""
    word = "".join(letters)
    pairs, thresholds = sum(len(piece) > 1 for piece in letters), state.thresholds
    if thresholds.letters_a_pair * pairs > len(letters) or not (word.isupper() or word[1:].islower()):
        return inf
    is_long = len(word) >= thresholds.min_compound
    if not (state.is_word(word) if is_long else state.knows(word)) and not swedish_names().is_listed(word):
        return inf
    cost = -state.log_prior(word)
    is_whole = len(word) >= thresholds.fewest_apart or (state.knows(word) and cost <= thresholds.common_half)
    return cost if is_whole else inf


def _is_plain(row: Sequence[_RowToken], word: range, thresholds: CandidateThresholds) -> bool:
    """Whether a word is one by itself: long, or in small letters inside a sentence."""
    letters = [piece.letters for piece in row if piece.at in word]
    if len(letters) >= thresholds.spaced_letters:
        return True
    return len(letters) > thresholds.fewest_apart and "".join(letters).islower()
