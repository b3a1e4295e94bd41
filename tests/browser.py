"""A real browser for the tests: Debian's Chromium, driven by playwright; what needs it skips where it is missing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

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


class Told(NamedTuple):
    """What a screen reader is told of an element.

    Attributes:
        role: such as "button".
        name: by which it is called.
        description: what is said after that.
        text: that stands in it.
        states: such as "focusable", "focused", "live", "modal"; those that are not so are left out.
    """

    role: str
    name: str
    description: str
    text: str
    states: dict[str, object]


def told_to_readers(tab: Page) -> list[Told]:
    """The accessibility tree of a page as Chromium hands it to screen readers, without what it leaves out."""
    session = tab.context.new_cdp_session(tab)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    session.detach()

    def value(node: dict[str, Any], key: str) -> str:
        return str(node.get(key, {}).get("value", ""))

    def text(node: dict[str, Any]) -> str:
        if value(node, "role") == "StaticText":
            return value(node, "name")
        return " ".join(filter(None, (text(nodes[each]) for each in node["childIds"] if each in nodes)))

    return [
        Told(
            value(node, "role"),
            value(node, "name"),
            value(node, "description"),
            text(node),
            {each["name"]: found for each in node.get("properties", ()) if (found := each["value"].get("value"))},
        )
        for node in nodes.values()
        if not node["ignored"]
    ]


def unnamed(told: list[Told]) -> list[Told]:
    """What can be focused and says nothing of what it is."""
    return [each for each in told if each.states.get("focusable") and not each.name]
