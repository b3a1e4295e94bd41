"""The word lists inside the model, from the corpora: what makes a known word is preferred to what does not.

    python -m models.dictionary START --corpora DIR [--most 150000]

Writes START/words.dawg and punctuation.dawg: the words of the base with the commonest others of the corpora, of today
and of 1840-1920, each counted at least four times, and the punctuation of the base with “ and ’ where it has ".
"""

import argparse
import lzma
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path

from models.charset import SAME_PRINT

_WORD = re.compile(r"[^\W\d_]{2,30}")
_FEWEST = 4


def word_forms(corpora: Iterable[Path], known: Collection[str], most: int) -> list[str]:
    """The commonest word forms that are not known yet, those of old print counted three times, for it is less."""
    counts: Counter[str] = Counter()
    for file in corpora:
        weight = 3 if file.parent.name == "old" else 1
        found: Counter[str] = Counter()
        with lzma.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                found.update(_WORD.findall(line.translate(SAME_PRINT)))
        for word, count in found.items():
            if count >= _FEWEST and word not in known:
                counts[word] += weight * count
    return [word for word, _ in counts.most_common(most)]


def punctuation(base: Iterable[str]) -> list[str]:
    """Patterns of punctuation around a word: those of the base, and the same with the quotes that it lacks."""
    patterns = set(base)
    straight = [pattern.partition(" ") for pattern in patterns if '"' in pattern]
    for opening, closing in (("“", "”"), ("’", "’"), ("”", "”"), ("»", "»"), ("»", "«")):
        for before, word, after in straight:
            patterns.add(before.replace('"', opening) + word + after.replace('"', closing))
    return sorted(patterns)


def main() -> None:
    """Write the dictionaries."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("start", type=Path)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--most", type=int, default=150_000)
    arguments = parser.parse_args()
    start: Path = arguments.start
    files = [file for file in sorted(arguments.corpora.rglob("*.xz")) if file.parent.name != "noisy"]
    words = set(_entries(start, "word"))
    _write(start, "words", sorted({*words, *word_forms(files, words, arguments.most)}))
    _write(start, "punctuation", punctuation(_entries(start, "punc")))


def _entries(start: Path, dawg: str) -> list[str]:
    """What stands in a dictionary of the base."""
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as listed:
        old = [f"{start}/base.lstm-unicharset", f"{start}/base.lstm-{dawg}-dawg", listed.name]
        subprocess.run(["dawg2wordlist", *old], check=True, capture_output=True)
        return [entry for entry in listed.read().split("\n") if entry]


def _write(start: Path, name: str, entries: list[str]) -> None:
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as listed:
        listed.write("\n".join(entries) + "\n")
        listed.flush()
        dawg = [listed.name, f"{start}/{name}.dawg", f"{start}/unicharset"]
        subprocess.run(["wordlist2dawg", *dawg], check=True, capture_output=True)


if __name__ == "__main__":
    main()
