"""Numbers in sentences."""

from __future__ import annotations


def counted(number: int, what: str) -> str:
    """A number of things: "1 page", "2 pages", "1,200 doubtful words".

    Args:
        number: how many.
        what: one of them; it takes an s.
    """
    return f"{number:,} {what}{'' if number == 1 else 's'}"
