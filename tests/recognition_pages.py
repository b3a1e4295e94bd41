"""Pages made by hand: words on lines with boxes, as an engine gives them."""

from __future__ import annotations

from collections.abc import Sequence

from ocr_fix.document import Block, Box, Line, Page, Word

EM = 40
WIDTH, HEIGHT = 2400, 3400
_CHARACTER, _SPACE, _LINE = 20, 12, 60

Reading = str | tuple[str, float]
"""A word, or a word and how sure the engine is of it."""


def line_of(row: int, words: Sequence[Reading], starts: Sequence[int] | None = None) -> Line:
    """A line whose words stand beside each other, each as wide as its characters, or from the given pixels on."""
    made = []
    left = 100
    for index, reading in enumerate(words):
        text, confidence = (reading, 0.9) if isinstance(reading, str) else reading
        left = left if starts is None else starts[index]
        right = left + _CHARACTER * len(text)
        made.append(Word(text, Box(left, row * _LINE, right, row * _LINE + EM), confidence))
        left = right + _SPACE
    return Line(tuple(made))


def page_of(*lines: Line) -> Page:
    """A page of one block."""
    return Page(1, (Block(lines),), WIDTH, HEIGHT, 300)


def texts(page: Page) -> list[str]:
    """Each line of a page as text."""
    return [" ".join(word.text for word in line.words) for block in page.blocks for line in block.lines]
