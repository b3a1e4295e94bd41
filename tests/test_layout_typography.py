"""Swedish typography, where it is asked for: quotes, dashes and ranges; numbers that are names stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ocr_fix
from ocr_fix import Cleaner, revert


@pytest.fixture(scope="module")
def typeset() -> Cleaner:
    return Cleaner(typography="swedish", correct=False)


@pytest.mark.parametrize(
    ("printed", "swedish"),
    [
        ('Han sade "nej" och gick.', "Han sade ”nej” och gick."),
        ("Han sade “nej” och »ja».", "Han sade ”nej” och ”ja”."),
        ("Det är Anders' båt och 'hans' brygga.", "Det är Anders’ båt och ’hans’ brygga."),
        ("Hamnen - som är djup - är öppen.", "Hamnen – som är djup – är öppen."),
        ("Se s. 12-15 och åren 2022-2033.", "Se s. 12–15 och åren 2022–2033."),
        ("Läsåret 2021-22, kl. 08.00-16.30.", "Läsåret 2021–22, kl. 08.00–16.30."),
        ("Öppet måndag-fredag, maj-augusti.", "Öppet måndag–fredag, maj–augusti."),
    ],
)
def test_quotes_and_dashes_are_written_as_swedish_does(typeset: Cleaner, printed: str, swedish: str) -> None:
    correction = typeset.correct(printed)
    assert correction.text == swedish
    assert {change.kind for change in correction.changes} == {"typography"}
    assert revert(correction.text, correction.changes) == printed
    assert typeset.clean(printed.encode()).text == f"{swedish}\n"


@pytest.mark.parametrize(
    "text",
    [
        "Den 2021-03-14 eller 2021-12.",
        "Koderna 1206-1984 och 1984-9120.",
        "Telefon 08-5782 eller 0980-319 200.",
        "Bankgiro 123-4567, dnr 117-2019, org.nr 556012-5790.",
        'En skärm på 15" och en på 27".',
        "e-post och IT-chefen i Syd-Sverige",
        "- en punkt\n- en till",
        "- 1 -\n\nText",
        "(S) – ”redan rätt” – 12–15",
    ],
)
def test_what_only_looks_alike_stays(typeset: Cleaner, text: str) -> None:
    assert typeset.correct(text).text == text


def test_quotes_stay_as_printed_unless_asked() -> None:
    text = 'Han sade "nej" - och gick 12-15 steg.'
    assert ocr_fix.correct(text, correct=False).text == text


@given(st.text(st.sampled_from("aÅ1290 \n-–—\"'“”»(),.:")))
def test_changes_account_for_the_typography_of_any_text(text: str) -> None:
    correction = Cleaner(typography="swedish", correct=False).correct(text)
    assert revert(correction.text, correction.changes) == text
