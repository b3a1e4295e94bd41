"""The network that training starts from: Debian's `swe`, float again and with the new characters.

    python -m models.start FOLDER [--base /usr/share/tesseract-ocr/5/tessdata/swe.traineddata]

Unpacks the base and writes FOLDER/start.lstm, FOLDER/unicharset and FOLDER/recoder. The rows of new characters begin as
copies of those of look-alikes, a little worse and with noise; the old characters keep their numbers.
"""

import argparse
import subprocess
from pathlib import Path

import numpy as np

from models.charset import LOOK_ALIKES, extended_unicharset, read_unicharset
from models.network import Matrix, read_network, read_recoder, write_network, write_recoder

BASE = Path("/usr/share/tesseract-ocr/5/tessdata/swe.traineddata")
_NOISE = 0.02
_WORSE = 0.7  # how much less likely than its look-alike a new character is at first


def unpack(base: Path, folder: Path) -> None:
    """Take a traineddata file apart into FOLDER/base.*."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["combine_tessdata", "-u", base, f"{folder}/base."], check=True, capture_output=True)


def extended_rows(rows: Matrix, old: list[str], new: list[str], codes: list[int]) -> Matrix:
    """The output rows with one more for each new character.

    Args:
        rows: Output rows of the base.
        old: Its characters.
        new: All characters, the old ones first.
        codes: The row of each old character.
    """
    rng = np.random.default_rng(1)
    added = []
    for character in new[len(old) :]:
        row = rows[codes[old.index(LOOK_ALIKES[character])]] + rng.normal(0, _NOISE, rows.shape[1])
        row[-1] -= _WORSE
        added.append(row)
    return np.vstack([rows, *added])


def main() -> None:
    """Write what training starts from."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--base", type=Path, default=BASE)
    arguments = parser.parse_args()
    folder: Path = arguments.folder
    unpack(arguments.base, folder)
    unicharset = (folder / "base.lstm-unicharset").read_text(encoding="utf-8")
    more = extended_unicharset(unicharset)
    old, new = read_unicharset(unicharset), read_unicharset(more)
    codes = read_recoder((folder / "base.lstm-recoder").read_bytes())
    network = read_network((folder / "base.lstm").read_bytes())
    rows = network.matrices[-1]
    network = network.with_outputs(extended_rows(rows, old, new, codes))
    (folder / "start.lstm").write_bytes(write_network(network, int8=False))
    (folder / "unicharset").write_text(more, encoding="utf-8")
    (folder / "recoder").write_bytes(write_recoder([*codes, *range(len(rows), len(rows) + len(new) - len(old))]))


if __name__ == "__main__":
    main()
