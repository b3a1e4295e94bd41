"""What Windows and macOS lack is missed only where nothing can be done without it."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from ocr_fix.system.libraries import PARTS as LIBRARIES
from scripts.core_wheel import NEEDED, PARTS

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
from ocr_fix.recognition.engines import scratch
from ocr_fix.recognition.engines.tesseract import Tesseract
from pathlib import Path
from PIL import Image
# Where folders cannot be locked, who can lock takes them for left ones: there are none of both kinds on one machine.
scratch.MEMORY, tempfile.tempdir = Path("/nowhere"), sys.argv[1]
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


FEW = """
import sys
class Absent:
    names = frozenset(sys.argv[1:])
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in self.names:
            raise ModuleNotFoundError(name, name=name)
sys.meta_path.insert(0, Absent())
import ocr_fix
"""


def with_few(code: str, *more: str) -> subprocess.CompletedProcess[str]:
    """Run a piece of Python where the packages of ocr-fix-core alone are installed, and some more."""
    there = {"ocr-fix", "wcwidth", *NEEDED, *more}  # ftfy brings wcwidth
    modules = {module for module, names in packages_distributions().items() if not there & set(map(_canonical, names))}
    absent = sorted(modules - sys.stdlib_module_names)
    return subprocess.run([sys.executable, "-c", FEW + code, *absent], capture_output=True, text=True, check=False)


def test_strings_are_corrected_with_six_packages() -> None:
    page = (Path(__file__).parents[1] / "docs" / "library.md").read_text(encoding="utf-8")
    assert f"`{'`, `'.join(NEEDED[:-1])}` and `{NEEDED[-1]}`" in page
    done = with_few('print(ocr_fix.correct("Namnden beslot.").text, ocr_fix.clean(b"Namnden beslot.").text, sep="|")')
    assert done.stdout == "Nämnden beslöt.|Nämnden beslöt.\n\n", done.stderr


def test_what_few_packages_cannot_do_says_what_to_install() -> None:
    code = """
from ocr_fix.__main__ import main
document = ocr_fix.clean(b"Namnden beslot.")
for act in (
    lambda: ocr_fix.clean(b"%PDF-1.4"),
    lambda: ocr_fix.Cleaner(confined=True).clean(b"%PDF-1.4"),
    lambda: ocr_fix.clean(b"<!DOCTYPE html><html><body><div class='ocr_page'><span class='ocrx_word'>"),
    lambda: ocr_fix.render(document, "alto"),
    lambda: ocr_fix.render_report(document),
    main,
):
    try:
        act()
    except (ocr_fix.OptionError, SystemExit) as error:
        print(error)
"""
    done = with_few(code)
    said = [line.partition("'ocr-fix-core[")[2].partition("]")[0] for line in done.stdout.splitlines()]
    assert said == ["pdf", "pdf", "xml", "xml", "cli", ""], done.stdout + done.stderr
    assert done.stdout.endswith("\n2\n")
    assert re.fullmatch(
        r"ocrfix: this needs \w+, which is not installed: pip install 'ocr-fix-core\[cli\]'.*\n", done.stderr
    )


def test_parts_bring_what_they_are_named_for(tmp_path: Path) -> None:
    code = """
from ocr_fix.__main__ import main
import pathlib
folder = pathlib.Path(sys.argv.pop(1))
(folder / "in").mkdir()
(folder / "in" / "a.txt").write_text("Nej.")
(folder / "a.txt").write_text("Namnden beslot.\\n")
text, batch = "a.txt --report a.html", "batch in out --dry-run --include=*.txt"
for arguments in ("--help", "doctor", text, batch):
    said = {"batch", "doctor"}
    sys.argv[1:] = [
        each if each.startswith("--") or each in said else str(folder / each) for each in arguments.split()
    ]
    try:
        main()
    except SystemExit as end:
        print("ended", end.code)
"""
    code = code.replace("sys.argv.pop(1)", repr(str(tmp_path)))
    done = with_few(code, *PARTS["cli"], "markupsafe", "markdown-it-py", "mdurl", "pygments")
    assert [line for line in done.stdout.splitlines() if line.startswith("ended")] == [
        f"ended {code}" for code in (0, 5, 0, 2)
    ]
    assert "Nämnden beslöt." in done.stdout
    assert (tmp_path / "a.html").exists()
    assert "'ocr-fix-core[archive]'" in done.stderr


def test_scans_are_read_with_their_part() -> None:
    sample = Path(__file__).parents[1] / "samples" / "kallelse.png"
    code = f"""
document = ocr_fix.clean({str(sample)!r}, correct=False)
print(len(document.pages), len(document.text) > 100)
ocr_fix.render(document, "pdf", ocr_fix.OriginalFile({str(sample)!r}))
ocr_fix.clean(ocr_fix.render(document, "pdf", ocr_fix.OriginalFile({str(sample)!r})))
"""
    done = with_few(code, *PARTS["pdf"], "cffi", "deprecated", "packaging", "wrapt")
    assert done.stdout == "1 True\n", done.stderr


def test_the_parts_are_those_that_are_told() -> None:
    modules = {module: [_canonical(each) for each in names] for module, names in packages_distributions().items()}
    told = {part: {name for module in libraries for name in modules[module]} for part, libraries in LIBRARIES.items()}
    of_others = {"pdf": {*PARTS["xml"]}, "archive": {*PARTS["cli"]}}  # which are named where they are missed
    assert told == {part: {*packages} - of_others.get(part, set()) for part, packages in PARTS.items()}


def _canonical(name: str) -> str:
    return name.lower().replace("_", "-")
