"""`ocrfix apply` writes what was decided in every format, or refuses in one line and writes nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from test_cli import failure, in_process
from test_review import document

from ocr_fix import Decisions, Document, decisions_as_json, places, revert
from ocr_fix.output import render


@pytest.fixture
def reviewed(tmp_path: Path) -> Path:
    """A folder with a scan, the JSON made of it, and decisions."""
    before = document()
    sheet = Image.new("L", (300, 300), 255)
    sheet.save(tmp_path / before.name, save_all=True, append_images=[sheet])
    (tmp_path / "protokoll.json").write_bytes(render(before, "json"))
    found = {place.text: place for place in places(before)}
    made = [found["väg"].decide("sväng", who="Anna", when="2026-11-28T21:00:00Z"), found["till"].decide("till")]
    (tmp_path / "decisions.json").write_text(decisions_as_json(Decisions.of(before, made)), encoding="utf-8")
    return tmp_path


def test_every_format_is_made_anew(reviewed: Path) -> None:
    files = reviewed / "protokoll.json", reviewed / "decisions.json"
    out, page, told = reviewed / "out.txt", reviewed / "look.html", reviewed / "changes.jsonl"
    forms = "text,json,hocr,alto,markdown,pdf"
    done = in_process("apply", *files, "-o", out, "--format", forms, "--report", page, "--changes", told)
    assert done.returncode == 0, done.stderr
    assert out.read_text(encoding="utf-8") == "En kor sväng till barnfamiljer idag\n\noch kor sedan\n"
    for ending in (".json", ".hocr", ".xml", ".md"):
        assert "sväng" in out.with_suffix(ending).read_text(encoding="utf-8")
    with pypdfium2.PdfDocument(out.with_suffix(".pdf")) as pdf:
        assert "sväng" in pdf[0].get_textpage().get_text_range()
    after = Document.from_dict(json.loads(out.with_suffix(".json").read_bytes()))
    assert revert(after.text, after.changes) == document().raw_text
    kinds = [json.loads(line)["kind"] for line in told.read_text(encoding="utf-8").splitlines()]
    assert kinds.count("reviewed") == 2
    assert "decided by Anna on 2026-11-28; was &#39;väg&#39;" in page.read_text(encoding="utf-8")
    assert in_process("apply", *files, "-o", files[0]).returncode == 0  # in its own place, and once more
    assert in_process("apply", *files).stdout == out.read_bytes()


def test_what_does_not_fit_is_refused_and_nothing_written(reviewed: Path) -> None:
    files = reviewed / "protokoll.json", reviewed / "decisions.json"
    before = document()
    place = next(place for place in places(before) if place.text == "väg")
    moved = Decisions.of(before, [replace(place.decide("sväng"), was="vag")])
    files[1].write_text(decisions_as_json(moved), encoding="utf-8")
    message = failure("apply", *files, "-o", reviewed / "out.txt", code=10)
    assert "page 1, character 7: 'väg' stands there now" in message
    files[1].write_text(decisions_as_json(replace(moved, fingerprint="0" * 64)), encoding="utf-8")
    assert "other words were read" in failure("apply", *files, "-o", reviewed / "out.txt", code=10)
    files[1].write_text("[]", encoding="utf-8")
    assert "decisions is no object" in failure("apply", *files, "-o", reviewed / "out.txt", code=3)
    assert "is the input itself" in failure("apply", *files, "-o", reviewed / "decisions.json", code=6)
    assert "cut off" in failure("apply", reviewed / before.name, files[1], code=3)
    assert "needs the file that was read" in failure(*_without_scan(reviewed), code=2)
    assert not (reviewed / "out.txt").exists()


def _without_scan(folder: Path) -> tuple[str | Path, ...]:
    (folder / document().name).unlink()
    (folder / "decisions.json").write_text(decisions_as_json(Decisions.of(document())), encoding="utf-8")
    return "apply", folder / "protokoll.json", folder / "decisions.json", "-o", folder / "out.pdf"
