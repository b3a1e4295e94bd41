"""The normal form of a word: NFC, no ligatures, nothing invisible. Each repair is accounted for as a change."""

from __future__ import annotations

import unicodedata

import regex

from ocr_fix.document import Edit, Flow, Word

# Presentation forms that print as several letters; NFC alone leaves them, and NFKC would turn m² into m2 as well.
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ſ": "s"}
_LIGATURE = regex.compile("[" + "".join(LIGATURES) + "]")

# Control and format characters print nothing. A soft hyphen at the end of a word is a hyphen that was printed.
_INVISIBLE = regex.compile(r"[\p{Cc}\p{Cf}--\u00AD]+|\u00AD(?!$)", regex.VERSION1)
_LAST_SOFT_HYPHEN = "\u00ad"


def normal_form(word: Word) -> Word:
    """The word in normal form; the same object where it is so already."""
    text = normalise(word.text)
    if text == word.text or not text:
        return word
    return word.edited(text, Edit("normal-form", 1.0, _reason(word.text)))


def normal_forms(flow: Flow) -> dict[int, Word]:
    """The words of a flow that are not in normal form, brought into it, by the index of their token."""
    strange = {word for word in set(flow.words) if normalise(word) != word}
    if not strange:
        return {}
    places = (index for index, word in enumerate(flow.words) if word in strange)
    return {index: normal_form(flow.tokens[index].word) for index in places}


def normalise(text: str) -> str:
    """A string without white space in normal form."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text)
    text = _LIGATURE.sub(lambda match: LIGATURES[match[0]], text)
    text = _INVISIBLE.sub("", text)
    if text.endswith(_LAST_SOFT_HYPHEN):
        text = text[:-1] + "-"
    return text


def _reason(text: str) -> str:
    found = []
    if unicodedata.normalize("NFC", text) != text:
        found.append("letters and their accents composed (NFC)")
    if _LIGATURE.search(text):
        found.append("ligatures spelled out")
    if _INVISIBLE.search(text):
        found.append("invisible characters removed")
    if text.endswith(_LAST_SOFT_HYPHEN):
        found.append("soft hyphen at the line end written as a hyphen")
    return "; ".join(found)
