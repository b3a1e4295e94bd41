import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ocr_fix.language.lexicon import MOST_RANKS, packed, unpacked
from ocr_fix.languages import load_language
from wordlists.lists import read_list

sv = load_language("sv")
FORMS = sorted(sv.lexicon)


def test_there_are_about_a_million_forms() -> None:
    assert 800_000 < len(FORMS) < 1_200_000


@given(st.integers(0, MOST_RANKS - 1), st.integers(0, 15))
def test_a_rank_and_flags_are_kept_in_three_bytes(rank: int, flags: int) -> None:
    low, high = packed(rank, flags)
    assert low < 1 << 16
    assert high < 1 << 8
    assert unpacked(low, high) == (rank, flags)


@pytest.mark.parametrize("rank", [-1, MOST_RANKS])
def test_there_is_no_room_for_more_ranks(rank: int) -> None:
    with pytest.raises(ValueError, match="not the rank"):
        packed(rank, 0)


@given(st.sampled_from(FORMS))
@settings(max_examples=500)
def test_every_form_is_found_whole_and_letter_by_letter(form: str) -> None:
    assert sv.knows(form)
    assert sv.case_of(form) != "unknown"
    assert sv.log_frequency(form) > sv.log_frequency("xqzwk")
    lower = form.lower()
    if all(letter in sv.automaton.bits for letter in lower):
        node = 0
        for letter in lower:
            node = sv.automaton.step(node, letter)
            assert node > 0
        assert sv.automaton.is_final(node)


@given(st.sampled_from(FORMS))
@example("kvarn")
@settings(max_examples=300)
def test_a_form_is_known_at_a_sentence_start(form: str) -> None:
    assert sv.knows(form[0].upper() + form[1:])


@given(st.sampled_from([form for form in FORMS if form.isalpha() and form.islower() and "ß" not in form]))
@settings(max_examples=300)
def test_a_word_is_known_in_capitals(form: str) -> None:
    assert sv.knows(form.upper())


@pytest.mark.no_cover  # so many are walked
def test_nearly_every_form_can_be_walked() -> None:
    some = FORMS[::9]
    assert sum(form.lower() in sv.automaton for form in some) > 0.999 * len(some)


def test_forms_lists_what_begins_with_a_prefix() -> None:
    found = set(sv.forms("diarienum"))
    assert {"diarienummer", "diarienumret"} <= found
    assert all(form.startswith("diarienum") for form in found)
    assert list(sv.forms("xqz")) == []


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("kommunen", "lower"),
        ("Kommunen", "lower"),
        ("Stockholm", "name"),
        ("EU", "acronym"),
        ("EU:s", "mixed"),
        ("xqz", "unknown"),
    ],
)
def test_case_is_that_of_the_word_inside_a_sentence(word: str, case: str) -> None:
    assert sv.case_of(word) == case


@pytest.mark.parametrize("word", ["Stockholm", "Tyresö", "Södermanlands", "Andersson", "Sven-Erik", "EU", "FN"])
def test_names_and_acronyms_are_known_only_with_their_capitals(word: str) -> None:
    assert sv.knows(word)
    assert not sv.knows(word.lower())


@pytest.mark.parametrize(
    "word", "i å ö är än på av om en de du vi så nu två året hälso- tjänsteskrivelse äskanden".split()
)
def test_common_words_are_known(word: str) -> None:
    assert sv.knows(word)


@pytest.mark.parametrize(
    "word",
    "ar pa fa pi for nar dar fir hir nir forslag tilllåta tilllämpas kaptial ocb dct aret fragor namnden qx".split(),
)
def test_scraps_and_words_without_their_dots_are_not_known(word: str) -> None:
    assert not sv.knows(word)


def test_a_suspect_keeps_its_count() -> None:
    assert sv.count("for") > 0
    assert not sv.knows("for")
    assert sv.count("för") > 100 * sv.count("for")


def test_no_form_of_one_or_two_letters_is_outside_the_closed_lists() -> None:
    closed = {entry.rstrip(".") for name in ("short_forms", "abbreviations") for entry in read_list(name)}
    short = {form for form in FORMS if len(form) <= 2 and form.islower()}
    assert short <= closed
    assert {"i", "på", "är", "år"} <= short


def test_frequency_is_the_share_of_running_text() -> None:
    assert math.exp(sv.log_frequency("och")) == pytest.approx(0.03, rel=0.5)
    assert sv.log_frequency("och") > sv.log_frequency("kommunen") > sv.log_frequency("fosforescens")


@pytest.mark.parametrize(
    "token", ["bl.a.", "Bl.a.", "t.ex.", "m.fl.", "kap.", "dnr", "Dnr", "s k", "fr.o.m.", "p.g.a."]
)
def test_abbreviations(token: str) -> None:
    assert sv.is_abbreviation(token)
    assert sv.never_correct(token)


@pytest.mark.parametrize("token", ["kommunen.", "och", "x.y.z.", "", "."])
def test_other_tokens_are_no_abbreviations(token: str) -> None:
    assert not sv.is_abbreviation(token)


@pytest.mark.parametrize(
    "token",
    [
        "§",
        "12",
        "2010:110",
        "3,5",
        "48%",
        "2014-01-21",
        "(S)",
        "(KD),",
        "a)",
        "www.exempel.se",
        "namn@exempel.se",
        "IV",
        "A12",
        "2020/21:SoU32",
        "100:e",
    ],
)
def test_tokens_that_are_left_alone(token: str) -> None:
    assert sv.never_correct(token)


@pytest.mark.parametrize("token", ["kommunen", "f6r", "Kommunen", "(och", "i"])
def test_words_are_not_left_alone(token: str) -> None:
    assert not sv.never_correct(token)


@given(st.text(max_size=40))
def test_no_string_is_too_strange_to_ask_about(text: str) -> None:
    assert isinstance(sv.knows(text), bool)
    assert isinstance(sv.never_correct(text), bool)
    assert isinstance(sv.is_abbreviation(text), bool)
    assert sv.count(text) >= 0
    assert math.isfinite(sv.log_frequency(text))
    assert (sv.automaton.walk(text) >= 0) == any(True for _ in sv.forms(text))
