"""ALTO 4: the words with their boxes as the XML that libraries and archives keep.

The schema is the Library of Congress's, version 4.4 (2022), http://www.loc.gov/standards/alto/.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from ocr_fix.document import Block, Box, Document, Page, union_of
from ocr_fix.document.language_codes import SWEDISH, tag_of
from ocr_fix.notation.orthography import HYPHENS
from ocr_fix.output.markup.alto_in_place import IN_PLACE, tell_part
from ocr_fix.output.markup.in_place import in_place
from ocr_fix.output.markup.xml import add, sides
from ocr_fix.output.original import Original
from ocr_fix.output.placed import Placed, PlacedBlock, PlacedPage, placed
from ocr_fix.version import __version__

_NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
_VERSION = "4.4"
_PROCESSING = "ocr_fix"


def write(document: Document, original: Original | None = None) -> bytes:
    """A document as ALTO in UTF-8.

    A word that goes over a line end is parted, and both parts have the whole in SUBS_CONTENT. What was read where the
    text is another stands as ALTERNATIVE. What belongs to the sheet stands in the margins. Of a document that was ALTO
    itself, it is the file that was read, with its words as they are now, where that is at hand.
    """
    kept = None if document.kind != "alto" else in_place(document, original, IN_PLACE)
    if kept is not None:
        return kept
    pages = placed(document)
    root = etree.Element(f"{{{_NAMESPACE}}}alto", nsmap={None: _NAMESPACE})
    root.set("SCHEMAVERSION", _VERSION)
    _describe(root, document)
    _tags(root, pages)
    layout = add(root, "Layout")
    for page in pages:
        _page(layout, page, document.language or SWEDISH)
    etree.indent(root, " ")
    content: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _describe(root: etree._Element, document: Document) -> None:
    description = add(root, "Description")
    add(description, "MeasurementUnit", "pixel")
    add(add(description, "sourceImageInformation"), "fileName", document.name)
    processing = add(description, "Processing", ID=_PROCESSING)
    add(processing, "processingCategory", "contentGeneration contentModification")
    software = add(processing, "processingSoftware")
    add(software, "softwareName", "ocr_fix")
    add(software, "softwareVersion", __version__)


def _tags(root: etree._Element, pages: Sequence[PlacedPage]) -> None:
    """A tag for each kind of block that there is."""
    used = sorted({(each.block.kind, each.block.level) for page in pages for each in page.blocks})
    if used:
        tags = add(root, "Tags")
        for kind, level in used:
            add(tags, "StructureTag", ID=_tag(kind, level), LABEL=kind, DESCRIPTION=f"level {level}" if level else None)


def _tag(kind: str, level: int) -> str:
    return f"{kind}_{level}" if level else kind


def _page(layout: etree._Element, placed_page: PlacedPage, language: str) -> None:
    page = placed_page.page
    element = add(
        layout,
        "Page",
        ID=f"page_{page.number}",
        PHYSICAL_IMG_NR=page.number,
        WIDTH=page.width,
        HEIGHT=page.height,
        LANG=tag_of(language),
        PROCESSINGREFS=_PROCESSING,
    )
    spaces: dict[str, list[tuple[str, PlacedBlock]]] = {"TopMargin": [], "BottomMargin": [], "PrintSpace": []}
    for index, block in enumerate(placed_page.blocks, 1):
        spaces[_space(block.block, block.box, page)].append((f"block_{page.number}_{index}", block))
    for name, blocks in spaces.items():
        if blocks or name == "PrintSpace":
            space = add(element, name, **sides(union_of(block.box for _, block in blocks)))
            for key, block in blocks:
                _block(space, block, key)


def _space(block: Block, box: Box | None, page: Page) -> str:
    """Which of the page's spaces a block stands in."""
    if not block.is_furniture:
        return "PrintSpace"
    if block.kind == "page-number" and box is not None and page.height is not None:
        return "TopMargin" if box.top + box.bottom < page.height else "BottomMargin"
    return "TopMargin" if block.kind == "header" else "BottomMargin"


def _block(space: etree._Element, block: PlacedBlock, key: str) -> None:
    tag = _tag(block.block.kind, block.block.level)
    language = None if block.block.language is None else tag_of(block.block.language)
    element = add(space, "TextBlock", ID=key, TAGREFS=tag, LANG=language, **sides(block.box))
    for line in block.lines:
        text_line = add(element, "TextLine", **sides(line.box))
        for index, piece in enumerate(line.pieces):
            if index:
                add(text_line, "SP", **sides(_between(line.pieces[index - 1].box, piece.box)))
            _string(text_line, piece)
        last = line.pieces[-1]
        if last.goes_on and last.raw[-1:] in HYPHENS and last.text[-1] not in HYPHENS:
            add(text_line, "HYP", CONTENT="-")


def _string(line: etree._Element, piece: Placed) -> None:
    confidence = None if piece.confidence is None else round(piece.confidence, 4)
    string = add(line, "String", CONTENT=piece.text, WC=confidence)
    tell_part(string, piece)
    for name, side in sides(piece.box).items():
        string.set(name, str(side))
    if piece.changed:
        add(string, "ALTERNATIVE", piece.raw, PURPOSE="as read")


def _between(before: Box | None, after: Box | None) -> Box | None:
    """The white between two words, where there is some."""
    if before is None or after is None or before.right >= after.left:
        return None
    return Box(before.right, max(before.top, after.top), after.left, max(before.bottom, after.bottom))
