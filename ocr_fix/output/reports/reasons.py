"""The reasons of changes for people: in English in what programs read, and worded where they are shown."""

from __future__ import annotations

import re
from functools import cache

from ocr_fix.wording import ENGLISH, language_in_use, number, phrase, worded

# What reasons are put together of.
_PHRASES = (
    phrase("(nothing)"),
    phrase("rivals"),
    phrase("read as"),
    phrase("as read"),
    phrase("hyphen at the line end undone"),
    phrase("the hyphen belongs to the word"),
    phrase("a range across the line end"),
    phrase("the word stands elsewhere in the text"),
    phrase("so it stands elsewhere in the text"),
    phrase("the word is known"),
    phrase("the word is known with it"),
    phrase("words are seldom printed with a hyphen"),
    phrase("numbers, letters, abbreviations and names ask for one"),
    phrase("both its parts are words and the whole is none; it may as well be the typesetter's"),
    phrase("the parts make one word"),
    phrase("letters that were set apart make one word"),
    phrase("spaces inside a web address"),
    phrase("a mark that belongs to the word before it"),
    phrase("a sign that no text prints alone: a speck"),
    phrase("a line of signs that no text prints: specks"),
    phrase("a line of signs and single letters: perhaps specks"),
    phrase("a mark of HTML"),
    phrase("a character that stood by its name in HTML"),
    phrase("an accent that stood beside its letter"),
    phrase("letters that were lost"),
    phrase("a ligature that was lost"),
    phrase("encoding mended (UTF-8 was read as another)"),
    phrase("control codes written as the signs of Windows-1252"),
    phrase("letters and their accents composed (NFC)"),
    phrase("ligatures spelled out"),
    phrase("letters of another script written as the Latin ones they print as"),
    phrase("invisible characters removed"),
    phrase("hyphen written as a hyphen"),
    phrase("space of another kind before the word written as a space"),
    phrase("Markdown marks of a converter taken off"),
    phrase("Swedish typography"),
    phrase("a number that the engine is unsure of"),
    phrase("a number that the engine nearly read otherwise"),
    phrase("a number of a page that is hard to read"),
    phrase("a number that other readings have otherwise"),
    phrase("a number that ends with a comma"),
    phrase("a number with marks in places of no number"),
    phrase("a number that may be part of another"),
    phrase("a number with letters or signs that may be figures or nothing"),
    phrase("a number with another mark before its tenths than the others"),
    phrase("made one word by a reviewer"),
    phrase("decided by"),
)
_SHARE = re.compile(r"\b[01]\.\d\d\b")


def reason_told(reason: str) -> str:
    """A reason in the language in use; what it quotes stays as it is."""
    if language_in_use() == ENGLISH:
        return reason
    worded_reason = _any_phrase().sub(lambda found: worded(found[0]), reason)
    return _SHARE.sub(lambda found: number(float(found[0]), 2), worded_reason)


@cache
def _any_phrase() -> re.Pattern[str]:
    longest_first = sorted(_PHRASES, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
