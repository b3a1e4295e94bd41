"""Tesseract inside tesserocr reads what the program reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from ocr_fix.document import PageImage
from ocr_fix.errors import EngineError
from ocr_fix.recognition import EngineSettings
from ocr_fix.recognition.judgement import text_of
from ocr_fix.recognition.reader import Reader
from ocr_fix.source import open_source

pytest.importorskip("tesserocr", reason="tesserocr is not installed (pip install 'ocr-fix[embedded]')")

SAMPLES = Path(__file__).parents[1] / "samples"
EMBEDDED = EngineSettings("tesserocr")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["anslag.bmp", "brev.webp"])
def test_both_engines_read_the_same_within_noise(name: str) -> None:
    with open_source(SAMPLES / name) as source:
        page = source.page(1)
    assert isinstance(page, PageImage)
    theirs, ours = Reader(), Reader(settings=EMBEDDED)
    assert set(ours.info().languages) >= {"swe", "eng"}
    assert Levenshtein.normalized_distance(text_of(theirs.read(page)), text_of(ours.read(page))) < 0.02


def test_language_data_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="no data for swe"):
        Reader(settings=EngineSettings("tesserocr", tessdata=tmp_path)).check()
