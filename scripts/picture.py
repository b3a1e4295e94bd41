"""Make the pictures of the READMEs from sample scans: the report, and the review page in both languages.

Needs Chromium and playwright.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

import ocr_fix
from ocr_fix.archive import Run, Settings
from ocr_fix.archive.review.documents import Reviewing
from ocr_fix.archive.review.server import ReviewServer
from ocr_fix.system.files import write_atomically

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
REPORTED, REVIEWED = "brev.webp", "foreskrift.tif"
# In pixels: what fits beside the text of a README, cut off below the first changes.
WIDTH, HEIGHT = 1200, 600
# Of so few colours the picture has a quarter of the size and looks the same.
COLOURS = 48


def main() -> int:
    """Write the pictures; 1 where there is no browser to take them."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        print("picture: Chromium is not installed (Debian: chromium)", file=sys.stderr)
        return 1
    scan = SAMPLES / REPORTED
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = Path(folder) / "report.html"
        page.write_bytes(ocr_fix.render_report(ocr_fix.clean(scan), ocr_fix.OriginalFile(scan)))
        _take(browser, page.as_uri(), "ja", ROOT / "docs" / "report.png")  # one place decided, the next looked at
        with _reviewed(Path(folder)) as address:
            for language, picture in (("en", "review.png"), ("sv", "review.sv.png")):
                ocr_fix.use_language(language)
                _take(browser, address, "jaj", ROOT / "docs" / picture)
        browser.close()
    return 0


@contextmanager
def _reviewed(folder: Path) -> Iterator[str]:
    """The address where a document of a batch is reviewed."""
    source, target = folder / "scans", folder / "texts"
    source.mkdir()
    shutil.copy(SAMPLES / REVIEWED, source)
    Run(str(source), str(target), ocr_fix.Options(), Settings(jobs=1, formats=("text", "json"))).go()
    reviewing = Reviewing(str(target))
    with ReviewServer(reviewing) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"{server.address}d/{next(iter(reviewing.documents))}/"
        server.shutdown()


def _take(browser: Browser, address: str, keys: str, picture: Path) -> None:
    """Take a picture of a page after some keys."""
    view = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    view.goto(address)
    for key in keys:
        view.keyboard.press(key)
    view.wait_for_load_state("networkidle")
    packed = io.BytesIO()
    Image.open(io.BytesIO(view.screenshot())).quantize(COLOURS).save(packed, "PNG", optimize=True)
    view.close()
    write_atomically(picture, packed.getvalue())
    print(f"{picture.relative_to(ROOT)}: {packed.tell() / 1000:.0f} kB")


if __name__ == "__main__":
    sys.exit(main())
