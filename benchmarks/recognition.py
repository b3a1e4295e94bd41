"""What each step of recognition brings: word error rates of our samples and of other scans, step by step.

    python -m benchmarks.recognition [FILE ...]

A file has its truth beside it, as NAME.truth.txt; without arguments the scans of `samples/` and, where it is there, of
`../shared/truth/scans` are read. Texts are laid out but not corrected. Seconds are processor time a page of the whole
reader, of ours and of Tesseract's together.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ocr_fix.document import Document, Page, PageImage
from ocr_fix.evaluation import wer
from ocr_fix.layout import arrange
from ocr_fix.recognition import Reader, Tesseract
from ocr_fix.recognition.boxes import rescaled
from ocr_fix.recognition.fusion import fused
from ocr_fix.recognition.reader import HAS_SIGNS, LACKS_SIGNS, without_plain_lines
from ocr_fix.recognition.treatment import treated
from ocr_fix.source import Limits, open_source

_ROOT = Path(__file__).parents[1]
_FOLDERS = (_ROOT / "samples", _ROOT.parent / "shared" / "truth" / "scans")
_SCANS = {".pdf", ".tif", ".png", ".jpg", ".webp", ".bmp"}

_swe = Tesseract((LACKS_SIGNS,))
_eng = Tesseract((HAS_SIGNS,))
_reader = Reader()


def _treated(page: PageImage) -> Page:
    return rescaled(_swe.read(treated(page)), *page.image.size, page.dpi)


def _fused(page: PageImage) -> Page:
    reading = _swe.read(page)
    rest = without_plain_lines(page, reading)
    return reading if rest is None else fused(reading, _eng.read(rest))


STEPS: dict[str, Callable[[PageImage], Page]] = {
    "Tesseract alone": _swe.read,
    "treated": _treated,
    "signs fused": _fused,
    "all": _reader.read,
}


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    files = [Path(name) for name in arguments] or sorted(_scans())
    print("|", " | ".join(["file", *STEPS, "s/page alone", "s/page all"]), "|")
    print("|" + "---|" * (len(STEPS) + 3))
    for file in files:
        print("|", " | ".join([file.name, *_row(file)]), "|", flush=True)


def _scans() -> Iterator[Path]:
    for folder in _FOLDERS:
        if folder.is_dir():
            yield from (file for file in folder.iterdir() if file.suffix in _SCANS and _truth(file).exists())


def _truth(file: Path) -> Path:
    return file.with_name(f"{file.stem}.truth.txt")


def _row(file: Path) -> list[str]:
    truth = _truth(file).read_text(encoding="utf-8")
    rates, costs = [], []
    with open_source(file, limits=Limits(), dpi=300) as source:
        pages = [page for page in source.pages(range(1, source.page_count + 1)) if isinstance(page, PageImage)]
    for step in STEPS.values():
        started = _seconds()
        read = arrange([step(page) for page in pages])
        costs.append((_seconds() - started) / len(pages))
        rates.append(wer(truth, Document(file.name, source.kind, read).text))
    return [f"{100 * rate:.2f}" for rate in rates] + [f"{costs[0]:.1f}", f"{costs[-1]:.1f}"]


def _seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


if __name__ == "__main__":
    main(sys.argv[1:])
