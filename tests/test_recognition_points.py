"""A comma between figures that was left out is seen on the page; nothing else becomes one."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw
from recognition_pages import page_of, texts

from ocr_fix.document import Box, Choice, Line, Word
from ocr_fix.recognition.signs.points import with_points
from samples.fonts import font


def _read(printed: str, read: str, confidence: float = 0.6, speck: tuple[int, int, int, int] | None = None) -> str:
    """What becomes of a word that was read from a drawing."""
    image = Image.new("L", (400, 120), 255)
    draw, face = ImageDraw.Draw(image), font("times", "roman", 48)
    draw.text((40, 30), printed, fill=0, font=face)
    if speck:
        draw.rectangle(speck, fill=0)
    box = Box(*map(int, draw.textbbox((40, 30), printed, font=face)))
    return texts(with_points(page_of(Line((Word(read, box, confidence),))), image))[0]


@pytest.mark.parametrize(("printed", "read"), [("43,2", "432"), ("7,25", "725"), ("1250,5", "12505")])
def test_a_comma_that_was_left_out_is_seen(printed: str, read: str) -> None:
    assert _read(printed, read) == printed


@pytest.mark.parametrize(
    ("printed", "read"), [("432", "432"), ("43.2", "432"), ("43 2", "432"), ("43,2", "43,2"), ("4,3,2", "432")]
)
def test_what_is_no_comma_becomes_none(printed: str, read: str) -> None:
    assert _read(printed, read) == read


def test_a_number_that_the_engine_is_sure_of_stands() -> None:
    assert _read("43,2", "432", 0.95) == "432"


def test_a_speck_on_the_line_is_no_comma() -> None:
    assert _read("43 2", "432", speck=(93, 58, 96, 61)) == "432"


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
    assert texts(with_points(page, Image.new("L", (100, 100), 255))) == [f"{sure} {expected}"]


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
    marked = with_points(page, Image.new("L", (100, 50), 255)).blocks[0].lines[0].words
    assert [word.edit is not None for word in marked] == [*[False] * len(words), doubtful]
