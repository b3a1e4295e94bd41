"""Alignment of two sequences by the fewest edits (Levenshtein 1966), in time that grows with their length.

rapidfuzz aligns a pair of sequences exactly (bit-parallel, Hyyrö 2003; in little memory by Hirschberg 1975), in time
that grows with the product of the two lengths. Long texts are therefore cut first, at anchors that both sides have in
common (see `anchors`), and the pieces aligned exactly. The edits of all pieces are never fewer than those of the best
alignment, and as few whenever it passes through the anchors. Whether it does is then proven: the distance alone, with
a known upper bound, is quick to compute. Should it be lower, the whole is aligned anew.

Reference and hypothesis are the field's names for the two sides: here the truth (or the raw reading) and the text
that is compared with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal, NamedTuple, TypeAlias, cast

from rapidfuzz.distance import Levenshtein

from ocr_fix.evaluation.alignment.anchors import Cut
from ocr_fix.evaluation.alignment.thresholds import THRESHOLDS

EditKind: TypeAlias = Literal["replace", "delete", "insert"]

_T = THRESHOLDS


class Operation(NamedTuple):
    """One edit: which one, and where in the reference and in the hypothesis.

    A deletion takes out `reference[reference_index]`; an insertion puts `hypothesis[hypothesis_index]` before it.
    """

    kind: EditKind
    reference_index: int
    hypothesis_index: int


class Facing(NamedTuple):
    """A stretch of the reference and the stretch of the hypothesis that stands for it; the ends are exclusive."""

    start: int
    end: int
    other_start: int
    other_end: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """How a hypothesis comes from a reference.

    Attributes:
        edits: in the order of the text.
        reference_length, hypothesis_length: number of items on either side.
        proven: whether there is no way with fewer edits; if not, there may be.
    """

    edits: tuple[Operation, ...]
    reference_length: int
    hypothesis_length: int
    proven: bool

    def blocks(self) -> Iterator[Facing]:
        """The stretches that differ: edits with nothing in common between them, taken together."""
        block: Facing | None = None
        for kind, start, other_start in self.edits:
            end, other_end = start + (kind != "insert"), other_start + (kind != "delete")
            if block is None:
                block = Facing(start, end, other_start, other_end)
            elif (start, other_start) == (block.end, block.other_end):
                block = block._replace(end=end, other_end=other_end)
            else:
                yield block
                block = Facing(start, end, other_start, other_end)
        if block is not None:
            yield block

    def runs(self) -> Iterator[Facing]:
        """The stretches that are equal, in the order of the text."""
        start = other_start = 0
        for block in self.blocks():
            if block.start > start:
                yield Facing(start, block.start, other_start, block.other_start)
            start, other_start = block.end, block.other_end
        if start < self.reference_length:
            yield Facing(start, self.reference_length, other_start, self.hypothesis_length)

    def partners(self) -> list[int]:
        """For each item of the reference the index of its equal in the hypothesis, or -1 where it was edited."""
        partners = [-1] * self.reference_length
        for run in self.runs():
            partners[run.start : run.end] = range(run.other_start, run.other_end)
        return partners

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Indices that stand for each other: equal items and replaced ones."""
        end = Operation("insert", self.reference_length, self.hypothesis_length)
        index = other = 0
        for kind, start, other_start in chain(self.edits, (end,)):
            stop = start + (kind == "replace")
            yield from zip(range(index, stop), range(other, other_start + (kind == "replace")), strict=True)
            index, other = start + (kind != "insert"), other_start + (kind != "delete")


def align(reference: Sequence[int] | str, hypothesis: Sequence[int] | str, cuts: Iterable[Cut] = ()) -> Alignment:
    """Align two sequences by the fewest edits.

    Args:
        reference: characters, or words as numbers.
        hypothesis: of the same kind.
        cuts: places that the alignment is to pass through, in ascending order on both sides.

    Returns:
        The alignment. It is proven to have the fewest edits unless the texts are very long and have little in common.
    """
    pieces = list(_pieces(len(reference), len(hypothesis), cuts))
    edits = tuple(chain.from_iterable(_exact(reference, hypothesis, piece) for piece in pieces))
    proven = len(pieces) == 1
    bound = len(edits)
    if not proven and len(reference) * min(len(hypothesis), 2 * bound + 1) <= _T.proof_cells:
        proven = True
        distance = Levenshtein.distance(reference, hypothesis, score_cutoff=bound)
        if distance < bound:
            whole = Facing(0, len(reference), 0, len(hypothesis))
            edits = tuple(_exact(reference, hypothesis, whole, distance))
    return Alignment(edits, len(reference), len(hypothesis), proven)


def _pieces(length: int, other_length: int, cuts: Iterable[Cut]) -> Iterator[Facing]:
    start, other_start = 0, 0
    for end, other_end in chain(cuts, ((length, other_length),)):
        yield from halved(Facing(start, end, other_start, other_end), _T.piece_cells)
        start, other_start = end, other_end


def halved(piece: Facing, cells: int) -> Iterator[Facing]:
    """The piece itself, or its halves, or their halves, until each has a table of at most so many cells."""
    start, end, other_start, other_end = piece
    if (end - start) * (other_end - other_start) <= cells:
        yield piece
        return
    middle, other_middle = (start + end) // 2, (other_start + other_end) // 2
    yield from halved(Facing(start, middle, other_start, other_middle), cells)
    yield from halved(Facing(middle, end, other_middle, other_end), cells)


def _exact(
    reference: Sequence[int] | str, hypothesis: Sequence[int] | str, piece: Facing, distance: int | None = None
) -> Iterator[Operation]:
    """Align a piece; to know its distance saves time."""
    start, end, other_start, other_end = piece
    ours, theirs = reference[start:end], hypothesis[other_start:other_end]
    for edit in Levenshtein.editops(ours, theirs, score_hint=distance):
        yield Operation(cast(EditKind, edit.tag), start + edit.src_pos, other_start + edit.dest_pos)
