"""Codes of languages: by ISO 639-1, as Tesseract has them, and their names; how much of a text is in which."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from ocr_fix.wording import percent, phrase, worded

SWEDISH = "sv"
NO_LANGUAGE = "none"
"""What is written in no language: code, rows of values, addresses of machines."""
OTHER_LANGUAGE = "und"
"""Any language that is not told apart by name."""

NAMES = {
    SWEDISH: phrase("Swedish"),
    "cs": phrase("Czech"),
    "da": phrase("Danish"),
    "de": phrase("German"),
    "en": phrase("English"),
    "es": phrase("Spanish"),
    "et": phrase("Estonian"),
    "fi": phrase("Finnish"),
    "fr": phrase("French"),
    "hu": phrase("Hungarian"),
    "is": phrase("Icelandic"),
    "it": phrase("Italian"),
    "la": phrase("Latin"),
    "lt": phrase("Lithuanian"),
    "lv": phrase("Latvian"),
    "nb": phrase("Norwegian Bokmål"),
    "nl": phrase("Dutch"),
    "nn": phrase("Norwegian Nynorsk"),
    "pl": phrase("Polish"),
    "pt": phrase("Portuguese"),
    "ru": phrase("Russian"),
    OTHER_LANGUAGE: phrase("another language"),
    NO_LANGUAGE: phrase("no language"),
}
"""What each code means, in English; those that may be named as the language of a text."""

BY_TESSERACT = {
    "swe": SWEDISH,
    "ces": "cs",
    "dan": "da",
    "deu": "de",
    "eng": "en",
    "est": "et",
    "fin": "fi",
    "fra": "fr",
    "frk": "de",
    "hun": "hu",
    "isl": "is",
    "ita": "it",
    "lat": "la",
    "lav": "lv",
    "lit": "lt",
    "nld": "nl",
    "nor": "nb",
    "pol": "pl",
    "por": "pt",
    "rus": "ru",
    "spa": "es",
}
"""The code of each of Tesseract's; its models of scripts tell nothing of the language."""


# What libraries write beside Tesseract's codes (ISO 639-2), and for both kinds of Norwegian.
_OTHERS = {
    "nob": "nb",
    "no": "nb",
    "nno": "nn",
    "ger": "de",
    "fre": "fr",
    "dut": "nl",
    "ice": "is",
    "cze": "cs",
    "zxx": NO_LANGUAGE,
}
_BY_NAME = {name: code for code, name in NAMES.items()} | {"Norwegian": "nb"}
_TAG = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z0-9-]+)?")
# Of models of black letter, which were used for every language, and of what is no language.
_NO_LANGUAGES = frozenset({"frk", "osd", "equ", "mul", "mis"})


def code_of(tag: str) -> str | None:
    """The code of a language that files name by BCP 47, ISO 639 or as Tesseract does; None where it is none."""
    match = _TAG.fullmatch(tag.strip())
    name = "" if match is None else match[1].lower()
    if not name or name in _NO_LANGUAGES:
        return None
    code = _OTHERS.get(name) or BY_TESSERACT.get(name, name)
    return code if code in NAMES else OTHER_LANGUAGE


def code_named(name: str) -> str:
    """The code of a language by its English name; `OTHER_LANGUAGE` for those that are not told apart."""
    return _BY_NAME.get(name, OTHER_LANGUAGE)


def named(code: str) -> str:
    """What to call a language; its code where it has no name here."""
    name = NAMES.get(code)
    return code if name is None else worded(name)


def tag_of(code: str) -> str:
    """The code as formats have it that ask for BCP 47, where "zxx" is for what is in no language."""
    return "zxx" if code == NO_LANGUAGE else code


def shares_of(counts: Mapping[str, float]) -> dict[str, float]:
    """The share of each language, 0-1, the largest first.

    Args:
        counts: how many words each has.
    """
    total = sum(counts.values())
    return {code: count / total for code, count in Counter(counts).most_common() if count}


def main_language(shares: Mapping[str, float]) -> str | None:
    """The language of more than half the words; None where there is none.

    Args:
        shares: of the languages, 0-1.
    """
    return next((code for code, share in shares.items() if share > 0.5), None)


def told(shares: Mapping[str, float]) -> str:
    """Shares of languages for a person to read: "Danish 93 %, Swedish 7 %"."""
    return ", ".join(f"{named(code)} {_percent(share)}" for code, share in shares.items())


def _percent(share: float) -> str:
    return worded("under 1 %") if share < 0.005 else percent(share)
