"""Which stretches of a text are not Swedish: short paragraphs, damaged ones, quotations, code."""

from array import array
from collections.abc import Callable, Sequence
from itertools import product
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_fix.correction.registers.identification import (
    HOME,
    NONE,
    LanguageIdentifier,
    Languages,
)
from ocr_fix.correction.registers.viterbi import likeliest
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.correction.tokens.classifier import TokenClassifier
from ocr_fix.correction.tokens.text_flow import tokenise
from ocr_fix.document.language_codes import OTHER_LANGUAGE
from ocr_fix.language.models.letters import BUCKETS, STEP, Letters, buckets
from ocr_fix.language.thresholds import DEFAULT
from ocr_fix.languages import load_language, load_letters

Identify = Callable[..., tuple[Languages, list[tuple[str, str]]]]

PARAGRAPHS = {
    "da": "Udvalget har gennemgået regnskabet og finder ikke anledning til bemærkninger, hvorfor det indstilles.",
    "nb": "Utvalget har gått gjennom regnskapet og finner ikke grunn til merknader, derfor blir det lagt fram.",
    "nn": "Utvalet har gått gjennom rekneskapen og finn ikkje grunn til merknader, difor vert han lagd fram.",
    "fi": "Valiokunta on tarkastanut tilit eikä löydä niistä huomauttamista, joten ne esitetään hyväksyttäviksi.",
    "de": "Der Ausschuss hat die Rechnung geprüft und findet keinen Anlass zu Bemerkungen.",
    "en": "The committee has gone through the accounts and sees no reason for remarks, so they should be adopted.",
    "fr": "La commission a examiné les comptes et ne voit aucune raison de faire des remarques.",
    "nl": "De commissie heeft de rekening nagezien en vindt geen reden tot opmerkingen.",
    "la": "Consilium rationes diligenter perspexit neque quidquam invenit quod reprehendendum esset.",
    "pl": "Komisja sprawdziła rachunki i nie znajduje powodów do uwag, dlatego proponuje się, aby je przyjąć.",
}
SWEDISH = (
    "Nämnden har gått igenom räkenskaperna och finner inte skäl till någon anmärkning, varför de läggs fram.",
    "Ledamöterna enades om att förslaget skulle återremitteras till kontoret, som får i uppgift att spara.",
    "Därefter förklarades sammanträdet avslutat, och ordföranden tackade de närvarande för året.",
)
OLD = (
    "Hvad som hände derefter visste ingen, men gubben hade gifvit sig af till skogs och kom icke åter förr än qvällen."
)
READ_AS_ENGLISH = (
    "Namnden har gatt igenom rakenskaperna och finner inte skal till nagon anmarkning, varfér de laggs fram.",
    "Ledaméterna enades om att fdrslaget skulle aterremitteras till kontoret, som far i uppgift att spara.",
)


@pytest.fixture(scope="module")
def classifier() -> TokenClassifier:
    return TokenClassifier(Vocabulary(load_language("sv")))


@pytest.fixture(scope="module")
def identifier() -> LanguageIdentifier:
    return LanguageIdentifier(load_letters())


@pytest.fixture(scope="module")
def identify(classifier: TokenClassifier, identifier: LanguageIdentifier) -> Identify:
    knows = load_language("sv").knows

    def found(*paragraphs: str) -> tuple[Languages, list[tuple[str, str]]]:
        flow = tokenise("\n\n".join(paragraphs))
        others = classifier.classify(flow.counts).others
        unknown = [token for token in others if not all(map(knows, classifier.of(token).words))]
        languages = identifier.identify(flow, unknown)
        texts = [
            (stretch.language, " ".join(flow.words[stretch.places.start : stretch.places.stop]))
            for stretch in languages.stretches
        ]
        return languages, texts

    return found


@pytest.mark.parametrize("code", PARAGRAPHS)
def test_a_paragraph_has_its_language_alone_and_among_swedish_ones(identify: Identify, code: str) -> None:
    paragraph = PARAGRAPHS[code]
    assert identify(paragraph)[1] == [(code, paragraph)]
    assert identify(*SWEDISH, paragraph, *SWEDISH)[1] == [(code, paragraph)]


@pytest.mark.parametrize("code", ["da", "nb", "nn", "en", "de"])
def test_swedish_among_others_is_swedish(identify: Identify, code: str) -> None:
    languages, _ = identify(PARAGRAPHS[code], *READ_AS_ENGLISH, PARAGRAPHS[code])
    assert [stretch.language for stretch in languages.stretches] == [code, code]
    assert languages.shares[HOME] == pytest.approx(0.5, abs=0.1)


@pytest.mark.parametrize("paragraph", [*SWEDISH, OLD, *READ_AS_ENGLISH])
def test_swedish_is_swedish_whatever_its_age_and_however_it_was_read(identify: Identify, paragraph: str) -> None:
    assert identify(paragraph) == (Languages([], {HOME: 1.0}), [])


def test_a_quotation_is_a_stretch_of_its_own(identify: Identify) -> None:
    quoted = "”Vi har ikke fået noget svar på vores skrivelse, og vi kan derfor ikke tage stilling til sagen.”"
    _, found = identify(f"{SWEDISH[0]} I brevet från Köpenhamn heter det: {quoted} {SWEDISH[1]}", SWEDISH[2])
    assert found == [("da", quoted)]


def test_what_is_in_doubt_beside_danish_is_not_swedish(identify: Identify) -> None:
    doubtful = "Alle kan se Hans og Anna i Malmø"
    assert identify(*SWEDISH, "Hans och Anna i Malmö")[1] == []
    assert identify(PARAGRAPHS["da"], doubtful, PARAGRAPHS["da"])[0].shares == {"da": 1.0}


def test_names_in_swedish_are_no_other_language(identify: Identify) -> None:
    assert (
        identify("Närvarande: Agda Wohlin, Gösta Bjerke, Ernst Kaijser, Øyvind Larsen och Jean Müller.", *SWEDISH)[1]
        == []
    )


def test_code_is_no_language(identify: Identify) -> None:
    code = "def total(rows):\n    sum_of = {}\n    for row_id, cost in rows.items():\n        sum_of[row_id] += cost"
    languages, _ = identify(*SWEDISH, code, *SWEDISH)
    assert [stretch.language for stretch in languages.stretches] == [NONE]


@pytest.mark.parametrize(
    "paragraph",
    [
        "La comisión ha examinado las cuentas y no encuentra motivo alguno para hacer observaciones.",
        "Nefndin hefur farið yfir reikningana og telur ekki ástæðu til að gera athugasemdir við þá.",
    ],
)
def test_any_other_language_is_not_swedish_either(identify: Identify, paragraph: str) -> None:
    assert identify(*SWEDISH, paragraph, *SWEDISH)[1] == [(OTHER_LANGUAGE, paragraph)]


def test_spaced_letters_and_abbreviations_are_no_other_language(identify: Identify) -> None:
    assert identify("K A L L E L S E", *SWEDISH, "SJ:s vagnar, FN:s stadga, EU:s domstol, 2:a raden.")[1] == []


def test_nothing_is_in_no_language(identify: Identify) -> None:
    assert identify("") == (Languages([], {}), [])
    assert identify("1 234 – 5 678")[1] == []


def test_the_strings_of_a_word_speak_together_but_not_beyond_all_measure() -> None:
    weights = array("b", bytes(2 * BUCKETS))
    for row in set(buckets("gås")):
        weights[2 * row] = 8
    letters = Letters(memoryview(weights), ("xx", "yy"))
    rows = buckets("gås")
    assert len(rows) == 5 + 4 + 3 + 2 + 1 + 1
    said = STEP * 8 * len(rows) / sqrt(len(rows))
    assert letters.evidence("gås") == pytest.approx((said, 0.0))
    for row in set(rows):
        weights[2 * row] = 120
    assert letters.evidence("gås") == pytest.approx((15 * said, 15 * said - DEFAULT.most_against))
    with pytest.raises(ValueError, match="weights"):
        Letters(memoryview(weights), ("xx",))


NATS = st.integers(-8, 8).map(float)


@given(st.data(), st.integers(1, 3), st.integers(1, 5), st.sampled_from([0.0, 4.0]))
def test_no_path_is_likelier_than_the_likeliest(data: st.DataObject, states: int, words: int, leave: float) -> None:
    def row(length: int) -> list[float]:
        return data.draw(st.lists(NATS, min_size=length, max_size=length))

    evidence = [tuple(row(states)) for _ in range(words)]
    prices, priors, first = row(words), row(states), row(states)
    home = data.draw(st.integers(0, states - 1))

    def score(path: Sequence[int]) -> float:
        total = first[path[0]] + sum(said[state] for said, state in zip(evidence, path, strict=True))
        for at in range(1, words):
            if path[at] != path[at - 1]:
                total += priors[path[at]] - prices[at]
        return total - (leave if path[-1] != home else 0.0)

    # Where a change costs nothing or less, staying may be had as a change too, so such prices are left out.
    prices = [abs(price) + max(*priors, 0.0) for price in prices]
    found = likeliest(evidence, prices, priors, first, home, leave)
    assert score(found) == max(map(score, product(range(states), repeat=words)))
