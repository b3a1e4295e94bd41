"""Text files as engines leave them, made of whole paragraphs, with their structure known: for measuring layout.

Paragraphs are wrapped and hyphenated at random widths, set on pages with running heads, feet and page numbers, and
blank lines are strewn in the ways that engines do.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pyphen
import regex

Spacing = Literal["blank lines", "none", "after every line", "after some lines"]
Fate = Literal["joined", "kept", "suspended"]

SPACINGS: tuple[Spacing, ...] = ("blank lines", "none", "after every line", "after some lines")

_HYPHENATE = pyphen.Pyphen(lang="sv_SE")
_HARD_HYPHEN = regex.compile(r"(?<=[\p{L}\p{Nd}])-(?=[\p{L}\p{Nd}])")
_SUSPENDED = regex.compile(r"^\p{L}+-$")
_LETTERS = regex.compile(r"^(\P{L}*)(\p{L}{5,})")
# Heads and feet of our own composition; {page} and {pages} count.
_HEADS = (
    ("Havsnäs kommun", "Tekniska nämnden {page}"),
    ("Energiplan för Havsnäs 1997-2005   {page} ({pages})",),
    ("{page}   Lindsjö kommuns årsberättelse", "Lindsjö kommuns årsberättelse   {page}"),
    (),
)
_FEET = (("- {page} -",), ("Lindsjö kommun, Box 17, 980 31 Lindsjö", "Sida {page} av {pages}"), ("{page}",), ())
_NOT_BROKEN: Fate = "joined"
_MISREADINGS = str.maketrans({"ö": "6", "å": "a", "l": "1", "m": "rn"})


@dataclass
class Set:
    """A text as it was set.

    Attributes:
        pages: of the file.
        paragraphs: what stands on them, whole.
        furniture: the lines that belong to the sheets, in their order.
        hyphens: what became of each line-end hyphen, and the word it stood in.
    """

    pages: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    hyphens: list[tuple[Fate, str]] = field(default_factory=list)


def wrapped(
    paragraph: str, width: int, hyphens: list[tuple[Fate, str]], breaks: Callable[[], bool] = lambda: True
) -> Iterator[str]:
    """The lines of a paragraph; words that do not fit are broken where Swedish breaks them, or at their own hyphens.

    Args:
        paragraph: its words.
        width: of a line in characters.
        hyphens: what becomes of the hyphens at line ends is put here.
        breaks: whether the next word that does not fit is broken if it can be.
    """
    line = ""
    for whole in paragraph.split():
        word = whole
        while len(line) + len(word) + bool(line) > width and (line or len(word) > width):
            at, fate = _break(word, width - len(line) - bool(line)) if breaks() else (0, _NOT_BROKEN)
            if at:
                line = f"{line} {word[:at]}".strip() + ("-" if fate == "joined" else "")
                hyphens.append((fate, whole))
                word = word[at:]
            elif not line:
                break
            elif _SUSPENDED.match(line.split()[-1]):
                hyphens.append(("suspended", line.split()[-1]))
            yield line
            line = ""
        line = f"{line} {word}".strip()
    yield line


def _break(word: str, room: int) -> tuple[int, Fate]:
    """Where a word may be broken within some room, 0 for nowhere, and what becomes of the hyphen there."""
    breaks: list[tuple[int, Fate]] = [(at.end(), "kept") for at in _HARD_HYPHEN.finditer(word)]
    if letters := _LETTERS.match(word):
        breaks += [(letters.start(2) + at, "joined") for at in _HYPHENATE.positions(letters[2])]
    return max(((at, fate) for at, fate in breaks if at + (fate == "joined") <= room), default=(0, "joined"))


def set_pages(paragraphs: Sequence[str], rng: random.Random, spacing: Spacing, broken: float = 1.0) -> Set:
    """Paragraphs on pages.

    Args:
        paragraphs: whole.
        rng: chooses width, length of pages, heads and feet, and misreads some of those.
        spacing: where blank lines stand.
        broken: the share of the words that do not fit and can be broken which are.
    """
    made = Set(paragraphs=list(paragraphs))
    width, length = rng.randint(45, 90), rng.randint(25, 45)
    heads, feet = rng.choice(_HEADS), rng.choice(_FEET)
    rows: list[str] = []
    typist = random.Random(width)
    for paragraph in paragraphs:
        lines = list(wrapped(paragraph, width, made.hyphens, lambda: typist.random() < broken))
        for number, line in enumerate(lines, 1):
            rows.append(line)
            last = number == len(lines)
            every = spacing == "after every line" or (spacing == "after some lines" and (last or rng.random() < 0.3))
            rows += [""] * (every or (last and spacing == "blank lines"))
    bodies = [rows[at : at + length] for at in range(0, len(rows), length)]
    for number, body in enumerate(bodies, 1):
        counts = {"page": number, "pages": len(bodies)}
        alternate = len(heads) > 1 and "{page}" in heads[0]  # left and right pages
        above = [heads[number % 2]] if alternate else heads
        top = [_misread(head.format(**counts), rng) for head in above] if number > 1 else []
        foot = [_misread(text.format(**counts), rng) for text in feet]
        made.furniture += [*top, *foot]
        made.pages.append("\n".join([*top, *[""] * bool(top), *body, *[""] * bool(foot), *foot]) + "\n")
    return made


def _misread(text: str, rng: random.Random) -> str:
    """A line with a letter misread now and then."""
    return "".join(c.translate(_MISREADINGS) if rng.random() < 0.1 else c for c in text)
