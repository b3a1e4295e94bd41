"""Scans as files, with no date or name of a machine in them: the same pixels give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from PIL import Image

Pages = Sequence[Image.Image]
Encoder = Callable[[Pages], bytes]
"""Turns pages into the content of a file of one kind."""


def pdf(dpi: int, quality: int) -> Encoder:
    """A PDF of pictures, JPEG of that quality."""
    # Pillow writes the present time into a PDF unless it is told that there is none.
    return _encoder("PDF", resolution=dpi, quality=quality, creationDate=None, modDate=None, save_all=True)


def tiff(dpi: tuple[int, int]) -> Encoder:
    """A TIFF of bilevel pages, CCITT group 4, with that many dots per inch across and down."""
    return _encoder("TIFF", compression="group4", dpi=dpi, save_all=True)


def jpeg(dpi: int, quality: int) -> Encoder:
    """A JPEG of the only page."""
    return _encoder("JPEG", quality=quality, dpi=(dpi, dpi), optimize=True)


def png(dpi: int, bits: int) -> Encoder:
    """A PNG of the only page with 1, 2 or 4 bits a pixel, evenly spaced from black to white."""
    levels = 1 << bits
    step = 255 / (levels - 1)

    def encode(pages: Pages) -> bytes:
        indexed = [page.point([round(grey / step) for grey in range(256)]) for page in pages]
        for page in indexed:
            page.putpalette([round(step * level) for level in range(levels) for _ in "rgb"])
        return _encoder("PNG", dpi=(dpi, dpi), bits=bits, optimize=True)(indexed)

    return encode


def webp(quality: int) -> Encoder:
    """A WebP of the only page; the format knows no resolution."""
    return _encoder("WEBP", quality=quality, method=6)


def bmp(dpi: int) -> Encoder:
    """A BMP of the only page."""
    return _encoder("BMP", dpi=(dpi, dpi))


def _encoder(kind: str, **options: object) -> Encoder:
    def encode(pages: Pages) -> bytes:
        if len(pages) > 1 and not options.get("save_all"):
            raise ValueError(f"{kind} holds one page, not {len(pages)}")
        more = {"append_images": list(pages[1:])} if options.get("save_all") else {}
        stream = io.BytesIO()
        pages[0].save(stream, kind, **options, **more)
        return stream.getvalue()

    return encode
