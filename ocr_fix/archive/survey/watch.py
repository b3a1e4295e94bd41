"""A folder that files arrive in: which of them have stopped growing.

The folder is listed again and again, since no notice comes from network drives, which scanners write to.
"""

from __future__ import annotations

from time import monotonic

from ocr_fix.archive.storage.file_tree import Signature
from ocr_fix.archive.survey.selection import Item
from ocr_fix.archive.thresholds import THRESHOLDS

_T = THRESHOLDS.watch


class Settling:
    """Knows since when each file has been as it is.

    Args:
        seconds: how long a file must have been at rest; 0 takes every file at once, and never looks again.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._seen: dict[str, tuple[Signature, float]] = {}
        self._settled: dict[str, Signature] = {}
        self._due = 0.0

    @property
    def is_due(self) -> bool:
        """Whether it is time to list the folder again."""
        return bool(self._seconds) and monotonic() >= self._due

    def looked(self, seconds: float) -> None:
        """Note that the folder was listed just now, and how long that took."""
        self._due = monotonic() + max(min(_T.most_seconds_between, self._seconds / 2), _T.times_as_long * seconds)

    def at_rest(self, item: Item) -> bool:
        """Whether a file may be taken.

        Args:
            item: as it is now.
        """
        if not self._seconds or self._settled.get(item.path) == item.signature:
            return True
        now = monotonic()
        signature, since = self._seen.get(item.path, (None, now))
        if signature != item.signature:
            self._seen[item.path] = (item.signature, now)
            return False
        if now - since < self._seconds:
            return False
        self._seen.pop(item.path)
        self._settled[item.path] = item.signature
        return True
