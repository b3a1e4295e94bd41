"""Programs that others start for us, and that leave nothing behind, however they or we may end.

pytesseract starts what its `tesseract_cmd` names and keeps the process to itself. So that name is a launcher of ours
(`launcher.sh`), which gives the program a limit of memory, says whom to kill when its time is up or we are interrupted,
and on Linux has the kernel kill it when the thread that waits for it dies, also by `kill -9` (prctl(2),
PR_SET_PDEATHSIG). Where no shell script can be run, as on Windows, the program is started itself,
and found among our children by a variable.
"""

from __future__ import annotations

import contextlib
import functools
import os
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ocr_fix.recognition.engines.scratch import private_folder, remove_all
from ocr_fix.system.cancelling import ending
from ocr_fix.wording import worded

RUNS = 3
"""How often a program is run that is killed from outside."""

CALL = "OCRFIX_ENGINE_CALL"
"""The variable that gives a program, and what it starts, the folder of its call, to be found by."""

_SHELL = "/bin/sh"
_SCRIPT = Path(__file__).with_name("launcher.sh")
# util-linux's, which asks the kernel for it and then becomes the program. Python could ask between fork and exec, but
# runs no code safely there in a program with threads.
_GUARD = ("setpriv", "--pdeathsig", "KILL")

# Not all systems have all signals.
_FROM_OUTSIDE = frozenset(getattr(signal, f"SIG{name}", 0) for name in ("KILL", "TERM", "INT", "HUP")) - {0}

_running: set[Path] = set()
_kept = ExitStack()  # what is used until the end
_ended = threading.Event()


class ProcessError(Exception):
    """The program ended with an error; the message is what it said."""


class OutOfTimeError(ProcessError):
    """The program took longer than it may and was killed."""


class KilledError(ProcessError):
    """The program was killed by somebody else, each time it was run."""


def failure(code: int, said: str) -> ProcessError:
    """The error of a program that ended with a code, negative for a signal, and said so much."""
    if _was_killed(code):
        return KilledError(_reason("", code))
    return ProcessError(_reason(said, code))


def launcher(folder: Path, program: str, memory: int) -> str:
    """Lay a launcher into a private folder.

    Args:
        folder: of one call of the program.
        program: its path.
        memory: bytes of address space it may have (Linux only); 0 means no limit.

    Returns:
        What is to be started in the place of the program; the program itself where nothing can be.

    Raises:
        OSError: the folder cannot be written.
    """
    script = _executable()
    if script is None:
        return program
    kibibytes = memory // 1024 if sys.platform == "linux" else 0
    values = {"program": program, "guard": _guard(), "ours": os.getpid(), "memory": kibibytes}
    lines = (f"{name}={shlex.quote(str(value))}\n" for name, value in values.items())
    _settings(folder).write_bytes(os.fsencode("".join(lines)))
    # A link, as it can be executed also where files of the folder cannot be (noexec), and nobody writes it while it is.
    link = folder / "tesseract"
    link.symlink_to(script)
    return str(link)


@contextmanager
def bounded(folder: Path, timeout: float) -> Iterator[None]:
    """Have what is started inside by the launcher of a folder, and its group, killed when it may not go on.

    Args:
        folder: of one call of the program.
        timeout: seconds it may take; 0 means no limit.

    Raises:
        OutOfTimeError: its time was up.
        CancelledError: the work that it is part of was cancelled; it was killed.
        ProcessError: the program ended so, which must be raised inside as one of these and nothing else; or nothing is
            started any more.
    """
    kill = functools.partial(_kill, folder)
    _running.add(folder)
    try:
        if _ended.is_set():
            raise ProcessError(worded("was not started, as the program is ending"))
        with ending(kill), _within(timeout, kill):
            yield
    except ProcessError:
        raise
    except BaseException:  # it may still run
        kill()
        _reap(folder)
        raise
    finally:
        _running.discard(folder)


def end_all() -> None:
    """Kill every engine that runs, and start none any more: for a program that is about to end."""
    _ended.set()
    for folder in tuple(_running):
        _kill(folder)
    remove_all()


@contextmanager
def _within(seconds: float, end: Callable[[], None]) -> Iterator[None]:
    """Not pytesseract's own limit: it leaves the group, and what does not heed SIGTERM as a zombie."""
    over = threading.Event()

    def stop() -> None:
        over.set()
        end()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    if seconds:
        timer.start()
    try:
        yield
    except ProcessError as error:
        if over.is_set():
            raise OutOfTimeError(worded("took longer than {timeout:g} s and was stopped", timeout=seconds)) from error
        raise
    finally:
        timer.cancel()


def _settings(folder: Path) -> Path:
    return folder / "settings"


def _told(folder: Path) -> int | None:
    """The process that the launcher has become, also the number of its group; None before it has said so."""
    try:
        said = (folder / "pid").read_text(encoding="ascii")
    except OSError:
        return None
    return int(said) if said.endswith("\n") else None


def _kill(folder: Path) -> None:
    """Kill the program of a folder with its group, where the system has such, or see that it is not started."""
    with contextlib.suppress(OSError):
        _settings(folder).unlink()
    pid = _told(folder)
    if pid is not None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
            return
    _kill_children(folder, pid)


def _kill_children(folder: Path, pid: int | None) -> None:
    """Kill the process of a number, or those that were begun for a folder as they know: there is no group."""
    import psutil  # noqa: PLC0415 - seldom needed

    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if child.pid == pid or child.environ().get(CALL) == str(folder):
                child.kill()


def _reap(folder: Path) -> None:
    pid = _told(folder)
    if pid is not None:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)


@functools.cache
def _executable() -> Path | None:
    """The script where it can be executed, a copy elsewhere if need be; None where it cannot."""
    if not hasattr(os, "killpg") or not os.access(_SHELL, os.X_OK):
        return None
    if os.access(_SCRIPT, os.X_OK):
        return _SCRIPT
    try:
        return _kept.enter_context(private_folder(_SCRIPT.stat().st_size, _copy)) / _SCRIPT.name
    except OSError:
        return None


def _copy(folder: Path) -> None:
    copy = folder / _SCRIPT.name
    shutil.copyfile(_SCRIPT, copy)
    copy.chmod(0o500)
    if not os.access(copy, os.X_OK):
        raise PermissionError(str(copy))


@functools.cache
def _guard() -> str:
    """What to put before a command so that it dies with the thread that started it; nothing where there is no such."""
    if sys.platform != "linux" or shutil.which(_GUARD[0]) is None:
        return ""
    asked = (subprocess.run([*_GUARD, "true"], capture_output=True, check=False).returncode for _ in range(RUNS))
    code = next((code for code in asked if not _was_killed(code)), None)  # older ones do not know the option
    return " ".join(_GUARD) if code == 0 else ""


def _was_killed(code: int) -> bool:
    """Whether a program that ended with this code was killed from outside: none does so to itself when it crashes.

    The kernel kills so for want of memory, an operator or a supervisor at will. Memory that is bounded shows otherwise.
    """
    return -code in _FROM_OUTSIDE


def _reason(said: str, code: int) -> str:
    text = " ".join(said.split())
    if text:
        return text[-300:]
    return worded("killed by signal {signal}", signal=-code) if code < 0 else worded("exit code {code}", code=code)
