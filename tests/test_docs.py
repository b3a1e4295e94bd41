"""What the documentation shows in Python runs, and the site has a place for every page."""

from __future__ import annotations

import ast
import doctest
import json
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from bad_inputs import SENTENCES, pdf_pages, pdf_text

import ocr_fix
from ocr_fix.archive.command import batch_command

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PACKAGE = ROOT / "ocr_fix"
LINK = re.compile(r"\[(tests/[^\]]+)\]\(([^)]+)\)")
PYTHON = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the examples speak of."""
    (tmp_path / "scan.pdf").write_bytes(pdf_pages({"content": pdf_text(SENTENCES[3])}))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["library.md", "tutorials/developer.md"])
def test_examples_run_one_after_the_other(name: str, here: Path) -> None:
    examples = PYTHON.findall((DOCS / name).read_text(encoding="utf-8"))
    assert examples
    names: dict[str, object] = {"__name__": "example"}
    for number, example in enumerate(examples, 1):
        exec(compile(example, f"docs/{name}, example {number}", "exec"), names)


@pytest.fixture
def callers(tmp_path: Path) -> Path:
    """A folder with the examples, and a file of one who does two things wrong, in its lines 3 and 4."""
    for name in ("library.md", "tutorials/developer.md", "review.md"):
        examples = PYTHON.findall((DOCS / name).read_text(encoding="utf-8"))
        (tmp_path / f"{Path(name).stem}.py").write_text("\n".join(examples), encoding="utf-8")
    wrong = "import ocr_fix\n\nlength: int = ocr_fix.clean(b'Nej.').text\nocr_fix.Cleaner(no_such=True)\n"
    (tmp_path / "wrong.py").write_text(wrong, encoding="utf-8")
    return tmp_path


@pytest.mark.slow
def test_types_say_what_callers_may_do(callers: Path) -> None:
    """With nothing set, `mypy --strict` passes the examples, and names what a caller does wrong."""
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir", "cache", "."]
    done = subprocess.run(command, cwd=callers, capture_output=True, text=True, check=False)
    errors = [line for line in done.stdout.splitlines() if ": error: " in line]
    assert [line.partition(": error: ")[0] for line in errors] == ["wrong.py:3", "wrong.py:4"], (
        done.stdout + done.stderr
    )


def told_by_pyright(folder: Path, what: str) -> tuple[int, list[str]]:
    """How many files pyright looked at, with nothing set, and where it finds something; skips where it is not there."""
    pytest.importorskip("pyright", reason="pyright is not installed (dependency group dev)")
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable, what]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if not done.stdout.startswith("{"):
        pytest.skip(f"pyright could not be fetched: {done.stderr[-200:]}")
    found = json.loads(done.stdout)
    return found["summary"]["filesAnalyzed"], [
        f"{Path(each['file']).name}:{each['range']['start']['line'] + 1}" for each in found["generalDiagnostics"]
    ]


@pytest.mark.slow
def test_types_say_the_same_to_pyright(callers: Path) -> None:
    assert told_by_pyright(callers, ".") == (4, ["wrong.py:3", "wrong.py:4"])


@pytest.mark.slow
def test_pyright_finds_nothing_in_the_package() -> None:
    looked_at, told = told_by_pyright(ROOT, "ocr_fix")
    assert looked_at >= len([*(ROOT / "ocr_fix").rglob("*.py")])
    assert told == []


def test_what_the_historian_undoes_is_undone(here: Path) -> None:
    correction = ocr_fix.correct("De hafva pä denna dag beslutat om skolan.\n")
    assert correction.text == "De hafva på denna dag beslutat om skolan.\n"
    (here / "ren.txt").write_text(correction.text, encoding="utf-8")
    (here / "ren.jsonl").write_bytes(ocr_fix.changes_as_jsonl([*correction.changes, *correction.doubts]).encode())
    (example,) = PYTHON.findall((DOCS / "tutorials" / "historian.md").read_text(encoding="utf-8"))
    names: dict[str, object] = {}
    exec(example, names)
    assert names["as_it_was"] == "De hafva pä denna dag beslutat om skolan.\n"


@pytest.mark.parametrize("name", ["pipeline", "options", "document.changes"])
def test_examples_of_docstrings_are_true(name: str) -> None:
    done = doctest.testmod(import_module(f"ocr_fix.{name}"))
    assert done.attempted
    assert not done.failed


def test_docstrings_name_what_there_is() -> None:
    """Those with a section of arguments or attributes name all of them, and no others."""
    wrong = [
        f"{file.relative_to(ROOT)}:{node.lineno} {node.name}: {' '.join(sorted(names))}"
        for file in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and (names := _misnamed(node))
    ]
    assert wrong == []


def _misnamed(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> set[str]:
    """The arguments and attributes that a docstring leaves out of those it tells, and what it tells that is none."""
    if not isinstance(node, ast.ClassDef):
        told = _told(node, "Args")
        return (told ^ _parameters(node)) - {"cls"} if told else set()
    made = [each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == "__init__"]
    told, attributes = _told(node, "Args"), _told(node, "Attributes")
    wrong = told ^ _parameters(made[-1]) if told and made else set()
    targets = [each.target for each in node.body if isinstance(each, ast.AnnAssign)]
    fields = {target.id for target in targets if isinstance(target, ast.Name) and not target.id.startswith("_")}
    if attributes:
        code = "\n".join(map(ast.unparse, node.body[1:]))
        wrong |= fields - attributes | {name for name in attributes - fields if name not in code}
    return wrong


def _told(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, section: str) -> set[str]:
    """The names that a section of a docstring speaks of."""
    lines = (ast.get_docstring(node) or "").partition(f"\n{section}:\n")[2].partition("\n\n")[0].splitlines()
    heads = [head[1] for line in lines if (head := re.match(r" {4}(\*{0,2}\w[\w, *]*):(?: |$)", line))]
    return {name.strip(" *") for head in heads for name in head.split(",")}


def _parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    given = node.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]
    return {each.arg for each in every} - {"self", "cls"}


def test_every_page_has_its_place_in_the_site() -> None:
    placed = re.findall(r"^ +- (\S+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(placed) == len(set(placed))
    assert {file.relative_to(DOCS).as_posix() for file in DOCS.rglob("*.md")} <= set(placed)


@pytest.mark.parametrize("name", ["docs/comparison.md", "SECURITY.md"])
def test_the_tests_that_are_named_are_there(name: str) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    named = {*re.findall(r"`(tests/[^`]+)`", page), *(path for path, _ in LINK.findall(page))}
    assert named
    assert [link for link in LINK.findall(page) if link[1] != f"../{link[0]}"] == []
    assert {test for test in named if not (ROOT / test).exists()} == set()


def test_the_modules_that_are_named_are_there() -> None:
    folders = [folder for folder in ROOT.iterdir() if folder.is_dir() and not folder.name.startswith(".")]
    there = [f"/{file.relative_to(ROOT).as_posix()}" for folder in folders for file in folder.rglob("*.py")]
    there += [f"/{file.name}" for file in ROOT.glob("*.py")]
    for page in (*DOCS.rglob("*.md"), *ROOT.glob("*.md")):
        named = set(re.findall(r"`((?:[\w-]+/)*[\w-]+\.py)`", page.read_text(encoding="utf-8")))
        assert {name for name in named if not any(file.endswith(f"/{name}") for file in there)} == set(), page


def test_each_module_of_correction_has_its_place_in_the_map() -> None:
    page = (DOCS / "inside.md").read_text(encoding="utf-8")
    chapter = page.split("## How a word is corrected")[1].split("\n## ")[0]
    modules = [file.name for file in (ROOT / "ocr_fix" / "correction").rglob("*.py") if file.stem != "__init__"]
    assert [name for name in modules if not re.search(rf"[`/]{name}`", chapter)] == []


def test_all_that_only_we_have_names_its_test() -> None:
    theirs, ours = (DOCS / "comparison.md").read_text(encoding="utf-8").split("What only we have")
    others = [row for row in theirs.splitlines() if row.startswith("| ") and not row.startswith("| |")]
    assert len(others) == 9
    assert [row for row in others if not re.match(r"\| \[[\w-]+\]\(https://", row)] == [], "where it says so of itself"
    rows = [line for line in ours.splitlines() if line.startswith("| ") and not line.startswith("| |")]
    assert len(rows) > 5
    assert [row for row in rows if not LINK.search(row.rsplit("|", 2)[1])] == []
    together = [row for row in others if not LINK.search(row)]
    assert [row.partition("]")[0] for row in together] == ["| [symspellpy"], "which we have nothing to do with"


def test_who_cites_it_cites_this_version() -> None:
    cited = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {ocr_fix.__version__}\n" in cited


def test_what_services_call_is_a_batch_that_there_is() -> None:
    options = {name for each in batch_command.params for name in each.opts}
    for file in ("Dockerfile", "compose.yaml", "ocrfix-watch.service"):
        called = [
            line
            for line in (ROOT / "deploy" / file).read_text(encoding="utf-8").splitlines()
            if line.strip().startswith(("CMD", "command:", "ExecStart="))
        ]
        assert len(called) == 1, file
        assert "--watch" in called[0]
        assert set(re.findall(r"--[a-z-]+", called[0])) <= options
