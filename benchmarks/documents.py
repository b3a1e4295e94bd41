"""What is read in the benchmark: samples/ and, where it is there, ../shared/truth."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from benchmarks.peers.protocol import text_of

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
SHARED_TRUTH = ROOT.parent / "shared" / "truth"

Task = Literal["text", "scans"]
Group = Literal["legacy", "english-model", "swedish-model", "real", "clean", "scans"]

GROUPS: dict[str, str] = {
    "legacy": "Legacy texts (left by an old engine)",
    "english-model": "Scans read with Tesseract's English model",
    "swedish-model": "Scans read with Tesseract's Swedish model",
    "real": "Real bills of 1988 and 1992 (two engines)",
    "clean": "Perfect texts (must stay as they are)",
    "scans": "Scans, from picture to text",
}
"""Kinds of document, each told for a reader, in the order in which tables show them."""

SCAN_SUFFIXES = frozenset({".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg", ".webp", ".bmp"})
TRUTH_SUFFIX = ".truth.txt"


@dataclass(frozen=True)
class Document:
    """One document and its truth.

    Attributes:
        name: "samples/…" or "shared/…"; unique, and what the option --documents looks in.
        group: what kind of document it is.
        input: the file that the systems are given.
        truth: the file with the right text; `input` itself for perfect texts.
    """

    name: str
    group: Group
    input: Path
    truth: Path

    @property
    def task(self) -> Task:
        """What a system must be able to read: text, or pictures of pages."""
        return "scans" if self.group == "scans" else "text"

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


def find(samples: Path = SAMPLES, shared: Path = SHARED_TRUTH) -> list[Document]:
    """All documents that are there, in the order of the groups, names sorted within.

    Args:
        samples: folder of NAME.EXT beside NAME.truth.txt.
        shared: folder of legacy/, scans/, real/ and clean/, each as its own README says; may be missing.
    """
    found = [*_samples(samples), *_shared(shared)]
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
    for kind in ("legacy", "real"):
        for truth in sorted((folder / kind).glob(f"*{TRUTH_SUFFIX}")):
            name = truth.name.removesuffix(TRUTH_SUFFIX)
            group: Group = "legacy" if kind == "legacy" else "real"
            yield from _beside(truth, f"{name}.ocr.txt", f"shared/{kind}/{name}", group)
            yield from _beside(truth, f"{name}.pdf", f"shared/{kind}/{name}.pdf", "scans")
    for truth in sorted((folder / "scans").glob(f"*{TRUTH_SUFFIX}")):
        name = truth.name.removesuffix(TRUTH_SUFFIX)
        yield from _beside(truth, f"{name}.eng.txt", f"shared/scans/{name}.eng", "english-model")
        yield from _beside(truth, f"{name}.swe.txt", f"shared/scans/{name}.swe", "swedish-model")
        yield from _beside(truth, f"{name}.pdf", f"shared/scans/{name}.pdf", "scans")
    for truth in sorted((folder / "clean").glob("*.txt")):
        yield Document(f"shared/clean/{truth.stem}", "clean", truth, truth)


def _beside(truth: Path, file: str, name: str, group: Group) -> Iterator[Document]:
    path = truth.with_name(file)
    if path.exists():
        yield Document(name, group, path, truth)
