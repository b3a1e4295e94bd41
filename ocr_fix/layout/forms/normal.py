"""The normal form of a word: NFC, no ligatures, nothing invisible, letters of one script. Each repair is a change."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

import regex

from ocr_fix.document import Edit, Flow, Word
from ocr_fix.layout.forms.mojibake import mended_encoding
from ocr_fix.notation.orthography import WINDOWS_SIGNS

# Words whose normal form is remembered; the words of a language are far fewer than those of its texts.
KEPT = 20_000

# Presentation forms that print as several letters; NFC alone leaves them, and NFKC would turn m² into m2 as well.
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ſ": "s"}
_LIGATURE = regex.compile("[" + "".join(LIGATURES) + "]")

# Letters of other scripts that print as Latin ones (after Unicode's confusables.txt, UTS #39). What physics writes in
# Greek (μ, α, β, Ω, Δ) is not among them.
LOOKALIKES = dict(
    zip(
        "аеорсухіјѕһԁАВЕКМНОРСТХУІЈЅӦӓӧё" + "οινρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aeopcyxijshdABEKMHOPCTXYIJSÖäöë" + "oivpABEZHIKMNOPTYX",
        strict=True,
    )
)
_LOOKALIKE = regex.compile("[" + "".join(LOOKALIKES) + "]")
_LATIN = regex.compile(r"\p{Latin}")
_FOREIGN_LETTER = regex.compile(r"[\p{Cyrillic}\p{Greek}]")

# Letters whose two bytes a writer of PDFs has swapped, as Ghostscript does those of ligatures: "hös琀琀ermin".
_SWAPPED = {chr(ord(letter) << 8): letter for letter in string.ascii_letters}
_SWAPPED_LETTERS = f"[{''.join(_SWAPPED)}]+"
_AMONG_LATIN = regex.compile(rf"(?<=\p{{Latin}}){_SWAPPED_LETTERS}|{_SWAPPED_LETTERS}(?=\p{{Latin}})")

# Control and format characters print nothing. A soft hyphen at the end of a word is a hyphen that was printed, and what
# Windows-1252 leaves undefined may be a letter of another encoding where it stands beside one.
_INVISIBLE = regex.compile(
    r"(?<!\p{L})[\x81\x8d\x8f\x90\x9d](?!\p{L})|[\p{Cc}\p{Cf}--[\x81\x8d\x8f\x90\x9d\u00AD]]+|\u00AD(?!$)",
    regex.VERSION1,
)
# Hyphens under other names; the sign for "not", which some engines write for one at a line end.
_HYPHEN = regex.compile(r"[\u2010\u2011]|(?<=\p{L})[\u00AD\u00AC]$")

# A word of nothing but these is in normal form; Å and Ä may begin what UTF-8 becomes under another name.
_PLAIN = re.compile(r"[\x21-\x7eåäöÅÄÖéÉüÜ]*|[\x21-\x7eåäöÖéÉüÜ§°½²³–—”“»«’‘…•€]*")
_UNUSUAL = re.compile(r"[^\n\x21-\x7eåäöÅÄÖéÉüÜ]")


def _one_script(text: str) -> str:
    """Letters of other scripts inside Latin words as the Latin ones they print as."""
    foreign = _FOREIGN_LETTER.findall(text)
    if not foreign or not _LATIN.search(text) or any(letter not in LOOKALIKES for letter in foreign):
        return text
    return _LOOKALIKE.sub(lambda match: LOOKALIKES[match[0]], text)


def _in_order(text: str) -> str:
    """Letters of a Latin word whose bytes were swapped."""
    return _AMONG_LATIN.sub(lambda match: "".join(_SWAPPED[sign] for sign in match[0]), text)


_STEPS: tuple[tuple[Callable[[str], str], str], ...] = (
    (mended_encoding, "encoding mended (UTF-8 was read as another)"),
    (lambda text: text.translate(WINDOWS_SIGNS), "control codes written as the signs of Windows-1252"),
    (lambda text: unicodedata.normalize("NFC", text), "letters and their accents composed (NFC)"),
    (lambda text: _LIGATURE.sub(lambda match: LIGATURES[match[0]], text), "ligatures spelled out"),
    (_in_order, "bytes of letters put in order"),
    (_one_script, "letters of another script written as the Latin ones they print as"),
    (lambda text: _INVISIBLE.sub("", text), "invisible characters removed"),
    (lambda text: _HYPHEN.sub("-", text), "hyphen written as a hyphen"),
    (lambda text: unicodedata.normalize("NFC", text), "letters and their accents composed (NFC)"),
)


def normal_form(word: Word) -> Word:
    """The word in normal form; the same object where it is so already."""
    text = normalise(word.text)
    if text == word.text or not text:
        return word
    reasons = _reasons(word.text)
    if word.edit is not None:
        reasons.insert(0, word.edit.reason)
    return word.edited(text, Edit("normal-form", 1.0, "; ".join(reasons)))


def normal_forms(flow: Flow) -> dict[int, Word]:
    """The words of a flow that are not in normal form, brought into it, by the index of their token."""
    odd = [word for word in _unusual(flow.counts) if not _PLAIN.fullmatch(word)]
    strange = {word for word in odd if normalise(word) != word}
    if not strange:
        return {}
    return {index: normal_form(flow.tokens[index].word) for word in strange for index in flow.places(word)}


def _unusual(words: Iterable[str]) -> set[str]:
    """Those of some words that hold what few words hold, found by one look through all of them."""
    text = "\n".join([*words, ""])
    found: set[str] = set()
    end = 0
    for match in _UNUSUAL.finditer(text):
        at = match.start()
        if at >= end:
            end = text.index("\n", at)
            found.add(text[text.rfind("\n", 0, at) + 1 : end])
    return found


@lru_cache(KEPT)
def normalise(text: str) -> str:
    """A string without white space in normal form."""
    if text.isascii() and text.isprintable():
        return text
    before = ""
    while text != before:  # what is left without invisible characters may be in another encoding
        before = text
        for step, _ in _STEPS:
            text = step(text)
    return text


def _reasons(text: str) -> list[str]:
    found: dict[str, None] = {}
    before = ""
    while text != before:
        before = text
        for step, why in _STEPS:
            after = step(text)
            if after != text:
                found[why] = None
            text = after
    return list(found)
