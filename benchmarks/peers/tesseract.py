"""Tesseract alone: pages rendered at 300 dpi, one process for all pages of a document, Swedish model.

PDF pages are rendered by pypdfium2 to grey images without compression; images are given to Tesseract as they are,
every page of a TIFF.
"""

from __future__ import annotations

import re
import tempfile
from importlib.metadata import version
from pathlib import Path

from benchmarks.peers import protocol

LANGUAGE = "swe"
DPI = 300
POINTS_PER_INCH = 72
ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}


def load() -> protocol.Work:
    """Import the PDF renderer; Tesseract itself starts anew for every document."""
    import pypdfium2  # noqa: PLC0415 - loading is timed

    def render(path: Path, folder: Path) -> list[Path]:
        images = []
        with pypdfium2.PdfDocument(path) as pdf:
            for number, page in enumerate(pdf):
                picture = page.render(scale=DPI / POINTS_PER_INCH, grayscale=True).to_pil()
                images.append(folder / f"{number:05}.pgm")
                picture.save(images[-1])
        return images

    def work(path: Path) -> protocol.Output:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            if path.suffix.lower() != ".pdf":
                return protocol.Output(recognise(path))
            pages = folder / "pages.txt"  # a list of images is read by one Tesseract, which loads its model once
            pages.write_text("".join(f"{image}\n" for image in render(path, folder)), encoding="utf-8")
            return protocol.Output(recognise(pages, "--dpi", str(DPI)))

    return work


def recognise(source: Path, *options: str) -> str:
    """The text of an image, or of every image that a list names, with form feeds between pages."""
    return protocol.run_program(["tesseract", str(source), "stdout", "-l", LANGUAGE, *options], **ONE_THREAD)


def versions() -> dict[str, str]:
    """Tesseract and the renderer."""
    said = protocol.run_program(["tesseract", "--version"])
    number = re.search(r"tesseract v?(\S+)", said)
    return {"tesseract": number[1] if number else said.splitlines()[0], "pypdfium2": version("pypdfium2")}


if __name__ == "__main__":
    raise SystemExit(protocol.main(load, versions))
