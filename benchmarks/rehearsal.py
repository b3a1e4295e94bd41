"""A run of an archive rehearsed: the schedule as it is, workers that do nothing, and a clock that goes as it pleases.

Files that would take hours, hang, or come by the thousand are so worked through in a moment.
"""

from __future__ import annotations

import heapq
from collections import Counter, deque
from collections.abc import Callable, Sequence
from itertools import count
from typing import NamedTuple
from unittest.mock import patch

from ocr_fix.archive.crew.failures import Failure
from ocr_fix.archive.crew.pool import Result
from ocr_fix.archive.crew.tasks import Finished, HasRead, Look, Looked, Read, Task, TaskValue
from ocr_fix.archive.journal import JournalRow
from ocr_fix.archive.plan import Plan
from ocr_fix.archive.schedule import Bounds, FileVerdict, Schedule
from ocr_fix.archive.storage.file_tree import Signature
from ocr_fix.options import Options

NEVER = 1e9  # seconds


class Part(NamedTuple):
    """A file as it is rehearsed.

    Attributes:
        content: which it has; files may have the same.
        size: in bytes.
        pages: of it.
        look, read, finish: seconds that it takes to look at it, to read a page and to write its outputs.
        rests: seconds after the beginning, until which it changes; 0 where it does not.
    """

    content: str
    size: int
    pages: int = 1
    look: float = 0.1
    read: float = 1.0
    finish: float = 0.1
    rests: float = 0.0


class Rehearsed(NamedTuple):
    """What came of it: seconds by the clock, files given up, and of which file each page was, as they were read."""

    seconds: float
    failed: int
    read: list[str]


class _Rehearsal:
    """Workers that do nothing, and their clock; a `Crew`."""

    peak_bytes = lost = 0

    def __init__(self, parts: Sequence[Part], workers: int) -> None:
        self.capacity = self.workers = workers
        self.now = 0.0
        self.read: list[str] = []
        self._parts = parts
        self._kept: dict[str, set[int]] = {}
        self._at_hand: list[tuple[float, int, Result]] = []
        self._count = count()

    def submit(self, task: Task, seconds: float) -> None:
        part = self._parts[int(task.path)]
        value: TaskValue | Failure
        took, value = self._done(task, part)
        if self.now < part.rests and not isinstance(task, Look):
            value = Failure("changed", "changed")
        if took > seconds:
            took, value = seconds, Failure("passing", "took too long")
        heapq.heappush(self._at_hand, (self.now + took, next(self._count), Result(task, value, took)))

    def _done(self, task: Task, part: Part) -> tuple[float, TaskValue]:
        if isinstance(task, Look):
            return part.look, Looked(part.content, "image", tuple(range(1, part.pages + 1)))
        if isinstance(task, Read):
            self.read.append(task.path)
            self._kept.setdefault(task.key, set()).add(task.number)
            return part.read, HasRead(b"", None)
        return part.finish, Finished((), part.pages, 0, None, 0, 0, 0, None, {}, {}, {}, 0, 0)

    def results(self, timeout: float) -> list[Result]:
        if not self._at_hand:
            self.now += timeout
            return []
        self.now, _, result = heapq.heappop(self._at_hand)
        return [result]

    def have(self, key: str) -> set[int]:
        return self._kept.get(key, set())

    def drop(self, key: str, number: int | None = None) -> None:
        if number is None:
            self._kept.pop(key, None)

    def close(self) -> None:
        """Nothing is to be ended."""


def rehearse(
    parts: Sequence[Part], bounds: Bounds | None = None, workers: int = 2, most_seconds: float = 1e7
) -> Rehearsed:
    """Work files through, in their order.

    Args:
        parts: the files.
        bounds: what one may cost; None for the usual ones.
        workers: how many.
        most_seconds: by the clock; what is not done then is given up.
    """
    crew = _Rehearsal(parts, workers)
    rows = deque(JournalRow(str(at), Signature(part.size, ""), str(at)) for at, part in enumerate(parts))
    waiting = Counter(part.size for part in parts)

    def next_row() -> JournalRow | None:
        if not rows:
            return None
        waiting[rows[0].signature.size] -= 1
        return rows.popleft()

    signature: Callable[[str], Signature] = lambda path: Signature(parts[int(path)].size, "")  # noqa: E731
    plan = Plan("", "", Options())
    schedule = Schedule(
        plan, crew, next_row, bounds or Bounds(), lambda size: waiting[size] > 0, lambda _: False, signature
    )
    failed = ended = 0
    with patch("ocr_fix.archive.schedule.monotonic", lambda: crew.now):
        while (rows or not schedule.is_idle) and crew.now < most_seconds:
            while schedule.at_hand < crew.capacity and (task := schedule.next()) is not None:
                crew.submit(*task)
            for result in crew.results(0.2):
                for event in schedule.take(result):
                    if isinstance(event, FileVerdict):
                        ended, failed = ended + 1, failed + (event.row.state == "failed")
    return Rehearsed(round(crew.now, 1), failed + len(parts) - ended, crew.read)
