"""What may hide a sign is read again from a strip; numbers that are not certain are said to be doubtful."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from recognition_pages import HEIGHT, WIDTH, line_of, page_of

from ocr_fix.document import Block, Box, Line, Page, PageImage, Word
from ocr_fix.recognition.boxes import lines_of
from ocr_fix.recognition.doubts import with_doubts
from ocr_fix.recognition.signs.strip import may_hide_sign, strip_of

PAPER = 240


def _pictured(page: Page) -> PageImage:
    """Paper with a black bar where each word stands."""
    image = Image.new("L", (WIDTH, HEIGHT), PAPER)
    for word in _words(page):
        assert word.box is not None
        image.paste(0, (word.box.left, word.box.top, word.box.right, word.box.bottom))
    return PageImage(1, image, 300)


def _words(page: Page) -> list[Word]:
    return [word for line in lines_of(page) for word in line.words]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (Word("ansvarar", confidence=0.9), False),
        (Word("8", confidence=0.9), True),
        (Word("$", confidence=0.9), True),
        (Word("kontorQviken.example", confidence=0.9), True),
        (Word("x", confidence=0.2), True),
        (Word("x", confidence=0.9), False),
    ],
)
def test_words_that_may_hide_a_sign_are_told(word: Word, expected: bool) -> None:
    assert may_hide_sign(word) is expected


def test_a_page_of_plain_words_needs_no_strip() -> None:
    plain = page_of(line_of(1, ["skolan", "stänger"]))
    assert strip_of(_pictured(plain), plain) is None
    assert strip_of(_pictured(page_of()), page_of()) is None


def test_a_strip_has_the_words_in_question_and_their_neighbours_and_is_smaller() -> None:
    reading = page_of(
        line_of(1, ["aa", "bb", "cc", "dd", "12", "ee", "ff", "gg", "hh"]),
        line_of(2, ["skolan", "stänger"]),
        line_of(40, ["ii", "35", "20"]),
    )
    page = _pictured(reading)
    strip = strip_of(page, reading)
    assert strip is not None
    assert strip.page.image.size[1] < HEIGHT / 5
    assert strip.page.dpi == page.dpi
    ink = strip.page.image.histogram()[0]
    shown = {"cc", "dd", "12", "ee", "ff", "ii", "35", "20"}
    expected = sum(_area(word) for word in _words(reading) if word.text in shown)
    assert ink == expected


def _area(word: Word) -> int:
    assert word.box is not None
    return (word.box.right - word.box.left) * (word.box.bottom - word.box.top)


@given(
    rows=st.lists(
        st.sampled_from([["12", "kap."], ["enligt", "8"], ["a", "b", "c", "35", "d"]]), min_size=1, max_size=8
    ),
)
def test_boxes_found_on_the_strip_go_back_to_where_they_stand_on_the_page(rows: list[list[str]]) -> None:
    reading = page_of(*(line_of(2 * row + 1, words) for row, words in enumerate(rows)))
    page = _pictured(reading)
    strip = strip_of(page, reading)
    assert strip is not None
    found = strip.on_page(_bars(strip.page.image))
    boxes = [word.box.to_list() for word in _words(reading) if word.box is not None]
    for word in _words(found):
        assert word.box is not None
        mine = word.box.to_list()
        assert any(max(abs(a - b) for a, b in zip(mine, box, strict=True)) <= 1 for box in boxes)
    assert len(_words(found)) == sum(map(len, rows)) - sum(row[0] == "a" for row in rows)


def _bars(image: Image.Image) -> Page:
    """What an engine would see on a strip of bars: each bar as a word."""
    lines = []
    dark = image.point([255 if level < 100 else 0 for level in range(256)])
    rows = [bool(level) for level in dark.resize((1, dark.height), Image.Resampling.BOX).tobytes()]
    for top, bottom in _runs(rows):
        band = dark.crop((0, top, dark.width, bottom))
        columns = [bool(level) for level in band.resize((band.width, 1), Image.Resampling.BOX).tobytes()]
        lines.append(Line(tuple(Word("8", Box(left, top, right, bottom), 0.9) for left, right in _runs(columns))))
    return Page(1, (Block(tuple(lines)),), image.width, image.height, 300)


def _runs(flags: list[bool]) -> list[tuple[int, int]]:
    runs, start = [], None
    for index, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = index
        elif not flag and start is not None:
            runs.append((start, index))
            start = None
    return runs


def _doubts(page: Page) -> dict[str, str]:
    return {word.text: word.edit.reason for word in _words(page) if word.edit is not None}


def test_numbers_on_which_the_readings_disagree_are_doubtful_and_stay() -> None:
    reading = page_of(line_of(1, ["den", "13", "mars", "1987", "kl."]))
    second = page_of(line_of(1, ["den", ("18", 0.8), "mars", "1987", "kl."]))
    marked = with_doubts(reading, second)
    assert list(_doubts(marked)) == ["13"]
    assert "18" in _doubts(marked)["13"]
    assert [word.text for word in _words(marked)] == [word.text for word in _words(reading)]
    unsure = page_of(line_of(1, ["den", ("18", 0.3), "mars", "1987", "kl."]))
    assert with_doubts(reading, unsure) == reading


def test_a_point_within_a_number_counts_and_what_stands_around_it_does_not() -> None:
    reading = page_of(line_of(1, ["6011", "4-6", "(12)."]))
    second = page_of(line_of(1, ["601.1", "4–6,", "12)"]))
    assert list(_doubts(with_doubts(reading, second))) == ["6011"]


def test_a_number_that_the_engine_guessed_is_doubtful_and_a_word_is_not() -> None:
    reading = page_of(line_of(1, [("13", 0.2), ("maj", 0.2), ("1987", 0.8)]))
    assert list(_doubts(with_doubts(reading, None))) == ["13"]
