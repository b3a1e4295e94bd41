"""Type that no word was read for is found, read again or told; what is no type is left alone."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import sin

import pytest
from PIL import Image, ImageDraw
from recognition_pages import texts

from ocr_fix.document import Block, Box, Line, Page, PageImage, Word
from ocr_fix.languages import load_language
from ocr_fix.recognition.engines.own_model import OWN
from ocr_fix.recognition.engines.tesseract import Tesseract
from ocr_fix.recognition.judgement import known_words
from ocr_fix.recognition.left_out.reading import with_left_out
from ocr_fix.recognition.missed import completing
from ocr_fix.recognition.missed.completing import Completed, completed, is_sure, with_dropped
from ocr_fix.recognition.missed.remains import remains_of
from ocr_fix.recognition.missed.telling import told
from ocr_fix.recognition.missed.type_rows import TypeRow, rows_of
from ocr_fix.recognition.reader import Reader
from samples.fonts import font

PAPER, BLACK, FAINT = 245, 20, 225
BODY = [
    "Föreningen lagade bryggan i maj och målade båthuset om hösten.",
    "Vägen till sjön är grusad, och grinden står öppen om dagen.",
    "Medlemmarna möts den första tisdagen i varje månad.",
]
NOTICE = ["Nycklar till boden lämnas ut av kassören mot kvittens.", "Den som lånar ekan bär själv in årorna efteråt."]
FOOT = "Frågor besvaras av styrelsen vid Lillsjöns norra strand"
BODY_AT, NOTICE_AT, FOOT_AT, LEADING = 80, 420, 900, 60


def _drawn(page: Image.Image, lines: list[str], top: int, ink: int) -> None:
    for number, line in enumerate(lines):
        place = (100, top + LEADING * number)
        ImageDraw.Draw(page).text(place, line, fill=ink, font=font("times", "roman", 40))


def _page() -> PageImage:
    """Black lines, faint ones that Tesseract takes for paper, and at the foot one of which scraps are left."""
    page = Image.new("L", (1500, 1000), PAPER)
    _drawn(page, BODY, BODY_AT, BLACK)
    _drawn(page, NOTICE, NOTICE_AT, FAINT)
    _drawn(page, [FOOT], FOOT_AT, BLACK)
    chance, draw = random.Random(4), ImageDraw.Draw(page)
    for top in range(FOOT_AT, FOOT_AT + LEADING, 3):
        for left in range(0, page.width, 3):
            if chance.random() < 0.6:
                draw.rectangle((left, top, left + 2, top + 2), fill=PAPER)
    return PageImage(1, page, 300)


def _rows(page: PageImage, words: list[Box]) -> list[TypeRow]:
    ink = remains_of(page, words)
    return [] if ink is None else rows_of(ink)


def test_rows_of_type_are_found_where_no_word_is() -> None:
    page = _page()
    rows = _rows(page, [Box(90, BODY_AT, 1400, NOTICE_AT - LEADING)])
    tops = [NOTICE_AT, NOTICE_AT + LEADING, FOOT_AT]
    assert [round((row.box.top - top) / LEADING) for row, top in zip(rows, tops, strict=True)] == [0, 0, 0]
    assert all(row.is_plainly_type for row in rows)
    everything = [Box(90, top, 1400, top + LEADING) for top in (BODY_AT, 140, 200, *tops)]
    assert remains_of(page, everything) is None


def _ornament(draw: ImageDraw.ImageDraw) -> None:
    for left in range(100, 1400, 40):
        draw.arc((left, 100, left + 40, 130), 0, 180, fill=0, width=4)


def _leaders(draw: ImageDraw.ImageDraw) -> None:
    for left in range(100, 1400, 20):
        draw.ellipse((left, 120, left + 6, 126), fill=0)


def _rules(draw: ImageDraw.ImageDraw) -> None:
    for at in range(60, 400, 50):
        draw.line((100, at, 1400, at), fill=0, width=3)
        draw.line((60 + 3 * at, 60, 60 + 3 * at, 360), fill=0, width=3)


def _bars(draw: ImageDraw.ImageDraw) -> None:
    for left in range(100, 1400, 30):
        draw.rectangle((left, 300 - left % 170, left + 18, 300), fill=0)


def _scrawl(draw: ImageDraw.ImageDraw) -> None:
    points = [(100 + 2 * at, 200 + 40 * sin(at / 9) * sin(at / 31)) for at in range(400)]
    draw.line(points, fill=0, width=5)


def _texture(draw: ImageDraw.ImageDraw) -> None:
    chance = random.Random(5)
    for _ in range(6000):
        left, top = chance.randint(100, 1300), chance.randint(40, 340)
        draw.rectangle(
            (left, top, left + chance.randint(2, 30), top + chance.randint(2, 20)), fill=chance.randint(0, 255)
        )


@pytest.mark.parametrize("draw", [_ornament, _leaders, _rules, _bars, _scrawl, _texture])
def test_what_is_drawn_is_no_type(draw: Callable[[ImageDraw.ImageDraw], None]) -> None:
    page = Image.new("L", (1500, 420), PAPER)
    draw(ImageDraw.Draw(page))
    assert not [row for row in _rows(PageImage(1, page, 300), []) if row.is_plainly_type]


@pytest.mark.parametrize("lines", [2, 40])
def test_where_much_was_not_read_the_better_of_two_readings_is_completed(lines: int) -> None:
    page = _page()
    line = Line((Word("Frågor", Box(90, BODY_AT, 1400, NOTICE_AT - LEADING), 0.9),))
    some = Page(1, (Block((line,) * lines),), *page.image.size, 300)
    whole = replace(some, blocks=(Block((Line((Word("Allt", Box(0, 0, *page.image.size), 0.9),)),)),))
    found = completed(some, page, lambda _: replace(some, blocks=()), lambda _: True, lambda _: whole)
    assert (found.page is whole) is (lines == 2)  # three rows were not read
    kept = completed(some, page, lambda _: replace(some, blocks=()), lambda _: True, lambda reading: reading)
    assert kept.page == some


@pytest.mark.slow
def test_what_was_left_out_is_read_in_its_place_or_told() -> None:
    page = _page()
    at_first = Tesseract().read(page, ("swe",))
    assert not set(NOTICE) & set(texts(at_first))  # else this shows nothing
    read = Reader().read(page)
    assert texts(read)[: len(BODY) + len(NOTICE)] == [*BODY, *NOTICE]
    box = next(line.box for block in read.blocks for line in block.lines if line.words[0].text == "Nycklar")
    assert box is not None
    assert NOTICE_AT <= box.top < box.bottom <= NOTICE_AT + LEADING
    assert read.note == "page 1: shows a line of type in its lower part that was not read"


def test_more_rows_of_type_than_are_read_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    page = _page()
    rows = _rows(page, [Box(90, BODY_AT, 1400, NOTICE_AT - LEADING)])
    assert len(rows) == 3
    monkeypatch.setattr(completing, "rows_of", lambda _: rows * 41)
    nothing_read = Page(1, (), *page.image.size, 300)
    found = completed(nothing_read, page, lambda _: nothing_read, lambda _: False)
    # Those of the page's other side are not, and those of which something was read are not unread.
    assert found == Completed(nothing_read, tuple(rows * 41))
    half_read = Page(1, (Block((Line((Word("Frågor", rows[-1].box, 0.2),)),)),), *page.image.size, 300)
    assert completed(half_read, page, lambda _: nothing_read, lambda _: False).unread == tuple(rows[:2] * 41)
    behind = Page(1, (Block((Line((Word("boden", rows[0].box, 0.9),)),)),), *page.image.size, 300)
    readings = iter([behind, nothing_read])
    assert completed(nothing_read, page, lambda _: next(readings), "boden".__eq__).unread == ()


@pytest.mark.slow
def test_what_shows_through_from_the_other_side_is_neither_read_nor_told() -> None:
    behind = Image.new("L", (1500, 600), PAPER)
    _drawn(behind, NOTICE, NOTICE_AT, FAINT)
    image = behind.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    _drawn(image, BODY, BODY_AT, BLACK)
    page = PageImage(1, image, 300)
    rows = _rows(page, [Box(90, BODY_AT, 1400, NOTICE_AT - LEADING)])
    assert [row.is_plainly_type for row in rows] == [True, True]
    read = Reader().read(page)
    assert texts(read) == BODY
    assert read.note is None


def test_only_known_words_and_numbers_are_sure() -> None:
    known = {"nycklar", "till", "boden"}.__contains__
    box = Box(0, 0, 10, 10)
    assert is_sure([Word(text, box, 0.7) for text in ("nycklar", "till", "boden")], known)
    assert is_sure([Word("0950-123", box, 0.95)], known)
    assert not is_sure([Word("0950-123", box, 0.7)], known)
    assert not is_sure([Word(text, box, 0.95) for text in ("1J", "DU", "Iliv")], known)
    assert not is_sure([Word(text, box, 0.4) for text in ("nycklar", "till", "boden")], known)


def test_a_note_says_how_much_and_where() -> None:
    def row(top: int) -> TypeRow:
        return TypeRow(Box(100, top, 900, top + 30), 20, 0.0, 0.4, 1.4, 40, 0.4)

    assert told([row(10), row(60)], 2, 900) == ("page 2: shows type in its upper part that was not read: about 2 lines")
    assert told([row(10), row(12), row(800)], 2, 900) == (
        "page 2: shows type in several places that was not read: about 2 lines"
    )


@pytest.mark.parametrize(
    ("row", "belongs"),
    [
        (Box(420, 100, 600, 140), True),
        (Box(100, 136, 300, 176), False),  # the line below, whose letters rise into it
        (Box(420, 80, 600, 160), False),  # a heading beside it
        (Box(500, 100, 700, 140), False),  # another column
    ],
    ids=["beside", "below", "higher", "far"],
)
def test_a_row_belongs_to_the_line_that_it_goes_on(row: Box, belongs: bool) -> None:
    assert completing._on_one_line(Box(0, 100, 400, 140), row) is belongs


@pytest.mark.parametrize(
    ("words", "before", "sure", "is_better"),
    [
        ("Vägen till sjön", "~x", 0.95, True),
        ("Vägen till sjön", "~x", 0.75, False),
        ("Vägen till sjön", "Wqgentllsj", 0.95, False),  # more words of hardly more letters are the same in pieces
        ("Vägen xqzvbk wrtpl", "~x", 0.95, False),
        ("Vägen till sjön", "Vägen tlll sjön", 0.95, False),
    ],
    ids=["known", "unsure", "in pieces", "unknown", "alike"],
)
def test_what_is_read_anew_takes_a_place_where_it_is_surely_more(
    words: str, before: str, sure: float, is_better: bool
) -> None:
    made, old = ([Word(text, None, sure) for text in each.split()] for each in (words, before))
    assert completing._is_better(made, old, {"Vägen", "till", "sjön"}.__contains__) is is_better


@pytest.mark.parametrize(
    ("text", "sure", "is_doubted"),
    [("||", 0.6, True), ("||", 0.8, False), ("xqz", 0.4, True), ("xqz", 0.6, False), ("Vägen", 0.4, False)],
)
def test_unsure_signs_and_unknown_words_are_read_again(text: str, sure: float, is_doubted: bool) -> None:
    assert completing._is_doubted(Word(text, None, sure), {"Vägen"}.__contains__) is is_doubted


ACCOUNTS = ["Skolor 4 217 3 980", "Vägar 6 818 1 774", "Avskrivning 3 178 5 120", "Hamnar 7 404 2 338"]


def _accounts(read: Sequence[tuple[str, float]]) -> tuple[Page, PageImage]:
    """A table of which the engine has read the third row together with the rule above it, and so."""
    image = Image.new("L", (1300, 560), 255)
    draw, face = ImageDraw.Draw(image), font("helvetica", "roman", 40)
    lines: list[Line] = []
    for row, account in enumerate(ACCOUNTS):
        top = 80 + 110 * row
        words = []
        for text, left in zip(account.split(), (80, 600, 640, 1000, 1040), strict=True):
            draw.text((left, top), text, fill=0, font=face)
            words.append(Word(text, Box(*map(int, draw.textbbox((left, top), text, font=face))), 0.96))
        lines.append(Line(tuple(words)))
    third = [
        Word(text, Box(left, 270, left + 20 * len(text), 340), sure)
        for (text, sure), left in zip(read, (90, 655, 900), strict=True)
    ]
    lines[2] = Line(tuple(third))
    return Page(1, (Block(tuple(lines)),), *image.size, 300), PageImage(1, image, 300)


def _anew(picture: PageImage) -> Page:
    return Tesseract().read(picture, (OWN,))


def test_a_line_that_was_read_together_with_a_rule_is_read_anew_as_a_whole() -> None:
    page, picture = _accounts([("heia", 0.2), ("5", 0.6), ("2", 0.7)])
    found = completed(page, picture, _anew, known_words(load_language("sv")))
    assert len(found.dropped) == 1
    whole = with_dropped(with_left_out(found.page, picture, _anew).page, found.dropped)
    assert sorted(texts(whole)) == sorted(ACCOUNTS)


def test_a_line_that_is_high_and_surely_read_stays() -> None:
    page, picture = _accounts([("Av", 0.95), ("5", 0.95), ("2", 0.95)])
    assert completed(page, picture, _anew, known_words(load_language("sv"))).dropped == ()


def test_of_a_dropped_line_stands_again_what_was_not_read_otherwise() -> None:
    line = Line((Word("heia", Box(90, 270, 170, 340), 0.2), Word("3178", Box(600, 270, 700, 340), 0.7)))
    now = Page(1, (Block((Line((Word("Avs", Box(80, 300, 160, 335), 0.9),)),)),), 1300, 560, 300)
    assert sorted(texts(with_dropped(now, [line]))) == ["3178", "Avs"]
    more = Line((Word("Avskrivningar", Box(80, 300, 400, 335), 0.9),))
    assert texts(with_dropped(Page(1, (Block((more,)),)), [line])) == ["Avskrivningar"]
