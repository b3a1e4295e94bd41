"""A real browser for the tests: Debian's Chromium, driven by playwright; what needs it skips where it is missing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
PATIENCE_MS = 180_000  # for each step of a browser, which other work may slow down; the default is 30 s
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed (Debian: chromium)")


@contextmanager
def chromium(*, with_viewer: bool = False) -> Iterator[Browser]:
    """A running browser without a window.

    Args:
        with_viewer: whether it shows PDF files, which only the newer way of running without a window does.
    """
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    arguments = ["--no-sandbox", *(["--headless=new"] if with_viewer else [])]
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=arguments, headless=not with_viewer, timeout=PATIENCE_MS
        )
        yield browser
        browser.close()
