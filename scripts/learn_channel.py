"""Count the confusions of an OCR engine from texts and its readings of them.

    python scripts/learn_channel.py PAIRS... --read eng --out ocr_fix/correction/error_model/data/legacy.tsv
    python scripts/learn_channel.py PAIRS... --read eng --counts COUNTS.tsv...
        --out ocr_fix/correction/error_model/data/archive.tsv

PAIRS are folders that hold `NAME.truth.txt` and the reading `NAME.<read>.txt`. Truth and reading are aligned character
by character (Levenshtein); neighbouring edits make one confusion, up to three characters wide on either side.

`--counts` takes confusions that were counted elsewhere in place of those of PAIRS, such as those of real scans:
columns true, ocr, count, true_char_total under a comment with `true_chars=N`. Where they do not say how often a run of
characters stood in their truth, its share in the truths of PAIRS is taken.

The table has a line for each confusion: what was printed, what was read, how often, and how often what was printed
stood in the truth at all. It is small and meant to be read.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from ocr_fix.correction.error_model.channel import MAX_WIDTH
from ocr_fix.correction.error_model.read_as import confusions

MIN_COUNT = 3
_LINE_HYPHEN = re.compile(r"(?<=[^\W\d_])-\s*\n\s*(?=[a-zåäö])")


def normalise(text: str) -> str:
    """NFC, line-end hyphens undone, white space as single spaces."""
    return " ".join(_LINE_HYPHEN.sub("", unicodedata.normalize("NFC", text)).split())


def count(pairs: Iterable[tuple[str, str]]) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """Confusions of many texts, and how often each run of one to three characters stood in the truths."""
    found: Counter[tuple[str, str]] = Counter()
    totals: Counter[str] = Counter()
    for truth, reading in pairs:
        true, read = normalise(truth), normalise(reading)
        found.update(confusions(true, read))
        for width in range(1, MAX_WIDTH + 1):
            totals.update(true[i : i + width] for i in range(len(true) - width + 1))
        totals[""] += len(true)
    return found, totals


def read_pairs(folders: Iterable[Path], reading: str) -> Iterator[tuple[str, str]]:
    """The texts of folders of pairs."""
    for folder in folders:
        for truth in sorted(folder.glob("*.truth.txt")):
            other = truth.with_name(truth.name.replace(".truth.txt", f".{reading}.txt"))
            if other.exists():
                yield truth.read_text(encoding="utf-8"), other.read_text(encoding="utf-8")


def read_counts(file: Path) -> tuple[Counter[tuple[str, str]], Counter[str], int]:
    """Confusions counted elsewhere, the totals that stand beside them, and the characters of their truth."""
    found: Counter[tuple[str, str]] = Counter()
    totals: Counter[str] = Counter()
    characters = 0
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            characters = int(re.search(r"true_chars=(\d+)", line)[1])  # type: ignore[index]
            continue
        true, read, times, total = line.split("\t")
        if times != "count":
            found[true, read] += int(times)
            if total:
                totals[true] = int(total)
    return found, totals, characters


def add_counts(files: Iterable[Path], shares: Counter[str]) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """Confusions of several files of counts, with totals for all."""
    found: Counter[tuple[str, str]] = Counter()
    totals: Counter[str] = Counter()
    for file in files:
        pairs, known, characters = read_counts(file)
        found += pairs
        for true in {pair[0] for pair in pairs}:
            totals[true] += known[true] or round(characters * shares[true] / shares[""])
    return found, totals


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path, nargs="+")
    parser.add_argument("--read", required=True)
    parser.add_argument("--counts", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    found, totals = count(read_pairs(arguments.pairs, arguments.read))
    if arguments.counts:
        found, totals = add_counts(arguments.counts, totals)
    lines = [
        f"{true}\t{read}\t{times}\t{max(times, totals[true])}"
        for (true, read), times in sorted(found.items(), key=lambda item: (-item[1], item[0]))
        if times >= MIN_COUNT and (" " not in true + read or {true, read} == {" ", ""})
    ]
    arguments.out.write_text("true\tread\tcount\ttotal\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
