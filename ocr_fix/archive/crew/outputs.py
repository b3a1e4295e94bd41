"""The files that a document becomes: their names and their bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ocr_fix.archive.storage.file_tree import FileTree
from ocr_fix.archive.storage.local import LocalPlace
from ocr_fix.document import Document, in_order
from ocr_fix.errors import InputError, OptionError
from ocr_fix.original import OriginalFile
from ocr_fix.output import FORMATS, changes_as_jsonl, name_of_page, render_report
from ocr_fix.wording import worded

BY_HAND = ".by-hand"
"""What the copy of a text that somebody has edited is called after its name, before the ending."""


BESIDE: Mapping[str, str] = {"changes": ".changes.jsonl", "report": ".report.html"}
"""What may be written beside the formats, and how its files end."""


@cache
def output_endings() -> frozenset[str]:
    """How the files of all formats end, and what may be written beside them."""
    return frozenset([*(form.ending for form in FORMATS.usable()), *BESIDE.values()])


def ending_of(path: str) -> str:
    """The ending by which an output is known: that of a format, or its own where the format is there no more."""
    fitting = [ending for ending in output_endings() if path.endswith(ending)]
    return max(fitting, key=len, default=PurePosixPath(path).suffix)


class Output(NamedTuple):
    """A file that was written.

    Attributes:
        path: in the target.
        digest: SHA-256 of its bytes, in hexadecimal.
        stamp: what its signature said after it was written; empty where that is not known.
    """

    path: str
    digest: str
    stamp: str = ""


def rendered(
    document: Document, base: str, formats: Iterable[str], original: OriginalFile, beside: Iterable[str] = ()
) -> Iterator[tuple[str, bytes]]:
    """Path in the target and bytes of each output of a document, those left out that do not serve its kind.

    Args:
        document: what to write.
        base: path of the outputs without their endings.
        formats: to write.
        original: what the document was read from.
        beside: what else to write, of `BESIDE`.

    Raises:
        OptionError: none of the formats serves it.
        InputError: the original cannot be read any more.
    """
    serving = [form for form in formats if FORMATS[form].serves(document.kind)]
    if not serving:
        raise OptionError(
            worded(
                "{name}: a {kind} file cannot be written as {formats}",
                name=document.name,
                kind=document.kind,
                formats=", ".join(formats),
            )
        )
    for form in serving:
        path, ending = base + FORMATS[form].ending, FORMATS[form].ending
        pages = FORMATS[form].write_pages(document)
        if pages is None:
            yield path, original.written(document, form)
        else:
            yield from ((name_of_page(path, ending, number), content) for number, content in pages.items())
    if "changes" in beside:
        told = changes_as_jsonl(in_order(document.changes, document.doubts))
        yield base + BESIDE["changes"], told.encode("utf-8")
    if "report" in beside:
        yield base + BESIDE["report"], render_report(document, original)


class Delivered(NamedTuple):
    """What became of an output.

    Attributes:
        output: as the journal knows it: its own bytes, also where another text stands there.
        left: whether a text that somebody has edited stands there and was left.
        copied: whether such a text was overwritten and a copy of it made.
    """

    output: Output
    left: bool = False
    copied: bool = False


class Written:
    """What was written by runs that have not come to their end, so that nobody's edits are seen in it.

    The journal learns of outputs after they are written; where a run is killed between, this tells that they are ours.

    Args:
        path: of the file that holds the digests; None where nothing is told.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def note(self, digests: Iterable[str]) -> None:
        """Tell what is about to be written."""
        if self._path is not None:
            with self._path.open("a", encoding="ascii") as stream:
                stream.write("".join(f"\n{digest}" for digest in digests) + "\n")  # the line before may be cut off

    def has(self, digest: str) -> bool:
        """Whether it was told."""
        with suppress(OSError):
            return self._path is not None and digest in self._path.read_text(encoding="ascii", errors="replace").split()
        return False

    def forget(self) -> None:
        """All of it stands in the journal."""
        if self._path is not None:
            self._path.unlink(missing_ok=True)


def deliver(
    place: FileTree, path: str, content: bytes, ours: Callable[[str], bool], *, overwrite_edited: bool = False
) -> Delivered:
    """Write an output, unless what stands there is not ours: a text that somebody has edited is left as it is.

    Args:
        place: the target.
        path: of the output.
        content: its bytes.
        ours: whether we have written what has a digest.
        overwrite_edited: write it nevertheless, with a copy of what stood there beside it.

    Raises:
        OutputError: it cannot be written.
    """
    place.check(path)
    output = Output(path, hashlib.sha256(content).hexdigest())
    standing = place.read(path)
    digest = None if standing is None else hashlib.sha256(standing).hexdigest()
    edited = digest is not None and digest != output.digest and not ours(digest)
    if edited and not overwrite_edited:
        return Delivered(output, left=True)
    if standing is not None and edited:
        ending = ending_of(path)
        place.write(_free(place, f"{path.removesuffix(ending)}{BY_HAND}", ending), standing)
    if digest != output.digest:
        place.write(path, content)
    return Delivered(output._replace(stamp=_stamp(place, path)), copied=edited)


def is_edited(place: FileTree, output: Output) -> bool:
    """Whether somebody has edited an output since it was written; read only where its time or size is another."""
    if output.stamp and output.stamp == _stamp(place, output.path):
        return False
    standing = place.read(output.path)
    return standing is not None and hashlib.sha256(standing).hexdigest() != output.digest


def _stamp(place: FileTree, path: str) -> str:
    """What tells at a glance that a file is as it was; nothing of a remote place, where each question takes time."""
    if isinstance(place, LocalPlace):
        with suppress(InputError):
            return place.signature(path).stamp
    return ""


def _free(place: FileTree, stem: str, ending: str) -> str:
    """A path that is free: numbered where there is such a file already."""
    number, free = 1, f"{stem}{ending}"
    while place.exists(free):
        number += 1
        free = f"{stem}-{number}{ending}"
    return free
