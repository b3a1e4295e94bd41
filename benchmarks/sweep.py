"""Sweep the thresholds of correction and of language: what texts become when one number after the other is another.

    python -m benchmarks.sweep --held-out /tmp/held-out > benchmarks/sweep.md

Every number of `ocr_fix/correction/` and `ocr_fix/language/` (in `thresholds.py`) is set to some values below and
above its own, one at a time, and the texts of the benchmark, with others that nothing was learnt from, are corrected
again: how many words are wrong then says whether the number is well chosen. A number whose values all leave every text
as it is may be deleted, or the texts lack what it is for. Results are kept in a JSON file after every value, so that a
sweep that was ended goes on where it was; results of other code or texts are not used.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import TypeAlias

from rapidfuzz.distance import Levenshtein

from benchmarks import names
from benchmarks.documents import CLEAN, COMPOSED, GROUPS, SAMPLES, SCANS, SHARED_TRUTH, TRUTH_SUFFIX, find, head
from ocr_fix import Cleaner, Correction
from ocr_fix.correction.candidates.thresholds import SearchThresholds
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.language.thresholds import DEFAULT as OF_LANGUAGE
from ocr_fix.languages import load_language, load_letters
from ocr_fix.system.files import write_atomically

KEPT = Path(__file__).parent / "scratch" / "sweep.json"
FACTORS = (0.5, 2.0)
# Of each text so many words are taken, so that a value takes seconds.
MOST_WORDS = 2_500
# Texts that nothing was learnt from: clean ones, such as an engine left them and have no truth, and readings of scans.
HELD_OUT = {"clean": "held out, clean", "noisy": "held out, as left by an engine", "dam": "held out, damaged"}
# Never to be looked at while anything is chosen.
BLIND = "blind"
HARMED = frozenset((*CLEAN, HELD_OUT["clean"]))
UNJUDGED = HELD_OUT["noisy"]
# What a cleaner remembers of words depends on these; all others are asked for each text anew.
REMEMBERED = frozenset(
    {
        *(field.name for field in fields(SearchThresholds)),
        *("own_log_prior", "inflection_cost", "min_stem", "acronym_length", "name_odds", "plain_length", "code_length"),
        *("letters_beside", "code_evidence", "no_code_evidence", "clean_weight", "clean_share", "channel_smoothing"),
    }
)
NUMBERS = {field.name: owner for owner in (DEFAULT, OF_LANGUAGE) for field in fields(owner)}
HEAD = """# A sweep of the numbers of correction

    python -m benchmarks.sweep --held-out FOLDER > benchmarks/sweep.md

One number of `ocr_fix/correction/` and `ocr_fix/language/` (in `thresholds.py`) after the other was set to half
and twice its value, whole numbers to one less or more at least, shares above a half nearer to a half and to 1, and a
few to other values. The texts are those of the benchmark and others that nothing was learnt from (`python -m
wordlists.held_out`, and readings of prints of them), of each at most {most:,} words. "Harm" is how many more words of
clean texts are changed, "wrong" how many more of damaged ones are wrong then; less is better. In bold is what makes
more than one kind of text better and none worse. As the numbers are, {harm} words of clean texts are changed and {left}
of damaged ones are wrong.
"""

Number: TypeAlias = int | float


@dataclass(frozen=True)
class Text:
    """A text with its truth, which is the text itself where nothing is wrong in it or no truth is known.

    Attributes:
        group: what kind of text it is.
        raw: as it was read.
        truth: as it was printed.
    """

    group: str
    raw: str
    truth: str


@dataclass(frozen=True)
class Row:
    """What the texts become with a number.

    Attributes:
        wrong: of each kind of text how many words are wrong then; of those without truth, how many are changed.
        differ: how many texts are others than as the numbers are.
        told: how many texts have other changes or doubts listed.
    """

    wrong: Mapping[str, int]
    differ: int
    told: int


def values(value: Number, factors: Sequence[float]) -> list[Number]:
    """What is tried in a number's place: shares stay below 1, whole numbers whole, and other than it is."""
    if not value:
        return list(factors)
    if 0.5 <= value < 1:
        return [1 - (1 - value) / factor if factor else 0.0 for factor in factors]
    if isinstance(value, int):
        rounded = [round(value * factor) for factor in factors]
        return [
            new if new != value else value + (1 if factor > 1 else -1)
            for new, factor in zip(rounded, factors, strict=True)
        ]
    return [value * factor for factor in factors]


def texts(shared: Path, held_out: Path | None) -> list[Text]:
    """The texts of the benchmark, and those of a folder whose own folders tell by their names what they are."""
    names.write(COMPOSED)
    found = []
    for document in find(SAMPLES, shared / "truth", shared / "cases"):
        if document.group not in SCANS:
            raw, truth = document.input_text, document.truth_text
            if document.group == "real":
                raw, truth = _first_lines(raw, truth)
            elif document.group in CLEAN:
                raw = truth = head(raw, MOST_WORDS)
            found.append(Text(document.group, raw, truth))
    for folder in sorted(held_out.iterdir()) if held_out else ():
        kind = folder.name.partition("-")[0]
        if kind in HELD_OUT and BLIND not in folder.name:
            found += _held_out(folder, HELD_OUT[kind])
    return found


def _held_out(folder: Path, group: str) -> Iterator[Text]:
    truths = [*folder.glob(f"*{TRUTH_SUFFIX}")]
    for path in sorted(folder.glob("*.txt")) if not truths else ():
        raw = head(path.read_text(encoding="utf-8"), MOST_WORDS)
        yield Text(group, raw, raw)
    for truth in sorted(truths):
        for path in sorted(folder.glob(truth.name.replace(TRUTH_SUFFIX, ".*.ocr.txt"))):
            yield Text(group, path.read_text(encoding="utf-8"), truth.read_text(encoding="utf-8"))


def _first_lines(raw: str, truth: str) -> tuple[str, str]:
    """The beginnings of a text and its truth, which have the same lines; each is a paragraph."""
    lines, true = raw.split("\n"), truth.split("\n")
    most = sum(words <= MOST_WORDS for words in accumulate(len(line.split()) for line in true))
    return "\n\n".join(lines[:most]), "\n\n".join(true[:most])


class Sweep:
    """Values tried on texts.

    Args:
        found: the texts.
        kept: file for the results so far.
    """

    def __init__(self, found: Sequence[Text], kept: Path) -> None:
        self._texts = found
        self._kept = kept
        self._cleaner = Cleaner()
        self._corrections = self._corrected(self._cleaner)
        self._wrong = [_wrong(text, found.text) for text, found in zip(found, self._corrections, strict=True)]
        self.own = self._row(self._corrections)
        self._print = hashlib.sha256(repr((found, self._corrections)).encode()).hexdigest()
        old = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
        results = old.get("results", {}) if old.get("of") == self._print else {}
        self.results: dict[str, Row] = {key: Row(**row) for key, row in results.items()}

    def run(self, tasks: Sequence[tuple[str, Number]], processes: int) -> Iterator[tuple[str, Row]]:
        """What becomes of the texts with some numbers; what is in the file is not tried again.

        Args:
            tasks: names of numbers with values.
            processes: so many at a time.
        """
        new = [task for task in tasks if _key(*task) not in self.results]
        # A process for each value, so that nothing that was derived or remembered outlives it.
        _RUNNING[:] = [self]
        with multiprocessing.get_context("fork").Pool(processes, partial(os.nice, 10), maxtasksperchild=1) as pool:
            for key, row in pool.imap_unordered(_turned, new, 1):
                self.results[key] = row
                whole = {"of": self._print, "results": {key: vars(row) for key, row in self.results.items()}}
                self._kept.parent.mkdir(exist_ok=True, parents=True)
                write_atomically(self._kept, json.dumps(whole, indent=1).encode())
                yield key, row

    def turned(self, task: tuple[str, Number]) -> tuple[str, Row]:
        """What becomes of the texts with a number; this process is of no use for others after that."""
        name, value = task
        owner = NUMBERS[name]
        object.__setattr__(owner, name, value)  # frozen for all but a sweep
        if owner is OF_LANGUAGE:
            load_language.cache_clear()
            load_letters.cache_clear()
        try:
            anew = owner is OF_LANGUAGE or name in REMEMBERED
            corrections = self._corrected(Cleaner() if anew else self._cleaner)
            return _key(*task), self._row(corrections)
        except Exception as error:  # a value that the program cannot work with says something as well
            print(f"{_key(*task)}: {error!r}", file=sys.stderr)
            return _key(*task), Row({}, -1, -1)

    def _corrected(self, cleaner: Cleaner) -> list[Correction]:
        return [cleaner.correct(text.raw) for text in self._texts]

    def _row(self, corrections: Sequence[Correction]) -> Row:
        """The sums over all texts; only those that differ from before are judged anew."""
        wrong: Counter[str] = Counter()
        differ = told = 0
        for text, now, then, before in zip(self._texts, corrections, self._corrections, self._wrong, strict=True):
            wrong[text.group] += before if now.text == then.text else _wrong(text, now.text)
            differ += now.text != then.text
            told += now != then
        return Row(wrong, differ, told)


_RUNNING: list[Sweep] = []
"""The sweep that runs, for the processes that turn a number."""


def _turned(task: tuple[str, Number]) -> tuple[str, Row]:
    return _RUNNING[0].turned(task)


def _key(name: str, value: Number) -> str:
    return f"{name}={value!r}"


def _wrong(text: Text, output: str) -> int:
    return int(Levenshtein.distance(text.truth.split(), output.split()))


def table(own: Row, results: Mapping[str, Row]) -> Iterator[str]:
    """What was found, in Markdown: the numbers that matter, those that do not, and those that were not tried."""
    yield HEAD.format(most=MOST_WORDS, harm=_harm(own), left=_left(own))
    yield "| kind of text | words wrong |\n|---|---|"
    for group, count in own.wrong.items():
        yield f"| {GROUPS.get(group, group)} | {count} |"
    yield "\n| number | value | tried: harm, wrong against as it is (texts that differ) |\n|---|---|---|"
    idle: list[str] = []
    untried: list[str] = []
    for name, owner in NUMBERS.items():
        rows = {key.partition("=")[2]: row for key, row in results.items() if key.partition("=")[0] == name}
        if any(row.differ for row in rows.values()):
            told = [_told(value, row, own) for value, row in sorted(rows.items(), key=lambda item: float(item[0]))]
            yield f"| `{name}` | {getattr(owner, name):g} | {'; '.join(told)} |"
        else:
            mark = "*" if any(row.told for row in rows.values()) else ""
            (idle if rows else untried).append(f"`{name}`{mark}")
    yield f"\nNo text differs whatever of these is tried ({len(idle)}): {', '.join(idle) or 'none'}."
    yield "Those with a star change what is said: how sure changes are, and which words are doubtful."
    if untried:
        yield f"\nNot tried yet ({len(untried)}): {', '.join(untried)}."


def _told(value: str, row: Row, own: Row) -> str:
    if row.differ < 0:
        return f"{float(value):.4g}: fails"
    better = "**" if is_better(row, own) else ""
    changes = f"{_harm(row) - _harm(own):+}, {_left(row) - _left(own):+}"
    return f"{better}{float(value):.4g}: {changes} ({row.differ}){better}"


def is_better(row: Row, own: Row) -> bool:
    """Whether more than one kind of text has fewer wrong words, and none has more."""
    gained = [own.wrong[group] - row.wrong[group] for group in own.wrong if group != UNJUDGED]
    return min(gained) >= 0 and sum(gain > 0 for gain in gained) > 1


def _harm(row: Row) -> int:
    return sum(count for group, count in row.wrong.items() if group in HARMED)


def _left(row: Row) -> int:
    return sum(count for group, count in row.wrong.items() if group not in HARMED and group != UNJUDGED)


def main(arguments: Sequence[str] | None = None) -> int:
    """Sweep what the options ask for and print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", nargs="+", default=[], metavar="PART", help="only numbers whose names contain one")
    options.add_argument(
        "--factors",
        nargs="+",
        type=float,
        default=FACTORS,
        help="of each number (default: a half and 2; 0 and 1000 tell whether it is of use)",
    )
    options.add_argument("--shared", type=Path, default=SHARED_TRUTH.parent, help="folder with truth/ and cases/")
    options.add_argument("--held-out", type=Path, help="folder with clean-*/, noisy-*/, dam-*/ of texts")
    options.add_argument("--processes", type=int, default=2, help="at a time (default: %(default)s)")
    options.add_argument("--kept", type=Path, default=KEPT, help="file for the results so far")
    options.add_argument("--report", action="store_true", help="print what there is; try nothing")
    chosen = options.parse_args(arguments)
    sweep = Sweep(texts(chosen.shared, chosen.held_out), chosen.kept)
    swept = [name for name in NUMBERS if not chosen.only or any(part in name for part in chosen.only)]
    tasks = [(name, value) for name in swept for value in values(getattr(NUMBERS[name], name), chosen.factors)]
    for number, (key, row) in enumerate(sweep.run(tasks, chosen.processes) if not chosen.report else (), 1):
        print(
            f"{number}/{len(tasks)} {key}: {_told(key.partition('=')[2], row, sweep.own)}", file=sys.stderr, flush=True
        )
    print("\n".join(table(sweep.own, sweep.results)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
