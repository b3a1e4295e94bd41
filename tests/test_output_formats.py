"""Formats by name, several at once, and the files they go to."""

from __future__ import annotations

from pathlib import Path

import pytest
from output_documents import SAMPLES
from test_cli import failure, in_process

from ocr_fix.document import Document
from ocr_fix.errors import OptionError
from ocr_fix.output import FORMATS, parse_formats, render, targets


def test_formats_are_named_once_and_keep_their_order() -> None:
    assert parse_formats("json, text,json") == ("json", "text")


@pytest.mark.parametrize("names", ["", "odt", "text,,json", "text;json"])
def test_unknown_formats_are_refused_with_those_there_are(names: str) -> None:
    with pytest.raises(
        OptionError, match=r"unknown format .*; choose from text, markdown, json, hocr, alto, page, tei, docx, pdf"
    ):
        parse_formats(names)
    with pytest.raises(OptionError, match="unknown format"):
        render(Document("x", "text"), names)


@pytest.mark.parametrize(
    ("output", "forms", "expected"),
    [
        ("ut.txt", "text,json", {"text": "ut.txt", "json": "ut.json"}),
        ("ut.json", "text,json", {"text": "ut.txt", "json": "ut.json"}),
        ("UT.TXT", "json,text", {"json": "UT.json", "text": "UT.TXT"}),
        ("ut", "text,json", {"text": "ut", "json": "ut.json"}),
        ("ut.2024", "json,text", {"json": "ut.2024", "text": "ut.2024.txt"}),
        ("ut.md", "text", {"text": "ut.md"}),
        ("ut.md", "text,markdown", {"text": "ut.txt", "markdown": "ut.md"}),
    ],
)
def test_the_named_file_is_of_the_format_it_ends_like(output: str, forms: str, expected: dict[str, str]) -> None:
    found = targets(Path("mapp") / output, parse_formats(forms))
    assert found == {form: Path("mapp") / name for form, name in expected.items()}


def test_no_two_formats_share_an_ending() -> None:
    assert len({each.ending for each in FORMATS.values()}) == len(FORMATS)


def test_several_formats_are_written_beside_each_other(tmp_path: Path) -> None:
    done = in_process(SAMPLES / "legacy-2008.txt", "--format", "text,json", "-o", tmp_path / "ut.txt")
    assert (done.returncode, done.stdout) == (0, b"")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["ut.json", "ut.txt"]
    assert (tmp_path / "ut.txt").read_bytes() == in_process(SAMPLES / "legacy-2008.txt").stdout


def test_several_formats_need_a_file() -> None:
    assert "name a file with -o" in failure(SAMPLES / "legacy-2008.txt", "--format", "text,json", code=2)


def test_no_output_overwrites_the_input_or_another(tmp_path: Path) -> None:
    source = tmp_path / "sida.txt"
    source.write_text("Nämnden\n", encoding="utf-8")
    assert "is the input itself" in failure(source, "--format", "json,text", "-o", tmp_path / "sida.json", code=6)
    assert "two outputs" in failure(
        source, "--format", "json,text", "-o", tmp_path / "ut.json", "--changes", tmp_path / "ut.txt", code=2
    )
    assert [file.name for file in tmp_path.iterdir()] == ["sida.txt"]
    assert source.read_text(encoding="utf-8") == "Nämnden\n"
