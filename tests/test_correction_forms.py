"""Which words of a text tell how it was damaged, how often its letters stand there, how many of its words are new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_fix.correction.candidates.candidate import Candidate
from ocr_fix.correction.error_model.channel import Channel, Confusion
from ocr_fix.correction.error_model.evidence import Forms, estimated, forms_of, unknown_tokens, words_of
from ocr_fix.correction.error_model.novelty import NO_RATES, NewWord, Novelty, Rates
from ocr_fix.correction.error_model.runs import Runs, evidence_of
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.correction.tokens.classifier import TokenClassifier
from ocr_fix.correction.tokens.text_flow import tokenise
from ocr_fix.correction.tokens.tokenised import TokenisedText
from ocr_fix.languages import load_language

DOTS = Confusion("ö", "o")
CHANNEL = Channel("loses dots", {DOTS: 0.2})
FULL = DEFAULT.full_evidence


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(load_language("sv"), ["Vretlösta"])


def tokenised(text: str) -> TokenisedText:
    return TokenisedText(tokenise(text), TokenClassifier(vocabulary()))


# The words


def test_words_of_the_language_came_through_whole_and_the_users_tell_nothing() -> None:
    forms = forms_of(tokenised("Nämnden bor i Vretlösta och nämnden är nöjd, sade (nämnden)."), vocabulary())
    assert (forms.whole["nämnden"], forms.whole["Nämnden"], forms.whole["nöjd"]) == (2, 1, 1)
    assert "Vretlösta" not in forms.whole
    assert forms.unknown == {}


def test_words_that_are_none_may_be_damaged_and_compounds_are_known_among_them() -> None:
    forms = forms_of(tokenised("Arendet gäller skolskjutsplanering, sade hon om arendet, 'arendet'."), vocabulary())
    assert forms.unknown == {"Arendet": 1, "arendet": 2, "skolskjutsplanering": 1}
    assert set(forms.compounds) == {"skolskjutsplanering"}
    assert forms.whole["gäller"] == 1


def test_each_part_of_a_token_tells_for_itself() -> None:
    forms = forms_of(tokenised("Det är arendet/nämnden som gäller."), vocabulary())
    assert forms.unknown["arendet"] == 1
    assert forms.whole["nämnden"] == 1


def test_codes_numbers_and_addresses_tell_nothing() -> None:
    forms = forms_of(tokenised("Ta 5 dl ur skålen, se www.exempel.se och ring 08-123 45."), vocabulary())
    assert forms.unknown == {}
    assert not {"dl", "www.exempel.se"} & forms.whole.keys()


def test_words_are_those_that_stand_alone_in_their_tokens() -> None:
    words = words_of(tokenised("Nämnden, arendet och arendet; in-/utfart och 12:an."))
    assert (words["Nämnden"], words["arendet"]) == (1, 2)
    assert all(word.isalpha() for word in words)


def test_a_token_is_unknown_where_any_word_of_it_is() -> None:
    found = unknown_tokens(tokenised("Arendet, (arendet) och nämnden/arendet om skolskjutsplanering."))
    assert found == {"Arendet,": 1, "(arendet)": 1, "nämnden/arendet": 1}


def _estimated(unknown: dict[str, int], compounds: Sequence[str] = (), most: int = 12) -> float:
    """The damage of a text whose unknown words had each o for ö."""

    def near(form: str) -> list[Candidate]:
        return [Candidate(form.replace("o", "ö"), -log(0.2), (DOTS,))] if "o" in form else []

    forms = Forms({"hamnen": 3}, unknown, compounds)
    thresholds = replace(DEFAULT, max_explanations=most)
    return estimated(forms, lambda word: -9.0 if "ö" in word else -20.0, near, [(CHANNEL, 1.0)], {}, thresholds).damage


def test_unknown_words_with_an_explanation_are_evidence() -> None:
    assert _estimated({"fore": 1, "gora": 1}) == pytest.approx(2 / (18 + 8), rel=0.02)
    assert _estimated({"gxyz": 1}) == 0.0
    assert _estimated({}) == 0.0


def test_compounds_and_what_has_too_many_explanations_are_not() -> None:
    assert _estimated({"fore": 1, "gora": 1}, compounds=["gora"]) == pytest.approx(_estimated({"fore": 1}))
    assert _estimated({"fore": 1}, most=0) == 0.0


# Runs of letters


def test_runs_are_counted_in_small_letters_with_the_times_of_their_words() -> None:
    runs = Runs({"Hamnen": 2, "annan": 1}, FULL)
    assert (runs.times("an"), runs.times("nn"), runs.times("h")) == (2, 1, 2)
    assert (runs.times("an"), runs.times("mn")) == (2, 2)
    assert (runs.times(""), runs.times(" ")) == (6 * 2 + 5, 3)


def test_letters_of_other_alphabets_disturb_no_count() -> None:
    forms = {"hamnen": 1, "Łódź": 1, "Ωmega": 1, "İstanbul": 2, "å": 3}
    runs = Runs(forms, FULL)
    assert [runs.times(run) for run in ("am", "ó", "m", "n", "å", "ł")] == [1, 1, 2, 4, 3, 1]


def test_a_word_bears_witness_in_full_up_to_a_number_and_less_from_there_on() -> None:
    assert [evidence_of(times, 4.0) for times in (0, 1, 4)] == [0, 1, 4]
    assert evidence_of(8, 4.0) == pytest.approx(4 * (1 + log(2)))
    assert evidence_of(4.001, 4.0) == pytest.approx(4.001, abs=1e-4)
    assert Runs({"hamnen": 400}, FULL).times("h") == round(evidence_of(400, FULL))


WORDS = st.dictionaries(st.text("abåÅ\u0142", min_size=1, max_size=6), st.integers(1, 60), max_size=8)


@given(WORDS, st.text("abå\u0142", min_size=1, max_size=3))
def test_a_run_stands_as_often_as_by_the_definition(forms: dict[str, int], run: str) -> None:
    begun = {form: sum(form.lower().startswith(run, at) for at in range(len(form))) for form in forms}
    expected = sum(round(evidence_of(times, FULL)) * begun[form] for form, times in forms.items())
    letters = sum(round(evidence_of(times, FULL)) * len(form) for form, times in forms.items())
    assert (Runs(forms, FULL).times(run), Runs(forms, FULL).times("")) == (expected, letters)


# New words

RATES = Rates(0.01, 0.05)


def bonus(new: float, explained: float = 0.0, words: float = 100.0, word: str = "ett", rates: Rates = RATES) -> float:
    return Novelty(rates, words, [NewWord(word, new, explained)]).bonus(word, 0.0)


def test_more_new_words_than_the_language_has_make_each_likelier() -> None:
    smoothing, gain = DEFAULT.novelty_smoothing, DEFAULT.novelty_gain
    assert bonus(5.0) == pytest.approx(gain * log((5 + smoothing) / (1 + smoothing)))
    assert bonus(50.0) > bonus(5.0) > bonus(5.0, words=200.0) > 0.0
    assert bonus(5.0, word="Ett") == 0.0  # among names as many are usual
    assert exp(bonus(9.0, word="Ett") / gain) == pytest.approx((9 + smoothing) / (5 + smoothing))


def test_misread_words_leave_wrecks_that_are_not_new() -> None:
    assert DEFAULT.novelty_wrecks == 1.0
    assert bonus(7.0, 2.0) == pytest.approx(bonus(5.0))
    assert bonus(5.0, 50.0) == 0.0


def test_names_and_words_are_counted_apart_and_together_with_their_like() -> None:
    novelty = Novelty(RATES, 100.0, [NewWord("ett", 3.0, 0.0), NewWord("två", 2.0, 0.0), NewWord("Tre", 30.0, 0.0)])
    assert novelty.bonus("fyra", 0.0) == bonus(5.0)
    assert novelty.bonus("Fyra", 0.0) == bonus(30.0, word="Tre")
    assert novelty.bonus("", 0.0) == novelty.bonus("fyra", 0.0)


def test_no_text_has_more_new_words_than_all_and_without_a_text_nothing_is_known() -> None:
    assert bonus(100.0, rates=NO_RATES) == 0.0
    assert Novelty(RATES).bonus("ett", 0.0) == 0.0


def test_a_short_unknown_word_is_likelier_an_abbreviation_where_no_long_word_was_misread() -> None:
    unlikely = -30.0
    sound = Novelty(RATES, 100.0, [NewWord("bv", 0.2, 0.8)])
    damaged = Novelty(RATES, 100.0, [NewWord("bv", 0.2, 0.8), NewWord("kommnnen", 0.1, 0.9)])
    assert sound.bonus("bv", unlikely) > sound.bonus("hfl", unlikely) > sound.bonus("bostad", unlikely)
    assert sound.bonus("bv", -5.0) == damaged.bonus("bv", unlikely) == damaged.bonus("bostad", unlikely)
    assert sound.bonus("Bv", unlikely) > damaged.bonus("Bv", unlikely) == sound.bonus("BV", unlikely)
    assert Novelty(RATES).bonus("bv", unlikely) == 0.0  # of no text nothing is known
