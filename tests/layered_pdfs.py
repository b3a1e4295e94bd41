"""PDF pages made by hand: type on them, or the picture of a sheet with type that is not seen laid over it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pikepdf
from PIL import Image

POINTS = (595, 842)
_LEADING = 24


def layered_pdf(lines: Sequence[str], picture: Image.Image | None = None, *, size: int = 12) -> bytes:
    """A PDF of one A4 page with lines of Helvetica, unseen where there is a picture, which then fills the page."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=POINTS)
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font)))
    content = b""
    if picture is not None:
        data = BytesIO()
        picture.convert("L").save(data, "JPEG", quality=90)
        stream = pikepdf.Stream(pdf, data.getvalue())
        stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        stream.Width, stream.Height = picture.size
        stream.ColorSpace, stream.BitsPerComponent = pikepdf.Name.DeviceGray, 8
        stream.Filter = pikepdf.Name.DCTDecode
        page.Resources.XObject = pikepdf.Dictionary(I=stream)
        content += b"q %d 0 0 %d 0 0 cm /I Do Q " % POINTS
    content += b"BT /F %d Tf %d Tr %d TL 60 780 Td " % (size, 0 if picture is None else 3, _LEADING)
    for line in lines:
        escaped = line.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
        content += b"(" + escaped + b") Tj T* "
    page.Contents = pikepdf.Stream(pdf, content + b"ET")
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()
