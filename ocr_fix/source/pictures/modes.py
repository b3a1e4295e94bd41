"""Every mode a picture can have, brought to the three that are read: "1", "L" and "RGB"."""

from __future__ import annotations

import math
from io import BytesIO
from typing import Any

from PIL import Image

from ocr_fix.source.thresholds import THRESHOLDS

_T = THRESHOLDS.image
_WHITE = 255  # grey level


def reduced(image: Image.Image) -> Image.Image:
    """A copy of a picture in mode "1", "L" or "RGB".

    Transparency is laid over white, the colour of paper, or over black where white shows nothing of the picture. A
    palette of greys becomes "L". Sixteen and more bits are scaled to eight by the bits in use, since scanners store 10,
    12 or 14 bits in 16. Of CIE L*a*b* the lightness is kept: print is told from paper by it.

    Args:
        image: loaded, of any mode; stays as it is.

    Raises:
        ValueError: the mode is unknown, or the pixels are not numbers.
    """
    mode = image.mode
    if mode == "P":
        image = _without_palette(image)
        mode = image.mode
    elif mode in {"L", "RGB"} and "transparency" in image.info:
        mode += "A"
        image = image.convert(mode)
    if mode in {"1", "L", "RGB"}:
        return _plain(image.copy())
    if mode in {"LA", "La", "RGBA", "RGBa", "PA"}:
        return _over_white(image)
    if mode == "F" or mode.startswith("I"):
        return _eight_bits(image)
    if mode == "LAB":
        return _plain(image.getchannel("L"))
    return _plain(image.convert("RGB"))


def packed(image: Image.Image, *, lossy: bool = False) -> bytes:
    """A picture as a file, transparency laid over white.

    Args:
        image: loaded, of any mode; stays as it is.
        lossy: whether it was packed with loss, so that it may be so again: without, it would be ten times as large.

    Returns:
        What is black and white as a TIFF with CCITT group 4 or as a PNG, whichever is smaller; what may be packed with
        loss as a JPEG; all else as a PNG, without loss where its mode allows.
    """
    kept = image if image.mode in {"1", "L", "P", "RGB", "I;16"} and "transparency" not in image.info else None
    image = (
        reduced(image) if kept is None else kept.copy()
    )  # without the tags of its file, which saving would take over
    if image.mode in {"L", "P", "RGB"} and _has_two_tones(image):
        image = image.convert("1", dither=Image.Dither.NONE)
    if image.mode == "1":
        return min(_saved(image, "TIFF", compression="group4"), _saved(image, "PNG", optimize=True), key=len)
    if lossy:
        return _saved(reduced(image), "JPEG", quality=_T.jpeg_quality)
    return _saved(image, "PNG", exif=b"")


def _has_two_tones(image: Image.Image) -> bool:
    """Whether all is black or white, and nothing grey or coloured."""
    colours = image.convert("RGB").getcolors(2)
    return colours is not None and {colour for _, colour in colours} <= {(0, 0, 0), (_WHITE, _WHITE, _WHITE)}


def _saved(image: Image.Image, form: str, **options: Any) -> bytes:  # noqa: ANN401 - as Pillow takes them
    file = BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def _plain(image: Image.Image) -> Image.Image:
    """The picture without the file's remarks (EXIF, colour profile, comments), which would travel along."""
    image.info.clear()
    return image


def _without_palette(image: Image.Image) -> Image.Image:
    if "transparency" in image.info:
        return image.convert("RGBA")
    colours = image.getpalette("RGB") or []
    grey = colours[0::3] == colours[1::3] == colours[2::3]
    return image.convert("L" if grey else "RGB")


def _over_white(image: Image.Image) -> Image.Image:
    """The picture on white paper, or on black where nothing of it could be seen on white."""
    grey = image.mode.startswith("L")
    # Premultiplied and palette modes cannot be pasted from.
    image = image.convert("LA" if grey else "RGBA")
    laid = _laid_over(image, _WHITE, "L" if grey else "RGB")
    lightest_ink, _ = _extrema(laid.convert("L"))
    least, most = _extrema(image.getchannel("A"))
    is_hidden = lightest_ink >= _T.hidden_on_white and most - least > _WHITE // 2
    return _laid_over(image, 0, laid.mode) if is_hidden else laid


def _laid_over(image: Image.Image, level: int, mode: str) -> Image.Image:
    paper = Image.new(mode, image.size, level if mode == "L" else (level,) * 3)
    paper.paste(image.convert(mode), mask=image.getchannel("A"))
    return paper


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey of more than eight bits as "L"."""
    if image.mode not in {"I", "F"}:
        image = image.convert("I")
    low, high = (float(bound) for bound in _extrema(image))
    if not (math.isfinite(low) and math.isfinite(high)):
        raise ValueError("the pixels are not numbers")
    if image.mode == "F":
        # Floating point greys run from 0 to 1 by custom; other scales are stretched whole.
        top, bottom = (1.0, 0.0) if low >= 0 and high <= 1 else (high, low)
    else:
        top, bottom = float(2 ** max(8, int(high).bit_length()) - 1) if high > 0 else 1.0, 0.0
    scale = _WHITE / (top - bottom) if top > bottom else 1.0
    return _plain(image.point(lambda value: value * scale - bottom * scale).convert("L"))


def _extrema(image: Image.Image) -> tuple[float, float]:
    low, high = image.getextrema()
    if isinstance(low, tuple) or isinstance(high, tuple):  # several bands, which these modes never have
        raise ValueError("the picture has several bands")
    return low, high
