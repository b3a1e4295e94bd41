"""Count what goes on behind a closed quotation: "»Ja», sade hon". Verbs of saying, and never their look-alikes.

    python -m wordlists.quotations --corpora ../shared/corpora

Writes `ocr_fix/languages/sv/quotations.tsv`: the words that stand there clearly more often than elsewhere, or clearly
more seldom, each with its occurrences there and in all. Needs nothing but the historical corpora, of which what is held
out is left out.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import log
from pathlib import Path
from typing import NamedTuple

from ocr_fix.correction.decoding.quotations import CLOSED, HALF
from ocr_fix.languages.sv import QUOTATIONS
from ocr_fix.system.files import write_atomically
from wordlists.held_out import counted

_AROUND = ".,:;!?)"
# Natural logs of the ratio that a word is listed from, and the occurrences, expected or found, that it must have.
LEAST_RATIO, LEAST_TIMES = 0.7, 5


class Counts(NamedTuple):
    """What texts have.

    Attributes:
        behind: how often each word stands behind a closed quotation, in small letters.
        all: how often in all.
    """

    behind: Counter[str]
    all: Counter[str]


def count(texts: Iterable[str]) -> Counts:
    """Count some paragraphs."""
    behind: Counter[str] = Counter()
    everywhere: Counter[str] = Counter()
    for text in texts:
        for before, token in pairwise(text.split()):
            word = token.rstrip(_AROUND)
            if word.isalpha():
                everywhere[word.lower()] += 1
                if word.islower() and CLOSED.search(before):
                    behind[word] += 1
    return Counts(behind, everywhere)


def chosen(counts: Counts) -> Iterator[tuple[str, int, int]]:
    """The words that tell, with their occurrences behind quotations and in all."""
    share = counts.behind.total() / counts.all.total()
    for word, times in sorted(counts.all.items()):
        found, expected = counts.behind[word], share * times
        if max(found, expected) >= LEAST_TIMES and abs(log((found + HALF) / (expected + HALF))) >= LEAST_RATIO:
            yield word, found, times


def main() -> None:
    """Count the historical corpora and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpora", type=Path, required=True, help="folder with old/")
    files = sorted((parser.parse_args().corpora / "old").glob("*.txt.xz"))
    counts = count(text for path in files for text in counted(path))
    lines = [
        "# Words behind a closed quotation: the word, its occurrences there and in all.",
        f"# Counted by wordlists/quotations.py in {', '.join(path.name.split('.')[0] for path in files)}; counts only.",
        f"\t{counts.behind.total()}\t{counts.all.total()}",
        *[f"{word}\t{found}\t{times}" for word, found, times in chosen(counts)],
    ]
    write_atomically(QUOTATIONS, ("\n".join(lines) + "\n").encode())


if __name__ == "__main__":
    main()
