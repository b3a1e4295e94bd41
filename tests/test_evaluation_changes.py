"""What a correction did to the words: counts that are known because the damage and the repair are ours."""

from __future__ import annotations

import random

import pytest
from evaluation_texts import as_lines, damaged, misread, report
from hypothesis import given
from hypothesis import strategies as st

from ocr_fix.evaluation import ChangeCount, Changes, Evaluation, evaluate, summed
from ocr_fix.evaluation.change_counts import MAX_EXAMPLES
from ocr_fix.evaluation.comparison import Comparison
from ocr_fix.evaluation.fates import Fate, fates_of_words
from ocr_fix.evaluation.measured_text import Text

WORDS = st.lists(
    st.sampled_from(["i", "å", "av", "avgå", "för", "kommun", "12", "000", "12000", "§", "|"]), max_size=14
)


def changes_of(truth: str, raw: str, output: str) -> Changes:
    changes = evaluate(truth, output, raw).changes
    assert changes is not None
    return changes


def fates_of(truth: str, raw: str, output: str) -> list[Fate]:
    reference = Text.of(truth)
    return fates_of_words(
        Comparison.of(reference, Text.of(raw)),
        Comparison.of(reference, Text.of(output)),
    )


def verdicts(truth: str, raw: str, output: str) -> list[tuple[str, str, str, str]]:
    return [(fate.verdict, fate.truth, fate.raw, fate.output) for fate in fates_of(truth, raw, output)]


@pytest.mark.parametrize(
    ("raw", "output", "expected"),
    [
        ("bron över ån lagas", "bron över ån lagas", []),
        ("bron over ån lagas", "bron över ån lagas", [("repaired", "över", "over", "över")]),
        ("bron över ån lagas", "bron över en lagas", [("broken", "ån", "ån", "en")]),
        ("bron över an lagas", "bron över an lagas", [("missed_unchanged", "ån", "an", "an")]),
        ("bron över an lagas", "bron över en lagas", [("missed_changed", "ån", "an", "en")]),
        ("b ron över ån lagas", "bron över ån lagas", [("repaired", "bron", "b ron", "bron")]),
        ("bron över ån la gas", "bron över ån la gäs", [("missed_changed", "lagas", "la gas", "la gäs")]),
        (
            "bron överån lagas",
            "bron över ån lagas",
            [("repaired", "över", "överån", "över"), ("repaired", "ån", "överån", "ån")],
        ),
        (
            "bron över ån lagas",
            "bron överån lagas",
            [("broken", "över", "över", "överån"), ("broken", "ån", "ån", "överån")],
        ),
        ("bron över lagas", "bron över ån lagas", [("repaired", "ån", "", "ån")]),
        ("bron över ån lagas", "bron över lagas", [("broken", "ån", "ån", "")]),
        ("bron | över ån lagas", "bron över ån lagas", [("repaired", "", "|", "")]),
        ("bron över ån lagas", "bron | över ån lagas", [("broken", "", "", "|")]),
        ("bron | över ån lagas", "bron | över ån lagas", [("missed_unchanged", "", "|", "|")]),
        ("bron | över ån lagas", "bron I över ån lagas", [("missed_changed", "", "|", "I")]),
        (
            "br0n ovr an lagus",
            "bron över en lagus",
            [
                ("repaired", "bron", "br0n", "bron"),
                ("repaired", "över", "ovr", "över"),
                ("missed_changed", "ån", "an", "en"),
                ("missed_unchanged", "lagas", "lagus", "lagus"),
            ],
        ),
    ],
)
def test_the_fate_of_each_word(raw: str, output: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert verdicts("bron över ån lagas", raw, output) == expected


def test_a_correction_of_known_worth_is_counted_to_the_word() -> None:
    rng = random.Random(11)
    truth = report(3000)
    raw, output = list(truth), list(truth)
    known = dict.fromkeys(("repaired", "broken", "missed_changed", "missed_unchanged"), 0)
    for index, word in enumerate(truth):
        fate = rng.random()
        once = misread(word, rng)
        twice = once + "x"
        if fate < 0.10:
            raw[index], name = once, "repaired"
        elif fate < 0.12:
            output[index], name = once, "broken"
        elif fate < 0.15:
            raw[index], output[index], name = once, twice, "missed_changed"
        elif fate < 0.20:
            raw[index], output[index], name = once, once, "missed_unchanged"
        else:
            continue
        known[name] += 1
    counted = changes_of(as_lines(truth), as_lines(raw, 7), as_lines(output, 12)).words
    assert counted == ChangeCount(3000, **known, left_alone=3000 - sum(known.values()))
    assert counted.harm == pytest.approx(10_000 * known["broken"] / 3000)
    changed = known["repaired"] + known["broken"] + known["missed_changed"]
    assert counted.precision == pytest.approx(known["repaired"] / changed)
    assert counted.recall == pytest.approx(
        known["repaired"] / (known["repaired"] + known["missed_changed"] + known["missed_unchanged"])
    )


def test_one_broken_word_in_ten_thousand_is_one_harm_however_damaged_the_rest() -> None:
    truth = report(10_000)
    raw = damaged(truth, 0.2)
    spot = next(index for index in range(4000, 10_000) if raw[index] in OPEN_WORDS)
    output = [*raw[:spot], "felaktigt", *raw[spot + 1 :]]
    counted = changes_of(as_lines(truth), as_lines(raw), as_lines(output))
    assert counted.words.broken == 1
    assert counted.words.repaired == counted.words.missed_changed == 0
    assert counted.words.harm == pytest.approx(1.0)
    assert [(e.verdict, e.output) for e in counted.examples] == [("broken", "felaktigt")]


OPEN_WORDS = frozenset({"förskolorna", "gymnasieelevernas", "bibliotekets", "räddningstjänstens", "avfallstaxan"})


@given(WORDS, WORDS)
def test_without_a_change_nothing_is_repaired_or_broken(truth: list[str], raw: list[str]) -> None:
    counted = changes_of(" ".join(truth), " ".join(raw), " ".join(raw))
    assert counted.words.repaired == counted.words.broken == counted.words.missed_changed == 0
    assert counted.words.precision is None
    assert counted.false_numbers == 0
    assert counted.examples == ()


@given(WORDS, WORDS)
def test_a_perfect_correction_breaks_and_misses_nothing(truth: list[str], raw: list[str]) -> None:
    counted = changes_of(" ".join(truth), " ".join(raw), " ".join(truth))
    assert counted.words.broken == counted.words.missed == counted.false_numbers == 0
    assert counted.words.recall == (1.0 if counted.words.repaired else None)
    assert (counted.words.repaired == 0) == (truth == raw)


@given(WORDS, WORDS)
def test_nothing_can_be_repaired_in_a_perfect_reading(truth: list[str], output: list[str]) -> None:
    counted = changes_of(" ".join(truth), " ".join(truth), " ".join(output))
    assert counted.words.repaired == counted.words.missed == 0
    assert counted.words.recall is None
    assert (counted.words.broken == 0) == (truth == output)


@given(WORDS, WORDS, WORDS)
def test_every_word_has_one_fate(truth: list[str], raw: list[str], output: list[str]) -> None:
    evaluation = evaluate(" ".join(truth), " ".join(output), " ".join(raw))
    fates = fates_of(" ".join(truth), " ".join(raw), " ".join(output))
    judged = [fate.index for fate in fates if not fate.extra]
    assert judged == sorted(set(judged))
    assert all(truth[fate.index] == fate.truth for fate in fates if not fate.extra)
    assert evaluation.changes is not None
    for counted in (evaluation.changes.words, evaluation.changes.numbers_and_signs):
        extra = counted.repaired + counted.broken + counted.missed + counted.left_alone - counted.words
        assert 0 <= extra <= sum(fate.extra for fate in fates)
    assert evaluation.changes.words.left_alone == len(truth) - len(judged)


def read_and_corrected(truth: list[str], share: float, rng: random.Random) -> tuple[str, str, dict[int, str]]:
    """Damage of every kind, a correction that repairs most of it, and the fate of each word of the truth."""
    raw, output, known = [], [], {}
    for index, word in enumerate(truth):
        read = fixed = word
        if rng.random() < share:
            kind = rng.random()
            place = rng.randint(1, max(1, len(word) - 1))
            once = misread(word, rng)
            split = f"{word[:place]} {word[place:]}" if len(word) > 3 else once
            read = once if kind < 0.75 else split if kind < 0.85 else f"{once} |"
            read = "" if kind > 0.93 else read
            known[index] = rng.choices(("repaired", "missed_unchanged"), (7, 3))[0]
            fixed = word if known[index] == "repaired" else read
        elif rng.random() < 0.01:
            fixed, known[index] = f"{word}x", "broken"
        raw.append(read)
        output.append(fixed)
    return as_lines(raw), as_lines(output), known


@pytest.mark.parametrize(("share", "tolerated"), [(0.02, 0), (0.1, 2), (0.35, 10), (0.6, 40)])
def test_words_are_judged_rightly_among_words_split_lost_and_added(share: float, tolerated: int) -> None:
    """Of 10,000 words; a word lost beside a speck cannot be told from a word misread as one."""
    wrongly = invented = 0
    for seed in range(20):
        truth = report(500, seed)
        raw, output, known = read_and_corrected(truth, share, random.Random(seed))
        found = {fate.index: fate.verdict for fate in fates_of(as_lines(truth), raw, output) if not fate.extra}
        wrongly += sum(found.get(index) != known.get(index) for index in range(500))
        invented += sum(verdict == "broken" and known.get(index) != "broken" for index, verdict in found.items())
    assert wrongly <= tolerated
    assert invented == 0


@pytest.mark.parametrize(
    ("truth", "raw", "output", "expected"),
    [
        (
            "| två två |",
            "två två å | |",
            "två två å |",
            [
                ("missed_unchanged", "|", "", ""),
                ("missed_unchanged", "", "å", "å"),
                ("repaired", "", "|", ""),
            ],
        ),
        (
            "för för ett ett två",
            "för ett ett kommun två",
            "för ett ett kommun två två den",
            [
                ("missed_unchanged", "för", "ett", "ett"),
                ("missed_unchanged", "ett", "kommun", "kommun"),
                ("broken", "", "", "två"),
                ("broken", "", "", "den"),
            ],
        ),
    ],
)
def test_where_raw_and_output_are_the_same_nothing_was_changed(
    truth: str, raw: str, output: str, expected: list[tuple[str, str, str, str]]
) -> None:
    assert verdicts(truth, raw, output) == expected


@pytest.mark.parametrize(
    ("truth", "raw", "output", "false_numbers"),
    [
        ("år 1964", "år 1964", "år 1967", 1),
        ("år 1964", "år 196t", "år 1967", 1),
        ("år 1964", "år 19b4", "år 1954", 1),
        ("år 1964", "år 196t", "år 1964", 0),
        ("år 1964", "år 1967", "år 1967", 0),
        ("år 1964", "år 1964", "år igår", 0),
        ("år 1964 kom han", "år 1967 kon han", "år 1967 kam han", 0),
        ("år 1964", "år 1964,", "år 1964.", 0),
        ("ledamot (S)", "ledamot (S)", "ledamot (5)", 1),
        ("enligt 4 §", "enligt 4 §", "enligt 4 8", 1),
        ("om 12 000 kr", "om 12 000 kr", "om 12000 kr", 0),
        ("om 12 000 kr", "om 12000 kr", "om 12 000 kr", 0),
        ("om 12 000 kr", "om 12 000 kr", "om 12 600 kr", 1),
        ("om 12 000 kr", "om 12 000 kr", "om 12800 kr", 1),
        ("om 40 m² golv", "om 40 m² golv", "om 40 m2 golv", 0),
        ("sidan tre", "sidan tre", "sidan 7 tre", 1),
        ("sidan tre", "sidan 7 tre", "sidan 7 tre", 0),
        ("sidan tre", "sidan 7 tre", "sidan 9 tre", 1),
        ("sidan tre", "sidan 7 tre", "sidan 7. tre", 0),
        ("sidan tre", "sidan 7 tre", "sidan tre", 0),
    ],
)
def test_a_number_changed_into_a_false_one(truth: str, raw: str, output: str, false_numbers: int) -> None:
    changes = changes_of(truth, raw, output)
    assert changes.false_numbers == false_numbers
    assert sum(example.false_number for example in changes.examples) == false_numbers


def test_numbers_and_signs_are_counted_on_their_own() -> None:
    truth = "Enligt 12 § höjs taxan med 3,5 % till 480 kronor"
    raw = "Enligt l2 § hojs taxan med 3,5 96 till 480 kronor"
    output = "Enligt 12 8 höjs taxan med 3,5 96 till 480 kronor"
    counted = changes_of(truth, raw, output).numbers_and_signs
    assert counted == ChangeCount(words=5, repaired=1, broken=1, missed_changed=0, missed_unchanged=1, left_alone=2)
    assert counted.harm == pytest.approx(2000)


def test_examples_say_where() -> None:
    truth = "Bilaga ett\n\nNämnden tar del av\nförslaget om isbanan\n"
    changes = evaluate(truth, truth.replace("isbanan", "isbanen"), truth, document="protokoll-7").changes
    assert changes is not None
    (example,) = changes.examples
    assert (example.document, example.line, example.verdict) == ("protokoll-7", 4, "broken")
    assert (example.truth, example.raw, example.output) == ("isbanan", "isbanan", "isbanen")
    assert example.context == "del av förslaget om isbanan"


def test_examples_are_kept_within_bounds_and_broken_ones_first() -> None:
    truth = report(4000)
    output = [word + "x" if index % 2 else word for index, word in enumerate(truth)]
    parts = [evaluate(as_lines(truth), as_lines(output), as_lines(truth)) for _ in range(2)]
    parts.append(evaluate("en ny väg", "en ny väg", "en ny vag"))
    changes = summed(parts).changes
    assert changes is not None
    assert changes.words.broken == 4000
    assert [e.verdict for e in changes.examples] == ["broken"] * MAX_EXAMPLES + ["repaired"]


def test_a_sum_knows_changes_only_when_all_its_documents_do() -> None:
    known, unknown = evaluate("en väg", "en väg", "en vag"), evaluate("en väg", "en väg")
    both: Evaluation = summed([known, known])
    assert both.changes is not None
    assert both.raw is not None
    assert both.changes.words == ChangeCount(words=4, repaired=2, left_alone=2)
    assert both.raw.wer == pytest.approx(0.5)
    assert summed([known, unknown]).changes is None
