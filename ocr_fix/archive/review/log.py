"""What was decided of one document, in a file that is only ever appended to, so that nothing that was saved is lost."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from ocr_fix.errors import OutputError
from ocr_fix.review.decisions import Decision, decision_of
from ocr_fix.wording import worded


class LogEntry(NamedTuple):
    """A line of the log.

    Attributes:
        number: of the line, from 1.
        word: that it is about, as in `Decision`.
        decision: as values for JSON; None where what had been decided is withdrawn.
    """

    number: int
    word: int
    decision: Mapping[str, Any] | None

    def told(self) -> dict[str, Any]:
        """The line as plain values for JSON."""
        return {
            **(self.decision or {}),
            "word": self.word,
            "number": self.number,
            "withdrawn": self.decision is None,
        }


class DecisionLog:
    """The log of one document; the caller sees to it that one thread uses it at a time.

    Args:
        path: of the file, made with the first decision. A last line that was cut off is taken away.
        readonly: to look at it only, also while a server is at work.

    Raises:
        OutputError: it cannot be read.
    """

    def __init__(self, path: Path, *, readonly: bool = False) -> None:
        self.path = path
        self._entries: list[LogEntry] = []
        self._last: dict[int, LogEntry] = {}
        content = b""
        try:
            with suppress(FileNotFoundError):
                content = path.read_bytes()
            whole = content.rpartition(b"\n")[0] + b"\n" if b"\n" in content else b""
            if len(whole) < len(content) and not readonly:
                os.truncate(path, len(whole))
            for line in whole.splitlines():
                values = json.loads(line)
                word, _, withdrawn = values["word"], values.pop("number"), values.pop("withdrawn")
                self._take(word, None if withdrawn else values)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise OutputError(
                worded("{path}: the decisions cannot be read ({error}); move the file away", path=path, error=error)
            ) from error

    @property
    def length(self) -> int:
        """How many lines there are."""
        return len(self._entries)

    def since(self, number: int) -> Sequence[LogEntry]:
        """The lines after one."""
        return self._entries[number:]

    def last(self, word: int) -> LogEntry | None:
        """The last line about a word."""
        return self._last.get(word)

    def standing(self) -> list[Mapping[str, Any]]:
        """The decisions that hold, in the order in which they were made."""
        held = sorted(self._last.values())
        return [entry.decision for entry in held if entry.decision is not None]

    def decisions(self) -> list[Decision]:
        """The same as values.

        Raises:
            DocumentError: one is not of the form.
        """
        return [decision_of(values) for values in self.standing()]

    def withdrawn(self) -> set[int]:
        """The words of which nothing holds any more."""
        return {word for word, entry in self._last.items() if entry.decision is None}

    def append(self, decided: Iterable[tuple[int, Mapping[str, Any] | None]]) -> list[LogEntry]:
        """Save decisions, each with its word; they are on disk when this returns.

        Raises:
            OutputError: they cannot be written; then none of them holds.
        """
        new = [LogEntry(self.length + 1 + index, word, each) for index, (word, each) in enumerate(decided)]
        lines = "".join(json.dumps(entry.told(), separators=(",", ":")) + "\n" for entry in new).encode("ascii")
        try:
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
            size = os.fstat(handle).st_size
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(lines)
                    stream.flush()
                    os.fsync(stream.fileno())
            except OSError:
                os.truncate(self.path, size)
                raise
        except OSError as error:
            raise OutputError(
                worded("{path}: cannot be written ({reason}); nothing was saved", path=self.path, reason=error.strerror)
            ) from error
        for entry in new:
            self._take(entry.word, entry.decision)
        return new

    def _take(self, word: int, decision: Mapping[str, Any] | None) -> None:
        entry = LogEntry(self.length + 1, word, decision)
        self._entries.append(entry)
        self._last[word] = entry
