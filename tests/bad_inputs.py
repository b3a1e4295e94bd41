"""Files for the tests of the source stage, built when they are wanted: sound ones, and every way to be bad.

PDFs are written by hand, since no library writes the broken ones; only encryption is left to pikepdf (qpdf).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pikepdf
import pypdfium2 as pdfium
from PIL import Image

from ocr_fix.errors import EncryptedInputError, InputError, LimitError, OcrFixError

A4_POINTS = (595, 842)

SENTENCES = (
    "Kommunstyrelsen återremitterar ärendet om höjda båtplatsavgifter.",
    "Förvaltningens förslag rymmer åtta åtgärder för tryggare skolvägar.",
    "Ökade kostnader för snöröjning får täckas av årets överskott.",
    "Nämnden önskar även få en översyn av avgifterna på äldreboendet.",
)


def encoded_picture(image: Image.Image, format_: str, **options: Any) -> bytes:
    """The picture as a file of that format."""
    file = io.BytesIO()
    image.save(file, format_, **options)
    return file.getvalue()


def printed_page() -> Image.Image:
    """The sentences in print, 12 points at 200 dpi, black on white, in mode "L".

    Drawn by PDFium with the typeface it brings along: that has the Swedish letters on every machine.
    """
    lines = b"".join(
        b"1 0 0 1 40 %d Tm (%s) Tj " % (200 - 30 * row, line.encode("cp1252")) for row, line in enumerate(SENTENCES)
    )
    pdf = pdfium.PdfDocument(pdf_pages({"box": b"0 0 595 252", "content": b"BT /F 12 Tf " + lines + b"ET"}))
    try:
        page: Image.Image = pdf[0].render(scale=200 / 72, grayscale=True).to_pil().copy()
        return page
    finally:
        pdf.close()


def marked_page(width: int = 80, height: int = 120) -> Image.Image:
    """A white page whose upper left quarter is black: shows which way up it is and whether it is inverted."""
    page = Image.new("L", (width, height), 255)
    page.paste(0, (0, 0, width // 2, height // 2))
    return page


# --- PDF ---------------------------------------------------------------------------------------------------------


def pdf_file(objects: Mapping[int, bytes]) -> bytes:
    """A PDF of numbered objects; object 1 is the catalogue."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (max(objects) + 1)
    for number in range(1, max(objects) + 1):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, table)
    return bytes(out)


def pdf_stream(dictionary: bytes, data: bytes, *, deflate: bool = True) -> bytes:
    """A stream object."""
    if deflate:
        data, dictionary = zlib.compress(data, 9), dictionary + b"/Filter/FlateDecode"
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (dictionary, len(data), data)


def pdf_pages(*pages: Mapping[str, bytes], objects: Mapping[int, bytes] | None = None, catalogue: bytes = b"") -> bytes:
    """A PDF of pages.

    Args:
        pages: of each what is to differ: `box` (b"0 0 595 842"), `resources`, `extra` entries, `content`.
        objects: more objects; numbers from 1000 are free.
        catalogue: more entries of the catalogue.
    """
    all_objects = {1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue}
    kids = []
    for index, page in enumerate(pages):
        number = 3 + 2 * index
        kids.append(b"%d 0 R" % number)
        all_objects[number] = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents %d 0 R/Resources<<%s>>%s>>" % (
            page.get("box", b"0 0 595 842"),
            number + 1,
            page.get(
                "resources", b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>"
            ),
            page.get("extra", b""),
        )
        all_objects[number + 1] = pdf_stream(b"", page.get("content", b""))
    all_objects[2] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    return pdf_file({**all_objects, **(objects or {})})


def pdf_text(text: str, size: int = 14) -> bytes:
    """Page content: one line of print in the font F."""
    return b"BT /F %d Tf 72 700 Td (%s) Tj ET" % (size, text.encode("cp1252"))


def jpeg_object(image: Image.Image) -> bytes:
    """A picture as a PDF object."""
    data = encoded_picture(image, "JPEG", quality=95)
    space = b"/DeviceGray" if image.mode == "L" else b"/DeviceRGB"
    return pdf_stream(
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace%s/BitsPerComponent 8/Filter/DCTDecode"
        % (*image.size, space),
        data,
        deflate=False,
    )


def flate_object(width: int, height: int, data: bytes, bits: int = 8) -> bytes:
    """Grey pixels as a PDF object."""
    return pdf_stream(
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent %d"
        % (width, height, bits),
        data,
    )


def scanned_pdf(*scans: bytes, points: tuple[float, float] = A4_POINTS) -> bytes:
    """A PDF each of whose pages is filled by one picture object."""
    width, height = points
    box, place = b"0 0 %g %g" % (width, height), b"q %g 0 0 %g 0 0 cm /I Do Q" % (width, height)
    pages = [
        {"box": box, "content": place, "resources": b"/XObject<</I %d 0 R>>" % (1000 + index)}
        for index in range(len(scans))
    ]
    return pdf_pages(*pages, objects={1000 + index: scan for index, scan in enumerate(scans)})


def encrypted_pdf(user: str, owner: str = "owner", strength: Literal[3, 6] = 6) -> bytes:
    """A PDF of one printed page, encrypted: AES-256 as strength 6, RC4 of 128 bits as 3."""
    plain = pdf_pages({"content": pdf_text("Sekretess")})
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        modern = strength > 4
        pdf.save(out, encryption=pikepdf.Encryption(user=user, owner=owner, R=strength, aes=modern, metadata=modern))
    return out.getvalue()


# --- what is bad -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BadFile:
    """A file that must be refused.

    Attributes:
        make: builds it.
        error: the class it is refused with, exactly.
        says: a regular expression that the message fits.
    """

    make: Callable[[], bytes]
    error: type[OcrFixError]
    says: str


def png_header(width: int, height: int) -> bytes:
    """A PNG whose header claims that size and whose pixels compress a great deal, as those of a bomb do."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x01\0\0\0\0"
    pixels = zlib.compress(bytes(10_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def gif_bomb(width: int, height: int) -> bytes:
    """A GIF with a small screen and a picture that reaches far beyond it."""
    screen = b"GIF89a" + (1).to_bytes(2, "little") * 2 + b"\x80\0\0" + bytes(6)
    comment = b"!\xfe\x03abc\0"
    place = b"," + bytes(4) + width.to_bytes(2, "little") + height.to_bytes(2, "little") + b"\0"
    return screen + comment + place + b"\x02\x02\x4c\x01\0;"


def gif_bomb_in_a_later_picture(width: int, height: int) -> bytes:
    """A GIF whose first picture is small, and whose second reaches far beyond the screen, behind some stray bytes."""
    bomb = gif_bomb(width, height)
    start = bomb.index(b",")
    first = b"," + bytes(4) + (1).to_bytes(2, "little") * 2 + b"\0" + bomb[start + 10 : -1]
    return bomb[:start] + first + b"\1\2" + bomb[start:]


def webp_bomb(width: int, height: int) -> bytes:
    """A WebP whose canvas is declared far larger than its picture."""
    small = encoded_picture(Image.new("RGB", (8, 8)), "WEBP", lossless=True)[12:]
    canvas = b"VP8X" + (10).to_bytes(4, "little") + bytes(4)
    canvas += (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBP" + canvas + small
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def tiff_with_tile(width: int, height: int, side: int) -> bytes:
    """A TIFF of modest size, deflated, whose one tile claims to be immense."""
    entries = [
        (256, 4, width),
        (257, 4, height),
        (258, 3, 8),
        (259, 3, 8),
        (262, 3, 1),
        (277, 3, 1),
        (322, 4, side),
        (323, 4, side),
        (324, 4, 8),
        (325, 4, 8),
    ]
    return _tiff(entries)


def tiff_of_size(width: int, height: int) -> bytes:
    """A TIFF whose header claims that size."""
    return _tiff([(256, 4, width), (257, 4, height), (258, 3, 1), (259, 3, 1), (262, 3, 1), (273, 4, 8), (279, 4, 8)])


def _tiff(entries: Sequence[tuple[int, int, int]]) -> bytes:
    body = b"".join(
        tag.to_bytes(2, "little") + kind.to_bytes(2, "little") + (1).to_bytes(4, "little") + value.to_bytes(4, "little")
        for tag, kind, value in entries
    )
    return b"II*\0\x10\0\0\0" + bytes(8) + len(entries).to_bytes(2, "little") + body + bytes(4)


def multipage_tiff(*pages: Image.Image, **options: Any) -> bytes:
    """A TIFF of several pictures."""
    return encoded_picture(pages[0], "TIFF", save_all=True, append_images=list(pages[1:]), **options)


def half(data: bytes) -> bytes:
    """The first half of a file, as an interrupted copy leaves it."""
    return data[: len(data) // 2]


def _zip_of(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "innehåll")
    return out.getvalue()


def _noise(size: tuple[int, int] = (400, 400)) -> Image.Image:
    return Image.effect_noise(size, 80)


def _cyclic_tree() -> bytes:
    return pdf_file({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[2 0 R]/Count 1>>"})


def _boxed(box: bytes) -> Callable[[], bytes]:
    return lambda: pdf_pages({"box": box, "content": pdf_text("Sida")})


BAD_FILES: dict[str, BadFile] = {
    "empty.pdf": BadFile(lambda: b"", InputError, "is empty"),
    "blank.txt": BadFile(lambda: b" \r\n\t\n\f\n\f", InputError, "nothing but white space"),
    "blank-utf16.txt": BadFile(lambda: " \n".encode("utf-16"), InputError, "nothing but white space"),
    # text that is none
    "zeros.txt": BadFile(lambda: b"Protokoll\0\0", InputError, "unknown kind.*NUL"),
    "controls.txt": BadFile(lambda: b"Protokoll" + bytes(range(1, 8)), InputError, "unknown kind.*control"),
    "cyrillic.txt": BadFile(lambda: "Протокол заседания совета".encode("koi8-r"), InputError, "save it as UTF-8"),
    "broken-utf16.txt": BadFile(lambda: b"\xff\xfe" + b"\x00\xd8" * 9, InputError, "UTF-16"),
    # other kinds
    "report.docx": BadFile(
        lambda: _zip_of("[Content_Types].xml", "word/document.xml"), InputError, "Word document.*save it as PDF"
    ),
    "book.xlsx": BadFile(lambda: _zip_of("[Content_Types].xml", "xl/workbook.xml"), InputError, "Excel"),
    "scans.zip": BadFile(lambda: _zip_of("sida1.tif"), InputError, "zip archive.*unpack"),
    "old.doc": BadFile(lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), InputError, "old Office document"),
    "letter.rtf": BadFile(lambda: rb"{\rtf1\ansi Brev}", InputError, "RTF"),
    "page.html": BadFile(lambda: b"\n<!doctype html><html><body>Hej</body></html>", InputError, "HTML"),
    "words.hocr": BadFile(
        lambda: b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN">\n<html/>',
        InputError,
        "HTML",
    ),
    "alto.xml": BadFile(lambda: b'<?xml version="1.0"?><alto/>', InputError, "XML"),
    "photo.heic": BadFile(lambda: b"\0\0\0\x18ftypheic" + bytes(100), InputError, "HEIC|damaged or cut off"),
    "page.ps": BadFile(lambda: b"%!PS-Adobe-3.0\n", InputError, "PostScript.*PDF"),
    # pictures
    "cut.png": BadFile(lambda: half(encoded_picture(_noise(), "PNG")), InputError, "damaged or cut off"),
    "cut.jpg": BadFile(lambda: half(encoded_picture(_noise(), "JPEG")), InputError, "damaged or cut off"),
    "cut.webp": BadFile(lambda: half(encoded_picture(_noise(), "WEBP")), InputError, "damaged or cut off"),
    "cut.bmp": BadFile(lambda: half(encoded_picture(_noise(), "BMP")), InputError, "damaged or cut off"),
    "cut.gif": BadFile(lambda: half(encoded_picture(_noise(), "GIF")), InputError, "damaged or cut off"),
    "cut.jp2": BadFile(lambda: half(encoded_picture(_noise(), "JPEG2000")), InputError, "damaged or cut off"),
    "cut.tif": BadFile(lambda: half(encoded_picture(_noise(), "TIFF")), InputError, "damaged or cut off"),
    "cut-lzw.tif": BadFile(
        lambda: half(encoded_picture(_noise(), "TIFF", compression="tiff_lzw")), InputError, "damaged or cut off"
    ),
    "header-only.png": BadFile(lambda: b"\x89PNG\r\n\x1a\n", InputError, "damaged or cut off"),
    "header-only.jpg": BadFile(lambda: b"\xff\xd8\xff\xe0", InputError, "damaged or cut off"),
    "header-only.tif": BadFile(lambda: b"II*\0\x08\0\0\0", InputError, "damaged or cut off"),
    "bomb.png": BadFile(lambda: png_header(50_000, 30_000), LimitError, "50000 x 30000 pixels"),
    "long-bomb.png": BadFile(lambda: png_header(2**31 - 1, 1), LimitError, "pixels"),
    "square-bomb.png": BadFile(lambda: png_header(30_000, 30_000), LimitError, "30000 x 30000 pixels.*max_pixels"),
    "bomb.gif": BadFile(lambda: gif_bomb(30_000, 30_000), LimitError, "30000 x 30000 pixels"),
    "bomb.webp": BadFile(lambda: webp_bomb(16_000, 16_000), LimitError, "16000 x 16000 pixels"),
    "bomb.tif": BadFile(lambda: tiff_of_size(30_000, 30_000), LimitError, "30000 x 30000 pixels"),
    "tile-bomb.tif": BadFile(lambda: tiff_with_tile(100, 100, 60_000), LimitError, "60000 x 60000 pixels"),
    # PDF
    "cut.pdf": BadFile(
        lambda: half(pdf_pages({"content": pdf_text("Ett")}, {"content": pdf_text("Två")})), InputError, "cut off"
    ),
    "header-only.pdf": BadFile(lambda: b"%PDF-1.7\n", InputError, "cut off"),
    "cut-after-update.pdf": BadFile(
        lambda: pdf_pages({"content": pdf_text("Ett")}) + b"3 0 obj\n<</Type/Page/Parent 2 0 R/Medi",
        InputError,
        "cut off",
    ),
    "junk.pdf": BadFile(
        lambda: b"%PDF-1.7\n" + bytes(range(256)) * 9 + b"\nstartxref\n0\n%%EOF", InputError, "is damaged"
    ),
    "no-pages.pdf": BadFile(
        lambda: pdf_file({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]/Count 0>>"}),
        InputError,
        "without pages",
    ),
    "cyclic.pdf": BadFile(_cyclic_tree, InputError, "missing or damaged"),
    "million-pages.pdf": BadFile(
        lambda: pdf_file({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]/Count 1000000>>"}),
        LimitError,
        "more than 10000 pages",
    ),
    "password.pdf": BadFile(lambda: encrypted_pdf("hemligt"), EncryptedInputError, "password"),
    "password-rc4.pdf": BadFile(lambda: encrypted_pdf("hemligt", strength=3), EncryptedInputError, "password"),
    "huge-box.pdf": BadFile(_boxed(b"0 0 1000000 1000000"), LimitError, "1000000 x 1000000 points"),
    "thread-box.pdf": BadFile(_boxed(b"0 0 14400 1"), LimitError, "14400 x 1 points"),
    "long-box.pdf": BadFile(_boxed(b"0 0 100000 50"), LimitError, "100000 x 50 points"),
    "dot-box.pdf": BadFile(_boxed(b"0 0 0.5 0.5"), LimitError, "0.5 x 0.5 points"),
    "crop-outside.pdf": BadFile(
        lambda: pdf_pages({"extra": b"/CropBox[1000 1000 2000 2000]"}), InputError, "has no area"
    ),
    "image-bomb.pdf": BadFile(
        lambda: scanned_pdf(flate_object(100_000, 100_000, bytes(1_000_000), bits=1)), LimitError, "100000 x 100000"
    ),
    "form-bomb.pdf": BadFile(
        lambda: pdf_pages(
            {"content": b"/X Do", "resources": b"/XObject<</X 1000 0 R>>"},
            objects={
                1000: pdf_stream(
                    b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</I 1001 0 R>>>>",
                    b"q 595 0 0 842 0 0 cm /I Do Q",
                ),
                1001: flate_object(100_000, 100_000, bytes(1_000_000)),
            },
        ),
        LimitError,
        "100000 x 100000",
    ),
    "many-layers.pdf": BadFile(
        lambda: pdf_pages(
            {"content": b"q 595 0 0 842 0 0 cm " + b"/I Do " * 9 + b"Q", "resources": b"/XObject<</I 1000 0 R>>"},
            objects={1000: flate_object(12_000, 12_000, bytes(1_000_000))},
        ),
        LimitError,
        "pixels in all",
    ),
    "lost-scan.pdf": BadFile(
        lambda: scanned_pdf(jpeg_object(_noise()).replace(b"\xff\xd8", b"\0\0")), InputError, "scan is damaged"
    ),
}
