"""Numbers that the engine is not sure of or that cannot be so, read again in two ways, and put right where both agree.

No lexicon knows a number. Where two other readings of it are alike and differ from the first one, these are two
witnesses against one; where they differ from each other as well, the first stands and is marked as doubtful. So is one
that cannot be as it was read and is not read otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import regex

from ocr_fix.document import Box, Choice, Edit, Line, Page, PageImage, Word
from ocr_fix.document.words import union_of
from ocr_fix.recognition.again.contradicted import contradicted, is_address
from ocr_fix.recognition.again.strips import PiecesAnew
from ocr_fix.recognition.again.thresholds import THRESHOLDS
from ocr_fix.recognition.boxes import boxes_of, lines_of, map_lines
from ocr_fix.recognition.engines.engine import ReadAnew
from ocr_fix.recognition.signs.ink.strokes import em_of_page

_T = THRESHOLDS

_DIGIT = regex.compile(r"\p{Nd}")
_DASHES = regex.compile(r"[-–—]")
_WORD = regex.compile(r"\p{L}{5,12}")

# Words of a line that a number may be part of, before it and behind it, the fewest first.
_REACHES = ((0, 0), (0, 1), (1, 0), (0, 2), (1, 1), (2, 0))


class _Doubtful(NamedTuple):
    """A word, where it stands, and the piece of its line that is set anew."""

    line: Line
    at: int
    piece: Box
    is_lone: bool


class _Read(NamedTuple):
    """What was read for words from one to another of a line."""

    first: int
    last: int
    word: Word


def with_numbers_read_again(page: Page, picture: PageImage, read: ReadAnew) -> Page:
    """The page with its doubtful numbers as two of three readings have them.

    Args:
        page: as it was read.
        picture: what it was read from, with the pixels of its boxes.
        read: reads a picture.
    """
    em = em_of_page(page)
    lines = lines_of(page)
    companion = _companion(lines)
    if em is None or companion is None:
        return page
    reasons = contradicted(page, em)
    doubtful = [found for line in lines for found in _doubtful(line, em, picture, reasons)]
    if not doubtful:
        return page
    ways = _read_again(doubtful, companion, picture, em, read) if len(doubtful) <= _T.most else [()] * len(doubtful)
    decided: dict[int, list[_Read]] = {}
    for each, others in zip(doubtful, ways, strict=True):
        found = _decided(each, others, reasons.get(id(each.line.words[each.at])))
        if found is not None:
            decided.setdefault(id(each.line), []).append(found)
    return map_lines(page, lambda line: _with(line.words, decided.get(id(line), ())))


def _read_again(
    doubtful: Sequence[_Doubtful], companion: Box, picture: PageImage, em: float, read: ReadAnew
) -> list[Sequence[_Read | None]]:
    """What was read for each word in each way."""
    strips = PiecesAnew([each.piece for each in doubtful], [each.is_lone for each in doubtful], companion, picture, em)
    readings = strips.words_of(read(strips.picture))
    return [
        [_read_as(each, words, _T.off * em) for words in ways] for each, ways in zip(doubtful, readings, strict=True)
    ]


def _companion(lines: Sequence[Line]) -> Box | None:
    """The surest of the words of a page that are no numbers."""
    words = [word for line in lines for word in line.words if word.box is not None and _WORD.fullmatch(word.text)]
    return max(words, key=lambda word: word.confidence or 0.0).box if words else None


def _doubtful(line: Line, em: float, picture: PageImage, reasons: Mapping[int, str]) -> Iterator[_Doubtful]:
    for at, word in enumerate(line.words):
        if word.box is None or not (id(word) in reasons or _is_doubtful(word)):
            continue
        reach = _T.context * em
        boxes = boxes_of(line.words)
        near = [box for box in boxes if word.box.left - reach <= box.left and box.right <= word.box.right + reach]
        around = union_of(near) or word.box
        piece = around.grown(round(_T.edge * em)).within(picture.image.size)
        yield _Doubtful(line, at, piece, len(near) == 1)


def _is_doubtful(word: Word) -> bool:
    sure = word.confidence
    return (
        sure is not None
        and sure < _T.sure
        and word.edit is None
        and _DIGIT.search(word.text) is not None
        and not is_address(word.text)
    )


def _read_as(doubtful: _Doubtful, words: Sequence[Word], off: float) -> _Read | None:
    """What was read where a word stands, or where it stands with others beside it; None where none of that is one."""
    for before, behind in _REACHES:
        first, last = doubtful.at - before, doubtful.at + behind
        if first < 0 or last >= len(doubtful.line.words):
            continue
        box = union_of(word.box for word in doubtful.line.words[first : last + 1])
        for word in words:
            if box is not None and word.box is not None:
                ends = abs(word.box.left - box.left), abs(word.box.right - box.right)
                if max(ends) <= off:
                    return _Read(first, last, word)
    return None


def _decided(doubtful: _Doubtful, others: Sequence[_Read | None], reason: str | None) -> _Read | None:
    """What most readings have; the word, marked, where they differ and none decides; None where it stands.

    Args:
        doubtful: what was read first.
        others: what was read for it in other ways.
        reason: why it cannot be as it was read at first; None where it can.
    """
    word, at = doubtful.line.words[doubtful.at], doubtful.at
    found = [other for other in others if other is not None]
    alike = {(other.first, other.last, _plain(other.word.text)) for other in found}
    stands = (at, at, _plain(word.text)) in alike
    if len(alike) == 1 and not stands and len(found) == len(others):
        first = found[0]
        before = "".join(each.text for each in doubtful.line.words[first.first : first.last + 1])
        if _may_be(first.word.text, before):
            return first
    if stands:
        other = next((each.word for each in found if _plain(each.word.text) != _plain(word.text)), None)
        chosen = word if other is None else _with_choice(word, other)
        return _Read(at, at, chosen if reason is None else _doubted(chosen, reason))
    if reason is not None or found:
        return _Read(at, at, _doubted(word, reason or "a number that other readings have otherwise"))
    return None


def _doubted(word: Word, reason: str) -> Word:
    return word.edited(word.text, Edit("doubtful", round(word.confidence or 0.0, 3), reason))


def _with_choice(word: Word, other: Word) -> Word:
    """A word with what another reading has in the place of one of its characters as a choice of that."""
    differing = [at for at, pair in enumerate(zip(word.text, other.text, strict=False)) if pair[0] != pair[1]]
    if len(word.text) != len(other.text) or len(differing) != 1:
        return word
    known = len(word.choices) == len(word.text)
    choices: list[tuple[Choice, ...]] = list(word.choices if known else [(Choice(each, 1.0),) for each in word.text])
    choice = Choice(other.text[differing[0]], other.confidence or 0.0)
    choices[differing[0]] = (*(each for each in choices[differing[0]] if each.text != choice.text), choice)
    return replace(word, choices=tuple(choices))


def _may_be(text: str, before: str) -> bool:
    """Whether what is no shorter may have been read so at first; a number also a sign or a word of one small letter."""
    if _DIGIT.search(text) is not None or sum(map(str.isalpha, before)) > len(before) // 2:
        return len(text) >= len(before)
    return sum(map(str.isalpha, text)) <= 1 and text == text.lower()


def _plain(text: str) -> str:
    """A text with one dash for all: these are told by their width."""
    return _DASHES.sub("-", text)


def _with(words: Sequence[Word], decided: Sequence[_Read]) -> list[Word]:
    """The words of a line with what was decided of some; what several are one of goes before what is one of them."""
    found = list(words)
    kept: list[_Read] = []
    for read in sorted(decided, key=lambda read: read.first - read.last):
        if all(read.last < other.first or other.last < read.first for other in kept):
            kept.append(read)
    for first, last, word in sorted(kept, key=lambda read: read.first, reverse=True):
        box = union_of(each.box for each in words[first : last + 1])
        changed = word if word.edit is not None else Word(word.text, box, word.confidence, choices=word.choices)
        found[first : last + 1] = [changed]
    return found
