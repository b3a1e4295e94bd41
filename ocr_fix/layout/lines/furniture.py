"""Page furniture: running heads, footers and page numbers, known by their coming back from page to page.

What comes back at the edges of pages may be text, too: `interrupting` tells.

A row at the edge of a page is furniture where a row like it stands at the same edge of other pages, but for the number
of the page, and nothing of the text lies between it and the edge. A row with other numbers, as of a table that goes on,
is none. The top of the first page is a letterhead and stays. On a page that has no other beside it nothing comes back,
so nothing is furniture. A page that holds nothing else has furniture only where pages with text have such furniture
too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

import regex
from rapidfuzz.distance import Levenshtein

from ocr_fix.languages.sv.papers import OF_PAGES, PAGE_WORDS
from ocr_fix.layout.lines.interrupting import RecurringRows, told_apart
from ocr_fix.layout.lines.rows import Row, surely_goes_on
from ocr_fix.layout.thresholds import THRESHOLDS

_T = THRESHOLDS.furniture

Kind = Literal["header", "footer", "page-number"]
_Mark = Literal["header", "footer", "page-number", "signs"]


_NUMBER = regex.compile(
    rf"^[^\w§]*(?:(?:{PAGE_WORDS})\b\W*)?(?P<number>\d{{1,4}}|[ivxlc]{{1,6}})"
    rf"(?:\s*(?:[(/]|{OF_PAGES})\s*\d{{1,4}}\s*\)?)?[^\w§]*$",
    regex.IGNORECASE,
)
_MISREAD_NUMBER = regex.compile(r"^[-–—(\[]*[\dlIiOoSBZ|]{1,4}(?:[(/\[]?[\dlIiOoSBZ|]{1,4})?[-–—)\].]*$")
_WORD = regex.compile(r"\p{Ll}{3}")
_COUNTED = regex.compile(r"\p{Nd}{1,9}")
_MARKS = ".,:;()[]"
_OF_NUMBERS: tuple[_Mark, _Mark] = ("page-number", "signs")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class _Look(NamedTuple):
    """What a row is known by when it comes back.

    Attributes:
        letters: in small letters.
        cells: the letters of each cell.
        numbers: from left to right.
    """

    letters: str
    cells: list[str]
    numbers: list[str]


class _Edge(NamedTuple):
    """The rows of a page from one of its edges inwards.

    Attributes:
        indices: of the rows on the page.
        rows: themselves.
        looks: of each row.
        from_top: whether it is the upper edge.
    """

    indices: list[int]
    rows: list[Row]
    looks: list[_Look]
    from_top: bool


def furniture_of(pages: Sequence[Sequence[Row]], heights: Sequence[int | None]) -> list[dict[int, Kind]]:
    """What is furniture on each page: its kind by the index of the row.

    Args:
        pages: the rows of each page from top to bottom.
        heights: of the pages, in pixels; None where one is not known.
    """
    marks: list[dict[int, _Mark]] = [{} for _ in pages]
    tops = [_edge(rows, from_top=True) for rows in pages]
    feet = [_edge(rows, from_top=False) for rows in pages]
    _mark(feet, marks, "footer", lambda page: False)
    _mark(tops, marks, "header", lambda page: page == 0)
    found = _told_apart(pages, heights, marks)
    worn = {kind for kinds, rows in zip(found, pages, strict=True) if len(kinds) < len(rows) for kind in kinds.values()}
    for kinds, rows in zip(found, pages, strict=True):
        # So much of it and no text is a page that is printed twice; what no page has beside a text is the text.
        if len(kinds) == len(rows) and (len(rows) > _T.bare or not worn.issuperset(kinds.values())):
            kinds.clear()
    return found


def _told_apart(
    pages: Sequence[Sequence[Row]], heights: Sequence[int | None], marks: Sequence[dict[int, _Mark]]
) -> list[dict[int, Kind]]:
    """Those of the rows that come back which are no text."""
    marked = [
        RecurringRows(place, height, rows, frozenset(of_page), *(_with_mark(of_page, mark) for mark in _OF_NUMBERS))
        for place, (height, rows, of_page) in enumerate(zip(heights, pages, marks, strict=True))
    ]
    told = told_apart(marked, _are_alike)
    return [
        {at: "page-number" if mark == "signs" else mark for at, mark in of_page.items() if at in kept}
        for of_page, kept in zip(marks, told, strict=True)
    ]


def _with_mark(marks: dict[int, _Mark], wanted: _Mark) -> frozenset[int]:
    return frozenset(at for at, mark in marks.items() if mark == wanted)


def _edge(rows: Sequence[Row], *, from_top: bool) -> _Edge:
    order = range(len(rows)) if from_top else range(len(rows) - 1, -1, -1)
    indices = list(order)[: _T.deep]
    nearest = [rows[index] for index in indices]
    return _Edge(indices, nearest, list(map(_look, nearest)), from_top)


def _look(row: Row) -> _Look:
    cells = _letters_of_cells(row)
    numbers = [word.text.strip(_MARKS) for word in row.line.words if _is_number(word.text)]
    return _Look("".join(cells), cells, numbers)


def _is_number(word: str) -> bool:
    """Whether a word is more figures than letters, which may have been read for figures."""
    figures = sum(map(str.isdigit, word))
    return figures > 0 and figures >= sum(map(str.isalpha, word))


def _are_alike(row: Row, other: Row) -> bool:
    """Whether two rows, or most cells of the one, are like each other."""
    look, rival = _look(row), _look(other)
    return _is_like(look, rival) or _shares_cells(look, [rival])


def _mark(edges: Sequence[_Edge], found: list[dict[int, _Mark]], kind: Kind, spared: Callable[[int], bool]) -> None:
    """Mark the furniture along one edge of all pages."""
    offset = _numbering(edges)
    for page, edge in enumerate(edges):
        if spared(page):
            continue
        for depth, (index, row) in enumerate(zip(edge.indices, edge.rows, strict=True)):
            if offset is not None and _is_page_number(row, page, offset):
                found[page][index] = "page-number"
            elif not depth and _is_unreadable_number(page, edges):
                found[page][index] = "signs"
            elif _comes_back(page, depth, edges):
                found[page][index] = kind
            elif edge.looks[depth].letters:  # the text begins here; specks do not end the search
                break


def _comes_back(page: int, depth: int, edges: Sequence[_Edge]) -> bool:
    """Whether a row like this one stands as deep at the same edge of pages near by."""
    if not any(len(letters) >= _T.min_letters for letters in edges[page].looks[depth].cells):
        return False
    return any(
        _stands_there(edges[page], depth, other) and not _is_same_text(edges[page], other)
        for other in _near(page, edges)
    )


def _near(page: int, edges: Sequence[_Edge]) -> list[_Edge]:
    """The same edge of the pages near by."""
    near = range(max(0, page - _T.near), min(len(edges), page + _T.near + 1))
    return [edges[other] for other in near if other != page]


def _is_same_text(edge: _Edge, other: _Edge) -> bool:
    """Whether running text stands at both edges: the same page again, whose rows come back and are no furniture."""
    joints = 0
    for depth, (row, inner) in enumerate(pairwise(edge.rows)):
        above, below = (row, inner) if edge.from_top else (inner, row)
        alike = _stands_there(edge, depth, other) and _stands_there(edge, depth + 1, other)
        joints += alike and surely_goes_on(above.line, below.line)
    return joints >= _T.joints


def _stands_there(edge: _Edge, depth: int, other: _Edge) -> bool:
    """Whether a row, or most of its cells, stands about as deep at another edge."""
    look = edge.looks[depth]
    level = other.looks[max(0, depth - 1) : depth + 2]
    return any(_is_like(look, rival) for rival in level) or _shares_cells(look, other.looks)


def _is_like(look: _Look, rival: _Look) -> bool:
    return _like(look.letters, rival.letters) and _counts_alike(look.numbers, rival.numbers)


def _shares_cells(look: _Look, others: Sequence[_Look]) -> bool:
    """Whether most cells of a row, if it has some, stand in others that count alike."""
    if len(look.cells) < 2:
        return False
    rivals = [letters for other in others if _counts_alike(look.numbers, other.numbers) for letters in other.cells]
    back = [cell for cell in look.cells if len(cell) >= _T.min_letters and any(_like(cell, each) for each in rivals)]
    return sum(map(len, back)) > _T.most_cells * len(look.letters)


def _counts_alike(numbers: Sequence[str], others: Sequence[str]) -> bool:
    """Whether most numbers of a row stand in another, or count on: those of pages do."""
    aligned = others if len(others) == len(numbers) else [""] * len(numbers)
    strange = sum(
        number not in others and not _counts_on(number, other) for number, other in zip(numbers, aligned, strict=True)
    )
    return strange < _T.strange_numbers or 2 * strange <= len(numbers)


def _counts_on(number: str, other: str) -> bool:
    return (
        bool(_COUNTED.fullmatch(number) and _COUNTED.fullmatch(other)) and abs(int(number) - int(other)) <= _T.counted
    )


def _letters_of_cells(row: Row) -> list[str]:
    bounds = [0, *row.line.cells, len(row.line.words)]
    words = [word.text for word in row.line.words]
    return ["".join(filter(str.isalpha, "".join(words[a:b]).lower())) for a, b in pairwise(bounds)]


def _like(one: str, other: str) -> bool:
    return bool(other) and Levenshtein.normalized_similarity(one, other, score_cutoff=_T.like) > 0


def _numbering(edges: Sequence[_Edge]) -> int | None:
    """By how much the numbers printed at an edge differ from the places of their pages; None where none are printed."""
    offsets: dict[int, set[int]] = {}
    for page, edge in enumerate(edges):
        for row in edge.rows:
            number = _page_number(row)
            if number is not None:
                offsets.setdefault(number - page, set()).add(page)
    if not offsets:
        return None
    best = max(offsets, key=lambda offset: (len(offsets[offset]), -abs(offset)))
    return best if len(offsets[best]) >= 2 else None


def _is_page_number(row: Row, page: int, offset: int) -> bool:
    """Whether a row is the number of its page, perhaps misread."""
    number = _page_number(row)
    if number is not None:
        return number == page + offset
    text = "".join(word.text for word in row.line.words)
    return bool(_MISREAD_NUMBER.match(text)) and (any(c.isdigit() for c in text) or len(text) <= 2)


def _is_unreadable_number(page: int, edges: Sequence[_Edge]) -> bool:
    """Whether signs that are hardly a word stand alone at the edge, and at that of pages near by."""
    return _is_sign(edges[page]) and sum(map(_is_sign, _near(page, edges))) >= _T.signs


def _is_sign(edge: _Edge) -> bool:
    """Whether a few signs stand by themselves at an edge, which are hardly a word."""
    if len(edge.rows) < 2 or (edge.rows[1] if edge.from_top else edge.rows[0]).gap < _T.alone:
        return False
    text = "".join(word.text for word in edge.rows[0].line.words)
    return len(text) <= _T.short and not _WORD.search(text) and "§" not in text


def _page_number(row: Row) -> int | None:
    text = " ".join(word.text for word in row.line.words)
    match = _NUMBER.match(text)
    if match is None:
        return None
    number = match["number"].lower()
    return int(number) if number.isdigit() else _roman(number)


def _roman(number: str) -> int:
    values = [_ROMAN[letter] for letter in number]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
