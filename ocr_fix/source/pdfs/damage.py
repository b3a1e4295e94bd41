"""Scans in a PDF of which a part is lost: PDFium draws what it makes of them and says nothing."""

from __future__ import annotations

import ctypes
from io import BytesIO

import pikepdf
import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from ocr_fix.source.chatter import heard
from ocr_fix.source.origin import InputFile
from ocr_fix.source.pdfs.layer.rectangles import Drawing, Rectangle
from ocr_fix.source.pdfs.optional_content import annotations_off
from ocr_fix.source.pictures.damage import (
    Lost,
    agrees_with_checksum,
    is_corrupt_jpeg,
    is_little,
    lost_rows,
    missing_of_jpeg,
    share_told,
    told_of_missing,
)
from ocr_fix.source.pictures.fax import rows_without, told_where_zeros_are
from ocr_fix.source.thresholds import THRESHOLDS

_T = THRESHOLDS.damage
_COMPONENTS = {"/DeviceRGB": 3, "/CalRGB": 3, "/Lab": 3, "/DeviceCMYK": 4}
_FAX, _JPEG, _FLATE = "CCITTFaxDecode", "DCTDecode", "FlateDecode"
_BYTES = frozenset(
    {"FlateDecode", "Fl", "LZWDecode", "LZW", "RunLengthDecode", "RL", "ASCII85Decode", "A85", "ASCIIHexDecode", "AHx"}
)


class Checker:
    """Looks for damage in the pictures of a PDF.

    Args:
        origin: the file.
        start: where the PDF begins in it.
        password: opens it, where it is locked.
    """

    def __init__(self, origin: InputFile, start: int, password: str | None) -> None:
        self._origin = origin
        self._start = start
        self._password = password or ""
        self._broken: bool | None = None

    def check(self, page: pdfium.PdfPage, number: int, image: Image.Image) -> tuple[Image.Image, str | None, bool]:
        """The drawing of a page, with paper where fax data is lost, and what is wrong with it; None where nothing is.

        The third: whether a picture may be damaged, since it disagrees with its checksum, which some writers get wrong,
        or libjpeg finds fault with it.

        Args:
            page: the page, open; the caller holds the lock of PDFium, which guards the file as well.
            number: its place in the file, from 1.
            image: its drawing.
        """
        told, doubted = None, False
        for handle in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=THRESHOLDS.pdf_page.deepest):
            place = _place(page, handle, image.size)
            if place is None or place.width * place.height < _T.least_of_page * image.width * image.height:
                continue
            kind, whole = _filter(handle)
            if kind == _JPEG:
                data = _raw(handle)
                missing = _missing(data)
                told = told_of_missing(missing) if missing else told
                doubted = doubted or (not missing and is_corrupt_jpeg(data))
            elif kind == _FAX:
                height = _size(handle)[1]
                lost, goes_on = self._lost(number, _size(handle))
                if goes_on and is_little(lost, height):
                    doubted = doubted or bool(lost)
                elif lost:
                    told = share_told(lost, height)
                    image = image if page.get_rotation() else _papered(image, place, lost, height)
            elif whole:
                missing = _missing_rows(page, handle)
                if missing and self._is_whole(number, handle):
                    missing = 0.0
                told = told_of_missing(missing) if missing else told
                doubted = doubted or (kind == _FLATE and not missing and not agrees_with_checksum(_raw(handle)))
        return image, told, doubted

    def switched_off(self, number: int) -> set[int]:
        """Which annotations of a page are in layers that are off, by their place in its list; from 0.

        Args:
            number: of the page, from 1.
        """
        try:
            with pikepdf.open(self._whole(), password=self._password) as pdf:
                return annotations_off(pdf, number)
        except Exception:  # a damaged file, of which PDFium takes what it can
            return set()

    def is_broken(self) -> bool:
        """Whether anything is wrong with the file, so that a page that shows nothing may have lost it.

        Asked of files that are not too large to be gone through.
        """
        if self._broken is None:
            self._broken = self._origin.size <= _T.gone_through and self._has_faults()
        return self._broken

    def _has_faults(self) -> bool:
        try:
            with pikepdf.open(self._whole(), password=self._password) as pdf:
                return bool(pdf.check_pdf_syntax())
        except Exception:
            return True

    def _lost(self, number: int, size: tuple[int, int]) -> tuple[list[Lost], bool]:
        """The rows of a picture on a page that cannot be decoded, and whether those behind them are right again."""
        try:
            with pikepdf.open(self._whole(), password=self._password) as pdf:
                found = _pictures(pdf, number, size)
                goes_on = all(map(_goes_on, found))
                return [lost for picture in found for lost in _lost_rows(picture, size[1])], goes_on
        except Exception:
            return [], True

    def _is_whole(self, number: int, handle: pdfium.PdfObject) -> bool:
        """Whether a picture has all its bytes by what the file says of its bits; PDFium tells those of its drawing."""
        unpacked: int = raw.FPDFImageObj_GetImageDataDecoded(handle, None, 0)
        try:
            with pikepdf.open(self._whole(), password=self._password) as pdf:
                return any(_lacking(picture, unpacked) <= 0 for picture in _pictures(pdf, number, _size(handle)))
        except Exception:
            return False

    def _whole(self) -> BytesIO:
        return BytesIO(self._origin.head(self._origin.size)[self._start :])


def _pictures(pdf: pikepdf.Pdf, number: int, size: tuple[int, int]) -> list[pikepdf.Stream]:
    """The pictures of a size, in pixels, that a page names, also in forms; its number is counted from 1."""
    found: list[pikepdf.Stream] = []
    resources: list[pikepdf.Object] = [pdf.pages[number - 1].resources]
    seen = set()
    for _ in range(THRESHOLDS.pdf_page.deepest):
        named = [each for some in resources for each in some.get("/XObject", pikepdf.Dictionary()).values()]
        streams = [each for each in named if isinstance(each, pikepdf.Stream) and each.objgen not in seen]
        seen |= {each.objgen for each in streams}
        found += [each for each in streams if _is_of_size(each, size)]
        resources = [each.Resources for each in streams if "/Resources" in each]
    return found


def _lacking(picture: pikepdf.Stream, unpacked: int) -> int:
    """How many bytes more than a row a picture lacks that has so many when it is unpacked."""
    bits = int(picture.get("/BitsPerComponent", 1)) * _components(picture)
    row = (int(picture.Width) * bits + 7) // 8
    return row * (int(picture.Height) - 1) - unpacked


def _components(picture: pikepdf.Stream) -> int:
    """Of how many shades a pixel is made."""
    space = picture.get("/ColorSpace", pikepdf.Name.DeviceGray)
    name, *parameters = [space] if isinstance(space, pikepdf.Name) else [*space]
    if name == "/ICCBased":
        return int(parameters[0].N)
    return len(parameters[0]) if name == "/DeviceN" else _COMPONENTS.get(str(name), 1)


def _goes_on(picture: pikepdf.Stream) -> bool:
    """Whether fax data is of group 3 (ISO 32000-1:2008, table 11), in which each row can be read for itself."""
    return int(pikepdf.PdfImage(picture).decode_parms[0].get("/K", 0)) >= 0


def _lost_rows(picture: pikepdf.Stream, height: int) -> list[Lost]:
    """The rows of a picture of fax data that cannot be decoded; the picture is of no further use."""
    data, goes_on = picture.read_raw_bytes(), _goes_on(picture)
    if not goes_on:
        parameters = pikepdf.PdfImage(picture).decode_parms[0]
        picture.write(told_where_zeros_are(data), filter=pikepdf.Name.CCITTFaxDecode, decode_parms=parameters)
    with heard() as errors:
        pikepdf.PdfImage(picture).as_pil_image().load()
    missing = rows_without(data, height) if goes_on else []
    return missing + lost_rows(errors, height, height, goes_on=goes_on)


def _is_of_size(stream: pikepdf.Stream, size: tuple[int, int]) -> bool:
    return (int(stream.get("/Width", 0)), int(stream.get("/Height", 0))) == size


def _papered(image: Image.Image, place: Rectangle, lost: list[Lost], height: int) -> Image.Image:
    kept = image.copy()
    for first, last in lost:
        top, bottom = (round(place.top + place.height * row / height) for row in (first, last))
        kept.paste(255, (max(0, round(place.left)), max(0, top), round(place.right), bottom))
    return kept


def _place(page: pdfium.PdfPage, handle: pdfium.PdfObject, size: tuple[int, int]) -> Rectangle | None:
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(handle, *sides):
        return None
    return Drawing(page, size).place(*(side.value for side in sides))


def _size(handle: pdfium.PdfObject) -> tuple[int, int]:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(handle, width, height)
    return width.value, height.value


def _filter(handle: pdfium.PdfObject) -> tuple[str, bool]:
    """How a picture is packed, where it is in one way, and whether unpacking it gives the bytes of its pixels."""
    names = []
    for index in range(raw.FPDFImageObj_GetImageFilterCount(handle)):
        buffer = ctypes.create_string_buffer(_T.longest_filter)
        raw.FPDFImageObj_GetImageFilter(handle, index, buffer, _T.longest_filter)
        names.append(buffer.value.decode("latin-1"))
    return names[0] if len(names) == 1 else "", _BYTES.issuperset(names)


def _missing_rows(page: pdfium.PdfPage, handle: pdfium.PdfObject) -> float:
    """The share, 0-1, of a picture's bytes that unpacking does not give; 0 where it is no more than a row."""
    metadata = raw.FPDF_IMAGEOBJ_METADATA()
    if not raw.FPDFImageObj_GetImageMetadata(handle, page, metadata):
        return 0.0
    row = (metadata.width * metadata.bits_per_pixel + 7) // 8
    expected: int = row * metadata.height
    missing: int = expected - raw.FPDFImageObj_GetImageDataDecoded(handle, None, 0)
    return missing / expected if missing > row else 0.0


def _raw(handle: pdfium.PdfObject) -> bytes:
    count = raw.FPDFImageObj_GetImageDataRaw(handle, None, 0)
    buffer = ctypes.create_string_buffer(count)
    raw.FPDFImageObj_GetImageDataRaw(handle, buffer, count)
    return buffer.raw


def _missing(data: bytes) -> float:
    try:
        return missing_of_jpeg(data)
    except Exception:
        return 0.0
