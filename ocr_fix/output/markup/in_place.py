"""A file of words written again: the one that was read, with all it has beside them, and its words as they are now."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from ocr_fix.document import Document, Page
from ocr_fix.notation.spots import MarkedPage
from ocr_fix.output.original import Original
from ocr_fix.output.placed import Placed, PlacedPage, placed

Settle = Callable[[], None]
"""Brings what a page says of its words elsewhere, as in their lines, to what they are then."""


@dataclass(frozen=True, slots=True)
class Notation:
    """How words are written into a file.

    Attributes:
        rewrite: writes what stands in an element into it, given the elements that it has taken in.
        block: what a word stands in that may say in which language it is; None where there is no such thing.
        tell: says it of such an element, where that says nothing.
        around: looks at a page before its words are written, and gives what is to be done when they are.
    """

    rewrite: Callable[[etree._Element, Sequence[Placed], Sequence[etree._Element]], None]
    block: Callable[[etree._Element], etree._Element | None]
    tell: Callable[[etree._Element, str], None]
    around: Callable[[etree._Element], Settle] | None = None


def in_place(document: Document, original: Original | None, notation: Notation) -> bytes | None:
    """The file with its words as they are now; None where it is not at hand, or is not the one that was read.

    Pages that were not asked for are left out.

    Args:
        document: what was read of the file.
        original: the file.
        notation: of the file.

    Raises:
        InputError: the file cannot be read any more.
    """
    marked = None if original is None else original.marked()
    if not marked or not _fits(document.pages, marked):
        return None
    root = marked[0].element.getroottree()
    for page in placed(document):
        mark = marked[page.page.number - 1]
        settle = None if notation.around is None else notation.around(mark.element)
        _tell_languages(page.page, mark, notation)
        _renew(page, mark, notation)
        if settle is not None:
            settle()
    asked_for = {page.number for page in document.pages}
    for number, each in enumerate(marked, 1):
        if number not in asked_for:
            _take_out(each.element)
    method = "html" if isinstance(root.parser, etree.HTMLParser) else "xml"  # what was no XML stays so
    content: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=method == "xml", method=method)
    return content + b"\n"


def free_name(element: etree._Element, attribute: str, number: int) -> str | None:
    """A name for a further part of an element that has one, which no other has.

    Args:
        element: the element.
        attribute: in which the file has names.
        number: of the part, from 2.
    """
    name = element.get(attribute)
    if name is None:
        return None
    free = f"{name}_{number}"
    while element.getroottree().xpath(f"//*[@{attribute}=$name]", name=free):
        free += "_"
    return free


def _fits(pages: Iterable[Page], marked: Sequence[MarkedPage]) -> bool:
    """Whether every word of the pages has its element in the file."""
    return all(
        page.number <= len(marked) and -1 < element < len(marked[page.number - 1].words)
        for page in pages
        for element in _elements(page)
    )


def _elements(page: Page) -> Iterable[int]:
    for block in page.blocks:
        for line in block.lines:
            for word in line.words:
                yield -1 if word.source is None else word.source.element


def _tell_languages(page: Page, marked: MarkedPage, notation: Notation) -> None:
    """Say of each block of the file what most of its words are in."""
    counts: dict[etree._Element, Counter[str]] = defaultdict(Counter)
    for block in page.blocks:
        sources = (word.source for line in block.lines for word in line.words)
        for source in sources if block.language is not None else ():
            place = None if source is None else notation.block(marked.words[source.element])
            if place is not None:
                counts[place][block.language or ""] += 1
    for place, found in counts.items():
        notation.tell(place, found.most_common(1)[0][0])


def _renew(page: PlacedPage, marked: MarkedPage, notation: Notation) -> None:
    pieces: dict[int, list[Placed]] = defaultdict(list)
    merged: dict[int, list[int]] = defaultdict(list)
    for block in page.blocks:
        for line in block.lines:
            for piece in line.pieces:
                first, *others = piece.elements
                pieces[first].append(piece)
                merged[first] += [each for each in dict.fromkeys(others) if each != first]
    for element, found in pieces.items():
        notation.rewrite(marked.words[element], found, [marked.words[each] for each in merged[element]])
    for element in set(_elements(page.page)) - pieces.keys():
        _take_out(marked.words[element])


def _take_out(element: etree._Element) -> None:
    """Take an element out of its tree, and the space of ALTO before it; what stands behind it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is not None and before.tag == f"{{{etree.QName(element).namespace}}}SP":
        _take_out(before)
        before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)
