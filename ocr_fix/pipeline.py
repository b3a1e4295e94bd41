"""The one way through the house: source, recognition, layout, correction, and out comes a document."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache
from time import monotonic
from typing import Any, overload

from ocr_fix.document import (
    Correction,
    Document,
    Page,
    PageImage,
    PageText,
    SourceKind,
    flow_of,
    furniture_of,
    replace_words,
)
from ocr_fix.document.unread import NOT_READ
from ocr_fix.errors import CancelledError, EngineError, InputError, LimitError, OcrFixError, OptionError, PageError
from ocr_fix.layout import arrange, metadata_of, swedish_forms
from ocr_fix.notation.decided import as_decided, with_decided
from ocr_fix.notation.stated import as_stated, without_raised
from ocr_fix.options import Options, takes_options
from ocr_fix.source import Input, Source, open_source, parse_pages
from ocr_fix.strings import TextCleaner
from ocr_fix.system.cancelling import cancelled_by
from ocr_fix.system.machine import gc_paused
from ocr_fix.wording import worded

_log = logging.getLogger("ocr_fix")

ReadPage = Page | PageText
"""A page after the first half of cleaning: its words as the engine gave them, or the text that another engine left."""

Progress = Callable[[int, int], None]
"""Called before the first page and after each, with the pages done and the pages in all."""


class Cleaner(TextCleaner):
    """Cleans documents and texts with one set of options; loads its data once and may be shared between threads.

    It may be pickled where its options may be, and loads its data anew there.

    Args:
        options: how to read and correct.
        fields: options by name, in place of `options`.

    Raises:
        OptionError: an option is out of its range.
        DataError: the language data is missing or damaged (raised at the first correction).
    """

    @overload
    def __init__(self, options: Options, /) -> None: ...

    @overload
    @takes_options(Options)
    def __init__(self) -> None: ...

    def __init__(self, options: Options | None = None, /, **fields: Any) -> None:
        if options is not None and fields:
            raise TypeError("give either an Options object or options by name")
        super().__init__(options if options is not None else Options(**fields))
        self._read: Callable[[PageImage], Page] | None = None

    def __reduce__(self) -> tuple[type[Cleaner], tuple[Options]]:
        return Cleaner, (self.options,)

    def clean(
        self,
        source: Input,
        *,
        name: str | None = None,
        progress: Progress | None = None,
        cancel: threading.Event | None = None,
    ) -> Document:
        """Read and correct a file.

        Args:
            source: a path, the content itself, a binary stream, or a picture: of Pillow, or an array of uint8.
            name: what to call the document in place of the file's name.
            progress: called before the first page and after each that has been read.
            cancel: once it is set, by another thread, the engine is ended and nothing more is begun. An engine inside
                this process (tesserocr) ends its page first.

        Returns:
            The document. A page that cannot be read while others can is empty and has its `failure`.

        Raises:
            InputError: the file is missing, empty, damaged, locked or of an unknown kind, or no page of it is sound.
            LimitError: it is larger than the options' limits allow.
            EngineError: Tesseract is missing, lacks a language, or failed on all pages.
            OptionError: the page selection names pages the file does not have.
            DataError: the language data is missing or damaged.
            CancelledError: `cancel` was set.
        """
        with cancelled_by(cancel), self.open(source, name=name) as opened:
            return self.clean_opened(opened, progress, cancel)

    def clean_opened(
        self,
        source: Source,
        progress: Progress | None = None,
        cancel: threading.Event | None = None,
        stopped: Callable[[], bool] | None = None,
    ) -> Document:
        """Read and correct a file that is open; it stays so. See `clean`.

        Args:
            source: the open file.
            progress: as in `clean`.
            cancel: as in `clean`.
            stopped: asked before each page; from when on it is true none is begun, and the `failure` of those left is
                `NOT_READ`. Where it is given, `cancel` ends the pages at hand alone, which then are as if they had not
                been begun.
        """
        pages, errors = self._read_all(source, self.page_numbers(source), progress, cancel, stopped)
        if errors and len(errors) == len(pages):
            raise errors[0]
        with cancelled_by(cancel if stopped is None else None):
            return self.finish(source.name, source.kind, pages)

    async def aclean(self, source: Input, *, name: str | None = None, progress: Progress | None = None) -> Document:
        """Read and correct a file in another thread, while other tasks go on; see `clean`.

        A task that is cancelled ends the engine, and ends itself when that has ended.

        Args:
            source: as in `clean`.
            name: as in `clean`.
            progress: as in `clean`; called in the other thread.
        """
        import asyncio  # noqa: PLC0415 - who does not wait need not load it

        cancel = threading.Event()
        work = asyncio.ensure_future(asyncio.to_thread(self.clean, source, name=name, progress=progress, cancel=cancel))
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            cancel.set()
            with suppress(OcrFixError):
                await work
            raise

    def clean_pages(
        self, source: Input, *, at_a_time: int = 20, cancel: threading.Event | None = None
    ) -> Iterator[Page]:
        """Read and correct a long file part by part, and give its pages as they come.

        Of a part, its pages are in memory, and no more. What correction learns of the damage, and what layout sees as
        running heads, is that of the part alone; words and paragraphs are not put together across its end.

        Args:
            source: as in `clean`.
            at_a_time: pages of a part; the fewer, the less is known of each. (Not swept: a choice of memory.)
            cancel: as in `clean`.

        Yields:
            The pages in the order of the file, corrected; one that cannot be read is empty and has its `failure`.

        Raises:
            As `clean`, when the iteration comes to it.
        """
        if at_a_time < 1:
            raise OptionError(
                worded("the number of pages at a time is {at_a_time}; it must be 1 or more", at_a_time=at_a_time)
            )
        with self.open(source) as opened:
            numbers = self.page_numbers(opened)
            for first in range(0, len(numbers), at_a_time):
                pages, _ = self._read_all(opened, numbers[first : first + at_a_time], None, cancel)
                yield from self.finish(opened.name, opened.kind, pages).pages

    def open(self, source: Input, *, name: str | None = None) -> Source:
        """Open a file as `clean` does, to read its pages one by one; close it, or use it in a `with` statement.

        Raises:
            InputError: the file is missing, empty, damaged, locked or of an unknown kind.
            LimitError: it is larger than the options' limits allow.
        """
        options = self.options
        return open_source(
            source,
            limits=options.limits,
            dpi=options.dpi,
            name=name,
            password=options.password,
            as_text=options.read_as == "text",
            confined=options.confined,
        )

    def page_numbers(self, source: Source) -> Sequence[int]:
        """Which pages of an open file the options ask for, counted from 1.

        Raises:
            OptionError: the page selection names pages the file does not have.
        """
        selection = self.options.pages
        return range(1, source.page_count + 1) if selection is None else parse_pages(str(selection)).of(source)

    def read_page(self, source: Source, number: int) -> ReadPage:
        """The first half of cleaning: one page as it was read, each for itself, in any order and in any process.

        Args:
            source: the open file.
            number: the page, from 1.

        Raises:
            InputError: the page is damaged.
            LimitError: it is larger than the options' limits allow.
            EngineError: Tesseract is missing, lacks a language, or failed.
        """
        page = source.page(number)
        return self._recognise(page, source.name) if isinstance(page, PageImage) else page

    def _read_all(
        self,
        source: Source,
        numbers: Sequence[int],
        progress: Progress | None,
        cancel: threading.Event | None,
        stopped: Callable[[], bool] | None = None,
    ) -> tuple[list[ReadPage], list[OcrFixError]]:
        """Some pages in their order, `options.jobs` at a time, and why those could not be read that are empty."""
        workers = ThreadPoolExecutor(max(1, min(self.options.jobs, len(numbers))), thread_name_prefix="ocr_fix")
        pages: list[ReadPage] = []
        errors: list[OcrFixError] = []

        def attempt(number: int) -> tuple[ReadPage, OcrFixError | None]:
            if stopped is None or not stopped():
                try:
                    return self._attempt(source, number, cancel)
                except CancelledError:
                    if stopped is None or not stopped():
                        raise
            return Page(number, failure=NOT_READ), None

        if progress is not None:
            progress(0, len(numbers))
        try:
            # Only numbers wait in the pool: a page is made by the thread that reads it.
            for page, error in workers.map(attempt, numbers):
                pages.append(page)
                errors += [] if error is None else [error]
                if progress is not None:
                    progress(len(pages), len(numbers))
        finally:
            workers.shutdown(wait=False, cancel_futures=True)
        return pages, errors

    def _attempt(
        self, source: Source, number: int, cancel: threading.Event | None
    ) -> tuple[ReadPage, OcrFixError | None]:
        """A page, or an empty one and why it could not be read: one bad page does not lose the others."""
        begun = monotonic()
        try:
            with cancelled_by(cancel):
                page = self.read_page(source, number)
        except (InputError, LimitError, PageError) as error:
            _log.warning("%s: page %d cannot be read: %s", source.name, number, error)
            return Page(number, failure=str(error)), error
        _log.debug("%s: page %d read in %.2f s", source.name, number, monotonic() - begun)
        return page, None

    def finish(self, name: str, kind: SourceKind, pages: Iterable[ReadPage]) -> Document:
        """The second half: all that takes the pages of a document together, layout and correction.

        Args:
            name: of the file.
            kind: what the file is.
            pages: what `read_page` gave, in the order of the file.

        Raises:
            DataError: the language data is missing or damaged.
        """
        begun = monotonic()
        with gc_paused():
            document = self._finished(name, kind, tuple(pages))
        told = len(document.pages), len(document.changes), len(document.doubts), monotonic() - begun
        _log.debug("%s: %d pages laid out and corrected, %d changes, %d doubts, in %.2f s", name, *told)
        return document

    def _finished(self, name: str, kind: SourceKind, pages: tuple[ReadPage, ...]) -> Document:
        read = arrange(pages)
        arranged = with_decided(read)
        registers: dict[str, float] = {}
        if self.options.correct:
            corrected = self.corrector().correct_pages(without_raised(arranged))
            registers = self.registers_told(corrected.registers)
            arranged = as_stated(arranged, corrected.pages, languages=self.options.declared_language is None)
        if self.options.typography == "swedish":
            body, aside = flow_of(arranged), furniture_of(arranged)
            body, aside = body.with_edits(swedish_forms(body)), aside.with_edits(swedish_forms(aside))
            arranged = replace_words(arranged, (t.word for t in body.tokens), (t.word for t in aside.tokens))
        arranged = as_decided(read, arranged)
        metadata = metadata_of(arranged)
        return Document(name, kind, arranged, metadata, self.options.lines, self.options.furniture, registers)

    def _recognise(self, page: PageImage, name: str) -> Page:
        try:
            return self._reader()(page)
        except EngineError as error:
            raise type(error)(f"{name}: {error}") from error

    def _reader(self) -> Callable[[PageImage], Page]:
        from ocr_fix.recognition.reader import Reader  # noqa: PLC0415 - it stands on Pillow, and texts need none

        with self._lock:
            if self._read is None:
                options = self.options
                self._read = Reader(
                    options.languages,
                    options.engine_settings,
                    options.text_layer,
                    options.given_engine,
                    options.language,
                ).read
            return self._read


@takes_options(Options)
def clean(source: Input, **options: Any) -> Document:  # noqa: ANN401 - those of `Options`
    r"""Read and correct a file; see `Cleaner.clean`. To clean many, make one `Cleaner` and keep it.

    Args:
        source: a path, the content itself, a binary stream, or a picture: of Pillow, or an array of uint8.
        options: fields of `Options` by name.

    Examples:
        >>> document = clean("Namnden beslot att bygga en ny skola.".encode())
        >>> document.text
        'Nämnden beslöt att bygga en ny skola.\n'
        >>> document.pages[0].blocks[0].lines[0].words[0].reading
        'Namnden'
    """
    return Cleaner(**options).clean(source)


@takes_options(Options)
def correct(text: str, **options: Any) -> Correction:  # noqa: ANN401 - those of `Options`
    """Repair a text that was read by some OCR engine; see `Cleaner.correct`.

    What was made ready for the options of the last calls is kept: the next one with the same options begins at once.

    Args:
        text: the text.
        options: fields of `Options` by name.

    Examples:
        >>> correction = correct("Namnden beslot att bygga en ny skola.")
        >>> correction.text
        'Nämnden beslöt att bygga en ny skola.'
        >>> [(change.before, change.after) for change in correction.changes]
        [('Namnden', 'Nämnden'), ('beslot', 'beslöt')]
        >>> correct("Namnden beslot att bygga en ny skola.", never=["beslot"]).text
        'Nämnden beslot att bygga en ny skola.'
    """
    return _ready(Options(**options)).correct(text)


@takes_options(Options)
def correct_many(texts: Iterable[str], **options: Any) -> list[Correction]:  # noqa: ANN401 - those of `Options`
    """Repair many texts of one origin, as fast as one text of that length; see `Cleaner.correct_many`.

    Args:
        texts: the texts.
        options: fields of `Options` by name.

    Examples:
        >>> [each.text for each in correct_many(["Arendet bordlades.", "", "Motet avslutades."])]
        ['Ärendet bordlades.', '', 'Mötet avslutades.']
    """
    return _ready(Options(**options)).correct_many(texts)


@lru_cache(maxsize=4)
def _ready(options: Options) -> Cleaner:
    return Cleaner(options)
