"""Rules between the cells of a table that were read as brackets or bars.

The engine takes most rules out of a table itself; what it leaves of those down, close beside letters, it reads as
"[", "]" or "|". A rule goes on above and below its line of type, where no bracket has ink.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex
from PIL import Image

from ocr_fix.document import Box, Line, Page, Word
from ocr_fix.recognition.boxes import map_lines
from ocr_fix.recognition.preparation.paper import grey_of
from ocr_fix.recognition.preparation.thresholds import THRESHOLDS
from ocr_fix.recognition.signs.ink.strokes import em_of_page, ink_of

_T = THRESHOLDS.cell_rules

_BAR = r"[\[\]{}|]"
_ONLY = regex.compile(rf"{_BAR}{{1,2}}")
_STROKE = regex.compile(r"[lI1!]")
_AMONG = regex.compile(rf"([^\[\]{{}}|]*){_BAR}([^\[\]{{}}|]*)")


def without_cell_rules(page: Page, image: Image.Image) -> Page:
    """The page without its rules that were read; the image has the pixels of its boxes."""
    em = em_of_page(page)
    if em is None:
        return page
    grey = grey_of(image)
    return map_lines(page, lambda line: list(_without(line, grey, em)))


def _without(line: Line, grey: Image.Image, em: float) -> Iterator[Word]:
    for word in line.words:
        box, is_alone = word.box, _ONLY.fullmatch(word.text) is not None
        among = _AMONG.fullmatch(word.text) if not is_alone else None
        is_stroke = box is not None and _STROKE.fullmatch(word.text) and box.height >= _T.tall * em
        rule = _rule_in(box, grey, em) if box is not None and (is_alone or is_stroke or among is not None) else None
        if rule is None or box is None:
            yield word
        elif among is not None:
            yield from _parts(word, box, among, rule)


def _parts(word: Word, box: Box, among: regex.Match[str], rule: tuple[int, int]) -> Iterator[Word]:
    """What stands before the rule and behind it, each a word."""
    known = len(word.choices) == len(word.text)
    for group, left, right in ((1, box.left, rule[0]), (2, rule[1], box.right)):
        if among[group]:
            choices = word.choices[slice(*among.span(group))] if known else ()
            place = replace(box, left=left, right=max(left + 1, right))
            part = Word(among[group], place, word.confidence, choices=choices)
            yield part if word.edit is None else part.edited(part.text, word.edit)


def _rule_in(box: Box, grey: Image.Image, em: float) -> tuple[int, int] | None:
    """Where a rule begins and ends in a box or beside it, in pixels from the left; None where none does.

    In the first and last row of a table it goes on to one side only.
    """
    beyond, aside = round(_T.beyond * em), round(_T.aside * em)
    left, right = max(0, box.left - aside), min(grey.width, box.right + aside)
    for above, below in ((beyond, 0), (0, beyond)):
        top, bottom = max(0, box.top - above), min(grey.height, box.bottom + below)
        ink = ink_of(grey, Box(left, top, right, bottom), _T.ink)
        if ink is None or bottom - top < box.height + beyond:
            continue
        columns = ink.resize((ink.width, 1), Image.Resampling.BOX).tobytes()
        dark = [at for at, level in enumerate(columns) if level >= 255 * _T.dark]
        if dark and dark[-1] - dark[0] <= _T.widest * em:
            return left + dark[0], left + dark[-1] + 1
    return None
