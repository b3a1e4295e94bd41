"""Text that another engine left: lines of characters without boxes -> a page of paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ocr_fix.document import Block, Line, Page, PageText
from ocr_fix.layout.paragraphs import join_blocks, measure_characters, normal_line, part_block, words_of

# Where more than this share of the lines is followed by a blank line, blank lines are the engine's line spacing
# and part nothing.
SPACED_OUT = 0.7
_FEW_LINES = 6


def from_text(page: PageText) -> Page:
    """A page of text in paragraphs, in normal form; blank lines part them unless every line is followed by one."""
    lines = [line.strip() for line in page.text.splitlines()]
    groups = [[line for line in lines if line]] if _is_spaced_out(lines) else list(_groups(lines))
    blocks: list[Block] = []
    for group in groups:
        if group:
            blocks += part_block([_line(text) for text in group], measure_characters)
    return Page(page.number, tuple(join_blocks(blocks)), origin="text")


def _line(text: str) -> Line:
    return normal_line(words_of(text))


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    group: list[str] = []
    for line in lines:
        if line:
            group.append(line)
        elif group:
            yield group
            group = []
    yield group


def _is_spaced_out(lines: Sequence[str]) -> bool:
    """Whether the engine put a blank line after nearly every line, so that blank lines mean nothing."""
    following = [not after for line, after in pairwise(lines) if line]
    if len(following) < _FEW_LINES or sum(following) / len(following) <= SPACED_OUT:
        return False
    # Paragraphs of one long line each look the same, but most of them end a sentence.
    texts = [line for line in lines if line]
    ended = sum(text.endswith((".", ":", "?", "!")) for text in texts)
    return ended / len(texts) < 0.5
