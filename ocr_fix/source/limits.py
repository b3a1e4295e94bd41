"""Bounds that keep a hostile or broken file from taking the machine down, and the checks against them."""

from __future__ import annotations

from dataclasses import dataclass, fields

from ocr_fix.errors import LimitError, OptionError
from ocr_fix.wording import phrase, worded

DEFAULT_DPI = 300
"""What Tesseract was trained on, and what its documentation asks for."""
MIN_DPI, MAX_DPI = 50, 1200  # that a user may name


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost. Every bound is checked before the memory or the time is spent.

    Attributes:
        max_pixels: of one page, rendered or decoded. 150 million passes A0 at 300 dpi (9,933 x 14,043 = 139 million)
            and A4 at 1200 dpi (as many), and refuses what no scanner makes: a page costs at most 150 MB in grey and
            600 MB while a picture with transparency is decoded. It also bounds each picture inside a PDF page.
        max_side: of one page in pixels. Tesseract keeps coordinates in 16 bits with a sign and refuses more than
            32,767 pixels a side ("Image too large").
        max_bytes: of the file. 4 GiB, all that a classic TIFF can hold; nothing of that size is loaded whole, but a
            stream is copied to disk so far.
        max_text_bytes: of a text file, which is loaded whole to tell its encoding. 64 MiB is some 30,000 typed pages.
        max_engine_bytes: of address space for Tesseract, where it is a process of its own on Linux. 4 GiB: a page of
            `max_pixels` takes 1.5.
        max_pages: of the file. 10,000 is beyond any bound volume.
        max_source_bytes: of memory for the process that opens a file, where it is one of its own. 2 GiB: a page of
            `max_pixels` takes 1.3.
        max_page_seconds: of processor time for that process to open a file or make a page. 120 is far beyond what sound
            pages take.

    Raises:
        OptionError: a bound is not a positive whole number.
    """

    max_pixels: int = 150_000_000
    max_side: int = 32_767
    max_bytes: int = 4 * 2**30
    max_text_bytes: int = 64 * 2**20
    max_engine_bytes: int = 4 * 2**30
    max_pages: int = 10_000
    max_source_bytes: int = 2 * 2**30
    max_page_seconds: int = 120

    def __post_init__(self) -> None:
        for bound in fields(self):
            value = getattr(self, bound.name)
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise OptionError(
                    worded(
                        "the limit {name} is {value!r}; it must be a whole number from 1", name=bound.name, value=value
                    )
                )


DEFAULT_LIMITS = Limits()


def check_dpi(dpi: int) -> None:
    """Refuse a resolution at which no page can be drawn to be read.

    Raises:
        OptionError: it is out of its range.
    """
    if not MIN_DPI <= dpi <= MAX_DPI:
        raise OptionError(
            worded(
                "the resolution is {dpi} dpi; it must be from {min_dpi} to {max_dpi}",
                dpi=dpi,
                min_dpi=MIN_DPI,
                max_dpi=MAX_DPI,
            )
        )


def fits(limits: Limits, width: int, height: int) -> bool:
    """Whether a picture of that many pixels is within the limits."""
    return max(width, height) <= limits.max_side and width * height <= limits.max_pixels


def check_picture(limits: Limits, where: str, width: int, height: int) -> None:
    """Refuse a picture that is too large to be decoded.

    Args:
        limits: the bounds.
        where: the file, and the page where there are several; opens the message.
        width: of the picture in pixels, as its header declares it.
        height: likewise.

    Raises:
        LimitError: the picture has too many pixels, or a side is too long.
    """
    if max(width, height) > limits.max_side:
        raise LimitError(
            worded(
                "{where}: the picture is {width} x {height} pixels and the limit is {max_side} a side; cut it into"
                " parts or scale it down",
                where=where,
                width=width,
                height=height,
                max_side=limits.max_side,
            )
        )
    check_pixels(limits, where, width, height)


def check_pixels(limits: Limits, where: str, width: int, height: int) -> None:
    """Refuse a picture for the number of its pixels alone.

    Raises:
        LimitError: the picture has too many pixels.
    """
    if width * height > limits.max_pixels:
        raise LimitError(
            worded(
                "{where}: the picture is {width} x {height} pixels and the limit is {max_pixels} in all; scale it"
                " down or raise the limit max_pixels",
                where=where,
                width=width,
                height=height,
                max_pixels=limits.max_pixels,
            )
        )


def check_bytes(limits: Limits, where: str, size: int) -> None:
    """Refuse a file for its size.

    Raises:
        LimitError: the file is too large.
    """
    _check(size, phrase("bytes"), where, limits.max_bytes, "max_bytes")


def check_text_bytes(limits: Limits, where: str, size: int) -> None:
    """Refuse a file that is loaded whole for its size.

    Raises:
        LimitError: the file is too large.
    """
    _check(size, phrase("bytes"), where, limits.max_text_bytes, "max_text_bytes")


def check_pages(limits: Limits, where: str, count: int) -> None:
    """Refuse a file for the number of its pages.

    Raises:
        LimitError: the file has too many pages.
    """
    _check(count, phrase("pages"), where, limits.max_pages, "max_pages")


def _check(amount: int, unit: str, where: str, most: int, name: str) -> None:
    if amount > most:
        raise LimitError(
            worded(
                "{where}: the file has more than {most} {unit}; split it or raise the limit {name}",
                where=where,
                most=most,
                unit=worded(unit),
                name=name,
            )
        )
