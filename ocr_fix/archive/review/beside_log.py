"""What lies beside the log of a document: what it was before anything was decided of it, and what was carried out."""

from __future__ import annotations

from pathlib import Path

from ocr_fix.archive.crew.outputs import Written
from ocr_fix.archive.reviewed import key_of, review_folder
from ocr_fix.system.files import write_atomically


class Kept:
    """The files of one document.

    Args:
        state: folder of the journal.
        path: of the document in the source.

    Attributes:
        base: the document as JSON, as it was before anything was decided at the review server.
        written: what was written of it as it is decided.
    """

    def __init__(self, state: Path, path: str) -> None:
        folder, key = review_folder(state), key_of(path)
        self.base = folder / f"{key}.json"
        self.written = Written(folder / f"{key}.written")
        self._applied = folder / f"{key}.applied"

    def carried_out(self) -> tuple[int, str]:
        """How many lines of the log were carried out, and the digest of the JSON that this gave."""
        length, *made = self._applied.read_text().split() if self._applied.exists() else ["0"]
        return int(length), "".join(made)

    def carry_out(self, length: int, made: str) -> None:
        """Note that.

        Raises:
            OutputError: it cannot be written.
        """
        write_atomically(self._applied, f"{length} {made}\n")
