"""Dashes of numbers are told by their measure on the page, also minuses that were not read."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter
from recognition_pages import page_of, texts

from ocr_fix.document import Box, Line, Page, Word
from ocr_fix.recognition.signs.dashes import with_dashes
from ocr_fix.recognition.signs.ink.hyphen_width import hyphen_of, is_written_with_hyphen
from ocr_fix.recognition.signs.ink.strokes import dash_of, dash_width, em_of, pitch_of

EM = 48
DIGIT = 33  # the height of a digit in type of that size
PAPER, INK = 245, 20


def _blank(width: int = 400, height: int = 100) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("L", (width, height), PAPER)
    return image, ImageDraw.Draw(image)


def _range(dash: float) -> tuple[Image.Image, Box]:
    """Two upright strokes like 1 or 7 with a dash of so many ems between them."""
    image, draw = _blank()
    width = round(dash * EM)
    draw.rectangle((20, 20, 26, 20 + DIGIT - 1), fill=INK)
    draw.rectangle((12, 20, 26, 23), fill=INK)  # the bar of a 7: thin, but not in the middle
    draw.rectangle((32, 38, 31 + width, 41), fill=INK)
    draw.rectangle((38 + width, 20, 44 + width, 20 + DIGIT - 1), fill=INK)
    return image, Box(12, 20, 45 + width, 20 + DIGIT)


@pytest.mark.parametrize(("ems", "dash"), [(0.25, "-"), (0.5, "–"), (0.56, "–"), (0.31, None), (1.0, "—"), (0.1, None)])
@pytest.mark.parametrize("blur", [0, 1])
def test_a_dash_between_digits_is_told_by_its_width(ems: float, dash: str | None, blur: int) -> None:
    image, box = _range(ems)
    image = image.filter(ImageFilter.GaussianBlur(blur))
    assert dash_of(dash_width(image, box, EM), EM) == dash


def test_no_dash_is_seen_in_letters_or_on_blank_paper() -> None:
    image, draw = _blank()
    assert dash_width(image, Box(0, 0, 400, 60), EM) == 0
    draw.rectangle((20, 20, 200, 60), fill=INK)
    assert dash_width(image, Box(20, 20, 201, 61), EM) == 0


def test_the_size_of_the_type_is_told_from_words_with_and_without_tall_letters() -> None:
    words = [
        Word("en", Box(0, 0, 50, round(0.46 * EM))),
        Word("Nio", Box(0, 0, 50, round(0.69 * EM))),
        Word("någon", Box(0, 0, 50, round(0.90 * EM))),
    ]
    for word in words:
        assert em_of([word]) == pytest.approx(EM, rel=0.05)
    assert em_of(words) == pytest.approx(EM, rel=0.05)
    assert em_of([Word("—", Box(0, 0, 50, 4)), Word("utan")]) is None


def test_a_line_whose_words_are_as_high_as_the_line_tells_no_size() -> None:
    tall = [Word(text, Box(0, 0, 40, 62)) for text in ("hvad", "en", "vara", "tror")]
    assert em_of(tall) is None
    assert em_of(tall[:1]) is not None


@given(digits=st.from_regex(r"\(?[0-9]{1,4}-[0-9]{1,4}[,.)]?", fullmatch=True), ems=st.floats(0.2, 1.0))
def test_measuring_a_dash_changes_no_digit(digits: str, ems: float) -> None:
    image, box = _range(ems)
    words = (Word(digits, box, 0.9), Word("Punkten", Box(200, 20, 380, 20 + DIGIT), 0.9))
    text = texts(with_dashes(page_of(Line(words)), image))[0]
    assert text.replace("–", "-").replace("—", "-") == f"{digits} Punkten"


@pytest.mark.parametrize("number", ["2024-03-18", "1103-405X", "A-12"])
def test_what_is_no_range_is_not_measured(number: str) -> None:
    image, box = _range(0.5)
    words = (Word(number, box, 0.9), Word("Punkten", Box(200, 20, 380, 20 + DIGIT), 0.9))
    assert texts(with_dashes(page_of(Line(words)), image)) == [f"{number} Punkten"]


TYPED = ["Mötet", "öppnades", "klockan", "nio", "och", "ordföranden", "hälsade", "alla", "välkomna", "dit"] * 3


@pytest.mark.parametrize(("share", "dash"), [(1.0, "—"), (0.75, None), (0.45, "-")])
def test_in_typescript_a_dash_is_told_by_the_place_it_fills(share: float, dash: str | None) -> None:
    pitch = 24
    assert dash_of(round(share * pitch), EM, pitch) == dash


def test_a_dash_that_stands_alone_stays_as_it_was_read() -> None:
    image, draw = _blank()
    draw.rectangle((40, 36, 39 + EM // 2, 39), fill=INK)
    words = (Word("—", Box(40, 36, 40 + EM // 2, 40), 0.8), Word("Punkten", Box(100, 20, 300, 20 + DIGIT), 0.9))
    assert texts(with_dashes(page_of(Line(words)), image)) == ["— Punkten"]


def test_type_of_many_widths_has_no_pitch() -> None:
    def page(widths: list[int]) -> list[Word]:
        return [Word(word, Box(0, 0, width, DIGIT)) for word, width in zip(TYPED, widths, strict=True)]

    even = [24 * len(word) - 4 for word in TYPED]
    assert pitch_of(page(even)) == pytest.approx(24)
    uneven = [width + 16 * (at % 3 - 1) for at, width in enumerate(even)]
    assert pitch_of(page(uneven)) is None
    # Of few words all must be as wide as they should be, of very few nothing tells.
    assert pitch_of(page(even)[:12]) == pytest.approx(24)
    assert pitch_of(page([even[0] + 12, *even[1:]])) == pytest.approx(24, abs=1)
    assert pitch_of(page([even[0] + 12, *even[1:]])[:12]) is None
    assert pitch_of(page(even)[:7]) is None


@pytest.mark.parametrize(
    ("strokes", "before", "expected"),
    [
        ([(150, 36, 168, 39)], "Vatten", "–25"),
        ([(150, 36, 168, 39)], "", "–25"),
        ([(150, 36, 168, 39)], "de", "25"),  # of text: too little white
        ([(150, 44, 168, 47)], "Vatten", "25"),  # on the foot of the line
        ([(150, 30, 168, 44)], "Vatten", "25"),  # a block
        ([(150, 36, 153, 39)], "Vatten", "25"),  # a speck
        ([(150, 36, 168, 39), (135, 30, 141, 36)], "Vatten", "25"),  # with something else
        ([(125, 36, 143, 39)], "Vatten", "25"),  # too far
    ],
)
def test_a_stroke_before_a_number_of_a_table_that_was_not_read_is_a_minus(
    strokes: list[tuple[int, int, int, int]], before: str, expected: str
) -> None:
    image, draw = _blank(500)
    for stroke in strokes:
        draw.rectangle(stroke, fill=INK)
    for left in (175, 196):
        draw.rectangle((left, 20, left + 15, 19 + DIGIT), fill=INK)
    number = Word("25", Box(175, 20, 212, 20 + DIGIT), 0.97)
    end = 130 if before == "de" else 60
    first = (Word(before, Box(0, 20, end, 20 + DIGIT), 0.95),) if before else ()
    page = page_of(Line((*first, number)), Line((Word("Punkten", Box(20, 70, 200, 70 + DIGIT), 0.9),)))
    assert texts(with_dashes(page, image))[0] == f"{before} {expected}".strip()


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("2019-06-03.", True),
        ("(810412-1234)", True),
        ("08–632", True),
        ("070-153,", True),
        ("08–16", False),
        ("2009–2014", False),
        ("156-2", False),
    ],
)
def test_dates_people_and_telephones_are_written_with_hyphens(number: str, expected: bool) -> None:
    assert is_written_with_hyphen(number) is expected


def _divided(hyphens: Sequence[float], dash: float) -> tuple[Page, Image.Image]:
    """A page of words that are divided at the ends of their lines, and of one range, by widths in ems."""
    image, draw = _blank(600, 100 + 100 * len(hyphens))
    lines = []
    for row, ems in enumerate(hyphens):
        top = 100 * row
        draw.rectangle((20, top + 20, 99, top + 19 + DIGIT), fill=INK)
        draw.rectangle((110, top + 36, 109 + round(ems * EM), top + 39), fill=INK)
        lines.append(Line((Word("Kvar-", Box(20, top + 20, 110 + round(ems * EM), top + 20 + DIGIT), 0.9),)))
    top, width = 100 * len(hyphens), round(dash * EM)
    draw.rectangle((20, top + 20, 39, top + 19 + DIGIT), fill=INK)
    draw.rectangle((46, top + 36, 45 + width, top + 39), fill=INK)
    draw.rectangle((52 + width, top + 20, 71 + width, top + 19 + DIGIT), fill=INK)
    number = Word("4-6", Box(20, top + 20, 72 + width, top + 20 + DIGIT), 0.9)
    lines.append(Line((number, Word("Punkten", Box(200, top + 20, 380, top + 20 + DIGIT), 0.9))))
    return page_of(*lines), image


@pytest.mark.parametrize(
    ("hyphens", "dash", "expected"),
    [
        ([0.33, 0.33], 0.36, "4-6"),  # as wide as an en dash of another face
        ([0.33, 0.33], 0.5, "4–6"),
        ([0.2, 0.2], 0.29, "4–6"),  # as narrow as a hyphen of another face
        ([0.2], 0.29, "4-6"),  # of one hyphen nothing is concluded
        ([0.2, 0.2], 0.26, "4-6"),
    ],
)
def test_a_dash_is_told_by_the_hyphens_of_its_page(hyphens: list[float], dash: float, expected: str) -> None:
    page, image = _divided(hyphens, dash)
    assert texts(with_dashes(page, image))[-1] == f"{expected} Punkten"


def test_the_hyphens_of_a_page_have_one_width() -> None:
    page, image = _divided([0.24, 0.26, 0.25], 0.5)
    assert hyphen_of(page, image, EM) == pytest.approx(0.25, abs=0.02)
    assert hyphen_of(page_of(*page.blocks[0].lines[2:]), image, EM) is None
