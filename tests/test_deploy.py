"""What others build and start us with: wheels, image, unit. Their own tools find nothing wrong with it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"


def tool(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a tool of the environment or the system; skips where there is none."""
    found = shutil.which(name, path=sysconfig.get_path("scripts")) or shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed (dependency group dev, or Debian's systemd)")
    command = [found, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("platform", "machines"),
    [
        ("linux", ("manylinux_x86_64", "manylinux_aarch64")),
        ("macos", ("macosx_x86_64", "macosx_arm64")),
        ("windows", ("win_amd64",)),
    ],
)
def test_there_is_a_wheel_for_each_machine_and_python(platform: str, machines: tuple[str, ...]) -> None:
    done = tool("cibuildwheel", "--print-build-identifiers", "--platform", platform, ".")
    assert done.returncode == 0, done.stderr
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    versions = [each.rpartition(" ")[2].replace(".", "") for each in project["classifiers"] if ":: 3." in each]
    assert len(versions) >= 3
    assert set(done.stdout.split()) == {f"cp{version}-{machine}" for version in versions for machine in machines}


def test_what_a_built_wheel_is_tried_with_is_true_here() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["cibuildwheel"]
    command = settings["test-command"].replace("assert c.is_compiled();", "")  # where there was no compiler
    assert command.startswith('python -c "')
    assert command != settings["test-command"]
    code = command.removeprefix('python -c "').removesuffix('"')
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_recipe_of_the_image_is_sound() -> None:
    done = tool("hadolint", DEPLOY / "Dockerfile")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_all_that_the_build_of_the_image_needs_is_given_to_it() -> None:
    given = {line[1:] for line in (DEPLOY / "Dockerfile.dockerignore").read_text().split() if line.startswith("!")}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {*wheel["packages"], wheel["hooks"]["custom"]["path"], project["project"]["readme"], "pyproject.toml"}
    needed |= {each.removesuffix("/*") for each in project["project"]["license-files"]}
    assert needed <= given


def test_the_composition_is_of_the_published_form() -> None:
    done = tool("check-jsonschema", "--builtin-schema", "vendor.compose-spec", DEPLOY / "compose.yaml")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    unit = (DEPLOY / "ocrfix-watch.service").read_text(encoding="utf-8")
    assert unit.count("/opt/ocrfix/bin/ocrfix ") == 1  # which is not installed there
    here = tmp_path / "ocrfix-watch.service"
    here.write_text(unit.replace("/opt/ocrfix/bin/ocrfix ", "/bin/true "), encoding="utf-8")
    done = tool("systemd-analyze", "verify", "--man=no", here)
    assert (done.returncode, done.stderr) == (0, "")
    here.write_text(here.read_text(encoding="utf-8").replace("KillMode=mixed", "KillMode=gently"), encoding="utf-8")
    assert "gently" in tool("systemd-analyze", "verify", "--man=no", here).stderr  # it does look
