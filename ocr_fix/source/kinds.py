"""What a file is, told by its first bytes and never by its name."""

from __future__ import annotations

import codecs
import re
from enum import Enum
from typing import NamedTuple

from ocr_fix.wording import phrase

HEAD_BYTES = 4096
"""How much of the file's beginning `identify` and `look_like` want to see."""


class FileFormat(Enum):
    """The formats that are read; text is what none of the others claims."""

    PDF = "PDF"
    PNG = "PNG"
    JPEG = "JPEG"
    TIFF = "TIFF"
    WEBP = "WebP"
    BMP = "BMP"
    GIF = "GIF"
    JPEG2000 = "JPEG 2000"
    AVIF = "AVIF"
    HEIC = "HEIC"
    HOCR = "hOCR"
    ALTO = "ALTO"
    PAGE = "PAGE"
    ABBYY = "FineReader XML"
    DOCUMENT = "JSON of ocr_fix"


OCR_FORMATS = frozenset({FileFormat.HOCR, FileFormat.ALTO, FileFormat.PAGE, FileFormat.ABBYY})
"""Those in which another engine has left words with their boxes."""

READABLE = phrase("PDF, TIFF, PNG, JPEG, WebP, BMP, GIF, JPEG 2000, AVIF, HEIC, hOCR, ALTO, PAGE, METS or plain text")

_MAGIC: tuple[tuple[bytes, FileFormat], ...] = (
    (b"\x89PNG\r\n\x1a\n", FileFormat.PNG),
    (b"\xff\xd8\xff", FileFormat.JPEG),
    (b"II*\0", FileFormat.TIFF),
    (b"MM\0*", FileFormat.TIFF),
    (b"II+\0\x08\0", FileFormat.TIFF),  # BigTIFF
    (b"MM\0+\0\x08", FileFormat.TIFF),
    (b"GIF87a", FileFormat.GIF),
    (b"GIF89a", FileFormat.GIF),
    (b"\0\0\0\x0cjP  \r\n\x87\n", FileFormat.JPEG2000),
    (b"\xff\x4f\xff\x51", FileFormat.JPEG2000),  # the bare codestream
)

# "BM" may well open a text; a bitmap has the size of one of the known headers at offset 14.
_BMP_HEADER_SIZES = frozenset({12, 16, 40, 52, 56, 64, 108, 124})

# The standard wants %PDF- at the very beginning; readers take it with something before. A text may speak of it, so that
# a late one counts only with a line to itself and with the first object behind it.
_PDF_AT_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*%PDF-[0-9]")
_PDF_LATER = re.compile(rb"%PDF-[0-9]\.[0-9][ \t]*[\r\n]")
_PDF_OBJECT = re.compile(rb"[\r\n][0-9]+\s+[0-9]+\s+obj\b")


class Foreign(NamedTuple):
    """A format that is known but not read."""

    what: str
    advice: str


_AS_PDF = phrase("save it as PDF")
_AS_PICTURE = phrase("save it as PNG, TIFF or JPEG")
_AS_TEXT = phrase("save its text as a .txt file")
_UNPACK = phrase("unpack it first")
_NOT_OURS = phrase(
    "give PDF, TIFF, PNG, JPEG, WebP, BMP, GIF, JPEG 2000, AVIF, HEIC, hOCR, ALTO, PAGE, METS or plain text"
)

# Magic numbers that could open a text ("ftyp" stands in "skriftyp") are taken with the bytes that never do.
_FOREIGN: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"PK\x03\x04", phrase("a zip archive"), _UNPACK),
    (0, b"PK\x05\x06", phrase("an empty zip archive"), _NOT_OURS),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", phrase("an old Office document"), _AS_PDF),
    (0, b"{\\rtf", phrase("an RTF document"), _AS_PDF),
    (0, b"\x1f\x8b", phrase("a gzip archive"), _UNPACK),
    (4, b"1AY&SY", phrase("a bzip2 archive"), _UNPACK),
    (0, b"\xfd7zXZ\0", phrase("an xz archive"), _UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", phrase("a 7-Zip archive"), _UNPACK),
    (0, b"Rar!\x1a\x07", phrase("a RAR archive"), _UNPACK),
    (0, b"\x28\xb5\x2f\xfd", phrase("a Zstandard archive"), _UNPACK),
    (257, b"ustar\x0000", phrase("a tar archive"), _UNPACK),
    (257, b"ustar  \0", phrase("a tar archive"), _UNPACK),
    (0, b"%!PS", phrase("a PostScript file"), phrase("convert it to PDF")),
    (0, b"\xc5\xd0\xd3\xc6", phrase("an EPS picture"), phrase("convert it to PDF")),
    (0, b"AT&TFORM", phrase("a DjVu document"), phrase("convert it to PDF or TIFF")),
    (0, b"8BPS\0\x01", phrase("a Photoshop picture"), _AS_PICTURE),
    (0, b"\xff\x0a", phrase("a JPEG XL picture"), _AS_PICTURE),
    (0, b"\0\0\0\x0cJXL ", phrase("a JPEG XL picture"), _AS_PICTURE),
    (0, b"\x97JB2\r\n\x1a\n", phrase("a JBIG2 picture"), _AS_PICTURE),
    (0, b"\0\0\x01\0", phrase("an icon"), _AS_PICTURE),
    (8, b"WAVEfmt ", phrase("a sound"), _NOT_OURS),
    (8, b"AVI LIST", phrase("a film"), _NOT_OURS),
    (0, b"ID3\x03", phrase("a sound"), _NOT_OURS),
    (0, b"ID3\x04", phrase("a sound"), _NOT_OURS),
    (0, b"\x1a\x45\xdf\xa3", phrase("a film"), _NOT_OURS),
    (0, b"\x7fELF", phrase("a program"), _NOT_OURS),
    (0, b"SQLite format 3\0", phrase("a database"), _NOT_OURS),
)

# The ISO media family: a box of less than 16 MiB named "ftyp", then what it is.
_MEDIA = re.compile(rb"\0\0\0.ftyp(?:(hei[cxms]|hevc|hevx|mif1|msf1)|(avif|avis))?", re.DOTALL)

# What a zip archive holds tells what document it is; the names stand in its first bytes.
_ZIPPED: tuple[tuple[bytes, str, str], ...] = (
    (b"mimetypeapplication/vnd.oasis.opendocument", phrase("an OpenDocument file"), _AS_PDF),
    (b"mimetypeapplication/epub+zip", phrase("an EPUB book"), _AS_TEXT),
    (b"word/", phrase("a Word document"), _AS_PDF),
    (b"xl/", phrase("an Excel workbook"), _AS_PDF),
    (b"ppt/", phrase("a PowerPoint presentation"), _AS_PDF),
    (b"[Content_Types].xml", phrase("an Office document"), _AS_PDF),
)

# What an engine has read, with boxes: told by the roots of ALTO, PAGE and FineReader's XML, and by what only hOCR has
# in its head or first page.
_MARKED = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
_ALTO = re.compile(rb"<(?:\w+:)?alto[\s>]")
_PAGE = re.compile(rb"<(?:\w+:)?PcGts[\s>]")
_ABBYY = re.compile(rb"<(?:\w+:)?document\s[^>]*abbyy\.com/FineReader_xml/")
_HOCR = re.compile(rb"""<meta\s[^>]*name\s*=\s*["']ocr-(?:system|capabilities)|class\s*=\s*["'][^"']*\bocr_page\b""")
_OCR = ((_ALTO, FileFormat.ALTO), (_PAGE, FileFormat.PAGE), (_ABBYY, FileFormat.ABBYY), (_HOCR, FileFormat.HOCR))

# UTF-16 with its mark, and without it where the first character is that of a mark (XML 1.0, appendix F).
_TWO_BYTES = (
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)

_METS = re.compile(rb"<(?:\w+:)?mets[\s>]")

# A document of ours: an object whose keys name the version of its form.
_DOCUMENT = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{[^{}]*"schema"\s*:\s*"urn:ocr_fix:document:')

# Text by its bytes, but its marks would be taken for words.
_MARKED_UP: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"\s*<!DOCTYPE\s+html|\s*<html[\s>]", re.IGNORECASE), phrase("an HTML page")),
    (re.compile(rb"\s*<\?xml[^>]*\?>.*?<!DOCTYPE\s+html", re.IGNORECASE | re.DOTALL), phrase("an HTML page")),
    (re.compile(rb"\s*<\?xml[\s?]"), phrase("an XML file")),
    (re.compile(rb"\s*<svg[\s>]"), phrase("an SVG picture")),
    # Without a declaration, XML is told by its names: no element of HTML has a namespace or a capital within.
    (re.compile(rb"\s*<(?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*\s[^<>]*\bxmlns(?::\w+)?\s*="), phrase("an XML file")),
    (re.compile(rb"\s*<(?:TEI|METS|document|records?|rss|feed|plist)[\s>]"), phrase("an XML file")),
)


def identify(head: bytes) -> FileFormat | None:
    """The format that the first bytes claim; None where the file may be text.

    Args:
        head: the first `HEAD_BYTES` bytes of the file, fewer where it is shorter.
    """
    for magic, format_ in _MAGIC:
        if head.startswith(magic):
            return format_
    picture = _picture(head)
    if picture is not None:
        return picture
    marked = _in_bytes(head)
    if _MARKED.match(marked):
        read = next((format_ for pattern, format_ in _OCR if pattern.search(marked)), None)
        if read is not None or any(pattern.match(marked) for pattern, _ in _MARKED_UP):
            return read
    if _DOCUMENT.match(head):
        return FileFormat.DOCUMENT
    return FileFormat.PDF if pdf_start(head) is not None else None


def is_mets(head: bytes) -> bool:
    """Whether a file is a METS file, which lists the files of a document.

    Args:
        head: the first `HEAD_BYTES` bytes of the file, fewer where it is shorter.
    """
    marked = _in_bytes(head)
    return _MARKED.match(marked) is not None and _METS.search(marked) is not None and identify(head) is None


def _in_bytes(head: bytes) -> bytes:
    """The first bytes of a file that is marked up, a byte for each character of the marks: in UTF-16 they have two."""
    for begins, encoding in _TWO_BYTES:
        if head.startswith(begins):
            return head.decode(encoding, "ignore").lstrip("\ufeff").encode()
    return head


def _picture(head: bytes) -> FileFormat | None:
    """The format of a picture whose magic number is not at its beginning, or not enough."""
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return FileFormat.WEBP
    if head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in _BMP_HEADER_SIZES:
        return FileFormat.BMP
    media = _MEDIA.match(head)
    if media is None or not (media[1] or media[2]):
        return None
    return FileFormat.HEIC if media[1] and b"avif" not in head[: head[3]] else FileFormat.AVIF


def look_like(head: bytes) -> Foreign | None:
    """What a file is that is not read, where its first bytes tell.

    Args:
        head: the first `HEAD_BYTES` bytes of the file, fewer where it is shorter.
    """
    for offset, magic, what, advice in _FOREIGN:
        if head.startswith(magic, offset):
            return _zipped(head) if magic == b"PK\x03\x04" else Foreign(what, advice)
    media = _MEDIA.match(head)
    if media is not None:
        return Foreign(phrase("a film"), _NOT_OURS)
    if is_mets(head):
        return Foreign(
            phrase("a list of pages that are files of their own (METS)"), phrase("give it by its path, in its folder")
        )
    marked = _in_bytes(head).removeprefix(b"\xef\xbb\xbf")
    for pattern, what in _MARKED_UP:
        if pattern.match(marked):
            return Foreign(what, _AS_TEXT)
    return None


def pdf_start(head: bytes) -> int | None:
    """Where a PDF begins, in bytes from the beginning of its file; None where there is none.

    Args:
        head: the first `HEAD_BYTES` bytes of the file, fewer where it is shorter.
    """
    first = _PDF_AT_START.match(head)
    if first is not None:
        return head.index(b"%PDF-")
    late = _PDF_LATER.search(head)
    return None if late is None or _PDF_OBJECT.search(head, late.end() - 1) is None else late.start()


def _zipped(head: bytes) -> Foreign:
    for name, what, advice in _ZIPPED:
        if name in head:
            return Foreign(what, advice)
    return Foreign(phrase("a zip archive"), _UNPACK)
