"""Texts of a page that stand on other texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from ocr_fix.source.pdfs.layer.painting import Sides
from ocr_fix.source.thresholds import THRESHOLDS

_T = THRESHOLDS.pdf_stacked


class Inked(NamedTuple):
    """A character with ink: the address of the text object that it belongs to, and its place on the page."""

    address: int
    sides: Sides


def depths(characters: Sequence[Inked]) -> dict[int, int]:
    """On how many texts, one on the other, text objects stand, by address; those that stand on none are left out.

    Args:
        characters: those of the page, in the order in which their objects are painted.
    """
    found: dict[int, int] = {}
    cell = max(_T.smallest_cell, _middle_height(characters))
    cells: dict[tuple[int, int], list[Inked]] = defaultdict(list)
    for each in characters:
        left, bottom, right, top = (int(side // cell) for side in each.sides)
        for across in range(left, min(right, left + _T.most_cells) + 1):
            for up in range(bottom, min(top, bottom + _T.most_cells) + 1):
                there = cells[across, up]
                for other in there:
                    if other.address != each.address and _overlap(other.sides, each.sides):
                        depth = min(_T.deepest, found.get(other.address, 0) + 1)
                        found[each.address] = max(depth, found.get(each.address, 0))
                if len(there) < _T.most_in_cell:
                    there.append(each)
    return found


def _middle_height(characters: Sequence[Inked]) -> float:
    heights = sorted(each.sides[3] - each.sides[1] for each in characters)
    return heights[len(heights) // 2] if heights else 0.0


def _overlap(one: Sides, other: Sides) -> bool:
    """Whether a good part of one rectangle lies on another."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    up = min(one[3], other[3]) - max(one[1], other[1])
    if across <= 0 or up <= 0:
        return False
    smaller = min((one[2] - one[0]) * (one[3] - one[1]), (other[2] - other[0]) * (other[3] - other[1]))
    return across * up >= _T.overlap * smaller
