"""References and addresses whole: Tesseract parts them at the slash, addresses anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

from ocr_fix.document import Page, Word, union_of
from ocr_fix.notation.addresses import may_go_on
from ocr_fix.recognition.boxes import lines_of, map_lines
from ocr_fix.recognition.signs.strokes import em_of
from ocr_fix.recognition.thresholds import THRESHOLDS

_T = THRESHOLDS.joined


def with_joined(page: Page) -> Page:
    """The page with one word for two where nothing but a slash or the place in an address parts them."""
    usual = em_of([word for line in lines_of(page) for word in line.words]) or 0.0
    return map_lines(page, lambda line: list(_joined(line.words, em_of(line.words) or usual)))


def _joined(words: Sequence[Word], em: float) -> Iterator[Word]:
    """Words as they are, but a word that begins with a slash one with the word that touches it, and addresses whole.

    Tesseract parts references and addresses at the slash, and addresses anywhere: "2024" "/0117", "https:" "/" "/www".
    """
    last: Word | None = None
    for word in words:
        may_touch = last is not None and (word.text.startswith("/") or may_go_on(last.text))
        if last is not None and may_touch and _gap(last, word) <= _T.no_space * em:
            sure = min(last.confidence or 0.0, word.confidence or 0.0)
            last = Word(last.text + word.text, union_of((last.box, word.box)), sure)
            continue
        if last is not None:
            yield last
        last = word
    if last is not None:
        yield last


def _gap(first: Word, second: Word) -> float:
    """The white between two words in pixels; infinite where it is not known."""
    return inf if first.box is None or second.box is None else second.box.left - first.box.right
