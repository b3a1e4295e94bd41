"""Markdown: headings, lists and tables as such, everything else as paragraphs.

CommonMark 0.31.2, and the tables of GitHub Flavored Markdown. Nothing is emphasised, since no engine tells us what is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ocr_fix.document import LINE_BY_LINE, Block, Document
from ocr_fix.notation.orthography import is_bullet
from ocr_fix.output.original import Original
from ocr_fix.output.passages import cells_of, passages

_LOWEST_HEADING = 6  # number signs: CommonMark has no more
_UNRANKED_HEADING = 2  # number signs of a heading that no scan tells the rank of
_HARD_BREAK = "\\\n"

_NUMBER = re.compile(r"([0-9]{1,9})([.)])")

# What would be taken for markup inside a word, and what only where a line begins.
_MARKUP = re.compile(r"[\\`*\[\]<~|]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_RULER = re.compile(r"[-+=#>]+$|>")
_NUMBERED = re.compile(r"([0-9]{1,9})([.)])$")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph, heading, list item or table.

    Attributes:
        text: in Markdown.
        list: of a list item, which list it may stand in ("-", "." or ")"); else empty.
        number: of a numbered item; else 0.
    """

    text: str
    list: str = ""
    number: int = 0


def write(document: Document, original: Original | None = None) -> bytes:
    """A document as Markdown in UTF-8, ending in a line feed unless it is empty."""
    keeps_lines = document.lines == "keep"
    pieces = [
        _piece([each.block for each in passage], keeps_lines=keeps_lines)
        for passage in passages(document, furniture=document.furniture == "keep")
    ]
    return "".join(_set([piece for piece in pieces if piece.text])).encode("utf-8")


def _set(pieces: Sequence[_Piece]) -> Iterator[str]:
    """The pieces with what keeps them apart."""
    for index, piece in enumerate(pieces):
        before = pieces[index - 1] if index else None
        if before is None:
            pass
        elif not piece.list or not before.list or piece.list != before.list:
            yield "\n"
        elif piece.number and piece.number != before.number + 1:
            yield "\n<!-- -->\n\n"  # parts two lists, the numbers of which would be counted on
        yield f"{piece.text}\n"


def _piece(blocks: Sequence[Block], *, keeps_lines: bool) -> _Piece:
    kind = blocks[0].kind
    rows = [row for block in blocks for row in _rows(block)]
    lines = [line for row in rows if (line := [word for cell in row for word in cell])]
    words = [word for line in lines for word in line]
    if not words:
        return _Piece("")
    if not keeps_lines and kind not in LINE_BY_LINE:
        lines = [words]
    if kind == "table":
        return _Piece(_table(rows))
    if kind == "list-item":
        return _item(lines)
    if kind == "heading":
        return _Piece(f"{'#' * _level(blocks[0])} {_inline(words)}")
    return _Piece(f"> {_paragraph(lines)}" if kind == "margin-note" else _paragraph(lines))


def _rows(block: Block) -> Iterator[list[list[str]]]:
    """The lines of a block as cells of words; what the word before has taken in is left out."""
    for line in block.lines:
        yield [[part for word in cell for part in word.text.split()] for cell in cells_of(line)]


def _level(block: Block) -> int:
    return min(block.level or _UNRANKED_HEADING, _LOWEST_HEADING)


def _item(lines: Sequence[Sequence[str]]) -> _Piece:
    """A list item with its own bullet or number, where that is one of Markdown's; else behind a bullet."""
    first = lines[0][0]
    rest = [lines[0][1:], *lines[1:]]
    if is_bullet(first):
        return _Piece(f"- {_paragraph(rest)}".rstrip(), "-")
    number = _NUMBER.fullmatch(first)
    if number is not None:
        return _Piece(f"{first} {_paragraph(rest)}".rstrip(), number[2], int(number[1]))
    return _Piece(f"- {_paragraph(lines)}", "-")


def _table(rows: Sequence[Sequence[Sequence[str]]]) -> str:
    """A table of GitHub's form; its first row is the head, since that form has none without."""
    width = max(len(row) for row in rows)
    lines = [_row([_inline(cell) for cell in row], width) for row in rows]
    return "\n".join([lines[0], _row(["---"] * width, width), *lines[1:]])


def _row(cells: Sequence[str], width: int) -> str:
    return f"| {' | '.join([*cells, *[''] * (width - len(cells))])} |"


def _inline(words: Iterable[str]) -> str:
    """Words in which nothing is taken for markup."""
    return " ".join(_escaped(word) for word in words)


def _paragraph(lines: Sequence[Sequence[str]]) -> str:
    """Lines that stay apart, in which nothing is taken for markup."""
    return _HARD_BREAK.join(_line(line) for line in lines if line)


def _line(words: Sequence[str]) -> str:
    first = _escaped(words[0])
    if _RULER.match(first) or first.startswith("+"):
        first = f"\\{first}"
    return " ".join([_NUMBERED.sub(r"\1\\\2", first), *map(_escaped, words[1:])])


def _escaped(word: str) -> str:
    text = _MARKUP.sub(r"\\\g<0>", word)
    return "\\" + text if set(text) == {"#"} else text
