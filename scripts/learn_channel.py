"""Count the confusions of an OCR engine from texts and its readings of them.

    python scripts/learn_channel.py PAIRS... --read eng --out ocr_fix/correction/error_model/data/legacy.tsv
    python scripts/learn_channel.py PAIRS... --read eng --counts COUNTS.tsv...
        --out ocr_fix/correction/error_model/data/archive.tsv

    python scripts/learn_channel.py PAIRS... --read eng --worst 0.25 --least 10
        --signs ocr_fix/correction/error_model/data/legacy.tsv --out ocr_fix/correction/error_model/data/faces.tsv

PAIRS are folders that hold `NAME.truth.txt` and the reading `NAME.<read>.txt`. Truth and reading are aligned character
by character (Levenshtein); neighbouring edits make one confusion, up to three characters wide on either side.

`--counts` takes confusions that were counted elsewhere in place of those of PAIRS, such as those of real scans:
columns true, ocr, count, true_char_total under a comment with `true_chars=N`. Where they do not say how often a run of
characters stood in their truth, its share in the truths of PAIRS is taken.

`--worst` leaves readings out of which more is wrong, `--least` confusions that were counted fewer times. `--signs`
takes from another table what has anything but letters, figures and spaces on either side, and leaves letters out that
were read where none was: texts whose quotation marks and dashes were made alike tell nothing of signs, and readings of
grainy pages have letters of specks.

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

from ocr_fix.correction.error_model.channel import MAX_WIDTH
from ocr_fix.correction.error_model.read_as import confusions

LEAST = 3
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


def read_pairs(folders: Iterable[Path], reading: str, worst: float = 1.0) -> Iterator[tuple[str, str]]:
    """The texts of folders of pairs, but for those of which a share of more than `worst` (0-1) is wrong."""
    for folder in folders:
        for truth in sorted(folder.glob("*.truth.txt")):
            other = truth.with_name(truth.name.replace(".truth.txt", f".{reading}.txt"))
            if other.exists():
                true, read = truth.read_text(encoding="utf-8"), other.read_text(encoding="utf-8")
                if Levenshtein.normalized_distance(normalise(true), normalise(read)) <= worst:
                    yield true, read


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


def has_sign(true: str, read: str) -> bool:
    """Whether a confusion has anything but letters, figures and spaces."""
    return not all(character.isalnum() or character == " " for character in true + read)


def with_signs_of(
    other: Path, found: Counter[tuple[str, str]], totals: Counter[str]
) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """Confusions of letters and figures that were printed, with those of signs of another table."""
    kept = Counter({pair: n for pair, n in found.items() if not has_sign(*pair) and (pair[0] or pair[1] == " ")})
    whole = Counter(totals)
    for line in other.read_text(encoding="utf-8").splitlines()[1:]:
        true, read, times, total = line.split("\t")
        if has_sign(true, read):
            kept[true, read] = int(times)
            whole[true] = int(total) if has_sign(true, "") else whole[true]
    return kept, whole


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path, nargs="+")
    parser.add_argument("--read", required=True)
    parser.add_argument("--counts", type=Path, nargs="*", default=[])
    parser.add_argument("--worst", type=float, default=1.0)
    parser.add_argument("--least", type=int, default=LEAST)
    parser.add_argument("--signs", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    found, totals = count(read_pairs(arguments.pairs, arguments.read, arguments.worst))
    if arguments.counts:
        found, totals = add_counts(arguments.counts, totals)
    if arguments.signs:
        found, totals = with_signs_of(arguments.signs, found, totals)
    lines = [
        f"{true}\t{read}\t{times}\t{max(times, totals[true])}"
        for (true, read), times in sorted(found.items(), key=lambda item: (-item[1], item[0]))
        if times >= arguments.least and (" " not in true + read or {true, read} == {" ", ""})
    ]
    arguments.out.write_text("true\tread\tcount\ttotal\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
