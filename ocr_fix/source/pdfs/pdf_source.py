"""PDF files, page by page.

PDFium may be called by one thread at a time only, even on different files (its own documentation, and pypdfium2's
README, "Thread incompatibility"). One lock in this module guards every call that ocr_fix makes. A program that also
uses pypdfium2 on its own, in other threads, has to keep its calls apart from ours.
"""

from __future__ import annotations

import contextlib
import threading
from io import BytesIO

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from ocr_fix.document import PageImage
from ocr_fix.errors import EncryptedInputError, InputError
from ocr_fix.source.base import Source
from ocr_fix.source.chatter import with_told
from ocr_fix.source.faults import AGAIN, CUT, reason_of, translated
from ocr_fix.source.kinds import HEAD_BYTES, pdf_start
from ocr_fix.source.limits import Limits, check_pages
from ocr_fix.source.origin import InputFile
from ocr_fix.source.pdfs.annotations import LoadedPage, load_page
from ocr_fix.source.pdfs.damage import Checker
from ocr_fix.source.pdfs.drawing import render
from ocr_fix.source.pdfs.file import OBJECT, MeteredFile, with_trailer
from ocr_fix.source.pdfs.layer.shown_text import text_layer
from ocr_fix.source.pdfs.remarks import on_comments, on_cut_notes, on_files, remarks_on
from ocr_fix.source.thresholds import THRESHOLDS
from ocr_fix.system.warned import warned
from ocr_fix.wording import worded, worded_count

_PDFIUM = threading.RLock()

# PDFium keeps every stream that it has read until the document is closed: 370 MB for 300 scanned pages. So the
# document is opened anew when so much has been read of it; that takes a millisecond.
_MOST_KEPT_BYTES = 16 * 2**20

# A PDF ends with the place of its table of contents, or at least with its trailer. PDFium would mend a file without
# that end by guessing, and leave out what is missing; 1 MiB leaves room for what mail and tape add behind the end.
_TAIL_BYTES = 2**20
_ENDS = (b"startxref", b"trailer", b"%%EOF")


class PdfSource(Source):
    """A PDF file, read from disk as its pages are asked for.

    Pages are rendered in grey: reading works on lightness alone, and grey costs a third of the memory of colour.

    What is not bounded: PDFium takes a page apart in one go, and a page made for it (forms that call forms, each
    several times) takes any time and memory. Where files may be hostile, open them confined (`ConfinedSource`).

    Raises:
        InputError: the file is damaged or has no pages.
        EncryptedInputError: it needs a password.
        LimitError: it has too many pages.
    """

    kind = "pdf"

    def __init__(self, origin: InputFile, limits: Limits, dpi: int, password: str | None = None) -> None:
        super().__init__(origin)
        self._limits = limits
        self._dpi = dpi
        self._password = password
        with translated(origin.label, CUT):
            if _is_cut_off(origin.tail(_TAIL_BYTES)):
                raise InputError(
                    worded(
                        "{label}: is cut off, the end of the PDF is missing; {advice}",
                        label=origin.label,
                        advice=worded(AGAIN),
                    )
                )
            self._start = pdf_start(origin.head(HEAD_BYTES)) or 0
        self._file = MeteredFile(origin.file, self._start)
        self._mended = False
        self._checker = Checker(origin, self._start, password)
        with _PDFIUM, translated(origin.label):
            self._pdf = self._open()
            try:
                self.page_count = len(self._pdf)
                check_pages(limits, origin.label, self.page_count)
                if self.page_count == 0:
                    raise InputError(
                        worded("{label}: is a PDF without pages; {advice}", label=origin.label, advice=worded(AGAIN))
                    )
                self._remarks = remarks_on(self._pdf)
            except BaseException:
                self._pdf.close()
                raise

    def _make_page(self, number: int) -> PageImage:
        where = f"{self._origin.label}: page {number}" if self.page_count > 1 else self._origin.label
        with _PDFIUM, translated(where), warned() as said:
            if self._file.bytes_read > _MOST_KEPT_BYTES or self._file.error is not None:
                self._pdf.close()
                self._pdf = self._open()
            loaded = self._loaded(number, where)
            page = loaded.page
            try:
                image, dpi, is_scan = render(page, self._dpi, self._limits, where)
                image, damage, doubted = self._checker.check(page, number, image)
                layer = text_layer(page, number, image, dpi, loaded.fields)
            finally:
                page.close()
            if self._file.error is not None:
                raise InputError(
                    worded(
                        "{where}: {problem}; {advice}",
                        where=where,
                        problem=self._problem(worded(CUT)),
                        advice=worded(AGAIN),
                    )
                ) from self._file.error
        damaged = None if damage is None else f"{where}: {damage}; {worded(AGAIN)}"
        lost = layer.page is None and _is_bare(image) and self._checker.is_broken()
        note = with_told(self._note(number, layer.left_out, loaded, doubted=doubted, lost=lost), said)
        return PageImage(number, image, dpi, layer.page, is_scan or layer.laid, note, damaged)

    def _note(self, number: int, left_out: int, loaded: LoadedPage, *, doubted: bool, lost: bool) -> str | None:
        """What to say of a page: of text that nobody sees, of files, and with the first page of the file as a whole."""
        notes = [*self._remarks] if number == 1 else []
        where = worded("page {number}: ", number=number) if self.page_count > 1 else ""
        if doubted:
            notes.append(where + worded("its picture is damaged; parts of it may be wrong"))
        if lost:
            notes.append(where + worded("shows nothing, and the file is damaged: something may be missing"))
        if loaded.files:
            notes.append(where + on_files(loaded.files, len(loaded.files)))
        if loaded.comments:
            notes.append(where + on_comments(loaded.comments))
        if loaded.cut:
            notes.append(where + on_cut_notes(loaded.cut))
        if left_out:
            told = worded_count(
                "{count} word that is not shown was left out (outside the page, covered, or hidden)",
                "{count} words that are not shown were left out (outside the page, covered, or hidden)",
                left_out,
            )
            notes.append(where + told)
        return "; ".join(notes) or None

    def _loaded(self, number: int, where: str) -> LoadedPage:
        try:
            return load_page(self._pdf, number, self._checker.switched_off)
        except pdfium.PdfiumError as error:
            raise InputError(
                worded(
                    "{where}: {problem}; {advice}",
                    where=where,
                    problem=self._problem(worded("is missing or damaged")),
                    advice=worded(AGAIN),
                )
            ) from error

    def _open(self) -> pdfium.PdfDocument:
        """The document, freshly opened, with its forms: filled-in fields are drawn only then."""
        label = self._origin.label
        self._file.error = None
        # A PDF without pages sets no error, and PDFium would tell that of whatever file failed before it.
        raw.FPDF_LoadMemDocument64(b"", 0, None)
        document = self._unlocked(None)
        if document is None and self._password is not None:
            document = self._unlocked(self._password)
        code = raw.FPDF_ERR_SUCCESS
        if document is None:
            # Asked of PDFium itself, since older versions of pypdfium2 do not pass it on.
            code = raw.FPDF_GetLastError()
            if code == raw.FPDF_ERR_FORMAT and self._mend():
                document = self._unlocked(None)
        if document is None:
            if code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
                raise EncryptedInputError(f"{label}: {self._locked(code)}")
            raise InputError(
                worded(
                    "{label}: {problem}; {advice}",
                    label=label,
                    problem=self._problem(worded("is damaged, or a PDF without pages")),
                    advice=worded(AGAIN),
                )
            )
        with contextlib.suppress(pdfium.PdfiumError):  # a broken form is no reason to refuse the page under it
            document.init_forms()
        self._file.bytes_read = 0
        return document

    def _mend(self) -> bool:
        """Whether the file lacked its trailer and has one now; done once, for files that may be gone through."""
        if self._mended or self._file.error is not None or self._origin.size > THRESHOLDS.damage.gone_through:
            return False
        self._mended = True
        content = with_trailer(self._origin.head(self._origin.size)[self._start :])
        if content is None:
            return False
        self._file = MeteredFile(BytesIO(content))
        return True

    def _unlocked(self, password: str | None) -> pdfium.PdfDocument | None:
        """The document; None where PDFium does not open it, which then has the reason."""
        try:
            return pdfium.PdfDocument(self._file, password=password)
        except pdfium.PdfiumError:
            return None

    def _locked(self, code: int) -> str:
        """Why a file cannot be opened, and what to do."""
        if code != raw.FPDF_ERR_PASSWORD:
            return worded("is encrypted in a way not known here; save it without encryption and try again")
        if self._password is None:
            return worded("is protected by a password; give it (--password-file), or save the file without encryption")
        return worded("is protected by another password than the one given; give the right one (--password-file)")

    def _problem(self, otherwise: str) -> str:
        """What is wrong: the disk where reading failed there, else what the caller supposes."""
        error = self._file.error
        return otherwise if error is None else worded("cannot be read ({reason})", reason=reason_of(error))

    def _release(self) -> None:
        with _PDFIUM:
            self._pdf.close()

    def __del__(self) -> None:
        # Left unclosed, pypdfium2 would close the document whenever it is collected, without the lock.
        if hasattr(self, "_pdf"):
            self.close()


def _is_bare(image: Image.Image) -> bool:
    """Whether a drawing has one shade."""
    low, high = image.getextrema()
    return low == high


def _is_cut_off(tail: bytes) -> bool:
    """Whether the end of the PDF is missing: no end at all, or objects after the last one."""
    end = max(tail.rfind(mark) for mark in _ENDS)
    return end < 0 or OBJECT.search(tail, end) is not None
