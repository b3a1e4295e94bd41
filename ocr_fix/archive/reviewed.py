"""Where it lies beside the journal what people have decided of documents, and what was learnt of that."""

from __future__ import annotations

from pathlib import Path


def decisions_folder(state: Path) -> Path:
    """Where what was decided of documents lies: `a/b/scan.json` for the outputs `a/b/scan.txt` and so on.

    Args:
        state: folder of the journal.
    """
    return state / "decisions"


def learnt_folder(state: Path) -> Path:
    """Where the lists lie that an archive has learnt.

    Args:
        state: folder of the journal.
    """
    return state / "learnt"
