"""Fax data of which a part is lost where libtiff says nothing of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import BinaryIO

from PIL import ExifTags, TiffImagePlugin

from ocr_fix.source.pictures.damage import Lost
from ocr_fix.source.thresholds import THRESHOLDS

_T = THRESHOLDS.damage

GROUP_3, GROUP_4 = 3, 4
"""How fax data is packed, as TIFF 6.0 numbers it."""
RUNS = 2
"""As group 3 and without ends of rows."""

# No codes of group 4 (ITU-T T.6) have eleven zeros in a row but those of its end: libtiff takes them for that, and
# leaves the rest of the picture out without a word. Where an extension is announced (table 4) it says where it stopped;
# in the middle of a run it takes the first announcement for a length.
_END = re.compile(r"0{11,}[01]{29}")
_EXTENSION = "0000001111"
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))

# The ends of rows of group 3, one or several together, with the bit that may say how the next row is packed (T.4).
_ENDS_OF_ROWS = re.compile(r"0{11,}1(?:[01]?0{11}1)*")


def told_where_zeros_are(data: bytes, *, reversed_bits: bool = False) -> bytes:
    """Group 4 data with what libtiff reports in the place of zeros that end the picture too early.

    Args:
        data: of a strip.
        reversed_bits: whether the first pixel is in the lowest bit of a byte.
    """

    def extension(zeros: re.Match[str]) -> str:
        size = zeros.end() - zeros.start()
        return (_EXTENSION * (size // len(_EXTENSION) + 1))[:size]

    bits = _END.sub(extension, _bits(data, reversed_bits=reversed_bits))
    told = int(bits or "0", 2).to_bytes(len(data), "big")
    return told.translate(_REVERSED) if reversed_bits else told


def rows_without(data: bytes, rows: int, *, reversed_bits: bool = False) -> list[Lost]:
    """The last rows of a picture in group 3 whose data have ends of fewer rows: what was left moved up.

    Args:
        data: of a strip.
        rows: that it should have.
        reversed_bits: whether the first pixel is in the lowest bit of a byte.
    """
    ends = sum(1 for _ in _ENDS_OF_ROWS.finditer(_bits(data, reversed_bits=reversed_bits)))
    few = rows * _T.fewest_ends <= ends < rows * _T.enough_ends  # with fewer, rows are packed without ends
    return [Lost(ends, rows)] if few else []


def _bits(data: bytes, *, reversed_bits: bool) -> str:
    told = data.translate(_REVERSED) if reversed_bits else data
    return f"{int.from_bytes(told, 'big'):0{8 * len(told)}b}"


class Strips:
    """The strips of a picture of a TIFF that is fax data.

    Args:
        tags: of the picture.
        file: the TIFF.
        size: of the file in bytes.
        height: of the picture in rows.
        rows: of a strip.

    Attributes:
        goes_on: whether each row says where it ends, so that what comes after a damaged one is right again.
    """

    def __init__(self, tags: Mapping[int, object], file: BinaryIO, size: int, height: int, rows: int) -> None:
        self._file = file
        self._height = height
        self._rows = rows
        self.goes_on = tags.get(ExifTags.Base.Compression) != GROUP_4
        self._reversed = tags.get(TiffImagePlugin.FILLORDER) == 2
        places, counts = tags.get(TiffImagePlugin.STRIPOFFSETS), tags.get(TiffImagePlugin.STRIPBYTECOUNTS)
        self._places: list[tuple[int, int]] = []
        if isinstance(places, tuple) and isinstance(counts, tuple) and sum(counts) <= size:
            self._places = [*zip(places, counts, strict=False)]

    def told(self) -> BytesIO | None:
        """The whole file with its zeros told (see `told_where_zeros_are`); None where it has none or may have them."""
        if self.goes_on:
            return None
        changed = [
            (place, told)
            for place, data in self._strips()
            if (told := told_where_zeros_are(data, reversed_bits=self._reversed)) != data
        ]
        if not changed:
            return None
        self._file.seek(0)
        whole = BytesIO(self._file.read())
        for place, told in changed:
            whole.seek(place)
            whole.write(told)
        whole.seek(0)
        return whole

    def rows_without(self) -> list[Lost]:
        """As the function of that name, of all strips."""
        found = []
        for index, (_, data) in enumerate(self._strips()):
            first = index * self._rows
            rows = min(self._rows, self._height - first)
            lost = rows_without(data, rows, reversed_bits=self._reversed)
            found += [Lost(first + each.first, first + each.last) for each in lost]
        return found

    def _strips(self) -> Iterator[tuple[int, bytes]]:
        for place, count in self._places:
            self._file.seek(place)
            yield place, self._file.read(count)
