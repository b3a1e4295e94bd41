"""The size of type, told by how high the letters of a word are in its box."""

from __future__ import annotations

import regex

POINTS_PER_INCH = 72.0
"""Points, in which type and the pages of a PDF are measured, to an inch."""
# Heights of Latin letters in ems: of those like x, what others rise above them, and hang below the line.
X_HEIGHT, RISE, FALL = 0.46, 0.23, 0.21
LINE = X_HEIGHT + RISE + FALL
"""From the foot of a descender to the top of an ascender, in ems."""
_RISING = regex.compile(r"[\p{Lu}\p{Nd}bdfhkltåäöéi()\[\]§%&/!?]")
_FALLING = regex.compile(r"[gjpqyQ§()\[\],;/]")


def height_of(text: str) -> float:
    """How high a word is printed, in ems, by the letters it has."""
    return X_HEIGHT + RISE * bool(_RISING.search(text)) + FALL * hangs(text)


def hangs(text: str) -> bool:
    """Whether anything of a word hangs below the line."""
    return _FALLING.search(text) is not None
