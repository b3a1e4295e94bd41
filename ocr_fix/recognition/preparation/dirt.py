"""Specks, rules and edges that were read as words."""

from __future__ import annotations

import regex

from ocr_fix.document import Page, Word
from ocr_fix.recognition.boxes import map_lines
from ocr_fix.recognition.preparation.thresholds import THRESHOLDS

_T = THRESHOLDS.dirt

# What specks and rules are read as. Printed signs of this shape are read with more confidence; dashes and bullets are
# measured and so not among them.
_MAY_BE_DIRT = regex.compile(r"[|=_~'`´:;.,!°^*»«\\/]{1,3}")


def without_dirt(page: Page) -> Page:
    """The page without words that are nothing but a stroke or a dot the engine is unsure of."""
    return map_lines(page, lambda line: [word for word in line.words if not _is_dirt(word)])


def _is_dirt(word: Word) -> bool:
    return (word.confidence or 0.0) < _T.unsure and _MAY_BE_DIRT.fullmatch(word.text) is not None
