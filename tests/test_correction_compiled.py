"""What is compiled does the same as the Python beside it."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_fix.correction import is_compiled
from ocr_fix.correction.candidates.search.search import cheapest
from ocr_fix.correction.candidates.walk import Walk, walk
from ocr_fix.correction.error_model.alternatives import Alternatives
from ocr_fix.correction.error_model.channel import Confusion, channels_beforehand
from ocr_fix.correction.error_model.runs import Runs, count_runs_in_python
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.correction.tokens.classifier import MARKS, TokenClassifier, part_in_python
from ocr_fix.correction.tokens.spans import PlainSpans, spans_of
from ocr_fix.correction.tokens.text_flow import tokenise
from ocr_fix.language.characters import ORDER, Characters
from ocr_fix.language.datafiles import DataFolder
from ocr_fix.language.hashing import open_table
from ocr_fix.language.ngrams import build_python_scorers, build_scorers
from ocr_fix.languages import load_language
from ocr_fix.languages.sv import DATA as FOLDER

pytestmark = pytest.mark.skipif(not is_compiled(), reason="nothing was compiled at installation")

SWEDISH = load_language("sv")
DATA = DataFolder(FOLDER)
COSTS = cheapest([channel for channel, _ in channels_beforehand()])
OF_FORMS = Alternatives(SWEDISH.automaton, COSTS)
OF_FIRSTS = Alternatives(SWEDISH.first_parts, COSTS)
WORDS = random.Random(5).sample(sorted(SWEDISH.forms("kom")), 300)


@st.composite
def misread(draw: st.DrawFn) -> str:
    """A word, or what an engine makes of one, or rubbish."""
    word = draw(st.sampled_from(WORDS) | st.text("abcdeéoöäåi16|l.-Sû", min_size=1, max_size=14))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(word) - 1))
        true = word[at]
        found = [confusion.read for confusion in COSTS if confusion.true == true and confusion.read]
        if found:
            word = word[:at] + draw(st.sampled_from(sorted(found))) + word[at + 1 :]
    return draw(st.sampled_from([word, word.capitalize(), word.upper()]))


@given(misread(), st.floats(0.0, 11.5), st.booleans(), st.booleans())
@settings(max_examples=300, deadline=None)
def test_the_compiled_walk_finds_the_same_in_the_same_order(word: str, limit: float, whole: bool, any_: bool) -> None:
    alternatives, automaton = (OF_FORMS, SWEDISH.automaton) if whole else (OF_FIRSTS, SWEDISH.first_parts)
    places = alternatives.along(word)
    read = word if any_ and whole else ""
    compiled, plain = (make(automaton, places, read, whole=whole) for make in (walk, Walk))
    assert type(compiled) is not type(plain)
    for start in range(0, len(word), 3):
        assert compiled.from_place(start, limit) == plain.from_place(start, limit)


def test_a_confusion_that_no_table_knows_is_found_alike() -> None:
    places = OF_FORMS.along("kommunxns")
    compiled, plain = (make(SWEDISH.automaton, places, "kommunxns", whole=True) for make in (walk, Walk))
    found = compiled.from_place(0, 8.0)
    assert found == plain.from_place(0, 8.0)
    assert any(printed == "kommunens" and ways == (Confusion("e", "x"),) for _, printed, _, ways in found)


@given(st.lists(st.sampled_from([*WORDS, "§", "12", "Södertörn", "qqq", ""]), min_size=3, max_size=3))
@settings(deadline=None)
def test_the_compiled_language_model_gives_the_same_scores(words: list[str]) -> None:
    numbers = DATA.numbers
    bigrams, trigrams = (open_table(numbers(f"words.{order}grams", "B")) for order in (2, 3))
    unigrams, backoffs = numbers("words.unigrams", "H"), numbers("words.backoffs", "B")
    (score, score_all), (plain, plain_all) = (
        build(unigrams, backoffs, bigrams, trigrams) for build in (build_scorers, build_python_scorers)
    )
    u, v, w = map(SWEDISH.word_id, words)
    assert score(w, u, v) == plain(w, u, v)
    assert score_all([w, v, u], u, v) == plain_all([w, v, u], u, v)


def test_the_compiled_language_model_refuses_what_is_no_symbol() -> None:
    for symbols in ((SWEDISH.vocabulary_size, 0, 0), (0, 0, SWEDISH.vocabulary_size)):
        with pytest.raises(IndexError):
            SWEDISH.log_prob_ids(*symbols)


@given(st.text("abcåäöéqxz-'Å1", max_size=20))
@settings(deadline=None)
def test_the_compiled_letter_model_gives_the_same_scores(word: str) -> None:
    numbers = DATA.numbers
    characters = Characters(
        DATA.parameters["alphabet"],
        numbers("letters.unigrams", "H"),
        numbers("letters.backoffs", "B"),
        [open_table(numbers(f"letters.{order}grams", "B")) for order in range(2, ORDER + 1)],
    )
    assert characters.log_prob(word) == characters.log_prob_in_python(word)


@given(misread(), st.floats(0.0, 11.5), st.integers(1, 4))
@settings(max_examples=100, deadline=None)
def test_the_compiled_walk_tells_alike_where_first_parts_end(word: str, limit: float, shortest: int) -> None:
    compiled, plain = (make(SWEDISH.first_parts, OF_FIRSTS.along(word), whole=False) for make in (walk, Walk))
    for start in range(len(word)):
        ends = compiled.ends(start, limit, shortest)
        assert ends == plain.ends(start, limit, shortest)
    for start in range(len(word)):
        for wanted in (set(range(0, len(word) + 1, 2)), range(len(word) + 1)):
            assert compiled.parts(start, wanted) == plain.parts(start, wanted)


@given(st.text(st.sampled_from("aö \n\t\x1c\u00a0\u2003\u200b\U0001f600"), max_size=40))
def test_words_begin_where_splitting_says(text: str) -> None:
    tokens = tokenise(text).tokens
    assert [token.word.text for token in tokens] == text.split()
    assert "".join(token.space + token.word.text for token in tokens) == text.rstrip()


@pytest.mark.parametrize("letter", ["a", "ö", "–", "\U0001f600"])
def test_words_are_counted_and_found_alike_however_many_and_wide(letter: str) -> None:
    numbers = random.Random(3)
    words = [f"{letter}{numbers.randrange(12_000)}" for _ in range(30_000)]
    text = " ".join(words)
    compiled, plain = spans_of(text), PlainSpans(text)
    assert type(compiled) is not type(plain)
    assert compiled.words == plain.words == words
    assert list(compiled.counts.items()) == list(plain.counts.items())
    assert [compiled.start(at) for at in range(0, 30_000, 7)] == [plain.start(at) for at in range(0, 30_000, 7)]
    for word in (*words[:500], letter, "", "nowhere"):
        assert list(compiled.places(word)) == list(plain.places(word))


def test_there_is_no_word_beyond_the_last() -> None:
    for spans in (spans_of("två ord"), PlainSpans("två ord")):
        assert spans.start(1) == 4
        with pytest.raises(IndexError):
            spans.start(2)


FORMS = st.dictionaries(st.text("aabcdeåÅİẞ\u0130", min_size=1, max_size=9), st.integers(1, 400), max_size=20)


@given(FORMS, st.lists(st.text("abcdeåi", min_size=1, max_size=3), max_size=8, unique=True))
def test_runs_of_letters_are_counted_alike(forms: dict[str, int], runs: list[str]) -> None:
    compiled = Runs(forms, runs[::2])
    assert ([compiled.times(run) for run in runs], compiled.times("")) == count_runs_in_python(forms, runs)


TOKENS = st.sampled_from(WORDS) | st.text("abåÅo1|(-.,)ªǅ²", min_size=1, max_size=6)


@given(st.dictionaries(TOKENS | misread(), st.integers(1, 9), max_size=20), st.booleans())
@settings(max_examples=200, deadline=None)
def test_tokens_are_parted_alike(counts: dict[str, int], any_own: bool) -> None:
    own = (WORDS[0], *list(counts)[:2]) if any_own else ()
    vocabulary = Vocabulary(SWEDISH, own)
    kinds = TokenClassifier(vocabulary)

    def stays(token: str) -> bool:
        return not kinds.of(token).words

    expected = part_in_python(counts, {}, {}, vocabulary.knows, stays, any_own, MARKS, 3)
    assert kinds.classify(counts) == expected
    assert kinds.classify(counts) == expected  # as it is remembered


COMPOUNDS = st.tuples(*[st.sampled_from([*WORDS, "skol", "lednings", "topp", "Södertörns", "till"])] * 3).map("".join)


@given(COMPOUNDS | misread() | st.text("abelstörnåÅİ", max_size=12))
@settings(max_examples=300, deadline=None)
def test_compounds_are_split_alike(word: str) -> None:
    splitter = SWEDISH.splitter
    assert splitter.search(word) == splitter.search_in_python(word)
    assert splitter.splits(word) == (splitter.split(word) is not None)


@given(COMPOUNDS | misread())
@settings(deadline=None)
def test_halves_meet_at_the_same_places(word: str) -> None:
    assert SWEDISH.automaton.halves(word) == SWEDISH.automaton.halves_in_python(word)
