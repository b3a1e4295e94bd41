"""How many tasks a Dask scheduler hands out in a second: `python -m benchmarks.scheduler [--tasks N]`.

A scheduler and two workers are started on this machine, and given tasks that do nothing, in the way `ocrfix batch
--cluster` does: a page, and what is told of it, with a bounded number at hand. Prints a line of JSON.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import deque
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

import distributed
import psutil

AT_HAND = 1000


def page(number: int) -> bytes:
    """Stands for a page that was read."""
    return bytes(64)


def told(reading: bytes) -> int:
    """Stands for what is told of it."""
    return len(reading)


def measure(tasks: int) -> dict[str, float]:
    """Seconds and scheduler load for so many tasks, half of which depend on the others."""
    dask: Any = distributed
    with ExitStack() as stack:
        cluster = stack.enter_context(dask.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None))
        client = stack.enter_context(dask.Client(cluster))
        # The scheduler of a LocalCluster lives in this process, with the client beside it.
        process = psutil.Process()
        before, begun = sum(process.cpu_times()[:2]), time.perf_counter()
        at_hand: deque[Any] = deque()
        for number in range(tasks // 2):
            reading = client.submit(page, number, pure=False)
            at_hand.append(client.submit(told, reading, pure=False))
            if len(at_hand) >= AT_HAND:
                first = [at_hand.popleft() for _ in range(AT_HAND // 2)]
                dask.wait(first)
        dask.wait(list(at_hand))
        seconds = time.perf_counter() - begun
        busy = sum(process.cpu_times()[:2]) - before
    return {
        "tasks": tasks,
        "seconds": round(seconds, 1),
        "tasks_per_second": round(tasks / seconds, 1),
        "scheduler_and_client_cpu_ms_per_task": round(1000 * busy / tasks, 3),
        "peak_mib": round(process.memory_info().rss / 2**20, 1),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.scheduler", description=__doc__)
    options.add_argument("--tasks", type=int, default=100_000, help="how many (default: %(default)s)")
    print(json.dumps(measure(options.parse_args(arguments).tasks)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
