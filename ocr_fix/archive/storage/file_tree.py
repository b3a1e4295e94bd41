"""Where documents come from and where texts go: a folder on this machine, or a URL that fsspec understands.

Paths inside a place are text with `/` between the parts. A name whose bytes are not UTF-8 keeps them as lone surrogates
(PEP 383), so that any name that the file system has can be read, written and stored.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

from ocr_fix.errors import InputError
from ocr_fix.wording import worded

STATE = ".ocrfix"
"""The folder in the target that holds what a run knows; never walked, never written by anything else."""


class Signature(NamedTuple):
    """What changes when a file changes, known without reading it.

    Attributes:
        size: in bytes.
        stamp: time of change and place on the disk, or the tag that an object store gives; compared, never ordered, so
            that a clock which was set back does no harm.
    """

    size: int
    stamp: str


class Entry(NamedTuple):
    """A file as a listing shows it."""

    name: str
    signature: Signature


class Listing(NamedTuple):
    """A folder.

    Attributes:
        folder: its path in the place; "" for the place itself.
        files: in the order of their names.
        folders: names of the folders in it.
    """

    folder: str
    files: list[Entry]
    folders: list[str]


class FileTree(ABC):
    """A tree of files.

    Attributes:
        address: what the user called it.
    """

    address: str

    @abstractmethod
    def listings(self, enters: Enters) -> Iterator[Listing]:
        """Every folder once, those above before those in them, in the same order in every run.

        Args:
            enters: says which folders are walked.

        Raises:
            InputError: there is no such folder.
        """

    @abstractmethod
    def signature(self, path: str) -> Signature:
        """What tells whether a file has changed.

        Raises:
            InputError: it is not there, or cannot be asked.
        """

    @abstractmethod
    def head(self, path: str, count: int) -> bytes:
        """The first bytes of a file; empty where it cannot be read."""

    @abstractmethod
    def local(self, path: str) -> AbstractContextManager[Path]:
        """The file on a disk of this machine, as long as the `with` block runs.

        Raises:
            InputError: it is not there, or cannot be fetched.
        """

    @abstractmethod
    def read(self, path: str) -> bytes | None:
        """The whole of a file; None where there is none."""

    @abstractmethod
    def exists(self, path: str) -> bool:
        """Whether there is such a file."""

    def check(self, path: str) -> None:  # noqa: B027 - most places need not
        """Make sure that what is called so lies in this place.

        Raises:
            OutputError: it does not.
        """

    @abstractmethod
    def write(self, path: str, content: bytes) -> None:
        """Write a file whole or not at all, with the folders it stands in; safe on disk when this returns.

        Raises:
            OutputError: it cannot be written.
        """

    @abstractmethod
    def move(self, old: str, new: str) -> None:
        """Give a file another path.

        Raises:
            OutputError: it cannot be done.
        """

    @abstractmethod
    def sweep(self, *, whole: bool = True) -> int:
        """Remove the temporary files that a killed run has left; how many they were.

        Args:
            whole: whether everywhere; else where summaries are written: at the top, and in its state.
        """

    def digest(self, path: str) -> str:
        """SHA-256 of a file, in hexadecimal.

        Raises:
            InputError: it is not there, or cannot be fetched.
            OSError: it cannot be read.
        """
        with self.local(path) as file:
            return digest_of(file)

    def label(self, path: str) -> str:
        """How messages call a file."""
        return f"{self.address.rstrip('/')}/{path}"


class Enters(ABC):
    """Says which folders are walked."""

    @abstractmethod
    def enters(self, folder: str) -> bool:
        """Whether to go into a folder, given by its path in the place."""


def digest_of(file: Path) -> str:
    """SHA-256 of a file of this machine, in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def path_in(folder: str, name: str) -> str:
    """The path of what has a name in a folder of a place; "" is the place itself."""
    return f"{folder}/{name}" if folder else name


def is_url(address: str) -> bool:
    """Whether an address is for fsspec and not for the file system."""
    scheme, found, _ = address.partition("://")
    return bool(found) and scheme.isalnum() and scheme != "file"


class UnreachableError(InputError):
    """A place does not answer as it should; it may at the next attempt."""


class VanishedError(InputError):
    """A file that was found is there no more."""


def vanished(label: str) -> VanishedError:
    """The error of a file that was found and is there no more."""
    return VanishedError(worded("{label}: is not there any more; put it back or leave it", label=label))
