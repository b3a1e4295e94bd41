"""The file that a document was read from, for outputs that show or keep its pages."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ocr_fix.document import Document, PageImage
from ocr_fix.errors import InputError
from ocr_fix.notation.spots import MarkedPage
from ocr_fix.options import Options
from ocr_fix.output import FORMATS, render
from ocr_fix.source import Input, kept, open_source
from ocr_fix.source.sandbox.confined import can_confine, made_apart
from ocr_fix.wording import worded

# Formats that are written into the file that a document came from, where it came in the same.
_IN_PLACE = frozenset({"hocr", "alto", "page"})
# Of the file that who writes it again has in memory at once: as it is, taken apart, written, sent.
_COPIES = 4


class OriginalFile:
    """A file that can be read again, as `ocr_fix.output.Original` wants it; holds neither an open file nor a page.

    Args:
        source: a path, the content itself, or a picture in memory. A stream will not do: it has been read.
        options: with which the document was read.
        name: how messages call it in place of the file's name.
    """

    def __init__(self, source: Input, options: Options | None = None, name: str | None = None) -> None:
        self._source = kept(source)
        self._options = options if options is not None else Options()
        self._name = name

    @property
    def label(self) -> str:
        """How messages call it."""
        return self._name or ("-" if isinstance(self._source, bytes) else os.fspath(self._source))

    @property
    def password(self) -> str | None:
        """What opens the file, where it is locked."""
        return self._options.password

    @property
    def upright(self) -> bool:
        """Whether its pages are to be written upright and straight."""
        return self._options.upright

    def written(self, document: Document, form: str) -> bytes:
        """A document that was read of the file, in one of the formats of the program.

        Where the options ask for confined files, those that show or keep the file are made by a process of its own.

        Raises:
            As `render`.
        """
        options = self._options
        looked_into = form in FORMATS.own and (FORMATS[form].needs_original or form == document.kind in _IN_PLACE)
        if not (looked_into and options.confined and can_confine()):
            return render(document, form, self)
        inside = OriginalFile(self._source, replace(options, confined=False), self._name)
        limits = replace(
            options.limits,
            max_source_bytes=options.limits.max_source_bytes + _COPIES * self._size(),
            max_page_seconds=options.limits.max_page_seconds * max(1, len(document.pages)),
        )
        return made_apart(lambda: render(document, form, inside), self.label, limits)

    def _size(self) -> int:
        """Of the file, in bytes."""
        return len(self._source) if isinstance(self._source, bytes) else Path(self._source).stat().st_size

    def content(self) -> bytes:
        """The whole file.

        Raises:
            InputError: it cannot be read any more.
        """
        if isinstance(self._source, bytes):
            return self._source
        try:
            return Path(self._source).read_bytes()
        except OSError as error:
            raise InputError(
                worded(
                    "{label}: cannot be read again ({reason}); check the disk", label=self.label, reason=error.strerror
                )
            ) from error

    def pictures(self, numbers: Iterable[int]) -> Iterator[PageImage]:
        """Pages as they were given to the engine, before any turn; made one by one. A text file has none.

        Raises:
            InputError: a page cannot be read any more.
            LimitError: it is larger than the options' limits allow.
        """
        options = self._options
        with open_source(
            self._source,
            limits=options.limits,
            dpi=options.dpi,
            name=self._name,
            password=options.password,
            confined=options.confined,
        ) as source:
            yield from (page for page in source.pages(list(numbers)) if isinstance(page, PageImage))

    def marked(self) -> Sequence[MarkedPage] | None:
        """Of a file of words, hOCR, ALTO or PAGE, its pages, whose elements may be changed; None for other files.

        Raises:
            InputError: it cannot be read any more.
        """
        from ocr_fix.source.texts.ocr_files.ocr_file import marked_pages  # noqa: PLC0415 - it stands on lxml

        return marked_pages(self.content(), self.label)

    def stored(self, number: int) -> bytes:
        """Of a picture file, one page as a picture file of its own, pixel for pixel and with its colours.

        Raises:
            InputError: the page cannot be read any more, or the file holds no pictures.
            LimitError: it is larger than the options' limits allow.
        """
        options = self._options
        with open_source(self._source, limits=options.limits, name=self._name, confined=options.confined) as source:
            return source.stored(number)
