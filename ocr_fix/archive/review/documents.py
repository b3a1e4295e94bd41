"""The documents of a finished batch as they are reviewed: what is decided is saved, then carried out in the outputs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from ocr_fix.archive.crew.outputs import BESIDE, deliver, rendered
from ocr_fix.archive.journal import Journal, JournalRow
from ocr_fix.archive.lock import writing
from ocr_fix.archive.review.beside_log import Kept
from ocr_fix.archive.review.log import DecisionLog, LogEntry
from ocr_fix.archive.reviewed import key_of, log_of, review_folder
from ocr_fix.archive.settings import state_folder
from ocr_fix.archive.storage.file_tree import is_url
from ocr_fix.archive.storage.local import LocalPlace
from ocr_fix.document import Document
from ocr_fix.errors import InputError, OutputError
from ocr_fix.options import Options
from ocr_fix.original import OriginalFile
from ocr_fix.output import FORMATS
from ocr_fix.review import Decisions, apply_decisions, apply_what_fits, taken_back
from ocr_fix.review.decisions import decision_of
from ocr_fix.system.files import make_folder, write_atomically
from ocr_fix.wording import worded

_JSON = ".json"
_AT_HAND = 8  # documents that are kept in memory; not swept: a few people look at one each


class Saved(NamedTuple):
    """What became of decisions that were to be saved.

    Attributes:
        saved: those that were.
        refused: of those that were not, what somebody else has decided there meanwhile.
    """

    saved: Sequence[LogEntry]
    refused: Sequence[LogEntry]


class ReviewedDocument:
    """One document; may be used by several threads at once.

    Args:
        row: of the journal.
        source: the folder that it was read from.
        target: the folder of its outputs.
        state: folder of the journal; the one for decisions in it is there.
        options: how the original is opened.
    """

    def __init__(self, row: JournalRow, source: Path, target: Path, state: Path, options: Options) -> None:
        self.row = row
        self.key = key_of(row.path)
        self.original = OriginalFile(source / row.path, options)
        self._place = LocalPlace(target)
        self._state = state
        self._kept = Kept(state, row.path)
        self._lock, self._applying = Lock(), Lock()
        self._log: DecisionLog | None = None

    def document(self) -> Document:
        """The document as it was before anything was decided.

        Raises:
            InputError: it was not written as JSON, or somebody has edited that.
        """
        output = next((each for each in self.row.outputs if each.path == self.row.base + _JSON), None)
        if output is None:
            raise InputError(
                worded(
                    "{path}: to be reviewed it must be JSON as well; run with --format text,json", path=self.row.path
                )
            )
        content = self._place.read(output.path)
        digest = hashlib.sha256(content or b"").hexdigest()
        if content is not None and digest == output.digest and digest != self._kept.carried_out()[1]:
            if not self._kept.base.exists() or self._kept.base.read_bytes() != content:
                write_atomically(self._kept.base, content)
        elif not self._kept.base.exists() or not self._kept.written.has(digest):
            if self._is_anew():
                return self.document()
            raise InputError(
                worded(
                    "{label}: is not as it was written; move it away and run again",
                    label=self._place.label(output.path),
                )
            )
        stamp = self._kept.base.stat()
        return _loaded(self._kept.base, stamp.st_mtime_ns, stamp.st_size)

    def _is_anew(self) -> bool:
        """Whether a run has written it anew since; then that is gone by."""
        with closing(Journal(self._state, readonly=True)) as journal:
            row = journal.find(self.row.path)
        if row is None or row.outputs == self.row.outputs:
            return False
        self.row = row
        return True

    def since(self, number: int) -> Sequence[LogEntry]:
        """What was decided after the line of a number, 0 for all."""
        document = self.document()
        with self._lock:
            return self._log_of(document).since(number)

    def save(self, proposals: Sequence[Mapping[str, Any]]) -> Saved:
        """Save decisions, each with what was last `seen` there; one that is older than what holds is refused.

        Args:
            proposals: decisions as values for JSON, with `word`, `seen` (the number of the last line about it that the
                reviewer knew, 0 for none) and `withdrawn` (whether what was decided is taken back).

        Raises:
            DocumentError: they are not of the form.
            DecisionError: they do not fit the document.
            OutputError: they cannot be written.
        """
        document = self.document()
        taken: list[tuple[int, Mapping[str, Any] | None]] = []
        refused: list[LogEntry] = []
        with self._lock:
            log = self._log_of(document)
            for proposal in proposals:
                word, seen = int(proposal["word"]), int(proposal["seen"])
                last = log.last(word)
                if last is not None and last.number > seen:
                    refused.append(last)
                    continue
                kept = {key: value for key, value in proposal.items() if key not in {"seen", "withdrawn"}}
                taken.append((word, None if proposal["withdrawn"] else kept))
            new = [decision_of(decision) for _, decision in taken if decision is not None]
            apply_decisions(document, Decisions.of(document, new))
            saved = log.append((word, decision) for word, decision in taken) if taken else []
        return Saved(saved, refused)

    def apply(self) -> Sequence[str]:
        """Write the outputs as they are decided; each is replaced whole, and what somebody has edited is left.

        Returns:
            What could not be done, a line each.
        """
        document = self.document()
        with self._applying:
            with self._lock:
                log = self._log_of(document)
                length, withdrawn = log.length, log.withdrawn()
                standing = Decisions.of(document, log.decisions())
            decided, problems = apply_what_fits(taken_back(document, withdrawn), standing)
            ours = {output.digest for output in self.row.outputs}
            forms = [form.name for form in FORMATS.usable() if self._is_written(form.ending)]
            beside = [name for name, ending in BESIDE.items() if self._is_written(ending)]
            contents = list(rendered(decided, self.row.base, forms, self.original, beside))
            with writing(self._state, alone=True):
                self._kept.written.note(hashlib.sha256(content).hexdigest() for _, content in contents)
                for path, content in contents:
                    if deliver(self._place, path, content, lambda it: it in ours or self._kept.written.has(it)).left:
                        label = self._place.label(path)
                        problems.append(worded("{label}: somebody has edited it; it is left as it is", label=label))
            made = next(hashlib.sha256(content).hexdigest() for path, content in contents if path.endswith(_JSON))
            self._kept.carry_out(length, made)
        return problems

    @property
    def waits(self) -> bool:
        """Whether something was saved that has not been carried out, as where the server was killed between."""
        logs = review_folder(self._state).glob(f"{self.key}-*.jsonl")
        lines = sum(path.read_bytes().count(b"\n") for path in logs)
        return lines > 0 and lines != self._kept.carried_out()[0]

    def _is_written(self, ending: str) -> bool:
        return any(output.path == self.row.base + ending for output in self.row.outputs)

    def _log_of(self, document: Document) -> DecisionLog:
        path = log_of(self._state, self.row.path, document.fingerprint)
        if self._log is None or self._log.path != path:
            self._log = DecisionLog(path)
        return self._log


class Reviewing:
    """All documents of a batch.

    Args:
        target: where the batch was written to.
        state: where its journal lies; None for the place of old.
        options: how originals are opened.

    Raises:
        InputError: there is no batch that can be reviewed.
    """

    def __init__(self, target: str, state: Path | None = None, options: Options | None = None) -> None:
        self.state = state_folder(target, state)
        if is_url(target) or not self.state.is_dir():
            raise InputError(
                worded(
                    "{target}: no batch was written there; give the folder DST of `ocrfix batch SRC DST`", target=target
                )
            )
        make_folder(review_folder(self.state))
        with closing(Journal(self.state, readonly=True)) as journal:
            run = journal.last_run()
            if run is None or is_url(run.source):
                raise InputError(
                    worded("{target}: no finished batch of this machine; run `ocrfix batch` first", target=target)
                )
            rows = [row for row in journal.rows(run.number) if row.outputs]
        rows.sort(key=lambda row: (-row.doubtful, 1.0 if row.confidence is None else row.confidence, row.path))
        found = [
            ReviewedDocument(row, Path(run.source), Path(target), self.state, options or Options()) for row in rows
        ]
        self.documents = {document.key: document for document in found}


@lru_cache(maxsize=_AT_HAND)
def _loaded(path: Path, time: int, size: int) -> Document:
    """A document; the time and size of its file tell when it is another."""
    try:
        return Document.from_json(path.read_bytes(), str(path))
    except OSError as error:
        raise OutputError(worded("{path}: cannot be read ({reason})", path=path, reason=error.strerror)) from error
