"""The numbers that decide how an archive is worked through, by the module that asks them.

What is written does not depend on them, only how long it takes and what a run lives through. They were chosen by hand
while `benchmarks/archive.py` ran; `benchmarks/sweep.md` says what other values do, as `benchmarks/sweep_archive.py`
measures it.
"""

from __future__ import annotations

from ocr_fix.system.deciding import numbers

MIB = 2**20  # bytes


@numbers
class ClusterThresholds:
    """Work on a Dask cluster."""

    tasks_per_thread: int = 2  # one at work and one that waits for it
    connect_seconds: int = 10  # that a scheduler and its first worker have to answer
    count_seconds: float = 2.0  # from one count of the workers to the next


@numbers
class EstimateThresholds:
    """What a run would take."""

    counted: int = 50  # files in which pages are counted, spread evenly
    timed: int = 4  # of these, files of which a page is read


@numbers
class PoolThresholds:
    """Workers of this machine."""

    weigh_seconds: float = 1.0  # from one look at the memory of the workers to the next
    farewell_seconds: float = 5.0  # that a worker has to end when it is asked to
    fat: float = 0.7  # of what a worker may take (0-1): one that has grown so far is replaced when it is idle


@numbers
class RunThresholds:
    """The loop of a run."""

    wait_seconds: float = 0.2  # for a result, before it is looked whether the run is to end
    batch: int = 200  # files that are taken from the journal at once
    # Of the time for a page, what one call of the engine may take (0-1): a second, simpler one fits in.
    engine_share: float = 0.45


@numbers
class ScheduleThresholds:
    """What is done next."""

    # Opening a file and hashing it may take as long as a page, at least so long (in seconds), and as its bytes do from
    # a slow drive or over a thin line (in bytes a second), which is no fault of the file.
    least_to_look: float = 60.0
    bytes_a_second: int = MIB
    finish_seconds_per_page: float = 10.0  # that writing the outputs may take beside the time for one page
    open_files_per_worker: int = 2  # so that a thick one has its turn among others, and no more
    most_kept: int = 1000  # contents of one size whose readings are kept for files that may be the same
    # Seconds that a file that changed while it was read is left alone; as long again for each attempt.
    rest_seconds: float = 2.0


@numbers
class SettingsThresholds:
    """What may be taken where the user does not say: by a worker, and by what is kept."""

    # Bytes, at least and at most; on the pages of docs/scale.md a worker takes 330 MiB.
    least_memory: int = 256 * MIB
    most_memory: int = 4096 * MIB
    share_of_memory: float = 0.8  # of what is free, 0-1, for all workers together
    # Gigabytes of pages that were read and are kept: at some 8 kB a page, half a million of them.
    keep_gigabytes: float = 4.0


@numbers
class WatchThresholds:
    """A folder that files arrive in."""

    most_seconds_between: float = 5.0  # from one look at it to the next
    # Times what a look takes that pass before the next, so that listing a large folder does not hold up the work.
    times_as_long: float = 9.0


@numbers
class ArchiveThresholds:
    """All of them, by the module that they belong to."""

    cluster: ClusterThresholds = ClusterThresholds()
    estimate: EstimateThresholds = EstimateThresholds()
    pool: PoolThresholds = PoolThresholds()
    run: RunThresholds = RunThresholds()
    schedule: ScheduleThresholds = ScheduleThresholds()
    settings: SettingsThresholds = SettingsThresholds()
    watch: WatchThresholds = WatchThresholds()


THRESHOLDS = ArchiveThresholds()
