"""The promises of the package to who imports it, and of its rooms to each other."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import ocr_fix
from ocr_fix import errors

PACKAGE = Path(ocr_fix.__file__).parent
STAGES = ("source", "recognition", "layout", "correction", "output")
HEAVY = ("PIL", "pypdfium2", "pypdfium2_raw", "lxml", "pikepdf", "img2pdf", "rich", "click", "jinja2", "pathspec")


def test_everything_that_is_promised_is_there() -> None:
    assert len(set(ocr_fix.__all__)) == len(ocr_fix.__all__)
    assert [name for name in ocr_fix.__all__ if not hasattr(ocr_fix, name)] == []


def test_every_error_is_exported() -> None:
    kinds = {name for name, kind in vars(errors).items() if inspect.isclass(kind) and issubclass(kind, Exception)}
    assert kinds <= set(ocr_fix.__all__)


def test_what_a_document_is_made_of_is_exported() -> None:
    for kind in (ocr_fix.Document, ocr_fix.Page, ocr_fix.Word, ocr_fix.Options, ocr_fix.Correction):
        names = _names_in(str(vars(kind).get("__annotations__")))
        assert names
        assert names <= set(ocr_fix.__all__), kind


def _names_in(annotations: str) -> set[str]:
    """Names of the package's own types in annotations, which are text."""
    names = {node.id for node in ast.walk(ast.parse(annotations)) if isinstance(node, ast.Name)}
    texts = [node.value for node in ast.walk(ast.parse(annotations)) if isinstance(node, ast.Constant)]
    names |= {node.id for text in texts for node in ast.walk(ast.parse(str(text))) if isinstance(node, ast.Name)}
    return {name for name in names if name[0].isupper() and name not in {"Path", "Mapping", "Sequence"}}


@pytest.mark.parametrize("name", HEAVY)
def test_correcting_a_string_loads_no_library_for_files(name: str, loaded: frozenset[str]) -> None:
    assert name not in loaded


@pytest.fixture(scope="module")
def loaded() -> frozenset[str]:
    """The modules of a process that has corrected a string."""
    code = "import sys, ocr_fix; ocr_fix.correct('Arendet galler ett forslag.'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    return frozenset(done.stdout.split())


def _imports() -> dict[str, set[str]]:
    """What each module of the package imports of it, wherever in the file."""
    files = {".".join(("ocr_fix", *_parts(file))): file for file in PACKAGE.rglob("*.py")}
    return {name: set(_imported(file, files)) for name, file in files.items()}


def _parts(file: Path) -> tuple[str, ...]:
    parts = file.relative_to(PACKAGE).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


def _imported(file: Path, modules: dict[str, Path]) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                if whole in modules or node.module in modules:
                    yield whole if whole in modules else node.module


def test_no_modules_import_each_other_in_a_circle() -> None:
    try:
        order = list(TopologicalSorter(_imports()).static_order())
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))
    assert len(order) > 150


def test_no_stage_imports_another() -> None:
    for module, imported in _imports().items():
        stage = module.split(".")[1:2]
        if stage and stage[0] in STAGES:
            others = {name for name in imported if name.split(".")[1] in STAGES and name.split(".")[1] != stage[0]}
            assert not others, f"{module} imports {others}"


def test_options_take_lists_and_refuse_a_string_for_one() -> None:
    given = ocr_fix.Options(words=["Wretlösa"], languages=["swe"])
    assert given == ocr_fix.Options(words=("Wretlösa",), languages=("swe",))
    with pytest.raises(ocr_fix.OptionError, match="words is the string 'Wretlösa'"):
        ocr_fix.Options(words="Wretlösa")


def test_options_of_one_call_do_not_stay_for_the_next() -> None:
    text = "Nämnden i Sodertörn beslöt att bygga en skola."
    assert ocr_fix.correct(text, never=("Sodertörn",)).text == text
    assert ocr_fix.correct(text).text == ocr_fix.Cleaner().correct(text).text != text
