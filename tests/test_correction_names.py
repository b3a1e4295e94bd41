"""Listed names are known in all their forms, and the letters of names are told from those of damaged words."""

from __future__ import annotations

from functools import cache
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_fix import correct
from ocr_fix.correction.protection.names import NameModel, is_spelling, swedish_names


@cache
def names() -> NameModel:
    return swedish_names()


@pytest.mark.parametrize(
    "word",
    """
    Andersson ANDERSSON Anderssons Karl-Erik KARL-ERIK Karl-Eriks Marx’ Agda Wohlin Wohlins Branting Uppsala Falköpings
    O’Connor Hedin Staaff Palmstierna Ekman-Lundberg Göteborg's
    """.split(),
)
def test_names_are_listed(word: str) -> None:
    assert names().is_listed(word)


@pytest.mark.parametrize(
    "word", "andersson Kornmunen Fdrvaltning Nar Aven S6dertörn karl-Erik - ’ Ordfäranden X-".split()
)
def test_other_words_are_not(word: str) -> None:
    assert not names().is_listed(word)


def test_a_name_knows_what_it_names() -> None:
    assert names().kinds("Wohlin").surname
    assert names().kinds("Agda").given
    assert names().kinds("Falköping").place
    assert not any(names().kinds("Fdrvaltning"))


@pytest.mark.parametrize(
    "word",
    """
    Hällerstad Ramnefeldt Wikenborg Öhrnsköld Lindgrensson Bjurvall Rosenstierna Åhlmark Ekesjö-Brandt Rosenquist
    """.split(),
)
def test_what_looks_like_a_name_does(word: str) -> None:
    assert names().log_odds(word) > 0


@pytest.mark.parametrize(
    "word",
    """
    Kornmunen Fdrvaltning Narnnden Utskottel Fullmaktlge Skolstyrclsen Regerlngen Arendet Ordfiranden Bestammelser
    Hälsovärden Tillstånclet
    """.split(),
)
def test_what_looks_damaged_does_not(word: str) -> None:
    assert names().log_odds(word) < 0


@pytest.mark.parametrize("word", ["S6dertörn", "lindberg", "", "12", "a.b", "Ek:berg"])
def test_what_cannot_be_a_name_is_never_one(word: str) -> None:
    assert names().log_odds(word) == -inf


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kristerson", "Kristersson"),
        ("Wiklund", "Viklund"),
        ("Lindqvist", "Lindkvist"),
        ("Gustaf", "Gustav"),
        ("Gøsta", "Gösta"),
        ("Benedict", "Benedikt"),
        ("Hernandez", "Hernández"),
        ("Klöfvedal", "Klövedal"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert is_spelling(one, other)
    assert is_spelling(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("Lindberg", "Lindborg"), ("Wohlin", "Bohlin"), ("Sderman", "Söderman"), ("Berg", "Berg")]
)
def test_different_names_are_no_spellings(one: str, other: str) -> None:
    assert not is_spelling(one, other)


@given(st.text(max_size=20))
def test_every_text_has_an_answer(text: str) -> None:
    assert isinstance(names().is_listed(text), bool)
    odds = names().log_odds(text)
    assert odds == -inf or -1000 < odds < 1000
    assert not is_spelling(text, text)


@pytest.mark.parametrize("name", ["Granstigen", "Kornstigen", "Svanvikskilen"])
def test_a_name_that_is_made_of_two_words_is_no_other(name: str) -> None:
    text = (
        f"Tvattstugan pa {name} far inte anvandas efter klockan tjugo, och den som glommer sin nyckel i laset far "
        "betala en ny. Mangeln ar lagad, men vi ber er att inte kora dubbla lakan genom den, och den som lanar "
        "vagnen staller den under trappan."
    )
    found = correct(text).text.split()
    assert found[0] == "Tvättstugan"
    assert found[2] == name
