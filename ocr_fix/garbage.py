"""Rest for Python's collector of cyclic garbage while a document is laid out and corrected."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Have no cyclic garbage collected inside, unless somebody else turns the collector on.

    Layout and correction make no cycles but very many small tuples, and remember many of them from text to text. The
    collector takes their growing number for a leak and looks at all of them again and again, in vain: a quarter of all
    time on damaged texts and a third on clean ones. A call takes one document or one section of a text.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
