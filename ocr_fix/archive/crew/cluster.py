"""The same work on a Dask cluster; the extra ocr-fix[cluster].

Journal and schedule stay with the one who submits. Pages that were read stay in the memory of the cluster until their
document is finished, and never pass through here. A worker that is lost takes nothing with it but time: Dask does its
tasks again elsewhere. Since outputs are written whole and come out the same wherever they are made, a document that is
finished twice is the same document.

On each Dask worker every thread keeps a process of our own, which is bounded and watched as on a single machine: a page
that hangs or eats memory ends that process, and the Dask worker lives on.
"""

from __future__ import annotations

import queue
import threading
from time import monotonic
from typing import Any, NamedTuple, Protocol

from ocr_fix.archive.crew.failures import Failure
from ocr_fix.archive.crew.pool import Pool, Result
from ocr_fix.archive.crew.tasks import Finish, HasRead, Look, Read, Task, TaskValue
from ocr_fix.archive.plan import Plan
from ocr_fix.archive.thresholds import THRESHOLDS
from ocr_fix.errors import OptionError, OutputError
from ocr_fix.version import __version__
from ocr_fix.wording import phrase, worded

_T = THRESHOLDS.cluster


class Done(NamedTuple):
    """What comes back of a task: the value without the page that was read, seconds of work, memory taken."""

    value: TaskValue
    seconds: float
    peak_bytes: int


class _Future(Protocol):
    """What is used of Dask's futures."""

    status: str

    def exception(self) -> Exception:
        """Why it failed; of one that did."""
        ...

    def result(self) -> Done:
        """What came of it."""
        ...


class TaskFailedError(Exception):
    """Carries a failure through Dask, which would try a task again for nothing if it were not raised.

    Attributes:
        failure: why.
        seconds: of work.
    """

    def __init__(self, failure: Failure, seconds: float) -> None:
        super().__init__(failure, seconds)
        self.failure = failure
        self.seconds = seconds


class Cluster:
    """A Dask cluster as a `Crew`.

    Args:
        address: of its scheduler.
        plan: what all tasks have in common; its places must mean the same on every machine.
        memory: bytes that one worker process may take.

    Raises:
        OptionError: dask.distributed is not installed, or another version of ocr_fix runs there.
        OutputError: the scheduler does not answer, or has no workers.
    """

    def __init__(self, address: str, plan: Plan, memory: int) -> None:
        try:
            import distributed  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise OptionError(
                worded("{address}: needs dask.distributed; pip install 'ocr-fix[cluster]'", address=address)
            ) from error
        try:
            connect: Any = distributed.Client
            self._client = connect(address, timeout=_T.connect_seconds, set_as_default=False)
            self._client.wait_for_workers(1, timeout=_T.connect_seconds)
        except (OSError, TimeoutError, ValueError) as error:
            raise OutputError(
                worded("{address}: no Dask cluster with workers answers there ({error})", address=address, error=error)
            ) from error
        versions = set(self._client.run(_version).values())
        if versions != {__version__}:
            self._client.close()
            raise OptionError(
                worded(
                    "{address}: runs ocr_fix {versions}, and here is {__version__}",
                    address=address,
                    versions=", ".join(sorted(versions)),
                    __version__=__version__,
                )
            )
        self.peak_bytes = 0
        self.lost = 0
        self._plan = plan
        self._memory = memory
        self._names: set[str] = set()
        self._readings: dict[tuple[str, int], Any] = {}
        self._done: queue.SimpleQueue[tuple[Task, _Future]] = queue.SimpleQueue()
        self._at_hand: dict[int, Any] = {}
        self._count()

    def submit(self, task: Task, seconds: float) -> None:
        """Hand a task to the cluster, and the pages that it needs by reference."""
        client = self._client
        if isinstance(task, Read):
            page = client.submit(read, self._plan, self._memory, task, seconds, pure=False, retries=0)
            self._readings[task.key, task.number] = page
            future = client.submit(_without_page, page, pure=False, priority=1)
        else:
            pages = {}
            if isinstance(task, Finish):
                pages = {
                    number: page
                    for number in task.numbers
                    if (page := self._readings.get((task.key, number))) is not None and number not in task.failures
                }
            future = client.submit(
                do, self._plan, self._memory, task, seconds, list(pages), list(pages.values()), pure=False, priority=2
            )
        self._at_hand[id(future)] = future  # Dask forgets what nobody holds
        future.add_done_callback(lambda done: self._done.put((task, done)))

    def results(self, timeout: float) -> list[Result]:
        """What was done meanwhile; see `Crew.results`."""
        found: list[Result] = []
        try:
            found.append(self._result(*self._done.get(timeout=timeout)))
            while True:
                found.append(self._result(*self._done.get_nowait()))
        except queue.Empty:
            pass
        if monotonic() - self._counted > _T.count_seconds:
            self._count()
        return found

    def _count(self) -> None:
        """Workers come and go."""
        threads = self._client.nthreads()
        self.lost += len(self._names - set(threads))
        self._names = set(threads)
        self.workers = max(1, sum(threads.values()))
        self.capacity = _T.tasks_per_thread * self.workers
        self._counted = monotonic()

    def have(self, key: str) -> set[int]:
        """Pages that the cluster holds."""
        return {number for name, number in self._readings if name == key}

    def drop(self, key: str, number: int | None = None) -> None:
        """Let the cluster forget pages."""
        for each in [each for each in self._readings if each[0] == key and number in {None, each[1]}]:
            del self._readings[each]

    def close(self) -> None:
        """Give up what is at hand and leave the cluster as it was."""
        self._client.cancel([*self._at_hand.values(), *self._readings.values()], force=True)
        self._client.close()

    def _result(self, task: Task, future: _Future) -> Result:
        self._at_hand.pop(id(future), None)
        error = future.exception() if future.status != "finished" else None
        if error is None:
            done = future.result()
            self.peak_bytes = max(self.peak_bytes, done.peak_bytes)
            return Result(task, done.value, done.seconds)
        if isinstance(task, Read):
            self._readings.pop((task.key, task.number), None)
        if isinstance(error, TaskFailedError):
            return Result(task, error.failure, error.seconds)
        lost = worded("its worker was lost ({error})", error=" ".join(str(error).split())[:200] or type(error).__name__)
        of_page = isinstance(task, Read)
        message = (
            phrase("the page could not be read: {why}") if of_page else phrase("the file could not be read: {why}")
        )
        return Result(task, Failure("passing", worded(message, why=lost), 5), 0.0)


class _Own(threading.local):
    """The process of one thread of a Dask worker."""

    def __init__(self) -> None:
        self.pool: Pool | None = None
        self.plan: Plan | None = None


_own = _Own()


def read(plan: Plan, memory: int, task: Read, seconds: float) -> Done:
    """Read a page; runs on a Dask worker."""
    return _done(plan, memory, task, seconds, {})


def do(plan: Plan, memory: int, task: Look | Finish, seconds: float, numbers: list[int], pages: list[Done]) -> Done:
    """Look at a file, or finish it; runs on a Dask worker."""
    packed = {
        number: page.value.data
        for number, page in zip(numbers, pages, strict=True)
        if isinstance(page.value, HasRead) and page.value.data
    }
    return _done(plan, memory, task, seconds, packed)


def _without_page(page: Done) -> Done:
    """What the one who submits must know of a page; runs where the page is."""
    assert isinstance(page.value, HasRead)
    return Done(HasRead(b"", page.value.failure), page.seconds, page.peak_bytes)


def _version() -> str:
    return __version__


def _done(plan: Plan, memory: int, task: Task, seconds: float, pages: dict[int, bytes]) -> Done:
    pool = _own.pool
    if pool is None or _own.plan != plan:
        if pool is not None:
            pool.close()
        pool = _own.pool = Pool(plan, 1, memory)
        _own.plan = plan
    pool.submit(task, seconds, pages)
    while True:
        for result in pool.results(1.0):
            if isinstance(result.value, Failure):
                raise TaskFailedError(result.value, result.seconds)
            return Done(result.value, result.seconds, pool.peak_bytes)
