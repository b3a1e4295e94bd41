"""Speech as it is spoken is told by several of its forms near each other, and left as it stands."""

from __future__ import annotations

import pytest

from ocr_fix import Cleaner
from ocr_fix.correction.registers.spoken import is_spoken, spoken_places
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.correction.tokens.text_flow import tokenise


def left(text: str, unknown: str) -> list[str]:
    flow = tokenise(text)
    places = spoken_places(flow, flow.counts, unknown.split(), DEFAULT)
    return [flow.words[at] for at in sorted(places)]


@pytest.mark.parametrize("token", ["dä", "”Dä", "möcke,", "såg’et", "orkar'nte", "har’u", "mä?”", "aldri’"])
def test_forms_of_speech(token: str) -> None:
    assert is_spoken(token)


@pytest.mark.parametrize("token", ["då", "och", "Dalén", "stan", "l’Hôpital", "bl.a.", "EU:s", "O’Connor"])
def test_what_is_none(token: str) -> None:
    assert not is_spoken(token)


def test_several_forms_near_each_other_are_speech_with_what_is_unknown_beside_them() -> None:
    assert left("Dä ä la ente så möcket, sa Nisse, dä vet’nte ja.", "möcket,") == "Dä ä ente möcket, dä vet’nte".split()


def test_speech_of_the_north_and_the_west_is_left_as_it_stands() -> None:
    for read in (
        "”Hä ä int nô å si dill”, sa ho, ”du måst vänt, för hä ä snart môra.”",
        "”Dôm kômmer i môrra”, sa mor. ”Nôck ha dôm fått vänta, å nôra bler dä int.”",
    ):
        assert Cleaner().correct(read).text == read


def test_one_form_alone_is_none() -> None:
    assert left("Nämnden sade att dä beror på budgeten, och dä gäller alla, dä också.", "dä") == []


def test_forms_far_from_each_other_are_none() -> None:
    assert left(" ".join(["dä", *["nämnden"] * 40, "ente", *["nämnden"] * 40, "mä"]), "dä") == []


def test_where_more_is_damaged_than_spoken_nothing_is_left() -> None:
    assert left("Dä ä n4mnden mä b3slutet s0m ut6kar stådet", "n4mnden b3slutet s0m ut6kar stådet") == []
