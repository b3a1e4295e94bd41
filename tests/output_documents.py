"""Documents for the tests of the outputs: drawn at random, read from the samples, and composed for one question."""

from __future__ import annotations

import fcntl
import os
import pickle
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import get_args

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
    return Block(tuple(lines), kind, continues=draw(st.booleans()), level=level)


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


@cache
def cleaned(name: str) -> Document:
    """A sample, read and corrected once for all tests, whichever process comes first."""
    kept = Path(os.environ[RUN_FOLDER]) / f"{name}.pickle"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(pickle.dumps(ocr_fix.clean(SAMPLES / name)))
    document: Document = pickle.loads(kept.read_bytes())
    return document


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
