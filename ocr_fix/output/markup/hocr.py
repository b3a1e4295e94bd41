"""hOCR: the words with their boxes as HTML that is also XML.

T. Breuel, "The hOCR Microformat for OCR Workflow and Results" (ICDAR 2007); hOCR 1.2, http://kba.github.io/hocr-spec/1.2/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import pairwise

from lxml import etree

from ocr_fix.document import BlockKind, Box, Document
from ocr_fix.document.language_codes import SWEDISH, tag_of
from ocr_fix.notation.hocr import LANGUAGES
from ocr_fix.notation.orthography import HYPHENS, SOFT_HYPHEN
from ocr_fix.output.markup.in_place import Notation, free_name, in_place
from ocr_fix.output.markup.xml import NOWHERE, add, allowed
from ocr_fix.output.original import Original
from ocr_fix.output.placed import Placed, PlacedBlock, PlacedPage, moved, placed
from ocr_fix.version import __version__

_XHTML = "http://www.w3.org/1999/xhtml"
_CAPABILITIES = "ocr_page ocr_carea ocr_par ocr_line ocrx_word ocr_header ocr_footer ocr_pageno ocrp_lang"
# The standard has classes of its own for what belongs to the sheet and not to the text.
_CLASSES: dict[BlockKind, str] = {"header": "ocr_header", "footer": "ocr_footer", "page-number": "ocr_pageno"}
# The standard asks for the box of each line, also where the source has none.
_BOX = re.compile(r"\bbbox((?:\s+-?[0-9.]+){4})")


def write(document: Document, original: Original | None = None) -> bytes:
    """A document as hOCR in UTF-8.

    A word that goes over a line end is parted with a soft hyphen, as the standard asks. Words that are not as they
    were read have the reading in `data-raw` and the kind and confidence of the change in `data-change`; paragraphs have
    what they are in `data-kind` and their language in `lang`, headings their level in `data-level`. Of a document that
    was hOCR itself, it is the file that was read, with its words as they are now, where that is at hand.
    """
    kept = None if document.kind != "hocr" else in_place(document, original, _IN_PLACE)
    if kept is not None:
        return kept
    html = etree.Element(f"{{{_XHTML}}}html", nsmap={None: _XHTML})
    html.set("lang", tag_of(document.language or SWEDISH))
    head = add(html, "head")
    add(head, "meta", charset="utf-8")
    add(head, "title", document.metadata.title or document.name)
    add(head, "meta", name="ocr-system", content=f"ocr_fix {__version__}")
    add(head, "meta", name="ocr-capabilities", content=_CAPABILITIES)
    add(head, "meta", name="ocr-number-of-pages", content=len(document.pages))
    add(head, "meta", name="ocr-langs", content=" ".join(map(tag_of, document.languages)) or SWEDISH)
    add(head, "meta", name="ocr-scripts", content="Latn")
    body = add(html, "body")
    for page in placed(document):
        _page(body, page, document.name)
    etree.indent(html, " ")
    for line in html.iter(f"{{{_XHTML}}}span"):
        if line.get("class") == "ocr_line":
            _on_one_line(line)
    content: bytes = etree.tostring(html, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")
    return content + b"\n"


def _page(body: etree._Element, page: PlacedPage, name: str) -> None:
    number = page.page.number
    size = None
    if page.page.width is not None and page.page.height is not None:
        size = Box(0, 0, page.page.width, page.page.height)
    resolution = None if page.page.dpi is None else f"scan_res {page.page.dpi} {page.page.dpi}"
    image = 'image "{}"'.format(name.replace('"', "'"))
    title = _title(image, _bbox(size), f"ppageno {number - 1}", resolution)
    element = add(body, "div", class_="ocr_page", id=f"page_{number}", title=title)
    element.text = "\n"  # an empty one would not be closed in HTML
    lines = 0
    for index, block in enumerate(page.blocks, 1):
        lines = _block(element, block, f"{number}_{index}", lines)


def _block(page: etree._Element, block: PlacedBlock, key: str, lines: int) -> int:
    kind = block.block.kind
    title = _title(_bbox(block.box)) or None
    area = add(page, "div", class_=_CLASSES.get(kind, "ocr_carea"), id=f"block_{key}", title=title)
    level = block.block.level or None
    language = None if block.block.language is None else tag_of(block.block.language)
    paragraph = add(
        area, "p", class_="ocr_par", id=f"par_{key}", title=title, lang=language, data__kind=kind, data__level=level
    )
    number = key.partition("_")[0]
    for line in block.lines:
        lines += 1
        title = _title(_bbox(line.box or NOWHERE))
        element = add(paragraph, "span", class_="ocr_line", id=f"line_{number}_{lines}", title=title)
        for index, piece in enumerate(line.pieces, 1):
            _word(element, piece, f"word_{number}_{lines}_{index}")
    return lines


def _word(line: etree._Element, piece: Placed, key: str) -> None:
    confidence = None if piece.confidence is None else f"x_wconf {round(100 * piece.confidence)}"
    title = _title(_bbox(piece.box), confidence) or None
    element = add(line, "span", _written(piece), class_="ocrx_word", id=key, title=title)
    _tell_change(element, piece)
    element.tail = " "


def _written(piece: Placed) -> str:
    return piece.text + (SOFT_HYPHEN if piece.goes_on and piece.text[-1] not in HYPHENS else "")


def _tell_change(element: etree._Element, piece: Placed) -> None:
    if piece.edit is not None:
        element.set("data-change", allowed(f"{piece.edit.kind} {piece.edit.confidence:.2f}"))
    if piece.changed or piece.edit is not None:
        element.set("data-raw", allowed(piece.raw))


def _rewrite(element: etree._Element, pieces: Sequence[Placed], merged: Sequence[etree._Element]) -> None:
    """Write the words that an element of a file has now into it, and the box around those that it has taken in.

    An element that was one word and is several becomes as many, each with its share of the box.
    """
    if len("".join(element.itertext()).split()) == 1 < len(pieces) and element.get("class") == "ocrx_word":
        _part(element, pieces)
        return
    _set_text(element, " ".join(map(_written, pieces)))
    for piece in pieces:
        _tell_change(element, piece)
    boxes = [box for box in (_BOX.search(each.get("title") or "") for each in (element, *merged)) if box is not None]
    if merged and boxes and boxes[0].string == element.get("title"):
        sides = [[float(side) for side in box.group(1).split()] for box in boxes]
        around = [*map(min, zip(*(each[:2] for each in sides), strict=True))]
        around += map(max, zip(*(each[2:] for each in sides), strict=True))
        element.set("title", _BOX.sub("bbox " + " ".join(f"{side:g}" for side in around), boxes[0].string, count=1))


def _part(element: etree._Element, pieces: Sequence[Placed]) -> None:
    title, total, begun = element.get("title") or "", len(" ".join(piece.text for piece in pieces)), 0
    parts = [element, *(_further(element, number) for number in range(2, len(pieces) + 1))]
    for part, piece in zip(parts, pieces, strict=True):
        _set_text(part, _written(piece))
        _tell_change(part, piece)
        if (box := _BOX.search(title)) is not None:
            left, top, right, bottom = (float(side) for side in box.group(1).split())
            ends = (left + (right - left) * place / total for place in (begun, begun + len(piece.text)))
            sides = zip(ends, (top, bottom), strict=True)
            part.set("title", _BOX.sub("bbox " + " ".join(f"{round(x)} {y:g}" for x, y in sides), title, count=1))
        begun += len(piece.text) + 1
    behind = element.tail
    for before, part in pairwise(parts):
        before.addnext(part)
        before.tail = " "
    parts[-1].tail = behind


def _further(element: etree._Element, number: int) -> etree._Element:
    """A further element for a word, with the marks of the first."""
    part = deepcopy(element)
    name = free_name(element, "id", number)
    if name is not None:
        part.set("id", name)
    return part


def _paragraph(word: etree._Element) -> etree._Element | None:
    """What a word stands in that may say in which language it is."""
    return next((each for each in word.iterancestors() if "ocr_par" in (each.get("class") or "").split()), None)


def _tell_language(paragraph: etree._Element, code: str) -> None:
    if not any(paragraph.get(name) for name in LANGUAGES):
        paragraph.set("lang", tag_of(code))


_IN_PLACE = Notation(_rewrite, _paragraph, _tell_language)


def _set_text(element: etree._Element, text: str) -> None:
    """Another text for an element; each mark inside keeps those characters that were its own."""
    for child in [each for each in element if (each.get("id") or "").startswith("lstm_choices")]:
        element.remove(child)  # they tell of the characters that were read
    read = "".join(element.itertext())
    if text.split() == read.split():
        return
    cuts, place = [], 0
    nodes = [(each, name) for each, name in _text_nodes(element) if getattr(each, name)]
    for each, name in nodes:
        place += len(getattr(each, name))
        cuts.append(moved(place, read, text))
    starts = [0, *cuts[:-1]]
    for (each, name), start, end in zip(nodes, starts, [*cuts[:-1], len(text)], strict=True):
        setattr(each, name, allowed(text[start:end]))


def _text_nodes(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Where the text of an element stands, in its order."""
    yield element, "text"
    for child in element:
        if isinstance(child.tag, str):
            yield from _text_nodes(child)
        yield child, "tail"


def _on_one_line(line: etree._Element) -> None:
    """Words with one space between, whatever the indentation of the file."""
    line.text = None
    for word in line:
        word.tail = " "
    line[-1].tail = None


def _bbox(box: Box | None) -> str | None:
    return None if box is None else f"bbox {box.left} {box.top} {box.right} {box.bottom}"


def _title(*properties: str | None) -> str:
    return "; ".join(allowed(each) for each in properties if each is not None)
