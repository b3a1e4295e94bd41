"""PAGE XML: the words with their boxes as OCR-D, Transkribus and others keep them.

The schema is PRImA's, version 2019-07-15, http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from lxml import etree

from ocr_fix.document import Block, BlockKind, Box, Document, Page, union_of
from ocr_fix.document.language_codes import NO_LANGUAGE
from ocr_fix.errors import OptionError
from ocr_fix.notation.orthography import HYPHENS, SOFT_HYPHEN
from ocr_fix.notation.page_xml import NAMESPACE, language_name
from ocr_fix.output.markup.page_in_place import page_in_place
from ocr_fix.output.markup.xml import NOWHERE, add, allowed_lines
from ocr_fix.output.original import Original
from ocr_fix.output.placed import Placed, PlacedBlock, PlacedLine, PlacedPage, placed
from ocr_fix.version import __version__
from ocr_fix.wording import worded

# The same input gives the same bytes, whenever it is read; the schema asks for a time all the same.
_TIME = "1970-01-01T00:00:00Z"
# The standard has no names for list items and signatures, nor for tables without places; `custom` names what all are.
_TYPES: Mapping[BlockKind, str] = {
    "paragraph": "paragraph",
    "heading": "heading",
    "header": "header",
    "footer": "footer",
    "page-number": "page-number",
    "margin-note": "marginalia",
}
# The standard asks for places, also where the source has none.


def write(document: Document, original: Original | None = None) -> bytes:
    """A document of one page as PAGE XML in UTF-8.

    What was read where the text is another is the second text of a word; the first has the probability of the change
    and why it was made. Of a document that was PAGE itself, it is the file that was read, with its words as they are
    now, where that is at hand.

    Raises:
        OptionError: the document has more pages than one, or none.
    """
    kept = None if document.kind != "page" else page_in_place(document, original)
    if kept is not None:
        return kept
    if len(document.pages) != 1:
        raise OptionError(
            worded(
                "{name}: has {count} pages, and a file of the format page holds one; name a file with -o, and"
                " each is written to one beside it, or choose one with --pages",
                name=document.name,
                count=len(document.pages),
            )
        )
    return next(iter(write_pages(document).values()))


def write_pages(document: Document) -> dict[int, bytes]:
    """A document as a PAGE XML file for each of its pages, by their numbers."""
    return {page.page.number: _file(page, document) for page in placed(document)}


def _file(page: PlacedPage, document: Document) -> bytes:
    root = etree.Element(f"{{{NAMESPACE}}}PcGts", nsmap={None: NAMESPACE})
    metadata = add(root, "Metadata")
    add(metadata, "Creator", f"ocr_fix {__version__}")
    add(metadata, "Created", _TIME)
    add(metadata, "LastChange", _TIME)
    if remarks := "; ".join(filter(None, (page.page.failure, page.page.note))):
        add(metadata, "Comments", remarks)
    _page(root, page, document)
    etree.indent(root, " ")
    content: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _page(root: etree._Element, placed_page: PlacedPage, document: Document) -> None:
    page = placed_page.page
    element = add(
        root,
        "Page",
        imageFilename=document.name,
        imageWidth=page.width or 0,
        imageHeight=page.height or 0,
        **_dpi(page),
    )
    if page.number > 1:
        element.set("custom", f"page {{number:{page.number};}}")
    if document.language is not None:
        element.set("primaryLanguage", language_name(document.language))
    if not placed_page.blocks:
        return
    order = add(add(element, "ReadingOrder"), "OrderedGroup", id="reading_order")
    for index, block in enumerate(placed_page.blocks):
        key = f"region_{index + 1}"
        add(order, "RegionRefIndexed", index=index, regionRef=key)
        if block.block.kind == "table" and block.box is not None:
            _table(element, block, key, index)
        else:
            _region(element, block, key, index)


def _dpi(page: Page) -> dict[str, str | int]:
    if page.dpi is None:
        return {}
    return {"imageXResolution": page.dpi, "imageYResolution": page.dpi, "imageResolutionUnit": "PPI"}


def _region(page: etree._Element, placed_block: PlacedBlock, key: str, index: int) -> None:
    block = placed_block.block
    region = add(
        page,
        "TextRegion",
        id=key,
        custom=_custom(block, index),
        continuation="true" if block.continues else None,
        type=_TYPES.get(block.kind, "other"),
        primaryLanguage=None if block.language is None else language_name(block.language),
    )
    _place(region, placed_block.box)
    for number, line in enumerate(placed_block.lines, 1):
        _line(region, line, f"{key}_line_{number}")
    _say(region, "\n".join(map(_text, placed_block.lines)))


def _table(page: etree._Element, placed_block: PlacedBlock, key: str, index: int) -> None:
    """A table whose cells are regions of their own, each with its row and column."""
    block = placed_block.block
    columns = max(len(line.cells) + 1 for line in block.lines)
    table = add(
        page, "TableRegion", id=key, custom=_custom(block, index), rows=len(placed_block.lines), columns=columns
    )
    _place(table, placed_block.box)
    language = None if block.language is None else language_name(block.language)
    for row, line in enumerate(placed_block.lines):
        for column, found in groupby(line.pieces, key=lambda piece: piece.cell):
            pieces = tuple(found)
            cell = PlacedLine(pieces, union_of(piece.box for piece in pieces))
            name = f"{key}_cell_{row + 1}_{column + 1}"
            region = add(table, "TextRegion", id=name, primaryLanguage=language)
            _place(region, cell.box)
            add(add(region, "Roles"), "TableCellRole", rowIndex=row, columnIndex=column)
            _line(region, cell, f"{name}_line")
            _say(region, _text(cell))


def _custom(block: Block, index: int) -> str:
    """The place of a region in the reading order, and what it is, as Transkribus tells them."""
    told = f"type:{block.kind};" + (f" level:{block.level};" if block.level else "")
    told += f" language:{block.language};" if block.language == NO_LANGUAGE else ""
    return f"readingOrder {{index:{index};}} structure {{{told}}}"


def _line(region: etree._Element, line: PlacedLine, key: str) -> None:
    element = add(region, "TextLine", id=key)
    _place(element, line.box)
    for number, piece in enumerate(line.pieces, 1):
        word = add(element, "Word", id=f"{key}_word_{number}")
        _place(word, piece.box)
        _say_word(word, piece)
    _say(element, _text(line))


def _text(line: PlacedLine) -> str:
    return " ".join(map(_written, line.pieces))


def _written(piece: Placed) -> str:
    """What stands on a spot; a word that goes on has the hyphen that was read, or one that is not seen."""
    if not piece.goes_on or piece.text[-1] in HYPHENS:
        return piece.text
    return piece.text + (piece.raw[-1] if piece.raw[-1:] in {*HYPHENS} else SOFT_HYPHEN)


def _say_word(word: etree._Element, piece: Placed) -> None:
    confidence = None if piece.confidence is None else round(piece.confidence, 4)
    text, edit = _written(piece), piece.edit
    if not piece.raw or piece.raw == text or edit is None:
        why = None if edit is None else f"{edit.kind}: {edit.reason}"
        _say(word, text, confidence, comments=why)
        return
    _say(word, text, round(edit.confidence, 4), index=0, comments=f"{edit.kind}: {edit.reason}")
    _say(word, piece.raw, confidence, index=1, comments="as read")


def _say(element: etree._Element, text: str, conf: float | None = None, **told: str | int | None) -> None:
    """Say what stands in an element."""
    add(add(element, "TextEquiv", conf=conf, **told), "Unicode").text = allowed_lines(text)


def _place(element: etree._Element, box: Box | None) -> None:
    left, top, right, bottom = (box or NOWHERE).to_list()
    add(element, "Coords", points=f"{left},{top} {right},{top} {right},{bottom} {left},{bottom}")
