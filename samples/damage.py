"""What printing, copying, faxing and scanning do to a page.

A page is a float32 array of shape (rows, columns): 0 is black, 255 is white paper in full light. Every function takes
a page and returns another; lengths are in pixels of that page. Random numbers come from a generator that the caller
seeds, so the same seed gives the same page. Apply them in the order in which the damage happens: ink, paper, geometry,
light, sensor.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

Rng = np.random.Generator
Grey = npt.NDArray[np.float32]
Point = tuple[float, float]

WHITE = 255.0


def to_grey(image: Image.Image) -> Grey:
    """A picture as a page."""
    return np.asarray(image.convert("L"), dtype=np.float32)


def to_image(page: Grey) -> Image.Image:
    """A page as a picture, mode "L"."""
    return Image.fromarray(np.clip(np.rint(page), 0, WHITE).astype(np.uint8))


# Ink


def worn_ink(page: Grey, rng: Rng, strength: float, patch: int) -> Grey:
    """Print that pales in patches, as from a tired toner or ribbon.

    Args:
        page: as it was.
        rng: source of randomness.
        strength: 0-1, how much of the ink is gone where it is palest.
        patch: size of the patches.
    """
    loss = strength * np.clip(_clouds(page.shape, rng, patch) + 0.2, 0.0, 1.0)
    return _grey(WHITE - (WHITE - page) * (1.0 - loss))


def rough_edges(page: Grey, rng: Rng, strength: float, grain: float = 1.5) -> Grey:
    """Ink that has crept along the fibres of the paper.

    Args:
        page: as it was.
        rng: source of randomness.
        strength: how many grey levels the edge may move, about 40-90.
        grain: size of the fibres.
    """
    soft = blur(page, grain * 0.8)
    noise = _speckled(page.shape, rng, grain)
    edge = 4.0 * (soft / WHITE) * (1.0 - soft / WHITE)  # 1 on the edge, 0 in ink and paper
    return _grey(np.clip(soft + strength * noise * edge, 0.0, WHITE))


# Paper


def paper(page: Grey, rng: Rng, tone: float, mottling: float = 2.0) -> Grey:
    """Paper that is not quite white and not quite even.

    Args:
        page: as it was.
        rng: source of randomness.
        tone: its mean grey level, 200-255.
        mottling: standard deviation of its unevenness in grey levels.
    """
    sheet = tone + mottling * _speckled(page.shape, rng, 3.0) + mottling * _clouds(page.shape, rng, 120)
    return _grey(page * np.clip(sheet, 0.0, WHITE) / WHITE)


def show_through(page: Grey, back: Grey, strength: float, softness: float) -> Grey:
    """The back of the sheet, mirrored, shining through.

    Args:
        page: as it was.
        back: the page printed there, of the same shape.
        strength: 0-1, how much of its ink is seen.
        softness: how blurred it is.
    """
    seen = WHITE - blur(_grey(back[:, ::-1]), softness)
    return _grey(np.clip(page - strength * seen, 0.0, WHITE))


def punch_holes(page: Grey, centres: Sequence[Point], radius: float) -> Grey:
    """Dark round holes for a binder, given as (x, y)."""
    rows, columns = np.ogrid[: page.shape[0], : page.shape[1]]
    out = page.copy()
    for x, y in centres:
        distance = np.sqrt((columns - x) ** 2 + (rows - y) ** 2)
        inside = np.clip(radius - distance, 0.0, 1.0)
        out = _grey(out * (1.0 - inside) + 60.0 * inside)
    return out


def fold(page: Grey, row: float, depth: float, width: float) -> Grey:
    """A crease across the page: a thin shadow with a lighter rim.

    Args:
        page: as it was.
        row: where it lies, counted from the top.
        depth: of the shadow in grey levels.
        width: of the shadow.
    """
    distance = (np.arange(page.shape[0], dtype=np.float32) - row) / width
    profile = depth * (0.5 * np.exp(-((distance - 1.8) ** 2)) - np.exp(-(distance**2)))
    return _grey(np.clip(page + profile[:, None], 0.0, WHITE))


# Geometry


def lay_down(
    page: Image.Image, size: tuple[int, int], degrees: float = 0.0, shift: Point = (0.0, 0.0), surround: int = 255
) -> Grey:
    """A sheet laid on the glass of a scanner, somewhat askew.

    Args:
        page: the sheet, at two or more times the resolution of the scan.
        size: width and height of the scan.
        degrees: how far it is turned, counter-clockwise.
        shift: how far it is moved right and down, in pixels of the scan.
        surround: grey level of what lies beside it.
    """
    width, height = size
    angle = np.deg2rad(degrees)
    corners: list[Point] = []
    for x, y in ((0, 0), (width, 0), (width, height), (0, height)):
        dx, dy = x - width / 2, y - height / 2
        turned_x = dx * np.cos(angle) + dy * np.sin(angle)
        turned_y = dy * np.cos(angle) - dx * np.sin(angle)
        corners.append((float(width / 2 + turned_x + shift[0]), float(height / 2 + turned_y + shift[1])))
    return project(page, size, corners, surround)


def project(page: Image.Image, size: tuple[int, int], corners: Sequence[Point], surround: int = 255) -> Grey:
    """A sheet seen from anywhere, as a camera does.

    The picture is taken at twice its size and then halved by area, as the cells of a sensor do.

    Args:
        page: the sheet, at two or more times the resolution of the picture.
        size: width and height of the picture.
        corners: where the corners of the sheet come to lie in it: upper left, upper right, lower right, lower left.
        surround: grey level of what lies beside it.
    """
    twice = [(2 * x, 2 * y) for x, y in corners]
    sheet = [(0, 0), (page.width, 0), (page.width, page.height), (0, page.height)]
    seen = page.transform(
        (2 * size[0], 2 * size[1]),
        Image.Transform.PERSPECTIVE,
        _homography(twice, sheet),
        Image.Resampling.BICUBIC,
        fillcolor=surround,
    )
    return to_grey(seen.reduce(2))


# Light and sensor


def blur(page: Grey, radius: float) -> Grey:
    """Gaussian blur; `radius` is its standard deviation."""
    if radius <= 0:
        return page
    # Pillow blurs bytes only, which is as fine as any scanner sees.
    return to_grey(to_image(page).filter(ImageFilter.GaussianBlur(radius)))


def light(page: Grey, brightest: Point, fall: float) -> Grey:
    """Light that falls off from one place.

    Args:
        page: as it was.
        brightest: that place, as fractions of width and height; may lie beside the page.
        fall: 0-1, how much light is lost at the distance of one page width.
    """
    rows, columns = np.mgrid[: page.shape[0], : page.shape[1]]
    width = page.shape[1]
    x = columns / width - brightest[0]
    y = rows / width - brightest[1] * page.shape[0] / width
    return _grey(page * np.clip(1.0 - fall * np.sqrt(x**2 + y**2), 0.0, 1.0))


def shadow(page: Grey, start: Point, end: Point, depth: float, softness: float) -> Grey:
    """The shadow of a hand or an arm, on the right of a line across the page.

    Args:
        page: as it was.
        start: one end of the edge of the shadow, as fractions of width and height.
        end: its other end.
        depth: 0-1, how much light it takes.
        softness: width of its edge.
    """
    height, width = page.shape
    rows, columns = np.mgrid[:height, :width]
    x0, y0, x1, y1 = start[0] * width, start[1] * height, end[0] * width, end[1] * height
    across = ((columns - x0) * (y1 - y0) - (rows - y0) * (x1 - x0)) / np.hypot(x1 - x0, y1 - y0)
    return _grey(page * (1.0 - depth / (1.0 + np.exp(np.clip(-across / softness, -30.0, 30.0)))))


def noise(page: Grey, rng: Rng, deviation: float) -> Grey:
    """Sensor noise: independent, with that standard deviation in grey levels."""
    return _grey(page + deviation * rng.standard_normal(page.shape, dtype=np.float32))


def contrast(page: Grey, black: float, white: float) -> Grey:
    """Stretch the levels so that `black` becomes 0 and `white` 255, as copiers and scanners do."""
    return _grey(np.clip((page - black) * WHITE / (white - black), 0.0, WHITE))


# Fax and bilevel scans


def threshold(page: Grey, level: float) -> Grey:
    """Black below `level`, white from it on."""
    return _grey(np.where(page < level, 0.0, WHITE))


def shaken_rows(page: Grey, rng: Rng, farthest: int, band: int) -> Grey:
    """Rows that a slipping paper feed has shifted sideways, band by band.

    Args:
        page: as it was.
        rng: source of randomness.
        farthest: the largest shift.
        band: mean height of the bands.
    """
    out = page.copy()
    row = 0
    while row < page.shape[0]:
        height = int(rng.integers(band // 2, band * 2))
        out[row : row + height] = np.roll(page[row : row + height], int(rng.integers(-farthest, farthest + 1)), axis=1)
        row += height
    return out


def lost_rows(page: Grey, rng: Rng, count: int) -> Grey:
    """Rows lost on the telephone line: the machine prints the row above again."""
    out = page.copy()
    for row in rng.integers(1, page.shape[0], count):
        out[row] = out[row - 1]
    return out


def specks(page: Grey, rng: Rng, count: int, largest: int) -> Grey:
    """Black specks of dirt, up to `largest` pixels wide."""
    out = page.copy()
    for _ in range(count):
        height, width = rng.integers(1, largest + 1, 2)
        row, column = rng.integers(0, page.shape[0] - height), rng.integers(0, page.shape[1] - width)
        out[row : row + height, column : column + width] = 0.0
    return out


def scratch(page: Grey, column: int, grey: float) -> Grey:
    """A thin vertical line, from dirt on the glass of a scanner that pulls the sheet past it."""
    out = page.copy()
    out[:, column] = np.minimum(out[:, column], grey)
    return out


def _grey(values: npt.NDArray[np.floating]) -> Grey:
    return values.astype(np.float32, copy=False)


def _clouds(shape: tuple[int, ...], rng: Rng, size: int) -> Grey:
    """A smooth random field of that shape, mean about 0, deviation about 1; `size` is the width of its clouds."""
    coarse = rng.standard_normal((shape[0] // size + 2, shape[1] // size + 2), dtype=np.float32)
    field = Image.fromarray(coarse).resize((shape[1], shape[0]), Image.Resampling.BICUBIC)
    return np.asarray(field, dtype=np.float32)


def _speckled(shape: tuple[int, ...], rng: Rng, grain: float) -> Grey:
    """A random field of that shape, deviation 1, of grains somewhat larger than a pixel."""
    small = (round(shape[0] / grain) + 1, round(shape[1] / grain) + 1)
    fine = Image.fromarray(rng.standard_normal(small, dtype=np.float32))
    return np.asarray(fine.resize((shape[1], shape[0]), Image.Resampling.BILINEAR), dtype=np.float32)


def _homography(source: Sequence[Point], target: Sequence[tuple[int, int]]) -> list[float]:
    """The eight coefficients with which Pillow maps four points of the result onto four of the original."""
    rows: list[list[float]] = []
    values: list[float] = []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    solution = np.linalg.solve(np.array(rows, dtype=np.float64), np.array(values, dtype=np.float64))
    return [float(value) for value in solution]
