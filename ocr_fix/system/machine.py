"""What the program may use of the machine it runs on."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def gc_paused() -> Iterator[None]:
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
