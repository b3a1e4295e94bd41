"""What a file may cost, and that it is refused before the cost is paid."""

from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from bad_inputs import (
    SENTENCES,
    encoded_picture,
    gif_bomb,
    gif_bomb_in_a_later_picture,
    pdf_pages,
    pdf_text,
    png_header,
    tiff_of_size,
)
from PIL import Image
from source_pages import SOUND, read_all

from ocr_fix.document import PageImage
from ocr_fix.errors import InputError, LimitError, OcrFixError, OptionError
from ocr_fix.source import Limits, open_source


class TestLimits:
    @pytest.mark.parametrize("field", ["max_pixels", "max_side", "max_bytes", "max_text_bytes", "max_pages"])
    @pytest.mark.parametrize("value", [0, -1, 1.5, True, None])
    def test_must_be_positive_whole_numbers(self, field: str, value: object) -> None:
        with pytest.raises(OptionError, match=field):
            Limits(**{field: value})  # type: ignore[arg-type]

    @pytest.mark.parametrize("kind", SOUND)
    def test_bytes(self, kind: str) -> None:
        size = len(SOUND[kind])
        assert read_all(SOUND[kind], limits=Limits(max_bytes=size)) > 0
        with pytest.raises(LimitError, match="max_bytes"):
            open_source(SOUND[kind], limits=Limits(max_bytes=size - 1))

    def test_text_bytes(self) -> None:
        size = len(SOUND["text"])
        assert read_all(SOUND["text"], limits=Limits(max_text_bytes=size)) == len(SENTENCES)
        with pytest.raises(LimitError, match="max_text_bytes"):
            open_source(SOUND["text"], limits=Limits(max_text_bytes=size - 1))

    def test_long_file_that_is_no_text_is_not_called_a_long_text(self) -> None:
        with pytest.raises(InputError, match="unknown kind"):
            open_source(bytes(range(256)) * 40, limits=Limits(max_text_bytes=1000))

    @pytest.mark.parametrize("kind", ["tiff", "tiff-g4", "pdf-text", "pdf-scan", "text", "utf-16"])
    def test_pages(self, kind: str) -> None:
        count = read_all(SOUND[kind])
        assert count > 1
        assert read_all(SOUND[kind], limits=Limits(max_pages=count)) == count
        with pytest.raises(LimitError, match=f"more than {count - 1} pages"):
            open_source(SOUND[kind], limits=Limits(max_pages=count - 1))

    @pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "bmp", "gif", "jpeg2000", "tiff", "tiff-g4", "tiff-jpeg"])
    def test_pixels_of_a_picture(self, kind: str) -> None:
        with open_source(SOUND[kind]) as source:
            page = source.page(1)
        assert isinstance(page, PageImage)
        pixels, side = page.image.width * page.image.height, max(page.image.size)
        assert read_all(SOUND[kind], limits=Limits(max_pixels=pixels, max_side=side)) > 0
        with pytest.raises(LimitError, match="limit"):
            read_all(SOUND[kind], limits=Limits(max_pixels=pixels - 1))
        with pytest.raises(LimitError, match="a side"):
            read_all(SOUND[kind], limits=Limits(max_side=side - 1))

    def test_default_passes_a0_at_300_dpi_and_no_more_than_a_little(self) -> None:
        limits = Limits()
        assert 9933 * 14043 < limits.max_pixels < 1.1 * 9933 * 14043
        assert limits.max_side >= 14043

    def test_a0_page_is_rendered_at_the_wanted_resolution(self) -> None:
        with open_source(pdf_pages({"box": b"0 0 2384 3370"})) as source:
            page = source.page(1)
        assert isinstance(page, PageImage)
        assert page.dpi == 300
        assert page.image.size == (9933, 14042)

    def test_larger_sheet_is_rendered_at_a_lower_resolution(self) -> None:
        with open_source(pdf_pages({"box": b"0 0 4768 6740", "content": pdf_text("Karta")})) as source:
            page = source.page(1)
        assert isinstance(page, PageImage)
        limits = Limits()
        assert 100 <= page.dpi < 300
        assert 0.97 * limits.max_pixels < page.image.width * page.image.height <= limits.max_pixels
        assert page.image.width == pytest.approx(4768 / 72 * page.dpi, abs=2)

    def test_long_sheet_is_rendered_within_the_side(self) -> None:
        with open_source(pdf_pages({"box": b"0 0 14400 200"})) as source:
            page = source.page(1)
        assert isinstance(page, PageImage)
        assert page.dpi == 163
        assert page.image.width <= 32_767

    def test_wanted_resolution_may_be_lower_than_what_a_large_sheet_must_keep(self) -> None:
        with open_source(pdf_pages({}), dpi=50) as source:
            page = source.page(1)
        assert isinstance(page, PageImage)
        assert page.dpi == 50

    @pytest.mark.parametrize("dpi", [0, -300, 49, 1201])
    def test_resolution_out_of_range(self, dpi: int) -> None:
        with pytest.raises(OptionError, match="dpi"):
            open_source(SOUND["pdf-text"], dpi=dpi)


class TestPillowsOwnLimit:
    """Pillow warns from 89 million pixels on and refuses twice as many; that is the user's setting, not ours."""

    BIG = 9500, 9500

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("format_", "options"), [("PNG", {}), ("TIFF", {}), ("TIFF", {"compression": "group4"})], ids=str
    )
    def test_does_not_stop_a_page_that_is_within_ours(self, format_: str, options: dict[str, str]) -> None:
        data = encoded_picture(Image.new("1", self.BIG, 1), format_, **options)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert read_all(data) == 1

    @pytest.mark.slow
    def test_does_not_stop_a_page_beyond_twice_its_limit(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
        for kind in ("png", "jpeg", "bmp", "gif", "jpeg2000", "tiff", "tiff-g4", "tiff-jpeg"):
            assert read_all(SOUND[kind]) > 0, kind

    @pytest.mark.parametrize("make", [png_header, gif_bomb, gif_bomb_in_a_later_picture, tiff_of_size])
    @pytest.mark.parametrize("side", [9_600, 14_000, 60_000])
    def test_never_speaks_for_itself(self, make: object, side: int) -> None:
        """In the zone where Pillow warns, and in that where it raises."""
        with pytest.raises(OcrFixError):
            read_all(make(side, side), limits=Limits(max_pixels=90_000_000))  # type: ignore[operator]

    def test_makes_no_room_for_pictures_on_the_way_to_a_later_one(self) -> None:
        """Found by the fuzzer: 466 bytes took 2 GB."""
        limits = Limits(max_pixels=4_000_000)
        with open_source(gif_bomb_in_a_later_picture(20_000, 8_000), limits=limits) as source:
            assert source.page_count == 2
            first = source.page(1)
            assert isinstance(first, PageImage)
            assert first.image.size == (1, 1)
            with pytest.raises(LimitError, match="20000 x 8000"):
                source.page(2)

    def test_stays_as_it_is(self) -> None:
        before = Image.MAX_IMAGE_PIXELS
        for data in SOUND.values():
            read_all(data)
        assert before == Image.MAX_IMAGE_PIXELS


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory can be limited on Linux only")
def test_lack_of_memory_is_said(tmp_path: Path) -> None:
    path = tmp_path / "stor.png"
    path.write_bytes(png_header(12_000, 12_000))
    code = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from ocr_fix.errors import LimitError\n"
        "from ocr_fix.source import open_source\n"
        "used = int(Path('/proc/self/statm').read_text().split()[0]) * resource.getpagesize()\n"
        "resource.setrlimit(resource.RLIMIT_AS, (used + 100_000_000,) * 2)\n"
        "try:\n"
        "    with open_source(sys.argv[1]) as source: source.page(1)\n"
        "except LimitError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=False)
    assert "stor.png: needs more memory than there is" in done.stdout
    assert done.stderr == ""
