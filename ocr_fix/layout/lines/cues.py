"""What the words of a line tell: whether a sentence ends, what begins a list, what looks like a heading or a name."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import regex

from ocr_fix.document import Line
from ocr_fix.languages.sv.alphabet import ALPHABET
from ocr_fix.languages.sv.conjunctions import CONJUNCTIONS
from ocr_fix.languages.sv.papers import ABBREVIATIONS
from ocr_fix.layout.thresholds import THRESHOLDS
from ocr_fix.notation.addresses import SCHEME_END
from ocr_fix.notation.orthography import BULLETS, DOUBLE_HYPHEN, HYPHENS

_T = THRESHOLDS.line_cues

# Of so many words it is remembered what they tell at the edges of lines; the same ones come again and again.
KEPT = 5_000

# Behind it the number of a note may stand; a plain one behind a word that is no abbreviation.
_SENTENCE_END = regex.compile(
    r"""[.!?…][\p{Pf}\p{Pi}"')\]]*(?:[⁰¹²³⁴-⁹]{1,3}|(?<=\p{Ll}{4}[.!?…][\p{Pf}\p{Pi}"')\]]*)\d{1,2})?$"""
)
_ABBREVIATION = regex.compile(rf"^\(?\p{{L}}{{1,4}}\.\p{{L}}{{1,4}}\.(?:\p{{L}}{{1,3}}\.)?$|^(?:{ABBREVIATIONS})\.$")
_PAUSE = regex.compile(r"[,;:–—]$")
_LINE_HYPHEN = regex.compile(rf"\p{{L}}[{HYPHENS}{DOUBLE_HYPHEN}]$")
# An "o" by itself is a hollow bullet, as engines read it; an empty box may be one that is to be ticked.
_BULLET = regex.compile(rf"^[{BULLETS}□►o]$")
_CHECK_BOX = regex.compile(r"^[☐☑☒]$")
_LABEL = regex.compile(
    r"^(?P<open>\(?)(?:(?P<number>\d{1,2})|(?P<letter>\p{Ll})|(?P<roman>X{0,3}(?:IX|IV|V?I{1,3}|V|(?<=X))))(?P<close>[.)])$"
)
# Without a parenthesis behind it, "vi." is a word.
_SMALL_ROMAN = regex.compile(r"^(?P<open>\(?)(?P<roman>x{0,3}(?:ix|iv|v?i{1,3}|v|(?<=x)))\)$")
ROMAN = "I."
"""The style of lists that are numbered in capital letters."""
_SMALL = "i"
_NUMERALS = {"i": 1, "v": 5, "x": 10}
_SECTION = regex.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?$")
_PARAGRAPH_NUMBER = regex.compile(r"^\d{1,3}$")
_NAME_PART = regex.compile(
    r"^(?:\p{Lu}[\p{L}\p{M}\d'’]+(?:-\p{L}[\p{L}\p{M}]*)*|\p{Lu}\.(?:-?\p{Lu}\.)?|[Aa]f|[Vv]on|[Dd]e)[,.]?$"
)


_PARTY = regex.compile(r"^\(\p{L}{1,3}\),?$")
# A stop after a word that is no abbreviation.
_INNER_STOP = regex.compile(r"^[\p{L}\p{M}-]*\p{Ll}{4,}[.!?:]$")
_MIXED = regex.compile(r"^\p{Ll}\p{Lu}")
_MISREAD_CAPITAL = regex.compile(r"^\d\p{Ll}{3,}")


class Marker(NamedTuple):
    """What begins a list item.

    Attributes:
        style: items of one list share it: the bullet, or how numbers or letters are closed.
        place: the number, or the place of the letter in the alphabet; 0 for a bullet.
    """

    style: str
    place: int

    def follows(self, other: Marker | None) -> bool:
        """Whether this item may come right after the other in one list."""
        if other is None:
            return False
        if other.style != self.style:
            return _SMALL in self.style + other.style and _small_roman(self) == _small_roman(other) + 1 > 1
        return self.place in (other.place, other.place + 1) if not self.place else self.place == other.place + 1


def is_marker(text: str) -> bool:
    """Whether a word is such as begins a list item."""
    return _marker(text) is not None


def marker_of(line: Line) -> Marker | None:
    """The bullet, number or letter that begins a list item; None where there is none or nothing follows it."""
    if len(line.words) < 2:
        return None
    return _marker(line.words[0].text)


@lru_cache(KEPT)
def _marker(first: str) -> Marker | None:
    if _BULLET.match(first):
        return Marker(first, 0)
    if _CHECK_BOX.match(first):
        return Marker("☐", 0)  # whether it is checked or not
    small = _small_marker(first)
    label = _LABEL.match(first)
    if label is None:  # one of a single letter is taken for that
        return small
    opened, number, letter, roman, close = label.group("open", "number", "letter", "roman", "close")
    if number is not None:
        return Marker(f"{opened}1{close}", int(number))
    if roman:
        return Marker(f"{opened}I{close}", _value(roman))
    return Marker(f"{opened}a{close}", ALPHABET.find(letter.lower()) + 1) if letter else None


def _small_marker(first: str) -> Marker | None:
    small = _SMALL_ROMAN.match(first)
    return None if small is None else Marker(f"{small['open']}{_SMALL})", _value(small["roman"]))


def _small_roman(marker: Marker) -> int:
    """The number of a marker in small Roman numerals, be it a letter that is one; 0 where it is none."""
    if _SMALL in marker.style:
        return marker.place
    letter = ALPHABET[marker.place - 1] if "a" in marker.style else ""
    return _value(letter) if letter in _NUMERALS else 0


def ranked(line: Line) -> Marker | None:
    """What begins a point that is numbered in Roman numerals; behind capital letters there may be no mark."""
    first = line.words[0].text
    small = _small_marker(first)
    if small is not None and len(line.words) > 1:
        return small
    marker = marker_of(line) or (_marker(f"{first}.") if len(line.words) > 1 and first.isalpha() else None)
    if marker is None or marker.style.strip("().") != "I":
        return None
    return marker if first[-1] in ".)" else Marker("I", marker.place)


def _value(roman: str) -> int:
    """The number that stands in Roman numerals below 40."""
    values = [_NUMERALS[letter] for letter in roman.lower()]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def ends_sentence(line: Line) -> bool:
    """Whether a sentence ends with the line."""
    return is_sentence_end(_last(line))


@lru_cache(KEPT)
def is_sentence_end(word: str) -> bool:
    """Whether a sentence may end with a word."""
    return bool(_SENTENCE_END.search(word)) and not _ABBREVIATION.match(word)


def introduces(line: Line) -> bool:
    """Whether the line ends in a colon."""
    return _last(line).endswith(":")


def pauses(line: Line) -> bool:
    """Whether the line ends in a comma or another sign after which a sentence goes on."""
    return bool(_PAUSE.search(_last(line)))


def ends_item(line: Line) -> bool:
    """Whether the line ends as items of a list do that are parts of a sentence: in a comma, perhaps with "och"."""
    last = _last(line)
    if last.lower() in CONJUNCTIONS and len(line.words) > 1:
        last = line.words[-2].text
    return last.endswith((",", ";"))


def is_labelled(line: Line) -> bool:
    """Whether the line begins with a label and what it names ("dnr: 2004/12"): it goes on with no sentence."""
    words = [word.text for word in line.words[:2]]
    return len(words) > 1 and words[0].endswith(":") and (not words[1][:1].islower() or ":" in words[1])


def _last(line: Line) -> str:
    """The last word; a speck that was read as a sign of its own after it is passed over."""
    last = line.words[-1].text
    if len(last) == 1 and not last.isalnum() and len(line.words) > 1 and last in "'`´,.:;|~_^":
        return line.words[-2].text
    return last


def breaks_word(line: Line) -> bool:
    """Whether the line ends in a hyphen after a letter."""
    return _is_broken(line.words[-1].text)


@lru_cache(KEPT)
def _is_broken(last: str) -> bool:
    return bool(_LINE_HYPHEN.search(last))


def begins_low(line: Line) -> bool:
    """Whether the line begins with a small letter, so that it can hardly begin a sentence."""
    return _begins_low(line.words[0].text)


@lru_cache(KEPT)
def _begins_low(first: str) -> bool:
    first = first.lstrip("(\"'”“»«’‘")
    # "eTjänster" begins as a name does.
    return first[:1].islower() and not first[1:2].isupper()


def holds_signs_only(line: Line) -> bool:
    """Whether a line is a bar, or several words that have no letter or figure: no part of a sentence that goes on."""
    words = [word.text for word in line.words]
    return words == ["|"] or (len(words) > 1 and not any(map(str.isalnum, "".join(words))))


def holds_box(line: Line) -> bool:
    """Whether a line has a box to be checked behind its first word."""
    return any(_CHECK_BOX.match(word.text) for word in line.words[1:])


def holds_figures_only(line: Line) -> bool:
    """Whether the line is a date, a time or such numbers and nothing else; the number of a paragraph is none."""
    text = "".join(word.text for word in line.words)
    return sum(map(str.isdigit, text)) >= _T.figures_only and not any(each.isalpha() or each == "§" for each in text)


def begins_statute(line: Line) -> bool:
    """Whether the line begins a numbered paragraph of a statute: "12 §", "3 a §"."""
    words = [word.text for word in line.words[:3]]
    return "§" in words[1:3] and bool(_PARAGRAPH_NUMBER.match(words[0])) and len(line.words) > 2


def looks_like_heading(line: Line) -> bool:
    """Whether the line may be a heading: a few words, the first with a capital, no stop or comma at the end."""
    words = [word.text for word in line.words]
    if len(words) > _T.heading_words or ends_sentence(line) or pauses(line) or breaks_word(line):
        return False
    if any(map(_INNER_STOP.match, words[:-1])) or holds_address(line):
        return False
    rest = words[1:] if _SECTION.match(words[0]) else words
    # "2 Bakgrund" is a heading as well as "Bakgrund"; "2024-01-12" or "1 (3)" has no letter to begin with.
    first = rest[0].lstrip("\"'”“»«") if rest else ""
    # "eTjänster" begins with a small letter, "6versikt" with a misread capital.
    return first[:1].isupper() or bool(_MIXED.match(first) or _MISREAD_CAPITAL.match(first))


def holds_address(line: Line) -> bool:
    """Whether an address of the web stands in the line."""
    return any(SCHEME_END in word.text for word in line.words)


def section_depth(line: Line) -> int:
    """How deep a numbered heading stands: 1 for "2 Bakgrund", 2 for "2.1 Uppdraget", 0 without a number."""
    first = line.words[0].text
    return first.strip(".").count(".") + 1 if len(line.words) > 1 and _SECTION.match(first) else 0


def is_listed_name(line: Line) -> bool:
    """Whether the line is a name as lists of those present have it: with a party behind, or the surname first."""
    words = [word.text for word in line.words]
    if marker_of(line) is not None:
        return False
    if len(words) > 2 and _PARTY.match(words[-1]):
        line = Line(line.words[:-1])
    elif 2 <= len(words) <= _T.name_words and words[0].endswith(",") and all(map(_NAME_PART.match, words)):
        return not words[-1].endswith((".", ","))
    return looks_like_name(line)


def looks_like_name(line: Line) -> bool:
    """Whether the line is the name of a person: two to four parts with capitals, perhaps a comma and an office."""
    words = [word.text for word in line.words]
    end = next((at for at, word in enumerate(words, 1) if word.endswith(",")), len(words))
    name, office = words[:end], words[end:]
    if not 2 <= len(name) <= _T.name_words or not all(map(_NAME_PART.match, name)):
        return False
    return not words[-1].endswith(".") and len(office) <= _T.office_words and all(map(str.islower, office))
