"""The chain of pictures in a TIFF file.

Pillow walks the chain too, but answers a broken link with a warning and an end: pages would be lost without a word.
Layout: Adobe, TIFF Revision 6.0 (1992), section 2; BigTIFF: the LibTIFF project's "BigTIFF Design".
"""

from __future__ import annotations

from dataclasses import dataclass
from io import SEEK_SET
from typing import BinaryIO, Literal, NamedTuple

_Order = Literal["little", "big"]

_SUBFILE_TYPE = 254  # the number of the tag (TIFF 6.0)
_SHORT = 3  # the type of a two-byte value
# Bits of the SubfileType tag that mark what is no page: a smaller copy of another picture, a transparency mask.
_NOT_A_PAGE = 0b101

# A picture has some twenty tags; more than this is damage.
_MOST_TAGS = 4096


class _Layout(NamedTuple):
    """Sizes in bytes of the fields of a directory."""

    counter: int
    entry: int
    link: int


_CLASSIC = _Layout(counter=2, entry=12, link=4)
_BIG = _Layout(counter=8, entry=20, link=8)


@dataclass(frozen=True, slots=True)
class Chain:
    """The pictures of a TIFF file.

    Attributes:
        pages: which pictures are pages, counted from 0 in the order of the file.
        broken: whether the chain ends in a link that leads nowhere, so that pages are missing.
        more: whether the chain was left before its end, having as many pictures as were asked for.
    """

    pages: tuple[int, ...]
    broken: bool
    more: bool


def read_chain(file: BinaryIO, most: int) -> Chain:
    """Follow the chain of pictures without decoding any.

    A chain that comes back to itself ends there. Smaller copies and masks are no pages, unless there is nothing else.

    Args:
        file: the TIFF file, seekable.
        most: how many pictures to follow.
    """
    header = _read(file, 0, 16)
    order: _Order = "little" if header.startswith(b"II") else "big"
    layout = _BIG if int.from_bytes(header[2:4], order) == 43 else _CLASSIC
    link = header[4:8] if layout is _CLASSIC else header[8:16]
    seen: set[int] = set()
    kinds: list[int] = []
    broken = False
    while (offset := int.from_bytes(link, order)) and offset not in seen:
        if len(kinds) == most:
            return Chain(_pages(kinds), broken=False, more=True)
        seen.add(offset)
        directory = _directory(file, offset, layout, order)
        if directory is None:
            broken = True
            break
        kind, link = directory
        kinds.append(kind)
    return Chain(_pages(kinds), broken=broken, more=False)


def _pages(kinds: list[int]) -> tuple[int, ...]:
    pages = tuple(index for index, kind in enumerate(kinds) if not kind & _NOT_A_PAGE)
    return pages or tuple(range(len(kinds)))


def _directory(file: BinaryIO, offset: int, layout: _Layout, order: _Order) -> tuple[int, bytes] | None:
    """The SubfileType of the picture at an offset and the link to the next; None where the file ends before."""
    count = int.from_bytes(_read(file, offset, layout.counter), order)
    if not 0 < count <= _MOST_TAGS:
        return None
    body = _read(file, offset + layout.counter, count * layout.entry + layout.link)
    if len(body) < count * layout.entry + layout.link:
        return None
    kind = 0
    for start in range(0, count * layout.entry, layout.entry):
        if int.from_bytes(body[start : start + 2], order) == _SUBFILE_TYPE:
            value = start + layout.entry - layout.link
            size = 2 if int.from_bytes(body[start + 2 : start + 4], order) == _SHORT else 4
            kind = int.from_bytes(body[value : value + size], order)
    return kind, body[-layout.link :]


def _read(file: BinaryIO, offset: int, count: int) -> bytes:
    if offset >= 2**63:  # more than a file offset can be
        return b""
    file.seek(offset, SEEK_SET)
    return file.read(count)
