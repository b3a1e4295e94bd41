import math
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_fix.correction.candidates.search.walk import is_compiled
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
    assert math.isfinite(analysis.cost)
    assert analysis.cost > 0


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


def test_the_parts_make_up_the_word() -> None:
    words = sorted(sv.lexicon)[::97]
    found = {word: analysis.parts for word in words if (analysis := sv.splitter.best(word)) is not None}
    assert len(found) > 0.3 * len(words)
    for word, parts in found.items():
        assert re.sub(r"(.)\1\1", r"\1\1", "".join(parts)) == word  # of three alike one is not written
        assert 2 <= len(parts) <= 4


def test_random_letters_hardly_ever_pass() -> None:
    draw = random.Random(1)
    texts = ["".join(draw.choices(LETTERS, k=draw.randint(6, 20))) for _ in range(2000)]
    assert sum(sv.analyse(text) is not None for text in texts) <= 5


@given(st.text(max_size=40))
def test_no_string_is_too_strange(text: str) -> None:
    analysis = sv.analyse(text)
    assert analysis is None or math.isfinite(analysis.cost)


def test_a_long_row_of_letters_is_answered() -> None:
    assert sv.analyse("kommun" * 2000) is None


@given(st.lists(st.sampled_from(sorted(sv.forms("vä"))), min_size=1, max_size=3), st.booleans())
def test_what_is_a_word_is_never_refused_beforehand(forms: list[str], shouted: bool) -> None:
    word = "".join(forms).upper() if shouted else "".join(forms)
    if word.isalpha() and (sv.knows(word) or sv.is_compound(word)):
        assert sv.may_be_word(word)


@pytest.mark.parametrize(
    "word", ["vinstdelningssystemetförbundsdagsvalet", "toppolitiker", "Łódź", "Södertörnskommunerna"]
)
def test_long_words_and_such_in_letters_of_others_are_not_refused(word: str) -> None:
    assert sv.may_be_word(word)


def test_wrecks_are_refused_beforehand_where_that_is_compiled() -> None:
    refused = [word for word in ("xqzrt", "ffiektiv", "bestfflut", "kommuffinen") if not sv.may_be_word(word)]
    assert len(refused) == (4 if is_compiled() else 0)


@given(st.lists(st.sampled_from(sorted(sv.forms("fö"))), min_size=1, max_size=2))
def test_some_words_with_one_among_them_are_never_refused_beforehand(forms: list[str]) -> None:
    word = "".join(forms)
    if word.isalpha() and (sv.knows(word) or sv.is_compound(word)):
        assert sv.may_be_words(["xqzrt", word])


def test_wrecks_are_refused_together_where_that_is_compiled() -> None:
    assert sv.may_be_words(["xqzrt", "zqq"]) is not is_compiled()
