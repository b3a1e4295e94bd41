"""Pictures of lines as a scanner sees them and Tesseract cuts them out of a page at 300 dpi.

A line is set in black with its neighbours above and below, at the resolution of some scanner; the strip is turned a
little, blurred, dirtied, made bilevel or packed as JPEG; brought to 300 dpi, as pages are read; and the line cut out as
Tesseract does it: ink, ascenders and descenders, four pixels around.
"""

import functools
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from models.faces import Face

Random = np.random.Generator
Grey = NDArray[Any]  # rows by columns, 0 (black) to 255

READING_DPI = 300
PADDING = 4  # pixels that Tesseract leaves around a line
_SMOOTHED = 0.7  # share of the lines that are blurred before they are read, as the program blurs most pages
_PAPER, _INK = 255, 0
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
_LOWERED = {"₂": "2"}
_FRACTIONS = {"½": "12", "¼": "14", "¾": "34"}
_DRAWN = {*_RAISED, *_LOWERED, *_FRACTIONS, "☐", "☒", "\t"}


@dataclass(frozen=True)
class Style:
    """How a line is set.

    Attributes:
        face: Its face.
        pixels: Size of the type in pixels at the scanner's resolution.
        spaced: Extra space between letters, in parts of the size.
        small_capitals: Small letters as smaller capitals.
        uneven: A typewriter's unevenness, 0 to 1.
        drawn: Superscripts and fractions are put together from small figures, even where the face has them.
        ink: Grey of the ink, 0 to 255.
    """

    face: Face
    pixels: int
    spaced: float = 0.0
    small_capitals: bool = False
    uneven: float = 0.0
    drawn: bool = False
    ink: int = _INK


@dataclass(frozen=True)
class Damage:
    """What becomes of a line between the press and the file: chances 0 to 1, ranges in pixels and grey values.

    Attributes:
        name: Its name.
        share: How many lines of all have it.
        blur: Range of the blur, pixels.
        noise: Range of the grain, grey values.
        bilevel: Chance that only black and white are left.
        packed: Chance of JPEG.
        specked: Chance of dirt.
        faded: Chance of ink lost in patches.
        shining_through: Chance that the other side of the leaf is seen.
        thickened: Chance of fat letters.
        thresholds: Range of the threshold of two tones, in parts of the way from ink to paper: low ones break strokes.
        smoothed: Range of the blur before reading, pixels at 300 dpi: what the program does against such grain.
    """

    name: str
    share: float
    blur: tuple[float, float]
    noise: tuple[float, float]
    bilevel: float = 0.0
    packed: float = 0.0
    specked: float = 0.04
    faded: float = 0.08
    shining_through: float = 0.0
    thickened: float = 0.03
    thresholds: tuple[float, float] = (0.38, 0.75)
    smoothed: tuple[float, float] = (0.0, 0.8)


_DAMAGES = (
    Damage("clean", 0.12, (0.0, 0.6), (0, 5)),
    Damage("office", 0.29, (0.4, 1.3), (3, 26), packed=0.6),
    Damage("fax", 0.2, (0.4, 1.2), (3, 26), bilevel=1.0),
    Damage("copy", 0.1, (0.4, 1.2), (2, 14), bilevel=0.6, specked=0.5, thickened=0.25),
    Damage("faded", 0.1, (0.4, 1.2), (3, 22), packed=0.6, faded=1.0, shining_through=0.4),
    Damage("grainy", 0.08, (0.4, 1.2), (26, 70), packed=0.5, smoothed=(0.8, 2.0)),
    Damage("faint", 0.08, (0.4, 1.1), (6, 34), bilevel=1.0, faded=0.4, thresholds=(0.16, 0.42), smoothed=(0.0, 1.4)),
    Damage("inverted", 0.03, (0.2, 0.9), (2, 15), packed=0.4),
)


def drawable(text: str) -> str:
    """The characters of a text that the face itself must have; the others are drawn if it lacks them."""
    found = set(text) - _DRAWN
    found |= {digit for mark in set(text) & _DRAWN for digit in (_RAISED | _LOWERED | _FRACTIONS).get(mark, "")}
    return "".join(sorted(found))


def picture(text: str, neighbours: Sequence[str], style: Style, dpi: int, rng: Random) -> tuple[Grey, str] | None:
    """The line as cut out of a page at 300 dpi and the name of its damage, or nothing if it has no ink."""
    pages, baseline, left, right = _strip(text, neighbours, style, rng)
    ascent, descent = _extent(style)
    skew = _skew(rng)
    strip, alone = (_turned(page, skew) for page in pages)
    damage = _DAMAGES[rng.choice(len(_DAMAGES), p=[kind.share for kind in _DAMAGES])]
    strip = _damaged(strip, damage, style, rng)
    scale = READING_DPI / dpi
    if dpi != READING_DPI:
        ways = (Image.Resampling.BILINEAR, Image.Resampling.BICUBIC, Image.Resampling.NEAREST)
        way = ways[rng.choice(3, p=(0.65, 0.25, 0.1))] if scale > 1 else Image.Resampling.BOX
        strip = strip.resize((round(strip.width * scale), round(strip.height * scale)), way)
    if rng.random() < _SMOOTHED:
        strip = strip.filter(ImageFilter.GaussianBlur(rng.uniform(*damage.smoothed)))
    box = alone.point(lambda grey: 255 if grey < 200 else 0).getbbox()
    if box is None:
        return None
    middle = np.tan(np.radians(skew)) * ((left + right) / 2 - strip.width / scale / 2)
    top = min(box[1], baseline - middle - ascent)
    bottom = max(box[3], baseline - middle + descent)
    slack = _slack(rng)
    edges = (
        max(0, round(box[0] * scale - PADDING - slack[0])),
        max(0, round(top * scale - PADDING - slack[1])),
        min(strip.width, round(box[2] * scale + PADDING + slack[2])),
        min(strip.height, round(bottom * scale + PADDING + slack[3])),
    )
    return np.asarray(strip.crop(edges)), damage.name


def _strip(
    text: str, neighbours: Sequence[str], style: Style, rng: Random
) -> tuple[tuple[Image.Image, Image.Image], float, int, int]:
    """The strip with the line and its neighbours, one with the line alone, and the line's baseline, left and right."""
    em = style.pixels
    leading = em * rng.uniform(1.1, 1.6)
    width = _width(text, style) + 6 * em
    height = round(2 * leading + 3 * em)
    strip, alone = (Image.new("L", (width, height), _PAPER) for _ in range(2))
    left, baseline = round(em * rng.uniform(1.5, 3)), height / 2 + 0.3 * em
    seed = int(rng.integers(2**32))
    right = _set(strip, text, left, baseline, style, np.random.default_rng(seed))
    _set(alone, text, left, baseline, style, np.random.default_rng(seed))
    for neighbour, place in zip(neighbours, (-leading, leading), strict=False):
        shift = 0 if rng.random() < 0.7 else int(rng.integers(0, width // 3))
        _set(strip, neighbour, left + shift, baseline + place, style, rng)
    _rules(strip, alone, left, right, baseline, em, rng)
    return (strip, alone), baseline, left, right


def _set(image: Image.Image, text: str, left: float, baseline: float, style: Style, rng: Random) -> int:
    """Set the text and return where it ends."""
    draw = ImageDraw.Draw(image)
    place = left
    for piece, small, rise in _pieces(text, style):
        if piece == "\t":
            place += style.pixels * rng.uniform(1.2, 6)
            continue
        if piece in "☐☒":
            place = _box(draw, place, baseline, style.pixels, crossed=piece == "☒")
            continue
        font = _font(style.face, max(4, round(style.pixels * small)))
        singly = style.spaced or style.uneven
        for run in list(piece) if singly else [piece]:
            ink, up = style.ink, rise * style.pixels
            if style.uneven:
                ink = min(170, ink + int(abs(rng.normal(0, 70 * style.uneven))))
                up += rng.normal(0, 0.025 * style.pixels * style.uneven)
            draw.text((place, baseline - up), run, font=font, fill=ink, anchor="ls")
            place += font.getlength(run) + style.spaced * style.pixels * (2.2 if run == " " else 1)
    return round(place)


def _pieces(text: str, style: Style) -> list[tuple[str, float, float]]:
    """The text as pieces to be set, each with its size and its rise in parts of the style's size."""
    pieces: list[tuple[str, float, float]] = []
    plain = ""
    for character in text:
        special = _special(character, style)
        if not special:
            plain += character
            continue
        pieces += ([(plain, 1.0, 0.0)] if plain else []) + special
        plain = ""
    return pieces + ([(plain, 1.0, 0.0)] if plain else [])


def _special(character: str, style: Style) -> list[tuple[str, float, float]]:
    if character in "\t☐☒":
        return [(character, 1.0, 0.0)]
    if style.small_capitals and character.islower() and len(character.upper()) == 1:
        return [(character.upper(), 0.78, 0.0)]
    if character not in _DRAWN or not (style.drawn or character not in style.face.characters):
        return []
    if character in _RAISED:
        return [(_RAISED[character], 0.62, 0.36)]
    if character in _LOWERED:
        return [(_LOWERED[character], 0.62, -0.14)]
    digits = _FRACTIONS[character]
    return [(digits[0], 0.6, 0.32), ("/", 0.9, 0.02), (digits[1], 0.6, 0.0)]


def _box(draw: ImageDraw.ImageDraw, left: float, baseline: float, em: int, *, crossed: bool) -> float:
    side, line = 0.75 * em, max(1, em // 14)
    corners = (left, baseline - side, left + side, baseline)
    draw.rectangle(corners, outline=_INK, width=line)
    if crossed:
        draw.line(corners, fill=_INK, width=line)
        draw.line((left, baseline, left + side, baseline - side), fill=_INK, width=line)
    return left + side + 0.15 * em


def _rules(
    strip: Image.Image, alone: Image.Image, left: int, right: int, baseline: float, em: int, rng: Random
) -> None:
    """Underlines, and the rules of a table above, below and beside the line; now and then they touch it."""
    draw = ImageDraw.Draw(strip)
    line = max(1, round(em * rng.uniform(0.03, 0.08)))
    chance = rng.random()
    if chance < 0.02:
        for image in (strip, alone):
            ends = sorted(int(rng.integers(left, right + 1)) for _ in range(2)) if rng.random() < 0.5 else (left, right)
            ImageDraw.Draw(image).line(
                (ends[0], baseline + 0.16 * em, ends[1], baseline + 0.16 * em), fill=_INK, width=line
            )
    elif chance < 0.06:
        above, below = em * rng.uniform(0.78, 1.2), em * rng.uniform(0.24, 0.6)
        for place in (baseline - above, baseline + below):
            if rng.random() < 0.7:
                draw.line((0, place, strip.width, place), fill=_INK, width=line)
        for place in (left - em * rng.uniform(0.05, 0.6), right + em * rng.uniform(0.05, 0.6)):
            if rng.random() < 0.5:
                draw.line((place, 0, place, strip.height), fill=_INK, width=line)


def _damaged(strip: Image.Image, damage: Damage, style: Style, rng: Random) -> Image.Image:
    """What paper, copier, scanner and file do to the strip."""
    em = style.pixels
    if rng.random() < damage.thickened and em > 28:
        strip = strip.filter(ImageFilter.MinFilter(3))
    grey: Grey = np.asarray(strip, np.float32)
    if rng.random() < damage.faded:
        grey = _faded(grey, rng)
    if rng.random() < damage.shining_through:
        grey = _shone_through(grey, em, rng)
    blur = rng.uniform(*damage.blur) * (1 if em >= 22 else 0.7)
    grey = np.asarray(_image(grey).filter(ImageFilter.GaussianBlur(blur)), np.float32)
    grey = grey + np.asarray(rng.normal(0, rng.uniform(*damage.noise), grey.shape), np.float32)
    if rng.random() < damage.specked:
        grey = _specked(grey, em, rng)
    if rng.random() < damage.bilevel:
        dark = min(float(np.percentile(grey, 2)), 150.0)
        grey = np.where(grey < dark + (_PAPER - dark) * rng.uniform(*damage.thresholds), 0, 255)
    elif rng.random() < 0.4:
        dark, light = rng.uniform(0, 70), rng.uniform(190, 255)
        grey = dark + grey * (light - dark) / 255
    if damage.name == "inverted":
        grey = 255 - grey
    image = _image(grey)
    return _packed(image, rng) if rng.random() < damage.packed else image


def _packed(image: Image.Image, rng: Random) -> Image.Image:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=int(rng.integers(25, 85)))
    return Image.open(file).convert("L")


def _shone_through(grey: Grey, em: int, rng: Random) -> Grey:
    """The print of the other side of the leaf."""
    back = _image(grey).transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(ImageFilter.GaussianBlur(em / 12))
    shifted = np.roll(np.asarray(back, np.float32), int(rng.integers(-em, em)), axis=(0, 1))
    return np.asarray(grey - (255 - shifted) * rng.uniform(0.1, 0.3), np.float32)


def _faded(grey: Grey, rng: Random) -> Grey:
    """Ink that is lost in patches."""
    coarse = rng.normal(0, 1, (grey.shape[0] // 10 + 1, grey.shape[1] // 10 + 1)).astype(np.float32)
    patches = np.asarray(Image.fromarray(coarse).resize((grey.shape[1], grey.shape[0]), Image.Resampling.BICUBIC))
    return np.asarray(255 - (255 - grey) * (1 - rng.uniform(0.1, 0.5) * np.clip(patches + 0.3, 0, 1.2)), np.float32)


def _specked(grey: Grey, em: int, rng: Random) -> Grey:
    """Dirt: small dark dots on the paper, small light ones on the ink."""
    image = _image(grey)
    draw = ImageDraw.Draw(image)
    for _ in range(int(rng.integers(2, 40) * image.width / (40 * em)) + 1):
        x, y, size = rng.uniform(0, image.width), rng.uniform(0, image.height), rng.uniform(0.3, 0.07 * em + 0.4)
        draw.ellipse((x - size, y - size, x + size, y + size), fill=_INK if rng.random() < 0.7 else _PAPER)
    return np.asarray(image, np.float32)


def _skew(rng: Random) -> float:
    """Degrees that the line is turned: most pages are straightened before they are read."""
    chance = rng.random()
    return 0.0 if chance < 0.4 else float(rng.normal(0, 0.25) if chance < 0.8 else rng.uniform(-0.7, 0.7))


def _turned(image: Image.Image, degrees: float) -> Image.Image:
    return image.rotate(degrees, fillcolor=_PAPER, resample=Image.Resampling.BICUBIC) if degrees else image


def _slack(rng: Random) -> Sequence[int]:
    """How many pixels more than needed are cut out to the left, above, to the right and below; at times fewer."""
    if rng.random() < 0.12:
        return [int(edge) for edge in rng.integers(-2, 14, 4)]
    return [int(edge) for edge in rng.integers(-1, 3, 4)]


def _extent(style: Style) -> tuple[float, float]:
    """Ascenders and descenders of the style, in pixels."""
    font = _font(style.face, style.pixels)
    return -font.getbbox("dl", anchor="ls")[1], font.getbbox("pq", anchor="ls")[3]


def _width(text: str, style: Style) -> int:
    font = _font(style.face, style.pixels)
    gaps = text.count("\t") * 6
    known = "".join(character if character not in _DRAWN else "0" for character in text)
    wide = 1.15 if style.small_capitals else 1.0
    return round(
        wide * font.getlength(known) + style.pixels * (style.spaced * (len(text) + 1.2 * text.count(" ")) + gaps)
    )


def _image(grey: Grey) -> Image.Image:
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


@functools.lru_cache(maxsize=256)
def _font(face: Face, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(face.file), pixels, layout_engine=ImageFont.Layout.BASIC)
