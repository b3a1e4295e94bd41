"""Notes in the margin: a few lines in smaller type, or off the lines of the text, outside the edges of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median, quantiles

from ocr_fix.layout.geometry.segments import Scale, Segment
from ocr_fix.layout.thresholds import THRESHOLDS

_T = THRESHOLDS.margins


def notes_of(segments: Sequence[Segment], scale: Scale) -> list[list[Segment]]:
    """The notes of a page, each from top to bottom.

    Args:
        segments: of the page.
        scale: its measures.
    """
    widest = max((segment.right - segment.left for segment in segments), default=0.0)
    text = [s for s in segments if s.right - s.left >= _T.long * widest]
    if len(text) < THRESHOLDS.columns.min_lines:
        return []
    left = quantiles((s.left for s in text), n=THRESHOLDS.rows.outlying, method="inclusive")[0]
    right = quantiles((s.right for s in text), n=THRESHOLDS.rows.outlying, method="inclusive")[-1]
    beside = [
        *_clusters([s for s in segments if s.right < left - scale.character], scale),
        *_clusters([s for s in segments if s.left > right + scale.character], scale),
    ]
    inside = [s for s in segments if s.right >= left - scale.character and s.left <= right + scale.character]
    return [note for note in beside if _is_note(note, inside, right - left, scale)]


def _clusters(segments: Sequence[Segment], scale: Scale) -> Iterator[list[Segment]]:
    """Segments that stand closely below each other."""
    ordered = sorted(segments, key=lambda segment: segment.base)
    starts = [
        0,
        *(
            at + 1
            for at, (a, b) in enumerate(pairwise(ordered))
            if b.base - a.base > THRESHOLDS.columns.apart * scale.pitch
        ),
    ]
    yield from (ordered[start:end] for start, end in pairwise([*starts, len(ordered)]) if ordered)


def _is_note(note: Sequence[Segment], text: Sequence[Segment], width: float, scale: Scale) -> bool:
    if sum(any(map(str.isalpha, word.text)) for segment in note for word in segment.words) < 2:
        return False  # a number, a mark of an item, a speck
    if max(s.right for s in note) - min(s.left for s in note) > _T.widest * width:
        return False
    top, bottom = note[0].base - scale.pitch, note[-1].base + scale.pitch
    lines = [s.base for s in text if top <= s.base <= bottom]
    if not lines:
        return False  # what stands beside nothing is a line of its own
    smaller = median(s.height for s in note) < _T.smaller * scale.height
    off = median(min(abs(s.base - line) for line in lines) for s in note) > _T.off * scale.pitch
    return smaller or (off and len(note) > 1)
