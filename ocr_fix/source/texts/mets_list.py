"""What a METS file lists: the file of each page, http://www.loc.gov/standards/mets/, as several programs write it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from ocr_fix.errors import InputError
from ocr_fix.source.faults import reason_of
from ocr_fix.wording import worded

_HREF = "{http://www.w3.org/1999/xlink}href"
_WORDS = re.compile(r"xml|html|hocr", re.IGNORECASE)
_PICTURE = re.compile(r"^image/|\.(?:tiff?|png|jpe?g|jp2|webp|bmp|gif)$", re.IGNORECASE)
# Groups of pictures that are small ones of the pages.
_SMALL = re.compile(r"thumb|preview|(?<![a-z])min(?![a-z])", re.IGNORECASE)


class Listed(NamedTuple):
    """Where a page stands.

    Attributes:
        href: of its file, as the METS file has it; empty where it lists none that can be read.
        group: that the file is listed in.
        others: the groups that have words of it as well.
    """

    href: str
    group: str
    others: tuple[str, ...] = ()


class _ListedFile(NamedTuple):
    """A file that may be a page: where it is, its group, which one that is among all, whether it has words."""

    href: str
    group: str
    place: int
    has_words: bool


def pages_listed(data: bytes, label: str) -> list[Listed]:
    """The pages of a METS file in their order. Nothing outside it is read, and no entity is expanded.

    Args:
        data: the whole file.
        label: how messages call it.

    Raises:
        InputError: it is damaged.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return _pages(etree.fromstring(data, parser))
    except etree.XMLSyntaxError as error:
        raise InputError(
            worded("{label}: is damaged or cut off ({reason}); fetch it again", label=label, reason=reason_of(error))
        ) from error


def _pages(tree: etree._Element) -> list[Listed]:
    files = _files(tree)
    pages = [[files[name] for name in names if name in files] for names in _structure(tree)]
    if not pages and files:  # no structure: a page for each file of the group with most, the last of these
        groups = Counter(file.group for file in files.values())
        best = max(files.values(), key=lambda file: (file.has_words, groups[file.group], file.place))
        pages = [[file] for file in files.values() if file.group == best.group]
    counts = Counter(group for page in pages for group in {file.group for file in page})
    return [_chosen(page, counts) for page in pages]


def _chosen(page: list[_ListedFile], counts: Counter[str]) -> Listed:
    """The file of a page that is read: one with words, else a picture; of the group that has most pages.

    Of groups with words the last is taken, since later steps stand behind those that they begin with, and of pictures
    the first, for the same reason: what comes later was made for a step.
    """

    def worth(file: _ListedFile) -> tuple[bool, bool, int, int]:
        order = file.place if file.has_words else -file.place
        return file.has_words, not _SMALL.search(file.group), counts[file.group], order

    best = max(page, key=worth, default=None)
    if best is None:
        return Listed("", "")
    others = {file.group: None for file in page if file.has_words and file.group != best.group}
    return Listed(best.href, best.group, tuple(others) if best.has_words else ())


def _files(tree: etree._Element) -> dict[str, _ListedFile]:
    """What may be pages, by the names of the files; each is of the innermost group around it."""
    found: dict[str, _ListedFile] = {}
    for place, group in enumerate(tree.iter("{*}fileGrp")):
        name = group.get("USE") or group.get("ID") or ""
        for file in group.iterchildren("{*}file"):
            href = next((each.get(_HREF) or "" for each in file.iterchildren("{*}FLocat")), "")
            kind = file.get("MIMETYPE") or ""
            is_picture = _PICTURE.search(kind) is not None or _PICTURE.search(href) is not None
            has_words = not is_picture and (_WORDS.search(kind) or _WORDS.search(href[-5:])) is not None
            if href and (is_picture or has_words):
                found[file.get("ID") or href] = _ListedFile(href, name, place, has_words)
    return found


def _structure(tree: etree._Element) -> list[list[str]]:
    """The names of the files of each page: of the physical structure, else of the first that has pages."""
    maps = sorted(tree.iter("{*}structMap"), key=lambda each: (each.get("TYPE") or "").upper() != "PHYSICAL")
    return next((pages for each in maps if (pages := [*_divisions(each)])), [])


def _divisions(parent: etree._Element) -> Iterator[list[str]]:
    divisions = [*parent.iterchildren("{*}div")]
    if all((each.get("ORDER") or "").isdecimal() for each in divisions):
        divisions.sort(key=lambda each: int(each.get("ORDER", "")[:9]))
    for division in divisions:
        inside = [*_divisions(division)]
        if inside:
            yield from inside
            continue
        pointers = [*division.iterchildren("{*}fptr")]
        names = [each.get("FILEID") for pointer in pointers for each in pointer.iter() if isinstance(each.tag, str)]
        if pointers:
            yield [name for name in names if name is not None]
