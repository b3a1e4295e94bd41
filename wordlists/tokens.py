"""From running text to words, numbers and signs: the tokens that are counted and scored."""

from __future__ import annotations

import re

END_OF_PARAGRAPH = "\n"
"""The token that ends every paragraph."""
LOST_WORD = "\0"
"""The token in the place of a word that could not be made out."""

_LETTER = r"[^\W\d_]"
_TOKEN = re.compile(
    rf"""
      (?:https?://|www\.)\S+ | \S+@\S+\.\w+ | \b[\w-]+\.(?:se|nu|com|org|net|eu)\b   # addresses
    | (?:{_LETTER}{{1,5}}\.){{2,}}                                         # bl.a.  t.ex.
    | {_LETTER}+ (?:[-’':]{_LETTER}+)* -?                                  # EU:s  hälso-  Sven-Erik
    | \d+ (?:[ \u00a0]\d{{3}}(?!\d))* (?:[.,:/–-]\d+)* {_LETTER}*          # 12,5  1 000  2010:110  14a
    | [^\w\s]                                                              # a sign
    """,
    re.VERBOSE,
)


def tokenize(paragraph: str) -> list[str]:
    """Split a paragraph into its tokens, in order; white space goes, everything else is kept.

    Args:
        paragraph: text in Unicode normal form C.

    Returns:
        Words (a suspended hyphen stays: "hälso-"), numbers, addresses and single signs.
    """
    return _TOKEN.findall(paragraph)
