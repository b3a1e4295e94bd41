"""Stock Tesseract, called as a person at a terminal would: a page, a language, nothing else."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from PIL import Image


class ReaderError(Exception):
    """Tesseract is missing, lacks the language or failed."""


def read(page: Image.Image, language: str) -> str:
    """What Tesseract reads on a page, to the letter.

    Args:
        page: handed over as PNG, with its resolution where `info["dpi"]` has one.
        language: "swe", "eng" or another model that is installed.

    Raises:
        ReaderError: the program is missing, lacks the language or failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder, "page.png")
        page.save(picture, dpi=page.info.get("dpi"))
        try:
            run = subprocess.run(
                ["tesseract", str(picture), "-", "-l", language],
                capture_output=True,
                encoding="utf-8",
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
                check=False,
            )
        except FileNotFoundError as error:
            raise ReaderError("tesseract is not installed") from error
    if run.returncode:
        raise ReaderError(f"tesseract -l {language} failed: {run.stderr.strip()}")
    return run.stdout
