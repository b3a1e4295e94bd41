"""References of two numbers are written in one text as those of it that came through whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_fix import correct
from ocr_fix.correction.candidates.references import Reference, References

WHOLE = "Utskottet har behandlat motionerna I:47 av herr Lindblad och II:212 av fröken Ståhl om en väg.\n"


def test_what_stands_whole_elsewhere_loses_its_space() -> None:
    correction = correct(WHOLE + "\nBifall till II: 212 skulle höja kostnaderna, och II: 213 behandlas senare.\n")
    assert "till II:212 skulle" in correction.text
    assert "II: 213" in correction.text
    assert [change.kind for change in correction.changes] == ["join"]


@pytest.mark.parametrize("last", ["II: 212", "(II: 212)."])
def test_the_last_token_of_a_text_may_be_the_second_number(last: str) -> None:
    assert correct(f"{WHOLE}\nUtskottet hemställer om bifall till {last}").text.endswith(last.replace(" ", ""))


def test_a_text_may_end_behind_the_colon() -> None:
    text = f"{WHOLE}\nUtskottet hemställer om bifall till II:"
    assert correct(text).text == text


def test_a_figure_is_the_numeral_where_it_is_elsewhere_and_another_stands_nearby() -> None:
    text = correct(WHOLE + "\nUtskottet avstyrker motionerna 1:47 och II:212 och motionen 1:48.\n").text
    assert "motionerna I:47 och" in text
    assert "motionen 1:48" in text


def test_scales_verses_and_laws_stay() -> None:
    text = WHOLE + ("\nKartan är ritad i skala 1:50 och bladet i skala 1:47. Enligt lagen (1991: 980) gäller detta.\n")
    assert correct(text).text == text


@pytest.mark.parametrize(("there", "found"), [(20, {0}), (21, set())])
def test_a_numeral_is_nearby_up_to_the_reach(there: int, found: set[int]) -> None:
    every = References({0: Reference("1", "47"), there: Reference("II", "3"), 90: Reference("I", "47")}, {})
    assert every.to_numeral(20, is_damaged=False) == found


CITED = "Enligt 5 § skogsvårdslagen (1979:429) prövas ansökan av styrelsen.\n"


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Det följer av 4 § jordförvärvslagen (1979-230) att tillstånd krävs.", "jordförvärvslagen (1979:230) att"),
        ("Avgiften bestäms i förordningen (2003-1079), se nedan.", "förordningen (2003:1079), se"),
    ],
)
def test_the_hyphen_in_the_number_of_a_law_was_a_colon(read: str, printed: str) -> None:
    correction = correct(f"{CITED}\n{read}\n")
    assert printed in correction.text
    assert [change.kind for change in correction.changes] == ["sign"]


@pytest.mark.parametrize(
    "text",
    [
        CITED + "\nFöreningen fick bidrag enligt den äldre lagen (1979-1984) och programmet (2014-2020).\n",
        CITED + "\nRapporten (2003-460) och ärendet (1998-12) nämner inte lagen.\n",
        "Det följer av 4 § jordförvärvslagen (1979-230) att tillstånd krävs.\n",
    ],
)
def test_years_and_other_numbers_and_the_only_law_keep_their_hyphen(text: str) -> None:
    assert correct(text).text == text


@given(
    st.dictionaries(
        st.integers(0, 50),
        st.builds(Reference, st.sampled_from(["1", "2", "I", "II"]), st.sampled_from(["3", "47"])),
    ),
    st.booleans(),
)
def test_only_a_one_becomes_a_numeral_and_only_beside_one(found: dict[int, Reference], is_damaged: bool) -> None:
    at = References(found, {}).to_numeral(20, is_damaged=is_damaged)
    assert all(found[index].left == "1" for index in at)
    if not any(reference.left in ("I", "II") for reference in found.values()):
        assert not at
