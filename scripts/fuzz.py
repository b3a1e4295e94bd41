"""Fuzz the corrector: coverage-guided mutations of our samples, with what must hold of any text checked on each.

    python scripts/fuzz.py CORPUS_FOLDER [--seconds 3600]

Needs `pip install atheris`. The texts of `samples/` are the first seeds; inputs that reach new code are kept in
CORPUS_FOLDER. It stops at the first text on which something does not hold, prints it and what it was, and leaves it in
`CORPUS_FOLDER/crash-*`; each such find becomes a test.

What must hold: no exception; text and changes give back the input to the letter; every change stands where it says;
confidences are probabilities; no number becomes another or is lost, unless it is a sign.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["ocr_fix.correction", "ocr_fix.layout"]):
    import ocr_fix

SAMPLES = Path(__file__).parents[1] / "samples"
SIGNS = {"§", "§§", "%"}
MAX_BYTES = 4000

_cleaner = ocr_fix.Cleaner(words=("Vretlösta",))


def check(data: bytes) -> None:
    """Correct what the fuzzer has made of a text and check what must hold.

    Raises:
        AssertionError: it does not hold.
    """
    text = data.decode("utf-8", errors="replace")
    correction = _cleaner.correct(text)
    assert ocr_fix.revert(correction.text, correction.changes) == text, correction.text
    for change in correction.changes:
        assert correction.text[change.start : change.start + len(change.after)] == change.after, change
        assert 0.0 <= change.confidence <= 1.0, change
        assert change.reason, change
        is_sign = change.kind == "sign" and change.after.strip("().,;:") in SIGNS
        is_number = not any(character.isalpha() for character in change.before)
        assert not is_number or is_sign or digits(change.before) == digits(change.after), change


def digits(text: str) -> list[str]:
    """The digits of a text in order, as a reader takes them."""
    return re.findall(r"[0-9]", text)


def main() -> None:
    """Run the fuzzer for the time asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--seconds", type=int, default=3600)
    arguments = parser.parse_args()
    arguments.corpus.mkdir(parents=True, exist_ok=True)
    for sample in SAMPLES.glob("*.txt"):
        (arguments.corpus / f"seed-{sample.name}").write_bytes(sample.read_bytes()[:MAX_BYTES])
    settings = [
        f"-max_total_time={arguments.seconds}",
        f"-max_len={MAX_BYTES}",
        f"-artifact_prefix={arguments.corpus}/",
        "-timeout=60",
    ]
    atheris.Setup([sys.argv[0], *settings, str(arguments.corpus)], check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
