"""Compiles the parts of the package that are run most, where a compiler is at hand; without one they run as they are.

A module is compiled where a `NAME.pxd` beside `NAME.py` gives its types, or where it is one of `AS_WRITTEN`. Set
OCR_FIX_PURE=1 to leave that out.
"""

from __future__ import annotations

import hashlib
import os
import re
import runpy
import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "ocr_fix"
# Says at run time whether compiled modules were made from the sources beside them; needs nothing of the package.
_AT_RUN_TIME = runpy.run_path(str(Path(__file__).parent / PACKAGE / "system" / "compiled.py"))
_checksum: Callable[[Path], str] = _AT_RUN_TIME["checksum"]
# What stands beside the sources was made from: see there.
MADE_FROM = Path(PACKAGE) / _AT_RUN_TIME["LIST"]
_KINDS = (".so", ".pyd")  # of extension modules
_CIMPORT = re.compile(rf"^from ({PACKAGE}\.[\w.]+) cimport ", re.MULTILINE)
AS_WRITTEN = tuple(
    f"{PACKAGE}/{name}.py"
    for name in (
        "correction/candidates/lexical/common",
        "correction/candidates/lexical/lexicon",
        "correction/candidates/lexical/nearest",
        "correction/candidates/lexical/typical",
        "correction/candidates/links/urls",
        "correction/candidates/punctuation/comma_period",
        "correction/candidates/punctuation/elisions",
        "correction/candidates/search/search",
        "correction/candidates/search/word_search",
        "correction/candidates/section_signs",
        "correction/candidates/spacing/boundaries",
        "correction/candidates/state",
        "correction/corrector",
        "correction/decision/explanation",
        "correction/decision/outcome",
        "correction/decoding/decoder",
        "correction/decoding/lattice",
        "correction/error_model/alternatives",
        "correction/error_model/evidence",
        "correction/error_model/misspelling",
        "correction/error_model/profile",
        "correction/error_model/read_as",
        "correction/protection/codes",
        "correction/protection/names",
        "correction/protection/policy",
        "correction/registers/identification",
        "correction/registers/mixture",
        "correction/registers/records",
        "correction/registers/vocabulary",
        "correction/restoration/encodings",
        "correction/restoration/ligatures",
        "correction/restoration/restorer",
        "correction/tokens/classifier",
        "correction/tokens/parts",
        "correction/tokens/sentences",
        "correction/tokens/span",
        "correction/tokens/text_flow",
        "correction/tokens/tokenised",
        "language/language",
        "language/marks",
        "language/models/unknown",
        "language/symbols",
    )
)
"""The modules without types that are compiled too: only running them is quicker, each line does what Python does."""
_COMMON = {
    "language_level": 3,
    "annotation_typing": False,  # types are in the .pxd alone
}
# What the types say is trusted: no module that has some counts on an index out of range, or from the end.
_TRUSTING = {
    **_COMMON,
    "infer_types": True,
    "boundscheck": False,
    "wraparound": False,
    "initializedcheck": False,
}


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
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        lack = "OCR_FIX_PURE is set" if os.environ.get("OCR_FIX_PURE") else what_lacks(self._work)
        if lack:
            self.app.display_warning(f"not compiled, ocr-fix will be slower: {lack}")
            if version == "editable":
                take_away(root, sources(root))
        elif version == "editable":
            compile_in_place(root, self._work)
        else:
            for name, path in compiled_parts(root, self._work).items():
                build_data["force_include"][str(path)] = name
                build_data["pure_python"] = False
                build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take the work away."""
        shutil.rmtree(self._work, ignore_errors=True)


def what_lacks(work: Path) -> str:
    """What is not there that compiling needs, found by compiling an empty module; nothing where all is.

    Args:
        work: a folder for it.
    """
    from setuptools.errors import CCompilerError, PlatformError  # noqa: PLC0415 - only where something is compiled

    source = work / "nothing.c"
    source.write_text("#include <Python.h>\nPyMODINIT_FUNC PyInit_nothing(void) { return NULL; }\n")
    try:
        _build([("nothing", source)], work)
    except (CCompilerError, PlatformError, OSError) as error:
        headers = Path(sysconfig.get_path("include")) / "Python.h"
        return f"no C compiler that works ({error})" if headers.exists() else f"no C headers of Python ({headers})"
    return ""


def sources(root: Path) -> list[str]:
    """The modules that are compiled, relative to the root of the project."""
    typed = [types.with_suffix(".py").relative_to(root).as_posix() for types in (root / PACKAGE).glob("**/*.pxd")]
    return sorted([*typed, *[name for name in AS_WRITTEN if (root / name).exists()]])


def stale(root: Path) -> list[str]:
    """Those of the modules whose compiled form beside them was made from other sources than stand there."""
    made = _made_from(root)
    return [
        source for source in sources(root) if beside(root, source) and made.get(source) != fingerprint(root, source)
    ]


def beside(root: Path, source: str) -> list[Path]:
    """The compiled forms that stand beside a module."""
    module = root / source
    return sorted(file for kind in _KINDS for file in module.parent.glob(f"{module.stem}.*{kind}"))


def fingerprint(root: Path, source: str) -> str:
    """What tells one state of a module's sources from another: its own, the types it knows, and how it is compiled."""
    digest = hashlib.sha256(repr(sorted(_directives(source).items())).encode())
    digest.update((root / source).read_bytes())
    known: list[str] = []
    due = [source] if source not in AS_WRITTEN else []
    while due:
        name = due.pop()
        if name not in known:
            known.append(name)
            types = (root / name).with_suffix(".pxd").read_text(encoding="utf-8")
            digest.update(types.encode())
            due += [f"{module.replace('.', '/')}.py" for module in _CIMPORT.findall(types)]
    return digest.hexdigest()[:16]


def _directives(source: str) -> dict[str, Any]:
    """How a module is compiled."""
    return _COMMON if source in AS_WRITTEN else _TRUSTING


def compile_in_place(root: Path, work: Path) -> None:
    """Compile what has no compiled form beside it that was made from these sources.

    Args:
        root: of the project.
        work: a folder for it.

    Raises:
        Exception: a module cannot be compiled.
    """
    made_from = {source: fingerprint(root, source) for source in sources(root)}
    old = stale(root)
    due = [source for source in made_from if source in old or not beside(root, source)]
    take_away(root, due)
    if due:
        for name, path in compile_parts(root, due, work).items():
            _put_in_place(path, root / name)
    told = [f"{source} {made} {_checksum(root / source)}\n" for source, made in made_from.items()]
    (root / MADE_FROM).write_text("".join(told))


def compiled_parts(root: Path, work: Path) -> dict[str, Path]:
    """The compiled modules of this interpreter: those that stand beside their sources, and the others compiled.

    Args:
        root: of the project.
        work: a folder for what is compiled.

    Returns:
        The modules by where they belong, relative to the root.

    Raises:
        Exception: a module cannot be compiled.
    """
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    made = _made_from(root)
    there = {
        source: path
        for source in sources(root)
        if made.get(source) == fingerprint(root, source)
        for path in beside(root, source)
        if path.name.endswith(suffix)
    }
    due = [source for source in sources(root) if source not in there]
    compiled = compile_parts(root, due, work) if due else {}
    return {path.relative_to(root).as_posix(): path for path in there.values()} | compiled


def take_away(root: Path, named: Iterable[str]) -> None:
    """Remove the compiled forms of some modules, and those of which the sources are gone."""
    kept = {path for source in {*sources(root)}.difference(named) for path in beside(root, source)}
    for kind in _KINDS:
        for path in {*(root / PACKAGE).glob(f"**/*{kind}")} - kept:
            path.unlink()


def compile_parts(root: Path, named: Iterable[str], work: Path) -> dict[str, Path]:
    """Compile modules to extension modules.

    Args:
        root: of the project.
        named: the modules, relative to it.
        work: a folder for it.

    Returns:
        The modules by where they belong, relative to the root.

    Raises:
        Exception: a module cannot be compiled.
    """
    from Cython.Build import cythonize  # noqa: PLC0415 - only where something is compiled
    from setuptools import Extension  # noqa: PLC0415

    made: dict[str, Path] = {}
    for directives, flags in ((_TRUSTING, []), (_COMMON, ["-O1"])):  # where all calls Python, more takes but longer
        alike = [name for name in named if _directives(name) is directives]
        extensions = [Extension(".".join(Path(name).with_suffix("").parts), [str(root / name)]) for name in alike]
        made_c = cythonize(extensions, build_dir=str(work / "c"), compiler_directives=directives, quiet=True)
        made |= _build([(extension.name, Path(extension.sources[0])) for extension in made_c], work, flags)
    return made


def _build(named: Iterable[tuple[str, Path]], work: Path, flags: Sequence[str] = ()) -> dict[str, Path]:
    """Build extension modules, given by their names and their sources in C; those made by their paths in a package."""
    from setuptools import Distribution, Extension  # noqa: PLC0415 - only where something is compiled
    from setuptools.command.build_ext import build_ext  # noqa: PLC0415

    of_compiler = ["-g0", *flags] if os.name == "posix" else []
    if sys.platform == "linux":  # calls of Python go straight there, not by a table of each module
        of_compiler += ["-fno-plt", "-fno-semantic-interposition"]
    extensions = [Extension(name, [str(source)], extra_compile_args=of_compiler) for name, source in named]
    command = build_ext(Distribution({"ext_modules": extensions}))
    command.build_lib, command.build_temp = str(work / "lib"), str(work / "temp")
    command.ensure_finalized()
    command.run()
    return {Path(path).relative_to(work / "lib").as_posix(): Path(path) for path in command.get_outputs()}


def _made_from(root: Path) -> Mapping[str, str]:
    """What the compiled forms beside the modules were made from: fingerprints by module."""
    try:
        return {source: made for source, made, *_ in map(str.split, (root / MADE_FROM).read_text().splitlines())}
    except FileNotFoundError:
        return {}


def _put_in_place(made: Path, target: Path) -> None:
    """Put a module beside its source in one move: another process may be running the one that is there."""
    new = target.with_suffix(".new")
    shutil.copyfile(made, new)
    new.replace(target)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        compile_in_place(Path(__file__).parent, Path(folder))
