"""What the tests of the source stage share: sound files, and ways to look at pages."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from bad_inputs import (
    SENTENCES,
    encoded_picture,
    encrypted_pdf,
    flate_object,
    jpeg_object,
    marked_page,
    multipage_tiff,
    pdf_pages,
    pdf_text,
    printed_page,
    scanned_pdf,
)
from PIL import Image

from ocr_fix.document import PageImage, PageText
from ocr_fix.errors import OcrFixError
from ocr_fix.source import open_source

SOUND: dict[str, bytes] = {
    "png": encoded_picture(printed_page(), "PNG"),
    "jpeg": encoded_picture(printed_page(), "JPEG"),
    "webp": encoded_picture(marked_page(), "WEBP"),
    "bmp": encoded_picture(marked_page(), "BMP"),
    "gif": encoded_picture(marked_page(), "GIF"),
    "jpeg2000": encoded_picture(marked_page(), "JPEG2000"),
    "tiff": multipage_tiff(marked_page(), marked_page()),
    "tiff-g4": multipage_tiff(*[marked_page().convert("1")] * 3, compression="group4"),
    "tiff-jpeg": multipage_tiff(marked_page(), compression="jpeg"),
    "pdf-text": pdf_pages(*({"content": pdf_text(line)} for line in SENTENCES)),
    "pdf-scan": scanned_pdf(jpeg_object(marked_page()), flate_object(80, 120, bytes(9600))),
    "pdf-encrypted": encrypted_pdf(""),
    "text": "\f".join(SENTENCES).encode(),
    "utf-16": "\f".join(SENTENCES).encode("utf-16"),
    "cp1252": "\f".join(SENTENCES).encode("cp1252"),
}


WORDS = [word.strip(".") for line in SENTENCES for word in line.split()]


def image_page(source: Any, number: int = 1, **options: Any) -> PageImage:
    with open_source(source, **options) as opened:
        page = opened.page(number)
    assert isinstance(page, PageImage)
    return page


def text_pages(data: bytes) -> list[str]:
    with open_source(data) as source:
        assert source.kind == "text"
        pages = list(source.pages())
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    return [page.text for page in pages if isinstance(page, PageText)]


def read_all(source: object, **options: object) -> int:
    """Open and make every page; gives their number."""
    with open_source(source, **options) as opened:  # type: ignore[arg-type]
        return sum(1 for _ in opened.pages())


def shade(image: Image.Image, across: float, down: float) -> int:
    """How light the picture is at a place given in parts of its size."""
    value = image.convert("L").getpixel((int(across * image.width), int(down * image.height)))
    assert isinstance(value, int)
    return value


def is_marked_page(image: Image.Image) -> bool:
    """Whether the upper left quarter is dark and the rest light: upright, not mirrored, not inverted."""
    dark = shade(image, 0.25, 0.25) < 60
    light = all(shade(image, *place) > 200 for place in ((0.75, 0.25), (0.25, 0.75), (0.75, 0.75)))
    return dark and light


def assert_clear(error: OcrFixError, name: str) -> None:
    message = str(error)
    assert name in message
    assert message.isprintable(), "one line, no control characters"
    assert "; " in message, "it says what to do"
    assert len(message) < 400


def open_descriptors() -> set[tuple[str, str]]:
    """What this process holds open: descriptor and file."""
    folder = Path("/proc/self/fd")
    if not folder.exists():
        pytest.skip("no /proc here to see what is open")
    found = set()
    for entry in list(folder.iterdir()):
        try:
            found.add((entry.name, str(entry.readlink())))
        except OSError:  # the one that lists the folder
            continue
    return found


@contextmanager
def nothing_left_open() -> Iterator[None]:
    gc.collect()
    before = open_descriptors()
    yield
    assert open_descriptors() == before
