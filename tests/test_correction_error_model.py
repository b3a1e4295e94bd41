"""The channels and a document's own: what confusions cost before and after a text has shown its damage."""

from __future__ import annotations

from dataclasses import replace
from math import exp, inf, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_fix.correction.candidates.candidate import Candidate
from ocr_fix.correction.error_model.channel import (
    Channel,
    Confusion,
    channels_beforehand,
    fold,
    from_counts,
    learned,
)
from ocr_fix.correction.error_model.evidence import Forms, forms_of
from ocr_fix.correction.error_model.misspelling import misspelling_cost
from ocr_fix.correction.error_model.novelty import NewWord, Novelty, Rates
from ocr_fix.correction.error_model.profile import Damaged, Profile
from ocr_fix.correction.error_model.read_as import confusions
from ocr_fix.correction.error_model.runs import Runs, evidence_of
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.correction.tokens.classifier import TokenClassifier
from ocr_fix.correction.tokens.text_flow import tokenise
from ocr_fix.correction.tokens.tokenised import TokenisedText
from ocr_fix.languages import load_language

RING = Confusion("å", "a")
DOTS = Confusion("ö", "o")
CHANNEL = Channel("loses marks", {RING: 0.2, DOTS: 0.2})
OTHER = Channel("mixes e and c", {Confusion("e", "c"): 0.1})
FULL = DEFAULT.full_evidence
INTACT = {"hamnen": 3, "båten": 2, "och": 4, "vatten": 2}


def damaged(read: str, printed: str, confusion: Confusion, times: int = 1, stays: float = -12.0) -> Damaged:
    candidate = Candidate(printed, -log(CHANNEL.probabilities.get(confusion, 1e-4)), (confusion,))
    return Damaged(read, times, stays, [(candidate, -9.0)])


# Channels


def test_counts_become_probabilities() -> None:
    channel = from_counts("x", [("ä", "a", 30, 80), ("ä", "e", 10, 80), ("m", "rn", 5, 480)], smoothing=20.0)
    assert channel.probabilities == pytest.approx(
        {Confusion("ä", "a"): 0.3, Confusion("ä", "e"): 0.1, Confusion("m", "rn"): 0.01}
    )
    assert channel.lost == pytest.approx({"ä": 0.4, "m": 0.01})


def test_capitals_share_the_entries_of_small_letters() -> None:
    channel = from_counts("x", [("ä", "a", 30, 80), ("Ä", "A", 10, 100), ("Ä", "a", 10, 100)], smoothing=20.0)
    assert channel.probabilities == pytest.approx({Confusion("ä", "a"): 50 / 200})


@pytest.mark.parametrize(
    ("true", "read", "folded"),
    [
        ("Ä", "A", ("ä", "a")),
        ("ä", "a", ("ä", "a")),
        ("ö", "G", ("ö", "G")),
        ("Ö", "6", ("ö", "6")),
        ("Å", "a", ("å", "a")),
    ],
)
def test_case_is_folded_unless_it_was_misread(true: str, read: str, folded: tuple[str, str]) -> None:
    assert fold(true, read) == Confusion(*folded)


def test_a_confusion_costs_by_its_probability_or_by_the_floor() -> None:
    assert CHANNEL.cost(RING, 1e-6) == pytest.approx(-log(0.2))
    assert CHANNEL.cost(RING, 0.5) == pytest.approx(-log(0.5))
    assert CHANNEL.cost(Confusion("x", "y"), 1e-6) == pytest.approx(-log(1e-6))


def test_before_a_text_is_known_every_channel_may_be() -> None:
    channels = channels_beforehand()
    assert [channel.name for channel, _ in channels] == ["legacy", "fresh", "archive", "visual", "faces", "clean"]
    assert sum(weight for _, weight in channels) == pytest.approx(1.0)
    fresh, clean = channels[1][0].probabilities, channels[-1][0].probabilities
    assert clean == {pair: share * DEFAULT.clean_share for pair, share in fresh.items()}


def test_a_users_confusion_holds_in_every_channel() -> None:
    for channel, _ in channels_beforehand({Confusion("Ö", "Q"): 0.3}):
        assert channel.probabilities[Confusion("ö", "q")] == pytest.approx(
            0.3 * (DEFAULT.clean_share if channel.name == "clean" else 1)
        )


@pytest.mark.parametrize(
    ("name", "usual", "unusual"),
    [("legacy", "a", "e"), ("fresh", "a", "o"), ("archive", "ii", "x"), ("visual", "â", "x"), ("faces", "ii", "x")],
)
def test_learnt_channels_lose_the_marks_of_letters(name: str, usual: str, unusual: str) -> None:
    channel = learned(name)
    assert channel.cost(Confusion("ä", usual), DEFAULT.least_probability) < channel.cost(
        Confusion("ä", unusual), DEFAULT.least_probability
    )
    assert all(0 < share < 1 for share in channel.probabilities.values())
    assert all(0 < share < 1 for share in channel.lost.values())


# The document's own


def test_without_a_text_a_confusion_costs_what_the_channels_say() -> None:
    profile = Profile([(CHANNEL, 0.75), (OTHER, 0.25)])
    assert profile.cost(RING) == pytest.approx(-log(0.75 * 0.2 + DEFAULT.least_probability))
    assert profile.cost(Confusion("e", "c")) == pytest.approx(-log(0.25 * 0.1 + DEFAULT.least_probability))
    assert profile.cost(Confusion("x", "y")) == pytest.approx(-log(DEFAULT.least_probability), rel=0.05)
    assert profile.damage == 0.0


def test_a_clean_text_makes_damage_dear() -> None:
    before, after = Profile([(CHANNEL, 1.0)]), Profile([(CHANNEL, 1.0)], {"båten": 3, "året": 3, "går": 3})
    whole = 9.0  # å came through so often
    assert after.cost(RING) == pytest.approx(
        -log(DEFAULT.prior_weight * 0.2 / (whole + DEFAULT.prior_weight)), abs=1e-3
    )
    assert after.cost(RING) > before.cost(RING) + 1
    assert after.damage == 0.0


def test_a_damaged_text_makes_its_own_damage_cheap() -> None:
    forms = [damaged(read, read.replace("o", "ö"), DOTS) for read in ("fore", "mote", "gora", "hora", "lopa")]
    profile = Profile([(CHANNEL, 0.5), (OTHER, 0.5)], INTACT, forms)
    assert profile.cost(DOTS) < Profile([(CHANNEL, 0.5), (OTHER, 0.5)], INTACT).cost(DOTS) - 1
    assert profile.cost(DOTS) == pytest.approx(
        -log((5 + DEFAULT.prior_weight * 0.2) / (5 + DEFAULT.prior_weight)), abs=0.05
    )
    letters = sum(len(form) * min(times, 4) for form, times in INTACT.items())
    assert profile.damage == pytest.approx(5 / (letters + 4 * 5), rel=0.1)
    assert profile.weights[0] > 0.9


def test_nothing_else_becomes_cheap_with_it() -> None:
    forms = [damaged(read, read.replace("o", "ö"), DOTS) for read in ("fore", "mote", "gora", "hora", "lopa")]
    profile = Profile([(CHANNEL, 0.5), (OTHER, 0.5)], INTACT, forms)
    assert profile.cost(Confusion("n", "x")) > 7
    assert profile.cost(RING) > 1


def test_a_form_is_no_evidence_of_its_own_damage() -> None:
    alone = Profile([(CHANNEL, 0.5), (OTHER, 0.5)], INTACT, [damaged("fore", "före", DOTS)])
    assert alone.cost_of([DOTS], "fore") > alone.cost_of([DOTS]) + 0.5
    assert alone.cost_of([DOTS], "mote") == alone.cost_of([DOTS]) == alone.cost(DOTS)
    assert alone.cost_of([DOTS, RING], "fore") == pytest.approx(alone.cost_of([DOTS], "fore") + alone.cost(RING))


def test_a_form_that_was_probably_printed_so_is_no_evidence() -> None:
    certain = Profile([(CHANNEL, 0.5), (OTHER, 0.5)], INTACT, [damaged("fore", "före", DOTS, stays=-1.0)])
    assert certain.damage < 0.001


def test_what_stands_often_bears_witness_more_than_once_but_not_each_time() -> None:
    once, thrice, always = (
        Profile([(CHANNEL, 1.0)], {"ön": 9, "ör": 9, "öl": 9}, [damaged("fore", "före", DOTS, times)]).damage
        for times in (1, 3, 300)
    )
    assert once < thrice < always < 10 * thrice


def test_a_capital_read_for_a_small_letter_costs_a_share_of_the_confusion() -> None:
    profile = Profile([(CHANNEL, 1.0)])
    assert profile.cost(Confusion("ö", "O")) == pytest.approx(-log(DEFAULT.crossed * 0.2), abs=1e-3)


def test_signs_are_weighed_apart_from_letters() -> None:
    sign = Confusion("§", "8")
    lacks = Channel("lacks signs", {sign: 0.9, DOTS: 0.001})
    reads = Channel("reads signs", {sign: 0.001, DOTS: 0.3})
    channels = [(lacks, 0.5), (reads, 0.5)]
    lost, whole = Profile(channels, signs={sign: 3.0}), Profile(channels, signs={Confusion("§", "§"): 3.0})
    assert lost.cost(sign) == pytest.approx(-log(0.9), abs=0.05)
    assert whole.cost(sign) > 4
    assert lost.cost(DOTS) == whole.cost(DOTS)
    assert Profile(channels).cost(sign) == pytest.approx(-log(0.5 * 0.9 + 0.5 * 0.001), abs=1e-3)


def test_a_channel_that_never_touches_a_sign_lets_all_of_them_through() -> None:
    sign = Confusion("§", "8")
    leaves, loses = Channel("leaves signs", {DOTS: 0.3}), Channel("loses signs", {sign: 0.9})
    profile = Profile([(leaves, 0.5), (loses, 0.5)], signs={Confusion("§", "§"): 2.0})
    assert profile.cost(sign) == pytest.approx(-log(0.1**2 / (1 + 0.1**2) * 0.9))


def test_likely_confusions_are_those_within_the_limit() -> None:
    profile = Profile([(CHANNEL, 0.5), (OTHER, 0.5)], INTACT, [damaged("fore", "före", DOTS)])
    every = profile.likely(inf)
    assert {RING, DOTS, Confusion("e", "c")} <= every.keys()
    for limit in (1.0, 2.0, 4.0):
        assert profile.likely(limit) == {pair: cost for pair, cost in every.items() if cost <= limit}
    assert all(cost == profile.cost(pair) for pair, cost in every.items())
    spaced = Profile([(Channel("x", {Confusion(" ", ""): 0.5, RING: 0.5}), 1.0)])
    assert spaced.likely(5.0).keys() == {RING}


def test_weights_are_those_of_bayes() -> None:
    never, often = Channel("never", {RING: 1e-4}), Channel("often", {RING: 0.5})
    profile = Profile([(never, 0.9), (often, 0.1)], {"å": 3})
    ratio = profile.weights[1] / profile.weights[0]
    assert sum(profile.weights) == pytest.approx(1.0)
    assert ratio == pytest.approx(0.1 / 0.9 * 0.5**3 / (1 - 1e-4) ** 3, rel=1e-3)
    assert exp(-profile.cost(RING)) < 0.1


def test_a_long_text_leaves_one_channel_beyond_all_doubt() -> None:
    never, often = Channel("never", {RING: 1e-6}), Channel("often", {RING: 0.5})
    words = {f"å{first}{second}": 1 for first in "abcdefghijklmnopqrstuvwxyz" for second in map(str, range(100))}
    assert Profile([(never, 0.5), (often, 0.5)], words).weights == [1.0, 0.0]


ONCE = replace(DEFAULT, rounds=1, random_share=0.0)
MISPRINT = misspelling_cost([DOTS], DEFAULT.misprinted)


@pytest.mark.parametrize("stays", [-7.0, -10.0, -11.0, -14.0])
def test_a_form_is_evidence_by_how_likely_it_is_damaged(stays: float) -> None:
    share = 0.2 * exp(-9.0) / (0.2 * exp(-9.0) + exp(stays) + exp(-9.0 - MISPRINT))
    profile = Profile([(CHANNEL, 1.0)], {"hamnen": 3}, [damaged("fore", "före", DOTS, stays=stays)], thresholds=ONCE)
    assert profile.damage == pytest.approx(share / (18 + 4 * share))
    found, times = share + DEFAULT.prior_weight * 0.2, share + DEFAULT.prior_weight
    assert profile.cost(DOTS) == pytest.approx(-log(found / times), abs=1e-4)


def test_the_more_new_words_a_text_has_the_less_a_form_is_evidence_of_damage() -> None:
    strangers = [Damaged(f"zyx{letter}", 1, -15.0, []) for letter in "abcdefgh"]
    forms = [damaged("fore", "före", DOTS, stays=-11.0), *strangers]
    first, second = (
        Profile(
            [(CHANNEL, 1.0)],
            {"hamnen": 3},
            forms,
            thresholds=replace(DEFAULT, rounds=rounds, random_share=0.0),
            rates=Rates(0.05, 0.05),
        )
        for rounds in (1, 2)
    )
    bonus = first.novelty.bonus("fore", 0.0)
    assert bonus > 1
    misread = exp(-first.cost_of([DOTS], "fore") - 9.0)
    share = misread / (misread + exp(-11.0 + bonus))
    assert second.damage == pytest.approx(share / (18 + 4 * share))
    assert second.damage < first.damage


@pytest.mark.parametrize(
    ("confusion", "read", "printed", "stands"),
    [
        (DOTS, "foröre", "föröre", 2),
        (DOTS, "oösöö", "öösöö", 4),
        (Confusion("rn", "m"), "bamet", "barnet", 1),
        (Confusion("ll", "11"), "ti11", "till", 1),
        (Confusion("sch", "seh"), "seharschet", "scharschet", 2),
    ],
)
def test_what_came_through_whole_in_a_damaged_form_counts_too(
    confusion: Confusion, read: str, printed: str, stands: int
) -> None:
    channels = [(Channel("x", {confusion: 0.2}), 1.0)]
    form = Damaged(read, 1, -99.0, [(Candidate(printed, 0.0, (confusion,)), -9.0)])
    profile = Profile(channels, {}, [form], thresholds=ONCE)
    assert profile.cost(confusion) == pytest.approx(
        -log((1 + DEFAULT.prior_weight * 0.2) / (stands + DEFAULT.prior_weight)), abs=1e-4
    )


def test_a_capital_is_likely_where_the_small_letter_is_likelier_still() -> None:
    capital = Confusion("ö", "O")
    for share, limit in ((0.2, 4.0), (0.04, 4.0), (0.04, 5.0)):
        profile = Profile([(Channel("x", {DOTS: share, capital: 1e-6, RING: 0.5}), 1.0)])
        assert (capital in profile.likely(limit)) == (-log(DEFAULT.crossed * share) < limit)
        assert DOTS in profile.likely(limit)
        assert RING in profile.likely(limit)


@pytest.mark.parametrize(
    ("forms", "intact", "typical"),
    [
        (("fore", "mote", "gora"), {"hamnen": 3}, {"o": "ö"}),
        (("fore", "mote"), {"hamnen": 3}, {}),  # too few
        (("fore", "mote", "gora"), {"och": 1}, {}),  # three in four
        (("fore", "mote", "gora", "hora"), {"och": 1}, {"o": "ö"}),  # four in five
        (("FORE", "MOTE", "GORA"), {"och": 1}, {}),  # small letters and capitals are one
    ],
)
def test_what_a_character_nearly_always_was(
    forms: tuple[str, ...], intact: dict[str, int], typical: dict[str, str]
) -> None:
    sure = replace(DEFAULT, typical_times=2.9, typical_share=0.79)  # each form is evidence but for a thousandth
    read = [damaged(form, form, Confusion("ö", "O" if form.isupper() else "o"), stays=-99.0) for form in forms]
    found = Profile([(CHANNEL, 1.0)], intact, read, thresholds=sure).typical()
    assert found == typical


# What was confused


@pytest.mark.parametrize(
    ("printed", "read", "found"),
    [
        ("för", "for", [("ö", "o")]),
        ("kommer", "kornmer", [("m", "rn")]),
        ("hammare", "harnmaro", [("m", "rn"), ("e", "o")]),
        ("år", "ar,", [("å", "a"), ("", ",")]),
        ("abcd", "wxyz", [("a", "w"), ("b", "x"), ("c", "y"), ("d", "z")]),
        ("um", "urni", [("m", "rni")]),
        ("iii", "in", [("ii", "n")]),
        ("i", "wxyz", []),
        ("wxyz", "i", []),
        ("samma", "samma", []),
    ],
)
def test_confusions_are_found_by_alignment(printed: str, read: str, found: list[tuple[str, str]]) -> None:
    assert list(confusions(printed, read)) == found


@pytest.mark.parametrize(("printed", "read"), [("förvaltarnas", "förvaltamas"), ("förvaltamas", "förvaltarnas")])
def test_a_narrow_confusion_stays_whole_wherever_it_stands(printed: str, read: str) -> None:
    (found,) = confusions(printed, read, all_of_them=True)
    assert set(found) == {"rn", "m"}


def test_longer_ones_are_parted_where_all_are_asked_for() -> None:
    assert list(confusions("i", "wxyz", all_of_them=True)) == [("i", "w"), ("", "x"), ("", "y"), ("", "z")]
    assert list(confusions("am", "arni", all_of_them=True)) == [("m", "rni")]
    assert list(confusions("hammare", "harnmare", all_of_them=True)) == [("m", "rn")]  # wherever it stands


# What confusions are weighed against


FORMS = st.dictionaries(st.text("aabcdeåÅİẞ\u0130", min_size=1, max_size=9), st.integers(1, 400), max_size=20)


@given(FORMS, st.text("abcdeåi", min_size=1, max_size=3))
def test_a_run_of_letters_is_counted_as_often_as_its_forms_bear_witness(forms: dict[str, int], run: str) -> None:
    runs = Runs(forms)
    assert runs.times(run) == sum(
        round(evidence_of(times, FULL)) * form.lower().startswith(run, at)
        for form, times in forms.items()
        for at in range(len(form.lower()))
    )
    assert runs.times("") == sum(round(evidence_of(times, FULL)) * len(form.lower()) for form, times in forms.items())
    assert runs.times(" ") == sum(forms.values())


def test_a_form_that_stands_often_bears_witness_less_than_in_full() -> None:
    assert evidence_of(FULL, FULL) == FULL
    assert FULL < evidence_of(100, FULL) < 100


# New words


def test_names_and_words_are_new_each_for_themselves() -> None:
    names = Novelty(Rates(0.01, 0.01), 100, [NewWord("Qvastby", 30, 0.0)])
    words = Novelty(Rates(0.01, 0.01), 100, [NewWord("qvastby", 30, 0.0)])
    assert (names.bonus("Xylby", 0.0) > 0.0, names.bonus("xylby", 0.0)) == (True, 0.0)
    assert (words.bonus("Xylby", 0.0), words.bonus("xylby", 0.0) > 0.0) == (0.0, True)


def test_damage_leaves_wrecks_that_are_no_new_words() -> None:
    new = NewWord("qvastby", 20, 0.0)
    sound = Novelty(Rates(0.01, 0.01), 100, [new])
    wrecked = Novelty(Rates(0.01, 0.01), 100, [new, NewWord("hamncn", 0.0, 15)])
    assert wrecked.bonus("xylby", 0.0) < sound.bonus("xylby", 0.0)


def test_what_a_misreading_explains_is_not_new() -> None:
    rates = Rates(0.01, 0.01)
    forms = [damaged(read, printed, RING) for read, printed in (("baten", "båten"), ("ratt", "rått"), ("gav", "gåv"))]
    explained = Profile([(CHANNEL, 1.0)], INTACT, forms, rates=rates)
    unexplained = Profile(
        [(CHANNEL, 1.0)], INTACT, [Damaged(form.text, 1, form.stays, []) for form in forms], rates=rates
    )
    assert explained.novelty.bonus("xylby", 0.0) == 0.0
    assert unexplained.novelty.bonus("xylby", 0.0) > 0.0


def test_a_sign_is_likely_misread_however_often_it_came_through() -> None:
    """An engine that lacks it reads none of them, whatever the letters say."""
    sign = Confusion("§", "5")
    profile = Profile([(Channel("lacks §", {sign: 0.5, RING: 0.5}), 1.0)], {"§": 5000, "åå": 5000})
    assert sign in profile.likely(2.0)
    assert RING not in profile.likely(2.0)


def test_a_letter_that_came_through_beside_one_that_did_not_makes_this_dearer() -> None:
    def cost(printed: str) -> float:
        form = Damaged("va" + printed[2:], 1, -99.0, [(Candidate(printed, 0.0, (RING,)), -9.0)])
        return Profile([(CHANNEL, 1.0)], {}, [form]).cost(RING)

    assert cost("vågård") > cost("vågerd")


# The words that tell


def forms_in(text: str) -> Forms:
    vocabulary = Vocabulary(load_language("sv"))
    return forms_of(TokenisedText(tokenise(text), TokenClassifier(vocabulary)), vocabulary)


def test_the_words_of_a_text_are_parted_by_whether_they_are_known() -> None:
    forms = forms_in("(Hamnen), båten/bryggan och xqzvan samt xqzvan; xqzvby. Kommunbryggan")
    assert {"Hamnen", "båten", "bryggan", "och", "samt"} <= {*forms.whole}
    assert dict(forms.unknown) == {"xqzvan": 2, "xqzvby": 1, "Kommunbryggan": 1}
    assert {*forms.compounds} == {"Kommunbryggan"}


def test_what_is_a_code_by_its_neighbours_tells_nothing_there() -> None:
    assert dict(forms_in("Betala till Bg 5361-8849 eller fråga Bg om Bg 5361-8850.").unknown) == {"Bg": 1}
    assert dict(forms_in("Betala till Bg 5361-8849.").unknown) == {}
