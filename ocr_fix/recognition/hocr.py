"""Words from Tesseract's hOCR, the only output in which it ranks the ways it could have read each character.

The form is that of Tesseract's renderer (hOCR 1.2 with `ocrx_cinfo` choices), one element a line; read with a pattern,
which takes a hundredth of the time the engine takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html import unescape

import regex

from ocr_fix.document import Block, Box, Choice, Line, Word

# How many ways to read a character are kept.
_MOST_CHOICES = 4

# A word that the engine is as sure of as this has no rivals worth the memory.
_CERTAIN = 0.93

_PIECE = regex.compile(
    r"<p class='(?P<paragraph>ocr_par)"
    r"|<span class='(?P<line>ocr_(?:line|header|textfloat|caption))'"
    r"|<span class='ocrx_word'[^>]*?bbox (?P<box>\d+ \d+ \d+ \d+); x_wconf (?P<sure>\d+)[^>]*>(?P<text>[^<]*)"
    r"|<span class='ocrx_cinfo' id='(?P<character>lstm_choices)"
    r"|<span class='ocrx_cinfo' id='choice_[^>]*x_confs (?P<share>[\d.e+-]+)'>(?P<choice>[^<]*)<"
)


def blocks_of(hocr: str) -> tuple[Block, ...]:
    """The words of a page in Tesseract's paragraphs, lines and order.

    Args:
        hocr: what Tesseract printed; with `lstm_choice_mode=2` the words it is unsure of get their choices.
    """
    blocks: list[list[list[Word]]] = []
    for match in _PIECE.finditer(hocr):
        if match["paragraph"]:
            blocks.append([])
        elif match["line"]:
            if not blocks:
                blocks.append([])
            blocks[-1].append([])
        elif match["box"]:
            blocks[-1][-1] += _words(match["box"], match["sure"], match["text"], hocr, match.end())
    lines = [[Line(tuple(words)) for words in block if words] for block in blocks]
    return tuple(Block(tuple(block)) for block in lines if block)


def _words(box: str, sure: str, content: str, hocr: str, place: int) -> Iterator[Word]:
    left, top, right, bottom = map(int, box.split())
    confidence = int(sure) / 100
    parts = unescape(content).split()  # Tesseract now and then leaves a space inside what it calls a word
    choices = () if confidence >= _CERTAIN or len(parts) != 1 else _choices(parts[0], hocr, place)
    for part in parts:
        yield Word(part, Box(left, top, right, bottom), confidence, choices=choices)


def _choices(text: str, hocr: str, place: int) -> tuple[tuple[Choice, ...], ...]:
    """For each character how it could be read; empty where the engine's characters are not those of the word."""
    characters: list[list[Choice]] = []
    for match in _PIECE.finditer(hocr, place):
        if match["character"]:
            characters.append([])
        elif match["choice"] is None:
            break
        elif characters and len(characters[-1]) < _MOST_CHOICES:
            characters[-1].append(_choice(unescape(match["choice"]), match["share"]))
    ranked = [tuple(ways) for ways in characters if ways and not ways[0].text.isspace()]
    fits = "".join(ways[0].text for ways in ranked) == text and len(ranked) == len(text)
    return tuple(ranked) if fits else ()


@lru_cache(maxsize=4096)
def _choice(text: str, share: str) -> Choice:
    """One object for all that are alike: most choices are ranked and have no probability of their own."""
    return Choice(text, round(min(1.0, float(share) / 100), 3))
