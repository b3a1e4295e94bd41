"""Parts of pages that need preparation, made anew the same way every time, with what is printed on them.

Each is a strip of 110 x 55 mm, so that reading it takes an engine a second: sheets that lie askew, photographs,
negatives, ruled and underlined ones, faxes, blank ones and so on. Another seed sets other words in other faces with
other noise, to look at once where values were chosen by the first.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
import regex
from PIL import Image, ImageDraw, ImageOps

from benchmarks.simulated import marks
from ocr_fix.document import Page
from samples import damage
from samples.damage import Grey, Rng
from samples.fonts import FILES, Family, font
from samples.scanners import OVERSAMPLING

_TEXTS = (Path(__file__).with_name("simulated") / "texts", Path(__file__).parent.parent / "samples" / "source")
_MARKUP = regex.compile(r"^running:.*|[|*#~]", regex.MULTILINE)
MM_PER_INCH, POINTS_PER_INCH = 25.4, 72
WIDTH, HEIGHT, _MARGIN = 110.0, 55.0, 8.0

Step = Callable[[Grey, Rng], Grey]


class SetLine(NamedTuple):
    """A line as it was set: its words from left to right, with left and right edge each, and its baseline."""

    words: list[tuple[str, int, int]]
    baseline: int


Mark = Callable[[ImageDraw.ImageDraw, Sequence[SetLine], int], None]
"""Draws on a sheet, given its lines and the pixels of a point."""


class Strip(NamedTuple):
    """A part of a page: its name, its picture, the words on it, the text that the file has, whether it is a scan."""

    name: str
    image: Image.Image
    dpi: int
    words: list[str]
    layer: Page | None = None
    is_scan: bool = True


def _as_it_is(image: Image.Image) -> Image.Image:
    return image


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a strip is made.

    Attributes:
        dpi: of the scan.
        size: of the type, in points.
        lines: at most.
        marks: what is drawn on the sheet.
        skew: degrees counterclockwise.
        steps: what happens to it, in this order.
        last: what is done to the scan.
    """

    dpi: int = 200
    size: float = 11.0
    lines: int = 9
    marks: tuple[Mark, ...] = ()
    skew: float = 0.0
    steps: tuple[Step, ...] = field(default_factory=lambda: (blurred(0.7), noisy(2)))
    last: Callable[[Image.Image], Image.Image] = _as_it_is

    def make(self, name: str, seed: int, at: int) -> Strip:
        """The strip.

        Args:
            name: of it.
            seed: of words, face and noise.
            at: its place among all.
        """
        rng = np.random.default_rng([seed, at])
        pixels = self.dpi * OVERSAMPLING / MM_PER_INCH
        sheet = Image.new("L", (round(WIDTH * pixels), round(HEIGHT * pixels)), 255)
        point = max(1, round(self.dpi * OVERSAMPLING / POINTS_PER_INCH))
        family: Family = [*FILES][(at + 4 * seed) % len(FILES)]
        lines = list(islice(_set(sheet, family, self.size * point, at, seed), self.lines))
        for mark in self.marks:
            mark(ImageDraw.Draw(sheet), lines, point)
        scan = damage.lay_down(sheet, (sheet.width // OVERSAMPLING, sheet.height // OVERSAMPLING), self.skew)
        for step in self.steps:
            scan = step(scan, rng)
        return Strip(
            name, self.last(damage.to_image(scan)), self.dpi, [word for line in lines for word, _, _ in line.words]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBook(Recipe):
    """Two facing pages in one picture, each a strip of its own.

    Attributes:
        right: skew of the right page in degrees counterclockwise; `skew` is that of the left one.
        fold: how much darker it is where they meet, 0-1.
    """

    right: float = 0.0
    fold: float = 0.0

    def make(self, name: str, seed: int, at: int) -> Strip:
        """See `Recipe.make`."""
        left = Recipe.make(replace(self, last=_as_it_is), name, seed, at)
        right = Recipe.make(replace(self, last=_as_it_is, skew=self.right), name, seed, at + 1)
        width, height = left.image.size
        book = Image.new("L", (2 * width, height))
        book.paste(left.image, (0, 0))
        book.paste(right.image, (width, 0))
        away = np.abs(np.arange(2 * width) - width) / (self.dpi / 5)
        shaded = damage.to_grey(book) * (1 - self.fold * np.exp(-(away**2)))[None, :].astype(np.float32)
        return left._replace(image=self.last(damage.to_image(shaded)), words=[*left.words, *right.words])


def words_of(seed: int) -> list[str]:
    """The words that are set: those of the simulated scans for an even seed, of the samples for an odd one."""
    text = " ".join(path.read_text(encoding="utf-8") for path in sorted(_TEXTS[seed % 2].glob("*.md")))
    return _MARKUP.sub(" ", text).split()


def _set(sheet: Image.Image, family: Family, size: float, at: int, seed: int) -> Iterator[SetLine]:
    """Lines of words, drawn as they are asked for."""
    words = words_of(seed)
    face, draw = font(family, "roman", round(size)), ImageDraw.Draw(sheet)
    margin = round(_MARGIN / WIDTH * sheet.width)
    stream = islice(cycle(words), 53 * at % len(words), None)
    word = next(stream)
    for baseline in range(round(margin + size), sheet.height - margin // 2, round(1.35 * size)):
        line, left = SetLine([], baseline), margin
        while left + (wide := round(face.getlength(word))) < sheet.width - margin:
            draw.text((left, baseline), word, font=face, fill=0, anchor="ls")
            line.words.append((word, left, left + wide))
            left += wide + round(0.28 * size)
            word = next(stream)
        yield line


def blurred(radius: float) -> Step:
    """Out of focus by so many pixels."""
    return lambda page, _: damage.blur(page, radius)


def noisy(deviation: float) -> Step:
    """With grain of so many levels."""
    return lambda page, rng: damage.noise(page, rng, deviation)


def fading(black: float, white: float) -> Step:
    """Black and white become these levels."""
    return lambda page, _: (black + page * (white - black) / 255).astype(np.float32)


def _negative(page: Grey, _: Rng) -> Grey:
    return (255 - page).astype(np.float32)


def _edge(level: float, share: float) -> Step:
    """All around the sheet is of that level, so much of the height on each side."""

    def framed(page: Grey, _: Rng) -> Grey:
        wide, made = round(share * page.shape[0]), np.full_like(page, level)
        made[wide:-wide, wide:-wide] = page[wide:-wide, wide:-wide]
        return made

    return framed


def _light(fall: float, depth: float) -> Step:
    def lit(page: Grey, _: Rng) -> Grey:
        return damage.shadow(damage.light(page, (0.2, 0.1), fall), (0.6, 0.0), (0.75, 1.0), depth, 25)

    return lit


def _seen(page: Grey, _: Rng) -> Grey:
    """From the side, as a camera does."""
    height, width = page.shape
    corners = [(0.03 * width, 0.02 * height), (0.98 * width, 0.05 * height), (0.99 * width, 0.98 * height), (0, height)]
    return damage.project(damage.to_image(page), (width, height), corners, 90)


def _through(strength: float) -> Step:
    def shown(page: Grey, _: Rng) -> Grey:
        return damage.show_through(page, damage.to_grey(ImageOps.flip(damage.to_image(page))), strength, 1.5)

    return shown


def faxed(level: float, deviation: float, count: int) -> tuple[Step, ...]:
    """Two tones, with so much noise beforehand and so many specks."""

    def sent(page: Grey, rng: Rng) -> Grey:
        page = damage.threshold(damage.noise(damage.blur(page, 0.8), rng, deviation), level)
        return damage.specks(page, rng, count, 3)

    return (sent,)


def _worn(strength: float) -> Step:
    return lambda page, rng: damage.worn_ink(page, rng, strength, 100)


def _rough(page: Grey, rng: Rng) -> Grey:
    return damage.rough_edges(page, rng, 70)


def _pale_tile(page: Grey, rng: Rng) -> Grey:
    """A dark stain over a corner."""
    return marks.stained(page, rng, 3, 60)


def _binding(page: Grey, _: Rng) -> Grey:
    return marks.bound(page, 0.25, 0.7)


def _rim(page: Grey, _: Rng) -> Grey:
    return marks.rimmed(page, 0.05)


def _stain(level: float, *, multiplied: bool = False) -> Step:
    """A round stain of that level over the middle, under the type or over it."""

    def spilt(page: Grey, _: Rng) -> Grey:
        height, width = page.shape
        down, across = np.ogrid[:height, :width]
        inside = ((down - height / 2) / (0.35 * height)) ** 2 + ((across - width / 2) / (0.3 * width)) ** 2 < 1
        shade = np.where(inside, level, 255).astype(np.float32)
        return (page * shade / 255 if multiplied else np.minimum(page, shade)).astype(np.float32)

    return spilt


def _copy(level: int) -> Step:
    """COPY in large letters behind the type."""

    def marked(page: Grey, _: Rng) -> Grey:
        height, width = page.shape
        behind = Image.new("L", (width, height), 255)
        face = font("arial", "bold", round(0.6 * height))
        ImageDraw.Draw(behind).text((width // 2, height // 2), "KOPIA", font=face, fill=level, anchor="mm")
        return np.minimum(page, damage.to_grey(behind.rotate(12, Image.Resampling.BICUBIC, fillcolor=255)))

    return marked


def _jpeg(quality: int) -> Callable[[Image.Image], Image.Image]:
    def kept(image: Image.Image) -> Image.Image:
        file = io.BytesIO()
        image.save(file, "JPEG", quality=quality)
        return Image.open(io.BytesIO(file.getvalue())).convert(image.mode)

    return kept


def _turn(how: Image.Transpose) -> Callable[[Image.Image], Image.Image]:
    return lambda image: image.transpose(how)


def two_tones(image: Image.Image) -> Image.Image:
    """Black and white."""
    return image.convert("1", dither=Image.Dither.NONE)


def _coloured(ink: tuple[int, int, int], paper: tuple[int, int, int]) -> Callable[[Image.Image], Image.Image]:
    return lambda image: ImageOps.colorize(image, ink, paper)


def _small(image: Image.Image) -> Image.Image:
    return image.crop((40, 40, 80, 80))


def _under(first: int, last: int, off: float, thick: float, slope: int = 0, dash: int = 0) -> Mark:
    """Lines under (or through) words of every other line, in points off their baseline."""

    def draw_under(draw: ImageDraw.ImageDraw, lines: Sequence[SetLine], point: int) -> None:
        for line in lines[::2]:
            words = line.words[first:last]
            left, right, y = words[0][1], words[-1][2], line.baseline + round(off * point)
            width = max(1, round(thick * point))
            if not dash:
                draw.line((left, y, right, y + slope * point), fill=0, width=width)
            for x in range(left, right, dash * point) if dash else ():
                draw.line((x, y, min(right, x + round((dash - 1) * point)), y), fill=0, width=width)

    return draw_under


def _frames(draw: ImageDraw.ImageDraw, lines: Sequence[SetLine], point: int) -> None:
    """Boxes around words."""
    for line in lines[::2]:
        draw.rectangle(
            (
                line.words[1][1] - 2 * point,
                line.baseline - 10 * point,
                line.words[2][2] + 2 * point,
                line.baseline + 3 * point,
            ),
            outline=0,
            width=point,
        )


def _table(thick: float) -> Mark:
    """Rules between the lines and down, through the white."""

    def ruled(draw: ImageDraw.ImageDraw, lines: Sequence[SetLine], point: int) -> None:
        width = max(1, round(thick * point))
        left, right = lines[0].words[0][1] - 4 * point, max(line.words[-1][2] for line in lines) + 4 * point
        rows = [line.baseline + 4 * point for line in lines]
        top = rows[0] - 15 * point
        for y in (top, *rows):
            draw.line((left, y, right, y), fill=0, width=width)
        for x in (left, right, *(line.words[1][1] - 2 * point for line in lines[:1])):
            draw.line((x, top, x, rows[-1]), fill=0, width=width)

    return ruled


def _broken(thick: float, dash: float, gap: float, across: int = 1, down: int = 2, off: float = 4.0) -> Mark:
    """Rules of dashes with gaps, in points: below lines, and down beside them.

    Args:
        thick: they are.
        dash: each of it.
        gap: between two.
        across: rules are below every so many lines; none where 0.
        down: so many of the rules at the left and at the right.
        off: the baseline that they are.
    """

    def ruled(draw: ImageDraw.ImageDraw, lines: Sequence[SetLine], point: int) -> None:
        width, step = max(1, round(thick * point)), round((dash + gap) * point)
        left, right = lines[0].words[0][1] - 6 * point, max(line.words[-1][2] for line in lines) + 6 * point
        rows = [line.baseline + round(off * point) for line in lines]
        top = rows[0] - 15 * point
        for y in [top, *rows][::across] if across else ():
            for x in range(left, right, step):
                draw.rectangle((x, y, min(right, x + round(dash * point)), y + width), fill=0)
        for x in (left, right)[:down]:
            for y in range(top, rows[-1], step):
                draw.rectangle((x, y, x + width, min(rows[-1], y + round(dash * point))), fill=0)

    return ruled


def _bars(draw: ImageDraw.ImageDraw, lines: Sequence[SetLine], point: int) -> None:
    """A rule down close before a word of each line, through all lines."""
    for line in lines:
        x = line.words[min(2, len(line.words) - 1)][1] - point
        draw.line((x, lines[0].baseline - 12 * point, x, lines[-1].baseline + 5 * point), fill=0, width=point)


def _grid(draw: ImageDraw.ImageDraw, _: Sequence[SetLine], point: int) -> None:
    """Graph paper."""
    width, height = draw.im.size
    for y in range(0, height, 7 * point):
        draw.line((0, y, width, y), fill=90, width=max(1, point // 4))
    for x in range(0, width, 7 * point):
        draw.line((x, 0, x, height), fill=90, width=max(1, point // 4))


def _dirt(draw: ImageDraw.ImageDraw, lines: Sequence[SetLine], point: int) -> None:
    """Small strokes and dots beside lines."""
    for at, line in enumerate(lines):
        x, y = line.words[-1][2] + 8 * point, line.baseline - (3 + at % 4) * point
        draw.line((x, y, x + at % 3 * point, y + (4 - at % 3) * point), fill=0, width=point)
        draw.ellipse((8 * point, y, 9 * point, y + point), fill=0)


def _head(first: int, ground: int, ink: int, right: float = 1.0) -> Mark:
    """A line of the sheet, and what stands to the left of a share of its width, on another ground."""

    def shaded(draw: ImageDraw.ImageDraw, lines: Sequence[SetLine], point: int) -> None:
        width, y = draw.im.size[0], lines[first].baseline
        box = (8 * point, y - 12 * point, round(right * width) - 8 * point, y + 4 * point)
        letters = Image.new("L", (box[2] - box[0], box[3] - box[1]))
        letters.im.paste(draw.im.crop(box), (0, 0, *letters.size))
        shades = [ink + (ground - ink) * level // 255 for level in range(256)]
        draw.im.paste(letters.point(shades).im, box)

    return shaded


def _blocks(draw: ImageDraw.ImageDraw, lines: Sequence[SetLine], point: int) -> None:
    """A dark square and a letter of an inch, at the right."""
    width, height = draw.im.size
    draw.rectangle((width - 60 * point, height - 55 * point, width - 20 * point, height - 15 * point), fill=60)
    draw.text(
        (width - 115 * point, height - 10 * point), "H", font=font("arial", "bold", 60 * point), fill=0, anchor="ls"
    )


def _boxes(draw: ImageDraw.ImageDraw, _: Sequence[SetLine], point: int) -> None:
    """Light words in dark boxes that are hardly longer than high, and two letters of which most is ink."""
    width, height = draw.im.size
    for at, (text, ground) in enumerate((("Nr 4", 30), ("A 2", 110), ("Ja", 0))):
        left, top = (20 + 70 * at) * point, height - 50 * point
        draw.rectangle((left, top, left + 48 * point, top + 26 * point), fill=ground)
        draw.text(
            (left + 24 * point, top + 13 * point), text, font=font("arial", "bold", 14 * point), fill=245, anchor="mm"
        )
    for text, right in (("B", 52), ("M", 12)):
        face = font("arial", "bold", 54 * point)
        draw.text((width - right * point, height - 12 * point), text, font=face, fill=20, anchor="rs")


def _feet(draw: ImageDraw.ImageDraw, lines: Sequence[SetLine], point: int) -> None:
    """A line of large capitals whose feet and bars run together, as in heads of old print, spread by the press."""
    y = lines[-1].baseline + 34 * point
    face = font("times", "bold", 26 * point)
    x = 20 * point
    for letter in "HÄLLEFORSNÄS":
        draw.text((x, y), letter, font=face, fill=0, anchor="ls", stroke_width=point // 4)
        x += round(face.getlength(letter) - 0.3 * point)


def _fields(draw: ImageDraw.ImageDraw, lines: Sequence[SetLine], point: int) -> None:
    """Lines to write on that go on from words, dashed and whole, some touched by tails."""
    for at, line in enumerate(lines[::2]):
        left, right, y = line.words[0][1], line.words[-1][2], line.baseline + round((0.5 + 0.4 * at) * point)
        for x in range(left, right, (16 + 9 * at) * point):
            draw.line((x, y, min(right, x + (13 + 9 * at) * point), y), fill=0, width=max(1, point // 2))


def _picture(draw: ImageDraw.ImageDraw, _: Sequence[SetLine], point: int) -> None:
    """Shades from black to white, as of a photograph, at the foot."""
    width, height = draw.im.size
    for x in range(20 * point, width - 20 * point):
        draw.line((x, height - 60 * point, x, height - 10 * point), fill=255 * x // width)


_ODD = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)
RECIPES: dict[str, Recipe] = {
    **{f"plain-{dpi}": Recipe(dpi=dpi) for dpi in (100, 150, 200, 300, 400)},
    **{f"askew-{skew:g}": Recipe(skew=skew) for skew in (0.6, 0.9, 1.2, 2, -3, 4.6, 5.4, -7, 10, -13, 16, 20)},
    "askew-fax": Recipe(skew=2.5, steps=faxed(150, 18, 40), last=two_tones),
    "askew-short": Recipe(skew=3, lines=2),
    "askew-figure": Recipe(skew=1.4, lines=1, marks=(_picture,)),
    "photo": Recipe(steps=(_seen, _light(0.35, 0.3), blurred(0.8), noisy(5))),
    "photo-dim": Recipe(steps=(_light(0.6, 0.5), blurred(0.8), noisy(4))),
    "photo-askew": Recipe(skew=8, steps=(_light(0.3, 0.3), blurred(0.8), noisy(5))),
    "bound": Recipe(steps=(_binding, noisy(3))),
    "stained": Recipe(steps=(_pale_tile, noisy(3))),
    "rim": Recipe(steps=(_rim, noisy(3))),
    "border": Recipe(steps=(_edge(10, 0.08), noisy(3))),
    "border-fax": Recipe(steps=(_edge(0, 0.08), *faxed(150, 12, 10)), last=two_tones),
    "negative": Recipe(steps=(_negative, noisy(3))),
    "negative-framed": Recipe(steps=(_negative, _edge(255, 0.04), noisy(3))),
    "negative-grey": Recipe(steps=(_negative, fading(60, 150), noisy(4))),
    "negative-fax": Recipe(steps=(*faxed(150, 15, 30), _negative), last=two_tones),
    "blueprint": Recipe(steps=(_negative, noisy(3)), last=_coloured((20, 50, 130), (230, 235, 245))),
    "dark-paper": Recipe(steps=(fading(0, 118), noisy(3))),
    "black": Recipe(lines=0, steps=(fading(0, 20), noisy(4))),
    "blank": Recipe(lines=0, steps=(fading(0, 250), noisy(1))),
    "blank-grain": Recipe(lines=0, steps=(fading(0, 235), noisy(12))),
    "blank-stained": Recipe(lines=0, steps=(_pale_tile, noisy(2))),
    "one-word": Recipe(lines=1, steps=(fading(90, 240), noisy(6))),
    "icon": Recipe(lines=0, steps=(fading(0, 220), noisy(14)), last=_small),
    **{f"underlined-{dpi}": Recipe(dpi=dpi, marks=(_under(1, 4, 1.2, 0.6),)) for dpi in (150, 200, 300)},
    "underlined-thick": Recipe(marks=(_under(0, 3, 1.6, 1.4),)),
    "underlined-close": Recipe(dpi=300, marks=(_under(1, 3, 0.4, 0.5),)),
    "underlined-word": Recipe(marks=(_under(1, 2, 0.9, 0.6),)),
    "underlined-aslant": Recipe(dpi=300, marks=(_under(0, 4, 0.6, 0.6, 2),), skew=0.5),
    "underlined-broken": Recipe(marks=(_under(0, 4, 1.0, 0.6, 0, 9),)),
    "underlined-worn": Recipe(marks=(_under(0, 4, 1.0, 0.6),), steps=(_worn(0.7), blurred(0.8), noisy(8))),
    "underlined-fax": Recipe(marks=(_under(1, 4, 1.0, 0.7),), steps=faxed(150, 18, 30), last=two_tones),
    "underlined-grain": Recipe(marks=(_under(1, 4, 1.0, 0.7),), steps=(blurred(0.7), noisy(14))),
    "underlined-large": Recipe(size=18, lines=4, marks=(_under(0, 3, 2.0, 1.2),)),
    "struck": Recipe(marks=(_under(1, 3, -2.8, 0.7),)),
    "struck-300": Recipe(dpi=300, marks=(_under(0, 4, -2.6, 0.6),)),
    "struck-fax": Recipe(dpi=300, marks=(_under(0, 4, -2.6, 0.7),), steps=faxed(150, 14, 10), last=two_tones),
    "through-heads": Recipe(marks=(_under(0, 4, -6.0, 0.6),)),
    "framed": Recipe(marks=(_frames,)),
    "framed-fax": Recipe(dpi=300, marks=(_frames,), steps=faxed(150, 14, 10), last=two_tones),
    **{f"table-{dpi}": Recipe(dpi=dpi, marks=(_table(0.6),)) for dpi in (150, 200, 300)},
    "table-fax": Recipe(marks=(_table(0.9),), steps=faxed(150, 14, 20), last=two_tones),
    "bars": Recipe(marks=(_bars,)),
    "bars-300": Recipe(dpi=300, marks=(_bars,)),
    "graph-paper": Recipe(marks=(_grid,)),
    "head-dark": Recipe(marks=(_head(0, 40, 255),)),
    "head-grey": Recipe(marks=(_head(0, 130, 255), _head(4, 170, 0))),
    "head-short": Recipe(dpi=300, marks=(_head(0, 60, 240, 0.35), _head(6, 200, 30))),
    "head-colour": Recipe(marks=(_head(1, 20, 255),), last=_coloured((20, 60, 140), (255, 252, 240))),
    "blocks": Recipe(marks=(_blocks,), lines=4),
    "picture": Recipe(marks=(_picture,), lines=4),
    "fax": Recipe(steps=faxed(150, 20, 0), last=two_tones),
    "fax-specks": Recipe(steps=faxed(150, 20, 4000), last=two_tones),
    "fax-coarse": Recipe(dpi=150, size=12, steps=faxed(160, 22, 30), last=two_tones),
    "fax-pale": Recipe(steps=(_worn(0.6), *faxed(140, 22, 60)), last=two_tones),
    "fax-grey": Recipe(steps=(*faxed(150, 20, 100), blurred(0.5))),
    "bilevel-300": Recipe(dpi=300, size=9, steps=faxed(150, 14, 20), last=two_tones),
    "through": Recipe(steps=(_through(0.2), noisy(3))),
    "jpeg": Recipe(steps=(blurred(0.6), noisy(4)), last=_jpeg(12)),
    **{f"grain-{grain}": Recipe(steps=(_rough, noisy(grain), blurred(0.4))) for grain in (5, 12, 20)},
    "grain-150": Recipe(dpi=150, steps=(blurred(0.5), noisy(14))),
    "grain-cream": Recipe(steps=(fading(30, 215), noisy(9)), last=_coloured((30, 20, 20), (250, 240, 210))),
    "low-contrast": Recipe(steps=(blurred(0.8), fading(150, 215), noisy(3))),
    "faint": Recipe(steps=(blurred(0.8), fading(190, 240), noisy(4))),
    "colour": Recipe(last=_coloured((120, 20, 30), (235, 245, 225))),
    "dirt": Recipe(marks=(_dirt,), lines=7),
    **{f"turned-{at}": Recipe(last=_turn(how)) for at, how in zip((90, 180, 270), _ODD, strict=True)},
    "large": Recipe(size=24, lines=3),
    "small-300": Recipe(dpi=300, size=6),
    "boxes": Recipe(marks=(_boxes,), lines=4),
    "boxes-askew": Recipe(marks=(_boxes,), lines=4, dpi=300, skew=0.8),
    "feet": Recipe(marks=(_feet,), lines=3),
    "feet-fax": Recipe(marks=(_feet,), lines=3, steps=faxed(170, 20, 60), last=two_tones),
    "fields": Recipe(marks=(_fields,)),
    "fields-aslant": Recipe(marks=(_fields,), dpi=300, skew=0.7, steps=(_rough, noisy(6))),
    "underlined-typed": Recipe(marks=(_under(1, 2, 1.4, 0.9, 0, 22), _under(3, 5, 0.6, 0.5)), size=12, dpi=150),
    "underlined-slope": Recipe(marks=(_under(0, 5, 0.2, 0.6, 3, 0),), dpi=200, steps=(_rough, noisy(5))),
    "struck-worn": Recipe(marks=(_under(0, 3, -2.4, 0.7),), steps=(_worn(0.6), _rough, noisy(6))),
    "pale-marker": Recipe(marks=(_head(2, 190, 0, 0.6), _head(4, 215, 0))),
    "jpeg-negative": Recipe(steps=(_negative, fading(20, 235), noisy(6)), last=_jpeg(20)),
    "border-askew": Recipe(skew=2.2, steps=(_edge(15, 0.06), noisy(3))),
    "grain-typed": Recipe(dpi=300, size=13, lines=6, steps=(_rough, noisy(14))),
    "grain-40": Recipe(size=12, steps=(blurred(0.8), noisy(40))),
    "grain-40-300": Recipe(dpi=300, steps=(blurred(0.9), noisy(32))),
    **{f"stain-{level}": Recipe(steps=(_stain(level), blurred(0.7), noisy(4))) for level in (80, 110, 150, 200)},
    "stain-through": Recipe(dpi=300, steps=(_stain(120, multiplied=True), blurred(0.7), noisy(4))),
    "stain-empty": Recipe(lines=2, steps=(_stain(120), noisy(3))),
    "stain-light": Recipe(steps=(_negative, _stain(130), noisy(3))),
    **{f"copy-{level}": Recipe(steps=(_copy(level), blurred(0.7), noisy(4))) for level in (130, 170)},
    "copy-300": Recipe(dpi=300, size=9, steps=(_copy(150), blurred(0.9), noisy(6))),
    "cover": Recipe(lines=0, steps=(_copy(120), noisy(2))),
    "cover-300": Recipe(dpi=300, lines=1, steps=(_copy(90), blurred(0.7), noisy(2))),
    **{f"open-{apart:g}": OpenBook(skew=-apart / 2, right=apart / 2, fold=0.7) for apart in (0.3, 0.7, 1, 2, 4)},
    "open-one": OpenBook(skew=1.6, fold=0.4, steps=(blurred(0.8), noisy(8))),
    "open-alike": OpenBook(skew=1.3, right=1.3, fold=0.7),
    "open-short": OpenBook(skew=-1.5, right=1.2, lines=3),
    "open-fax": OpenBook(skew=-1.5, right=1.5, steps=faxed(150, 18, 900), last=two_tones),
    "open-turned": OpenBook(skew=-1.5, right=1.2, last=_turn(_ODD[0])),
    "bleed-fax": Recipe(steps=(_through(0.45), *faxed(165, 18, 30)), last=two_tones),
    "broken-dashed": Recipe(marks=(_broken(0.7, 4, 3),)),
    "broken-dashed-300": Recipe(dpi=300, size=9, marks=(_broken(0.5, 3, 2, 2),)),
    "broken-dotted": Recipe(marks=(_broken(0.8, 0.8, 1.8),)),
    "broken-dotted-aslant": Recipe(dpi=300, skew=0.8, marks=(_broken(0.9, 0.9, 3),), steps=(_rough, noisy(6))),
    "broken-long": Recipe(dpi=240, skew=1.4, marks=(_broken(0.7, 9, 4),)),
    "broken-across": Recipe(marks=(_broken(0.7, 4, 3, 1, 0),)),
    "broken-across-dotted": Recipe(dpi=300, marks=(_broken(0.8, 0.8, 2.4, 2, 0),)),
    "broken-down": Recipe(marks=(_broken(0.7, 4, 3, 0),)),
    "broken-close": Recipe(dpi=300, marks=(_broken(0.6, 3.5, 2.5, 1, 2, 2.4),)),
    "broken-fax": Recipe(marks=(_broken(0.9, 4, 3),), steps=faxed(150, 14, 20), last=two_tones),
    "broken-two": Recipe(marks=(_broken(0.8, 0.8, 2, 6, 0),)),  # which part the lines from what is above and below
    "broken-one": Recipe(marks=(_broken(0.7, 4, 3, 0, 1),)),
}


def strips(seed: int, parts: Sequence[str] = ("",)) -> Iterator[Strip]:
    """All whose names have one of these parts; an even seed sets the simulated scans' texts, an odd one the samples'.

    Raises:
        MissingFontError: a font is not installed.
    """
    for at, (name, recipe) in enumerate(RECIPES.items()):
        if any(part in name for part in parts):
            yield recipe.make(name, seed, at)
