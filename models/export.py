"""Make a traineddata file of a trained network.

    python -m models.export START NETWORK.lstm OUT.traineddata [--float] [--base-words] [--manifest]

The weights become int8, as Debian's are, unless --float. The dictionaries are those of models.dictionary, or with
--base-words those of the base, whose characters kept their numbers. --manifest writes manifest.json beside the file.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from models.network import read_network, write_network
from models.start import BASE

VERSION = "4.00.00alpha:swe:synth20170629:[1,48,0,1Ct3,3,16Mp3,3Lfys64Lfx96Lrx96Lfx512O1c1] continued by ocr_fix"

NOTICE = (
    "Trained by the ocr_fix maintainers from the Swedish model of tessdata_fast (Debian's tesseract-ocr-swe), "
    "Copyright 1988-1995 Hewlett Packard Company, 2006-2022 Google Inc. Changed: more characters, weights, word lists."
)
SOURCES = (
    "Lines of Swedish statutes, Riksdag and Government text (outside copyright or open data), of novels, plays and "
    "Nordisk familjebok of 1840-1920 (public domain), and generated ones, printed in fonts of Debian's packages; "
    "word forms of the same."
)


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


def manifest(model: Path, base: Path, network: Path) -> dict[str, object]:
    """What the model is made of, under which licence, how, and its checksum.

    Args:
        model: The traineddata file.
        base: The traineddata file that training began with.
        network: The trained network; the log of its run lies beside it.
    """
    names, *_, last = (line.split("\t") for line in (network.parent / "log.tsv").read_text("utf-8").splitlines())
    return {
        "format": 1,
        "model": model.name,
        "bytes": model.stat().st_size,
        "sha256": hashlib.sha256(model.read_bytes()).hexdigest(),
        "licence": "Apache-2.0 (LICENSES/Apache-2.0.txt)",
        "notice": NOTICE,
        "base": {"file": base.name, "sha256": hashlib.sha256(base.read_bytes()).hexdigest()},
        "sources": SOURCES,
        "recipe": "models/README.md",
        "training": dict(zip(names[:4], last[:4], strict=True)),
    }


def main() -> None:
    """Write the traineddata file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("start", type=Path)
    parser.add_argument("network", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--float", action="store_true", help="keep the weights as they were trained, for comparison")
    parser.add_argument("--base-words", action="store_true", help="keep the dictionaries of the base")
    parser.add_argument("--manifest", action="store_true")
    parser.add_argument("--base", type=Path, default=BASE, help="what the manifest names as the base")
    arguments = parser.parse_args()
    network = read_network(arguments.network.read_bytes())
    weights = write_network(network, int8=not arguments.float)
    combine(arguments.start, weights, arguments.out, base_words=arguments.base_words)
    if arguments.manifest:
        facts = manifest(arguments.out, arguments.base, arguments.network)
        text = json.dumps(facts, ensure_ascii=False, indent=1)
        arguments.out.with_name("manifest.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
