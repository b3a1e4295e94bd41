"""The engine as a process of its own that leaves nothing behind, however it or we may end.

It reads the page from its standard input and answers on its standard output, so there is no temporary file. It runs in
a process group of its own, which is killed when its time is up or we are interrupted; on Linux the kernel kills it when
the thread that waits for it dies, also by `kill -9` (prctl(2), PR_SET_PDEATHSIG).
"""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence

from ocr_fix.cancelling import ending
from ocr_fix.wording import worded

try:
    import resource
except ImportError:  # not on Windows
    resource = None  # type: ignore[assignment]

# One thread a process: Tesseract's own threads fight for the cores and lose (issue 3109 of its tracker).
_ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}

# Not all systems have all signals.
_FROM_OUTSIDE = frozenset(getattr(signal, f"SIG{name}", 0) for name in ("KILL", "TERM", "INT", "HUP")) - {0}

RUNS = 3
"""How often a program is run that is killed from outside."""

_running: set[subprocess.Popen[bytes]] = set()
_ended = threading.Event()


class ProcessError(Exception):
    """The program ended with an error; the message is what it said."""


class OutOfTimeError(ProcessError):
    """The program took longer than it may and was killed."""


class KilledError(ProcessError):
    """The program was killed by somebody else, each time it was run."""


def run(command: Sequence[str], data: bytes = b"", *, timeout: float = 0.0, memory: int = 0) -> bytes:
    """What a program prints, given bytes on its standard input.

    It must be one that answers the same each time: where it is killed from outside, which says nothing of what it was
    given, it is run again, up to `RUNS` times in all.

    Args:
        command: the program and its arguments.
        data: what it reads.
        timeout: seconds it may take each time; 0 means no limit.
        memory: bytes of address space it may have (Linux only); 0 means no limit.

    Raises:
        FileNotFoundError: there is no such program.
        OSError: it cannot be started.
        OutOfTimeError: its time was up.
        CancelledError: the work that it is part of was cancelled; it was killed.
        KilledError: it was killed from outside, each time.
        ProcessError: it ended with an error, or crashed.
    """
    for _ in range(RUNS - 1):
        with contextlib.suppress(KilledError):
            return _run_once(command, data, timeout, memory)
    return _run_once(command, data, timeout, memory)


def _run_once(command: Sequence[str], data: bytes, timeout: float, memory: int) -> bytes:
    if _ended.is_set():
        raise ProcessError(worded("was not started, as the program is ending"))
    program = shutil.which(command[0])
    if program is None:
        raise FileNotFoundError(command[0])
    process = subprocess.Popen(
        [*_dies_with_us(), program, *command[1:]],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**_ONE_THREAD, **os.environ},
        process_group=0,
    )
    _running.add(process)
    try:
        if memory and sys.platform == "linux":
            with contextlib.suppress(OSError, ValueError):  # it has ended already, or has a lower limit of its own
                resource.prlimit(process.pid, resource.RLIMIT_AS, (memory, memory))
        with ending(lambda: _kill(process)):
            output, said = process.communicate(data, timeout or None)
    except subprocess.TimeoutExpired as error:
        raise OutOfTimeError(worded("took longer than {timeout:g} s and was stopped", timeout=timeout)) from error
    finally:
        _running.discard(process)
        _end(process)
    if _was_killed(process.returncode):
        raise KilledError(_reason(b"", process.returncode))
    if process.returncode:
        raise ProcessError(_reason(said, process.returncode))
    return output


def end_all() -> None:
    """Kill every engine that runs, and start none any more: for a program that is about to end."""
    _ended.set()
    for process in tuple(_running):
        _kill(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the group if the program still runs, and close what leads to it."""
    if process.poll() is None:
        _kill(process)
        process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a program with its group, where the system has such."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


@functools.cache
def _dies_with_us() -> tuple[str, ...]:
    """What to put before a command so that it dies with the thread that started it.

    util-linux's setpriv asks the kernel for it and then becomes the program. Python could ask between fork and exec,
    but runs no code safely there in a program with threads.
    """
    setpriv = shutil.which("setpriv") if sys.platform == "linux" else None
    if setpriv is None:
        return ()
    asked = ([setpriv, "--pdeathsig", "KILL", "true"] for _ in range(RUNS))
    codes = (subprocess.run(command, capture_output=True, check=False).returncode for command in asked)
    code = next((code for code in codes if not _was_killed(code)), None)  # older ones do not know the option
    return (setpriv, "--pdeathsig", "KILL") if code == 0 else ()


def _was_killed(code: int) -> bool:
    """Whether a program that ended with this code was killed from outside: none does so to itself when it crashes.

    The kernel kills so for want of memory, an operator or a supervisor at will. Memory that is bounded shows otherwise.
    """
    return -code in _FROM_OUTSIDE


def _reason(said: bytes, code: int) -> str:
    text = " ".join(said.decode("utf-8", "replace").split())
    if text:
        return text[-300:]
    return worded("killed by signal {signal}", signal=-code) if code < 0 else worded("exit code {code}", code=code)
