"""The ways in which the samples were printed, sent and scanned: damage put together into whole stories.

The strengths were chosen by eye, and so that stock Tesseract reads a page about as well as it reads real ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PIL import Image, ImageOps

from samples import damage
from samples.damage import Rng

OVERSAMPLING = 2
"""Pages are set at this many times the resolution of the scan."""


Scan = Callable[[Sequence[Image.Image], int, Rng], Image.Image]
"""Turns the page with that index, given all of them, into its scan."""


def size_of(page: Image.Image) -> tuple[int, int]:
    """Width and height in pixels of the scan of a page."""
    return page.width // OVERSAMPLING, page.height // OVERSAMPLING


def office_scanner(pages: Sequence[Image.Image], index: int, rng: Rng) -> Image.Image:
    """A laser print from a binder, pulled through a document scanner: grey, slightly askew, dirt on the glass."""
    sheet = damage.rough_edges(damage.to_grey(pages[index]), rng, 60)
    width, height = size_of(pages[index])
    skew = (0.45, -0.3)[index % 2]
    page = damage.lay_down(damage.to_image(sheet), (width, height), skew, (2, -3), surround=236)
    mm = width / 210
    page = damage.punch_holes(page, [(11 * mm, (148.5 + y) * mm) for y in (-56, -35, 35, 56)], 3 * mm)
    page = damage.paper(page, rng, 246, 1.2)
    page = damage.scratch(page, round(0.962 * width), 190)
    page = damage.noise(damage.blur(page, 0.9), rng, 2.0)
    return damage.to_image(damage.contrast(page, 18, 238))


def fax(pages: Sequence[Image.Image], index: int, rng: Rng) -> Image.Image:
    """Fine mode of group 3: 204 dots per inch across, 196 down, black or white, and a poor line."""
    across, down = 1728, 2291
    page = damage.lay_down(pages[index], (across, down), (-0.35, 0.25)[index % 2])
    page = damage.worn_ink(page, rng, 0.36, 240)
    page = damage.noise(damage.blur(page, 0.8), rng, 22)
    page = damage.threshold(page, 154)
    page = damage.shaken_rows(page, rng, 1, 40)
    page = damage.lost_rows(page, rng, 60)
    return damage.to_image(damage.specks(page, rng, 90, 3)).convert("1", dither=Image.Dither.NONE)


def newsletter(pages: Sequence[Image.Image], index: int, rng: Rng) -> Image.Image:
    """Blue print on thin cream paper, the back of the sheet shining through, folded once."""
    sheet = damage.rough_edges(damage.to_grey(pages[index]), rng, 50)
    size = size_of(pages[index])
    page = damage.lay_down(damage.to_image(sheet), size, -0.5, (-3, 4))
    back = damage.to_grey(ImageOps.flip(pages[index]).resize(size, Image.Resampling.BOX))
    page = damage.show_through(page, back, 0.07, 2.5)
    page = damage.fold(page, size[1] * 0.497, 26, 4)
    page = damage.noise(damage.blur(page, 0.7), rng, 3)
    return ImageOps.colorize(damage.to_image(page), (34, 44, 92), (250, 245, 228))


def phone(pages: Sequence[Image.Image], index: int, rng: Rng) -> Image.Image:
    """A picture by hand under a lamp: perspective, uneven light, a shadow, noise."""
    sheet = damage.to_image(damage.rough_edges(damage.to_grey(pages[index]), rng, 45))
    width, height = size_of(pages[index])
    corners = [
        (0.028 * width, 0.022 * height),
        (0.975 * width, 0.03 * height),
        (0.992 * width, 0.981 * height),
        (0.012 * width, 0.972 * height),
    ]
    page = damage.project(sheet, (width, height), corners, surround=92)
    page = damage.paper(page, rng, 238, 2)
    page = damage.light(page, (0.3, 0.2), 0.34)
    page = damage.shadow(page, (0.7, 0.0), (0.98, 1.0), 0.3, 50)
    return damage.to_image(damage.noise(damage.blur(page, 0.8), rng, 5))


def small_print(pages: Sequence[Image.Image], index: int, rng: Rng) -> Image.Image:
    """Offset print of a small size, scanned black or white."""
    sheet = damage.rough_edges(damage.to_grey(pages[index]), rng, 70, 2.0)
    page = damage.lay_down(damage.to_image(sheet), size_of(pages[index]), 0.3)
    page = damage.noise(damage.blur(page, 0.7), rng, 14)
    page = damage.specks(damage.threshold(page, 148), rng, 40, 3)
    return damage.to_image(page).convert("1", dither=Image.Dither.NONE)


def copier(pages: Sequence[Image.Image], index: int, rng: Rng) -> Image.Image:
    """A copy of a copy, scanned in sixteen greys: pale in places, hard in contrast."""
    sheet = damage.rough_edges(damage.to_grey(pages[index]), rng, 80, 2.5)
    page = damage.lay_down(damage.to_image(sheet), size_of(pages[index]), -0.6, (4, 2))
    page = damage.worn_ink(page, rng, 0.4, 260)
    page = damage.noise(damage.blur(page, 0.9), rng, 8)
    return damage.to_image(damage.contrast(page, 40, 225))


def letter(pages: Sequence[Image.Image], index: int, rng: Rng) -> Image.Image:
    """An ink-jet letter folded in three, on a flatbed at a low resolution."""
    sheet = damage.rough_edges(damage.to_grey(pages[index]), rng, 90, 2.0)
    width, height = size_of(pages[index])
    page = damage.lay_down(damage.to_image(sheet), (width, height), 0.7)
    page = damage.fold(damage.fold(page, height * 0.335, 38, 3), height * 0.668, 30, 3)
    page = damage.paper(page, rng, 240, 2)
    return damage.to_image(damage.noise(damage.blur(page, 0.5), rng, 3))


def notice(pages: Sequence[Image.Image], index: int, rng: Rng) -> Image.Image:
    """A notice from a board, weathered, scanned black or white."""
    page = damage.lay_down(pages[index], size_of(pages[index]), 0.9)
    page = damage.worn_ink(page, rng, 0.4, 130)
    page = damage.noise(damage.blur(page, 0.9), rng, 18)
    page = damage.specks(damage.threshold(page, 158), rng, 30, 3)
    return damage.to_image(page).convert("1", dither=Image.Dither.NONE)
