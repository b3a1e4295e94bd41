"""Hyphens at line ends: undone, kept as part of the word, or left suspended, by the evidence there is."""

from __future__ import annotations

from collections import Counter

import pytest

import ocr_fix
from ocr_fix.correction.candidates.hyphens import EVEN, Hyphens
from ocr_fix.languages import load_language


class _Language:
    """The language as the corrector asks it."""

    def __init__(self) -> None:
        self._swedish = load_language("sv")

    def knows(self, word: str) -> bool:
        return self._swedish.knows(word)

    def is_word(self, word: str) -> bool:
        return self._swedish.knows(word) or self._swedish.analyse(word) is not None

    def first_cost(self, part: str) -> float:
        units = self._swedish.splitter.first_cost(part)
        return float("inf") if units < 0 else float(units)


@pytest.fixture(scope="module")
def language() -> _Language:
    return _Language()


def mended(language: _Language, head: str, rest: str, text: str = "") -> str | None:
    found = Hyphens(language, Counter(text.split()), lambda _: False).mended(head, rest)
    return found.text if found else None


@pytest.mark.parametrize(
    ("head", "rest", "word"),
    [
        ("för-", "skolan", "förskolan"),
        ("(kom-", "munen),", "(kommunen),"),
        ("fjärrvärme-", "nätet", "fjärrvärmenätet"),
        ("till-", "låta", "tillåta"),
        ("topp-", "politikerna.", "toppolitikerna."),
        ("Söder-", "tälje", "Södertälje"),
        ("Granvret-", "tabacken", "Granvrettabacken"),
        ("exa-", "men", "examen"),
        ("gemen-", "samt", "gemensamt"),
        ("barn-", "omsorgs-", "barnomsorgs-"),
        ("KOM-", "MUNEN", "KOMMUNEN"),
        ("verk¬", "samheten", "verksamheten"),
        ("verk=", "samheten", "verksamheten"),
        ("verk–", "samheten", "verksamheten"),
    ],
)
def test_the_typesetters_hyphen_is_undone(language: _Language, head: str, rest: str, word: str) -> None:
    assert mended(language, head, rest) == word


@pytest.mark.parametrize(
    ("head", "rest", "word"),
    [
        ("e-", "tjänster", "e-tjänster"),
        ("IT-", "chefen", "IT-chefen"),
        ("EU-", "stödet,", "EU-stödet,"),
        ("1990-", "talet", "1990-talet"),
        ("2022-", "2033", "2022-2033"),
        ("2022–", "2033", "2022–2033"),
        ("Anna-", "Lisa", "Anna-Lisa"),
        ("Syd-", "Sverige", "Syd-Sverige"),
        ("Oslo-Bergen-", "banan", "Oslo-Bergen-banan"),
    ],
)
def test_a_hyphen_of_the_word_stays_and_the_break_goes(language: _Language, head: str, rest: str, word: str) -> None:
    assert mended(language, head, rest) == word


@pytest.mark.parametrize("rest", ["och", "eller", "samt", "respektive", "men", "som"])
@pytest.mark.parametrize("head", ["kansli-", "barn-", "vatten-", "skol-"])
def test_a_suspended_hyphen_stays(language: _Language, head: str, rest: str) -> None:
    assert mended(language, head, rest) is None


@pytest.mark.parametrize(("head", "rest"), [("priset =", "100"), ("a=", "b"), ("Stockholm–", "Uppsala"), ("–", "är")])
def test_other_signs_are_no_hyphens_without_a_word_to_show_for_it(language: _Language, head: str, rest: str) -> None:
    assert mended(language, head, rest) is None


def test_the_text_itself_is_the_best_witness(language: _Language) -> None:
    assert mended(language, "call-", "center", "Vårt call-center har öppet.") == "call-center"
    assert mended(language, "call-", "center", "Vårt callcenter har öppet.") == "callcenter"
    assert mended(language, "vatten-", "rening", "Anslag till vatten-rening och vatten-rening.") == "vatten-rening"


def test_even_evidence_keeps_the_hyphen_and_says_so(language: _Language) -> None:
    found = Hyphens(language, {}, lambda _: False).mended("eftersom-", "huset")
    assert found is not None
    assert (found.text, found.confidence) == ("eftersom-huset", EVEN)


def test_hyphens_are_undone_across_pages_with_furniture_between() -> None:
    pages = [
        f"Havsnäs kommun\n\n{text}\n\n{number}\n"
        for number, text in enumerate(
            [
                "Nämnden har sett över hur många som arbetar i hamnen och vilka verk-",
                "samheter som kan flyttas till de nya lokalerna vid torget i höst.",
            ],
            1,
        )
    ]
    document = ocr_fix.clean("\f".join(pages).encode())
    assert "vilka verksamheter som kan flyttas" in document.text
    (change,) = (change for change in document.changes if change.kind == "hyphen")
    assert (change.before, change.after) == ("verk- samheter", "verksamheter")
    assert ocr_fix.revert(document.text, document.changes) == document.raw_text


def test_a_hyphen_in_a_damaged_word_is_undone_with_the_damage() -> None:
    text = (
        "Socialnamnden har under aret behandlat fragan om aldreomsorgens verk-\nsamhet och lamnat f6rslag till bud-\n"
        "get."
    )
    cleaned = ocr_fix.clean(text.encode()).text
    assert cleaned.endswith("äldreomsorgens verksamhet och lämnat förslag till budget.\n")
