"""How many lines of a package nothing but some of its functions need, told by the names that its code has."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

import ocr_fix

_ROOT = Path(ocr_fix.__file__).parent.parent
_PACKAGE = "ocr_fix.recognition"
Definition = tuple[str, str]
"""A module, and what is defined in it."""


@cache
def _definitions() -> tuple[dict[Definition, int], dict[Definition, set[Definition]]]:
    """The lines of each definition of the package, and the definitions that each one names."""
    lines: dict[Definition, int] = {}
    names: dict[Definition, set[Definition]] = {}
    for path in sorted((_ROOT / "ocr_fix").rglob("*.py")):
        module = ".".join(path.relative_to(_ROOT).with_suffix("").parts)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        known = {
            alias.asname or alias.name: (node.module, alias.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(_PACKAGE)
            for alias in node.names
        }
        defined = {name: node for node in tree.body for name in _defined(node)}
        known |= {name: (module, name) for name in defined}
        for name, node in defined.items():
            own = module, name
            lines[own] = (node.end_lineno or 0) - node.lineno + 1 if module.startswith(_PACKAGE) else 0
            named = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
            names[own] = {known[each] for each in named if each in known} - {own}
        names[module, ""] = {known[each] for each in known if not module.startswith(_PACKAGE)}
    return lines, names


def _defined(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign):
        yield from (target.id for target in node.targets if isinstance(target, ast.Name))
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id


def lines_of_none_but(without: Collection[Definition]) -> int:
    """The lines of what nothing needs that does not go through one of some definitions, these among them."""
    lines, names = _definitions()
    roots = {own for own in names if not own[1] or own == (f"{_PACKAGE}.reader", "Reader")}
    return _reached(roots, names, lines, ()) - _reached(roots, names, lines, without)


def _reached(
    roots: Collection[Definition],
    names: dict[Definition, set[Definition]],
    lines: dict[Definition, int],
    without: Collection[Definition],
) -> int:
    seen, left = set(without), set(roots)
    count = 0
    while left:
        own = left.pop()
        if own not in seen:
            seen.add(own)
            count += lines.get(own, 0)
            left |= names.get(own, set())
    return count
