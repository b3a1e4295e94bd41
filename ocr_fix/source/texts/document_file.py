"""Our own JSON as input: the pages of the document that it holds, as they were read, and what was decided of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from ocr_fix.document import (
    Document,
    InFile,
    Page,
    Token,
    Word,
    flow_of,
    furniture_of,
    replace_words,
    with_absorbed,
)
from ocr_fix.errors import InputError
from ocr_fix.source.base import LoadedSource
from ocr_fix.source.limits import Limits, check_pages, check_text_bytes
from ocr_fix.source.origin import InputFile
from ocr_fix.wording import worded


class DocumentSource(LoadedSource):
    """A document in JSON, loaded whole; its pages have words with boxes, without the changes that were made to them.

    What a person has decided of a word is said in its `source`.

    Raises:
        InputError: the file is damaged, of another version, or has no page.
        LimitError: it is larger than the limits allow.
    """

    kind = "json"

    def __init__(self, origin: InputFile, limits: Limits) -> None:
        super().__init__(origin)
        check_text_bytes(limits, origin.label, origin.size)
        document = Document.from_json(origin.head(origin.size), origin.label)
        self._pages = [*_as_read(document.pages)]
        if not self._pages:
            raise InputError(worded("{label}: holds no page; make it anew", label=origin.label))
        self.page_count = len(self._pages)
        check_pages(limits, origin.label, self.page_count)


def _as_read(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with every word as it was read, and beside it what a person has decided of it."""
    numbers = count()
    body, aside = (_words_as_read(flow(pages).tokens, numbers) for flow in (flow_of, furniture_of))
    return replace_words(pages, body, aside)


def _words_as_read(tokens: Iterable[Token], numbers: Iterator[int]) -> Iterator[Word]:
    for group in with_absorbed(tokens, lambda token: token.word):
        whole = group[0].word.reviewed  # then those that it has taken in are part of what was decided
        for word in (token.word for token in group):
            decided = (word.text, word.edit) if word.edit is not None and (whole or word.reviewed) else None
            source = None if decided is None else InFile(next(numbers), decided=decided)
            yield Word(word.reading, word.box, word.confidence, choices=word.choices, source=source)
