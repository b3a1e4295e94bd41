"""Where it lies beside the journal what people have decided of documents, and what was learnt of that."""

from __future__ import annotations

import hashlib
from pathlib import Path

FINGERPRINT_SHOWN = 16
"""Characters of the fingerprint of a document that stand in the name of its log."""


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


def review_folder(state: Path) -> Path:
    """Where the review server keeps what was decided: of each document a log, and what it was before.

    Args:
        state: folder of the journal.
    """
    return state / "review"


def key_of(path: str) -> str:
    """What a document is called in that folder.

    Args:
        path: of the document in the source.
    """
    return hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def log_of(state: Path, path: str, fingerprint: str) -> Path:
    """The log of a document; what is read anew begins anew.

    Args:
        state: folder of the journal.
        path: of the document in the source.
        fingerprint: of the document.
    """
    return review_folder(state) / f"{key_of(path)}-{fingerprint[:FINGERPRINT_SHOWN]}.jsonl"


def fingerprint_of(log: Path) -> str:
    """The beginning of the fingerprint of the document that a log is of."""
    return log.stem.rpartition("-")[2]
