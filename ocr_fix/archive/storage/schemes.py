"""From an address to the place that it names."""

from __future__ import annotations

from pathlib import Path

from ocr_fix.archive.storage.file_tree import FileTree, is_url
from ocr_fix.archive.storage.local import LocalPlace
from ocr_fix.archive.storage.remote import RemotePlace


def place_of(address: str) -> FileTree:
    """The place that an address names.

    Raises:
        OptionError: it is a URL, and fsspec or what it needs for this kind of URL is not installed.
    """
    return RemotePlace(address) if is_url(address) else LocalPlace(Path(address.removeprefix("file://")))
