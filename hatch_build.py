"""Compiles the parts of the corrector that are walked most, where a compiler is at hand; the package runs without them.

Each `NAME.pyx` stands beside the Python module that does the same, slower. Set OCR_FIX_PURE=1 to leave them out.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = tuple(f"ocr_fix/{name}.pyx" for name in ("correction/_spans", "correction/_walk", "swedish/_scores"))


class CompiledParts(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the compiled parts beside their sources and into the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile them, for a wheel and for an editable install alike."""
        if self.target_name != "wheel" or os.environ.get("OCR_FIX_PURE"):
            return
        try:
            compiled = compile_beside(Path(self.root), SOURCES)
        except Exception as error:
            # Whatever a strange compiler may do, there is a way without it.
            self.app.display_warning(f"not compiled, ocr-fix will be slower: {type(error).__name__}: {error}")
            return
        build_data["artifacts"] += [f"/{path}" for path in compiled]
        build_data["pure_python"] = False
        build_data["infer_tag"] = True


def compile_beside(root: Path, sources: tuple[str, ...]) -> list[str]:
    """Compile Cython sources to extension modules beside them.

    Args:
        root: of the project.
        sources: relative to it.

    Returns:
        The modules, relative to the root.

    Raises:
        Exception: there is no compiler, or it failed; which, depends on the compiler.
    """
    from Cython.Build import cythonize  # noqa: PLC0415 - only where something is compiled
    from setuptools import Distribution, Extension  # noqa: PLC0415
    from setuptools.command.build_ext import build_ext  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as work:
        extensions = [
            Extension(source.removesuffix(".pyx").replace("/", "."), [str(root / source)]) for source in sources
        ]
        command = build_ext(
            Distribution({"ext_modules": cythonize(extensions, build_dir=work, language_level=3, quiet=True)})
        )
        command.build_lib, command.build_temp = str(root), work
        command.ensure_finalized()
        command.run()
        return [str(Path(path).relative_to(root)) for path in command.get_outputs()]


if __name__ == "__main__":
    sys.stdout.write("\n".join(compile_beside(Path(__file__).parent, SOURCES)) + "\n")
