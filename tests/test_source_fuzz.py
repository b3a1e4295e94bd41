"""Whatever the bytes: pages, or an error of ours."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from source_pages import SOUND, assert_clear

from ocr_fix.errors import OcrFixError
from ocr_fix.source import Limits, open_source

# The first files that `make fuzz` changes, one of every kind.
CORPUS = {path.name: path.read_bytes() for path in (Path(__file__).parent / "corpus").iterdir()}

FUZZ = settings(max_examples=150)


MAGIC = (
    b"%PDF-1.7\n",
    b"\x89PNG\r\n\x1a\n",
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    b"\xff\xd8\xff\xe0\0\x10JFIF",
    b"II*\0\x08\0\0\0",
    b"MM\0*\0\0\0\x08",
    b"II+\0\x08\0\0\0\x10\0\0\0\0\0\0\0",
    b"GIF89a",
    b"BM",
    b"BM" + bytes(12) + b"\x28\0\0\0",
    b"RIFF\xff\0\0\0WEBPVP8 ",
    b"RIFF\xff\0\0\0WEBPVP8X",
    b"RIFF\xff\0\0\0WEBPVP8L",
    b"\0\0\0\x0cjP  \r\n\x87\n",
    b"\xff\x4f\xff\x51",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"PK\x03\x04",
    b"",
)


def survives(data: bytes) -> None:
    """Whatever the bytes, there are pages or an error of ours; Pillow's warnings of odd tags are no errors."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=UserWarning)
        try:
            with open_source(data, limits=Limits(max_pixels=4_000_000, max_pages=50)) as source:
                for number in range(1, source.page_count + 1):
                    try:
                        source.page(number)
                    except OcrFixError as error:
                        assert_clear(error, "-")
        except OcrFixError as error:
            assert_clear(error, "-")


@FUZZ
@given(st.sampled_from(MAGIC), st.binary(max_size=600))
def test_random_bytes_behind_every_magic_number(magic: bytes, rest: bytes) -> None:
    survives(magic + rest)


@FUZZ
@given(st.sampled_from(sorted(SOUND)), st.floats(0, 1))
def test_sound_files_cut_off_anywhere(kind: str, place: float) -> None:
    survives(SOUND[kind][: round(place * len(SOUND[kind]))])


@FUZZ
@given(
    st.sampled_from(sorted(SOUND)),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_sound_files_with_changed_bytes(kind: str, changes: list[tuple[float, int]]) -> None:
    data = bytearray(SOUND[kind])
    for place, value in changes:
        data[int(place * len(data))] = value
    survives(bytes(data))


@pytest.mark.parametrize("name", sorted(CORPUS))
def test_seeds_open_whole_and_cut_off(name: str) -> None:
    whole = CORPUS[name]
    for data in (whole, whole[: len(whole) // 2], whole[len(whole) // 2 :]):
        survives(data)


@FUZZ
@given(
    st.sampled_from(sorted(CORPUS)),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=12), st.integers(0, 12)), min_size=1),
)
def test_seeds_with_bytes_put_in_and_taken_out(name: str, changes: list[tuple[float, bytes, int]]) -> None:
    data = bytearray(CORPUS[name])
    for place, put_in, taken_out in changes:
        at = int(place * len(data))
        data[at : at + taken_out] = put_in
    survives(bytes(data))


@FUZZ
@given(st.sampled_from(["tiff", "tiff-g4", "tiff-jpeg", "gif", "webp", "bmp", "png"]), st.data())
def test_sound_pictures_with_changed_headers(kind: str, data: st.DataObject) -> None:
    """Most of a picture is pixels; here the damage is where the structure is."""
    changed = bytearray(SOUND[kind])
    zone = [*range(min(100, len(changed))), *range(max(0, len(changed) - 400), len(changed))]
    for place in data.draw(st.lists(st.sampled_from(zone), min_size=1, max_size=6)):
        changed[place] = data.draw(st.integers(0, 255))
    survives(bytes(changed))
