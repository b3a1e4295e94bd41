"""Rules between the cells of a table that were read as brackets, bars or strokes."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw
from recognition_pages import page_of

from ocr_fix.document import Box, Edit, Line, Word
from ocr_fix.recognition.preparation.ruling.cell_rules import without_cell_rules
from ocr_fix.recognition.signs.ink.strokes import em_of_page

_TOP, _FOOT, _EDGE = 100, 130, 150  # of letters and of a row of the table, in pixels; a rule stands at 200


def _read(*words: tuple[str, int, int], rule: tuple[int, int] | None, foot: int = _FOOT) -> list[Word]:
    """What is left of words that begin and end so, where a rule stands from one row to another."""
    image = Image.new("L", (800, 300), 255)
    draw = ImageDraw.Draw(image)
    for _, left, right in words:
        draw.rectangle((left, _TOP, right - 1, _FOOT - 1), fill=120)
        draw.rectangle((left, _TOP + 4, right - 1, _FOOT - 5), fill=255)
    if rule is not None:
        draw.rectangle((200, rule[0], 203, rule[1]), fill=0)
    line = Line(
        tuple(Word(text, Box(left, _TOP, right, foot if text == "l" else _FOOT), 0.8) for text, left, right in words)
    )
    text = Line((Word("Lokaler", Box(500, 220, 620, 250), 0.9),))
    page = page_of(line, text)
    assert em_of_page(page) is not None
    return [word for line in without_cell_rules(page, image).blocks[0].lines[:-1] for word in line.words]


@pytest.mark.parametrize(
    ("words", "rule", "expected"),
    [
        ([("3", 170, 185), ("[", 198, 206), ("Skola", 215, 300)], (50, 200), ["3", "Skola"]),
        ([("3", 170, 185), ("|", 198, 206), ("Skola", 215, 300)], (50, 130), ["3", "Skola"]),  # the last row
        ([("3", 170, 185), ("]", 198, 206), ("Skola", 215, 300)], (100, 200), ["3", "Skola"]),  # the first
        ([("3", 170, 185), ("[Skola", 212, 300)], (50, 200), ["3", "Skola"]),
        ([("3]", 170, 190), ("Skola", 215, 300)], (50, 200), ["3", "Skola"]),
        ([("3[Skola", 170, 300)], (50, 200), ["3", "Skola"]),
        ([("3", 170, 185), ("[", 198, 206), ("Skola", 215, 300)], (100, 130), ["3", "[", "Skola"]),  # a bracket
        ([("3", 170, 185), ("[Skola]", 206, 300)], (100, 130), ["3", "[Skola]"]),
        ([("3", 170, 185), ("1", 198, 206), ("Skola", 215, 300)], (50, 200), ["3", "1", "Skola"]),  # a figure beside it
        ([("[3]", 300, 340)], None, ["[3]"]),
    ],
)
def test_a_rule_goes_on_where_no_bracket_does(
    words: list[tuple[str, int, int]], rule: tuple[int, int] | None, expected: list[str]
) -> None:
    assert [word.text for word in _read(*words, rule=rule)] == expected


@pytest.mark.parametrize(("foot", "expected"), [(_EDGE, ["3", "Skola"]), (_FOOT, ["3", "l", "Skola"])])
def test_a_stroke_higher_than_letters_that_goes_on_is_a_rule(foot: int, expected: list[str]) -> None:
    found = _read(("3", 170, 185), ("l", 198, 206), ("Skola", 215, 300), rule=(50, 200), foot=foot)
    assert [word.text for word in found] == expected


def test_a_word_beside_a_rule_ends_there_and_is_as_doubtful_as_it_was() -> None:
    image = Image.new("L", (800, 300), 255)
    ImageDraw.Draw(image).rectangle((200, 50, 203, 200), fill=0)
    doubt = Edit("doubtful", 0.5, "a number that other readings have otherwise")
    word = Word("3]", Box(170, _TOP, 196, _FOOT), 0.8).edited("3]", doubt)
    page = page_of(Line((word,)), Line((Word("Lokaler", Box(500, 220, 620, 250), 0.9),)))
    (found,) = without_cell_rules(page, image).blocks[0].lines[0].words
    assert (found.text, found.edit, found.box) == ("3", doubt, Box(170, _TOP, 200, _FOOT))
