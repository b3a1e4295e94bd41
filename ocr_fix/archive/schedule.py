"""Which task is next, and what follows from each result.

Files are opened a few at a time and take turns page by page, so that a thick one neither starves the others nor holds
one worker while the rest is idle. Files of the same content share their readings. Every attempt is counted; what fails
for good fails alone.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import NamedTuple

from ocr_fix.archive.crew.failures import Failure
from ocr_fix.archive.crew.pool import Crew, Result
from ocr_fix.archive.crew.tasks import READ_ALREADY, Finish, Finished, HasRead, Look, Looked, Read, Task
from ocr_fix.archive.journal import JournalRow
from ocr_fix.archive.plan import Plan
from ocr_fix.archive.storage.file_tree import Signature
from ocr_fix.archive.thresholds import THRESHOLDS
from ocr_fix.document import SourceKind
from ocr_fix.wording import worded

_T = THRESHOLDS.schedule


class Bounds(NamedTuple):
    """What a file may cost.

    Attributes:
        attempts: how often a page, or a file as a whole, is tried.
        page_seconds: for one page.
        file_seconds: for all pages of a file together; 0 for no bound.
    """

    attempts: int = 3
    page_seconds: float = 300.0
    file_seconds: float = 43_200.0


class FileVerdict(NamedTuple):
    """What became of a file.

    Attributes:
        row: to be recorded.
        same: the file proved to be what it was when it was done before.
        copied: how many outputs that somebody had edited were written anew, with a copy of them beside.
        left: how many such outputs were left as they are.
    """

    row: JournalRow
    same: bool = False
    copied: int = 0
    left: int = 0


class PageRead(NamedTuple):
    """A page was read, or given up."""

    path: str
    number: int
    seconds: float
    failure: str | None = None


class Retried(NamedTuple):
    """A task failed and will be tried again."""

    path: str
    number: int | None
    attempt: int
    message: str


class Broke(NamedTuple):
    """A task met an error of the program's own."""

    path: str
    traceback: str


Event = FileVerdict | PageRead | Retried | Broke


@dataclass(eq=False)
class _Content:
    """What one or more files hold: pages to be read once."""

    key: str
    kind: SourceKind
    numbers: tuple[int, ...]
    size: int
    todo: deque[int]
    members: list[_FileAtWork] = field(default_factory=list)
    at_hand: set[int] = field(default_factory=set)
    attempts: Counter[int] = field(default_factory=Counter)
    failures: dict[int, str] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def is_read(self) -> bool:
        return not self.todo and not self.at_hand


@dataclass(eq=False)
class _FileAtWork:
    """A file at work."""

    row: JournalRow
    content: _Content | None = None
    attempts: int = 0
    seconds: float = 0.0
    not_before: float = 0.0


class Schedule:
    """Hands out tasks and takes results.

    Args:
        plan: of the run.
        crew: those who do the tasks; asked which readings are there.
        rows: gives files to be cleaned, one after the other; may give more after it had none.
        bounds: what a file may cost.
        comes_again: asked with a size whether more files of that size are to be cleaned: their content may be the same.
        intact: asked with a row whether its outputs are still there.
        signature: asked with the path of a file that changed what it is now; None where it is gone.
    """

    def __init__(
        self,
        plan: Plan,
        crew: Crew,
        rows: Callable[[], JournalRow | None],
        bounds: Bounds,
        comes_again: Callable[[int], bool],
        intact: Callable[[JournalRow], bool],
        signature: Callable[[str], Signature | None],
    ) -> None:
        self._plan = plan
        self._crew = crew
        self._rows = rows
        self._bounds = bounds
        self._comes_again = comes_again
        self._intact = intact
        self._signature = signature
        self._fingerprint = plan.fingerprint()
        self._files: dict[str, _FileAtWork] = {}
        self._contents: dict[str, _Content] = {}
        self._kept: dict[int, list[_Content]] = {}  # read, and perhaps to be met again; by size
        self._reading: deque[_Content] = deque()
        self._ready: deque[tuple[_FileAtWork, _Content]] = deque()
        self._again: list[_FileAtWork] = []
        self._at_hand = 0

    @property
    def at_hand(self) -> int:
        """How many tasks have been handed out and not come back."""
        return self._at_hand

    @property
    def is_idle(self) -> bool:
        """Whether no file is at work."""
        return not self._files

    def is_at_work(self, path: str) -> bool:
        """Whether a file is at work."""
        return path in self._files

    def next(self) -> tuple[Task, float] | None:
        """The next task and the seconds it may take; None where there is none to hand out now."""
        found = self._next_finish() or self._next_look() or self._next_read()
        if found is not None:
            self._at_hand += 1
        return found

    def _next_finish(self) -> tuple[Task, float] | None:
        if not self._ready:
            return None
        file, content = self._ready.popleft()
        row = file.row
        task = Finish(
            row.path,
            row.signature,
            content.key,
            row.base,
            content.kind,
            content.numbers,
            dict(content.failures),
            tuple(output.digest for output in row.outputs),
        )
        return task, self._bounds.page_seconds + _T.finish_seconds_per_page * len(content.numbers)

    def _next_look(self) -> tuple[Task, float] | None:
        now = monotonic()
        file = next((each for each in self._again if each.not_before <= now), None)
        if file is not None:
            self._again.remove(file)
        else:
            if len(self._files) - len(self._again) >= _T.open_files_per_worker * self._crew.capacity:
                return None
            row = self._rows()
            if row is None:
                return None
            file = _FileAtWork(row)
            self._files[row.path] = file
        seconds = max(_T.least_to_look, self._bounds.page_seconds) + file.row.signature.size / _T.bytes_a_second
        return Look(file.row.path, file.row.signature), seconds

    def _next_read(self) -> tuple[Task, float] | None:
        for _ in range(len(self._reading)):
            content = self._reading[0]
            self._reading.rotate(-1)
            if content.todo:
                number = content.todo.popleft()
                content.at_hand.add(number)
                row = content.members[0].row
                return Read(row.path, row.signature, content.key, number), self._bounds.page_seconds
        return None

    def take(self, result: Result) -> Iterator[Event]:
        """What follows from a result; a failure that stops the run is not for here."""
        self._at_hand -= 1
        task = result.task
        if isinstance(task, Read):
            yield from self._take_page(task, result)
        elif task.path in self._files:
            file = self._files[task.path]
            file.seconds += result.seconds
            if isinstance(result.value, Failure):
                yield from self._take_failure(file, task, result.value)
            elif isinstance(result.value, Looked):
                yield from self._take_look(file, result.value)
            elif isinstance(result.value, Finished):
                yield from self._take_finish(file, result.value)

    def _take_look(self, file: _FileAtWork, found: Looked) -> Iterator[Event]:
        row = file.row
        if row.outputs and (row.content, row.plan) == (found.content, self._fingerprint) and self._intact(row):
            yield FileVerdict(replace(row, state="incomplete" if row.failed_pages else "done"), same=True)
            self._leave(file)
            return
        if row.content is None and row.error is not None:  # tried once more, and not with what was read of it then
            key = self._plan.reading_key(found.content)
            for number in self._crew.have(key) if key not in self._contents else ():
                self._crew.drop(key, number)
        file.row = replace(row, content=found.content, kind=found.kind, plan=self._fingerprint)
        content = self._content(found, row.signature.size)
        content.members.append(file)
        file.content = content
        if content.is_read:
            yield from self._all_read(content, [file])

    def _content(self, found: Looked, size: int) -> _Content:
        key = self._plan.reading_key(found.content)
        content = self._contents.get(key)
        if content is None:
            there = self._crew.have(key) if found.kind not in READ_ALREADY else set(found.numbers)
            todo = deque(number for number in found.numbers if number not in there)
            content = _Content(key, found.kind, found.numbers, size, todo)
            self._contents[key] = content
            self._reading.append(content)
        return content

    def _take_page(self, task: Read, result: Result) -> Iterator[Event]:
        content = self._contents.get(task.key)
        if content is None or task.number not in content.at_hand:
            return  # its file was given up meanwhile
        content.at_hand.discard(task.number)
        content.seconds += result.seconds
        value = result.value
        if isinstance(value, Failure) and value.sort in {"changed", "gone"}:
            yield from self._take_change(content, task, value)
            return
        why = value.message if isinstance(value, Failure) else value.failure if isinstance(value, HasRead) else None
        if why is None:
            yield PageRead(task.path, task.number, result.seconds)
        else:
            content.attempts[task.number] += 1
            lasting = isinstance(value, Failure) and value.sort == "lasting"
            if not lasting and content.attempts[task.number] < self._bounds.attempts:
                content.todo.append(task.number)
                yield Retried(task.path, task.number, content.attempts[task.number], why)
            else:
                content.failures[task.number] = why
                yield PageRead(task.path, task.number, result.seconds, why)
        if self._bounds.file_seconds and content.seconds > self._bounds.file_seconds and not content.is_read:
            message = worded("took longer than {seconds:.0f} s of work in all", seconds=self._bounds.file_seconds)
            for file in list(content.members):
                yield from self._fail(file, message)
        elif content.is_read:
            yield from self._all_read(content, list(content.members))

    def _take_change(self, content: _Content, task: Read, failure: Failure) -> Iterator[Event]:
        """The file that lent its pages is another now; the next of the same content lends them, where there is one."""
        content.todo.appendleft(task.number)
        file = self._files.get(task.path)
        if file is not None and file.content is content:
            yield from self._take_failure(file, task, failure)

    def _all_read(self, content: _Content, files: list[_FileAtWork]) -> Iterator[Event]:
        with suppress(ValueError):
            self._reading.remove(content)
        if len(content.failures) < len(content.numbers):
            self._ready += [(file, content) for file in files]
            return
        message = content.failures[content.numbers[0]]
        if len(content.numbers) > 1:
            message = worded(
                "none of the {count} pages could be read; {message}", count=len(content.numbers), message=message
            )
        for file in files:
            yield from self._fail(file, message)

    def _take_finish(self, file: _FileAtWork, made: Finished) -> Iterator[Event]:
        paths = {output.path for output in made.outputs}
        # Those of other formats stay known as ours, should they be asked for again.
        former = tuple(output for output in file.row.outputs if output.path not in paths)
        yield FileVerdict(
            replace(
                file.row,
                state="incomplete" if made.failed_pages else "done",
                attempts=_attempts(file) + 1,
                error=made.error,
                pages=made.pages,
                failed_pages=made.failed_pages,
                words=made.words,
                changes=made.changes,
                doubtful=made.doubtful,
                seconds=_seconds(file),
                confidence=made.confidence,
                languages=made.languages,
                registers=made.registers,
                outputs=made.outputs + former,
                corrections=made.corrections,
            ),
            copied=made.copied,
            left=made.left,
        )
        self._leave(file)

    def _take_failure(self, file: _FileAtWork, task: Task, failure: Failure) -> Iterator[Event]:
        content = file.content
        if failure.sort == "reading" and content is not None and self._may_read_again(content, failure.number):
            yield Retried(task.path, failure.number, content.attempts[failure.number], failure.message)
            return
        file.attempts += 1
        if failure.sort in {"lasting", "gone"} or file.attempts >= self._bounds.attempts:
            yield from self._fail(file, failure.message)
            return
        if failure.sort == "changed":
            signature = self._signature(task.path)
            if signature is None:
                yield from self._fail(file, failure.message)
                return
            file.row = replace(file.row, signature=signature)
            file.not_before = monotonic() + _T.rest_seconds * file.attempts
        self._leave_content(file)
        self._again.append(file)
        yield Retried(task.path, None, file.attempts, failure.message)

    def _may_read_again(self, content: _Content, number: int) -> bool:
        """See to it that a page whose reading was lost is read again; whether it may be."""
        self._crew.drop(content.key, number)
        content.attempts[number] += 1
        if content.attempts[number] > self._bounds.attempts:
            return False
        if content not in self._reading:
            self._reading.append(content)
        content.todo.append(number)
        return True

    def _fail(self, file: _FileAtWork, message: str) -> Iterator[Event]:
        content = file.content
        yield FileVerdict(
            replace(
                file.row,
                state="failed",
                content=None,  # nothing was made of it, so that no later run takes it for done
                plan=self._fingerprint,
                attempts=max(1, _attempts(file)),
                error=message,
                pages=len(content.numbers) if content else 0,
                failed_pages=len(content.failures) if content else 0,
                words=0,
                changes=0,
                doubtful=0,
                seconds=_seconds(file),
                confidence=None,
                languages={},
                registers={},
                corrections={},
            )
        )
        self._leave(file)

    def _leave(self, file: _FileAtWork) -> None:
        """A file is done with, for good or ill."""
        self._files.pop(file.row.path, None)
        self._leave_content(file)
        size = file.row.signature.size
        if size in self._kept and not self._comes_again(size):
            for content in self._kept.pop(size):
                if not content.members:
                    self._drop(content)

    def _leave_content(self, file: _FileAtWork) -> None:
        """A content that nobody needs now is kept for files that may be the same."""
        content, file.content = file.content, None
        if content is None:
            return
        content.members.remove(file)
        if not content.members:
            if not content.is_read or content.kind in READ_ALREADY:
                self._drop(content)
            else:
                kept = self._kept.setdefault(content.size, [])
                kept.append(content)
                if len(kept) > _T.most_kept:  # scans without compression all have one size
                    oldest = kept.pop(0)
                    if not oldest.members:
                        self._drop(oldest)

    def _drop(self, content: _Content) -> None:
        if self._contents.pop(content.key, None) is not None:
            with suppress(ValueError):
                self._reading.remove(content)
            self._crew.drop(content.key)


def _attempts(file: _FileAtWork) -> int:
    """How often the page that took most was tried, or the file."""
    return max(file.attempts, *(file.content.attempts.values() if file.content else ()), 0)


def _seconds(file: _FileAtWork) -> float:
    """Work on a file; that on pages which several files share is told with the first of them."""
    if file.content is None:
        return file.seconds
    seconds, file.content.seconds = file.content.seconds, 0.0
    return file.seconds + seconds
