"""The form of documents as plain values for JSON: its versions, its schema, and pages in it, there and back.

The form is published as `document.schema.json` beside this module (JSON Schema, draft 2020-12). `SCHEMA` names its
version: a reader may rely on every key of its version and must pass over keys that it does not know, for later programs
add some without another version. Text, changes and doubts stand in the values for readers of other programs; on the way
back they are derived anew from the words and must agree.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any, TypeVar, cast, get_args

from ocr_fix.document.page import Block, BlockKind, Line, Origin, Page
from ocr_fix.document.words import Box, ChangeKind, Choice, Edit, InFile, Word
from ocr_fix.errors import DocumentError
from ocr_fix.wording import worded

SCHEMA = "urn:ocr_fix:document:2"
"""The version of the form, and the `$id` of its schema."""

FIRST_SCHEMA = "urn:ocr_fix:document:1"
"""The version before, which is read as well: its doubts stand among the changes."""

# Probabilities are written with so many decimals: enough to sort by, and a third shorter than all of them.
_DECIMALS = 4
_ROTATIONS = (0, 90, 180, 270)  # degrees
_ORIGINS: tuple[Origin, ...] = get_args(Origin)
_BLOCK_KINDS: tuple[BlockKind, ...] = get_args(BlockKind)
_CHANGE_KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
_CODE = re.compile("[a-z]{2,8}")

T = TypeVar("T")


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the form."""
    text = files("ocr_fix.document").joinpath("document.schema.json").read_text(encoding="utf-8")
    return cast("dict[str, Any]", json.loads(text))


def _agrees(told: object, ours: object) -> bool:
    """Whether values are ours, whatever keys they have beside."""
    if isinstance(told, dict) and isinstance(ours, dict):
        return all(key in told and _agrees(told[key], value) for key, value in ours.items())
    if isinstance(told, list) and isinstance(ours, list):
        return len(told) == len(ours) and all(map(_agrees, told, ours))
    return told == ours


def page_values(page: Page) -> dict[str, Any]:
    """A page as plain values; probabilities have four decimals."""
    values: dict[str, Any] = {
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "dpi": page.dpi,
        "rotation": page.rotation,
        "origin": page.origin,
        "failure": page.failure,
        "blocks": [_block(block) for block in page.blocks],
    }
    if page.note is not None:
        values["note"] = page.note
    return values


def _block(block: Block) -> dict[str, Any]:
    values: dict[str, Any] = {
        "kind": block.kind,
        "level": block.level,
        "continues": block.continues,
        "lines": [{"cells": list(line.cells), "words": [_word(word) for word in line.words]} for line in block.lines],
    }
    if block.language is not None:
        values["language"] = block.language
    return values


def _word(word: Word) -> dict[str, Any]:
    values: dict[str, Any] = {
        "text": word.text,
        "raw": word.reading,
        "box": None if word.box is None else word.box.to_list(),
        "confidence": None if word.confidence is None else _rounded(word.confidence),
        "edit": None,
    }
    if word.edit is not None:
        edit = word.edit
        values["edit"] = {"kind": edit.kind, "confidence": _rounded(edit.confidence), "reason": edit.reason}
    if word.choices:
        values["choices"] = [
            [[choice.text, _rounded(choice.probability)] for choice in choices] for choices in word.choices
        ]
    if word.source is not None:
        source = word.source
        values["source"] = {"element": source.element, "raised": source.raised, "language": source.language}
    return values


def _rounded(probability: float) -> float:
    return round(probability, _DECIMALS)


class Value:
    """One of the values, and where it stands, for messages; what it is asked for and is not, is a DocumentError."""

    def __init__(self, value: object, where: str) -> None:
        self.value = value
        self.where = where

    def fault(self, problem: str) -> DocumentError:
        """The error that says where a problem, which is worded, is, and what to do."""
        told = f"{self.where} {problem}"
        return DocumentError(told if "; " in problem else worded("{told}; make it anew", told=told))

    def __getitem__(self, key: str) -> Value:
        if not isinstance(self.value, dict):
            raise self.fault(worded("is no object"))
        if key not in self.value:
            raise self.fault(worded("lacks {key!r}", key=key))
        return Value(self.value[key], f"{self.where}.{key}")

    def get(self, key: str) -> Value | None:
        """The value of a key that may be missing."""
        return self[key] if isinstance(self.value, dict) and key in self.value else None

    def items(self) -> Iterator[Value]:
        """The items of a list."""
        if not isinstance(self.value, list):
            raise self.fault(worded("is no list"))
        for index, item in enumerate(self.value):
            yield Value(item, f"{self.where}[{index}]")

    def maybe(self, read: Callable[[Value], T]) -> T | None:
        """What is read of the value; None where it is null."""
        return None if self.value is None else read(self)

    def text(self) -> str:
        """A text."""
        if not isinstance(self.value, str):
            raise self.fault(worded("is no text"))
        return self.value

    def code(self) -> str:
        """The code of a language."""
        code = self.text()
        if not _CODE.fullmatch(code):
            raise self.fault(worded("is {code!r}, which is no code of a language", code=code))
        return code

    def flag(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            raise self.fault(worded("is neither true nor false"))
        return self.value

    def whole(self) -> int:
        """A whole number."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.fault(worded("is no whole number"))
        return self.value

    def probability(self) -> float:
        """A number from 0 to 1."""
        if not isinstance(self.value, int | float) or isinstance(self.value, bool) or not 0 <= self.value <= 1:
            raise self.fault(worded("is no number from 0 to 1"))
        return float(self.value)

    def shares(self) -> dict[str, float]:
        """Numbers from 0 to 1 by what they are of."""
        if not isinstance(self.value, dict):
            raise self.fault(worded("is no object"))
        return {key: self[key].probability() for key in self.value}

    def check(self, derived: object) -> None:
        """Make sure that the value is what the words give."""
        if not _agrees(self.value, derived):
            raise self.fault(worded("is not what the words give; change the words instead"))

    def version(self) -> str:
        """A version of the form that this program reads."""
        version = self.text()
        if version not in {SCHEMA, FIRST_SCHEMA}:
            known = f"{SCHEMA!r}, {FIRST_SCHEMA!r}"
            raise self.fault(
                worded(
                    "is {version!r}; this program reads {known}: update ocr_fix, or clean the file again",
                    version=version,
                    known=known,
                )
            )
        return version

    def one_of(self, allowed: tuple[T, ...]) -> T:
        """One of the values that are allowed."""
        for each in allowed:
            if self.value == each:
                return each
        raise self.fault(
            worded("is {value!r}; it may be {allowed}", value=self.value, allowed=", ".join(map(str, allowed)))
        )


def read_page(page: Value) -> Page:
    """The page that `page_values` gave these values of; keys that are not known are passed over."""
    note = page.get("note")
    return Page(
        number=page["number"].whole(),
        blocks=tuple(_read_block(block) for block in page["blocks"].items()),
        width=page["width"].maybe(Value.whole),
        height=page["height"].maybe(Value.whole),
        dpi=page["dpi"].maybe(Value.whole),
        rotation=page["rotation"].one_of(_ROTATIONS),
        origin=page["origin"].one_of(_ORIGINS),
        failure=page["failure"].maybe(Value.text),
        note=None if note is None else note.text(),
    )


def _read_block(block: Value) -> Block:
    language = block.get("language")
    return Block(
        lines=tuple(_read_line(line) for line in block["lines"].items()),
        kind=block["kind"].one_of(_BLOCK_KINDS),
        continues=block["continues"].flag(),
        level=block["level"].whole(),
        language=None if language is None else language.code(),
    )


def _read_line(line: Value) -> Line:
    words = tuple(_read_word(word) for word in line["words"].items())
    cells = tuple(cell.whole() for cell in line["cells"].items())
    if any(not 0 < cell < len(words) for cell in cells) or list(cells) != sorted(set(cells)):
        raise line["cells"].fault(worded("are not the indices of words after the first, in order"))
    return Line(words, cells)


def _read_word(word: Value) -> Word:
    choices, source = word.get("choices"), word.get("source")
    values = (
        word["text"].text(),
        word["box"].maybe(read_box),
        word["confidence"].maybe(Value.probability),
        word["raw"].text(),
        word["edit"].maybe(_read_edit),
        () if choices is None else tuple(tuple(map(_read_choice, each.items())) for each in choices.items()),
        None if source is None else _read_source(source),
    )
    try:
        return Word(*values)
    except ValueError as error:
        raise word.fault(worded("is no word: {error}", error=error)) from error


def _read_source(source: Value) -> InFile:
    return InFile(source["element"].whole(), source["raised"].whole(), source["language"].maybe(Value.code))


def _read_edit(edit: Value) -> Edit:
    kind: ChangeKind = edit["kind"].one_of(_CHANGE_KINDS)
    return Edit(kind, edit["confidence"].probability(), edit["reason"].text())


def read_box(box: Value) -> Box:
    """The box that `Box.to_list` gave these values of."""
    sides = [side.whole() for side in box.items()]
    if len(sides) != 4:
        raise box.fault(worded("has not four sides"))
    return Box(*sides)


def _read_choice(choice: Value) -> Choice:
    pair = list(choice.items())
    if len(pair) != 2:
        raise choice.fault(worded("is no pair"))
    return Choice(pair[0].text(), pair[1].probability())
