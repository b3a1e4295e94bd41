"""Numbers set close behind the entries that dots lead from, for reading, and put back where they stand.

Engines read letters into dots, lose the entries before them, and drop numbers that stand alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PIL import Image, ImageDraw

from ocr_fix.document import Line, Page, PageImage, Word
from ocr_fix.recognition.boxes import from_left, map_lines
from ocr_fix.recognition.led.entries import LedEntry, led_entries
from ocr_fix.recognition.led.thresholds import THRESHOLDS
from ocr_fix.recognition.preparation.paper import paper_of

_T = THRESHOLDS

DOT = "."


def closed_up(page: PageImage) -> tuple[PageImage, list[LedEntry]]:
    """The page without leaders, each number close behind its entry; the same object where it has none.

    Args:
        page: upright and straight.
    """
    entries = led_entries(page)
    if not entries:
        return page, []
    grey = page.image.convert("L")
    paper = paper_of(grey)
    for entry in entries:
        _close_up(grey, entry, paper)
    return replace(page, image=grey), entries


def _close_up(grey: Image.Image, entry: LedEntry, paper: int) -> None:
    margin = max(1, round(_T.within / 4 * entry.em))
    box = entry.number
    around = (box.left - margin, box.top - margin, min(grey.width, box.right + margin), box.bottom + margin)
    number = grey.crop(around)
    draw = ImageDraw.Draw(grey)
    dots = entry.dots
    for left, top, right, bottom in (around, (dots.left - 1, dots.top - margin, dots.right, dots.bottom + margin)):
        draw.rectangle((left, top, right - 1, bottom - 1), fill=paper)
    across, down = _shift(entry)
    grey.paste(number, (around[0] - across, around[1] - down))


def _shift(entry: LedEntry) -> tuple[int, int]:
    """By how many pixels a number is set farther left, and higher as its line slopes."""
    across = max(0, entry.number.left - entry.end - round(_T.set_apart * entry.em))
    return across, round(entry.slope * across)


def opened_up(page: Page, entries: Sequence[LedEntry]) -> Page:
    """What was read of a page that was closed up, with its numbers where they stand and the dots before them."""
    if not entries:
        return page
    left = list(entries)

    def opened(line: Line) -> Sequence[Word]:
        words = list(line.words)
        for entry in [each for each in left if any(_is_number(word, each) for word in words)]:
            left.remove(entry)
            words = [_put_back(word, entry) if _is_number(word, entry) else word for word in words]
            words.append(Word(DOT * entry.count, entry.dots, _T.confidence))
            words = from_left(words)
        return words

    return map_lines(page, opened)


def _is_number(word: Word, entry: LedEntry) -> bool:
    """Whether a word, or most of it, is the number of an entry as it was set for reading."""
    if word.box is None:
        return False
    box, (across, down) = entry.number, _shift(entry)
    middle = (word.box.left + word.box.right) / 2 + across
    shared = word.box.moved(0, down).down(box)
    return box.left - entry.em / 4 <= middle <= box.right + entry.em / 4 and 2 * shared > box.height


def _put_back(word: Word, entry: LedEntry) -> Word:
    if word.box is None:
        return word
    box = word.box.moved(*_shift(entry))
    return replace(word, box=replace(box, top=max(0, box.top), bottom=max(1, box.bottom)))
