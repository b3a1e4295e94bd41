"""Every word of a document as a place that somebody may decide of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ocr_fix.document import (
    Block,
    Box,
    Document,
    Edit,
    InFile,
    Page,
    Token,
    Word,
    flow_of,
    furniture_of,
    union_of,
    with_absorbed,
)
from ocr_fix.review.decisions import Decision


@dataclass(frozen=True, slots=True)
class Place:
    """A word as it stands, with those that it has taken in.

    Attributes:
        word: its number, as in `Decision`.
        page: number of the page, from 1.
        line: number of the line on the page in reading order, from 1.
        box: around the words concerned; None where the source has no boxes.
        boxes: of each of them, with the number of its page.
        start: where it begins in the text, in characters from 0; None where it does not stand in the text.
        read: what was read there, with a space between several words.
        text: what stands there now; empty for specks that a text begins with.
        edit: why, or what is doubtful; None where it is as it was read.
    """

    word: int
    page: int
    line: int
    box: Box | None
    boxes: tuple[tuple[int, Box | None], ...]
    start: int | None
    read: str
    text: str
    edit: Edit | None

    def decide(self, becomes: str, *, who: str = "", when: str = "", note: str = "") -> Decision:
        """The decision that it shall be so; see `Decision` for the parts."""
        return Decision(
            page=self.page,
            box=self.box,
            start=self.start,
            read=self.read,
            was=self.text,
            becomes=becomes,
            word=self.word,
            who=who,
            when=when,
            note=note,
        )


def places(document: Document) -> Iterator[Place]:
    """The words in the order of the text, then those that do not stand in it; one taken in by another is part of that.

    Two may have the same `start`, where one of them is empty.
    """
    marked = numbered(document.pages)
    flow = flow_of(marked, lines=document.lines, furniture=document.furniture)
    aside = are_furniture(marked)
    yield from _places(flow.tokens, flow.starts, aside)
    if document.furniture == "drop":
        yield from _places(furniture_of(marked).tokens, None, aside)


def numbered(pages: Iterable[Page]) -> tuple[Page, ...]:
    """Pages whose words have their number as the element of a file that they are from."""
    pages = tuple(pages)
    return with_words(pages, (replace(word, source=InFile(at)) for at, word in enumerate(words_of(pages))))


def words_of(pages: Iterable[Page]) -> Iterator[Word]:
    """All words in the order of pages, blocks and lines."""
    return (word for page in pages for block in page.blocks for line in block.lines for word in line.words)


def are_furniture(pages: Iterable[Page]) -> list[bool]:
    """Whether each of `words_of` stands in a running head, a footer or a page number."""
    return [block.is_furniture for page in pages for block in page.blocks for line in block.lines for _ in line.words]


def with_words(pages: Iterable[Page], words: Iterator[Word]) -> tuple[Page, ...]:
    """The same pages with other words, in the order of `words_of`."""

    def renewed(block: Block) -> Block:
        lines = [replace(line, words=tuple([next(words) for _ in line.words])) for line in block.lines]
        return replace(block, lines=tuple(lines))

    return tuple([replace(page, blocks=tuple([renewed(block) for block in page.blocks])) for page in pages])


def _places(tokens: Iterable[Token], starts: Sequence[int] | None, aside: Sequence[bool]) -> Iterator[Place]:
    at = 0
    for group in with_absorbed(tokens, lambda token: token.word):
        head = group[0]
        same = [token for token in group if aside[_number(token.word)] == aside[_number(head.word)]]
        boxes = tuple((token.page, token.word.box) for token in same)
        yield Place(
            _number(head.word),
            head.page,
            head.line,
            union_of(box for page, box in boxes if page == head.page),
            boxes,
            None if starts is None else starts[at],
            " ".join(token.word.reading for token in same),
            head.word.text,
            next((token.word.edit for token in same if token.word.edit is not None), None),
        )
        at += len(group)


def _number(word: Word) -> int:
    return 0 if word.source is None else word.source.element
