"""The plain text that a character-by-character OCR engine of the 1990s left on disk.

Such engines wrote a page as lines of the printed width, hyphens, running heads and page numbers included, ended it
with a form feed and saved it in the code page of Windows. They judged each letter by its shape alone: they read l for
t, m for rn and ä for å, even within the commonest words.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samples.linebreak import break_lines
from samples.markup import Block, Manuscript

ENCODING = "cp1252"

CONFUSIONS: tuple[tuple[str, str, float], ...] = (
    ("rn", "m", 0.25),
    ("ru", "m", 0.10),
    ("nn", "rm", 0.09),
    ("tt", "ll", 0.02),
    ("å", "ä", 0.09),
    ("t", "l", 0.023),
    ("u", "a", 0.025),
    ("n", "a", 0.002),
    ("n", "ri", 0.001),
    ("m", "in", 0.003),
    ("m", "n", 0.002),
    ("ö", "o", 0.01),
    ("ä", "a", 0.004),
    ("t", "f", 0.001),
    ("r", "t", 0.001),
    ("l", "i", 0.001),
    ("c", "e", 0.004),
    (".", ",", 0.004),
    ("00", "OO", 0.06),
    ("1", "l", 0.03),
)
"""What was printed, what was read instead, and in which share of the cases, with the longer print first.

Kinds and order follow an alignment of scanned parliament papers of 1987-92, as a commercial engine read them, with
their truth: 1,116 errors in 186,184 characters, led by t read as l (166 of 13,610 t), å as ä (76 of 1,910), rn as m
(52), u as a (32 of 2,149) and nn as rm (28). The rates here are about twice as high, for a poorer print.
"""


@dataclass(frozen=True, slots=True)
class TypedPage:
    """A page as printed, before an engine reads it.

    Attributes:
        columns: characters in a line.
        rows: lines of text on a page, without head and number.
    """

    columns: int = 62
    rows: int = 34


def leave(manuscript: Manuscript, page: TypedPage, seed: int) -> bytes:
    """What the engine leaves of a manuscript: Windows-1252, CRLF at line ends, a form feed after each page.

    Args:
        manuscript: what was printed.
        page: how it was printed.
        seed: of the misreadings.
    """
    randomness = random.Random(seed)
    pages = (
        "".join(misread(line, randomness) + "\r\n" for line in lines) + "\f" for lines in print_pages(manuscript, page)
    )
    return "".join(pages).encode(ENCODING)


def print_pages(manuscript: Manuscript, page: TypedPage) -> list[list[str]]:
    """The pages as they were printed: lines with heads, page numbers and hyphenated words."""
    lines = list(_lines(manuscript.blocks, page.columns))
    pages: list[list[str]] = []
    while lines:
        body, lines = lines[: page.rows], lines[page.rows :]
        while lines and not lines[0]:
            lines.pop(0)
        pages.append(body)
    printed = []
    for number, body in enumerate(pages, 1):
        head = _spread(manuscript.head(number, len(pages)), page.columns)
        foot = f"- {number} -".center(page.columns).rstrip()
        printed.append([*([head, ""] if head else []), *body, "", foot])
    return printed


def misread(line: str, randomness: random.Random) -> str:
    """A line as the engine reads it."""
    out = []
    position = 0
    while position < len(line):
        for printed, read, share in CONFUSIONS:
            if line.startswith(printed, position) and randomness.random() < share:
                out.append(read)
                position += len(printed)
                break
        else:
            out.append(line[position])
            position += 1
    return "".join(out)


def _lines(blocks: Sequence[Block], columns: int) -> Iterator[str]:
    for number, block in enumerate(blocks):
        if block.apart and number:
            yield ""
        label = f"{block.label} " if block.label else ""
        lines = break_lines(block.words, lambda word: len(word.text), 1, columns - len(label), hyphenated=True)
        for line in lines:
            yield label + " ".join(word.text for word in line)
            label = " " * len(label)


def _spread(cells: Sequence[str], columns: int) -> str:
    """Cells spread over a line, the first at its left end, the last at its right end."""
    if len(cells) < 2:
        return "".join(cells)
    gap = (columns - sum(map(len, cells))) // (len(cells) - 1)
    return (" " * max(gap, 2)).join(cells)
