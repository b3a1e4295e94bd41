"""A real browser for the tests: Debian's Chromium, driven by playwright; what needs it skips where it is missing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

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


def serious(tab: Page) -> list[str]:
    """What axe-core finds serious or critical in a page, with the first element of each.

    They are evaluated by the debugger, whom the policy of a page does not bind.
    """
    axe = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    source = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    session = tab.context.new_cdp_session(tab)
    session.send("Runtime.evaluate", {"expression": source})
    found = session.send("Runtime.evaluate", {"expression": "axe.run()", "awaitPromise": True, "returnByValue": True})
    violations = found["result"]["value"]["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:200]}"
        for each in violations
        if each["impact"] in {"serious", "critical"}
    ]
