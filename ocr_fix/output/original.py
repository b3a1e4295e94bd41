"""What a writer may ask of the file a document was read from; the pipeline provides it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from ocr_fix.document import PageImage
from ocr_fix.notation.spots import MarkedPage


class Original(Protocol):
    """The file a document was read from, opened anew for each question. It is only ever read."""

    @property
    def label(self) -> str:
        """How messages call it."""
        ...

    @property
    def password(self) -> str | None:
        """What opens the file, where it is locked."""

    @property
    def upright(self) -> bool:
        """Whether its pages are to be written upright and straight."""
        ...

    def content(self) -> bytes:
        """The whole file.

        Raises:
            InputError: it cannot be read any more.
        """
        ...

    def pictures(self, numbers: Iterable[int]) -> Iterator[PageImage]:
        """Pages as they were given to the engine, before any turn; made one by one. A text file has none.

        Raises:
            InputError: a page cannot be read any more.
        """
        ...

    def marked(self) -> Sequence[MarkedPage] | None:
        """Of a file of words, hOCR, ALTO or PAGE, its pages, whose elements may be changed; None for other files.

        Raises:
            InputError: it cannot be read any more.
        """

    def stored(self, number: int) -> bytes:
        """Of a picture file, one page as a picture file of its own, pixel for pixel and with its colours.

        The file itself where it is a JPEG or PNG; else a PNG or TIFF.

        Raises:
            InputError: the page cannot be read any more, or the file holds no pictures.
        """
        ...
