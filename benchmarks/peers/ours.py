"""ocr_fix itself behind the peers' door: `python -m benchmarks.peers.ours clean` for files, `… correct` for text.

`… snippets` gives every forty words of a text to the corrector as a text of its own, as one pastes a sentence or two.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Literal, get_args

from benchmarks.peers import protocol

Way = Literal["clean", "correct", "snippets"]
SNIPPET_WORDS = 40
_SNIPPET = re.compile(rf"(?:\S+\s*){{1,{SNIPPET_WORDS}}}")


def load(way: Way) -> protocol.Work:
    """Import the library and load its language data, which it does at its first correction."""
    os.environ["OMP_THREAD_LIMIT"] = "1"  # as the command line sets it; see ocr_fix/cli.py
    import ocr_fix  # noqa: PLC0415 - loading is timed

    cleaner = ocr_fix.Cleaner()
    cleaner.correct("Prov.")

    def work(path: Path) -> protocol.Output:
        if way == "snippets":
            return protocol.Output("\n".join(cleaner.correct(each).text for each in snippets(protocol.text_of(path))))
        done = cleaner.clean(path) if way == "clean" else cleaner.correct(protocol.text_of(path))
        told = ocr_fix.in_order(done.changes, done.doubts)
        return protocol.Output(done.text, "".join(json.dumps(change.to_dict()) + "\n" for change in told))

    return work


def snippets(text: str) -> Iterator[str]:
    """A text cut after every `SNIPPET_WORDS` words, white space between them as it is."""
    return (found[0] for found in _SNIPPET.finditer(text.strip()))


def versions() -> dict[str, str]:
    """The package, a checksum of the manifest of its language data, and the Tesseract below it."""
    import ocr_fix  # noqa: PLC0415

    said = protocol.run_program(["tesseract", "--version"])
    told = {"ocr_fix": ocr_fix.__version__, "tesseract": said.split()[1]}
    manifest = Path(ocr_fix.__file__).parent / "languages" / "sv" / "data" / "manifest.json"
    if manifest.exists():
        told["language data"] = f"sha256 {hashlib.sha256(manifest.read_bytes()).hexdigest()[:12]}"
    return told


def chosen_way(arguments: list[str]) -> Way:
    """The first argument of the command line.

    Raises:
        SystemExit: it is none of the ways.
    """
    for way in get_args(Way):
        if arguments[:1] == [way]:
            return way  # type: ignore[no-any-return]  # typeshed gives get_args as a tuple of Any
    raise SystemExit(f"say which way: {' or '.join(get_args(Way))}")


if __name__ == "__main__":
    raise SystemExit(protocol.main(partial(load, chosen_way(sys.argv[1:])), versions, sys.argv[2:]))
