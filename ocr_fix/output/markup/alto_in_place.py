"""ALTO files with their words as they are now: names, styles, units and all that is not understood here are kept."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from ocr_fix.document.language_codes import tag_of
from ocr_fix.notation.orthography import HYPHENS
from ocr_fix.notation.spots import number
from ocr_fix.output.markup.in_place import Notation, free_name
from ocr_fix.output.markup.xml import add, allowed
from ocr_fix.output.placed import Placed

_SIDES = ("HPOS", "VPOS", "WIDTH", "HEIGHT")
# What versions call the language of a block.
_LANGUAGES = ("LANG", "language")


def tell_part(string: etree._Element, piece: Placed) -> None:
    """Say of a string that is half of a word over a line end which half, and what the word is."""
    part = {1: "HypPart1", 2: "HypPart2"}.get(piece.part) if piece.parts == 2 else None
    if part is not None:
        string.set("SUBS_TYPE", part)
        string.set("SUBS_CONTENT", allowed(piece.whole))


def _rewrite(string: etree._Element, pieces: Sequence[Placed], merged: Sequence[etree._Element]) -> None:
    """Write the words that a string of a file has now into it, and the box around those that it has taken in.

    A string that was one word and is several becomes as many, each with its share of the box. What is said of single
    characters is that of what was read, and goes where the string is another.
    """
    read, last = string.get("CONTENT") or "", pieces[-1]
    hyphen = next((each for each in string.itersiblings(etree.Element)), None)
    printed = hyphen is not None and etree.QName(hyphen).localname == "HYP"
    words = [piece.text for piece in pieces]
    if printed and words[-1][-1:] in HYPHENS and read[-1:] not in HYPHENS:
        words[-1] = words[-1][:-1]
    if last.goes_on and not printed and read[-1:] in HYPHENS and words[-1][-1:] not in HYPHENS:
        string.addnext(etree.Element(etree.QName(etree.QName(string).namespace, "HYP"), {"CONTENT": "-"}))
    text = " ".join(words)
    string.set("CONTENT", allowed(text))
    _widen(string, merged)
    if text.split() != read.rstrip("".join(HYPHENS)).split() and text.split() != read.split():
        _forget_characters(string)
        whole = " ".join([read, *(each.get("CONTENT") or "" for each in merged)])
        strings = _parted(string, words) if len(read.split()) == 1 < len(words) else [string]
        add(string, "ALTERNATIVE", whole, PURPOSE="as read")
        string = strings[-1]
    tell_part(string, last)


def _forget_characters(string: etree._Element) -> None:
    """Take out what is said of the characters of a string, and of the word that it was said to be half of."""
    string.attrib.pop("CC", None)
    if (string.get("SUBS_TYPE") or "").startswith("Hyp"):
        del string.attrib["SUBS_TYPE"]
        string.attrib.pop("SUBS_CONTENT", None)
    for glyph in [*string.iterchildren("{*}Glyph")]:
        string.remove(glyph)


def _parted(string: etree._Element, words: Sequence[str]) -> list[etree._Element]:
    """A string for each of some words that it holds, with white space between."""
    box = [number(string.get(name)) for name in _SIDES]
    total, begun, strings = len(" ".join(words)), 0, [string]
    for index, word in enumerate(words):
        if index:
            further = etree.Element(string.tag, dict(string.attrib))
            name = free_name(string, "ID", index + 1)
            if name is not None:
                further.set("ID", name)
            space = etree.Element(etree.QName(etree.QName(string).namespace, "SP"))
            strings[-1].addnext(space)
            space.addnext(further)
            strings.append(further)
        strings[-1].set("CONTENT", allowed(word))
        left, _, width, _ = box
        if left is not None and width is not None:
            strings[-1].set("HPOS", f"{left + width * begun / total:.6g}")
            strings[-1].set("WIDTH", f"{width * len(word) / total:.6g}")
        begun += len(word) + 1
    return strings


def _widen(string: etree._Element, merged: Sequence[etree._Element]) -> None:
    """Give a string the box around itself and others, in the unit of the file, and the least of what it is sure of."""
    boxes = [[number(each.get(name)) for name in _SIDES] for each in (string, *merged)]
    known = [[side for side in box if side is not None] for box in boxes]
    sure = [each.get("WC") for each in (string, *merged) if number(each.get("WC")) is not None]
    if merged and sure:
        string.set("WC", min(sure, key=lambda each: number(each) or 0.0))
    if not merged or any(len(box) != len(_SIDES) for box in known):
        return
    left, top = min(box[0] for box in known), min(box[1] for box in known)
    right, bottom = max(box[0] + box[2] for box in known), max(box[1] + box[3] for box in known)
    for name, side in zip(_SIDES, (left, top, right - left, bottom - top), strict=True):
        string.set(name, f"{side:g}")


def _block(string: etree._Element) -> etree._Element | None:
    return next(string.iterancestors("{*}TextBlock"), None)


def _tell_language(block: etree._Element, code: str) -> None:
    if not any(block.get(name) for name in _LANGUAGES):
        old = (etree.QName(block).namespace or "").endswith(("ns-v2#", "ns-v1#", "alto/ns#"))
        block.set("language" if old else "LANG", tag_of(code))


IN_PLACE = Notation(_rewrite, _block, _tell_language)
"""How words are written into ALTO files."""
