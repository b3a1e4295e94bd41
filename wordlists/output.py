"""Writing the compiled data: one folder, the same bytes for the same input, the manifest last."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ocr_fix.language.datafiles import FORMAT, MANIFEST, full_checksum, head_checksum
from ocr_fix.system.files import write_atomically


class Output:
    """A data folder in the making.

    Args:
        folder: where the files go; made if missing.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._names: list[str] = []

    def write(self, name: str, data: bytes | str) -> None:
        """Write one file."""
        write_atomically(self._folder / name, data)
        self._names.append(name)

    def keep(self, name: str) -> None:
        """Leave a file of an earlier build as it is, unless this one has written it."""
        if name not in self._names:
            self._names.append(name)

    def finish(self, parameters: dict[str, Any], provenance: dict[str, Any]) -> int:
        """Write the manifest and remove what it does not name.

        Args:
            parameters: numbers the program needs to read the data.
            provenance: language, sources, licences, counts, command: for people.

        Returns:
            Bytes of all files together.
        """
        files: dict[str, dict[str, Any]] = {}
        for name in sorted(self._names):
            path = self._folder / name
            files[name] = {
                "size": path.stat().st_size,
                "head_crc32": head_checksum(path),
                "sha256": full_checksum(path),
            }
        manifest = {"format": FORMAT, "parameters": parameters, **provenance, "files": files}
        text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
        write_atomically(self._folder / MANIFEST, text)
        for path in self._folder.iterdir():
            if path.is_file() and path.name != MANIFEST and path.name not in files:
                path.unlink()
        return sum(int(facts["size"]) for facts in files.values()) + len(text.encode())
