"""A document of pages, what it says of itself, and what became of a text."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, get_args

from ocr_fix.document.changes import Change, in_order
from ocr_fix.document.flow import Flow
from ocr_fix.document.json import FIRST_SCHEMA, SCHEMA, Value, page_values, read_page
from ocr_fix.document.language_codes import main_language, shares_of
from ocr_fix.document.page import FurnitureChoice, LineChoice, Page, SourceKind, flow_of
from ocr_fix.errors import DocumentError
from ocr_fix.wording import worded


@dataclass(frozen=True)
class Correction:
    """What became of a text.

    Attributes:
        text: the corrected text.
        changes: what was changed, in the order of the text.
        doubts: what may be another word and was left as it was read, in the order of the text; of the kind "doubtful".
        languages: the share of the text's words in each language, 0-1, the largest first; codes as in `Block.language`.
            Empty where nothing was corrected.
    """

    text: str
    changes: tuple[Change, ...] = ()
    doubts: tuple[Change, ...] = ()
    languages: Mapping[str, float] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself, as it is printed; None where it was not found.

    Attributes:
        title: its title.
        date: its date.
        diary_number: the number under which an authority keeps it (diarienummer).
    """

    title: str | None = None
    date: str | None = None
    diary_number: str | None = None


@dataclass(frozen=True)
class Document:
    """A cleaned file.

    Attributes:
        name: the name of the file, or "-" where it has none.
        kind: what the file was.
        pages: in the order of the file.
        metadata: what the document says of itself.
        lines: whether the text has its paragraphs unwrapped or keeps the lines of the scan.
        furniture: whether the text leaves out running heads, footers and page numbers; the pages keep them.
        registers: how much of its Swedish is in each register, 0-1, together 1: "modern", today's, and "old", that of
            1840-1920. Empty where nothing was corrected or nothing is Swedish.
    """

    name: str
    kind: SourceKind
    pages: tuple[Page, ...] = field(default=())
    metadata: Metadata = field(default_factory=Metadata)
    lines: LineChoice = "reflow"
    furniture: FurnitureChoice = "drop"
    registers: Mapping[str, float] = field(default_factory=dict, hash=False)

    @cached_property
    def flow(self) -> Flow:
        """The words of the text in reading order, a blank line between paragraphs."""
        return flow_of(self.pages, lines=self.lines, furniture=self.furniture)

    @property
    def text(self) -> str:
        """The clean text, in NFC, ending in one line feed unless it is empty."""
        return self.flow.text

    @property
    def raw_text(self) -> str:
        """The same text with every word as it was read."""
        return self.flow.raw

    @property
    def changes(self) -> tuple[Change, ...]:
        """What was changed, in the order of the text; `revert(text, changes)` is `raw_text`."""
        return self.flow.changes

    @property
    def doubts(self) -> tuple[Change, ...]:
        """What may be another word and was left as it was read, in the order of the text; of the kind "doubtful"."""
        return self.flow.doubts

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256, in hexadecimal, of what was read: the same however words are corrected and written.

        It is that of UTF-8 JSON without spaces, `[[1,["Nämnden","beslot"]],…]`: for each page that has words its number
        and what was read of each word, running heads and the like among them, in the order of the document.
        """
        readings = [
            (page.number, [word.reading for block in page.blocks for line in block.lines for word in line.words])
            for page in self.pages
        ]
        told = json.dumps([pair for pair in readings if pair[1]], ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def languages(self) -> Mapping[str, float]:
        """The share, 0-1, of the text's words that stand in blocks of each language, the largest first.

        Codes are those of `Block.language`. Empty where no language was told.
        """
        counts: Counter[str] = Counter()
        for page in self.pages:
            for block in page.blocks:
                if block.language is not None and not block.is_furniture:
                    counts[block.language] += sum([1 for line in block.lines for word in line.words if word.text])
        return shares_of(counts)

    @property
    def language(self) -> str | None:
        """The language of more than half the words; None where there is none or no language was told."""
        return main_language(self.languages)

    def to_dict(self) -> dict[str, Any]:
        """The document as plain values for JSON, by `document.schema.json`; probabilities have four decimals."""
        return {
            "schema": SCHEMA,
            "name": self.name,
            "kind": self.kind,
            "lines": self.lines,
            "furniture": self.furniture,
            "metadata": {
                "title": self.metadata.title,
                "date": self.metadata.date,
                "diary_number": self.metadata.diary_number,
            },
            **({"registers": dict(self.registers)} if self.registers else {}),
            "text": self.text,
            "pages": [page_values(page) for page in self.pages],
            "changes": [change.to_dict() for change in self.changes],
            "doubts": [doubt.to_dict() for doubt in self.doubts],
        }

    @staticmethod
    def from_json(content: bytes, label: str) -> Document:
        """The document that a JSON file holds.

        Args:
            content: of the file.
            label: how messages call the file.

        Raises:
            DocumentError: it is damaged, of an unknown version, or not of the form; see `from_dict`.
        """
        try:
            return Document.from_dict(json.loads(content))
        except DocumentError as error:
            raise DocumentError(f"{label}: {error}") from error
        except (ValueError, RecursionError) as error:
            raise DocumentError(
                worded("{label}: is damaged or cut off ({error}); make it anew", label=label, error=error)
            ) from error

    @staticmethod
    def from_dict(values: object) -> Document:
        """The document that `to_dict` gave these values of, now or in the version before; unknown keys are passed over.

        Raises:
            DocumentError: the values are of an unknown version, not of the form, or text, changes or doubts are not
                those of the words; the message says where and what to do.
        """
        root = Value(values, "document")
        version = root["schema"].version()
        metadata = root["metadata"]
        document = Document(
            root["name"].text(),
            root["kind"].one_of(get_args(SourceKind)),
            tuple(read_page(page) for page in root["pages"].items()),
            Metadata(*(metadata[key].maybe(Value.text) for key in ("title", "date", "diary_number"))),
            root["lines"].one_of(get_args(LineChoice)),
            root["furniture"].one_of(get_args(FurnitureChoice)),
            {} if (registers := root.get("registers")) is None else registers.shares(),
        )
        told: dict[str, Iterable[Change]] = {"changes": document.changes, "doubts": document.doubts}
        if version == FIRST_SCHEMA:
            told = {"changes": in_order(document.changes, document.doubts)}
        root["text"].check(document.text)
        for key, changes in told.items():
            root[key].check([change.to_dict() for change in changes])
        return document
