"""What is read in the benchmark: samples/ and, where it is there, ../shared/truth, or that of BENCHMARK_SHARED."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from benchmarks.peers.protocol import text_of

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
SHARED = Path(os.environ.get("BENCHMARK_SHARED") or ROOT.parent / "shared")
"""Folder of texts that are not ours: such as may not be passed on, or what `benchmarks.public` fetches."""
SHARED_TRUTH = SHARED / "truth"
SHARED_CASES = SHARED / "cases"
COMPOSED = ROOT / "benchmarks" / "scratch" / "composed"

Task = Literal["text", "scans"]
Group = Literal[
    "clean",
    "clean-modern",
    "clean-old",
    "clean-foreign",
    "lists",
    "names",
    "legacy",
    "english-model",
    "swedish-model",
    "old-english-model",
    "old-swedish-model",
    "real",
    "real-eras",
    "scans",
    "old-scans",
]

GROUPS: dict[str, str] = {
    "clean": "Statutes, reports, debates and letters of today",
    "clean-modern": "Essays, news and novels of today",
    "clean-old": "Novels, plays and an encyclopaedia of 1870–1940",
    "clean-foreign": "Danish, Norwegian, Finnish, German, English, French",
    "lists": "Lists, sources, addresses, abbreviations, dialect",
    "names": "Names in running text",
    "legacy": "Legacy texts (left by an old engine)",
    "english-model": "Scans read with Tesseract's English model",
    "swedish-model": "Scans read with Tesseract's Swedish model",
    "old-english-model": "Old print read with Tesseract's English model",
    "old-swedish-model": "Old print read with Tesseract's Swedish model",
    "real": "Real bills of 1988 and 1992 (two engines)",
    "real-eras": "Real readings of 1867–1955",
    "scans": "Scans, from picture to text",
    "old-scans": "Scans of old print, from picture to text",
}
"""Kinds of document, each told for a reader, in the order in which tables show them."""

CLEAN: frozenset[Group] = frozenset(("clean", "clean-modern", "clean-old", "clean-foreign", "lists", "names"))
"""Kinds that are right as they are: every change is harm."""
SCANS: frozenset[Group] = frozenset(("scans", "old-scans"))
"""Kinds that are pictures of pages."""

SCAN_SUFFIXES = frozenset({".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg", ".webp", ".bmp"})
TRUTH_SUFFIX = ".truth.txt"
WHOLE_LISTS = "*-lists-addresses-code"
"""The folder of cases that holds whole lists, all of which must stay."""

_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Document:
    """One document and its truth.

    Attributes:
        name: "samples/…" or "shared/…"; unique, and what the option --documents looks in.
        group: what kind of document it is.
        input: the file that the systems are given.
        truth: the file with the right text; `input` itself for texts that are right as they are.
    """

    name: str
    group: Group
    input: Path
    truth: Path

    @property
    def task(self) -> Task:
        """What a system must be able to read: text, or pictures of pages."""
        return "scans" if self.group in SCANS else "text"

    @property
    def silver(self) -> bool:
        """Whether the truth is a consensus of two engines: errors common to both remain, punctuation is not judged."""
        return self.group == "real"

    @cached_property
    def truth_text(self) -> str:
        """The right text."""
        return self.truth.read_text(encoding="utf-8")

    @cached_property
    def input_text(self) -> str:
        """The text before, of a document that is a text."""
        return text_of(self.input)

    @cached_property
    def words(self) -> int:
        """How many words the truth has."""
        return len(self.truth_text.split())

    @cached_property
    def input_digest(self) -> str:
        """SHA-256 of the input, in hexadecimal."""
        return hashlib.sha256(self.input.read_bytes()).hexdigest()

    @cached_property
    def pages(self) -> int | None:
        """How many pages a scan has; None for a text."""
        return None if self.task == "text" else count_pages(self.input)


def count_pages(path: Path) -> int:
    """How many pages a PDF or an image file has."""
    if path.suffix.lower() == ".pdf":
        import pypdfium2  # noqa: PLC0415 - only scans need it

        with pypdfium2.PdfDocument(path) as pdf:
            return len(pdf)
    from PIL import Image  # noqa: PLC0415

    with Image.open(path) as image:
        return int(getattr(image, "n_frames", 1))


def find(
    samples: Path = SAMPLES, shared: Path = SHARED_TRUTH, cases: Path = SHARED_CASES, composed: Path = COMPOSED
) -> list[Document]:
    """All documents that are there, in the order of the groups, names sorted within.

    Args:
        samples: folder of NAME.EXT beside NAME.truth.txt.
        shared: folder of legacy/, scans/, real/, clean/ and more, each as its own README says; may be missing.
        cases: folder of small inputs, each in a folder of its own; those that must stay are taken; may be missing.
        composed: where `benchmarks.names` has written its text; may be missing.
    """
    found = [*_samples(samples), *_shared(shared), *_cases(cases)]
    found += (Document(f"composed/{path.stem}", "names", path, path) for path in sorted(composed.glob("*.txt")))
    order = list(GROUPS)
    return sorted(found, key=lambda document: (order.index(document.group), document.name))


def choose(documents: Iterable[Document], task: Task | None, parts: Iterable[str]) -> list[Document]:
    """The documents of one task (None: of both) whose names contain one of the parts (none given: all)."""
    wanted = list(parts)
    return [
        document
        for document in documents
        if (task is None or document.task == task) and (not wanted or any(part in document.name for part in wanted))
    ]


def _samples(folder: Path) -> Iterator[Document]:
    for truth in sorted(folder.glob(f"*{TRUTH_SUFFIX}")):
        name = truth.name.removesuffix(TRUTH_SUFFIX)
        yield Document(f"samples/{name}.truth", "clean", truth, truth)
        for path in sorted(folder.glob(f"{name}.*")):
            if path.suffix.lower() in SCAN_SUFFIXES:
                yield Document(f"samples/{path.name}", "scans", path, truth)
            elif path.name == f"{name}.txt":
                yield Document(f"samples/{path.name}", "legacy", path, truth)


def _shared(folder: Path) -> Iterator[Document]:
    read: tuple[tuple[str, Group], ...] = (("legacy", "legacy"), ("real", "real"), ("real-eras", "real-eras"))
    for kind, group in read:
        for name, truth in _truths(folder / kind):
            yield from _beside(truth, f"{name}.ocr.txt", f"shared/{kind}/{name}", group)
            yield from _beside(truth, f"{name}.pdf", f"shared/{kind}/{name}.pdf", "scans")
    scanned: tuple[tuple[str, Group, Group, Group], ...] = (
        ("scans", "english-model", "swedish-model", "scans"),
        ("scans-old", "old-english-model", "old-swedish-model", "old-scans"),
    )
    for kind, english, swedish, scans in scanned:
        for name, truth in _truths(folder / kind):
            yield from _beside(truth, f"{name}.eng.txt", f"shared/{kind}/{name}.eng", english)
            yield from _beside(truth, f"{name}.swe.txt", f"shared/{kind}/{name}.swe", swedish)
            yield from _beside(truth, f"{name}.pdf", f"shared/{kind}/{name}.pdf", scans)
    kept: tuple[Group, ...] = ("clean", "clean-modern", "clean-old", "clean-foreign")
    for group in kept:
        for truth in sorted((folder / group).glob("*.txt")):
            yield Document(f"shared/{group}/{truth.stem}", group, truth, truth)


def _cases(folder: Path) -> Iterator[Document]:
    """Inputs whose right value is the input itself, and the lists of which nothing may change."""
    for expected in sorted(folder.glob("*/expected.txt")):
        given = expected.with_name("input.txt")
        if given.exists() and given.read_bytes() == expected.read_bytes():
            yield Document(f"shared/cases/{expected.parent.name}", "lists", given, expected)
    for given in sorted(folder.glob(f"{WHOLE_LISTS}/*.txt")):
        yield Document(f"shared/cases/{given.stem}", "lists", given, given)


def _truths(folder: Path) -> Iterator[tuple[str, Path]]:
    for truth in sorted(folder.glob(f"*{TRUTH_SUFFIX}")):
        yield truth.name.removesuffix(TRUTH_SUFFIX), truth


def _beside(truth: Path, file: str, name: str, group: Group) -> Iterator[Document]:
    path = truth.with_name(file)
    if path.exists():
        yield Document(name, group, path, truth)


def head(text: str, words: int) -> str:
    """So many words of a text, or all it has."""
    for count, match in enumerate(_WORD.finditer(text), 1):
        if count == words:
            return text[: match.end()] + "\n"
    return text
