"""What may have been printed is laid out along what was read: what stands there, and what may have been read so."""

from __future__ import annotations

import pytest

from ocr_fix.correction.error_model.alternatives import Alternatives, shouts
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.error_model.positions import Position
from ocr_fix.languages import load_language

AUTOMATON = load_language("sv").automaton
COSTS = {Confusion("å", "a"): 1.0, Confusion("m", "rn"): 2.0, Confusion("w", "vvr"): 3.0, Confusion("", "."): 4.0}
ALTERNATIVES = Alternatives(AUTOMATON, COSTS)


def offered(place: Position) -> set[tuple[str, int]]:
    """What may have been printed from a place on, with the number of characters that it takes the place of."""
    options = [option for of_letter in place.by_number for option in of_letter]
    return {(option.true, option.width) for option in (*options, *place.silent)}


@pytest.mark.parametrize(
    ("read", "told"), [("AB", True), ("A1B", True), ("Ab", False), ("aB", False), ("A", False), ("12", False)]
)
def test_several_capitals_and_no_small_letter_shout(read: str, told: bool) -> None:
    assert shouts(read) is told


def test_each_character_stands_for_itself_and_begins_its_confusions() -> None:
    places = ALTERNATIVES.along("barnen")
    assert [place.character for place in places] == [*"barnen"]
    assert [place.itself for place in places] == [AUTOMATON.bits[letter] for letter in "barnen"]
    assert [offered(place) for place in places] == [set(), {("å", 1)}, {("m", 2)}, set(), set(), set()]


def test_what_was_read_for_one_letter_may_be_three() -> None:
    assert [offered(place) for place in ALTERNATIVES.along("avvrna")] == [
        {("å", 1)},
        {("w", 3)},
        set(),
        {("m", 2)},
        set(),
        {("å", 1)},
    ]


def test_what_was_read_for_nothing_is_left_out() -> None:
    assert offered(ALTERNATIVES.along("b.o")[1]) == {("", 1)}


def test_a_capital_stands_for_its_small_letter_where_a_word_begins_or_shouts() -> None:
    assert [offered(place) for place in ALTERNATIVES.along("Aa")] == [{("å", 1)}, {("å", 1)}]
    assert [offered(place) for place in ALTERNATIVES.along("BARN")] == [set(), {("å", 1)}, {("m", 2)}, set()]
    inside = ALTERNATIVES.along("bAr")[1]
    assert (inside.itself, offered(inside)) == (0, set())


def test_a_form_is_touched_where_a_confusion_may_have_had_a_part() -> None:
    forms = ["bob", "bar", "korn", "b.o", "rov", "avvr"]
    assert {*ALTERNATIVES.touched(forms)} == {form for form in forms if ALTERNATIVES.touches(form)}
    assert {*ALTERNATIVES.touched(forms)} == {"bar", "korn", "b.o", "avvr"}


def test_of_many_forms_the_few_are_touched_that_hold_a_rare_confusion() -> None:
    forms = [f"bo{number}" for number in range(200)]
    assert {*ALTERNATIVES.touched([*forms, "korn", "avvr"])} == {"korn", "avvr"}


def test_nothing_is_touched_where_nothing_is_confused() -> None:
    nothing = Alternatives(AUTOMATON, {Confusion("a", "a"): 0.1})
    assert not nothing.touches("barn")
    assert nothing.touched(["barn"]) == []


def test_what_no_table_has_costs_as_much_as_an_unknown_confusion() -> None:
    unknown = ALTERNATIVES.cost_of([Confusion("x", "y")])
    assert unknown > max(COSTS.values())
    assert ALTERNATIVES.cost_of([Confusion("å", "a"), Confusion("m", "rn"), Confusion("x", "y")]) == 3.0 + unknown
