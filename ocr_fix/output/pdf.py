"""The scan as it was, with the corrected text as an invisible layer, so that search and copy find what was printed."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import img2pdf
import pikepdf
from pikepdf import Name
from PIL import ExifTags, Image

from ocr_fix.document import Document, Page
from ocr_fix.errors import InputError, LimitError, OptionError
from ocr_fix.output.original import Original
from ocr_fix.output.pdf_font import InvisibleFont
from ocr_fix.output.pdf_layer import FONT, layer
from ocr_fix.output.pdf_old_text import without_hidden_text
from ocr_fix.output.pdf_page import placement
from ocr_fix.output.placed import PlacedPage, placed

_POINTS_PER_INCH = 72.0
_SHORTEST_SIDE, _LONGEST_SIDE = 3.0, 14_400.0  # of a page, in points (ISO 32000-1:2008, annex C.2)
_DEFAULT_DPI = 300  # of a picture that does not say
_ON_ITS_SIDE = frozenset({5, 6, 7, 8})
# A page that shows so much text of its own, in parts of what was read on it, is typeset and no scan.
_TYPESET = 0.5


def write(document: Document, original: Original | None = None) -> bytes:
    """A searchable PDF with the pages of a document.

    Of a PDF the pages stay as they are, pictures to the byte; text they do not show is replaced by the corrected text.
    Pages that show text of their own from which their words were taken get no layer, since it would be found twice. Of
    a picture file each page is embedded as it is, without loss.

    Raises:
        OptionError: there is no original.
        InputError: it cannot be read any more.
        LimitError: it needs more memory than there is.
    """
    if original is None:
        raise OptionError(f"{document.name}: a PDF needs the file that was read; give it as well")
    try:
        with _opened(document, original) as pdf:
            font = InvisibleFont()
            changed = [
                page for page, words in zip(pdf.pages, placed(document), strict=True) if _put(pdf, page, words, font)
            ]
            if changed:
                invisible = font.add_to(pdf)
                for page in changed:
                    page.add_resource(invisible, Name.Font, Name(FONT))
            return _saved(pdf)
    except pikepdf.PdfError as error:
        raise InputError(f"{original.label}: cannot be written as PDF ({error}); save it anew as PDF") from error
    except MemoryError as error:
        raise LimitError(f"{original.label}: needs more memory than there is; write fewer pages (--pages)") from error


def _opened(document: Document, original: Original) -> pikepdf.Pdf:
    """A PDF with the pages of the document and no others, in its order."""
    if document.kind == "image":
        return _from_pictures(document, original)
    pdf = pikepdf.open(BytesIO(original.content()))
    wanted = [page.number for page in document.pages]
    for number in range(len(pdf.pages), 0, -1):
        if number not in wanted:
            del pdf.pages[number - 1]
    if len(pdf.pages) != len(wanted):
        raise InputError(f"{original.label}: has other pages than when it was read; clean it anew")
    return pdf


def _from_pictures(document: Document, original: Original) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    for page in document.pages:
        picture = original.stored(page.number)
        try:
            content = img2pdf.convert(
                picture,
                layout_fun=_layout(page, picture),
                rotation=img2pdf.Rotation.ifvalid,
                nodate=True,
                engine=img2pdf.Engine.pikepdf,
            )
        except (img2pdf.ImageOpenError, img2pdf.PdfTooLargeError, OSError, ValueError) as error:
            raise InputError(f"{original.label}: page {page.number} cannot be put into a PDF ({error})") from error
        with pikepdf.open(BytesIO(content)) as single:
            pdf.pages.extend(single.pages)
    return pdf


def _layout(page: Page, picture: bytes) -> Callable[[int, int, tuple[int, int]], tuple[float, float, float, float]]:
    """The size of the sheet, from the resolution at which the page was read."""

    def layout(width: int, height: int, _: tuple[int, int]) -> tuple[float, float, float, float]:
        dpi = page.dpi or _DEFAULT_DPI
        sides = (page.width or width) / dpi, (page.height or height) / dpi
        if (page.rotation % 180 != 0) != _lies(picture):
            sides = sides[::-1]
        factor = _POINTS_PER_INCH
        factor *= max(1.0, _SHORTEST_SIDE / (factor * min(sides)))
        factor *= min(1.0, _LONGEST_SIDE / (factor * max(sides)))
        points = sides[0] * factor, sides[1] * factor
        return (*points, *points)

    return layout


def _lies(picture: bytes) -> bool:
    """Whether a picture file says that it lies on its side (EXIF 2.32, tag 0x0112)."""
    with Image.open(BytesIO(picture)) as image:
        return image.getexif().get(ExifTags.Base.Orientation, 1) in _ON_ITS_SIDE


def _put(pdf: pikepdf.Pdf, page: pikepdf.Page, words: PlacedPage, font: InvisibleFont) -> bool:
    """Put the words of a page into it in the place of its hidden text; whether it has a layer of ours now."""
    source = words.page
    if source.failure is not None or not words.blocks or source.width is None or source.height is None:
        return False  # nothing better to put in the place of what it has
    found = without_hidden_text(pdf, page)
    read = sum(len(piece.text) for block in words.blocks for line in block.lines for piece in line.pieces)
    if source.origin in {"text-layer", "both"} and found.seen >= _TYPESET * read:
        return False
    operators = layer(words, font, placement(page, source.rotation, source.width, source.height))
    if not operators:
        return False
    # Before all else, where the state of the graphics is known.
    page.contents_add(pdf.make_stream(operators), prepend=True)
    return True


def _saved(pdf: pikepdf.Pdf) -> bytes:
    file = BytesIO()
    if pdf.is_encrypted:  # opened without a password: as locked as before
        pdf.save(file, encryption=True)
    else:
        pdf.save(file, deterministic_id=True, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return file.getvalue()
