"""The composed sources: a small Markdown, read into blocks, and the truth that follows from them.

A source is UTF-8 text. It may begin with settings (`key: value`, one a line, ended by a blank line):

- `bullet`: the sign before list items; an en dash unless told;
- `running`: the head of every page but the first; `stamp`: a head that stands on the first page too;
- `foot`: what stands at the foot of every page. In all three ` | ` parts cells, `{page}` and `{pages}` count.

Then blocks: `# title`, `## heading`, `- item`, `1. item`, `| cell | cell` (a row across the page), `> line` (set as it
is, never joined with the next), `---` (a rule; what stands above it runs across all columns) and plain paragraphs,
which end at a blank line. `**bold**` and `*italic*` open and close at spaces; `~` is a space at which no line breaks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

Face = Literal["roman", "bold", "italic"]
BlockKind = Literal["title", "heading", "paragraph", "item", "row", "line", "rule"]

_SETTING = re.compile(r"(bullet|running|stamp|foot): (.+)")
_NUMBERED = re.compile(r"(\d+\.) (.+)")
_STARTS: tuple[tuple[str, BlockKind], ...] = (("# ", "title"), ("## ", "heading"), ("> ", "line"), ("- ", "item"))
_PLAIN: BlockKind = "paragraph"
_MARKS: tuple[tuple[str, Face], ...] = (("**", "bold"), ("*", "italic"))


class MarkupError(ValueError):
    """A source breaks the rules of the markup."""


@dataclass(frozen=True, slots=True)
class Word:
    """What stands between two places where a line may break; a tied space stays inside it."""

    text: str
    face: Face = "roman"


Cell = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One thing to be set.

    Attributes:
        kind: what it is.
        cells: its words; a row has one or more cells, a rule none, everything else one.
        label: what stands before an item: the bullet or its number.
        apart: whether a blank line stands before it in the source.
    """

    kind: BlockKind
    cells: tuple[Cell, ...] = ()
    label: str = ""
    apart: bool = True

    @property
    def words(self) -> Cell:
        """The words of all cells."""
        return tuple(word for cell in self.cells for word in cell)


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A composed document.

    Attributes:
        blocks: in reading order.
        running: the head of the second and later pages, None where there is none.
        stamp: the head of every page.
        foot: the foot of every page.
    """

    blocks: tuple[Block, ...]
    running: str | None = None
    stamp: str | None = None
    foot: str | None = None

    def head(self, page: int, pages: int) -> tuple[str, ...]:
        """The cells of the head of a page, counted from 1; none where the page has no head."""
        return _cells(self.stamp if page == 1 or self.stamp else self.running, page, pages)

    def tail(self, page: int, pages: int) -> tuple[str, ...]:
        """The cells of the foot of a page."""
        return _cells(self.foot, page, pages)

    def truth(self, pages: int = 1) -> str:
        """The text a good reader makes of the document: one paragraph a line, blank lines between, NFC.

        The top of the first page is kept; heads of later pages and feet are left out.

        Args:
            pages: how many pages it fills; a stamp may tell.
        """
        paragraphs = list(self.head(1, pages) if self.stamp else ())
        for block in self.blocks:
            texts = [" ".join(word.text for word in cell) for cell in block.cells]
            if block.label:
                texts = [f"{block.label} {texts[0]}"]
            paragraphs += [text for text in texts if text]
        return unicodedata.normalize("NFC", "\n\n".join(paragraphs) + "\n")


def read_manuscript(path: Path) -> Manuscript:
    """Read a source file.

    Raises:
        MarkupError: it breaks the rules of the markup.
        OSError: it cannot be read.
    """
    return parse(path.read_text(encoding="utf-8"))


def parse(source: str) -> Manuscript:
    """Read a source.

    Raises:
        MarkupError: an emphasis is not closed.
    """
    lines = source.splitlines()
    settings: dict[str, str] = {}
    while lines and (found := _SETTING.fullmatch(lines[0])):
        settings[found[1]] = found[2]
        lines.pop(0)
    bullet = settings.pop("bullet", "–")
    return Manuscript(tuple(_blocks(lines, bullet)), **settings)


def parse_words(text: str) -> Cell:
    """Cut text at its spaces and resolve emphasis.

    Raises:
        MarkupError: an emphasis is not closed.
    """
    words: list[Word] = []
    mark = ""
    face: Face = "roman"
    for token in text.split():
        inner = token
        if not mark:
            mark, face = next((pair for pair in _MARKS if token.startswith(pair[0])), ("", "roman"))
            inner = token.removeprefix(mark)
        closing = bool(mark) and inner.endswith(mark)
        words.append(Word((inner.removesuffix(mark) if closing else inner).replace("~", " "), face))
        if closing:
            mark, face = "", "roman"
    if mark:
        raise MarkupError(f"{mark} is not closed in: {text}")
    return tuple(words)


def _cells(template: str | None, page: int, pages: int) -> tuple[str, ...]:
    if template is None:
        return ()
    return tuple(cell.strip() for cell in template.format(page=page, pages=pages).split("|"))


def _blocks(lines: list[str], bullet: str) -> Iterator[Block]:
    pending: Block | None = None  # a paragraph or an item, to which the next plain line belongs
    apart = True
    for line in lines:
        block = _block(line.strip(), bullet)
        if block is not None and block.kind == "paragraph" and pending is not None:
            pending = replace(pending, cells=(pending.words + block.words,))
            continue
        if pending is not None:
            yield pending
            pending = None
        if block is None:
            apart = True
            continue
        block = replace(block, apart=apart)
        apart = False
        if block.kind in ("paragraph", "item"):
            pending = block
        else:
            yield block
    if pending is not None:
        yield pending


def _block(line: str, bullet: str) -> Block | None:
    """The block that a line of the source is or begins; None for a blank line."""
    if not line:
        return None
    if line == "---":
        return Block("rule")
    if line.startswith("|"):
        return Block("row", tuple(parse_words(cell) for cell in line[1:].split("|")))
    if numbered := _NUMBERED.fullmatch(line):
        return Block("item", (parse_words(numbered[2]),), label=numbered[1])
    start, kind = next((pair for pair in _STARTS if line.startswith(pair[0])), ("", _PLAIN))
    label = bullet if kind == "item" else ""
    return Block(kind, (parse_words(line.removeprefix(start)),), label)
