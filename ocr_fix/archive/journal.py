"""What is known of every file, in SQLite: what was done, from what content, with what result.

The journal is written after the outputs, so that it never promises what is not on disk; a row that a power cut takes
back costs the reading of one file. Paths are stored as their bytes, which need not be UTF-8.
"""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any, Literal, NamedTuple

from ocr_fix.archive.crew.outputs import Output
from ocr_fix.archive.storage.file_tree import Signature
from ocr_fix.archive.survey.selection import Item
from ocr_fix.document.language_codes import main_language
from ocr_fix.errors import OutputError
from ocr_fix.wording import phrase, worded

State = Literal["waiting", "done", "incomplete", "failed"]
"""Waiting to be cleaned; done; done but for pages that could not be read; failed as a whole."""

NAME = "journal.sqlite"
VERSION = 4  # of its tables
COMMIT_SECONDS = 0.5
"""How long results wait to be committed together: a killed run loses the work of so long, and no more."""

BUSY_SECONDS = 30.0
"""How long another program may hold the journal before we give up."""
_ADVICE = {
    "full": phrase("free some space"),
    "locked": phrase("end the program that holds it and run the command again"),
}

_SCHEMA = """
CREATE TABLE runs (
    number INTEGER PRIMARY KEY, source TEXT NOT NULL, target TEXT NOT NULL, plan TEXT NOT NULL, facts TEXT NOT NULL,
    ended INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE files (
    path BLOB PRIMARY KEY, run INTEGER NOT NULL, base BLOB NOT NULL, size INTEGER NOT NULL, signature TEXT NOT NULL,
    state TEXT NOT NULL, content TEXT, plan TEXT, kind TEXT, attempts INTEGER NOT NULL DEFAULT 0, error TEXT,
    pages INTEGER NOT NULL DEFAULT 0, failed_pages INTEGER NOT NULL DEFAULT 0, words INTEGER NOT NULL DEFAULT 0,
    changes INTEGER NOT NULL DEFAULT 0, doubtful INTEGER NOT NULL DEFAULT 0, seconds REAL NOT NULL DEFAULT 0,
    confidence REAL, outputs TEXT NOT NULL DEFAULT '[]', corrections BLOB, aside TEXT,
    languages TEXT NOT NULL DEFAULT '{}', registers TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX files_state ON files (state, path);
CREATE INDEX files_size ON files (size, state);
"""
_TO_LATER = {
    1: "ALTER TABLE files ADD COLUMN aside TEXT;",
    2: "ALTER TABLE files ADD COLUMN languages TEXT NOT NULL DEFAULT '{}';",
    3: "ALTER TABLE files ADD COLUMN registers TEXT NOT NULL DEFAULT '{}';",
}
"""What makes a journal of one version one of the next."""


@dataclass(frozen=True)
class JournalRow:
    """One file of the journal.

    Attributes:
        path, signature, base: as in `Item`.
        run: the last run that found the file.
        state: what became of it.
        content: SHA-256 of the file that was read, in hexadecimal; None before.
        plan: fingerprint of options, program and data with which it was cleaned.
        kind: what the file is: pdf, image or text.
        attempts: how often the page that took most was tried.
        error: why it failed, which pages did, or were read more simply than others; None where nothing failed.
        pages, failed_pages, words, changes, doubtful: counts.
        seconds: of work, of all workers together.
        confidence: of the document, 0-1; None where there is no word.
        outputs: what was written.
        aside: SHA-256 of the file that failed and was put aside, in hexadecimal; None where it was not.
        corrections: how often which word became which.
        languages: the share of the words in each language, 0-1, the largest first; empty where none was told.
        registers: as in `Document`.
    """

    path: str
    signature: Signature
    base: str
    run: int = 0
    state: State = "waiting"
    content: str | None = None
    plan: str | None = None
    kind: str | None = None
    attempts: int = 0
    error: str | None = None
    pages: int = 0
    failed_pages: int = 0
    words: int = 0
    changes: int = 0
    doubtful: int = 0
    seconds: float = 0.0
    confidence: float | None = None
    outputs: tuple[Output, ...] = ()
    aside: str | None = None
    corrections: Mapping[tuple[str, str], int] = field(default_factory=dict)
    languages: Mapping[str, float] = field(default_factory=dict)
    registers: Mapping[str, float] = field(default_factory=dict)

    @property
    def language(self) -> str | None:
        """That of more than half the words; None where there is none or none was told."""
        return main_language(self.languages)


class JournalRun(NamedTuple):
    """A run as the journal knows it.

    Attributes:
        number: from 1.
        source, target: the two places.
        ended: whether it came to its end.
        facts: figures that it left: seconds, pages, peak memory and the like.
    """

    number: int
    source: str
    target: str
    ended: bool
    facts: dict[str, Any]


_COLUMNS = (
    "path, size, signature, base, run, state, content, plan, kind, attempts, error, pages, failed_pages, words,"
    " changes, doubtful, seconds, confidence, languages, registers, outputs, aside"
)


class Journal:
    """The journal of one target.

    Args:
        folder: where it lies; made if missing.
        readonly: to look at it only, also while a run is at work.

    Raises:
        OutputError: it cannot be opened or written, is damaged, or is of a later version.
    """

    def __init__(self, folder: Path, *, readonly: bool = False) -> None:
        self.path = folder / NAME
        with self._translated():
            if readonly:
                self._base = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)
            else:
                self._base = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
                self._base.execute("PRAGMA journal_mode = WAL")
                self._base.execute("PRAGMA synchronous = NORMAL")
            version = self._base.execute("PRAGMA user_version").fetchone()[0]
            if version == 0 and not readonly:
                self._base.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
            elif version in _TO_LATER and not readonly:
                steps = " ".join(_TO_LATER[each] for each in range(version, VERSION))
                self._base.executescript(f"BEGIN; {steps} PRAGMA user_version = {VERSION}; COMMIT;")
            elif version != VERSION:
                raise OutputError(
                    worded(
                        "{path}: is of version {version}; use the ocr_fix that wrote it",
                        path=self.path,
                        version=version,
                    )
                )
        self._readonly = readonly
        self._committed = monotonic()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            told = (advice for word, advice in _ADVICE.items() if word in str(error))
            advice = next(told, phrase("if it is damaged, move it away and run the command again"))
            raise OutputError(
                worded(
                    "{path}: the journal cannot be used ({error}); {advice}",
                    path=self.path,
                    error=error,
                    advice=worded(advice),
                )
            ) from error
        except OSError as error:
            raise OutputError(
                worded("{path}: the journal cannot be used ({reason})", path=self.path, reason=error.strerror)
            ) from error

    def close(self) -> None:
        """Commit and close."""
        with closing(self._base):
            if not self._readonly:
                self.commit()

    def commit(self) -> None:
        """Make what was recorded last."""
        with self._translated():
            if self._base.in_transaction:
                self._base.execute("COMMIT")
        self._committed = monotonic()

    def tick(self) -> None:
        """Commit where it is time for it."""
        if monotonic() - self._committed >= COMMIT_SECONDS:
            self.commit()

    def begin(self, source: str, target: str, plan: str) -> int:
        """Note that a run begins; its number."""
        with self._translated():
            self._write("INSERT INTO runs (source, target, plan, facts) VALUES (?, ?, ?, '{}')", (source, target, plan))
            number = self._base.execute("SELECT max(number) FROM runs").fetchone()[0]
            self.commit()
        return int(number)

    def end(self, number: int, facts: Mapping[str, Any], *, ended: bool) -> None:
        """Note how a run went.

        Args:
            number: of the run.
            facts: what it measured.
            ended: whether it stopped in good order, nothing left half done.
        """
        with self._translated():
            self._write("UPDATE runs SET facts = ?, ended = ? WHERE number = ?", (json.dumps(facts), ended, number))
        self.commit()

    def last_run(self) -> JournalRun | None:
        """The run that began last."""
        with self._translated():
            row = self._base.execute(
                "SELECT number, source, target, ended, facts FROM runs ORDER BY number DESC LIMIT 1"
            ).fetchone()
        return None if row is None else JournalRun(row[0], row[1], row[2], bool(row[3]), json.loads(row[4]))

    def last_work(self) -> dict[str, Any]:
        """Figures of the last run that read any page; of the last of all, and perhaps none, where no run did."""
        with self._translated():
            found = [
                json.loads(facts) for (facts,) in self._base.execute("SELECT facts FROM runs ORDER BY number DESC")
            ]
        return next((facts for facts in found if facts.get("pages")), found[0] if found else {})

    def find(self, path: str) -> JournalRow | None:
        """What is known of a file."""
        with self._translated():
            row = self._base.execute(f"SELECT {_COLUMNS} FROM files WHERE path = ?", (os.fsencode(path),)).fetchone()
        return None if row is None else _row(row)

    def found(self, run: int, item: Item, *, wait: bool, anew: bool = False) -> None:
        """Note that a file is there; what was known of it stays.

        Args:
            run: the number of the run.
            item: the file.
            wait: whether it is to be cleaned.
            anew: whether that is so although it is what it was when it was cleaned last.
        """
        with self._translated():
            self._write(
                "INSERT INTO files (path, run, base, size, signature, state) VALUES (?, ?, ?, ?, ?, 'waiting')"
                " ON CONFLICT (path) DO UPDATE SET run = excluded.run, size = excluded.size,"
                " signature = excluded.signature, base = excluded.base,"
                " state = CASE WHEN ? THEN 'waiting' ELSE state END, content = CASE WHEN ? THEN NULL ELSE content END",
                (
                    os.fsencode(item.path),
                    run,
                    os.fsencode(item.base),
                    item.signature.size,
                    item.signature.stamp,
                    wait,
                    anew,
                ),
            )
        self.tick()

    def record(self, row: JournalRow) -> None:
        """Write what became of a file; its outputs are on disk."""
        corrections = zlib.compress(json.dumps([[*pair, n] for pair, n in row.corrections.items()]).encode())
        with self._translated():
            self._write(
                "UPDATE files SET size = ?, signature = ?, state = ?, content = ?, plan = ?, kind = ?, attempts = ?,"
                " error = ?, pages = ?, failed_pages = ?, words = ?, changes = ?, doubtful = ?, seconds = ?,"
                " confidence = ?, languages = ?, registers = ?, outputs = ?, corrections = ?, aside = NULL"
                " WHERE path = ?",
                (
                    row.signature.size,
                    row.signature.stamp,
                    row.state,
                    row.content,
                    row.plan,
                    row.kind,
                    row.attempts,
                    row.error,
                    row.pages,
                    row.failed_pages,
                    row.words,
                    row.changes,
                    row.doubtful,
                    row.seconds,
                    row.confidence,
                    json.dumps(dict(row.languages)),
                    json.dumps(dict(row.registers)),
                    json.dumps(row.outputs),
                    corrections,
                    os.fsencode(row.path),
                ),
            )
        self.tick()

    def restate(self, path: str, signature: Signature, state: State) -> None:
        """A file proved to be what it was: note its new signature and its old state."""
        with self._translated():
            self._write(
                "UPDATE files SET size = ?, signature = ?, state = ? WHERE path = ?",
                (signature.size, signature.stamp, state, os.fsencode(path)),
            )
        self.tick()

    def put_aside(self, path: str, digest: str) -> None:
        """Note that a file that failed was put aside, as it was then."""
        with self._translated():
            self._write("UPDATE files SET aside = ? WHERE path = ?", (digest, os.fsencode(path)))
        self.tick()

    def moved(self, path: str, base: str, outputs: tuple[Output, ...]) -> None:
        """Note that the outputs of a file have other names."""
        with self._translated():
            self._write(
                "UPDATE files SET base = ?, outputs = ? WHERE path = ?",
                (os.fsencode(base), json.dumps(outputs), os.fsencode(path)),
            )

    def waiting(self, run: int, after: str, count: int) -> list[JournalRow]:
        """Files of a run that are to be cleaned, in the order of their paths.

        Args:
            run: its number.
            after: the path after which to go on; "" for the first.
            count: how many at most.
        """
        with self._translated():
            found = self._base.execute(
                f"SELECT {_COLUMNS} FROM files WHERE state = 'waiting' AND run = ? AND path > ? ORDER BY path LIMIT ?",
                (run, os.fsencode(after), count),
            ).fetchall()
        return [_row(row) for row in found]

    def waits_of_size(self, run: int, size: int) -> bool:
        """Whether files of a run that have so many bytes are to be cleaned: only those can be the same."""
        with self._translated():
            found = self._base.execute(
                "SELECT EXISTS (SELECT 1 FROM files WHERE size = ? AND state = 'waiting' AND run = ?)", (size, run)
            ).fetchone()
        return bool(found[0])

    def bytes_waiting(self, run: int) -> int:
        """The size of all files of a run that are to be cleaned."""
        with self._translated():
            found = self._base.execute(
                "SELECT coalesce(sum(size), 0) FROM files WHERE state = 'waiting' AND run = ?", (run,)
            ).fetchone()
        return int(found[0])

    def rows(self, run: int | None = None, states: Iterable[State] = ()) -> Iterator[JournalRow]:
        """The files, in the order of their paths.

        Args:
            run: only those that this run found.
            states: only those in one of these states.
        """
        wanted = tuple(states)
        where = ["1"] + (["run = ?"] if run is not None else [])
        where += [f"state IN ({', '.join('?' * len(wanted))})"] if wanted else []
        values = (*(() if run is None else (run,)), *wanted)
        with self._translated():
            for row in self._base.execute(
                f"SELECT {_COLUMNS} FROM files WHERE {' AND '.join(where)} ORDER BY path", values
            ):
                yield _row(row)

    def counts(self, run: int) -> Counter[str]:
        """How many files of a run are in each state."""
        with self._translated():
            return Counter(
                dict(self._base.execute("SELECT state, count(*) FROM files WHERE run = ? GROUP BY state", (run,)))
            )

    def corrections(self, run: int) -> Counter[tuple[str, str]]:
        """How often which word became which, in all files of a run."""
        total: Counter[tuple[str, str]] = Counter()
        with self._translated():
            for (packed,) in self._base.execute(
                "SELECT corrections FROM files WHERE run = ? AND corrections IS NOT NULL", (run,)
            ):
                for before, after, count in json.loads(zlib.decompress(packed)):
                    total[before, after] += count
        return total

    def _write(self, statement: str, values: tuple[Any, ...]) -> None:
        if not self._base.in_transaction:
            self._base.execute("BEGIN IMMEDIATE")
        self._base.execute(statement, values)


def _row(values: tuple[Any, ...]) -> JournalRow:
    path, size, stamp, base, *rest, languages, registers, outputs, aside = values
    run, state, content, plan, kind, attempts, error, pages, failed, words, changes, doubtful, seconds, confidence = (
        rest
    )
    return JournalRow(
        os.fsdecode(path),
        Signature(size, stamp),
        os.fsdecode(base),
        run,
        state,
        content,
        plan,
        kind,
        attempts,
        error,
        pages,
        failed,
        words,
        changes,
        doubtful,
        seconds,
        confidence,
        tuple(Output(*each) for each in json.loads(outputs)),
        aside,
        languages=json.loads(languages),
        registers=json.loads(registers),
    )
