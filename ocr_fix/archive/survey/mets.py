"""METS files in a folder of documents: each is one document, and the files that it lists are parts of it."""

from __future__ import annotations

import hashlib
import html
import posixpath
import re
from collections.abc import Sequence
from contextlib import suppress

from ocr_fix.archive.storage.file_tree import FileTree, Signature
from ocr_fix.archive.storage.local import LocalPlace
from ocr_fix.errors import InputError
from ocr_fix.notation.addresses import file_names
from ocr_fix.source.kinds import HEAD_BYTES, is_mets
from ocr_fix.source.limits import Limits

_ENDINGS = (".xml", ".mets")
# No parser: what a file holds is looked into by none but a worker's process inside walls.
_LISTED = re.compile(rb"<(?:\w+:)?FLocat\b[^<>]*?\bhref\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)')")


def parts_of(place: FileTree, path: str) -> Sequence[str] | None:
    """The files that a METS file lists and that are there, by their paths in the place.

    Args:
        place: where it is.
        path: of a file.

    Returns:
        None where it is no METS file, is too long, or lies where its pages cannot be opened beside it.
    """
    if not isinstance(place, LocalPlace) or not path.lower().endswith(_ENDINGS):
        return None
    if not is_mets(place.head(path, HEAD_BYTES)):
        return None
    with suppress(InputError):
        if place.signature(path).size <= Limits().max_text_bytes:
            content = place.read(path) or b""
            found = (
                _path_of(place, path, b"".join(match).decode("utf-8", "replace")) for match in _LISTED.findall(content)
            )
            return [*dict.fromkeys(each for each in found if each is not None)]
    return None


def signature_of(place: FileTree, path: str) -> Signature:
    """What tells whether a document has changed: of a METS file, itself or one that it lists.

    Raises:
        InputError: it is not there, or cannot be asked.
    """
    own = place.signature(path)
    parts = parts_of(place, path)
    if not parts:
        return own
    all_of_them = [own, *(place.signature(each) for each in parts)]
    stamps = "\n".join(each.stamp for each in all_of_them)
    return Signature(sum(each.size for each in all_of_them), hashlib.sha256(stamps.encode()).hexdigest())


def _path_of(place: FileTree, path: str, href: str) -> str | None:
    """A file that is listed; None where it is not there, or not in the folder of the METS file."""
    folder = posixpath.dirname(path)
    for name in file_names(html.unescape(href)):
        found = posixpath.normpath(posixpath.join(folder, name))
        inside = not posixpath.isabs(name) and not found.startswith("../") and found != ".."
        if inside and (not folder or found.startswith(f"{folder}/")) and place.exists(found):
            return found
    return None
