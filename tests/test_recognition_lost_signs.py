"""Signs that the Swedish model cannot print come from the second reading, and numbers stay what they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_fix.recognition.signs.lost_signs import (
    is_clearer_number,
    litres,
    section_of_dollar,
    square_metres,
    telephone_digits,
    with_signs,
)
from ocr_fix.recognition.signs.parties import party_letter


@pytest.mark.parametrize(
    ("swe", "eng", "before", "after", "expected"),
    [
        (["8"], ["§"], ["12"], "och", ["§"]),
        (["$$"], ["§§"], ["4–6"], "i", ["§§"]),
        (["88"], ["8", "§"], [], "Ansökan", ["8", "§"]),
        (["15$"], ["15", "§"], [], "Finns", ["15", "§"]),
        (["1$"], ["1§"], [], "Dessa", ["1", "§"]),
        (["(8"], ["(§"], ["beslut"], "184)", ["(§"]),
        (["8169)"], ["§169)"], ["nämnden"], "och", ["§169)"]),
        (["&"], ["§"], ["8", "a"], "Tider", ["§"]),
        (["8&"], ["§"], ["14"], "överklagas", ["§"]),
        (["20"], ["%"], ["35"], "av", ["%"]),
        (["940,"], ["%,"], ["12,5"], "vilket", ["%,"]),
        (["3520"], ["35", "%"], [], "av", ["35", "%"]),
        (["”C."], ["°C."], ["26"], "", ["°C."]),
        (["21", "”C"], ["21°C"], [], "inne", ["21", "°C"]),
        (["kontorQviken.example"], ["kontor@viken.example"], [], "", ["kontor@viken.example"]),
        (["simhall&bad.", "example."], ["sirnhall@bad.example."], [], "", ["simhall@bad.example."]),
        (["infoviken.example"], ["info@viken.example"], [], "", ["info@viken.example"]),
    ],
)
def test_a_sign_is_taken_where_all_else_agrees(
    swe: list[str], eng: list[str], before: list[str], after: str, expected: list[str]
) -> None:
    assert with_signs(swe, eng, before, after) == expected


@pytest.mark.parametrize(
    ("swe", "eng", "before", "after"),
    [
        (["87"], ["9", "§"], [], "Ansökan"),  # the numbers differ
        (["1200"], ["12", "%"], [], "kronor"),  # zeros look like % but are what a number ends in
        (["00"], ["%"], ["18"], "till"),
        (["8"], ["§"], ["Vägen"], "är"),  # no number beside it
        (["20"], ["%"], ["ungefär"], "personer"),  # a percentage needs its number
        (["av"], ["%"], ["35"], "alla"),  # a word is no sign
        (["nämnden"], ["§"], ["12"], "och"),
        (["3"], ["°"], ["klockan"], "och"),  # 3 is not what ° is read as
        (["helt"], ["annan@viken.example"], [], ""),  # another word altogether
    ],
)
def test_no_sign_is_taken_where_the_readings_disagree_or_it_does_not_belong(
    swe: list[str], eng: list[str], before: list[str], after: str
) -> None:
    assert with_signs(swe, eng, before, after) is None


NUMBERS = st.from_regex(r"[1-9][0-9]{0,3}", fullmatch=True)


@given(read=NUMBERS, witness=NUMBERS, sign=st.sampled_from(["§", "%", "°C"]))
def test_the_number_before_a_sign_is_the_one_that_both_readings_have(read: str, witness: str, sign: str) -> None:
    found = with_signs([read], [witness, sign], ["ordet"], "och")
    if found is not None:
        assert found == [witness, sign]
        assert read.startswith(witness)
        assert len(read) > len(witness)  # what is gone stands for the sign


@given(number=NUMBERS, others=st.lists(NUMBERS, max_size=2))
def test_a_number_that_both_readings_have_is_left_alone(number: str, others: list[str]) -> None:
    assert with_signs([number], [number], others, "och") is None


@pytest.mark.parametrize(
    ("word", "before", "after", "expected"),
    [
        ("$", ["5"], "lagen", ["§"]),
        ("$$,", ["och", "42"], "och", ["§§,"]),
        ("7$", [], "Badet", ["7", "§"]),
        ("($", ["2022"], "184)", ["(§"]),
        ("$", ["kostar"], "mycket", None),
        ("&", ["Larsson"], "Söner", None),
        ("8", ["12"], "och", None),
    ],
)
def test_a_dollar_beside_a_number_is_a_section_sign_once_the_page_has_shown_it(
    word: str, before: list[str], after: str, expected: list[str] | None
) -> None:
    assert section_of_dollar(word, before, after) == expected


@pytest.mark.parametrize(
    ("swe", "eng", "before", "after", "expected"),
    [
        ("m?", "m?", ["250"], "golvyta", "m²"),
        ("m?,", "m?,", ["85"], "Taket", "m²,"),
        ("km?", "km?", ["12"], "skog", "km²"),
        ("m?", "m*", ["36"], "vatten", None),  # as m³ is read
        ("m?", "m?", ["5"], "Nej", None),  # may be a question
        ("m?", "m?", ["några"], "bort", None),
    ],
)
def test_square_metres_need_both_readings_and_a_number(
    swe: str, eng: str, before: list[str], after: str, expected: str | None
) -> None:
    assert square_metres(swe, eng, before, after) == expected


@pytest.mark.parametrize(
    ("swe", "eng", "before", "expected"),
    [
        ("(5)", "(S)", ["Lindgren"], "(S)"),
        ("($S),", "(S),", ["Berg"], "(S),"),
        ("(5)", "(5)", ["Lindgren"], None),
        ("(5)", "(S)", ["punkt"], None),
        ("(6)", "(S)", ["Lindgren"], None),
        ("(5),", "(S)", ["Lindgren"], None),
    ],
)
def test_a_party_letter_needs_a_name_before_it(swe: str, eng: str, before: list[str], expected: str | None) -> None:
    assert party_letter(swe, eng, before) == expected


@pytest.mark.parametrize(
    ("swe", "eng", "before", "expected"),
    [
        ("1/s", "l/s", ["7"], "l/s"),
        ("I/min,", "l/min,", ["0,35"], "l/min,"),
        ("1/s", "l/s", ["flöde"], None),  # no number before it
        ("1/2", "l/2", ["7"], None),  # a fraction
        ("1/s", "1/s", ["7"], None),
        ("7/s", "l/s", ["7"], None),
    ],
)
def test_litres_need_a_number_and_the_second_reading(
    swe: str, eng: str, before: list[str], expected: str | None
) -> None:
    assert litres(swe, eng, before) == expected


@pytest.mark.parametrize(
    ("swe", "eng", "before", "expected"),
    [
        (["21", "4."], ["214."], ["0980-319"], "214."),
        (["21", "4"], ["214"], ["sidorna"], None),  # no telephone number
        (["21", "40"], ["2140"], ["0980-319"], None),  # groups as they should be
        (["21", "4."], ["215."], ["0980-319"], None),  # other digits
        (["21", "4."], ["21", "4."], ["0980-319"], None),
    ],
)
def test_no_digit_of_a_telephone_number_stands_alone(
    swe: list[str], eng: list[str], before: list[str], expected: str | None
) -> None:
    assert telephone_digits(swe, eng, before) == expected


def test_a_number_gives_way_only_to_one_that_is_read_far_more_surely() -> None:
    assert is_clearer_number(["18O"], "180", 0.3, 0.9)
    assert not is_clearer_number(["18"], "13", 0.7, 0.95)
    assert not is_clearer_number(["2020", "i", "14"], "2020114", 0.3, 0.95)
