"""The typefaces of the samples: free fonts of Debian's packages, found by file name wherever the system keeps fonts."""

from __future__ import annotations

import functools
import hashlib
import os
from pathlib import Path
from typing import Literal

from PIL import ImageFont

from samples.markup import Face

Family = Literal["times", "arial", "helvetica", "palatino", "schoolbook", "bookman", "avantgarde", "calibri", "cambria"]

_FACES: tuple[Face, ...] = ("roman", "bold", "italic")

FILES: dict[Family, tuple[str, str, str]] = {
    "times": ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf", "LiberationSerif-Italic.ttf"),
    "arial": ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf", "LiberationSans-Italic.ttf"),
    "helvetica": ("NimbusSans-Regular.otf", "NimbusSans-Bold.otf", "NimbusSans-Italic.otf"),
    "palatino": ("P052-Roman.otf", "P052-Bold.otf", "P052-Italic.otf"),
    "schoolbook": ("C059-Roman.otf", "C059-Bold.otf", "C059-Italic.otf"),
    "bookman": ("URWBookman-Light.otf", "URWBookman-Demi.otf", "URWBookman-LightItalic.otf"),
    "avantgarde": ("URWGothic-Book.otf", "URWGothic-Demi.otf", "URWGothic-BookOblique.otf"),
    "calibri": ("Carlito-Regular.ttf", "Carlito-Bold.ttf", "Carlito-Italic.ttf"),
    "cambria": ("Caladea-Regular.ttf", "Caladea-Bold.ttf", "Caladea-Italic.ttf"),
}
"""Files of each family (named after the design that it stands in for): roman, bold, italic."""

PACKAGES = ("fonts-crosextra-caladea", "fonts-crosextra-carlito", "fonts-liberation", "fonts-urw-base35")
"""The Debian packages that hold them."""

_CHECKSUMS = Path(__file__).with_name("fonts.sha256")
_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "/Library/Fonts", "~/Library/Fonts")


class MissingFontError(Exception):
    """A font that a sample needs is not on this machine."""


@functools.cache
def font(family: Family, face: Face, pixels: int) -> ImageFont.FreeTypeFont:
    """A font to draw with.

    Raqm is left aside even where Pillow has it: its shaping depends on libraries of the system, and a sample should
    come out the same everywhere.

    Args:
        family: the typeface.
        face: its cut.
        pixels: the size of the em square.

    Raises:
        MissingFontError: no font folder holds the file.
    """
    name = FILES[family][_FACES.index(face)]
    path = _installed().get(name)
    if path is None:
        packages = " ".join(PACKAGES)
        raise MissingFontError(f"the font {name} is not installed; on Debian and Ubuntu: apt-get install {packages}")
    return ImageFont.truetype(path, pixels, layout_engine=ImageFont.Layout.BASIC)


def missing() -> list[str]:
    """The files of FILES that are not on this machine, in alphabetical order."""
    return sorted(name for names in FILES.values() for name in names if name not in _installed())


def other_releases() -> list[str]:
    """The files on this machine that are not the ones with which the samples were made, in alphabetical order.

    With another release of a font, letters and line ends may stand elsewhere.
    """
    lines = _CHECKSUMS.read_text(encoding="ascii").splitlines()
    made_with = {name: checksum for checksum, name in (line.split() for line in lines)}
    return sorted(
        name
        for name, path in _installed().items()
        if hashlib.sha256(path.read_bytes()).hexdigest() != made_with.get(name)
    )


@functools.cache
def _installed() -> dict[str, Path]:
    """Font files by name; of several with one name the one in the first folder."""
    wanted = {name for names in FILES.values() for name in names}
    found: dict[str, Path] = {}
    for folder in _FOLDERS:
        for parent, _, names in sorted(os.walk(Path(folder).expanduser())):
            for name in wanted.intersection(names):
                found.setdefault(name, Path(parent, name))
    return found
