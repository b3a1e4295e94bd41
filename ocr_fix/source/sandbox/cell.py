"""Walls around a process that looks at a file which nobody has checked: what it may take, and what it may do.

It gets so much memory, time and so many files, may write nowhere, reach no network and start no program. Limits of
resources hold on every Unix; the rest is Linux's: Landlock (landlock(7), from 5.13) and seccomp (seccomp(2)), which
need no rights and are laid on as far as the kernel has them. A system call that is forbidden fails as if it were not
permitted.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

from ocr_fix.source.thresholds import THRESHOLDS

try:
    import resource
except ImportError:  # not on Windows, where there is no such process
    resource = None  # type: ignore[assignment]

_T = THRESHOLDS.cell

# Of each machine: its name to the kernel (AUDIT_ARCH), and the numbers of what is forbidden: sockets of all kinds and
# their use, starting programs, looking into other processes, and io_uring, which does all of that by another door.
_FORBIDDEN = {
    "x86_64": (
        0xC000003E,
        (*range(41, 56), 59, 62, 101, 200, 234, 288, 299, 307, 310, 311, 322, *range(424, 428), 438),
    ),
    "aarch64": (
        0xC00000B7,
        (117, *range(129, 132), *range(198, 213), 221, 242, 243, *range(269, 272), 281, *range(424, 428), 438),
    ),
}
_OTHER_CALLS = 0x40000000  # those of x32, by which everything could be called once more
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # operations of a filter
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001  # SECCOMP_RET_ALLOW; SECCOMP_RET_ERRNO with EPERM
_NUMBER, _MACHINE = 0, 4  # where in what is asked they stand (seccomp_data)

# What is asked of prctl(2).
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER = 38, 22, 2
# The numbers of its system calls, which all machines have alike (landlock(7)).
_LANDLOCK_CREATE_RULESET, _LANDLOCK_RESTRICT_SELF = 444, 446
_VERSION = 1  # a flag: tell the version
# Everything of the first version of Landlock that changes a file or folder; cutting off is known from the third on.
_WRITES = 1 << 1 | sum(1 << bit for bit in range(4, 13))
_TRUNCATES, _TRUNCATES_SINCE = 1 << 14, 3


def shut(memory: int) -> None:
    """Lay the walls around this process, for good.

    Args:
        memory: bytes that it may allocate beside what it has of who began it.
    """
    assert resource is not None  # or there would be no process to hold
    limits = ((resource.RLIMIT_DATA, _held() + memory), (resource.RLIMIT_NOFILE, _T.files), (resource.RLIMIT_CORE, 0))
    for what, most in limits:
        with contextlib.suppress(OSError, ValueError):  # a lower one holds already
            resource.setrlimit(what, (most, most))
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        _forbid_writing(libc)
        _forbid_calls(libc)


def _held() -> int:
    """Bytes of data that this process has, where the system tells it (proc(5)); psutil takes 10 ms to load."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[5]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGESIZE")


def give_time(seconds: int) -> None:
    """Let this process have so many seconds of processor time from now on; then the kernel ends it."""
    assert resource is not None
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def _forbid_writing(libc: ctypes.CDLL) -> None:
    version = libc.syscall(_LANDLOCK_CREATE_RULESET, None, 0, _VERSION)
    handled = ctypes.c_uint64(_WRITES | (_TRUNCATES if version >= _TRUNCATES_SINCE else 0))
    rules = libc.syscall(_LANDLOCK_CREATE_RULESET, ctypes.byref(handled), ctypes.sizeof(handled), 0)
    if rules >= 0:
        libc.syscall(_LANDLOCK_RESTRICT_SELF, rules, 0)
        os.close(rules)


def _forbid_calls(libc: ctypes.CDLL) -> None:
    known = _FORBIDDEN.get(platform.machine())
    if known is None:
        return
    program = b"".join(_filter(*known))
    instructions = ctypes.create_string_buffer(program)
    header = struct.pack("HP", len(program) // 8, ctypes.addressof(instructions))
    libc.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.c_char_p(header), 0, 0)


def _filter(machine: int, numbers: tuple[int, ...]) -> Iterator[bytes]:
    """The instructions of a filter: operation, steps to go on where it holds and where not, operand."""
    yield struct.pack("HBBI", _LOAD, 0, 0, _MACHINE)
    yield struct.pack("HBBI", _EQUAL, 1, 0, machine)
    yield struct.pack("HBBI", _RETURN, 0, 0, _REFUSE)
    yield struct.pack("HBBI", _LOAD, 0, 0, _NUMBER)
    yield struct.pack("HBBI", _AT_LEAST, len(numbers) + 1, 0, _OTHER_CALLS)
    for index, number in enumerate(numbers):
        yield struct.pack("HBBI", _EQUAL, len(numbers) - index, 0, number)
    yield struct.pack("HBBI", _RETURN, 0, 0, _ALLOW)
    yield struct.pack("HBBI", _RETURN, 0, 0, _REFUSE)
