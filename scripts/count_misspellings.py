"""Count what writers and typesetters do to words, in clean text that nobody read with a machine.

    python scripts/count_misspellings.py CORPORA --old CORPORA/old
        --out ocr_fix/correction/error_model/data/misspelt.tsv

CORPORA hold Swedish text as `*.txt.xz`. A word in small letters that is there once, that no register has and that is no
compound, stands for words that were never seen. Where it is one edit away from a frequent word, that edit is counted;
where it is so from several, for each by its frequency.

The table has a line for each edit: what should have been written, what was, how often, and how often the former stood
in the text at all.
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.error_model.read_as import confusions
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.languages import load_language

FREQUENT = 20  # occurrences of a word that others are taken for
SELDOM = 3  # occurrences of an edit up to which it may be chance
TODAY, OLDER = ("sv",), ("sv", "sv-historical")
_LETTERS = "abcdefghijklmnopqrstuvwxyzåäöé"
_WORD = re.compile(r"(?<![\w'’-])[a-zåäöéü]{4,24}(?![\w'’-])")


def words_of(folder: Path) -> Counter[str]:
    """The words in small letters of all texts of a folder, with their counts."""
    found: Counter[str] = Counter()
    for file in sorted(folder.glob("*.txt.xz")):
        with lzma.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                found.update(_WORD.findall(line))
    return found


def one_edit_away(word: str) -> set[str]:
    """All strings that one letter less, more or other, or two letters the other way round, make of a word."""
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {head + tail[1:] for head, tail in halves if tail}
    found |= {head + letter + tail for head, tail in halves for letter in _LETTERS}
    found |= {head + letter + tail[1:] for head, tail in halves if tail for letter in _LETTERS}
    found |= {head + tail[1] + tail[0] + tail[2:] for head, tail in halves if len(tail) > 1}
    return found - {word}


def near_misses(words: Counter[str], vocabularies: Collection[Vocabulary]) -> Iterator[tuple[Confusion, float]]:
    """The edits that make unknown words of frequent ones, each with the share of the unknown word that it explains.

    Args:
        words: of a text, with their counts.
        vocabularies: what is known.
    """
    frequent = {word for word, times in words.items() if times >= FREQUENT and any(v.knows(word) for v in vocabularies)}
    for word, times in words.items():
        if times == 1 and not any(v.is_word(word) for v in vocabularies):
            others = [other for other in one_edit_away(word) if other in frequent]
            together = sum(words[other] for other in others)
            for other in others:
                for edit in confusions(other, word):
                    yield edit, words[other] / together


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="+", help="folders with texts of today")
    parser.add_argument("--old", type=Path, nargs="*", default=[], help="folders whose words the older register has")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    found: Counter[Confusion] = Counter()
    totals: Counter[str] = Counter()
    folders: list[tuple[Path, tuple[str, ...]]] = [(folder, TODAY) for folder in arguments.corpora]
    folders += [(folder, OLDER) for folder in arguments.old]
    for folder, registers in folders:
        words = words_of(folder)
        vocabularies = [Vocabulary(load_language(code), (), ()) for code in registers]
        of_folder: Counter[Confusion] = Counter()
        for edit, share in near_misses(words, vocabularies):
            of_folder[edit] += share  # type: ignore[assignment]
        found.update({edit: round(times) for edit, times in of_folder.items()})
        for word, times in words.items():
            if times > 1:
                totals.update({letter: times * word.count(letter) for letter in set(word)})
                totals[""] += times * (len(word) + 1)
    rows = sorted(found.items(), key=lambda row: (-row[1], row[0]))
    lines = [f"{true}\t{read}\t{times}\t{totals[true]}" for (true, read), times in rows if times >= SELDOM]
    arguments.out.write_text("true\tread\tcount\ttotal\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
