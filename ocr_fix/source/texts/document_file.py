"""Our own JSON as input: the pages of the document that it holds, as they were read."""

from __future__ import annotations

from dataclasses import replace

from ocr_fix.document import Document, Page, Word
from ocr_fix.errors import InputError
from ocr_fix.source.base import LoadedSource
from ocr_fix.source.limits import Limits, check_pages, check_text_bytes
from ocr_fix.source.origin import Origin
from ocr_fix.wording import worded


class DocumentSource(LoadedSource):
    """A document in JSON, loaded whole; its pages have words with boxes, without the changes that were made to them.

    Raises:
        InputError: the file is damaged, of another version, or has no page.
        LimitError: it is larger than the limits allow.
    """

    kind = "json"

    def __init__(self, origin: Origin, limits: Limits) -> None:
        super().__init__(origin)
        check_text_bytes(limits, origin.label, origin.size)
        document = Document.from_json(origin.head(origin.size), origin.label)
        self._pages = [_as_read(page) for page in document.pages]
        if not self._pages:
            raise InputError(worded("{label}: holds no page; make it anew", label=origin.label))
        self.page_count = len(self._pages)
        check_pages(limits, origin.label, self.page_count)


def _as_read(page: Page) -> Page:
    """The page with every word as it was read."""
    blocks = tuple(
        replace(
            block,
            lines=tuple(replace(line, words=tuple(_word_as_read(word) for word in line.words)) for line in block.lines),
        )
        for block in page.blocks
    )
    return replace(page, blocks=blocks)


def _word_as_read(word: Word) -> Word:
    return Word(word.reading, word.box, word.confidence, choices=word.choices)
