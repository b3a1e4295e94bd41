"""Decisions as values and as the file that holds them, `decisions.json`: its form, there and back.

The form is published as `decisions.schema.json` beside this module (JSON Schema, draft 2020-12). Readers pass over keys
that they do not know.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from ocr_fix.document import Box, Document
from ocr_fix.document.json import Value, read_box
from ocr_fix.errors import DocumentError, InputError
from ocr_fix.wording import worded

SCHEMA = "urn:ocr_fix:decisions:1"
"""The version of the form, and the `$id` of its schema."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person has decided of one place.

    The place is told by `word`, which is the same however the text has been corrected since; where that is None, by
    `start` in the text as it was when it was decided.

    Attributes:
        page: number of the page, from 1.
        box: around the words concerned; None where the source has no boxes.
        start: where the word began in the text, in characters from 0; None where it did not stand in the text (running
            heads, footers and page numbers that were left out).
        read: what was read there; of a word that took in others, all of them with a space between.
        was: what stood there when it was decided; empty for what had been struck out.
        becomes: what it shall be: the same as `was` where that is confirmed, the same as `read` where the change is
            rejected; empty for what is to be struck out.
        word: the number of the first word concerned, counted from 0 over all words of all pages in the order of the
            document's pages, blocks and lines; None where it is not told.
        who: who has decided, as they call themselves.
        when: the time, by ISO 8601 in UTC, as in "2026-11-28T21:00:00Z".
        note: what they wanted to say of it.
    """

    page: int
    box: Box | None
    start: int | None
    read: str
    was: str
    becomes: str
    word: int | None = None
    who: str = ""
    when: str = ""
    note: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The decision as plain values for JSON."""
        return {
            "page": self.page,
            "box": None if self.box is None else self.box.to_list(),
            "start": self.start,
            "word": self.word,
            "read": self.read,
            "was": self.was,
            "becomes": self.becomes,
            "who": self.who,
            "when": self.when,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Decisions:
    """What has been decided of a document.

    Attributes:
        name: of the document, for people.
        fingerprint: of the document, `Document.fingerprint`.
        decisions: in the order in which they were made; of several about one place the last holds.
    """

    name: str
    fingerprint: str
    decisions: tuple[Decision, ...] = ()

    @staticmethod
    def of(document: Document, decisions: Iterable[Decision] = ()) -> Decisions:
        """What has been decided of this document."""
        return Decisions(document.name, document.fingerprint, tuple(decisions))

    def to_dict(self) -> dict[str, Any]:
        """The decisions as plain values for JSON, by `decisions.schema.json`."""
        return {
            "schema": SCHEMA,
            "document": {"name": self.name, "sha256": self.fingerprint},
            "decisions": [decision.to_dict() for decision in self.decisions],
        }

    @staticmethod
    def from_dict(values: object) -> Decisions:
        """The decisions that `to_dict` gave these values of; unknown keys are passed over.

        Raises:
            DocumentError: the values are of an unknown version or not of the form; the message says where.
        """
        root = Value(values, "decisions")
        root["schema"].one_of((SCHEMA,))
        document = root["document"]
        found = tuple(_read(decision) for decision in root["decisions"].items())
        return Decisions(document["name"].text(), document["sha256"].text(), found)


def decisions_schema() -> dict[str, Any]:
    """The JSON Schema of the form."""
    text = files("ocr_fix.review").joinpath("decisions.schema.json").read_text(encoding="utf-8")
    return cast("dict[str, Any]", json.loads(text))


def decisions_as_json(decisions: Decisions) -> str:
    """The content of a `decisions.json`, for people to read as well; ends in a line feed."""
    return json.dumps(decisions.to_dict(), ensure_ascii=False, indent=1) + "\n"


def read_decisions(path: Path) -> Decisions:
    """The decisions of a file.

    Raises:
        InputError: it cannot be read or is no JSON.
        DocumentError: it is of an unknown version or not of the form; the message says where.
    """
    try:
        return Decisions.from_dict(json.loads(path.read_bytes()))
    except OSError as error:
        raise InputError(worded("{path}: cannot be read ({reason})", path=path, reason=error.strerror)) from error
    except DocumentError as error:
        raise DocumentError(f"{path}: {error}") from error
    except (ValueError, RecursionError) as error:
        raise InputError(
            worded("{path}: is no JSON ({error}); export the decisions again", path=path, error=error)
        ) from error


def decision_of(values: object) -> Decision:
    """The decision that `Decision.to_dict` gave these values of; unknown keys are passed over.

    Raises:
        DocumentError: the values are not of the form; the message says where.
    """
    return _read(Value(values, "decision"))


def _read(decision: Value) -> Decision:
    word = decision.get("word")
    return Decision(
        page=decision["page"].whole(),
        box=decision["box"].maybe(read_box),
        start=decision["start"].maybe(Value.whole),
        read=decision["read"].text(),
        was=decision["was"].text(),
        becomes=decision["becomes"].text(),
        word=None if word is None else word.maybe(Value.whole),
        **{key: "" if (told := decision.get(key)) is None else told.text() for key in ("who", "when", "note")},
    )
