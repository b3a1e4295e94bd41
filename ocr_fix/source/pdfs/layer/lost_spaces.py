"""Spaces of a PDF that are not what they seem.

Programs that make files smaller (Ghostscript) widen the gap between two letters in the place of a space, and where two
letters stand a little apart they write a space and go back over it. PDFium itself ends lines within words where it
mistakes their direction.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ocr_fix.source.pdfs.layer.rectangles import Rectangle
from ocr_fix.source.thresholds import THRESHOLDS

_T = THRESHOLDS.pdf_text


def behind_lost_spaces(frames: Sequence[Rectangle | None]) -> frozenset[int]:
    """Which characters stand behind a gap that is a space: it is wide, and those beside it in the word are none.

    In words that are set s p a c e d all gaps are alike, and so are those between the cells of a form.

    Args:
        frames: of the characters of a page in their order, upright; None for spaces and line ends.

    Returns:
        Places in `frames`, from 0.
    """
    gaps = [None, *(_gap(*pair) for pair in pairwise(frames)), None]
    found = (
        at
        for at, gap in enumerate(gaps)
        if gap is not None and gap >= _T.least_space and _are_none(gaps[at - 1], gaps[at + 1])
    )
    return frozenset(found)


def taken_back(space: Rectangle | None, behind: Rectangle, before: Rectangle | None) -> bool:
    """Whether the letter behind a space stands in its room, or close to the letter before it, so that nobody sees one.

    One without a place is PDFium's own, which goes by where letters begin: one that reaches far may fill it.

    Args:
        space: where it stands.
        behind: around the letter behind it.
        before: around the letter before it; None where there is none.
    """
    if space is not None:
        return space.width > 0 and 0 <= behind.left - space.left < _T.room_left * space.width
    gap = _gap(before, behind)
    return gap is not None and 0 <= gap <= _T.most_between_letters


def goes_on(before: Rectangle, behind: Rectangle) -> str | None:
    """What stands between two characters that PDFium has on two lines: nothing or a space where it is one line.

    It takes short pages for such that are written downward, and ends a line behind each letter that is drawn by itself.

    Returns:
        None where the line ends indeed.
    """
    gap = _gap(before, behind)
    if gap is None or not -_T.most_overlap <= gap <= _T.widest_space:
        return None
    return " " if gap >= _T.least_space else ""


def _gap(before: Rectangle | None, behind: Rectangle | None) -> float | None:
    """The white between two characters of a line in their heights; None where they are not on one."""
    if before is None or behind is None:
        return None
    height = max(before.height, behind.height)
    shared = min(before.bottom, behind.bottom) - max(before.top, behind.top)
    if height <= 0 or shared < _T.shared_height * height or behind.left < before.left:
        return None
    return (behind.left - before.right) / height


def _are_none(*gaps: float | None) -> bool:
    known = [gap for gap in gaps if gap is not None]
    return bool(known) and all(gap <= _T.most_between_letters for gap in known)
