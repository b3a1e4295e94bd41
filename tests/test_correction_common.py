"""The commonest words stand for short damaged ones where their neighbours ask for them, in damaged texts alone."""

from __future__ import annotations

import pytest
from test_correction_sources import DAMAGED as DAMAGED_STATE
from test_correction_sources import anchored, at_part, state_of, texts

import ocr_fix
from ocr_fix.correction.candidates.lexical.common import CommonWordSource
from ocr_fix.correction.error_model.channel import Confusion
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


def test_common_words_are_proposed_that_a_letter_or_two_lead_to() -> None:
    state = state_of(f"{DAMAGED_STATE}Barnen aker buss, com alla vet, och alt det ska namnden SKA veta.\n")
    source = CommonWordSource()
    found = {each.text: each for each in source.propose(at_part(state, "com", 0), state)}
    assert found["som"].edits == (Confusion("s", "c"),)
    assert found["som"].cost == state.cost(found["som"].edits, "com")
    assert "samt" in texts(source.propose(at_part(state, "alt", 0), state))
    assert "om" not in found  # no engine is known to read two letters so for its first one
    assert texts(source.propose(at_part(state, "SKA", 0), state)) == []
    assert {"com", "alt"} <= anchored(source, state)
    assert "och" not in anchored(source, state)


def test_a_common_word_is_proposed_of_which_one_letter_was_read_as_two() -> None:
    state = state_of(f"{DAMAGED_STATE}Detta dir klart, och sornmaren blir lang.\n")
    found = {each.text: each for each in CommonWordSource().propose(at_part(state, "dir", 0), state)}
    assert found["är"].edits == (Confusion("ä", "di"),)
    assert "i" not in found  # of one letter nothing would be left


def test_a_sound_text_has_no_place_for_them() -> None:
    sound = "Skolan skall byggas vid torget under året, och nämnden har fattat sitt beslut om det i går kväll.\n"
    state = state_of(f"{sound * 8}Barnen åker buss, com alla vet.\n")
    assert not state.is_damaged
    assert anchored(CommonWordSource(), state) == set()
    assert "som" in texts(CommonWordSource().propose(at_part(state, "com", 0), state))
