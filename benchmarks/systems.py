"""The systems that are compared: what each can read, with what settings, and how its process is driven."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any, Literal

from benchmarks.documents import ROOT, Task
from benchmarks.peers.setup import PYTHON as PEERS_PYTHON

Timing = Literal["texts", "processes", "pages"]
"""Texts as they are, whole processes, scans."""

LEXICON = ROOT / "benchmarks" / "scratch" / "lexicon.tsv"
"""Where the forms of ocr_fix's lexicon stand for a peer: form and count, parted by a tab."""
LAUNCHER = Path(__file__).with_name("peers") / "launch.py"
TIME_LIMIT = 1800.0  # seconds for one answer of a system; only a hang takes longer
SECONDS_TO_END = 10.0  # for a process that has closed its output


class PeerError(Exception):
    """A system could not be started, or failed on a document; the message says which and why."""


@dataclass(frozen=True)
class System:
    """One system.

    Attributes:
        name: short, without spaces; what the option --systems takes.
        label: for tables and plots.
        tasks: what it can read.
        module: the adapter under benchmarks.peers.
        settings: how it is used, for the reader.
        arguments: for the adapter.
        aside: a variant of another: not in the README's tables of quality and the pictures.
        judged: whether its texts are compared with the truth.
        timed: in which tables of speed it stands.
        ours: whether it is ocr_fix: runs in this environment, and its results are never kept.
        judged_words: how many words of each text that is right as it is it reads, the first; None for all.
        speed_words: how many words of a group its speed is measured on; less for the very slow.
        keeps: whether it keeps something from one document to the next, so that cold and warm speeds differ.
    """

    name: str
    label: str
    tasks: frozenset[Task]
    module: str
    settings: str
    arguments: tuple[str, ...] = ()
    aside: bool = False
    judged: bool = True
    timed: frozenset[Timing] = frozenset(("texts", "processes", "pages"))
    ours: bool = False
    judged_words: int | None = None
    speed_words: int = 200_000
    keeps: bool = False

    @property
    def python(self) -> Path:
        """The interpreter of the environment that has what the system needs."""
        return Path(sys.executable) if self.ours else PEERS_PYTHON

    @property
    def adapter(self) -> Path:
        """The adapter's source."""
        return Path(__file__).with_name("peers") / f"{self.module}.py"

    def command(self, *options: str) -> list[str]:
        """How the adapter is started."""
        return [str(self.python), "-m", f"benchmarks.peers.{self.module}", *self.arguments, *options]

    def once(self, source: Path, target: Path) -> list[str]:
        """How one file is read by a process of its own, as a user would do it."""
        script = self.python.with_name("ocrfix")
        if self is OURS and script.exists():
            return [str(script), str(source), "-o", str(target), "--quiet"]
        return self.command("--once", str(source), str(target))


TEXT: frozenset[Task] = frozenset({"text"})
SCANS: frozenset[Task] = frozenset({"scans"})

SYSTEMS = (
    System(
        "ocr_fix",
        "ocr_fix",
        TEXT | SCANS,
        "ours",
        "as `ocrfix FILE`, all options as they are by default",
        ("clean",),
        ours=True,
        keeps=True,
    ),
    System(
        "correct",
        "ocr_fix.correct",
        TEXT,
        "ours",
        "`ocr_fix.correct(text)`: the correction alone, no layout",
        ("correct",),
        aside=True,
        timed=frozenset(("texts",)),
        ours=True,
        keeps=True,
    ),
    System(
        "snippets",
        "ocr_fix, by 40 words",
        TEXT,
        "ours",
        "`ocr_fix.correct` on every 40 words of a text as if they were all: how much harm short texts take",
        ("snippets",),
        aside=True,
        timed=frozenset(),
        ours=True,
    ),
    System(
        "symspell",
        "SymSpell",
        TEXT,
        "symspell",
        "symspellpy, wordfreq's largest Swedish list, distance 2, most frequent of the nearest, case kept",
    ),
    System(
        "symspell_same",
        "SymSpell, our words",
        TEXT,
        "symspell",
        "the same with the forms of ocr_fix's lexicon and their counts: what speeds are compared with",
        (str(LEXICON),),
        aside=True,
        judged=False,
        timed=frozenset(("texts",)),
    ),
    System(
        "hunspell",
        "hunspell",
        TEXT,
        "hunspell",
        "sv_SE, first suggestion for an unknown word; each distinct word of a document asked for once; "
        "of clean texts the first 200 words each",
        judged_words=200,
        speed_words=600,
    ),
    System("trollfab", "trollfab-ocr", TEXT, "trollfab", "SwedishTextPostProcessor, all steps"),
    System("tesseract", "Tesseract", SCANS, "tesseract", "-l swe, PDF pages rendered at 300 dpi, one thread"),
    System("ocrmypdf", "OCRmyPDF", SCANS, "ocrmypdf", "-l swe --sidecar --output-type none --jobs 1, one thread"),
)

BY_NAME = {system.name: system for system in SYSTEMS}
OURS = BY_NAME["ocr_fix"]
BASELINE = BY_NAME["tesseract"]
"""What scans are compared with: its reading is the text "before" of a scan."""


@cache
def versions(system: System) -> dict[str, str]:
    """Name -> version of what decides the system's results.

    Raises:
        PeerError: it does not run here.
    """
    try:
        said = subprocess.run(
            system.command("--versions"), cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
        )
    except OSError as error:
        raise PeerError(f"{system.name}: {system.python} cannot be run; python -m benchmarks.peers.setup") from error
    if said.returncode != 0:
        raise PeerError(f"{system.name}: does not run here ({last_line(said.stderr)})")
    told: dict[str, str] = json.loads(said.stdout)
    return told


@dataclass(frozen=True)
class Usage:
    """What one piece of work took.

    Attributes:
        seconds: by the clock.
        cpu_seconds: of processor time, over all cores and all processes of the system.
        peak_bytes: most resident memory of its largest process.
    """

    seconds: float
    cpu_seconds: float
    peak_bytes: int


class Worker:
    """A system's process, started once and given one file after another. A context manager that ends it.

    Attributes:
        system: which.
        start_seconds: from the start of the process until it had loaded its data; 0 before.
    """

    def __init__(self, system: System) -> None:
        self.system = system
        self.start_seconds = 0.0

    def __enter__(self) -> Worker:
        clock = time.perf_counter()
        # What a system says on standard error is kept in a file: a pipe nobody reads would fill up and stop it.
        self._said: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")
        try:
            self._process = subprocess.Popen(
                self.system.command(),
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
                text=True,
                encoding="utf-8",
            )
        except OSError as error:
            self._said.close()
            raise PeerError(f"{self.system.name}: cannot be started ({error})") from error
        try:
            self._answer()
        except BaseException:
            self.__exit__()
            raise
        self.start_seconds = time.perf_counter() - clock
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()  # closes its input, at which it ends
        self._said.close()

    def run(self, source: Path, target: Path) -> Usage:
        """Have one file read and its text written.

        Raises:
            PeerError: the system failed on it.
        """
        assert self._process.stdin is not None
        request = json.dumps({"input": str(source.resolve()), "output": str(target.resolve())})
        with contextlib.suppress(BrokenPipeError):  # a process that has ended says so below
            self._process.stdin.write(request + "\n")
            self._process.stdin.flush()
        answer = self._answer()
        if "error" in answer:
            raise PeerError(f"{self.system.name}: {source}: {answer['error']}")
        return Usage(**answer)

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        clock = threading.Timer(TIME_LIMIT, self._process.kill)
        clock.start()
        try:
            line = self._process.stdout.readline()
        finally:
            clock.cancel()
        if not line:
            raise PeerError(f"{self.system.name}: its process ended ({self._last_words()})")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _last_words(self) -> str:
        """The last line the process said, once it has ended."""
        try:
            self._process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._said.seek(0)
        return last_line(self._said.read())


def last_line(said: str) -> str:
    """What a program said last, which is where the reason stands in a traceback and in most programs' errors."""
    return (said.strip().splitlines() or ["no reason given"])[-1]


def run_once(system: System, source: Path, target: Path) -> Usage:
    """Have one file read by a process of its own, from its start to its end.

    Raises:
        PeerError: the process failed.
    """
    command = [sys.executable, "-I", "-S", str(LAUNCHER), *system.once(source.resolve(), target.resolve())]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=TIME_LIMIT,
        check=False,
    )
    told = json.loads(done.stdout) if done.stdout else {"code": done.returncode}
    code = told.pop("code")
    if code != 0:
        raise PeerError(f"{system.name}: {source}: ended with {code} ({last_line(done.stderr)})")
    return Usage(**told)
