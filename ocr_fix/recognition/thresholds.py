"""The numbers that decide in recognition, beside those of its rooms, by the module that asks them.

Unless a comment says what was measured, a value was chosen by hand on the scans of `samples/` and on simulated ones;
what others and none of each do to parts of pages stands in its row of `benchmarks/sweep.md`, which
`benchmarks/sweep_strips.py` made. Shares, similarities and confidences are 0-1; an em is the size of the type.
"""

from __future__ import annotations

from ocr_fix.system.deciding import numbers


@numbers
class BoxesThresholds:
    """Words on one spot."""

    shared: float = 0.4  # of the narrower width and of the lower height, by two words on one spot
    # Numbers stand in a column where so many others end within so many ems of where one does.
    column: int = 2
    aligned: float = 0.3


@numbers
class DoubtsThresholds:
    """Numbers that may have been misread."""

    mostly: float = 0.5  # digits among the characters of a number; web addresses and the names of files have fewer
    # The engine's confidence in a number below which it is doubtful, and its probability of another figure or mark in
    # its place from which on. Of 4,327 numbers of 48 pages, 103 of which had come out as others, these marked 34 and 59
    # that were right; 0.4 alone 16 and 24, 0.8 and 0.4 25 and 34, 0.7 and 0.7 36 and 95.
    guess: float = 0.6
    near: float = 0.75
    # The first of them where the engine believes all of the page with less than what stands before it. Of 142 false
    # numbers of 72 simulated pages that were not told 71 were on two documents below 0.68, beside 57 right ones; up to
    # 0.8 16 were below 0.94, beside 52 (13 and 129 above); up to 0.92 14 below 0.85, beside 27 (2 and 35 to 0.9).
    guesses: tuple[tuple[float, float], ...] = ((0.68, 1.01), (0.8, 0.94), (0.92, 0.85))
    cell: float = 1.5  # ems of white on both sides of what is alone in its cell


@numbers
class JudgementThresholds:
    """How good a reading is."""

    # Readings of sound pages have a mean confidence of 0.85-0.96, those of the worst that can be read 0.6-0.8.
    poor: float = 0.87
    # Of 44 simulated documents the nine with about half of their words wrong or more have 0.52-0.61 on each page, those
    # that can be read 0.74 and more.
    illegible: float = 0.68
    known: float = 0.6  # of the letters of what is text stands in known words
    # One of fewer letters has a stamp or a number, which says nothing of what else is on it.
    fewest_illegible: int = 12
    # A page with fewer letters is poor only where it is so unsure that a longer one would be illegible.
    fewest_letters: int = 40


@numbers
class LeftOutThresholds:
    """What stands on lines and was not read. Sizes are in ems, the size of the type of the line."""

    most: int = 200  # pieces of a page; where there are more, it is no page of lines
    above: float = 1.0  # so far above its foot a line is looked at
    below: float = 0.3  # and so far below it
    # Figures of notes stand so far above the foot of the line, and are so high; quotation marks of 11 faces are
    # 0.2-0.28 high, the ring of an Å 0.2, such figures 0.36-0.5.
    raised: float = 0.2
    lowest: float = 0.31
    close: float = 0.25  # so close they stand to their word, and to each other
    level: float = 0.12  # by which their feet differ
    word_end: float = 0.15  # white behind them, unless a comma or stop is there
    beside: float = 1.5  # so near is what tells where the line has its foot there
    first: float = 0.2  # so close to the beginning of a word that they are all of it
    # What stands on the line is a letter or figure from so high on, and until so high; so far off its foot.
    letter: float = 0.4
    capital: float = 1.0
    off: float = 0.25
    together: float = 0.8  # so close what belongs together stands, as the figures of a note before its first word
    gap: float = 0.45  # between a piece and its neighbour as they are set anew
    longest_neighbour: float = 12.0  # of which so much is set with it
    fewest_upended: int = 3  # signs of a column that were read as one line
    sure: float = 0.7  # 0-1, from which on what was read stands
    fairly_sure: float = 0.5  # the same for figures, where nothing else can stand, and for signs of a column


@numbers
class RecognitionThresholds:
    """All of them, by the module that they belong to."""

    boxes: BoxesThresholds = BoxesThresholds()
    doubts: DoubtsThresholds = DoubtsThresholds()
    judgement: JudgementThresholds = JudgementThresholds()
    left_out: LeftOutThresholds = LeftOutThresholds()


THRESHOLDS = RecognitionThresholds()
