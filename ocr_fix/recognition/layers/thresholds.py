"""The numbers that decide in judging the text that a page has, by the module that asks them.

Unless a comment says what was measured, a value was chosen by hand on the scans of `samples/` and on simulated ones;
what others and none of each do to parts of pages stands in its row of `benchmarks/sweep.md`, which
`benchmarks/sweep_strips.py` made. Shares, similarities and confidences are 0-1; an em is the size of the type.
"""

from __future__ import annotations

from ocr_fix.system.deciding import numbers


@numbers
class TextLayerThresholds:
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
    # Of a layer that is better than a poor reading, so much more of the letters stands in known words. Of twelve layers
    # of blurred scans, right ones had 0.01-0.27 more, such without dots and with many misreadings 0.2-0.6 less.
    clearly_more: float = 0.1
    # So much of the ink lies under the words of the layer. The rest of a good page are rules, stamps and signatures.
    least_covered: float = 0.6
    beside: int = 2  # pixels of the reduced page by which boxes are widened, as they lie close around the letters
    # A new reading of a number this unsure gives way to a layer that has a number there.
    unsure: float = 0.5


@numbers
class LayerCheckThresholds:
    """A text layer held against its page."""

    # A layer of which less of the letters stands in known words is in another language or encoding: English has some
    # 0.4, Finnish and garbage less than 0.2.
    strange: float = 0.5
    letters: int = 250  # of the layer, that are held against the page
    around: float = 0.5  # what is read above and below them, in lines
    # Of letters that are the same text as much is alike; of any two texts in one script 0.3-0.4.
    alike: float = 0.6


@numbers
class UncoveredThresholds:
    """Ink beside the text layer of a page. Pixels are those of the reduced page, at some 75 dpi."""

    margin: int = 12  # around what is read
    # Straight runs of ink so long are rules, not writing, where they are thinner than so much.
    rule: int = 24
    thick: int = 6
    # A cell of so many pixels a side (2.7 mm) that has so much ink may be written on; so many are a word.
    cell: int = 8
    least_ink: float = 0.08
    fewest_cells: int = 6
    # What is read there is text from so many letters and digits on, if it is sure, or as sure as of pages that can be
    # read and of known words.
    fewest: int = 3
    sure: float = 0.8
    # A line of fewer, of known words, is text where other text is less than so far above or below it (in heights of
    # words). Of 16 pages with pasted scans 6 words are wrong or lost at 0, 5 at 1, 3 from 1.5 on.
    near: float = 2.0


@numbers
class LayerThresholds:
    """All of them, by the module that they belong to."""

    layer_check: LayerCheckThresholds = LayerCheckThresholds()
    text_layer: TextLayerThresholds = TextLayerThresholds()
    uncovered: UncoveredThresholds = UncoveredThresholds()


THRESHOLDS = LayerThresholds()
