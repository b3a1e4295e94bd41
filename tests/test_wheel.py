"""The wheel works away from the checkout, with what it says it needs and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from ocr_fix import correct
from ocr_fix.evaluation import wer
from ocr_fix.version import __version__
from scripts.core_wheel import NEEDED, PARTS, core_of

ROOT = Path(__file__).parents[1]


def run(*command: str | Path, cwd: Path, **more: str) -> str:
    # Nor is what is installed elsewhere measured beside the checkout.
    left_out = ("PYTHONPATH", "VIRTUAL_ENV", "COVERAGE_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    environment.update(more)
    environment["CFLAGS"] = "-O0"  # how fast what is compiled runs is nothing to these tests, and it takes half as long
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def make_wheel(folder: Path, root: Path = ROOT, **environment: str) -> None:
    # What builds is taken from here: an environment for it is made wherever the program is installed from its sources.
    pytest.importorskip("hatchling", reason="hatchling is not installed (dependency group dev)")
    wheel = ("-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, root)
    run(sys.executable, *wheel, cwd=folder, **environment)


@pytest.mark.slow
def test_a_wheel_installed_elsewhere_cleans_a_sample(tmp_path: Path) -> None:
    make_wheel(tmp_path)
    (wheel,) = tmp_path.glob("ocr_fix-*.whl")
    assert wheel.stat().st_size < 60e6
    elsewhere = tmp_path / "elsewhere"
    run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", elsewhere, wheel, cwd=tmp_path)
    (ours,) = distributions(name="ocr_fix", path=[str(elsewhere)])
    for needed in what_it_needs(ours).values():
        lend(needed, elsewhere)
    ocrfix = (sys.executable, "-S", "-m", "ocr_fix")  # without the packages that are installed here
    sample = ROOT / "samples" / "foreskrift.tif"
    outputs = ("--format", "text,json,hocr,pdf", "-o", tmp_path / "ut.txt", "--report", tmp_path / "look.html")
    assert run(*ocrfix, sample, *outputs, cwd=tmp_path, PYTHONPATH=str(elsewhere)) == ""
    assert {file.suffix for file in tmp_path.glob("ut.*")} == {".txt", ".json", ".hocr", ".pdf"}
    assert (tmp_path / "look.html").stat().st_size > 100_000
    text = (tmp_path / "ut.txt").read_text(encoding="utf-8")
    truth = (ROOT / "samples" / "foreskrift.truth.txt").read_text(encoding="utf-8")
    assert wer(truth, text) < 0.2
    said = run(*ocrfix, "doctor", cwd=tmp_path, PYTHONPATH=str(elsewhere))
    assert "The main job can run." in said
    assert len(list(elsewhere.glob("**/ocr_fix/py.typed"))) == 1


def what_it_needs(package: Distribution) -> dict[str, Distribution]:
    """The packages that are installed with one, by their names, as they are installed here."""
    found: dict[str, Distribution] = {}
    left = _needed(package, "")
    while left:
        wanted = left.pop()
        if wanted.name not in found:
            found[wanted.name] = distribution(wanted.name)
            for extra in ("", *wanted.extras):
                left += _needed(found[wanted.name], extra)
    return found


def _needed(package: Distribution, extra: str) -> list[Requirement]:
    wanted = map(Requirement, package.requires or ())
    return [each for each in wanted if not each.marker or each.marker.evaluate({"extra": extra})]


def lend(package: Distribution, folder: Path) -> None:
    """Let a package that is installed here stand in another folder too."""
    for top in {file.parts[0] for file in package.files or () if ".." not in file.parts} - {"__pycache__"}:
        if not (folder / top).exists():
            (folder / top).symlink_to(str(package.locate_file(top)))


def unpack_sdist(folder: Path) -> None:
    """What an sdist holds, as it would be unpacked; packing it takes 20 s."""
    sdist = pytest.importorskip("hatchling.builders.sdist", reason="hatchling is not installed (dependency group dev)")
    for file in sdist.SdistBuilder(str(ROOT)).recurse_included_files():
        place = folder / file.distribution_path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(file.path)
    assert {"ocr_fix", "tests", "docs", "deploy", "samples", "pyproject.toml"} <= {
        each.name for each in folder.iterdir()
    }


@pytest.mark.slow
def test_a_wheel_made_of_the_sdist_without_a_compiler_gives_the_same_text(tmp_path: Path) -> None:
    unpacked = tmp_path / "sdist"
    unpack_sdist(unpacked)
    make_wheel(tmp_path, unpacked, OCR_FIX_PURE="1")
    (made,) = tmp_path.glob("ocr_fix-*-py3-none-any.whl")
    elsewhere = tmp_path / "elsewhere"
    run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", elsewhere, made, cwd=tmp_path)
    script = (
        "import sys, pathlib, ocr_fix, ocr_fix.correction\n"
        "print(ocr_fix.correction.is_compiled())\n"
        "print(ocr_fix.correct(pathlib.Path(sys.argv[1]).read_text(encoding='utf-8')).text)"
    )
    sample = ROOT / "samples" / "legacy-2008.txt"
    said, _, text = run(sys.executable, "-c", script, sample, cwd=tmp_path, PYTHONPATH=str(elsewhere)).partition("\n")
    assert said == "False"
    assert text == correct(sample.read_text(encoding="utf-8")).text + "\n"


@pytest.mark.slow
def test_the_wheel_with_few_packages_is_the_same_program(tmp_path: Path) -> None:
    make_wheel(tmp_path, OCR_FIX_PURE="1")
    (complete,) = tmp_path.glob("ocr_fix-*.whl")
    few = core_of(complete)
    assert few.name == complete.name.replace("ocr_fix-", "ocr_fix_core-")
    elsewhere = tmp_path / "elsewhere"
    # As pip would install it: what it says of each of its files is checked.
    run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", elsewhere, few, cwd=tmp_path)
    (ours,) = distributions(name="ocr-fix-core", path=[str(elsewhere)])
    assert {each.name for each in _needed(ours, "")} == set(NEEDED)
    assert ours.metadata["Version"] == __version__
    for part, packages in PARTS.items():
        assert {each.name for each in _needed(ours, part)} == {*NEEDED, *packages}
    whole = distribution("ocr-fix")
    assert {each.name for each in _needed(whole, "")} == {*NEEDED}.union(*PARTS.values())
    extras = {*whole.metadata.get_all("Provides-Extra", []), *PARTS}
    assert set(ours.metadata.get_all("Provides-Extra", [])) == extras
    assert {each.name for each in _needed(ours, "docx")} == {*NEEDED, "python-docx"}
    for needed in what_it_needs(ours).values():
        lend(needed, elsewhere)
    script = "import ocr_fix\nprint(ocr_fix.correct('Namnden beslot.').text)"
    done = run(sys.executable, "-S", "-c", script, cwd=tmp_path, PYTHONPATH=str(elsewhere))
    assert done == "Nämnden beslöt.\n"


def test_coverage_leaves_out_what_may_run_compiled() -> None:
    """Or the floor of coverage would hang on whether there is a compiler."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["coverage"]["run"]
    compiled = {path.with_suffix(".py") for path in (ROOT / "ocr_fix").rglob("*.pxd")}
    assert {f"*/{path.relative_to(ROOT)}" for path in compiled if path.exists()} <= set(settings["omit"])
