"""Typeset PDF pages made by hand: lines of Helvetica wherever and whichever way they are wanted, boxes, layers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from bad_inputs import pdf_pages

FONTS = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>"


def escaped(text: str) -> bytes:
    """A string of a content stream, in Windows-1252."""
    data = text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
    return b"(" + data + b")"


def shown(
    lines: Sequence[str], x: float = 72, y: float = 760, *, size: float = 12, angle: int = 0, lead: float = 1.6
) -> bytes:
    """Operators that show lines below each other from a point on, running at so many degrees counter-clockwise."""
    cosine, sine = round(math.cos(math.radians(angle)), 6), round(math.sin(math.radians(angle)), 6)
    out = []
    for index, line in enumerate(lines):
        across, down = x + sine * index * lead * size, y - cosine * index * lead * size
        out.append(b"%f %f %f %f %f %f Tm %s Tj" % (cosine, sine, -sine, cosine, across, down, escaped(line)))
    return b"BT /F %f Tf %s ET " % (size, b" ".join(out))


def box(left: float, bottom: float, right: float, top: float, grey: float = 0) -> bytes:
    """Operators that paint a box."""
    return b"q %f g %f %f %f %f re f Q " % (grey, left, bottom, right - left, top - bottom)


def typeset_pdf(
    *contents: bytes,
    resources: bytes = b"",
    extra: bytes = b"",
    objects: Mapping[int, bytes] | None = None,
    catalogue: bytes = b"",
) -> bytes:
    """A PDF with a page of A4 for each content, on which /F is Helvetica."""
    pages = [{"content": content, "resources": FONTS + resources, "extra": extra} for content in contents]
    return pdf_pages(*pages, objects=objects, catalogue=catalogue)
