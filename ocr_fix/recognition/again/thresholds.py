"""The numbers that decide which words are read again, and how."""

from __future__ import annotations

from ocr_fix.system.deciding import numbers


@numbers
class ContradictedThresholds:
    """Numbers that cannot be as they were read. Sizes are in ems, the size of the type of the page."""

    # Between a number and a lone figure, which then is part of it: so were all 26 such pairs of 72 simulated pages.
    close: float = 0.6
    upon: float = 0.1  # by which the boxes of two numbers cover each other
    several: int = 3  # amounts with a comma to each with a stop, which then is no time of the day
    letters_of_code: int = 3  # of a number of a document, as "1985/46:SoU27"
    sure_of_zero: float = 0.95  # the engine's confidence, 0-1, in a nought that stands alone; all ten below were wrong


@numbers
class AgainThresholds:
    """Words read again. Sizes are in ems, the size of the type of the page."""

    contradicted: ContradictedThresholds = ContradictedThresholds()
    # The engine's confidence, 0-1, from which on a number stands as it was read. Of 2,863 numbers of 24 simulated pages
    # 81 are below 0.8: 13 of them are put right and 3 made wrong or otherwise wrong; below 0.9 there are 186 (22 and
    # 2), below 0.94 587 (23 and 3).
    sure: float = 0.9
    most: int = 80  # words of a page; where more are doubtful, so are all readings of it
    context: float = 6.0  # so far before and behind a word its neighbours are set with it
    edge: float = 0.25  # so much around all of them
    beside: float = 1.0  # so far before a word that has none its companion is set
    apart: float = 1.0  # between two lines
    off: float = 0.5  # by which the ends of the same word may differ
    enlarged: float = 1.15  # at 1.3 20 are put right, 4 not
    # The mask of the other treatment: its radius in pixels and how strong it is in per cent.
    radius: float = 2.0
    strength: int = 100


THRESHOLDS = AgainThresholds()
