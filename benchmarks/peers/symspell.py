"""symspellpy: the nearest word within distance 2, the most frequent of the nearest.

Its words are wordfreq's Swedish list, or those of a file of forms and counts where one is named on the command line.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path

from benchmarks.peers import protocol
from benchmarks.peers.words import like, replace_words

MAX_DISTANCE = 2
PREFIX_LENGTH = 7  # symspellpy's own default
COUNT_SCALE = 1e9  # wordfreq gives shares of all words, SymSpell wants counts


def load(words: Path | None) -> protocol.Work:
    """Build SymSpell's index of deletions from a list of words, by default wordfreq's largest Swedish one."""
    from symspellpy import SymSpell, Verbosity  # noqa: PLC0415 - loading is timed and only this process may import it

    index = SymSpell(max_dictionary_edit_distance=MAX_DISTANCE, prefix_length=PREFIX_LENGTH)
    for word, count in of_wordfreq() if words is None else of_file(words):
        index.create_dictionary_entry(word, max(1, count))

    def correct(word: str) -> str:
        found = index.lookup(word.lower(), Verbosity.TOP, max_edit_distance=MAX_DISTANCE)
        return like(word, found[0].term) if found else word

    def work(path: Path) -> protocol.Output:
        return protocol.Output(replace_words(protocol.text_of(path), correct))

    return work


def of_wordfreq() -> Iterator[tuple[str, int]]:
    """The words of wordfreq's largest Swedish list with their counts."""
    from wordfreq import get_frequency_dict  # noqa: PLC0415

    for word, share in get_frequency_dict("sv", wordlist="best").items():
        yield word, round(share * COUNT_SCALE)


def of_file(path: Path) -> Iterator[tuple[str, int]]:
    """The forms of a file with their counts, parted by a tab, in small letters."""
    for line in path.read_text(encoding="utf-8").splitlines():
        form, count = line.split("\t")
        yield form.lower(), int(count)


def versions() -> dict[str, str]:
    """The package and the word list."""
    return {"symspellpy": version("symspellpy"), "wordfreq": version("wordfreq")}


if __name__ == "__main__":
    named = sys.argv[1:2] if sys.argv[1:2] and not sys.argv[1].startswith("-") else []
    raise SystemExit(
        protocol.main(partial(load, Path(named[0]) if named else None), versions, sys.argv[1 + len(named) :])
    )
