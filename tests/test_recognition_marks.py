"""Strokes that models mix up are told apart by what is printed, in both directions."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageFont
from recognition_pages import page_of, texts

from ocr_fix.document import Box, Choice, Line, Page, Word
from ocr_fix.recognition.signs.address_lists import median_of, with_addresses
from ocr_fix.recognition.signs.marks import with_marks

SIZE = 48
FONT = ImageFont.load_default(SIZE)
LEFT, TOP, LINE = 60, 40, 90

Reading = tuple[str, str]
"""What is printed, and what was read there."""


def _page(*lines: list[Reading], choices: str = "") -> tuple[Page, Image.Image]:
    """A page with one thing printed and another read."""
    image = Image.new("L", (1600, TOP + LINE * len(lines) + 60), 245)
    draw = ImageDraw.Draw(image)
    ranked = (tuple(Choice(one, 0.5) for one in choices),) if choices else ()
    made = []
    for row, readings in enumerate(lines):
        left, words = float(LEFT), []
        for printed, read in readings:
            place = (left, TOP + row * LINE)
            draw.text(place, printed, font=FONT, fill=20)
            box = Box(*map(round, draw.textbbox(place, printed, font=FONT)))
            words.append(Word(read, box, 0.8, choices=ranked if len(read) == 1 else ()))
            left = box.right + 0.3 * SIZE
        made.append(Line(tuple(words)))
    return page_of(*made), image


def _same(text: str) -> list[Reading]:
    return [(word, word) for word in text.split()]


def _read(*lines: list[Reading], choices: str = "") -> list[str]:
    page, image = _page(*lines, choices=choices)
    return texts(with_marks(page, image))


@pytest.mark.parametrize("read", ["23)", "212)", "2I3)"])
def test_the_bracket_of_a_page_mark_is_seen(read: str) -> None:
    pages = read[-2]
    assert _read([*_same("Protokoll"), (f"2 ({pages})", read)]) == [f"Protokoll 2 ({pages})"]


@pytest.mark.parametrize("mark", ["13)", "112)", "7)"])
def test_a_figure_before_a_closing_bracket_stays_a_figure(mark: str) -> None:
    assert _read(_same(f"Protokoll {mark}")) == [f"Protokoll {mark}"]


def test_a_slash_leans_and_an_exclamation_mark_does_not() -> None:
    assert _read([*_same("Diarienummer"), ("2031/", "2031!")]) == ["Diarienummer 2031/"]
    assert _read(_same("Vi ses 2031!")) == ["Vi ses 2031!"]


def test_one_is_read_where_something_is_counted() -> None:
    assert _read([*_same("från"), ("1", "I"), *_same("oktober")]) == ["från 1 oktober"]
    assert _read([*_same("enligt"), ("1", "I"), *_same("kap.")]) == ["enligt 1 kap."]


@pytest.mark.parametrize("line", ["I oktober öppnar badet", "Badet stängde. I oktober öppnar det", "kung Karl I dog"])
def test_a_capital_stays_where_it_may_stand(line: str) -> None:
    assert _read(_same(line)) == [line]


def test_an_i_with_its_dot_is_no_one() -> None:
    assert _read([*_same("punkt 4"), ("i", "1"), *_same("avtalet")], choices="1i") == ["punkt 4 i avtalet"]
    assert _read([*_same("punkt 4"), ("1", "1"), *_same("meter")], choices="1i") == ["punkt 4 1 meter"]


def test_a_list_that_goes_on_in_figures_begins_with_one() -> None:
    assert _read([("1.", "I."), *_same("Val")], _same("2. Budget"))[0] == "1. Val"
    assert _read(_same("I. Val"), _same("II. Budget"), _same("2. Hamnen"))[0] == "I. Val"
    assert _read(_same("I. Val"), _same("Budget"))[0] == "I. Val"


def test_a_comma_hangs_and_a_full_stop_stands() -> None:
    assert _read([*_same("senast"), ("mars.", "mars,"), *_same("Anmäl dig")]) == ["senast mars. Anmäl dig"]
    assert _read([*_same("punkterna"), ("6,", "6."), *_same("7 och 9")]) == ["punkterna 6, 7 och 9"]
    for line in ("hos Anna, Bo och Cia", "bl.a. hamnen, torget", "Bron är klar. Den är ny"):
        assert _read(_same(line)) == [line]


def test_a_full_stop_at_the_end_of_a_line_is_seen_where_a_sentence_begins_below() -> None:
    assert _read([*_same("till"), ("torget.", "torget,")], _same("Bron är klar"))[0] == "till torget."


def test_a_percent_sign_is_as_wide_as_it_is_high() -> None:
    assert _read([*_same("Avgiften är 40"), ("%", "§"), *_same("av taxan")]) == ["Avgiften är 40 % av taxan"]
    assert _read([*_same("enligt 40"), ("§", "§"), *_same("lagen")]) == ["enligt 40 § lagen"]


def test_a_five_after_a_name_is_a_party_only_where_parties_are_named() -> None:
    named = [*_same("Anna Berglind"), ("(S)", "(5)")]
    assert _read(_same("Olle Strandqvist (M)"), named)[1] == "Anna Berglind (S)"
    assert _read(_same("Olle Strandqvist"), named)[1] == "Anna Berglind (5)"
    assert _read(_same("Olle Strandqvist (M)"), _same("se bilaga (5)"))[1] == "se bilaga (5)"


HOST = "https://arkiv.lindsjokommun.example"


def _addresses(*readings: tuple[str, float]) -> list[str]:
    return texts(with_addresses(page_of(*(Line((Word(text, None, sure),)) for text, sure in readings))))


def test_addresses_built_alike_agree_but_for_their_digits() -> None:
    found = _addresses(
        (f"{HOST}/akter/2019-04/AK88.pdf", 0.9),
        (f"{HOST}/akter/2019-07/AK91.påf", 0.3),
        (f"{HOST.replace('sjo', 'sj6').replace('https', 'hups').replace('6', 'o')}/akter/2020-01/AK7.pdf", 0.4),
        (f"{HOST}/akfer/2018-11/AK105.pdf", 0.4),
    )
    assert found == [
        f"{HOST}/akter/{end}.pdf" for end in ("2019-04/AK88", "2019-07/AK91", "2020-01/AK7", "2018-11/AK105")
    ]


def test_addresses_that_are_surely_read_or_few_are_left_alone() -> None:
    sure = [(f"{HOST}/del-{letter}/1.pdf", 0.9) for letter in "aab"]
    assert _addresses(*sure) == [text for text, _ in sure]
    few = [(f"{HOST}/akter/1.pdf", 0.9), (f"{HOST}/akfer/2.pdf", 0.3)]
    assert _addresses(*few) == [text for text, _ in few]


def test_a_tie_has_no_median() -> None:
    assert median_of(["akter", "akfer"]) is None
    assert median_of(["akter", "akfer", "aktar"]) == "akter"
