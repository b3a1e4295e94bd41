"""The numbers that decide in the preparation of pages, by the module that asks them.

Values were chosen by hand on the scans of `samples/` and on simulated ones, or as a comment says. What half, twice and
none of each does to 109 parts of pages stands in its row of `benchmarks/sweep.md`, which `benchmarks/sweep_strips.py`
makes. Shares, similarities and confidences are 0-1; an em is the size of the type.
"""

from __future__ import annotations

from ocr_fix.system.deciding import numbers


@numbers
class BlankThresholds:
    """Pages with nothing on them."""

    # So many pixels of the reduced page are dark where as much as one figure is printed.
    fewest_pixels: int = 8
    # Standard deviations below the paper that are no chance: of half a million pixels of Gaussian noise the darkest lie
    # 4.8 below the mean.
    chance: float = 6.0
    # Grey levels below the paper: less is no ink on smooth paper, and more is something, whatever the grain.
    least: int = 12
    most: int = 60
    # Of so few pixels nothing can be said of grain (an icon of 40 x 40 was taken for grainy paper).
    fewest_of_grain: int = 2500


@numbers
class CellRulesThresholds:
    """Rules of tables that were read. Sizes are in ems, the size of the type of the page."""

    beyond: float = 0.6  # so far above and below its word a rule goes on
    aside: float = 0.5  # so far before and behind it one is looked for
    tall: float = 0.95  # from which height on what was read as a letter or figure of one stroke is looked at
    ink: float = 0.4  # of the contrast between paper and darkest
    dark: float = 0.85  # of the height of a column that is ink
    widest: float = 0.3  # all of its columns together


@numbers
class DirtThresholds:
    """Specks read as words."""

    unsure: float = 0.5  # the engine's confidence below which a stroke is dirt


@numbers
class FacingThresholds:
    """Two facing pages in one picture."""

    middle: float = 0.3  # of the width to either side of where they part
    apart: float = 1.0  # degrees that one slopes more than the other; Tesseract follows both where it is less


@numbers
class NegativeThresholds:
    """Pages that are light on dark."""

    # Levels of grey below this are dark; paper, however yellow or badly lit, is lighter in most scans.
    darkest_paper: int = 128
    # So much of the page is dark; a white frame around a negative takes some of it, a dark picture on a page has less.
    share_dark: float = 0.75


@numbers
class BandsThresholds:
    """Parts of a page on a ground of their own, looked at in some 75 dpi."""

    # Levels of grey; a lighter ground is read as it is. Of 210 words in heads of seven shades, three faces and two
    # resolutions 142 were read as they stood, 184 with 60, 210 with 40; dark on six shades 60 of 180, with 40 all. No
    # such part is found on 45 other pages.
    darker_than_paper: int = 40
    cell: int = 4  # pixels that are looked at as one, across and down: more than a letter's stroke is wide
    share_dark: float = 0.5  # of a cell, a row, a column and the whole part; the letters are the rest
    alike: int = 24  # levels of grey that one shade spreads over to either side
    # Pixels that a part measures, across and down: 3 mm, a line of small type. Strokes of large letters measure less.
    least: int = 9
    # What is not so many times as long as high may be a large letter, whose sides are not all dark in so much of their
    # length; of a longer part they slope where the page lies askew. So many pixels are a side: of 180 boxes on pages
    # that lie askew by up to 1.8 degrees 126 are found with 1.
    long: float = 3.0
    closed: float = 0.75
    edge: int = 2


@numbers
class PrintedThresholds:
    """What is printed on a ground of another shade."""

    share: float = 0.001  # of the page or part, from which on something is printed
    contrast: int = 40  # levels of grey between the ground and what is printed on it


@numbers
class OrientationThresholds:
    """Pages that lie on their side."""

    # Letters of a page that are read with a lower mean confidence ask for a second look.
    unsure: float = 0.6
    # Words of so many characters are wider than tall in any type.
    long: int = 4


@numbers
class PaperThresholds:
    """Paper and ink of a whole page."""

    # At this resolution grain averages out, a single figure still has some pixels and lines of text are apart.
    looked_at_dpi: int = 75
    darker_than_paper: int = 60  # grey levels, from which on it is ink
    darkest: float = 0.005  # of the page is as dark as its ink
    share_ink: float = 0.4  # of the contrast between paper and ink, from which on it is ink


@numbers
class RulingThresholds:
    """Lines drawn through, under and around type. Lengths are in points, of which 72 make an inch.

    Told on 242 rules through and under type of nine faces (150-400 dpi, grey, bilevel, grainy, JPEG, slanting to one
    degree, broken) and 109 rows of feet and bars of letters that have long runs as well.
    """

    seed: float = 16.0  # of a straight run, by which a rule is found: a thin one that slopes two degrees has as much
    gap: float = 0.6  # within it that grain makes
    # More runs than these, or together more than so many times as wide as the page, are hatching, graph paper or noise.
    # A page of 60 lines, all underlined aslant by a degree, has 2,220 runs and 51 widths.
    most_runs: int = 10_000
    most_widths: int = 100
    thickest: float = 2.2
    rough: float = 0.15  # of its thickness, by which an edge is rough, beside one pixel
    hole: float = 1.6  # over which a rule is followed
    drawn_along: float = 0.2  # of how far a column lies off the rule, by which its course is corrected
    around: float = 6.0  # to either side, over which the middle of a rule is averaged
    # A rule stands alone, with no letter above or below that touches it, in so much of its length, and is one of these:
    # alone in 0.58 of it (feet and bars: at most 0.56); crossed by strokes in half of what touches it (2 of the 109);
    # or going through white between words, 0.35 times as wide as letters are high. Together, with white of 2.7 points
    # in place of that, these had one of the 109 and 210 of the 242.
    bare: float = 0.25
    mostly_bare: float = 0.58
    crossed: float = 0.5
    crossing: float = 1.2  # that a stroke which crosses reaches beyond the rule on both sides
    white: float = 4.0  # above and below a rule that is white where nothing stands
    bridge_of_height: float = 0.35
    gaps: float = 0.11  # of its length that has no ink: broken rules 0-0.12, feet and bars up to 0.2
    touching: float = 1.0  # that letters stand out of a rule
    tallest: float = 28.0  # letters; what is higher are other rules
    # Times as long as the letters on it are high: what ff and rt have in common is up to 1.7 times as long.
    longer: float = 2.2
    # Times as long as thick: what the heads of letters make that run together in coarse or grainy print is up to 23
    # times (nine words on 80 pages, many of them so), and so are 9 of 140 rules on letters, thick ones on short words.
    slender_on_letters: float = 24.0
    # A rule that strikes words out is crossed once in so many points or more often. So are all of 25 through the middle
    # of words, a third of those that are a quarter of the height off it, and one of 124 underlines, which slanted into
    # its word.
    struck: float = 12.0
    apart: float = 24.0  # to where a rule goes on: broken ones, and words that are underlined one by one
    wider: float = 2.0  # than high are boxes around words; check boxes are as high as wide
    edge: float = 0.4  # beside a rule that is grey of its ink
    # Of 4,111 words on 56 pages 118 were wrong with 1 pixel and 0.15 of the thickness, 84 with 0.6 and 0.05; of 4,103
    # on 56 others 140 with these, 142 with 0.3, and 132 with 0.3 and 0.15 kept. Less than half a pixel leaves the steps
    # of rules that slant.
    smooth: float = 0.6  # pixels beyond a rule that are still its edge
    kept: float = 0.15  # of the thickness of a rule, left to a stroke that ends in it


@numbers
class BrokenRulesThresholds:
    """Rules of dashes or dots around the cells of tables. Lengths are in points, of which 72 make an inch."""

    shortest: float = 48.0  # rule
    gap: float = 4.5  # from one dash or dot to the next
    thickest: float = 1.8  # rule
    piece: float = 4.5  # that is found of a rule between letters that touch it
    touched: float = 12.0  # over which such pieces are joined
    fewest_gaps: int = 6  # of a rule
    share_gaps: float = 0.15  # of its length
    uneven: float = 0.35  # of the usual gap by which others differ, beside one pixel
    longest: float = 12.0  # dashes
    mostly: float = 0.7  # of the gaps are even, of the dashes short, of a rule free, of the rows between rules cells
    white: float = 4.0  # above or below what stands free
    beside: float = 72.0  # to both sides of a rule down, within which type is looked at
    # Times as much type as beside dashes: 0.83-1.8 beside the rules of 20 pages, 0.7-0.8 beside one of a fax, 0-0.1
    # beside columns of 1, l and I, more only where type hangs down beside every line that is set solid.
    beside_gaps: float = 0.7
    beside_gaps_if_equal: float = 0.6  # where another rule, which has as much, begins and ends where it does
    corner: float = 6.0  # by which ends of rules lie apart that meet or are equal
    fewest_equal: int = 3  # rules across without any down
    above_rule: float = 0.4  # that is white above a rule on which nothing stands
    label: float = 16.0  # from a rule to what stands beside it
    label_high: float = 6.0  # above its line, where that is looked for


@numbers
class SkewThresholds:
    """Pages fed askew."""

    # Tesseract follows lines that slope less than this, and turning costs a little sharpness: at 0.7-0.9 degrees one
    # page of four gained by it and three lost.
    least: float = 1.0  # degrees
    most: float = 5.0  # degrees that are tried first
    widest: float = 22.0  # degrees that are tried where none of these stands out: photographs, sheets laid on by hand
    # So many times as sharp as at the usual angle tried must the rows be at one that stands out. Of 45 pages, straight
    # ones were 4.3-129 times as sharp, pages beyond the angles tried 1.3-2.1 (3.1-6.8 where they lay just beyond).
    plainly: float = 4.0
    # The page is looked at as so many upright strips, each shifted as a whole: an eighth of the time of turning it.
    strips: int = 64
    coarse: float = 0.5  # degrees from one angle that is tried to the next
    fine: float = 0.1  # degrees from one angle that is tried to the next
    # So much sharper must the rows be at the angle found than as the page lies; below it there is no text to go by.
    clearly: float = 1.3


@numbers
class StainsThresholds:
    """Type on a darker ground of any shape, looked at in some 75 dpi."""

    reach: int = 4  # pixels; twice as many are wider than strokes of type, and narrower than what lies under type
    darkest: int = 64  # level of grey of a ground
    contrast: int = 24  # levels of grey that type is darker than its ground
    # Shares of a ground: with less of such type there is none, with more it is a picture, whose dots were read as words
    # (0.5 and more; dense type 0.3); with more that is light and as narrow it stays.
    fewest_marks: float = 0.01
    most_marks: float = 0.35
    most_lights: float = 0.04


@numbers
class TreatmentThresholds:
    """What is done to a picture before it is read."""

    # The resolution at which body text has the height that Tesseract's models were trained on.
    target_dpi: int = 300
    # Radius of the Gaussian blur, in pixels at that resolution. 1.0 read a coarse fax a little better (4.6 against
    # 5.3 % errors, 6.0 untreated) but cost a notice that was read almost without errors a word; this one did no page
    # harm.
    blur_radius: float = 0.8
    # The same for a bilevel page with so much grain, which is specks. Of 3,938 words of seven faxes 272 were read wrong
    # with 0.8, 224 with 1.2, 210 with 1.6, 226 with 2.0; of those without specks 0.8 is the best.
    blur_of_specks: float = 1.4
    specked: float = 0.5
    # The same for other pages: from so much grain on, by so much for each grey level more, and at most. Three documents
    # of grain 10.5 were read with 950 of 1,592 words wrong with 0.8, 477 with 1.2, 174 with 1.6, 107 with 2.0 and 155
    # with 2.5; two of 6.3 with 216, 91, 74 and 95 of 1,140; those of 2 and of 5 with as many at 0.8 as at 1.2; two
    # sharp ones of 8 with 1 or 2 whichever it is.
    much_grain: float = 4.0
    blur_by_grain: float = 0.3
    most_blur: float = 2.0
    # Mean difference, in grey levels, between a pixel of the paper and its 3x3 neighbourhood from which on paper counts
    # as grainy. Measured: clean scans 0.0-0.1, a fax with specks 0.2, a telephone photo 2.0, scans with grain 3.9-8.6.
    grainy: float = 1.0
    # Grain is measured on so many bands across the page, which together are so much of it.
    bands: int = 8
    share_of_page: int = 4  # one part of so many
    # The page is looked at in so many tiles across, so many of which beside each other hold some paper.
    tiles_across: int = 200
    tiles_together: int = 5
    # A tenth of an unevenly lit page has less than this share of the light of its middle (bound volume 0.59, telephone
    # photo 0.72; stains 0.98, all others 0.95-1.0).
    uneven: float = 0.8
    # Body text can be read at this resolution, and a page costs half of what it costs at 300.
    simplest_dpi: int = 200
    # The paper is what is as light as the most frequent level of the page smoothed, or nearly so.
    paper_margin: int = 12  # grey levels
    paper_smoothing: int = 6  # pixels, the radius of a box blur
    # So much of the dark pixels is pure black, and of the light ones pure white, in a bilevel scan, also after a PDF
    # viewer has smoothed it (0.43-1.0 and 0.95-1.0; grey scans stay below 0.07 in the first).
    pure_black: float = 0.25
    pure_white: float = 0.9


@numbers
class PreparationThresholds:
    """All of them, by the module that they belong to."""

    blank: BlankThresholds = BlankThresholds()
    broken_rules: BrokenRulesThresholds = BrokenRulesThresholds()
    cell_rules: CellRulesThresholds = CellRulesThresholds()
    dirt: DirtThresholds = DirtThresholds()
    bands: BandsThresholds = BandsThresholds()
    facing: FacingThresholds = FacingThresholds()
    negative: NegativeThresholds = NegativeThresholds()
    orientation: OrientationThresholds = OrientationThresholds()
    paper: PaperThresholds = PaperThresholds()
    printed: PrintedThresholds = PrintedThresholds()
    ruling: RulingThresholds = RulingThresholds()
    skew: SkewThresholds = SkewThresholds()
    stains: StainsThresholds = StainsThresholds()
    treatment: TreatmentThresholds = TreatmentThresholds()


THRESHOLDS = PreparationThresholds()
