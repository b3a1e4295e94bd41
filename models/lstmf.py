"""Tesseract's training files (.lstmf): pictures of lines with what they say, many in one file."""

import io
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

_LANGUAGE = b"swe"


@dataclass(frozen=True)
class Sample:
    """A line to learn from.

    Attributes:
        picture: Grey values, rows by columns.
        label: What it says.
        kind: Where the line comes from and what was done to it, for reports.
    """

    picture: np.ndarray
    label: str
    kind: str


def write(file: Path, samples: Iterable[Sample]) -> None:
    """Write the samples as one file."""
    pages = [_page(number, sample) for number, sample in enumerate(samples)]
    file.write_bytes(struct.pack("<I", len(pages)) + b"".join(b"\1" + page for page in pages))


def read(file: Path) -> Iterator[Sample]:
    """The samples of a file that `write` wrote."""
    data = memoryview(file.read_bytes())
    (count,) = struct.unpack_from("<I", data)
    place = 4
    for _ in range(count):
        place += 1
        kind, place = _take(data, place)
        packed, place = _take(data, place + 4)
        _, place = _take(data, place)
        label, place = _take(data, place)
        (boxes,) = struct.unpack_from("<I", data, place)
        place += 4 + 8 * boxes
        (texts,) = struct.unpack_from("<I", data, place)
        place += 4
        for _ in range(texts):
            _, place = _take(data, place)
        place += 1
        yield Sample(np.asarray(Image.open(io.BytesIO(packed))), label.decode(), kind.decode())


def _page(number: int, sample: Sample) -> bytes:
    packed = io.BytesIO()
    Image.fromarray(sample.picture).save(packed, "PNG", compress_level=4)
    rows, columns = sample.picture.shape
    label = sample.label.encode()
    return b"".join(
        (
            _string(sample.kind.encode()),
            struct.pack("<i", number),
            _string(packed.getvalue()),
            _string(_LANGUAGE),
            _string(label),
            struct.pack("<I", 1) + struct.pack("<hhhh", 0, 0, columns, rows),
            struct.pack("<I", 1) + _string(label),
            b"\0",
        )
    )


def _string(text: bytes) -> bytes:
    return struct.pack("<I", len(text)) + text


def _take(data: memoryview, place: int) -> tuple[bytes, int]:
    (length,) = struct.unpack_from("<I", data, place)
    return bytes(data[place + 4 : place + 4 + length]), place + 4 + length
