"""Which paragraphs of the historical corpora are not counted, so that there is unseen text to measure on.

    python -m wordlists.held_out --corpora ../shared/corpora --target /tmp/held-out

writes them as text files. Whole novels and plays where the change of the names shows a border, blocks of 300 paragraphs
of the encyclopedia. "dev" is for choosing, "blind" for the last figure.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from wordlists.corpora import paragraphs

HELD_OUT: dict[str, dict[str, tuple[range, ...]]] = {
    "romaner_old": {
        "dev": (range(18280, 21680), range(54760, 56480)),
        "blind": (range(10320, 12840), range(42520, 43240)),
    },
    "romaner_reformed": {"dev": (range(7880, 8160),), "blind": (range(8160, 8920),)},
    "dramer_old": {"dev": (range(15200, 17080),), "blind": (range(21520, 22880),)},
    "familjebok_old": {
        "dev": (range(3000, 3300), range(11000, 11300), range(19000, 19300)),
        "blind": (range(7000, 7300), range(15000, 15300)),
    },
    "lantdag_1863-1906": {"dev": (range(40000, 41000), range(120000, 121000))},
}
"""Numbers of paragraphs from 0, by corpus and purpose."""


def counted(path: Path) -> Iterator[str]:
    """The paragraphs of an xz corpus that are not held out."""
    ranges = [one for purpose in HELD_OUT.get(path.name.split(".")[0], {}).values() for one in purpose]
    for number, paragraph in enumerate(paragraphs(path)):
        if not any(number in one for one in ranges):
            yield paragraph


def main() -> None:
    """Write the held-out texts, one file a block."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpora", type=Path, required=True, help="folder with old/ and noisy/")
    parser.add_argument("--target", type=Path, required=True, help="where the texts go, outside the repository")
    arguments = parser.parse_args()
    for name, purposes in HELD_OUT.items():
        (path,) = arguments.corpora.glob(f"*/{name}.txt.xz")
        lines = list(paragraphs(path))
        for purpose, blocks in purposes.items():
            folder = arguments.target / f"{path.parent.name}-{purpose}"
            folder.mkdir(parents=True, exist_ok=True)
            for block in blocks:
                text = "\n\n".join(line.strip() for line in lines[block.start : block.stop])
                (folder / f"{name}-{block.start}.txt").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
