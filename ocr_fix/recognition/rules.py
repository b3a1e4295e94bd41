"""What is mended in a reading by what its page shows: one table, in the order in which it is done.

A rule stays for what it is worth with the model that comes with the program (`docs/recognition.md` says how much), and
none tells a figure by its shape alone.
"""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

from ocr_fix.document import Page
from ocr_fix.recognition.doubts import with_doubts
from ocr_fix.recognition.preparation.dirt import without_dirt
from ocr_fix.recognition.preparation.ruling.cell_rules import without_cell_rules
from ocr_fix.recognition.signs.checkboxes import with_checkboxes
from ocr_fix.recognition.signs.counts import with_counts
from ocr_fix.recognition.signs.dashes import with_dashes
from ocr_fix.recognition.signs.joined import with_joined
from ocr_fix.recognition.signs.leaders import with_leaders
from ocr_fix.recognition.signs.nearly import with_nearly_read
from ocr_fix.recognition.signs.points import with_points
from ocr_fix.recognition.signs.quotes import with_one_quote

Rule = Callable[[Page, Image.Image], Page]
"""Gives a page as it is mended; the image has the pixels of its boxes."""

RULES: dict[str, Rule] = {
    "cell rules": without_cell_rules,
    "check boxes": with_checkboxes,
    "leaders": with_leaders,
    "quotes": lambda page, _: with_one_quote(page),
    "joined": lambda page, _: with_joined(page),
    "points": lambda page, _: with_points(page),
    "dashes": with_dashes,
    "counts": lambda page, _: with_counts(page),
    "nearly read": lambda page, _: with_nearly_read(page),
    "dirt": lambda page, _: without_dirt(page),
    "doubts": lambda page, _: with_doubts(page),
}
"""The rules by their names."""


def mended(page: Page, image: Image.Image) -> Page:
    """A reading with all rules applied; the image has the pixels of its boxes."""
    for rule in RULES.values():
        page = rule(page, image)
    return page
