"""Sweep the numbers of archives: what each is for is measured at a quarter, half, twice and four times itself.

    OMP_THREAD_LIMIT=1 python -m benchmarks.sweep_archive [--only PART ...] [--factors N ...]

Prints a table in Markdown. Folders are composed for it; what would take hours, or thousands of files, is rehearsed with
a clock that goes faster (`benchmarks/rehearsal.py`), the rest done with workers, engines and clusters as they are.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import mean, median
from typing import Any
from unittest.mock import patch

import psutil
from PIL import Image, ImageDraw

from benchmarks.rehearsal import NEVER, Part, rehearse
from benchmarks.sweep_pages import Place, numbers
from ocr_fix.archive.crew import cluster, pool
from ocr_fix.archive.crew.readings import Readings
from ocr_fix.archive.crew.tasks import Look
from ocr_fix.archive.journal import Journal
from ocr_fix.archive.plan import Plan
from ocr_fix.archive.run import Run
from ocr_fix.archive.schedule import Bounds
from ocr_fix.archive.settings import Settings
from ocr_fix.archive.storage.file_tree import Signature
from ocr_fix.archive.survey import estimate, watch
from ocr_fix.archive.survey.selection import Item
from ocr_fix.archive.thresholds import MIB, THRESHOLDS
from ocr_fix.errors import OcrFixError
from ocr_fix.options import Options

FACTORS = (0.25, 0.5, 1.0, 2.0, 4.0)
Figures = dict[str, float]
_TASK = Look("0", Signature(1, ""))


def scan(path: Path, words: str, size: tuple[int, int] = (420, 80), dpi: int = 200) -> None:
    """A picture of some words."""
    picture = Image.new("L", size, 255)
    draw = ImageDraw.Draw(picture)
    for row in range(20, size[1] - 50, 70):
        draw.text((20, row), words, fill=0, font_size=36)
    picture.save(path, dpi=(dpi, dpi))


class _Folder:
    """A source and a target that are gone afterwards, and what a run of the one into the other comes to."""

    def __enter__(self) -> _Folder:
        self.path = Path(tempfile.mkdtemp())
        self.source, self.target = self.path / "source", self.path / "target"
        self.source.mkdir()
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.path, ignore_errors=True)

    def run(self, stop_after: float = 0.0, **settings: Any) -> Run:  # noqa: ANN401
        run = Run(str(self.source), str(self.target), Options(), Settings(**settings))
        if stop_after:
            threading.Timer(stop_after, run.stop).start()
        run.go()
        return run


def slow_files() -> Figures:
    """Files of 1 to 1,000 MB over lines of 0.25 to 16 MB a second, with 20 seconds for a page; one that hangs."""
    bounds = Bounds(page_seconds=20.0)
    lines = {speed: [Part(f"{speed} {size}", round(size * 1e6), look=2 + size / speed) for size in (1, 10, 100, 1000)]
             for speed in (0.25, 0.5, 1.0, 2.0, 4.0, 16.0)}  # fmt: skip
    given_up = sum(rehearse(parts, bounds).failed for parts in lines.values())
    begun = [rehearse([Part("small", 10_000, look=look)], bounds).failed for look in (5, 10, 30, 50, 100, 200)]
    hanging = rehearse([Part("hangs", round(1e7), look=NEVER)], bounds).seconds
    return {"of 24 files given up": given_up, "of 6 slow to open": sum(begun), "s that one that hangs takes": hanging}


def long_documents() -> Figures:
    """Documents of 1 to 1,000 pages whose outputs take 0.1 to 20 seconds a page; one that hangs."""
    parts = [Part(f"{pages} {each}", 1, pages, read=0.01, finish=pages * each)
             for pages in (1, 10, 100, 1000) for each in (0.1, 1.0, 4.0, 8.0, 20.0)]  # fmt: skip
    hanging = rehearse([Part("hangs", 1, 100, read=0.01, finish=NEVER)])
    return {"of 20 documents given up": rehearse(parts).failed, "s that one that hangs takes": hanging.seconds}


def open_files() -> Figures:
    """A file of 900 pages before a hundred of one, with two workers: how much of it is done before these are."""
    parts = [Part("thick", 900, 900), *(Part(str(at), 1) for at in range(100))]
    order = rehearse(parts).read
    return {"of 900 pages before the others": order[: order.index("100")].count("0")}


def alike() -> Figures:
    """Files of one size, whose contents come again after 300, 900, 1,800 or 3,600 others."""
    read = {}
    for apart in (300, 900, 1800, 3600):
        parts = [Part(str(at % apart), 1, read=0.01, look=0.01, finish=0.01) for at in range(2 * apart)]
        read[f"read again, {apart} apart"] = float(len(rehearse(parts).read) - apart)
    return read


def growing() -> Figures:
    """Files that are written for 1 to 20 seconds after they were found."""
    parts = [Part(str(at), at, rests=float(at)) for at in range(1, 21)]
    each = [rehearse([part], most_seconds=1000) for part in parts]
    return {"of 20 given up": sum(one.failed for one in each), "s": sum(one.seconds for one in each)}


_ENGINE = """#!/bin/sh
case "$1" in --version|--list-langs) exec {real} "$@";; esac
bytes=$(stat -c %s "$1")
if [ "$bytes" -gt 90000 ]; then sleep {seconds}; fi
exec {real} "$@"
"""


def hanging_engine() -> Figures:
    """Pages whose first readings take 1, 3, 6 and 600 of 12 seconds, the simpler ones hardly any."""
    real, lost, simpler = shutil.which("tesseract"), 0, 0
    for seconds in (1, 3, 6, 600):
        with _Folder() as folder:
            tool = folder.path / "bin" / "tesseract"
            tool.parent.mkdir()
            tool.write_text(_ENGINE.format(real=real, seconds=seconds))
            tool.chmod(0o755)
            scan(folder.source / "a.png", "Protokoll", (600, 200), 300)
            with patch.dict(os.environ, {"PATH": f"{tool.parent}:{os.environ['PATH']}"}):
                run = folder.run(jobs=1, bounds=Bounds(attempts=1, page_seconds=12.0))
            lost += run.tally.states["failed"]
            journal = Journal(run.state, readonly=True)
            simpler += sum(row.error is not None and row.state != "failed" for row in journal.rows())
            journal.close()
    return {"of 4 pages lost": lost, "read more simply": simpler}


def stopping() -> Figures:
    """A folder that is watched and in which nothing comes, and how long it takes to end."""
    with _Folder() as folder:
        begun, used = time.monotonic(), time.process_time()
        folder.run(stop_after=4.0, watch=True, jobs=1)
        return {
            "s to end": round(time.monotonic() - begun - 4.0, 2),
            "CPU ms a second": round((time.process_time() - used) / 4.0 * 1000, 1),
        }


def journal_batches() -> Figures:
    """The rows of 20,000 files, taken from a journal."""
    with _Folder() as folder, patch("ocr_fix.archive.journal.COMMIT_SECONDS", 1e9):
        folder.target.mkdir()
        journal = Journal(folder.target)
        run = journal.begin("", "", "")
        for at in range(20_000):
            name = f"{at:06}/page.tif"
            journal.found(run, Item(name, Signature(at, "stamp"), name), wait=True)
        journal.commit()
        begun, after, rows = time.process_time(), "", 0
        while found := journal.waiting(run, after, THRESHOLDS.run.batch):
            rows, after = max(rows, len(found)), found[-1].path
        return {"ms of CPU a file": round((time.process_time() - begun) / 20, 4), "rows at once": rows}


def _worker(script: str, memory: int = 2**40) -> pool.Pool:
    """A crew of one worker that does nothing but what a script says; it ends with it."""
    crew = pool.Pool(Plan("", "", Options()), 1, memory)
    with patch.object(pool, "_BOOT", script):
        crew.submit(_TASK, NEVER)
    return crew


def growing_worker() -> Figures:
    """A worker that takes 200 MB more each second; what looking at the memory of the workers takes."""
    crew = _worker("import time; kept = []\nwhile True: kept.append(b'1' * 20_000_000); time.sleep(0.1)", 400 * MIB)
    while not crew.results(0.05):
        pass
    begun = time.process_time()
    for _ in range(20):
        pool._sessions()
    looked = (time.process_time() - begun) / 20
    over = crew.peak_bytes / MIB - 400
    return {"MiB too many": round(over), "CPU ms a second": round(1000 * looked / THRESHOLDS.pool.weigh_seconds, 2)}


_ENDING = "import os, sys, time\nwhile os.read(int(sys.argv[2]), 65536): pass\ntime.sleep({}); open({!r}, 'w')"


def ending_workers() -> Figures:
    """Workers that take 0.5, 2, 4 and 8 seconds to end when they are asked to, and one that does not."""
    killed, slowest = 0, 0.0
    with _Folder() as folder:
        for seconds in (0.5, 2.0, 4.0, 8.0, 600.0):
            told = folder.path / str(seconds)
            crew = _worker(_ENDING.format(seconds, str(told)))
            crew._workers[0].task = None
            begun = time.monotonic()
            crew.close()
            slowest = max(slowest, time.monotonic() - begun)
            killed += not told.exists()
    return {"of 5 killed": killed, "s to end at most": round(slowest, 1)}


def fat_workers() -> Figures:
    """Twenty small scans and six of A4 at 400 dpi, with 640 MiB for each of two workers."""
    begun = 0

    class Counted(pool._Worker):
        def __init__(self, plan: Plan, memory: int) -> None:
            nonlocal begun
            begun += 1
            super().__init__(plan, memory)

    with _Folder() as folder:
        for at in range(26):
            large = at % 5 == 0
            words = f"Sida {at}"
            scan(folder.source / f"{at}.png", words, (3300, 4670) if large else (420, 80), 400 if large else 200)
        used = psutil.Process().cpu_times()
        with patch.object(pool, "_Worker", Counted):
            run = folder.run(jobs=2, memory=640 * MIB)
        times = psutil.Process().cpu_times()
        seconds = sum(times[:4]) - sum(used[:4])
    tally = run.tally
    return {"workers begun": begun, "CPU s": round(seconds), "MiB at most": round(tally.peak_bytes / MIB), "failed": tally.states["failed"]}  # fmt: skip  # noqa: E501


def _with_memory(memory: int, size: tuple[int, int], dpi: int) -> Run:
    with _Folder() as folder, patch.object(THRESHOLDS.settings.__class__, "least_memory", 1, create=True):
        scan(folder.source / "a.png", "Protokoll fördes vid mötet", size, dpi)
        return folder.run(jobs=1, memory=memory, bounds=Bounds(attempts=1))


def least_memory() -> Figures:
    """A page of A4 at 200, 300 and 400 dpi, read by a worker that may take so much and no more."""
    lost = 0
    for dpi in (200, 300, 400):
        run = _with_memory(THRESHOLDS.settings.least_memory, (round(8.27 * dpi), round(11.7 * dpi)), dpi)
        lost += run.tally.states["failed"]
    return {"of 3 pages lost": lost}


def most_memory() -> Figures:
    """Pages of 25, 60 and 100 million pixels, read by a worker that may take so much."""
    lost, peak = 0, 0
    for side in (5000, 7750, 10_000):
        run = _with_memory(THRESHOLDS.settings.most_memory, (side, side), 400)
        lost, peak = lost + run.tally.states["failed"], max(peak, run.tally.peak_bytes)
    return {"of 3 pages lost": lost, "MiB taken at most": round(peak / MIB)}


def shared_memory() -> Figures:
    """What workers may take together on machines with 4, 8 and 32 GiB free, and one to sixteen cores."""
    total = []
    for free in (4, 8, 32):
        for jobs in (1, 2, 4, 8, 16):
            with patch("psutil.virtual_memory", return_value=argparse.Namespace(available=free * 2**30)):
                total.append(Settings(jobs=jobs).worker_bytes * jobs / (free * 2**30))
    return {"of what is free, at most": round(max(total), 2), "in the middle": round(median(total), 2)}


def kept_readings() -> Figures:
    """An archive of 1,000,000 pages of 8 kB, a thousandth of it: how much of it need not be read the next time."""
    with _Folder() as folder:
        readings = Readings(
            folder.target, Settings(keep_readings=THRESHOLDS.settings.keep_gigabytes).keep_bytes // 1000
        )
        begun = time.process_time()
        for at in range(1000):
            readings.save(str(at), 1, bytes(8000))
            readings.rest(str(at))
        used = time.process_time() - begun
        there = sum(bool(readings.have(str(at))) for at in range(1000))
        return {"% of it kept": there / 10, "CPU ms a page": round(used, 2)}


def _errors(count: int, spread: float, unit: Callable[[random.Random], float]) -> float:
    """How far off a total is, in per cent, that is told from so many of 5,000 files: nine of ten are nearer."""
    off = []
    for seed in range(200):
        draw = random.Random(seed)
        files = [
            (size := draw.lognormvariate(0, 1.0), size * draw.lognormvariate(0, spread) * unit(draw))
            for _ in range(5000)
        ]
        some = estimate._spread(files, count)
        told = sum(each for _, each in some) * sum(size for size, _ in files) / sum(size for size, _ in some)
        off.append(abs(told / sum(each for _, each in files) - 1))
    return round(100 * sorted(off)[180], 1)


def counted_files() -> Figures:
    """Pages of 5,000 files told from those of some, whose bytes a page differ; and what that takes."""
    with _Folder() as folder:
        paths = [folder.source / f"{at}.tif" for at in range(THRESHOLDS.estimate.counted)]
        for path in paths:
            scan(path, "Sida")
        settings = Settings(jobs=1)
        with patch.object(estimate, "_spread", lambda items, count: items if count > THRESHOLDS.estimate.timed else []):
            begun = time.process_time()
            estimate.estimate(str(folder.source), str(folder.target), Options(), settings)
            used = time.process_time() - begun
    return {"% off": _errors(THRESHOLDS.estimate.counted, 0.7, lambda _: 1.0), "CPU s": round(used, 2)}


def timed_files() -> Figures:
    """Seconds of an archive told from those of some pages, one in ten of which takes four times as long."""
    seconds = 2.5 * THRESHOLDS.estimate.timed
    slow = partial(_errors, THRESHOLDS.estimate.timed, 0.3)
    return {"% off": slow(lambda draw: 4.0 if draw.random() < 0.1 else 1.0), "s at 2.5 a page": seconds}


def watched() -> Figures:
    """Files that come in the course of an hour into a folder that takes 0.01, 1 or 10 seconds to list."""
    found: Figures = {}
    for listing in (0.01, 1.0, 10.0):
        now, looked, waits = 0.0, 0.0, []
        draw = random.Random(3)
        comes = sorted(draw.uniform(0, 3600) for _ in range(200))
        items = [Item(str(at), Signature(at, ""), "") for at in range(len(comes))]
        with patch.object(watch, "monotonic", lambda: now):  # noqa: B023
            settling, taken = watch.Settling(10.0), set[str]()
            while now < 4000:
                now += listing
                looked += listing
                for item, came in zip(items, comes, strict=True):
                    if came < now and item.path not in taken and settling.at_rest(item):
                        taken.add(item.path)
                        waits.append(now - came)
                settling.looked(listing)
                while not settling.is_due:
                    now += 0.1
        found |= {
            f"s until taken ({listing:g})": round(mean(waits), 1),
            f"% listing ({listing:g})": round(100 * looked / now, 1),
        }
    return found


def _with_cluster(workers: int, do: Callable[[Any, str], Figures]) -> Figures:
    import distributed  # noqa: PLC0415 - an extra

    make: Any = distributed.LocalCluster
    with make(n_workers=workers, threads_per_worker=1, dashboard_address=None, protocol="tcp") as running:
        return do(running, running.scheduler_address)


def cluster_tasks() -> Figures:
    """Thirty small scans on a cluster of two workers."""

    def do(_: object, address: str) -> Figures:
        with _Folder() as folder:
            for at in range(30):
                scan(folder.source / f"{at}.png", f"Sida {at}")
            begun = time.monotonic()
            run = folder.run(cluster=address)
            return {"s": round(time.monotonic() - begun, 1), "failed": run.tally.states["failed"]}

    return _with_cluster(2, do)


def late_cluster() -> Figures:
    """Clusters whose first worker comes after 1, 6 and 15 seconds, and one that none comes to."""

    def do(running: Any, address: str) -> Figures:  # noqa: ANN401
        missed, slowest = 0, 0.0
        for late in (1.0, 6.0, 15.0, NEVER):
            running.scale(0)
            time.sleep(1)
            timer = threading.Timer(min(late, 1e5), running.scale, (1,))
            timer.start()
            begun = time.monotonic()
            try:
                cluster.Cluster(address, Plan("", "", Options()), 2**30).close()
            except OcrFixError:
                missed += 1
                slowest = max(slowest, time.monotonic() - begun)
            timer.cancel()
        return {"of 3 late ones missed": missed - 1, "s until none is told": round(slowest, 1)}

    return _with_cluster(0, do)


def lost_cluster() -> Figures:
    """One of two workers of a cluster goes: how long it is counted among them, and what counting takes."""

    def do(running: Any, address: str) -> Figures:  # noqa: ANN401
        crew = cluster.Cluster(address, Plan("", "", Options()), 2**30)
        used = time.process_time()
        for _ in range(20):
            crew._count()
        used = (time.process_time() - used) / 20
        running.scale(1)
        begun = time.monotonic()
        while crew.workers > 1 and time.monotonic() - begun < 60:
            crew.results(0.05)
        seconds = time.monotonic() - begun
        crew.close()
        return {
            "s until it is missed": round(seconds, 1),
            "CPU ms a second": round(1000 * used / THRESHOLDS.cluster.count_seconds, 2),
        }

    return _with_cluster(2, do)


MEASURES: dict[str, Callable[[], Figures]] = {
    "Cluster.tasks_per_thread": cluster_tasks,
    "Cluster.connect_seconds": late_cluster,
    "Cluster.count_seconds": lost_cluster,
    "Estimate.counted": counted_files,
    "Estimate.timed": timed_files,
    "Pool.weigh_seconds": growing_worker,
    "Pool.farewell_seconds": ending_workers,
    "Pool.fat": fat_workers,
    "Run.wait_seconds": stopping,
    "Run.batch": journal_batches,
    "Run.engine_share": hanging_engine,
    "Schedule.least_to_look": slow_files,
    "Schedule.bytes_a_second": slow_files,
    "Schedule.finish_seconds_per_page": long_documents,
    "Schedule.open_files_per_worker": open_files,
    "Schedule.most_kept": alike,
    "Schedule.rest_seconds": growing,
    "Settings.least_memory": least_memory,
    "Settings.most_memory": most_memory,
    "Settings.share_of_memory": shared_memory,
    "Settings.keep_gigabytes": kept_readings,
    "Watch.most_seconds_between": watched,
    "Watch.times_as_long": watched,
}
"""What each number is for, measured."""


def turned(name: str, factor: float) -> tuple[float, Figures | str]:
    """What is measured with a number times a factor; this process is of no use for others after that."""
    place = next(each for each in numbers("archive") if name_of(each) == name)
    value: float = place.value * factor
    if isinstance(place.value, int):
        value = max(1, round(value))
    place.set(value)
    try:
        return value, MEASURES[name]()
    except Exception as error:  # a value that the program cannot work with says something as well
        return value, repr(error)[:100]


def name_of(place: Place) -> str:
    """The number as the table has it."""
    return place.name.partition(": ")[2].replace("Thresholds", "")


def sweep(
    told: str | None,
    arguments: Sequence[str] | None,
    places: Iterable[tuple[Place, Callable[[float], tuple[float, Figures | str]]]],
) -> int:
    """Turn the numbers that the options ask for and print the table.

    Args:
        told: what the command says of itself.
        arguments: of the command line.
        places: the numbers, each with what gives its value times a factor, and what was measured with that.
    """
    options = argparse.ArgumentParser(description=told, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", nargs="+", default=[""], metavar="PART", help="only numbers named so")
    options.add_argument("--factors", nargs="+", type=float, default=FACTORS, help="of each number")
    chosen = options.parse_args(arguments)
    print("| number | value | what is measured |\n|---|---:|---|")
    for place, turn in places:
        name = name_of(place)
        if not any(part in name for part in chosen.only):
            continue
        rows = []
        for factor in chosen.factors:
            # A process for each value, which may have others of its own, so that nothing outlives it.
            with ProcessPoolExecutor(1, get_context("fork")) as process:
                value, found = process.submit(turn, factor).result()
            shown = found if isinstance(found, str) else ", ".join(f"{each:g} {what}" for what, each in found.items())
            rows.append(f"{value:g}: {shown}")
            print(name, rows[-1], file=sys.stderr, flush=True)
        print(f"| `{name}` | {place.value:g} | {'; '.join(rows)} |", flush=True)
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Sweep what the options ask for and print the table."""
    return sweep(__doc__, arguments, [(place, partial(turned, name_of(place))) for place in numbers("archive")])


if __name__ == "__main__":
    sys.exit(main())
