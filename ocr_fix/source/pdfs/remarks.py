"""What a PDF has beside its pages, and a reader should know of."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

import pypdfium2 as pdfium
from pypdfium2 import raw

from ocr_fix.source.faults import one_line
from ocr_fix.wording import worded, worded_count

# So many files inside a file are named.
_NAMED = 5
# So many pages are looked at for fields.
_LOOKED_AT = 10
_LONGEST_NAME = 60


def remarks_on(document: pdfium.PdfDocument) -> list[str]:
    """What to say of a file as a whole, each fit for a line of a message.

    Args:
        document: open; the caller holds the lock of PDFium.
    """
    remarks = []
    if _is_adobes(document):
        remarks.append(
            worded(
                "is an XFA form, which only Adobe's programs show: what is filled in was not read; print it to a PDF"
                " there"
            )
        )
    if _is_signed(document):
        remarks.append(worded("is signed; the signature is not valid for a PDF that is written of it"))
    count = raw.FPDFDoc_GetAttachmentCount(document)
    if count > 0:
        attached = (raw.FPDFDoc_GetAttachment(document, index) for index in range(min(count, _NAMED)))
        remarks.append(on_files([*map(name_of_file, attached)], count))
    return remarks


def on_files(names: Sequence[str], count: int) -> str:
    """What to say of files inside a file.

    Args:
        names: of them, or of the first.
        count: of all.
    """
    more = worded(" and {count} more", count=count - _NAMED) if count > _NAMED else ""
    return worded("has files inside it that are not read: {names}", names=", ".join(names[:_NAMED]) + more)


def on_comments(count: int) -> str:
    """What to say of comments of which a page shows no more than symbols."""
    return worded_count(
        "{count} comment that opens on a click was not read",
        "{count} comments that open on a click were not read",
        count,
    )


def on_cut_notes(count: int) -> str:
    """What to say of notes that are too long to be written on their page."""
    return worded_count(
        "{count} line of a note on the page was not read, which has too many",
        "{count} lines of notes on the page were not read, which have too many",
        count,
    )


def _is_adobes(document: pdfium.PdfDocument) -> bool:
    """Whether a form is filled in where only Adobe's programs look, so that its pages show no fields."""
    kind = raw.FPDF_GetFormType(document)
    if kind != raw.FORMTYPE_XFA_FOREGROUND:
        return bool(kind == raw.FORMTYPE_XFA_FULL)
    return not any(_has_fields(document, number) for number in range(min(len(document), _LOOKED_AT)))


def _is_signed(document: pdfium.PdfDocument) -> bool:
    """Whether somebody has signed: a field for a signature that nobody has used is none."""
    signatures = (raw.FPDF_GetSignatureObject(document, at) for at in range(raw.FPDF_GetSignatureCount(document)))
    return any(raw.FPDFSignatureObj_GetContents(each, None, 0) > 0 for each in signatures)


def _has_fields(document: pdfium.PdfDocument, number: int) -> bool:
    page = raw.FPDF_LoadPage(document, number)
    if not page:
        return False
    try:
        notes = (raw.FPDFPage_GetAnnot(page, index) for index in range(raw.FPDFPage_GetAnnotCount(page)))
        return any(_is_field(note) for note in notes if note)
    finally:
        raw.FPDF_ClosePage(page)


def _is_field(note: raw.FPDF_ANNOTATION) -> bool:
    try:
        return bool(raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_WIDGET)
    finally:
        raw.FPDFPage_CloseAnnot(note)


def name_of_file(attachment: raw.FPDF_ATTACHMENT) -> str:
    """The name of a file inside a file, fit for a line of a message."""
    size = raw.FPDFAttachment_GetName(attachment, None, 0) if attachment else 0
    if size <= 2:
        return worded("a file without a name")
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAttachment_GetName(attachment, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    name = one_line(buffer.raw[: size - 2].decode("utf-16-le", "replace"))
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
