"""Make a traineddata file of a trained network.

    python -m models.export START NETWORK.lstm OUT.traineddata [--float] [--base-words]

The weights become int8, as Debian's are, unless --float. The dictionaries are those of models.dictionary, or with
--base-words those of the base, whose characters kept their numbers.
"""

import argparse
import shutil
import subprocess
import tempfile
from pathlib import Path

from models.network import read_network, write_network

VERSION = "4.00.00alpha:swe:synth20170629:[1,48,0,1Ct3,3,16Mp3,3Lfys64Lfx96Lrx96Lfx512O1c1] continued by ocr_fix"


def combine(start: Path, network: bytes, out: Path, *, base_words: bool = False) -> None:
    """Put a network together with the unicharset, the recoder and the dictionaries of the folder of models.start."""
    words = {"punc": "punctuation.dawg", "word": "words.dawg", "number": "base.lstm-number-dawg"}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for dawg, file in words.items():
            source = f"base.lstm-{dawg}-dawg" if base_words else file
            shutil.copy(start / source, folder / f"new.lstm-{dawg}-dawg")
        shutil.copy(start / "unicharset", folder / "new.lstm-unicharset")
        shutil.copy(start / "recoder", folder / "new.lstm-recoder")
        (folder / "new.lstm").write_bytes(network)
        (folder / "new.version").write_text(VERSION, encoding="ascii")
        subprocess.run(["combine_tessdata", "new."], cwd=folder, check=True, capture_output=True)
        shutil.move(folder / "new.traineddata", out)


def main() -> None:
    """Write the traineddata file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("start", type=Path)
    parser.add_argument("network", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--float", action="store_true", help="keep the weights as they were trained, for comparison")
    parser.add_argument("--base-words", action="store_true", help="keep the dictionaries of the base")
    arguments = parser.parse_args()
    network = read_network(arguments.network.read_bytes())
    weights = write_network(network, int8=not arguments.float)
    combine(arguments.start, weights, arguments.out, base_words=arguments.base_words)


if __name__ == "__main__":
    main()
