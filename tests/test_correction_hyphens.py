"""Hyphens at line ends: undone, kept as part of the word, or left suspended, by the evidence there is."""

from __future__ import annotations

from math import log

import pytest

import ocr_fix
from ocr_fix.correction.candidates.spacing.hyphens import Hyphens, times_in
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.correction.tokens.classifier import TokenClassifier
from ocr_fix.correction.tokens.text_flow import tokenise
from ocr_fix.correction.tokens.tokenised import TokenisedText
from ocr_fix.languages import load_language


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(load_language("sv"))


def hyphens(vocabulary: Vocabulary, text: str = "") -> Hyphens:
    text_of = TokenisedText(tokenise(text), TokenClassifier(vocabulary))
    return Hyphens(vocabulary, times_in(text_of), lambda _: False)


def mended(vocabulary: Vocabulary, head: str, rest: str, text: str = "") -> str | None:
    found = hyphens(vocabulary, text).mended(head, rest)
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
        ("är-", "huset", "ärhuset"),  # two letters are too few to be one of two words
        ("miljöspar-", "samt", "miljösparsamt"),  # "samt" is the end of a word here
    ],
)
def test_the_typesetters_hyphen_is_undone(vocabulary: Vocabulary, head: str, rest: str, word: str) -> None:
    assert mended(vocabulary, head, rest) == word


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
        ("b6-", "vitamin", "b6-vitamin"),
    ],
)
def test_a_hyphen_of_the_word_stays_and_the_break_goes(vocabulary: Vocabulary, head: str, rest: str, word: str) -> None:
    assert mended(vocabulary, head, rest) == word


@pytest.mark.parametrize("rest", ["och", "eller", "samt", "respektive", "men", "som"])
@pytest.mark.parametrize("head", ["kansli-", "barn-", "vatten-", "skol-"])
def test_a_suspended_hyphen_stays(vocabulary: Vocabulary, head: str, rest: str) -> None:
    assert mended(vocabulary, head, rest) is None


@pytest.mark.parametrize(("head", "rest"), [("priset =", "100"), ("a=", "b"), ("Stockholm–", "Uppsala"), ("–", "är")])
def test_other_signs_are_no_hyphens_without_a_word_to_show_for_it(vocabulary: Vocabulary, head: str, rest: str) -> None:
    assert mended(vocabulary, head, rest) is None


def test_the_text_itself_is_the_best_evidence(vocabulary: Vocabulary) -> None:
    assert mended(vocabulary, "call-", "center", "Vårt call-center har öppet.") == "call-center"
    assert mended(vocabulary, "call-", "center", "Vårt callcenter har öppet.") == "callcenter"
    assert mended(vocabulary, "vatten-", "rening", "Anslag till vatten-rening och vatten-rening.") == "vatten-rening"


def test_a_capital_of_a_sentence_is_no_other_word(vocabulary: Vocabulary) -> None:
    found = hyphens(vocabulary, "Förskolan ligger här.").mended("för-", "skolan")
    assert found is not None
    assert found.cost < hyphens(vocabulary).mended("för-", "skolan").cost  # type: ignore[union-attr]


def test_words_of_the_users_keep_their_hyphen_unless_they_are_words_without() -> None:
    own = Vocabulary(load_language("sv"), ("spån-låda", "prov-tagare"))
    assert mended(own, "spån-", "låda") == "spån-låda"
    assert mended(own, "prov-", "tagare") == "provtagare"


def test_even_evidence_keeps_the_hyphen_and_says_so(vocabulary: Vocabulary) -> None:
    for begin in ("eftersom", "hos"):
        found = hyphens(vocabulary).mended(f"{begin}-", "huset")
        assert found is not None
        assert (found.text, found.cost) == (f"{begin}-huset", -log(0.5))


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
