"""Boxes and words as hOCR, ALTO and PAGE files state them, brought into bounds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ocr_fix.document import Box, InFile, Word
from ocr_fix.document.language_codes import SWEDISH, code_of

if TYPE_CHECKING:
    from lxml import etree

_FARTHEST = 2**20
"""Pixels; no page is so large."""
MOST_DPI = 4800
"""Dots an inch of film scanners; what states more is mistaken."""


class MarkedPage(NamedTuple):
    """A page of a file of words: its element, and those that words stand in, by the number of `InFile.element`."""

    element: etree._Element
    words: Sequence[etree._Element]


def box_within(
    left: float, top: float, right: float, bottom: float, width: int | None, height: int | None
) -> Box | None:
    """A box in whole pixels on its page; None where it has no area there, or its numbers are none."""
    if not all(math.isfinite(side) for side in (left, top, right, bottom)):
        return None
    most_right, most_down = width or _FARTHEST, height or _FARTHEST
    box = Box(
        min(max(round(left), 0), most_right),
        min(max(round(top), 0), most_down),
        min(max(round(right), 0), most_right),
        min(max(round(bottom), 0), most_down),
    )
    return box if box.left < box.right and box.top < box.bottom else None


def words_of(text: str, box: Box | None, confidence: float | None) -> Iterator[Word]:
    """The words of a text that has one box; several have their share of it by their characters."""
    parts = text.split()
    if len(parts) == 1:
        yield Word(parts[0], box, confidence)
        return
    total = sum(map(len, parts)) + max(0, len(parts) - 1)
    start = 0
    for part in parts:
        share = box and box.part(start / total, (start + len(part)) / total)
        yield Word(part, share, confidence)
        start += len(part) + 1


def with_source(words: Iterable[Word], source: InFile | None) -> Iterator[Word]:
    """The words of one element of a file, each with what the file says of it.

    Args:
        words: in their order.
        source: of the element; its last characters are those of the last words.
    """
    if source is None:
        yield from words
        return
    found = [*words]
    raised = source.raised
    marked = []
    for word in reversed(found):
        marked.append(replace(word, source=source._replace(raised=min(raised, len(word.text)))))
        raised = max(0, raised - len(word.text) - 1)
    yield from reversed(marked)


def language_stated(tag: str | None) -> str | None:
    """The language that a file says a paragraph is written in; None for Swedish, and where it says nothing.

    English is not believed: engines say so of everything where nobody has told them.
    """
    code = None if tag is None else code_of(tag)
    return None if code in {SWEDISH, "en"} else code


def number(text: str | None) -> float | None:
    """A finite number; None where there is none."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if math.isfinite(value) else None
