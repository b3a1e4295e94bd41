"""Sweep the thresholds of a stage: what the corrected texts become when one number after the other is another.

    python -m benchmarks.sweep correction --shared ../shared --most 20

Every number of the stage is set to some values below and above its own, one at a time, and texts with their truth are
corrected again: how many words are repaired and broken then says whether the number is well chosen. A number whose
values all leave every text as it is may be deleted, or the texts lack what it is for. Results are kept in a JSON file
after every value, so that a sweep that was ended goes on where it was; results of other code or texts are not used.

Swept are the fields of the stage's `thresholds.py` and, where a module has numbers of its own, these. Numbers that are
looked at only when a module is imported cannot be reached so.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import importlib
import json
import math
import multiprocessing
import pkgutil
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from itertools import accumulate
from pathlib import Path
from types import ModuleType
from typing import TypeAlias

from benchmarks.corpus import running_text
from benchmarks.documents import ROOT, TRUTH_SUFFIX
from benchmarks.peers.protocol import text_of
from ocr_fix import Cleaner
from ocr_fix.evaluation import evaluate
from ocr_fix.files import write_atomically

STAGES = ("correction", "language")
KEPT = Path(__file__).parent / "scratch" / "sweep.json"
# What is tried, as factors of a number; of whole numbers at least one less and one more.
FACTORS = (0.5, 2.0, 0.75, 1.33)
# Of texts that can be cut, the clean ones and those that have line by line what the truth has, so many words are taken,
# so that a value takes seconds.
MOST_WORDS = 1_000
# How much is remembered decides nothing but time and memory.
OF_MEMORY = "KEPT"
# Whatever language a text is in is told before any of these numbers is asked.
FOREIGN = "clean-foreign"
READINGS = (".ocr.txt", ".eng.txt", ".swe.txt")

Number: TypeAlias = int | float
Row: TypeAlias = dict[str, int]
"""How many words were repaired and broken, and how many texts changed."""


@dataclass(frozen=True)
class Text:
    """A text with its truth, which is the text itself where nothing is wrong in it."""

    name: str
    raw: str
    truth: str


@dataclass(frozen=True)
class Knob:
    """A number that decides.

    Attributes:
        name: the module and the name.
        value: as it is.
        holders: the objects that hold it, and by what name each.
    """

    name: str
    value: Number
    holders: tuple[tuple[object, str], ...]

    def turn(self, value: Number) -> None:
        """Have another value hold in this process."""
        for holder, attribute in self.holders:
            if isinstance(holder, ModuleType):
                setattr(holder, attribute, value)
            else:
                object.__setattr__(holder, attribute, value)  # frozen for all but a sweep

    def values(self, most: int, *, far: bool) -> list[Number]:
        """What is tried in its place: shares stay below 1, whole numbers whole.

        Args:
            most: so many values.
            far: whether 0 and a thousand times the number, which is about what deleting it would do.
        """
        if far:
            return [type(self.value)(0), self.value * 1000]
        if isinstance(self.value, int):
            tried: list[Number] = [round(self.value * f) if f < 1 else math.ceil(self.value * f) for f in FACTORS]
            tried += [self.value - 1, self.value + 1]
        elif 0.5 <= self.value < 1:
            tried = [1 - (1 - self.value) / factor for factor in FACTORS]
        else:
            tried = [self.value * factor for factor in FACTORS]
        different = [value for value in dict.fromkeys(tried) if value != self.value]
        return different[:most]


def knobs(stage: str) -> list[Knob]:
    """The numbers of a stage."""
    package = importlib.import_module(f"ocr_fix.{stage}")
    modules = [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if not found.name.rpartition(".")[2].startswith("_")
    ]
    found: list[Knob] = []
    for module in modules:
        short = module.__name__.removeprefix("ocr_fix.")
        if module.__name__.endswith(".thresholds"):
            for each in vars(module).values():
                found += _fields(stage, each) if is_dataclass(each) and not isinstance(each, type) else ()
        for name in _numbers(module):
            importers = [(other, alias) for other in modules for alias in _imports(other, module.__name__, name)]
            found.append(Knob(f"{short}.{name}", getattr(module, name), ((module, name), *importers)))
    return found


def _fields(name: str, holder: object) -> Iterator[Knob]:
    for field in fields(holder):  # type: ignore[arg-type]  # a dataclass, as the name says
        value = getattr(holder, field.name)
        if is_dataclass(value):
            yield from _fields(f"{name}.{field.name}", value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield Knob(f"{name}.{field.name}", value, ((holder, field.name),))


def _tree(module: ModuleType) -> ast.Module:
    path = Path(module.__file__ or "").with_suffix(".py")
    source = path if path.exists() else path.with_name(f"{module.__name__.rpartition('.')[2]}.py")
    return ast.parse(source.read_text(encoding="utf-8")) if source.exists() else ast.Module([], [])


def _numbers(module: ModuleType) -> Iterator[str]:
    """The names at the top of a module that stand for numbers."""
    for node in _tree(module).body:
        if isinstance(node, ast.Assign):
            for name in (each.id for target in node.targets for each in ast.walk(target) if isinstance(each, ast.Name)):
                value = getattr(module, name, None)
                if (
                    name.isupper()
                    and OF_MEMORY not in name
                    and isinstance(value, int | float)
                    and not isinstance(value, bool)
                ):
                    yield name


def _imports(module: ModuleType, origin: str, name: str) -> Iterator[str]:
    """By what names a module knows a name of another."""
    for node in _tree(module).body:
        if isinstance(node, ast.ImportFrom) and node.module == origin:
            yield from (alias.asname or alias.name for alias in node.names if alias.name == name)


def texts(shared: Path) -> list[Text]:
    """Damaged and clean texts of samples/ and, where it is there, of the shared folder."""
    found = [*_damaged(ROOT / "samples"), *_clean(ROOT / "samples", f"*{TRUTH_SUFFIX}")]
    truth = shared / "truth"
    for folder in sorted(truth.iterdir()) if truth.exists() else ():
        if folder.name != FOREIGN:
            found += _clean(folder, "*.txt") if folder.name.startswith("clean") else _damaged(folder)
    words = running_text(shared / "corpora").split(" ")
    return [*found, *(Text(f"corpora/{n}", text, text) for n, text in enumerate(_parts(words)) if text)]


def _parts(words: Sequence[str]) -> Iterator[str]:
    step = max(1, len(words) // 8)
    yield from (" ".join(words[at : at + MOST_WORDS]) for at in range(0, len(words), step))


def _damaged(folder: Path) -> Iterator[Text]:
    for path in sorted(folder.glob(f"*{TRUTH_SUFFIX}")):
        name = path.name.removesuffix(TRUTH_SUFFIX)
        for raw in (path.with_name(name + ending) for ending in (*READINGS, ".txt")):
            if raw.exists():
                before, after = text_of(raw), text_of(path)
                lines, true = before.split("\n"), after.split("\n")
                if len(lines) == len(true) and len(true) > 1:
                    most = sum(words <= MOST_WORDS for words in accumulate(len(line.split()) for line in true))
                    before, after = ("\n\n".join(each[: most + 1]) for each in (lines, true))
                yield Text(f"{folder.name}/{raw.name}", before, after)


def _clean(folder: Path, pattern: str) -> Iterator[Text]:
    for path in sorted(folder.glob(pattern)):
        text = " ".join(path.read_text(encoding="utf-8").split(" ")[:MOST_WORDS])
        yield Text(f"{folder.name}/{path.name}", text, text)


def corrected(found: Sequence[Text]) -> list[str]:
    """Each text as it is corrected; nothing is remembered from earlier calls."""
    cleaner = Cleaner()
    return [cleaner.correct(text.raw).text for text in found]


def counted(found: Sequence[Text], outputs: Sequence[str]) -> list[tuple[int, int]]:
    """How many words of each text were repaired, and how many broken."""
    counts = []
    for text, output in zip(found, outputs, strict=True):
        changes = evaluate(text.truth, output, text.raw).changes
        counts.append((changes.words.repaired, changes.words.broken) if changes else (0, 0))
    return counts


class Sweep:
    """Values tried on texts.

    Args:
        found: the texts.
        kept: file for the results so far.
    """

    def __init__(self, found: Sequence[Text], kept: Path) -> None:
        self._texts = found
        self._kept = kept
        self._outputs = corrected(found)
        self._counts = counted(found, self._outputs)
        self.own = self._row(self._outputs)
        print_of_all = hashlib.sha256(repr((found, self._outputs)).encode()).hexdigest()
        old = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
        self.results: dict[str, Row] = old.get("results", {}) if old.get("of") == print_of_all else {}
        self._print = print_of_all

    def run(self, knob: Knob, value: Number) -> Row:
        """What becomes of the texts when a number has another value; asked of the file first."""
        key = f"{knob.name}={value!r}"
        if key not in self.results:
            # A process of its own, so that nothing that was derived or remembered outlives the value.
            with multiprocessing.get_context("fork").Pool(1) as pool:
                self.results[key] = pool.apply(self._turned, (knob.name, value))
            self._kept.parent.mkdir(exist_ok=True, parents=True)
            write_atomically(self._kept, json.dumps({"of": self._print, "results": self.results}, indent=1).encode())
        return self.results[key]

    def _turned(self, name: str, value: Number) -> Row:
        _ALL[name].turn(value)
        try:
            return self._row(corrected(self._texts))
        except Exception as error:  # a value that the program cannot work with says something as well
            print(f"{name}={value!r}: {error!r}", file=sys.stderr)
            return {"repaired": 0, "broken": 0, "changed": -1}

    def _row(self, outputs: Sequence[str]) -> Row:
        """The sums over all texts; only those that differ from before are judged anew."""
        counts = list(self._counts)
        other = [n for n, (now, then) in enumerate(zip(outputs, self._outputs, strict=True)) if now != then]
        for n, count in zip(other, counted([self._texts[n] for n in other], [outputs[n] for n in other]), strict=True):
            counts[n] = count
        repaired, broken = (sum(each) for each in zip(*counts, strict=True))
        return {"repaired": repaired, "broken": broken, "changed": len(other)}


_ALL: dict[str, Knob] = {}
"""The numbers by name, for the processes that turn one of them."""


def table(own: Row, results: Mapping[str, Row], swept: Sequence[Knob]) -> Iterator[str]:
    """What was found, in Markdown: the numbers that matter, then those that do not."""
    yield f"As they are: {own['repaired']} words repaired, {own['broken']} broken.\n"
    yield "| number | value | tried: repaired, broken against as it is (texts that differ) |\n|---|---|---|"
    idle: list[str] = []
    for knob in swept:
        rows = {key.partition("=")[2]: row for key, row in results.items() if key.partition("=")[0] == knob.name}
        if rows and not any(row["changed"] for row in rows.values()):
            idle.append(knob.name)
        elif rows:
            tried = "; ".join(
                f"{float(value):.4g}: fails"
                if row["changed"] < 0
                else f"{float(value):.4g}: {row['repaired'] - own['repaired']:+}, {row['broken'] - own['broken']:+}"
                f" ({row['changed']})"
                for value, row in sorted(rows.items(), key=lambda item: float(item[0]))
            )
            yield f"| {knob.name} | {knob.value:g} | {tried} |"
    yield f"\nNo text differs whatever of these is tried ({len(idle)}): {', '.join(idle) or 'none'}."


def main(arguments: Sequence[str] | None = None) -> int:
    """Sweep what the options ask for and print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("stage", choices=STAGES)
    options.add_argument("--only", nargs="+", default=[], metavar="PART", help="only numbers whose names contain one")
    options.add_argument("--values", type=int, default=2, help="tried for each number (default: %(default)s)")
    options.add_argument("--far", action="store_true", help="try 0 and a thousand times each number instead")
    options.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with truth/ and corpora/")
    options.add_argument("--kept", type=Path, default=KEPT, help="file for the results so far")
    options.add_argument("--report", action="store_true", help="print what there is; try nothing")
    chosen = options.parse_args(arguments)
    swept = [knob for knob in knobs(chosen.stage) if not chosen.only or any(part in knob.name for part in chosen.only)]
    _ALL.update((knob.name, knob) for knob in swept)
    sweep = Sweep(texts(chosen.shared), chosen.kept)
    twice = [name for name, count in Counter(knob.name for knob in swept).items() if count > 1]
    if twice:
        raise ValueError(f"two numbers of one name: {twice}")
    for number, knob in enumerate(swept if not chosen.report else ()):
        for value in knob.values(chosen.values, far=chosen.far):
            row = sweep.run(knob, value)
            print(f"{number + 1}/{len(swept)} {knob.name}={value!r}: {row}", file=sys.stderr, flush=True)
    print("\n".join(table(sweep.own, sweep.results, swept)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
