"""What the libraries under us say of a file: kept from the user's terminal, and listened to where it tells of damage.

libtiff writes what is wrong with a picture to standard error and goes on; Pillow raises nothing, and part of the page
is lost without a word. So standard error itself is turned aside while such a picture is decoded. What libraries of
Python warn of (`ocr_fix.system.warned`) becomes a note of the page.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, cast

from ocr_fix.source.faults import reason_of
from ocr_fix.system.warned import listening
from ocr_fix.wording import worded

# Without a handler of ours, Python shows what they log on standard error; a program with handlers still gets it.
for _name in ("PIL", "pypdfium2", "pikepdf", "img2pdf"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

_STDERR = 2  # the descriptor
# As libtiff writes: the part that speaks or the file as Pillow calls it, a colon, a sentence with a full stop.
_SAID = re.compile(r"[\w.]+: .*\.")
_WARNING = re.compile(r"[\w.]+: Warning, ")
_MOST_TOLD = 3  # warnings of a page


def _aside() -> BinaryIO:
    """A file for what is said, in memory where the system has such files."""
    if sys.platform == "linux":
        return os.fdopen(os.memfd_create("ocr_fix"), "w+b")
    return cast("BinaryIO", tempfile.TemporaryFile())


@contextmanager
def heard() -> Iterator[list[str]]:
    """Turn aside what libtiff writes to standard error; the list has its errors, without warnings, when the block ends.

    Only one thread at a time is in such a block or one of `warned`. What others write meanwhile comes out when it ends.
    """
    errors: list[str] = []
    with listening(), _aside() as aside:
        try:
            before = os.dup(_STDERR)
        except OSError:  # the program has none
            yield errors
            return
        sys.stderr.flush()
        os.dup2(aside.fileno(), _STDERR)
        try:
            yield errors
        finally:
            sys.stderr.flush()
            os.dup2(before, _STDERR)
            os.close(before)
            aside.seek(0)
            for line in aside.read().splitlines(keepends=True):
                said = line.decode("utf-8", "replace").strip()
                if not _SAID.fullmatch(said):
                    os.write(_STDERR, line)
                elif not _WARNING.match(said):
                    errors.append(said)


def with_told(note: str | None, said: Sequence[str]) -> str | None:
    """A note of a page with what libraries have warned of, as far as there is either."""
    told = [reason_of(UserWarning(each)).rstrip(".") for each in [*dict.fromkeys(said)][:_MOST_TOLD]]
    warning = worded("what opens it warns: {warnings}", warnings="; ".join(told)) if told else None
    return "; ".join(filter(None, (note, warning))) or None
