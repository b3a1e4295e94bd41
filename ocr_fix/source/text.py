"""Text that another engine has left: already read, in pages that form feeds part."""

from __future__ import annotations

from ocr_fix.document import PageText
from ocr_fix.errors import InputError, LimitError
from ocr_fix.source.base import Source
from ocr_fix.source.encoding import NotTextError, decode, is_binary
from ocr_fix.source.faults import translated
from ocr_fix.source.kinds import HEAD_BYTES, READABLE
from ocr_fix.source.limits import Limits, check_pages
from ocr_fix.source.origin import Origin


class TextSource(Source):
    """A text file, loaded whole: its encoding cannot be told from less.

    Raises:
        InputError: the file is not text, or nothing but white space.
        LimitError: it is larger than the limits allow.
    """

    kind = "text"

    def __init__(self, origin: Origin, limits: Limits) -> None:
        super().__init__(origin)
        with translated(origin.label):
            head = origin.head(HEAD_BYTES)
        if is_binary(head):  # a film of some gigabytes is no text that is too long
            raise InputError(f"{origin.label}: is of an unknown kind (it holds NUL bytes); give {READABLE}")
        if origin.size > limits.max_text_bytes:
            raise LimitError(
                f"{origin.label}: the text has more than {limits.max_text_bytes} bytes;"
                " split it or raise the limit max_text_bytes"
            )
        with translated(origin.label):
            data = origin.head(origin.size)
        try:
            text = decode(data)
        except NotTextError as error:
            raise InputError(f"{origin.label}: is of an unknown kind ({error}); give {READABLE}") from error
        if not text.strip("\ufeff \t\n\v\f\r\x85\xa0"):
            raise InputError(f"{origin.label}: holds nothing but white space; scan or fetch it again")
        self._pages = split_pages(text)
        self.page_count = len(self._pages)
        check_pages(limits, origin.label, self.page_count)

    def _make_page(self, number: int) -> PageText:
        return PageText(number, self._pages[number - 1])

    def _release(self) -> None:
        self._pages = []


def split_pages(text: str) -> list[str]:
    """The pages of a text: line ends become line feeds, and form feeds part pages.

    A form feed at the end (some engines end every page with one, and some add a line feed) makes no empty page.
    """
    pages = text.replace("\r\n", "\n").replace("\r", "\n").split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    return pages
