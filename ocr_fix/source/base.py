"""An open file as a row of pages."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from ocr_fix.document import Page, PageImage, PageText, SourceKind
from ocr_fix.errors import InputError, OptionError
from ocr_fix.source.origin import InputFile
from ocr_fix.wording import worded


class Source(ABC):
    """A file whose pages are made one by one, on demand; a context manager that closes the file.

    It holds no page: each is decoded or rendered when asked for, and lives as long as the caller keeps it. Threads may
    share a source; they wait for each other.

    Attributes:
        name: the file's name without its folder; "-" where it has none.
        kind: what the file is, told by its content.
        page_count: how many pages it has, from 1.
    """

    kind: SourceKind

    def __init__(self, origin: InputFile) -> None:
        self.name = origin.name
        self.page_count = 0
        self._origin = origin
        self._lock = threading.RLock()
        self._closed = False

    def page(self, number: int) -> PageImage | PageText | Page:
        """One page.

        Args:
            number: its place in the file, from 1.

        Raises:
            OptionError: the file has no such page.
            InputError: the page is damaged; other pages may be sound.
            LimitError: the page is larger than the limits allow.
            ValueError: the source is closed.
        """
        self._check([number])
        with self._lock:
            if self._closed:
                raise ValueError("the source is closed")
            return self._make_page(number)

    def stored(self, number: int) -> bytes:
        """Of a picture file, one page as a picture file of its own; see `ImageSource.stored`.

        Raises:
            InputError: the file holds no pictures, or the page is damaged.
        """
        raise InputError(worded("{label}: holds no pictures; give a TIFF, PNG or JPEG file", label=self._origin.label))

    def inputs(self) -> list[Path]:
        """Files beside the one that was opened which its pages are read of."""
        return []

    def pages(self, numbers: Sequence[int] | None = None) -> Iterator[PageImage | PageText | Page]:
        """Pages one after the other, each made when the iteration comes to it.

        Args:
            numbers: which pages, in that order; None for all.

        Raises:
            OptionError: the file has no such page (raised at once, before the first page).
            InputError, LimitError, ValueError: as `page`, when the iteration comes to the page.
        """
        chosen = range(1, self.page_count + 1) if numbers is None else numbers
        self._check(chosen)
        return (self.page(number) for number in chosen)

    def close(self) -> None:
        """Close the file; pages already made stay valid. Closing twice does no harm."""
        with self._lock:
            if not self._closed:
                self._closed = True
                try:
                    self._release()
                finally:
                    self._origin.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _check(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            if not 1 <= number <= self.page_count:
                raise OptionError(
                    worded(
                        "{label}: there is no page {number}; the pages are 1-{page_count}",
                        label=self._origin.label,
                        number=number,
                        page_count=self.page_count,
                    )
                )

    @abstractmethod
    def _make_page(self, number: int) -> PageImage | PageText | Page:
        """The page of that number, which is in the file; the source is open and locked."""

    @abstractmethod
    def _release(self) -> None:
        """Let go of everything but the origin."""


class LoadedSource(Source):
    """A file whose pages are all in memory once it is open."""

    _pages: list[Page]

    def _make_page(self, number: int) -> Page:
        return self._pages[number - 1]

    def _release(self) -> None:
        self._pages = []
