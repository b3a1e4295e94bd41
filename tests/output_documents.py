"""Documents for the tests of the outputs: drawn at random, read from the samples, and composed for one question."""

from __future__ import annotations

import fcntl
import os
import pickle
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar, get_args

import pypdfium2
from conftest import RUN_FOLDER
from hypothesis import strategies as st

import ocr_fix
from ocr_fix.document import (
    Block,
    BlockKind,
    Box,
    Choice,
    Document,
    Edit,
    FurnitureChoice,
    Line,
    LineChoice,
    Metadata,
    Page,
    Word,
)
from ocr_fix.original import OriginalFile

T = TypeVar("T")

SAMPLES = Path(__file__).parents[1] / "samples"
SCANS = sorted(file for file in SAMPLES.iterdir() if file.suffix in {".pdf", ".tif", ".jpg", ".png", ".webp", ".bmp"})
TEXTS = [SAMPLES / "arkiv-1996.txt", SAMPLES / "legacy-2008.txt"]

READINGS = st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1, max_size=8)
PROBABILITIES = st.floats(0, 1).map(lambda value: round(value, 4))
BOXES = st.builds(
    lambda left, top, width, height: Box(left, top, left + width, top + height),
    *[st.integers(0, 400)] * 2,
    *[st.integers(1, 90)] * 2,
)
REASON = Edit("word", 0.9, "a test")


@st.composite
def words(draw: st.DrawFn, *, boxes: bool) -> Word:
    reading = draw(READINGS)
    word = Word(reading, draw(BOXES) if boxes else None, draw(st.none() | PROBABILITIES))
    if draw(st.booleans()):
        choices = st.tuples(READINGS, PROBABILITIES).map(lambda pair: Choice(*pair))
        word = Word(reading, word.box, word.confidence, choices=(tuple(draw(st.lists(choices, max_size=2))),))
    match draw(st.sampled_from(["keep", "keep", "change", "absorb", "split", "doubt"])):
        case "change":
            return word.edited(draw(READINGS), Edit("word", draw(PROBABILITIES), draw(READINGS)))
        case "absorb":
            return word.edited("", Edit("hyphen", draw(PROBABILITIES), "joined"))
        case "split":
            return word.edited(f"{reading} {draw(READINGS)}", Edit("split", draw(PROBABILITIES), "split"))
        case "doubt":
            return word.edited(reading, Edit("doubtful", draw(PROBABILITIES), "rivals"))
    return word


@st.composite
def blocks(draw: st.DrawFn, *, boxes: bool) -> Block:
    lines = []
    kind: BlockKind = draw(st.sampled_from(get_args(BlockKind)))
    for row in draw(st.lists(st.lists(words(boxes=boxes), min_size=1, max_size=5), min_size=1, max_size=3)):
        cells = draw(st.sets(st.integers(1, len(row) - 1))) if len(row) > 1 and kind == "table" else set()
        lines.append(Line(tuple(row), tuple(sorted(cells))))
    level = draw(st.integers(0, 3)) if kind == "heading" else 0
    language = draw(st.none() | st.sampled_from(["sv", "da", "und", "none"]))
    return Block(tuple(lines), kind, continues=draw(st.booleans()), level=level, language=language)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any document that the stages could give, and many they would not."""
    boxes = draw(st.booleans())
    pages = []
    for number in range(1, draw(st.integers(0, 3)) + 1):
        page = Page(number, tuple(draw(st.lists(blocks(boxes=boxes), max_size=3))))
        if boxes:
            page = replace(page, width=500, height=500, dpi=100, rotation=draw(st.sampled_from([0, 90, 180, 270])))
        if draw(st.integers(0, 5)) == 0:
            page = replace(page, blocks=(), failure="the page is too dark")
        pages.append(page)
    found = st.none() | READINGS
    metadata = Metadata(draw(found), draw(found), draw(found))
    name = draw(st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=12))
    choices = draw(st.sampled_from(get_args(LineChoice))), draw(st.sampled_from(get_args(FurnitureChoice)))
    return Document(name, "image" if boxes else "text", tuple(pages), metadata, *choices)


def once(name: str, make: Callable[[], T]) -> T:
    """What takes long, made once for all processes of a run by whichever comes first."""
    kept = Path(os.environ[RUN_FOLDER]) / name
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(pickle.dumps(make()))
    made: T = pickle.loads(kept.read_bytes())
    return made


@cache
def cleaned(name: str) -> Document:
    """A sample, read and corrected."""
    return once(f"{name}.cleaned", lambda: ocr_fix.clean(SAMPLES / name))


@cache
def read_by_tesseract(name: str) -> str:
    """What `tesseract -l swe` prints for a scan: a picture as it is, the pages of a PDF at 300 dpi."""
    return once(f"{name}.read", lambda: _read_by_tesseract(SAMPLES / name))


def _read_by_tesseract(scan: Path) -> str:
    with tempfile.TemporaryDirectory() as folder:
        pictures = [scan]
        if scan.suffix == ".pdf":
            with pypdfium2.PdfDocument(scan) as pdf:
                pictures = [Path(folder) / f"{number}.png" for number in range(len(pdf))]
                for page, picture in zip(pdf, pictures, strict=True):
                    page.render(scale=300 / 72, grayscale=True).to_pil().save(picture, dpi=(300, 300))
        commands = [["tesseract", str(picture), "-", "-l", "swe"] for picture in pictures]
        env = os.environ | {"OMP_THREAD_LIMIT": "1"}
        return "\n".join(
            subprocess.run(command, capture_output=True, text=True, check=True, env=env).stdout for command in commands
        )


def original(name: str) -> OriginalFile:
    """The file of a sample."""
    return OriginalFile(SAMPLES / name)


def line_of(*texts: str, top: int = 0) -> Line:
    """A line of words of 10 pixels a character, 20 high."""
    placed = []
    left = 0
    for text in texts:
        placed.append(Word(text, Box(left, top, left + 10 * len(text), top + 20), 0.9))
        left += 10 * len(text) + 10
    return Line(tuple(placed))
