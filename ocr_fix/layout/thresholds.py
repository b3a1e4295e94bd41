"""The numbers that decide in layout, by the module that asks them.

Values were chosen on the pages of `benchmarks/layout.py` and the scans of `samples/`; what others do to composed
documents, and which could be left out, stands in `benchmarks/sweep.md`, which `benchmarks/sweep_layout.py` made. Shares
and likenesses are 0-1; lengths in characters and lines are those of the page (`segments.Scale`).
"""

from __future__ import annotations

from ocr_fix.system.deciding import numbers


@numbers
class AlleysThresholds:
    """White between columns."""

    # So many lines, one below the other, have words on both sides of an alley that is so wide (in characters) all the
    # way down; a narrower one has more.
    min_lines: int = 6
    min_width: float = 2.2
    many_lines: int = 10
    least_width: float = 1.5
    # So many lines are enough where it is so many times as wide as the spaces of the lines and such a share of those on
    # its right begin so close below each other (in characters).
    fewest_lines: int = 3
    spaces: float = 3.0
    most_aligned: float = 0.6
    aligned: float = 0.3
    # The feet of the words of one line differ by less (in lines).
    same_line: float = 0.4


@numbers
class BlocksThresholds:
    """What blocks are."""

    # Lines below a name are no longer than this (in words).
    signature_words: int = 7
    # What goes on in the items of a list ("Nämnden föreslår att styrelsen beslutar") has so many words at least; a
    # heading above them seldom has.
    lead_in_words: int = 5
    # Letters of headings that differ by less than this factor are of one size.
    same_size: float = 1.12


@numbers
class DirectionsThresholds:
    """Lines that run up or down a page."""

    # Words of so many characters tell by their shape how they run; so many times as high as wide they stand on end.
    telling: int = 3
    tall: float = 1.5


@numbers
class KeptLinesThresholds:
    """Contents, agendas, addresses, lists of names. Gaps are in lines."""

    # Lines one below the other: entries whose pages only grow, points that are numbered one after the other, names,
    # lines that stand by themselves; fewer where leaders go to the pages, or all stand around one middle.
    fewest: int = 3
    fewest_sure: int = 2
    # Lines, one below the other, that each begin and end as sentences do. Of 31,495 paragraphs of novels, plays, an
    # encyclopedia and official texts, broken at 24-72 characters, 6 have so many (lists of sources, most of them), 19
    # have three, 226 two.
    fewest_whole: int = 4
    unlike: int = 2  # characters between its longest and its shortest line, where two spaces part its cells
    # What has more words is running text: an address and other lines that are kept have no more, nor has what stands
    # in the head of a document.
    most_words: int = 12
    # Of the longest line that stands by itself, which the shortest but the last is shorter than. Of 15,000 paragraphs
    # of novels, an encyclopedia and official texts, broken at 24-72 characters, 1 is taken for such lines with 0.5, 6
    # with this, 30 with 0.9, 76 without it.
    ragged: float = 0.7
    # Lines of so few words, none of which begins with a small letter, need not be: of 5,238 paragraphs broken so none
    # is taken for such lines.
    few_words: int = 5
    # Lines whose middles lie so close together and whose beginnings lie farther apart, in characters, are centred.
    off: float = 0.5
    apart: float = 0.5
    set_in: float = 3.0  # characters, of a block that is code as a whole where one of its lines is


@numbers
class ColumnsThresholds:
    """Columns of a page."""

    # A column has so many lines at least.
    min_lines: int = 4
    # The last of an article so many, beside so many times as many.
    last_lines: int = 3
    lasting: float = 2.0
    # Beside a picture a column has so many full lines alone.
    min_above: int = 2
    # Lines of a column, and what stands on either side of an alley, have so many words on the average: a mark of a list
    # or a number is no column. Such a share of them fills so much of its width; those of a table do not.
    min_words: float = 2.5
    min_full: float = 0.4
    min_fill: float = 0.75
    # A note in the margin takes at most so much of the width.
    margin: float = 0.36
    # Lines across the head or the foot of two columns that stand so far from both (in lines) are of neither, at most so
    # many of them. Nor are lines that are farther apart of one note.
    apart: float = 1.8
    max_apart: int = 2
    max_depth: int = 4  # times that a page is parted into columns, and they again
    # The feet of the words of one line differ by less, in lines.
    same_line: float = 0.4
    # White between columns is so wide, in characters, at least.
    narrowest: float = 1.2
    # A heading of letters so many times as high as those of the text stands above columns where all else is so far
    # above or below (in lines), and text beside other text on one of so many lines below.
    heading: float = 1.2
    above: float = 1.1
    headed: int = 2
    bands_back: int = 3  # lines, the lowest so far, that what stands lower still may stand on
    # What stands on the lines of the text is cells where fewer of its own lines follow as close as in a text.
    close: float = 1.6
    dense: float = 0.5


@numbers
class FurnitureThresholds:
    """Running heads, footers, page numbers."""

    # So many rows from the edge of a page may be furniture.
    deep: int = 6
    # A page of so many rows or fewer may be furniture altogether; of more it is a page that stands twice.
    bare: int = 4
    # Two rows are like each other when so much of their letters is the same; engines misread some.
    like: float = 0.75
    min_letters: int = 3  # of a row, to be told by
    # Rows are not alike where so many numbers of one, and more than half of them, are neither in the other nor as near
    # to one of that as the numbers of pages are.
    strange_numbers: int = 2
    most_cells: float = 0.5  # of the letters of a row, which stand again in the cells of another
    counted: int = 8
    # A running head stands again on one of so many pages before and after; left and right pages may have their own.
    near: int = 2
    # Where so many rows of running text go on from one to the next, it is the text that has come back.
    joints: int = 2
    # Signs so few and so far from the text (in lines), here and at so many pages near by, are a number that was
    # misread.
    short: int = 5  # characters
    alone: float = 0.8
    signs: int = 2
    # Rows nearer to each other than that, in lines, are of one group.
    close: float = 0.5
    # Heads and feet between which and the next page a sentence goes on are so many of those like them.
    interrupting: float = 0.2
    full: float = 0.85  # a line that is as long beside the longest of the page
    # A number counts with the pages on so many of them; numbers of pages were readable on such a share.
    counting: int = 2
    readable: float = 0.5
    # Heads and feet set smaller have letters so high beside those of the text, and so many lines of gap beside it.
    small: float = 0.93
    clear: float = 0.8
    # Feet stand at least so far down their pages, a share of the height, and the gap above is so many times the largest
    # in the text.
    low: float = 0.88
    beyond: float = 1.5


@numbers
class LineCuesThresholds:
    """What the words of a line tell."""

    # A heading has so many words at most.
    heading_words: int = 14
    # A line of nothing else has so many figures at least: a date.
    figures_only: int = 6
    # What a person is, after the name, has so many words at most.
    office_words: int = 3
    # A name has so many parts at most.
    name_words: int = 4


@numbers
class MarginsThresholds:
    """Notes in the margin."""

    # Segments of such a share of the widest are lines of running text; their edges are those of the text.
    long: float = 0.6
    # Letters of a note are smaller than those of the text by this factor, or its lines are off those of the text by so
    # much of the distance between lines: what stands on the lines in the same letters is a label or a cell.
    smaller: float = 0.92
    off: float = 0.15
    # A note takes at most so much of the width of the text.
    widest: float = 0.55


@numbers
class MetadataThresholds:
    """The head of a document."""

    # The name of a sender has so many words at most.
    sender_words: int = 4


@numbers
class ParagraphsThresholds:
    """Which lines belong together."""

    # A line that ends before this share of the full width was ended by its writer, whatever the next word.
    short_line: float = 0.75
    # A row that stands in by so much (in characters) begins a paragraph; by more it is something else.
    least_indent: float = 0.9
    most_indent: float = 12.0
    # What letters of a heading are larger than those of the text, at least.
    larger: float = 1.15
    # So many sentences in larger letters are what a text begins with, and no heading.
    sentences: int = 2


@numbers
class RowsThresholds:
    """How rows are set."""

    # Lines that are longer (in characters) were not set on a page: a line is a paragraph.
    longest_printed: int = 160
    # What may be missing of the full width at the end of a line whose next word did not fit, where letters differ in
    # width: so much where the text does not tell, else as much as at so many of the lines that surely go on.
    slack: float = 0.06
    most_lines: float = 0.97
    enough: int = 8
    # What other lines may be missing beyond those that were seen.
    unseen: float = 0.02
    outlying: int = 20  # one line in so many begins or ends outside the text
    # By how much lines stand farther apart where a paragraph begins (in lines), at least.
    wide_gap: float = 0.4
    # Where this share of the lines stands apart from the one above, that tells where paragraphs begin; so many lines
    # that surely go on tell what lies between lines of one paragraph, and where a larger share of them stands apart,
    # gaps tell nothing.
    few: int = 3
    stray: float = 0.08
    # Lines were broken to a width where such a share of them reaches so much of it.
    enough_full: float = 0.25
    full: float = 0.8


@numbers
class ScanThresholds:
    """Parts of a page."""

    # A line that stands lower than the first of a note by less than this (in lines) begins above it.
    below: float = 0.25


@numbers
class SegmentsThresholds:
    """Words that stand close together."""

    # White space wider than this (in characters) stands between cells or columns, not between words of a justified
    # line.
    wide: float = 4.0
    # A line with wider spaces is justified all the same where they differ by less than this factor and so many lines of
    # text (of so many words) begin and end so near to where it does (in characters), or begin with an indent.
    even: float = 1.4
    of_text: int = 4
    alike: int = 2
    alike_of_two: int = 4  # where it has but two words
    flush: float = 1.0
    indent: float = 5.0
    # White between columns is so many times as wide as the spaces of a line in large letters.
    beyond_large: float = 2.0
    # White narrower than this parts the thousands of an amount; in typescript it is as wide as a figure and more.
    in_amount: float = 2.0
    same_line: float = 0.3  # the feet of its figures differ by less (in heights of letters)
    around_rule: float = 2.0  # the white (in characters) around a sign that is read for the line between two cells
    feet: int = 3  # one word in so many has its foot on the line or above it: descenders reach lower
    # So many words tell how a line slopes.
    long_line: int = 5
    # More of them tell it no better.
    many_words: int = 30
    # Lines of one text are so far apart, in heights of letters; so far where there is but one line. Characters are so
    # wide where no word tells.
    least_pitch: float = 0.8
    most_pitch: float = 3.0
    usual_pitch: float = 1.5
    usual_width: float = 0.5


@numbers
class TablesThresholds:
    """Rows whose cells stand below each other."""

    # Rows of a table, at least.
    min_rows: int = 2
    # Rows farther apart than this (in lines) are not of one table.
    apart: float = 2.5
    # Rows closer than this (in lines) are lines of one text.
    close: float = 0.3
    # A further line of a cell is no farther below (in lines), nor is a row whose cells begin elsewhere.
    next: float = 0.9
    # Cells begin together within so many characters.
    near: float = 1.2
    # A letterhead has so many rows at most, and never so many with so many cells each as these.
    head_rows: int = 8
    grid: int = 3


@numbers
class TypographyThresholds:
    """Signs as Swedish has them."""

    years: tuple[int, int] = (1500, 2100)  # between which a number of four figures is a year, and two are from and to


@numbers
class LayoutThresholds:
    """All of them, by the module that they belong to."""

    alleys: AlleysThresholds = AlleysThresholds()
    blocks: BlocksThresholds = BlocksThresholds()
    columns: ColumnsThresholds = ColumnsThresholds()
    directions: DirectionsThresholds = DirectionsThresholds()
    furniture: FurnitureThresholds = FurnitureThresholds()
    kept_lines: KeptLinesThresholds = KeptLinesThresholds()
    line_cues: LineCuesThresholds = LineCuesThresholds()
    margins: MarginsThresholds = MarginsThresholds()
    metadata: MetadataThresholds = MetadataThresholds()
    paragraphs: ParagraphsThresholds = ParagraphsThresholds()
    rows: RowsThresholds = RowsThresholds()
    scan: ScanThresholds = ScanThresholds()
    segments: SegmentsThresholds = SegmentsThresholds()
    tables: TablesThresholds = TablesThresholds()
    typography: TypographyThresholds = TypographyThresholds()


THRESHOLDS = LayoutThresholds()
