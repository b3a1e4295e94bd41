"""The way through a lattice is the best there is, and its shares are those of the model: compared with trying all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_fix.correction.candidates.candidate import Candidate
from ocr_fix.correction.decoding.decoder import REACH, Decoder
from ocr_fix.correction.decoding.quotations import CLOSED, log_ratio_behind, read_ratios
from ocr_fix.correction.decoding.thresholds import DecodingThresholds
from ocr_fix.correction.thresholds import DEFAULT

START = ("ved", "vid")
WORDS = ["vid", "å", "ån", "en", "bro", "brott"]


class Toy:
    """A language of a few words whose probabilities depend on both words before, for no reason."""

    def word_id(self, word: str) -> int:
        return [*WORDS, "ved"].index(word)

    def emission(self, word: str) -> float:
        return -len(word) / 4

    def log_prob_ids(self, symbol: int, before: int, last: int) -> float:
        return -0.1 - (7 * symbol + 5 * last + 3 * before) % 11 / 4

    def log_probs_ids(self, symbols: Sequence[int], before: int, last: int) -> list[float]:
        return [self.log_prob_ids(symbol, before, last) for symbol in symbols]


TOY = Toy()


def cost_of(candidates: Sequence[Candidate], before: Sequence[str] = START) -> float:
    """Negative natural log of the probability of words in a row, from the definition."""
    words = [*before, *(word for candidate in candidates for word in candidate.words)]
    ids = [TOY.word_id(word) for word in words]
    context = -sum(TOY.log_prob_ids(ids[at], ids[at - 2], ids[at - 1]) for at in range(2, len(ids)))
    return context + sum(each.cost - sum(map(TOY.emission, each.words)) for each in candidates)


def candidate(words: Sequence[str], cost: float = 0.0) -> Candidate:
    return Candidate("".join(words), cost, words=tuple(words))


CANDIDATES = st.builds(
    candidate,
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=2),
    st.floats(0, 6).map(lambda cost: round(cost, 2)),
)
PLACES = st.lists(st.lists(CANDIDATES, min_size=1, max_size=3), min_size=1, max_size=4)


@given(PLACES)
def test_no_other_way_is_more_likely(places: list[list[Candidate]]) -> None:
    path = Decoder(TOY, START).best_path(places)
    chosen = [place[decision.chosen] for place, decision in zip(places, path, strict=True)]
    # What stands alone costs the same on every way.
    assert cost_of(chosen) == pytest.approx(min(cost_of(way) for way in product(*places)))


@given(PLACES)
def test_shares_are_the_probabilities_with_the_neighbours_fixed(places: list[list[Candidate]]) -> None:
    path = Decoder(TOY, START).best_path(places)
    chosen = [place[decision.chosen] for place, decision in zip(places, path, strict=True)]
    for at, (place, decision) in enumerate(zip(places, path, strict=True)):
        if len(place) == 1:
            assert decision == (0, (1.0,))
            continue
        before = [*START, *(word for each in chosen[:at] for word in each.words)][-2:]
        after = [word for each in chosen[at + 1 :] for word in each.words][:REACH]
        costs = [cost_of([each, candidate(after)], before) for each in place]
        weights = [exp(-cost) for cost in costs]
        assert decision.shares == pytest.approx([weight / sum(weights) for weight in weights])


def test_words_to_come_decide_too() -> None:
    for following in WORDS:
        places = [[candidate(["en"]), candidate(["ån"])], [candidate([following])]]
        first, _ = Decoder(TOY, START).best_path(places)
        assert first.chosen == min((0, 1), key=lambda index: cost_of([places[0][index], places[1][0]]))


def test_a_candidate_without_words_leaves_its_neighbours_beside_each_other() -> None:
    places = [[candidate(["en"])], [candidate([], 1.0), candidate(["å"], 1.0)], [candidate(["bro"])]]
    _, speck, _ = Decoder(TOY, START).best_path(places)
    gone = cost_of([candidate(["en"]), candidate([], 1.0), candidate(["bro"])])
    there = cost_of([candidate(["en"]), candidate(["å"], 1.0), candidate(["bro"])])
    assert speck.shares[0] == pytest.approx(1 / (1 + exp(gone - there)))


def test_a_long_text_is_decided_to_its_end() -> None:
    places = [[candidate(["en"], 3.0), candidate(["ån"])], [candidate(["bro"])]] * 200
    path = Decoder(TOY, START).best_path(places)
    assert len(path) == len(places)
    assert {decision.chosen for decision in path[::2]} <= {0, 1}
    assert path[100].chosen == path[200].chosen


def test_what_costs_too_much_to_be_written_as_a_number_has_no_share() -> None:
    (decision,) = Decoder(TOY, START).best_path([[candidate(["en"]), candidate(["ån"], 2000.0)]])
    assert decision == (0, (1.0, 0.0))


def test_only_the_likeliest_ways_so_far_are_followed() -> None:
    near, far = candidate(["ån"]), candidate(["brott"])  # dearer at first, and cheaper in the end
    places = [[near, far], [candidate(["en"]), candidate(["vid"])]]
    behind = cost_of([far]) - cost_of([near])
    assert behind > 0

    def first(thresholds: DecodingThresholds) -> Candidate:
        return places[0][Decoder(TOY, START, thresholds).best_path(places)[0].chosen]

    for wide in (replace(DEFAULT, beam=2), replace(DEFAULT, max_behind=behind + 0.01)):
        assert first(wide) == far
    for narrow in (replace(DEFAULT, beam=1), replace(DEFAULT, max_behind=behind - 0.01)):
        assert first(narrow) == near


def test_of_ways_that_are_as_likely_the_first_is_taken() -> None:
    """What was read is the first candidate of a place, so that nothing is changed for no reason."""
    twice = [candidate(["en"], 0.5), candidate(["en"], 0.5)]
    path = Decoder(TOY, START).best_path([twice, [candidate(["bro"])], twice])
    assert [decision.chosen for decision in path] == [0, 0, 0]


class TestQuotations:
    def test_verbs_of_saying_are_likelier_behind_a_quotation_and_adverbs_are_not(self) -> None:
        assert min(map(log_ratio_behind, ("sa", "sade", "svarade"))) > 2.0
        assert log_ratio_behind("det") < 0.0
        assert log_ratio_behind("kommunfullmäktige") == 0.0

    def test_ratios_are_those_of_the_counts(self) -> None:
        ratios = read_ratios(["# made up", "\t100\t10000", "sa\t50\t100", "så\t0\t1000"])
        assert ratios == {"sa": pytest.approx(log(50.5 / 1.5)), "så": pytest.approx(log(0.5 / 10.5))}

    @pytest.mark.parametrize("token", ["smak»,", "»Ja»", "nej”,", 'gå!"'])
    def test_a_closed_quotation_is_seen_by_its_mark(self, token: str) -> None:
        assert CLOSED.search(token)

    @pytest.mark.parametrize("token", ["»Ja,", "smak,", "»", "(ja)"])
    def test_what_opens_or_has_no_mark_is_none(self, token: str) -> None:
        assert not CLOSED.search(token)
