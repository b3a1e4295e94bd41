"""The numbers that decide in the reading of files, by the module that asks them.

Bounds against hostile files are `Limits`. Values were chosen on files of many makers; what others do to 841 files, most
of them of the tests, stands in `benchmarks/sweep.md`, which `benchmarks/sweep_files.py` made. Shares are 0-1.
"""

from __future__ import annotations

from ocr_fix.notation.spots import MOST_DPI
from ocr_fix.system.deciding import numbers


@numbers
class DamageThresholds:
    """Pictures of which a part is lost."""

    # The end marker of a JPEG is looked for in so many of its last bytes; some cameras write behind it.
    behind_end: int = 256
    # libjpeg holds back so many rows (one row of blocks) until it has seen what is behind them.
    rows_waited_for: int = 16
    # Fax data in which rows say where they end says so at least so often, in parts of its rows; where a hundredth of
    # them or more are missing, that is told (a sound file misses none, a bad line costs some in 2,000).
    fewest_ends: float = 0.5
    enough_ends: float = 0.99
    # Pictures that cover less of a page are no scans of it, and not looked at.
    least_of_page: float = 0.1
    longest_filter: int = 64  # bytes of the name of a filter in a PDF
    gone_through: int = 64 * 2**20  # bytes of a PDF that is gone through where a page of it shows nothing
    unpacked_at_once: int = 2**20  # bytes, of data whose checksum is looked at


@numbers
class FileFormsThresholds:
    """Texts that are no prose. Shares are of the lines that are not blank."""

    cues: float = 0.2  # of subtitles, that say when
    fewest_rows: int = 3  # of data in columns
    fewest_commas: int = 2  # in each row, where commas part the cells
    rows: float = 0.8  # of a log, of settings, of quoted values
    number_columns: int = 2  # that hold nothing but numbers
    fewest_lines: int = 5  # of a program
    # Of a program so many lines are plainly code. Half of 1,615 files of programs have 0.35 of these, of 7,121 texts
    # whole and cut none has more than 0.03; manuals full of examples have up to 0.35, and are read.
    code: float = 0.4


@numbers
class EncodingThresholds:
    """The encoding of a text."""

    # More than this many control characters: random bytes have 1 in 9, texts damaged on the way a few in all.
    most_controls: float = 0.02
    stray_controls: int = 2  # which a short text may have as well
    # So many of the characters of UTF-16 that is not marked as such are Latin.
    wide: float = 0.9
    # More than this many bytes beyond ASCII that are no Swedish letters: Cyrillic text has 4 in 5, Swedish 1 in 100. A
    # few words alone ("– 5 €") may have more and still be Swedish.
    most_foreign: float = 0.25
    always_allowed: int = 16  # bytes
    # So many of a file's bytes beyond ASCII must be such sequences for the rest to count as damage in UTF-8.
    least_sequences: float = 0.2
    # By how many times more letters an encoding must explain than the next, two different ones at least. Where it had
    # to be three, 4,100 of 51,000 texts of one to three words came out wrong in CP850 that come out right, and as many
    # in Mac OS Roman; of 60,000 full of signs in Windows-1252 160 come out wrong that were right.
    least_odds: int = 4


@numbers
class ImageThresholds:
    """Pictures."""

    # Pixels up to this much longer than wide (or wider than long) count as square: fine fax has 204 x 196.
    square: float = 1.1
    # What was packed with loss and cannot be put into a PDF as it is, is packed again in this quality of JPEG, at which
    # no eye tells it from what it was; a photograph of 46 kB as WebP takes 90 so, and 390 without loss.
    jpeg_quality: int = 80
    # What a picture with transparent places leaves on white is not seen from this grey level of its darkest pixel on.
    hidden_on_white: int = 224


@numbers
class CellThresholds:
    """The process that opens a file inside walls."""

    files: int = 64  # that it may have open
    # Its answer is waited for so many times as long as it may use a processor: others may be at work as well.
    patience: int = 5


@numbers
class PdfAnnotationsThresholds:
    """Annotations of PDF pages that have no appearance of their own."""

    most_lines: int = 200  # of one note
    # Of the type in which a note is written, in points: the largest, the smallest, the distance of its lines and the
    # width of its letters in parts of it (Helvetica has 0.5 on average).
    largest: float = 12.0
    smallest: float = 4.0
    leading: float = 1.2
    letter_width: float = 0.55


@numbers
class PdfFieldsThresholds:
    """What is filled into forms. Lengths are in heights of the value; rows of forms are far apart."""

    farthest: float = 8.0  # it stands from that word


@numbers
class PdfPageThresholds:
    """How a page of a PDF is drawn."""

    # Text of 11-12 points rendered at 100 dpi and enlarged again was read with hardly more errors than at 300 (word
    # error rates 0.3 and 6.2 % against 0.2 and 5.2 % on two scanned reports; 1.2 and 8.1 % at 70). Below it reading is
    # guesswork.
    lowest_useful_dpi: int = 100
    # The smallest print in use has 4 points; a lower page holds no line of text.
    smallest_side_points: float = 4.0
    # Pictures on one page may overlap (a scan in layers has three), but PDFium decodes them all.
    most_layers: int = 8
    # How many forms within forms are searched for pictures and text.
    deepest: int = 8
    # A scan is the picture that covers at least half of its page, or pictures that do so together. Text under it may be
    # what it shows; what stands under other pictures is covered, and what they show is read.
    scan_covers: float = 0.5
    # So much larger must the sheet be than its scan can be, for the page's own measure to be wrong.
    far_too_large: float = 1.5
    # A drawing and its scan that differ by so many pixels a side differ by rounding.
    same_pixels: int = 2
    # PDFium rounds a picture's place outward to whole pixels, so that a scan which by a rounding error reaches a hair
    # beyond its page is smeared over one pixel more. Drawn this much (in pixels) within the edges, it stays as it is.
    inset: float = 0.01
    # A page of which so much has one and the same shade may be blank because its scan could not be decoded.
    nearly_blank: float = 0.99


@numbers
class PdfSeenThresholds:
    """Which text of a PDF page is seen."""

    # The page is drawn for it at this resolution, or smaller: letters of 4 points have 5 pixels.
    dpi: int = 100
    longest_side: int = 4000  # pixels
    # The least difference that text makes which a person can see, in levels of one colour of 255.
    contrast: int = 12
    # So much of the width and height of a character must be seen; a box over it may leave a foot or an accent free.
    seen: float = 0.5
    narrow: float = 4.0  # pixels; what is narrower has no side to spare for its neighbours
    # So much of a character that was laid over a scan must be under a box for it to be covered, of the middle of its
    # line and of so many heights before and behind it: a rule that runs through it is less, and so are outlines of it.
    covered: float = 0.5
    # A picture over a scan shows something else where ink and paper, by levels of grey, are alike on less than this
    # share; one must lie on some ink to tell.
    ink: int = 176
    some_ink: float = 0.005
    alike: float = 0.75
    rows_covered: float = 0.5
    beside_covered: float = 0.3


@numbers
class PdfStackedThresholds:
    """Texts that stand on texts. Lengths are in points."""

    overlap: float = 0.25  # of the smaller of two characters that stand on each other
    deepest: int = 4  # texts that stand on each other, which are told apart
    smallest_cell: float = 4.0  # characters are looked for in cells as high as the middle one of them, or so high
    # Bounds, beyond what pages have: in how many cells a character is, across and up, and how many are in a cell.
    most_cells: int = 100
    most_in_cell: int = 64


@numbers
class PdfTextThresholds:
    """The text of a PDF page."""

    # Levels of grey by which ink differs from what it stands on, at least.
    ink_contrast: int = 32
    # A spot of which less than this differs from the rest shows no word.
    least_ink: float = 0.01
    # A word of so few characters may be a stroke that fills its box; then this much around it, in heights, counts too.
    thin: int = 2
    around_thin: float = 0.3
    # Of a page of which the file leaves more of the characters to be guessed, none is believed.
    most_guessed: float = 0.3
    # Characters follow each other on a line while they share so much of their height (as do words and what is filled in
    # behind them), and have no more than so much white between them, in heights; so far back begins another line.
    shared_height: float = 0.3
    widest_gap: float = 2.0
    farthest_back: float = 0.5
    # A space that the file does not have is a gap of so much, in heights, between letters that have no more than so
    # much; one is some 0.2 high, and 0.13 in a squeezed line. A space of whose room no more than such a share is left
    # is none. Swept on 40 pages that Ghostscript has made smaller: of 8,444 words 1,212 were wrong; none from 0.06 to
    # 0.16 with 0.06 or 0.08 between letters (0.24: 74; 0.04 between letters: 6), nor with 0.15 to 0.6 of the room.
    least_space: float = 0.12
    most_between_letters: float = 0.06
    room_left: float = 0.3
    # Characters of two lines of PDFium's are on one where no more than so much, in heights, is between them, or they
    # stand on each other by so much; pages of other makers have one such place in 4,700 line ends (0.49).
    widest_space: float = 0.4
    most_overlap: float = 0.2
    # Of a word that an engine has laid over a scan, the width that tells a covered character, and so many heights, in
    # one piece without letters and darker or lighter than the paper, are a box that was laid over it.
    covered_height: float = 0.8
    # Type of less than this share of the long side of the page (on A4 half a point) cannot be read.
    smallest_type: float = 0.0006
    # A word that stands on a seen one to so much of itself is that word once more.
    doubled: float = 0.5

    # A page of newsprint has some 20,000 characters; what has more than this is no text to be read.
    most_characters: int = 100000
    # A line this many heights of its own below the one before begins a block.
    block_gap: float = 1.9


@numbers
class ResolutionThresholds:
    """How many dots an inch a scan has."""

    # Scanners and fax machines start at 100 dpi (ITU-T T.4's coarsest mode has 204 x 98); 72 and 96 are what programs
    # write when they know nothing. Film scanners end at some thousands. PNG and BMP count dots per metre, so that 100
    # dpi come back as 99.9998.
    lowest_trusted: float = 99.0
    highest_trusted: float = MOST_DPI
    # The long side of the sheet that a trusted tag makes: from a visiting card to A0 with some margin.
    smallest_sheet_inches: float = 1.5
    largest_sheet_inches: float = 50.0
    # Pixels may be longer than wide, as in fax (204 x 98); more than this is no picture of a page.
    most_stretched: float = 2.5
    # Tesseract takes less than 70 for a mistake (kMinCredibleResolution); documents are hardly scanned above 600.
    lowest_estimate: float = 70.0
    highest_estimate: float = 600.0


@numbers
class SourceThresholds:
    """All of them, by the module that they belong to."""

    cell: CellThresholds = CellThresholds()
    damage: DamageThresholds = DamageThresholds()
    file_forms: FileFormsThresholds = FileFormsThresholds()
    encoding: EncodingThresholds = EncodingThresholds()
    image: ImageThresholds = ImageThresholds()
    pdf_annotations: PdfAnnotationsThresholds = PdfAnnotationsThresholds()
    pdf_fields: PdfFieldsThresholds = PdfFieldsThresholds()
    pdf_page: PdfPageThresholds = PdfPageThresholds()
    pdf_seen: PdfSeenThresholds = PdfSeenThresholds()
    pdf_stacked: PdfStackedThresholds = PdfStackedThresholds()
    pdf_text: PdfTextThresholds = PdfTextThresholds()
    resolution: ResolutionThresholds = ResolutionThresholds()


THRESHOLDS = SourceThresholds()
