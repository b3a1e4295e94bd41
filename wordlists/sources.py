"""Where the data comes from, for the manifest: sources, versions, licences, counts, command."""

from __future__ import annotations

import hashlib
import importlib.metadata
from pathlib import Path
from typing import Any

import numpy as np

from wordlists.corpora import TokenStream
from wordlists.lists import FOLDER

_ACT_9 = "outside copyright (Swedish Copyright Act, section 9); counts only"
_ACT_26 = "free to reproduce (Swedish Copyright Act, section 26); source: Riksdagen, SWERIK; counts only"
_CORPORA = {
    "sfs": ("Swedish statutes", _ACT_9),
    "regeringen": ("Government pages, decisions, reports", "open government data; counts only"),
    "interpellations": ("Riksdag interpellations 1999/2000-2020/21", _ACT_26),
    "protocols": ("Riksdag records from 1994/95", _ACT_26),
    "foreskrifter": ("agency regulations", _ACT_9),
    "riksdagdocs": ("Riksdag reports", _ACT_9),
    "riksdagsbeslut": ("Riksdag decisions", _ACT_9),
    "ferenda": ("court texts and preparatory works", _ACT_9),
}


def provenance(corpora: list[Path], stream: TokenStream, forms: int) -> dict[str, Any]:
    """The part of the manifest that is for people.

    Args:
        corpora: the files read, in the order of `stream.source`.
        stream: their tokens.
        forms: in the lexicon, suspects included.
    """
    starts_with_letter = np.array([surface[0].isalpha() for surface in stream.surfaces], np.bool_)
    words = np.bincount(stream.source, weights=starts_with_letter[stream.tokens], minlength=len(corpora))
    sources: list[dict[str, Any]] = [
        {
            "name": "hunspell-sv",
            "what": "forms, parts of compounds",
            "version": importlib.metadata.version("hunspell-sv"),
            "licence": "LGPL-3.0-only",
        },
        {
            "name": "wordlists/*.txt",
            "what": "human-edited lists",
            "version": _lists_digest(),
            "licence": "MIT; facts of public registers",
        },
    ]
    for path, count in zip(corpora, words, strict=True):
        name = path.name.split(".")[0]
        what, licence = _CORPORA.get(name, ("", "unknown"))
        version = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        sources.append({"name": name, "what": what, "version": version, "licence": licence, "words": int(count)})
    left_out = [f" --without {name}" for name in _CORPORA if name not in {path.name.split(".")[0] for path in corpora}]
    return {
        "language": "sv",
        "sources": sources,
        "counts": {"forms": forms, "words": int(words.sum())},
        "command": "python -m wordlists.build --corpora ../shared/corpora" + "".join(left_out),
    }


def _lists_digest() -> str:
    """One checksum for all lists, as short as it can be told by."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.txt")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
