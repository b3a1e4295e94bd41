"""What stands on one spot of a line that two models have read: the first reading, or one with what only the second has.

Signs need a second reading that is sure of them; where their shape or the grammar of numbers speaks for them as well,
less sure a one.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ocr_fix.document import Word, union_of
from ocr_fix.recognition.signs.lost_signs import (
    SIGNS,
    is_clearer_number,
    is_number,
    litres,
    square_metres,
    telephone_digits,
    with_signs,
)
from ocr_fix.recognition.signs.parties import party_letter
from ocr_fix.recognition.thresholds import THRESHOLDS

_T = THRESHOLDS.decision


_FIGURES = regex.compile(r"([02-9]{2,})[).,;:]*")


def decided(
    old: Sequence[Word], witnesses: Sequence[Word], before: Sequence[str], after: str, em: float | None
) -> list[str] | None:
    """The words of a spot with what the second reading brings; None where the first stands.

    Args:
        old: the words of the first reading, at least one.
        witnesses: those of the second.
        before: the words before them on the line.
        after: the word after them; empty at the end of a line.
        em: the size of the type in pixels; None where it is not known.
    """
    swe, eng = [word.text for word in old], [word.text for word in witnesses]
    unit = _unit(swe, eng, before, after)
    if unit is not None:
        return unit
    telling = [word for word in witnesses if tells(word)]
    sureness = min((word.confidence or 0.0 for word in telling), default=0.0)
    if any("@" in word.text for word in telling):  # an address is its own evidence, and both readings must have it
        return with_signs(swe, eng, before, after)
    if sureness >= _T.sure_of_narrow and _too_narrow(old, em):
        return with_signs(swe, eng, before, after)
    unsure = min(word.confidence or 0.0 for word in old)
    if sureness < _T.sure or sureness < unsure - _T.margin:
        return None
    signed = _letter_or_digits(swe, eng, before)
    if signed is None:
        signed = with_signs(swe, eng, before, after, unsure=unsure < _T.sure <= _T.far_surer * sureness)
    if signed is None and is_clearer_number(swe, "".join(eng), unsure, sureness) and _as_wide(old, witnesses):
        return eng
    return signed


def tells(word: Word) -> bool:
    """Whether a word of the second reading may hold what the first model cannot print, or a number."""
    return bool(SIGNS & set(word.text)) or word.text.startswith(("(S)", "l/")) or is_number(word.text)


def _unit(swe: Sequence[str], eng: Sequence[str], before: Sequence[str], after: str) -> list[str] | None:
    """Square metres or litres."""
    if len(swe) != 1 or len(eng) != 1:
        return None
    unit = square_metres(swe[0], eng[0], before, after) or litres(swe[0], eng[0], before)
    return None if unit is None else [unit]


def _letter_or_digits(swe: Sequence[str], eng: Sequence[str], before: Sequence[str]) -> list[str] | None:
    """The letter of a party, or the last digits of a telephone number."""
    party = party_letter(swe[0], eng[0], before) if len(swe) == len(eng) == 1 else None
    text = party or telephone_digits(swe, eng, before)
    return None if text is None else [text]


def _too_narrow(words: Sequence[Word], em: float | None) -> bool:
    """Whether figures were read where there is no room for them."""
    last = words[-1]
    match = _FIGURES.fullmatch(last.text)
    if match is None or last.box is None or em is None:
        return False
    return last.box.right - last.box.left < _T.narrowest_figure * len(match[1]) * em


def _as_wide(old: Sequence[Word], witnesses: Sequence[Word]) -> bool:
    """Whether two readings of a spot cover the same piece of the line."""
    mine, other = union_of(word.box for word in old), union_of(word.box for word in witnesses)
    if mine is None or other is None:
        return False
    shared = min(mine.right, other.right) - max(mine.left, other.left)
    return shared >= _T.same_width * (max(mine.right, other.right) - min(mine.left, other.left))
