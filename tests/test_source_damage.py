"""Pictures of which a part is lost: what is left is read, and the page is marked; and what libraries say of them."""

from __future__ import annotations

import io
import logging
import os
import re
import subprocess
import sys
import threading
import tracemalloc
import warnings
import zlib
from pathlib import Path

import img2pdf
import pytest
from bad_inputs import encoded_picture, half, pdf_pages, pdf_stream, pdf_text, printed_page, scanned_pdf
from click.testing import CliRunner
from PIL import Image
from source_pages import image_page

import ocr_fix
from ocr_fix.cli import cli
from ocr_fix.document import PageImage
from ocr_fix.errors import InputError
from ocr_fix.original import OriginalFile
from ocr_fix.output import render
from ocr_fix.source import open_source
from ocr_fix.source.chatter import heard, with_told
from ocr_fix.source.pictures.damage import Lost, agrees_with_checksum, lost_rows, missing_of_jpeg
from ocr_fix.system.warned import warned


@pytest.fixture(scope="module")
def page() -> Image.Image:
    """A printed page of four lines on the upper half, nothing below."""
    sheet = Image.new("L", (1654, 1400), 255)
    sheet.paste(printed_page(), (0, 0))
    return sheet


def fax(page: Image.Image, *, broken: bool, by: bytes = b"\x5a" * 40, group: int = 4, **tags: int) -> bytes:
    """A TIFF of one strip of fax data, overwritten in the middle of the print where it is broken."""
    rows = {278: page.height} | {int(tag.removeprefix("tag")): value for tag, value in tags.items()}
    data = bytearray(encoded_picture(page.convert("1"), "TIFF", compression=f"group{group}", tiffinfo=rows))
    if broken:
        with Image.open(io.BytesIO(data)) as image:
            start, count = image.tag_v2[273][0], image.tag_v2[279][0]  # type: ignore[attr-defined]
        data[start + count // 2 : start + count // 2 + len(by)] = by
    return bytes(data)


def is_whiter_below(image: Image.Image, row: float) -> bool:
    """Whether nothing but paper is below a row, given in parts of the height."""
    below = image.convert("L").crop((0, round(row * image.height), image.width, image.height))
    return below.getextrema()[0] == 255


class TestFax:
    def test_rows_behind_the_damage_are_paper_and_it_is_told(
        self, page: Image.Image, capfd: pytest.CaptureFixture[str]
    ) -> None:
        assert image_page(fax(page, broken=False)).damage is None
        read = image_page(fax(page, broken=True), name="fax.tif")
        assert read.damage is not None
        assert read.damage.startswith("fax.tif: is damaged: ")
        assert read.image.convert("L").getextrema() == (0, 255), "what stands before it is there"
        assert is_whiter_below(read.image, 0.4)
        assert capfd.readouterr() == ("", "")

    @pytest.mark.parametrize("tags", [{}, {"tag266": 2}], ids=["high bit first", "low bit first"])
    @pytest.mark.parametrize("by", [bytes(4), bytes(512), b"\xaa\x80\x08\xaa", b"\xaa\x00\x20\xaa"])
    def test_zeros_end_no_picture(self, page: Image.Image, by: bytes, tags: dict[str, int]) -> None:
        """Eleven bits are enough, wherever in its bytes they stand."""
        read = image_page(fax(page, broken=True, by=by, **tags), name="fax.tif")
        assert read.damage is not None
        assert read.damage.startswith("fax.tif: is damaged: ")
        assert read.image.convert("L").getextrema() == (0, 255)
        assert is_whiter_below(read.image, 0.4)

    def test_zeros_end_no_picture_in_a_pdf(self, page: Image.Image) -> None:
        whole = img2pdf.convert(fax(page, broken=False))
        start = whole.index(b"stream\n", whole.index(b"CCITTFaxDecode")) + 7
        middle = start + (whole.index(b"endstream", start) - start) // 2
        read = image_page(whole[:middle] + bytes(40) + whole[middle + 40 :])
        assert read.damage is not None
        assert is_whiter_below(read.image, 0.4)

    def test_rows_that_say_where_they_end_are_lost_alone(self, page: Image.Image) -> None:
        sound = image_page(fax(page, broken=False, group=3))
        assert (sound.damage, sound.note) == (None, None)
        read = image_page(fax(page, broken=True, by=b"\x5a" * 40, group=3))
        assert read.damage is None
        assert read.note == "its picture is damaged; parts of it may be wrong"
        assert sum(sound.image.convert("L").histogram()[:128]) == pytest.approx(
            sum(read.image.convert("L").histogram()[:128]), rel=0.1
        )

    def test_rows_that_are_missing_are_told(self, page: Image.Image) -> None:
        read = image_page(fax(page, broken=True, by=bytes(1200), group=3), name="fax.tif")
        assert read.damage is not None
        assert read.damage.startswith("fax.tif: is damaged: ")
        assert is_whiter_below(read.image, 0.98)

    def test_in_a_pdf_as_well(self, page: Image.Image, capfd: pytest.CaptureFixture[str]) -> None:
        whole = img2pdf.convert(fax(page, broken=False))
        assert image_page(whole).damage is None
        with_damage = bytearray(whole)
        start = whole.index(b"stream\n", whole.index(b"CCITTFaxDecode")) + 7
        length = whole.index(b"endstream", start) - start
        with_damage[start + length // 2 : start + length // 2 + 40] = b"\x5a" * 40
        read = image_page(bytes(with_damage))
        assert read.damage is not None
        assert is_whiter_below(read.image, 0.4)
        assert capfd.readouterr() == ("", "")

    def test_of_several_strips_only_those_are_doubtful_that_are_broken(self) -> None:
        errors = [
            "Fax4Decode: Bad code word at line 41 of strip 2 (x 0).",
            "Fax4Decode: Bad code word at line 30 of strip 2 (x 9).",
            "Fax4Decode: Line length mismatch at scanline 3 of strip 4 (got 7, expected 8).",
            "TIFFFillStrip: Read error on strip 9; got 5 bytes, expected 8.",
        ]
        assert lost_rows(errors, 420, 100) == [Lost(230, 300), Lost(403, 420)]

    def test_a_strip_that_is_broken_is_told_and_the_others_are_there(self, page: Image.Image) -> None:
        data = bytearray(encoded_picture(page.convert("1"), "TIFF", compression="group4", tiffinfo={278: 100}))
        sound = image_page(bytes(data)).image.convert("L")
        with Image.open(io.BytesIO(data)) as image:
            start, count = image.tag_v2[273][1], image.tag_v2[279][1]  # type: ignore[attr-defined]
        data[start + count // 2 : start + count // 2 + 40] = b"\x5a" * 40
        read = image_page(bytes(data), name="fax.tif")
        assert read.damage is not None
        assert read.damage.startswith("fax.tif: is damaged: ")
        for rows in ((0, 0, page.width, 100), (0, 200, page.width, page.height)):
            assert read.image.convert("L").crop(rows).tobytes() == sound.crop(rows).tobytes()

    @pytest.mark.slow
    def test_what_is_left_is_read_and_the_exit_code_tells(self, page: Image.Image) -> None:
        done = CliRunner().invoke(cli, ["-"], input=fax(page, broken=True))
        assert done.exit_code == 8
        assert done.stdout.split()[0] == "Kommunstyrelsen"
        assert "1 of 1 pages could not be read whole" in done.stderr


def jpeg_of(page: Image.Image, data: bytes) -> bytes:
    """A picture as a PDF object, with the data of a JPEG that may be cut."""
    entries = (
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode"
    )
    return pdf_stream(entries % page.size, data, deflate=False)


class TestJpeg:
    @pytest.mark.parametrize("progressive", [False, True])
    def test_without_its_end_marker_is_whole(self, page: Image.Image, *, progressive: bool) -> None:
        data = encoded_picture(page, "JPEG", quality=90, progressive=progressive)
        assert data.endswith(b"\xff\xd9")
        cut = image_page(data[:-2])
        assert cut.damage is None
        assert cut.image.tobytes() == image_page(data).image.tobytes()
        assert image_page(scanned_pdf(jpeg_of(page, data[:-2]))).damage is None

    def test_half_of_it_is_not(self) -> None:
        noise = Image.effect_noise((600, 600), 90)
        data = encoded_picture(noise, "JPEG", quality=90)
        assert 0.4 < missing_of_jpeg(half(data)) < 0.6
        assert missing_of_jpeg(data + b"camera data") == 0
        with pytest.raises(InputError, match="damaged or cut off"):
            image_page(half(data))

    def test_the_end_of_the_small_picture_in_it_is_not_its_own(self, page: Image.Image) -> None:
        """Cameras and scanners put one into the head of the file, which ends as pictures do."""
        small, data = (encoded_picture(image, "JPEG", quality=90) for image in (page.resize((160, 60)), page))
        data = data[:2] + b"\xff\xe1" + (len(small) + 8).to_bytes(2, "big") + b"Exif\0\0" + small + data[2:]
        assert missing_of_jpeg(data) == 0
        assert image_page(data[:-2]).image.tobytes() == image_page(data).image.tobytes()
        damage = image_page(scanned_pdf(jpeg_of(page, half(data)))).damage
        assert damage is not None
        assert "is cut off: " in damage

    @pytest.mark.parametrize("packed", [b"/Filter/FlateDecode", b"/Filter[/ASCIIHexDecode/FlateDecode]", b""])
    def test_bytes_that_are_missing_in_a_pdf_mark_the_page(self, page: Image.Image, packed: bytes) -> None:
        pixels = page.tobytes() if not packed else zlib.compress(page.tobytes())
        attributes = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8%s"
        for share, damage in ((1.0, None), (0.5, "is cut off: ")):
            data = pixels[: round(share * len(pixels))]
            data = data.hex().encode() if b"Hex" in packed else data
            picture = pdf_stream(attributes % (*page.size, packed), data, deflate=False)
            read = image_page(scanned_pdf(picture))
            assert (read.damage is None) is (damage is None)
            assert damage is None or damage in str(read.damage)

    @pytest.mark.parametrize(
        ("space", "bits", "shades"),
        [
            (b"/DeviceGray", 4, 1),
            (b"/DeviceGray", 16, 1),
            (b"[/Indexed/DeviceRGB 1<0000ffffffff>]", 2, 1),
            (b"[/DeviceN[/Black/Gold]/DeviceCMYK 1000 0 R]", 8, 2),
            (b"/DeviceCMYK", 4, 4),
        ],
    )
    def test_bytes_are_missing_by_the_bits_of_the_file(self, space: bytes, bits: int, shades: int) -> None:
        width, height = 300, 200
        attributes = (
            b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent %d/ColorSpace%s/Filter/FlateDecode"
        )
        tint = pdf_stream(b"/FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1 0 1]", b"{0 0}", deflate=False)
        for share, damaged in ((1.0, False), (0.7, True)):
            data = zlib.compress(bytes(round(share * height) * (width * bits * shades // 8)))
            picture = pdf_stream(attributes % (width, height, bits, space), data, deflate=False)
            page = {"content": b"q 595 0 0 842 0 0 cm /I Do Q", "resources": b"/XObject<</I 1001 0 R>>"}
            read = image_page(pdf_pages(page, objects={1000: tint, 1001: picture}))
            assert (read.damage is not None) is damaged

    def test_damage_inside_is_told(self, page: Image.Image) -> None:
        data = bytearray(encoded_picture(page, "JPEG"))
        assert image_page(bytes(data)).note is None
        data[len(data) // 6 : len(data) // 6 + 2] = b"\xff\xd9"  # the end marker
        told = "its picture is damaged; parts of it may be wrong"
        assert image_page(bytes(data)).note == told
        attributes = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8"
        in_pdf = pdf_stream(attributes % page.size + b"/Filter/DCTDecode", bytes(data), deflate=False)
        assert image_page(scanned_pdf(in_pdf)).note == told
        packed = zlib.compress(page.tobytes())[:-4] + b"\0\0\0\0"
        in_pdf = pdf_stream(attributes % page.size + b"/Filter/FlateDecode", packed, deflate=False)
        assert image_page(scanned_pdf(in_pdf)).note == told

    def test_what_packed_data_of_a_tiff_lost_is_told(self, page: Image.Image) -> None:
        data = encoded_picture(page, "TIFF", compression="tiff_adobe_deflate")
        whole, told = image_page(data), set()
        for at in range(len(data) // 3, len(data) // 3 + 60):
            try:
                read = image_page(data[:at] + bytes([data[at] ^ 16]) + data[at + 1 :])
            except InputError:
                continue
            assert read.damage or read.note or read.image.tobytes() == whole.image.tobytes()
            told.add(read.note)
        assert whole.note is None
        assert "its picture is damaged; parts of it may be wrong" in told, "libtiff does not see all of it"

    def test_a_page_that_lost_all_it_shows_is_told(self) -> None:
        sound = pdf_pages({"content": b""})
        assert image_page(sound).note is None
        broken = pdf_pages({"content": pdf_text("Ett brev")}).replace(b"/Contents 4 0 R", b"/Contents 9 0 R")
        assert image_page(broken).note is None, "it never had any"
        cut = bytearray(pdf_pages({"content": pdf_text("Ett brev")}))
        at = cut.index(b"stream\n") + 7
        cut[at : at + 20] = bytes(20)
        assert image_page(bytes(cut)).note == "shows nothing, and the file is damaged: something may be missing"

    def test_a_bitmap_that_lacks_part_of_a_row_is_read(self, page: Image.Image) -> None:
        data = encoded_picture(page, "BMP")
        assert image_page(data[:-3]).image.size == page.size
        with pytest.raises(InputError, match="cut off"):
            image_page(data[: -4 * page.width])

    def test_half_of_it_in_a_pdf_marks_the_page(self, page: Image.Image) -> None:
        data = encoded_picture(page, "JPEG", quality=95)
        assert image_page(scanned_pdf(jpeg_of(page, data))).damage is None
        damage = image_page(scanned_pdf(jpeg_of(page, data[: len(data) // 3])), name="skan.pdf").damage
        assert damage is not None
        assert damage.startswith("skan.pdf: is cut off: ")


def test_packed_data_are_looked_at_in_little_memory() -> None:
    """Of a PDF's picture nobody has bounded how much they unpack to where its checksum is looked at."""
    data = zlib.compress(bytes(64 * 2**20))
    tracemalloc.start()
    try:
        assert agrees_with_checksum(data)
        assert not agrees_with_checksum(data[:-4] + bytes(4))
        assert tracemalloc.get_traced_memory()[1] < 8 * 2**20
    finally:
        tracemalloc.stop()


class TestChatter:
    def test_what_libtiff_says_is_heard_and_all_else_comes_out(self, capfd: pytest.CaptureFixture[str]) -> None:
        with heard() as errors:
            os.write(2, b"Fax4Decode: Bad code word at line 1 of strip 0 (x 0).\n")
            os.write(2, b"TIFFReadDirectory: Warning, Unknown field with tag 700 (0x2bc) encountered.\n")
            os.write(2, b"reading pages 3/7\n")
        assert errors == ["Fax4Decode: Bad code word at line 1 of strip 0 (x 0)."]
        assert capfd.readouterr().err == "reading pages 3/7\n"

    def test_what_pillow_logs_does_not_reach_the_terminal(self) -> None:
        for name in ("PIL.TiffImagePlugin", "pypdfium2._helpers.document", "pikepdf"):
            logger: logging.Logger | None = logging.getLogger(name)
            handlers: list[logging.Handler] = []
            while logger is not None and logger.name != "root":
                handlers += logger.handlers
                logger = logger.parent
            assert handlers, name

    @pytest.mark.parametrize(
        ("kind", "expected"),  # as Pillow says it, which says it otherwise in other versions
        [
            ("tag of a TIFF", "Truncated File Read|.*larger than file"),
            ("EXIF", ".*(EXIF|larger than file)"),
            ("frames of a PNG", ".*APNG"),
        ],
    )
    @pytest.mark.parametrize("confined", [False, True])
    def test_what_pillow_warns_of_is_a_note_each_time(
        self, page: Image.Image, capfd: pytest.CaptureFixture[str], kind: str, expected: str, *, confined: bool
    ) -> None:
        content = odd_picture(page, kind)
        for _ in range(2):  # Python shows a warning of one place once
            with warnings.catch_warnings(record=True) as shown, open_source(content, confined=confined) as source:
                found = source.page(1)
            assert isinstance(found, PageImage)
            assert found.note is not None
            assert re.match("what opens it warns: " + expected, found.note)
            assert shown == []
        assert capfd.readouterr() == ("", "")

    def test_nothing_is_shown_by_a_program_that_shows_all_warnings_or_takes_them_for_errors(
        self, page: Image.Image, tmp_path: Path
    ) -> None:
        path = tmp_path / "a.png"
        path.write_bytes(odd_picture(page, "frames of a PNG"))
        program = "import sys, ocr_fix.source as s; print(s.open_source(sys.argv[1]).page(1).note)"
        for way in ("always", "error::UserWarning"):
            command = [sys.executable, "-W", way, "-c", program, str(path)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            assert done.stdout.startswith("what opens it warns: Invalid APNG")
            assert "APNG" not in done.stderr

    def test_nor_by_what_writes_a_pdf(self, page: Image.Image) -> None:
        document = ocr_fix.Cleaner(correct=False).clean(odd_picture(page, "EXIF"))
        assert "what opens it warns" in (document.pages[0].note or "")
        with warnings.catch_warnings(record=True) as shown:
            assert render(document, "pdf", OriginalFile(odd_picture(page, "EXIF"))).startswith(b"%PDF")
        assert shown == []

    def test_warnings_of_others_are_shown_as_before(self) -> None:
        def warn_elsewhere() -> None:
            warnings.warn("of another thread", UserWarning, stacklevel=1)

        with warnings.catch_warnings(record=True) as shown:
            warnings.simplefilter("always")
            with warned() as said:
                other = threading.Thread(target=warn_elsewhere)
                other.start()
                other.join()
                for _ in range(2):
                    warnings.warn("of this one", UserWarning, stacklevel=1)
                warnings.warn("is called otherwise now", DeprecationWarning, stacklevel=1)
                warnings.warn("is large", Image.DecompressionBombWarning, stacklevel=1)
            warnings.warn("behind it", UserWarning, stacklevel=1)
        assert said == ["of this one"]
        assert [str(each.message) for each in shown] == ["of another thread", "behind it"]

    def test_a_process_that_is_forked_meanwhile_listens_for_itself(self) -> None:
        with heard():
            child = threading.Thread(target=lambda: statuses.append(os.waitpid(_forked(), 0)[1]))
            statuses: list[int] = []
            child.start()
            child.join(timeout=20)
        assert statuses == [0]

    def test_few_warnings_are_told_each_once_and_short(self) -> None:
        told = with_told("is lying", ["a", "a", "b\nc.", "x" * 200, "d"])
        assert told == f"is lying; what opens it warns: a; b c; {'x' * 119}…"
        assert with_told(None, []) is None


def _forked() -> int:
    process = os.fork()
    if process == 0:
        with warned():
            os._exit(0)
    return process


def odd_picture(page: Image.Image, kind: str) -> bytes:
    """A picture that can be read, and in which something beside it is wrong."""
    if kind == "tag of a TIFF":
        data = bytearray(encoded_picture(page, "TIFF", dpi=(200, 200), software="scan"))
        with Image.open(io.BytesIO(data)) as image:
            place = data.index((0x0131).to_bytes(2, "little") + b"\2\0")
            assert image.tag_v2[0x0131] == "scan"  # type: ignore[attr-defined]
        data[place + 4 : place + 12] = (5).to_bytes(4, "little") + (len(data) - 2).to_bytes(4, "little")
        return bytes(data)
    if kind == "EXIF":
        entry = b"\x0f\x01\x02\x00" + (400).to_bytes(4, "little") + (90).to_bytes(4, "little")
        return encoded_picture(page, "JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\x01\0" + entry + b"\0\0\0\0")
    data = bytearray(encoded_picture(page, "PNG"))
    body = b"acTL" + bytes(8)
    data[33:33] = (8).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    return bytes(data)
