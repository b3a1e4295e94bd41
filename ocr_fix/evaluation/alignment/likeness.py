"""Which words stand for which, judged by their likeness.

The word error rate takes the alignment with the fewest edits of words, whatever these look like. Truth "ut den 12 maj",
reading "den l2 inaj |": four words for four words, all of them wrong. But "den" was read rightly; "ut" was lost and a
speck was added. Whoever asks what became of a word needs this second view: words stand for words that look alike, for
the parts they were split into, or for the word they were joined to. It is computed where the first alignment leaves a
choice, in short windows around the words that differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from rapidfuzz.distance.Levenshtein import distance

from ocr_fix.evaluation.alignment.edits import Alignment, Facing, halved
from ocr_fix.evaluation.alignment.thresholds import THRESHOLDS

_T = THRESHOLDS


def group_words(reference: Sequence[str], hypothesis: Sequence[str], alignment: Alignment) -> Iterator[Facing]:
    """Tell which words that differ stand for which.

    Args:
        reference: the words of one side.
        hypothesis: the words of the other.
        alignment: of these words by the fewest edits of words.

    Yields:
        Groups in the order of the text: one to one where a word was misread, one to many where it was split, many to
        one where words were joined; none on one side where a word is lost or extra. Words in no group are equal.
    """
    clusters = list(_clusters(alignment.blocks()))
    free = 0  # where the words before a cluster begin to be free
    for index, cluster in enumerate(clusters):
        following = clusters[index + 1][0].start if index + 1 < len(clusters) else alignment.reference_length
        if all(_plain(reference, hypothesis, block) for block in cluster):
            free = cluster[-1].end
            for block in cluster:
                yield from _one_to_one(block)
        else:
            window = _widened(cluster, cluster[0].start - free, following - cluster[-1].end)
            free = window.end
            for part in halved(window, _T.table_cells):
                yield from _likeliest(reference, hypothesis, part)


def _clusters(blocks: Iterable[Facing]) -> Iterator[list[Facing]]:
    cluster: list[Facing] = []
    for block in blocks:
        reach = 0 if cluster and cluster[-1].end - cluster[0].start > _T.long else _T.reach
        if cluster and block.start - cluster[-1].end > reach:
            yield cluster
            cluster = []
        cluster.append(block)
    if cluster:
        yield cluster


def _widened(cluster: Sequence[Facing], before: int, after: int) -> Facing:
    """The cluster with equal words around it, no more than there are."""
    first, last = cluster[0], cluster[-1]
    left, right = min(_T.margin, before), min(_T.margin, after)
    return Facing(first.start - left, last.end + right, first.other_start - left, last.other_end + right)


def _plain(reference: Sequence[str], hypothesis: Sequence[str], block: Facing) -> bool:
    """Whether there is no choice: as many words on both sides, each like its partner (or alone with it)."""
    start, end, other_start, other_end = block
    if end - start != other_end - other_start:
        return False
    pairs = zip(reference[start:end], hypothesis[other_start:other_end], strict=True)
    return end - start == 1 or all(2 * distance(word, other) <= len(word) for word, other in pairs)


def _one_to_one(block: Facing) -> Iterator[Facing]:
    for index, other in zip(range(block.start, block.end), range(block.other_start, block.other_end), strict=True):
        yield Facing(index, index + 1, other, other + 1)


def _likeliest(reference: Sequence[str], hypothesis: Sequence[str], window: Facing) -> list[Facing]:
    """Facing the words of a window so that as few characters as possible are edited.

    The table is that of Wagner & Fischer (1974), with words for items, characters for costs, and two moves more: a
    word for its parts, and parts for a word.
    """
    rows = reference[window.start : window.end]
    columns = hypothesis[window.other_start : window.other_end]
    gaps = [len(word) + 1 for word in columns]
    costs = [[*accumulate(gaps, initial=0)]]
    moves = [[(0, 1)] * (len(columns) + 1)]
    for row, word in enumerate(rows):
        above, gap = costs[-1], len(word) + 1
        line, steps = [above[0] + gap], [(1, 0)]
        for column, other in enumerate(columns):
            # Between equals the later word is the lost or extra one: the words before it keep their partners.
            best, step = above[column] + _change(word, other), (1, 1)
            if above[column + 1] + gap <= best:
                best, step = above[column + 1] + gap, (1, 0)
            if line[column] + gaps[column] <= best:
                best, step = line[column] + gaps[column], (0, 1)
            if len(other) < len(word) and column:
                for parts, cost in _joined(word, columns, column):
                    if above[column + 1 - parts] + cost < best:
                        best, step = above[column + 1 - parts] + cost, (1, parts)
            elif len(word) < len(other) and row:
                for parts, cost in _joined(other, rows, row):
                    if costs[row + 1 - parts][column] + cost < best:
                        best, step = costs[row + 1 - parts][column] + cost, (parts, 1)
            line.append(best)
            steps.append(step)
        costs.append(line)
        moves.append(steps)
    return _path(reference, hypothesis, moves, window)


def _change(word: str, other: str) -> int:
    """The cost of one word for another.

    Where more than half of the characters are edited each counts double, up to what it costs if the one word was lost
    and the other added, less one: to pair words that are not alike must not pay for parting words that are.
    """
    if word == other:
        return 0
    edits = distance(word, other)
    doubled = edits + max(0, 2 * edits - max(len(word), len(other)))
    return min(doubled, len(word) + len(other) + 1)


def _joined(word: str, parts: Sequence[str], last: int) -> Iterator[tuple[int, int]]:
    """In how many parts, the last of them being `last`, the word is recognised, and at what cost.

    A cut costs two, as much as a speck with a space: "| yggs" is "byggs" after a speck, not in two parts.
    """
    length = len(parts[last])
    for first in range(last - 1, max(-1, last - _T.parts), -1):
        length += len(parts[first])
        if 2 * length > 3 * len(word):
            return
        if 2 * length >= len(word):
            edits = distance(word, "".join(parts[first : last + 1]))
            if 2 * edits <= len(word):
                yield last + 1 - first, edits + 2 * (last - first)


def _path(
    reference: Sequence[str],
    hypothesis: Sequence[str],
    moves: Sequence[Sequence[tuple[int, int]]],
    window: Facing,
) -> list[Facing]:
    """Read the groups out of a filled table, from its end."""
    groups: list[Facing] = []
    row, column = window.end, window.other_end
    while row > window.start or column > window.other_start:
        step = moves[row - window.start][column - window.other_start]
        group = Facing(row - step[0], row, column - step[1], column)
        row, column = group.start, group.other_start
        if step != (1, 1) or reference[row] != hypothesis[column]:
            groups.append(group)
    return groups[::-1]
