"""The worker processes of this machine: handing out tasks, watching time and memory, burying and replacing.

A worker that hangs, eats memory or dies takes with it nothing but the task at hand.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic, sleep
from typing import NamedTuple, Protocol

import psutil

from ocr_fix.archive.crew.failures import Failure
from ocr_fix.archive.crew.readings import Readings
from ocr_fix.archive.crew.tasks import Finish, Task, TaskValue
from ocr_fix.archive.crew.worker import Answer, Order
from ocr_fix.archive.plan import Plan
from ocr_fix.archive.thresholds import THRESHOLDS
from ocr_fix.errors import OptionError
from ocr_fix.wording import phrase, worded

# The worker finds modules where its parent finds them, wherever that was started.
_BOOT = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from ocr_fix.archive.crew.worker import main; main()"
_T = THRESHOLDS.pool


class Result(NamedTuple):
    """What came of a task.

    Attributes:
        task: which.
        value: what came out, or why nothing did.
        seconds: of work.
    """

    task: Task
    value: TaskValue | Failure
    seconds: float


class Crew(Protocol):
    """Those who do tasks, on this machine or on others.

    Attributes:
        capacity: how many tasks may be at hand at once.
        workers: how many work at the same time.
        peak_bytes: the most memory one worker has taken, its engine included.
        lost: how many workers were lost.
    """

    capacity: int
    workers: int
    peak_bytes: int
    lost: int

    def submit(self, task: Task, seconds: float) -> None:
        """Hand over a task, which may take so many seconds; fewer than `capacity` are at hand."""

    def results(self, timeout: float) -> list[Result]:
        """What was done meanwhile; waits so many seconds for something."""
        ...

    def have(self, key: str) -> set[int]:
        """Numbers of the pages of a content whose readings are there."""
        ...

    def drop(self, key: str, number: int | None = None) -> None:
        """Forget the readings of a content, or one of them."""

    def close(self) -> None:
        """End all; what is at hand is given up."""


class _Worker:
    """One process, as its parent sees it."""

    def __init__(self, plan: Plan, memory: int) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-c",
                    _BOOT,
                    json.dumps([str(Path(each).absolute()) for each in sys.path]),
                    str(theirs.fileno()),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        self.connection = Connection(ours.detach())
        with contextlib.suppress(OSError):  # it was killed at once, which its connection tells when it is read
            self.connection.send((plan, memory))
        self.task: Task | None = None
        self.begun = self.until = 0.0

    def start(self, order: Order, seconds: float) -> None:
        self.task, self.begun = order.task, monotonic()
        self.until = self.begun + seconds
        with contextlib.suppress(OSError):  # it died while idle: its connection tells when it is read
            self.connection.send(order)

    def kill(self) -> None:
        """End it now, and with it whatever it has started."""
        offspring: list[psutil.Process] = []
        with contextlib.suppress(psutil.Error):
            offspring = psutil.Process(self.process.pid).children(recursive=True)
        # Before the process is reaped, so that its number cannot belong to another by now.
        with contextlib.suppress(OSError):
            os.killpg(self.process.pid, signal.SIGKILL)
        for each in offspring:
            with contextlib.suppress(psutil.Error):
                each.kill()
        self._buried()

    def dismiss(self) -> None:
        """End it in good order; it is idle."""
        self.connection.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(_T.farewell_seconds)
        self.kill()

    def _buried(self) -> None:
        self.process.wait()
        self.connection.close()
        if self.process.stdin is not None:
            self.process.stdin.close()


def _sessions() -> dict[int, list[int]]:
    """The processes of this machine by session: each worker leads one, and what it starts belongs to it.

    All are looked at once, and not the descendants of each worker, which takes as long for every one of them.
    """
    found: dict[int, list[int]] = {}
    for pid in psutil.pids():
        with contextlib.suppress(OSError):  # gone meanwhile, or none of ours
            found.setdefault(os.getsid(pid), []).append(pid)
    return found


def _resident(pid: int) -> int:
    with contextlib.suppress(psutil.Error):
        return int(psutil.Process(pid).memory_info().rss)
    return 0


class Pool:
    """Worker processes on this machine; a `Crew`.

    Args:
        plan: what all tasks have in common; its readings lie in a folder, or are handed over with `pages`.
        jobs: how many workers.
        memory: bytes that a worker may take together with the engine it runs.
        keep: bytes that readings may take when nobody needs them any more.

    Raises:
        OptionError: this system has no process groups, by which workers are ended.
    """

    def __init__(self, plan: Plan, jobs: int, memory: int, *, keep: int = 0) -> None:
        if not hasattr(os, "killpg"):
            raise OptionError(worded("batch needs Linux or macOS; on Windows run it in WSL, or clean files one by one"))
        self.capacity = self.workers = jobs
        self.peak_bytes = 0
        self.lost = 0
        self._plan = plan
        self._memory = memory
        self._workers: list[_Worker] = []
        self._readings = None if plan.readings is None else Readings(Path(plan.readings), keep)
        self._weighed = monotonic()

    def submit(self, task: Task, seconds: float, pages: dict[int, bytes] | None = None) -> None:
        """Hand a task to an idle worker, which is started where there is none."""
        idle = next((worker for worker in self._workers if worker.task is None), None)
        if idle is None:
            idle = _Worker(self._plan, self._memory)
            self._workers.append(idle)
        idle.start(Order(task, pages if isinstance(task, Finish) else None), seconds)

    def results(self, timeout: float) -> list[Result]:
        """What was done, and what was not because its worker died or was ended; see `Crew.results`."""
        busy = [worker for worker in self._workers if worker.task is not None]
        if not busy:
            sleep(timeout)
            return []
        ready = wait([worker.connection for worker in busy], timeout)
        found = [result for worker in busy if worker.connection in ready for result in self._heard(worker)]
        return found + list(self._overdue()) + list(self._overweight())

    def have(self, key: str) -> set[int]:
        """Pages whose readings are on disk."""
        return set() if self._readings is None else self._readings.have(key)

    def drop(self, key: str, number: int | None = None) -> None:
        """Remove a reading from the disk, or all of a content unless there is room for them."""
        if self._readings is not None and number is not None:
            self._readings.drop(key, (number,))
        elif self._readings is not None:
            self._readings.rest(key)

    def close(self) -> None:
        """End all workers; see `Crew.close`."""
        for worker in self._workers:
            if worker.task is None:
                worker.connection.close()  # all of them end at once, and are waited for below
        for worker in self._workers:
            if worker.task is None:
                worker.dismiss()
            else:
                worker.kill()
        self._workers.clear()

    def _heard(self, worker: _Worker) -> Iterator[Result]:
        task = worker.task
        assert task is not None
        try:
            answer: Answer = worker.connection.recv()
        except (EOFError, OSError):
            yield self._given_up(worker, worded("its worker died ({how})", how=_how(worker.process)))
            return
        worker.task = None
        self.peak_bytes = max(self.peak_bytes, answer.peak_bytes)
        if answer.peak_bytes > self._memory * _T.fat:
            self._workers.remove(worker)
            worker.dismiss()
        yield Result(task, answer.value, answer.seconds)

    def _overdue(self) -> Iterator[Result]:
        now = monotonic()
        for worker in list(self._workers):
            if worker.task is not None and now > worker.until:
                allowed = worker.until - worker.begun
                yield self._given_up(
                    worker,
                    worded("took longer than {timeout:g} s and was stopped", timeout=round(allowed)),
                    expected=True,
                )

    def _overweight(self) -> Iterator[Result]:
        if monotonic() - self._weighed < _T.weigh_seconds:
            return
        sessions = _sessions()
        for worker in list(self._workers):
            if worker.task is not None:
                weight = sum(map(_resident, sessions.get(worker.process.pid, ())))
                self.peak_bytes = max(self.peak_bytes, weight)
                if weight > self._memory:
                    most = f"{self._memory / 2**20:.0f} MiB"
                    yield self._given_up(worker, f"took more memory than {most} and was stopped", expected=True)
        self._weighed = monotonic()

    def _given_up(self, worker: _Worker, why: str, *, expected: bool = False) -> Result:
        task = worker.task
        assert task is not None
        seconds = monotonic() - worker.begun
        self._workers.remove(worker)
        worker.kill()
        self.lost += not expected
        of_page = not isinstance(task, Finish) and hasattr(task, "number")
        message = (
            phrase("the page could not be read: {why}") if of_page else phrase("the file could not be read: {why}")
        )
        return Result(task, Failure("passing", worded(message, why=why), 5), seconds)


def _how(process: subprocess.Popen[bytes]) -> str:
    with contextlib.suppress(subprocess.TimeoutExpired):
        code = process.wait(1.0)
        return worded("signal {signal}", signal=-code) if code < 0 else worded("exit code {code}", code=code)
    return worded("its connection broke")
