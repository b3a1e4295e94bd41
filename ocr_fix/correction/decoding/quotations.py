"""What goes on behind a closed quotation: "»Ja», sa hon" and not "så hon", whatever else the two are likely to be.

The language model sees words and not the marks around them. Behind the mark that closes a quotation old print has verbs
of saying a hundred times as often as elsewhere, and some words never.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from math import log

import regex

from ocr_fix.languages.sv import QUOTATIONS

CLOSED = regex.compile(r"[\p{L}.,!?…–—-][»”\"],?$")
"""The end of a token with which a quotation is closed, in print or as it was read."""
HALF = 0.5
"""Occurrences that are added to those found and to those expected, so that what is rare tells little: the correction
of Haldane (1956) and Anscombe (1956) for the logarithm of a ratio of counts."""


def log_ratio_behind(word: str) -> float:
    """How much likelier (natural log) a word is behind a closed quotation than elsewhere; below 0 what is not."""
    return _ratios().get(word, 0.0)


def read_ratios(lines: Iterable[str]) -> Mapping[str, float]:
    """The natural logs of the ratios of counted words.

    Args:
        lines: of `quotations.tsv`: a word, its occurrences behind closed quotations and in all, parted by tabs; that of
            no word has those of all words together. "#" starts a comment.
    """
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    counts = {word: (int(behind), int(everywhere)) for word, behind, everywhere in rows}
    behind, everywhere = counts.pop("")
    share = behind / everywhere
    return {word: log((found + HALF) / (share * times + HALF)) for word, (found, times) in counts.items()}


@cache
def _ratios() -> Mapping[str, float]:
    return read_ratios(QUOTATIONS.read_text(encoding="utf-8").splitlines())
