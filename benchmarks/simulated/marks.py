"""What offices leave on paper, underlines, stamps, stains, dark rims: each takes a page and gives another."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from PIL import Image, ImageDraw

from samples.damage import Grey, Rng, to_grey
from samples.fonts import font


def underlined(page: Image.Image, rng: Rng, count: int) -> Image.Image:
    """A page with lines drawn with a ruler under words, some touching the letters.

    Args:
        page: black on white.
        rng: source of randomness.
        count: how many lines.
    """
    marked = page.copy()
    draw = ImageDraw.Draw(marked)
    rows = np.flatnonzero((np.asarray(page) < 128).mean(axis=1) > 0.02)
    bottoms = [int(row) for row, following in pairwise(rows) if following - row > 3]
    for bottom in rng.choice(bottoms, size=min(count, len(bottoms)), replace=False):
        left = int(rng.uniform(0.15, 0.5) * page.width)
        right = left + int(rng.uniform(0.1, 0.3) * page.width)
        row = int(bottom) + int(rng.integers(0, 4))
        draw.line((left, row, right, row + int(rng.integers(-4, 5))), fill=30, width=max(2, page.width // 900))
    return marked


def stamped(page: Grey, text: str, place: tuple[float, float], degrees: float) -> Grey:
    """A page with a rubber stamp, in the grey that blue ink leaves.

    Args:
        page: as it was.
        text: of the stamp; lines are parted by line feeds.
        place: of its upper left corner, in shares of width and height.
        degrees: by which it is turned counterclockwise.
    """
    height, width = page.shape
    face = font("arial", "bold", max(12, width // 45))
    probe = ImageDraw.Draw(Image.new("L", (1, 1)))
    left, top, right, bottom = probe.multiline_textbbox((0, 0), text, font=face)
    room = width // 60
    stamp = Image.new("L", (round(right - left) + 2 * room, round(bottom - top) + 2 * room), 255)
    draw = ImageDraw.Draw(stamp)
    draw.rectangle((2, 2, stamp.width - 3, stamp.height - 3), outline=110, width=max(2, width // 500))
    draw.multiline_text((room - left, room - top), text, fill=110, font=face)
    stamp = stamp.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    ink = Image.new("L", (width, height), 255)
    ink.paste(stamp, (round(place[0] * width), round(place[1] * height)))
    marked: Grey = np.minimum(page, to_grey(ink))
    return marked


def stained(page: Grey, rng: Rng, count: int, depth: float) -> Grey:
    """A page with the rings and spots of coffee and damp.

    Args:
        page: as it was.
        rng: source of randomness.
        count: how many.
        depth: grey levels by which they darken the paper.
    """
    height, width = page.shape
    rows, columns = np.mgrid[:height, :width].astype(np.float32)
    out = page
    for _ in range(count):
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        radius = rng.uniform(0.05, 0.16) * width
        distance = np.sqrt((columns - x) ** 2 + (rows - y) ** 2) / radius
        spot = 0.6 / (1 + np.exp(np.clip((distance - 1) * 25, -30, 30))) + np.exp(-(((distance - 1) * 16) ** 2))
        out = (out - depth * spot).astype(np.float32)
    return np.clip(out, 0, 255).astype(np.float32)


def rimmed(page: Grey, share: float) -> Grey:
    """A page smaller than the glass, with the dark rim that copiers print beside it on the left and at the top.

    Args:
        page: as it was.
        share: of the width that the rim takes.
    """
    out = page.copy()
    rim = round(share * page.shape[1])
    out[:, :rim] = 25
    out[: rim // 2] = 40
    shadow = np.linspace(0.35, 1.0, 2 * rim, dtype=np.float32)
    out[:, rim : 3 * rim] *= shadow
    return out


def bound(page: Grey, share: float, depth: float) -> Grey:
    """A page of a bound volume: it darkens towards the fold on its left.

    Args:
        page: as it was.
        share: of the width that the shadow takes.
        depth: 0-1, how much light is gone at the fold.
    """
    width = page.shape[1]
    columns = np.arange(width, dtype=np.float32) / (share * width)
    shaded: Grey = (page * (1 - depth * np.exp(-(columns**2)))).astype(np.float32)
    return shaded
