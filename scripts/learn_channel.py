"""Count the confusions of an OCR engine from texts and its readings of them.

    python scripts/learn_channel.py PAIRS... --read eng --out ocr_fix/correction/data/legacy.tsv
    python scripts/learn_channel.py PAIRS... --read eng --counts COUNTS.tsv... --out ocr_fix/correction/data/archive.tsv

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

from rapidfuzz.distance import Levenshtein

MAX_WIDTH = 3
MIN_COUNT = 3
# Longer disagreements are misplaced lines, not misread letters.
_LINE_HYPHEN = re.compile(r"(?<=[^\W\d_])-\s*\n\s*(?=[a-zåäö])")


def normalise(text: str) -> str:
    """NFC, line-end hyphens undone, white space as single spaces."""
    return " ".join(_LINE_HYPHEN.sub("", unicodedata.normalize("NFC", text)).split())


def confusions(truth: str, reading: str) -> Iterator[tuple[str, str]]:
    """What was printed and what was read in its place, for each place where they differ."""
    spans: list[list[int]] = []  # truth start, truth end, reading start, reading end of neighbouring edits
    for tag, t0, t1, r0, r1 in Levenshtein.opcodes(truth, reading):
        if tag == "equal":
            continue
        if spans and spans[-1][1] == t0 and spans[-1][3] == r0:
            spans[-1][1], spans[-1][3] = t1, r1
        else:
            spans.append([t0, t1, r0, r1])
    for t0, t1, r0, r1 in spans:
        yield from _parted(truth[t0:t1], reading[r0:r1])


def _parted(true: str, read: str) -> Iterator[tuple[str, str]]:
    """A run of edits as confusions: as many letters for as many letters are confused one by one."""
    if len(true) == len(read):
        yield from zip(true, read, strict=True)
    elif max(len(true), len(read)) <= MAX_WIDTH:
        yield true, read


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
