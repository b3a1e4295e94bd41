import math
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_fix.language.datafiles import DataFolder
from ocr_fix.language.symbols import CLASSES, NAME, NUMBER, UNKNOWN
from ocr_fix.languages import load_language
from ocr_fix.languages.sv import DATA

SHARED = Path(__file__).parents[1].parent / "shared"
sv = load_language("sv")
UNUSED = {6, 7}  # symbols between the classes and the first form


@pytest.mark.parametrize(
    "context", [("", ""), ("", "kommunen"), ("inom", "den"), ("xqz", "nybildat"), ("2 § i", "och")]
)
def test_probabilities_sum_to_one(context: tuple[str, str]) -> None:
    u, v = (sv.word_id(word) for word in context)
    size = len(DataFolder(DATA).numbers("words.unigrams", "H"))
    vocabulary = [symbol for symbol in range(size) if symbol not in UNUSED]
    total = math.fsum(math.exp(log_prob) for log_prob in sv.log_probs_ids(vocabulary, u, v))
    assert total == pytest.approx(1.0, abs=0.03)


def test_batch_and_single_probabilities_agree() -> None:
    rng = random.Random(1)
    words = [*rng.sample(sorted(sv.lexicon), 200), "och", "xqz", "2014", "Brantevalla"]
    for context in [("", ""), ("", "den"), ("i", "den"), ("av", "kommunen")]:
        assert sv.log_probs(words, context) == pytest.approx([sv.log_prob(word, context) for word in words])


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
@settings(max_examples=300)
def test_every_string_has_a_finite_score(word: str, before: str, last: str) -> None:
    score = sv.log_prob(word, (before, last))
    assert math.isfinite(score)
    assert score < 0.1


@given(st.integers(0, 1 << 20), st.integers(0, 1 << 20))
def test_words_have_the_same_score_whatever_case_the_sentence_gives_them(a: int, b: int) -> None:
    forms = ["kommunen", "beslutade", "att", "på", "nämnden"]
    word, last = forms[a % 5], forms[b % 5]
    assert sv.log_prob(word.capitalize(), ("", last)) == sv.log_prob(word, ("", last))


@pytest.mark.parametrize(
    ("sentence", "right", "wrong"),
    [
        ("nämnden föreslår att avgiften höjs _ nästa år", "för", "for"),
        ("det _ viktigt att planen följs", "är", "år"),
        ("under de senaste fem _ har kostnaden ökat", "åren", "aren"),
        ("förvaltningen _ ta fram ett nytt underlag", "bör", "bor"),
        ("ärendet behandlades _ sammanträdet", "på", "pa"),
        ("kommunen kan _ ersättning av staten", "få", "fa"),
        ("färre elever _ föregående år", "än", "an"),
        ("avgiften ska _ oförändrad", "vara", "våra"),
        ("enligt denna _ ska varje kommun", "lag", "låg"),
        ("den plats _ byggnaden står", "där", "dar"),
    ],
)
def test_the_right_word_is_more_likely_in_context(sentence: str, right: str, wrong: str) -> None:
    def score(word: str) -> float:
        words = ["", "", *sentence.replace("_", word).split()]
        return sum(sv.log_prob(words[i], (words[i - 2], words[i - 1])) for i in range(2, len(words)))

    assert score(right) > score(wrong) + 2


def test_context_matters() -> None:
    assert sv.log_prob("kronor", ("miljoner", "svenska")) > sv.log_prob("kronor", ("den", "lilla")) + 2


@pytest.mark.parametrize(
    ("token", "symbol"), [("2014", NUMBER), ("12:3", NUMBER), ("Brantevalla", NAME), ("brantevallig", UNKNOWN), ("", 0)]
)
def test_tokens_without_counts_belong_to_classes(token: str, symbol: int) -> None:
    assert sv.word_id(token) == symbol


def test_a_known_word_has_a_symbol_of_its_own() -> None:
    assert sv.word_id("kommunen") > CLASSES
    assert sv.word_id("Kommunen") == sv.word_id("KOMMUNEN") == sv.word_id("kommunen")
    assert sv.emission("kommunen") == 0.0


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("kommunledningsutskottet", "kommunledningsutskoltet"),
        ("servicecheckar", "servicccheckar"),
        ("Brantevalla", "Brantcvaila"),
        ("Hultarydsbäcken", "Hultarydsbiicken"),
        ("fosforescensen", "fosforescensrn"),
    ],
)
def test_unknown_words_that_look_swedish_score_better(better: str, worse: str) -> None:
    assert sv.log_prob(better, ("i", "den")) > sv.log_prob(worse, ("i", "den")) + 1


def test_numbers_are_never_judged_by_their_digits() -> None:
    assert sv.log_prob("2014", ("år", "")) == sv.log_prob("7391", ("år", ""))


@pytest.mark.slow
@pytest.mark.skipif(not (SHARED / "truth" / "clean").is_dir(), reason="../shared/truth is not here")
def test_the_right_word_of_a_confusable_set_is_chosen_in_clean_text() -> None:
    from benchmarks import swedish_model  # noqa: PLC0415 - needs numpy through wordlists

    text = list(swedish_model.sentences(SHARED / "truth" / "clean", sv))
    choice = swedish_model.choose(sv, text)
    assert choice.words > 1000
    assert choice.from_both_sides >= 0.97
    assert choice.from_left >= 0.97
