"""How much of a damaged picture is left: fax data and JPEG, which decoders go on with and say little."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any, BinaryIO, NamedTuple

from PIL import ExifTags, Image, JpegImagePlugin, TiffImagePlugin

from ocr_fix.source.thresholds import THRESHOLDS
from ocr_fix.wording import worded

_T = THRESHOLDS.damage

END_OF_JPEG = b"\xff\xd9"
_DEFLATE = frozenset({8, 32946})  # Adobe Photoshop TIFF Technical Notes (2002), and its older number

# As libtiff tells where it found something that cannot be: the row, counted from the first of a strip or tile.
_PLACE = re.compile(r"at (?:scan)?line (\d+) of (?:strip|tile) (\d+)")


class Lost(NamedTuple):
    """Rows of a picture that cannot be right, from the first to the last, which is exclusive."""

    first: int
    last: int


def lost_rows(errors: list[str], height: int, rows_per_strip: int, *, goes_on: bool = False) -> list[Lost]:
    """The rows that libtiff's errors make doubtful: in each strip all from the first error on.

    Args:
        errors: as `chatter.heard` gives them.
        height: of the picture in rows.
        rows_per_strip: of the picture.
        goes_on: whether each row says where it ends, so that what comes after a damaged one is right again.
    """
    if goes_on:
        places = [(int(match[1]), int(match[2])) for match in filter(None, map(_PLACE.search, errors))]
        found = sorted({strip * rows_per_strip + row for row, strip in places})
        return [Lost(row, row + 1) for row in found if row < height]
    first: dict[int, int] = {}
    for match in filter(None, map(_PLACE.search, errors)):
        row, strip = int(match[1]), int(match[2])
        first[strip] = min(row, first.get(strip, row))
    lost = []
    for strip, row in sorted(first.items()):
        end = min(height, (strip + 1) * rows_per_strip)
        lost.append(Lost(min(strip * rows_per_strip + row, end), end))
    return [each for each in lost if each.first < each.last]


def is_little(lost: list[Lost], height: int) -> bool:
    """Whether so few rows are lost that what stands there can be read all the same."""
    return sum(last - first for first, last in lost) <= (1 - _T.enough_ends) * height


def without_lost(image: Image.Image, lost: list[Lost]) -> Image.Image:
    """The picture with paper in the place of lost rows."""
    kept = image.copy()
    for first, last in lost:
        kept.paste(255 if image.mode != "RGB" else (255, 255, 255), (0, first, image.width, last))
    return kept


def share_told(lost: list[Lost], height: int) -> str:
    """What to say of lost rows."""
    rows = sum(last - first for first, last in lost)
    return worded("is damaged: {share} % of the picture cannot be read", share=max(1, round(100 * rows / height)))


def told_of_missing(share: float) -> str:
    """What to say of a picture that is cut off.

    Args:
        share: of it that is missing, 0-1.
    """
    return worded("is cut off: {share} % of its picture is missing", share=max(1, round(100 * share)))


def missing_of_bmp(head: bytes, size: int) -> int:
    """How many bytes a bitmap that is not packed lacks at its end, at most those of a row; 0 where it lacks more.

    Microsoft, Bitmap Storage: the place of the pixels at 10, then width, height, bits a pixel and packing from 18 on.

    Args:
        head: the first 34 bytes of the file.
        size: of the file in bytes.
    """
    start, width, height = (int.from_bytes(head[at : at + 4], "little", signed=True) for at in (10, 18, 22))
    bits, packing = int.from_bytes(head[28:30], "little"), int.from_bytes(head[30:34], "little")
    row = (width * bits + 31) // 32 * 4
    missing = start + row * abs(height) - size
    return missing if packing == 0 and 0 < missing <= row else 0


def agrees_with_checksum(data: bytes) -> bool:
    """Whether packed data (RFC 1950) end as they should, with a checksum that is that of what was unpacked."""
    unpacking = zlib.decompressobj()
    try:
        while data and not unpacking.eof:
            unpacking.decompress(data, _T.unpacked_at_once)
            data = unpacking.unconsumed_tail
    except zlib.error:
        return False
    return True


def is_corrupt_tiff(tags: Mapping[int, Any], file: BinaryIO, size: int) -> bool:
    """Whether packed data of a picture in a TIFF disagree with their checksum, which libtiff does not look at.

    Args:
        tags: of the picture, which was decoded.
        file: the TIFF file, seekable.
        size: of it in bytes.
    """
    if tags.get(ExifTags.Base.Compression) not in _DEFLATE:
        return False
    tiled = TiffImagePlugin.TILEOFFSETS in tags
    places = tags.get(TiffImagePlugin.TILEOFFSETS if tiled else ExifTags.Base.StripOffsets, ())
    counts = tags.get(TiffImagePlugin.TILEBYTECOUNTS if tiled else ExifTags.Base.StripByteCounts, ())
    left = size  # of a file that is not made to be looked at for ever
    for place, count in zip(places, counts, strict=False):
        left -= count
        if count <= 0 or left < 0:
            break
        file.seek(place)
        if not agrees_with_checksum(file.read(count)):
            return True
    return False


def is_corrupt_jpeg(data: bytes) -> bool:
    """Whether the inside of a JPEG is damaged, as far as libjpeg sees it; Pillow is not told, but qpdf is.

    Args:
        data: of a JPEG that has its end, or lacks no more than the end marker.
    """
    import pikepdf  # noqa: PLC0415 - it takes long to load

    whole = data if END_OF_JPEG in data[-_T.behind_end :] else data + END_OF_JPEG
    pdf = pikepdf.new()
    stream = pikepdf.Stream(pdf, whole)
    stream.Filter = pikepdf.Name.DCTDecode
    try:
        stream.get_stream_buffer(pikepdf.StreamDecodeLevel.all)
    except pikepdf.PdfError:
        return True
    return False


def missing_of_jpeg(data: bytes) -> float:
    """The share, 0-1, of a JPEG that is missing at its end; 0 where no more than the end marker is.

    Raises:
        OSError, SyntaxError and others: it cannot be decoded at all.
    """
    if END_OF_JPEG in data[-_T.behind_end :]:
        return 0.0
    image = JpegImagePlugin.JpegImageFile(BytesIO(data))
    try:
        image.load()
    except OSError:
        if image.info.get("progressive") and not is_corrupt_jpeg(data):  # decoded only once all of it is there
            return 0.0
        # The decoder waits for more; rows that it has not come to are black to the last pixel.
        decoded = Image.Image()._new(image.im).convert("L").getbbox()
        missing = image.height - (0 if decoded is None else decoded[3])
        return missing / image.height if missing > _T.rows_waited_for else 0.0
    return 0.0
