"""What holds for every test: a folder that all processes of a run share, and patience with a busy machine."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import hatch_build

ROOT = Path(__file__).parents[1]

RUN_FOLDER = "OCR_FIX_TESTS"
"""The variable that names the folder of this run to its processes; whatever the tests start inherits it too."""

# Messages are tested as they stand in the code, whatever language the machine speaks.
os.environ["LANGUAGE"] = "en"
# Haystack reports each run from a thread of its own, whose sockets come and go while other tests count what is open.
os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"

# How long an example takes says how busy the machine is; what is fast enough is measured by the benchmarks.
settings.register_profile("ocr_fix", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("ocr_fix")


class _AsWritten(MetaPathFinder):
    """Finds the sources of modules that are compiled as they were written, so that the lines which run are seen."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:
        source = f"{fullname.replace('.', '/')}.py"
        return spec_from_file_location(fullname, ROOT / source) if source in hatch_build.AS_WRITTEN else None


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder before the processes begin that share it, and have coverage see what it measures."""
    if getattr(config.option, "cov_source", None):
        sys.meta_path.insert(0, _AsWritten())
    if hasattr(config, "workerinput"):  # one of those processes
        return
    folder = os.environ[RUN_FOLDER] = tempfile.mkdtemp(prefix="ocr-fix-tests-")
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
