"""Documents as Docling has them (docling-core): text, headings, lists, tables and furniture, with pages and boxes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from docling_core.types.doc import (
    BoundingBox,
    ContentLayer,
    CoordOrigin,
    DocItemLabel,
    DoclingDocument,
    ProvenanceItem,
    Size,
    TableCell,
    TableData,
)

import ocr_fix
from ocr_fix.document import flow_of, union_of

_LABELS = {
    "header": DocItemLabel.PAGE_HEADER,
    "footer": DocItemLabel.PAGE_FOOTER,
    "page-number": DocItemLabel.PAGE_FOOTER,
}


def to_docling(document: ocr_fix.Document) -> DoclingDocument:
    """A cleaned document as one of Docling.

    `orig` of each item is what was read. A paragraph that a page cuts is one item on each.

    Args:
        document: of any kind; boxes are told where it has them.
    """
    made = DoclingDocument(name=document.name)
    listing = None
    for page in document.pages:
        made.add_page(page.number, Size(width=page.width or 0, height=page.height or 0))
        for block in page.blocks:
            flow = flow_of([ocr_fix.Page(page.number, (block,))], furniture="keep")
            text, orig = flow.text.strip(), flow.raw.strip()
            where = _place(block, page, len(text))
            listing = (listing or made.add_list_group()) if block.kind == "list-item" else None
            if block.kind == "table":
                made.add_table(_table(block), prov=where)
            elif block.kind == "heading":
                made.add_heading(text, orig, max(1, block.level), where)
            elif block.kind == "list-item":
                made.add_list_item(text, orig=orig, prov=where, parent=listing)
            else:
                layer = ContentLayer.FURNITURE if block.is_furniture else ContentLayer.BODY
                made.add_text(_LABELS.get(block.kind, DocItemLabel.TEXT), text, orig, where, content_layer=layer)
    return made


def _place(block: ocr_fix.Block, page: ocr_fix.Page, length: int) -> ProvenanceItem | None:
    box = union_of(line.box for line in block.lines)
    if box is None:
        return None
    where = BoundingBox(l=box.left, t=box.top, r=box.right, b=box.bottom, coord_origin=CoordOrigin.TOPLEFT)
    return ProvenanceItem(page_no=page.number, bbox=where, charspan=(0, length))


def _table(block: ocr_fix.Block) -> TableData:
    rows = [list(_cells(line)) for line in block.lines]
    width = max(map(len, rows), default=0)
    cells = [
        TableCell(
            text=text,
            start_row_offset_idx=row,
            end_row_offset_idx=row + 1,
            start_col_offset_idx=column,
            end_col_offset_idx=column + 1,
        )
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    return TableData(table_cells=cells, num_rows=len(rows), num_cols=width)


def _cells(line: ocr_fix.Line) -> Iterator[str]:
    starts = [0, *line.cells, len(line.words)]
    for start, end in pairwise(starts):
        yield " ".join(word.text for word in line.words[start:end] if word.text)
