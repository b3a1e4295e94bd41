"""How each of the twenty scans is set, what happens to its page, and as what kind of file it ends.

Five texts, each set four times. The strengths were chosen by eye before any was read, and span what archives hold: nine
typefaces, 7-14 points, 100-600 dpi, skew to 3 degrees, pages on their side, grey, bilevel and JPEG.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageOps

from benchmarks.simulated import marks
from samples import damage, encode
from samples.damage import Grey, Rng
from samples.markup import Manuscript, read_manuscript
from samples.scanners import OVERSAMPLING
from samples.typeset import Design, typeset

TEXTS = Path(__file__).with_name("texts")

Step = Callable[[Grey, Rng], Grey]
_A5 = (148.0, 210.0)


class Made(NamedTuple):
    """A scan: the bytes of its file and its truth."""

    content: bytes
    truth: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """One scan.

    Attributes:
        name: of its files.
        text: which of the texts.
        ending: of its file, with the dot.
        dpi: of the scan.
        design: how it is set.
        encoder: makes the file.
        skew: degrees counterclockwise by which the sheet lies askew.
        steps: what happens to the page, in this order.
        underlines: lines drawn under words before it is scanned.
        turn: how the page lies in the file.
        bilevel: whether the file has two tones.
    """

    name: str
    text: str
    ending: str
    dpi: int
    design: Design
    encoder: encode.Encoder
    skew: float = 0.0
    steps: tuple[Step, ...] = ()
    underlines: int = 0
    turn: Image.Transpose | None = None
    bilevel: bool = False

    def make(self, seed: int = 0) -> Made:
        """Set, scan and encode it; another seed gives the same page with other noise.

        Raises:
            MissingFontError: a font is not installed.
        """
        return self.make_of(read_manuscript(TEXTS / f"{self.text}.md"), seed)

    def make_of(self, manuscript: Manuscript, seed: int = 0) -> Made:
        """The same of another text.

        Raises:
            MissingFontError: a font is not installed.
        """
        pages = typeset(manuscript, self.design, self.dpi * OVERSAMPLING)
        scans = []
        for index, page in enumerate(pages):
            rng = np.random.default_rng([*self.name.encode(), seed, index])
            sheet = marks.underlined(page, rng, self.underlines) if self.underlines else page
            size = sheet.width // OVERSAMPLING, sheet.height // OVERSAMPLING
            grey = damage.lay_down(sheet, size, self.skew)
            for step in self.steps:
                grey = step(grey, rng)
            scan = damage.to_image(grey)
            if self.bilevel:
                scan = scan.convert("1", dither=Image.Dither.NONE)
            scans.append(scan if self.turn is None else scan.transpose(self.turn))
        return Made(self.encoder(scans), manuscript.truth(len(pages)))


def _blur(radius: float) -> Step:
    return lambda page, _: damage.blur(page, radius)


def _noise(deviation: float) -> Step:
    return lambda page, rng: damage.noise(page, rng, deviation)


def _threshold(level: float) -> Step:
    return lambda page, _: damage.threshold(page, level)


def _fade(strength: float, patch: int) -> Step:
    return lambda page, rng: damage.worn_ink(page, rng, strength, patch)


def _rough(strength: float) -> Step:
    return lambda page, rng: damage.rough_edges(page, rng, strength)


def _paper(tone: float, mottling: float) -> Step:
    return lambda page, rng: damage.paper(page, rng, tone, mottling)


def _specks(count: int, largest: int) -> Step:
    return lambda page, rng: damage.specks(page, rng, count, largest)


def _contrast(black: float, white: float) -> Step:
    return lambda page, _: damage.contrast(page, black, white)


def _through(strength: float) -> Step:
    def show(page: Grey, _: Rng) -> Grey:
        back = damage.to_grey(ImageOps.flip(damage.to_image(page)))
        return damage.show_through(page, back, strength, 2.0)

    return show


def _stamp(text: str, place: tuple[float, float], degrees: float) -> Step:
    return lambda page, _: marks.stamped(page, text, place, degrees)


def _stains(count: int, depth: float) -> Step:
    return lambda page, rng: marks.stained(page, rng, count, depth)


def _rim(share: float) -> Step:
    return lambda page, _: marks.rimmed(page, share)


def _bound(share: float, depth: float) -> Step:
    return lambda page, _: marks.bound(page, share, depth)


def _light(place: tuple[float, float], fall: float) -> Step:
    return lambda page, _: damage.light(page, place, fall)


def _fold(share: float) -> Step:
    return lambda page, _: damage.fold(page, share * page.shape[0], 34, 3)


RECIPES: tuple[Recipe, ...] = (
    # The clean ones, which must not get worse.
    Recipe("ren-300", "stadga", ".pdf", 300, Design("times", "arial", 11.0), encode.pdf(300, 90)),
    Recipe("ren-400", "brev", ".png", 400, Design("calibri", "calibri", 12.0), encode.png(400, 4)),
    Recipe(
        "ren-600",
        "taxa",
        ".tif",
        600,
        Design("palatino", "palatino", 7.0, paper=_A5, margins=(14, 12, 14, 12)),
        encode.tiff((600, 600)),
        steps=(_threshold(140),),
        bilevel=True,
    ),
    # Coarse ones.
    Recipe("grov-100", "protokoll", ".png", 100, Design("schoolbook", "arial", 13.0), encode.png(100, 4)),
    Recipe("grov-150", "taxa", ".pdf", 150, Design("arial", "arial", 11.0), encode.pdf(150, 60), steps=(_blur(0.5),)),
    Recipe(
        "grov-bilevel",
        "brev",
        ".tif",
        200,
        Design("times", "times", 12.0),
        encode.tiff((200, 200)),
        steps=(_blur(0.7), _noise(16), _threshold(150)),
        bilevel=True,
    ),
    Recipe(
        "jpeg-hard",
        "matning",
        ".jpg",
        200,
        Design("cambria", "calibri", 11.0),
        encode.jpeg(200, 18),
        steps=(_rough(50), _noise(3)),
    ),
    # Noise and age.
    Recipe(
        "grynig",
        "stadga",
        ".pdf",
        200,
        Design("calibri", "calibri", 11.5),
        encode.pdf(200, 70),
        skew=0.4,
        steps=(_blur(0.8), _noise(22)),
    ),
    Recipe(
        "blek",
        "protokoll",
        ".pdf",
        300,
        Design("times", "times", 12.0),
        encode.pdf(300, 60),
        skew=-0.5,
        steps=(_fade(0.55, 200), _paper(242, 2), _blur(0.8), _noise(6)),
    ),
    Recipe(
        "blek-bilevel",
        "matning",
        ".tif",
        300,
        Design("schoolbook", "schoolbook", 10.5),
        encode.tiff((300, 300)),
        steps=(_fade(0.4, 160), _blur(0.9), _noise(14), _threshold(165), _specks(80, 3)),
        bilevel=True,
    ),
    Recipe(
        "flackig",
        "taxa",
        ".jpg",
        200,
        Design("helvetica", "helvetica", 10.5),
        encode.jpeg(200, 60),
        steps=(_stains(5, 55), _paper(236, 3), _noise(4)),
    ),
    Recipe(
        "genomslag",
        "brev",
        ".pdf",
        200,
        Design("palatino", "avantgarde", 10.5, justified=True),
        encode.pdf(200, 55),
        skew=0.3,
        steps=(_through(0.22), _paper(240, 2), _noise(3)),
    ),
    # How they lay.
    Recipe(
        "sned-3",
        "protokoll",
        ".pdf",
        200,
        Design("arial", "arial", 11.0),
        encode.pdf(200, 60),
        skew=3.0,
        steps=(_noise(4),),
    ),
    Recipe(
        "sned-minus-2",
        "matning",
        ".tif",
        300,
        Design("times", "arial", 9.0, justified=True),
        encode.tiff((300, 300)),
        skew=-2.2,
        steps=(_blur(0.7), _noise(10), _threshold(150)),
        bilevel=True,
    ),
    Recipe(
        "liggande",
        "stadga",
        ".pdf",
        200,
        Design("bookman", "bookman", 10.0),
        encode.pdf(200, 60),
        steps=(_noise(3),),
        turn=Image.Transpose.ROTATE_90,
    ),
    Recipe(
        "uppochner",
        "taxa",
        ".png",
        200,
        Design("calibri", "cambria", 11.0),
        encode.png(200, 4),
        skew=0.8,
        steps=(_noise(5), _contrast(20, 235)),
        turn=Image.Transpose.ROTATE_180,
    ),
    # What was done to them.
    Recipe(
        "understruken",
        "brev",
        ".pdf",
        300,
        Design("arial", "arial", 10.5),
        encode.pdf(300, 60),
        skew=-0.3,
        steps=(_rough(50), _noise(4)),
        underlines=9,
    ),
    Recipe(
        "stamplad",
        "stadga",
        ".pdf",
        200,
        Design("schoolbook", "schoolbook", 10.0),
        encode.pdf(200, 55),
        steps=(_stamp("INKOM\n2022 -06- 17\nDnr 41/22", (0.62, 0.02), 8), _noise(4)),
    ),
    Recipe(
        "inbunden",
        "matning",
        ".jpg",
        250,
        Design("bookman", "bookman", 9.5, margins=(30, 22, 22, 22)),
        encode.jpeg(250, 50),
        skew=0.6,
        steps=(_bound(0.16, 0.6), _light((0.8, 0.4), 0.18), _noise(4)),
    ),
    Recipe(
        "kopia",
        "protokoll",
        ".tif",
        300,
        Design("helvetica", "helvetica", 14.0),
        encode.tiff((300, 300)),
        skew=1.2,
        steps=(_fold(0.5), _rim(0.03), _blur(1.2), _noise(20), _threshold(150), _specks(300, 4)),
        bilevel=True,
    ),
)
"""All scans, in the order of the table."""


def make_all(folder: Path, seed: int = 0) -> Iterator[Path]:
    """Write the scans and their truths (NAME.truth.txt) into a folder; gives the scans one by one.

    Raises:
        MissingFontError: a font is not installed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for recipe in RECIPES:
        made = recipe.make(seed)
        file = folder / f"{recipe.name}{recipe.ending}"
        file.write_bytes(made.content)
        file.with_name(f"{recipe.name}.truth.txt").write_text(made.truth, encoding="utf-8")
        yield file
