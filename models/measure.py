"""Measure a traineddata file: one plain reading by Tesseract, compared with the truth.

    python -m models.measure MODEL.traineddata... --lines DIR        lines made with models.lines --as-cut
    python -m models.measure MODEL.traineddata... --scans DIR...     PDF scans with .truth.txt beside them, at 300 dpi

Words are what stands between spaces, exact; a word of figures and signs has a digit or a sign that is no mere
punctuation.
"""

import argparse
import os
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from rapidfuzz.distance import Levenshtein

from models import lstmf

_PUNCTUATION = set(".,;:!?()[]-/'\"”’»«")
_DPI = 300


@dataclass
class Score:
    """Counts of what was read wrongly."""

    characters: int = 0
    wrong_characters: int = 0
    words: int = 0
    wrong_words: int = 0
    signs: int = 0
    right_signs: int = 0

    def add(self, read: str, truth: str, *, characters: bool = True) -> None:
        """Compare one text with its truth."""
        read, truth = (unicodedata.normalize("NFC", text) for text in (read, truth))
        found, wanted = read.split(), truth.split()
        if characters:
            self.characters += len(" ".join(wanted))
            self.wrong_characters += Levenshtein.distance(" ".join(found), " ".join(wanted))
        self.words += len(wanted)
        self.wrong_words += Levenshtein.distance(found, wanted)
        self.signs += sum(map(_signed, wanted))
        for step in Levenshtein.opcodes(wanted, found):
            if step.tag == "equal":
                self.right_signs += sum(map(_signed, wanted[step.src_start : step.src_end]))

    def __str__(self) -> str:
        """In percent."""
        letters = f"{_percent(self.wrong_characters, self.characters):6.2f}" if self.characters else "     –"
        words = f"{_percent(self.wrong_words, self.words):6.2f} ({self.wrong_words:4} of {self.words})"
        signs = f"{_percent(self.right_signs, self.signs):5.1f} ({self.right_signs} of {self.signs})"
        return f"characters {letters}  words {words}  figures and signs right {signs}"


def read_pictures(model: Path, files: Sequence[Path], *, segmentation: int) -> list[str]:
    """What Tesseract reads in each picture, in one process on one core."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("\n".join(map(str, files)))
        listed.flush()
        command = ["tesseract", listed.name, "-", "--tessdata-dir", str(model.parent), "-l", model.stem]
        command += ["--psm", str(segmentation), "--dpi", str(_DPI)]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return done.stdout.split("\f")[: len(files)]


def measure_lines(model: Path, samples: Sequence[lstmf.Sample]) -> dict[str, Score]:
    """Scores of all lines and of each kind of line, face and damage."""
    scores: dict[str, Score] = {"all": Score()}
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, f"{number:05}.png") for number in range(len(samples))]
        for file, sample in zip(files, samples, strict=True):
            Image.fromarray(sample.picture).save(file, dpi=(_DPI, _DPI))
        texts = read_pictures(model, files, segmentation=13)
    for text, sample in zip(texts, samples, strict=True):
        face, line, _, damage = sample.kind.split("/")
        for group in ("all", f"text {line}", f"face {face}", f"damage {damage}"):
            scores.setdefault(group, Score()).add(text, sample.label)
    return scores


def measure_scans(model: Path, scans: Iterable[Path]) -> dict[str, Score]:
    """Scores of each scan and of all."""
    scores = {}
    total = Score()
    for scan in scans:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["pdftoppm", "-r", str(_DPI), "-gray", scan, f"{folder}/page"], check=True)
            text = "\n".join(read_pictures(model, sorted(Path(folder).glob("page*")), segmentation=3))
        truth = scan.with_suffix(".truth.txt").read_text(encoding="utf-8")
        scores[scan.stem] = Score()
        for score in (scores[scan.stem], total):
            score.add(text, truth, characters=False)
    return {**scores, "all": total}


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", type=Path, nargs="+")
    parser.add_argument("--lines", type=Path)
    parser.add_argument("--scans", type=Path, nargs="*", default=[])
    arguments = parser.parse_args()
    for model in arguments.models:
        groups: list[dict[str, Score]] = []
        if arguments.lines:
            samples = [sample for file in sorted(arguments.lines.glob("*.lstmf")) for sample in lstmf.read(file)]
            groups.append(measure_lines(model, samples))
        for folder in arguments.scans:
            scans = [scan for scan in sorted(folder.glob("*.pdf")) if scan.with_suffix(".truth.txt").exists()]
            groups.append(measure_scans(model, scans))
        for group in groups:
            for name, score in group.items():
                print(f"{model.stem:16} {name:20} {score}")


def _percent(part: int, whole: int) -> float:
    return 100 * part / max(1, whole)


def _signed(word: str) -> bool:
    return any(character.isdigit() or not (character.isalnum() or character in _PUNCTUATION) for character in word)


if __name__ == "__main__":
    main()
