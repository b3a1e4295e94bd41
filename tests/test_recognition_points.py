"""One mark before the last figure of the numbers of a page."""

from __future__ import annotations

import pytest
from recognition_pages import page_of, texts

from ocr_fix.document import Box, Choice, Line, Word
from ocr_fix.recognition.signs.points import with_points


def _tenth(read: str, near: float) -> Word:
    """A number in which the engine nearly read the other mark."""
    other = {",": ".", ".": ","}
    choices = [(Choice(each, 0.9), *([Choice(other[each], near)] if each in other else [])) for each in read]
    return Word(read, Box(10, 10, 60, 30), 0.88, choices=tuple(choices))


@pytest.mark.parametrize(
    ("sure", "read", "near", "expected"),
    [
        ("71,9 79,6 8,1", "26.1", 0.8, "26,1"),
        ("602.2 625.4 626.1", "626,3", 0.8, "626.3"),
        ("71,9 79,6 8,1", "26.1", 0.2, "26.1"),
        ("71,9 79,6", "26.1", 0.8, "26.1"),
        ("71,9 79,6 8,1 2.4", "26.1", 0.8, "26.1"),
        ("71,9 79,6 8,1", "26.10", 0.8, "26.10"),  # a time
    ],
)
def test_a_mark_that_the_engine_was_unsure_of_is_that_of_the_page(
    sure: str, read: str, near: float, expected: str
) -> None:
    words = [Word(text, Box(10, 10, 60, 30), 0.95) for text in sure.split()]
    page = page_of(Line((*words, _tenth(read, near))))
    assert texts(with_points(page)) == [f"{sure} {expected}"]


@pytest.mark.parametrize(
    ("sure", "read", "confidence", "doubtful"),
    [
        ("71,9 79,6 8,1", "26.1", 0.88, True),
        ("71,9 79,6 8,1", "26.1", 0.95, False),
        ("71,9 79,6 8,1", "26,1", 0.88, False),
        ("71,9 79,6 8,1 2.4", "26.1", 0.88, False),
    ],
)
def test_an_unsure_number_with_another_mark_than_the_others_is_doubtful(
    sure: str, read: str, confidence: float, *, doubtful: bool
) -> None:
    words = [Word(text, Box(10, 10, 60, 30), 0.95) for text in sure.split()]
    page = page_of(Line((*words, Word(read, Box(10, 10, 60, 30), confidence))))
    marked = with_points(page).blocks[0].lines[0].words
    assert [word.edit is not None for word in marked] == [*[False] * len(words), doubtful]
