"""Clean a sample scan and set the result beside raw Tesseract's, measured against the sample's truth."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from rich.console import Console
from rich.table import Table

import ocr_fix
from ocr_fix.evaluation import cer, wer

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "rapport-2024.pdf"
LEGACY = ROOT / "samples" / "legacy-2008.txt"
DPI = 300


def raw_tesseract(scan: Path) -> str:
    """What `tesseract -l swe` reads on the pages of a PDF, rendered at 300 dpi."""
    texts = []
    with tempfile.TemporaryDirectory() as folder:
        image = Path(folder) / "page.png"
        with pypdfium2.PdfDocument(scan) as pdf:
            for number in range(len(pdf)):
                pdf[number].render(scale=DPI / 72, grayscale=True).to_pil().save(image, dpi=(DPI, DPI))
                command = ["tesseract", str(image), "-", "-l", "swe"]
                texts.append(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return "\n".join(texts)


def truth_of(sample: Path) -> str:
    """The truth beside a sample."""
    return sample.with_name(f"{sample.stem}.truth.txt").read_text(encoding="utf-8")


def main() -> None:
    """Show the clean text of a scan, then the measures of it and of a legacy text."""
    console = Console(highlight=False)
    console.rule(f"ocrfix samples/{SAMPLE.name}")
    command = [sys.executable, "-m", "ocr_fix", str(SAMPLE)]
    clean = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    console.print(clean, markup=False, soft_wrap=True)
    table = Table(title="errors against the truth (CER: characters, WER: words)", title_justify="left")
    for heading in ("", "CER", "WER"):
        table.add_column(heading, justify="left" if not heading else "right")
    legacy = LEGACY.read_text(encoding="utf-8")
    rows = (
        (f"{SAMPLE.name}: raw tesseract -l swe", truth_of(SAMPLE), raw_tesseract(SAMPLE)),
        (f"{SAMPLE.name}: ocrfix", truth_of(SAMPLE), clean),
        (f"{LEGACY.name}: as the old engine left it", truth_of(LEGACY), legacy),
        (f"{LEGACY.name}: ocrfix", truth_of(LEGACY), ocr_fix.clean(LEGACY).text),
    )
    for name, truth, text in rows:
        table.add_row(name, f"{cer(truth, text):.2%}", f"{wer(truth, text):.2%}")
    console.print(table)


if __name__ == "__main__":
    main()
