"""OCRmyPDF for its text alone: `--sidecar`, no PDF written, one job, Swedish model, all else as it is by default."""

from __future__ import annotations

import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from benchmarks.peers import protocol

OPTIONS = ["-l", "swe", "--jobs", "1", "--output-type", "none", "--quiet"]
ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}
A4_WIDTH = 8.27  # inches
HAS_TEXT_ALREADY = 6  # its exit code for a PDF whose pages have a text layer


def load() -> protocol.Work:
    """Nothing to load: OCRmyPDF is a command and starts anew for every document."""

    def work(path: Path) -> protocol.Output:
        with tempfile.TemporaryDirectory() as name:
            sidecar = Path(name) / "text.txt"
            command = [sys.executable, "-m", "ocrmypdf", *OPTIONS, "--sidecar", str(sidecar), str(path), "-"]
            try:
                protocol.run_program(command, **ONE_THREAD)
            except protocol.ProgramError as error:
                protocol.run_program([*command, *what_it_asks_for(error, path)], **ONE_THREAD)
            return protocol.Output(sidecar.read_text(encoding="utf-8"))

    return work


def what_it_asks_for(error: protocol.ProgramError, path: Path) -> list[str]:
    """The option OCRmyPDF's refusal tells its user to give: read a text layer anew, or a picture's resolution.

    The resolution is estimated, as it asks, by taking the picture for a whole page of A4.

    Raises:
        ProgramError: it refused for another reason.
    """
    if error.code == HAS_TEXT_ALREADY:
        return ["--mode", "force"]
    if "DpiError" in str(error):
        from PIL import Image  # noqa: PLC0415 - only where it is needed: this module also runs to tell versions

        with Image.open(path) as image:
            return ["--image-dpi", str(round(min(image.size) / A4_WIDTH))]
    raise error


def versions() -> dict[str, str]:
    """OCRmyPDF and the Tesseract below it."""
    said = protocol.run_program(["tesseract", "--version"])
    return {"ocrmypdf": version("ocrmypdf"), "tesseract": said.split()[1]}


if __name__ == "__main__":
    raise SystemExit(protocol.main(load, versions))
