"""hunspell with the Swedish dictionary: a word it does not know becomes its first suggestion, if it has one.

Suggesting is slow (tens of words a second), so each distinct word of a document is asked for once and the answer
kept until the document ends; that is how a sensible caller would use it, and its words per second are to be read so.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
from functools import cache
from pathlib import Path

from benchmarks.peers import protocol
from benchmarks.peers.words import replace_words

DICTIONARY = "sv_SE"
COMMAND = ["hunspell", "-a", "-i", "utf-8", "-d", DICTIONARY]
_SUGGESTION = re.compile(r"& (?P<word>\S+) \d+ \d+: (?P<first>[^,\n]+)")


class Speller:
    """A running hunspell in its pipe mode (`-a`, the protocol of ispell); a context manager that ends it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self._read_line()  # its greeting

    def __enter__(self) -> Speller:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()  # closes its input, at which it ends

    def correct(self, word: str) -> str:
        """The word with what hunspell does not know replaced by its first suggestion."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"^{word}\n")  # ^: nothing in the line is a command
        self._process.stdin.flush()
        while line := self._read_line():
            found = _SUGGESTION.match(line)
            if found:
                word = word.replace(found["word"], found["first"], 1)
        return word

    def _read_line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"hunspell ended; does 'hunspell -d {DICTIONARY}' run on this machine?")
        return line.rstrip("\n")


def load() -> protocol.Work:
    """Nothing to load: hunspell starts anew for every document (a tenth of a second), so that its cost is counted."""

    def work(path: Path) -> protocol.Output:
        with Speller() as speller:
            return protocol.Output(replace_words(protocol.text_of(path), cache(speller.correct)))

    return work


def versions() -> dict[str, str]:
    """The program, and a checksum of its Swedish dictionary, which carries no version of its own."""
    said = subprocess.run(
        ["hunspell", "-D"], stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", check=False
    )
    paths = re.findall(rf"^(\S*{DICTIONARY})(?:\.aff)?$", said.stdout + said.stderr, re.MULTILINE)
    if not paths:
        raise RuntimeError(f"hunspell has no dictionary {DICTIONARY}")
    digest = hashlib.sha256(Path(f"{paths[0]}.dic").read_bytes()).hexdigest()[:12]
    program = protocol.run_program(["hunspell", "--version"]).splitlines()[0]
    number = re.search(r"Hunspell ([\d.]+)", program)
    return {"hunspell": number[1].rstrip(".") if number else program, f"{DICTIONARY}.dic": f"sha256 {digest}"}


if __name__ == "__main__":
    raise SystemExit(protocol.main(load, versions))
