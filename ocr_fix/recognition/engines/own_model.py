"""The model that comes with the program: Swedish print of 1840 to today, with the signs that Debian's `swe` lacks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

OWN = "swe_ocrfix"
"""Its name. `models/README.md` says how it was made, `data/manifest.json` from what."""
STOCK = "swe"
"""The model that it takes the place of."""
FOLDER = Path(__file__).parent.parent / "data"


def is_own(models: Sequence[str]) -> bool:
    """Whether a page is read with it alone: together with others it would have to lie in one folder with them."""
    return tuple(models) == (OWN,)


def folder_of(models: Sequence[str], tessdata: Path | None) -> Path | None:
    """The folder with the data of some models.

    Args:
        models: codes of the language data.
        tessdata: the folder of the others; None for the engine's own.
    """
    return FOLDER if is_own(models) else tessdata
