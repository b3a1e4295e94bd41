"""Sweep what decisions of people teach, and how sure error rates are told to be: on composed decisions and documents.

    python -m benchmarks.sweep_people FOLDER

Prints a table in Markdown. The folder has readings, NAME.txt or NAME.ocr.txt, and what is printed, NAME.truth.txt:
somebody is taken to go through each word that was misread or that the lexicon has not, and to mistype one in fifty.
For intervals documents are drawn whose error rates are known.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean, pstdev

from rapidfuzz.distance import Levenshtein

from benchmarks.sweep_pages import Place, numbers
from ocr_fix.evaluation.intervals import Unit, intervals
from ocr_fix.evaluation.thresholds import THRESHOLDS
from ocr_fix.languages import load_language
from ocr_fix.review.decisions import Decision
from ocr_fix.review.learning import lessons

FACTORS = (0.25, 0.5, 1.0, 2.0, 4.0)
SLIPS = 0.02  # of words that are typed
_LETTERS = "abcdefghijklmnoprstuvyåäö"


def decisions_of(folder: Path) -> Iterator[tuple[Decision, str]]:
    """What somebody decides who looks at the words of readings, and what is printed."""
    draw, language = random.Random(1), load_language("sv")
    for truth in sorted(folder.rglob("*.truth.txt")):
        printed = truth.read_text(encoding="utf-8").split()
        places = [truth.with_name(truth.name.replace(".truth", ending)) for ending in (".ocr", "")]
        read = next(each for each in places if each.exists()).read_text(encoding="utf-8").split()
        for step in Levenshtein.opcodes(printed, read):
            if step.src_end - step.src_start != step.dest_end - step.dest_start:
                continue
            for word, was in zip(
                printed[step.src_start : step.src_end], read[step.dest_start : step.dest_end], strict=True
            ):
                if word != was or not language.knows(word.strip('.,;:()”"')):
                    becomes = word
                    if word != was and draw.random() < SLIPS:
                        at = draw.randrange(len(word))
                        becomes = word[:at] + draw.choice(_LETTERS) + word[at + 1 :]
                    yield Decision(page=1, box=None, start=0, read=was, was=was, becomes=becomes), word


def taught(folder: Path) -> dict[str, float]:
    """How many lessons there are, and how many of them are slips."""
    found, language = [*decisions_of(folder)], load_language("sv")
    printed = {part.strip('.,;:()”"!?»«') for _, word in found for part in (word, *word.split("-"))}
    said = lessons([decision for decision, _ in found], language.knows)
    words = [lesson.printed for lesson in said if lesson.read is None]
    return {
        "words": len(words),
        "of these not printed so": sum(word not in printed for word in words),
        "of three letters or fewer": sum(len(word) <= 3 for word in words),
        "confusions": len(said) - len(words),
    }


def _document(draw: random.Random, words: int, rate: float = 0.0) -> list[Unit]:
    """The lines of a document; its errors come in bunches, more in some documents than in others."""
    rate, state, lines = rate or draw.gammavariate(1.5, 0.02), 1.0, []
    for _ in range(words // 10):
        state = 0.9 * state + 0.1 * draw.gammavariate(0.1, 10.0)
        wrong = sum(draw.random() < rate * state for _ in range(10))
        lines.append(Unit(wrong, 10, wrong, 60))
    return lines


def _joined(lines: Sequence[Unit]) -> Unit:
    return Unit(*map(sum, zip(*lines, strict=True)))


def held() -> dict[str, float]:
    """How often an interval holds the rate of all documents there are, by how many were measured."""
    everything = _joined([line for seed in range(200) for line in _document(random.Random(1000 + seed), 600)])
    rate = everything.word_edits / everything.words
    found: dict[str, float] = {}
    for count in (2, 4, 8, 24):
        within, widths = 0, []
        for seed in range(100):
            draw = random.Random(f"{count} {seed}")
            documents = [_document(draw, 600) for _ in range(count)]
            told = intervals([_joined(each) for each in documents], [line for each in documents for line in each])
            assert told is not None
            within += told.wer.low <= rate <= told.wer.high
            widths.append(told.wer.high - told.wer.low)
        found[f"% of {count} documents"] = round(100 * within / 100)
    long = [intervals([], _stretches(_document(random.Random(seed), 20_000, 0.03))) for seed in range(60)]
    found["% of one long one"] = round(
        100 * sum(told is not None and told.wer.low <= 0.03 <= told.wer.high for told in long) / 60
    )
    found["% of the width that it differs by"] = round(100 * _unsteady(), 1)
    return found


def _stretches(lines: list[Unit]) -> list[Unit]:
    """Lines in as many stretches as `lines_of` gives."""
    step = -(-len(lines) // THRESHOLDS.stretches)
    return [_joined(lines[at : at + step]) for at in range(0, len(lines), step)]


def _unsteady() -> float:
    """By how much the lower end differs where the same documents come in another order, as a share of the width."""
    draw = random.Random(5)
    documents = [_joined(_document(draw, 600)) for _ in range(24)]
    found = []
    for _ in range(20):
        draw.shuffle(documents)
        told = intervals(documents, ())
        assert told is not None
        found.append(told.wer)
    return pstdev(each.low for each in found) / mean(each.high - each.low for each in found)


def row(place: Place, folder: Path) -> str:
    """What becomes of it with other values of a number."""
    own, told = place.value, []
    for factor in FACTORS:
        value: float = own * factor
        if isinstance(own, int):
            value = max(1, round(value))
        elif own * factor >= 1:
            value = 1 - (1 - own) / factor
        place.set(value)
        figures = taught(folder) if place.name.startswith("review") else held()
        told.append(f"{value:g}: " + ", ".join(f"{figure:g} {what}" for what, figure in figures.items()))
        print(place.name, told[-1], file=sys.stderr, flush=True)
    place.set(own)
    name = place.name.partition(": ")[2].replace("Thresholds", "")
    return f"| `{name}` | {own:g} | {'; '.join(told)} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Sweep and print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path, help="readings and their truths")
    options.add_argument("--only", nargs="+", default=[""], metavar="PART", help="only numbers named so")
    chosen = options.parse_args(arguments)
    print("| number | value | what comes of it |\n|---|---:|---|")
    for place in [*numbers("review"), *(each for each in numbers("evaluation") if "Interval" in each.name)]:
        if any(part in place.name for part in chosen.only):
            print(row(place, chosen.folder), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
