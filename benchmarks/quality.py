"""How good the systems' texts are: every system on every document it can read, judged by ocr_fix.evaluation."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from benchmarks.documents import CLEAN, Document, head
from benchmarks.results import CountRow, FailureRow, QualityRow
from benchmarks.systems import BASELINE, PeerError, System, Usage, Worker, versions
from ocr_fix.evaluation import ChangeCount, ErrorCount, evaluate
from ocr_fix.system.files import write_atomically

Tell = Callable[[str], None]

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")
"""Soft hyphens, spaces and joiners of no width, the byte order mark: no reader sees whether they are there."""


@dataclass(frozen=True)
class Reading:
    """How a document was read.

    Attributes:
        document: which.
        usage: what it took; None where the system failed.
        kept: whether text and usage come from an earlier run.
        failure: what the system said where it failed.
    """

    document: Document
    usage: Usage | None
    kept: bool = False
    failure: str = ""


class Reader:
    """Has documents read and keeps what a peer made of each, so that only what has changed is read again.

    Kept results are found by what decides them: the system's versions and arguments, the sources of its adapter, and
    the content of the input. ocr_fix itself is under development and is always run anew.

    Args:
        folder: where outputs and kept results stand.
        fresh: pass over kept results.
        tell: is told what is being read.
    """

    def __init__(self, folder: Path, *, fresh: bool, tell: Tell) -> None:
        self._folder = folder
        self._fresh = fresh
        self._tell = tell

    def output(self, system: System, document: Document) -> Path:
        """Where the text of a document as a system read it stands."""
        return self._folder / system.name / f"{document.name.replace('/', '.')}.txt"

    def part(self, system: System, document: Document) -> Document:
        """What a slow system reads of a document: of a text that is right as it is, its head."""
        if system.judged_words is None or document.group not in CLEAN or document.words <= system.judged_words:
            return document
        path = self._folder / "heads" / f"{document.name.replace('/', '.')}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, head(document.truth_text, system.judged_words))
        return replace(document, input=path, truth=path)

    def read_all(self, system: System, documents: Sequence[Document]) -> Iterator[Reading]:
        """Have documents read; the system is started only if one of them needs it, and anew after a failure.

        Raises:
            PeerError: the system could not be started.
        """
        with ExitStack() as running:
            worker: Worker | None = None
            for document in documents:
                usage = None if system.ours or self._fresh else self._kept(system, document)
                if usage is not None:
                    yield Reading(document, usage, kept=True)
                    continue
                self._tell(f"{system.name}: {document.name}")
                worker = worker or running.enter_context(Worker(system))
                try:
                    usage = worker.run(document.input, self.output(system, document))
                except PeerError as error:
                    self._tell(str(error))
                    yield Reading(document, None, failure=str(error))
                    running.close()
                    worker = None
                    continue
                self._keep(system, document, usage)
                yield Reading(document, usage)

    def _note(self, system: System, document: Document) -> Path:
        return self.output(system, document).with_suffix(".json")

    def _kept(self, system: System, document: Document) -> Usage | None:
        note, output = self._note(system, document), self.output(system, document)
        if not note.exists() or not output.exists():
            return None
        told: dict[str, Any] = json.loads(note.read_text(encoding="utf-8"))
        return Usage(**told["usage"]) if told["key"] == key(system, document) else None

    def _keep(self, system: System, document: Document, usage: Usage) -> None:
        told = {"key": key(system, document), "usage": vars(usage)}
        self._note(system, document).write_text(json.dumps(told), encoding="utf-8")


def key(system: System, document: Document) -> str:
    """A checksum of everything that decides what a system makes of a document."""
    folder = system.adapter.parent
    parts = [
        system.name,
        json.dumps(versions(system), sort_keys=True),
        *system.arguments,
        *(path.read_text(encoding="utf-8") for path in (system.adapter, folder / "words.py", folder / "protocol.py")),
        document.input_digest,
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def measure(
    documents: Sequence[Document], systems: Sequence[System], reader: Reader
) -> tuple[list[QualityRow], list[FailureRow]]:
    """Have every system read every document it can, and judge what came out.

    The text before is the input for texts and Tesseract's reading for scans, so "repaired" and "broken" tell for
    scans what a system does better and worse than Tesseract alone.

    Returns:
        What was read, and what could not be.

    Raises:
        PeerError: a system could not be started.
    """
    before: dict[str, str] = {}
    scans = [document for document in documents if document.task == "scans"]
    for reading in reader.read_all(BASELINE, scans):
        if reading.usage is not None:
            before[reading.document.name] = reader.output(BASELINE, reading.document).read_text(encoding="utf-8")
    rows: list[QualityRow] = []
    failures: list[FailureRow] = []
    for system in systems:
        able = [reader.part(system, document) for document in documents if document.task in system.tasks]
        for reading in reader.read_all(system, able):
            document = reading.document
            if reading.usage is None or (document.task == "scans" and document.name not in before):
                reason = reading.failure or "Tesseract, whose reading is the text before, failed on it"
                failures.append({"document": document.name, "system": system.name, "reason": reason})
                continue
            output = reader.output(system, document).read_text(encoding="utf-8")
            raw = document.input_text if document.task == "text" else before[document.name]
            rows.append(row_of(document, system, output, raw, reading.usage, kept=reading.kept))
    return rows, failures


def row_of(document: Document, system: System, output: str, before: str, usage: Usage, *, kept: bool) -> QualityRow:
    """The evaluation of one text as plain values.

    Args:
        document: what was read.
        system: by whom.
        output: what came out.
        before: the text before.
        usage: what it took.
        kept: whether that was in an earlier run.
    """
    evaluation, itself = (evaluate(document.truth_text, output, raw) for raw in (before, output))
    raw, changes, unchanged = evaluation.raw, evaluation.changes, itself.changes
    assert raw is not None  # there was a text before
    assert changes is not None
    assert unchanged is not None
    return {
        "document": document.name,
        "group": document.group,
        "system": system.name,
        "words": evaluation.words.length,
        "characters": evaluation.characters.length,
        "word_edits": evaluation.words.edits,
        "character_edits": evaluation.characters.edits,
        "raw_word_edits": raw.words.edits,
        "raw_character_edits": raw.characters.edits,
        "changed_words": changed_words(before, output),
        "wer": _rate(evaluation.words),
        "cer": _rate(evaluation.characters),
        "raw_wer": _rate(raw.words),
        "raw_cer": _rate(raw.characters),
        "changes": _counts(changes.words),
        "numbers": _counts(changes.numbers_and_signs),
        "numbers_right": unchanged.numbers_and_signs.left_alone,
        "false_numbers": changes.false_numbers,
        "seconds": usage.seconds,
        "kept": kept,
    }


def changed_words(before: str, after: str) -> int:
    """How many words have to be replaced, taken out or put in to make one text of the other.

    A word is what stands between white space, in NFC; what is invisible is not judged.
    """
    return Levenshtein.distance(_visible_words(before), _visible_words(after))


def _visible_words(text: str) -> list[str]:
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split()


def _rate(count: ErrorCount) -> float:
    return round(count.rate, 6)


def _counts(count: ChangeCount) -> CountRow:
    return {
        "words": count.words,
        "repaired": count.repaired,
        "broken": count.broken,
        "missed": count.missed,
        "left_alone": count.left_alone,
    }
