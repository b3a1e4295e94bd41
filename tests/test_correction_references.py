"""A number stands behind its numeral in one piece where the text has others so."""

from __future__ import annotations

import pytest

import ocr_fix


def test_a_number_set_apart_from_its_numeral() -> None:
    found = ocr_fix.correct("Motionerna I: 89 och II:130 avslogs, se (II: 131).")
    assert found.text == "Motionerna I:89 och II:130 avslogs, se (II:131)."
    assert {change.kind for change in found.changes} == {"join"}


@pytest.mark.parametrize(
    "text",
    [
        "Enligt SOU 2019:61 och prop. 2020/21: 12 var de flera. Antal elever 2019: 12, 2020: 15.",
        "Grupp I: 12 elever. Grupp II: 9 elever.",
        "Motion II:130 behandlas kl. 2: 30 i sal I: a och b.",
    ],
)
def test_what_is_no_such_number_stays(text: str) -> None:
    assert ocr_fix.correct(text).text == text
