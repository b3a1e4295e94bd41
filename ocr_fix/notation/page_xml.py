"""PAGE XML, what reading and writing of it share: which elements words stand in, their order, their texts.

PAGE 2019-07-15, http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15; older versions and the marks of
Transkribus are read as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from ocr_fix.document.language_codes import NAMES, NO_LANGUAGE, OTHER_LANGUAGE

NAMESPACE = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"

_PLACE = re.compile(r"readingOrder\s*\{\s*index\s*:\s*([0-9]{1,9})")
_GROUPS = frozenset({"OrderedGroup", "UnorderedGroup", "OrderedGroupIndexed", "UnorderedGroupIndexed"})


class TextLine(NamedTuple):
    """A line of text: its element, or that of a region without lines, and the elements that its words stand in."""

    element: etree._Element
    words: Sequence[etree._Element]


def page_elements(tree: etree._Element) -> list[etree._Element]:
    """The pages of a PAGE tree; it has one."""
    return [*tree.iter("{*}Page")]


def word_elements(page: etree._Element) -> list[etree._Element]:
    """The elements that words stand in, in the order in which they are read: words, or lines and regions without."""
    lines = (line for region in regions(page) for line in lines_of(region))
    return [word for line in lines for word in line.words]


def is_ordered(page: etree._Element) -> bool:
    """Whether a page states in which order its regions are read."""
    known = [*page.iter("{*}TextRegion")]
    return page.find("{*}ReadingOrder") is not None or (bool(known) and all(_place(each) for each in known))


def regions(page: etree._Element) -> list[etree._Element]:
    """The regions of text in their reading order; those that it does not name come behind, as they stand."""
    known = {each.get("id", ""): each for each in page.iter("{*}TextRegion")}
    others = {each.get("id", ""): each for each in page.iterdescendants() if _name(each).endswith("Region")}
    # Some name the lines in their place (htrflow).
    others |= {each.get("id", ""): _parent(each) for each in page.iter("{*}TextLine")}
    order = page.find("{*}ReadingOrder")
    found: dict[str, etree._Element] = {}
    for name in [] if order is None else _named(order):
        inside = [others[name], *others[name].iterdescendants("{*}TextRegion")] if name in others else []
        found |= {each.get("id", ""): each for each in inside if each.get("id", "") in known}
    return [*found.values(), *(each for name, each in _in_place(known) if name not in found)]


def _named(group: etree._Element) -> Iterator[str]:
    """The regions that a group names, in the order of their indices."""
    members = [each for each in group if isinstance(each.tag, str)]
    for each in sorted(members, key=lambda member: index_of(member.get("index"))):
        if each.get("regionRef"):
            yield each.get("regionRef", "")
        if _name(each) in _GROUPS:
            yield from _named(each)


def _parent(element: etree._Element) -> etree._Element:
    return element if (parent := element.getparent()) is None else parent


def _in_place(known: dict[str, etree._Element]) -> list[tuple[str, etree._Element]]:
    """Regions as they stand in the file, or in the order that Transkribus has written beside all of them."""
    if not all(map(_place, known.values())):
        return [*known.items()]
    return sorted(known.items(), key=lambda item: index_of(_place(item[1])))


def _place(element: etree._Element) -> str | None:
    match = _PLACE.search(element.get("custom") or "")
    return None if match is None else match[1]


def lines_of(region: etree._Element) -> list[TextLine]:
    """The lines of a region, each with what its words stand in; those without any text are left out.

    Words are taken where the line says the same, else the line: programs in which people edit lines leave its words as
    they were.
    """
    lines = [*region.iterchildren("{*}TextLine")]
    if all(_place(each) is not None for each in lines):
        lines.sort(key=lambda line: index_of(_place(line)))
    found = [TextLine(line, words) for line in lines if (words := _words_of(line))]
    return found if found or not text_of(region).strip() else [TextLine(region, [region])]


def _words_of(line: etree._Element) -> list[etree._Element]:
    words = [each for each in line.iterchildren("{*}Word") if text_of(each).strip()]
    text = text_of(line)
    if words and (not text.strip() or text.split() == " ".join(map(text_of, words)).split()):
        return words
    return [line] if text.strip() else []


def is_taken_whole(line: TextLine) -> bool:
    """Whether the line has words beside its text that say something else."""
    words = [text_of(each) for each in line.element.iterchildren("{*}Word")]
    return line.words[0] is line.element and any(word.strip() for word in words)


def first_text(element: etree._Element) -> etree._Element | None:
    """Of the texts of an element, that with the lowest index, which is what it says."""
    texts = [*element.iterchildren("{*}TextEquiv")]
    return min(texts, key=lambda each: index_of(each.get("index")), default=None)


def text_of(element: etree._Element) -> str:
    """What an element says; empty where it says nothing."""
    first = first_text(element)
    if first is None:
        return ""
    return first.findtext("{*}Unicode") or first.findtext("{*}PlainText") or ""


def points_of(element: etree._Element) -> list[tuple[float, float]]:
    """The corners of what an element stands on; none where it has no place, or one that is none."""
    coords = element.find("{*}Coords")
    if coords is None:
        return []
    pairs = [(each.get("x", ""), each.get("y", "")) for each in coords.iterchildren("{*}Point")]
    pairs += [(x, y) for x, _, y in (each.partition(",") for each in (coords.get("points") or "").split())]
    try:
        return [(float(x), float(y)) for x, y in pairs]
    except ValueError:
        return []


def index_of(text: str | None) -> int:
    """What an index says; 0 where it says nothing."""
    return int(text) if text is not None and re.fullmatch("[0-9]{1,9}", text) else 0


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def language_name(code: str) -> str:
    """What the standard calls a language; "other" for what is not told apart by name, and what is in none."""
    return "other" if code in {OTHER_LANGUAGE, NO_LANGUAGE} else NAMES.get(code, "other")
