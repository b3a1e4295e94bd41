"""How a batch is run; what is read and how it is corrected stands in `Options`."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from ocr_fix.archive.schedule import Bounds
from ocr_fix.archive.storage.file_tree import STATE, is_url
from ocr_fix.archive.survey.selection import Selection
from ocr_fix.archive.thresholds import MIB, THRESHOLDS
from ocr_fix.errors import OptionError
from ocr_fix.system.machine import cores
from ocr_fix.wording import worded

_T = THRESHOLDS.settings


@dataclass(frozen=True)
class Settings:
    """How a batch is run.

    Attributes:
        formats: what to write, as in `ocr_fix.output.FORMATS`.
        report: whether a page to look at is written beside each text: scans, changes and doubts.
        changes: whether changes and doubts are written beside each text, one JSON object a line.
        selection: which files.
        jobs: worker processes; 0 for one a core.
        memory: bytes that one worker may take, its engine included; 0 for a fair share of what is free, 256 MiB to
            4 GiB.
        bounds: attempts and time limits.
        retry_failed: whether files that failed before, lack pages or have some that were read more simply are tried
            again although they have not changed.
        checksum: whether every file is hashed to see whether it has changed, not only those of another size or time.
        put_aside: folder for copies of the files that failed, which are not tried again then; None for none.
        overwrite_edited: whether outputs that somebody has edited are written anew, with copies beside them; else they
            are left as they are.
        keep_readings: how much room pages may take, in gigabytes (10^9 bytes), that were read and are kept for later
            runs; 0 to keep none.
        readings: folder for them, which several targets may share; None for one beside the journal.
        state: folder for journal and summary; None for `.ocrfix` in the target.
        log: file for one JSON object an event; None for none.
        metrics: file for figures of the run, as Prometheus reads them; None for none.
        watch: whether to go on for files that arrive.
        settle: seconds that a file must have been at rest before it is taken, where `watch` is set.
        cluster: address of a Dask scheduler; None for this machine.

    Raises:
        OptionError: a value is out of its range.
    """

    formats: tuple[str, ...] = ("text",)
    report: bool = False
    changes: bool = False
    selection: Selection = field(default_factory=Selection)
    jobs: int = 0
    memory: int = 0
    bounds: Bounds = field(default_factory=Bounds)
    retry_failed: bool = False
    checksum: bool = False
    put_aside: Path | None = None
    overwrite_edited: bool = False
    keep_readings: float = _T.keep_gigabytes
    readings: Path | None = None
    state: Path | None = None
    log: Path | None = None
    metrics: Path | None = None
    watch: bool = False
    settle: float = 10.0
    cluster: str | None = None

    def __post_init__(self) -> None:
        if self.jobs < 0:
            raise OptionError(worded("the number of jobs is {jobs}; 0 means one a core", jobs=self.jobs))
        if self.memory and self.memory < _T.least_memory:
            raise OptionError(worded("a worker needs at least {least} MiB of memory", least=_T.least_memory // MIB))
        if not 0 <= self.keep_readings < float("inf"):
            raise OptionError(
                worded(
                    "the room for readings is {keep_readings} GB; 0 means that none are kept",
                    keep_readings=self.keep_readings,
                )
            )
        if self.bounds.attempts < 1 or self.bounds.page_seconds <= 0 or self.bounds.file_seconds < 0:
            raise OptionError(worded("attempts and time limits must be above 0; a limit of 0 for a file means none"))

    @property
    def beside(self) -> tuple[str, ...]:
        """What is written beside the formats, of `ocr_fix.archive.crew.outputs.BESIDE`."""
        return (("changes",) if self.changes else ()) + (("report",) if self.report else ())

    @property
    def keep_bytes(self) -> int:
        """The room for readings that are kept, in bytes."""
        return int(self.keep_readings * 1e9)

    @property
    def workers(self) -> int:
        """How many worker processes."""
        return self.jobs or cores()

    @property
    def worker_bytes(self) -> int:
        """Memory that one worker may take."""
        share = int(psutil.virtual_memory().available * _T.share_of_memory / self.workers)
        return self.memory or max(_T.least_memory, min(_T.most_memory, share))


def state_folder(target: str, chosen: Path | None = None) -> Path:
    """Where the journal of a target lies.

    In the target, where that is a folder; for a URL on this machine, in a folder named by the address.
    """
    if chosen is not None:
        return chosen
    if not is_url(target):
        return Path(target.removeprefix("file://")) / STATE
    home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return home / "ocrfix" / hashlib.sha256(target.rstrip("/").encode()).hexdigest()[:16]


def readings_folder(state: Path, settings: Settings) -> Path:
    """Where pages that were read lie.

    Args:
        state: folder of the journal.
        settings: of the run.
    """
    return state / "readings" if settings.readings is None else settings.readings
