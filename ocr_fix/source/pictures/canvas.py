"""The size of a picture for the two formats whose Pillow decoder spends memory, or warns, before it tells the size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

Size = tuple[int, int]


def webp_canvas(file: BinaryIO) -> Size | None:
    """Width and height that a WebP file declares; None where the header is not understood.

    Pillow creates libwebp's animation decoder when it opens a file, and that allocates two whole canvases.
    Layout: RFC 9649, sections 2.4-2.7; RFC 6386, section 9.1, for the frame header of VP8.
    """
    file.seek(0)
    head = file.read(30)
    chunk = head[12:16]
    if chunk == b"VP8X" and len(head) == 30:
        return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    if chunk == b"VP8L" and len(head) >= 25:
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 " and len(head) == 30:
        return int.from_bytes(head[26:28], "little") & 0x3FFF, int.from_bytes(head[28:30], "little") & 0x3FFF
    return None


def gif_canvas(file: BinaryIO) -> Size | None:
    """Width and height a GIF file needs for its first picture; None where the header is not understood."""
    return next(gif_canvases(file), None)


def gif_canvases(file: BinaryIO) -> Iterator[Size]:
    """Width and height a GIF file needs up to each of its pictures.

    A picture may reach beyond the screen that the file declares; Pillow then enlarges the screen, and warns of a large
    one by a limit of its own. It passes over what belongs to no block, so this does, too. A file that is cut off after
    its header needs its screen. Layout: CompuServe, GIF89a Specification (1990), sections 18-26.
    """
    file.seek(6)
    screen = file.read(7)
    if len(screen) < 7:
        return
    width, height = _word(screen, 0), _word(screen, 2)
    _pass_colours(file, screen[4])
    found = 0
    while (mark := file.read(1)) not in {b"", b";"}:
        if mark == b"!":
            file.seek(1, 1)  # the label of the extension
            _pass_data(file)
        elif mark == b",":
            place = file.read(9)
            if len(place) < 9:
                break
            width = max(width, _word(place, 0) + _word(place, 4))
            height = max(height, _word(place, 2) + _word(place, 6))
            found += 1
            at = file.tell()
            yield width, height
            file.seek(at)  # others may have read the file meanwhile
            _pass_colours(file, place[8])
            file.seek(1, 1)  # the bits of a code
            _pass_data(file)
    if not found:
        yield width, height


def _pass_colours(file: BinaryIO, flags: int) -> None:
    if flags & 0x80:
        file.seek(3 << ((flags & 7) + 1), 1)


def _pass_data(file: BinaryIO) -> None:
    while (size := file.read(1)) and size[0]:
        file.seek(size[0], 1)


def _word(data: bytes, offset: int) -> int:
    return int.from_bytes(data[offset : offset + 2], "little")
