"""Words that a stray space or a lost hyphen keeps apart ("komm un")."""

from __future__ import annotations

from collections.abc import Sequence

from ocr_fix.correction.decoding.candidate_scorer import CandidateScorer
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.tokens.pieces import Piece
from ocr_fix.correction.tokens.units import Unit
from ocr_fix.document import Token

SPACE_READ = Confusion("", " ")
# A word cut at a line end whose hyphen was not read is commoner than a space inside a line (natural log).
LINE_END_BONUS = 3.0
# Joining must be so much likelier than leaving apart (natural log); two words in a row are the rule.
JOIN_MARGIN = 3.0
MIN_JOINED = 5
# Two parts that have likelier readings of their own than this (natural log) are not asked whether they are one.
GOOD_ENOUGH = -13.0


def joined(
    tokens: Sequence[Token], found: Sequence[Unit], parts: Sequence[Sequence[Piece]], reading: CandidateScorer
) -> list[Unit]:
    """The units of a text, with those made one that a stray space or a lost hyphen keeps apart.

    Args:
        tokens: of the text.
        found: its units.
        parts: the pieces of each unit.
        reading: what the words of the text may have been.
    """
    units: list[Unit] = []
    index = 0
    while index < len(found):
        unit = found[index]
        if index + 1 < len(found) and _belong_together(tokens, found, parts, reading, index):
            after = found[index + 1]
            units.append(Unit(unit.first, after.last, unit.text + after.text))
            index += 2
        else:
            units.append(unit)
            index += 1
    return units


def may_be_one(head: Piece, rest: Piece, reading: CandidateScorer) -> bool:
    """Whether two pieces side by side may be one word: not both are words, and together they are.

    Args:
        head: the last piece of a token.
        rest: the first piece of the next.
        reading: what the words of the text may have been.
    """
    (begin, begin_is_word), (end, end_is_word) = head, rest
    if not begin_is_word or not end_is_word or reading.is_whole(begin, end):
        return False
    if not end[0].islower() or len(begin) + len(end) < MIN_JOINED:
        return False
    apart = reading.best_score(begin) <= GOOD_ENOUGH or reading.best_score(end) <= GOOD_ENOUGH
    return apart and reading.is_word(begin + end)


def _belong_together(
    tokens: Sequence[Token],
    found: Sequence[Unit],
    parts: Sequence[Sequence[Piece]],
    reading: CandidateScorer,
    index: int,
) -> bool:
    unit, after = found[index], found[index + 1]
    if unit.broken or after.broken or not may_be_one(parts[index][-1], parts[index + 1][0], reading):
        return False
    head, rest = parts[index][-1].text, parts[index + 1][0].text
    gain = reading.best_score(head + rest, must_be_word=True) - reading.best_score(head) - reading.best_score(rest)
    gain -= reading.profile.cost(SPACE_READ)
    if tokens[unit.last].line != tokens[after.first].line:
        gain += LINE_END_BONUS
    return gain >= JOIN_MARGIN
