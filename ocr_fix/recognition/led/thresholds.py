"""The numbers that decide which dots are leaders, and how the numbers behind them are set for reading.

Unless a comment says what was measured, a value was chosen by hand on pages of contents made for it in nine faces; what
others and none of each do to parts of pages stands in its row of `benchmarks/sweep.md`, which
`benchmarks/sweep_strips.py` made. An em is the size of the type.
"""

from __future__ import annotations

from ocr_fix.system.deciding import numbers


@numbers
class LedThresholds:
    """Entries with leaders."""

    # In points: a row of dots that is looked at, the white from dot to dot in it, and what is higher than dots.
    seed: float = 36.0
    gap: float = 13.0
    highest: float = 3.2
    around: float = 16.0  # points above and below such a row that belong to its line
    steepest: float = 0.02  # by which its line slopes at most: what slopes more is straightened before
    most_pieces: int = 12_000  # of the rows of pixels of a line
    least_high: float = 4.5  # points that figures are high
    figure: float = 0.7  # ems that they are
    # In ems: what a dot, or several that have run together, is high, and the white between two, as well as before the
    # first and behind the last.
    dot: float = 0.25
    furthest: float = 1.2
    beside: float = 2.5
    mostly_dots: float = 0.9  # of the shapes of a leader, 0-1
    fewest: int = 6  # dots, unless they have run together
    shortest: float = 2.5  # ems of a leader
    number: float = 3.2  # ems that the number behind them is wide at most; four figures are 2.2
    # And how high; its foot is no farther off the line of the dots, and so much white at least is before it. Worn rules
    # of tables are rows of dots that end in others: on ten copies of ruled tables 81 entries were found, 13 with
    # the first two and none with all (2 without the first, 9 without the second, 22 with the last alone); of the 474 on
    # 50 pages of contents none is lost, nor with 0.15 and 0.4 of the second (2 and 8 without the first).
    highest_number: float = 1.0
    off_line: float = 0.25
    least_beside: float = 0.06
    within: float = 0.45  # ems of white between its figures
    aligned: float = 0.8  # ems by which numbers of one column end apart
    fewest_entries: int = 2  # with leaders to numbers in one column
    set_apart: float = 0.45  # ems of white between an entry and its number, as they are read
    one_dot: float = 0.3  # ems that a dot takes with its white, where several have run together
    confidence: float = 0.9  # 0-1, of dots that are found: their shape leaves little doubt


THRESHOLDS = LedThresholds()
