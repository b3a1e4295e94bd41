"""What each step of recognition brings: errors of the whole reader, and of the reader without one step after another.

    python -m benchmarks.recognition [--own] [FILE ...]

A file has its truth beside it, as NAME.truth.txt; without arguments the scans of `samples/` and, where it is there, of
`../shared/truth/scans` are read, with `--own` the twenty simulated scans of `benchmarks/simulated`. Texts are laid out
but not corrected. Word error rates in per cent; in the last columns seconds of processor time a page, of ours and of
Tesseract's together, and numbers and signs that are right. A sum over the files closes the table.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from benchmarks.documents import SAMPLES, SHARED_TRUTH
from benchmarks.simulated.recipes import make_all
from ocr_fix.document import Document, Page, PageImage
from ocr_fix.evaluation import evaluate
from ocr_fix.layout import arrange
from ocr_fix.recognition import EngineSettings, reader
from ocr_fix.recognition.engines import tesseract
from ocr_fix.recognition.engines.tesseract import Tesseract
from ocr_fix.recognition.preparation.treatment import cues_of
from ocr_fix.recognition.reader import Reader
from ocr_fix.recognition.rules import RULES
from ocr_fix.source import Limits, open_source

_FOLDERS = (SAMPLES, SHARED_TRUTH / "scans")
_SCANS = {".pdf", ".tif", ".png", ".jpg", ".webp", ".bmp"}


def _evenly_lit(image: Any) -> Any:  # noqa: ANN401 - whatever the reader hands over
    return replace(cues_of(image), uneven=False)


STEPS: Mapping[str, tuple[str, Callable[..., Any]]] = {
    "blank pages": ("is_blank", lambda _: False),
    "smoothing": ("treated", lambda page, _: page),
    "place-by-place threshold": ("cues_of", _evenly_lit),
    "straightening": ("skew_of", lambda _: 0.0),
    "turning": ("may_be_turned", lambda _: False),
    "second treatment": ("is_poor", lambda _: False),
}
"""The steps, each with the name in `ocr_fix.recognition.reader` that stands for it and what takes its place."""

MENDING = tuple(rule for rule in RULES if rule != "doubts")
"""The rules that may change a word."""


class Row(NamedTuple):
    """One reading of one file: word errors, words, numbers and signs that are right, and seconds a page."""

    errors: int
    words: int
    right: int
    numbers: int
    seconds: float

    @property
    def rate(self) -> str:
        """Word errors in per cent."""
        return f"{100 * self.errors / max(1, self.words):.2f}"


class Remembering(Tesseract):
    """Tesseract that reads no image twice, so that leaving out a step costs only what the step changes."""

    def __init__(self, settings: EngineSettings) -> None:
        super().__init__(settings)
        self._known: dict[str, bytes] = {}

    def _read(self, page: PageImage, kind: str, models: Sequence[str], *arguments: str) -> bytes:
        asked = (page.image.size, page.dpi, kind, tuple(models), arguments)
        key = hashlib.sha256(page.image.tobytes() + repr(asked).encode()).hexdigest()
        if key not in self._known:
            self._known[key] = super()._read(page, kind, models, *arguments)
        return self._known[key]


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder, patch.object(tesseract, "Tesseract", Remembering):
        named = [Path(name) for name in arguments if name != "--own"]
        files = named or (list(make_all(Path(folder))) if "--own" in arguments else sorted(_scans()))
        heads = [
            "file",
            "Tesseract",
            "all",
            *(f"without {step}" for step in (*STEPS, *MENDING)),
            "s/page",
            "s/page all",
            "numbers",
        ]
        print("|", " | ".join(heads), "|")
        print("|" + "---|" * len(heads))
        rows = []
        for file in files:
            rows.append(_rows(file))
            print("|", " | ".join(_cells(file.name, rows[-1])), "|", flush=True)
        print("|", " | ".join(_cells("all files", [_sum(column) for column in zip(*rows, strict=True)])), "|")


def _cells(name: str, rows: Sequence[Row]) -> list[str]:
    alone, whole = rows[:2]
    numbers = f"{alone.right} / {whole.right} of {whole.numbers}"
    return [name, *(row.rate for row in rows), f"{alone.seconds:.1f}", f"{whole.seconds:.1f}", numbers]


def _sum(rows: Sequence[Row]) -> Row:
    errors, words, right, numbers, seconds = (sum(column) for column in zip(*rows, strict=True))
    return Row(int(errors), int(words), int(right), int(numbers), seconds / len(rows))


def _scans() -> Iterator[Path]:
    for folder in _FOLDERS:
        if folder.is_dir():
            yield from (file for file in folder.iterdir() if file.suffix in _SCANS and _truth(file).exists())


def _truth(file: Path) -> Path:
    return file.with_name(f"{file.stem}.truth.txt")


def _rows(file: Path) -> list[Row]:
    with open_source(file, limits=Limits(), dpi=300) as source:
        pages = [page for page in source.pages() if isinstance(page, PageImage)]
    engine = Tesseract()
    ours = Reader()
    rows = [_row(file, pages, lambda page: engine.read(page, ("swe",))), _row(file, pages, ours.read)]
    for name, stand_in in STEPS.values():
        with patch.object(reader, name, stand_in):
            rows.append(_row(file, pages, ours.read))
    for rule in MENDING:
        with patch.dict(RULES, {rule: lambda page, _: page}):
            rows.append(_row(file, pages, ours.read))
    return rows


def _row(file: Path, pages: Sequence[PageImage], read: Callable[[PageImage], Page]) -> Row:
    truth = _truth(file).read_text(encoding="utf-8")
    started = _seconds()
    found = arrange([read(page) for page in pages])
    seconds = (_seconds() - started) / len(pages)
    text = Document(file.name, "image", found).text
    judged = evaluate(truth, text, text)
    numbers = judged.changes.numbers_and_signs if judged.changes is not None else None
    right, count = (numbers.left_alone, numbers.words) if numbers is not None else (0, 0)
    return Row(judged.words.edits, judged.words.length, right, count, seconds)


def _seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


if __name__ == "__main__":
    main(sys.argv[1:])
