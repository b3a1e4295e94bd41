"""From an engine's lines to paragraphs: what belongs together, what goes on from the block before.

The same questions are asked of a scan and of a text file; only the measure of a line differs, pixels or characters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from statistics import quantiles

import regex

from ocr_fix.document import Block, Line, Page, Word
from ocr_fix.layout.normal import normal_form

# A line that ends before this share of the full width was ended by the writer, not by the margin.
SHORT_LINE = 0.80
# A heading is short, and a block of fewer lines than this may be one.
HEADING_WORDS = 12

Measure = Callable[[Sequence[Line]], list[float]]

_SENTENCE_END = regex.compile(r"""[.!?:…]["”’')\]]*$""")
_BULLET = regex.compile(r"^[-–—•*·○▪]$")
_LIST_ITEM = regex.compile(r"^(?:[-–—•*·○▪]|\(?(?:\d{1,2}|[a-zåäö])[.)])$")
_LINE_HYPHEN = regex.compile(r"\p{L}[-\u00ad¬]$")


def arrange(page: Page) -> Page:
    """A page as an engine read it -> paragraphs in normal form.

    The engine's own blocks and order are kept; a block is parted where a list item or a heading begins, and marked as
    going on with the one before where the text shows it (a hyphen at the line end, a sentence unfinished).
    """
    blocks = [
        replace(block, lines=tuple(normal_line(line) for line in block.lines)) for block in page.blocks if block.lines
    ]
    parted = [part for block in blocks for part in part_block(block.lines, _measure_boxes)]
    return replace(page, blocks=tuple(join_blocks(parted)))


def normal_line(line: Line) -> Line:
    """The line with its words in normal form."""
    return replace(line, words=tuple(normal_form(word) for word in line.words))


def part_block(lines: Sequence[Line], measure: Measure) -> Iterator[Block]:
    """Part lines into paragraphs.

    Args:
        lines: at least one, none empty.
        measure: gives for each line where it ends, in any unit.
    """
    ends = measure(lines)
    full = full_width(ends)
    start = 0
    for index in range(1, len(lines)):
        if begins_paragraph(lines[index - 1], lines[index], ended_early=ends[index - 1] < SHORT_LINE * full):
            yield make_block(lines[start:index])
            start = index
    yield make_block(lines[start:])


def begins_paragraph(before: Line, line: Line, *, ended_early: bool) -> bool:
    """Whether a line begins a paragraph, judged from the line before it and from whether that one ended early."""
    last, first = before.words[-1].text, line.words[0].text
    if _LINE_HYPHEN.search(last):
        return False
    if _LIST_ITEM.match(first) and (ended_early or _SENTENCE_END.search(last)):
        return True
    if _BULLET.match(first) and before.words[0].text == first:
        return True
    return ended_early and not first[:1].islower()


def join_blocks(blocks: Sequence[Block]) -> list[Block]:
    """Mark the blocks that go on with the one before: it stopped in mid-word or in mid-sentence."""
    joined: list[Block] = []
    for block in blocks:
        if joined and _goes_on(joined[-1], block):
            joined[-1] = replace(joined[-1], kind="paragraph")  # what goes on is no heading
            joined.append(replace(block, continues=True))
        else:
            joined.append(block)
    return joined


def _goes_on(before: Block, block: Block) -> bool:
    last, first = before.lines[-1].words[-1].text, block.lines[0].words[0].text
    return first[:1].islower() and not _LIST_ITEM.match(first) and not _SENTENCE_END.search(last)


def make_block(lines: Sequence[Line]) -> Block:
    """Lines that belong together as a block of the kind they look like."""
    return Block(tuple(lines), "heading" if _is_heading(lines) else "paragraph")


def _is_heading(lines: Sequence[Line]) -> bool:
    words = [word for line in lines for word in line.words]
    if len(lines) > 1 or len(words) > HEADING_WORDS:
        return False
    first, last = words[0].text, words[-1].text
    # "2 Bakgrund" is a heading as well as "Bakgrund"; "2024-01-12" or "1 (3)" has no letter to begin with.
    begins = next((word.text for word in words if word.text[:1].isalpha()), "")
    ends = _SENTENCE_END.search(last) or last.endswith((",", ";", "-"))
    return bool(begins[:1].isupper()) and not ends and not _LIST_ITEM.match(first)


def full_width(ends: Sequence[float]) -> float:
    """Where the full lines of a block end: the ninth decile, which one overlong line does not move."""
    return ends[0] if len(ends) == 1 else quantiles(ends, n=10, method="inclusive")[-1]


def _measure_boxes(lines: Sequence[Line]) -> list[float]:
    """Where each line ends, in pixels from the left edge of the block."""
    boxes = [line.box for line in lines]
    left = min((box.left for box in boxes if box is not None), default=0)
    return [float(box.right - left) if box is not None else 0.0 for box in boxes]


def measure_characters(lines: Sequence[Line]) -> list[float]:
    """How long each line is, in characters."""
    return [float(sum(len(word.text) + 1 for word in line.words) - 1) for line in lines]


def words_of(text: str) -> Line:
    """A line of characters as words."""
    return Line(tuple(Word(part) for part in text.split()))
