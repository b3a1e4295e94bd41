"""Pages that were not read, because whoever had asked for them broke off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from ocr_fix.document.page import Page
from ocr_fix.wording import phrase

NOT_READ = phrase("not read, because the reading was interrupted")
"""The failure of such a page."""


def unread(pages: Iterable[Page]) -> Sequence[int]:
    """The numbers of the pages that were not read."""
    return [page.number for page in pages if page.failure == NOT_READ]


def ranges_of(numbers: Iterable[int]) -> str:
    """Numbers of pages for people, as in "1-3, 7"; they rise."""
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), lambda each: each[1] - each[0])]
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
