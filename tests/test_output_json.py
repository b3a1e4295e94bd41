"""Documents as JSON: valid by the published schema, and the same document when read back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
from hypothesis import given, settings
from output_documents import SCANS, TEXTS, cleaned, documents, original

import ocr_fix
from ocr_fix.document import (
    Block,
    BlockKind,
    Box,
    ChangeKind,
    Document,
    Edit,
    Line,
    Metadata,
    Origin,
    Page,
    SourceKind,
    Word,
    in_order,
)
from ocr_fix.document.json import json_schema
from ocr_fix.errors import DocumentError, OcrFixError
from ocr_fix.output import render

VALIDATOR = jsonschema.Draft202012Validator(json_schema())


def test_the_schema_is_itself_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_the_schema_knows_every_kind() -> None:
    definitions = json_schema()["$defs"]
    assert definitions["kind"]["enum"] == list(get_args(ChangeKind))
    assert definitions["block"]["properties"]["kind"]["enum"] == list(get_args(BlockKind))
    assert definitions["page"]["properties"]["origin"]["enum"] == list(get_args(Origin))
    assert json_schema()["properties"]["kind"]["enum"] == list(get_args(SourceKind))


@given(documents())
@settings(max_examples=50)
def test_any_document_is_valid_and_comes_back_the_same(document: Document) -> None:
    values = json.loads(render(document, "json"))
    VALIDATOR.validate(values)
    again = Document.from_dict(values)
    assert again == document
    assert render(again, "json") == render(document, "json")


@pytest.mark.slow
@pytest.mark.parametrize("sample", [*TEXTS, *SCANS], ids=lambda path: path.name)
def test_every_sample_is_valid_and_comes_back_the_same(sample: Any) -> None:
    document = cleaned(sample.name)
    content = render(document, "json", original(sample.name))
    values = json.loads(content)
    VALIDATOR.validate(values)
    again = Document.from_dict(values)
    assert render(again, "json") == content
    assert (again.text, again.raw_text, again.metadata) == (document.text, document.raw_text, document.metadata)


@pytest.fixture
def values() -> dict[str, Any]:
    word = Word("6ver", Box(1, 2, 3, 4), 0.5).edited("över", Edit("word", 0.9, "a test"))
    page = Page(1, (Block((Line((word, Word("allt")), (1,)),), "table"),), 100, 200, 300)
    return Document("x.png", "image", (page,), Metadata("Rapport", None, "12/34")).to_dict()


def test_the_keys_that_readers_rely_on(values: dict[str, Any]) -> None:
    assert values["schema"] == "urn:ocr_fix:document:2"
    assert values["metadata"] == {"title": "Rapport", "date": None, "diary_number": "12/34"}
    (line,) = values["pages"][0]["blocks"][0]["lines"]
    assert line["cells"] == [1]
    assert line["words"][0] == {
        "text": "över",
        "raw": "6ver",
        "box": [1, 2, 3, 4],
        "confidence": 0.5,
        "edit": {"kind": "word", "confidence": 0.9, "reason": "a test"},
    }


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        (["kind"], "film", r"document\.kind is 'film'; it may be pdf"),
        (["pages", 0, "blocks", 0, "kind"], "poem", r"pages\[0\]\.blocks\[0\]\.kind is 'poem'"),
        (["pages", 0, "blocks", 0, "lines", 0, "cells"], [2], "indices of words"),
        (["pages", 0, "blocks", 0, "lines", 0, "words", 0, "box"], [1, 2, 3], "has not four sides"),
        (["pages", 0, "blocks", 0, "lines", 0, "words", 0, "edit"], None, r"words\[0\] is no word.*no edit says why"),
        (["pages", 0, "blocks", 0, "lines", 0, "words", 0, "confidence"], 1.5, "no number from 0 to 1"),
        (["pages", 0, "blocks", 0, "lines", 0, "words", 0, "text"], 7, "is no text"),
        (["pages", 0, "number"], True, "is no whole number"),
        (["pages"], {}, "is no list"),
        (["metadata"], [], "is no object"),
        (["text"], "något annat", "change the words instead"),
        (["changes"], [], "change the words instead"),
        (["doubts"], [{}], "change the words instead"),
    ],
)
def test_what_is_not_of_the_form_is_refused_with_its_place(
    values: dict[str, Any], path: list[Any], value: object, problem: str
) -> None:
    target: Any = values
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    with pytest.raises(DocumentError, match=problem) as caught:
        Document.from_dict(values)
    assert isinstance(caught.value, ValueError)  # what callers of a parser expect


def test_a_document_of_another_version_says_what_to_do(values: dict[str, Any]) -> None:
    values["schema"] = "urn:ocr_fix:document:9"
    with pytest.raises(OcrFixError, match=r"document\.schema is 'urn:ocr_fix:document:9'.*: update ocr_fix"):
        Document.from_dict(values)


@given(documents())
@settings(max_examples=50)
def test_a_document_of_the_first_version_is_read(document: Document) -> None:
    values = document.to_dict()
    told = in_order(document.changes, document.doubts)  # as it wrote them: the doubts among the changes
    first = {**values, "schema": "urn:ocr_fix:document:1", "changes": [change.to_dict() for change in told]}
    del first["doubts"]
    assert Document.from_dict(first) == Document.from_dict(values)


@given(documents())
@settings(max_examples=50)
def test_keys_of_later_programs_are_valid_and_passed_over(document: Document) -> None:
    values = _with_new_keys(json.loads(render(document, "json")))
    VALIDATOR.validate(values)
    assert Document.from_dict(values) == document


def _with_new_keys(values: Any) -> Any:
    """The same values with a key more in every object."""
    if isinstance(values, dict):
        return {**{key: _with_new_keys(value) for key, value in values.items()}, "later": "sv"}
    return [_with_new_keys(value) for value in values] if isinstance(values, list) else values


def test_a_missing_key_is_named(values: dict[str, Any]) -> None:
    del values["pages"][0]["origin"]
    with pytest.raises(DocumentError, match=r"document\.pages\[0\] lacks 'origin'"):
        Document.from_dict(values)


def test_the_example_of_the_documentation_is_of_the_form() -> None:
    page = (Path(__file__).parents[1] / "docs" / "formats.md").read_text(encoding="utf-8")
    example = json.loads(page.split("```json\n")[1].split("```")[0])
    VALIDATOR.validate(example)
    assert Document.from_dict(example).to_dict() == example
    (change,) = ocr_fix.correct("ett 6verskott\n").changes
    (shown,) = example["changes"]
    assert (change.before, change.after, change.kind, change.reason) == tuple(
        shown[key] for key in ("before", "after", "kind", "reason")
    )
    assert change.confidence == pytest.approx(shown["confidence"], abs=0.05)
