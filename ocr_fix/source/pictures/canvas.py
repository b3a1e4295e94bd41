"""The size of a picture for the two formats whose Pillow decoder spends memory, or warns, before it tells the size."""

from __future__ import annotations

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
    """Width and height a GIF file needs for its first picture; None where the header is not understood.

    The first picture may reach beyond the screen that the file declares; Pillow then enlarges the screen, and warns of
    a large one by a limit of its own. Layout: CompuServe, GIF89a Specification (1990), sections 18-26.
    """
    file.seek(6)
    screen = file.read(7)
    if len(screen) < 7:
        return None
    width, height = _word(screen, 0), _word(screen, 2)
    if screen[4] & 0x80:
        file.seek(3 << ((screen[4] & 7) + 1), 1)
    while (mark := file.read(1)) == b"!":
        file.seek(1, 1)  # the label of the extension
        while (size := file.read(1)) and size[0]:
            file.seek(size[0], 1)
    place = file.read(8)
    if mark == b"," and len(place) == 8:
        width = max(width, _word(place, 0) + _word(place, 4))
        height = max(height, _word(place, 2) + _word(place, 6))
    return width, height


def _word(data: bytes, offset: int) -> int:
    return int.from_bytes(data[offset : offset + 2], "little")
