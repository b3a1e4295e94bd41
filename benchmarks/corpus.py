"""Running text for timing alone: official Swedish, read from ../shared/corpora where that is there, never kept.

Correctors that keep something from text to text are fast on what is like earlier texts, and texts of archives are; so
such a text is read before the clock starts where a warm one is timed, and another of the same kinds is timed itself.
"""

from __future__ import annotations

import lzma
from itertools import islice
from pathlib import Path

from benchmarks.documents import SHARED

CORPORA = SHARED / "corpora"
RUNNING = 20_000
"""Words of each corpus that are timed."""
EARLIER = 60_000
"""Words of each that are read before, where warm speeds are timed."""


def running_text(folder: Path = CORPORA) -> str:
    """Words of all corpora; empty where there are none."""
    return "\n".join(_lines(path, 0, RUNNING) for path in sorted(folder.glob("*.txt.xz")))


def earlier_text(folder: Path = CORPORA) -> str:
    """Words of all corpora from further on in each, none of them in `running_text`."""
    return "\n".join(_lines(path, RUNNING, EARLIER) for path in sorted(folder.glob("*.txt.xz")))


def _lines(path: Path, skipped: int, wanted: int) -> str:
    """The lines of a corpus that hold so many words after so many others."""
    taken: list[str] = []
    passed = 0
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in islice(lines, skipped + wanted):  # a line has a word at least, or is soon passed
            if passed >= skipped + wanted:
                break
            if passed >= skipped:
                taken.append(line)
            passed += len(line.split())
    return "".join(taken)
