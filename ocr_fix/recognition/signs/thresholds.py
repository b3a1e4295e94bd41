"""The numbers that decide in the mending of signs, by the module that asks them.

Unless a comment says what was measured, a value was chosen by hand on the scans of `samples/` and on simulated ones;
what others and none of each do to parts of pages stands in its row of `benchmarks/sweep.md`, which
`benchmarks/sweep_strips.py` made. Shares, similarities and confidences are 0-1; an em is the size of the type.
"""

from __future__ import annotations

from ocr_fix.system.deciding import numbers


@numbers
class CountsThresholds:
    """Lines that are counted."""

    indented_alike: float = 0.6  # ems
    fewest_numerals: int = 2  # lines that begin with a Roman numeral nothing else can be


@numbers
class GlyphsThresholds:
    """Shapes of single characters."""

    ink: float = 0.4  # of the contrast between paper and darkest
    least_columns: int = 2  # pixels; what is narrower is dirt


@numbers
class JoinedThresholds:
    """Words that a slash, a comma or the place in an address parts."""

    # Less white than this, in ems, is no space; the narrowest space in use has 0.2, and what is beside it its bearings.
    no_space: float = 0.19
    # A minus that stands this far behind what is before it belongs to the number that is so close behind it: 22 such
    # pairs of two faces have 0.13-0.28, dashes of text as much before them as behind (0.2-0.4). A plus has up to 0.45
    # behind it, and so much less than before it (0.59; as much on both sides in sums).
    behind_minus: float = 0.3
    before_minus: float = 1.5
    behind_plus: float = 0.5
    as_before_plus: float = 0.65
    # Places by which figures behind a comma may stand off the next one in type of one width; a space is one place. On
    # two such pages 0.02-0.24 where a number goes on, 0.9-1.1 where another one follows.
    off_step: float = 0.5
    wide: float = 0.6  # white behind the comma of an amount in a column; in type of one width 0.42 ems are


@numbers
class NearlyThresholds:
    """Signs that were nearly read."""

    # The engine's own probability of the sign. Where it is printed § had 0.81-0.86 beside 8, % 0.76-0.83 beside ‰, l
    # 0.57-0.64 beside 1, ± 0.76-0.78 beside +; where none is, § had more than 0.05 once.
    nearly: float = 0.5
    # Letters so high, in ems of the line, are capitals (0.69 of most faces, small ones 0.46).
    capital: float = 0.62


@numbers
class CheckboxesThresholds:
    """Boxes of forms. Sizes are in ems, the size of the type of the page; inside a box they are shares of it."""

    aside: float = 4.0  # so far before and behind the words of a line a box still belongs to it
    above: float = 0.25  # so far above and below them it may reach
    smallest: float = 0.6  # higher than small letters: typed m and printed n have ink along all sides
    narrowest: float = 0.8  # its width beside its height, or the other way round
    frame: float = 0.12  # within which a side of the frame runs
    drawn: float = (
        0.92  # of the length of a side that is ink; letters of 316 faces have 0.89 at most, rounded boxes 0.95
    )
    least_ink: float = 0.06  # of what is inside, from which on something was put into it
    shared: float = 0.5  # of the width of a word that was read for it
    short: int = 2  # characters of a word that may be no more than the reading of a box, wherever its own box ends
    confidence: float = 0.9  # 0-1, of a box that is found: its shape leaves little doubt


@numbers
class LeadersThresholds:
    """Rows of dots between an entry and its number. Sizes are in ems, the size of the type of the page."""

    fewest: int = 6  # dots; an ellipsis has three, some print has four or five
    largest: float = 0.25  # width and height of a dot: full stops of 11 faces measure 0.09-0.17
    uneven: float = 0.35  # by which the step from dot to dot differs from the others, as a share of these
    shared: float = 0.7  # of the width of a word that was read for dots
    confidence: float = 0.9  # 0-1, of dots that are found: their shape leaves little doubt


@numbers
class QuotesThresholds:
    """Quotation marks."""

    # In type of one width so many ” are no misreadings of ", of which there may be so many more. A typed page with 19 ”
    # was read with 3 of them beside 12 ", another with 2 beside 6; pages with " alone had none.
    fewest: int = 2
    share: float = 0.2


@numbers
class StrokesThresholds:
    """Dashes."""

    # Between these widths, in ems, a dash is of its kind; what lies between the first two is left as it was read.
    hyphen_from: float = 0.15
    hyphen_until: float = 0.29
    en_dash_from: float = 0.32
    em_dash_from: float = 0.8
    # Where so many hyphens that can be nothing else were found on the page, all so wide, others are told by these. Of
    # 81 hyphens in numbers of 34 simulated pages 67 are up to 1.2 times as wide and none more than 1.36, of 37 en
    # dashes four less than 1.38.
    fewest_hyphens: int = 2
    narrowest_hyphen: float = 0.14
    as_hyphen: float = 1.2
    beyond_hyphen: float = 1.38
    # In type of one width it is told in characters: em dashes of 26 faces are 1.0-1.11 wide, en dashes 0.72-0.88 but in
    # one face, hyphens like these or 0.42-0.55.
    fills: float = 0.94
    typed_hyphen: float = 0.6
    # Before a number that has white before it stands a minus where nothing does but one stroke as flat as a dash, as
    # close, and with its middle in this part of the height of the figures.
    lost_gap: float = 0.4
    lost_band: tuple[float, float] = (0.4, 0.75)
    telling: int = 3  # letters of words that tell whether a page is in such type
    fewest_words: int = 20  # that it takes
    fewest_of_page: int = 10  # where the page has no more, all of which must be as wide as they should be
    all_within: float = 0.25  # characters, for all of few words
    one_pitch: float = 0.15  # characters by which half of them may be wider or narrower than they should be
    # A dash lies in this part of the height of the digits around it and is no thicker than this share of it.
    dash_band: tuple[float, float] = (0.3, 0.85)
    dash_thickness: float = 0.25
    # A dash is level: its columns differ by less than this in height, in ems.
    level: float = 0.06
    # A box no higher than this many ems holds a dash and nothing else.
    flat: float = 0.3
    # Ink is what is darker than the paper by this share of the contrast; a thin dash on a coarse scan is a grey one.
    faint: float = 0.3
    least_contrast: int = 48  # grey levels
    smallest_em: float = 8.0  # pixels; below it nothing can be measured
    # The largest size of type that a word of a line tells is at most so many times the smallest.
    most_uneven: float = 1.4


@numbers
class PointsThresholds:
    """The mark before the last figure of numbers."""

    # The engine's probability of the other mark: below the first it is sure of the one that it read, from the second on
    # it hesitated (0.71-0.84 where it was wrong on five simulated pages). So many numbers must show what the page has.
    sure_mark: float = 0.3
    near_mark: float = 0.6
    fewest_marks: int = 3
    known: float = 0.93  # its confidence, from which on it gives no choices


@numbers
class SignThresholds:
    """All of them, by the module that they belong to."""

    counts: CountsThresholds = CountsThresholds()
    glyphs: GlyphsThresholds = GlyphsThresholds()
    joined: JoinedThresholds = JoinedThresholds()
    points: PointsThresholds = PointsThresholds()
    nearly: NearlyThresholds = NearlyThresholds()
    checkboxes: CheckboxesThresholds = CheckboxesThresholds()
    leaders: LeadersThresholds = LeadersThresholds()
    quotes: QuotesThresholds = QuotesThresholds()
    strokes: StrokesThresholds = StrokesThresholds()


THRESHOLDS = SignThresholds()
