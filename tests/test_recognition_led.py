"""Entries that dots lead to their numbers: read with the numbers close behind, and put back where they stand."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from bad_inputs import encoded_picture
from PIL import Image, ImageDraw
from recognition_pages import texts

import ocr_fix
from ocr_fix.document import Block, Box, Line, Page, PageImage, Word
from ocr_fix.recognition.led.closing_up import DOT, closed_up, opened_up
from ocr_fix.recognition.led.entries import led_entries
from ocr_fix.recognition.reader import Reader
from samples.fonts import font

PAPER, INK, SIZE, LEFT, RIGHT, LEADING = 250, 20, 42, 120, 1100, 64
ENTRIES = [
    ("Förord", 3),
    ("1 Backens ägare", 4),
    ("1.1 Skifte och arv", 9),
    ("2 Bron över bäcken", 17),
    ("Källor", 102),
]


def _contents(leader: str = DOT, entries: list[tuple[str, int]] = ENTRIES) -> PageImage:
    """A page of contents with leaders from the entries to their pages."""
    page = Image.new("L", (1300, 140 + LEADING * len(entries)), PAPER)
    draw, type_ = ImageDraw.Draw(page), font("times", "roman", SIZE)
    for number, (entry, at) in enumerate(entries):
        top, end = 80 + LEADING * number, RIGHT - type_.getlength(str(at))
        draw.text((LEFT, top), entry, fill=INK, font=type_)
        draw.text((end, top), str(at), fill=INK, font=type_)
        begin = LEFT + type_.getlength(entry) + 12
        count = int((end - 12 - begin) / type_.getlength(leader))
        draw.text((end - 12 - count * type_.getlength(leader), top), leader * count, fill=INK, font=type_)
    return PageImage(1, page, 300)


@pytest.mark.parametrize("leader", [".", ". ", "_"])
def test_numbers_are_set_close_behind_their_entries(leader: str) -> None:
    page = _contents(leader)
    entries = led_entries(page)
    assert len(entries) == len(ENTRIES)
    assert all(abs(entry.number.right - RIGHT) < SIZE / 4 for entry in entries)
    assert all(other.number.top > entry.number.bottom for entry, other in pairwise(entries))
    closed, found = closed_up(page)
    assert found == entries
    ink = closed.image.point([255 if level < 128 else 0 for level in range(256)]).getbbox()
    assert ink is not None
    assert ink[2] < RIGHT - 5 * SIZE
    assert page.image.getpixel((RIGHT - 5, 0)) == PAPER
    given = page.image.crop((RIGHT - SIZE, 0, RIGHT, page.image.height))
    assert given.tobytes() != bytes([PAPER]) * len(given.tobytes())  # the page given is whole


@pytest.mark.parametrize(
    "entries",
    [
        [("Namn", 3)],  # one by itself
        [("a" * 60, 1), ("b" * 58, 2)],  # no room for dots
    ],
)
def test_what_is_no_list_with_leaders_stays(entries: list[tuple[str, int]]) -> None:
    page = _contents(entries=entries)
    assert closed_up(page) == (page, [])


def test_rules_to_write_on_lead_to_nothing() -> None:
    page = Image.new("L", (1300, 500), PAPER)
    draw = ImageDraw.Draw(page)
    for top in range(100, 400, 90):
        draw.text((LEFT, top), "Namn", fill=INK, font=font("times", "roman", SIZE))
        draw.line((LEFT + 140, top + 38, RIGHT, top + 38), fill=INK, width=3)
    assert led_entries(PageImage(1, page, 300)) == []


def test_worn_rules_of_a_table_lead_to_nothing() -> None:
    page = Image.new("L", (1300, 700), PAPER)
    draw, rng = ImageDraw.Draw(page), Random(3)
    for top in range(80, 600, 90):
        draw.text((LEFT + 10, top), "Summa", fill=INK, font=font("times", "roman", SIZE))
        draw.text((RIGHT - 90, top), "417", fill=INK, font=font("times", "roman", SIZE))
        x = LEFT
        while x < RIGHT:  # pieces of a rule, which goes from one down to another
            wide = rng.randint(4, 16)
            draw.line((x, top + 66, min(RIGHT, x + wide), top + 66), fill=INK, width=3)
            x += wide + rng.randint(3, 6)
        for x in (LEFT, RIGHT):
            draw.line((x, top + 35, x, top + 100), fill=INK, width=3)
    assert led_entries(PageImage(1, page, 300)) == []


def test_numbers_are_put_back_with_the_dots_before_them() -> None:
    entry = led_entries(_contents())[1]
    left = entry.end + 18
    width = entry.number.right - entry.number.left
    words = (
        Word("Ägare", Box(LEFT, entry.number.top, entry.end, entry.number.bottom), 0.9),
        Word("4", Box(left, entry.number.top, left + width, entry.number.bottom), 0.8),
    )
    page = opened_up(Page(1, (Block((Line(words),)),), 1300, 600, 300), [entry])
    assert texts(page) == [f"Ägare {DOT * entry.count} 4"]
    boxes = [word.box for word in page.blocks[0].lines[0].words]
    assert boxes[1] == entry.dots
    assert boxes[2] is not None
    assert abs(boxes[2].left - entry.number.left) <= 2
    unread = Page(1, (Block((Line(words[:1]),)),), 1300, 600, 300)
    assert opened_up(unread, [entry]) == unread


def test_lines_that_slope_a_little_are_closed_up_along_their_slope() -> None:
    page = _contents()
    askew = PageImage(1, page.image.rotate(-0.8, fillcolor=PAPER, resample=Image.Resampling.BICUBIC), 300)
    entries = led_entries(askew)
    assert len(entries) == len(ENTRIES)
    assert all(0.008 < entry.slope < 0.02 for entry in entries)
    read = texts(Reader().read(askew))
    assert [line.split()[-1] for line in read] == [str(number) for _, number in ENTRIES]


@pytest.mark.parametrize("leader", [".", "_"])
def test_contents_are_read_whole(leader: str) -> None:
    page = Reader().read(_contents(leader))
    assert [[word for word in line.split() if word.strip(DOT)] for line in texts(page)] == [
        [*entry.split(), str(number)] for entry, number in ENTRIES
    ]
    assert page.note is None


@pytest.mark.slow
@pytest.mark.parametrize("leader", [".", "_"])
def test_contents_are_lines_and_no_word_is_made_of_dots(leader: str) -> None:
    lines = ocr_fix.clean(encoded_picture(_contents(leader).image, "PNG", dpi=(300, 300))).text.splitlines()
    assert [[word for word in line.split() if word.strip(DOT)] for line in lines] == [
        [*entry.split(), str(number)] for entry, number in ENTRIES
    ]
