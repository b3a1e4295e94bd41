"""What a run came to, from the journal: for a person (HTML, text) and for a program (JSON)."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from ocr_fix.archive.journal import Journal, JournalRow
from ocr_fix.document.language_codes import SWEDISH
from ocr_fix.source.faults import one_line
from ocr_fix.version import __version__

BINS = 50  # of the picture of confidences
LOOK_FIRST = 10  # documents, the least sure ones
CORRECTIONS = 50  # the most frequent ones
_MINUTE = 60
_BETWEEN = dict.fromkeys(map(ord, "-\u00ad\u00ac\u2010\u2011 \n"))  # what stands between the parts of a word


@dataclass
class Group:
    """What is known of some documents together.

    Attributes:
        documents, words, changes, doubtful: counts.
        confidences: how many documents have a confidence in each of `BINS` equal parts of 0-1.
    """

    documents: int = 0
    words: int = 0
    changes: int = 0
    doubtful: int = 0
    confidences: list[int] = field(default_factory=lambda: [0] * BINS)

    def add(self, row: JournalRow) -> None:
        """Count a document in."""
        self.documents += 1
        self.words += row.words
        self.changes += row.changes
        self.doubtful += row.doubtful
        if row.confidence is not None:
            self.confidences[min(BINS - 1, int(row.confidence * BINS))] += 1

    def to_dict(self) -> dict[str, Any]:
        """As plain values for JSON."""
        return {
            "documents": self.documents,
            "words": self.words,
            "changes": self.changes,
            "doubtful": self.doubtful,
            "confidence_histogram": self.confidences,
        }


@dataclass
class Summary:
    """What is known of the files that the last run found.

    Attributes:
        source, target: the two places.
        files: how many there are in each state.
        pages, failed_pages, words, changes, doubtful: sums.
        work_seconds: of all workers together, over all runs that led to what is there now.
        done: the documents together that were written.
        folders: those of each folder of the source, by its path, in which they lie themselves.
        languages: how many words are in each language, the most frequent first.
        registers: how many of the Swedish ones are in documents mostly in each register, by its name as in `Document`.
        failed: rows of the files that failed or lack pages.
        simpler: rows of the files of which pages were read more simply than others, as the engine failed on them.
        elsewhere: rows of the documents with more than half their words in another language than Swedish.
        look_first: the rows of the documents with the lowest confidence, of those with doubtful words.
        corrections: the most frequent corrections: before, after, how often; without those of hyphens and spaces alone.
        run: figures of the last run that read any page: seconds, pages, peak memory and the like.
        passed_over: how many files the last run found that are no documents, by their kind.
        passed_over_files: their paths with their kinds, the first of them.
    """

    source: str
    target: str
    files: dict[str, int] = field(default_factory=dict)
    pages: int = 0
    failed_pages: int = 0
    words: int = 0
    changes: int = 0
    doubtful: int = 0
    work_seconds: float = 0.0
    done: Group = field(default_factory=Group)
    folders: dict[str, Group] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    registers: dict[str, int] = field(default_factory=dict)
    failed: list[JournalRow] = field(default_factory=list)
    simpler: list[JournalRow] = field(default_factory=list)
    elsewhere: list[JournalRow] = field(default_factory=list)
    look_first: list[JournalRow] = field(default_factory=list)
    corrections: list[tuple[str, str, int]] = field(default_factory=list)
    run: dict[str, Any] = field(default_factory=dict)
    passed_over: dict[str, int] = field(default_factory=dict)
    passed_over_files: list[tuple[str, str]] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Files that the last run found."""
        return sum(self.files.values())

    @property
    def pages_per_minute(self) -> float | None:
        """Of the last run that read any; None where none did."""
        seconds, pages = self.run.get("seconds"), self.run.get("pages")
        return pages / seconds * _MINUTE if seconds and pages else None

    def to_dict(self) -> dict[str, Any]:
        """As plain values for JSON."""
        return {
            "program": f"ocr_fix {__version__}",
            "source": one_line(self.source),
            "target": one_line(self.target),
            "files": {"total": self.total, **self.files},
            "pages": self.pages,
            "failed_pages": self.failed_pages,
            "words": self.words,
            "changes": self.changes,
            "doubtful": self.doubtful,
            "work_seconds": round(self.work_seconds, 1),
            "pages_per_minute": None if self.pages_per_minute is None else round(self.pages_per_minute, 1),
            "run": {key: value for key, value in self.run.items() if not key.startswith("passed_over")},
            "confidence_histogram": self.done.confidences,
            "folders": [{"folder": one_line(path), **folder.to_dict()} for path, folder in self.folders.items()],
            "languages": self.languages,
            "registers": self.registers,
            "passed_over": self.passed_over,
            "passed_over_files": [{"file": path, "kind": kind} for path, kind in self.passed_over_files],
            "failed": [row_facts(row) for row in self.failed],
            "read_more_simply": [row_facts(row) for row in self.simpler],
            "not_swedish": [row_facts(row) for row in self.elsewhere],
            "look_at_first": [row_facts(row) for row in self.look_first],
            "corrections": [
                {"before": before, "after": after, "count": count} for before, after, count in self.corrections
            ],
        }


def row_facts(row: JournalRow) -> dict[str, Any]:
    """A file as plain values for JSON; bytes of its name that are not UTF-8 are shown as U+FFFD."""
    return {
        "file": one_line(row.path),
        "state": row.state,
        "error": row.error,
        "attempts": row.attempts,
        "kind": row.kind,
        "content": row.content,
        "size": row.signature.size,
        "pages": row.pages,
        "failed_pages": row.failed_pages,
        "words": row.words,
        "changes": row.changes,
        "doubtful": row.doubtful,
        "seconds": round(row.seconds, 3),
        "confidence": None if row.confidence is None else round(row.confidence, 4),
        "language": row.language,
        "languages": {code: round(share, 4) for code, share in row.languages.items()},
        "registers": {register: round(share, 4) for register, share in row.registers.items()},
        "outputs": [one_line(output.path) for output in row.outputs],
    }


def summarise(journal: Journal) -> Summary | None:
    """What the journal knows of the last run's files; None where there was no run."""
    run = journal.last_run()
    if run is None:
        return None
    summary = Summary(run.source, run.target, dict(journal.counts(run.number)), run=journal.last_work())
    summary.passed_over = run.facts.get("passed_over", {})
    summary.passed_over_files = [(path, kind) for path, kind in run.facts.get("passed_over_files", [])]
    languages: Counter[str] = Counter()
    registers: Counter[str] = Counter()
    lowest: list[tuple[float, str, JournalRow]] = []
    for row in journal.rows(run.number):
        summary.pages += row.pages
        summary.failed_pages += row.failed_pages
        summary.words += row.words
        summary.changes += row.changes
        summary.doubtful += row.doubtful
        summary.work_seconds += row.seconds
        if row.state in {"failed", "incomplete"}:
            summary.failed.append(row)
        elif row.state == "done" and row.error is not None:
            summary.simpler.append(row)
        if row.state not in {"done", "incomplete"}:
            continue
        summary.done.add(row)
        summary.folders.setdefault(row.path.rpartition("/")[0], Group()).add(row)
        languages.update({code: round(share * row.words) for code, share in row.languages.items()})
        if row.registers:  # a few words of another time are in every text
            register = max(row.registers, key=lambda each: row.registers[each])
            registers[register] += round(row.languages.get(SWEDISH, 0.0) * row.words)
        if row.language not in {None, SWEDISH}:
            summary.elsewhere.append(row)
        if row.confidence is not None and row.doubtful:
            heapq.heappush(lowest, (-row.confidence, row.path, row))
            if len(lowest) > LOOK_FIRST:
                heapq.heappop(lowest)
    summary.folders = dict(sorted(summary.folders.items()))
    summary.languages = dict(languages.most_common())
    summary.registers = dict(registers.most_common())
    summary.look_first = [row for *_, row in sorted(lowest, key=lambda each: (-each[0], each[1]))]
    common = ((pair, count) for pair, count in journal.corrections(run.number).most_common() if _letters_differ(*pair))
    summary.corrections = [(before, after, count) for (before, after), count in islice(common, CORRECTIONS)]
    return summary


def _letters_differ(before: str, after: str) -> bool:
    """Whether a correction is more than a hyphen at a line end or a space."""
    return before.translate(_BETWEEN) != after.translate(_BETWEEN)
