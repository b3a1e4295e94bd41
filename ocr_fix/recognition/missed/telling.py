"""What is said of type that was not read: how much, and where on the page."""

from __future__ import annotations

from collections.abc import Sequence

from ocr_fix.recognition.missed.type_rows import TypeRow
from ocr_fix.wording import phrase, worded

_UPPER = phrase("page {number}: shows type in its upper part that was not read: about {count} lines")
_MIDDLE = phrase("page {number}: shows type in its middle that was not read: about {count} lines")
_LOWER = phrase("page {number}: shows type in its lower part that was not read: about {count} lines")
_PARTS = (_UPPER, _MIDDLE, _LOWER)
_SEVERAL = phrase("page {number}: shows type in several places that was not read: about {count} lines")
_ONE = (
    phrase("page {number}: shows a line of type in its upper part that was not read"),
    phrase("page {number}: shows a line of type in its middle that was not read"),
    phrase("page {number}: shows a line of type in its lower part that was not read"),
)


def told(rows: Sequence[TypeRow], number: int, height: int) -> str:
    """One line on rows of type that were not read.

    Args:
        rows: at least one.
        number: of the page.
        height: of the page in the pixels of the rows.
    """
    parts = {min(2, 3 * (row.box.top + row.box.bottom) // (2 * max(1, height))) for row in rows}
    count = _lines(rows)
    if len(parts) > 1:
        return worded(_SEVERAL, number=number, count=max(2, count))
    part = parts.pop()
    return worded(_ONE[part], number=number) if count == 1 else worded(_PARTS[part], number=number, count=count)


def _lines(rows: Sequence[TypeRow]) -> int:
    """How many lines rows are: pieces of one line beside each other are one."""
    count, foot = 0, -1
    for row in sorted(rows, key=lambda each: each.box.top):
        middle = (row.box.top + row.box.bottom) // 2
        if middle > foot:
            count, foot = count + 1, row.box.bottom
    return count
