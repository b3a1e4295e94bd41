"""Bad and hostile input: always one clear error of the right class, never another, and nothing left open."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

import pytest
from bad_inputs import (
    BAD_FILES,
    BadFile,
    encoded_picture,
    half,
    jpeg_object,
    marked_page,
    multipage_tiff,
    pdf_file,
    pdf_pages,
    pdf_stream,
    scanned_pdf,
)
from PIL import Image
from source_pages import SOUND, assert_clear, nothing_left_open, read_all

from ocr_fix.errors import InputError, LimitError, OcrFixError
from ocr_fix.source import Limits, open_source


@contextmanager
def without_privileges() -> Iterator[None]:
    """Not as root, who may read everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def directories(data: bytes) -> list[int]:
    """Where the pictures of a little-endian TIFF are described."""
    places = []
    place = int.from_bytes(data[4:8], "little")
    while place:
        places.append(place)
        link = place + 2 + 12 * int.from_bytes(data[place : place + 2], "little")
        place = int.from_bytes(data[link : link + 4], "little")
    return places


@pytest.mark.parametrize("kind", SOUND)
def test_sound_file_leaves_nothing_open(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "fil"
    path.write_bytes(SOUND[kind])
    with nothing_left_open():
        assert read_all(path) > 0
    with nothing_left_open(), path.open("rb") as stream:
        assert read_all(stream) > 0


@pytest.mark.parametrize(("name", "bad"), BAD_FILES.items(), ids=BAD_FILES)
class TestBadFiles:
    def test_is_refused_in_one_clear_line(self, name: str, bad: BadFile, tmp_path: Path) -> None:
        path = tmp_path / name
        path.write_bytes(bad.make())
        with pytest.raises(OcrFixError, match=bad.says) as caught:
            read_all(path)
        assert type(caught.value) is bad.error
        assert_clear(caught.value, name)

    def test_leaves_nothing_open(self, name: str, bad: BadFile, tmp_path: Path) -> None:
        path = tmp_path / name
        path.write_bytes(bad.make())
        with nothing_left_open(), pytest.raises(bad.error):
            read_all(path)

    def test_is_refused_alike_as_bytes(self, name: str, bad: BadFile) -> None:
        with pytest.raises(OcrFixError, match=bad.says) as caught:
            read_all(bad.make(), name=name)
        assert type(caught.value) is bad.error
        assert_clear(caught.value, name)


def test_what_is_said_of_a_file_does_not_hang_on_the_one_before() -> None:
    names = [name for name in BAD_FILES if name.endswith(".pdf")]
    for before, name in product(names, names):
        with contextlib.suppress(OcrFixError):
            read_all(BAD_FILES[before].make())
        with pytest.raises(BAD_FILES[name].error, match=BAD_FILES[name].says):
            read_all(BAD_FILES[name].make())


class TestPaths:
    def test_missing(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="no such file") as caught:
            open_source(tmp_path / "saknas.pdf")
        assert_clear(caught.value, "saknas.pdf")

    def test_below_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "fil").write_text("text")
        with pytest.raises(InputError) as caught:
            open_source(tmp_path / "fil" / "saknas.pdf")
        assert_clear(caught.value, "saknas.pdf")

    def test_folder(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="is a folder") as caught:
            open_source(tmp_path)
        assert_clear(caught.value, tmp_path.name)

    def test_no_permission(self, tmp_path: Path) -> None:
        path = tmp_path / "sekretess.pdf"
        path.write_bytes(SOUND["pdf-text"])
        path.chmod(0)
        with without_privileges(), pytest.raises(InputError, match="may not be read") as caught:
            open_source(path)
        assert_clear(caught.value, "sekretess.pdf")

    @pytest.mark.parametrize("name", ["a" * 300 + ".pdf", "nul\0tecken.pdf"], ids=["too long", "NUL"])
    def test_impossible_name(self, name: str, tmp_path: Path) -> None:
        with pytest.raises(InputError) as caught:
            open_source(str(tmp_path / name))
        assert str(caught.value).isprintable()

    def test_line_break_and_foreign_bytes_in_the_name(self, tmp_path: Path) -> None:
        path = tmp_path / "två\nrader\udce5.png"
        path.write_bytes(half(SOUND["png"]))
        with pytest.raises(InputError) as caught:
            read_all(path)
        assert_clear(caught.value, "två rader�.png")
        str(caught.value).encode("utf-8")

    def test_name_of_the_sound_file_can_be_written_too(self, tmp_path: Path) -> None:
        path = tmp_path / "två\nrader\udce5.png"
        path.write_bytes(SOUND["png"])
        with open_source(path) as source:
            assert source.name == "två rader�.png"


class TestStreams:
    class Failing(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            raise OSError(5, "Input/output error")

    def test_that_fails(self) -> None:
        with pytest.raises(InputError, match="Input/output error") as caught:
            open_source(self.Failing(), name="band.tif")  # type: ignore[arg-type]
        assert_clear(caught.value, "band.tif")

    def test_that_is_closed(self) -> None:
        stream = io.BytesIO(SOUND["png"])
        stream.close()
        with pytest.raises(InputError, match="cannot be read"):
            open_source(stream)

    def test_of_text(self) -> None:
        with pytest.raises(TypeError, match="binary"):
            open_source(io.StringIO("text"))  # type: ignore[arg-type]

    def test_of_nothing_known(self) -> None:
        with pytest.raises(TypeError, match="a path, bytes, a binary stream or a picture"):
            open_source(42)  # type: ignore[arg-type]

    def test_without_end_meets_the_limit(self) -> None:
        with nothing_left_open(), Path("/dev/zero").open("rb") as endless, pytest.raises(LimitError, match="max_bytes"):
            open_source(endless, limits=Limits(max_bytes=40_000_000))

    def test_device_without_end_meets_the_limit(self) -> None:
        with nothing_left_open(), pytest.raises(LimitError, match="max_bytes"):
            open_source("/dev/zero", limits=Limits(max_bytes=40_000_000))


class TestDamagedPageInAGoodFile:
    def test_of_a_pdf_raises_alone(self) -> None:
        pages = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R 9 0 R 4 0 R]/Count 3>>"}
        good = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 200]>>"
        with open_source(pdf_file({**pages, 3: good, 4: good}), name="tre.pdf") as source:
            assert source.page_count == 3
            assert source.page(1).number == 1
            with pytest.raises(InputError, match="page 2: is missing or damaged") as caught:
                source.page(2)
            assert_clear(caught.value, "tre.pdf")
            assert source.page(3).number == 3

    def test_of_a_pdf_with_a_lost_scan_raises_alone(self) -> None:
        good = jpeg_object(marked_page())
        with open_source(scanned_pdf(good, good.replace(b"\xff\xd8", b"\0\0"), good)) as source:
            assert source.page(3).number == 3
            with pytest.raises(InputError, match="page 2: its scan is damaged"):
                source.page(2)
            assert source.page(1).number == 1

    def test_blank_scan_is_not_taken_for_a_lost_one(self) -> None:
        blank = jpeg_object(Image.new("L", (600, 800), 255))
        assert read_all(scanned_pdf(blank, blank)) == 2

    def test_a_lost_scan_with_a_stamp_on_it_is_no_blank_page_with_a_stamp(self) -> None:
        assert self._note_on_lost_scan(b"BT /F 12 Tf 400 800 Td (Dnr 2019/12) Tj ET").startswith(
            "-: its scan is damaged"
        )

    def test_a_page_full_of_text_is_not_refused_for_the_picture_behind_it(self) -> None:
        lines = b"".join(b"1 0 0 1 60 %d Tm (%s) Tj " % (800 - 20 * row, b"Protokoll " * 9) for row in range(36))
        assert self._note_on_lost_scan(b"BT /F 12 Tf " + lines + b"ET") == ""

    @staticmethod
    def _note_on_lost_scan(content: bytes) -> str:
        """Why a page is refused whose scan, a JPEG 2000 without its end, is lost and that has a content on it."""
        picture = b"/Type/XObject/Subtype/Image/Width 600/Height 800/ColorSpace/DeviceGray/BitsPerComponent 8"
        data = encoded_picture(Image.effect_noise((600, 800), 90), "JPEG2000")[:200]
        scan = pdf_stream(picture + b"/Filter/JPXDecode", data, deflate=False)
        fonts = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>"
        page = {"content": b"q 595 0 0 842 0 0 cm /I Do Q " + content, "resources": fonts + b"/XObject<</I 1000 0 R>>"}
        try:
            read_all(pdf_pages(page, objects={1000: scan}))
        except InputError as error:
            return str(error)
        return ""

    def test_of_a_tiff_raises_alone(self) -> None:
        pages = [Image.effect_noise((300, 300), 90) for _ in range(3)]
        data = bytearray(multipage_tiff(*pages, compression="tiff_adobe_deflate"))
        with Image.open(io.BytesIO(bytes(data))) as tiff:
            tiff.seek(1)
            start = tiff.tag_v2[273][0]  # type: ignore[attr-defined]
        data[start : start + 40] = bytes(40)
        with open_source(bytes(data)) as source:
            assert source.page(1).number == 1
            with pytest.raises(InputError, match="page 2: is damaged"):
                source.page(2)
            assert source.page(3).number == 3

    def test_too_large_page_of_a_pdf_raises_alone(self) -> None:
        with open_source(pdf_pages({}, {"box": b"0 0 90000 90000"}, {})) as source:
            assert source.page(1).number == 1
            with pytest.raises(LimitError, match="page 2: measures"):
                source.page(2)
            assert source.page(3).number == 3

    def test_cut_off_tiff_keeps_what_is_there_and_counts_what_is_not(self) -> None:
        """Cut between two pages; Pillow would give the pages before the cut and say nothing of the others."""
        pages = [Image.effect_noise((60, 60), 90) for _ in range(4)]
        data = multipage_tiff(*pages)
        with open_source(data[: directories(data)[2]], name="cut.tif") as source:
            assert source.page_count == 3
            assert [source.page(number).number for number in (1, 2)] == [1, 2]
            with pytest.raises(InputError, match="page 3 and all after it are missing") as caught:
                source.page(3)
        assert_clear(caught.value, "cut.tif")

    @pytest.mark.parametrize("cut", [40, 2000, 5000])
    def test_cut_off_tiff_never_passes_for_whole(self, cut: int) -> None:
        data = multipage_tiff(*(Image.effect_noise((60, 60), 90) for _ in range(4)))[:-cut]
        with open_source(data) as source, pytest.raises(InputError, match=r"damaged|missing"):
            list(source.pages())

    def test_chain_of_pictures_that_bites_its_tail_ends(self) -> None:
        data = bytearray(multipage_tiff(marked_page(), marked_page()))
        first, second = directories(bytes(data))
        link = second + 2 + 12 * int.from_bytes(data[second : second + 2], "little")
        assert data[link : link + 4] == bytes(4)
        data[link : link + 4] = first.to_bytes(4, "little")
        assert read_all(bytes(data)) == 2

    def test_damaged_exif_is_no_reason_to_refuse_a_photo(self) -> None:
        exif = Image.Exif()
        exif[274] = 6
        data = encoded_picture(marked_page(), "JPEG", exif=exif)
        assert read_all(data.replace(b"MM\0*", b"MM\xff\xff")) == 1
