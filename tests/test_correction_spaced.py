"""Words whose letters were set apart are words again; whatever else has single letters stays."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_fix import Cleaner, revert
from ocr_fix.correction.candidates.spacing.spaced import WHY

WORDS = "trädgårdsmästaren planterade ödmjukt tidningarna redovisning överraskande föreningarna gårdarnas".split()
SHORT = "dock inte även redan helt".split()


@cache
def cleaner() -> Cleaner:
    return Cleaner()


def apart(word: str) -> str:
    return " ".join(word)


@given(st.sampled_from(WORDS), st.sampled_from(["{}", "{}.", "({})", "»{}»"]), st.sampled_from([str, str.upper]))
def test_a_word_is_one_again(word: str, marks: str, case: type[str]) -> None:
    before, after = marks.split("{}")
    read = f"Det blev\n{before}{apart(case(word))}{after}\noch inget annat.\n"
    correction = cleaner().correct(read)
    assert correction.text == f"Det blev\n{before}{case(word)}{after}\noch inget annat.\n"
    assert [change.kind for change in correction.changes] == ["join"]
    assert revert(correction.text, correction.changes) == read
    assert cleaner().correct(correction.text).text == correction.text


@given(st.lists(st.sampled_from(WORDS + SHORT), min_size=1, max_size=4))
def test_wider_spaces_part_words(words: list[str]) -> None:
    sentence = [*words, "trädgårdsmästaren"]
    read = "   ".join(map(apart, sentence)) + "\n"
    assert cleaner().correct(read).text == "   ".join(sentence) + "\n"


def test_a_short_word_needs_a_longer_one_beside_it() -> None:
    assert cleaner().correct("Facit: d o c k.\n").text == "Facit: d o c k.\n"
    assert cleaner().correct("Den d o c k t r ä d g å r d e n.\n").text == "Den dock trädgården.\n"


def test_pages_have_them_put_together_too() -> None:
    document = cleaner().clean("Å R S B E R Ä T T E L S E\n\nStyrelsen avger följande berättelse för året.\n".encode())
    assert document.text.startswith("ÅRSBERÄTTELSE\n\n")
    assert document.changes[0].reason.startswith(WHY)


@given(st.lists(st.sampled_from("bcdfghBCDFXV"), min_size=1, max_size=12), st.sampled_from([" ", "\t", "\n"]))
def test_letters_that_are_no_word_stay(letters: list[str], space: str) -> None:
    read = f"Svar: {space.join(letters)}\n"
    correction = cleaner().correct(read)
    assert not [change for change in correction.changes if change.reason.startswith(WHY)]


@pytest.mark.parametrize("text", ["h\ta\tm\tn\te\tn\n", "h\na\nm\nn\ne\nn\n", "h    a    m    n    e    n\n"])
def test_cells_and_lines_are_no_letters_of_a_word(text: str) -> None:
    assert cleaner().correct(text).text == text


def test_old_print_stresses_words_so_and_keeps_them() -> None:
    old = "Han hade icke vetat hvad af allt detta som var s a n t, och hvilka af dem som blefvo der öfver vintern. "
    assert cleaner().correct(old * 6).text == old * 6
    damaged = "Dei var iclce hvad han liade sagt, och hon visste hvad af det sorn var s a n t, men hvilka blefvo qvar? "
    assert "var sant, men" in cleaner().correct(damaged * 3).text


def test_few_letters_apart_that_are_no_word_are_no_misread_one() -> None:
    damaged = (
        "Namnden behandlade i gar arendet om skolskjuts for elever pa landsbygden. Forvaltningen foreslar fler turer."
    )
    assert "b e s l u nedan" in cleaner().correct(f"{damaged} Se bilaga b e s l u nedan.\n").text


@pytest.mark.parametrize(
    ("apart", "one"),
    [
        ("t r äd g å r d s m ä s t a r e n", "trädgårdsmästaren"),
        ("t r ä d g å r d s m ä s t a r e n x", "trädgårdsmästaren x"),
        ("q t r ä d g å r d x", "q t r ä d g å r d x"),  # too much is left over
    ],
)
def test_a_few_pairs_and_strays_are_borne(apart: str, one: str) -> None:
    assert cleaner().correct(f"Det blev {apart} och inget annat.\n").text == f"Det blev {one} och inget annat.\n"
