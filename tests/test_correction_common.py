"""The commonest words stand for short damaged ones where their neighbours ask for them, in damaged texts alone."""

from __future__ import annotations

import pytest

import ocr_fix
from ocr_fix.languages import load_language

# The English model read å ä ö without their marks.
DAMAGED = """Namnden har under aret behandlat arendet om skolans lokaler pa nytt. Forvaltningen fick i uppdrag att
redovisa kostnaderna for ombyggnaden, {som} berdknas till tolv miljoner kronor. Ledamoterna ar overens om att eleverna
behdver storre salar och att matsalen {ska} byggas ut forst. Namnden beslutade {att} bifalla ansokan {om} anslag. """
PRINTED = {"som": "som", "ska": "ska", "att": "att", "om": "om"}


@pytest.mark.parametrize(
    "read",
    [
        {"som": "com", "ska": "sha", "att": "alt", "om": "om"},
        {"som": "sorn", "ska": "skn", "att": "act", "om": "cm"},
        {"som": "eom", "ska": "sko", "att": "ait", "om": "on"},
    ],
)
def test_a_short_word_is_what_its_neighbours_ask_for(read: dict[str, str]) -> None:
    as_printed = ocr_fix.correct(DAMAGED.format(**PRINTED)).text
    assert ocr_fix.correct(DAMAGED.format(**read)).text == as_printed
    assert "ombyggnaden, som beräknas" in as_printed


def test_a_longer_one_may_have_lost_two_letters() -> None:
    text = DAMAGED.format(**PRINTED) + "Arendet lamnas {} kommunstyrelsen for beslut."
    as_printed = ocr_fix.correct(text.format("till")).text
    assert as_printed.endswith("lämnas till kommunstyrelsen för beslut.")
    assert [ocr_fix.correct(text.format(read)).text for read in ("ull", "tii", "dl")][:2] == [as_printed] * 2


def test_other_words_stay_where_they_belong() -> None:
    sound = "Hennes son är sjuk, men en sko står kvar i hallen. Det kom ett brev om saken, och han såg på det. " * 4
    assert ocr_fix.correct(sound).text == sound
    assert "Rektorns son är" in ocr_fix.correct(DAMAGED.format(**PRINTED) + "Rektorns son ar ocksa larare.").text


def test_what_stands_in_capitals_is_no_short_word() -> None:
    text = ocr_fix.correct(DAMAGED.format(**PRINTED) + "Bolaget COM ar en del av SOU och av SAM.").text
    assert text.endswith("COM är en del av SOU och av SAM.")


def test_the_commonest_words_are_few_and_short() -> None:
    common = load_language("sv").commonest(3, 7.0)
    assert {"som", "att", "i"} <= set(common)
    assert max(map(len, common)) == 3
    assert len(common) < 100
