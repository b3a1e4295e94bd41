"""Lines of running text from the corpora, as print sets them: cut at any word, hyphenated, with print's quotes."""

import lzma
import re
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyphen

from models.charset import normalised

SHORTEST, LONGEST = 12, 78  # characters of a line
_SHARED_WORDS = 5  # words in a row that a line may not share with a text that is measured on
_HYPHENATED = 0.18
_ENDED = 0.2  # share of the lines that end where a clause does, if one does: marks at the ends of lines are lost first
_DIVISIONS = pyphen.Pyphen(lang="sv_SE")
_QUOTED = re.compile(r'(?<!\w)["”»]([^"”»«]{1,60})["”»«](?!\w)')
_CLOSING = (". ", ", ", "; ", ": ", "? ", "! ", "” ", ") ")
_LEADERS = re.compile(r"\.( \.){3,}")
_QUOTES = (("”", "”"), ("”", "”"), ("“", "”"), ("»", "»"), ("»", "«"), ('"', '"'))


@dataclass(frozen=True)
class Line:
    """A line to be printed.

    Attributes:
        text: What the model is to write. A tab is a wide gap in the picture and a space in what is written.
        kind: Where it comes from: `modern`, `old`, or the name of a generator.
    """

    text: str
    kind: str

    @property
    def label(self) -> str:
        """What the model is to write."""
        return _LEADERS.sub(lambda dots: dots[0].replace(" ", ""), " ".join(self.text.split()))


@dataclass(frozen=True)
class Measured:
    """Runs of words of the texts that are measured on, so that none of them is trained on."""

    runs: frozenset[int]

    @classmethod
    def of(cls, files: Iterable[Path]) -> "Measured":
        """The runs of all words of these files."""
        runs: set[int] = set()
        for file in files:
            runs.update(_runs(file.read_text(encoding="utf-8")))
        return cls(frozenset(runs))

    def shares(self, text: str) -> bool:
        """Whether the text has five words in a row in common with what is measured on."""
        return any(run in self.runs for run in _runs(text))


def paragraphs(file: Path, count: int, measured: Measured, *, held_out: bool) -> list[str]:
    """Paragraphs of one corpus, spread over the whole file.

    One paragraph in twenty, by its own checksum, is held out: it is for the development set and never trained on.

    Args:
        file: An xz file with a paragraph a line.
        count: How many at most.
        measured: What may not be shared.
        held_out: Take the paragraphs held out, or the others.
    """
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        fit = [
            line
            for line in lines
            if len(line) >= SHORTEST and (zlib.crc32(line.encode()) % 20 == 0) == held_out
        ]  # fmt: skip
    step = max(1, len(fit) // (2 * count))
    kept = (line.strip() for line in fit[::step])
    return [text for text in kept if not measured.shares(text)][:count]


def cut(paragraph: str, rng: np.random.Generator, allowed: Collection[str]) -> str | None:
    """One line out of a paragraph, or nothing where it has characters that the model lacks."""
    words = _typographic(normalised(paragraph), rng).split()
    if not words:
        return None
    longest = int(rng.integers(SHORTEST + 10, LONGEST))
    start = int(rng.integers(len(words))) if rng.random() < 0.8 else 0
    line = words[start]
    if rng.random() < _HYPHENATED and (divided := _divided(line, rng)):
        line = divided[1]
    for word in words[start + 1 :]:
        if len(line) + 1 + len(word) > longest:
            if rng.random() < 2 * _HYPHENATED and (divided := _divided(word, rng)):
                line += f" {divided[0]}-"
            break
        line += " " + word
    if rng.random() < _ENDED and (end := max(line.rfind(mark) for mark in _CLOSING)) >= SHORTEST:
        line = line[: end + 1]
    if len(line) < SHORTEST and rng.random() < 0.8:
        return None
    if rng.random() < 0.03:
        line = line.upper()
    return line[:LONGEST].strip() if set(line) <= set(allowed) else None


def _typographic(text: str, rng: np.random.Generator) -> str:
    """The quotes and dashes that print uses where the corpus has those of a typewriter, and sometimes the reverse."""
    opening, closing = _QUOTES[rng.integers(len(_QUOTES))]
    text = _QUOTED.sub(rf"{opening}\1{closing}", text)
    text = text.replace("'", "’") if rng.random() < 0.5 else text.replace("’", "'")
    if rng.random() < 0.5:
        text = text.replace(" - ", " – ")
    return text


def _divided(word: str, rng: np.random.Generator) -> tuple[str, str] | None:
    if not word.isalpha() or len(word) < 7:
        return None
    halves = [(first, second) for first, second in _DIVISIONS.iterate(word) if len(first) > 1 and len(second) > 2]
    return halves[rng.integers(len(halves))] if halves else None


def _runs(text: str) -> Iterator[int]:
    words = re.findall(r"\w+", text.lower())
    for start in range(max(1, len(words) - _SHARED_WORDS + 1) if len(words) >= _SHARED_WORDS else 0):
        yield zlib.crc32(" ".join(words[start : start + _SHARED_WORDS]).encode())
