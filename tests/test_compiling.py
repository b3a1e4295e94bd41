"""Parts of the package are compiled where they can be, and what was made from other sources is noticed."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import hatch_build
from ocr_fix.system.compiled import LIST, is_outdated

ROOT = Path(__file__).parents[1]
SUM = "def total(values: list[int]) -> int:\n    return sum(values)\n"
TYPES = "cpdef long total(list values)\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "ocr_fix").mkdir()
    (tmp_path / "ocr_fix" / "__init__.py").touch()
    (tmp_path / "ocr_fix" / "sums.py").write_text(SUM)
    (tmp_path / "ocr_fix" / "sums.pxd").write_text(TYPES)
    (tmp_path / "work").mkdir()
    return tmp_path


@pytest.fixture
def compiler(project: Path) -> None:
    if lack := hatch_build.what_lacks(project / "work"):
        pytest.skip(lack)


def load(path: Path) -> ModuleType:
    loader = importlib.machinery.ExtensionFileLoader("ocr_fix.sums", str(path))
    spec = importlib.util.spec_from_file_location("ocr_fix.sums", path, loader=loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_what_stands_beside_the_sources_was_made_from_them() -> None:
    """Python imports it in their place: run `make setup`, or `.venv/bin/python hatch_build.py`."""
    assert hatch_build.stale(ROOT) == []
    modules = {*hatch_build.sources(ROOT)}
    for kind in (".so", ".pyd"):
        for path in (ROOT / "ocr_fix").rglob(f"*{kind}"):
            assert (path.parent / f"{path.name.partition('.')[0]}.py").relative_to(ROOT).as_posix() in modules


def test_each_module_that_has_types_has_a_source_and_so_has_each_without() -> None:
    assert all((ROOT / source).exists() for source in hatch_build.sources(ROOT))
    assert {*hatch_build.AS_WRITTEN} <= {*hatch_build.sources(ROOT)}
    assert not [name for name in hatch_build.AS_WRITTEN if (ROOT / name).with_suffix(".pxd").exists()]
    assert not [*(ROOT / "ocr_fix").rglob("*.pyx"), *(ROOT / "ocr_fix").rglob("*.pyi")]


@pytest.mark.usefixtures("compiler")
def test_a_module_is_compiled_in_place_and_again_when_it_has_changed(project: Path) -> None:
    hatch_build.compile_in_place(project, project / "work")
    (made,) = hatch_build.beside(project, "ocr_fix/sums.py")
    assert load(made).total([1, 2]) == 3
    assert hatch_build.stale(project) == []
    (name,) = hatch_build.compiled_parts(project, project / "work")
    assert hatch_build.compiled_parts(project, project / "work")[name] == made  # a wheel gets what stands there
    (project / "ocr_fix" / "sums.py").write_text(SUM + "\n\nCHANGED = True\n")
    assert hatch_build.stale(project) == ["ocr_fix/sums.py"]
    assert hatch_build.compiled_parts(project, project / "work")[name] != made
    gone = made.with_name(made.name.replace("sums", "gone"))
    gone.write_bytes(made.read_bytes())
    hatch_build.take_away(project, hatch_build.stale(project))
    assert not made.exists()
    assert not gone.exists()


@pytest.mark.usefixtures("compiler")
@pytest.mark.parametrize(
    "types",
    [
        "cpdef lang total(list values)\n",
        'cdef extern from *:\n    """\n    no C at all\n    """\n    int some\n\n' + TYPES,
    ],
)
def test_what_cannot_be_compiled_fails(project: Path, types: str) -> None:
    (project / "ocr_fix" / "sums.pxd").write_text(types)
    with pytest.raises(Exception, match=r"sums|command .* failed"):
        hatch_build.compile_in_place(project, project / "work")
    assert hatch_build.beside(project, "ocr_fix/sums.py") == []


def test_a_compiler_that_does_not_work_is_no_failure_but_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC", "/bin/false")
    assert "no C compiler that works" in hatch_build.what_lacks(tmp_path)


@pytest.mark.usefixtures("compiler")
def test_what_has_no_types_is_compiled_as_it_was_written(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index from the end, one out of range and a number without bounds are what they are to Python."""
    (project / "ocr_fix" / "sums.pxd").unlink()
    (project / "ocr_fix" / "sums.py").write_text(
        "def last(values: list[int]) -> int:\n    found = [*values]\n    return found[-1]\n\n\n"
        "def power(of: int) -> int:\n    found = 1\n    for _ in range(of):\n        found *= 2\n    return found\n"
    )
    monkeypatch.setattr(hatch_build, "AS_WRITTEN", ("ocr_fix/sums.py",))
    hatch_build.compile_in_place(project, project / "work")
    (made,) = hatch_build.beside(project, "ocr_fix/sums.py")
    module = load(made)
    assert module.last([1, 2, 3]) == 3
    assert module.power(100) == 2**100
    with pytest.raises(IndexError):
        module.last([])
    assert hatch_build.stale(project) == []
    with (project / "ocr_fix" / "sums.py").open("a") as source:
        source.write("# and more\n")
    assert hatch_build.stale(project) == ["ocr_fix/sums.py"]


def test_what_was_compiled_of_another_state_is_left_alone(tmp_path: Path) -> None:
    """As behind `git pull` in an editable installation: all of it, for compiled modules know each other's types."""
    package = tmp_path / "ocr_fix"
    shutil.copytree(ROOT / "ocr_fix", package, copy_function=lambda source, target: Path(target).symlink_to(source))
    if not hatch_build.beside(tmp_path, "ocr_fix/language/automaton.py"):
        pytest.skip("nothing is compiled here")
    assert _kinds_of_modules(tmp_path) == {"walk": False, "automaton": False}
    changed = package / "correction" / "corrector.py"
    source = changed.read_text(encoding="utf-8")
    changed.unlink()
    changed.write_text(source + "# another state\n", encoding="utf-8")
    assert _kinds_of_modules(tmp_path) == {"walk": True, "automaton": True}
    (package / LIST).unlink()  # as in a wheel
    assert _kinds_of_modules(tmp_path) == {"walk": False, "automaton": False}


def _kinds_of_modules(folder: Path) -> dict[str, bool]:
    """Whether modules are imported from their sources, where a text is mended by them."""
    program = (
        "import json, ocr_fix\n"
        "from ocr_fix.correction.candidates.search import walk\n"
        "from ocr_fix.language import automaton\n"
        "assert ocr_fix.correct('Namnden beslutade i gar.').text == 'Nämnden beslutade i går.'\n"
        "print(json.dumps({m.__name__.split('.')[-1]: m.__file__.endswith('.py') for m in (walk, automaton)}))\n"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=folder, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, bool] = json.loads(run.stdout)
    return found


@pytest.mark.parametrize("line", ["ocr_fix/gone.py 82558d4bba6b21b5 748d624d", "ocr_fix/sums.py 82558d4bba6b21b5"])
def test_a_list_that_tells_nothing_of_the_sources_is_outdated(project: Path, line: str) -> None:
    assert not is_outdated(project / "ocr_fix")
    (project / "ocr_fix" / LIST).write_text(line + "\n")
    assert is_outdated(project / "ocr_fix")


@pytest.mark.usefixtures("compiler")
@pytest.mark.parametrize("changed", ["sums.py", "sums.pxd"])
def test_a_change_of_a_source_or_its_types_is_noticed_at_run_time(project: Path, changed: str) -> None:
    hatch_build.compile_in_place(project, project / "work")
    assert not is_outdated(project / "ocr_fix")
    with (project / "ocr_fix" / changed).open("a") as source:
        source.write("# and more\n")
    assert is_outdated(project / "ocr_fix")
