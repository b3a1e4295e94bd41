"""What is filled in, stamped, noted and laid over a page: made part of its content, as it is for who looks at it."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from ocr_fix.source.pdfs.fields import Field
from ocr_fix.source.pdfs.layer.painting import Sides
from ocr_fix.source.pdfs.remarks import name_of_file
from ocr_fix.source.thresholds import THRESHOLDS

_T = THRESHOLDS.pdf_annotations
_FLATTENED = raw.FLATTEN_SUCCESS
_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_FONT = b"Helvetica"
_OF_TEXT = frozenset({raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX})
_COMB = 1 << 24  # ISO 32000-1:2008, table 228


class _Added(NamedTuple):
    """What annotations show that PDFium does not draw.

    Attributes:
        marked: places marked for redaction, which nobody carried out.
        notes: texts without an appearance, each with its place.
        fields: of text.
        files: names of the files that are pinned to the page.
        comments: texts that open when a symbol on the page is clicked on.
    """

    marked: list[Sides]
    notes: list[tuple[str, Sides]]
    fields: list[Field]
    files: list[str]
    comments: list[str]


class LoadedPage(NamedTuple):
    """A page with its annotations and fields as part of its content.

    Attributes:
        page: to be closed.
        fields: of text that it has.
        files: names of the files that are pinned to it.
        comments: how many texts open when symbols on it are clicked on.
        cut: how many lines of notes were too many to be written on it.
    """

    page: pdfium.PdfPage
    fields: Sequence[Field] = ()
    files: Sequence[str] = ()
    comments: int = 0
    cut: int = 0


def load_page(document: pdfium.PdfDocument, number: int, switched_off: Callable[[int], Collection[int]]) -> LoadedPage:
    """A page with its annotations and fields as part of its content; those that are hidden or switched off are gone.

    What is marked for redaction is covered, whether or not somebody has carried it out.

    Args:
        document: open; the caller holds the lock of PDFium.
        number: from 1.
        switched_off: tells which annotations of a page are in layers that are off; asked only where one is in a layer.

    Raises:
        pypdfium2.PdfiumError: the page is missing or damaged.
    """
    page = document[number - 1]
    if not raw.FPDFPage_GetAnnotCount(page):
        return LoadedPage(page)
    _give_appearances(page)
    added, layered = _looked_at(document, page)
    for index in sorted(switched_off(number) if layered else (), reverse=True):
        raw.FPDFPage_RemoveAnnot(page, index)
    if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == _FLATTENED:
        page.close()
        page = document[number - 1]
    for sides in added.marked:
        _cover(page, sides)
    cut = sum(_write(document, page, text, sides) for text, sides in added.notes)
    return LoadedPage(page, added.fields, added.files, len(added.comments), cut)


def _looked_at(document: pdfium.PdfDocument, page: pdfium.PdfPage) -> tuple[_Added, bool]:
    """What is to be added to a page, and whether annotations of it are in layers."""
    added = _Added([], [], [], [], [])
    layered = False
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        with _annotation(page, index) as annotation:
            if annotation is None or raw.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
                continue
            layered = layered or bool(raw.FPDFAnnot_HasKey(annotation, b"OC"))
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            if kind == raw.FPDF_ANNOT_REDACT:
                added.marked.append(_sides(annotation))
            elif kind == raw.FPDF_ANNOT_FREETEXT and not _text(annotation, raw.FPDFAnnot_GetAP, 0):
                text = _text(annotation, raw.FPDFAnnot_GetStringValue, b"Contents")
                added.notes.append((text, _sides(annotation)))
            elif kind == raw.FPDF_ANNOT_FILEATTACHMENT:
                added.files.append(name_of_file(raw.FPDFAnnot_GetFileAttachment(annotation)))
            elif kind == raw.FPDF_ANNOT_TEXT:
                added.comments.extend(filter(str.strip, [_text(annotation, raw.FPDFAnnot_GetStringValue, b"Contents")]))
            elif kind == raw.FPDF_ANNOT_WIDGET and document.formenv is not None:
                added.fields.extend(_field(document.formenv.raw, annotation))
    return added, layered


@contextmanager
def _annotation(page: pdfium.PdfPage, index: int) -> Iterator[raw.FPDF_ANNOTATION | None]:
    annotation = raw.FPDFPage_GetAnnot(page, index)
    try:
        yield annotation or None
    finally:
        if annotation:
            raw.FPDFPage_CloseAnnot(annotation)


def _give_appearances(page: pdfium.PdfPage) -> None:
    """Let PDFium make the appearances that boxes, lines, marks and notes lack: it does so when it draws annotations."""
    bitmap = pdfium.PdfBitmap.new_native(1, 1, raw.FPDFBitmap_Gray)
    try:
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, 1, 1, 0, raw.FPDF_ANNOT)
    finally:
        bitmap.close()


def _sides(annotation: raw.FPDF_ANNOTATION) -> Sides:
    box = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(annotation, box)
    return min(box.left, box.right), min(box.bottom, box.top), max(box.left, box.right), max(box.bottom, box.top)


def _field(forms: raw.FPDF_FORMHANDLE, annotation: raw.FPDF_ANNOTATION) -> list[Field]:
    """The field that an annotation shows, where it is one of text."""
    if raw.FPDFAnnot_GetFormFieldType(forms, annotation) not in _OF_TEXT:
        return []
    return [Field(_sides(annotation), bool(raw.FPDFAnnot_GetFormFieldFlags(forms, annotation) & _COMB))]


def _text(annotation: raw.FPDF_ANNOTATION, ask: object, key: object) -> str:
    """A text of an annotation, as one of PDFium's functions gives it; empty where there is none."""
    size = ask(annotation, key, None, 0)  # type: ignore[operator]
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    ask(annotation, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)  # type: ignore[operator]
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _cover(page: pdfium.PdfPage, sides: Sides) -> None:
    left, bottom, right, top = sides
    box = raw.FPDFPageObj_CreateNewRect(left, bottom, right - left, top - bottom)
    raw.FPDFPageObj_SetFillColor(box, 0, 0, 0, 255)
    raw.FPDFPath_SetDrawMode(box, raw.FPDF_FILLMODE_WINDING, False)
    raw.FPDFPage_InsertObject(page, box)


def _write(document: pdfium.PdfDocument, page: pdfium.PdfPage, text: str, sides: Sides) -> int:
    """Write the lines of a note into its place, as large as they fit there; gives how many were too many."""
    every = [line.strip() for line in text.splitlines() if line.strip()]
    lines = every[: _T.most_lines]
    if not lines:
        return 0
    left, bottom, right, top = sides
    by_width = (right - left) / (_T.letter_width * max(map(len, lines)))
    size = max(_T.smallest, min(_T.largest, by_width, (top - bottom) / (_T.leading * len(lines))))
    for index, line in enumerate(lines, 1):
        note = raw.FPDFPageObj_NewTextObj(document, _FONT, size)
        wide = ctypes.create_string_buffer((line + "\0").encode("utf-16-le"))
        raw.FPDFText_SetText(note, ctypes.cast(wide, ctypes.POINTER(raw.FPDF_WCHAR)))
        raw.FPDFPageObj_Transform(note, 1, 0, 0, 1, left, top - index * _T.leading * size)
        raw.FPDFPage_InsertObject(page, note)
    return len(every) - len(lines)
