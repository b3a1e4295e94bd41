"""What is said to people, in the language of their choice: English as it stands in the code, others by a catalogue.

Messages are templates with named fields; catalogues are those of gettext, made by `scripts/catalogues.py`. The keys and
codes that programs read are not translated.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping
from pathlib import Path

CATALOGUES = Path(__file__).parent / "catalogues"
DOMAIN = "messages"
"""The name of our catalogues, which is also that by which click asks for its messages."""

ENGLISH = "en"
LANGUAGES = (ENGLISH, "sv")
"""The languages there are, by ISO 639-1."""

# By the name of a variable of the environment, in the order of gettext.
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
# What stands between thousands and before decimals, by language.
_MARKS: Mapping[str, tuple[str, str]] = {ENGLISH: (",", "."), "sv": ("\u00a0", ",")}

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_chosen = ENGLISH


def use_language(language: str) -> None:
    """Say everything in a language from now on, in this process.

    Args:
        language: one of `LANGUAGES`; English for any other.
    """
    global _catalogue, _chosen  # noqa: PLW0603 - a process speaks one language
    _chosen = language if language in LANGUAGES else ENGLISH
    _catalogue = gettext.translation(DOMAIN, CATALOGUES, [_chosen], fallback=True)


def language_in_use() -> str:
    """The language in which everything is said."""
    return _chosen


def preferred_language() -> str:
    """The first of our languages that the environment asks for; English where it asks for none of them."""
    asked = next((os.environ[name] for name in _VARIABLES if os.environ.get(name)), "")
    codes = (code[:2].lower() for code in asked.split(":"))
    return next((code for code in codes if code in LANGUAGES), ENGLISH)


def worded(message: str, /, **fields: object) -> str:
    """A message in the language in use.

    Args:
        message: in English, a template of `str.format` where there are fields.
        fields: what is filled in.
    """
    found = _catalogue.gettext(message) if message else ""  # of nothing, gettext tells what the catalogue is
    return found.format(**fields) if fields else found


def worded_count(one: str, many: str, count: int, /, **fields: object) -> str:
    """A message that speaks of a number, which is its field `count`.

    Args:
        one: in English, for one.
        many: in English, for any other number.
        count: the number.
        fields: what else is filled in.
    """
    return count_form(one, many, count).format(count=number(count), **fields)


def count_form(one: str, many: str, count: int, /) -> str:
    """That of two forms of a message that fits a number, not filled in yet."""
    return _catalogue.ngettext(one, many, count)


def phrase(message: str) -> str:
    """The message as it is, to be worded when it is said; so that it comes into the catalogues."""
    return message


def number(value: float, decimals: int = 0) -> str:
    """A number as the language in use writes it."""
    thousands, point = _MARKS[_chosen]
    return f"{value:,.{decimals}f}".translate({ord(","): thousands, ord("."): point})


def percent(share: float) -> str:
    """A share, 0-1, in whole percent."""
    return f"{share:.0%}".replace("%", "\u00a0%")
