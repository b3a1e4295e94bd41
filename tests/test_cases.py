"""What the program promises for single texts, as data: `cases/*.json` hold what was read, what was printed, and why.

`in-the-wild` is damage as engines leave it, `must-not-change` is clean text of every kind, and `known-failures` are of
both kinds and still go wrong: one that begins to hold fails here until it is moved to where it belongs.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TypedDict

import pytest

from ocr_fix import Cleaner, revert


class Case(TypedDict):
    """A text that we composed, at most a few sentences."""

    id: str
    read: str
    printed: str
    why: str


FOLDER = Path(__file__).parent / "cases"
CASES: dict[str, list[Case]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))
}
KNOWN = pytest.mark.xfail(reason="a known failure", raises=AssertionError, strict=True)


@cache
def cleaner() -> Cleaner:
    return Cleaner()


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=f"{kind}-{case['id']}", marks=[KNOWN] if kind == "known-failures" else [])
        for kind, cases in CASES.items()
        for case in cases
    ],
)
def test_what_was_printed_comes_out(case: Case) -> None:
    correction = cleaner().correct(case["read"])
    assert correction.text == case["printed"], case["why"]
    assert revert(correction.text, correction.changes) == case["read"]


def test_every_case_has_its_name_its_reason_and_its_place() -> None:
    assert CASES.keys() == {"in-the-wild", "known-failures", "must-not-change"}
    every = [case for cases in CASES.values() for case in cases]
    for case in every:
        assert case.keys() == Case.__annotations__.keys()
        assert all(value and isinstance(value, str) for value in case.values()), case["id"]
    assert len({case["id"] for case in every}) == len({case["read"] for case in every}) == len(every)
    assert all(case["read"] == case["printed"] for case in CASES["must-not-change"])
    assert all(case["read"] != case["printed"] for case in CASES["in-the-wild"])
