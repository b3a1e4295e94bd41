"""The numbers that decide which ink is type that was not read, and what of it is read again.

Unless a comment says what was measured, a value was chosen by hand on 75 pages made for it (`docs/recognition.md`);
what others and none of each do to parts of pages stands in its row of `benchmarks/sweep.md`, which
`benchmarks/sweep_strips.py` made. Shares and confidences are 0-1.
"""

from __future__ import annotations

from ocr_fix.system.deciding import numbers


@numbers
class MissedThresholds:
    """Type that no word was read for. Pixels are those of the page at some 150 dpi."""

    looked_at_dpi: int = 150  # at which type of 6 points has small letters six pixels high
    # Ink is darker than the paper around it by so many standard deviations of this, and so many levels of grey.
    paper_cell: int = 8  # pixels that are looked at as one for the paper, across and down
    paper_cells: int = 5  # such pixels across and down whose lightest is paper
    paper_blur: int = 2  # such pixels to each side over which it is smoothed
    chance: float = 4.0
    least_contrast: int = 14
    # As many rows of type as so many times its lines were not read, so that a page is read anew as a whole.
    many: float = 0.15
    # A page is looked at where so many cells of so many pixels a side have so much ink that no word covers.
    cell: int = 8
    cell_ink: float = 0.12
    fewest_cells: int = 5
    # And it is as dark as this share of the darkest in so many times two pixels around.
    near: int = 4
    share_ink: float = 0.45
    # Straight runs so long are rules, where they are thinner than so much: bold words that have run together are as
    # long as the shorter ones, but across.
    rule_across: int = 120
    rule_down: int = 48
    thick: int = 8
    # Letters, broken or whole, are where so much is ink of so many pixels around, or more by chance's measure than in
    # half of the cells of the page.
    around_across: int = 4
    around_down: int = 1
    dense: float = 0.13
    most_runs: int = 60_000  # pieces of rows; a page of more is texture
    highest: int = 110  # letters of 50 points
    # Shapes of a row are not further apart than so many times the height of the highest; the lower of two shares so
    # much of its height with the other, which is so many times as high at most.
    apart: float = 1.3
    level: float = 0.4
    uneven: float = 3.5
    looked_back: int = 4  # shapes of a row that the next one is held against
    main: float = 0.5  # of the height of most of a row: what is lower are dots and specks
    half: float = 0.5  # of the most ink of a row of pixels, from which on it crosses small letters
    parting: float = 0.25  # the same, below which lines part
    reach: float = 0.5  # of its height, above and below a row, that is looked at
    scanned: int = 5  # rows of pixels in which strokes are counted
    lowest_zone: int = 4  # rows of pixels that small letters are high
    # What may be type is read again: with so many strokes, so close and uneven; halftones are even.
    fewest_strokes: int = 6
    least_strokes: float = 0.4
    most_strokes: float = 3.0
    least_spread: float = 0.22
    most_rows: int = 120
    # What is plainly type though it is not read has less above and below, so many strokes and no closer, heights
    # of letters that rise and hang beside small ones, and ink in so much of these.
    plainly_white: float = 0.03
    plainly_many: int = 16
    plainly_high: tuple[float, float] = (1.3, 2.3)
    plainly_strokes: float = 2.0
    plainly_filled: float = 0.12
    # Rows are set anew with small letters so many pixels high, so much of that apart, and with so much around them.
    set_height: int = 22
    set_apart: float = 1.6
    set_dpi: int = 300
    margin: float = 0.5
    darkest: float = 0.04  # of a row is as dark as its ink
    blur: float = 1.2
    # What was read stands where the engine is as sure of it as of pages that can be read (print that shows through has
    # up to 0.62) and enough of its letters are in known words, or where it is very sure; in the place of other words
    # where it is nearly that.
    nearly_very_sure: float = 0.8
    very_sure: float = 0.88
    fewest: int = 4
    # What was not read so is type by its look, or where it has nearly white around it and so many letters stand in
    # known words of so many letters or more; but not where it has as many as seen from behind.
    nearly_white: float = 0.06
    telling: int = 4
    fewest_known: int = 5
    # A word the engine is less sure of is read again with its row, if it is not known; one without letters likewise.
    doubted: float = 0.5
    sure_of_signs: float = 0.7
    # A line so many times as high as most, of which the engine is not very sure, was read together with a rule.
    wrecked: float = 1.4
    as_many: float = 2.0  # times the letters and digits of these: what is no more has no more pieces either
    alike: float = 0.7  # 0-1: what is more alike is the same word, and which reading is right is not known
    known_instead: float = 0.65  # of its letters and digits stands in known words what takes the place of such words
    # A row belongs to a line that shares so much of the lower one's height, where the higher is so many times as high,
    # and is so many of its heights away at most.
    same_line: float = 0.6
    as_high: float = 1.8
    beside: float = 2.0


THRESHOLDS = MissedThresholds()
