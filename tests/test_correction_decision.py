"""What is changed, what is listed as doubtful, and how sure it is said to be: for decisions made by hand."""

from __future__ import annotations

from math import inf

import pytest

from ocr_fix.correction.candidates.base import Candidate
from ocr_fix.correction.decision.explanation import reason
from ocr_fix.correction.decision.outcome import Outcome, calibrated
from ocr_fix.correction.decoding.decoder import CERTAIN, Decision
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.thresholds import DEFAULT


def place(*texts: str) -> list[Candidate]:
    return [Candidate(text, 0.0) for text in texts]


def decided(read: str, rival: str, share: float, *, least: float = 0.0, was_word: bool = True) -> Outcome:
    """A word and a rival that the decoder gives so much to."""
    decision = Decision(int(share > 0.5), (1.0 - share, share))
    return Outcome([place(read, rival)], [decision], lambda _: was_word, least)


def test_what_is_stated_rises_with_what_the_decoder_gives() -> None:
    for was_word in (True, False):
        stated = [calibrated(share, was_word=was_word) for share in (0.0, 0.01, 0.2, 0.5, 0.8, 0.99, 0.9999, 1.0)]
        assert stated == sorted(stated)
        assert 0 < stated[0] < 0.05
        assert 0.95 < stated[-1] < 1


def test_a_change_of_what_is_no_word_is_stated_more_carefully() -> None:
    for share in (0.3, 0.6, 0.9):
        assert calibrated(share, was_word=False) < calibrated(share, was_word=True)


def test_the_decoder_is_taken_to_be_too_sure() -> None:
    assert calibrated(0.999, was_word=True) < 0.999
    assert calibrated(0.999, was_word=False) < 0.95
    assert calibrated(0.5, was_word=True) > 0.5 > calibrated(0.5, was_word=False)


def test_a_word_is_changed_only_when_it_is_surely_damaged() -> None:
    sure, unsure = decided("ar", "är", DEFAULT.damaged + 0.01), decided("ar", "är", DEFAULT.damaged - 0.01)
    assert (sure.changed, sure.text, sure.kind) == (True, "är", "word")
    assert sure.confidence == pytest.approx(calibrated(DEFAULT.damaged + 0.01, was_word=True))
    assert not sure.doubtful
    assert (unsure.changed, unsure.text) == (False, "ar")
    assert unsure.doubtful
    assert unsure.confidence == pytest.approx(1.0 - calibrated(DEFAULT.damaged - 0.01, was_word=True))


def test_which_of_two_words_it_was_may_be_open() -> None:
    decision = Decision(1, (0.1, 0.5, 0.4))
    outcome = Outcome([place("far", "får", "för")], [decision], lambda _: True, 0.0)
    assert (outcome.text, outcome.changed) == ("får", True)
    assert outcome.confidence == pytest.approx(calibrated(0.5, was_word=True))
    (stays,) = {Outcome([place("far", "får", "för")], [Decision(1, (0.4, 0.5, 0.1))], lambda _: True, 0.0).text}
    assert stays == "far"


def test_less_than_the_least_confidence_is_doubtful() -> None:
    stated = calibrated(0.9, was_word=False)
    assert decided("förslqg", "förslag", 0.9, was_word=False, least=stated - 0.01).text == "förslag"
    left = decided("förslqg", "förslag", 0.9, was_word=False, least=stated + 0.01)
    assert (left.text, left.changed, left.doubtful) == ("förslqg", False, True)


def test_a_rival_of_little_probability_is_no_doubt() -> None:
    shares = [step / 1000 for step in range(1, 500)]
    doubtful = [share for share in shares if decided("mal", "mål", share).doubtful]
    assert doubtful == [share for share in shares if calibrated(share, was_word=True) > DEFAULT.doubt]
    assert 0 < len(doubtful) < len(shares)
    left = decided("mal", "mål", shares[0])
    assert (left.confidence, left.reason) == (1.0, "")


def test_the_likeliest_rival_is_named() -> None:
    outcome = Outcome([place("mal", "mål", "mat")], [Decision(0, (0.5, 0.1, 0.4))], lambda _: True, 0.0)
    assert outcome.reason.startswith("mat 0.40")


@pytest.mark.parametrize("share", [0.75, 0.9, 0.99, 0.9999])
def test_a_digit_becomes_a_sign_only_when_it_is_sure(share: float) -> None:
    changed = calibrated(share, was_word=False) >= DEFAULT.sure_of_digit
    outcome = decided("8", "§", share, was_word=False)
    assert (outcome.changed, outcome.text) == (changed, "§" if changed else "8")
    assert decided("$", "§", share, was_word=False).text == "§"


def test_there_is_a_digit_that_stays_and_one_that_becomes_a_sign() -> None:
    assert decided("8", "§", 0.75, was_word=False).text == "8"
    assert decided("8", "§", 0.9999, was_word=False).text == "§"


@pytest.mark.parametrize(
    ("read", "printed", "kind"),
    [
        ("ar", "är", "word"),
        ("harbeslutat", "har beslutat", "split"),
        ("har:", "har", "sign"),
        ("8", "§", "sign"),
        ("maj,", "maj.", "sign"),
        ("harbeslntat", "har beslutat", "word"),
    ],
)
def test_changes_are_of_a_kind(read: str, printed: str, kind: str) -> None:
    assert decided(read, printed, 0.9999).kind == kind


def test_a_span_is_as_sure_as_its_least_sure_part() -> None:
    places = [place("va", "vå"), place("-"), place("gen", "gén")]
    outcome = Outcome(places, [Decision(1, (0.1, 0.9)), CERTAIN, Decision(1, (0.2, 0.8))], lambda _: True, 0.0)
    assert outcome.text == "vå-gén"
    assert outcome.confidence == pytest.approx(calibrated(0.8, was_word=True))
    assert [part.split()[0] for part in outcome.reason.split("; ")] == ["vå", "gén"]


def test_a_span_that_cannot_be_changed_is_sure() -> None:
    outcome = Outcome([place("hamn")], [CERTAIN], lambda _: True, 0.0)
    assert (outcome.text, outcome.changed, outcome.doubtful, outcome.confidence) == ("hamn", False, False, 1.0)


def test_the_reason_names_the_confusions_and_two_rivals() -> None:
    candidates = [
        Candidate("arendet", 0.0),
        Candidate("ärendet", 1.0, (Confusion("ä", "a"),)),
        Candidate("rendet", 2.0, (Confusion("", "a"),)),
        Candidate("xarendet", inf, (Confusion("x", ""),)),
    ]
    decision = Decision(1, (0.2, 0.5, 0.25, 0.05))
    assert reason(candidates, decision, 1) == "ärendet 0.50: ä read as a (rivals: rendet 0.25, arendet 0.20)"
    assert reason(candidates, decision, 2).startswith("rendet 0.25: (nothing) read as a (rivals: ärendet 0.50")
    assert reason(candidates, decision, 3).startswith("xarendet 0.05: x read as (nothing)")
    assert reason(candidates, decision, 0).startswith("arendet 0.20: as read")
    assert reason(candidates[:1], CERTAIN, 0) == "arendet 1.00: as read"
