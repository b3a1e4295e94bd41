"""Sweep the bounds that keep hostile or odd pages from taking for ever: what they cost, and what they keep unread.

    OMP_THREAD_LIMIT=1 python -m benchmarks.sweep_bounds [--only PART ...]

Each is set to a quarter, half, twice and four times itself, and pages and files composed to strain it are gone through.
Seconds are of processor time. Prints a table in Markdown.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image, ImageDraw, ImageFont

from benchmarks.sweep_archive import name_of, sweep
from benchmarks.sweep_pages import numbers
from ocr_fix.document import PageImage
from ocr_fix.errors import OcrFixError
from ocr_fix.recognition.led.closing_up import closed_up
from ocr_fix.recognition.missed.remains import remains_of
from ocr_fix.recognition.missed.type_rows import rows_of
from ocr_fix.recognition.preparation.ruling.detection import rules_across
from ocr_fix.source import open_source

Figures = dict[str, float]
_A4 = 2480, 3508  # pixels at 300 dpi
_WORDS = "Nämnden godkände räkenskaperna för året och beviljade styrelsen ansvarsfrihet".split()


def _page(image: Image.Image) -> PageImage:
    return PageImage(1, image, 300)


def _seconds(do: Callable[[], object]) -> float:
    begun = time.process_time()
    do()
    return round(time.process_time() - begun, 2)


def printed(rows: int, columns: int = 1, *, led: bool = False) -> Image.Image:
    """A sheet of lines of type, each led by dots to a number or not."""
    image = Image.new("L", _A4, 255)
    draw, font, random_word = ImageDraw.Draw(image), ImageFont.load_default(34), random.Random(1)
    width, pitch = (_A4[0] - 300) // columns, (_A4[1] - 300) // rows
    for row in range(rows):
        for column in range(columns):
            left, top = 150 + column * width, 150 + row * pitch
            text = " ".join(random_word.choice(_WORDS) for _ in range(2 if led else 4))
            draw.text((left, top), text, fill=0, font=font)
            if led:
                for dot in range(left + round(draw.textlength(text, font=font)) + 20, left + width - 150, 16):
                    draw.rectangle((dot, top + 32, dot + 4, top + 36), fill=0)
                draw.text((left + width - 140, top), str(10 + row), fill=0, font=font)
    return image


def rules() -> Figures:
    """Sheets of 40 and of 64 rows of ten thick dashes, which are rules and hatching, and of 100."""
    found = []
    for rows in (40, 64, 100):
        ink = Image.new("1", (4000, 40 * rows), 0)
        for top in range(10, ink.height, 40):
            for left in range(0, ink.width, 400):
                ink.paste(255, (left, top, left + 160, top + 16))
        found.append(rules_across(ink, 8.0))
    return {f"rules of {10 * rows}": len(each) for rows, each in zip((40, 64, 100), found, strict=True)}


def entries() -> Figures:
    """Contents of 60 entries and of 180 in three columns, and sheets full of dots."""
    dots = [printed(rows, 4, led=True) for rows in (150, 300)]
    screen = Image.effect_noise(_A4, 90).point([0 if level < 60 else 255 for level in range(256)])
    return {
        "of 60 entries": len(closed_up(_page(printed(60, led=True)))[1]),
        "of 180": len(closed_up(_page(printed(60, 3, led=True)))[1]),
        "s of three full of dots": sum(_seconds(partial(closed_up, _page(each))) for each in (*dots, screen)),
    }


def dotted(pitch: int) -> Image.Image:
    """A sheet of dots, so many pixels apart."""
    image = Image.new("L", _A4, 255)
    for top in range(0, _A4[1], pitch):
        for left in range(0, _A4[0], pitch):
            image.paste(0, (left, top, left + 6, top + 6))
    return image


def rows() -> Figures:
    """Sheets of 60 lines and of 180 pieces of lines that were not read, and of dots."""

    def found(image: Image.Image) -> int:
        ink = remains_of(_page(image), ())
        return 0 if ink is None else len(rows_of(ink))

    return {
        "of 60 lines": found(printed(60)),
        "of 180": found(printed(60, 3)),
        "s of three dotted": sum(_seconds(partial(found, dotted(pitch))) for pitch in (22, 28, 40)),
    }


def _pdf(contents: bytes, objects: dict[str, Any], pdf: pikepdf.Pdf) -> bytes:
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Contents = pdf.make_stream(contents)
    page.Resources = pikepdf.Dictionary(**objects)
    file = BytesIO()
    pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return file.getvalue()


def lost_pictures() -> Figures:
    """Files of 3, 6, 12, 24 and 48 MiB whose only page has lost its picture: of how many that is told."""
    told, seconds = 0, 0.0
    for mebibytes in (3, 6, 12, 24, 48):
        pdf = pikepdf.new()
        pdf.Root.Noise = pikepdf.Stream(pdf, os.urandom(mebibytes * 2**20))
        picture = pikepdf.Stream(pdf, bytes(100 * 100))
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        picture.Width = picture.Height = 100
        picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DeviceGray, 8
        data = _pdf(b"q 500 0 0 700 40 40 cm /I Do Q", {"XObject": pikepdf.Dictionary(I=picture)}, pdf)
        at = data.rfind(b"/Image")
        begun = time.process_time()
        try:
            with open_source(data[: at - 100] + b" " * 120 + data[at + 20 :]) as source:
                page = source.page(1)
                told += bool(getattr(page, "note", None) or getattr(page, "damage", None))
        except OcrFixError:
            told += 1
        seconds += time.process_time() - begun
    return {"of 5 told": told, "s": round(seconds, 1)}


def nested() -> Figures:
    """Text in forms within 1, 4, 8, 16 and 32 forms, and in forms that each show the next one twice."""
    found = 0
    for depth in (1, 4, 8, 16, 32):
        with open_source(_nested(depth, b"/F Do")) as source:
            found += "Protokoll" in repr(getattr(source.page(1), "layer", None))
    twice = _nested(14, b"/F Do /F Do")

    def opened() -> None:
        with open_source(twice) as source:
            source.page(1)

    return {"of 5 texts found": found, "s of one that doubles": _seconds(opened)}


def _nested(depth: int, shown: bytes) -> bytes:
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    text = b"BT /T 12 Tf 72 700 Td (Protokoll nummer ett) Tj ET"
    resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(T=font))
    for level in range(depth):
        form = pdf.make_stream(text if level == 0 else shown)
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox, form.Resources = [0, 0, 595, 842], resources
        resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=pdf.make_indirect(form)))
    return _pdf(shown, {"XObject": resources.XObject}, pdf)


def seen() -> Figures:
    """Forty lines of 1.5 to 5.5 points, light grey, every other one under a white rectangle."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    lines = []
    for at in range(40):
        size, y = 1.5 + at % 9 / 2, 800 - 19 * at
        name = f"{'dold' if at % 2 else 'visad'}{at}"
        lines.append(f"0.8 g BT /T {size} Tf 72 {y} Td ({name} rad med text) Tj ET")
        if at % 2:
            lines.append(f"1 g 70 {y - 0.5} 300 {size + 1} re f")
    data = _pdf("\n".join(lines).encode(), {"Font": pikepdf.Dictionary(T=font)}, pdf)
    text = ""

    def opened() -> None:
        nonlocal text
        with open_source(data) as source:
            text = repr(getattr(source.page(1), "layer", None))

    seconds = _seconds(opened)
    return {
        "of 20 shown": sum(f"visad{at}'" in text for at in range(0, 40, 2)),
        "of 20 hidden": sum(f"dold{at}'" not in text for at in range(1, 40, 2)),
        "s": seconds,
    }


MEASURES: dict[str, Callable[[], Figures]] = {
    "Ruling.most_runs": rules,
    "Led.most_pieces": entries,
    "Missed.most_runs": rows,
    "Damage.gone_through": lost_pictures,
    "PdfPage.deepest": nested,
    "PdfSeen.dpi": seen,
}
"""What each bound is for, measured."""


def turned(room: str, name: str, factor: float) -> tuple[float, Figures | str]:
    """What is measured with a bound times a factor; this process is of no use for others after that."""
    place = next(each for each in numbers(room) if name_of(each) == name)
    value = max(1, round(place.value * factor))
    place.set(value)
    try:
        return value, MEASURES[name]()
    except Exception as error:  # a value that the program cannot work with says something as well
        return value, repr(error)[:100]


def main(arguments: Sequence[str] | None = None) -> int:
    """Sweep what the options ask for and print the table."""
    places = [(room, place) for room in ("recognition", "source") for place in numbers(room)]
    asked = [(place, partial(turned, room, name_of(place))) for room, place in places if name_of(place) in MEASURES]
    return sweep(__doc__, arguments, asked)


if __name__ == "__main__":
    sys.exit(main())
