"""The three pieces of work that cleaning a file is cut into; any worker on any machine can do any of them.

Look: hash the file and count its pages. Read: one page. Finish: the document of all its pages, written to the target.
"""

from __future__ import annotations

import errno
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ocr_fix.archive.crew.outputs import Delivered, Output, Written, deliver, rendered
from ocr_fix.archive.crew.readings import DamagedReadingError, Opened, Readings, pack, unpack
from ocr_fix.archive.lock import writing
from ocr_fix.archive.plan import Plan
from ocr_fix.archive.review.beside_log import Kept
from ocr_fix.archive.review.log import DecisionLog
from ocr_fix.archive.reviewed import decisions_folder, learnt_folder, log_of, review_folder
from ocr_fix.archive.storage.file_tree import Signature, digest_of
from ocr_fix.archive.storage.schemes import place_of
from ocr_fix.archive.survey.mets import signature_of
from ocr_fix.document import Document, Page, SourceKind
from ocr_fix.errors import OcrFixError
from ocr_fix.original import OriginalFile
from ocr_fix.output import render
from ocr_fix.pipeline import Cleaner, ReadPage
from ocr_fix.review.applying import apply_what_fits
from ocr_fix.review.decisions import Decisions, read_decisions
from ocr_fix.review.learning import Learnt
from ocr_fix.source import Source, load_reader
from ocr_fix.system.files import write_atomically
from ocr_fix.wording import use_language, worded

READ_ALREADY = frozenset({"text", "hocr", "alto", "page", "abbyy", "json"})
"""Kinds of files that an engine has read; nothing is gained by keeping their pages apart."""


@dataclass(frozen=True, slots=True)
class Look:
    """Hash a file and count its pages."""

    path: str
    signature: Signature


@dataclass(frozen=True, slots=True)
class Read:
    """Read one page of a file; `key` names the content."""

    path: str
    signature: Signature
    key: str
    number: int


@dataclass(frozen=True, slots=True)
class Finish:
    """Make the outputs of a file from its pages.

    Attributes:
        path, signature, key: as in `Read`.
        base: of the outputs.
        kind: what the file is.
        numbers: of its pages.
        failures: why pages could not be read, by number.
        ours: digests of outputs that earlier runs wrote for this file.
    """

    path: str
    signature: Signature
    key: str
    base: str
    kind: SourceKind
    numbers: tuple[int, ...]
    failures: Mapping[int, str]
    ours: tuple[str, ...]


Task = Look | Read | Finish


class Looked(NamedTuple):
    """What `Look` finds: SHA-256 in hexadecimal, kind, numbers of the pages asked for."""

    content: str
    kind: SourceKind
    numbers: tuple[int, ...]


class HasRead(NamedTuple):
    """What `Read` gives: the packed page, or b"" where it is kept in the folder of readings; why reading failed."""

    data: bytes
    failure: str | None


class Finished(NamedTuple):
    """What `Finish` gives; as in `journal.JournalRow`, and how many edited outputs were copied or left."""

    outputs: tuple[Output, ...]
    pages: int
    failed_pages: int
    error: str | None
    words: int
    changes: int
    doubtful: int
    confidence: float | None
    languages: dict[str, float]
    registers: dict[str, float]
    corrections: dict[tuple[str, str], int]
    copied: int
    left: int


TaskValue = Looked | HasRead | Finished


class ChangedError(OcrFixError):
    """The file changed while it was read; it is to be taken from the beginning."""

    exit_code = 3


class Workshop:
    """Does tasks; keeps the data of the language and the file it read last.

    Args:
        plan: what all tasks have in common.
        confined: whether files are opened in a process of their own; it changes no result, and so not the plan.
    """

    def __init__(self, plan: Plan, *, confined: bool = False) -> None:
        use_language(plan.ui_language)
        self._plan = plan
        self._options = replace(plan.options, confined=confined or plan.options.confined)
        self._source = place_of(plan.source)
        self._target = place_of(plan.target)
        self._cleaner = Cleaner(self._options)
        self._state = None if plan.state is None else Path(plan.state)
        self._written = Written(None if plan.written is None else Path(plan.written))
        self._readings = None if plan.readings is None else Readings(Path(plan.readings))

    def do(self, task: Task, pages: Mapping[int, bytes] | None = None) -> TaskValue:
        """Do a task.

        Args:
            task: which.
            pages: packed pages for `Finish`, where there is no folder of readings.

        Raises:
            OcrFixError: as `Cleaner` and `FileTree` do.
            ChangedError: the file is not the one that the task speaks of.
            DamagedReadingError: a page is to be read again before `Finish` can be done.
        """
        with self._unchanged(task):
            if isinstance(task, Look):
                return self._look(task)
            if isinstance(task, Read):
                return self._read(task)
            document, before, misfit = self._document(task, pages or {})
            contents = self._contents(task, document)
        return self._write(task, document, before, contents, misfit)

    @contextmanager
    def _unchanged(self, task: Task) -> Iterator[None]:
        self._check(task)
        try:
            yield
        except OcrFixError:
            self._check(task)  # what is wrong with a file in the midst of a change says nothing about it
            raise
        self._check(task)

    def _check(self, task: Task) -> None:
        if signature_of(self._source, task.path) != task.signature:
            label = self._source.label(task.path)
            raise ChangedError(worded("{label}: changed while it was read; run again when it is at rest", label=label))

    @contextmanager
    def _open(self, path: str) -> Iterator[Source]:
        with self._source.local(path) as file, self._opened(file, path) as source:
            yield source

    def _opened(self, file: Path, path: str) -> Source:
        source = self._cleaner.open(file, name=self._source.label(path))
        load_reader(source.kind)  # the next file is probably of the same kind
        return source

    def _look(self, task: Look) -> Looked:
        with self._source.local(task.path) as file:
            digest = digest_of(file)
            known = None if self._readings is None else self._readings.opened(self._plan.reading_key(digest))
            if known is not None and self._options.pages is None:  # a reader that would find the same again has read it
                return Looked(digest, known.kind, tuple(range(1, known.pages + 1)))
            with self._opened(file, task.path) as source:
                numbers = tuple(self._cleaner.page_numbers(source))
                others = [path for path in dict.fromkeys(source.inputs()) if path != file]
                return Looked(_digest_of_all(digest, others), source.kind, numbers)

    def _read(self, task: Read) -> HasRead:
        with self._open(task.path) as source:
            page = self._cleaner.read_page(source, task.number)
            opened = None if source.inputs() else Opened(source.kind, source.page_count)
        if isinstance(page, Page) and page.failure is not None and not page.blocks:
            return HasRead(b"", page.failure)
        data = pack(page)
        if self._readings is None:
            return HasRead(data, None)
        self._readings.save(task.key, task.number, data)
        if opened is not None:  # else its content is that of several files
            self._readings.note(task.key, opened)
        return HasRead(b"", None)

    def _document(self, task: Finish, pages: Mapping[int, bytes]) -> tuple[Document, Document, str | None]:
        """The document as it was decided, as it was before the review server, and why what could not be carried out."""
        self._learn()
        document = self._cleaner.finish(PurePosixPath(task.path).name, task.kind, list(self._pages(task, pages)))
        problems: list[str] = []
        before = document
        for decided in (self._given, self._reviewed):
            before = document
            try:
                document, misfits = apply_what_fits(document, decided(task, document))
                problems += misfits
            except OcrFixError as error:
                problems.append(str(error))
        return document, before, "; ".join(problems) or None

    def _given(self, task: Finish, document: Document) -> Decisions:
        """What was decided of a document elsewhere."""
        file = Path() if self._state is None else decisions_folder(self._state) / f"{task.base}.json"
        return read_decisions(file) if file.is_file() else Decisions.of(document)

    def _reviewed(self, task: Finish, document: Document) -> Decisions:
        """What was decided of it at the review server."""
        if self._state is None or not review_folder(self._state).is_dir():
            return Decisions.of(document)
        return Decisions.of(document, self._log(self._state, task, document).decisions())

    def _log(self, state: Path, task: Finish, document: Document) -> DecisionLog:
        return DecisionLog(log_of(state, task.path, document.fingerprint), readonly=True)

    def _keep(self, task: Finish, before: Document, made: Sequence[Delivered]) -> None:
        """Have the review server take back what was decided of a document that has been made anew."""
        ours = {each.output.path: each.output.digest for each in made if not each.left}
        json = ours.get(f"{task.base}.json")
        if self._state is None or json is None:
            return
        log = self._log(self._state, task, before)
        if log.length:
            kept = Kept(self._state, task.path)
            write_atomically(kept.base, render(before, "json"))
            kept.written.note(ours.values())
            kept.carry_out(log.length, json)

    def _learn(self) -> None:
        """Go by what the archive has learnt meanwhile."""
        if self._state is None:
            return
        options = Learnt.of(learnt_folder(self._state)).added_to(self._options)
        if options != self._cleaner.options:
            self._cleaner = Cleaner(options)

    def _pages(self, task: Finish, pages: Mapping[int, bytes]) -> Iterator[ReadPage]:
        if task.kind in READ_ALREADY:
            with self._open(task.path) as source:
                for number in task.numbers:
                    yield self._cleaner.read_page(source, number)
            return
        for number in task.numbers:
            if number in task.failures:
                yield Page(number, failure=task.failures[number])
            elif self._readings is not None:
                yield unpack(self._readings.load(task.key, number), number)
            elif number in pages:
                yield unpack(pages[number], number)
            else:
                raise DamagedReadingError(number)

    def _contents(self, task: Finish, document: Document) -> list[tuple[str, bytes]]:
        """All outputs, before the first of them is written."""
        with self._source.local(task.path) as file:
            original = OriginalFile(file, self._options, name=self._source.label(task.path))
            return list(rendered(document, task.base, self._plan.formats, original, self._plan.beside))

    def _write(
        self,
        task: Finish,
        document: Document,
        before: Document,
        contents: list[tuple[str, bytes]],
        misfit: str | None,
    ) -> Finished:
        def is_ours(digest: str) -> bool:
            return digest in task.ours or self._written.has(digest)

        with writing(self._state):
            self._written.note(hashlib.sha256(content).hexdigest() for _, content in contents)
            made = [
                deliver(self._target, path, content, is_ours, overwrite_edited=self._plan.overwrite_edited)
                for path, content in contents
            ]
            self._keep(task, before, made)
        failures = [
            worded("page {number}: {failure}", number=page.number, failure=page.failure)
            for page in document.pages
            if page.failure is not None
        ]
        notes = [misfit, *(page.note for page in document.pages)]
        told = failures + [note for note in notes if note is not None]
        return Finished(
            tuple(each.output for each in made),
            len(document.pages),
            len(failures),
            "; ".join(told[:3]) + ("; …" if len(told) > 3 else "") if told else None,
            sum(1 for token in document.flow.tokens if token.word.text),
            len(document.changes),
            len(document.doubts),
            confidence_of(document),
            dict(document.languages),
            dict(document.registers),
            dict(Counter((change.before, change.after) for change in document.changes)),
            sum(each.copied for each in made),
            sum(each.left for each in made),
        )


def _digest_of_all(first: str, others: Sequence[Path]) -> str:
    """SHA-256 of a document, in hexadecimal: of its file, or where several are its pages, of what they have.

    Args:
        first: that of the file.
        others: the other files.
    """
    digests = [first, *map(digest_of, others)]
    return hashlib.sha256("".join(digests).encode()).hexdigest() if others else first


def confidence_of(document: Document) -> float | None:
    """The mean over words of the probability that each is right, 0-1; None where there is no word.

    A word that was changed or is in doubt counts with the corrector's figure, any other with the engine's; one that
    neither speaks of counts as right.
    """
    total, words = 0.0, 0
    for token in document.flow.tokens:
        word = token.word
        if word.text:
            sure = word.edit.confidence if word.edit is not None else word.confidence
            total += 1.0 if sure is None else sure
            words += 1
    return total / words if words else None


STOPPING = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
"""Faults of the target that meet every file alike: the run ends, and goes on when they are mended."""

PASSING = frozenset(
    {errno.EIO, errno.ESTALE, errno.ETIMEDOUT, errno.EAGAIN, errno.EINTR, errno.EMFILE, errno.ENFILE, errno.ENOMEM}
)
"""Faults of reading that may be gone at the next attempt."""
