"""The numbers by which long texts are aligned, and words that differ told apart.

What other values do to the groups of words that differ stands in `benchmarks/sweep.md`.
"""

from __future__ import annotations

from ocr_fix.system.deciding import numbers


@numbers
class AlignmentThresholds:
    """Two texts beside each other."""

    ngram: int = 4  # words in a row that must occur exactly once on either side
    # The share of them that must be in the same order on both sides, if they are to mean anything. In one text with 10
    # to 90 % of its words damaged it is above 0.8, in a text whose two halves have changed places 0.5; in two texts
    # that have nothing to do with each other, 100,000 words long, about 0.1.
    in_order: float = 0.3
    # About the number of words between two cuts for the alignment of words, and for that of characters. Texts of twice
    # the length are aligned whole, which takes a quarter of a second.
    words: int = 16_384
    words_for_characters: int = 4_096
    # Cells of the largest piece that is aligned exactly: 160,000 by 160,000 characters take about two seconds. Where so
    # long a piece holds no anchor the texts have nothing in common; both sides are halved, which bounds the time.
    piece_cells: int = 160_000**2
    # Cells of the largest proof, which is worth a few seconds: enough for 100,000 words with two in three damaged, or
    # for a million with one in 150 damaged.
    proof_cells: int = 150 * 10**9
    reach: int = 2  # equal words between stretches that differ and are looked at together, at most
    margin: int = 3  # equal words on either side of a stretch that may take part
    long: int = 30  # words from which on a row of such stretches ends at the next equal word
    # Cells of the largest table that is filled. Where so many words in a row differ (40) that it does not suffice, both
    # sides are halved.
    table_cells: int = 1600
    parts: int = 4  # into so many a word may have been split, or joined of as many


THRESHOLDS = AlignmentThresholds()
