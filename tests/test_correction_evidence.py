"""What the engine says of single characters opens and weighs readings of a word."""

from __future__ import annotations

from ocr_fix.correction.candidates.engine import hesitates, weighed
from ocr_fix.correction.decoding.decoder import Choice as Reading
from ocr_fix.document import Choice, Word


def word(text: str, at: int, *rivals: tuple[str, float]) -> Word:
    """A word at one of whose characters the engine hesitated."""
    choices: list[tuple[Choice, ...]] = [(Choice(character, 0.95),) for character in text]
    choices[at] += tuple(Choice(*rival) for rival in rivals)
    return Word(text, choices=tuple(choices))


def test_a_word_that_the_engine_nearly_read_is_a_choice() -> None:
    read = word("Kommunernas", 0, ("k", 0.5), ("x", 0.4))
    choices = weighed((Reading("Kommunernas", ("Kommunernas",), 0.0),), read, 0, {"kommunernas"}.__contains__)
    assert [choice.text for choice in choices] == ["Kommunernas", "kommunernas"]
    assert -1.0 < choices[1].score < -0.5


def test_a_confusion_that_the_engine_hesitated_over_costs_what_it_says() -> None:
    read = word("värt", 1, ("å", 0.9))
    rare = Reading("vårt", ("vårt",), -8.0)
    (_, better) = weighed((Reading("värt", ("värt",), 0.0), rare), read, 0, lambda _: True)
    assert better.text == "vårt"
    assert better.score > -0.2


def test_what_the_engine_gives_little_or_no_letter_changes_nothing() -> None:
    itself = (Reading("sal", ("sal",), 0.0),)
    for rival in (("1", 0.9), ("t", 0.01)):
        read = word("sal", 2, rival)
        assert not hesitates(read)
        assert weighed(itself, read, 0, lambda _: True) == itself


def test_choices_of_no_probability_are_none() -> None:
    assert not hesitates(Word("a", choices=((Choice("a", 0.0), Choice("G", 0.0)),)))


def test_a_piece_is_weighed_at_its_place_in_the_word() -> None:
    read = word("(ort)", 3, ("d", 0.9))
    choices = weighed((Reading("ort", ("ort",), 0.0),), read, 1, {"ord"}.__contains__)
    assert [choice.text for choice in choices] == ["ort", "ord"]
