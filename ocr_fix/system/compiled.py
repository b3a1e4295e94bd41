"""Compiled modules that were made from other sources than stand beside them are left alone, and the sources are run.

Python imports a compiled module in place of its source. Where the sources have changed since, as by `git pull` in an
editable installation, half of the program would be of another state than the rest. What was compiled knows each other's
types, so all of it is left alone then: the program is right, and slower.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, ModuleSpec, SourceFileLoader
from pathlib import Path
from types import ModuleType
from zlib import crc32

LIST = "compiled.txt"
"""Beside the package where it was compiled in place: a line a module, its path, the fingerprint of all that it was made
from, and the checksum of its source and types. A wheel has none."""


def checksum(source: Path) -> str:
    """What tells one state of a module and its types from another.

    Args:
        source: the module's source.
    """
    types = source.with_suffix(".pxd")
    return f"{crc32(source.read_bytes() + (types.read_bytes() if types.exists() else b'')):08x}"


def is_outdated(package: Path) -> bool:
    """Whether what was compiled in place was made from other sources, or nothing tells of which.

    Args:
        package: the folder of the package.
    """
    try:
        lines = (package / LIST).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return False
    try:
        return any(checksum(package.parent / source) != made for source, _, made in map(str.split, lines))
    except (OSError, ValueError):  # a source that is gone, or a list of an earlier form
        return True


class SourcesOnly:
    """Finds the modules of a package by their sources, whatever is compiled beside them.

    Args:
        package: its name.
    """

    def __init__(self, package: str) -> None:
        self._prefix = f"{package}."

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Where a module of the package is; None for those of others."""
        if not fullname.startswith(self._prefix):
            return None
        for folder in path or ():
            found = FileFinder(folder, (SourceFileLoader, SOURCE_SUFFIXES)).find_spec(fullname, target)
            if found is not None:
                return found
        return None


_PACKAGE = Path(__file__).parents[1]
OUTDATED = bool(__package__) and is_outdated(_PACKAGE)
"""Whether the compiled modules of this package are left alone."""
if OUTDATED:
    sys.meta_path.insert(0, SourcesOnly(_PACKAGE.name))
