"""The compiled language data on disk: what files there are, whether they are whole, and how they come into memory.

A data folder holds files and a `manifest.json` that lists them with size and checksums. Everything is mapped, never
read: processes share the pages, and what is not asked for is not loaded. Numbers are little-endian.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import sys
import zlib
from pathlib import Path
from typing import Any

import marisa_trie

from ocr_fix.errors import DataError
from ocr_fix.wording import phrase, worded

FORMAT = 3
"""Version of the file formats that this program reads."""

MANIFEST = "manifest.json"
HEAD_BYTES = 4096
"""How much of each file is checked when it is opened; `verify` checks all of it."""

_REBUILD = phrase("reinstall ocr-fix, or rebuild the data with 'python -m wordlists.build' (see wordlists/README.md)")


def head_checksum(path: Path) -> int:
    """CRC-32 of the first and the last bytes of a file: catches truncated, swapped and text-converted files fast."""
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
        stream.seek(max(0, path.stat().st_size - HEAD_BYTES))
        return zlib.crc32(stream.read(HEAD_BYTES), zlib.crc32(head))


def full_checksum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class DataFolder:
    """A folder of compiled language data.

    Args:
        folder: where the manifest lies.

    Attributes:
        folder: as given.
        manifest: the parsed manifest.
        parameters: the numbers the data was compiled with.

    Raises:
        DataError: the folder is no data folder, is of another format, or a file is missing or was altered.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = self._read_manifest()
        self.parameters: dict[str, Any] = self.manifest["parameters"]
        for name, facts in self.manifest["files"].items():
            self._check(name, facts)

    def _read_manifest(self) -> dict[str, Any]:
        path = self.folder / MANIFEST
        try:
            manifest = json.loads(path.read_text(encoding="utf-8"))
            version = manifest["format"]
            complete = isinstance(manifest["files"], dict) and isinstance(manifest["parameters"], dict)
        except OSError as error:
            raise DataError(
                worded("{path}: the language data is missing; {advice}", path=path, advice=worded(_REBUILD))
            ) from error
        except (ValueError, KeyError, TypeError) as error:
            raise DataError(
                worded("{path}: is not a manifest of language data; {advice}", path=path, advice=worded(_REBUILD))
            ) from error
        if version != FORMAT or not complete:
            raise DataError(
                worded(
                    "{path}: is of format {version}, this program reads format {format}; {advice}",
                    path=path,
                    version=version,
                    format=FORMAT,
                    advice=worded(_REBUILD),
                )
            )
        if sys.byteorder != "little":
            raise DataError(worded("{path}: the language data needs a little-endian machine", path=path))
        return dict(manifest)

    def _check(self, name: str, facts: dict[str, Any]) -> None:
        path = self.folder / name
        try:
            sound = path.stat().st_size == facts["size"] and head_checksum(path) == facts["head_crc32"]
        except OSError as error:
            raise DataError(
                worded(
                    "{path}: this file of the language data is missing; {advice}", path=path, advice=worded(_REBUILD)
                )
            ) from error
        if not sound:
            raise DataError(worded("{path}: does not match its checksum; {advice}", path=path, advice=worded(_REBUILD)))

    def verify(self) -> None:
        """Check every byte of every file (`load` checks size, head and tail only).

        Raises:
            DataError: a file does not match its SHA-256.
        """
        for name, facts in self.manifest["files"].items():
            path = self.folder / name
            try:
                sound = full_checksum(path) == facts["sha256"]
            except OSError as error:
                raise DataError(
                    worded(
                        "{path}: cannot be read ({reason}); {advice}",
                        path=path,
                        reason=error.strerror,
                        advice=worded(_REBUILD),
                    )
                ) from error
            if not sound:
                raise DataError(
                    worded("{path}: does not match its checksum; {advice}", path=path, advice=worded(_REBUILD))
                )

    def numbers(self, name: str, code: str) -> memoryview[int]:
        """A file as an array of unsigned numbers.

        Args:
            name: of the file.
            code: "B", "H", "I" or "Q": 1, 2, 4 or 8 bytes each.
        """
        with (self.folder / name).open("rb") as stream:
            mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        return memoryview(mapped).cast(code)  # type: ignore[call-overload, no-any-return]

    def trie(self, name: str) -> marisa_trie.Trie:
        """A file as a trie."""
        return marisa_trie.Trie().mmap(str(self.folder / name))

    def lines(self, name: str) -> list[str]:
        """A small text file by lines."""
        return (self.folder / name).read_text(encoding="utf-8").splitlines()
