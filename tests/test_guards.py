"""What Windows and macOS lack is missed only where nothing can be done without it."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

# A Python without what Windows has not; the libraries under us are loaded before, since theirs is not our concern.
LACKING = """
import multiprocessing.connection, os, signal, subprocess, sys, tempfile
import click, lxml.etree, PIL.Image, psutil, pypdfium2, rich.progress
for module in ("fcntl", "resource", "grp", "pwd"):
    sys.modules[module] = None
for name in ("fork", "killpg", "getsid", "setsid", "getpgid", "pwrite", "memfd_create", "sched_getaffinity"):
    delattr(os, name)
for name in ("SIGHUP", "SIGKILL", "SIGXCPU"):
    delattr(signal, name)
sys.platform = "other"
subprocess.Popen.kill = subprocess.Popen.terminate  # as it is on Windows
psutil.Process.kill = psutil.Process.terminate

class Locking:
    LK_NBLCK, taken = 2, set()

    def locking(self, handle, how, count):
        file = os.fstat(handle).st_ino
        if file in self.taken:
            raise OSError(13, "taken")
        self.taken.add(file)

sys.modules["msvcrt"] = Locking()
"""


def lacking(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a piece of Python that lacks what Windows has not."""
    command = [sys.executable, "-c", LACKING + code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_a_single_file_is_cleaned_and_a_batch_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "brev.txt"
    file.write_text("Namnden beslot att bygga en ny skola i Sodertalje.\n", encoding="utf-8")
    code = """
import ocr_fix.archive.command, ocr_fix.archive.crew.worker, ocr_fix.source.sandbox.cell
from ocr_fix.cli import main
from ocr_fix.archive import Run, Settings
from ocr_fix.archive.lock import locked
from ocr_fix.errors import OutputError
from ocr_fix.document import PageImage
from ocr_fix.recognition import EngineSettings
from ocr_fix.recognition.engines.tesseract import Tesseract
from pathlib import Path
from PIL import Image
page = PageImage(1, Image.new("L", (40, 30), 255), 300)
print(Tesseract().read(page, ("swe_ocrfix",)).width)
os.environ["PATH"] = sys.argv[1] + os.pathsep + os.environ["PATH"]
try:
    Tesseract(EngineSettings(timeout=1)).read(page, ("swe",))
except ocr_fix.OcrFixError as error:
    print(error)
with locked(Path(sys.argv[1]) / "state", "here"):
    try:
        with locked(Path(sys.argv[1]) / "state", "here"):
            print("both")
    except OutputError as error:
        print(error)
for arguments in (sys.argv[2:3], ["batch", sys.argv[1] + "/in", sys.argv[1] + "/out", "-q"]):
    try:
        main(arguments)
    except SystemExit as end:
        print(end.code)
"""
    (tmp_path / "tesseract").write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    (tmp_path / "tesseract").chmod(0o755)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "brev.txt").write_bytes(file.read_bytes())
    done = lacking(code, str(tmp_path), str(file))
    assert done.stdout.splitlines()[:4] == [
        "40",
        "page 1: Tesseract failed (took longer than 1 s and was stopped)",
        "here: another run is at work there (another process); wait for it or end it",
        "Nämnden beslöt att bygga en ny skola i Södertälje.",
    ], done.stderr
    assert done.stdout.splitlines()[4:] == ["0", "2"]
    assert "batch needs Linux or macOS" in done.stderr


def test_strings_are_corrected_with_six_packages() -> None:
    page = (Path(__file__).parents[1] / "docs" / "library.md").read_text(encoding="utf-8")
    told = re.search(r"`pip install --no-deps ocr-fix` and `pip install ([\w -]+)`", page)
    assert told is not None
    needed = {"ocr-fix", *told[1].split()}
    modules = {module for module, names in packages_distributions().items() if not needed & set(map(_canonical, names))}
    code = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in sys.argv[1:]:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Absent())
import ocr_fix
print(ocr_fix.correct("Namnden beslot.").text, ocr_fix.clean(b"Namnden beslot.").text, sep="|")
"""
    absent = sorted(modules - {"wcwidth"} - sys.stdlib_module_names)  # which ftfy brings
    done = subprocess.run([sys.executable, "-c", code, *absent], capture_output=True, text=True, check=False)
    assert done.stdout == "Nämnden beslöt.|Nämnden beslöt.\n\n", done.stderr


def _canonical(name: str) -> str:
    return name.lower().replace("_", "-")
