"""Where the data comes from, for the manifest: sources, versions, licences, counts, command."""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from wordlists.corpora import TokenStream
from wordlists.lists import FOLDER

_ACT_9 = "outside copyright (Swedish Copyright Act, section 9); counts only"
_ACT_26 = "free to reproduce (Swedish Copyright Act, section 26); source: Riksdagen, SWERIK; counts only"
_PUBLIC = "public domain; counts only"
_CORPORA = {
    "sfs": ("Swedish statutes", _ACT_9),
    "regeringen": ("Government pages, decisions, reports", "open government data; counts only"),
    "interpellations": ("Riksdag interpellations 1999/2000-2020/21", _ACT_26),
    "protocols": ("Riksdag records from 1994/95", _ACT_26),
    "foreskrifter": ("agency regulations", _ACT_9),
    "riksdagdocs": ("Riksdag reports", _ACT_9),
    "riksdagsbeslut": ("Riksdag decisions", _ACT_9),
    "ferenda": ("court texts and preparatory works", _ACT_9),
    "romaner_old": ("novels before 1906 (ELTeC-swe, Litteraturbanken)", _PUBLIC),
    "romaner_reformed": ("novels of 1906-20 (ELTeC-swe, Litteraturbanken)", _PUBLIC),
    "dramer_old": ("plays of 1870-1910 (Swedish drama corpus)", _PUBLIC),
    "familjebok_old": ("Nordisk familjebok, volumes of 1893 and 1915-20 (Project Runeberg)", _PUBLIC),
    "lantdag_1863-1906": ("Swedish records of the Diet of Finland, as read by an OCR engine (SWERIK)", _PUBLIC),
}


def provenance(origins: Sequence[Path], stream: TokenStream, forms: int, command: str) -> dict[str, Any]:
    """The part of the manifest that is for people.

    Args:
        origins: the corpus of each of `stream.source`.
        stream: the tokens that were counted.
        forms: in the lexicon, suspects included.
        command: that the data is built with.
    """
    starts_with_letter = np.array([surface[0].isalpha() for surface in stream.surfaces], np.bool_)
    words = np.bincount(stream.source, weights=starts_with_letter[stream.tokens], minlength=len(origins))
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
    by_corpus: Counter[Path] = Counter()
    for path, count in zip(origins, words, strict=True):
        by_corpus[path] += int(count)
    for path, count in by_corpus.items():
        name = path.name.split(".")[0]
        what, licence = _CORPORA.get(name, ("", "unknown"))
        version = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        sources.append({"name": name, "what": what, "version": version, "licence": licence, "words": count})
    return {
        "language": "sv",
        "sources": sources,
        "counts": {"forms": forms, "words": int(words.sum())},
        "command": command,
    }


def _lists_digest() -> str:
    """One checksum for all lists, as short as it can be told by."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.txt")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
