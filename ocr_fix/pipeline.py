"""The one way through the house: source, recognition, layout, correction, and out comes a document."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any, BinaryIO, overload

from ocr_fix.correction import Confusion, Corrector, corrected_in_sections, default_sources, tokenise
from ocr_fix.correction.registers.languages import Declared, Identifier, LanguageIdentifier
from ocr_fix.document import (
    Correction,
    Document,
    Page,
    PageImage,
    PageText,
    RegisterChoice,
    SourceKind,
    flow_of,
    furniture_of,
    replace_words,
)
from ocr_fix.document.language_codes import shares_of
from ocr_fix.errors import EngineError, InputError, LimitError, OcrFixError, PageError
from ocr_fix.languages import load_language, load_letters
from ocr_fix.layout import arrange, metadata_of, normal_forms, swedish_forms
from ocr_fix.machine import gc_paused
from ocr_fix.notation.stated import as_stated, without_raised
from ocr_fix.options import Options, takes_options
from ocr_fix.source import Source, open_source, parse_pages

Input = str | os.PathLike[str] | bytes | BinaryIO

REGISTERS: Mapping[RegisterChoice, Sequence[str]] = {
    "auto": ("sv", "sv-historical"),
    "modern": ("sv",),
    "old": ("sv-historical",),
}
"""The registers of Swedish that texts are corrected in, by choice, the usual one first."""

ReadPage = Page | PageText
"""A page after the first half of cleaning: its words as the engine gave them, or the text that another engine left."""

Progress = Callable[[int, int], None]
"""Called after each page with the pages done and the pages in all."""


class Cleaner:
    """Cleans documents and texts with one set of options; loads its data once and may be shared between threads.

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
        self.options = options if options is not None else Options(**fields)
        self._read: Callable[[PageImage], Page] | None = None
        self._corrector: Corrector | None = None
        self._lock = threading.Lock()

    def clean(self, source: Input, *, name: str | None = None, progress: Progress | None = None) -> Document:
        """Read and correct a file.

        Args:
            source: a path, the content itself, or a binary stream.
            name: what to call the document in place of the file's name.
            progress: called after each page that has been read.

        Returns:
            The document. A page that cannot be read while others can is empty and has its `failure`.

        Raises:
            InputError: the file is missing, empty, damaged, locked or of an unknown kind, or no page of it is sound.
            LimitError: it is larger than the options' limits allow.
            EngineError: Tesseract is missing, lacks a language, or failed on all pages.
            OptionError: the page selection names pages the file does not have.
            DataError: the language data is missing or damaged.
        """
        with self.open(source, name=name) as opened:
            return self.clean_opened(opened, progress)

    def clean_opened(self, source: Source, progress: Progress | None = None) -> Document:
        """Read and correct a file that is open; it stays so. See `clean`."""
        return self.finish(source.name, source.kind, self._read_all(source, progress))

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
        return range(1, source.page_count + 1) if selection is None else parse_pages(selection).of(source)

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

    def _read_all(self, source: Source, progress: Progress | None) -> list[ReadPage]:
        """The pages that were asked for, in their order, `options.jobs` at a time."""
        numbers = self.page_numbers(source)
        workers = ThreadPoolExecutor(max(1, min(self.options.jobs, len(numbers))), thread_name_prefix="ocr_fix")
        pages: list[ReadPage] = []
        errors: list[OcrFixError] = []
        try:
            # Only numbers wait in the pool: a page is made by the thread that reads it.
            for page, error in workers.map(lambda number: self._attempt(source, number), numbers):
                pages.append(page)
                errors += [] if error is None else [error]
                if progress is not None:
                    progress(len(pages), len(numbers))
        finally:
            workers.shutdown(wait=False, cancel_futures=True)
        if errors and len(errors) == len(pages):
            raise errors[0]
        return pages

    def _attempt(self, source: Source, number: int) -> tuple[ReadPage, OcrFixError | None]:
        """A page, or an empty one and why it could not be read: one bad page does not lose the others."""
        try:
            return self.read_page(source, number), None
        except (InputError, LimitError, PageError) as error:
            return Page(number, failure=str(error)), error

    def finish(self, name: str, kind: SourceKind, pages: Iterable[ReadPage]) -> Document:
        """The second half: all that takes the pages of a document together, layout and correction.

        Args:
            name: of the file.
            kind: what the file is.
            pages: what `read_page` gave, in the order of the file.

        Raises:
            DataError: the language data is missing or damaged.
        """
        with gc_paused():
            return self._finished(name, kind, tuple(pages))

    def _finished(self, name: str, kind: SourceKind, pages: tuple[ReadPage, ...]) -> Document:
        arranged = arrange(pages)
        if self.options.correct:
            corrected = self._load().correct_pages(without_raised(arranged))
            arranged = as_stated(arranged, corrected, languages=self.options.declared_language is None)
        if self.options.typography == "swedish":
            body, aside = flow_of(arranged), furniture_of(arranged)
            body, aside = body.with_edits(swedish_forms(body)), aside.with_edits(swedish_forms(aside))
            arranged = replace_words(arranged, (t.word for t in body.tokens), (t.word for t in aside.tokens))
        metadata = metadata_of(arranged)
        return Document(name, kind, arranged, metadata, lines=self.options.lines, furniture=self.options.furniture)

    def correct(self, text: str) -> Correction:
        """Repair a text that was read by some OCR engine; its line breaks and spaces stay as they are.

        `revert(correction.text, correction.changes)` gives back `text` to the letter. A long text is taken section by
        section, so that the memory needed beside it and its changes does not grow.

        Raises:
            DataError: the language data is missing or damaged.
        """
        return corrected_in_sections(text, self.correct_section)

    def correct_section(self, text: str) -> Correction:
        """Repair a text as one whole, however long; see `correct`."""
        with gc_paused():
            return self._repaired(text)

    def _repaired(self, text: str) -> Correction:
        flow = tokenise(text)
        flow = flow.with_edits(normal_forms(flow))
        languages: Mapping[str, float] = {}
        if self.options.correct:
            found = self._load().corrected(flow)
            flow = flow.with_edits(found.edits)
            languages = shares_of(found.counts(len(flow.tokens)))
        if self.options.typography == "swedish":
            flow = flow.with_edits(swedish_forms(flow))
        return Correction(flow.text, flow.changes, flow.doubts, languages)

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

    def _load(self) -> Corrector:
        with self._lock:
            if self._corrector is None:
                options = self.options
                confusions = {Confusion(printed, read): share for printed, read, share in options.confusions}
                self._corrector = Corrector(
                    options.language or [load_language(code) for code in REGISTERS[options.register]],
                    options.words,
                    options.never,
                    confusions,
                    options.min_confidence,
                    lambda knowledge: (*default_sources(knowledge), *options.sources),
                    identifier=self._identifier(),
                )
            return self._corrector

    def _identifier(self) -> Identifier:
        declared = self.options.declared_language
        return LanguageIdentifier(load_letters()) if declared is None else Declared(declared)


@takes_options(Options)
def clean(source: Input, **options: Any) -> Document:  # noqa: ANN401 - those of `Options`
    """Read and correct a file; see `Cleaner.clean`. To clean many, make one `Cleaner` and keep it.

    Args:
        source: a path, the content itself, or a binary stream.
        options: fields of `Options` by name.
    """
    return Cleaner(**options).clean(source)


@takes_options(Options)
def correct(text: str, **options: Any) -> Correction:  # noqa: ANN401 - those of `Options`
    """Repair a text that was read by some OCR engine; see `Cleaner.correct`.

    What was made ready for the options of the last calls is kept: the next one with the same options begins at once.

    Args:
        text: the text.
        options: fields of `Options` by name.
    """
    return _ready(Options(**options)).correct(text)


@lru_cache(maxsize=4)
def _ready(options: Options) -> Cleaner:
    return Cleaner(options)
