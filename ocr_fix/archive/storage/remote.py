"""A place that fsspec understands: an object store, a server, an archive; the extra ocr-fix[remote]."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ocr_fix.archive.storage.file_tree import (
    STATE,
    Enters,
    Entry,
    FileTree,
    Listing,
    Signature,
    UnreachableError,
    path_in,
    vanished,
)
from ocr_fix.errors import InputError, OptionError, OutputError
from ocr_fix.source.faults import reason_of
from ocr_fix.wording import worded

_WHOLE = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "oci", "memory"})
"""Stores in which an object appears whole or not at all."""

_TAGS = ("ETag", "etag", "md5", "mtime", "LastModified", "last_modified", "updated", "created")
"""What stores call the thing that changes with the content; the first that is there is taken."""


class RemotePlace(FileTree):
    """A tree of files at a URL.

    The file that was fetched last is kept on the local disk, so that its pages are not fetched one by one.

    Args:
        url: its address; options of fsspec (keys, end points) come from its configuration and the environment.

    Raises:
        OptionError: fsspec, or what it needs for this kind of URL, is not installed.
    """

    def __init__(self, url: str) -> None:
        self.address = url
        scheme = url.partition("://")[0]
        try:
            import fsspec  # noqa: PLC0415 - an extra

            self._system, root = fsspec.core.url_to_fs(url, use_listings_cache=False)
        except (ImportError, ValueError) as error:
            raise OptionError(
                worded("{url}: cannot be used ({error}); pip install 'ocr-fix[remote]'", url=url, error=error)
            ) from error
        self._root = str(root).rstrip("/")
        self._whole = scheme in _WHOLE
        self._folder = tempfile.TemporaryDirectory(prefix="ocrfix-fetched-")
        self._fetched: tuple[str, Signature] | None = None

    def listings(self, enters: Enters) -> Iterator[Listing]:
        """Every folder, in the order of paths; see `FileTree.listings`."""
        queue, first = [""], True
        while queue:
            folder = queue.pop()
            try:
                found = self._system.ls(self._full(folder), detail=True, refresh=True)
            except FileNotFoundError as error:
                if first:
                    raise InputError(
                        worded("{address}: is no folder; give the folder with the documents", address=self.address)
                    ) from error
                found = []
            except Exception as error:
                raise self._unreadable(folder, error) from error
            first = False
            entries = sorted(((str(each["name"]).rstrip("/").rpartition("/")[2], each) for each in found), key=_name)
            files = [Entry(name, _signature(each)) for name, each in entries if each["type"] == "file" and name]
            folders = [name for name, each in entries if each["type"] == "directory"]
            folders = [name for name in folders if enters.enters(path_in(folder, name))]
            queue += [path_in(folder, name) for name in reversed(folders)]
            yield Listing(folder, files, folders)

    def signature(self, path: str) -> Signature:
        """Size and tag of an object; see `FileTree.signature`."""
        try:
            return _signature(self._system.info(self._full(path), refresh=True))
        except FileNotFoundError as error:
            raise vanished(self.label(path)) from error
        except Exception as error:
            raise self._unreadable(path, error) from error

    def head(self, path: str, count: int) -> bytes:
        """The first bytes; see `FileTree.head`."""
        try:
            return bytes(self._system.cat_file(self._full(path), start=0, end=count))
        except Exception:  # whatever it is, nothing is known of the file
            return b""

    @contextmanager
    def local(self, path: str) -> Iterator[Path]:
        """A copy on the local disk; see `FileTree.local`."""
        copy = Path(self._folder.name) / "file"
        signature = self.signature(path)
        if self._fetched != (path, signature):
            self._fetched = None
            try:
                self._system.get_file(self._full(path), str(copy))
            except FileNotFoundError as error:
                raise vanished(self.label(path)) from error
            except Exception as error:
                raise self._unreadable(path, error) from error
            self._fetched = (path, signature)
        yield copy

    def read(self, path: str) -> bytes | None:
        """The whole of an object; None where there is none."""
        try:
            return bytes(self._system.cat_file(self._full(path)))
        except FileNotFoundError:
            return None
        except Exception as error:
            raise self._unwritable(path, error) from error

    def exists(self, path: str) -> bool:
        """Whether there is such an object."""
        return bool(self._system.isfile(self._full(path)))

    def write(self, path: str, content: bytes) -> None:
        """Write an object; where a store may show half of it, under another name first."""
        full = self._full(path)
        try:
            if self._whole:
                self._system.pipe_file(full, content)
                return
            temporary = f"{full.rpartition('/')[0]}/.ocrfix-{secrets.token_hex(8)}.tmp"
            self._system.makedirs(full.rpartition("/")[0], exist_ok=True)
            self._system.pipe_file(temporary, content)
            self._system.mv(temporary, full)
        except Exception as error:
            raise self._unwritable(path, error) from error

    def move(self, old: str, new: str) -> None:
        """Move an object; see `FileTree.move`."""
        try:
            self._system.mv(self._full(old), self._full(new))
        except Exception as error:
            raise self._unwritable(new, error) from error

    def sweep(self, *, whole: bool = True) -> int:
        """Nothing is left where objects appear whole; elsewhere temporary files are removed."""
        if self._whole:
            return 0
        folders = ("/**",) if whole else ("", f"/{STATE}")
        left = [str(path) for each in folders for path in self._system.glob(f"{self._root}{each}/.ocrfix-*.tmp")]
        for path in left:
            self._system.rm_file(path)
        return len(left)

    def _full(self, path: str) -> str:
        return f"{self._root}/{path}" if path else self._root

    def _unreadable(self, path: str, error: Exception) -> UnreachableError:
        return UnreachableError(
            worded(
                "{label}: cannot be read ({reason}); check the address and the keys",
                label=self.label(path),
                reason=reason_of(error),
            )
        )

    def _unwritable(self, path: str, error: Exception) -> OutputError:
        return OutputError(
            worded(
                "{label}: cannot be written ({reason}); check the address and the keys",
                label=self.label(path),
                reason=reason_of(error),
            )
        )


def _signature(info: dict[str, Any]) -> Signature:
    tag = next((info[name] for name in _TAGS if info.get(name) is not None), "")
    return Signature(int(info.get("size") or 0), str(tag))


def _name(entry: tuple[str, dict[str, Any]]) -> bytes:
    return entry[0].encode("utf-8", "surrogateescape")
