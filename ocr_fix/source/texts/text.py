"""Text that another engine has left: already read, in pages that form feeds part."""

from __future__ import annotations

from ocr_fix.document import PageText
from ocr_fix.errors import InputError
from ocr_fix.source.base import Source
from ocr_fix.source.faults import translated
from ocr_fix.source.kinds import HEAD_BYTES, READABLE
from ocr_fix.source.limits import Limits, check_pages, check_text_bytes
from ocr_fix.source.origin import InputFile
from ocr_fix.source.texts.encoding import NotTextError, decode, is_binary
from ocr_fix.source.texts.file_forms import form_of_file, is_fragment
from ocr_fix.wording import worded


class TextSource(Source):
    """A text file, loaded whole: its encoding cannot be told from less.

    Args:
        origin: the file.
        limits: bounds its size.
        insist: whether it is to be taken for text as it stands, be it data or marked up.

    Raises:
        InputError: the file is not text, or is data, or nothing but white space.
        LimitError: it is larger than the limits allow.
    """

    kind = "text"

    def __init__(self, origin: InputFile, limits: Limits, *, insist: bool = False) -> None:
        super().__init__(origin)
        with translated(origin.label):
            head = origin.head(HEAD_BYTES)
        if is_binary(head):  # a film of some gigabytes is no text that is too long
            raise InputError(
                worded(
                    "{label}: is of an unknown kind (it holds NUL bytes); give {readable}",
                    label=origin.label,
                    readable=worded(READABLE),
                )
            )
        check_text_bytes(limits, origin.label, origin.size)
        with translated(origin.label):
            data = origin.head(origin.size)
        try:
            text = decode(data)
        except NotTextError as error:
            raise InputError(
                worded(
                    "{label}: is of an unknown kind ({error}); give {readable}",
                    label=origin.label,
                    error=error,
                    readable=worded(READABLE),
                )
            ) from error
        if not text.strip("\ufeff \t\n\v\f\r\x85\xa0"):
            raise InputError(
                worded("{label}: holds nothing but white space; scan or fetch it again", label=origin.label)
            )
        note = None
        if not insist:
            text, note = _prose(text, origin.label)
        self._note = note
        self._pages = split_pages(text)
        self.page_count = len(self._pages)
        check_pages(limits, origin.label, self.page_count)

    def _make_page(self, number: int) -> PageText:
        return PageText(number, self._pages[number - 1], self._note if number == 1 else None)

    def _release(self) -> None:
        self._pages = []


def _prose(text: str, label: str) -> tuple[str, str | None]:
    """The text that may be repaired, and what to say of it.

    Raises:
        InputError: it is data.
    """
    if is_fragment(text):
        from ocr_fix.source.texts.fragment import text_of_fragment  # noqa: PLC0415 - it stands on lxml

        inside = text_of_fragment(text)
        if inside is None:
            raise InputError(
                worded(
                    "{label}: is a piece of HTML that is nested too deeply to be read; give its text alone", label=label
                )
            )
        return inside, worded("is a piece of HTML; its text was taken without the marks")
    what = form_of_file(text)
    if what is not None:
        raise InputError(
            worded(
                "{label}: is {what}, whose words are not repaired; give running text, or insist with --as text",
                label=label,
                what=worded(what),
            )
        )
    return text, None


def split_pages(text: str) -> list[str]:
    """The pages of a text: line ends become line feeds, and form feeds part pages.

    A form feed at the end (some engines end every page with one, and some add a line feed) makes no empty page.
    """
    pages = text.replace("\r\n", "\n").replace("\r", "\n").split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    return pages
