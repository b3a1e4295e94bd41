"""What the engine says of single characters opens and weighs readings of a word."""

from __future__ import annotations

from functools import cache

import pytest

from ocr_fix.correction import Corrector
from ocr_fix.correction.candidates.engine_choices import hesitates, nearly_read
from ocr_fix.document import Choice, Flow, Word
from ocr_fix.document.changes import Token
from ocr_fix.languages import load_language


def word(text: str, at: int, *rivals: tuple[str, float]) -> Word:
    """A word at one of whose characters the engine hesitated."""
    choices: list[tuple[Choice, ...]] = [(Choice(character, 0.95),) for character in text]
    choices[at] += tuple(Choice(*rival) for rival in rivals)
    return Word(text, choices=tuple(choices))


@cache
def corrector() -> Corrector:
    return Corrector(load_language("sv"))


def corrected(before: str, read: Word, after: str, space: str = " ") -> list[str]:
    """What a sentence has in the place of some words when one between two others was nearly read otherwise."""
    words = [*map(Word, before.split()), read, *map(Word, after.split())]
    at = len(before.split())
    spaces = ["", *[" "] * (len(words) - 1)]
    spaces[at] = space
    tokens = [Token(gap, word, 1, 1) for gap, word in zip(spaces, words, strict=True)]
    return [word.text for word in corrector().correct(Flow(tokens)).values()]


@pytest.mark.parametrize(("nearly", "printed"), [(0.9, ["vårt"]), (0.25, ["vårt"]), (0.15, [])])
def test_what_was_nearly_read_is_written_where_the_context_asks_for_it(nearly: float, printed: list[str]) -> None:
    read = word("värt", 1, ("å", nearly))
    assert corrected("Det är", read, "beslut att skolan ska byggas i år .") == printed


@pytest.mark.parametrize(("space", "printed"), [(" ", ["kommunernas"]), ("    ", []), ("\t", []), ("\n", [])])
def test_what_begins_a_row_or_a_cell_keeps_its_capital(space: str, printed: list[str]) -> None:
    read = word("Kommunernas", 0, ("k", 0.5))
    assert corrected("Vi har läst", read, "beslut om skolan .", space) == printed


def test_what_was_nearly_read_and_is_no_word_is_not_written() -> None:
    assert corrected("Det är", word("värt", 2, ("x", 0.9)), "beslut att skolan ska byggas i år .") == []


def test_a_rival_is_measured_by_what_was_read() -> None:
    assert hesitates(Word("a", choices=((Choice("a", 0.4), Choice("o", 0.15)),)))
    assert not hesitates(Word("a", choices=((Choice("a", 0.95), Choice("o", 0.15)),)))


def test_choices_of_another_reading_say_nothing() -> None:
    assert not hesitates(Word("värt", choices=((Choice("v", 0.5), Choice("h", 0.5)),)))


def test_a_word_that_the_engine_nearly_read_is_a_candidate() -> None:
    candidates = nearly_read("Kommunernas", word("Kommunernas", 0, ("k", 0.5), ("x", 0.4)), 0)
    assert [candidate.text for candidate in candidates] == ["kommunernas", "xommunernas"]
    assert 0.5 < candidates[0].cost < 1.0


def test_a_confusion_that_the_engine_hesitated_over_costs_what_it_says() -> None:
    (candidate,) = nearly_read("värt", word("värt", 1, ("å", 0.9)), 0)
    assert candidate.text == "vårt"
    assert 0.0 < candidate.cost < 0.2
    assert candidate.edits == (("å", "ä"),)


def test_what_the_engine_gives_little_or_no_letter_is_no_candidate() -> None:
    for rival in (("1", 0.9), ("t", 0.01)):
        read = word("sal", 2, rival)
        assert not hesitates(read)
        assert nearly_read("sal", read, 0) == []


def test_choices_of_no_probability_are_none() -> None:
    assert not hesitates(Word("a", choices=((Choice("a", 0.0), Choice("G", 0.0)),)))


def test_a_part_is_weighed_at_its_place_in_the_word() -> None:
    assert [candidate.text for candidate in nearly_read("ort", word("(ort)", 3, ("d", 0.9)), 1)] == ["ord"]
