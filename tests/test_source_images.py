"""Pictures: every mode, orientation and resolution, and the pages of a TIFF."""

from __future__ import annotations

import io
import threading
from typing import Any

import pytest
from bad_inputs import (
    encoded_picture,
    marked_page,
    multipage_tiff,
)
from PIL import Image, TiffImagePlugin
from source_pages import image_page, is_marked_page, shade

from ocr_fix.document import PageImage
from ocr_fix.source import open_source
from ocr_fix.source.pictures.resolution import resolution_of


class TestTiff:
    def test_pages_in_order_each_in_its_own_mode_and_size(self) -> None:
        pages = [
            marked_page(80, 120).convert("1"),
            marked_page(100, 90),
            marked_page(60, 60).convert("RGB"),
            marked_page(80, 120).convert("P"),
        ]
        with open_source(multipage_tiff(*pages)) as source:
            made = [page for page in source.pages() if isinstance(page, PageImage)]
        assert [page.image.size for page in made] == [page.size for page in pages]
        assert [page.image.mode for page in made] == ["1", "L", "RGB", "L"]
        assert all(is_marked_page(page.image) for page in made)

    @pytest.mark.parametrize("compression", ["raw", "group4", "tiff_adobe_deflate"])
    def test_white_is_zero(self, compression: str) -> None:
        page = marked_page().convert("1")
        tags = TiffImagePlugin.ImageFileDirectory_v2()
        tags[262] = 0
        data = encoded_picture(page, "TIFF", compression=compression, tiffinfo=tags)
        with Image.open(io.BytesIO(data)) as written:
            assert written.tag_v2[262] == 0  # type: ignore[attr-defined]
        assert is_marked_page(image_page(data).image)

    def test_white_is_zero_in_sixteen_bits(self) -> None:
        grey = marked_page().convert("I").point(lambda value: 65535 - value * 257).convert("I;16")
        tags = TiffImagePlugin.ImageFileDirectory_v2()
        tags[262] = 0
        assert is_marked_page(image_page(encoded_picture(grey, "TIFF", tiffinfo=tags)).image)

    def test_smaller_copies_are_no_pages(self) -> None:
        page, small = marked_page(), marked_page(20, 30)
        out = io.BytesIO()
        with TiffImagePlugin.AppendingTiffWriter(out, new=True) as writer:
            for picture, kind in ((page, 0), (small, 1), (page, 2), (small, 1)):
                tags = TiffImagePlugin.ImageFileDirectory_v2()
                tags[254] = kind
                picture.save(writer, "TIFF", tiffinfo=tags)
                writer.newFrame()
        with open_source(out.getvalue()) as source:
            sizes = [made.image.size for made in source.pages() if isinstance(made, PageImage)]
        assert sizes == [(80, 120), (80, 120)]

    def test_smaller_copy_alone_is_a_page(self) -> None:
        tags = TiffImagePlugin.ImageFileDirectory_v2()
        tags[254] = 1
        assert is_marked_page(image_page(encoded_picture(marked_page(), "TIFF", tiffinfo=tags)).image)

    def test_big_endian_and_bigtiff_of_several_pages(self) -> None:
        for options in ({"big_tiff": True}, {"tiffinfo": TiffImagePlugin.ImageFileDirectory_v2(prefix=b"MM")}):
            with open_source(multipage_tiff(marked_page(), marked_page(60, 60), **options)) as source:
                assert source.page_count == 2
                page = source.page(2)
            assert isinstance(page, PageImage)
            assert page.image.size == (60, 60)

    def test_resolution_of_one_page_does_not_pass_to_the_next(self) -> None:
        page = Image.new("1", (1654, 2339), 1)
        out = io.BytesIO()
        with TiffImagePlugin.AppendingTiffWriter(out, new=True) as writer:
            page.save(writer, "TIFF", dpi=(400, 400))
            writer.newFrame()
            page.save(writer, "TIFF")
            writer.newFrame()
        with open_source(out.getvalue()) as source:
            assert [made.dpi for made in source.pages() if isinstance(made, PageImage)] == [400, 200]


def sixteen_bits(highest: int) -> Image.Image:
    """The marked page in 16 bits of which only so many are used."""
    return marked_page().convert("I").point(lambda value: value * (highest / 255)).convert("I;16")


def lightness_of(page: Image.Image) -> Image.Image:
    """The page in CIE L*a*b*."""
    return Image.merge("LAB", [page, Image.new("L", page.size, 128), Image.new("L", page.size, 128)])


def transparent(mode: str, ink: int | tuple[int, ...], clear: int | tuple[int, ...]) -> Image.Image:
    """The marked page as ink on nothing."""
    page = Image.new(mode, (80, 120), clear)
    page.paste(ink, (0, 0, 40, 60))
    return page


class TestModes:
    @pytest.mark.parametrize(
        ("picture", "format_", "mode"),
        [
            (marked_page().convert("1"), "PNG", "1"),
            (marked_page(), "PNG", "L"),
            (marked_page().convert("RGB"), "PNG", "RGB"),
            (marked_page().convert("P"), "PNG", "L"),
            (marked_page().convert("RGB").quantize(4), "PNG", "L"),
            (marked_page().convert("CMYK"), "JPEG", "RGB"),
            (marked_page().convert("CMYK"), "TIFF", "RGB"),
            (lightness_of(marked_page()), "TIFF", "L"),
            (sixteen_bits(65535), "PNG", "L"),
            (sixteen_bits(65535), "TIFF", "L"),
            (sixteen_bits(4095), "PNG", "L"),
            (sixteen_bits(1023), "TIFF", "L"),
            (marked_page().convert("I"), "TIFF", "L"),
            (marked_page().convert("F"), "TIFF", "L"),
            (marked_page().convert("F").point(lambda value: value / 255), "TIFF", "L"),
            (transparent("LA", (0, 255), (0, 0)), "PNG", "L"),
            (transparent("RGBA", (0, 0, 0, 255), (0, 0, 0, 0)), "PNG", "RGB"),
            (transparent("RGBA", (0, 0, 0, 255), (9, 9, 9, 0)), "TIFF", "RGB"),
            (transparent("RGBA", (0, 0, 0, 255), (0, 0, 0, 0)), "WEBP", "RGB"),
            (transparent("RGBA", (0, 0, 0, 255), (0, 0, 0, 0)).quantize(), "PNG", "RGB"),
        ],
        ids=lambda value: value.mode if isinstance(value, Image.Image) else value,
    )
    def test_is_reduced(self, picture: Image.Image, format_: str, mode: str) -> None:
        page = image_page(encoded_picture(picture, format_))
        assert page.image.mode == mode
        assert is_marked_page(page.image)

    def test_one_transparent_shade_of_grey(self) -> None:
        data = encoded_picture(transparent("L", 0, 7), "PNG", transparency=7)
        assert is_marked_page(image_page(data).image)

    @pytest.mark.parametrize(("mode", "ink", "clear"), [("LA", (255, 255), (0, 0)), ("RGBA", (255,) * 4, (0,) * 4)])
    def test_white_on_nothing_is_laid_over_black(self, mode: str, ink: tuple[int, ...], clear: tuple[int, ...]) -> None:
        page = image_page(encoded_picture(transparent(mode, ink, clear), "PNG")).image.convert("L")
        assert (page.getpixel((0, 0)), page.getpixel((79, 119))) == (255, 0)

    def test_one_transparent_colour(self) -> None:
        data = encoded_picture(transparent("RGB", (0, 0, 0), (7, 7, 7)), "PNG", transparency=(7, 7, 7))
        assert is_marked_page(image_page(data).image)

    def test_one_transparent_palette_entry(self) -> None:
        picture = transparent("RGB", (0, 0, 0), (9, 0, 0)).quantize(2)
        clear = picture.getpixel((79, 119))
        assert is_marked_page(image_page(encoded_picture(picture, "GIF", transparency=clear)).image)

    def test_half_transparent_ink_is_half_as_dark(self) -> None:
        page = image_page(encoded_picture(Image.new("RGBA", (80, 120), (0, 0, 0, 128)), "PNG"))
        assert shade(page.image, 0.5, 0.5) == pytest.approx(127, abs=1)

    def test_colour_stays(self) -> None:
        page = image_page(encoded_picture(Image.new("RGB", (80, 120), (200, 30, 40)), "PNG"))
        assert page.image.getpixel((5, 5)) == (200, 30, 40)

    def test_nothing_of_the_file_travels_along(self) -> None:
        exif = Image.Exif()
        exif[270] = "Hemligt"
        page = image_page(encoded_picture(marked_page(), "JPEG", exif=exif, comment=b"Hemligt"))
        assert page.image.info == {}


class TestOrientation:
    @pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "TIFF"])
    @pytest.mark.parametrize("orientation", range(1, 9))
    def test_is_honoured(self, format_: str, orientation: int) -> None:
        """The picture is laid down as a camera held that way would, and comes out upright."""
        laid = {
            1: None,
            2: Image.Transpose.FLIP_LEFT_RIGHT,
            3: Image.Transpose.ROTATE_180,
            4: Image.Transpose.FLIP_TOP_BOTTOM,
            5: Image.Transpose.TRANSPOSE,
            6: Image.Transpose.ROTATE_90,
            7: Image.Transpose.TRANSVERSE,
            8: Image.Transpose.ROTATE_270,
        }[orientation]
        picture = marked_page() if laid is None else marked_page().transpose(laid)
        exif = Image.Exif()
        exif[274] = orientation
        page = image_page(encoded_picture(picture, format_, exif=exif))
        assert page.image.size == (80, 120)
        assert is_marked_page(page.image)

    @pytest.mark.parametrize("format_", ["JPEG", "TIFF"])
    def test_resolution_turns_with_the_picture(self, format_: str) -> None:
        """As the picture lies, 100 dpi across; upright, 100 down: so the long side is the one to enlarge."""
        exif = Image.Exif()
        exif[274] = 6
        lying = marked_page(800, 1200).transpose(Image.Transpose.ROTATE_90)
        page = image_page(encoded_picture(lying, format_, exif=exif, dpi=(100, 200)))
        assert page.image.size == (800, 2400)
        assert page.dpi == 200


class TestResolution:
    A4_300, A4_200 = (2480, 3508), (1654, 2339)

    def dpi(self, size: tuple[int, int], format_: str = "PNG", **options: Any) -> int:
        return image_page(encoded_picture(Image.new("L", size, 255), format_, **options)).dpi

    @pytest.mark.parametrize("format_", ["PNG", "JPEG", "TIFF", "BMP"])
    @pytest.mark.parametrize("dpi", [100, 150, 200, 240, 300, 600])
    def test_sane_tag_is_kept(self, format_: str, dpi: int) -> None:
        assert self.dpi(self.A4_200, format_, dpi=(dpi, dpi)) == dpi

    @pytest.mark.parametrize("format_", ["PNG", "JPEG", "TIFF", "BMP"])
    @pytest.mark.parametrize("tag", [1, 72, 96, 4_000, 30_000])
    def test_absurd_tag_is_not(self, format_: str, tag: int) -> None:
        assert self.dpi(self.A4_300, format_, dpi=(tag, tag)) == 300

    @pytest.mark.parametrize("format_", ["PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF", "JPEG2000"])
    @pytest.mark.parametrize("size", [A4_300, A4_300[::-1]], ids=["upright", "across"])
    def test_missing_tag_is_estimated_against_a4(self, format_: str, size: tuple[int, int]) -> None:
        assert self.dpi(size, format_) == 300

    def test_tag_of_zero(self) -> None:
        data = encoded_picture(Image.new("L", self.A4_300, 255), "JPEG", dpi=(300, 300))
        assert data[13:18] == b"\x01\x01\x2c\x01\x2c"
        assert image_page(data[:14] + bytes(4) + data[18:]).dpi == 300
        assert image_page(data[:14] + b"\0\x48" * 2 + data[18:]).dpi == 300

    def test_zero_denominator(self) -> None:
        tags = TiffImagePlugin.ImageFileDirectory_v2()
        tags[282] = tags[283] = TiffImagePlugin.IFDRational(300, 0)
        tags[296] = 2
        assert self.dpi(self.A4_300, "TIFF", tiffinfo=tags) == 300

    def test_centimetres(self) -> None:
        tags = TiffImagePlugin.ImageFileDirectory_v2()
        tags[282] = tags[283] = 200 / 2.54
        tags[296] = 3
        assert self.dpi(self.A4_300, "TIFF", tiffinfo=tags) == 200

    def test_tag_in_exif_alone(self) -> None:
        exif = Image.Exif()
        exif[282] = exif[283] = 200.0
        exif[296] = 2
        assert self.dpi(self.A4_300, "WEBP", exif=exif) == 200

    def test_telephone_photo(self) -> None:
        assert self.dpi((3024, 4032), "JPEG", dpi=(72, 72)) == 366

    def test_a0_scan_keeps_its_tag(self) -> None:
        assert self.dpi((4967, 7022), "PNG", dpi=(150, 150)) == 150

    @pytest.mark.parametrize(
        ("tag", "size", "found"),
        [
            ((100, 100), (4900, 3500), (100, 100)),
            ((100, 100), (9000, 6000), (600, 600)),  # longer than any sheet
            ((204, 98), (1728, 1146), (204, 98)),
            ((600, 200), (2480, 3508), (300, 300)),  # flatter than any scan
            ((5000, 5000), (9000, 9000), (600, 600)),  # finer than any scanner
        ],
    )
    def test_a_tag_is_believed_of_sheets_and_scanners_there_are(
        self, tag: tuple[float, float], size: tuple[int, int], found: tuple[int, int]
    ) -> None:
        assert tuple(map(round, resolution_of(tag, *size))) == found

    def test_estimate_stays_within_what_scanners_do(self) -> None:
        assert self.dpi((200, 60)) == 70
        assert self.dpi((9000, 12000)) == 600

    def test_fax_pixels_become_square(self) -> None:
        """Normal fax has half as many lines an inch as dots: a page lies flattened in the file."""
        page = image_page(
            encoded_picture(marked_page(1728, 1146).convert("1"), "TIFF", compression="group3", dpi=(204, 98))
        )
        assert page.dpi == 204
        assert page.image.mode == "L"
        assert page.image.size == (1728, round(1146 * 204 / 98))
        assert is_marked_page(page.image)

    def test_nearly_square_pixels_stay(self) -> None:
        page = image_page(encoded_picture(marked_page(1728, 2292).convert("1"), "TIFF", dpi=(204, 196)))
        assert (page.dpi, page.image.size, page.image.mode) == (204, (1728, 2292), "1")


def test_threads_may_share_a_source() -> None:
    pages = [marked_page(40 + 2 * index, 60) for index in range(10)]
    widths: dict[int, int] = {}
    with open_source(multipage_tiff(*pages)) as source:

        def work(numbers: range) -> None:
            for number in numbers:
                page = source.page(number)
                assert isinstance(page, PageImage)
                widths[number] = page.image.width

        threads = [threading.Thread(target=work, args=(range(start, 11, 3),)) for start in (1, 2, 3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert widths == {index + 1: 40 + 2 * index for index in range(10)}
