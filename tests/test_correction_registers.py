"""Registers are weighed by the words of a text, and their words and models mixed by these weights."""

from __future__ import annotations

from math import exp, inf, isclose, log

import pytest

from ocr_fix.correction.registers.mixed_model import MixedModel, log_sum
from ocr_fix.correction.registers.mixture import MixedVocabulary, register_weights
from ocr_fix.correction.registers.model import LanguageModel
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.languages import load_language

TODAY, OLD = load_language("sv"), load_language("sv-historical")
MEMBERS = [Vocabulary(language, ("Kvarnudden",)) for language in (TODAY, OLD)]
WEIGHTS = (0.25, 0.75)
MIXED = MixedVocabulary(MEMBERS, WEIGHTS)


def counts(text: str) -> dict[str, int]:
    return dict.fromkeys(text.split(), 1)


class TestWeights:
    def test_a_text_of_today_is_in_todays_register(self) -> None:
        today = counts("kommunstyrelsen upphandling handläggare delårsrapport likabehandling datorer")
        usual, old = register_weights([TODAY, OLD], today)
        assert usual > 0.8
        assert isclose(usual + old, 1.0)

    def test_old_spelling_is_in_the_old_one(self) -> None:
        usual, old = register_weights([TODAY, OLD], counts("hafva qvinnan öfver blifvit gifva deraf hvilken"))
        assert old > 0.8
        assert usual > 0.0  # words of all times are in its lexicon

    def test_where_no_word_tells_the_usual_one_has_all(self) -> None:
        assert register_weights([TODAY, OLD], {}) == (1.0, 0.0)
        assert register_weights([TODAY, OLD], counts("qxzw wzqx")) == (1.0, 0.0)

    def test_what_a_text_speaks_of_tells_no_more_than_a_few_times(self) -> None:
        words = counts("kommunstyrelsen handläggare datorer qvinnan")
        assert register_weights([TODAY, OLD], {**words, "qvinnan": 3}) == register_weights(
            [TODAY, OLD], {**words, "qvinnan": 300}
        )


class TestVocabulary:
    def test_a_word_of_any_register_has_a_right_to_stand(self) -> None:
        for word in ("upphandling", "hafva", "Kvarnudden"):
            assert MIXED.knows(word)
        assert not MEMBERS[0].knows("hafva")
        assert not MIXED.knows("hafxva")

    def test_probabilities_are_mixed_by_the_weights(self) -> None:
        for word in ("skola", "hafva", "upphandling"):
            told = sum(weight * exp(each.log_prior(word)) for weight, each in zip(WEIGHTS, MEMBERS, strict=True))
            assert MIXED.log_prior(word) == pytest.approx(log(told))
        assert MIXED.log_prior("en skola") == pytest.approx(MIXED.log_prior("en") + MIXED.log_prior("skola"))

    def test_parts_of_compounds_cost_what_they_do_where_they_are_likeliest(self) -> None:
        assert MIXED.first_cost("skol") == min(each.first_cost("skol") for each in MEMBERS)
        assert MIXED.head_cost("hus") == min(each.head_cost("hus") for each in MEMBERS)
        assert MIXED.is_compound("skolbyggnadsplan") == any(each.is_compound("skolbyggnadsplan") for each in MEMBERS)

    def test_signs_are_as_frequent_as_in_the_registers_together(self) -> None:
        shares = [each.share_of_sign("–") for each in MEMBERS]
        assert MIXED.share_of_sign("–") == pytest.approx(0.25 * shares[0] + 0.75 * shares[1])


class TestModel:
    def test_it_is_what_the_decoder_asks_and_mixes_probabilities(self) -> None:
        model: LanguageModel = MIXED.sentence_model()
        before, last, word = (model.word_id(each) for each in ("i", "den", "skolan"))
        told = sum(
            weight * exp(each.log_prob_ids(*map(each.word_id, ("skolan", "i", "den"))) + each.emission("skolan"))
            for weight, each in zip(WEIGHTS, MEMBERS, strict=True)
        )
        assert model.log_prob_ids(word, before, last) + model.emission("skolan") == pytest.approx(log(told))

    def test_many_at_once_are_as_one_by_one(self) -> None:
        model = MixedModel(MEMBERS, [log(weight) for weight in WEIGHTS])
        before, last, *symbols = (model.word_id(each) for each in ("att", "hafva", "skolan", "qvinnan", "xqz"))
        one_by_one = [model.log_prob_ids(symbol, before, last) for symbol in symbols]
        assert model.log_probs_ids(symbols, before, last) == pytest.approx(one_by_one)

    def test_a_word_keeps_its_symbol(self) -> None:
        model = MIXED.sentence_model()
        assert [model.word_id(each) for each in ("bro", "ö", "bro")] == [0, 1, 0]

    @pytest.mark.parametrize(
        "logs", [[log(0.2), log(0.5)], [log(0.5), log(0.2)], [log(0.3), -inf], [log(0.2), log(0.1), log(0.4)], [-3.0]]
    )
    def test_logs_are_added_up_as_what_they_are_the_logs_of(self, logs: list[float]) -> None:
        assert log_sum(logs) == pytest.approx(log(sum(map(exp, logs))))

    def test_nothing_and_nothing_are_nothing(self) -> None:
        assert log_sum([-inf, -inf]) == log_sum([-inf] * 3) == -inf


def test_rules_of_spelling_lead_to_forms_of_old_texts_too() -> None:
    assert not any(member.knows("ehuruwäl") for member in MEMBERS)
    assert MIXED.knows("ehuruwäl")  # old texts have "ehuruväl", today's neither
    assert not MIXED.knows("ehuruwxl")
