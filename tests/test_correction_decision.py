"""What is changed, what is listed as doubtful, and how sure it is said to be: for decisions made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import exp, inf

import pytest

from ocr_fix.correction.candidates.candidate import Candidate
from ocr_fix.correction.decision.explanation import reason
from ocr_fix.correction.decision.outcome import Outcome, calibrated, edits
from ocr_fix.correction.decoding.decoder import CERTAIN, Decoded
from ocr_fix.correction.decoding.lattice import Lattice
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.correction.tokens.span import Span
from ocr_fix.document import ChangeKind, Edit, Token, Word


def place(*texts: str) -> list[Candidate]:
    return [Candidate(text, 0.0) for text in texts]


def decided(read: str, rival: str, share: float, *, least: float = 0.0, was_word: bool = True) -> Outcome:
    """A word and a rival that the decoder gives so much to."""
    decision = Decoded(int(share > 0.5), (1.0 - share, share))
    return Outcome([place(read, rival)], [decision], lambda _: was_word, least)


def test_what_is_stated_rises_with_what_the_decoder_gives() -> None:
    for was_word in (True, False):
        stated = [calibrated(share, was_word=was_word) for share in (0.0, 0.01, 0.2, 0.5, 0.8, 0.99, 0.9999, 1.0)]
        assert stated == sorted(stated)
        assert 0 < stated[0] < 0.05
        assert 0.95 < stated[-1] < 1


def test_the_decoders_odds_tell_less_of_what_is_no_word() -> None:
    for share in (0.99, 0.999, 1.0):
        assert calibrated(share, was_word=False) < calibrated(share, was_word=True)
        assert calibrated(1.0 - share, was_word=False) > calibrated(1.0 - share, was_word=True)


def test_the_decoder_is_taken_to_be_too_sure() -> None:
    for share in (0.5, 0.9, 0.999):
        for was_word in (False, True):
            assert calibrated(share, was_word=was_word) < share


def test_a_word_is_changed_only_when_it_is_surely_damaged() -> None:
    sure, unsure = decided("ar", "är", DEFAULT.damaged + 0.01), decided("ar", "är", DEFAULT.damaged - 0.01)
    assert (sure.changed, sure.text, sure.kind) == (True, "är", "word")
    assert sure.confidence == pytest.approx(calibrated(DEFAULT.damaged + 0.01, was_word=True))
    assert not sure.doubtful
    assert (unsure.changed, unsure.text) == (False, "ar")
    assert unsure.doubtful
    assert unsure.confidence == pytest.approx(1.0 - calibrated(DEFAULT.damaged - 0.01, was_word=True))


def test_which_of_two_words_it_was_may_be_open() -> None:
    decision = Decoded(1, (0.1, 0.5, 0.4))
    outcome = Outcome([place("far", "får", "för")], [decision], lambda _: True, 0.0)
    assert (outcome.text, outcome.changed) == ("får", True)
    assert outcome.confidence == pytest.approx(calibrated(0.5, was_word=True))
    (stays,) = {Outcome([place("far", "får", "för")], [Decoded(1, (0.4, 0.5, 0.1))], lambda _: True, 0.0).text}
    assert stays == "far"


def test_less_than_the_least_confidence_is_doubtful() -> None:
    stated = calibrated(0.9, was_word=False)
    assert decided("förslqg", "förslag", 0.9, was_word=False, least=stated - 0.01).text == "förslag"
    left = decided("förslqg", "förslag", 0.9, was_word=False, least=stated + 0.01)
    assert (left.text, left.changed, left.doubtful) == ("förslqg", False, True)


def test_what_is_just_sure_enough_is_changed() -> None:
    even = Decoded(1, (0.25, 0.75))
    stated = calibrated(0.75, was_word=True)
    exactly = replace(DEFAULT, damaged=0.75, sure_of_digit=stated)
    for read in ("ar", "8"):
        assert Outcome([place(read, "är")], [even], lambda _: True, stated, exactly).text == "är"
        for dearer in (replace(exactly, damaged=0.751), replace(exactly, sure_of_digit=stated + 1e-9)):
            changed = Outcome([place(read, "är")], [even], lambda _: True, stated, dearer).changed
            assert changed == (read == "ar" and dearer.damaged == 0.75)


def test_a_rival_of_little_probability_is_no_doubt() -> None:
    shares = [step / 1000 for step in range(1, 500)]
    doubtful = [share for share in shares if decided("mal", "mål", share).doubtful]
    assert doubtful == [share for share in shares if calibrated(share, was_word=True) > DEFAULT.doubt]
    assert 0 < len(doubtful) < len(shares)
    left = decided("mal", "mål", shares[0])
    assert (left.confidence, left.reason) == (1.0, "")


def test_the_likeliest_rival_is_named() -> None:
    outcome = Outcome([place("mal", "mål", "mat")], [Decoded(0, (0.5, 0.1, 0.4))], lambda _: True, 0.0)
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
    outcome = Outcome(places, [Decoded(1, (0.1, 0.9)), CERTAIN, Decoded(1, (0.2, 0.8))], lambda _: True, 0.0)
    assert outcome.text == "vå-gén"
    assert outcome.confidence == pytest.approx(calibrated(0.8, was_word=True))
    assert [part.split()[0] for part in outcome.reason.split("; ")] == ["vå", "gén"]


def test_a_span_that_cannot_be_changed_is_sure() -> None:
    assert CERTAIN.shares == (1.0,)
    outcome = Outcome([place("hamn")], [CERTAIN], lambda _: True, 0.0)
    assert (outcome.text, outcome.changed, outcome.doubtful, outcome.confidence) == ("hamn", False, False, 1.0)


def test_the_reason_names_the_confusions_and_two_rivals() -> None:
    candidates = [
        Candidate("arendet", 0.0),
        Candidate("ärendet", 1.0, (Confusion("ä", "a"),)),
        Candidate("rendet", 2.0, (Confusion("", "a"),)),
        Candidate("xarendet", inf, (Confusion("x", ""),)),
    ]
    decision = Decoded(1, (0.2, 0.5, 0.25, 0.05))
    assert reason(candidates, decision, 1) == "ärendet 0.50: ä read as a (rivals: rendet 0.25, arendet 0.20)"
    assert reason(candidates, decision, 2).startswith("rendet 0.25: (nothing) read as a (rivals: ärendet 0.50")
    assert reason(candidates, decision, 3).startswith("xarendet 0.05: x read as (nothing)")
    assert reason(candidates, decision, 0).startswith("arendet 0.20: as read")
    assert reason(candidates[:1], CERTAIN, 0) == "arendet 1.00: as read"


# The edits of a stretch


def edited(
    words: list[Word], spans: Sequence[tuple[int, Candidate | None, list[list[Candidate]]]], path: list[Decoded]
) -> dict[int, Word]:
    """The edits of a stretch that begins at the seventh token: its spans with their length, what made them, places."""
    found: list[Span] = []
    for length, made, _ in spans:
        first = found[-1].last + 1 if found else 7
        found.append(Span("", None, first, first + length - 1, made=made))
    tokens = [Token(" ", word, 1, 1) for word in words]
    lattice = Lattice(found, tokens, [[tuple(each) for each in places] for *_, places in spans])
    return dict(edits(lattice, path, lambda _: False, 0.0, DEFAULT))


SURE, OPEN = Decoded(1, (0.001, 0.999)), Decoded(0, (0.6, 0.4))
MADE = Candidate("", 0.5, source="hyphens", why="cut at the line end")


def test_only_what_may_be_another_is_edited() -> None:
    words = [Word("en"), Word("hamm"), Word("mal"), Word("bro")]
    spans = [
        (1, None, [place("en")]),
        (1, None, [place("hamm", "hamn")]),
        (1, None, [place("mal", "mål")]),
        (1, None, [place("bro")]),
    ]
    found = edited(words, spans, [CERTAIN, SURE, OPEN, CERTAIN])
    assert {at: (word.reading, word.text) for at, word in found.items()} == {8: ("hamm", "hamn"), 9: ("mal", "mal")}
    sure, doubt = found[8].edit, found[9].edit
    assert sure == Edit("word", calibrated(0.999, was_word=False), "hamn 1.00: as read (rivals: hamm 0.00)")
    assert doubt == Edit("doubtful", 1.0 - calibrated(0.4, was_word=False), "mål 0.40: as read (rivals: mal 0.60)")


def test_a_span_is_edited_where_any_part_of_it_may_be_another() -> None:
    spans = [(1, None, [place("("), place("hamm", "hamn"), place(")")])]
    assert edited([Word("(hamm)")], spans, [CERTAIN, SURE, CERTAIN])[7].text == "(hamn)"


def test_a_doubt_takes_no_reason_from_a_word_that_has_one() -> None:
    joined = Word("verk-").edited("verksamhet", Edit("hyphen", 0.9, "joined"))
    spans = [(1, None, [place("verksamhet", "verksamhét")])]
    assert edited([joined], spans, [OPEN]) == {}
    assert edited([joined], spans, [SURE])[7].text == "verksamhét"


def test_tokens_that_are_one_are_edited_together() -> None:
    words = [Word("verk-"), Word("samhct"), Word("nu")]
    spans = [(2, MADE, [place("verksamhct", "verksamhet")]), (1, None, [place("nu", "ny")])]
    found = edited(words, spans, [SURE, SURE])
    assert [(at, word.reading, word.text) for at, word in found.items()] == [
        (7, "verk-", "verksamhet"),
        (8, "samhct", ""),
        (9, "nu", "ny"),
    ]
    assert found[7].edit == found[8].edit
    edit = found[7].edit
    assert edit is not None
    assert (edit.kind, edit.confidence) == ("word", exp(-0.5))  # no surer than that they are one
    assert edit.reason == "cut at the line end; verksamhet 1.00: as read (rivals: verksamhct 0.00)"
    unsure = edited(words[:2], [(2, MADE._replace(cost=0.0), [place("verksamhct", "verksamhet")])], [SURE])[7].edit
    assert unsure is not None
    assert unsure.confidence == calibrated(0.999, was_word=False)


@pytest.mark.parametrize(("source", "kind"), [("hyphens", "hyphen"), ("specks", "sign"), ("joins", "join")])
def test_tokens_made_one_and_not_changed_otherwise_say_by_whom(source: str, kind: ChangeKind) -> None:
    words = [Word("verk-"), Word("samhet"), Word("nu")]
    spans = [(2, MADE._replace(source=source), [place("verksamhet")]), (1, None, [place("nu")])]
    found = edited(words, spans, [CERTAIN, CERTAIN])
    edit = Edit(kind, exp(-0.5), "cut at the line end")
    assert [(at, word.text, word.edit) for at, word in found.items()] == [(7, "verksamhet", edit), (8, "", edit)]


def test_a_stretch_without_tokens_has_no_edits() -> None:
    assert edited([], [], []) == {}
