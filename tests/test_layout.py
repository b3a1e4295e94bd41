"""Lines become paragraphs, words their normal form."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_fix.document import Document, PageText, Word, revert
from ocr_fix.layout import from_text, normal_form


def laid_out(text: str) -> str:
    return Document("x.txt", "text", (from_text(PageText(1, text)),)).text


def test_lines_are_unwrapped_and_blank_lines_part_paragraphs() -> None:
    text = "Nämnden beslutar att godkänna\nförvaltningens förslag.\n\nBeslutet fattas\nenhälligt.\n"
    assert laid_out(text) == "Nämnden beslutar att godkänna förvaltningens förslag.\n\nBeslutet fattas enhälligt.\n"


def test_a_blank_line_after_every_line_parts_nothing() -> None:
    lines = [
        "Under hösten har förvaltningen sett över hur de",
        "äldre får sin hjälp och vilka kostnader som den",
        "medför för kommunen på några års sikt, och hur",
        "personalen ser på arbetet i de olika grupperna",
        "samt vilka lokaler som behövs för att det skall",
        "gå att genomföra till nästa vinter utan att nya",
        "medel skjuts till.",
    ]
    assert laid_out("\n\n".join(lines)) == " ".join(lines) + "\n"


def test_short_paragraphs_of_one_line_each_stay_apart() -> None:
    lines = [f"Beslut nummer {number} är fattat." for number in range(8)]
    assert laid_out("\n\n".join(lines)) == "\n\n".join(lines) + "\n"


def test_list_items_stand_on_lines_of_their_own() -> None:
    text = "Nämnden har tre uppgifter:\n- skolan i hela kommunen\n- äldreomsorgen\n- biblioteken\n"
    assert laid_out(text).split("\n\n") == [
        "Nämnden har tre uppgifter:",
        "- skolan i hela kommunen",
        "- äldreomsorgen",
        "- biblioteken\n",
    ]


def test_a_sentence_goes_on_after_a_blank_line_in_its_middle() -> None:
    text = "Vi har mött företrädare för barn- och\n\nungdomsvården i länet under året."
    assert laid_out(text) == "Vi har mött företrädare för barn- och ungdomsvården i länet under året.\n"


@pytest.mark.parametrize(
    ("read", "normal"),
    [
        (unicodedata.normalize("NFD", "Årsmöte"), "Årsmöte"),
        ("ﬁnansiering", "finansiering"),
        ("kom\u00admun", "kommun"),
        ("kom\u00ad", "kom-"),
        ("kom\u200bmun", "kommun"),
        ("m²", "m²"),
        ("§", "§"),
    ],
)
def test_words_are_brought_into_normal_form(read: str, normal: str) -> None:
    word = normal_form(Word(read))
    assert word.text == normal
    assert (word.edit is not None) == (read != normal)
    assert word.reading == read


@given(st.text(st.characters(exclude_categories=["Z"]), min_size=1).filter(lambda text: len(text.split()) == 1))
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    once = normal_form(Word(text)).text
    assert normal_form(Word(once)).text == once


@given(st.text())
def test_layout_loses_no_word_of_any_text(text: str) -> None:
    document = Document("x.txt", "text", (from_text(PageText(1, text)),))
    assert document.raw_text.split() == text.split()
    assert revert(document.text, document.changes) == document.raw_text
