"""symspellpy with wordfreq's Swedish list: the nearest word within distance 2, the most frequent of the nearest."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from benchmarks.peers import protocol
from benchmarks.peers.words import like, replace_words

MAX_DISTANCE = 2
PREFIX_LENGTH = 7  # symspellpy's own default
COUNT_SCALE = 1e9  # wordfreq gives shares of all words, SymSpell wants counts


def load() -> protocol.Work:
    """Build SymSpell's index of deletions from all words of wordfreq's largest Swedish list."""
    from symspellpy import SymSpell, Verbosity  # noqa: PLC0415 - loading is timed and only this process may import it
    from wordfreq import get_frequency_dict  # noqa: PLC0415

    index = SymSpell(max_dictionary_edit_distance=MAX_DISTANCE, prefix_length=PREFIX_LENGTH)
    for word, share in get_frequency_dict("sv", wordlist="best").items():
        index.create_dictionary_entry(word, max(1, round(share * COUNT_SCALE)))

    def correct(word: str) -> str:
        found = index.lookup(word.lower(), Verbosity.TOP, max_edit_distance=MAX_DISTANCE)
        return like(word, found[0].term) if found else word

    def work(path: Path) -> protocol.Output:
        return protocol.Output(replace_words(protocol.text_of(path), correct))

    return work


def versions() -> dict[str, str]:
    """The package and the word list."""
    return {"symspellpy": version("symspellpy"), "wordfreq": version("wordfreq")}


if __name__ == "__main__":
    raise SystemExit(protocol.main(load, versions))
