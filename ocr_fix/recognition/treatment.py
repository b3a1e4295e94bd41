"""What is done to a page image before it is read: as little as its own noise asks for.

Grain and rough edges cost Tesseract more than softness does. So a page that shows either is enlarged to the
resolution Tesseract is trained for and lightly blurred; a clean page goes to the engine as it came. Word error rates of
one reading with `swe`, as it came and blurred with radius 1: 200 dpi with grain 7.7 -> 0.5 % and 14.2 -> 1.4 %. A 3x3
median was worse than the blur on eight files of thirteen and better on one. Enlarging clean grey pages gained next to
nothing and cost one its column of numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PIL import Image, ImageChops, ImageFilter, ImageStat

from ocr_fix.document import PageImage

# The resolution at which body text has the height that Tesseract's models were trained on.
TARGET_DPI = 300

# Radius of the Gaussian blur, in pixels at TARGET_DPI. 1.0 read a coarse fax a little better (4.6 against 5.3 % errors,
# 6.0 untreated) but cost a notice that was read almost without errors a word; this one did no page harm.
BLUR_RADIUS = 0.8

# Mean difference, in grey levels, between a pixel of the paper and its 3x3 neighbourhood from which on paper counts as
# grainy. Measured: clean scans 0.0-0.1, a fax with specks 0.2, a telephone photo 2.0, scans with grain 3.9-8.6.
GRAINY = 1.0

# Grain is measured on so many bands across the page, which together are so much of it.
_BANDS, _SHARE_OF_PAGE = 8, 4

# The page is looked at in so many tiles across, so many of which beside each other hold some paper.
_TILES_ACROSS = 200
_TILES_TOGETHER = 5
# A tenth of an unevenly lit page has less than this share of the light of its middle (bound volume 0.59, telephone
# photo 0.72; stains 0.98, all others 0.95-1.0).
_UNEVEN = 0.8

# Body text can be read at this resolution, and a page costs half of what it costs at 300.
SIMPLEST_DPI = 200

# The paper is what is as light as the most frequent level of the page smoothed, or nearly so.
_PAPER_MARGIN = 12
_PAPER_SMOOTHING = 6
_LIGHTER_HALF = 128

# So much of the dark pixels is pure black, and of the light ones pure white, in a bilevel scan, also after a PDF
# viewer has smoothed it (0.43-1.0 and 0.95-1.0; grey scans stay below 0.07 in the first).
_PURE_BLACK = 0.25
_PURE_WHITE = 0.90


@dataclass(frozen=True, slots=True)
class Cues:
    """What a page image shows of how it was made.

    Attributes:
        grain: mean difference of a pixel of the paper from its neighbourhood, in grey levels, 0-255.
        bilevel: whether the scan had two tones only.
        uneven: whether a tenth of the paper is much darker than its middle: the fold of a book, the shadow of a hand.
    """

    grain: float
    bilevel: bool
    uneven: bool = False

    @property
    def needs_smoothing(self) -> bool:
        """Whether the blur helps."""
        return self.bilevel or self.grain >= GRAINY


def cues_of(image: Image.Image) -> Cues:
    """Measure a page image of any mode."""
    if image.mode == "1":
        return Cues(0.0, True)
    grey = image.convert("L")
    bilevel = _is_bilevel(grey.histogram())
    return Cues(_grain(grey), bilevel, not bilevel and _is_uneven(grey))


def treated(page: PageImage, cues: Cues | None = None) -> PageImage:
    """The page as it should be read; the same object where it is best left alone.

    Args:
        page: as it came.
        cues: what it shows; measured where they are not given.
    """
    cues = cues_of(page.image) if cues is None else cues
    return smoothed(page) if cues.needs_smoothing else page


def smoothed(page: PageImage) -> PageImage:
    """The page in grey, enlarged to `TARGET_DPI` where it has less, and lightly blurred."""
    grey = page.image.convert("L")
    radius = BLUR_RADIUS * max(1.0, page.dpi / TARGET_DPI)
    if page.dpi < TARGET_DPI:
        factor = TARGET_DPI / page.dpi
        size = max(1, round(grey.width * factor)), max(1, round(grey.height * factor))
        # Sharper filters sharpen the noise as well: with Lanczos a fax was read at 26.6 % errors, with this at 3.6 %.
        grey = grey.resize(size, Image.Resampling.BILINEAR)
    return replace(page, image=grey.filter(ImageFilter.GaussianBlur(radius)), dpi=max(page.dpi, TARGET_DPI))


def simplest(page: PageImage) -> PageImage:
    """The page as it takes the engine the least time and memory while it can be read at all: grey, `SIMPLEST_DPI`."""
    grey = page.image.convert("L")
    factor = SIMPLEST_DPI / page.dpi
    if factor >= 1:
        return replace(page, image=grey)
    size = max(1, round(grey.width * factor)), max(1, round(grey.height * factor))
    return replace(page, image=grey.resize(size, Image.Resampling.BOX), dpi=SIMPLEST_DPI)


def _is_uneven(grey: Image.Image) -> bool:
    """Paper is the lightest of what lies together; text, of any size, leaves white between its lines."""
    tiles = grey.reduce(max(1, min(grey.size) // _TILES_ACROSS)).filter(ImageFilter.MaxFilter(_TILES_TOGETHER))
    levels = sorted(tiles.tobytes())
    return levels[len(levels) // 10] < _UNEVEN * levels[len(levels) // 2]


def _grain(page: Image.Image) -> float:
    grey = _bands(page)
    wide = grey.filter(ImageFilter.BoxBlur(_PAPER_SMOOTHING))
    counts = wide.histogram()[_LIGHTER_HALF:]
    level = _LIGHTER_HALF + max(range(len(counts)), key=counts.__getitem__)
    paper = wide.point([255 if value >= level - _PAPER_MARGIN else 0 for value in range(256)])
    if paper.getbbox() is None:  # all darker than the middle: nothing that could be called paper
        return 0.0
    residual = ImageChops.difference(grey, grey.filter(ImageFilter.BoxBlur(1)))
    return float(ImageStat.Stat(residual, paper).mean[0])


def _bands(page: Image.Image) -> Image.Image:
    """Every fourth part of a page, one below the other."""
    height = page.height // (_BANDS * _SHARE_OF_PAGE)
    if height <= 2 * _PAPER_SMOOTHING:
        return page
    bands = Image.new("L", (page.width, height * _BANDS))
    for band in range(_BANDS):
        top = round((band + 0.5) * page.height / _BANDS - height / 2)
        bands.paste(page.crop((0, top, page.width, top + height)), (0, band * height))
    return bands


def _is_bilevel(histogram: list[int]) -> bool:
    dark, light = sum(histogram[:_LIGHTER_HALF]), sum(histogram[_LIGHTER_HALF:])
    return histogram[0] >= _PURE_BLACK * max(1, dark) and histogram[255] >= _PURE_WHITE * max(1, light)
