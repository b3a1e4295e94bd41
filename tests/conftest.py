"""What holds for every test: a folder that all processes of a run share, and patience with a busy machine."""

from __future__ import annotations

import os
import shutil
import tempfile

import pytest
from hypothesis import HealthCheck, settings

RUN_FOLDER = "OCR_FIX_TESTS"
"""The variable that names the folder of this run to its processes; whatever the tests start inherits it too."""

# Messages are tested as they stand in the code, whatever language the machine speaks.
os.environ["LANGUAGE"] = "en"

# How long an example takes says how busy the machine is; what is fast enough is measured by the benchmarks.
settings.register_profile("ocr_fix", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("ocr_fix")


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder before the processes begin that share it."""
    if hasattr(config, "workerinput"):  # one of those processes
        return
    folder = os.environ[RUN_FOLDER] = tempfile.mkdtemp(prefix="ocr-fix-tests-")
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
