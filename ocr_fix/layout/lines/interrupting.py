"""What tells running heads and feet from text that comes back: they interrupt, count with the pages, or stand apart.

Letters end in the same greeting, minutes in the same decision, cards have the same labels. They come back at the same
place of page after page as heads and feet do, and would be lost with them. So rows that come back are furniture only
where one of these says so, of them or of those like them on pages near by:

- a sentence goes on from the text before them to the text behind them;
- a number in them counts with the pages;
- they are set smaller than the text and leave a gap beside it;
- they are feet at the lower edge of their pages, and the gap above is larger than any in the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, zip_longest
from statistics import median
from typing import NamedTuple

import regex

from ocr_fix.document.words import union_of
from ocr_fix.languages.sv.papers import PAGE_WORDS
from ocr_fix.layout.lines.cues import begins_low, ends_item, ends_sentence, introduces
from ocr_fix.layout.lines.rows import Row, surely_goes_on
from ocr_fix.layout.thresholds import THRESHOLDS

_T = THRESHOLDS.furniture

_NUMBER = regex.compile(r"(?<!\p{Nd})\p{Nd}{1,9}(?!\p{Nd})")
_PAGE_WORD = regex.compile(rf"(?:{PAGE_WORDS})\W*", regex.IGNORECASE)


class RecurringRows(NamedTuple):
    """A page and what of it comes back on others.

    Attributes:
        place: among the pages.
        height: in pixels; None where it is not known.
        rows: from top to bottom.
        marked: the indices of those that come back at an edge.
        numbers: of these those that are the number of the page and nothing else.
        signs: those that may be such a number that was not readable.
    """

    place: int
    height: int | None
    rows: Sequence[Row]
    marked: frozenset[int]
    numbers: frozenset[int]
    signs: frozenset[int]

    @property
    def body(self) -> list[int]:
        """The indices of its text, specks left out."""
        return [index for index, row in enumerate(self.rows) if index not in self.marked and _has_letters(row)]


class _Cluster(NamedTuple):
    """Rows at an edge of a page, set close to each other.

    Attributes:
        page: the page.
        indices: of the rows, from the edge inwards.
        gap: between them and what stands farther in, in lines; None where nothing does.
    """

    page: RecurringRows
    indices: list[int]
    gap: float | None

    def rows(self) -> list[Row]:
        return [self.page.rows[index] for index in self.indices]


def told_apart(pages: Sequence[RecurringRows], alike: Callable[[Row, Row], bool]) -> list[set[int]]:
    """Which rows that come back are furniture.

    Args:
        pages: the pages of a document, in order.
        alike: whether two rows are like each other.

    Returns:
        The indices of the rows for each page.
    """
    bare = _without_ends_of_sentences(pages)
    going_on = {after.place for before, after in pairwise(bare) if _goes_on(before, after)}
    tops, feet = (_told(bare, alike, going_on, at_top=at_top) for at_top in (True, False))
    return [top | foot for top, foot in zip(tops, feet, strict=True)]


def _without_ends_of_sentences(pages: Sequence[RecurringRows]) -> list[RecurringRows]:
    """The pages, of whose rows that come back those are text with which a sentence of the text goes on or begins."""
    found: list[RecurringRows] = []
    for page in pages:
        marked = set(page.marked)
        body = page.body
        while body and (after := body[-1] + 1) in marked and _follows(page, body[-1], after):
            marked.remove(after)
            body.append(after)
        goes_on = bool(found) and _goes_on(found[-1], page)
        while body and not goes_on and (before := body[0] - 1) in marked and _follows(page, before, body[0]):
            marked.remove(before)
            body.insert(0, before)
        found.append(page._replace(marked=frozenset(marked)))
    return found


def _follows(page: RecurringRows, index: int, after: int) -> bool:
    row = page.rows[after]
    return row.gap < _T.close and surely_goes_on(page.rows[index].line, row.line)


def _goes_on(before: RecurringRows, page: RecurringRows) -> bool:
    """Whether the text of a page goes on in mid-sentence on the next."""
    if not before.body or not page.body:
        return False
    last, first = before.rows[before.body[-1]].line, page.rows[page.body[0]].line
    return surely_goes_on(last, first) or (_breaks_off(before) and first.words[0].text[:1].isalpha())


def _breaks_off(page: RecurringRows) -> bool:
    """Whether the text of a page ends in a full line that goes on with a sentence and does not end it."""
    rows = [page.rows[index] for index in page.body]
    last = rows[-1]
    if not begins_low(last.line) or ends_sentence(last.line) or introduces(last.line) or ends_item(last.line):
        return False
    return last.end >= _T.full * max(row.end for row in rows)


def _told(
    pages: Sequence[RecurringRows], alike: Callable[[Row, Row], bool], going_on: set[int], *, at_top: bool
) -> list[set[int]]:
    """Which rows at one edge of the pages are furniture.

    Args:
        pages: the pages.
        alike: whether two rows are like each other.
        going_on: places of the pages whose text goes on in mid-sentence from that of the page before.
        at_top: whether the edge is the upper one.
    """
    clusters = [list(_clusters(page, at_top=at_top)) for page in pages]
    told: set[tuple[int, int]] = set()
    for series in _series(clusters, alike):
        if (
            _interrupts(series, going_on, at_top=at_top)
            or _counts(series)
            or _is_small(series)
            or (not at_top and _is_low(series))
        ):
            told.update(map(_key, series))
    return [set(_outermost(of_page, told)) for of_page in clusters]


def _outermost(clusters: Sequence[_Cluster], told: set[tuple[int, int]]) -> Iterator[int]:
    """The rows of the clusters of a page up to the first that is text: what stands farther in is text, too."""
    for cluster in clusters:
        if _key(cluster) not in told:
            return
        yield from cluster.indices


def _clusters(page: RecurringRows, *, at_top: bool) -> Iterator[_Cluster]:
    """The rows that come back at an edge of a page, those together that no gap parts.

    Rows that no gap parts from the text either may be part of it; then each stands for itself.
    """
    inwards = list(range(len(page.rows)) if at_top else range(len(page.rows) - 1, -1, -1))
    cluster: list[int] = []
    for index, inner in zip_longest(inwards, inwards[1:]):
        if index not in page.marked:
            if _has_letters(page.rows[index]):
                return
            continue
        cluster.append(index)
        gap = None if inner is None else page.rows[inner if at_top else index].gap
        is_last = inner is None or inner not in page.marked
        if gap is None or gap >= _T.close:
            yield _Cluster(page, cluster, gap)
            cluster = []
        elif is_last:
            yield from (_Cluster(page, [each], gap) for each in cluster)


def _is_number(cluster: _Cluster) -> bool:
    """Whether the number of the page is among the rows, be it one that was not readable."""
    return not (cluster.page.numbers | cluster.page.signs).isdisjoint(cluster.indices)


def _has_letters(row: Row) -> bool:
    return any(c.isalpha() for word in row.line.words for c in word.text)


def _series(clusters: Sequence[Sequence[_Cluster]], alike: Callable[[Row, Row], bool]) -> list[list[_Cluster]]:
    """The clusters of all pages, those together that hold rows like each other on pages near by."""
    series: dict[tuple[int, int], list[_Cluster]] = {}
    for place, of_page in enumerate(clusters):
        near = [other for before in clusters[max(0, place - _T.near) : place] for other in before]
        for cluster in of_page:
            series[_key(cluster)] = [cluster]
            for other in near:
                longer, shorter = sorted((series[_key(other)], series[_key(cluster)]), key=len, reverse=True)
                if longer is not shorter and _is_akin(cluster, other, alike):
                    longer += shorter
                    series.update((_key(each), longer) for each in shorter)
    return list({id(each): each for each in series.values()}.values())


def _key(cluster: _Cluster) -> tuple[int, int]:
    return cluster.page.place, cluster.indices[0]


def _is_akin(cluster: _Cluster, other: _Cluster, alike: Callable[[Row, Row], bool]) -> bool:
    if _is_number(cluster) and _is_number(other):
        return True
    return any(alike(row, its) for row in cluster.rows() for its in other.rows())


def _interrupts(series: Sequence[_Cluster], going_on: set[int], *, at_top: bool) -> bool:
    """Whether the text goes on in mid-sentence beyond enough of the clusters."""
    places = [cluster.page.place + (not at_top) for cluster in series]
    return sum(place in going_on for place in places) >= max(1.0, _T.interrupting * len(places))


def _counts(series: Sequence[_Cluster]) -> bool:
    """Whether a number in the clusters counts with the pages, or as many as need be are the number of the page."""
    read = sum(not cluster.page.numbers.isdisjoint(cluster.indices) for cluster in series)
    if read >= max(1.0, _T.readable * sum(map(_is_number, series))):
        return True
    offsets = Counter(
        offset
        for cluster in series
        for offset in {number - cluster.page.place for row in cluster.rows() for number in _numbers(row)}
    )
    return max(offsets.values(), default=0) >= _T.counting


def _numbers(row: Row) -> Iterator[int]:
    """The numbers in a row that may be those of pages: one behind a word and nothing else is the number of that."""
    words = [word.text for word in row.line.words]
    if "§" in "".join(words) or (len(words) == 2 and not row.line.cells and not any(map(_PAGE_WORD.fullmatch, words))):
        return
    for word in words:
        yield from map(int, _NUMBER.findall(word))


def _is_small(series: Sequence[_Cluster]) -> bool:
    """Whether the clusters are set smaller than the text and leave a gap beside it."""
    gaps = [cluster.gap for cluster in series if cluster.gap is not None]
    sizes = [row.size for cluster in series for row in cluster.rows()]
    return bool(gaps) and median(gaps) >= _T.clear and median(sizes) <= _T.small


def _is_low(series: Sequence[_Cluster]) -> bool:
    """Whether feet stand at the lower edge of their pages, somewhere below a gap larger than any in the text."""
    bases = [base for cluster in series if (base := _base(cluster)) is not None]
    return len(bases) == len(series) and min(bases) >= _T.low and any(map(_is_below_a_gap, series))


def _base(cluster: _Cluster) -> float | None:
    """How far down the page the last of the rows ends, as a share of its height; None where that is not known."""
    box = union_of(word.box for word in cluster.rows()[0].line.words)
    return box.bottom / cluster.page.height if box is not None and cluster.page.height else None


def _is_below_a_gap(cluster: _Cluster) -> bool:
    gaps = [cluster.page.rows[index].gap for index in cluster.page.body[1:]]
    return cluster.gap is not None and cluster.gap >= _T.beyond * max([1.0, *gaps])
