"""Files in which another engine has left words with their boxes: hOCR, ALTO, PAGE and the XML of FineReader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from lxml import etree

from ocr_fix.document import Page, SourceKind
from ocr_fix.errors import InputError
from ocr_fix.notation import hocr, page_xml
from ocr_fix.notation.spots import MarkedPage
from ocr_fix.source.base import LoadedSource
from ocr_fix.source.faults import reason_of, translated
from ocr_fix.source.kinds import HEAD_BYTES, FileFormat, identify
from ocr_fix.source.limits import Limits, check_pages, check_text_bytes
from ocr_fix.source.origin import InputFile
from ocr_fix.source.texts.fragment import gave_up
from ocr_fix.source.texts.ocr_files import abbyy, alto
from ocr_fix.source.texts.ocr_files.page_xml import page_xml_pages
from ocr_fix.wording import phrase, worded

_KINDS: dict[FileFormat, SourceKind] = {
    FileFormat.HOCR: "hocr",
    FileFormat.ALTO: "alto",
    FileFormat.PAGE: "page",
    FileFormat.ABBYY: "abbyy",
}
_MODULES = {FileFormat.HOCR: hocr, FileFormat.ALTO: alto, FileFormat.PAGE: page_xml, FileFormat.ABBYY: abbyy}
_READERS: dict[FileFormat, Callable[[etree._Element], list[Page]]] = {
    FileFormat.HOCR: hocr.hocr_pages,
    FileFormat.ALTO: alto.alto_pages,
    FileFormat.PAGE: page_xml_pages,
    FileFormat.ABBYY: abbyy.abbyy_pages,
}


class OcrFileSource(LoadedSource):
    """An hOCR, ALTO, PAGE or FineReader XML file, loaded whole; its pages have words with boxes and no picture.

    Raises:
        InputError: the file is damaged or has no page.
        LimitError: it is larger than the limits allow.
    """

    def __init__(self, origin: InputFile, limits: Limits, format_: FileFormat) -> None:
        super().__init__(origin)
        self.kind = _KINDS[format_]
        check_text_bytes(limits, origin.label, origin.size)
        with translated(origin.label, phrase("is damaged or cut off"), phrase("fetch it again")):
            data = origin.head(origin.size)
            tree = _parsed(data, format_, origin.label)
            self.page_count = len(_MODULES[format_].page_elements(tree))
            if not self.page_count:
                raise InputError(
                    worded("{label}: holds no page of {form}; fetch it again", label=origin.label, form=format_.value)
                )
            check_pages(limits, origin.label, self.page_count)
            self._pages = _READERS[format_](tree)
        if format_ is FileFormat.HOCR:
            self._pages[-1] = _doubted(self._pages[-1], tree, data, origin.label)


def marked_pages(data: bytes, label: str) -> Sequence[MarkedPage] | None:
    """The pages of a file of words with their elements; None where the file is none.

    Args:
        data: the whole file.
        label: how messages call it.

    Raises:
        InputError: the file is damaged.
    """
    format_ = identify(data[:HEAD_BYTES])
    if format_ is None or format_ not in _READERS:
        return None
    tree = _parsed(data, format_, label)
    module = _MODULES[format_]
    return [MarkedPage(page, module.word_elements(page)) for page in module.page_elements(tree)]


def _parsed(data: bytes, format_: FileFormat, label: str) -> etree._Element:
    """The tree of a file. Nothing outside it is read, and no entity is expanded."""
    try:
        return etree.fromstring(data, _strict())
    except etree.XMLSyntaxError as error:
        if format_ is not FileFormat.HOCR:
            raise InputError(
                worded(
                    "{label}: is damaged or cut off ({reason}); fetch it again", label=label, reason=reason_of(error)
                )
            ) from error
    # hOCR may be HTML that is no XML: marks left open, named characters.
    encoding = "utf-8" if _is_utf8(data) else None
    tree = etree.fromstring(data, etree.HTMLParser(no_network=True, huge_tree=False, encoding=encoding))
    if tree is None:
        raise InputError(worded("{label}: holds no page of {form}; fetch it again", label=label, form=format_.value))
    return tree


def _doubted(page: Page, tree: etree._Element, data: bytes, label: str) -> Page:
    """The last page of an hOCR file, which has a failure where the file is cut off, and a note where it is damaged."""
    begins, ends = (data.lower().count(tag) for tag in (b"<html", b"</html"))
    if begins > ends:
        return replace(
            page, failure=worded("{label}: is cut off, and what stood behind is missing; fetch it again", label=label)
        )
    if gave_up(tree):
        return replace(
            page,
            failure=worded(
                "{label}: is nested too deeply, and what stood behind is missing; fetch it again", label=label
            ),
        )
    return replace(page, note=worded("is damaged; something of it may be missing")) if _is_broken_xml(data) else page


def _is_broken_xml(data: bytes) -> bool:
    """Whether a file that says it is XML is none, but for characters by names, which many write all the same."""
    if not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml"):
        return False
    try:
        etree.fromstring(data, _strict())
    except etree.XMLSyntaxError as error:
        return any(entry.type != etree.ErrorTypes.ERR_UNDECLARED_ENTITY for entry in error.error_log)
    return False


def _strict() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
