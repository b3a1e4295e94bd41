"""The wheel works in an empty environment, away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from ocr_fix import correct
from ocr_fix.evaluation import wer

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


@pytest.mark.slow
def test_a_wheel_installed_elsewhere_cleans_a_sample(tmp_path: Path) -> None:
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", tmp_path, ROOT, cwd=tmp_path)
    (wheel,) = tmp_path.glob("ocr_fix-*.whl")
    assert wheel.stat().st_size < 60e6
    run(sys.executable, "-m", "venv", tmp_path / "elsewhere", cwd=tmp_path)
    programs = tmp_path / "elsewhere" / "bin"
    run(programs / "python", "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    sample = ROOT / "samples" / "foreskrift.tif"
    outputs = ("--format", "text,json,hocr,pdf", "-o", tmp_path / "ut.txt", "--report", tmp_path / "look.html")
    assert run(programs / "ocrfix", sample, *outputs, cwd=tmp_path) == ""
    assert {file.suffix for file in tmp_path.glob("ut.*")} == {".txt", ".json", ".hocr", ".pdf"}
    assert (tmp_path / "look.html").stat().st_size > 100_000
    text = (tmp_path / "ut.txt").read_text(encoding="utf-8")
    truth = (ROOT / "samples" / "foreskrift.truth.txt").read_text(encoding="utf-8")
    assert wer(truth, text) < 0.2
    assert "The main job can run." in run(programs / "ocrfix", "doctor", cwd=tmp_path)
    assert len(list((tmp_path / "elsewhere" / "lib").glob("**/ocr_fix/py.typed"))) == 1


@pytest.mark.slow
def test_a_wheel_made_without_a_compiler_gives_the_same_text(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="hatchling is not installed (dependency group dev)")
    # What builds is taken from here: another environment for it is made by the test above.
    wheel = ("-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", tmp_path, ROOT)
    run(sys.executable, *wheel, cwd=tmp_path, OCR_FIX_PURE="1")
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


def test_coverage_leaves_out_what_may_run_compiled() -> None:
    """Or the floor of coverage would hang on whether there is a compiler."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["coverage"]["run"]
    compiled = {path.with_suffix(".py") for path in (ROOT / "ocr_fix").rglob("*.pxd")}
    assert {f"*/{path.relative_to(ROOT)}" for path in compiled if path.exists()} <= set(settings["omit"])
