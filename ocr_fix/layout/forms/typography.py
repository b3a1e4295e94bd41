"""Swedish typography, on request: ”quotes”, dashes in ranges and between words (after Svenska skrivregler)."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ocr_fix.document import Edit, Flow, Token, Word
from ocr_fix.languages.sv.dates import DAYS, MONTHS, SHORT_DAYS
from ocr_fix.languages.sv.papers import NAMED_BY_NUMBER
from ocr_fix.layout.thresholds import THRESHOLDS

_T = THRESHOLDS.typography

QUOTE, APOSTROPHE, DASH = "”", "’", "–"

_DOUBLE = regex.compile(r"""[“„‟«»"]|''|,,(?=\p{L})|‘‘|’’""")
_SINGLE = regex.compile(r"[‘‚‛']")
_INCHES = regex.compile(r"\d[\"']")
_LONE_DASH = frozenset(("-", "--", "—", "―"))
_RANGE = regex.compile(r"^([(\[]?)(\d{1,4}(?:[.,:]\d{1,2})?)(-|—|--)(\d{1,4}(?:[.,:]\d{1,2})?)([)\].,;:!?%]*)$")
_NAMED = "|".join((*DAYS, *SHORT_DAYS, *MONTHS))
_NAMED_RANGE = regex.compile(rf"^((?:{_NAMED})ar?|{_NAMED})(-)((?:{_NAMED})(?:ar)?)([.,;:)]*)$", regex.IGNORECASE)
_LABEL = regex.compile(rf"^\(?(?:{NAMED_BY_NUMBER})\b", regex.IGNORECASE)


def swedish_forms(flow: Flow) -> dict[int, Word]:
    """The words of a flow that Swedish typography writes otherwise, so written, by the index of their token.

    Double quotes become ”, single ones and apostrophes ’; hyphens between the numbers, days and months of a range, and
    those that stand for a dash between words, become –. Inch marks, list bullets, dates and numbers that are names
    (telephone, account, diary) stay.
    """
    found: dict[int, Word] = {}
    for index, token, text in _retouched(flow):
        found[index] = _edited(token.word, text)
    return found


def _retouched(flow: Flow) -> Iterator[tuple[int, Token, str]]:
    open_quote = False
    before = ""
    for index, text in enumerate(flow.words):
        if not text:
            continue
        token = None
        after = text
        if text in _LONE_DASH or "-" in text or "—" in text:
            token = flow.tokens[index]
            edge = "\n" in token.space or not index or index + 1 == len(flow.words)
            edge = edge or "\n" in flow.tokens[index + 1].space
            after = _dashed(text, before, at_edge=edge)
        if _DOUBLE.search(text) or _SINGLE.search(text):
            token = token or flow.tokens[index]
            if "\n\n" in token.space:
                open_quote = False
            if open_quote or not _INCHES.search(text):
                open_quote ^= len(_DOUBLE.findall(text)) % 2 == 1
                after = _SINGLE.sub(APOSTROPHE, _DOUBLE.sub(QUOTE, after))
        if token is not None and after != text:
            yield index, token, after
        before = text


def _dashed(text: str, before: str, *, at_edge: bool) -> str:
    if text in _LONE_DASH:
        return text if at_edge else DASH
    number, named = _RANGE.match(text), _NAMED_RANGE.match(text)
    if number is not None and not _LABEL.match(before) and _is_range(number[2], number[4]):
        return f"{number[1]}{number[2]}{DASH}{number[4]}{number[5]}"
    return f"{named[1]}{DASH}{named[3]}{named[4]}" if named is not None else text


def _is_range(low: str, high: str) -> bool:
    """Whether two numbers with a hyphen between are from one to the other."""
    if not low.isdigit() or not high.isdigit():  # 08.00-16.30, 4,5-6
        return _value(low) < _value(high)
    if low.startswith("0") or high.startswith("0"):  # a telephone number, or a year and its month
        return False
    if max(len(low), len(high)) == 4:
        if not _is_year(low) or len(high) == 3:
            return False
        if len(high) == 4:
            return _is_year(high) and int(low) < int(high)
        # 2021-22 is two years, 2021-12 a month of one.
        return len(high) == 2 and int(high) > 12 and int(high) > int(low) % 100
    return int(low) < int(high)


def _is_year(number: str) -> bool:
    first, last = _T.years
    return first <= int(number) <= last


def _value(number: str) -> float:
    return float(number.replace(",", ".").replace(":", "."))


def _edited(word: Word, text: str) -> Word:
    why, confidence = "Swedish typography", 1.0
    if word.edit is None:
        return word.edited(text, Edit("typography", confidence, why))
    kind = "typography" if word.edit.kind == "doubtful" else word.edit.kind
    return word.edited(text, Edit(kind, word.edit.confidence, f"{word.edit.reason}; {why}"))
