"""What a key costs in a report with 1,000 changes, in processor time of the page.

    python -m benchmarks.report_keys [--rounds N] [--width PIXELS]

A report of 20 scanned pages is opened in Chromium (`CHROMIUM` names another one) and every key of it is pressed: on the
fresh report, while only what is undecided is shown, and when all but ten places have been decided. Prints the median
and the worst of each key in milliseconds: processor time of the thread that a page works on (Chromium's own metrics, in
`threadTicks`, so that other work on the machine adds next to nothing), in parentheses the time until the next frame is
drawn, which other work does lengthen. The worst of all is named last with what it went into.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageDraw

from ocr_fix.document import Block, Box, Document, Edit, Line, Page, Word
from ocr_fix.original import OriginalFile
from ocr_fix.output import render_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES, ROWS, COLUMNS = 20, 45, 9
EVERY, FORMS = 8, 37
"""One word of so many is a change, 1,013 of 8,100, and so many of these differ: each stands in 27 places."""
_SIZE = 2480, 3508  # of A4 at 300 dpi
_PARTS = ("ScriptDuration", "RecalcStyleDuration", "LayoutDuration")
_FRESH = [*"jjjararkwWwJJKaauu", "Home", "End", *"++--dd", "d", "Escape", *"jAujRu", "e", "Escape"]
_SOUGHT = ["/", *"try", "Backspace", "Escape"]
_UNDECIDED = ["Home", "n", *"aarua", "n"]
_DECIDED = [*"rruuajk", "n", "a", "u", "n", "d", "Escape", *"jAu", "Home", "End"]
_SHOWN = "() => new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)))"
_DECIDE = """(count) => {
  for (let at = 0; at < count; at += 1) {
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "r", bubbles: true }));
  }
}"""


class Press(NamedTuple):
    """A key that was pressed.

    Attributes:
        key: which.
        processor: ms of the page's own thread.
        clock: ms until the next frame had been drawn.
        parts: ms of script, style and layout in `processor`; the rest is painting.
    """

    key: str
    processor: float
    clock: float
    parts: tuple[float, ...]


def report() -> bytes:
    """A report with 1,013 changes beside grainy scans."""
    pictures, pages = [], []
    for number in range(PAGES):
        picture = Image.effect_noise(_SIZE, 12).point([min(255, value + 110) for value in range(256)])
        draw = ImageDraw.Draw(picture)
        lines = []
        for row in range(ROWS):
            words = [_word(draw, (number * ROWS + row) * COLUMNS + column, row, column) for column in range(COLUMNS)]
            lines.append(Line(tuple(words)))
        pages.append(Page(number + 1, (Block(tuple(lines)),), *_SIZE, 300))
        pictures.append(picture)
    file = BytesIO()
    pictures[0].save(file, "TIFF", save_all=True, append_images=pictures[1:], dpi=(300, 300), compression="tiff_lzw")
    return render_report(Document("tusen.tif", "image", tuple(pages)), OriginalFile(file.getvalue(), name="tusen.tif"))


def _word(draw: ImageDraw.ImageDraw, index: int, row: int, column: int) -> Word:
    box = Box(200 + 230 * column, 200 + 68 * row, 390 + 230 * column, 250 + 68 * row)
    draw.text((box.left, box.top), f"läst{index}", fill=20, font_size=46)
    word = Word(f"läst{index % (EVERY * FORMS)}", box, 0.8)
    if index % EVERY:
        return word
    return word.edited(f"tryckt{index % FORMS}", Edit("word", index % 100 / 100, f"reason {index}"))


def pressed(browser: Browser, file: Path, width: int) -> Iterator[Press]:
    """Press all keys in a report that is opened twice."""
    for decided, keys in ((0, _FRESH + _SOUGHT + _UNDECIDED), (PAGES * ROWS * COLUMNS // EVERY - 10, _DECIDED)):
        context = browser.new_context(viewport={"width": width, "height": 800})
        tab = context.new_page()
        tab.goto(file.as_uri())
        metrics = context.new_cdp_session(tab)
        metrics.send("Performance.enable", {"timeDomain": "threadTicks"})
        if decided:
            tab.keyboard.press("Home")
            tab.evaluate(_DECIDE, decided)
            tab.evaluate(_SHOWN)

        def measured() -> dict[str, float]:
            return {each["name"]: 1000 * each["value"] for each in metrics.send("Performance.getMetrics")["metrics"]}  # noqa: B023

        for key in keys:
            before, begun = measured(), perf_counter()
            tab.keyboard.press(key)
            tab.evaluate(_SHOWN)
            clock = 1000 * (perf_counter() - begun)
            after = measured()
            parts = tuple(after[part] - before[part] for part in _PARTS)
            yield Press(key, after["TaskDuration"] - before["TaskDuration"], clock, parts)
        context.close()


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - `--help` needs none

    parser = argparse.ArgumentParser(description="Processor time of keys in a report with 1,000 changes.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--width", type=int, default=1300, help="of the window, in CSS pixels (1300)")
    asked = parser.parse_args(arguments)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "report.html"
        file.write_bytes(report())
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        found = [each for _ in range(asked.rounds) for each in pressed(browser, file, asked.width)]
        browser.close()
    print("| key | times | median | worst |\n|---|---:|---:|---:|")
    for key in dict.fromkeys(each.key for each in found):
        own = [each for each in found if each.key == key]
        processor, clock = [each.processor for each in own], [each.clock for each in own]
        print(
            f"| `{key}` | {len(own)} | {median(processor):.0f} ({median(clock):.0f}) "
            f"| {max(processor):.0f} ({max(clock):.0f}) |"
        )
    worst = max(found, key=lambda each: each.processor)
    parts = ", ".join(
        f"{part.removesuffix('Duration')} {time:.0f}" for part, time in zip(_PARTS, worst.parts, strict=True)
    )
    print(f"\nworst: {worst.key}, {worst.processor:.0f} ms: {parts}; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
