"""Words as they stand on the lines of a page, for formats that have a box for each.

Correction may change how many words there are: two become one (across a line end or a stray space), one becomes two.
Lines and boxes are those of the print all the same. So a word that goes over a line end is parted where the print
parts it, words made one inside a line share the box around both, and a word made two has its box divided by the number
of characters.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from ocr_fix.document import Block, Box, Document, Edit, Page, Word, union_of, with_absorbed
from ocr_fix.notation.orthography import HYPHENS


class Placed(NamedTuple):
    """What stands on one spot of a line.

    Attributes:
        text: without white space, not empty.
        box: where it stands; None where the source has no boxes.
        confidence: the engine's own, 0-1, the least of the words it was made of; None where it has none.
        raw: what was read there; empty where the piece before has told it.
        edit: why the text is not what was read; on the first piece only.
        whole: of a word that goes over line ends, the whole word; else empty.
        part: of such a word, which part it is, from 1; else 0.
        parts: of such a word, how many there are; else 0.
        elements: where the words are from a file of words, the elements of those it was made of.
        cell: of its line, counted from 0; 0 where the line has no cells.
    """

    text: str
    box: Box | None
    confidence: float | None
    raw: str
    edit: Edit | None
    whole: str = ""
    part: int = 0
    parts: int = 0
    elements: tuple[int, ...] = ()
    cell: int = 0

    @property
    def goes_on(self) -> bool:
        """Whether the word goes on in the next line."""
        return self.part < self.parts

    @property
    def changed(self) -> bool:
        """Whether something else was read there."""
        return bool(self.raw) and self.raw != self.text


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line that has words: the pieces on it, and the box around them."""

    pieces: tuple[Placed, ...]
    box: Box | None


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block that has words."""

    block: Block
    lines: tuple[PlacedLine, ...]
    box: Box | None


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """A page, with or without words."""

    page: Page
    blocks: tuple[PlacedBlock, ...]


class _Spot(NamedTuple):
    """A word and its line, told by page, block and line, and its cell, each counted from 0."""

    line: tuple[int, int, int]
    word: Word
    cell: int


def placed(document: Document) -> list[PlacedPage]:
    """The pages of a document with their words as they stand; lines and blocks without words are left out."""
    pieces: dict[tuple[int, int, int], list[Placed]] = {}
    for furniture in (False, True):  # a word may go on beyond a running head
        for group in with_absorbed(_spots(document, furniture=furniture), lambda spot: spot.word):
            for line, piece in _placed_group(group):
                pieces.setdefault(line, []).append(piece)
    return [
        PlacedPage(page, tuple(_blocks(page, page_index, pieces))) for page_index, page in enumerate(document.pages)
    ]


def _blocks(page: Page, page_index: int, pieces: dict[tuple[int, int, int], list[Placed]]) -> Iterator[PlacedBlock]:
    for block_index, block in enumerate(page.blocks):
        found = (pieces.get((page_index, block_index, line_index)) for line_index in range(len(block.lines)))
        lines = tuple(PlacedLine(tuple(line), union_of(piece.box for piece in line)) for line in found if line)
        if lines:
            yield PlacedBlock(block, lines, union_of(line.box for line in lines))


def _spots(document: Document, *, furniture: bool) -> Iterator[_Spot]:
    for page_index, page in enumerate(document.pages):
        for block_index, block in enumerate(page.blocks):
            if block.is_furniture == furniture:
                for line_index, line in enumerate(block.lines):
                    for index, word in enumerate(line.words):
                        yield _Spot((page_index, block_index, line_index), word, bisect_right(line.cells, index))


def _placed_group(group: Sequence[_Spot]) -> Iterator[tuple[tuple[int, int, int], Placed]]:
    group = [spot for spot in group if not spot.word.struck_out]
    if not group:  # the text begins with what was struck out
        return
    head = group[0].word
    runs = [[*spots] for _, spots in groupby(group, key=lambda spot: spot.line)]
    texts = _parted(head.text, [_reading(spots) for spots in runs])
    for index, (spots, text) in enumerate(zip(runs, texts, strict=False)):
        several = len(texts) > 1
        whole = Placed(
            text,
            union_of(spot.word.box for spot in spots),
            min((spot.word.confidence for spot in spots if spot.word.confidence is not None), default=None),
            _reading(spots),
            head.edit if index == 0 else None,
            head.text if several else "",
            index + 1 if several else 0,
            len(texts) if several else 0,
            tuple(spot.word.source.element for spot in spots if spot.word.source is not None),
            spots[0].cell,
        )
        yield from ((spots[0].line, piece) for piece in _without_spaces(whole))


def _reading(spots: Sequence[_Spot]) -> str:
    return " ".join(spot.word.reading for spot in spots)


def _parted(text: str, readings: Sequence[str]) -> list[str]:
    """A word parted as it was printed: one part for each reading, or all in the first where there is too little of it.

    The parts are told by aligning the word with what was read, the hyphens at the line ends left out.
    """
    if len(readings) == 1 or len(text) < len(readings):
        return [text]
    stems = [reading.rstrip(HYPHENS) for reading in readings[:-1]]
    raw = "".join(stems) + readings[-1]
    ends = list(accumulate(len(stem) for stem in stems))
    cuts = [moved(end, raw, text) for end in ends]
    places = [0, *cuts, len(text)]
    parts = [text[start:end].strip() for start, end in pairwise(places)]
    return parts if all(parts) else [text]


def moved(end: int, raw: str, text: str) -> int:
    """Where a place of the raw word is in the word now; behind a hyphen that was kept."""
    place = len(text)
    for step in Levenshtein.opcodes(raw, text):
        if step.src_start <= end < step.src_end or (step.src_start == end and step.tag != "insert"):
            place = min(step.dest_start + end - step.src_start, step.dest_end)
            break
    return place


def _without_spaces(piece: Placed) -> Iterator[Placed]:
    """The piece; where there is a space in it, one piece for each word, with its share of the box."""
    words = piece.text.split()
    if len(words) < 2:
        if words:
            yield piece._replace(text=words[0])
        return
    total = len(piece.text)
    start = 0
    for index, word in enumerate(words):
        start = piece.text.index(word, start)
        box = piece.box and piece.box.part(start / total, (start + len(word)) / total)
        last = index == len(words) - 1
        part = piece._replace(text=word, box=box)
        if index:
            part = part._replace(raw="", edit=None)
        if not last:
            part = part._replace(whole="", part=0, parts=0)
        yield part
        start += len(word)
