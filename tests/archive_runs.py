"""What the tests of archives share: folders of documents, runs as processes of their own, and what they leave."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
from conftest import RUN_FOLDER
from PIL import Image, ImageDraw
from test_cli import SAMPLES, in_process, ocrfix

from ocr_fix.archive.command import IN_SIGHT

__all__ = [
    "SAMPLES",
    "batch",
    "begun",
    "damaged_text",
    "outputs",
    "scan",
    "stand_in",
    "status",
    "temporary",
    "until",
    "waiting",
    "workers",
]

PATIENCE_SECONDS = 60.0


def damaged_text(number: int = 0) -> str:
    """A short text as an old engine leaves it, another one for each number."""
    return (
        f"Protokoll nummer {number}.\n\nNamnden har under aret haft ansvar for aldreomsorgen i kommunen.\n"
        "Arets resultat blev ett overskott pa tva miljoner kronor.\n"
    )


def scan(path: Path, number: int = 0) -> None:
    """A small picture of two words, quick to read; another one for each number."""
    picture = Image.new("L", (420, 80), 255)
    ImageDraw.Draw(picture).text((20, 20), f"Sida {number}", fill=0, font_size=36)
    picture.save(path, dpi=(200, 200))


def batch(
    *arguments: str | Path, env: Mapping[str, str] | None = None, code: int | None = 0
) -> subprocess.CompletedProcess[bytes]:
    """Run `ocrfix batch` to its end; it must end with that code, None for any.

    Its workers are processes in any case, itself where it has an environment of its own.
    """
    done = in_process("batch", *arguments) if env is None else ocrfix("batch", *arguments, env=env)
    assert code is None or done.returncode == code, done.stderr.decode()
    return done


@contextmanager
def begun(
    *arguments: str | Path, env: Mapping[str, str] | None = None, stderr: int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[bytes]]:
    """Run `ocrfix batch` beside the test; it is killed at the end of the block.

    It heeds SIGINT also where the tests run in the background of a shell, which has it ignored: what a caller ignores
    stays so.
    """
    command = [sys.executable, "-m", "ocr_fix", "batch", *map(str, arguments)]
    heeding = signal.signal(signal.SIGINT, signal.default_int_handler)  # a handler is no inheritance, ignoring is
    try:
        process = subprocess.Popen(command, env={**os.environ, **(env or {})}, stderr=stderr)
    finally:
        signal.signal(signal.SIGINT, heeding)
    with process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.wait()


def stand_in(tmp_path: Path, script: str) -> dict[str, str]:
    """An environment in which Tesseract reads pages in another way; what it says of itself is true."""
    real = shutil.which("tesseract")
    (tmp_path / "bin").mkdir()
    tool = tmp_path / "bin" / "tesseract"
    tool.write_text(
        f'#!/bin/sh\ncase "$1" in --version|--list-langs) exec {real} "$@";; esac\n{script.partition(chr(10))[2]}',
        encoding="utf-8",
    )
    tool.chmod(0o755)
    return {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}


def waiting(tmp_path: Path, hold: Path) -> dict[str, str]:
    """An environment in which no scan is read while a file is there, so that no run ends too early for a test."""
    real = shutil.which("tesseract")
    return stand_in(tmp_path, f'\nwhile [ -e {hold} ]; do sleep 0.05; done\nexec {real} "$@"\n')


def outputs(folder: Path) -> dict[str, bytes]:
    """Every file of a target but those of `.ocrfix` and the summary, with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".ocrfix" not in path.relative_to(folder).parts and path != folder / IN_SIGHT
    }


def temporary(folder: Path) -> list[Path]:
    """Temporary files that were left."""
    return list(folder.rglob(".ocrfix-*"))


def status(folder: Path) -> dict[str, Any]:
    """What `--status --json` says."""
    found: dict[str, Any] = json.loads(batch("--status", folder, "--json").stdout)
    return found


def workers() -> list[psutil.Process]:
    """Processes that are workers of ocr_fix and descend from this one, though their parent may be gone."""
    inherited = [(name, os.environ.get(name)) for name in (RUN_FOLDER, "PYTEST_XDIST_WORKER")]
    return [
        process
        for process in psutil.process_iter(["cmdline", "environ"])
        if any("ocr_fix.archive.crew.worker" in part for part in process.info["cmdline"] or ())
        and all((process.info["environ"] or {}).get(name) == value for name, value in inherited)
    ]


def until(holds: Callable[[], bool], what: str, run: subprocess.Popen[bytes] | None = None) -> None:
    """Wait for something.

    Raises:
        AssertionError: it takes too long, or the run that was to bring it about has ended.
    """
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end, f"in vain: {what}"
        assert run is None or run.poll() is None or holds(), f"the run ended: {what}"
        time.sleep(0.02)
