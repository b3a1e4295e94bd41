"""Compiles the parts of the corrector that are walked most, where a compiler is at hand; the package runs without them.

Each `NAME.pyx` does what Python does beside it, only faster. Set OCR_FIX_PURE=1 to leave them out.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = tuple(
    f"ocr_fix/{name}.pyx"
    for name in (
        "correction/candidates/_walk",
        "correction/error_model/_runs",
        "correction/registers/_path",
        "correction/tokens/_kinds",
        "correction/tokens/_spans",
        "language/_graph",
        "language/_letters",
        "language/_parts",
        "language/_scores",
    )
)


class CompiledParts(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the compiled parts into the wheel, or beside their sources for an editable install."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile them.

        Args:
            version: "editable", or another for a wheel.
            build_data: what the build takes into the wheel.
        """
        self._work = Path(tempfile.mkdtemp(prefix="ocr-fix-"))
        if self.target_name != "wheel" or os.environ.get("OCR_FIX_PURE"):
            return
        try:
            compiled = compile_parts(Path(self.root), SOURCES, self._work)
        except Exception as error:  # whatever a strange compiler may do, there is a way without it
            self.app.display_warning(f"not compiled, ocr-fix will be slower: {type(error).__name__}: {error}")
            return
        for name, path in compiled.items():
            if version == "editable":
                put_in_place(path, Path(self.root) / name)
            else:
                build_data["force_include"][str(path)] = name
                build_data["pure_python"] = False
                build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take the work away."""
        shutil.rmtree(self._work, ignore_errors=True)


def compile_parts(root: Path, sources: Sequence[str], work: Path) -> dict[str, Path]:
    """Compile Cython sources to extension modules.

    Args:
        root: of the project.
        sources: relative to it.
        work: an empty folder.

    Returns:
        The modules by where they belong, relative to the root.

    Raises:
        Exception: there is no compiler, or it failed; which, depends on the compiler.
    """
    from Cython.Build import cythonize  # noqa: PLC0415 - only where something is compiled
    from setuptools import Distribution, Extension  # noqa: PLC0415
    from setuptools.command.build_ext import build_ext  # noqa: PLC0415

    flags = ["-g0"] if os.name == "posix" else []
    extensions = [
        Extension(source.removesuffix(".pyx").replace("/", "."), [str(root / source)], extra_compile_args=flags)
        for source in sources
    ]
    made_c = cythonize(extensions, build_dir=str(work / "c"), language_level=3, quiet=True)
    command = build_ext(Distribution({"ext_modules": made_c}))
    command.build_lib, command.build_temp = str(work / "lib"), str(work / "temp")
    command.ensure_finalized()
    command.run()
    return {Path(path).relative_to(work / "lib").as_posix(): Path(path) for path in command.get_outputs()}


def put_in_place(made: Path, target: Path) -> None:
    """Put a module beside its source in one move: another process may be running the one that is there."""
    beside = target.with_suffix(".new")
    shutil.copyfile(made, beside)
    beside.replace(target)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for name, path in compile_parts(Path(__file__).parent, SOURCES, Path(folder)).items():
            put_in_place(path, Path(__file__).parent / name)
