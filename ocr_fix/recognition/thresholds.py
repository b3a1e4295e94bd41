"""The numbers that decide in recognition, by the module that asks them.

Unless a comment says what was measured, a value was chosen by hand on the scans of `samples/` and on simulated ones and
has not been swept. Shares, similarities and confidences are 0-1; an em is the size of the type.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Blank:
    """Pages with nothing on them."""

    # So many pixels of the reduced page are dark where as much as one figure is printed.
    fewest_pixels: int = 8
    # Standard deviations below the paper that are no chance: of half a million pixels of Gaussian noise the darkest lie
    # 4.8 below the mean.
    chance: float = 6.0
    # Grey levels below the paper: less is no ink on smooth paper, and more is something, whatever the grain.
    least: int = 12
    most: int = 60
    darkest_paper: int = 128  # grey level; not swept: what is printed light on dark has been turned round before


@dataclass(frozen=True, slots=True)
class Boxes:
    """Words on one spot."""

    # Two words are on one spot when they share so much of the narrower width and of the lower height.
    shared_width: float = 0.3
    shared_height: float = 0.4


@dataclass(frozen=True, slots=True)
class Counts:
    """Lines that are counted."""

    indented_alike: float = 0.6  # ems
    fewest_numerals: int = 2  # lines that begin with a Roman numeral nothing else can be


@dataclass(frozen=True, slots=True)
class Dirt:
    """Specks read as words."""

    unsure: float = 0.5  # the engine's confidence below which a stroke is dirt


@dataclass(frozen=True, slots=True)
class Doubts:
    """Numbers that may have been misread."""

    mostly: float = 0.5  # digits among the characters of a number; web addresses and the names of files have fewer
    # The engine's confidence in a number below which it is doubtful.
    guess: float = 0.4


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Shapes of single characters."""

    ink: float = 0.4  # of the contrast between paper and darkest
    least_columns: int = 2  # pixels; what is narrower is dirt


@dataclass(frozen=True, slots=True)
class Joined:
    """Words that a slash, a comma or the place in an address parts."""

    # Less white than this, in ems, is no space; the narrowest space in use has 0.2.
    no_space: float = 0.17
    # An amount in a column is whole where so many others, also parted ones, end within so many ems of its end; behind
    # the comma of type of one width 0.42 ems are white, and no more than these.
    column: int = 2
    aligned: float = 0.15
    wide: float = 0.6


@dataclass(frozen=True, slots=True)
class Judgement:
    """How good a reading is."""

    # Readings of sound pages have a mean confidence of 0.85-0.96, those of the worst that can be read 0.6-0.8.
    poor: float = 0.87
    # Of 44 simulated documents the nine with about half of their words wrong or more have 0.52-0.61 on each page, those
    # that can be read 0.74 and more.
    illegible: float = 0.68
    # One of fewer letters has a stamp or a number, which says nothing of what else is on it.
    fewest_illegible: int = 12
    # A page with fewer letters tells nothing.
    fewest_letters: int = 40


@dataclass(frozen=True, slots=True)
class Nearly:
    """Signs that were nearly read."""

    # The engine's own probability of the sign. Where it is printed § had 0.81-0.86 beside 8, % 0.76-0.83 beside ‰, l
    # 0.57-0.64 beside 1, ± 0.76-0.78 beside +; where none is, § had more than 0.05 once.
    nearly: float = 0.5


@dataclass(frozen=True, slots=True)
class Checkboxes:
    """Boxes of forms. Sizes are in ems, the size of the type of the page; inside a box they are shares of it."""

    aside: float = 4.0  # so far before and behind the words of a line a box still belongs to it
    above: float = 0.25  # so far above and below them it may reach
    smallest: float = 0.6  # higher than small letters: typed m and printed n have ink along all sides
    largest: float = 1.8  # as high as two lines of type
    fewest_pixels: int = 10  # that a box is high: with fewer its frame cannot be told from a letter
    narrowest: float = 0.8  # its width beside its height, or the other way round
    frame: float = 0.12  # within which a side of the frame runs
    drawn: float = 0.96  # of the length of a side that is ink: at 0.85 capitals of 7 faces of 334 have that, here none
    least_ink: float = 0.06  # of what is inside, from which on something was put into it
    shared: float = 0.5  # of the width of a word that was read for it
    short: int = 2  # characters of a word that may be no more than the reading of a box, wherever its own box ends
    confidence: float = 0.9  # 0-1, of a box that is found: its shape leaves little doubt


@dataclass(frozen=True, slots=True)
class Leaders:
    """Rows of dots between an entry and its number. Sizes are in ems, the size of the type of the page."""

    narrowest: float = 6.0  # a line with room for an entry, dots and a number
    fewest: int = 6  # dots; an ellipsis has three, some print has four or five
    largest: float = 0.25  # width and height of a dot: full stops of 11 faces measure 0.09-0.17
    level: float = 0.1  # by which their feet differ
    furthest: float = 1.6  # from dot to dot
    uneven: float = 0.35  # by which such a step differs from the others, as a share of these
    beside: float = 0.2  # so far beyond the dots reaches what was read for them
    shared: float = 0.7  # of the width of a word that was read for dots
    confidence: float = 0.9  # 0-1, of dots that are found: their shape leaves little doubt


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What stands on lines and was not read. Sizes are in ems, the size of the type of the line."""

    most: int = 60  # pieces of a page; where there are more, it is no page of lines
    above: float = 1.0  # so far above its foot a line is looked at
    below: float = 0.3  # and so far below it
    # Figures of notes stand so far above the foot of the line, and are so high and wide; quotation marks of 11 faces
    # are 0.2-0.28 high, the ring of an Å 0.2, such figures 0.36-0.5.
    raised: float = 0.2
    lowest: float = 0.31
    highest: float = 0.65
    widest: float = 0.6
    most_figures: int = 3
    close: float = 0.25  # so close they stand to their word, and to each other
    level: float = 0.12  # by which their feet differ
    word_end: float = 0.15  # white behind them, unless a comma or stop is there
    beside: float = 1.5  # so near is what tells where the line has its foot there
    before: float = 0.8  # so far before the first word of their note
    first: float = 0.2  # so close to the beginning of a word that they are all of it
    # What stands on the line is a letter or figure from so high on, and until so high; so far off its foot.
    letter: float = 0.4
    capital: float = 1.0
    off: float = 0.25
    together: float = 0.8  # so close what belongs together stands
    gap: float = 0.45  # between a piece and its neighbour as they are set anew
    longest_neighbour: float = 12.0  # of which so much is set with it
    fewest_upended: int = 3  # signs of a column that were read as one line
    sure: float = 0.7  # 0-1, from which on what was read stands
    fairly_sure: float = 0.5  # the same for figures, where nothing else can stand, and for signs of a column


@dataclass(frozen=True, slots=True)
class Markers:
    """Markers of items that were read as lines of their own. Sizes are in ems, the size of the type of the page."""

    off: float = 0.4  # by which their middles differ from those of their lines
    before: float = 5.0  # so far before its line a marker stands


@dataclass(frozen=True, slots=True)
class Negative:
    """Pages that are light on dark."""

    # Levels of grey below this are dark; paper, however yellow or badly lit, is lighter in most scans.
    darkest_paper: int = 128
    # So much of the page is dark; a white frame around a negative takes some of it, a dark picture on a page has less.
    share_dark: float = 0.75
    share_ink: float = 0.001  # of the page, from which on something is printed
    least_contrast: int = 40  # levels by which ink is lighter than its ground


@dataclass(frozen=True, slots=True)
class Bands:
    """Parts of a page on a ground of their own, looked at in some 75 dpi."""

    # Levels of grey; a lighter ground is read as it is. Of 210 words in heads of seven shades, three faces and two
    # resolutions 142 were read as they stood, 184 with 60, 210 with 40; dark on six shades 60 of 180, with 40 all. No
    # such part is found on 45 other pages.
    darker_than_paper: int = 40
    cell: int = 4  # pixels that are looked at as one, across and down: more than a letter's stroke is wide
    share_dark: float = 0.5  # of a cell, a row, a column and the whole part; the letters are the rest
    share_ink: float = 0.001  # of the part, from which on something is printed
    least_contrast: int = 40  # levels between the ground and what is printed on it
    alike: int = 24  # levels of grey that one shade spreads over to either side
    least: int = 9  # pixels that a part measures, across and down: 3 mm, a line of small type
    steps: int = 8  # cells that a part grows by before it is looked at whether it still grows


@dataclass(frozen=True, slots=True)
class Orientation:
    """Pages that lie on their side."""

    # Letters of a page that are read with a lower mean confidence ask for a second look.
    unsure: float = 0.6
    # Words of so many characters are wider than tall in any type.
    long: int = 4


@dataclass(frozen=True, slots=True)
class Paper:
    """Paper and ink of a whole page."""

    # At this resolution grain averages out, a single figure still has some pixels and lines of text are apart.
    looked_at_dpi: int = 75
    darker_than_paper: int = 60  # grey levels, from which on it is ink


@dataclass(frozen=True, slots=True)
class Quotes:
    """Quotation marks."""

    # So many ” are no misreadings of ", of which there may be so many more. A typed page with 19 ” was read with 3 of
    # them beside 12 ", another with 2 beside 6; pages with " alone had none.
    fewest: int = 2
    share: float = 0.2


@dataclass(frozen=True, slots=True)
class Ruling:
    """Lines drawn through, under and around type. Lengths are in points, of which 72 make an inch.

    Told on 242 rules through and under type of nine faces (150-400 dpi, grey, bilevel, grainy, JPEG, slanting to one
    degree, broken) and 109 rows of feet and bars of letters that have long runs as well. What says no more is not
    swept.
    """

    darkest: float = 0.005  # of the page is as dark as its ink
    share_ink: float = 0.4  # of the contrast between paper and ink, from which on it is ink
    seed: float = 16.0  # of a straight run, by which a rule is found: a thin one that slopes two degrees has as much
    gap: float = 0.6  # within it that grain makes
    # More runs than these, or together more than so many times as wide as the page, are hatching, graph paper or noise.
    # A page of 60 lines, all underlined aslant by a degree, has 2,220 runs and 51 widths.
    most_runs: int = 10_000
    most_widths: int = 100
    thickest: float = 2.2
    rough: float = 0.15  # of its thickness, by which an edge is rough, beside one pixel
    shortest: float = 18.0  # an underlined word of three typed letters has 21
    slender: float = 12.0  # times as long as thick
    hole: float = 1.6  # over which a rule is followed
    drawn_along: float = 0.2  # of how far a column lies off the rule, by which its course is corrected
    around: float = 6.0  # to either side, over which the middle of a rule is averaged
    # A rule stands alone, with no letter above or below that touches it, in so much of its length, and is one of these:
    # alone in 0.58 of it (feet and bars: at most 0.56); crossed by strokes in half of what touches it (2 of the 109);
    # or going through white between words 2.7 points wide (one of the 109) and 0.35 times as wide as letters are high,
    # which large type asks for. Together, without the last, these have one of the 109 and 210 of the 242.
    bare: float = 0.25
    mostly_bare: float = 0.58
    crossed: float = 0.5
    crossing: float = 1.2  # that a stroke which crosses reaches beyond the rule on both sides
    white: float = 4.0  # above and below a rule that is white where nothing stands
    bridge: float = 2.7
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
    lowest: float = 8.0  # box around words; check boxes are as high as wide
    wider: float = 2.0  # than high
    edge: float = 0.4  # beside a rule that is grey of its ink
    # Of 4,111 words on 56 pages 118 were wrong with 1 pixel and 0.15 of the thickness, 84 with 0.6 and 0.05; of 4,103
    # on 56 others 140 with these, 142 with 0.3, and 132 with 0.3 and 0.15 kept. Less than half a pixel leaves the steps
    # of rules that slant.
    smooth: float = 0.6  # pixels beyond a rule that are still its edge
    kept: float = 0.15  # of the thickness of a rule, left to a stroke that ends in it


@dataclass(frozen=True, slots=True)
class Skew:
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


@dataclass(frozen=True, slots=True)
class Strokes:
    """Dashes."""

    # Between these widths, in ems, a dash is certainly of its kind; what lies between them is left as it was read.
    hyphen_from: float = 0.15
    hyphen_until: float = 0.29
    en_dash_from: float = 0.32
    en_dash_until: float = 0.68
    em_dash_from: float = 0.8
    # In type of one width it is told in characters: em dashes of 26 faces are 1.0-1.11 wide, en dashes 0.72-0.88 but in
    # one face, hyphens like these or 0.42-0.55.
    fills: float = 0.94
    typed_hyphen: float = 0.6
    # Dashes before numbers of a page, and the share of them that must be of one kind for the others to be it, too.
    fewest_minus: int = 4
    most_minus: float = 0.66
    telling: int = 3  # letters of words that tell whether a page is in such type
    fewest_words: int = 20  # that it takes
    one_pitch: float = 0.15  # characters by which half of them may be wider or narrower than they should be
    # A dash lies in this part of the height of the digits around it and is no thicker than this share of it.
    dash_band: tuple[float, float] = (0.3, 0.85)
    dash_thickness: float = 0.25
    # Ems that a figure and the point of a number take; where a dash was left out, the rest of the word has room for so
    # much of what its figures take.
    figure: float = 0.5
    point: float = 0.25
    least_figures: float = 0.5
    # Before a number it begins no farther from the edge (in ems), and all figures have their place behind it.
    at_edge: float = 0.05
    most_figures: float = 0.8
    stroke: float = 0.5  # of the width of its box that the ink of an equals sign's lines takes, at least
    # A dash is level: its columns differ by less than this in height, in ems.
    level: float = 0.06
    # A box no higher than this many ems holds a dash and nothing else.
    flat: float = 0.3
    # Ink is what is darker than the paper by this share of the contrast; a thin dash on a coarse scan is a grey one.
    faint: float = 0.3
    least_contrast: int = 48  # grey levels
    smallest_em: float = 8.0  # pixels; below it nothing can be measured


@dataclass(frozen=True, slots=True)
class Points:
    """Commas between figures, in heights of these."""

    sure: float = 0.8  # 0-1, from which on a number stands as it was read
    highest: float = 0.5  # a comma is no higher
    above: float = 0.3  # no more of it is above the foot of the figures
    below: float = 0.08  # and so much at least below


@dataclass(frozen=True, slots=True)
class TextLayer:
    """The text that a page has already."""

    # So much of the letters of a good layer stands in known words. Names and tables bring a typeset page down, which
    # has no misread words, and a short one tells little; of a scan's layer more is asked, since reading it anew costs
    # but time.
    good_hits: float = 0.75
    good_hits_of_few: float = 0.5
    good_hits_of_scan: float = 0.93
    # Of the letters of Swedish text 0.045 are å, ä or ö (statutes and records alike); a page has hardly less than half.
    least_swedish: float = 0.02
    enough_letters: int = 200  # of a page, to judge by their shares
    # More of the characters than this are rubbish: undefined, private, or UTF-8 read as Windows-1252.
    most_rubbish: float = 0.005
    # So much of the ink lies under the words of the layer. The rest of a good page are rules, stamps and signatures.
    least_covered: float = 0.6
    beside: int = 2  # pixels of the reduced page by which boxes are widened, as they lie close around the letters
    # A new reading of a number this unsure gives way to a layer that has a number there.
    unsure: float = 0.5


@dataclass(frozen=True, slots=True)
class LayerCheck:
    """A text layer held against its page."""

    # A layer of which less of the letters stands in known words is in another language or encoding: English has some
    # 0.4, Finnish and garbage less than 0.2.
    strange: float = 0.5
    letters: int = 250  # of the layer, that are held against the page
    around: float = 0.5  # what is read above and below them, in lines
    # A reading must be as sure as this, and so much of its letters stand in known words, to speak against a layer.
    sure: float = 0.75
    known: float = 0.6
    # Of letters that are the same text as much is alike; of any two texts in one script 0.3-0.4.
    alike: float = 0.6


@dataclass(frozen=True, slots=True)
class Uncovered:
    """Ink beside the text layer of a page. Pixels are those of the reduced page, at some 75 dpi."""

    beside: int = 2  # by which the boxes of words are widened
    margin: int = 12  # around what is read
    # Straight runs of ink so long are rules, not writing; so dark (0-255) they are whole.
    rule: int = 24
    ruled: int = 250
    # A cell of so many pixels a side (2.7 mm) that has so much ink, and no more, may be written on; so many are a word.
    cell: int = 8
    least_ink: float = 0.08
    most_ink: float = 0.75
    fewest_cells: int = 6
    # What is read there is text from so many letters and digits on, if it is sure, or fairly sure and of known words.
    fewest: int = 3
    sure: float = 0.8
    fairly_sure: float = 0.6
    known: float = 0.6


@dataclass(frozen=True, slots=True)
class Treatment:
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


@dataclass(frozen=True, slots=True)
class Thresholds:
    """All of them, by the module that they belong to."""

    blank: Blank = Blank()
    boxes: Boxes = Boxes()
    counts: Counts = Counts()
    dirt: Dirt = Dirt()
    doubts: Doubts = Doubts()
    glyphs: Glyphs = Glyphs()
    joined: Joined = Joined()
    judgement: Judgement = Judgement()
    layer_check: LayerCheck = LayerCheck()
    points: Points = Points()
    nearly: Nearly = Nearly()
    bands: Bands = Bands()
    checkboxes: Checkboxes = Checkboxes()
    leaders: Leaders = Leaders()
    markers: Markers = Markers()
    left_out: LeftOut = LeftOut()
    negative: Negative = Negative()
    orientation: Orientation = Orientation()
    paper: Paper = Paper()
    quotes: Quotes = Quotes()
    ruling: Ruling = Ruling()
    skew: Skew = Skew()
    strokes: Strokes = Strokes()
    text_layer: TextLayer = TextLayer()
    uncovered: Uncovered = Uncovered()
    treatment: Treatment = Treatment()


THRESHOLDS = Thresholds()
