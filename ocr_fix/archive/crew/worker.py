"""A worker: a process of its own that does one task after the other, and dies with the one who started it.

It leads a process group, to which the engines that it runs belong. Its standard input is a lifeline: it is never
written to and ends when the parent does, however that ends; then the whole group is killed.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys
import threading
import warnings
from multiprocessing.connection import Connection
from time import monotonic
from typing import NamedTuple

from ocr_fix.archive.crew.failures import Failure, failure_of
from ocr_fix.archive.crew.tasks import Task, TaskValue, Workshop
from ocr_fix.archive.plan import Plan

try:
    import resource
except ImportError:  # not on Windows, where there are no workers either
    resource = None  # type: ignore[assignment]

_KIB_PER_UNIT = 1 if sys.platform != "darwin" else 1 / 1024  # macOS counts bytes


class Order(NamedTuple):
    """What a worker is asked to do: a task and, to finish a document, its pages where they are not on disk."""

    task: Task
    pages: dict[int, bytes] | None = None


class Answer(NamedTuple):
    """What a worker says of a task.

    Attributes:
        value: what came out, or why nothing did.
        seconds: of work.
        peak_bytes: the most memory that the worker and the largest engine it ran have taken so far.
    """

    value: TaskValue | Failure
    seconds: float
    peak_bytes: int


def main() -> None:
    """Serve the connection whose descriptor is the last argument until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    descriptor = int(sys.argv[-1])
    os.set_inheritable(descriptor, False)
    threading.Thread(target=_watch_lifeline, daemon=True).start()
    logging.captureWarnings(capture=True)
    logging.getLogger("py.warnings").addHandler(logging.NullHandler())
    warnings.simplefilter("ignore")
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError), Connection(descriptor) as connection:
        plan, memory = connection.recv()
        _limit_memory(memory)
        _serve(connection, plan)
    os._exit(0)  # all it has written is on disk; to take apart what it holds would take a third of a second


def _serve(connection: Connection, plan: Plan) -> None:
    workshop: Workshop | None = None
    while True:
        order: Order = connection.recv()
        begun = monotonic()
        try:
            workshop = workshop or Workshop(plan, confined=True)
            value: TaskValue | Failure = workshop.do(order.task, order.pages)
        except Exception as error:  # whatever it is, it is told and the next task taken
            value = failure_of(error)
        connection.send(Answer(value, monotonic() - begun, _peak_bytes()))


def _peak_bytes() -> int:
    assert resource is not None
    units = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return int(units * _KIB_PER_UNIT * 1024)


def _limit_memory(most: int) -> None:
    """Bound what this process, and each engine it starts, may allocate; mapped files do not count."""
    assert resource is not None
    with contextlib.suppress(OSError, ValueError):  # not on every system
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _watch_lifeline() -> None:
    with contextlib.suppress(OSError):
        os.read(0, 1)
    with contextlib.suppress(OSError):
        os.killpg(os.getpgid(0), signal.SIGKILL)
