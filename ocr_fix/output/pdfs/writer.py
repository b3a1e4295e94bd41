"""The scan as it was, with the corrected text as an invisible layer, so that search and copy find what was printed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import img2pdf
import pikepdf
from pikepdf import Name
from PIL import ExifTags, Image

from ocr_fix.document import Document, Page
from ocr_fix.errors import InputError, LimitError, OptionError
from ocr_fix.notation.type_size import POINTS_PER_INCH
from ocr_fix.output.original import Original
from ocr_fix.output.pdfs.archival import make_archival
from ocr_fix.output.pdfs.font import InvisibleFont
from ocr_fix.output.pdfs.invisible_text import FONT, layer
from ocr_fix.output.pdfs.old_text import text_of_page, without_hidden_text
from ocr_fix.output.pdfs.page_geometry import placement
from ocr_fix.output.pdfs.thresholds import THRESHOLDS
from ocr_fix.output.pdfs.upright import stand_upright
from ocr_fix.output.placed import PlacedPage, placed
from ocr_fix.system.warned import warned
from ocr_fix.wording import worded

_T = THRESHOLDS.old_text
_SHORTEST_SIDE, _LONGEST_SIDE = 3.0, 14_400.0  # of a page, in points (ISO 32000-1:2008, annex C.2)
_DEFAULT_DPI = 300  # of a picture that does not say
_ON_ITS_SIDE = frozenset({5, 6, 7, 8})


def write(document: Document, original: Original | None = None) -> bytes:
    """A searchable PDF with the pages of a document.

    Of a PDF the pages stay as they are, pictures to the byte; text they do not show is replaced by the corrected text.
    Pages that show text of their own from which their words were taken get no layer, since it would be found twice. Of
    a picture file each page is embedded as it is, or packed about as it was, and the PDF is PDF/A-2b where it can be.

    Raises:
        OptionError: there is no original.
        InputError: it cannot be read any more.
        LimitError: it needs more memory than there is.
    """
    if original is None:
        raise OptionError(worded("{name}: a PDF needs the file that was read; give it as well", name=document.name))
    try:
        with warned(), _opened(document, original) as pdf:  # what they warn of was told when the pages were read
            font = InvisibleFont()
            pages = [*zip(pdf.pages, placed(document), strict=True)]
            changed = [page for page, words in pages if _put(pdf, page, words, font)]
            if changed:
                invisible = font.add_to(pdf)
                for page in changed:
                    page.add_resource(invisible, Name.Font, Name(FONT))
            if original.upright:
                for page, words in pages:
                    stand_upright(page, words)
            if document.kind == "image":
                make_archival(pdf)
            return _saved(pdf)
    except pikepdf.PdfError as error:
        raise InputError(
            worded(
                "{label}: cannot be written as PDF ({error}); save it anew as PDF", label=original.label, error=error
            )
        ) from error
    except MemoryError as error:
        raise LimitError(
            worded("{label}: needs more memory than there is; write fewer pages (--pages)", label=original.label)
        ) from error


def _opened(document: Document, original: Original) -> pikepdf.Pdf:
    """A PDF with the pages of the document and no others, in its order."""
    if document.kind == "image":
        return _from_pictures(document, original)
    pdf = _unlocked(original.content(), original.password)
    wanted = [page.number for page in document.pages]
    for number in range(len(pdf.pages), 0, -1):
        if number not in wanted:
            del pdf.pages[number - 1]
    if len(pdf.pages) != len(wanted):
        raise InputError(worded("{label}: has other pages than when it was read; clean it anew", label=original.label))
    return pdf


def _unlocked(content: bytes, password: str | None) -> pikepdf.Pdf:
    """The PDF of a file, whatever is before it, with its password in either of the ways it may have been written."""
    begin = max(0, content.find(b"%PDF-"))
    file = content[begin:] if begin else content
    passwords: list[str | bytes] = [""] if password is None else ["", password, password.encode("latin-1", "replace")]
    for each in passwords[:-1]:
        with contextlib.suppress(pikepdf.PasswordError):
            return pikepdf.open(BytesIO(file), password=each)
    return pikepdf.open(BytesIO(file), password=passwords[-1])


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
            raise InputError(
                worded(
                    "{label}: page {number} cannot be put into a PDF ({error})",
                    label=original.label,
                    number=page.number,
                    error=error,
                )
            ) from error
        with pikepdf.open(BytesIO(content or b"")) as single:
            pdf.pages.extend(single.pages)
    return pdf


def _layout(page: Page, picture: bytes) -> Callable[[int, int, tuple[int, int]], tuple[float, float, float, float]]:
    """The size of the sheet, from the resolution at which the page was read."""

    def layout(width: int, height: int, _: tuple[int, int]) -> tuple[float, float, float, float]:
        dpi = page.dpi or _DEFAULT_DPI
        sides = (page.width or width) / dpi, (page.height or height) / dpi
        if (page.rotation % 180 != 0) != _lies(picture):
            sides = sides[::-1]
        factor = POINTS_PER_INCH
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
    read = sum(len(piece.text) for block in words.blocks for line in block.lines for piece in line.pieces)
    if text_of_page(page).seen >= (_T.typeset_read if source.origin == "engine" else _T.typeset) * read:
        # It has its text, which would be found twice; but what was read of its pictures is not found yet.
        words = _read_from_picture(words) if source.origin == "both" else replace(words, blocks=())
    else:
        without_hidden_text(pdf, page)
    operators = layer(words, font, placement(page, source.rotation, source.width, source.height))
    if not operators:
        return False
    # Before all else, where the state of the graphics is known.
    page.contents_add(pdf.make_stream(operators), prepend=True)
    return True


def _read_from_picture(words: PlacedPage) -> PlacedPage:
    """Those words that an engine read; the text of the page itself has no confidence."""
    blocks = []
    for block in words.blocks:
        read = [tuple(piece for piece in line.pieces if piece.confidence is not None) for line in block.lines]
        lines = tuple(replace(line, pieces=pieces) for line, pieces in zip(block.lines, read, strict=True) if pieces)
        blocks += [replace(block, lines=lines)] if lines else []
    return replace(words, blocks=tuple(blocks))


def _saved(pdf: pikepdf.Pdf) -> bytes:
    file = BytesIO()
    if pdf.is_encrypted:  # opened without a password: as locked as before
        pdf.save(file, encryption=True)
    else:
        pdf.save(file, deterministic_id=True, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return file.getvalue()
