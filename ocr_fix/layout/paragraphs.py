"""From rows to paragraphs: which lines belong together, what each block is, what goes on from the block before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ocr_fix.document import Block, BlockKind
from ocr_fix.layout.lines.cues import (
    ROMAN,
    begins_low,
    begins_statute,
    ends_item,
    ends_sentence,
    holds_address,
    holds_figures_only,
    holds_signs_only,
    introduces,
    is_labelled,
    is_sentence_end,
    looks_like_heading,
    marker_of,
    pauses,
)
from ocr_fix.layout.lines.rows import Row, Setting, joins_word
from ocr_fix.layout.thresholds import THRESHOLDS

_T = THRESHOLDS.paragraphs


def parted(rows: Sequence[Row], setting: Setting) -> Iterator[list[Row]]:
    """Part the rows of a column into those of each paragraph.

    Args:
        rows: in reading order.
        setting: how they are set.
    """
    group: list[Row] = []
    for index, row in enumerate(rows):
        after = rows[index + 1] if index + 1 < len(rows) else None
        if group and begins_paragraph(group, row, after, setting):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def begins_paragraph(group: Sequence[Row], row: Row, after: Row | None, setting: Setting) -> bool:
    """Whether a row begins a paragraph.

    Args:
        group: the rows of the paragraph so far.
        row: the next.
        after: the one after that, None at the end of the column.
        setting: how the text is set.
    """
    before = group[-1]
    marked = bool(before.level or row.level or holds_signs_only(before.line) or holds_signs_only(row.line))
    apart, early = row.gap > setting.loose, setting.ended_early(before, row)
    stop = ends_sentence(before.line) or introduces(before.line)
    if not marked and _goes_on(before, row, apart=apart, stop=stop):
        return False
    dated = len(group) == 1 and holds_figures_only(before.line) and row.first[:1].isupper()
    set_in = _is_set_in(before, row, setting)
    if marked or dated or _is_item(group, row, early=early or apart, stop=stop, set_in=set_in):
        return True
    if begins_low(row.line):
        return _begins_low_anew(before, row, setting, apart=apart, early=early)
    if apart:
        # A full line without a stop is not the last of a paragraph, whatever lies below it.
        whole = stop or ends_item(before.line) or is_labelled(before.line)
        cut = not early and not whole and (setting.noisy or len(group) > 1)
        return not cut or _is_heading_row(row, after, setting)
    if early:
        return stop or _may_be_heading(group, setting) or _ends_short(before, setting) or set_in
    indented = set_in and (stop or setting.indented)
    return indented or (stop and _is_heading_row(row, after, setting)) or _changes_size(before, row)


def _goes_on(before: Row, row: Row, *, apart: bool, stop: bool) -> bool:
    """Whether a row goes on with the one before: a forced line break, a broken word, a heading of several lines."""
    if joins_word(before.line, row.line) and (begins_low(row.line) or not apart):
        return True
    if apart:
        return False
    large = min(before.size, row.size) > _T.larger
    return before.closed or (large and not stop and not _changes_size(before, row))


def _begins_low_anew(before: Row, row: Row, setting: Setting, *, apart: bool, early: bool) -> bool:
    """Whether a row begins a paragraph in spite of its small letter."""
    if apart and ends_sentence(before.line) and not (setting.noisy and setting.wrapped):
        return True
    if (apart or early) and is_labelled(row.line):
        return True
    return begins_item_low(before, row, setting)


def begins_item_low(before: Row, row: Row, setting: Setting) -> bool:
    """Whether a row begins an item that is part of a sentence and whose mark, if it had one, was not read.

    The writer ended the line before well short of the edge, after another item or to set this one farther in.
    """
    if not setting.ended_early(before, row) or not _ends_short(before, setting):
        return False
    return ends_item(before.line) or (setting.wrapped and _is_set_in(before, row, setting))


def _ends_short(row: Row, setting: Setting) -> bool:
    return row.end - setting.left < _T.short_line * (setting.right - setting.left)


def _is_item(group: Sequence[Row], row: Row, *, early: bool, stop: bool, set_in: bool) -> bool:
    """Whether a row begins an item of a list, or of one within an item of it, or a paragraph of a statute."""
    ended = early or stop or pauses(group[-1].line)
    marker = marker_of(row.line)
    if marker is None:
        return begins_statute(row.line) and ended
    listed = marker_of(group[0].line)
    if listed is not None and listed.style == marker.style and (not marker.place or marker.follows(listed)):
        return True
    if listed is not None and listed.style != marker.style and marker.place == 1 and set_in and len(group) == 1:
        return True
    return ended and (not marker.place or marker.place == 1 or marker.follows(listed) or early)


def _is_set_in(before: Row, row: Row, setting: Setting) -> bool:
    """Whether a row stands farther in than the text while the one before does not."""
    return _T.least_indent < row.start - setting.left < _T.most_indent and row.start - before.start > _T.least_indent


def _changes_size(before: Row, row: Row) -> bool:
    """Whether a row has other letters than the one before; sizes of short rows are known to some percent only."""
    if begins_low(row.line):
        return False
    large, small = max(before.size, row.size), min(before.size, row.size)
    return large > _T.larger * small


def _is_heading_row(row: Row, after: Row | None, setting: Setting) -> bool:
    """Whether a row looks like a heading and the one below it like the beginning of a paragraph."""
    if not looks_like_heading(row.line) or marker_of(row.line) is not None:
        return False
    return after is not None and not begins_low(after.line) and setting.ended_early(row, after)


def _may_be_heading(group: Sequence[Row], setting: Setting) -> bool:
    return len(group) == 1 and setting.right > group[0].end and looks_like_heading(group[0].line)


def make_block(group: Sequence[Row]) -> Block:
    """The rows of a paragraph as a block of the kind they look like."""
    lines = tuple(row.line for row in group)
    level = group[0].level
    if level:
        return Block(lines, "heading", level=level)
    kind: BlockKind = "paragraph"
    if _looks_like_heading(group):
        kind = "heading"
    elif marker_of(lines[0]) is not None:
        kind = "list-item"
    return Block(lines, kind)


def _looks_like_heading(group: Sequence[Row]) -> bool:
    if min(row.size for row in group[:-1] or group) > _T.larger:
        stops = sum(is_sentence_end(word.text) for row in group for word in row.line.words)
        return stops < _T.sentences and not any(holds_address(row.line) for row in group)
    if sum(len(row.line.words) for row in group) > THRESHOLDS.line_cues.heading_words:
        return False
    *above, last = [row.line for row in group]
    if any(ends_sentence(line) or pauses(line) for line in above):
        return False
    whole = replace(last, words=tuple(word for row in group for word in row.line.words), cells=())
    marker = marker_of(whole)
    return looks_like_heading(whole) and (marker is None or marker.style in {"1.", ROMAN})
