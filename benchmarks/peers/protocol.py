"""How a system is driven: one JSON object a line on its standard input and output. Standard library only.

A worker says `{"ready": true}` once it has loaded its data, then answers every request
`{"input": PATH, "output": PATH}` with `{"seconds": …, "cpu_seconds": …, "peak_bytes": …}` after writing the text, or
with `{"error": "…"}`. It ends with its input. What libraries print goes to standard error, never between the answers.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TextIO

CHANGES_SUFFIX = ".changes.jsonl"


class Output(NamedTuple):
    """What a system made of a file.

    Attributes:
        text: the text.
        changes: what it changed, as lines of JSON, where it tells; written beside the text (`CHANGES_SUFFIX`).
    """

    text: str
    changes: str | None = None


Work = Callable[[Path], Output]
"""Takes the file to read."""


def main(load: Callable[[], Work], versions: Callable[[], dict[str, str]], arguments: list[str] | None = None) -> int:
    """Run a system as its command line says: as a worker, once on one file, or only to tell its versions.

    Args:
        load: imports the system and loads its data; what it returns does the work. Kept apart so that starting and
            working are timed apart, and that telling versions loads nothing.
        versions: name -> version of every program, package and word list that decides the result.
        arguments: the command line after the program's name; by default the process's own.

    Returns:
        The exit code: 0, or 1 where the one file could not be read.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--versions", action="store_true", help="print the versions as JSON and end")
    parser.add_argument("--once", nargs=2, type=Path, metavar=("INPUT", "OUTPUT"), help="one file, then end")
    options = parser.parse_args(arguments)
    if options.versions:
        sys.stdout.write(json.dumps(versions()) + "\n")
        return 0
    with _private_stdout() as answers:
        work = load()
        if options.once:
            source, target = options.once
            answer = _perform(work, source, target)
            if "error" in answer:
                sys.stderr.write(f"{source}: {answer['error']}\n")
            return 1 if "error" in answer else 0
        _serve(work, answers)
    return 0


def _private_stdout() -> TextIO:
    """The real standard output for the answers alone; everything else that prints is sent to standard error."""
    private = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return private


def _serve(work: Work, answers: TextIO) -> None:
    def answer(message: dict[str, Any]) -> None:
        answers.write(json.dumps(message) + "\n")
        answers.flush()

    answer({"ready": True})
    for line in sys.stdin:
        request = json.loads(line)
        answer(_perform(work, Path(request["input"]), Path(request["output"])))


def _perform(work: Work, source: Path, target: Path) -> dict[str, Any]:
    cpu, clock = cpu_seconds(), time.perf_counter()
    try:
        output = work(source)
    except Exception as error:  # whatever a system fails with is a result, reported with its name
        return {"error": f"{type(error).__name__}: {error}".strip()}
    seconds, cpu = time.perf_counter() - clock, cpu_seconds() - cpu
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(output.text, encoding="utf-8", newline="\n")
    if output.changes is not None:
        target.with_suffix(CHANGES_SUFFIX).write_text(output.changes, encoding="utf-8", newline="\n")
    return {"seconds": seconds, "cpu_seconds": cpu, "peak_bytes": peak_bytes()}


def text_of(path: Path) -> str:
    """The text of a file in UTF-8 or, where it is none, in Windows-1252, as old engines left it."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def cpu_seconds() -> float:
    """Processor time of this process and of its ended children, in seconds over all cores."""
    usages = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def peak_bytes() -> int:
    """Most resident memory that this process or one of its ended children ever had, in bytes.

    Linux keeps in `ru_maxrss` what the process held before exec, that is, the memory of whoever started it; `VmHWM`
    begins anew at exec and is taken for the process itself. A child's figure holds at least ours for that reason,
    which does no harm to a maximum.
    """
    unit = 1 if sys.platform == "darwin" else 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"^VmHWM:\s+(\d+) kB$", status.read_text(encoding="utf-8"), re.MULTILINE)
        own = int(found[1]) * 1024 if found else own
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit)


class ProgramError(RuntimeError):
    """A program ended with another code than 0.

    Attributes:
        code: what it ended with.
    """

    def __init__(self, program: str, code: int, said: str) -> None:
        super().__init__(f"{program} ended with {code}: {said.strip()[-300:]}")
        self.code = code


def run_program(command: list[str], **environment: str) -> str:
    """Run a program to its end and return its standard output.

    Args:
        command: the program and its arguments.
        environment: variables to set for it besides those of this process.

    Raises:
        ProgramError: it ended with another code than 0; the message is the end of what it said.
    """
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env={**os.environ, **environment}, check=False
    )
    if done.returncode != 0:
        raise ProgramError(command[0], done.returncode, done.stderr)
    return done.stdout
