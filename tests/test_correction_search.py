"""The search for what a word may have been: along the lexicon, along its parts, and how far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from math import log

import pytest

from ocr_fix.correction.candidates.candidate import Candidate
from ocr_fix.correction.candidates.search.search import Search, SearchOfAll, cheapest, merged
from ocr_fix.correction.candidates.search.word_search import COMPOUND, WORD, compounds, has_other, walk_along, words
from ocr_fix.correction.error_model.alternatives import Alternatives
from ocr_fix.correction.error_model.channel import Channel, Confusion, channels_beforehand
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.correction.thresholds import DEFAULT, Thresholds
from ocr_fix.languages import load_language

COSTS = {
    Confusion("ä", "a"): 1.0,
    Confusion("m", "rn"): 2.0,
    Confusion("ö", "G"): 2.5,
    Confusion("ö", "c"): 2.0,
    Confusion("i", "l"): 1.5,
    Confusion("", ":"): 1.5,
}
LIMIT = 6.5


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(load_language("sv"))


@cache
def laid_out() -> tuple[Alternatives, Alternatives]:
    """A few confusions of known cost, for whole words and for first parts of compounds."""
    return Alternatives(vocabulary().automaton, COSTS), Alternatives(vocabulary().first_parts, COSTS)


@cache
def search() -> Search:
    return Search(vocabulary(), [channel for channel, _ in channels_beforehand()])


def found(read: str, limit: float = LIMIT, *, random: bool = False) -> list[tuple[str, float]]:
    whole = laid_out()[0]
    walk = walk_along(vocabulary(), read, whole.along(read), random=random)
    return [(each.text, each.cost) for each in words(vocabulary(), read, whole, limit, found=walk)]


def strung(read: str, limit: float = LIMIT) -> list[tuple[str, float]]:
    whole, firsts = laid_out()
    walk = walk_along(vocabulary(), read, whole.along(read))
    return [(each.text, each.cost) for each in compounds(vocabulary(), read, walk, firsts, limit)]


def texts(candidates: Iterable[Candidate]) -> list[str]:
    return [candidate.text for candidate in candidates]


class TestWords:
    """`words`: forms of the lexicon, and how they are written."""

    def test_confusions_lead_to_a_word_and_cost_together(self) -> None:
        (one,) = words(vocabulary(), "narnnden", laid_out()[0], LIMIT)
        assert one == Candidate("nämnden", 3.0, (Confusion("ä", "a"), Confusion("m", "rn")), WORD)

    def test_a_sign_may_have_come_from_nothing(self) -> None:
        assert found("nämn:den") == [("nämnden", 1.5)]

    def test_no_more_is_spent_than_the_limit(self) -> None:
        assert found("narnnden", 3.0) == [("nämnden", 3.0)]
        assert found("narnnden", 2.9) == []

    def test_what_was_read_is_no_candidate_for_itself(self) -> None:
        assert found("barn") == []
        assert found("för") == []

    def test_the_cheapest_comes_first(self) -> None:
        costs = [cost for _, cost in found("kalla", 12.0, random=True)]
        assert len(costs) > 3
        assert costs == sorted(costs)

    @pytest.mark.parametrize(
        ("read", "printed"),
        [
            ("arendet", ["ärendet"]),
            ("Namnden", ["Nämnden"]),
            ("Arendet", ["Ärendet", "ärendet"]),  # what was misread may have been misread for a capital too
            ("ARENDET", ["ÄRENDET"]),
            ("Gppna", ["Öppna", "öppna"]),
            ("lnom", ["Inom", "inom"]),  # nor does one that looks like a capital
            (":barn", ["Barn", "barn"]),  # nor does a sign
        ],
    )
    def test_a_candidate_begins_as_what_was_read_tells(self, read: str, printed: list[str]) -> None:
        assert [text for text, _ in found(read)] == printed

    def test_a_confusion_that_no_table_knows_is_found_where_it_is_asked_for(self) -> None:
        assert found("kommunxn", 12.0) == []
        assert found("kommunxn", 12.0, random=True) == [("kommunen", DEFAULT.unknown_cost)]
        assert found("fcrvaltningxn", DEFAULT.unknown_cost + 2.0, random=True) == [
            ("förvaltningen", DEFAULT.unknown_cost + 2.0)
        ]
        assert found("fcrvaltningxn", DEFAULT.unknown_cost + 1.9, random=True) == []

    def test_of_several_ways_to_a_word_the_cheapest_is_told(self) -> None:
        costs = {Confusion("m", "rn"): 2.0, Confusion("m", "r"): 0.5, Confusion("", "n"): 0.75}
        alternatives = Alternatives(vocabulary().automaton, costs)
        (one,) = words(vocabulary(), "sornmar", alternatives, LIMIT)
        assert (one.text, one.cost, one.edits) == ("sommar", 1.25, (Confusion("m", "r"), Confusion("", "n")))

    def test_what_is_too_long_is_not_looked_for(self) -> None:
        short = replace(DEFAULT, max_length=6)
        assert words(vocabulary(), "arendet", laid_out()[0], LIMIT, thresholds=short) == []


class TestCompounds:
    """`compounds`: parts strung together."""

    def test_each_part_may_be_damaged(self) -> None:
        assert strung("varmepumpsagare") == [("värmepumpsägare", 2.0)]
        assert strung("fcrvaltningsnamnd") == [("förvaltningsnämnd", 3.0)]

    def test_the_parts_share_the_limit(self) -> None:
        assert strung("fcrvaltningsnamnd", 3.0) == [("förvaltningsnämnd", 3.0)]
        assert strung("fcrvaltningsnamnd", 2.9) == []

    def test_they_are_written_as_what_was_read(self) -> None:
        assert strung("Varmepumpsagare") == [("Värmepumpsägare", 2.0)]
        assert strung("VARMEPUMPSAGARE") == [("VÄRMEPUMPSÄGARE", 2.0)]

    def test_a_compound_that_was_read_is_none_for_itself(self) -> None:
        assert vocabulary().is_compound("skolskjutsplan")
        assert strung("skolskjutsplan") == []

    def test_every_one_is_a_compound_and_says_so(self) -> None:
        whole, firsts = laid_out()
        walk = walk_along(vocabulary(), "varmepumpsagare", whole.along("varmepumpsagare"))
        (one,) = compounds(vocabulary(), "varmepumpsagare", walk, firsts, LIMIT)
        assert one.source == COMPOUND
        assert one.edits == (Confusion("ä", "a"),) * 2
        assert vocabulary().is_compound(one.text)

    def test_a_part_that_leads_nowhere_is_none(self) -> None:
        assert strung("varmepumpsqqq") == []
        assert strung("varmepumpsa") == []  # what is left is too short for a part

    def test_what_is_too_long_is_not_strung(self) -> None:
        whole, firsts = laid_out()
        walk = walk_along(vocabulary(), "varmepumpsagare", whole.along("varmepumpsagare"))
        short = replace(DEFAULT, max_length=14)
        assert compounds(vocabulary(), "varmepumpsagare", walk, firsts, LIMIT, short) == []


class TestSearch:
    """`Search`: how far is looked."""

    def test_near_are_likely_confusions(self) -> None:
        near = search().near("arendet")
        assert near[0].text == "ärendet"
        assert all(0.0 < candidate.cost <= DEFAULT.near_limit for candidate in near)

    def test_far_goes_on_from_near(self) -> None:
        for form in ("lag", "budgetunderlagxt", "qqxz", "fxrvaltningen"):
            near, far = search().near(form), search().far(form)
            assert far[: len(near)] == near
            assert len(set(texts(far))) == len(far)

    def test_where_something_good_is_near_nothing_is_looked_for_afar(self) -> None:
        assert search().far("arendet") == search().near("arendet")
        nothing_good = Search(vocabulary(), [channel for channel, _ in channels_beforehand()], _greedy())
        assert len(nothing_good.far("arendet")) > len(search().far("arendet"))

    def test_a_confusion_that_nobody_knows_is_looked_for_afar_in_words_long_enough(self) -> None:
        assert search().near("hamnxn") == ()
        assert texts(search().far("hamnxn")) == ["hamnen"]
        assert len("hxmn") < DEFAULT.min_random
        assert search().far("hxmn") == ()

    def test_a_long_word_may_be_damaged_more(self) -> None:
        assert "förvaltningen" in texts(search().far("forvaltningxn"))  # one such confusion and a likely one
        tight = replace(DEFAULT, random_limit=DEFAULT.unknown_cost + 0.3, per_letter=0.0)
        strict = Search(vocabulary(), [channel for channel, _ in channels_beforehand()], tight)
        assert strict.far("forvaltningxn") == ()
        roomy = Search(vocabulary(), [channel for channel, _ in channels_beforehand()], replace(tight, per_letter=0.3))
        assert "förvaltningen" in texts(roomy.far("forvaltningxn"))

    def test_compounds_are_looked_for_where_no_word_is_good(self) -> None:
        (found,) = search().near("bibliotekskcrt")
        assert (found.text, found.source) == ("bibliotekskort", COMPOUND)
        assert {candidate.source for candidate in search().near("vattenledningsnat")} == {WORD}
        longer = Search(vocabulary(), [c for c, _ in channels_beforehand()], replace(DEFAULT, min_compound=15))
        assert longer.near("bibliotekskcrt") == ()

    def test_of_a_hyphenated_word_the_one_unknown_part_is_mended(self) -> None:
        mended = search().near("EU-arendet")
        assert [candidate.edits for candidate in mended] == [c.edits for c in search().near("arendet")]
        assert texts(mended) == ["EU-" + text for text in texts(search().near("arendet"))]
        assert "ärendet" not in texts(search().near("-arendet"))
        assert search().near("arendet-forvaltning") == ()  # both parts are unknown

    def test_what_is_too_long_is_left_alone(self) -> None:
        assert search().far("arendet" * 9) == ()

    def test_the_same_search_serves_any_text(self) -> None:
        assert search().near("arendet") is search().near("arendet")

    def test_several_registers_are_searched_together(self) -> None:
        old = Search(Vocabulary(load_language("sv-historical")), [channel for channel, _ in channels_beforehand()])
        both = SearchOfAll([search(), old])
        for form in ("qvinnan5", "afgiften", "arendet"):
            assert both.near(form) == merged(search().near(form), old.near(form))
            assert both.far(form) == merged(search().far(form), old.far(form))
        assert "qvinnan" in texts(both.near("qvlnnan"))
        assert "qvinnan" not in texts(search().near("qvlnnan"))


def _greedy() -> Thresholds:
    """Numbers by which no candidate is good enough."""
    return replace(DEFAULT, good_cost=-1e9, good_gain=1e9)


def test_each_text_stands_once_as_it_was_found_first() -> None:
    first, again, other = Candidate("ett", 1.0), Candidate("ett", 0.5), Candidate("två", 2.0)
    assert merged([first], [again, other]) == (first, other)
    assert merged() == ()


def test_a_confusion_costs_what_it_does_in_the_most_forgiving_channel() -> None:
    mean = Channel("mean", {Confusion("ö", "o"): 0.01, Confusion("å", "a"): 0.5})
    kind = Channel("kind", {Confusion("ö", "o"): 0.1, Confusion(" ", ""): 0.2, Confusion("", " "): 0.2})
    assert cheapest([mean, kind]) == {Confusion("ö", "o"): -log(0.1), Confusion("å", "a"): -log(0.5)}


@pytest.mark.parametrize("read", ["kartan", "arendet", "vara", "mark", "styrning", "bok", "rnan", "x" * 100])
def test_whether_there_is_another_word_is_told_without_naming_it(read: str) -> None:
    whole = laid_out()[0]
    assert has_other(vocabulary(), read, whole, LIMIT) or not found(read)
    assert not has_other(vocabulary(), "styrning", whole, 1.0)
    assert has_other(vocabulary(), "arendet", whole, 1.0)
