import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_fix.languages import load_language

sv = load_language("sv")
LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("kommunledningsutskottet", ("kommun", "lednings", "utskottet")),
        ("uppdateringstillfällen", ("uppdaterings", "tillfällen")),
        ("fullmäktigeförsamlingar", ("fullmäktige", "församlingar")),
        ("vinterväghållningen", ("vinter", "väghållningen")),
        ("kyrkogårdsgrindar", ("kyrkogårds", "grindar")),
        ("laddplatserna", ("ladd", "platserna")),
        ("toppolitiker", ("topp", "politiker")),
        ("Kommunledningsutskottet", ("kommun", "lednings", "utskottet")),
        ("KOMMUNLEDNINGSUTSKOTTET", ("kommun", "lednings", "utskottet")),
        ("Södertörnskommunerna", ("Södertörns", "kommunerna")),
        ("EU-parlamentet", ("EU", "parlamentet")),
        ("1990-talet", ("1990", "talet")),
        ("kansli-", ("kansli", "")),
        ("fritids-", ("fritids", "")),
    ],
)
def test_compounds_split_into_their_parts(word: str, parts: tuple[str, ...]) -> None:
    analysis = sv.analyse(word)
    assert analysis is not None
    assert analysis.parts == parts
    assert math.isfinite(analysis.score)
    assert analysis.score < 0


@pytest.mark.parametrize(
    "word",
    [
        "kommunledningsutskoltet",
        "kommunlednlngsutskottet",
        "fullmaktigeforsamlingar",
        "kansliochpersonal",
        "xqzplan",
        "forslag",
        "tilllåta",
        "nämndsammantrade",
        "kommunarna-",
        "-",
        "",
        "--",
        "s-",
        "ab",
        "planxqz",
    ],
)
def test_misreadings_and_scraps_are_no_compounds(word: str) -> None:
    assert sv.analyse(word) is None


def test_fewer_parts_win() -> None:
    analysis = sv.analyse("tjänstemannaorganisationen")
    assert analysis is not None
    assert len(analysis.parts) == 2


@given(st.sampled_from(sorted(sv.lexicon)[::97]))
@settings(max_examples=300)
def test_the_parts_make_up_the_word(word: str) -> None:
    analysis = sv.splitter.best(word)
    if analysis is not None:
        joined = "".join(analysis.parts)
        assert joined == word or len(joined) > len(word)
        assert 2 <= len(analysis.parts) <= 4


@given(st.text(LETTERS, min_size=1, max_size=30))
def test_random_letters_hardly_ever_pass(text: str) -> None:
    analysis = sv.analyse(text)
    if analysis is not None:
        assert sv.lexicon.number(analysis.parts[-1]) >= 0


@given(st.text(max_size=40))
def test_no_string_is_too_strange(text: str) -> None:
    analysis = sv.analyse(text)
    assert analysis is None or math.isfinite(analysis.score)


def test_a_long_row_of_letters_is_answered() -> None:
    assert sv.analyse("kommun" * 2000) is None
