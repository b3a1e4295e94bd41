"""What libraries of Python warn of while they look at a file: kept from where a program shows its warnings."""

from __future__ import annotations

import os
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

# Libraries whose warnings are always given, to whoever is to show them: by Python's own rules only the first is.
_LIBRARIES = r"(PIL|pillow_heif|pikepdf|pypdfium2|img2pdf)\b"
# What tells a user nothing of a file: how a library is to be called, and a size that has bounds of our own.
_NOT_OF_FILES = (DeprecationWarning, PendingDeprecationWarning, ResourceWarning)
_BOUNDED = "DecompressionBombWarning"  # by its name, since Pillow takes long to load and texts need none

_LOCKS = [threading.RLock()]


def _new_lock() -> None:
    """A process that was forked while another thread listened would wait for that for ever."""
    _LOCKS[:] = [threading.RLock()]


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_new_lock)


@contextmanager
def listening() -> Iterator[None]:
    """Only one thread of the process at a time is in such a block; it may be in several."""
    with _LOCKS[0]:
        yield


@contextmanager
def warned() -> Iterator[list[str]]:
    """Keep from a program's terminal what libraries warn of in this thread; the list has it, each once, in its order.

    Only one thread at a time is in such a block. What others warn of is shown as before.
    """
    said: list[str] = []
    here = threading.get_ident()
    with listening(), warnings.catch_warnings():
        shown = warnings.showwarning

        def show(
            message: Warning | str,
            category: type[Warning],
            filename: str,
            lineno: int,
            file: TextIO | None = None,
            line: str | None = None,
        ) -> None:
            if threading.get_ident() != here:
                shown(message, category, filename, lineno, file, line)
            elif not issubclass(category, _NOT_OF_FILES) and category.__name__ != _BOUNDED and str(message) not in said:
                said.append(str(message))

        warnings.showwarning = show
        warnings.filterwarnings("always", module=_LIBRARIES)
        yield said
