"""The door of the stage: look at a file and choose who reads it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import ocr_fix.source.chatter  # noqa: F401 - keeps the libraries that read files from writing to the terminal
from ocr_fix.document import SourceKind
from ocr_fix.errors import InputError
from ocr_fix.source.base import Source
from ocr_fix.source.faults import translated
from ocr_fix.source.kinds import HEAD_BYTES, OCR_FORMATS, FileFormat, identify, is_mets, look_like
from ocr_fix.source.limits import DEFAULT_DPI, DEFAULT_LIMITS, Limits, check_dpi
from ocr_fix.source.origin import Input, InputFile, open_origin
from ocr_fix.source.sandbox.confined import ConfinedSource, can_confine
from ocr_fix.source.texts.text import TextSource
from ocr_fix.system.libraries import complete
from ocr_fix.wording import worded

_READERS: Mapping[SourceKind, str] = {
    "pdf": "ocr_fix.source.pdfs.pdf_source",
    "image": "ocr_fix.source.pictures.image",
    "mets": "ocr_fix.source.texts.mets",
    "json": "ocr_fix.source.texts.document_file",
    **dict.fromkeys(("hocr", "alto", "page", "abbyy"), "ocr_fix.source.texts.ocr_files.ocr_file"),
}
"""What reads each kind of file; text is read by what is there anyway."""


def load_reader(kind: SourceKind) -> None:
    """Load what reads files of a kind, as the first of them does.

    A process that has files opened by others, forked for each, spares each of them a tenth of a second by it.
    """
    if kind in _READERS:
        with complete():
            import_module(_READERS[kind])


def open_source(
    source: Input,
    *,
    limits: Limits = DEFAULT_LIMITS,
    dpi: int = DEFAULT_DPI,
    name: str | None = None,
    password: str | None = None,
    as_text: bool = False,
    confined: bool = False,
) -> Source:
    """Open a file of any kind that is read; use the result in a `with` statement, or close it.

    Args:
        source: a path, the content itself as bytes, a binary stream, or a picture in memory. A path is read as its
            pages are asked for. A stream is read to its end at once (to disk where it is large) and left open.
        limits: bounds against hostile files.
        dpi: dots per inch at which PDF pages are rendered, 50-1200; pictures keep their own.
        name: how to call the file in place of its own name.
        as_text: whether to take the file for text, whatever it looks like.
        confined: whether it is opened in a process of its own, inside walls, where the system can.
        password: opens a PDF that is locked; others need none and pass over it.

    Raises:
        InputError: the file is missing, empty, damaged, locked or of an unknown kind.
        LimitError: it is larger than the limits allow.
        OptionError: the resolution is out of its range, or a library is missing.
        TypeError: the source is none of these.
    """
    check_dpi(dpi)
    with complete():
        origin = open_origin(source, limits, name)
    folder = Path(source).parent if isinstance(source, str | os.PathLike) else None

    @complete()
    def opened() -> Source:
        if folder is not None and not as_text and is_mets(origin.head(HEAD_BYTES)):
            from ocr_fix.source.texts.mets import MetsSource  # noqa: PLC0415 - as below

            return MetsSource(origin, limits, folder, lambda page: _reader(page, limits, dpi, password))
        return _reader(origin, limits, dpi, password, as_text=as_text)

    try:
        return ConfinedSource(origin, limits, opened) if confined and can_confine() else opened()
    except BaseException:
        origin.close()
        raise


def _reader(origin: InputFile, limits: Limits, dpi: int, password: str | None, *, as_text: bool = False) -> Source:
    if as_text:
        return TextSource(origin, limits, insist=True)
    with translated(origin.label):
        format_ = identify(origin.head(HEAD_BYTES))
    # The readers stand on PDFium, lxml and Pillow, and each is loaded for its own files only.
    if format_ is FileFormat.PDF:
        from ocr_fix.source.pdfs.pdf_source import PdfSource  # noqa: PLC0415

        return PdfSource(origin, limits, dpi, password)
    if format_ is FileFormat.DOCUMENT:
        from ocr_fix.source.texts.document_file import DocumentSource  # noqa: PLC0415

        return DocumentSource(origin, limits)
    if format_ in OCR_FORMATS:
        from ocr_fix.source.texts.ocr_files.ocr_file import OcrFileSource  # noqa: PLC0415

        return OcrFileSource(origin, limits, format_)
    if format_ is not None:
        from ocr_fix.source.pictures.image import ImageSource  # noqa: PLC0415

        return ImageSource(origin, limits, format_)
    with translated(origin.label):
        foreign = look_like(origin.head(HEAD_BYTES))
    if foreign is not None:
        raise InputError(
            worded(
                "{label}: is {what}, which is not read; {advice}",
                label=origin.label,
                what=worded(foreign.what),
                advice=worded(foreign.advice),
            )
        )
    return TextSource(origin, limits)
