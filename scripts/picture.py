"""Make docs/report.png, the picture of the report in the README, from a sample scan; needs Chromium and playwright."""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

import ocr_fix
from ocr_fix.files import write_atomically

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "brev.webp"
PICTURE = ROOT / "docs" / "report.png"
# In pixels: what fits beside the text of a README, cut off below the first changes.
WIDTH, HEIGHT = 1200, 600
# Of so few colours the picture has a quarter of the size and looks the same.
COLOURS = 48


def main() -> int:
    """Write the picture; 1 where there is no browser to take it."""
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        print("picture: Chromium is not installed (Debian: chromium)", file=sys.stderr)
        return 1
    report = ocr_fix.render_report(ocr_fix.clean(SAMPLE), ocr_fix.OriginalFile(SAMPLE))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "report.html"
        page.write_bytes(report)
        window = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        view = window.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        view.goto(page.as_uri())
        for key in "ja":  # one place decided, the next looked at
            view.keyboard.press(key)
        taken = view.screenshot()
        window.close()
    packed = io.BytesIO()
    Image.open(io.BytesIO(taken)).quantize(COLOURS).save(packed, "PNG", optimize=True)
    write_atomically(PICTURE, packed.getvalue())
    print(f"{PICTURE.relative_to(ROOT)}: {packed.tell() / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
