"""Blocks among blocks: what goes on from one to the next, lists and numbered headings, levels, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ocr_fix.document import Block, Line
from ocr_fix.layout.lines.cues import (
    begins_low,
    begins_statute,
    ends_item,
    ends_sentence,
    introduces,
    is_labelled,
    looks_like_name,
    marker_of,
    section_depth,
)
from ocr_fix.layout.lines.rows import Row, Setting, joins_word
from ocr_fix.layout.metadata import is_letterhead
from ocr_fix.layout.paragraphs import begins_item_low
from ocr_fix.layout.thresholds import THRESHOLDS

_T = THRESHOLDS.blocks

_APART = frozenset({"table", "signature", "header", "footer", "page-number", "margin-note"})


@dataclass(frozen=True, slots=True)
class BlockDraft:
    """A block on its way into the document.

    Attributes:
        block: itself.
        rows: its rows.
        setting: how its column is set.
        begins_column: whether a page or a column begins with it.
    """

    block: Block
    rows: Sequence[Row]
    setting: Setting
    begins_column: bool = False


def joined(pieces: Sequence[BlockDraft]) -> list[BlockDraft]:
    """Mark the blocks that go on with the one before: it stopped in mid-word or in mid-sentence.

    Furniture and notes in the margin lie beside the text and are passed over.
    """
    found: list[BlockDraft] = []
    last: int | None = None
    for piece in pieces:
        if piece.block.is_furniture or piece.block.kind == "margin-note":
            found.append(piece)
            continue
        if last is not None and _goes_on(found[last], piece):
            before = found[last]
            kind = "paragraph" if before.block.kind == "heading" else before.block.kind
            found[last] = replace(before, block=replace(before.block, kind=kind, level=0))  # what goes on is no heading
            piece = replace(piece, block=replace(piece.block, kind=kind, continues=True, level=0))  # noqa: PLW2901
        last = len(found)
        found.append(piece)
    return found


def _goes_on(before: BlockDraft, piece: BlockDraft) -> bool:
    last, first = before.block.lines[-1], piece.block.lines[0]
    if {before.block.kind, piece.block.kind} & _APART or before.block.level or piece.block.level:
        return False
    if marker_of(first) is not None or begins_statute(first) or is_labelled(first):
        return False
    if joins_word(last, first) and (begins_low(first) or piece.begins_column):
        return True
    if ends_sentence(last) or introduces(last):
        return False
    if begins_low(first):
        is_item = not piece.begins_column and begins_item_low(before.rows[-1], piece.rows[0], before.setting)
        return not is_item or _leaves_open(before.block)
    # A full line without a stop, cut by the page or the column: what follows may well begin with a name or a number.
    full = not before.setting.single and not before.setting.ended_early(before.rows[-1], piece.rows[0])
    return piece.begins_column and full and piece.block.kind != "heading" and not _is_set_as_heading(before)


def _is_set_as_heading(piece: BlockDraft) -> bool:
    """Whether a block at the foot of a column is a heading by more than its words: nobody ends a page with one."""
    return piece.block.kind == "heading" and (len(piece.rows) > 1 or piece.rows[0].size > THRESHOLDS.paragraphs.larger)


def _leaves_open(block: Block) -> bool:
    """Whether a parenthesis is open at the end of a block."""
    text = "".join(word.text for line in block.lines for word in line.words)
    return text.rfind("(") > text.rfind(")")


def settled(pieces: Sequence[BlockDraft]) -> list[Block]:
    """The blocks of a document with what only their neighbours tell.

    Items of a numbered list look like numbered headings; headings have levels; a document ends with signatures.
    """
    blocks = _listed([piece.block for piece in pieces])
    return _levelled(_signed(blocks), [piece.rows[0].size for piece in pieces])


def _listed(blocks: Sequence[Block]) -> list[Block]:
    """Numbered headings that stand in a row are a list, and so are parts of a sentence on lines of their own."""
    text = [(at, block) for at, block in enumerate(blocks) if not block.is_furniture and not block.continues]
    found = list(blocks)
    for (before, above), (at, block) in pairwise(text):
        if block.kind == "paragraph" and begins_low(block.lines[0]) and ends_item(above.lines[-1]):
            found[at] = replace(block, kind="list-item")
            if above.kind == "paragraph" and (begins_low(above.lines[0]) or _begins_with_sign(above.lines[0])):
                found[before] = replace(above, kind="list-item")
    for (before, above), (at, _) in pairwise(text):
        leads_in = len(above.lines) == 1 and len(above.lines[0].words) >= _T.lead_in_words and not above.level
        if above.kind == "heading" and leads_in and _is_part_of_sentence(found[at]):
            found[before] = replace(above, kind="paragraph")
    for place, (at, block) in enumerate(text):
        marker = marker_of(block.lines[0])
        if marker is None or block.kind != "heading" or block.level:
            continue
        near = [text[beside][1] for beside in (place - 1, place + 1) if 0 <= beside < len(text)]
        markers = [marker_of(other.lines[0]) for other in near]
        if any(m is not None and (marker.follows(m) or m.follows(marker)) for m in markers):
            found[at] = replace(block, kind="list-item")
    return found


def _is_part_of_sentence(block: Block) -> bool:
    """Whether a block is an item of a list that goes on with the sentence before the list."""
    return (
        block.kind == "list-item" and marker_of(block.lines[0]) is not None and block.lines[0].words[1].text.islower()
    )


def _begins_with_sign(line: Line) -> bool:
    """Whether the line begins with a sign by itself: a bullet, perhaps misread."""
    return len(line.words[0].text) == 1 and not line.words[0].text.isalnum()


def _levelled(blocks: Sequence[Block], sizes: Sequence[float]) -> list[Block]:
    """Headings with levels: those that marks gave them, else by their numbers, else by the size of their letters.

    The title is the largest heading that is no letterhead, or the first where all are of one size. What stands above it
    in smaller letters, or as letterheads do, is no heading.
    """
    open_ = [at for at, block in enumerate(blocks) if block.kind == "heading" and not block.level]
    marked = any(block.level for block in blocks)
    titles = [at for at in open_ if not is_letterhead(blocks[at]) and not section_depth(blocks[at].lines[0])]
    largest = max((sizes[at] for at in titles), default=0.0)
    title = None if marked else next((at for at in titles if sizes[at] >= largest / _T.same_size), None)
    found = list(blocks)
    for at in open_:
        depth = section_depth(blocks[at].lines[0])
        level = 1 + depth if depth else 1 if at == title else 2
        found[at] = replace(blocks[at], level=level)
        if title is not None and at < title and _is_letterhead(blocks[at], sizes[at] / sizes[title]):
            found[at] = replace(blocks[at], kind="paragraph", level=0)
    return found


def _is_letterhead(block: Block, size: float) -> bool:
    """Whether a block above the title is no heading, in letters of this size beside the title's."""
    named = any(c.isalpha() for line in block.lines for word in line.words for c in word.text)
    return not named or size < (_T.same_size if is_letterhead(block) else 1 / _T.same_size)


def _signed(blocks: Sequence[Block]) -> list[Block]:
    """The last lines of a document as signatures, where a name stands among them."""
    body = [at for at, block in enumerate(blocks) if not block.is_furniture]
    tail: list[int] = []
    for at in reversed(body):
        if not all(map(_may_sign, blocks[at].lines)) or blocks[at].kind == "list-item":
            break
        tail.append(at)
    if len(tail) == len(body):
        return list(blocks)
    found = list(blocks)
    tail.reverse()
    names = [place for place, at in enumerate(tail) if looks_like_name(blocks[at].lines[0])]
    begin = names[0] if names else len(tail)
    # Nobody sets a heading above a name: what looks like one is a farewell, or says on whose behalf.
    while 0 < begin < len(tail) and _greets(blocks[tail[begin - 1]]):
        begin -= 1
    for at in tail[begin:]:
        found[at] = replace(blocks[at], kind="signature", level=0)
    return found


def _greets(block: Block) -> bool:
    return block.kind == "heading" and len(block.lines) == 1 and not section_depth(block.lines[0])


def _may_sign(line: Line) -> bool:
    return len(line.words) <= _T.signature_words and not ends_sentence(line)
