"""What is mended in a reading: quotes, words that were parted, counts, § and numbers that are not certain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from recognition_pages import HEIGHT, WIDTH, line_of, page_of, texts

from ocr_fix.document import Box, Choice, Edit, Line, Page, Word
from ocr_fix.recognition.boxes import lines_of, rescaled
from ocr_fix.recognition.doubts import with_doubts
from ocr_fix.recognition.rules import RULES, mended
from ocr_fix.recognition.signs.counts import with_counts
from ocr_fix.recognition.signs.joined import with_joined
from ocr_fix.recognition.signs.nearly import with_nearly_read
from ocr_fix.recognition.signs.quotes import with_one_quote


def _words(page: Page) -> list[Word]:
    return [word for line in lines_of(page) for word in line.words]


def test_quotes_agree_with_most_of_the_page() -> None:
    mixed = page_of(line_of(1, ['"tydlig', "plan”", "och", "”nya", "mål”."]), line_of(2, ['15"', "rör"]))
    assert texts(with_one_quote(mixed)) == ["”tydlig plan” och ”nya mål”.", '15" rör']
    straight = page_of(line_of(1, ['"tydlig', 'plan"', "mål”", '"nya', "“mark"]), line_of(2, ["15”", "rör"]))
    assert texts(with_one_quote(straight)) == ['"tydlig plan" mål" "nya "mark', "15” rör"]
    even = page_of(line_of(1, ['"tydlig', 'plan"', "mål”", "“nya"]))
    assert with_one_quote(even) == even


def test_quotes_of_typed_pages_that_are_no_misreadings_are_those_of_the_page_though_they_are_few() -> None:
    typed = [line_of(row, [word]) for row, word in enumerate(TYPED, 20)]
    rows = [line_of(row, ['"Genast', 'nu!"']) for row in range(1, 5)]
    few = line_of(9, ["”Aldrig", "mer!”"])
    assert '"' not in "".join(texts(with_one_quote(page_of(*rows, few, *typed))))
    assert "”" not in "".join(texts(with_one_quote(page_of(*rows, few, line_of(10, ["Punkten"])))))
    once = page_of(*(line_of(row, ['"Genast', "nu!"]) for row in range(1, 5)), line_of(9, ["”Aldrig", "mer!"]), *typed)
    assert with_one_quote(once) == once
    rare = page_of(*(line_of(row, ['"Genast', 'nu!"']) for row in range(1, 8)), few, *typed)
    assert with_one_quote(rare) == rare


def test_what_is_parted_at_a_slash_without_space_is_one_word() -> None:
    parted = page_of(line_of(1, ["Dnr", "2024", "/0117", "/3"], [100, 200, 281, 500]))
    assert texts(with_joined(parted)) == ["Dnr 2024/0117 /3"]


def test_an_address_is_whole() -> None:
    parted = page_of(line_of(1, ["se", "https:", "/", "/www.tallvik", ".example"], [100, 160, 280, 301, 541]))
    assert texts(with_joined(parted)) == ["se https://www.tallvik.example"]


def test_strokes_are_numerals_in_a_list_that_counts_in_these() -> None:
    rows = [line_of(row, [read, "skolan"]) for row, read in enumerate(["l.", "Il.", "III.", "IV."], 1)]
    assert texts(with_counts(page_of(*rows))) == ["I. skolan", "II. skolan", "III. skolan", "IV. skolan"]
    lettered = page_of(*rows, line_of(6, ["k.", "bron"]), line_of(7, ["l.", "vägen"]))
    assert with_counts(lettered) == lettered


@pytest.mark.parametrize("read", ["I.", "l.", "|."])
def test_the_first_of_a_list_in_figures_is_a_figure(read: str) -> None:
    rows = [line_of(1, [read, "skolan"]), line_of(2, ["2.", "vården"])]
    assert texts(with_counts(page_of(*rows))) == ["1. skolan", "2. vården"]
    assert texts(with_counts(page_of(rows[0], line_of(2, ["II.", "vården"])))) == [f"{read} skolan", "II. vården"]
    elsewhere = page_of(rows[0], line_of(2, ["2.", "vården"], [400, 500]))
    assert with_counts(elsewhere) == elsewhere


@pytest.mark.parametrize(("near", "expected"), [("t", "bladet"), ("f", "blade†")])
def test_a_dagger_behind_a_letter_is_a_t_that_was_nearly_read(near: str, expected: str) -> None:
    (word,) = line_of(1, ["blade†"]).words
    choices = (*[(Choice(letter, 0.9),) for letter in "blade"], (Choice("†", 0.85), Choice(near, 0.84)))
    page = with_nearly_read(page_of(Line((replace(word, choices=choices),))))
    assert page.blocks[0].lines[0].words[0].text == expected


def _nearly(sign: str, before: str, read: str, probability: float = 0.8) -> str:
    """The last word of a line whose first character was nearly read as a sign."""
    line = line_of(1, [*before.split(), read])
    choices = ((Choice(read[0], 0.9), Choice(sign, probability)),)
    page = with_nearly_read(page_of(Line((*line.words[:-1], replace(line.words[-1], choices=choices)))))
    return page.blocks[0].lines[0].words[-1].text


def test_a_sign_that_was_nearly_read_where_it_belongs_is_one() -> None:
    assert _nearly("§", "enligt 12", "8,") == "§,"
    assert _nearly("§", "enligt 12 a", "$") == "§"
    assert _nearly("§", "enligt 5–12", "5§.") == "§§."
    assert _nearly("%", "med 30", "‰.") == "%."
    assert _nearly("%", "med 30", "☒") == "%"
    assert _nearly("l", "högst 0,4", "1/s") == "l/s"
    assert _nearly("±", "felet är", "+0,3") == "±0,3"


def test_a_sign_that_was_not_near_or_does_not_belong_is_none() -> None:
    assert _nearly("§", "enligt 12", "8,", 0.2) == "8,"
    assert _nearly("§", "i rum", "8,") == "8,"
    assert _nearly("§", "enligt 12", "80") == "80"
    assert _nearly("l", "den", "1/5") == "1/5"
    assert _nearly("±", "telefon", "+46-8") == "+46-8"


@pytest.mark.parametrize(
    ("read", "high", "beside", "expected"),
    [
        ("sou", 40, "1939:62.", "SOU"),
        ("v.", 40, "Ringarvägen", "V."),
        ("xv", 40, "kapitlet", "XV"),
        ("sou", 27, "1939:62.", "sou"),  # as high as small letters are
        ("sou", 32, "1939:62.", "sou"),
        ("sot", 40, "1939:62.", "sot"),  # no t looks like its capital
        ("sou", 40, "–", "sou"),  # nothing tells how high the type is
    ],
)
def test_capitals_of_the_shape_of_small_letters_are_told_by_their_height(
    read: str, high: int, beside: str, expected: str
) -> None:
    choices = tuple((Choice(letter, 0.9), Choice(letter.upper(), 0.7)) for letter in read)
    foot = 100
    words = (
        Word(read, Box(100, foot - high, 160, foot), 0.8, choices=choices),
        Word(beside, Box(180, foot - 40, 300, foot), 0.9),
    )
    assert texts(with_nearly_read(page_of(Line(words)))) == [f"{expected} {beside}"]
    unasked = replace(words[0], choices=())
    assert texts(with_nearly_read(page_of(Line((unasked, words[1]))))) == [f"{read} {beside}"]


# Starts of words in pixels; the type is 40 pixels, a character is 20 wide.
@pytest.mark.parametrize(
    ("words", "starts", "expected"),
    [
        (["Vatten", "–", "39", "–", "14"], [100, 600, 626, 900, 930], "Vatten –39 –14"),
        (["Vatten", "–", "39"], [100, 600, 640], "Vatten – 39"),  # a space
        (["sidan", "–", "39", "är"], [100, 212, 242, 300], "sidan – 39 är"),  # a dash of text
        (["–", "39", "ledamöter"], [100, 126, 200], "– 39 ledamöter"),  # of a list
        (["–", "39", "12,5"], [100, 126, 400], "–39 12,5"),  # a row of numbers alone
        (["telefon", "+", "46", "73"], [100, 275, 310, 370], "telefon +46 73"),
        (["+", "46", "73"], [100, 400, 470], "+ 46 73"),  # of another column
        (["summan", "4", "+", "46"], [100, 240, 275, 310], "summan 4 + 46"),
        (["Vatten", "–", "Avlopp"], [100, 600, 626], "Vatten – Avlopp"),
        (["beställning", "450-", "5107"], [100, 340, 427], "beställning 450-5107"),
        (["1990-", "och"], [100, 205], "1990- och"),
    ],
)
def test_a_sign_close_to_its_number_is_part_of_it(words: list[str], starts: list[int], expected: str) -> None:
    assert texts(with_joined(page_of(line_of(1, words, starts), line_of(3, ["Avgifterna"])))) == [
        expected,
        "Avgifterna",
    ]


TYPED = ["kommunen", "beslutade", "att", "avslå", "ansökan", "om", "tillstånd", "enligt", "förslaget", "nedan"] * 3


@pytest.mark.parametrize(("start", "expected"), [(300, "54,5"), (307, "54,5"), (320, "54, 5")])
def test_in_type_of_one_width_the_place_tells_whether_a_number_goes_on(start: int, expected: str) -> None:
    rows = [line_of(row, [word]) for row, word in enumerate(TYPED, 3)]
    assert texts(with_joined(page_of(line_of(1, ["54,", "5"], [240, start]), *rows)))[0] == expected
    assert texts(with_joined(page_of(line_of(1, ["54,", "5"], [240, start]), *rows[:4])))[0] == "54, 5"  # too few


def test_a_number_that_is_joined_is_as_doubtful_as_its_parts() -> None:
    line = line_of(1, ["Vatten", "–", "39"], [100, 600, 626])
    doubt = Edit("doubtful", 0.5, "a number that other readings have otherwise")
    marked = Line((*line.words[:2], line.words[2].edited("39", doubt)))
    word = _words(with_joined(page_of(marked)))[-1]
    assert (word.text, word.edit) == ("–39", doubt)


def _is_doubtful(text: str, near: str = "", place: int = 0, probability: float = 0.8) -> bool:
    """Whether a number is, in one place of which the engine nearly read another character."""
    choices = [
        (Choice(each, 0.9), *([Choice(near, probability)] if at == place else [])) for at, each in enumerate(text)
    ]
    word = replace(line_of(1, [text]).words[0], choices=tuple(choices) if near else ())
    return _words(with_doubts(page_of(Line((word,)))))[0].edit is not None


def test_a_number_that_was_nearly_another_is_doubtful() -> None:
    assert _is_doubtful("1987", "3", 2)
    assert _is_doubtful("7.", "%")
    assert _is_doubtful("26,1", ".", 2)
    assert _is_doubtful("m²", "³", 1)
    assert not _is_doubtful("1987", "3", 2, 0.6)
    assert not _is_doubtful("1987.", ",", 4)  # a mark behind it
    assert not _is_doubtful("190", "O", 2)
    assert not _is_doubtful("år", "a")
    assert _is_doubtful("0", "O")


@pytest.mark.parametrize(
    ("number", "doubtful"),
    [
        ("18.806,300", True),
        ("(1,4.35", True),
        ("1.234,50", False),
        ("1,234.5", False),
        ("3,674", False),
        ("12.3.1998", False),
        ("12,5.", False),
        ("/2019:417/", True),
        ("/1952:61/.", True),
        ("1974/30", False),
        ("/7/", False),
    ],
)
def test_a_number_with_marks_as_no_number_has_them_is_doubtful(number: str, *, doubtful: bool) -> None:
    assert _is_doubtful(number) is doubtful


def test_a_number_in_a_cell_that_ends_with_a_comma_is_doubtful() -> None:
    row = line_of(1, ["Gator", "26,", "13,4"], [100, 600, 900])
    text = line_of(2, ["sidorna", "26,", "30", "och", "41,"])
    marked = with_doubts(page_of(row, text))
    assert [word.text for word in _words(marked) if word.edit is not None] == ["26,"]
    assert [word.edit is not None for word in marked.blocks[0].lines[0].words] == [False, True, False]


def test_a_number_that_the_engine_guessed_is_doubtful_and_a_word_is_not() -> None:
    reading = page_of(line_of(1, [("13", 0.2), ("maj", 0.2), ("1987", 0.8)]), line_of(2, [("Kulturnämnden", 0.96)] * 9))
    marked = with_doubts(reading)
    assert [word.text for word in _words(marked) if word.edit is not None] == ["13"]
    assert texts(marked) == texts(reading)


@pytest.mark.parametrize(
    ("belief", "doubtful"), [(0.6, ["13", "27", "1987"]), (0.75, ["13", "27"]), (0.85, ["13"]), (0.95, [])]
)
def test_the_less_the_engine_read_of_a_page_the_surer_it_must_be_of_numbers(belief: float, doubtful: list[str]) -> None:
    text = line_of(2, [("Kulturnämnden", belief)] * 9)
    marked = with_doubts(page_of(line_of(1, [("13", 0.8), ("27", 0.9), ("1987", 0.96)]), text))
    assert [word.text for word in _words(marked) if word.edit is not None] == doubtful


AMOUNTS = [["Spik", "31,", "75"], ["Skruv", "18,40"], ["Lim", "6,15"]]


def test_amounts_in_a_column_are_whole() -> None:
    ends = [line_of(row, words, starts) for row, (words, starts) in enumerate(_set_in_column(AMOUNTS, 800), 1)]
    assert texts(with_joined(page_of(*ends))) == ["Spik 31,75", "Skruv 18,40", "Lim 6,15"]


@pytest.mark.parametrize(("off", "first"), [(2, "Spik 31,75"), (60, "Spik 31, 75")])
def test_amounts_that_end_elsewhere_are_no_column(off: int, first: str) -> None:
    set_apart = [next(_set_in_column([row], 800 - off * at)) for at, row in enumerate(AMOUNTS)]
    ends = [line_of(row, words, starts) for row, (words, starts) in enumerate(set_apart, 1)]
    assert texts(with_joined(page_of(*ends)))[0] == first


def test_amounts_that_are_all_parted_are_whole_in_a_column() -> None:
    parted = [
        [name, f"{whole},", part]
        for name, whole, part in (("Spik", "31", "75"), ("Lim", "6", "15"), ("Skruv", "18", "40"))
    ]
    ends = [line_of(row, words, starts) for row, (words, starts) in enumerate(_set_in_column(parted, 800), 1)]
    assert texts(with_joined(page_of(*ends))) == ["Spik 31,75", "Lim 6,15", "Skruv 18,40"]
    assert texts(with_joined(page_of(*ends[:2])))[0] == "Spik 31, 75"


def test_numbers_behind_a_comma_elsewhere_are_two() -> None:
    """Outside a column of amounts, or of another form."""
    prose = [line_of(row, words) for row, words in enumerate([["sidorna", "31,", "75", "och"], ["för", "18,40"]], 1)]
    assert texts(with_joined(page_of(*prose))) == ["sidorna 31, 75 och", "för 18,40"]
    other = [["Spik", "31,", "7"], ["Skruv", "18,40"], ["Lim", "6,15"]]
    ends = [line_of(row, words, starts) for row, (words, starts) in enumerate(_set_in_column(other, 800), 1)]
    assert texts(with_joined(page_of(*ends)))[0] == "Spik 31, 7"


def _set_in_column(lines: Sequence[Sequence[str]], right: int) -> Iterator[tuple[Sequence[str], Sequence[int]]]:
    """The words of lines with where they begin, so that the last of each ends at `right`."""
    for first, *numbers in lines:
        starts: list[int] = []
        left = right
        for number in reversed(numbers):
            left -= 20 * len(number)
            starts.insert(0, left)
            left -= 12
        yield [first, *numbers], [100, *starts]


@given(
    words=st.lists(
        st.one_of(st.from_regex(r"[A-Za-zåäö]{1,9}[,.]?", fullmatch=True), st.from_regex(r"\d{1,4}", fullmatch=True)),
        min_size=1,
        max_size=8,
    )
)
def test_plain_words_and_numbers_stay_as_they_were_read(words: list[str]) -> None:
    page = page_of(line_of(1, words))
    assert texts(mended(page, Image.new("L", (WIDTH, HEIGHT), 255))) == texts(page)
    first = ["cell rules", "check boxes", "leaders", "quotes", "joined", "points", "dashes"]
    assert list(RULES) == [*first, "counts", "nearly read", "dirt", "doubts"]


@given(factor=st.floats(0.2, 3.0))
def test_boxes_are_mapped_into_the_page_that_was_given(factor: float) -> None:
    page = page_of(line_of(1, ["Budget", "2024"]), line_of(50, ["sist"]))
    width, height = round(WIDTH * factor), round(HEIGHT * factor)
    found = rescaled(page, width, height, 123)
    assert (found.width, found.height, found.dpi) == (width, height, 123)
    for word, before in zip(_words(found), _words(page), strict=True):
        assert word.text == before.text
        assert word.box is not None
        assert before.box is not None
        assert 0 <= word.box.left < word.box.right <= width
        assert 0 <= word.box.top < word.box.bottom <= height
        assert abs(word.box.left - before.box.left * factor) <= 2
        assert abs(word.box.bottom - before.box.bottom * factor) <= 2


@pytest.mark.parametrize(
    ("words", "starts", "expected"),
    [
        (["VI", ".", "Motioner"], [100, 146, 200], "VI. Motioner"),
        (["§", "3", ".", "Bryggan"], [100, 140, 166, 210], "§ 3. Bryggan"),
        (["VI", ".", "Motioner"], [100, 160, 200], "VI . Motioner"),  # as much white behind it
        (["Kajen", ".", "Motioner"], [100, 206, 260], "Kajen . Motioner"),
        (["VI", ",", "Motioner"], [100, 146, 200], "VI , Motioner"),
        (["VI", "."], [100, 146], "VI ."),
    ],
)
def test_the_stop_of_a_point_stands_with_its_number(words: list[str], starts: list[int], expected: str) -> None:
    assert texts(with_joined(page_of(line_of(1, words, starts)))) == [expected]


@pytest.mark.parametrize(
    ("years", "start", "expected"),
    [
        (["1890", "1900", "1930"], 142, "1910 156"),
        (["1890"], 142, "19 10 156"),  # no column
        (["1890", "1900", "1930"], 180, "19 10 156"),  # wider than those are
        (["18901", "19001", "19301"], 142, "19 10 156"),
    ],
)
def test_a_number_that_is_parted_is_whole_as_others_of_its_column(years: list[str], start: int, expected: str) -> None:
    rows = [line_of(row, [year, "28"], [100, 600]) for row, year in enumerate(years, 2)]
    parted = line_of(1, ["19", "10", "156"], [100, start, 600])
    assert texts(with_joined(page_of(parted, *rows)))[0] == expected


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        (["2.", "3,", "4."], ["2.", "3.", "4."]),
        (["2.", "3,", "5."], ["2.", "3,", "5."]),
        (["2,", "3,", "4,"], ["2,", "3,", "4,"]),
        (["2.", "3,"], ["2.", "3,"]),
    ],
)
def test_the_comma_of_a_number_that_counts_on_is_a_stop(starts: list[str], expected: list[str]) -> None:
    page = page_of(*[line_of(row, [start, "Kajen"]) for row, start in enumerate(starts)])
    assert texts(with_counts(page)) == [f"{start} Kajen" for start in expected]
