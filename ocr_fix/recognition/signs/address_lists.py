"""Web addresses of one page that are built alike, and so bear witness to each other.

The addresses of a list share their host and most of their path, and no lexicon knows either. What is read in one place
of all of them is compared without its digits: the reading that is nearest to all the others (the set median of strings,
Kohonen 1985) takes the place of those that the engine was unsure of. Digits tell such addresses apart and are left as
they were read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import regex
from rapidfuzz.distance import Levenshtein

from ocr_fix.document import Line, Page, Word
from ocr_fix.notation.addresses import is_address
from ocr_fix.recognition.boxes import lines_of, map_lines
from ocr_fix.recognition.thresholds import THRESHOLDS

_T = THRESHOLDS.address_lists

_PIECE = regex.compile(r"\d+|/|[^\d/]+")


_Kinds = tuple[str, ...]


def with_addresses(page: Page) -> Page:
    """The page with the unsure ones of its addresses as the others have them, but for their digits."""
    built: dict[_Kinds, list[list[str]]] = defaultdict(list)
    for line in lines_of(page):
        for word in line.words:
            if is_address(word.text):
                pieces = _PIECE.findall(word.text)
                built[_kinds(pieces)].append(pieces)
    usual = {kinds: [median_of(place) for place in zip(*all_of_it, strict=True)] for kinds, all_of_it in built.items()}
    if not any(len(alike) >= _T.fewest for alike in built.values()):
        return page

    def mended(line: Line) -> list[Word]:
        return [_mended(word, built, usual) for word in line.words]

    return map_lines(page, mended)


def median_of(readings: Sequence[str]) -> str | None:
    """The reading with the least edits to all others; None where two are as near."""
    edits = {one: sum(Levenshtein.distance(one, other) for other in readings) for one in set(readings)}
    least = min(edits.values())
    nearest = [one for one, distance in edits.items() if distance == least]
    return nearest[0] if len(nearest) == 1 else None


def _mended(word: Word, built: dict[_Kinds, list[list[str]]], usual: dict[_Kinds, list[str | None]]) -> Word:
    if not is_address(word.text) or (word.confidence or 0.0) >= _T.sure:
        return word
    pieces = _PIECE.findall(word.text)
    kinds = _kinds(pieces)
    if len(built[kinds]) < _T.fewest:
        return word
    text = "".join(_agreed(piece, other) for piece, other in zip(pieces, usual[kinds], strict=True))
    return word if text == word.text else Word(text, word.box, word.confidence)


def _agreed(piece: str, usual: str | None) -> str:
    if usual is None or piece[0].isdigit():
        return piece
    return usual if Levenshtein.normalized_similarity(piece, usual) >= _T.alike else piece


def _kinds(pieces: Sequence[str]) -> _Kinds:
    """How an address is built: where it has digits, slashes and other text."""
    return tuple("0" if piece[0].isdigit() else "/" if piece == "/" else "a" for piece in pieces)
