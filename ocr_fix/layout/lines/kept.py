"""Lines that their writer ended, though no mark says so: contents with their pages, agendas, addresses, lists of names.

They stand in lists where each line is an item of its own, whatever room it leaves at its end. So do lines of code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import takewhile
from operator import itemgetter

import regex

from ocr_fix.document import BlockKind
from ocr_fix.layout.lines.cues import (
    Marker,
    begins_low,
    breaks_word,
    ends_sentence,
    holds_box,
    is_listed_name,
    marker_of,
    ranked,
)
from ocr_fix.layout.lines.rows import Row
from ocr_fix.layout.thresholds import THRESHOLDS
from ocr_fix.notation.line_kinds import LineKind, judge_line

_T = THRESHOLDS.kept_lines
# Lines of which is remembered whether they are code.
KEPT = 1_000

# Dots or strokes that lead from an entry to its page, in one word or in many, and the page.
_LEADERS = regex.compile(r"(?:[.…·_-]{4,}|…|(?:[.·_…] ){3,}[.·_…]?)\s*(?:\d{1,4}|[ivxl]{1,6}|[IVXL]{1,6})\.?$")
# A postal town: 123 45 Stad, and as it is written from abroad.
_PAGE = regex.compile(r"^\d{1,4}\.?$")
_PARAGRAPH = regex.compile(r"^§ ?(\d{1,4})[.:]?(?: |$)")
_TOWN = regex.compile(r"^(?:(?:[A-Z]{1,2}-)?\d{3} \d{2}|[A-Z]{1,2}-\d{4,5}) \p{Lu}[\p{L} .-]*$")


def kept(rows: Sequence[Row]) -> Iterator[tuple[list[Row], BlockKind | None]]:
    """Part rows into those whose lines are kept, each with what they are, and what stands between them.

    Args:
        rows: of a part of a page, without tables.
    """
    text: list[Row] = []
    at = 0
    while at < len(rows):
        end, kind = _found(rows, at, _ITEMS)
        if end == at:
            end, kind = _found(rows, at, _BLOCKS)
        if end == at:
            text.append(rows[at])
            at += 1
            continue
        if text:
            yield text, None
            text = []
        if kind == "signature":
            yield list(rows[at:end]), kind
        else:
            for row in rows[at:end]:
                yield [row], kind
        at = end
    if text:
        yield text, None


def _end_of_contents(rows: Sequence[Row], start: int) -> int:
    """Where the entries end that begin with a row; there where it is none."""
    end = start
    while end < len(rows) and _LEADERS.search(_text(rows[end])):
        end += 1
    if end - start >= _T.fewest_sure:
        return end
    pages: list[int] = []
    for row in rows[start:]:
        page = _page_of(row)
        if page is None or (pages and page < pages[-1]):
            break
        pages.append(page)
    return start + len(pages) if len(pages) >= _T.fewest else start


def ends_in_page(row: Row) -> bool:
    """Whether a row may be an entry of contents."""
    return _page_of(row) is not None


def _page_of(row: Row) -> int | None:
    """The number that ends an entry of contents without leaders; None where a row is none."""
    *words, last = [word.text for word in row.line.words]
    first = next(iter(words), "")
    if not _PAGE.match(last) or not (first[:1].isupper() or first[:1].isdigit()) or len(words) > _T.most_words:
        return None
    return int(last.rstrip(".")) if any(character.isalpha() for word in words for character in word) else None


def _end_of_numbered(rows: Sequence[Row], start: int) -> int:
    """Where the points of an agenda end that are numbered as paragraphs (§ 12, § 13 …) one after the other."""
    numbers: list[int] = []
    for row in rows[start:]:
        number = _PARAGRAPH.match(_text(row))
        if number is None or (numbers and int(number[1]) != numbers[-1] + 1) or not _is_short(row):
            break
        numbers.append(int(number[1]))
    return start + len(numbers) if len(numbers) >= _T.fewest else start


def _end_of_ranked(rows: Sequence[Row], start: int) -> int:
    """Where the points end that are numbered in Roman numerals (I. II. V. …), each with a larger number."""
    last = Marker("", 0)
    end = start
    for row in rows[start:]:
        marker = ranked(row.line)
        if marker is None or (end > start and (marker.style != last.style or marker.place <= last.place)):
            break
        if not _is_short(row) or (end > start and row.gap >= _T.apart):
            break
        last, end = marker, end + 1
    return end if end - start >= _T.fewest else start


def _end_of_boxed(rows: Sequence[Row], start: int) -> int:
    """Where questions end that have their boxes behind them ("☐ Ja ☒ Nej"); there where a row is none."""
    end = start
    while end < len(rows) and holds_box(rows[end].line) and not begins_low(rows[end].line):
        end += 1
    return end


def _end_of_sentences(rows: Sequence[Row], start: int) -> int:
    """Where rows end of which each is a sentence or some (sources, remarks): text that goes on ends so by chance."""
    end = start
    while end < len(rows) and (end == start or rows[end].gap < _T.apart) and _is_whole(rows[end]):
        end += 1
    return end if end - start >= _T.fewest_whole else start


def _is_whole(row: Row) -> bool:
    return not row.level and not begins_low(row.line) and marker_of(row.line) is None and ends_sentence(row.line)


def _end_of_code(rows: Sequence[Row], start: int) -> int:
    """Where lines of code end that begin with a row; there where none do."""
    end = start
    while end < len(rows) and (end == start or rows[end].gap < _T.apart):
        end += 1
    block = rows[start:end]
    if min(row.start for row in block) >= _T.set_in and any(map(_is_code, block)):
        return end
    if not _is_code(block[0]):
        return start
    # What is set in farther than the line of code above belongs to it.
    return start + len([*takewhile(lambda row: _is_code(row) or row.start > block[0].start, block)])


def _is_code(row: Row) -> bool:
    return _shows_code(_text(row))


@lru_cache(KEPT)
def _shows_code(text: str) -> bool:
    """Whether a line is one of code; asked of the lines above each other again and again."""
    return judge_line(text) is LineKind.CODE


def _end_of_names(rows: Sequence[Row], start: int) -> int:
    """Where a list of names ends that begins with a row; there where none does."""
    end = start
    while end < len(rows) and (end == start or rows[end].gap < _T.apart) and _is_listed(rows[end]):
        end += 1
    return end if end - start >= _T.fewest else start


def _is_listed(row: Row) -> bool:
    return row.item or is_listed_name(row.line)


def _end_of_address(rows: Sequence[Row], start: int) -> int:
    """Where the address ends that begins with a row and has white space around it; there where none does."""
    block = _with_white_around(rows, start)
    is_address = all(map(_is_short, block)) and any(_TOWN.match(_text(row)) for row in block)
    return start + len(block) if is_address else start


def _end_of_separate_lines(rows: Sequence[Row], start: int) -> int:
    """Where lines end that stand by themselves (letterheads, receipts, title pages); there where none do.

    Between white space, each begins as a sentence does and none ends as one, and they are of unlike length or of few
    words without a small letter at their head. What has marks is a list.
    """
    block = _with_white_around(rows, start)
    if len(block) < _T.fewest or not all(map(_is_short, block[:-1])):
        return start
    if any(begins_low(row.line) or marker_of(row.line) for row in block[1:]):
        return start
    widths = [row.end - row.start for row in block[:-1]]
    left = [row.start for row in block]
    ragged = min(widths) < _T.ragged * max(row.end - row.start for row in block)
    return start + len(block) if (ragged or all(map(_is_label, block))) and max(left) - min(left) < _T.set_in else start


def _end_of_centred(rows: Sequence[Row], start: int) -> int:
    """Where lines end that stand around one middle, each beginning anew (heads and feet of bills); there where none do.

    Larger letters are a heading, of however many lines.
    """
    block = _with_white_around(rows, start)
    if len(block) < _T.fewest_sure or min((row.size for row in block), default=0.0) > THRESHOLDS.paragraphs.larger:
        return start
    if any(begins_low(row.line) for row in block[1:]) or any(marker_of(row.line) or row.line.cells for row in block):
        return start
    starts, middles = [row.start for row in block], [(row.start + row.end) / 2 for row in block]
    off_middle = max(middles) - min(middles)
    is_centred = off_middle <= _T.off and max(starts) - min(starts) >= max(_T.off, 2 * off_middle)
    return start + len(block) if is_centred and all(map(_is_short, block[:-1])) else start


def _with_white_around(rows: Sequence[Row], start: int) -> Sequence[Row]:
    """The rows from one on down to the next white space; none where it has none above."""
    if start and rows[start].gap < _T.apart:
        return ()
    end = start + 1
    while end < len(rows) and rows[end].gap < _T.apart:
        end += 1
    return rows[start:end]


def _is_short(row: Row) -> bool:
    """Whether a row is no line of running text: few words, none of them broken, and no end of a sentence."""
    return len(row.line.words) <= _T.most_words and not breaks_word(row.line) and not ends_sentence(row.line)


def _is_label(row: Row) -> bool:
    """Whether a row is of few words, none of which begins with a small letter: a name with a place, a telephone."""
    words = [word.text for word in row.line.words]
    return len(words) <= _T.few_words and not any(word[:1].islower() for word in words)


def _text(row: Row) -> str:
    return " ".join(word.text for word in row.line.words)


_Finder = tuple[Callable[[Sequence[Row], int], int], BlockKind]

# What finds lines that are kept, and what they are.
_ITEMS: tuple[_Finder, ...] = (
    (_end_of_contents, "list-item"),
    (_end_of_numbered, "list-item"),
    (_end_of_ranked, "list-item"),
    (_end_of_boxed, "list-item"),
)
_BLOCKS: tuple[_Finder, ...] = (
    (_end_of_address, "signature"),
    (_end_of_names, "signature"),
    (_end_of_code, "signature"),
    (_end_of_separate_lines, "signature"),
    (_end_of_centred, "signature"),
    (_end_of_sentences, "paragraph"),
)


def _found(rows: Sequence[Row], start: int, finders: Sequence[_Finder]) -> tuple[int, BlockKind]:
    """Where kept lines end that begin with a row, the most that are found, and what they are."""
    return max(((find(rows, start), kind) for find, kind in finders), key=itemgetter(0))
