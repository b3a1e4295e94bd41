"""Numbers that the engine is not sure of, read again in two other ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

import pytest
from PIL import Image, ImageDraw
from recognition_pages import page_of, texts

from ocr_fix.document import Box, Line, Page, PageImage, Word
from ocr_fix.recognition.again.numbers import with_numbers_read_again
from ocr_fix.recognition.signs.ink.glyphs import glyphs_of
from samples.fonts import font

SURE, UNSURE = 0.95, 0.6
HEIGHT, STEP, SPACE = 25, 18, 16  # of letters, from one to the next, and between words, in pixels

_ReadPage = Callable[[PageImage], Page]


def _line(*words: tuple[str, float], start: int = 100, space: int = SPACE) -> Line:
    found, left = [], start
    for text, sure in words:
        found.append(Word(text, Box(left, 60, left + STEP * len(text), 60 + HEIGHT), sure))
        left += STEP * len(text) + space
    return Line(tuple(found))


def _printed(line: Line) -> PageImage:
    """A page with a bar for each word of a line."""
    image = Image.new("L", (1600, 200), 255)
    for word in line.words:
        assert word.box is not None
        ImageDraw.Draw(image).rectangle((word.box.left, word.box.top, word.box.right - 1, word.box.bottom - 1), fill=0)
    return PageImage(1, image, 300)


def _bars(image: Image.Image) -> list[list[Box]]:
    """The bars of each row of a sheet."""
    rows = [row for row in range(image.height) if min(image.crop((0, row, image.width, row + 1)).tobytes()) < 128]
    bands = [[row for _, row in group] for _, group in groupby(enumerate(rows), lambda pair: pair[1] - pair[0])]
    return [glyphs_of(image, Box(0, band[0], image.width, band[-1] + 1)) for band in bands]


def _reads(*ways: Sequence[str]) -> _ReadPage:
    """An engine that finds these words in the rows of a sheet, for "" one together with what stands before it."""

    def read(sheet: PageImage) -> Page:
        lines = []
        rows = _bars(sheet.image)
        assert len(rows) == len(ways)
        for row, way in zip(rows, ways, strict=True):
            words: list[Word] = []
            for bar, text in zip(row, way, strict=True):
                box = Box(bar.left, bar.top, bar.right, bar.bottom)
                if text:
                    words.append(Word(text, box, 0.9))
                else:
                    words[-1] = Word(words[-1].text, (words[-1].box or box).union(box), 0.9)
            lines.append(Line(tuple(words)))
        return page_of(*lines)

    return read


def _again(line: Line, *ways: Sequence[str]) -> Sequence[Word]:
    return with_numbers_read_again(page_of(line), _printed(line), _reads(*ways)).blocks[0].lines[0].words


@pytest.mark.parametrize(
    ("first", "others", "expected"),
    [
        ("1933", ("1938", "1938"), "1938"),
        ("1933", ("1933", "1938"), "1933"),  # one witness against two
        ("1989,", ("1989.", "1989."), "1989."),
        ("86190", ("8619–0", "8619–0"), "8619–0"),
        ("9", ("§", "§"), "§"),
        ("1", ("i", "i"), "i"),
        ("1dévärld", ("idévärld", "idévärld"), "idévärld"),
        ("69,0", ("69,", "69,"), "69,0"),  # no number becomes shorter
        ("11", ("ll", "ll"), "11"),  # nor a word
        ("0", ("I", "I"), "0"),
        ("4–6", ("4-6", "4-6"), "4–6"),  # dashes are told by their width
    ],
)
def test_two_readings_outvote_the_first(first: str, others: tuple[str, str], expected: str) -> None:
    line = _line(("Anno", SURE), (first, UNSURE), ("sålunda", SURE))
    words = _again(line, *[("Anno", other, "sålunda") for other in others])
    assert [word.text for word in words] == ["Anno", expected, "sålunda"]
    assert words[1].reading == expected
    assert words[1].box == line.words[1].box


@pytest.mark.parametrize("others", [("1938", "1988"), ("69", "69")])
def test_where_none_decides_the_first_stands_and_is_doubtful(others: tuple[str, str]) -> None:
    line = _line(("Anno", SURE), ("1933", UNSURE), ("sålunda", SURE))
    number = _again(line, *[("Anno", other, "sålunda") for other in others])[1]
    assert number.text == "1933"
    assert number.edit is not None
    assert number.edit.kind == "doubtful"


@pytest.mark.parametrize("sure", [SURE, UNSURE])
def test_a_number_that_was_parted_is_put_together(sure: float) -> None:
    line = _line(("Summa", SURE), ("44,", UNSURE), ("8", sure), ("kronor", SURE))
    ways = [("Summa", "44,8", "", "kronor")] * (4 if sure < SURE else 2)
    words = _again(line, *ways)
    assert [word.text for word in words] == ["Summa", "44,8", "kronor"]
    assert words[1].box == Box(206, 60, 294, 85)


def test_what_one_of_them_has_for_a_sign_is_a_choice() -> None:
    line = _line(("kap", SURE), ("8", UNSURE), ("lottlista", SURE))
    number = _again(line, ("kap", "8", "lottlista"), ("kap", "§", "lottlista"))[1]
    assert (number.text, number.edit) == ("8", None)
    assert [choice.text for choice in number.choices[0]] == ["8", "§"]


def test_a_number_that_stands_alone_gets_company() -> None:
    line = _line(("Landskrona", SURE), ("26.1", UNSURE), space=900)
    words = _again(line, ("Landskrona", "26,1"), ("Landskrona", "26,1"))
    assert [word.text for word in words] == ["Landskrona", "26,1"]


def test_nothing_is_read_where_all_numbers_are_sure() -> None:
    line = _line(("Anno", SURE), ("1933", SURE), ("sålunda", UNSURE))
    page = page_of(line)
    assert with_numbers_read_again(page, _printed(line), lambda _: pytest.fail("it was read")) is page


def test_a_page_of_nothing_but_doubtful_numbers_is_not_read_again() -> None:
    """All readings of it would be as doubtful."""
    lines = [_line(("Anno", SURE), ("1933", UNSURE), ("sålunda", SURE)) for _ in range(81)]
    found = with_numbers_read_again(page_of(*lines), _printed(lines[0]), lambda _: pytest.fail("it was read"))
    assert texts(found) == ["Anno 1933 sålunda"] * 81


def test_a_number_of_three_parts_is_put_together() -> None:
    line = _line(("Anno", SURE), ("17", SURE), ("1", SURE), ("1", SURE), ("sålunda", SURE))
    words = _again(line, *[("Anno", "1711", "", "", "sålunda")] * 6)
    assert [(word.text, word.edit) for word in words] == [("Anno", None), ("1711", None), ("sålunda", None)]


@pytest.mark.parametrize(
    ("first", "second", "doubtful"),
    [
        (("52", SURE), ("7", SURE), ["52", "7"]),
        (("6,2", SURE), ("9%", SURE), ["6,2", "9%"]),
        (("1989,", SURE), ("8", SURE), []),
        (("3445197", SURE), ("169.", SURE), ["3445197", "169."]),
        (("(2003:1", SURE), ("156)", SURE), ["(2003:1", "156)"]),
        (("1998", SURE), ("156)", SURE), []),
        (("12", SURE), ("500", SURE), []),
        (("Skola", SURE), ("–B4", SURE), ["–B4"]),
        (("bet.", SURE), ("1985/46:S0U27", SURE), ["1985/46:S0U27"]),
        (("Löner", SURE), ("108/", SURE), ["108/"]),
        (("Löner", SURE), ("972g", SURE), ["972g"]),
        (("Kvarnvägen", SURE), ("12b", SURE), []),
        (("personnummer", SURE), ("S80816-1935", SURE), ["S80816-1935"]),
        (("mellan", SURE), ("E4", SURE), []),
        (("formatet", SURE), ("A4", SURE), []),
        (("vatten", SURE), ("H2O", SURE), []),
        (("balkar", SURE), ("3x120", SURE), []),
        (("mätarens", SURE), ("kWh/dygn", SURE), []),
        (("bet.", SURE), ("2014/98:SoU40", SURE), []),
        (("halten", SURE), ("-4,9", UNSURE), ["-4,9"]),
        (("halten", SURE), ("-4,9", SURE), []),
        (("ledsen,", SURE), ("0", UNSURE), ["0"]),
        (("ledsen,", SURE), ("0", 0.96), []),
        (("filen", SURE), ("sfs/2021-11/SFS52021-1105.pdf", SURE), []),
    ],
)
def test_what_is_written_or_stands_as_no_number_does_is_doubtful(
    first: tuple[str, float], second: tuple[str, float], doubtful: list[str]
) -> None:
    line = _line(first, second, ("sålunda", SURE))
    page = page_of(line)
    found = with_numbers_read_again(page, _printed(line), lambda sheet: page_of()).blocks[0].lines[0].words
    assert [word.text for word in found if word.edit is not None and word.edit.kind == "doubtful"] == doubtful


def test_what_cannot_be_so_keeps_what_one_of_them_has_for_a_sign() -> None:
    line = _line(("2", SURE), ("8", UNSURE), ("lottlista", SURE))
    number = _again(line, *[("2", "8", "lottlista"), ("2", "§", "lottlista")] * 2)[1]
    assert [choice.text for choice in number.choices[0]] == ["8", "§"]
    assert number.edit is not None


def test_numbers_upon_each_other_are_doubtful() -> None:
    line = Line(
        (*_line(("66,13", SURE)).words, Word("0", Box(160, 60, 178, 85), SURE), *_line(("socknar", SURE)).words)
    )
    found = with_numbers_read_again(page_of(line), _printed(line), lambda sheet: page_of()).blocks[0].lines[0].words
    assert [word.text for word in found if word.edit is not None] == ["66,13", "0"]


@pytest.mark.slow
def test_the_engine_reads_a_number_of_a_page_again() -> None:
    from ocr_fix.recognition.engines.own_model import OWN  # noqa: PLC0415
    from ocr_fix.recognition.engines.tesseract import Tesseract  # noqa: PLC0415

    image, face = Image.new("L", (1200, 200), 255), font("times", "roman", 46)
    draw, left, words = ImageDraw.Draw(image), 100, []
    for text, read, sure in (("Kvarnen", "Kvarnen", SURE), ("brann", "brann", SURE), ("1738", "1733", 0.5)):
        draw.text((left, 60), text, fill=0, font=face)
        words.append(Word(read, Box(*(round(side) for side in draw.textbbox((left, 60), text, font=face))), sure))
        left += round(face.getlength(text + " "))
    page, engine = page_of(Line(tuple(words))), Tesseract()
    found = with_numbers_read_again(page, PageImage(1, image, 300), lambda sheet: engine.read(sheet, (OWN,)))
    assert texts(found) == ["Kvarnen brann 1738"]


@pytest.mark.parametrize(
    ("last", "amounts", "doubtful"), [("29.33", 3, True), ("29.33", 2, False), ("9.133", 3, False)]
)
def test_a_stop_among_the_commas_of_a_column_is_doubtful(last: str, amounts: int, doubtful: bool) -> None:
    column = [("Spikar", "31,75"), ("Färger", "14,90"), ("Hyveln", "99,50")][:amounts]
    lines = [_line((name, SURE), (text, SURE)) for name, text in (*column, ("Lacket", last))]
    page = page_of(*lines)
    found = with_numbers_read_again(page, _printed(lines[0]), lambda sheet: page_of()).blocks[0].lines
    marked = [word.text for line in found for word in line.words if word.edit is not None]
    assert marked == ([last] if doubtful else [])
