"""What compiled modules ask of Cython, for where they run as they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Made = TypeVar("Made")

compiled = False


def cclass(made: Made) -> Made:
    """A class that is compiled to an extension type."""
    return made


def final(made: Made) -> Made:
    """A class that has no subclasses, so that its methods are called directly."""
    return made


def no_gc(made: Made) -> Made:
    """A class whose objects are in no cycles, so that the garbage collector need not look at them."""
    return made


def freelist(size: int) -> Callable[[Made], Made]:
    """A class of which some objects' memory is kept for the next ones.

    Args:
        size: of how many.
    """
    return lambda made: made
