"""The samples: how each is set, what happens to its pages, and as what kind of file it ends.

README.md has what stock Tesseract makes of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from samples import encode, old_engine, reader, scanners
from samples.markup import read_manuscript
from samples.typeset import Design, typeset

SOURCES = Path(__file__).parent / "source"


@dataclass(frozen=True, slots=True)
class Made:
    """A sample.

    Attributes:
        content: the bytes of its file.
        truth: the text that a good reader makes of it.
    """

    content: bytes
    truth: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """A sample that is a picture.

    Attributes:
        name: of its source and, without the ending, of its files.
        ending: of its file, with the dot.
        dpi: dots per inch of the scan; what the file says of itself may differ.
        design: how it is set.
        scan: what happens to each page.
        encoder: makes the file.
        seed: of all that is random in it.
    """

    name: str
    ending: str
    dpi: int
    design: Design
    scan: scanners.Scan
    encoder: encode.Encoder
    seed: int

    def make(self) -> Made:
        """Set, scan and encode it.

        Raises:
            MissingFontError: a font is not installed.
        """
        manuscript = read_manuscript(SOURCES / f"{self.name}.md")
        pages = typeset(manuscript, self.design, self.dpi * scanners.OVERSAMPLING)
        scans = []
        for index in range(len(pages)):
            rng = np.random.default_rng([self.seed, index])
            scans.append(self.scan(pages, index, rng))
        return Made(self.encoder(scans), manuscript.truth(len(pages)))


@dataclass(frozen=True, slots=True)
class Read:
    """A sample that is the unedited reading of a page by stock Tesseract with its English model.

    Attributes:
        name: of its source and, without the ending, of its files.
        dpi: dots per inch of the page that is read.
        design: how it is set.
        ending: of its file, with the dot.
    """

    name: str
    dpi: int
    design: Design
    ending: str = ".txt"

    def make(self) -> Made:
        """Set it, scan it cleanly and have it read.

        Raises:
            MissingFontError: a font is not installed.
            ReaderError: Tesseract or its English model is missing.
        """
        manuscript = read_manuscript(SOURCES / f"{self.name}.md")
        pages = typeset(manuscript, self.design, self.dpi * scanners.OVERSAMPLING)
        scans = [page.reduce(scanners.OVERSAMPLING) for page in pages]
        for scan in scans:
            scan.info["dpi"] = (self.dpi, self.dpi)
        text = "".join(reader.read(scan, "eng") for scan in scans)
        return Made(text.encode(), manuscript.truth(len(pages)))


@dataclass(frozen=True, slots=True)
class Left:
    """A sample that is plain text left by an engine of the 1990s.

    Attributes:
        name: of its source and, without the ending, of its files.
        page: the size of a printed page.
        seed: of the misreadings.
        ending: of its file, with the dot.
    """

    name: str
    page: old_engine.TypedPage
    seed: int
    ending: str = ".txt"

    def make(self) -> Made:
        """Print it and misread it."""
        manuscript = read_manuscript(SOURCES / f"{self.name}.md")
        content = old_engine.leave(manuscript, self.page, self.seed)
        return Made(content, manuscript.truth(content.count(b"\f")))


Sample = Scanned | Read | Left


_FAX_PAPER = (215.15, 297.0)
"""1,728 dots at 204 dpi by 2,291 at 196 dpi, in mm."""

SAMPLES: tuple[Sample, ...] = (
    Scanned(
        "rapport-2024",
        ".pdf",
        200,
        Design("cambria", "calibri", 11.0, gap=0.55, margins=(27, 22, 25, 22)),
        scanners.office_scanner,
        encode.pdf(200, 27),
        1,
    ),
    Scanned(
        "fax-2009",
        ".tif",
        204,
        Design("helvetica", "helvetica", 13.0, leading=1.32, paper=_FAX_PAPER, margins=(30, 30, 28, 30)),
        scanners.fax,
        encode.tiff((204, 196)),
        2,
    ),
    Scanned(
        "nyhetsbrev",
        ".pdf",
        200,
        Design(
            "palatino",
            "avantgarde",
            11.2,
            leading=1.32,
            title=3.2,
            margins=(20, 14, 20, 14),
            columns=2,
            justified=True,
            hyphenated=True,
            centred=True,
        ),
        scanners.newsletter,
        encode.pdf(200, 40),
        3,
    ),
    Read("legacy-2008", 300, Design("times", "arial", 11.0, margins=(28, 24, 28, 22))),
    Scanned(
        "foto-protokoll",
        ".jpg",
        190,
        Design("calibri", "calibri", 12.0, margins=(26, 22, 28, 22)),
        scanners.phone,
        encode.jpeg(72, 45),
        5,
    ),
    Scanned(
        "foreskrift",
        ".tif",
        300,
        Design("schoolbook", "schoolbook", 8.5, margins=(38, 26, 38, 26), justified=True, hyphenated=True, gap=0.45),
        scanners.small_print,
        encode.tiff((300, 300)),
        6,
    ),
    Scanned(
        "kallelse",
        ".png",
        200,
        Design("arial", "arial", 11.0),
        scanners.copier,
        encode.png(200, 4),
        7,
    ),
    Scanned("brev", ".webp", 150, Design("bookman", "avantgarde", 10.5), scanners.letter, encode.webp(45), 8),
    Scanned(
        "anslag",
        ".bmp",
        200,
        Design("arial", "arial", 12.5, title=2.6, paper=(148, 130), margins=(14, 10, 14, 8), centred=True),
        scanners.notice,
        encode.bmp(200),
        9,
    ),
    Left("arkiv-1996", old_engine.TypedPage(), 10),
)
"""All samples, in the order of the README."""
