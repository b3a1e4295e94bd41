"""Scans in a report: each page once, as small as it can be read, and crops that show a part of it."""

from __future__ import annotations

import base64
from io import BytesIO
from typing import NamedTuple

from ocr_fix.document import Box, Page, PageImage
from ocr_fix.errors import OcrFixError
from ocr_fix.output.original import Original

# Print of ten points can be read at 150 dpi; long documents get less, so that a browser still opens them.
_DPI, _DPI_OF_LONG = 150, 100
_LONG = 80  # pages
_QUALITY = 45  # of JPEG, 0-95

# Of a crop: how much is shown around the word, in heights of it; how high it is and how wide it may be, in CSS pixels.
_BESIDE, _ABOVE = 1.6, 0.35
_CROP_HEIGHT, _CROP_WIDTH = 38.0, 225.0

# Degrees clockwise -> the name of Pillow's turn, which counts the other way round.
_TURNS = {90: "ROTATE_270", 180: "ROTATE_180", 270: "ROTATE_90"}


class Scan(NamedTuple):
    """A page as a picture for browsers.

    Attributes:
        kind: of its content, such as "image/webp".
        content: the bytes of the file.
    """

    kind: str
    content: bytes

    @property
    def uri(self) -> str:
        """The picture as an address that holds it."""
        return f"data:{self.kind};base64,{base64.b64encode(self.content).decode('ascii')}"


def scan_of(page: Page, original: Original, pages: int) -> Scan | None:
    """The scan of a page upright; None where there is none, or it cannot be read any more.

    Args:
        page: its number, size, resolution and turn.
        original: gives the picture.
        pages: how many there are in all.
    """
    if page.width is None or page.height is None:
        return None
    try:
        picture = next(original.pictures([page.number]), None)
    except OcrFixError:
        return None
    return None if picture is None else _packed(picture, page.rotation, _DPI if pages <= _LONG else _DPI_OF_LONG)


def _packed(picture: PageImage, rotation: int, dpi: int) -> Scan:
    from PIL import Image, features  # noqa: PLC0415 - a report on a text has no pictures

    image = picture.image.convert("RGB" if picture.image.mode == "RGB" else "L")
    if rotation in _TURNS:
        image = image.transpose(Image.Transpose[_TURNS[rotation]])
    shrink = dpi / picture.dpi
    if shrink < 1:
        size = max(1, round(image.width * shrink)), max(1, round(image.height * shrink))
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    form = "WEBP" if features.check("webp") else "JPEG"
    file = BytesIO()
    image.save(file, form, quality=_QUALITY)
    return Scan(f"image/{form.lower()}", file.getvalue())


class Crop(NamedTuple):
    """A window on a page, and the word in it, as values of CSS."""

    window: str
    word: str


def crop(page: Page, box: Box) -> Crop:
    """The part of a page around a word.

    Args:
        page: with its width and height, whose scan is the background of the element.
        box: of the word, on that page.
    """
    width, height = page.width or 1, page.height or 1
    line = box.height
    left, right = max(0.0, box.left - _BESIDE * line), min(float(width), box.right + _BESIDE * line)
    top, bottom = max(0.0, box.top - _ABOVE * line), min(float(height), box.bottom + _ABOVE * line)
    scale = min(_CROP_HEIGHT / max(1.0, bottom - top), _CROP_WIDTH / max(1.0, right - left))
    window = (
        f"width:{_px((right - left) * scale)};height:{_px((bottom - top) * scale)};"
        f"background-size:{_px(width * scale)} {_px(height * scale)};"
        f"background-position:{_px(-left * scale)} {_px(-top * scale)}"
    )
    word = (
        f"left:{_px((box.left - left) * scale)};top:{_px((box.top - top) * scale)};"
        f"width:{_px(box.width * scale)};height:{_px(line * scale)}"
    )
    return Crop(window, word)


def mark(page: Page, box: Box) -> str:
    """Where a word is marked on the scan of its page, in parts of the page, as values of CSS."""
    width, height = (page.width or 1) / 100, (page.height or 1) / 100
    return (
        f"left:{box.left / width:.2f}%;top:{box.top / height:.2f}%;"
        f"width:{box.width / width:.2f}%;height:{box.height / height:.2f}%"
    )


def _px(value: float) -> str:
    return f"{value:.1f}px"
