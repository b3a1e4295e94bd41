"""The Swedish of 1840-1920: what its data know, and the rules of spelling for what they do not."""

import pytest

from ocr_fix.languages import load_language
from ocr_fix.languages.sv.spelling import RESPELLER


@pytest.mark.parametrize(
    "word", "hvad der äro hafva hafwa qvinnan gossarne gingo äfven af menniska sjelf högst godt verlden n:o".split()
)
def test_old_forms_are_words(word: str) -> None:
    old = load_language("sv-historical")
    assert old.knows(word) or old.is_abbreviation(word)


@pytest.mark.parametrize("word", "pä nägon mänga sä oeh ech ätgärd skullo for fran".split())
def test_misreadings_are_no_words(word: str) -> None:
    assert not load_language("sv-historical").knows(word)


def test_compounds_of_old_parts_are_understood() -> None:
    old = load_language("sv-historical")
    for word in ("hufvudbyggnadsarfvet", "jernvägsqvinnan"):
        assert not old.knows(word)
        assert old.is_compound(word)


def test_a_sentence_of_its_time_is_likelier_than_in_todays_language() -> None:
    sentence = ["hvad", "han", "skrifvit", "om", "qvinnan", "äro", "de", "ej", "ense", "om"]
    scores = []
    for code in ("sv", "sv-historical"):
        language = load_language(code)
        words = ["", "", *sentence]
        scores.append(sum(language.log_prob(c, (a, b)) for a, b, c in zip(words, words[1:], words[2:], strict=False)))
    assert scores[1] > scores[0] + 20


@pytest.mark.parametrize(
    ("old", "today"),
    [
        ("hvarifrån", "varifrån"),
        ("öfverlefva", "överleva"),
        ("afvakta", "avvakta"),
        ("skrifwa", "skriva"),
        ("lifligt", "livligt"),
        ("sqvaller", "skvaller"),
        ("bestämdt", "bestämt"),
        ("gladt", "glatt"),
        ("slägt", "släkt"),
        ("hjelpt", "hjälpt"),
        ("stjerna", "stjärna"),
        ("drottningarne", "drottningarna"),
        ("theori", "teori"),
        ("herrlig", "herlig"),
        ("vilkor", "villkor"),
        ("konto’n", "kontoen"),
    ],
)
def test_rules_lead_to_the_spelling_of_today(old: str, today: str) -> None:
    assert today in set(RESPELLER.respellings(old))


def test_rules_explain_a_form_by_a_word_only() -> None:
    sv = load_language("sv")
    assert RESPELLER.explains("lifränteanstalt", sv.is_compound)
    assert RESPELLER.explains("öfverlefva", sv.knows, sv.automaton)
    assert not RESPELLER.explains("öfverlxfva", sv.knows, sv.automaton)
    assert not RESPELLER.explains("nämnden", sv.knows)


def test_a_form_of_many_places_is_given_up() -> None:
    assert len(list(RESPELLER.respellings("gtdt" * 20))) < 100
