"""Walks and probabilities keep their promises, compiled or not, and both give the same text."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from math import inf
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ocr_fix
from ocr_fix.correction.candidates.search.search import cheapest
from ocr_fix.correction.candidates.search.walk import Walk
from ocr_fix.correction.error_model.alternatives import Alternatives
from ocr_fix.correction.error_model.channel import Confusion, channels_beforehand
from ocr_fix.correction.error_model.positions import END, Option, Position
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.language.datafiles import DataFolder
from ocr_fix.language.models.hashing import Finder, open_table
from ocr_fix.languages import load_language
from ocr_fix.languages.sv import DATA as FOLDER

SWEDISH = load_language("sv")
NONE_SUCH = 1 << 30  # as a symbol
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
        found = [confusion.read for confusion in COSTS if confusion.true == word[at] and confusion.read]
        if found:
            word = word[:at] + draw(st.sampled_from(sorted(found))) + word[at + 1 :]
    return draw(st.sampled_from([word, word.capitalize(), word.upper()]))


def read_back(printed: str, confusions: tuple[Confusion, ...]) -> set[str]:
    """What may be read where a word was printed and just these confusions came about, in this order."""
    if not confusions:
        return {printed}
    true, read = confusions[0]
    found: set[str] = set()
    at = printed.find(true)
    while at >= 0:
        found |= {printed[:at] + read + rest for rest in read_back(printed[at + len(true) :], confusions[1:])}
        at = printed.find(true, at + 1) if at < len(printed) else -1
    return found


@given(misread(), st.floats(0.0, 9.0))
@settings(max_examples=200, deadline=None)
def test_a_walk_finds_forms_that_its_confusions_make_into_what_was_read(word: str, limit: float) -> None:
    for printed, cost, confusions in (
        part[1:] for part in Walk(SWEDISH.automaton, OF_FORMS.along(word), whole=True).from_place(0, limit)
    ):
        assert printed in SWEDISH.automaton
        assert word.lower() in {reading.lower() for reading in read_back(printed, confusions)}
        assert cost == pytest.approx(sum(COSTS[confusion] for confusion in confusions))
        assert cost <= limit


def test_a_walk_finds_every_word_that_one_confusion_of_the_tables_has_damaged() -> None:
    for word in WORDS[:100]:
        for confusion, cost in list(COSTS.items())[::40]:
            damaged = word.replace(confusion.true, confusion.read, 1) if confusion.true else word
            if damaged and damaged != word and not any(letter.isdigit() for letter in confusion.read):
                found = Walk(SWEDISH.automaton, OF_FORMS.along(damaged), whole=True).from_place(0, cost)
                assert word in {printed for _, printed, _, _ in found}


def test_a_confusion_that_no_table_knows_is_found_and_only_with_it() -> None:
    found = Walk(SWEDISH.automaton, OF_FORMS.along("kommunxns"), "kommunxns", whole=True).from_place(0, 8.0)
    assert any(printed == "kommunens" and ways == (Confusion("e", "x"),) for _, printed, _, ways in found)
    assert all(cost >= DEFAULT.unknown_cost for _, _, cost, _ in found)


@given(misread(), st.floats(0.0, 9.0), st.integers(1, 4))
@settings(max_examples=100, deadline=None)
def test_ends_and_parts_of_a_walk_tell_the_same(word: str, limit: float, shortest: int) -> None:
    walk = Walk(SWEDISH.first_parts, OF_FIRSTS.along(word), whole=False)
    for start in range(len(word)):
        ends = walk.ends(start, limit, shortest)
        parts = walk.parts(start, ends)
        assert all(len(printed) >= shortest for _, printed, _, _ in parts)
        assert {end: min(cost for at, _, cost, _ in parts if at == end) for end in ends} == ends
        assert walk.parts(start, ()) == []


@given(st.lists(st.sampled_from([*WORDS, "§", "12", "Södertörn", "qqq", ""]), min_size=3, max_size=3))
@settings(deadline=None)
def test_many_symbols_have_the_probabilities_of_each(words: list[str]) -> None:
    u, v, w = map(SWEDISH.word_id, words)
    assert SWEDISH.log_probs_ids([w, v, u], u, v) == [SWEDISH.log_prob_ids(symbol, u, v) for symbol in (w, v, u)]


def test_the_language_model_refuses_what_is_no_symbol() -> None:
    for symbols in ((NONE_SUCH, 0, 0), (0, 0, NONE_SUCH)):
        with pytest.raises(IndexError):
            SWEDISH.log_prob_ids(*symbols)


def test_every_ngram_of_a_table_is_found_by_its_hash() -> None:
    table = open_table(DataFolder(FOLDER).numbers("words.3grams", "B"))
    find = Finder(table).find
    for bucket in range(0, len(table.buckets) - 1, 997):
        for place in range(table.buckets[bucket], table.buckets[bucket + 1]):
            hashed = bucket << 24 | table.fingerprints[place] << 8 | table.checks[place]
            found = find(hashed << table.shift - 24)
            assert (table.fingerprints[found], table.checks[found]) == (table.fingerprints[place], table.checks[place])


@given(misread())
@settings(deadline=None)
def test_halves_are_a_form_or_one_character_and_a_form(word: str) -> None:
    automaton = SWEDISH.automaton
    expected = [at for at in range(1, len(word)) if (at == 1 or word[:at] in automaton) and word[at:] in automaton]
    assert automaton.halves(word) == expected


@pytest.mark.slow
def test_uncompiled_sources_give_the_same_text(tmp_path: Path) -> None:
    package = Path(ocr_fix.__file__).parent
    shutil.copytree(package, tmp_path / "ocr_fix", ignore=shutil.ignore_patterns("*.so", "*.pyd", "__pycache__"))
    script = (
        "import sys, ocr_fix, ocr_fix.correction\n"
        "sys.stdout.reconfigure(encoding='utf-8')\n"
        "print(ocr_fix.correction.is_compiled())\n"
        "print(ocr_fix.correct(open(sys.argv[1], encoding='utf-8').read()).text, end='')"
    )
    sample = Path(__file__).parents[1] / "samples" / "legacy-2008.txt"
    done = subprocess.run(
        [sys.executable, "-c", script, str(sample)],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    said, _, text = done.stdout.partition("\n")
    assert said == "False"
    assert text == ocr_fix.correct(sample.read_text(encoding="utf-8")).text


def test_a_position_has_its_options_by_their_letters_and_the_cheapest_first() -> None:
    drop = Option("", 1, 2.0, Confusion("", ":"))
    cheap, dear = Option("nn", 1, 0.5, Confusion("nn", "m")), Option("n", 1, 3.0, Confusion("n", "m"))
    other = Option("i", 1, 1.0, Confusion("i", "m"))
    position = Position(1 << 2, "m", {3: [cheap, dear], 1: [other]}, [drop])
    assert ([*position.costs], [*position.letters]) == ([0.5, 1.0], [0, 1 << 3, 1 << 3 | 1 << 1])
    assert position.by_number == [[], [other], [], [cheap, dear]]
    assert (position.cheapest, position.skipped) == (0.5, 2.0)
    assert (Position(1 << 2, "m", {3: [cheap]}, []).skipped, Position(1 << 2, "m", {}, []).cheapest) == (inf, inf)
    assert Position(1 << 2, "m", {3: [dear]}, [drop]).cheapest == 2.0
    assert (cheap.rest, cheap.length) == ("n", 2)


def test_nothing_but_a_words_end_stands_behind_the_last_position() -> None:
    assert (END.itself, [*END.letters], END.by_number, END.silent, END.cheapest) == (1 << 63, [0], [], [], inf)
