"""The numbers that decide in the writing of PDF files.

What other values do stands in `benchmarks/sweep.md`.
"""

from __future__ import annotations

from ocr_fix.system.deciding import numbers


@numbers
class InvisibleTextThresholds:
    """Where words are written over the picture that shows them."""

    below: float = 0.22  # of the height of a word, that it reaches below its line with a descender
    # So many words of a line tell how it slopes, and it slopes by less (in parts of its length); pairs of so many are
    # looked at, which bounds the time.
    few_words: int = 4
    steepest: float = 0.12
    most_words: int = 24
    tall: int = 10  # one word of a line in so many is as high as its type
    apart: float = 0.125  # of the size of the type, that is left between words whose boxes overlap


@numbers
class UprightThresholds:
    """Pages that are turned so that their lines are level."""

    fewest_lines: int = 3  # that tell how a page leans
    least: float = 0.2  # degrees; less is not seen


@numbers
class OldTextThresholds:
    """The text that a file has already."""

    covers: float = 0.95  # of the page: a picture so large hides what lies under it
    deepest: int = 8  # forms within forms
    # A page that shows so much text of its own, in parts of what was read on it, is typeset and no scan. Where all
    # words were read anew, it shows as much as was read; a stamp or a head on a scan is less.
    typeset: float = 0.5
    typeset_read: float = 0.9


@numbers
class PdfThresholds:
    """All of them, by the module that they belong to."""

    invisible_text: InvisibleTextThresholds = InvisibleTextThresholds()
    old_text: OldTextThresholds = OldTextThresholds()
    upright: UprightThresholds = UprightThresholds()


THRESHOLDS = PdfThresholds()
