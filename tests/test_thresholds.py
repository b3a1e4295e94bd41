"""Numbers that decide stand together, and each says what it is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.sweep import NUMBERS
from benchmarks.sweep_archive import MEASURES
from benchmarks.sweep_archive import name_of as name_of_number
from benchmarks.sweep_pages import numbers as numbers_of

ROOT = Path(__file__).resolve().parents[1] / "ocr_fix"
ROOMS = (
    "archive",
    "command",
    "correction",
    "document",
    "evaluation",
    "language",
    "layout",
    "notation",
    "output",
    "recognition",
    "review",
    "source",
)
MODULES = sorted(module for room in ROOMS for module in (ROOT / room).rglob("*.py"))
STAGES = [module for module in MODULES if module.name == "thresholds.py"]
# Names that say the unit, or that two numbers make one measure.
UNIT = re.compile(r"_(?:SECONDS|BYTES|INCHES)$|_PER_|_MINUTE$")


def name_of(module: Path) -> str:
    return module.relative_to(ROOT).as_posix()


def untold(body: Sequence[ast.stmt], lines: Sequence[str]) -> Iterator[str]:
    """Names of numbers with no docstring behind them and no comment beside or above; one above stands for several."""
    for node, after in pairwise([*body, ast.Pass()]):
        if not isinstance(node, ast.Assign | ast.AnnAssign) or not is_number(node.value):
            continue
        told = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
        beside = any("#" in line for line in lines[node.lineno - 1 : node.end_lineno])
        above = node.lineno - 2
        while re.match(r"\s+\w+: |[\w, ]+ = ", lines[above]):
            above -= 1
        name = ast.unparse(node.target if isinstance(node, ast.AnnAssign) else node.targets[0])
        if not (told or beside or lines[above].lstrip().startswith("#") or UNIT.search(name)):
            yield name


def is_number(value: ast.expr | None) -> bool:
    """Whether an expression is a number, some numbers, or worked out of some; bits shifted are no measure."""
    if isinstance(value, ast.Tuple):
        return all(map(is_number, value.elts))
    if isinstance(value, ast.BinOp):
        return not isinstance(value.op, ast.LShift) and is_number(value.left) and is_number(value.right)
    if isinstance(value, ast.UnaryOp):
        return is_number(value.operand)
    return isinstance(value, ast.Constant) and type(value.value) in (int, float)


@pytest.mark.parametrize("module", STAGES, ids=name_of)
def test_each_threshold_says_what_it_is(module: Path) -> None:
    source = module.read_text(encoding="utf-8")
    classes = [node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)]
    assert [each.name for each in classes if not ast.get_docstring(each)] == []
    assert [name for each in classes for name in untold(each.body, source.splitlines())] == []


@pytest.mark.parametrize("room", ROOMS)
def test_each_other_number_of_a_room_says_what_it_is(room: str) -> None:
    found = []
    for module in MODULES:
        if name_of(module).startswith(f"{room}/"):
            source = module.read_text(encoding="utf-8")
            found += [f"{name_of(module)}: {name}" for name in untold(ast.parse(source).body, source.splitlines())]
    assert found == []


SWEPT = ROOT.parent / "benchmarks" / "sweep.md"


@pytest.mark.parametrize("room", ["archive", "source", "recognition", "layout", "output", "evaluation", "review"])
def test_each_number_of_the_other_rooms_was_swept(room: str) -> None:
    """The table of what was tried has a row for it as it is now, or names it among those that nothing there shows."""
    table = SWEPT.read_text(encoding="utf-8")
    rows = {
        (name, float(value))
        for name, value in re.findall(r"^\| `([\w.\[\]]+)` \| ([\d.,e+-]+) \|", table, re.MULTILINE)
        if "," not in value
    }
    named = set(re.findall(r"`([\w.\[\]]+)`", table)) - {name for name, _ in rows}
    for place in numbers_of(room):
        _, _, name = place.name.replace("Thresholds", "").partition(": ")
        ways = {name, name.partition(".")[2], re.sub(r"\[.*", "", name)}
        tried = any((way, float(f"{place.value:g}")) in rows for way in ways)
        assert tried or ways & named, f"{place.name} {place.value:g}"


def test_each_number_of_archives_has_something_that_measures_it() -> None:
    assert {name_of_number(place) for place in numbers_of("archive")} == MEASURES.keys()


def docstrings(module: Path) -> Iterator[tuple[str, str]]:
    """What is said behind each field of a module's classes."""
    for each in ast.parse(module.read_text(encoding="utf-8")).body:
        for node, after in pairwise([*each.body, ast.Pass()] if isinstance(each, ast.ClassDef) else ()):
            if (
                isinstance(node, ast.AnnAssign)
                and isinstance(after, ast.Expr)
                and isinstance(after.value, ast.Constant)
            ):
                yield ast.unparse(node.target), str(after.value.value)


def test_each_number_of_correction_and_language_was_swept_or_says_why_not() -> None:
    """The sweep has tried other values of it, and its own among them, or what it says of itself is why not."""
    table = SWEPT.read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", table, re.MULTILINE))
    idle = "".join(re.findall(r"^No text differs .*", table, re.MULTILINE))
    unmoved = set(re.findall(r"`(\w+)`", idle))
    told = dict(
        pair
        for module in (*STAGES, ROOT / "notation" / "line_kinds.py")
        if name_of(module).startswith(("correction/", "language/", "notation/"))
        for pair in docstrings(module)
    )
    for name, owner in NUMBERS.items():
        if "not swept" in told[name]:
            assert re.search(r"not swept(?:,|:) \w", told[name]), f"{name}: why not?"
            assert name not in {*rows, *unmoved}, f"{name} was swept"
        else:
            tried = re.findall(r"(?:^|[ *;])([\d.e+-]+)(?:: | \|)", rows.get(name, ""))
            assert name in unmoved or f"{getattr(owner, name):.4g}" in [f"{float(value):.4g}" for value in tried], name
