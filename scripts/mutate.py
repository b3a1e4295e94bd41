"""Break a module in one place after another, and see whether a test notices: what survives asks for a test.

    python -m scripts.mutate ocr_fix/correction/decision/*.py -- tests/test_cases.py tests/test_correction.py

Each mutant differs from the module in one thing: a comparison, an operator, a number, a condition, an early end of a
loop. It is never written to disk: a process of its own imports it in place of the module and runs pytest on what stands
behind `--`, to the first failure. Those that no test kills are printed with their line, and as a sum for each module.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import copy
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[1]

_OTHERS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Break: ast.Continue,
    ast.Continue: ast.Break,
}
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


class Mutant(NamedTuple):
    """A module that differs in one place."""

    module: Path
    line: int
    what: str
    code: str


def mutants(module: Path) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of its lines."""
    source = module.read_text(encoding="utf-8")
    tree = ast.parse(source)
    lines = source.splitlines()
    checks = [node.value for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "strict"]
    for index, node in enumerate(ast.walk(tree)):
        for change in _changes(node) if node not in checks else ():
            mutated = copy.deepcopy(tree)
            place = next(other for at, other in enumerate(ast.walk(mutated)) if at == index)
            before = _shown(place)
            change(place)
            line = getattr(node, "lineno", 0)
            what = f"{before} -> {_shown(place)}  in: {lines[line - 1].strip()}"
            yield Mutant(module, line, what, ast.unparse(ast.fix_missing_locations(mutated)))


def _shown(node: ast.AST) -> str:
    """A node in one line: of a statement what it depends on."""
    return ast.unparse(node.test if isinstance(node, ast.If | ast.While) else node)


def _changes(node: ast.AST) -> Iterator[Callable[[Any], None]]:
    """Ways to change a node in place."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in _OTHERS:
            yield lambda place: setattr(place, "ops", [_OTHERS[type(op)]()])
        case ast.BinOp(op=op) | ast.BoolOp(op=op) | ast.AugAssign(op=op) if type(op) in _OTHERS:
            yield lambda place: setattr(place, "op", _OTHERS[type(op)]())
        case ast.Constant(value=bool(value)):
            yield lambda place: setattr(place, "value", not value)
        case ast.Constant(value=int(value)):
            yield lambda place: setattr(place, "value", value + 1)
        case ast.Constant(value=float(value)):
            yield lambda place: setattr(place, "value", value * 1.5 if value else 1.0)
        case ast.If() | ast.IfExp() | ast.While():
            yield lambda place: setattr(place, "test", ast.UnaryOp(ast.Not(), place.test))
        case ast.Call(func=ast.Name(id=name)) if name in _NAMES:
            yield lambda place: setattr(place.func, "id", _NAMES[name])


class _Instead(MetaPathFinder, Loader):
    """Finds one module, and loads the mutant in its place."""

    def __init__(self, mutant: Mutant) -> None:
        self._name = ".".join(mutant.module.resolve().relative_to(ROOT).with_suffix("").parts)
        self._mutant = mutant

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:
        return spec_from_file_location(fullname, self._mutant.module, loader=self) if fullname == self._name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._mutant.code, self._mutant.module, "exec"), module.__dict__)


def tested(mutant: Mutant, arguments: list[str], seconds: int) -> int:
    """Begin a process that runs the tests with a mutant: its number; it ends with 0 where the mutant survives."""
    child = os.fork()
    if child:
        return child
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    signal.alarm(seconds)  # what takes too long is as dead as what fails
    sys.meta_path.insert(0, _Instead(mutant))
    code = 1
    with contextlib.suppress(BaseException):
        code = int(pytest.main(["-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", *arguments]))
    os._exit(code)


def survivors(made: Iterable[Mutant], arguments: list[str], seconds: int, jobs: int) -> Iterator[Mutant]:
    """Those that no test kills, as they are found."""
    waiting = iter(made)
    running = {tested(mutant, arguments, seconds): mutant for mutant in islice(waiting, jobs)}
    while running:
        child, status = os.wait()
        mutant = running.pop(child)
        if status == 0:
            yield mutant
        running.update((tested(mutant, arguments, seconds), mutant) for mutant in islice(waiting, 1))


def main() -> None:
    """Make the mutants, let tests judge them, print what survives."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="+", type=Path)
    parser.add_argument("--most", type=int, help="a sample of so many mutants, the same each time")
    parser.add_argument("--jobs", type=int, default=2, help="mutants at a time")
    parser.add_argument("--seconds", type=int, default=300, help="longest time for a mutant")
    own, _, tests = " ".join(sys.argv[1:]).partition(" -- ")
    options = parser.parse_args(own.split())
    made = [mutant for module in options.modules for mutant in mutants(module)]
    if options.most and options.most < len(made):
        made = sorted(random.Random(0).sample(made, options.most))
    unchanged = Mutant(options.modules[0], 0, "", options.modules[0].read_text(encoding="utf-8"))
    if not [*survivors([unchanged], tests.split(), options.seconds, 1)]:
        raise SystemExit("the tests fail without any mutant")
    alive: Counter[Path] = Counter()
    for mutant in survivors(made, tests.split(), options.seconds, options.jobs):
        alive[mutant.module] += 1
        print(f"{mutant.module}:{mutant.line}: {mutant.what}", flush=True)
    for module, total in Counter(mutant.module for mutant in made).items():
        print(f"{module}: {total - alive[module]} of {total} mutants killed")


if __name__ == "__main__":
    main()
