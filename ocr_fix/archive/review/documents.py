"""The documents of a finished batch as they are reviewed: what is decided is saved, then carried out in the outputs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from ocr_fix.archive.crew.outputs import BESIDE, Written, deliver, rendered
from ocr_fix.archive.journal import Journal, Row
from ocr_fix.archive.places.local import LocalPlace
from ocr_fix.archive.places.place import is_url
from ocr_fix.archive.review.log import DecisionLog, Entry
from ocr_fix.archive.settings import state_folder
from ocr_fix.document import Document
from ocr_fix.errors import DecisionError, InputError, OutputError
from ocr_fix.files import make_folder, write_atomically
from ocr_fix.options import Options
from ocr_fix.original import OriginalFile
from ocr_fix.output import FORMATS
from ocr_fix.review import SCHEMA, Decisions, apply_decisions
from ocr_fix.wording import worded

FOLDER = "review"
"""Where decisions lie, beside the journal."""

_JSON = ".json"
_AT_HAND = 8  # documents that are kept in memory; not swept: a few people look at one each


class Saved(NamedTuple):
    """What became of decisions that were to be saved.

    Attributes:
        saved: those that were.
        refused: of those that were not, what somebody else has decided there meanwhile.
    """

    saved: Sequence[Entry]
    refused: Sequence[Entry]


class ReviewedDocument:
    """One document; may be used by several threads at once.

    Args:
        row: of the journal.
        source: the folder that it was read from.
        target: the folder of its outputs.
        folder: where decisions lie; it is there.
        options: how the original is opened.
    """

    def __init__(self, row: Row, source: Path, target: Path, folder: Path, options: Options) -> None:
        self.row = row
        self.key = hashlib.sha256(row.path.encode("utf-8", "surrogateescape")).hexdigest()[:16]
        self.original = OriginalFile(source / row.path, options)
        self._place = LocalPlace(target)
        self._folder = folder
        self._base = folder / f"{self.key}{_JSON}"
        self._written = Written(folder / f"{self.key}.written")
        self._applied = folder / f"{self.key}.applied"
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
        if content is not None and digest == output.digest:
            if not self._base.exists() or self._base.read_bytes() != content:
                write_atomically(self._base, content)
        elif not self._base.exists() or not self._written.has(digest):
            raise InputError(
                worded(
                    "{label}: is not as it was written; move it away and run again",
                    label=self._place.label(output.path),
                )
            )
        stamp = self._base.stat()
        return _loaded(self._base, stamp.st_mtime_ns, stamp.st_size)

    def since(self, number: int) -> Sequence[Entry]:
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
        refused: list[Entry] = []
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
            new = _read(document, [decision for _, decision in taken if decision is not None])
            apply_decisions(document, new)
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
                length, standing = log.length, _read(document, log.standing())
            decided, problems = _decided(document, standing)
            ours = {output.digest for output in self.row.outputs}
            forms = [form.name for form in FORMATS.usable() if self._is_written(form.ending)]
            beside = [name for name, ending in BESIDE.items() if self._is_written(ending)]
            contents = list(rendered(decided, self.row.base, forms, self.original, beside))
            self._written.note(hashlib.sha256(content).hexdigest() for _, content in contents)
            for path, content in contents:
                done = deliver(self._place, path, content, lambda digest: digest in ours or self._written.has(digest))
                if done.left:
                    problems.append(
                        worded("{label}: somebody has edited it; it is left as it is", label=self._place.label(path))
                    )
            write_atomically(self._applied, f"{length}\n")
        return problems

    @property
    def waits(self) -> bool:
        """Whether something was saved that has not been carried out, as where the server was killed between."""
        lines = sum(path.read_bytes().count(b"\n") for path in self._folder.glob(f"{self.key}-*.jsonl"))
        done = int(self._applied.read_text()) if self._applied.exists() else 0
        return lines > 0 and lines != done

    def _is_written(self, ending: str) -> bool:
        return any(output.path == self.row.base + ending for output in self.row.outputs)

    def _log_of(self, document: Document) -> DecisionLog:
        path = self._folder / f"{self.key}-{document.fingerprint[:16]}.jsonl"  # what is read anew begins anew
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
        folder = state_folder(target, state)
        if is_url(target) or not folder.is_dir():
            raise InputError(
                worded(
                    "{target}: no batch was written there; give the folder DST of `ocrfix batch SRC DST`", target=target
                )
            )
        self.folder = folder / FOLDER
        make_folder(self.folder)
        with closing(Journal(folder, readonly=True)) as journal:
            run = journal.last_run()
            if run is None or is_url(run.source):
                raise InputError(
                    worded("{target}: no finished batch of this machine; run `ocrfix batch` first", target=target)
                )
            rows = [row for row in journal.rows(run.number) if row.outputs]
        rows.sort(key=lambda row: (-row.doubtful, 1.0 if row.confidence is None else row.confidence, row.path))
        found = [
            ReviewedDocument(row, Path(run.source), Path(target), self.folder, options or Options()) for row in rows
        ]
        self.documents = {document.key: document for document in found}


def _read(document: Document, decisions: Sequence[Mapping[str, Any]]) -> Decisions:
    about = {"name": document.name, "sha256": document.fingerprint}
    return Decisions.from_dict({"schema": SCHEMA, "document": about, "decisions": list(decisions)})


def _decided(document: Document, decisions: Decisions) -> tuple[Document, list[str]]:
    """The document as it is decided, and what does not fit it since it was corrected anew."""
    with suppress(DecisionError):
        return apply_decisions(document, decisions), []
    problems: list[str] = []
    for decision in decisions.decisions:
        try:
            document = apply_decisions(document, Decisions.of(document, [decision]))
        except DecisionError as error:
            problems.append(str(error))
    return document, problems


@lru_cache(maxsize=_AT_HAND)
def _loaded(path: Path, time: int, size: int) -> Document:
    """A document; the time and size of its file tell when it is another."""
    try:
        return Document.from_json(path.read_bytes(), str(path))
    except OSError as error:
        raise OutputError(worded("{path}: cannot be read ({reason})", path=path, reason=error.strerror)) from error
