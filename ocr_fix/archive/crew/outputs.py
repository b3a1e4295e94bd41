"""The files that a document becomes: their names and their bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import PurePosixPath
from typing import NamedTuple

from ocr_fix.archive.places.place import STATE, Place
from ocr_fix.document import Document
from ocr_fix.errors import OptionError
from ocr_fix.output import FORMATS, Original, render

KEPT = f"{STATE}/kept"
"""The folder in the target for files that stood where an output goes and were none of ours."""


@cache
def output_endings() -> frozenset[str]:
    """How the files of all formats end."""
    return frozenset(form.ending for form in FORMATS.usable())


def ending_of(path: str) -> str:
    """The ending by which an output is known: that of a format, or its own where the format is there no more."""
    fitting = [ending for ending in output_endings() if path.endswith(ending)]
    return max(fitting, key=len, default=PurePosixPath(path).suffix)


class Output(NamedTuple):
    """A file that was written.

    Attributes:
        path: in the target.
        digest: SHA-256 of its bytes, in hexadecimal.
    """

    path: str
    digest: str


def rendered(document: Document, base: str, formats: Iterable[str], original: Original) -> Iterator[tuple[str, bytes]]:
    """Path in the target and bytes of each output of a document, those left out that do not serve its kind.

    Raises:
        OptionError: none of the formats serves it.
        InputError: the original cannot be read any more.
    """
    serving = [form for form in formats if FORMATS[form].serves(document.kind)]
    if not serving:
        raise OptionError(f"{document.name}: a {document.kind} file cannot be written as {', '.join(formats)}")
    for form in serving:
        yield base + FORMATS[form].ending, render(document, form, original)


def deliver(place: Place, path: str, content: bytes, ours: Iterable[str]) -> tuple[Output, bool]:
    """Write an output; what stands there and is not ours, a text that somebody corrected by hand, is kept aside.

    Args:
        place: the target.
        path: of the output.
        content: its bytes.
        ours: digests of what earlier runs wrote there.

    Returns:
        What was written, and whether something was kept.

    Raises:
        OutputError: it cannot be written.
    """
    output = Output(path, hashlib.sha256(content).hexdigest())
    standing = place.read(path)
    if standing is not None:
        digest = hashlib.sha256(standing).hexdigest()
        if digest == output.digest:
            return output, False
        if digest not in ours:
            place.write(_free(place, f"{KEPT}/{path}"), standing)
            place.write(path, content)
            return output, True
    place.write(path, content)
    return output, False


def _free(place: Place, path: str) -> str:
    """The path, numbered where there is such a file already."""
    number, free = 1, path
    while place.exists(free):
        number += 1
        free = f"{path}.{number}"
    return free
