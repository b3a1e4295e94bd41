"""Real scans through real Tesseract: what comes out is at least as near the truth as Tesseract alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from output_documents import SAMPLES, SCANS, cleaned, read_by_tesseract

import ocr_fix
from ocr_fix import Cleaner, Document, OcrFixError, Options, revert
from ocr_fix.document import PageImage
from ocr_fix.evaluation import cer
from ocr_fix.recognition import EngineSettings
from ocr_fix.recognition.engines.tesseract import Tesseract
from ocr_fix.source import open_source


def truth_of(sample: Path) -> str:
    return sample.with_name(f"{sample.stem}.truth.txt").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("scan", SCANS, ids=lambda path: path.name)
def test_no_scan_is_read_worse_than_by_tesseract_alone(scan: Path) -> None:
    document = cleaned(scan.name)
    assert cer(truth_of(scan), document.text) <= cer(truth_of(scan), read_by_tesseract(scan.name))
    assert revert(document.text, document.changes) == document.raw_text


@pytest.mark.slow
def test_a_block_of_houses_keeps_its_capital_though_its_name_is_a_word() -> None:
    """The engine nearly read a small h, and no sentence begins there."""
    assert "enbostadshus, Hasseln 5" in cleaned("kallelse.png").text


@pytest.fixture
def letter() -> Document:
    return cleaned("anslag.bmp")


@pytest.mark.slow
def test_words_of_a_scan_have_boxes_on_the_page_and_confidences(letter: Document) -> None:
    (page,) = letter.pages
    assert page.width is not None
    assert page.height is not None
    words = [word for block in page.blocks for line in block.lines for word in line.words]
    assert len(words) > 60
    for word in words:
        assert word.box is not None
        assert 0 <= word.box.left < word.box.right <= page.width
        assert 0 <= word.box.top < word.box.bottom <= page.height
        assert word.confidence is not None
        assert 0.0 <= word.confidence <= 1.0


@pytest.mark.slow
def test_content_and_streams_are_read_like_files(letter: Document) -> None:
    content = (SAMPLES / "anslag.bmp").read_bytes()
    assert ocr_fix.clean(content).text == letter.text
    with (SAMPLES / "anslag.bmp").open("rb") as stream:
        assert Cleaner(Options()).clean(stream, name="notice").name == "notice"


@pytest.mark.slow
def test_pages_are_reported_as_they_are_read() -> None:
    seen: list[tuple[int, int]] = []
    Cleaner(pages="2").clean(SAMPLES / "fax-2009.tif", progress=lambda done, total: seen.append((done, total)))
    assert seen == [(0, 1), (1, 1)]


def test_a_page_that_takes_too_long_is_an_error() -> None:
    with open_source(SAMPLES / "kallelse.png") as source:
        page = source.page(1)
    assert isinstance(page, PageImage)
    with pytest.raises(OcrFixError, match=r"page 1: Tesseract failed .took longer than 0\.01 s"):
        Tesseract(EngineSettings(timeout=0.01)).read(page, ("swe",))
