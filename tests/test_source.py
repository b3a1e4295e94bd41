"""The source stage on sound files: any file becomes pages, upright, in their right size, in the order of the file."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest
from bad_inputs import (
    encoded_picture,
    jpeg_object,
    marked_page,
    multipage_tiff,
    pdf_pages,
    pdf_text,
    printed_page,
    scanned_pdf,
)
from PIL import Image, features
from source_pages import WORDS, image_page, is_marked_page, text_pages

from ocr_fix.document import PageImage
from ocr_fix.errors import InputError, LimitError, OptionError
from ocr_fix.recognition.engines.tesseract import Tesseract
from ocr_fix.recognition.judgement import text_of
from ocr_fix.source import Limits, Source, open_source


class TestKinds:
    FILES: ClassVar[dict[str, Callable[[], bytes]]] = {
        "png": lambda: encoded_picture(marked_page(), "PNG"),
        "jpeg": lambda: encoded_picture(marked_page(), "JPEG", quality=95),
        "webp": lambda: encoded_picture(marked_page(), "WEBP", lossless=True),
        "bmp": lambda: encoded_picture(marked_page(), "BMP"),
        "gif": lambda: encoded_picture(marked_page(), "GIF"),
        "jpeg2000": lambda: encoded_picture(marked_page(), "JPEG2000"),
        "jpeg2000 codestream": lambda: encoded_picture(marked_page(), "JPEG2000", no_jp2=True),
        "tiff": lambda: encoded_picture(marked_page(), "TIFF"),
        "tiff lzw": lambda: encoded_picture(marked_page(), "TIFF", compression="tiff_lzw"),
        "tiff deflate": lambda: encoded_picture(marked_page(), "TIFF", compression="tiff_adobe_deflate"),
        "tiff jpeg": lambda: encoded_picture(marked_page(), "TIFF", compression="jpeg"),
        "tiff jpeg colour": lambda: encoded_picture(marked_page().convert("RGB"), "TIFF", compression="jpeg"),
        "tiff fax 4": lambda: encoded_picture(marked_page().convert("1"), "TIFF", compression="group4"),
        "tiff fax 3": lambda: encoded_picture(marked_page().convert("1"), "TIFF", compression="group3"),
        "tiff packbits": lambda: encoded_picture(marked_page().convert("1"), "TIFF", compression="packbits"),
        "bigtiff": lambda: encoded_picture(marked_page(), "TIFF", big_tiff=True),
    }

    @pytest.mark.parametrize("kind", FILES)
    def test_picture_of_every_format(self, kind: str) -> None:
        data = self.FILES[kind]()
        with open_source(data) as source:
            assert source.kind == "image"
            assert source.page_count == 1
            page = source.page(1)
        assert isinstance(page, PageImage)
        assert page.number == 1
        assert page.image.size == (80, 120)
        assert page.image.mode in {"1", "L", "RGB"}
        assert is_marked_page(page.image)

    def test_pdf(self) -> None:
        with open_source(pdf_pages({}, {})) as source:
            assert (source.kind, source.page_count) == ("pdf", 2)

    def test_text(self) -> None:
        with open_source("Avgiften höjs.".encode()) as source:
            assert (source.kind, source.page_count) == ("text", 1)

    @pytest.mark.parametrize(
        ("data", "kind"),
        [
            (encoded_picture(marked_page(), "PNG"), "image"),
            (pdf_pages({}), "pdf"),
            ("Avgiften höjs.".encode(), "text"),
        ],
        ids=["png", "pdf", "text"],
    )
    @pytest.mark.parametrize("name", ["fil.pdf", "fil.txt", "fil.docx", "fil"])
    def test_content_tells_and_the_name_does_not(self, data: bytes, kind: str, name: str, tmp_path: Path) -> None:
        (tmp_path / name).write_bytes(data)
        with open_source(tmp_path / name) as source:
            assert source.kind == kind
            assert sum(1 for _ in source.pages()) == 1

    @pytest.mark.parametrize(
        "text",
        [
            "BMW och Volvo lämnade anbud.",
            "BM",
            "GIF är ett bildformat, PK en postkod.",
            "Filer som börjar med\n%PDF-1.7 är PDF-filer.",
            "RIFF är en indelning av filer.",
            "skriftyp",
            "ID3 och BZh och 8BPS är början på filer.",
            "x" * 254 + "frustar en häst",
            "II* betyder två stjärnor.",
            "<p> är ett märke i HTML.",
            "<!-- så här --> börjar\n%PDF-1.7 i filer.",
        ],
    )
    def test_text_that_speaks_of_formats_is_text(self, text: str) -> None:
        assert text_pages(text.encode()) == [text]

    @pytest.mark.parametrize(
        "before", [b"\n", b"\xef\xbb\xbf", b"HTTP/1.1 200 OK\r\n\r\n", b"\0" * 128, b"<!-- 7 -->\n" * 9]
    )
    def test_pdf_may_begin_late(self, before: bytes) -> None:
        with open_source(before + pdf_pages({})) as source:
            assert source.kind == "pdf"

    @pytest.mark.parametrize("format_", ["GIF", "WEBP", "PNG", "AVIF"])
    def test_every_picture_of_a_file_is_a_page(self, format_: str) -> None:
        if format_ == "AVIF" and not features.check("avif"):
            pytest.skip("this Pillow has no AVIF")
        frames = [marked_page(), Image.new("L", (80, 120), 128), marked_page().rotate(180)]
        data = encoded_picture(frames[0].convert("RGB"), format_, save_all=True, append_images=frames[1:])
        with open_source(data) as source:
            pages = [page.image for page in source.pages() if isinstance(page, PageImage)]
            again = source.page(1)
        assert len(pages) == 3
        assert is_marked_page(pages[0])
        assert not is_marked_page(pages[1])
        assert is_marked_page(pages[2].rotate(180))
        assert isinstance(again, PageImage)
        assert is_marked_page(again.image)
        with pytest.raises(LimitError, match="more than 2 pages"):
            open_source(data, limits=Limits(max_pages=2))

    def test_photo_of_a_telephone(self) -> None:
        heif = pytest.importorskip("pillow_heif")
        file = io.BytesIO()
        heif.from_pillow(marked_page(160, 240).convert("RGB")).save(file, quality=90)
        assert is_marked_page(image_page(file.getvalue()).image)
        with pytest.raises(LimitError, match="160 x 240"):
            image_page(file.getvalue(), limits=Limits(max_pixels=1000))

    def test_photo_of_a_telephone_where_nothing_reads_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pillow_heif.as_plugin", None)
        with pytest.raises(InputError, match=r"HEIC photo; install .*ocr-fix\[heif\].*save it as JPEG"):
            open_source(b"\0\0\0\x18ftypheic" + bytes(100))

    @pytest.mark.parametrize(
        ("begins", "what"),
        [
            (b"AT&TFORM\0\0\0\x10DJVM", "is a DjVu document, which is not read; convert it to PDF or TIFF"),
            (b"\xff\x0a\xfa\x1f", "is a JPEG XL picture, which is not read; save it as PNG, TIFF or JPEG"),
            (b"\0\0\0\x0cJXL \r\n\x87\n", "is a JPEG XL picture, which is not read; save it as PNG, TIFF or JPEG"),
        ],
    )
    def test_what_nothing_reads_is_named_with_what_to_do(self, begins: bytes, what: str) -> None:
        with pytest.raises(InputError, match=what):
            open_source(begins + bytes(100), name="a")


class TestWaysIn:
    DATA: ClassVar[dict[str, bytes]] = {
        "pdf": pdf_pages({"content": pdf_text("Ett")}, {"content": pdf_text("Två")}),
        "tiff": multipage_tiff(marked_page(), marked_page().convert("1"), compression="tiff_lzw"),
        "png": encoded_picture(marked_page(), "PNG"),
        "text": b"Ett\fTva",
    }

    class Pipe(io.RawIOBase):
        """A stream that cannot seek and gives little at a time."""

        def __init__(self, data: bytes) -> None:
            self._data = io.BytesIO(data)

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            return self._data.read(min(size, 1000))

    @pytest.mark.parametrize("kind", DATA)
    def test_all_give_the_same_pages(self, kind: str, tmp_path: Path) -> None:
        data = self.DATA[kind]
        path = tmp_path / "fil"
        path.write_bytes(data)
        with path.open("rb") as stream:
            ways: list[Any] = [data, path, str(path), stream, io.BytesIO(data), self.Pipe(data)]
            contents = [self.contents(way) for way in ways]
        assert all(content == contents[0] for content in contents)
        assert len(contents[0]) == (1 if kind == "png" else 2)

    @staticmethod
    def contents(way: Any) -> list[object]:
        with open_source(way) as source:
            return [
                (page.image.mode, page.image.size, page.dpi, page.image.tobytes())
                if isinstance(page, PageImage)
                else page
                for page in source.pages()
            ]

    def test_large_stream_is_read_from_disk(self) -> None:
        big = encoded_picture(Image.effect_noise((5000, 4000), 90), "BMP")
        assert len(big) > 16 * 2**20
        page = image_page(self.Pipe(big))
        assert page.image.size == (5000, 4000)

    def test_stream_is_read_from_where_it_stands_and_stays_open(self) -> None:
        stream = io.BytesIO(b"brevhuvud" + self.DATA["png"])
        stream.seek(9)
        with open_source(stream) as source:
            assert source.kind == "image"
        assert not stream.closed

    def test_file_that_a_stream_belongs_to_may_be_closed_while_pages_are_read(self, tmp_path: Path) -> None:
        path = tmp_path / "fil.pdf"
        path.write_bytes(self.DATA["pdf"])
        with path.open("rb") as stream:
            source = open_source(stream)
        with source:
            assert source.page(2).number == 2

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
    def test_named_pipe(self, tmp_path: Path) -> None:
        path = tmp_path / "rör"
        os.mkfifo(path)
        writer = threading.Thread(target=path.write_bytes, args=(self.DATA["pdf"],))
        writer.start()
        with open_source(path) as source:
            assert source.page_count == 2
        writer.join()

    def test_standard_input(self) -> None:
        code = (
            "import sys; from ocr_fix.source import open_source\n"
            "with open_source(sys.stdin.buffer) as s: print(s.name, s.kind, s.page_count)"
        )
        done = subprocess.run([sys.executable, "-c", code], input=self.DATA["text"], capture_output=True, check=True)
        assert done.stdout.decode().split() == ["-", "text", "2"]

    def test_names(self, tmp_path: Path) -> None:
        path = tmp_path / "åtgärder 2010.txt"
        path.write_bytes(self.DATA["text"])
        with path.open("rb") as stream, path.open("rb", buffering=0) as unnamed:
            expected = [
                (open_source(path), path.name),
                (open_source(str(path)), path.name),
                (open_source(stream), path.name),
                (open_source(unnamed), path.name),
                (open_source(path, name="eget namn.txt"), "eget namn.txt"),
                (open_source(b"text"), "-"),
                (open_source(b"text", name="arkiv/ett.txt"), "ett.txt"),
                (open_source(io.BytesIO(b"text")), "-"),
            ]
        for source, name in expected:
            with source:
                assert source.name == name


class TestSource:
    def test_pages_come_in_the_order_asked_for(self) -> None:
        with open_source(b"a\fb\fc\fd") as source:
            assert [page.number for page in source.pages()] == [1, 2, 3, 4]
            assert [page.number for page in source.pages([4, 2])] == [4, 2]
            assert list(source.pages([])) == []

    @pytest.mark.parametrize("number", [0, -1, 3])
    def test_page_that_is_not_there(self, number: int) -> None:
        with open_source(pdf_pages({}, {}), name="två.pdf") as source:
            with pytest.raises(OptionError, match=rf"två.pdf: there is no page {number}; the pages are 1-2"):
                source.page(number)
            with pytest.raises(OptionError, match="there is no page"):
                source.pages([1, number])  # at once, before page 1 is made

    def test_pages_stay_valid_after_the_source_is_closed(self) -> None:
        for data in (encoded_picture(marked_page(), "PNG"), multipage_tiff(marked_page(), marked_page())):
            assert is_marked_page(image_page(data).image)

    def test_pages_of_a_tiff_do_not_share_pixels(self) -> None:
        with open_source(multipage_tiff(marked_page(), Image.new("L", (80, 120), 128))) as source:
            first = source.page(1)
            source.page(2)
            again = source.page(1)
        assert isinstance(first, PageImage)
        assert isinstance(again, PageImage)
        assert is_marked_page(first.image)
        assert is_marked_page(again.image)

    @pytest.mark.parametrize("data", [b"text", encoded_picture(marked_page(), "PNG"), pdf_pages({})])
    def test_closed_source_gives_no_page(self, data: bytes) -> None:
        source = open_source(data)
        source.close()
        source.close()
        with pytest.raises(ValueError, match="closed"):
            source.page(1)

    def test_is_a_source(self) -> None:
        with open_source(b"text") as source:
            assert isinstance(source, Source)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("make"),
    [
        lambda page: scanned_pdf(jpeg_object(page), points=(595.4, 252)),
        lambda page: encoded_picture(page, "PNG", dpi=(200, 200)),
        lambda page: encoded_picture(page, "JPEG", quality=90, dpi=(200, 200)),
        lambda page: encoded_picture(page.convert("1"), "TIFF", compression="group4", dpi=(200, 200)),
        lambda page: encoded_picture(page.convert("P"), "GIF"),
        lambda page: encoded_picture(page.convert("RGBA"), "WEBP", lossless=True),
    ],
    ids=["pdf", "png", "jpeg", "tiff", "gif", "webp"],
)
def test_tesseract_can_read_the_page(make: Callable[[Image.Image], bytes]) -> None:
    page = image_page(make(printed_page()))
    text = text_of(Tesseract().read(page, ("swe",)))
    found = [word for word in WORDS if word in text]
    assert len(found) >= 0.9 * len(WORDS)
