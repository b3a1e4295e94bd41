"""What is filled into the fields of a form, put on the line of what it is asked by.

A page has what was filled in behind all its text, and letters that stand in cells of their own as words.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from ocr_fix.source.pdfs.layer.drawn_words import LaidLine, LaidWord, around
from ocr_fix.source.pdfs.layer.painting import Sides
from ocr_fix.source.pdfs.layer.rectangles import Rectangle
from ocr_fix.source.thresholds import THRESHOLDS

_T = THRESHOLDS.pdf_fields


class Field(NamedTuple):
    """A field of text on a page.

    Attributes:
        sides: where it stands.
        comb: whether each letter has a cell of its own.
    """

    sides: Sides
    comb: bool


class FieldPlace(NamedTuple):
    """A field on the drawing, turned as its words are."""

    place: Rectangle
    comb: bool


def filled_in(lines: Sequence[LaidLine], fields: Sequence[FieldPlace]) -> list[LaidLine]:
    """The lines, with what stands in fields behind the words of the same line that stand before it."""
    text: list[LaidLine] = []
    values: list[list[LaidLine]] = [[] for _ in fields]
    for line in lines:
        rest = line
        for field, found in zip(fields, values, strict=True):
            inside = [word for word in rest if _is_in(word, field.place)]
            if inside:
                found.append([_in_one(inside)] if field.comb else inside)
                rest = [word for word in rest if word not in inside]
        if rest:
            text.append(rest)
    alone: list[LaidLine] = []
    for first, *others in filter(None, values):
        room, line = min(((_room(each, first), each) for each in text), key=lambda pair: pair[0], default=(inf, first))
        place = around(first)
        if place is not None and room <= _T.farthest * place.height:
            line[:] = sorted([*line, *first], key=_left)
        else:
            alone.append(first)
        alone.extend(others)  # a label stands on one line, beside the first of what it asks for
    return [*text, *alone]


def _is_in(word: LaidWord, field: Rectangle) -> bool:
    if word.place is None:
        return False
    x, y = (word.place.left + word.place.right) / 2, (word.place.top + word.place.bottom) / 2
    return field.left <= x <= field.right and field.top <= y <= field.bottom


def _in_one(words: LaidLine) -> LaidWord:
    return LaidWord("".join(word.text for word in words), around(words), words[0].shown)


def _room(line: LaidLine, value: LaidLine) -> float:
    """The white between a value and the word before it on a line, in pixels; no number where there is no such word."""
    of = around(value)
    found = inf
    for place in (word.place for word in line):
        if of is None or place is None or place.left > of.left:
            continue
        shared = min(place.bottom, of.bottom) - max(place.top, of.top)
        if shared >= THRESHOLDS.pdf_text.shared_height * min(place.height, of.height):
            found = min(found, max(0.0, of.left - place.right))
    return found


def _left(word: LaidWord) -> float:
    return inf if word.place is None else word.place.left
