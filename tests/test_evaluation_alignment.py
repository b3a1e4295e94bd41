"""The alignment: exact where it is whole, never below the distance where it is cut, and sane about ties."""

from __future__ import annotations

import random
from itertools import accumulate, pairwise

import pytest
from evaluation_texts import as_lines, damaged, report
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from ocr_fix.evaluation import evaluate, summed
from ocr_fix.evaluation.alignment import edits as alignment_module
from ocr_fix.evaluation.alignment.anchors import Cut, find_cuts
from ocr_fix.evaluation.alignment.edits import Alignment, align
from ocr_fix.evaluation.alignment.thresholds import AlignmentThresholds
from ocr_fix.evaluation.comparison import Comparison
from ocr_fix.evaluation.measured_text import LINE_WIDTH, Text

ITEMS = st.lists(st.integers(0, 5), max_size=40)
WORDS = st.lists(st.sampled_from(["i", "å", "av", "den", "för", "till", "kommun", "12", "000", "§"]), max_size=25)


def applied(alignment: Alignment, reference: list[int], hypothesis: list[int]) -> list[int]:
    """Make the hypothesis out of the reference with the edits of the alignment, and nothing else."""
    made: list[int] = []
    place = 0
    for kind, index, other in alignment.edits:
        made += reference[place:index]
        place = index + (kind != "insert")
        if kind != "delete":
            made.append(hypothesis[other])
    return made + reference[place:]


def numbered(*texts: list[str]) -> list[list[int]]:
    numbers: dict[str, int] = {}
    return [[numbers.setdefault(word, len(numbers)) for word in text] for text in texts]


def offsets(words: list[str]) -> list[int]:
    return [0, *accumulate(len(word) + 1 for word in words)]


@given(ITEMS, ITEMS)
def test_edits_are_as_few_as_can_be_and_make_the_one_out_of_the_other(ours: list[int], theirs: list[int]) -> None:
    alignment = align(ours, theirs)
    assert len(alignment.edits) == Levenshtein.distance(ours, theirs)
    assert applied(alignment, ours, theirs) == theirs


@given(ITEMS, ITEMS)
def test_blocks_and_runs_cover_both_sides(ours: list[int], theirs: list[int]) -> None:
    alignment = align(ours, theirs)
    place = other_place = 0
    for start, end, other_start, other_end in sorted([*alignment.blocks(), *alignment.runs()]):
        assert (start, other_start) == (place, other_place)
        place, other_place = end, other_end
    assert (place, other_place) == (len(ours), len(theirs))
    for run in alignment.runs():
        assert ours[run.start : run.end] == theirs[run.other_start : run.other_end]
    for index, partner in enumerate(alignment.partners()):
        assert partner == -1 or ours[index] == theirs[partner]
    pairs = list(alignment.pairs())
    assert len(pairs) == len(ours) - sum(edit.kind == "delete" for edit in alignment.edits)
    assert sum(ours[index] != theirs[other] for index, other in pairs) == sum(
        edit.kind == "replace" for edit in alignment.edits
    )


@pytest.fixture
def no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave it at the pieces, as with texts too long for a proof."""
    monkeypatch.setattr(alignment_module, "_T", AlignmentThresholds(proof_cells=-1))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 3), max_size=120), st.lists(st.integers(0, 3), max_size=120))
def test_pieces_never_have_fewer_edits_than_the_distance(no_proof: None, ours: list[int], theirs: list[int]) -> None:
    cuts = find_cuts(ours, theirs, piece=8)
    alignment = align(ours, theirs, cuts)
    assert len(alignment.edits) >= Levenshtein.distance(ours, theirs)
    assert alignment.proven == (not cuts)
    assert applied(alignment, ours, theirs) == theirs


@given(ITEMS, ITEMS, st.data())
def test_wherever_it_is_cut_the_proof_finds_the_fewest_edits(
    ours: list[int], theirs: list[int], data: st.DataObject
) -> None:
    places, other_places = (
        sorted(data.draw(st.lists(st.integers(0, len(side)), min_size=3, max_size=3))) for side in (ours, theirs)
    )
    alignment = align(ours, theirs, [Cut(*cut) for cut in zip(places, other_places, strict=True)])
    assert alignment.proven
    assert len(alignment.edits) == Levenshtein.distance(ours, theirs)
    assert applied(alignment, ours, theirs) == theirs


def edits_in_pieces(words: list[str], read: list[str], piece: int) -> tuple[int, int]:
    """Edits of words and of characters when both are cut at the same places."""
    ours, theirs = numbered(words, read)
    cuts = find_cuts(ours, theirs, piece)
    assert cuts
    starts, other_starts = offsets(words), offsets(read)
    places = [Cut(starts[cut[0]], other_starts[cut[1]]) for cut in cuts]
    return len(align(ours, theirs, cuts).edits), len(align(" ".join(words), " ".join(read), places).edits)


@pytest.mark.parametrize("share", [0.0, 0.02, 0.1, 0.3])
@pytest.mark.parametrize("seed", range(5))
def test_pieces_alone_are_exact_on_realistic_damage(no_proof: None, share: float, seed: int) -> None:
    words = report(1500, seed)
    read = damaged(words, share, seed + 1)
    exact = Levenshtein.distance(words, read), Levenshtein.distance(" ".join(words), " ".join(read))
    assert edits_in_pieces(words, read, piece=100) == exact


@settings(max_examples=40)
@given(st.floats(0, 0.5), st.integers(0, 10**6))
def test_with_the_proof_they_are_exact_on_any_damage(share: float, seed: int) -> None:
    words = report(1500, seed)
    read = damaged(words, share, seed + 1)
    exact = Levenshtein.distance(words, read), Levenshtein.distance(" ".join(words), " ".join(read))
    assert edits_in_pieces(words, read, piece=150) == exact


def test_a_long_text_is_cut_often_enough_to_be_quick() -> None:
    words = report(30_000)
    ours, theirs = numbered(words, damaged(words, 0.3))
    cuts = [(0, 0), *find_cuts(ours, theirs, piece=2000), (len(ours), len(theirs))]
    assert max(later[0] - earlier[0] for earlier, later in pairwise(cuts)) < 3 * 2000


def test_texts_that_have_nothing_to_do_with_each_other_have_no_cuts() -> None:
    ours, theirs = numbered(report(30_000, seed=1), report(30_000, seed=2))
    assert find_cuts(ours, theirs, piece=2000) == []


@pytest.mark.slow
@pytest.mark.parametrize(("length", "share"), [(100_000, 0.01), (30_000, 0.3), (100_000, 0.6)])
def test_a_long_document_gets_its_exact_distance(length: int, share: float) -> None:
    words = report(length)
    read = damaged(words, share)
    comparison = Comparison.of(Text.of(as_lines(words)), Text.of(as_lines(read)))
    edits = len(comparison.characters.edits)
    assert len(comparison.words.edits) == Levenshtein.distance(words, read)
    assert edits == Levenshtein.distance(" ".join(words), " ".join(read), score_hint=edits)
    assert comparison.words.proven
    assert comparison.characters.proven


def test_missing_added_and_moved_pages_get_the_exact_distance() -> None:
    words = report(24_000)
    added = report(3000, seed=9)
    for read in (
        words[:5000] + words[9000:],
        words[:12_000] + added + words[12_000:],
        words[:3000] + words[6000:9000] + words[3000:6000] + words[9000:],
    ):
        comparison = Comparison.of(Text.of(" ".join(words)), Text.of(" ".join(read)))
        assert len(comparison.words.edits) == Levenshtein.distance(words, read)
        edits = len(comparison.characters.edits)
        assert edits == Levenshtein.distance(" ".join(words), " ".join(read), score_hint=edits)


def test_texts_with_nothing_in_common_are_halved_until_the_table_is_small(
    no_proof: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alignment_module, "_T", AlignmentThresholds(proof_cells=-1, piece_cells=50))
    rng = random.Random(4)
    ours, theirs = ([rng.randrange(4) for _ in range(length)] for length in (90, 70))
    alignment = align(ours, theirs)
    assert not alignment.proven
    assert applied(alignment, ours, theirs) == theirs
    assert len(alignment.edits) >= Levenshtein.distance(ours, theirs)


def test_an_unproven_rate_is_said_to_be_one(no_proof: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment_module, "_T", AlignmentThresholds(proof_cells=-1, piece_cells=50))
    unproven = evaluate("nya skolan i byn", "något annat som inte alls liknar den")
    assert not unproven.exact
    assert unproven.to_dict()["exact"] is False
    assert not summed([evaluate("a", "a"), unproven]).exact


@pytest.mark.parametrize(("ours", "theirs"), [([], []), ([1, 2], []), ([], [1, 2])])
def test_empty_sides(ours: list[int], theirs: list[int]) -> None:
    alignment = align(ours, theirs)
    assert len(alignment.edits) == len(ours) + len(theirs)
    assert applied(alignment, ours, theirs) == theirs


@given(WORDS, WORDS)
def test_groups_are_the_differing_words_in_order(ours: list[str], theirs: list[str]) -> None:
    comparison = Comparison.of(Text.of(" ".join(ours)), Text.of(" ".join(theirs)))
    inside = [index for group in comparison.groups for index in range(group.start, group.end)]
    other_inside = [index for group in comparison.groups for index in range(group.other_start, group.other_end)]
    partners = comparison.partners
    assert inside == [index for index, partner in enumerate(partners) if partner < 0]
    assert other_inside == sorted(set(range(len(theirs))) - set(partners))
    assert all(ours[index] == theirs[partner] for index, partner in enumerate(partners) if partner >= 0)
    for start, end, other_start, other_end in comparison.groups:
        assert end > start or other_end > other_start
        assert ours[start:end] != theirs[other_start:other_end]


@pytest.mark.parametrize(
    ("truth", "output", "groups"),
    [
        ("nya skolan i byn", "nya skoian i byn", [("skolan", "skoian")]),
        ("nya idrottshallen i byn", "nya idrotts hallen i byn", [("idrottshallen", "idrotts hallen")]),
        ("nya idrottshallen i byn", "nya idr otts hailen i byn", [("idrottshallen", "idr otts hailen")]),
        ("nya skolan i byn", "nya skolani byn", [("skolan i", "skolani")]),
        ("av den nya skolan", "a vden nya skolan", [("av", "a"), ("den", "vden")]),
        ("nya skolan i byn", "nya i byn", [("skolan", "")]),
        ("nya skolan i byn", "nya skolan | i byn", [("", "|")]),
        ("nya skolan i byn", "nya skoian | i byn", [("skolan", "skoian"), ("", "|")]),
        ("nya skolan i byn", "nya | kolan i byn", [("", "|"), ("skolan", "kolan")]),
        ("ån vid skolan i byn", "an vid skoian l byn", [("ån", "an"), ("skolan", "skoian"), ("i", "l")]),
        # The fewest edits of words take four words for four words; but "den" was read rightly.
        ("löper ut den 12 maj nu", "löper den l2 inaj | nu", [("ut", ""), ("12", "l2"), ("maj", "inaj"), ("", "|")]),
        ("väg vid ån vid åsen", "vag vid an asen", [("väg", "vag"), ("ån", "an"), ("vid", ""), ("åsen", "asen")]),
        ("en bro till", "", [("en", ""), ("bro", ""), ("till", "")]),
    ],
)  # fmt: skip
def test_which_words_stand_for_which(truth: str, output: str, groups: list[tuple[str, str]]) -> None:
    comparison = Comparison.of(Text.of(truth), Text.of(output))
    ours, theirs = truth.split(), output.split()
    assert [
        (" ".join(ours[group.start : group.end]), " ".join(theirs[group.other_start : group.other_end]))
        for group in comparison.groups
    ] == groups


def test_likeness_has_no_say_in_the_word_error_rate() -> None:
    comparison = Comparison.of(Text.of("löper ut den 12 maj nu"), Text.of("löper den l2 inaj | nu"))
    assert len(comparison.words.edits) == 4


def test_a_long_stretch_without_any_likeness_is_grouped_in_halves() -> None:
    comparison = Comparison.of(Text.of("abc " * 150), Text.of("xyz " * 90))
    assert comparison.groups[0].start == 0
    assert comparison.groups[-1].end == 150
    assert comparison.groups[-1].other_end == 90


def test_lines_are_numbered_as_in_the_file_and_long_ones_wrapped() -> None:
    words = report(60)
    text = Text.of("Rubrik\n\n\r\n" + " ".join(words) + "\rSlut")
    assert [text.words[line.first : line.last] for line in text.lines if line.number == 1] == [("Rubrik",)]
    wrapped = [line for line in text.lines if line.number == 4]
    assert [word for line in wrapped for word in text.words[line.first : line.last]] == words
    assert all(len(" ".join(text.words[line.first : line.last])) <= LINE_WIDTH for line in wrapped)
    assert len(wrapped) > 1
    assert text.lines[-1].number == 5
