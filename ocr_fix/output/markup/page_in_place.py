"""A PAGE file with its words as they are now: names, places, styles and all that is not understood here are kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from itertools import pairwise

from lxml import etree

from ocr_fix.document import Document, Edit
from ocr_fix.notation.orthography import HYPHENS, SOFT_HYPHEN
from ocr_fix.notation.page_xml import NAMESPACE, first_text, index_of, language_name, points_of, text_of
from ocr_fix.output.markup.in_place import Notation, Settle, free_name, in_place
from ocr_fix.output.markup.xml import allowed, allowed_lines
from ocr_fix.output.original import Original
from ocr_fix.output.placed import Placed, moved

# What Transkribus says of a stretch of a line's text, counted in its characters.
_STRETCH = re.compile(r"offset:\s*([0-9]{1,9});(\s*)length:\s*([0-9]{1,9});")


def page_in_place(document: Document, original: Original | None) -> bytes | None:
    """The file with its words as they are now; None where it is not at hand, or is not the one that was read.

    Raises:
        InputError: the file cannot be read any more.
    """
    return in_place(document, original, _NOTATION)


def _rewrite(element: etree._Element, pieces: Sequence[Placed], merged: Sequence[etree._Element]) -> None:
    """Write the words that an element has now into it, and the box around those that it has taken in.

    The signs that it is parted into are those that were read, and are taken out where it says something else now.
    """
    read, last = text_of(element), pieces[-1]
    text = " ".join(piece.text for piece in pieces)
    if last.goes_on and text[-1] not in HYPHENS:
        text += read[-1] if read[-1:] in {*HYPHENS} else SOFT_HYPHEN
    if text.split() == read.split():
        return
    parted = etree.QName(element).localname == "Word" and len(read.split()) == 1 < len(pieces)
    edits = [piece.edit for piece in pieces if piece.edit is not None and piece.changed]
    _say_anew(element, _with_breaks(read, text), " ".join([read, *map(text_of, merged)]), edits)
    if merged:
        _surround(element, merged)
    for glyph in [*element.iterchildren("{*}Glyph")]:
        element.remove(glyph)
    if parted:
        _part(element, text.split())


def _part(element: etree._Element, words: Sequence[str]) -> None:
    """Part a word of which there are several now, each with its share of the box; the first keeps what was read."""
    parts = [element, *(_further(element, number) for number in range(2, len(words) + 1))]
    across, down = zip(*points_of(element) or [(0.0, 0.0)], strict=True)
    left, width, total, begun = min(across), max(across) - min(across), len(" ".join(words)), 0
    for part, word in zip(parts, words, strict=True):
        first = first_text(part)
        if first is not None:
            _set(first, word)
        if width:
            end = begun + len(word)
            _place(part, left + width * begun // total, min(down), left + width * end // total, max(down))
        begun += len(word) + 1
    for before, part in pairwise(parts):
        before.addnext(part)


def _further(element: etree._Element, number: int) -> etree._Element:
    """A further part of a word, which says what it says now and nothing else."""
    part = deepcopy(element)
    part.tail = None
    part.set("id", free_name(element, "id", number) or "")
    for each in part.findall("{*}TextEquiv"):
        if each is not first_text(part):
            part.remove(each)
    return part


def _say_anew(element: etree._Element, text: str, read: str, edits: Sequence[Edit]) -> None:
    """Another text for an element; what it said is its next text, or a comment in versions that may have but one."""
    first = first_text(element)
    if first is None:
        return
    _move_stretches(element, text_of(element), text)
    why = "; ".join(f"{edit.kind}: {edit.reason}" for edit in edits)
    if etree.QName(element).namespace != NAMESPACE:
        _set(first, text)
        first.attrib.pop("conf", None)
        told = [element.get("comments") or "", f"as read: {read}", why]
        element.set("comments", allowed("; ".join(filter(None, told))))
        return
    for each in element.iterchildren("{*}TextEquiv"):
        each.set("index", str(index_of(each.get("index")) + 1))
    _set(first, read)
    new = etree.Element(first.tag, {"index": "0"})
    if edits:
        new.attrib.update({"conf": f"{min(edit.confidence for edit in edits):.4g}", "comments": allowed(why)})
    etree.SubElement(new, first.tag.replace("TextEquiv", "Unicode")).text = allowed_lines(text)
    next(element.iterchildren("{*}TextEquiv")).addprevious(new)


def _set(equivalent: etree._Element, text: str) -> None:
    """Another text in the place of one that an element has, however it is told."""
    for each in equivalent.iterchildren("{*}Unicode", "{*}PlainText"):
        each.text = allowed_lines(text)


def _with_breaks(read: str, text: str) -> str:
    """The text with line breaks where what was read has them: a region may have no lines but those of its text."""
    lines = [" ".join(line.split()) for line in read.splitlines() if line.strip()]
    joined, end, breaks = " ".join(lines), 0, []
    for line in lines[:-1]:
        end += len(line) + 1
        place = moved(end, joined, text)
        breaks.append(text.rfind(" ", 0, place) if text[place - 1 : place] != " " else place - 1)
    return "".join("\n" if index in breaks else character for index, character in enumerate(text))


def _move_stretches(element: etree._Element, read: str, text: str) -> None:
    """Bring what is said of stretches of a text to where they are in another."""

    def moved_stretch(match: re.Match[str]) -> str:
        begin, length = int(match[1]), int(match[3])
        start, end = moved(begin, read, text), moved(begin + length, read, text)
        return f"offset:{start};{match[2]}length:{end - start};"

    custom = element.get("custom")
    if custom:
        element.set("custom", _STRETCH.sub(moved_stretch, custom))


def _surround(element: etree._Element, merged: Sequence[etree._Element]) -> None:
    """Give an element the box around itself and others."""
    points = [point for each in (element, *merged) for point in points_of(each)]
    if points:
        across, down = zip(*points, strict=True)
        _place(element, min(across), min(down), max(across), max(down))


def _place(element: etree._Element, left: float, top: float, right: float, bottom: float) -> None:
    coords = element.find("{*}Coords")
    if coords is None or coords.get("points") is None:
        return
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    coords.set("points", " ".join(f"{x:g},{y:g}" for x, y in corners))


def _region(element: etree._Element) -> etree._Element | None:
    return (
        element
        if etree.QName(element).localname == "TextRegion"
        else next(element.iterancestors("{*}TextRegion"), None)
    )


def _tell_language(region: etree._Element, code: str) -> None:
    if region.get("primaryLanguage") is None and etree.QName(region).namespace == NAMESPACE:
        region.set("primaryLanguage", language_name(code))


def _around(page: etree._Element) -> Settle:
    """What lines say of their words and regions of their lines is brought to what these say in the end.

    Where it was something else before, it stays.
    """
    agreeing = [
        (whole, name, text_of(whole))
        for kind, name in (("TextLine", "Word"), ("TextRegion", "TextLine"))
        for whole in page.iter(f"{{*}}{kind}")
        if text_of(whole).strip() and text_of(whole).split() == _of_parts(whole, name).split()
    ]

    def settle() -> None:
        for whole, name, read in agreeing:
            text = _of_parts(whole, name)
            first = first_text(whole)
            if first is not None and text.split() != read.split():
                _move_stretches(whole, read, text)
                _set(first, text)

    return settle


def _of_parts(whole: etree._Element, name: str) -> str:
    texts = [text_of(each) for each in whole.iterchildren(f"{{*}}{name}")]
    return ("\n" if name == "TextLine" else " ").join(filter(None, texts))


_NOTATION = Notation(_rewrite, _region, _tell_language, _around)
