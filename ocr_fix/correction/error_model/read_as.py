"""What was confused when one string was read as another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from rapidfuzz.distance import Levenshtein

from ocr_fix.correction.error_model.channel import MAX_WIDTH, Confusion


def confusions(printed: str, read: str, *, all_of_them: bool = False) -> Iterator[Confusion]:
    """What was printed and what was read in its place, for each place where two strings differ.

    The strings are aligned character by character (Levenshtein). Neighbouring edits make one confusion, up to
    `MAX_WIDTH` characters wide on either side; as many letters read for as many printed are confused one by one, and
    what differs over more characters is no confusion but another text, and left out.

    Args:
        printed: what was printed.
        read: what was read in its place.
        all_of_them: part what differs over more characters into confusions of single ones instead of leaving it out.
    """
    spans: list[list[int]] = []  # printed start and end, read start and end of neighbouring edits
    for edit in Levenshtein.opcodes(printed, read):
        if edit.tag == "equal":
            continue
        if spans and spans[-1][1] == edit.src_start and spans[-1][3] == edit.dest_start:
            spans[-1][1], spans[-1][3] = edit.src_end, edit.dest_end
        else:
            spans.append([edit.src_start, edit.src_end, edit.dest_start, edit.dest_end])
    for p0, p1, r0, r1 in spans:
        if all_of_them and max(p1 - p0, r1 - r0) > MAX_WIDTH and p1 - p0 != r1 - r0:
            yield from (Confusion(*pair) for pair in zip_longest(printed[p0:p1], read[r0:r1], fillvalue=""))
        else:
            yield from _parted(printed[p0:p1], read[r0:r1])


def _parted(printed: str, read: str) -> Iterator[Confusion]:
    if len(printed) == len(read):
        yield from map(Confusion, printed, read)
    elif max(len(printed), len(read)) <= MAX_WIDTH:
        yield Confusion(printed, read)
