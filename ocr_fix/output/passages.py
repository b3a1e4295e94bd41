"""A document as readers take it: blocks with what goes on with them on the next page, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ocr_fix.document import Block, Document, Line, Word


class BlockOf(NamedTuple):
    """A block, and the number of the page that it stands on."""

    page: int
    block: Block


def passages(document: Document, *, furniture: bool) -> Iterator[list[BlockOf]]:
    """The blocks of a document, each with those that go on with it.

    Args:
        document: the document.
        furniture: whether running heads, footers and page numbers come too, behind what they stand in the midst of.
    """
    group: list[BlockOf] = []
    waiting: list[list[BlockOf]] = []
    for page in document.pages:
        for block in page.blocks:
            placed = BlockOf(page.number, block)
            if block.is_furniture:
                if furniture:
                    waiting.append([placed])
                continue
            if not block.continues:
                yield from [group, *waiting] if group else waiting
                group, waiting = [], []
            group.append(placed)
    yield from [group, *waiting] if group else waiting


def cells_of(line: Line) -> Iterator[Sequence[Word]]:
    """The words of each cell of a line, which is one where the line is no row of a table."""
    for start, end in pairwise([0, *line.cells, len(line.words)]):
        yield line.words[start:end]
