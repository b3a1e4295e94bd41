"""A run: survey the source, keep the workers busy, record what comes of it, until nothing is left to do."""

from __future__ import annotations

import shutil
import time
from collections import Counter, deque
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from ocr_fix.archive.crew.failures import Failure
from ocr_fix.archive.crew.outputs import Written
from ocr_fix.archive.crew.pool import Crew, Pool
from ocr_fix.archive.crew.readings import Readings
from ocr_fix.archive.crew.tasks import READ_ALREADY
from ocr_fix.archive.journal import Journal, JournalRow
from ocr_fix.archive.lock import locked, writing
from ocr_fix.archive.plan import Plan
from ocr_fix.archive.reviewed import learnt_folder
from ocr_fix.archive.schedule import Broke, Event, FileVerdict, PageRead, Retried, Schedule
from ocr_fix.archive.settings import Settings, readings_folder, state_folder
from ocr_fix.archive.storage.file_tree import Signature, digest_of, is_url
from ocr_fix.archive.storage.local import LocalPlace
from ocr_fix.archive.storage.schemes import place_of
from ocr_fix.archive.survey.comparing import TO_DO, Standing, Surveyor
from ocr_fix.archive.survey.mets import signature_of
from ocr_fix.archive.survey.selection import PassedOver
from ocr_fix.archive.survey.watch import Settling
from ocr_fix.archive.thresholds import THRESHOLDS
from ocr_fix.errors import DataError, EngineError, InputError, OcrFixError, OptionError, OutputError
from ocr_fix.options import Options
from ocr_fix.review.learning import Learnt
from ocr_fix.source.faults import one_line
from ocr_fix.wording import worded

WRITTEN = "written"
_T = THRESHOLDS.run
_BY_CODE: dict[int, type[OcrFixError]] = {2: OptionError, 5: EngineError, 6: OutputError, 7: DataError}


@dataclass
class Tally:
    """What a run has done so far.

    Attributes:
        begun: when, by the monotonic clock.
        fates: how many files the survey found, by what is to be done.
        states: how many files came to an end in this run, by their state.
        files_bytes, done_bytes: size of the files to do, and of those that came to an end.
        pages: pages read.
        page_seconds: work on them.
        failed_pages: pages given up.
        retries: tasks that were tried again.
        copied: outputs that somebody had edited and that were written anew, with a copy of them beside.
        left: outputs that somebody has edited and that were left as they are.
        workers: how many there are.
        peak_bytes: most memory that one worker took.
        lost: workers that died.
        same: files that were touched, had the same content as before and are done.
        passed: files that are there and no documents.
    """

    begun: float = field(default_factory=time.monotonic)
    fates: Counter[Standing] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    files_bytes: int = 0
    done_bytes: int = 0
    pages: int = 0
    page_seconds: float = 0.0
    failed_pages: int = 0
    retries: int = 0
    copied: int = 0
    left: int = 0
    workers: int = 1
    peak_bytes: int = 0
    lost: int = 0
    same: int = 0
    passed: PassedOver = field(default_factory=PassedOver)

    @property
    def seconds(self) -> float:
        """Since the beginning."""
        return time.monotonic() - self.begun

    @property
    def to_do(self) -> int:
        """Files that were to be done."""
        return sum(count for fate, count in self.fates.items() if fate in TO_DO)

    @property
    def ended(self) -> int:
        """Files that came to an end."""
        return sum(self.states.values())

    @property
    def pages_per_minute(self) -> float:
        """Since the beginning."""
        return self.pages / self.seconds * 60 if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """An estimate, from the bytes of the files that came to an end; None before the first."""
        if not self.done_bytes:
            return None
        return self.seconds * max(0, self.files_bytes - self.done_bytes) / self.done_bytes

    @property
    def may_have_killed(self) -> bool:
        """Whether a worker may have been killed in the midst of writing: what it did was tried again or given up."""
        return bool(self.retries or self.failed_pages or self.states["failed"] or self.lost)

    def facts(self) -> dict[str, Any]:
        """What the journal keeps of a run."""
        return {
            "seconds": round(self.seconds, 3),
            "pages": self.pages,
            "page_seconds": round(self.page_seconds, 3),
            "retries": self.retries,
            "copied": self.copied,
            "left": self.left,
            "workers": self.workers,
            "peak_bytes": self.peak_bytes,
            "lost_workers": self.lost,
            "files": dict(self.states),
            "passed_over": dict(self.passed.kinds),
            "passed_over_files": [[one_line(path), kind] for path, kind in self.passed.files],
        }


class Observer(Protocol):
    """Is told how a run goes."""

    def surveyed(self, tally: Tally) -> None:
        """The source was walked."""

    def happened(self, event: Event, tally: Tally) -> None:
        """A page was read, a task tried again, a file came to an end."""

    def ticked(self, tally: Tally) -> None:
        """Some time has passed."""


class Run:
    """Cleans the documents of one place into another.

    Args:
        source, target: folders or URLs.
        options: how to read and correct.
        settings: how to run.
        observers: are told how it goes.

    Attributes:
        tally: what was done so far.
        state: folder of journal and summary.

    Raises:
        OptionError: one place lies in the other.
    """

    def __init__(
        self, source: str, target: str, options: Options, settings: Settings, observers: Sequence[Observer] = ()
    ) -> None:
        refuse_nested(source, target)
        refuse_inside(source, settings.put_aside, settings.state, settings.log, settings.readings)
        self.tally = Tally()
        self.state = state_folder(target, settings.state)
        self._settings = settings
        options = Learnt.of(learnt_folder(self.state)).added_to(options)
        self._options = replace(options, page_timeout=settings.bounds.page_seconds * _T.engine_share)
        self._observers = observers
        self._source = place_of(source)
        self._target = place_of(target)
        self._readings = Readings(readings_folder(self.state, settings))
        folder = None if settings.cluster is not None else str(readings_folder(self.state, settings).absolute())
        written = None if folder is None else (self.state / WRITTEN).absolute()
        self._written = Written(written)
        self._plan = Plan(
            _absolute(source),
            _absolute(target),
            self._options,
            settings.formats,
            folder,
            None if written is None else str(written),
            None if folder is None else str(self.state.absolute()),
            settings.overwrite_edited,
            settings.beside,
        )
        self._stopping = False
        self._rows: deque[JournalRow] = deque()
        self._after = ""
        self._engine_checked = False
        self._settling = Settling(settings.settle if settings.watch else 0.0)

    def stop(self) -> None:
        """Hand out no more tasks and end when those at hand have come back; may be called from a signal handler."""
        self._stopping = True

    @property
    def stopped(self) -> bool:
        """Whether the run was asked to stop."""
        return self._stopping

    def go(self) -> int:
        """Run until nothing is left to do, or for ever where the settings say so.

        Returns:
            The number of the run in the journal.

        Raises:
            InputError: there is no such source.
            OutputError: the target cannot be written, is full, or another run is at work there.
            EngineError: Tesseract or its language data is missing.
        """
        settings = self._settings
        surveyor = Surveyor(self._target, settings, self._plan.fingerprint())
        with locked(self.state, self._target.address), closing(Journal(self.state)) as journal:
            last = journal.last_run()
            if last is not None and not last.ended:
                self._sweep()
            number = journal.begin(self._source.address, self._target.address, self._plan.fingerprint())
            ended = False
            try:
                self._survey(surveyor, journal, number)
                for row in list(journal.rows(number, ("failed",))):
                    if row.aside is None:  # it failed in a run that put nothing aside
                        self._put_aside(row, journal)
                # Workers on other machines cannot keep others from writing, document by document.
                for_all = self.state if self._plan.state is None else None
                with closing(self._engaged()) as crew, writing(for_all):
                    self.tally.workers = crew.workers
                    self._work(crew, surveyor, journal, number)
                    self.tally.peak_bytes, self.tally.lost = crew.peak_bytes, crew.lost
                # What ended may have been killed while it wrote its summary.
                self._sweep(whole=self.tally.may_have_killed)
                if not self._stopping and not settings.keep_bytes and settings.readings is None:
                    self._readings.clear()
                ended = True
            finally:
                journal.end(number, self.tally.facts(), ended=ended)
            self._written.forget()
        return number

    def _engaged(self) -> Crew:
        settings = self._settings
        if settings.cluster is not None:
            from ocr_fix.archive.crew.cluster import Cluster  # noqa: PLC0415 - dask is an extra

            return Cluster(settings.cluster, self._plan, settings.worker_bytes)
        return Pool(self._plan, settings.workers, settings.worker_bytes, keep=settings.keep_bytes)

    def _sweep(self, *, whole: bool = True) -> None:
        with writing(self.state, alone=True):  # what a reviewer's server is about to put in its place is no leftover
            self._target.sweep(whole=whole)
            LocalPlace(self.state).sweep(whole=whole)

    def _survey(self, surveyor: Surveyor, journal: Journal, number: int) -> None:
        begun = time.monotonic()
        passed = PassedOver()
        fates = surveyor.survey(self._source, journal, number, self._settling.at_rest, lambda: self._stopping, passed)
        self.tally.passed = passed
        self._settling.looked(time.monotonic() - begun)
        self.tally.fates = fates if not self.tally.fates else _seen_again(self.tally, fates)
        self.tally.files_bytes = journal.bytes_waiting(number) + self.tally.done_bytes
        self._after = ""
        self._rows.clear()
        for observer in self._observers:
            observer.surveyed(self.tally)

    def _work(self, crew: Crew, surveyor: Surveyor, journal: Journal, number: int) -> None:
        def next_row() -> JournalRow | None:
            if not self._rows and self._settling.is_due:
                self._survey(surveyor, journal, number)
            if not self._rows:
                self._rows.extend(journal.waiting(number, self._after, _T.batch))
                if self._rows:
                    self._after = self._rows[-1].path
            while self._rows:
                row = self._rows.popleft()
                if not schedule.is_at_work(row.path):
                    return row
            return None

        schedule = Schedule(
            self._plan,
            crew,
            next_row,
            self._settings.bounds,
            lambda size: journal.waits_of_size(number, size),
            surveyor.intact,
            self._signature,
        )
        while True:
            while not self._stopping and schedule.at_hand < crew.capacity:
                task = schedule.next()
                if task is None:
                    break
                crew.submit(*task)
            if not schedule.at_hand and (self._stopping or (schedule.is_idle and not self._settings.watch)):
                return
            for result in crew.results(_T.wait_seconds):
                if isinstance(result.value, Failure):
                    self._refuse(result.value)
                    if result.value.details:
                        self._happened(Broke(result.task.path, result.value.details), journal)
                for event in schedule.take(result):
                    self._happened(event, journal)
            journal.tick()
            self.tally.peak_bytes, self.tally.lost = crew.peak_bytes, crew.lost
            for observer in self._observers:
                observer.ticked(self.tally)

    def _refuse(self, failure: Failure) -> None:
        """End the run for what no other file would escape."""
        if failure.sort == "stop":
            raise _BY_CODE.get(failure.code, OutputError)(
                worded("{message}; what is done is safe, run again then", message=failure.message)
            )
        if failure.code == EngineError.exit_code and not self._engine_checked and self._settings.cluster is None:
            from ocr_fix.recognition.reader import Reader  # noqa: PLC0415 - pages that were read before need none

            self._engine_checked = True
            options = self._options
            Reader(options.languages, options.engine_settings, options.text_layer).check()

    def _happened(self, event: Event, journal: Journal) -> None:
        tally = self.tally
        if isinstance(event, FileVerdict) and event.row.error is not None:
            # The row names the file; its messages, in which white space is single spaces, need not.
            label = " ".join(f"{self._plan.source.rstrip('/')}/{event.row.path}:".split())
            error = event.row.error.replace(f"{label} ", "")
            event = event._replace(row=replace(event.row, error=error))
        if isinstance(event, PageRead):
            tally.pages += 1
            tally.page_seconds += event.seconds
            tally.failed_pages += event.failure is not None
        elif isinstance(event, Retried):
            tally.retries += 1
        elif isinstance(event, Broke):
            pass  # what becomes of the file is told by another event
        elif event.same:
            tally.same += event.row.state == "done"
            tally.states[event.row.state] += 1
            tally.done_bytes += event.row.signature.size
            journal.restate(event.row.path, event.row.signature, event.row.state)
        else:
            journal.record(event.row)
            tally.states[event.row.state] += 1
            tally.done_bytes += event.row.signature.size
            tally.copied += event.copied
            tally.left += event.left
            if event.row.kind in READ_ALREADY:
                tally.pages += event.row.pages
                tally.page_seconds += event.row.seconds
            if event.row.state != "done":
                self._put_aside(event.row, journal)
        for observer in self._observers:
            observer.happened(event, tally)

    def _put_aside(self, row: JournalRow, journal: Journal) -> None:
        """A copy of what failed, for somebody to look at; the source stays as it is, but is not tried again."""
        folder = self._settings.put_aside
        if folder is None:
            return
        copy = folder / row.path
        try:
            with self._source.local(row.path) as file:
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(file, copy)
            if row.state == "failed":
                journal.put_aside(row.path, digest_of(copy))
        except (InputError, FileNotFoundError):
            pass  # it is gone, which is why it failed
        except OSError as error:
            raise OutputError(
                worded("{copy}: cannot be written ({reason})", copy=copy, reason=error.strerror)
            ) from error

    def _signature(self, path: str) -> Signature | None:
        try:
            return signature_of(self._source, path)
        except InputError:
            return None


def _seen_again(tally: Tally, fates: Counter[Standing]) -> Counter[Standing]:
    """A later survey of the same run: what was done meanwhile was to be done."""
    seen = Counter(tally.fates)
    fresh = sum(fates[fate] for fate in fates if fate in TO_DO)
    seen["new"] += max(0, fresh + tally.ended - tally.to_do)
    return seen


def refuse_nested(source: str, target: str) -> None:
    """Make sure that nothing is ever written into the source.

    Raises:
        OptionError: one place is the other, or lies in it.
    """
    inner, outer = _parts(source), _parts(target)
    if inner[: len(outer)] == outer or outer[: len(inner)] == inner:
        raise OptionError(
            worded("{target}: the folders for input and output must not lie in each other", target=target)
        )


def refuse_inside(source: str, *written: Path | None) -> None:
    """Make sure that nothing else that is written lies in the source either.

    Raises:
        OptionError: it does.
    """
    outer = _parts(source)
    for path in written:
        if path is not None and _parts(str(path))[: len(outer)] == outer:
            raise OptionError(
                worded(
                    "{path}: lies in {source}, which is only ever read; name another place", path=path, source=source
                )
            )


def _parts(address: str) -> tuple[str, ...]:
    if is_url(address):
        return tuple(part for part in address.split("/") if part)
    return Path(address.removeprefix("file://")).resolve().parts


def _absolute(address: str) -> str:
    """An address that means the same in every process."""
    return address if is_url(address) else str(Path(address.removeprefix("file://")).absolute())
